"""Sets of options, their effects, and the views held of them."""

from __future__ import annotations

import pytest

from igr_kg.model import Act, Slot, Span
from tests.unit.extract.lists_support import document, of, read, refs, values, words

PORTS = (
    "4.在[instrument:卡萨布兰卡进程]以及两位主席的文件([document:PORT/2/INF.1])之中，提出了改组港口管理的各种不同"
    "选择方案，包括以下四种方案：",
    "(a)改革[body:港口理事会]与[body:航运委员会]；",
    "(b)建立一个诸如[body:世界港口组织]这样的专门机构；",
    "(c)加强[body:港务署]；",
    "(d)加强体制改革，理顺现有构架。",
)
FOOD = (
    "9.[body:粮食理事会]审议了储备粮食的备选方案如下：",
    "(a)设立一个新的[body:粮食问题伞形组织]；",
    "(b)将[body:粮食署]升格为专门机构；",
    "(c)维持现状。",
)
VIEWS = (
    "5.[body:港口工作组]认识到所有选择方案均有待进一步完善，并建议方案(a)和(d)最好在海洋法的更广背景下予以讨论。",
    "6.基于港口服务于航运这一原则，并认识到自身未能在收费问题上达成共识，[body:港口工作组]建议扩大现有港口，"
    "并建议选择方案(b) (建立一个诸如[body:世界港口组织]这样的专门机构)、(c) (加强[body:港务署])和(d) "
    "(加强体制改革，理顺现有构架)是在航运背景下改善管理的潜在选择。",
)


def test_a_set_says_where_it_was_put_forward_and_how_many_it_names() -> None:
    ports, food = (of(read(*lines), "option-set")[0] for lines in (PORTS, FOOD))
    assert (values(ports, "count"), values(ports, "open")) == (["4"], ["true"])
    assert refs(ports, "put_forward_in") == ["instrument:卡萨布兰卡进程", "document:PORT/2/INF.1"]
    assert (values(food, "count"), values(food, "open"), values(food, "put_forward_in")) == ([], [], [])


@pytest.mark.parametrize(
    ("chapeau", "count"),
    [
        ("4.与会者提出了以下两种不同的备选方案：", ["2"]),
        ("4.关于收费的选项有12个：", ["12"]),
        ("4.提出了各种不同选择方案，包括：", []),
    ],
)
def test_the_number_of_options_is_what_the_chapeau_says(chapeau: str, count: list[str]) -> None:
    (found,) = of(read(chapeau, "(a)收费；", "(b)免费。"), "option-set")
    assert values(found, "count") == count


def test_effects_fall_on_the_bodies_that_are_named() -> None:
    effects = {values(o, "label")[0]: o for o in of(read(*PORTS), "option")}
    assert [values(effects[x], "effect") for x in "abcd"] == [
        ["reform"],
        ["establish"],
        ["strengthen"],
        ["none"],
    ]
    assert refs(effects["a"], "target") == ["body:港口理事会", "body:航运委员会"]
    assert (values(effects["b"], "target"), refs(effects["b"], "example")) == (
        ["专门机构"],
        ["body:世界港口组织"],
    )
    assert refs(effects["c"], "target") == ["body:港务署"]
    assert values(effects["d"], "target") == []
    food = of(read(*FOOD), "option")
    assert [values(o, "effect") for o in food] == [["establish"], ["reform"], ["none"]]
    assert [refs(o, "target") for o in food] == [["body:粮食问题伞形组织"], ["body:粮食署"], []]


def test_contents_are_without_label_and_closing_mark() -> None:
    assert words(read(*FOOD), "option", "label", "content") == [
        ("a", "设立一个新的粮食问题伞形组织"),
        ("b", "将粮食署升格为专门机构"),
        ("c", "维持现状"),
    ]


def test_each_letter_gets_the_view_that_is_held_of_it() -> None:
    wider = "最好在海洋法的更广背景下予以讨论"
    potential = "在航运背景下改善管理的潜在选择"
    assert words(read(*PORTS, *VIEWS), "assessment", "option", "stance", "stance_class", "holder") == [
        ("所有选择方案", "有待进一步完善", "needs-further-development", "港口工作组"),
        ("a", wider, "wider-context", "港口工作组"),
        ("d", wider, "wider-context", "港口工作组"),
        ("b", potential, "potential-option", "港口工作组"),
        ("c", potential, "potential-option", "港口工作组"),
        ("d", potential, "potential-option", "港口工作组"),
    ]


