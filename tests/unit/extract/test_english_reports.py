"""English session reports: who opened, chaired and was made welcome, offices shared, nested requests."""

from __future__ import annotations

import pytest

from igr_kg import pipeline
from igr_kg.extract.annotation import to_annotation
from tests import act_support
from tests.unit.extract.facts_support import read, values

SPEAKING = act_support.Speaking("en", "The [body:Fisheries Council],")


def _mentions(text: str, kind: str) -> list[str]:
    read_text = to_annotation(pipeline.read_bytes(text.encode(), "report.txt", language="en"))
    return [str(m["value"]) for m in read_text["mentions"] if m["kind"] == kind]


def test_persons_with_their_states_are_no_places() -> None:
    text = "The Board met in Oslo (Norway). It thanked Ana Ruiz (Peru) and Omar Nour (Chad) for their help."
    assert _mentions(text, "person") == ["Ana Ruiz", "Omar Nour"]
    assert _mentions(text, "place") == ["Oslo", "Norway"]


def test_who_leads_a_group_is_a_person_without_title_or_state() -> None:
    text = "The matter went to a contact group co-chaired by Ana Ruiz and Omar Nour. It met in Lima."
    assert _mentions(text, "person") == ["Ana Ruiz", "Omar Nour"]


def test_the_body_behind_the_last_officer_is_that_of_all() -> None:
    words = (
        "He welcomed [person:Ana Ruiz] (Peru) as [role:Vice-Chair] and [person:Omar Nour] (Chad) "
        "as [role:Rapporteur] of the [body:Plant Council]."
    )
    found = values(read(("paragraph", words), language="en"), "officer")
    assert [(f["person"], f["office"], f["group"]) for f in found] == [
        ("Ana Ruiz", "Vice-Chair", "Plant Council"),
        ("Omar Nour", "Rapporteur", "Plant Council"),
    ]


@pytest.mark.parametrize(
    ("words", "verbs"),
    [
        ("The [role:Chair], [person:Ana Ruiz] (Peru), opened the session and welcomed all Parties.", 2),
        ("The [body:SBX] continued, but did not conclude, its consideration of the list.", 1),
        ("The [body:SBX], having considered the list, identified the following options:", 2),
        ("Other mandated events.", 0),
    ],
)
def test_what_a_session_report_tells(words: str, verbs: int) -> None:
    assert len(SPEAKING.narrated(words)) == verbs


def test_a_later_thing_asked_may_be_to_ask_others() -> None:
    words = (
        "1. Requests the [role:Director-General] to develop the idea, to invite the Parties to submit views "
        "and to report;"
    )
    assert [a.verb for a in SPEAKING.operative(words)] == ["requests", "invites"]


def test_what_a_body_should_ask_of_others_falls_due_behind_it() -> None:
    words = (
        "The [body:SBX] recommended that the [body:Plant Council], at its [meeting:third session=3:session], "
        "call upon Parties to report by [date:5 May 2030=2030-05-05]."
    )
    acts = SPEAKING.read(("paragraph", words))[1]
    assert [(a.verb, a.due) for a in acts] == [("recommends", "3:session"), ("calls-upon", "2030-05-05")]
