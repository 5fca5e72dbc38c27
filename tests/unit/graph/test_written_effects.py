"""Duties, ends, amendments, entries into force and agendas of small invented texts, in the graph."""

from __future__ import annotations

from functools import cache

from igr_kg.graph.build import build
from igr_kg.graph.quads import Quad
from igr_kg.pipeline import read_bytes
from tests.unit.graph.invented import Triple, evidence, objects, short

DECISION = """WET/5/9

The Wetlands Council,

Recalling decision 3/2, as amended by decision 4/7,

Recalling also that the Ramsar Convention entered into force on 21 December 1975,

1. Decides to terminate the mandate of the Marsh Commission with effect from 1 July 2003;

2. Decides to amend paragraph 5 of its decision 3/2 to read as follows;

3. Requests the Executive Director to report to it at its sixth session on the state of the marshes.
"""
REPORT = """WET/5/10

Report of the Wetlands Council on its fifth session

1. At its 1st meeting, the Council adopted the provisional agenda for the session (WET/5/1).
"""
DOC = "id/document/wet-5-9"
ONE, TWO, THREE = (f"{DOC}/par/{n}/act/1" for n in (1, 2, 3))


@cache
def written(text: str) -> tuple[Quad, ...]:
    return tuple(build(read_bytes(text.encode(), "t.txt", language="en")))


def said(text: str) -> set[Triple]:
    return {short(q) for q in written(text) if "/graph/document/" in q.g}


def called(name: str) -> str:
    (thing,) = {s for s, p, o in said(DECISION) if p == "igr:attestedName" and o == name}
    return thing


def numbered(number: str) -> str:
    (thing,) = {s for s, p, o in said(DECISION) if p == "igr:number" and o == number}
    return thing


def test_a_duty_to_report_says_who_to_whom_on_what_and_until_when() -> None:
    triples = said(DECISION)
    assert (THREE, "rdf:type", "igr:ReportingDuty") in triples
    assert objects(triples, "igr:reportOn", THREE) == ["state of the marshes"]
    assert objects(triples, "igr:addressee", THREE) == [called("Executive Director")]
    (due,) = objects(triples, "igr:dueMeeting", THREE)
    assert (due, "igr:ordinal", "6") in triples


def test_to_report_to_it_means_the_one_who_asks_and_that_is_implied() -> None:
    council = called("Wetlands Council")
    assert objects(said(DECISION), "igr:reportTo", THREE) == [council]
    (record,) = evidence(written(DECISION), (THREE, "igr:reportTo", council))
    assert record["igr:status"] == ["igr:implied"]
    shown = " ".join(record["places"])
    assert "report to it" in shown
    assert "Wetlands Council" in shown


def test_an_end_says_of_what_and_from_when() -> None:
    triples = said(DECISION)
    assert (ONE, "rdf:type", "igr:Termination") in triples
    assert (ONE, "igr:terminates", called("Marsh Commission")) in triples
    assert objects(triples, "igr:effectiveDate", ONE) == ["2003-07-01"]
    assert objects(triples, "igr:content", ONE)


def test_an_amendment_leads_to_what_it_changes() -> None:
    triples = said(DECISION)
    assert (TWO, "rdf:type", "igr:Amendment") in triples
    assert (TWO, "igr:modifies", numbered("3/2")) in triples


def test_an_amendment_that_is_only_told_is_an_act_of_the_decision_that_made_it() -> None:
    triples = said(DECISION)
    (told,) = {s for s, p, o in triples if p == "igr:inDecision" and o == numbered("4/7")}
    assert {(told, "rdf:type", "igr:Amendment"), (told, "igr:modifies", numbered("3/2"))} <= triples
    assert (told, "igr:mode", "scheme/act-mode/reported") in triples


def test_an_instrument_is_in_force_since_the_day_that_is_told() -> None:
    assert ("id/instrument/ramsar", "igr:entryIntoForce", "1975-12-21") in said(DECISION)


def test_an_instrument_said_to_be_in_force_since_a_year_has_no_day() -> None:
    text = DECISION.replace("on 21 December 1975", "in 1975")
    assert objects(said(text), "igr:entryIntoForce", "id/instrument/ramsar") == []


def test_an_adopted_agenda_is_a_document() -> None:
    triples = said(REPORT)
    act = "id/document/wet-5-10/par/1/act/1"
    assert objects(triples, "igr:adopts", act) == ["id/document/wet-5-1"]
    assert ("id/document/wet-5-1", "igr:documentKind", "scheme/document-kind/agenda") in triples
    assert (act, "rdf:type", "igr:Adoption") in triples
