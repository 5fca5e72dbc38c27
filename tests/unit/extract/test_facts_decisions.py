"""What decisions are told of in other places: who took them, when, and what they set up or extended."""

from __future__ import annotations

import pytest

from tests.unit.extract.facts_support import OPEN, one, read, values


def test_who_took_a_decision_is_told_by_pointing_back_to_it() -> None:
    line = (
        "任务承接第[decision:X/38]号决定。后一决定由[body:湿地大会][meeting:第十次会议=10:meeting]于"
        "[date:2010年10月29日=2010-10-29]通过。"
    )
    (decision,) = [f for f in read(("paragraph", f"1. {line}")) if f.type == "decision"]
    assert {n: s[0].value for n, s in decision.slots.items()} == {
        "number": "X/38",
        "body": "湿地大会",
        "date": "2010-10-29",
        "session": "10:meeting",
    }


def test_a_list_of_earlier_resolutions_is_all_of_the_body_that_recalls_them() -> None:
    line = (
        "回顾其以往关于渔业的各项决议，包括第[decision:1495(2003)]号，以及宣布设立渔业日的"
        "[date:2009年4月22日=2009-04-22]第[decision:63/278]号决议，"
    )
    found = values(read(OPEN, ("preamble", line)), "decision")
    assert [d["body"] for d in found] == ["渔业大会", "渔业大会"]


@pytest.mark.parametrize(
    "line",
    [
        "[body:湿地问题小组](小组)是根据[body:湿地大会]第[decision:4/7]号决议组建的。",
        "[body:湿地大会][date:2001年5月2日=2001-05-02]第[decision:4/7]号决议设立了[body:湿地问题小组]。",
        "[body:湿地大会]以第[decision:4/7]号决定第10段设立了[body:湿地问题小组](小组)。",
    ],
)
def test_what_a_decision_set_up(line: str) -> None:
    made = one(read(("paragraph", f"1. {line}")), "establishment")
    assert made["established"] == "湿地问题小组"
    assert made["by"] == "4/7"


def test_what_a_decision_extended() -> None:
    line = (
        "[body:湿地大会]随后以第[decision:4/7]号决定将[body:湿地小组]的任期延长至"
        "[date:2016年5月31日=2016-05-31]。"
    )
    assert one(read(("paragraph", f"1. {line}")), "extension") == {
        "extended": "湿地小组的任期",
        "until": "2016-05-31",
        "by": "4/7",
    }


def test_a_decision_that_begins_a_sentence_does_all_that_it_tells() -> None:
    line = "[body:湿地大会]以第[decision:4/7]号决定设立了[body:湿地小组]，并要求[body:湿地小组]提出报告。"
    assert one(read(("paragraph", f"1. {line}")), "request") == {
        "issuer": "湿地大会",
        "addressee": "湿地小组",
        "in": "4/7",
    }


def test_a_date_in_brackets_behind_a_resolution_is_its_date() -> None:
    line = "忆及[decision:WHA66.4]号决议([date:2013年=2013])和[decision:WHA67.7]号决议([date:2014年=2014])；"
    assert values(read(("preamble", line)), "decision") == [
        {"number": "WHA66.4", "date": "2013"},
        {"number": "WHA67.7", "date": "2014"},
    ]
