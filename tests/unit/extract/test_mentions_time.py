"""Finding mentions takes time in proportion to the text, whatever the text; offsets are always true."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igr_kg.extract import entities, mentions
from igr_kg.packs import authority, language
from igr_kg.packs.patterns import compile_all
from tests.mention_support import document
from tests.support import seconds

PIECES = (
    "第338(1973)號、第340(1973)號和",
    "37/457、38/459、",
    "第二十",
    "二〇一〇年",
    "2010年7月7日至",
    "委员会和理事会与",
    "联合国",
    "《《〈",
    "关于在国际贸易中对某些危险化学品和农药",
    "UNEP/A.1/B.2/",
    "阿卜杜勒·拉赫曼-",
    "在日内瓦",
    "((((",
    "主席的主席",
    "内罗毕-赫尔辛基-",
    "一一一一一一",
    "或者或者",
    "\n",
)
LANGUAGE = language.load("zh")
compile_all(LANGUAGE.patterns)
KNOWN = authority.load()


@pytest.mark.parametrize("piece", PIECES)
def test_no_repetition_is_slow(piece: str) -> None:
    doc = document((piece * (6000 // len(piece) + 1))[:6000])
    assert seconds(lambda: mentions.find(doc, LANGUAGE, KNOWN), times=1) < 5.0


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=60)
def test_offsets_are_true_and_nothing_is_refused(text: str) -> None:
    doc = document(*text.split("\n"))
    found, things = entities.resolve(doc, mentions.find(doc, LANGUAGE, KNOWN), KNOWN)
    for mention in found:
        block = doc.block(mention.block)
        assert block.start <= mention.start < mention.end <= block.end
        assert doc.text[mention.start].strip()
        assert doc.text[mention.end - 1].strip()
        assert (mention.entity is None) == (mention.kind == "date")
        assert mention.entity is None or mention.entity in things
        if mention.kind not in {"date", "meeting"}:
            assert mention.value == doc.view(mention.block).slice(mention.span).replace(" ", "")


@given(
    st.text(
        alphabet="第届次号年月日委员会理事会的和与在《》“”()/·-、，。一二三十0123ABX大会秘书处小组",
        max_size=120,
    )
)
@settings(max_examples=120)
def test_any_text_is_read(text: str) -> None:
    doc = document(*text.split("\n"))
    found = mentions.find(doc, LANGUAGE, KNOWN)
    assert list(found) == sorted(found, key=lambda m: (m.start, -m.end))
