"""What stands in the graph of small invented texts that set bodies up, prolong them or name States."""

from __future__ import annotations

from functools import cache

import pytest

from igr_kg.graph.build import build
from igr_kg.pipeline import read_bytes
from tests.unit.graph.invented import Triple, short

HEAD = "Resolution 1290 (1991)\nof 20 May 1991\n\nThe Security Council,\n\n"
EXTENDS = (
    HEAD + "Having considered the report of the Secretary-General,\n\n"
    "1. Decides to extend the mandate of the United Nations Iraq-Kuwait Observation Mission"
    " until 9 October 1991;\n\n"
    "2. Decides to remain seized of the matter.\n"
)
SETS_UP = (
    HEAD + "Having considered the report of the Secretary-General,\n\n"
    "1. Decides to establish under its authority a United Nations Protection Force in accordance"
    " with the plan;\n\n"
    "2. Decides to establish the Compensation Fund and the United Nations Compensation Commission"
    " referred to in the report;\n\n"
    "3. Demands that all parties and others concerned in Bosnia and Herzegovina stop the fighting;\n\n"
    "4. Welcomes the statement of the President of Bosnia and Herzegovina.\n"
)
WITHIN = (
    "第1291(1991)号决议\n1991年5月20日\n\n安全理事会，\n\n回顾其以前的决议，\n\n"
    "1. 决定立即设立一个安全理事会的委员会，以更新第661(1990)号决议第6段所设委员会已查明的清单；\n\n"
    "2. 决定继续处理此案。\n"
)


@cache
def said(text: str, language: str) -> frozenset[Triple]:
    quads = build(read_bytes(text.encode(), "t.txt", language=language))
    return frozenset(short(q) for q in quads if "/graph/document/" in q.g)


def objects(text: str, language: str, predicate: str) -> set[str]:
    return {o for _, p, o in said(text, language) if p == predicate}


def test_an_act_of_extending_is_one_and_ends_on_its_day() -> None:
    triples = said(EXTENDS, "en")
    assert len({s for s, p, o in triples if p == "rdf:type" and o == "igr:Extension"}) == 1
    ((extending, _, body),) = (t for t in triples if t[1] == "igr:extends")
    assert body == "id/body/unikom"
    assert (extending, "igr:untilDate", "1991-10-09") in triples
    assert objects(EXTENDS, "en", "igr:dueDate") == set()
    assert (extending, "igr:mode", "scheme/act-mode/operative") in triples


def test_what_is_set_up_is_found_behind_whose_authority_and_beside_another() -> None:
    assert {"id/body/unprofor", "id/body/uncc"} <= objects(SETS_UP, "en", "igr:establishes")


def test_who_is_addressed_in_a_place_is_not_the_place() -> None:
    addressed = objects(SETS_UP, "en", "igr:addressee")
    assert addressed
    assert "id/country/bih" not in addressed


def test_a_state_is_called_by_its_name_where_a_title_ends_with_it() -> None:
    offices = {(s, o) for s, p, o in said(SETS_UP, "en") if p == "igr:officeOf"}
    assert {o for _, o in offices} == {"id/country/bih"}
    assert "True" not in objects(SETS_UP, "en", "igr:attestedName")


def test_what_another_decision_set_up_is_not_set_up_by_the_act_that_names_it() -> None:
    names = {s: o for s, p, o in said(WITHIN, "zh") if p == "igr:attestedName"}
    made = [names[o] for o in objects(WITHIN, "zh", "igr:establishes")]
    assert made == ["安全理事会的委员会"]


@pytest.mark.parametrize(("text", "language"), [(EXTENDS, "en"), (SETS_UP, "en"), (WITHIN, "zh")])
def test_all_of_them_are_read(text: str, language: str) -> None:
    assert len(objects(text, language, "igr:verb")) >= 2
