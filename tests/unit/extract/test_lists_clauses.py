"""Sentences fall into clauses, and each clause gets its role."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igr_kg.extract.lists.clauses import Mark, clauses, segments, sentence_of, sentences
from igr_kg.packs import language
from igr_kg.packs.patterns import example_text

PACK = language.load("zh")
MARKS = PACK.words["clause_marks"]


def roles(text: str) -> list[tuple[str, str]]:
    tagged = example_text(text, PACK.rules)
    return [
        (clause.role, tagged.plain.slice(tagged.view.span(clause.start, clause.end)))
        for clause in clauses(tagged, 0, PACK)
    ]


def modalities(text: str) -> list[str]:
    return [c.modality for c in clauses(example_text(text, PACK.rules), 0, PACK)]


def test_brackets_and_quotes_do_not_divide() -> None:
    text = "登记(渔船，货船)并公布“甲，乙；丙。”，《丁，戊》；己"
    assert [text[s.start : s.end] for s in segments(text, MARKS)] == [
        "登记(渔船，货船)并公布“甲，乙；丙。”",
        "《丁，戊》",
        "己",
    ]


def test_a_bracket_never_closed_does_not_swallow_the_rest() -> None:
    text = "登记(渔船，培训船员。检查"
    assert [(text[s.start : s.end], s.mark) for s in segments(text, MARKS)] == [
        ("登记(渔船", Mark.COMMA),
        ("培训船员", Mark.STOP),
        ("检查", Mark.NONE),
    ]


@given(st.text(alphabet="甲乙丙，；。：()“” ", max_size=60))
def test_segments_are_in_order_and_never_empty(text: str) -> None:
    found = list(segments(text, MARKS))
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.text(alphabet="甲乙，；。()“”", max_size=60), st.integers(0, 60))
def test_sentences_cover_the_text(text: str, index: int) -> None:
    assert "".join(text[a:b] for a, b in sentences(text, MARKS)) == text.lstrip() or not text.strip("。")
    if index < len(text):
        start, end = sentence_of(text, MARKS, index)
        assert start <= index < end


@given(st.text(alphabet="应以并在下从而旨须考虑包括通过来，；。：渔船加强提高", max_size=50))
def test_every_clause_is_a_range_with_words(text: str) -> None:
    for clause in clauses(example_text(text, PACK.rules), 0, PACK):
        assert clause.opening <= clause.start <= clause.main <= clause.head <= clause.end
        assert clause.main < clause.head


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "登记渔船，以减少偷捕，并保护鱼群。",
            [("measure", "登记渔船"), ("aim", "减少偷捕"), ("aim", "保护鱼群")],
        ),
        (
            "修建冷库，并培训护士；改进运输。",
            [("measure", "修建冷库"), ("measure", "培训护士"), ("measure", "改进运输")],
        ),
        (
            "修建冷库，旨在延长疫苗的有效期，从而节省费用，通过新的贷款来偿还欠款。",
            [
                ("measure", "修建冷库"),
                ("aim", "延长疫苗的有效期"),
                ("aim", "节省费用"),
                ("aim", "通过新的贷款来偿还欠款"),
            ],
        ),
        (
            "考虑开设渔民学校，以培训船员，并考虑发放津贴。",
            [("measure", "考虑开设渔民学校"), ("aim", "培训船员"), ("measure", "考虑发放津贴")],
        ),
        (
            "在渔民充分的参与下，改建渔港，包括扩大码头。",
            [("measure", "在渔民充分的参与下，改建渔港，包括扩大码头")],
        ),
        (
            "开展教育，通过区域中心。",
            [("measure", "开展教育，通过区域中心")],
        ),
        (
            "总体目标将是促进：预报；在收集、分析数据方面的合作；以事实为基础编写报告。在这一背景下，"
            "[instrument:海洋观测计划]必须得到加强，且必须与渔港合作进行；",
            [
                ("aim", "预报"),
                ("aim", "在收集、分析数据方面的合作"),
                ("aim", "以事实为基础编写报告"),
                ("measure", "海洋观测计划必须得到加强，且必须与渔港合作进行"),
            ],
        ),
        (
            "该计划应能增加渔民的收入，并改善渔港的卫生。",
            [("aim", "增加渔民的收入"), ("aim", "改善渔港的卫生")],
        ),
        (
            "这种协同增效应能推动联合登记，以使之更便宜。",
            [("measure", "推动联合登记"), ("aim", "使之更便宜")],
        ),
        (
            "联合巡逻应以自愿为前提，并保持灵活性，适应各港口的需求。",
            [("measure", "以自愿为前提，并保持灵活性，适应各港口的需求")],
        ),
        (
            "需要在港口之间加强联系，获得更多的贷款，并汇集经验。",
            [("measure", "在港口之间加强联系"), ("measure", "获得更多的贷款"), ("measure", "汇集经验")],
        ),
        (
            "提高各港口应对风暴的能力。",
            [("measure", "提高各港口应对风暴的能力")],
        ),
        (
            "根据各国国情，扩建诊所，以期能够降低死亡率。",
            [("measure", "根据各国国情，扩建诊所"), ("aim", "降低死亡率")],
        ),
        (
            "为了改善数据质量，统一标准，并培训护士。",
            [("aim", "改善数据质量"), ("measure", "统一标准"), ("measure", "培训护士")],
        ),
        (
            "以科学评估为依据，修订配额，而不增加费用，以利于恢复鱼群。",
            [("measure", "以科学评估为依据，修订配额，而不增加费用"), ("aim", "恢复鱼群")],
        ),
        (
            "以书面形式登记渔船。",
            [("measure", "以书面形式登记渔船")],
        ),
    ],
)
def test_roles(text: str, expected: list[tuple[str, str]]) -> None:
    assert roles(text) == expected


def test_modality_is_handed_on_within_a_sentence_only() -> None:
    text = "需要加强联系，获得贷款，并考虑建立基金。扩建渔港；必须登记渔船"
    assert modalities(text) == ["should", "should", "consider", "plain", "must"]


def test_a_clause_that_takes_its_role_from_an_earlier_one_carries_its_sign() -> None:
    tagged = example_text("登记渔船，旨在减少偷捕，并保护鱼群。", PACK.rules)
    first, second, third = clauses(tagged, 0, PACK)
    assert first.sign is None
    assert second.sign is None
    assert third.sign is not None
    assert tagged.view.text[slice(*third.sign)] == "旨在"


def test_a_name_that_begins_like_an_introducing_word_is_a_name() -> None:
    assert roles("[body:以工代赈署]应增加拨款，减少浪费。") == [("measure", "增加拨款，减少浪费")]
