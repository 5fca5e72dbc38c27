"""Facts of English texts: bodies behind numbers, venues in their order, antecedents, votes, officers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from igr_kg.extract.venues import venue
from igr_kg.model import Fact, Mention
from tests.unit.extract.facts_support import one, values
from tests.unit.extract.facts_support import read as read_in


def read(*rows: tuple[str, str]) -> tuple[Fact, ...]:
    return read_in(*rows, language="en")


def test_the_body_behind_a_list_of_numbers_is_that_of_each() -> None:
    words = "Recalling resolutions [decision:61/244] and [decision:61/253] of the [body:Plant Council],"
    found = values(read(("preamble", words)), "decision")
    assert [f["body"] for f in found] == ["Plant Council", "Plant Council"]


def test_a_number_alone_has_no_body() -> None:
    found = one(read(("preamble", "Recalling decisions [decision:1/CP.16],")), "decision")
    assert dict(found) == {"number": "1/CP.16"}


def test_its_means_the_body_that_acts_before_it() -> None:
    words = (
        "Recalling that the [body:Plant Council], in its decision [decision:4/7], asked the [body:Bureau],"
    )
    found = one(read(("preamble", words)), "decision")
    assert (found["number"], found["body"]) == ("4/7", "Plant Council")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "the [meeting:second meeting=2:meeting] of the [body:Marsh Group], held in [place:Lima], "
            "[place:Peru], from [date:3 to 5 May 2010=2010-05-03/2010-05-05]",
            {
                "body": "Marsh Group",
                "ordinal": "2",
                "kind": "meeting",
                "place": "Lima",
                "country": "Peru",
                "start": "2010-05-03",
                "end": "2010-05-05",
            },
        ),
        (
            "At its [meeting:2nd meeting=2:meeting], on [date:4 June 2001=2001-06-04], "
            "the [body:Plant Council] rose.",
            {"body": "Plant Council", "ordinal": "2", "kind": "meeting", "start": "2001-06-04"},
        ),
        (
            "The [body:Plant Council] met in [place:Rome] from [date:3 to 5 May 2010=2010-05-03/2010-05-05].",
            {
                "body": "Plant Council",
                "kind": "meeting",
                "place": "Rome",
                "start": "2010-05-03",
                "end": "2010-05-05",
            },
        ),
        (
            "regional workshops held in [place:Kigali], [place:Rwanda], on [date:5 May 2027=2027-05-05]",
            {"place": "Kigali", "country": "Rwanda", "start": "2027-05-05"},
        ),
        (
            "the first [body:World Conference on Harbours] adopted",
            {"body": "World Conference on Harbours", "ordinal": "1"},
        ),
    ],
)
def test_meetings(words: str, expected: Mapping[str, str]) -> None:
    assert dict(one(read(("paragraph", words)), "meeting")) == expected


def test_a_committee_that_met_its_goals_met_nowhere() -> None:
    assert (
        values(read(("paragraph", "The [body:Plant Council] met its goals in [date:2010].")), "meeting") == []
    )


def test_the_smaller_place_stands_first_unless_the_language_says_otherwise() -> None:
    places = [Mention("place", name, "p1", n, n + 1) for n, name in enumerate(("Espoo", "Finland"))]
    country, city = venue(places, {}, greater_first=False)
    assert country is not None
    assert city is not None
    assert (country.value, city.value) == ("Finland", "Espoo")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Adopted at the [meeting:91st meeting=91:meeting] by 10 votes to none, with one abstention.",
            {"for": "10", "against": "0", "abstaining": "1", "result": "Adopted"},
        ),
        (
            "The draft was adopted by a recorded vote of 122 to 1, with forty-five abstentions.",
            {"for": "122", "against": "1", "abstaining": "45", "result": "adopted"},
        ),
        ("Adopted unanimously at the [meeting:5th meeting=5:meeting].", {"result": "Adopted unanimously"}),
    ],
)
def test_votes(words: str, expected: Mapping[str, str]) -> None:
    found = one(read(("paragraph", words)), "vote")
    assert {k: v for k, v in found.items() if k != "meeting"} == expected


def test_paragraphs_of_what_is_cited_stand_before_or_behind_it() -> None:
    words = "paragraphs 19 and 23 of resolution [decision:12/3] and decision [decision:4/7], paragraph 5 (a),"
    found = values(read(("preamble", words)), "citation")
    assert [f["paragraph"] for f in found] == ["19,23", "5(a)"]


def test_what_a_decision_set_up_is_told_behind_its_name() -> None:
    words = "the [body:Sanctions Committee] established pursuant to resolution [decision:751 (1992)]"
    found = one(read(("paragraph", words)), "establishment")
    assert (found["established"], found["by"]) == ("Sanctions Committee", "751 (1992)")


def test_officers_have_state_and_body() -> None:
    words = (
        "Ms. [person:Anna Hess] (Norway), [role:Chair] of the [body:Group of Experts] (GE), took the floor."
    )
    found = read(("paragraph", words))
    assert dict(one(found, "officer")) == {
        "person": "Anna Hess",
        "office": "Chair",
        "state": "Norway",
        "group": "Group of Experts",
    }
    assert one(found, "participation")["act"] == "spoke"


def test_the_office_of_a_state_is_told_apart_from_the_state() -> None:
    found = one(
        read(("paragraph", "the [role:Prime Minister of Norway], Ms. [person:Anna Hess],")), "officer"
    )
    assert (found["office"], found["state"]) == ("Prime Minister", "Norway")


def test_hosts_are_thanked() -> None:
    words = (
        "thanked the [body:Government of Peru] and the [body:Government of Chile] for hosting the workshops."
    )
    found = one(read(("paragraph", words)), "participation")
    assert (found["person"], found["act"]) == ("Government of Peru and the Government of Chile", "hosted")


def test_an_offer_to_host_is_no_hosting() -> None:
    words = (
        "Welcomes the offer of the [body:Government of Peru] to host the [meeting:fourth session=4:session];"
    )
    assert values(read(("paragraph", words)), "participation") == []


def test_what_is_handed_in_and_by_whom() -> None:
    words = "Noting the request made by the [role:Permanent Representative of Peru] on behalf of the group,"
    found = one(read(("preamble", words)), "submission")
    assert (found["what"], found["by"]) == ("request", "Permanent Representative of Peru")


def test_each_of_several_chairs_has_a_record() -> None:
    words = (
        "At its [meeting:1st meeting=1:meeting], the [body:Plant Council] considered the item in informal "
        "consultations co-chaired by Ms. [person:Anna Hess] (Norway) and Mr. [person:Jon Lie] (Peru)."
    )
    found = values(read(("paragraph", words)), "participation")
    assert [(f["person"], f["act"], f["meeting"]) for f in found] == [
        ("Anna Hess", "chaired", "informal consultations"),
        ("Jon Lie", "chaired", "informal consultations"),
    ]


def test_a_statement_that_was_made_is_spoken_and_not_handed_in() -> None:
    words = "Having heard the statement made by the [role:Permanent Representative of Peru],"
    found = read(("preamble", words))
    assert values(found, "submission") == []
    assert one(found, "participation")["act"] == "spoke"


def test_what_the_body_decides_to_do_is_at_its_own_session() -> None:
    opening = ("preamble", "The [body:Fisheries Assembly],")
    words = "1. Decides to keep the [body:Bureau], and to meet at its [meeting:fifth session=5:session];"
    found = one(read(opening, ("paragraph", words)), "meeting")
    assert (found["body"], found["ordinal"]) == ("Fisheries Assembly", "5")


def test_a_vote_may_be_told_in_a_note() -> None:
    rows = (
        ("paragraph", "Adopted at the [meeting:437th meeting=437:meeting]."),
        ("note", "14 Adopted without vote."),
    )
    assert one(read(*rows), "vote")["result"] == "Adopted without vote"


def test_several_venues_of_workshops_are_several_meetings() -> None:
    words = (
        "workshops held in [place:Kigali], on [date:5 May 2027=2027-05-05], and in [place:Antigua], on "
        "[date:7=2027-05-07] and [date:8 May 2027=2027-05-08]."
    )
    found = values(read(("paragraph", words)), "meeting")
    assert [(f["place"], f["start"]) for f in found] == [("Kigali", "2027-05-05"), ("Antigua", "2027-05-07")]


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        (
            "The [body:Food Office] was represented by an observer.",
            "participation",
            {"person": "Food Office", "role": "observer", "act": "attended"},
        ),
        (
            "Representatives of two Parties made statements.",
            "participation",
            {"person": "Representatives of two Parties", "act": "spoke"},
        ),
        (
            "A proposal by [place:Chile] to defer the matter was rejected.",
            "submission",
            {"what": "proposal", "by": "Chile"},
        ),
        (
            "The [body:Food Office] contributed catch statistics through the [body:Port Authority].",
            "input",
            {"from": "Food Office", "channel": "Port Authority"},
        ),
        ("The [body:Plant Council] approved it without a vote.", "vote", {"result": "without a vote"}),
        (
            "Adopted by 8 votes to 2 (Peru, Chad), with 1 abstention (Norway).",
            "vote",
            {"for": "8", "against": "2", "abstaining": "1", "result": "Adopted"},
        ),
        (
            "[role:Chair]: Mr. [person:Jon Lie] (Ghana), nominated by the [body:Group of African States]",
            "officer",
            {"person": "Jon Lie", "office": "Chair", "state": "Ghana", "group": "Group of African States"},
        ),
    ],
)
def test_what_reports_of_sessions_tell(words: str, kind: str, expected: dict[str, str]) -> None:
    assert dict(one(read(("paragraph", words)), kind)) == expected


def test_a_surname_alone_is_the_officer_named_in_full() -> None:
    rows = (
        ("paragraph", "The [role:Chair], Ms. [person:Ilse Brand] (Austria), opened the session."),
        ("paragraph", "The [role:Chair], Ms. [person:Brand], closed the session."),
    )
    assert [f["person"] for f in values(read(*rows), "officer")] == ["Ilse Brand"]
