"""What groups hold of options: the forms of a stance, its holder, and the words that refer to options."""

from __future__ import annotations

import pytest

from tests.unit.extract.lists_support import of, read, refs, values, words

WATER = (
    "6.[body:水务小组]审议了下列备选方案：",
    "(a)维持现状；",
    "(b)设立一个供水基金；",
    "(c)加强[body:水务署]；",
    "(d)谈判缔结一项公约。",
)


def held(text: str, *lines: str) -> list[tuple[str, ...]]:
    """Return option, stance and holder of each assessment that a paragraph makes."""
    return words(read(*(lines or WATER), f"7.{text}"), "assessment", "option", "stance", "holder")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[body:水务小组]认为，备选方案(a)不可行。", [("a", "不可行", "水务小组")]),
        (
            "与会者一致认为，就费用而言，方案(b)是其他各项工作的基础，可立即实施。",
            [("b", "其他各项工作的基础，可立即实施", "与会者")],
        ),
        (
            "多数代表团支持备选方案(b)，少数代表团则倾向于备选方案(c)。",
            [("b", "支持", "多数代表团"), ("c", "倾向于", "少数代表团")],
        ),
        ("最不发达国家的代表对方案(d)持保留意见。", [("d", "持保留意见", "最不发达国家的代表")]),
        ("关于方案(d)，[body:水务小组]未能达成共识。", [("d", "未能达成共识", "水务小组")]),
        ("[body:水务小组]未能就方案(d)达成一致。", [("d", "未能达成一致", "水务小组")]),
        ("方案(c)获得普遍赞同，但[body:水务小组]强调，资金有限。", [("c", "获得普遍赞同", "")]),
        ("方案(a)因费用过高，未获[body:水务小组]支持。", [("a", "未获水务小组支持", "水务小组")]),
        ("没有代表团支持方案(a)。", [("a", "没有代表团支持", "")]),
        (
            "[body:水务小组]认为方案(a)不可行，建议[body:粮食理事会]审议预算。",
            [("a", "不可行", "水务小组")],
        ),
        ("[body:水务小组]建议[body:大会]优先审议方案(b)。", [("b", "优先审议", "水务小组")]),
        ("多数代表认为，最可行的是方案(c)。", [("c", "最可行", "多数代表")]),
    ],
)
def test_a_stance_is_read_with_its_holder(text: str, expected: list[tuple[str, ...]]) -> None:
    assert held(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "部分专家表示支持方案(c)，另一些专家则认为该方案缺乏资金。",
            [("c", "支持", "部分专家"), ("c", "缺乏资金", "另一些专家")],
        ),
        (
            "[body:水务小组]认定方案(b)和(c)可以相互补充，并建议优先审议这两个方案。",
            [
                ("b", "可以相互补充", "水务小组"),
                ("c", "可以相互补充", "水务小组"),
                ("b", "优先审议", "水务小组"),
                ("c", "优先审议", "水务小组"),
            ],
        ),
        (
            "关于方案(d)，一些代表团表示支持，另一些代表团表示反对。",
            [("d", "支持", "一些代表团"), ("d", "反对", "另一些代表团")],
        ),
        (
            "专家指出，方案(a)费用最低；方案(b)则需要新的资金。",
            [("a", "费用最低", "专家"), ("b", "需要新的资金", "专家")],
        ),
        (
            "[body:水务小组]认为方案(b)和(d)各有利弊，前者费用较低，后者能更快见效。",
            [
                ("b", "各有利弊", "水务小组"),
                ("d", "各有利弊", "水务小组"),
                ("b", "费用较低", "水务小组"),
                ("d", "能更快见效", "水务小组"),
            ],
        ),
    ],
)
def test_pronouns_take_up_what_was_named_before(text: str, expected: list[tuple[str, ...]]) -> None:
    assert held(text) == expected


def test_a_reason_is_joined_with_the_reaction_that_it_is_for() -> None:
    assert held("多数与会者赞成方案(b)，认为该方案应予优先考虑。") == [("b", "应予优先考虑", "多数与会者")]
    assert held("[body:水务小组]认为方案(a)不可行，决定不再讨论这一方案。") == [("a", "不可行", "水务小组")]


@pytest.mark.parametrize(
    ("text", "named", "options"),
    [
        ("[body:水务小组]认为，任何单一方案都不足以满足需要。", "任何单一方案", "abcd"),
        ("[body:水务小组]商定，所有备选方案都应遵循节约用水的原则。", "所有备选方案", "abcd"),
        ("[body:水务小组]支持方案(b)。[body:水务小组]认为其他备选方案不可行。", "其他备选方案", "acd"),
    ],
)
def test_a_view_on_several_options_together_has_their_words(text: str, named: str, options: str) -> None:
    last = of(read(*WATER, f"7.{text}"), "assessment")[-1]
    assert values(last, "option") == [named]
    assert refs(last, "options") == [f"p6.{x}.option.1" for x in options]


@pytest.mark.parametrize(
    ("labels", "reference", "label"),
    [
        (("甲、", "乙、", "丙、"), "选项乙", "乙"),
        (("甲、", "乙、", "丙、"), "第二种方案", "乙"),
        (("(一)", "(二)", "(三)"), "备选方案(二)", "二"),
        (("(一)", "(二)", "(三)"), "备选方案二", "二"),
        (("(1)", "(2)", "(3)"), "方案2", "2"),
        (("(a)", "(b)", "(c)"), "备选方案B", "B"),
        (("(a)", "(b)", "(c)"), "最后一个选项", "c"),
    ],
)
def test_options_are_named_by_labels_of_all_kinds(
    labels: tuple[str, ...], reference: str, label: str
) -> None:
    items = (f"{sign}修建{what}；" for sign, what in zip(labels, ("水库", "灯塔", "渔港"), strict=True))
    facts = read("6.[body:水务小组]讨论了以下选项：", *items, f"7.[body:水务小组]认为{reference}最为可行。")
    (found,) = of(facts, "assessment")
    assert (values(found, "option"), values(found, "stance")) == ([label], ["最为可行"])
    assert refs(found, "option") == refs(found, "options") != [None]


def test_a_range_names_all_options_between_its_ends() -> None:
    assert [v[0] for v in held("[body:水务小组]认为方案(b)至(d)值得研究。")] == ["b", "c", "d"]


def test_words_that_may_mean_anything_count_in_the_list_that_uses_them() -> None:
    models = ("6.[body:水务小组]审议了下列三种模式：", "(a)集中供水；", "(b)分散供水；", "(c)联合供水。")
    assert held("[body:水务小组]认为模式(b)最为可行。", *models) == [("b", "最为可行", "水务小组")]
    assert held("[body:水务小组]认为模式(b)最为可行。") == []


@pytest.mark.parametrize(
    "text",
    [
        "[body:水务小组]请[role:秘书长]就方案(b)所涉经费问题编写一份报告。",
        "核可以方案(b)作为进一步谈判的基础。",
        "[body:水务小组]商定采用一种以方案(b)和(c)为基础的综合办法。",
        "[body:水务小组]感谢支持方案(b)的代表团。",
        "[body:水务小组]审议了方案(b)。",
        "[body:水务小组]注意到方案(b)载于附件。",
        "促请各国支持方案(b)。",
        "[body:水务小组]认为该工作方案不可行。",
        "该方案不可行。",
    ],
)
def test_what_is_no_view_on_an_option_is_none(text: str) -> None:
    assert held(text) == []
