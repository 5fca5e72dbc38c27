"""HermiT agrees with the ontology alone and with sound data, and stops at each kind of contradiction."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from igr_kg.errors import IgrError
from igr_kg.graph.quads import RDF_TYPE, Quad, literal, term, value
from igr_kg.reason import consistency, consistent, hermit
from igr_kg.reason.view import view
from tests.check_support import BASE, MEETING, Release, igr, thing

DAY, YEAR = {"datatype": "xsd:date"}, {"datatype": "xsd:gYear"}
X = thing("id/x")

needs_java = pytest.mark.skipif(hermit.java() is None, reason="the extra 'java' is not installed")


def document(*facts: tuple[str, str, str], slug: str = "wet-4-1") -> list[Quad]:
    release = Release(slug)
    for fact in facts:
        release.say(*fact)
    return release.quads()


@pytest.mark.slow
@needs_java
def test_the_ontology_by_itself() -> None:
    verdict = consistent([], base=BASE)
    assert (verdict.code, verdict.ok, verdict.details) == ("CONSISTENT", True, ())


@pytest.mark.slow
@needs_java
def test_sound_data_with_dates_of_all_kinds() -> None:
    facts = [
        (thing(MEETING), igr("startDate"), literal("2003-02-03", **DAY)),
        (thing(MEETING), igr("endDate"), literal("2003-02", datatype="xsd:gYearMonth")),
        (thing(MEETING), igr("shortForm"), literal("会议", language="zh")),
        (thing("id/body/wetlands-council"), igr("establishedOn"), literal("1999", **YEAR)),
    ]
    other = document((thing(MEETING), igr("startDate"), literal("2003", **YEAR)), slug="wet-4-2")
    assert consistent([*document(*facts), *other], base=BASE).code == "CONSISTENT"


CONTRADICTIONS = {
    "a decision that is a meeting": [(X, RDF_TYPE, igr("Decision")), (X, RDF_TYPE, igr("SpecialSession"))],
    "a body that exists and is to be established": [
        (thing("id/option"), igr("wouldEstablish"), thing("id/body/wetlands-council"))
    ],
    "an act that is a paragraph": [(X, igr("verb"), thing("scheme/verb/notes")), (X, RDF_TYPE, igr("Item"))],
    "a group of actors that meets": [
        (thing(MEETING), igr("meetingOf"), X),
        (X, RDF_TYPE, igr("ActorGroup")),
    ],
    "a proposed body that decides": [
        (thing("id/decision"), igr("decidedBy"), X),
        (X, RDF_TYPE, igr("ProposedBody")),
    ],
    "a meeting that establishes": [(thing(MEETING), igr("establishes"), X)],
    "a decision that adopts": [(X, igr("adopts"), thing("id/document")), (X, RDF_TYPE, igr("Decision"))],
    "a body that corrects a statement": [
        (X, igr("insteadThing"), thing("id/meeting/m")),
        (X, RDF_TYPE, igr("GovernanceBody")),
    ],
    "a document that lays a duty to report": [
        (X, igr("reportTo"), thing("id/body/wetlands-council")),
        (X, RDF_TYPE, igr("Document")),
    ],
    "a meeting that ends a body": [(thing(MEETING), igr("terminates"), thing("id/body/wetlands-council"))],
    "a decision that is the act of changing another": [
        (X, igr("modifies"), thing("id/decision/other")),
        (X, RDF_TYPE, igr("Decision")),
    ],
    "a body that takes effect": [
        (thing("id/body/wetlands-council"), igr("effectiveDate"), literal("2003", **YEAR)),
    ],
    "a document that is addressed to somebody": [
        (X, igr("addressee"), thing("id/body/wetlands-council")),
        (X, RDF_TYPE, igr("Document")),
    ],
    "a measure that has what a purpose has": [
        (X, igr("contributesTo"), thing(MEETING)),
        (X, RDF_TYPE, igr("Measure")),
    ],
    "a Government of a body": [(X, igr("governmentOf"), thing("id/body/wetlands-council"))],
    "a country that was dissolved": [
        (X, igr("dissolvedOn"), literal("1991", **YEAR)),
        (X, RDF_TYPE, igr("Country")),
    ],
    "two dates": [
        (thing(MEETING), igr("startDate"), literal("2003-02-03", **DAY)),
        (thing(MEETING), igr("startDate"), literal("2003-02-04", **DAY)),
    ],
    "two numbers of a session": [(thing(MEETING), igr("ordinal"), literal(4))],
    "a number that is no number": [(X, igr("statesRepresented"), literal("many"))],
}


@pytest.mark.slow
@needs_java
@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_found(name: str) -> None:
    verdict = consistent(document(*CONTRADICTIONS[name]), base=BASE)
    assert verdict.code == "INCONSISTENT"
    assert not verdict.ok
    assert verdict.details
    assert verdict.message.startswith("Inconsistent: ")


@pytest.mark.slow
@needs_java
def test_where_no_sentence_names_it_the_graph_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consistency, "clashes", lambda *_: ())
    bad = document((X, igr("statesRepresented"), literal("many")), slug="wet-4-2")
    verdict = consistent([*document(), *bad], base=BASE)
    assert "graph/document/wet-4-2/en" in verdict.message
    assert "wet-4-1" not in verdict.message


@pytest.mark.slow
@needs_java
def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert not consistent(document(*CONTRADICTIONS["two dates"]), base=BASE).ok
    assert list(tmp_path.iterdir()) == []
    assert tempfile.tempdir == str(tmp_path)


@pytest.mark.slow
@needs_java
@pytest.mark.parametrize(
    "odd", [literal("10:00:00", datatype="xsd:time"), literal("many", datatype="xsd:integer")]
)
def test_what_the_reasoner_cannot_read_is_an_error_of_ours(odd: str) -> None:
    with pytest.raises(IgrError) as caught:
        consistent(document((X, igr("content"), odd)), base=BASE)
    assert caught.value.code == "REASONER_FAILED"
    assert caught.value.hint
    assert "\n" not in caught.value.message
    assert "org.semanticweb" not in caught.value.message


@pytest.mark.slow
@needs_java
def test_names_and_words_of_any_script_are_no_trouble() -> None:
    body = thing("id/body/理事会-'(a)~1,ü")
    facts = [
        (body, RDF_TYPE, igr("GovernanceBody")),
        (body, igr("attestedName"), literal('理事会 "x"\\\n\t😀', language="zh")),
    ]
    assert consistent(document(*facts), base=BASE).ok


def test_without_java_it_is_left_out_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hermit, "java", lambda: None)
    verdict = consistent(Release().quads(), base=BASE)
    assert (verdict.code, verdict.ok, verdict.left_out) == (consistency.JAVA_MISSING, True, True)
    assert "igr-kg[java]" in verdict.message


def test_a_property_that_nobody_declared_is_refused_before_java_starts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hermit, "java", lambda: None)
    facts = document((X, igr("shoeSize"), literal(43)), (X, term("schema:height", BASE), literal(2)))
    verdict = consistent(facts, base=BASE)
    assert (verdict.code, verdict.ok) == (consistency.UNDECLARED, False)
    assert verdict.details == ("https://schema.org/height", f"{BASE}ontology#shoeSize")


def test_the_reasoner_sees_facts_and_authority_only() -> None:
    row = (X, igr("about"), X)
    graphs = ["document/a/en", "submission/1", "authority", "evidence/a/en", "text/a/en", "links", "inferred"]
    seen = view([Quad(*row, thing(f"graph/{name}")) for name in graphs], BASE)
    assert [q.g for q in seen.facts] == [thing(f"graph/{name}") for name in graphs[:3]]


def test_dates_become_strings_and_nothing_else_does() -> None:
    graph = thing("graph/authority")
    rows = [literal("2003-02-03", **DAY), literal(3), literal("x", language="en")]
    seen = view([Quad(X, igr("about"), row, graph) for row in rows], BASE)
    assert [q.o for q in seen.facts] == [literal("2003-02-03"), literal(3), literal("x", language="en")]


def test_texts_that_contradict_one_another_are_no_inconsistency_but_one_text_that_does_is() -> None:
    def starts(day: str, graph: str) -> Quad:
        return Quad(X, igr("startDate"), literal(day, datatype="xsd:date"), thing(f"graph/document/{graph}"))

    two = view([starts("2003-02-04", "b/en"), starts("2003-02-03", "a/zh")], BASE).facts
    assert [value(q.o) for q in two] == ["2003-02-03"]
    one = view([starts("2003-02-04", "a/zh"), starts("2003-02-03", "a/zh")], BASE).facts
    assert sorted(value(q.o) for q in one) == ["2003-02-03", "2003-02-04"]
