"""The document that ships: it conforms, HermiT finds it consistent, and both notice when it is spoilt."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

import pytest
from rdflib import RDFS, SH, URIRef

from igr_kg import ids
from igr_kg.check import Report, assets, check
from igr_kg.graph import dataset
from igr_kg.graph.quads import RDF_TYPE, Quad, literal, term, value
from igr_kg.model import Span
from igr_kg.packs import authority, links
from igr_kg.pipeline.building import furniture_of, texts_of
from igr_kg.pipeline.sources import find_sources, read_sources
from igr_kg.reason import closure, consistent, hermit
from igr_kg.reason.view import view
from igr_kg.release.view import default_view
from tests.check_support import igr
from tests.support import FIRST

BASE = ids.DEFAULT_BASE

needs_java = pytest.mark.skipif(hermit.java() is None, reason="the extra 'java' is not installed")


@cache
def shipped() -> tuple[list[Quad], dict[str, str], dict[str, tuple[Span, ...]]]:
    files = find_sources([FIRST])
    versions = list(zip(read_sources(files), [file.source for file in files], strict=True))
    quads = dataset.assemble(versions, authority=authority.load(), links=links.load(), base=BASE)
    return quads, texts_of(versions, BASE), dict(furniture_of(versions, BASE))


def report(quads: list[Quad]) -> Report:
    _, texts, furniture = shipped()
    return check(quads, base=BASE, texts=texts, furniture=furniture)


def facts() -> list[Quad]:
    return [q for q in shipped()[0] if q.g.startswith(f"<{BASE}graph/document/")]


def test_it_conforms() -> None:
    found = report(shipped()[0])
    assert found.conforms, found.to_text("en")


def test_it_does_not_conform_without_one_record_of_evidence() -> None:
    quads = shipped()[0]
    evidence = term("igr:Evidence", BASE)
    record = max(q.s for q in quads if q.p == term("rdf:type", BASE) and q.o == evidence)
    found = report([q for q in quads if q.s != record and q.o != record])
    assert {r.shape.rpartition("#")[2] for r in found.results if r.severity == "Violation"} == {
        "EvidenceForEveryFact"
    }


def test_it_does_not_conform_when_the_text_has_another_letter() -> None:
    quads, texts, furniture = shipped()
    spoilt = {iri: text.replace("内罗毕", "内罗华") for iri, text in texts.items()}
    assert spoilt != texts
    names = Counter(
        r.shape.rpartition("#")[2]
        for r in check(quads, base=BASE, texts=spoilt, furniture=furniture).results
        if r.severity == "Violation"
    )
    assert set(names) == {"QuoteInText", "TextUnchanged"}


def test_every_property_of_its_facts_is_declared() -> None:
    assert view(shipped()[0], BASE).undeclared == ()


WITHOUT_SHAPE = {
    "dcterms:source": "an IRI or words: whatever tells where a row of the authority comes from",
    "dcterms:license": "an IRI or words, of a record in the links",
    "skos:exactMatch": "the record of the link is checked, by MappingShape",
    "skos:closeMatch": "the record of the link is checked, by MappingShape",
    "skos:broadMatch": "the record of the link is checked, by MappingShape",
    "skos:narrowMatch": "the record of the link is checked, by MappingShape",
    "skos:relatedMatch": "the record of the link is checked, by MappingShape",
}
"""Properties that may have any value, and why."""


def test_a_shape_speaks_of_every_property_that_its_things_have() -> None:
    """Otherwise nonsense could be submitted under it; the checks of the data set are no data."""
    shapes, classes = assets.parse_folder("shapes", BASE), assets.parse_folder("ontology", BASE)
    named: defaultdict[str, set[str]] = defaultdict(set)
    for node_shape, target in shapes.subject_objects(SH.targetClass):
        for shape in shapes.objects(node_shape, SH.property):
            named[str(target)] |= {str(path) for path in shapes.objects(shape, SH.path)}

    def known(class_: str) -> set[str]:
        above = classes.transitive_objects(URIRef(class_), RDFS.subClassOf)
        return {path for one in above for path in named[str(one)]}

    quads = shipped()[0]
    types: defaultdict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.p == RDF_TYPE and quad.o.startswith(igr("")[:-1]) and quad.o != igr("DatasetCheck"):
            types[quad.s].add(value(quad.o))
    free = {term(name, BASE) for name in WITHOUT_SHAPE} | {RDF_TYPE}
    used = {(tuple(sorted(types[q.s])), value(q.p)) for q in default_view(quads, BASE) if q.p not in free}
    used = {(found, predicate) for found, predicate in used if found}
    assert len(used) > 150
    assert sorted(use for use in used if not any(use[1] in known(class_) for class_ in use[0])) == []


def test_what_follows_from_it_types_and_dates_its_meetings() -> None:
    inferred = {(q.s, q.p, q.o) for q in closure(shipped()[0], base=BASE)}
    sessions = {q.s for q in facts() if q.p == RDF_TYPE and q.o == igr("Session")}
    assert sessions
    for session in sessions:
        assert (session, RDF_TYPE, igr("Meeting")) in inferred
    started = {q.s for q in facts() if q.p == igr("startDate")}
    assert started == {s for s, p, _ in inferred if p == igr("earliest")} & started


@pytest.mark.slow
@needs_java
def test_it_is_consistent() -> None:
    verdict = consistent(shipped()[0], base=BASE)
    assert verdict.code == "CONSISTENT", verdict.message


@pytest.mark.slow
@needs_java
def test_a_second_date_of_a_meeting_makes_it_inconsistent() -> None:
    quads = shipped()[0]
    date = min(q for q in facts() if q.p == igr("startDate"))
    other = date._replace(o=literal("1972-06-05", datatype="xsd:date"))
    verdict = consistent([*quads, other], base=BASE)
    assert verdict.code == "INCONSISTENT"
    assert verdict.details == (
        f"{value(date.s).removeprefix(BASE)} has two values of igr:startDate: "
        f"1972-06-05 and {value(date.o)}.",
    )


@pytest.mark.slow
@needs_java
def test_a_proposed_body_that_exists_makes_it_inconsistent() -> None:
    quads = shipped()[0]
    proposed = min(q for q in facts() if q.p == RDF_TYPE and q.o == igr("ProposedBody"))
    existing = proposed._replace(o=igr("GovernanceBody"))
    verdict = consistent([*quads, existing], base=BASE)
    assert verdict.code == "INCONSISTENT"
    assert value(proposed.s).removeprefix(BASE) in verdict.message
