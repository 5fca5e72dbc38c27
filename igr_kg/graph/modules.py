"""The modules of the ontology: which of its files declares a term."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from igr_kg import assets, ids
from igr_kg.graph import syntax
from igr_kg.graph.quads import RDF_TYPE, value


def modules(base: str = ids.DEFAULT_BASE) -> Mapping[str, str]:
    """Return the module, the name of a file without its ending, of each term, scheme and concept (IRI).

    :param base: base of every IRI
    :raises InputError: ``SYNTAX_ERROR`` for a file that is no Turtle

    >>> modules()["https://w3id.org/igr/ontology#Act"]
    'acts'
    """
    return _modules(assets.folder("ontology"), base)


@cache
def _modules(folder: Path, base: str) -> Mapping[str, str]:
    ours = tuple(f"{base}{start}" for start in ("ontology#", "scheme/"))
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.ttl")):
        for quad in syntax.parse(path.read_bytes(), "ttl", base=base, where=path.name):
            iri = value(quad.s).replace(ids.DEFAULT_BASE, base, 1)
            if quad.p == RDF_TYPE and iri.startswith(ours):
                found.setdefault(iri, path.stem)
    return found
