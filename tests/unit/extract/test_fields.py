"""What documents of several kinds say of themselves; the texts are invented."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from igr_kg.extract import entities, fields, mentions
from igr_kg.extract.slots import Slots
from igr_kg.packs import authority, language
from igr_kg.text import read, structure

NOTE = """联合国 WAT
UNEP/WAT.9/12
Distr.: General
20 August 2014
CHINESE
ORIGINAL: ENGLISH
世界水问题理事会
第九届会议
2014年10月6日至17日，罗马
临时议程*项目5(b)
水质监测网络的工作成果
执行秘书的说明
导言
1. 理事会第八届会议请执行秘书提交报告。

* UNEP/WAT.9/1。
"""
RESOLUTION = """第412(1977)号决议
1977年8月9日安全理事会第2031次会议通过
安全理事会，
回顾其第338(1973)号决议，
1. 决定继续处理此案。
"""
DECISION = """第X/7号决定. 湿地的监测
缔约方大会，
1. 请执行秘书提交报告。

第10次全体会议
2015年12月12日
"""


def described(text: str, tag: str = "zh") -> Slots:
    document = structure(read(text.encode(), "invented.txt"))
    pack, names = language.load(tag), authority.empty()
    found, things = entities.resolve(document, mentions.find(document, pack, names), names)
    return fields.find(document, found, things, pack)


def values(slots: Slots) -> Mapping[str, str]:
    return {name: found[0].value for name, found in slots.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            NOTE,
            {
                "symbol": "UNEP/WAT.9/12",
                "kind": "note",
                "title": "水质监测网络的工作成果",
                "date": "2014-08-20",
                "agenda_item": "5(b)",
                "agenda": "UNEP/WAT.9/1",
                "meeting": "9:session",
                "start": "2014-10-06",
                "end": "2014-10-17",
                "issuer": "执行秘书",
                "language": "zh",
            },
        ),
        (
            RESOLUTION,
            {
                "symbol": "412(1977)",
                "number": "412(1977)",
                "kind": "resolution",
                "date": "1977-08-09",
                "adopted": "1977-08-09",
                "meeting": "2031:meeting",
                "body": "安全理事会",
            },
        ),
        (
            DECISION,
            {
                "number": "X/7",
                "kind": "decision",
                "title": "湿地的监测",
                "adopted": "2015-12-12",
                "meeting": "10:meeting",
                "body": "缔约方大会",
            },
        ),
    ],
    ids=["note", "resolution", "decision"],
)
def test_fields(text: str, expected: Mapping[str, str]) -> None:
    found = values(described(text))
    assert {name: found.get(name) for name in expected} == expected


def test_a_resolution_of_the_security_council_has_no_title_and_no_agenda_item() -> None:
    assert described(RESOLUTION).keys().isdisjoint({"title", "agenda_item", "agenda", "issuer"})


def test_a_distribution_date_is_no_date_of_adoption() -> None:
    assert "adopted" not in described(NOTE)


@pytest.mark.parametrize("text", [NOTE, RESOLUTION, DECISION])
def test_every_field_is_read_from_the_text(text: str) -> None:
    for slots in described(text).values():
        for slot in slots:
            assert slot.spans
            assert all(0 <= s.start < s.end <= len(text) for s in slot.spans)


@pytest.mark.parametrize("text", ["一", "没有报头的一段话。"])
def test_a_text_without_a_head_has_hardly_any_fields(text: str) -> None:
    assert set(described(text)) <= {"kind", "language", "title"}


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("Пункты 3.1 и 9 повестки дня", "3.1 и 9"),
        ("Пункт 4 (c) повестки дня", "4(c)"),
        ("Пункт 5 повестки дня", "5"),
    ],
)
def test_an_agenda_item_has_blanks_only_around_a_word(line: str, item: str) -> None:
    text = (
        "LWR\nDistr.\nLIMITED\nUNEP/LWR/COP/9/L.3\n29 October 2012\nRUSSIAN\nORIGINAL: ENGLISH\n"
        "КОНФЕРЕНЦИЯ СТОРОН КОНВЕНЦИИ О МАЯКАХ\nДевятое совещание\n"
        f"Рига, Латвия, 18-29 октября 2012 года\n{line}\n"
        "Охрана маяков\nПроект решения, представленный Председателем\nКонференция Сторон\n"
        "1. просит секретариат представить доклад;\n"
    )
    assert values(described(text, "ru"))["agenda_item"] == item