def test_views_refer_to_the_options_of_the_last_set_before_them() -> None:
    facts = read(*PORTS, *FOOD, "10.[body:粮食理事会]认为方案(a)、(b)均是可行的选择。")
    food = {values(o, "label")[0]: o.id for o in of(facts, "option") if o.block.startswith("p9")}
    assert [refs(a, "option") for a in of(facts, "assessment")] == [[food["a"]], [food["b"]]]
    everything = of(read(*PORTS, *VIEWS), "assessment")[0]
    assert refs(everything, "options") == [f"p4.{x}.option.1" for x in "abcd"]


def test_a_view_is_qualified_by_its_context() -> None:
    qualifiers = words(read(*PORTS, *VIEWS), "assessment", "qualifier")
    assert qualifiers[1] == ("在海洋法的更广背景下",)
    assert qualifiers[3] == ("在航运背景下",)


def test_the_act_and_its_performer_stand_in_for_a_subject_that_is_not_written() -> None:
    lines = (*PORTS, "5.认为选项(c)不可行。")
    content, _ = document(*lines)
    start = content.text.index("认为")
    by = Slot("该会议", (Span(0, 1),), "meeting:x")
    act = Act(
        "p5.act.1",
        "considers",
        "operative",
        "该会议",
        (),
        None,
        Span(start, start + 9),
        "p5",
        "r",
        {"by": (by,)},
    )
    (found,) = of(read(*lines, acts=[act]), "assessment")
    assert (values(found, "stance"), values(found, "stance_class")) == (["不可行"], ["opposed"])
    assert (refs(found, "holder"), refs(found, "act")) == (["meeting:x"], ["p5.act.1"])


@pytest.mark.parametrize(
    "lines",
    [
        ("5.通过以下工作方案：", "(a)登记渔船；", "(b)加强[body:港务署]。"),
        ("5.请[role:秘书长]提出备选方案，包括：", "(a)建立基金；", "(b)加强[body:港务署]。"),
        ("5.[body:港口理事会]决定：", "(a)设立[body:航运委员会]；", "(b)加强[body:港务署]。"),
        ("5.建议通过第3段(a)项和(b)项。", "6.认识到所有方案均有待进一步完善。"),
    ],
)
def test_ordinary_items_and_programmes_are_no_options(lines: tuple[str, ...]) -> None:
    facts = read(*lines)
    assert of(facts, "option") == of(facts, "assessment") == []


def test_a_body_strengthened_with_another_is_not_confused_with_cooperation() -> None:
    facts = read(
        "4.选择方案如下：", "(a)加强与[body:港务署]的合作；", "(b)充实[body:航运局]、[body:海关署]的人员。"
    )
    assert [values(o, "effect") for o in of(facts, "option")] == [["none"], ["strengthen"]]
    assert values(of(facts, "option")[1], "target") == ["航运局", "海关署"]


@pytest.mark.parametrize(
    "chapeau",
    [
        "[body:水务小组]就以下供水选项交换了意见：",
        "[body:水务小组]商定将下列备选方案列入本报告：",
        "[body:水务小组]提出了三种可能的模式：",
        "[body:水务小组]拟订了下列备选案文，供[body:港口理事会]审议：",
        "关于会址，有三种方案可供考虑：",
        "代表团提出了以下设想：",
    ],
)
def test_sets_of_options_are_announced_in_many_ways(chapeau: str) -> None:
    assert len(of(read(f"5.{chapeau}", "(a)维持现状；", "(b)设立基金。"), "option")) == 2


@pytest.mark.parametrize(
    "chapeau",
    [
        "在审议备选方案时应考虑到下列因素：",
        "[body:水务小组]商定评估备选方案的标准如下：",
        "就备选方案提出了以下问题：",
        "通过以下途径：",
        "通过下列工作安排：",
    ],
)
def test_what_is_said_about_options_is_no_set_of_them(chapeau: str) -> None:
    assert of(read(f"5.{chapeau}", "(a)维持现状；", "(b)设立基金。"), "option") == []


def test_options_may_be_paragraphs_that_name_themselves() -> None:
    facts = read(
        "5.[body:水务小组]审议了下列备选方案：",
        "备选方案A：维持现状",
        "备选方案B：设立一个[body:水务基金]",
        "6.[body:水务小组]认为备选方案A不可行。",
    )
    assert words(facts, "option", "label", "content") == [("A", "维持现状"), ("B", "设立一个水务基金")]
    (found,) = of(facts, "assessment")
    assert refs(found, "option") == [of(facts, "option")[0].id]


def test_paragraphs_that_do_not_name_themselves_are_no_options() -> None:
    assert of(read("5.[body:水务小组]审议了下列备选方案：", "维持现状。", "设立基金。"), "option") == []
