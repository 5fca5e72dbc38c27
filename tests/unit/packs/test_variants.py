"""Texts in traditional characters are read like those in simplified ones and quoted as printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from igr_kg import text
from igr_kg.errors import PackError
from igr_kg.extract.annotation import to_annotation
from igr_kg.extract.reader import read_document
from igr_kg.model import Span
from igr_kg.packs import authority, language
from igr_kg.packs.fold import quote, reading

SIMPLIFIED = """第2999(2031)号决议
2031年5月6日安全理事会第9001次会议通过
安全理事会,
回顾其第2900(2029)号决议,
1. 决定将联合国阿富汗援助团的任务期限延长至2032年3月17日;
2. 请秘书长在2031年9月1日之前提出报告。
"""


def _traditional(content: str) -> str:
    variants = language.load("zh").rules.variants
    back = {simple: other for other, simple in variants.items()}
    return "".join(back.get(char, char) for char in content)


def test_a_text_in_traditional_characters_says_the_same() -> None:
    traditional = _traditional(SIMPLIFIED)
    assert "號決議" in traditional
    one, other = (
        read_document(text.structure(text.read(content.encode(), "a.txt")), authority.load())
        for content in (SIMPLIFIED, traditional)
    )
    assert [(b.kind, b.start, b.end) for b in one.document.blocks] == [
        (b.kind, b.start, b.end) for b in other.document.blocks
    ]
    assert one.mentions == other.mentions
    assert one.facts == other.facts
    assert one.acts == other.acts
    assert len(one.acts) > 2


def test_values_are_in_the_characters_of_the_text() -> None:
    content = _traditional(SIMPLIFIED)
    found = to_annotation(
        read_document(text.structure(text.read(content.encode(), "a.txt")), authority.load())
    )
    names = [m["value"] for m in found["mentions"] if m["kind"] == "body"]
    assert names
    assert all(name in content for name in names)
    assert all(a in content for act in found["acts"] for a in act["addressees"])
    (extension,) = (f["slots"] for f in found["facts"] if f["type"] == "extension")
    assert extension["extended"] in content
    assert extension["until"] == "2032-03-17"


def test_quotations_stay_as_printed() -> None:
    rules = language.load("zh").rules
    assert reading("聯合國", [Span(0, 3)], rules).text == "联合国"
    assert quote("聯合國", [Span(0, 3)], rules) == "聯合國"


def test_no_character_is_both_written_and_read_otherwise() -> None:
    variants = language.load("zh").rules.variants
    assert not variants.keys() & set(variants.values())
    words = "".join(language.load("zh").words["name_stops"]) + "".join(authority.load().names("zh", "body"))
    assert not variants.keys() & set(words)


@pytest.mark.parametrize("rows", ["國\t国\n國\t国\n", "國國\t国\n", "國\n"])
def test_a_table_that_is_none_is_refused(tmp_path: Path, rows: str) -> None:
    pack = tmp_path / "zz"
    pack.mkdir()
    (pack / "pack.toml").write_text('tag = "zz"\nvariants = "v.tsv"\n', encoding="utf-8")
    (pack / "v.tsv").write_text(f"written\tread\n{rows}", encoding="utf-8")
    with pytest.raises(PackError, match="no new pair"):
        language.load("zz", tmp_path)
