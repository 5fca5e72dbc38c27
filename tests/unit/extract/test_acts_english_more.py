"""Acts of English texts: several bodies together, what cited decisions asked, who is invited now."""

from __future__ import annotations

import pytest

from tests import act_support

SPEAKING = act_support.Speaking("en", "The [body:Fisheries Council],")
BODY = "Fisheries Council"


def test_several_bodies_act_in_the_plural() -> None:
    opening = ("preamble", "The [body:Fisheries Council] and the [body:Port Authority],")
    rows = (opening, ("paragraph", "1. Request the secretariat to publish the list;"))
    assert [a.verb for a in SPEAKING.read(*rows)[1]] == ["requests"]
    thanks = (opening, ("paragraph", "1. Express their gratitude to the people of [place:Lima];"))
    assert [a.verb for a in SPEAKING.read(*thanks)[1]] == ["appreciates"]
    asked = (opening, ("paragraph", "1. Request that the Chairs, when they meet, decide on the list;"))
    assert [a.verb for a in SPEAKING.read(*asked)[1]] == ["requests"]
    taken = (opening, ("paragraph", "1. Adopt the plan;"))
    assert [a.verb for a in SPEAKING.read(*taken)[1]] == ["adopts"]


def test_one_body_does_not() -> None:
    assert SPEAKING.operative("Request the secretariat to publish the list;") == ()


@pytest.mark.parametrize(
    ("words", "verbs"),
    [
        (
            "The [body:SBX] considered the item at its [meeting:1st meeting=1:meeting] "
            "and took note of the list.",
            ["considers", "notes"],
        ),
        ("The [body:SBX] continued to encourage Parties to report.", ["encourages"]),
        (
            "The [body:SBX] thanked Peru for hosting talks, and Chad for those referred to in a list.",
            ["appreciates"],
        ),
        (
            "The [body:SBX] agreed to go on with a view to the rules being adopted by the [body:COX].",
            ["decides"],
        ),
        ("The [body:SBX] is invited to note the report.", ["invites"]),
    ],
)
def test_what_a_report_tells(words: str, verbs: list[str]) -> None:
    assert [verb for verb, _, _ in SPEAKING.narrated(words)] == verbs


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Recalling resolution [decision:12/4], which requests Peru to drop the fees,",
            [("recalls", "preambular", BODY), ("requests", "reported", "resolution 12/4")],
        ),
        (
            "Recalling that in its resolution [decision:12/4] it called upon Peru to drop the fees,",
            [("recalls", "preambular", BODY), ("calls-upon", "reported", "resolution 12/4")],
        ),
        ("Acting, therefore, under Chapter II of the [instrument:Charter],", [("other", "preambular", BODY)]),
        ("Being gravely alarmed at the catch,", [("concerned", "preambular", BODY)]),
    ],
)
def test_recitals(words: str, expected: list[tuple[str, str, str]]) -> None:
    assert SPEAKING.told(SPEAKING.opening, ("preamble", words))[:2] == expected


@pytest.mark.parametrize(
    ("words", "addressees"),
    [
        ("Calls upon all parties and others concerned to stop;", ["all parties and others concerned"]),
        (
            "Demands that all parties and others concerned in [place:Chad] stop the fighting;",
            ["all parties and others concerned in Chad"],
        ),
        ("Requests Parties and the [body:Port Authority] to report;", ["Parties", "Port Authority"]),
    ],
)
def test_others_concerned_are_no_addressee_of_their_own(words: str, addressees: list[str]) -> None:
    assert [s.value for s in SPEAKING.operative(words)[0].addressees] == addressees


def test_a_number_behind_an_abbreviation_belongs_to_its_name() -> None:
    document, found = SPEAKING.read(("paragraph", "The [body:SBX] agreed to go on at SBX 49."))
    assert act_support.words(document, found[0]).endswith("SBX 49")
