"""Russian texts: numbers, dates and meetings in every case, and names known by their form."""

from __future__ import annotations

import pytest

from igr_kg.extract import mentions
from igr_kg.model import Block, Document
from igr_kg.packs import authority, language
from igr_kg.packs.fold import reading


def found(text: str, kind: str = "paragraph") -> list[tuple[str, str]]:
    pack = language.load("ru")
    block = Block("p1", kind, None, None, 0, len(text))
    views = {"p1": reading(text, [block.span], pack.rules)}
    doc = Document("a.txt", "ru", text, "", "other", (block,), views)
    return [(m.kind, text[m.start : m.end]) for m in mentions.find(doc, pack, authority.load())]


def values(text: str, kind: str) -> list[str]:
    pack = language.load("ru")
    block = Block("p1", "paragraph", None, None, 0, len(text))
    views = {"p1": reading(text, [block.span], pack.rules)}
    doc = Document("a.txt", "ru", text, "", "other", (block,), views)
    return [m.value for m in mentions.find(doc, pack, authority.load()) if m.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("с 7 по 9 июля 2010 года", ["2010-07-07/2010-07-09"]),
        ("18–29 октября 2010 года", ["2010-10-18/2010-10-29"]),
        ("с 30 ноября по 11 декабря 2015 года", ["2015-11-30/2015-12-11"]),
        ("29 декабря 2003 года — 2 января 2004 года", ["2003-12-29/2004-01-02"]),
        ("25 и 27 мая 2004 года", ["2004-05-25", "2004-05-27"]),
        ("3, 10 и 17 июня 1999 года", ["1999-06-03", "1999-06-10", "1999-06-17"]),
        ("в 1999–2000 годах и к 2015 году", ["1999/2000", "2015"]),
        ("9 марта 1998 года, а затем 12 апреля того же года", ["1998-03-09", "1998-04-12"]),
        ("в марте—мае 2001 года", ["2001-03/2001-05"]),
        ("20 November 2008", ["2008-11-20"]),
        ("от 05.11.2003", ["2003-11-05"]),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    assert values(text, "date") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("на своей пятьдесят третьей сессии", ["53:session"]),
        ("на ее семидесятой и семьдесят первой сессиях", ["70:session", "71:session"]),
        ("двенадцатым совещанием", ["12:meeting"]),
        ("6018-м заседании и 75-е пленарное заседание", ["6018:meeting", "75:meeting"]),
        ("сороковую и сто двадцать седьмую сессии", ["40:session", "127:session"]),
        ("десятой чрезвычайной специальной сессии", ["10:special-session"]),
        ("ДЕСЯТОЕ СОВЕЩАНИЕ", ["10:meeting"]),
    ],
)
def test_meetings(text: str, expected: list[str]) -> None:
    assert values(text, "meeting") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("резолюции 1100 (1997) от 5 мая 1997 года и 1150 (1998)", ["1100(1997)", "1150(1998)"]),
        ("решение Экономического и Социального Совета 2004/31", ["2004/31"]),
        ("решениями БК-9/4, IX/12, SS.X/2 и 3/СР.7", ["БК-9/4", "IX/12", "SS.X/2", "3/СР.7"]),
        ("в пункте 4 своей резолюции 60/7 и пункте 2 документа 3/4", ["60/7"]),
        ("на решения 20/4 Совета управляющих и VI/8 Конференции Сторон", ["20/4", "VI/8"]),
    ],
)  # fmt: skip
def test_numbers_of_decisions(text: str, expected: list[str]) -> None:
    assert values(text, "decision") == expected


def test_a_title_does_not_cite_the_number_that_it_prints() -> None:
    assert found("Резолюция 1150 (1998)", "cover") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("предлагает Комитету по горным лесам представить доклад", ["Комитету по горным лесам"]),
        ("члены Группы экспертов по Республике Конго", ["Группы экспертов по Республике Конго"]),
        (
            "мандат Миссии Организации Объединенных Наций по наблюдению в Западной Долине истекает",
            ["Миссии Организации Объединенных Наций по наблюдению в Западной Долине"],
        ),
        ("создать рабочую группу экспертов по засухе", ["рабочую группу экспертов по засухе"]),
        ("представить Комитету замечания", ["Комитету"]),
        ("правительствам Чили и Перу и Силам обороны", ["правительствам Чили и Перу", "Силам"]),
        ("правительство Исламской Республики Иран", ["правительство Исламской Республики Иран"]),
        ("просит секретариат и региональные комиссии", ["секретариат", "региональные комиссии"]),
    ],
)  # fmt: skip
def test_bodies_end_where_their_names_end(text: str, expected: list[str]) -> None:
    assert [words for kind, words in found(text) if kind == "body"] == expected


def test_offices_and_persons() -> None:
    text = "Сессию открыл Председатель г-н Хуан Перес (Чили); министр иностранных дел Перу г-жа Ана Руис"
    assert found(text) == [
        ("role", "Председатель"),
        ("person", "Хуан Перес"),
        ("role", "министр иностранных дел Перу"),
        ("person", "Ана Руис"),
    ]


def test_venues_and_their_countries() -> None:
    assert [w for k, w in found("состоялась в Осло, Норвегия, 5–9 мая 2003 года") if k == "place"] == [
        "Осло",
        "Норвегия",
    ]


def test_treaties() -> None:
    text = "Монтевидеоской конвенции о трансграничных реках и Соглашения о перемирии"
    assert found(text) == [
        ("instrument", "Монтевидеоской конвенции о трансграничных реках"),
        ("instrument", "Соглашения о перемирии"),
    ]
