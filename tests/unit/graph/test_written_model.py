"""Elections, votes, sessions of meetings, countries of Governments, and who hands something in."""

from __future__ import annotations

import pytest

from igr_kg.graph.build import build
from igr_kg.graph.countries import governed
from igr_kg.pipeline import read_bytes
from tests.unit.graph.invented import Triple, objects, short


def said(text: str, tag: str = "en") -> set[Triple]:
    quads = build(read_bytes(text.encode(), "t.txt", language=tag))
    return {short(q) for q in quads if "/graph/document/" in q.g}


RESOLUTION = (
    "Resolution 997 (1995)\n\nThe Security Council,\n\n"
    "Having considered the report of the Secretary-General submitted pursuant to resolution 996 (1995),\n\n"
    "1. Approves the report of the Secretary-General;\n\n"
    "2. Invites the Government of Kenya to send observers.\n\n"
    "Adopted at the 3502nd meeting by 13 votes to none, with 2 abstentions.\n"
)


def test_a_vote_without_a_subject_is_on_the_decision_that_the_document_is() -> None:
    (on,) = objects(said(RESOLUTION), "igr:voteOn")
    assert on == "id/decision/unsc-997-1995"


def test_a_vote_in_a_text_that_is_no_decision_is_on_nothing() -> None:
    text = "Report of the Council\n\n1. The motion was adopted by 13 votes to none, with 2 abstentions.\n"
    assert not objects(said(text), "igr:voteOn")


def test_a_report_that_a_body_considers_is_handed_in_by_its_author_alone() -> None:
    facts = said(RESOLUTION)
    handed = {s for s, p, o in facts if p == "rdf:type" and o == "igr:Submission"}
    assert handed
    for act in handed:
        assert objects(facts, "igr:agent", act) == ["id/office/un-secretary-general"]
        assert objects(facts, "igr:mode", act) == ["scheme/act-mode/reported"]
    considering = {s for s, p, o in facts if p == "igr:agent" and o == "id/body/unsc"}
    assert considering
    assert not considering & handed


def test_a_government_is_that_of_the_country_in_its_name() -> None:
    assert objects(said(RESOLUTION), "igr:governmentOf") == ["id/country/ken"]


@pytest.mark.parametrize(
    ("name", "tag", "country"),
    [
        ("Government of South Africa", "en", "id/country/zaf"),
        ("Government of the Republic of South Africa", "en", "id/country/zaf"),
        ("芬兰政府", "zh", "id/country/fin"),
        ("Government of Northern Ireland", "en", None),
        ("Governments of Kenya and Finland", "en", None),
        ("各国政府", "zh", None),
        ("Government of Kenya", "xx", None),
    ],
)
def test_the_country_is_told_only_where_the_name_holds_nothing_else(
    name: str, tag: str, country: str | None
) -> None:
    assert governed(name, tag) == country


ELECTION = (
    "Report of the Forest Committee on its second session\n\n"
    "1. At its first meeting, the Forest Committee elected Ms. Ana Ruiz (Peru) as Chair.\n\n"
    "2. Mr. Jan Novak, Chair of the Forest Committee, thanked the participants.\n"
)


def test_an_election_leads_to_the_office_that_it_fills() -> None:
    facts = said(ELECTION)
    elected = [(s, o) for s, p, o in facts if p == "igr:elects"]
    assert len(elected) == 1
    ((act, holding),) = elected
    assert (act, "rdf:type", "igr:Election") in facts
    assert (act, "rdf:type", "igr:Act") in facts
    assert (holding, "rdf:type", "igr:OfficeHolding") in facts
    holders = objects(facts, "igr:holder", holding)
    assert len(holders) == 1
    assert "Ana Ruiz" in objects(facts, "igr:attestedName", holders[0])


def test_a_meeting_that_closes_a_text_belongs_to_the_session_of_its_head() -> None:
    text = (
        "UNEP/GC.41/7\n\nGoverning Council of the United Nations Environment Programme\nForty-first session\n"
        "Nairobi, 3-7 February 2031\n\nReport of the Governing Council\n\n41/1. Forests\n\n"
        "The Governing Council,\n\n1. Requests the Executive Director to report on forests.\n\n"
        "11th meeting\n7 February 2031\n"
    )
    facts = said(text)
    (meeting,) = {s for s, p, o in facts if p == "igr:partOfSession"}
    assert objects(facts, "igr:partOfSession", meeting) == ["id/meeting/unep-gc-41"]
    assert objects(facts, "igr:ordinal", meeting) == ["11"]
