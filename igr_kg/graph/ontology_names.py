"""Names of terms and concepts in every language, and where each was taken from.

``ontology/names/<BCP 47 tag>.tsv`` holds one row for one name: the ``term`` (``igr:Act``,
``scheme/verb/requests``), the ``property`` (``rdfs:label``, ``skos:prefLabel`` ...), the ``text`` and its
``source``, a code of ``ontology/names/sources.tsv`` and, after a blank, the place in that source. English and
Chinese names stand in the Turtle files; rows for them only say where a name was taken from that is not the
project's own.

A source is an annotation of the axiom that gives the name (OWL 2, section 10.2, written as in its mapping to
RDF graphs, section 2.3.1): it stays inside OWL 2 DL, and a reasoner passes over it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from igr_kg import assets
from igr_kg.errors import PackError
from igr_kg.graph.quads import RDF_TYPE, Quad, language, literal, named, node, term

FOLDER = "ontology/names"
COLUMNS = ("term", "property", "text", "source")
SOURCE_COLUMNS = ("code", "kind", "iri", "title")
LABELS = ("rdfs:label", "skos:prefLabel", "skos:altLabel")
"""The properties whose every value has a source."""
OWN = "project"
"""The source of what the Turtle files say and no row takes from elsewhere."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name or definition of a term.

    :param term: prefixed name of a term, or path of a scheme or concept below the base
    :param property: prefixed name
    :param tag: language tag
    :param source: code of a source
    :param place: where in the source, e.g. ``Art. 7``; may be empty
    """

    term: str
    property: str
    text: str
    tag: str
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where names are taken from.

    :param kind: ``project``, ``translation``, ``usage``, ``official``, ``authority`` or ``vocabulary``
    :param iri: with ``{place}`` and ``{lang}``, which are filled in; without a scheme below the base
    """

    kind: str
    iri: str
    title: str


def tags() -> tuple[str, ...]:
    """Return the languages that have a file of names, sorted."""
    return tuple(sorted(p.stem for p in assets.folder(FOLDER).glob("*.tsv") if p.stem != "sources"))


def names() -> tuple[Name, ...]:
    """Return every row of every language, in the order of the files.

    :raises PackError: ``BAD_NAME`` for a row without one of its columns, or an unknown source
    """
    return read(assets.folder(FOLDER))


def sources() -> Mapping[str, Source]:
    """Return the sources by code."""
    return _sources(assets.folder(FOLDER))


def address(name: Name, source: Source, base: str) -> str:
    """Return the term of the place that a name was taken from.

    >>> charter = Source("official", "https://charter.example/{lang}", "Charter")
    >>> address(
    ...     Name("igr:Session", "rdfs:label", "session", "fr", "charter", "Art. 20"), charter, "http://a/"
    ... )
    '<https://charter.example/fr>'
    """
    iri = source.iri.replace("{place}", name.place).replace("{lang}", name.tag)
    return node(iri) if ":" in iri else named(iri, base)


def name_quads(rows: Iterable[Quad], base: str) -> Iterator[Quad]:
    """Yield the names of the files and, for every name, theirs or of the ontology, where it comes from.

    :param rows: statements of the Turtle files
    :param base: base of every IRI
    """
    given = {statement(name, base): name for name in names()}
    told = {term(label, base) for label in LABELS}
    prefixes = tuple(f"<{base}{start}" for start in ("ontology#", "scheme/"))
    present = {Quad(q.s, q.p, q.o) for q in rows if q.p in told and q.s.startswith(prefixes)}
    yield from (quad for quad in given if quad not in present)
    known = sources()
    for number, quad in enumerate(sorted(present | set(given)), start=1):
        tag = language(quad.o)
        if tag:
            name = given.get(quad, Name("", "", "", tag, OWN, ""))
            yield from _axiom(quad, name, known[name.source], f"_:name{number}", base)


def statement(name: Name, base: str) -> Quad:
    """Return what a row says, in no graph."""
    subject = term(name.term, base) if ":" in name.term else named(name.term, base)
    return Quad(subject, term(name.property, base), literal(name.text, language=name.tag))


def _axiom(quad: Quad, name: Name, source: Source, blank: str, base: str) -> Iterator[Quad]:
    """Yield the annotation of one axiom; a place that its source's IRI does not hold stands beside it."""
    yield Quad(blank, RDF_TYPE, term("owl:Axiom", base))
    yield Quad(blank, term("owl:annotatedSource", base), quad.s)
    yield Quad(blank, term("owl:annotatedProperty", base), quad.p)
    yield Quad(blank, term("owl:annotatedTarget", base), quad.o)
    yield Quad(blank, term("dcterms:source", base), address(name, source, base))
    if name.place and "{place}" not in source.iri:
        yield Quad(blank, term("rdfs:comment", base), literal(name.place))


@cache
def _sources(folder: Path) -> Mapping[str, Source]:
    found = {}
    for row in _rows(folder / "sources.tsv", SOURCE_COLUMNS):
        found[row["code"]] = Source(row["kind"], row["iri"], row["title"])
    return found


@cache
def read(folder: Path) -> tuple[Name, ...]:
    """Return the rows of a folder; as :func:`names`."""
    known, found = _sources(folder), []
    for path in sorted(folder.glob("*.tsv")):
        for row in _rows(path, COLUMNS) if path.stem != "sources" else ():
            code, _, place = row["source"].partition(" ")
            if code not in known:
                raise PackError(
                    "BAD_NAME", f"{path.name} takes {row['text']!r} from an unknown source: {code!r}."
                )
            found.append(Name(row["term"], row["property"], row["text"], path.stem, code, place))
    return tuple(found)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), start=2):
            if tuple(row) != columns or not all(isinstance(v, str) and v.strip() for v in row.values()):
                raise PackError("BAD_NAME", f"{path.name}, line {number}: a row has {', '.join(columns)}.")
            yield row
