"""English texts: numbers and known names, with word ends respected."""

from __future__ import annotations

from igr_kg.extract import mentions
from igr_kg.model import Block, Document
from igr_kg.packs import authority, language
from igr_kg.packs.fold import reading


def found(text: str) -> list[tuple[str, str]]:
    pack = language.load("en")
    block = Block("p1", "paragraph", None, None, 0, len(text))
    views = {"p1": reading(text, [block.span], pack.rules)}
    doc = Document("a.txt", "en", text, "", "other", (block,), views)
    return [(m.kind, m.value) for m in mentions.find(doc, pack, authority.load())]


def test_a_list_of_decisions_hands_its_word_on() -> None:
    text = "Recalling decisions 1/CP.16, 5/CP.17 and 12/CP.18,"
    assert found(text) == [("decision", n) for n in ("1/CP.16", "5/CP.17", "12/CP.18")]


def test_dates_and_meetings() -> None:
    text = "its twenty-fifth session from 16 to 20 February 2009 and the 10th plenary meeting in June 2015"
    assert found(text) == [
        ("meeting", "25:session"),
        ("date", "2009-02-16/2009-02-20"),
        ("meeting", "10:meeting"),
        ("date", "2015-06"),
    ]


def test_known_names_end_where_words_end() -> None:
    assert found("The World Health Organization and UNESCO") == [
        ("body", "WorldHealthOrganization"),
        ("body", "UNESCO"),
    ]
    assert found("UNEPS and UNKNOWN") == []
