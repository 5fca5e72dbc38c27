"""Provenance of a build: which files, which software and which rules the graphs were made from.

Nothing of the clock, host or user: the run is named after what went into it (PROV-O,
https://www.w3.org/TR/prov-o/), so that two runs over equal inputs are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from igr_kg import __version__, ids
from igr_kg.errors import PackError
from igr_kg.graph.builder import RULES, rule_name
from igr_kg.graph.quads import Quad, literal, named, node, term, value
from igr_kg.model import Source
from igr_kg.packs import language

CATALOGUE = "graph/catalogue"
SOFTWARE = "id/software/igr-kg"


def run_name(sources: Iterable[Source], inputs: str = "") -> str:
    """Return the local name of the run over some sources.

    :param sources: the files read
    :param inputs: hash of everything else that decides the result (packs, authority, ontology)

    >>> run_name([Source("a.txt", "00"), Source("b.txt", "11")])
    'run/d5e74a2b5061fa66'
    """
    files = sorted((source.name, source.sha256) for source in sources)
    parts = (part for file in files for part in file)
    return f"run/{ids.short_hash(__version__, inputs, *parts, digits=16)}"


def describe(run: str, sources: Sequence[Source], *, base: str) -> Iterator[Quad]:
    """Yield the description of a run, of its sources and of the software.

    :param run: local name of the run
    :param sources: the files it read
    :param base: base of every IRI
    """
    yield _say(run, "rdf:type", term("igr:Run", base), base)
    yield _say(run, "rdf:type", term("prov:Activity", base), base)
    yield _say(run, "prov:wasAssociatedWith", named(SOFTWARE, base), base)
    yield _say(SOFTWARE, "rdf:type", term("prov:SoftwareAgent", base), base)
    yield _say(SOFTWARE, "rdfs:label", literal("igr_kg", language="en"), base)
    yield _say(SOFTWARE, "schema:softwareVersion", literal(__version__), base)
    for source in sources:
        file = source_name(source)
        yield _say(run, "prov:used", named(file, base), base)
        yield _say(file, "rdf:type", term("prov:Entity", base), base)
        yield _say(file, "rdfs:label", literal(source.name), base)
        yield _say(file, "igr:sourceSHA256", literal(source.sha256), base)
        if source.licence.startswith(("http://", "https://")):
            yield _say(file, "dcterms:license", node(source.licence), base)
        if source.licence_note:
            yield _say(file, "dcterms:rights", literal(source.licence_note), base)
        if source.origin.startswith(("http://", "https://")):
            yield _say(file, "dcterms:source", node(source.origin), base)
        elif source.origin:
            yield _say(file, "dcterms:source", literal(source.origin), base)
        if source.retrieved:
            retrieved = literal(source.retrieved, datatype="xsd:date")
            yield _say(file, "dcterms:dateAccepted", retrieved, base)


def describe_rules(quads: Iterable[Quad], *, base: str) -> Iterator[Quad]:
    """Yield a description of each rule that evidence names, so that it leads to something.

    :param quads: with the evidence of all documents
    """
    predicate = term("igr:rule", base)
    for rule_term in {quad.o for quad in quads if quad.p == predicate}:
        tag, _, rule = value(rule_term).removeprefix(ids.iri(RULES, base)).partition("/")
        name = rule_name(tag, rule)
        yield _say(name, "rdf:type", term("igr:Rule", base), base)
        yield _say(name, "dcterms:identifier", literal(rule), base)
        yield _say(name, "dcterms:language", literal(tag), base)
        file = _files(tag).get(rule)
        if file is not None:
            yield _say(name, "dcterms:source", literal(f"data/lang/{file}"), base)


@cache
def _files(tag: str) -> dict[str, str]:
    """Return the file of each pattern of a language pack; rules of the program have none."""
    try:
        return {p.id: p.source for p in language.load(tag).patterns}
    except PackError:
        return {}


def describe_graphs(name: str, tag: str, source: Source, run: str, *, base: str) -> Iterator[Quad]:
    """Yield from which file and by which run the graphs of one language version were made.

    The symbol that the collector gives is told here too: a text that does not print its own has no other.

    :param name: local name of the document
    :param tag: language of the version
    """
    slug = name.removeprefix("id/document/")
    for make in (ids.document_graph, ids.evidence_graph, ids.text_graph):
        graph = make(slug, tag)
        yield _say(graph, "prov:wasDerivedFrom", named(source_name(source), base), base)
        yield _say(graph, "prov:wasGeneratedBy", named(run, base), base)
    yield _say(f"{name}/{tag}", "prov:wasDerivedFrom", named(source_name(source), base), base)
    if source.symbol:
        yield _say(name, "dcterms:identifier", literal(source.symbol), base)


def describe_spare(version: str, source: Source, media_type: str, *, base: str) -> Iterator[Quad]:
    """Yield that a language version has another file, which was not read for the graph.

    :param version: local name of the version
    """
    yield _say(version, "dcterms:hasFormat", named(source_name(source), base), base)
    yield _say(source_name(source), "dcterms:format", literal(media_type), base)


def source_name(source: Source) -> str:
    """Return the local name of a source file: its bytes name it."""
    return f"id/source/{source.sha256[:16]}"


def _say(subject: str, predicate: str, value: str, base: str) -> Quad:
    return Quad(named(subject, base), term(predicate, base), value, named(CATALOGUE, base))
