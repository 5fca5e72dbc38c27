"""Names in languages that write words apart: by head, by pattern, by what the text introduces."""

from __future__ import annotations

import pytest

from igr_kg.extract import mentions
from igr_kg.model import Block, Document, Span
from igr_kg.packs import authority, language
from igr_kg.packs.fold import reading
from igr_kg.pipeline import read_bytes


def found(*paragraphs: str, kinds: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    pack = language.load("en")
    text = "\n".join(paragraphs)
    blocks, at = [], 0
    for number, words in enumerate(paragraphs):
        kind = kinds[number] if number < len(kinds) else "paragraph"
        blocks.append(Block(f"b{number}", kind, None, None, at, at + len(words), path=f"par/{number}"))
        at += len(words) + 1
    views = {b.id: reading(text, [Span(b.start, b.end)], pack.rules) for b in blocks}
    document = Document("a.txt", "en", text, "", "other", tuple(blocks), views)
    return [(m.kind, m.value) for m in mentions.find(document, pack, authority.load())]


def of(kind: str, *paragraphs: str) -> list[str]:
    return [value for sort, value in found(*paragraphs) if sort == kind]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "Requests the Harbour Safety Committee of the Coastal Union to report,",
            ["HarbourSafetyCommitteeoftheCoastalUnion"],
        ),
        (
            "the Committee on Economic, Social and Maritime Affairs met",
            ["CommitteeonEconomic,SocialandMaritimeAffairs"],
        ),
        (
            "Recalling the Panel of Experts on Tides and the Lake Council,",
            ["PanelofExpertsonTides", "LakeCouncil"],
        ),
        ("the Observer Force in Lakeland arrived in Norway", ["ObserverForceinLakeland"]),
        ("the Security Council and the General Assembly", ["SecurityCouncil", "GeneralAssembly"]),
        ("the Governments of Chad, Niger and the Sudan agreed", ["GovernmentsofChad,NigerandtheSudan"]),
        ("the secretariat of the Lake Commission", ["secretariatoftheLakeCommission"]),
        ("Conference of the Parties to the Lake Convention", ["ConferenceofthePartiestotheLakeConvention"]),
        ("any Committee, a Commission", []),
        ("the Council’s role", ["Council"]),
        (
            "the Governing Council/Global Ministerial Environment Forum",
            ["GoverningCouncil/GlobalMinisterialEnvironmentForum"],
        ),
        ("Member States and Parties are invited", []),
        ("see documents UNEP/GC.1/2 and FCCC/SBI/2001/3", []),
    ],
)
def test_bodies(text: str, bodies: list[str]) -> None:
    assert of("body", text) == bodies


def test_ordinary_words_that_point_to_a_named_body() -> None:
    assert of("body", "The Lake Safety Group met.", "that group agreed, the group of States") == [
        "LakeSafetyGroup",
        "group",
    ]
    assert of("body", "that group agreed") == []


def test_marks_of_notes_are_no_part_of_names() -> None:
    assert of("instrument", "the Paris Agreement4 and the Lake Convention2") == [
        "Paris Agreement",
        "Lake Convention",
    ]


def test_ranks_of_officers_are_no_persons() -> None:
    assert of("person", "the General Peace Agreement; Major-General Per Lund") == ["Per Lund"]


def test_what_the_text_introduces_is_known_everywhere() -> None:
    text = (
        "LAHO welcomed it.",
        "the Lake Harbour Organization (LAHO) met.",
        "The Tidal Partnership began.",
        "the Partnership",
    )
    assert of("body", *text) == ["LAHO", "LakeHarbourOrganization", "LAHO", "TidalPartnership", "Partnership"]
    assert of("body", "the Partnership") == []


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        (
            "the Lake Convention, the Convention and the Charter",
            "instrument",
            ["Lake Convention", "Convention", "Charter"],
        ),
        ("the Oslo Plan of Action for Harbours", "instrument", ["Oslo Plan of Action for Harbours"]),
        (
            "the Special Representative of the Secretary-General",
            "role",
            ["Special Representative", "Secretary-General"],
        ),
        (
            "the President of Kenya and the President of the Council",
            "role",
            ["President of Kenya", "President"],
        ),
        (
            "Ms. Amina Duarte (Norway) thanked Mr. Ole van der Veld",
            "person",
            ["Amina Duarte", "Ole van der Veld"],
        ),
        ("met in Lakeport, Norway, and in Geneva", "place", ["Lakeport", "Norway", "Geneva"]),
        ("the conflict in Liberia; Liberia voted", "place", ["Liberia"]),
        (
            "at its fifth and sixth sessions and the 2629th meeting",
            "meeting",
            ["5:session", "6:session", "2629:meeting"],
        ),
        ("the first part of its forty-second session", "meeting", ["42:session"]),
        ("its one hundred and fourth session", "meeting", ["104:session"]),
        ("resolutions 242 (1967) of 22 November 1967 and 338 (1973)", "decision", ["242(1967)", "338(1973)"]),
        ("decisions 1/CP.16, 5/CP.17 and 12/CP.18", "decision", ["1/CP.16", "5/CP.17", "12/CP.18"]),
        ("resolution 2997 (XXVII) of 1972; draft resolution 3", "decision", ["2997(XXVII)"]),
        ("resolution WHA61.19 and decision SS.VII/1", "decision", ["WHA61.19", "SS.VII/1"]),
        ("from 30 November to 11 December 2015", "date", ["2015-11-30/2015-12-11"]),
        ("from 28 December to 3 January 2000", "date", ["1999-12-28/2000-01-03"]),
        ("on 25 and 27 May 2011 and on 3 June", "date", ["2011-05-25", "2011-05-27", "2011-06-03"]),
        (
            "on 2 June 2027, until 31 December 2026, on 4 July",
            "date",
            ["2027-06-02", "2026-12-31", "2027-07-04"],
        ),
        ("by 2020, the 2030 Agenda, 2000 troops, in June 2012", "date", ["2020", "2012-06"]),
        ("for the biennium 2010-2011", "date", ["2010/2011"]),
    ],
)
def test_names_and_numbers(text: str, kind: str, values: list[str]) -> None:
    assert of(kind, text) == values


@pytest.mark.parametrize("tag", ["en", "zh"])
def test_nothing_of_one_document_counts_in_the_next(tag: str) -> None:
    early = {"en": "held from 1 to 9 June 1951", "zh": "1951年6月1日至9日举行"}[tag]
    late = {"en": "until 3 June", "zh": "至6月3日"}[tag]

    def dates(text: str) -> list[str]:
        found = read_bytes(f"1. {text}.\n".encode(), "a.txt", language=tag).mentions
        return [m.value for m in found if m.kind == "date"]

    assert dates(early) == ["1951-06-01/1951-06-09"]
    assert dates(late) == []
