"""The ontology, its alignment and concept schemes, and the shapes as one graph, on any base."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from igr_kg import assets, ids
from igr_kg.graph import ontology_names, syntax
from igr_kg.graph.alignment import alignment
from igr_kg.graph.quads import XSD, Quad, datatype, node

ONTOLOGY = "graph/ontology"
FOLDERS = ("ontology", "shapes")


def quads(
    base: str = ids.DEFAULT_BASE, folders: tuple[str, ...] = FOLDERS, *, names: bool = True
) -> list[Quad]:
    """Return the graph of the ontology and the shapes, blank nodes labelled by RDFC-1.0.

    The ontology comes with what its terms correspond to in other vocabularies.

    The files are written on the default base; another base is put in its place.

    :param base: base of every IRI
    :param folders: which of the project's folders to read
    :param names: with the names of ``ontology/names`` and the source of every name, which a reasoner and
        the shapes have no use for; they belong to the folder ``ontology``
    :raises InputError: ``SYNTAX_ERROR`` for a file that is no Turtle
    """
    paths = tuple(path for name in folders for path in sorted(assets.folder(name).glob("*.ttl")))
    graph = node(ids.iri(ONTOLOGY, base))
    whole = "ontology" in folders
    return [Quad(s, p, o, graph) for s, p, o, _ in _canonical(paths, base, whole, names and whole)]


@cache
def _canonical(paths: tuple[Path, ...], base: str, aligned: bool, named: bool) -> tuple[Quad, ...]:
    found = [q for path in paths for q in syntax.parse(path.read_bytes(), "ttl", where=path.name)]
    if aligned:
        found = list(dict.fromkeys([*found, *alignment(found)]))
    rows = [rebased(quad, base) for quad in found]
    return tuple(syntax.canonical([*rows, *ontology_names.name_quads(rows, base)] if named else rows))


def rebased(quad: Quad, base: str) -> Quad:
    """Return a statement of a file, which is on the default base, on another one."""
    if base == ids.DEFAULT_BASE:
        return quad
    return Quad(*(_moved(term, base) for term in quad))


def _moved(term: str, base: str) -> str:
    """Return a term on another base; of a literal its datatype, and itself where it is an ``xsd:anyURI``.

    >>> _moved("<https://w3id.org/igr/ontology#Act>", "http://a/")
    '<http://a/ontology#Act>'
    """
    if term.startswith(f'"{ids.DEFAULT_BASE}') and datatype(term) == f"{XSD}anyURI":
        return f'"{base}{term[len(ids.DEFAULT_BASE) + 1 :]}'
    head, mark, tail = ("", "", term) if term.startswith("<") else term.rpartition("^^")
    if (term.startswith("<") or mark) and tail.startswith(f"<{ids.DEFAULT_BASE}"):
        return f"{head}{mark}<{base}{tail[len(ids.DEFAULT_BASE) + 1 :]}"
    return term
