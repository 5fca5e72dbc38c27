"""Arabic texts: numbers and names whatever is written together with them and however letters are written."""

from __future__ import annotations

import pytest

from igr_kg.extract import mentions
from igr_kg.model import Block, Document
from igr_kg.packs import authority, language
from igr_kg.packs.fold import printed, reading


def found(text: str) -> list[tuple[str, str]]:
    pack = language.load("ar")
    block = Block("p1", "paragraph", None, None, 0, len(text))
    views = {"p1": reading(text, [block.span], pack.rules)}
    doc = Document("a.txt", "ar", text, "", "other", (block,), views)
    named = mentions.find(doc, pack, authority.load())
    return [(m.kind, printed(text, [[m.span]], pack.rules, m.value)) for m in named]


def test_the_article_behind_to_is_read_and_not_written() -> None:
    pack = language.load("ar")
    text = "وللأمين العام وللجنة"
    view = reading(text, [Block("p", "paragraph", None, None, 0, len(text)).span], pack.rules)
    assert view.text == "ولالامين العام وللجنه"
    span = view.span(2, 14)
    assert text[span.start : span.end] == "لأمين العام"
    assert printed(text, [[span]], pack.rules, view.text[2:14]) == "الأمين العام"


def test_quotation_marks_open_and_close_as_they_stand() -> None:
    text = "البند ”المياه“ والبند “الأرض”"
    view = reading(text, [Block("p", "paragraph", None, None, 0, len(text)).span], language.load("ar").rules)
    assert [c for c in view.text if c in "“”"] == ["“", "”", "“", "”"]


@pytest.mark.parametrize(
    "text",
    [
        "في دورتها الثانية والأربعين",
        "في دورتها الثانيه والاربعين",
        "في دَورتها الثانيـة والأربعين",
        "ﻓﻲ دورتها الثانية والأربعين",
    ],
)
def test_sessions_in_any_spelling(text: str) -> None:
    assert [v for k, v in found(text) if k == "meeting"] == ["42:session"]


def test_a_list_of_numbers_hands_its_word_on() -> None:
    text = "إذ تشير إلى قراراتها 52/15 المؤرخ 3 آذار/مارس 1998 و ٥٣/١٦ المؤرخ ٤ أيار/مايو ١٩٩٩ و 54/17"
    assert found(text) == [
        ("decision", "52/15"),
        ("date", "1998-03-03"),
        ("decision", "٥٣/١٦"),
        ("date", "1999-05-04"),
        ("decision", "54/17"),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("في الفترة من 3 إلى 5 آب/أغسطس 2004", ["2004-08-03/2004-08-05"]),
        ("من 30 تشرين الثاني/نوفمبر إلى 2 كانون الأول/ديسمبر 2009", ["2009-11-30/2009-12-02"]),
        ("يومي 4 و 5 شباط / فبراير 2002", ["2002-02-04", "2002-02-05"]),
        ("بحلول عام 2025 وفي حزيران/يونيو 2026", ["2025", "2026-06"]),
        ("الفترة من أيار/مايو إلى تموز/يوليه 2011", ["2011-05/2011-07"]),
    ],
)
def test_dates(text: str, values: list[str]) -> None:
    assert [v for k, v in found(text) if k == "date"] == values


def test_agencies_number_papers_and_resolutions_by_the_letters_of_their_organs() -> None:
    text = "عملا بالقرار ج ص ع55-12 الصادر في 18 أيار/مايو 2002 والقرار ش م/ل إ55/ق-8، وفي الوثيقة م ت121/14"
    assert [(k, v) for k, v in found(text) if k != "date"] == [
        ("decision", "ج ص ع55-12"),
        ("decision", "ش م/ل إ55/ق-8"),
        ("document", "م ت121/14"),
    ]


def test_offices_are_called_after_their_matter() -> None:
    text = "تقرير المقررة الخاصة المعنية بالحق في السكن اللائق، وبيان الممثل الخاص للأمين العام لليبيا"
    assert [v for k, v in found(text) if k == "role"] == [
        "المقررة الخاصة المعنية بالحق في السكن اللائق",
        "الممثل الخاص للأمين العام لليبيا",
    ]


def test_what_an_expression_needs_is_read_in_the_letters_of_the_expression() -> None:
    for spelt in ("المدير الإقليمي لشرق المتوسط", "المدير الاقليمي لشرق المتوسط"):
        assert [k for k, _ in found(f"تقرير {spelt}")] == ["role"], spelt
