"""The checks that no shape can make: each finds its fault and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import RDF, SH, URIRef

from igr_kg import ids
from igr_kg.check import Report, assets, check
from igr_kg.graph.quads import RDF_TYPE, XSD, Quad, literal, node, term, value
from igr_kg.model import Span
from tests.check_support import BASE, MEETING, TEXT, Release, igr, replaced, thing

Change = Callable[[list[Quad]], list[Quad]]
OBJECT = term("rdf:object", BASE)
NO_DATE = literal("2020-13-45", datatype=XSD + "date")


def report(quads: list[Quad], texts: dict[str, str] | None = None) -> Report:
    return check(quads, base=BASE, texts=Release().texts() if texts is None else texts)


def checks_that_speak(result: Report) -> set[str]:
    return {r.shape.removeprefix(f"{BASE}shapes#") for r in result.results}


def without(predicate: str, graph: str) -> Change:
    return lambda quads: replaced(quads, lambda q: q.p == predicate and graph in q.g, lambda q: None)


def changed(predicate: str, graph: str, new: str) -> Change:
    return lambda quads: replaced(
        quads, lambda q: q.p == predicate and graph in q.g, lambda q: q._replace(o=new)
    )


def said(release: Release, subject: str, predicate: str, object_: str) -> list[Quad]:
    release.say(subject, predicate, object_)
    return release.quads()


def unproved(quads: list[Quad]) -> list[Quad]:
    proof = next(q.s for q in quads if q.p == OBJECT and q.o == literal(3))
    return [q for q in quads if q.s != proof]


FAULTS: list[tuple[str, Change]] = [
    ("EvidenceForEveryFact", unproved),
    ("FactForEveryEvidence", without(igr("meetingKind"), "/document/")),
    ("QuoteInText", changed(igr("quote"), "/evidence/", literal("At its fourth session", language="en"))),
    ("QuoteInText", changed(igr("end"), "/evidence/", literal(len(TEXT) + 1))),
    ("QuoteInPassage", changed(igr("end"), "/text/", literal(11))),
    ("PassageExists", changed(igr("passage"), "/evidence/", thing("id/document/wet-4-1/par/2"))),
    ("TextUnchanged", changed(igr("textSHA256"), "/text/", literal("0" * 64))),
    ("TermDeclared", lambda q: said(Release(), thing(MEETING), igr("dateOfStart"), literal("2003"))),
    (
        "ConceptInScheme",
        lambda q: said(Release(), thing(MEETING), igr("about"), thing("scheme/topic/ponds")),
    ),
    ("LinkLeadsToThing", lambda q: said(Release(), thing(MEETING), igr("about"), thing("id/body/nobody"))),
    ("NoBlankNodes", lambda q: said(Release(), thing(MEETING), igr("about"), "_:b0")),
    (
        "LiteralWellTyped",
        lambda q: said(Release(), thing("id/document/wet-4-1"), term("dcterms:created", BASE), NO_DATE),
    ),
    ("ClassesApart", lambda q: said(Release(), thing("id/document/wet-4-1"), RDF_TYPE, igr("Rule"))),
    ("CharactersOfXml", lambda q: said(Release(), thing(MEETING), igr("shortForm"), r'"a\rb"')),
    ("CharactersOfXml", lambda q: said(Release(), thing(MEETING), igr("shortForm"), r'"a\u000Cb"')),
]


def test_a_sound_data_set_has_no_results() -> None:
    assert report(Release().quads()).results == ()


@pytest.mark.parametrize(("name", "change"), FAULTS, ids=[name for name, _ in FAULTS])
def test_a_fault_is_found(name: str, change: Change) -> None:
    found = report(change(Release().quads()))
    assert checks_that_speak(found) == {name}
    assert not found.conforms


def test_a_text_that_was_not_given_is_missed() -> None:
    found = report(Release().quads(), {})
    assert checks_that_speak(found) == {"TextKnown"}
    assert found.results[0].focus == node(Release().version)


def test_furniture_that_is_known_must_be_left_out_and_nothing_else_may_be() -> None:
    release = Release()
    start = TEXT.index("\nWET/4/1\n2") + 1
    known = {release.version: [Span(start, start + len("WET/4/1\n2"))]}
    assert check(release.quads(), base=BASE, texts=release.texts(), furniture=known).conforms
    nothing: dict[str, list[Span]] = {release.version: []}
    found = check(release.quads(), base=BASE, texts=release.texts(), furniture=nothing)
    assert checks_that_speak(found) == {"QuoteInText"}


def test_every_dataset_check_has_a_test_a_code_and_sentences() -> None:
    graph = assets.shapes(BASE).graph
    checks = set(graph.subjects(RDF.type, URIRef(value(igr("DatasetCheck")))))
    assert {str(c).removeprefix(f"{BASE}shapes#") for c in checks} == {n for n, _ in FAULTS} | {
        "TextKnown",
        "StateNamedInQuote",
        "SomethingChecked",
        "TextsAgree",
    }
    codes = [str(graph.value(c, URIRef(value(igr("code"))))) for c in checks]
    assert len(set(codes)) == len(checks)
    assert all(code.isupper() for code in codes)
    for c in checks:
        assert set(assets.shapes(BASE).rules[str(c)].messages) == {"en", "zh"}
        assert graph.value(c, SH.severity) in (SH.Violation, SH.Warning, SH.Info)


def test_another_base_is_checked_alike() -> None:
    base = "http://localhost:8000/kg/"
    release = Release(base=base)
    assert check(release.quads(), base=base, texts=release.texts()).results == ()
    release.say(release.it(MEETING), release.igr("startDate"), literal("2003-02-07", datatype="xsd:date"))
    release.say(release.it(MEETING), release.igr("endDate"), literal("2003-02-03", datatype="xsd:date"))
    release.say(release.it(MEETING), release.igr("nonsense"), literal(1))
    found = check(release.quads(), base=base, texts=release.texts())
    assert {r.shape for r in found.results} == {
        f"{base}shapes#MeetingShape-dates",
        f"{base}shapes#TermDeclared",
    }


def test_the_graph_of_a_result_is_named() -> None:
    release = Release()
    release.say(thing(MEETING), igr("statesRepresented"), literal(0))
    (result,) = report(release.quads()).results
    assert result.graph == ids.iri("graph/document/wet-4-1/en")
    assert (result.path, result.value) == (value(igr("statesRepresented")), literal(0))


def test_types_in_evidence_do_not_count_as_descriptions() -> None:
    release = Release()
    stranger = thing("id/body/stranger")
    release.say(thing(MEETING), igr("about"), stranger)
    quads = [
        *release.quads(),
        Quad(stranger, RDF_TYPE, igr("GovernanceBody"), thing("graph/evidence/wet-4-1/en")),
    ]
    assert "LinkLeadsToThing" in checks_that_speak(report(quads))


def view_of(holder: str, kind: str, name: str) -> Report:
    release = Release()
    finding = thing("id/document/wet-4-1/par/1/finding/1")
    release.say(finding, RDF_TYPE, igr("Finding"))
    release.say(finding, igr("content"), literal("wetlands matter", language="en"))
    release.say(finding, igr("findingKind"), thing("scheme/finding-kind/general-view"))
    release.say(finding, igr("heldBy"), thing(holder))
    release.say(thing(holder), RDF_TYPE, igr(kind))
    release.say(thing(holder), igr("attestedName"), literal(name, language="en"))
    if kind == "GovernanceBody":
        release.say(thing(holder), igr("bodyKind"), thing("scheme/body-kind/government"))
    return report(release.quads())


@pytest.mark.parametrize(("holder", "kind"), [("id/country/rur", "Country"), ("id/body/x", "GovernanceBody")])
def test_a_state_holds_a_view_only_where_a_passage_names_it(holder: str, kind: str) -> None:
    assert checks_that_speak(view_of(holder, kind, "Ruritania")) == {"StateNamedInQuote"}
    assert view_of(holder, kind, "Ramsar").results == ()


def test_others_may_hold_a_view_without_being_named_in_the_quote() -> None:
    assert view_of("id/group/states", "ActorGroup", "coastal States").results == ()


def test_a_state_may_be_named_in_a_further_span() -> None:
    release = Release()
    finding, state = thing("id/document/wet-4-1/par/1/finding/1"), thing("id/country/rur")
    for fact in [
        (finding, RDF_TYPE, igr("Finding")),
        (finding, igr("content"), literal("wetlands matter", language="en")),
        (finding, igr("findingKind"), thing("scheme/finding-kind/general-view")),
        (state, RDF_TYPE, igr("Country")),
        (state, igr("attestedName"), literal("WET/4/1", language="en")),
        (finding, igr("heldBy"), state),
    ]:
        release.say(*fact)
    quads = release.quads()
    assert checks_that_speak(report(quads)) == {"StateNamedInQuote"}
    record = next(q.s for q in reversed(quads) if q.p == OBJECT and q.o == state)
    graph, span = thing("graph/evidence/wet-4-1/en"), thing("graph/evidence/wet-4-1/en#1-1")
    rows = [
        (record, igr("span"), span),
        (span, RDF_TYPE, igr("Span")),
        (span, igr("passage"), thing("id/document/wet-4-1")),
        (span, igr("start"), literal(0)),
        (span, igr("end"), literal(7)),
        (span, igr("quote"), literal("WET/4/1", language="en")),
    ]
    assert report([*quads, *(Quad(*row, graph) for row in rows)]).results == ()
