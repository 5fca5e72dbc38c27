"""What names mean where words are written apart: short forms, whose meeting, office and city it is."""

from __future__ import annotations

from igr_kg.extract import entities, mentions
from igr_kg.model import Block, Document, Entity, Mention, Span
from igr_kg.packs import authority, language
from igr_kg.packs.fold import reading


def settled(*paragraphs: str) -> tuple[tuple[Mention, ...], dict[str, Entity]]:
    pack, known = language.load("en"), authority.load()
    text = "\n".join(paragraphs)
    blocks, at = [], 0
    for number, words in enumerate(paragraphs):
        blocks.append(Block(f"b{number}", "paragraph", None, None, at, at + len(words), path=f"par/{number}"))
        at += len(words) + 1
    views = {b.id: reading(text, [Span(b.start, b.end)], pack.rules) for b in blocks}
    document = Document("a.txt", "en", text, "", "other", tuple(blocks), views)
    return entities.resolve(document, mentions.find(document, pack, known), known)


def meant(value: str, *paragraphs: str) -> list[str | None]:
    return [m.entity for m in settled(*paragraphs)[0] if m.value == value]


def links(ident: str, *paragraphs: str) -> list[tuple[str, str]]:
    return [(link[0], link[1]) for link in settled(*paragraphs)[1][ident].links]


def test_short_forms_mean_the_fuller_name() -> None:
    text = (
        "The Lake Safety Group of Experts met.",
        "The Group agreed.",
        "The Governing Council of the United Nations Environment Programme",
        "the Governing Council",
    )
    group = meant("LakeSafetyGroupofExperts", *text)
    assert meant("Group", *text) == group
    assert meant("GoverningCouncil", *text) == ["body/unep-gc"]


def test_an_abbreviation_in_brackets_means_the_name_before_it() -> None:
    text = ("the Lake Harbour Organization (LAHO) met", "LAHO agreed")
    assert meant("LAHO", *text) == meant("LakeHarbourOrganization", *text) * 2


def test_whose_meeting_and_decision_it_is() -> None:
    text = "at the fifth session of the Security Council; resolution 47/188 of the General Assembly"
    assert meant("5:session", text) == ["meeting:body/unsc:session:5"]
    assert meant("47/188", text) == ["decision:body/unga:47/188"]


def test_a_city_before_its_state() -> None:
    assert ("country", "country/NOR") in links(
        "place:lakeport", "a workshop held in Lakeport, Norway, in 2010"
    )
