"""Lists of responses: what is one, what each response says, and what ordinary items are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.extract.lists_support import of, read, refs, values, words

FISH = (
    "3.在审议过渔业衰退的情况之后，[body:渔业工作组]针对各种挑战，确定了若干潜在的区域应对之策，包括：",
    "(a)在小岛屿发展中国家充分而有效的参与下，加强捕捞与科学之间的联系；满足最不发达国家和内陆发展中国家在"
    "监测方面的能力需求，包括在国家层面培训船员。总体目标将是促进：预报；救护。在这一背景下，"
    "[instrument:海洋观测计划]必须得到扩大，且必须与渔港合作进行；",
    "(b)制定一套渔业管理战略，以提高[body:渔业总署]的效率，并以此为保护鱼群做出贡献。该战略的制订应通过一个"
    "使各国政府参与其中，并动员[body:渔民协会]献计献策的进程来实现；",
    "(c)鼓励兼容的各登记系统之间的联网，并就在尊重沿岸各国主权的同时就巡逻的问题确定细则。联合巡逻应以自愿为"
    "前提，并保持灵活性，适应各港口的需求。考虑在现有网络基础上开发渔船跟踪系统——包括其费用，以在区域和国际各"
    "层面监测捕捞。",
)

HEALTH = (
    "12.与会者提出了防治疟疾的六项优先措施如下：",
    "(a)修建冷库；",
    "(b)应加强[body:卫生署]内部的专业知识，包括通过[body:红十字会]；",
    "(c)在将《[instrument:疟疾防治计划]》考虑在内的情况下，就医院设备制定一个培训框架，以确保采用迅速的方式满足"
    "各国的需求。该框架应将目标锁定于加强各国防治疟疾所需的能力；",
    "(d)向非洲国家提供蚊帐资金，从而降低死亡率。",
)


def test_the_list_says_who_found_what_and_whether_it_is_open() -> None:
    (fish,) = of(read(*FISH), "response-list")
    assert values(fish, "content") == ["确定了若干潜在的区域应对之策"]
    assert (values(fish, "holder"), refs(fish, "holder")) == (["渔业工作组"], ["body:渔业工作组"])
    assert (values(fish, "open"), values(fish, "status")) == (["true"], ["potential"])
    (health,) = of(read(*HEALTH), "response-list")
    assert (values(health, "holder"), values(health, "open"), values(health, "status")) == (
        ["与会者"],
        [],
        [],
    )


def test_each_item_is_a_response_named_by_its_first_main_clause() -> None:
    assert words(read(*FISH), "response", "label", "topic") == [
        ("a", "加强捕捞与科学之间的联系"),
        ("b", "制定一套渔业管理战略"),
        ("c", "鼓励兼容的各登记系统之间的联网"),
    ]
    assert words(read(*HEALTH), "response", "label", "topic") == [
        ("a", "修建冷库"),
        ("b", "加强卫生署内部的专业知识"),
        ("c", "就医院设备制定一个培训框架"),
        ("d", "向非洲国家提供蚊帐资金"),
    ]


def test_measures_and_aims_stand_under_their_response() -> None:
    facts = read(*FISH)
    assert words(facts, "measure", "of", "modality", "content") == [
        ("a", "plain", "在小岛屿发展中国家充分而有效的参与下，加强捕捞与科学之间的联系"),
        (
            "a",
            "plain",
            "满足最不发达国家和内陆发展中国家在监测方面的能力需求，包括在国家层面培训船员",
        ),
        ("a", "must", "海洋观测计划必须得到扩大，且必须与渔港合作进行"),
        ("b", "plain", "制定一套渔业管理战略"),
        ("b", "should", "该战略的制订应通过一个使各国政府参与其中，并动员渔民协会献计献策的进程来实现"),
        ("c", "plain", "鼓励兼容的各登记系统之间的联网"),
        ("c", "plain", "就在尊重沿岸各国主权的同时就巡逻的问题确定细则"),
        ("c", "should", "以自愿为前提，并保持灵活性，适应各港口的需求"),
        ("c", "consider", "考虑在现有网络基础上开发渔船跟踪系统——包括其费用"),
    ]
    assert words(facts, "aim", "of", "content") == [
        ("a", "预报"),
        ("a", "救护"),
        ("b", "提高渔业总署的效率"),
        ("b", "为保护鱼群做出贡献"),
        ("c", "在区域和国际各层面监测捕捞"),
    ]
    responses = {values(f, "label")[0]: f.id for f in of(facts, "response")}
    for fact in (*of(facts, "measure"), *of(facts, "aim")):
        assert refs(fact, "response") == [responses[values(fact, "of")[0]]]


def test_who_is_named_benefits_and_takes_part() -> None:
    first, second, third, _, fifth, *_ = of(read(*FISH), "measure")
    assert values(first, "participants") == values(first, "bodies") == ["小岛屿发展中国家"]
    assert values(second, "beneficiaries") == ["最不发达国家", "内陆发展中国家"]
    assert values(second, "level") == ["国家层面"]
    assert refs(third, "instruments") == ["instrument:海洋观测计划"]
    assert values(fifth, "participants") == ["各国政府", "渔民协会"]
    _, b, c, d = of(read(*HEALTH), "measure")
    assert (values(b, "bodies"), values(b, "channel")) == (["卫生署", "红十字会"], ["红十字会"])
    assert values(c, "instruments") == ["疟疾防治计划"]
    assert values(d, "beneficiaries") == ["非洲国家"]


def test_countries_in_general_are_no_group() -> None:
    for fact in (*of(read(*HEALTH), "aim"), *of(read(*HEALTH), "measure")):
        assert "各国" not in values(fact, "beneficiaries") + values(fact, "bodies")


def test_products_are_developed_or_only_considered() -> None:
    assert words(read(*FISH, *HEALTH), "product", "of", "modality", "content") == [
        ("b", "plain", "渔业管理战略"),
        ("c", "consider", "渔船跟踪系统"),
        ("c", "plain", "培训框架"),
    ]


def test_a_product_that_looks_like_a_body_is_a_product_all_the_same() -> None:
    facts = read(
        "5.专家们提出了下列措施，包括：", "(a)建立一个[body:旱灾预报网络]；", "(b)加强[body:气象局]。"
    )
    assert words(facts, "product", "of", "content") == [("a", "旱灾预报网络")]


def test_constraints_point_to_their_measure() -> None:
    facts = read(*FISH)
    measures = {f.id: values(f, "content")[0] for f in of(facts, "measure")}
    assert [(values(f, "content")[0], measures[refs(f, "on")[0] or ""]) for f in of(facts, "constraint")] == [
        ("兼容的各登记系统", "鼓励兼容的各登记系统之间的联网"),
        ("尊重沿岸各国主权", "就在尊重沿岸各国主权的同时就巡逻的问题确定细则"),
        ("以自愿为前提", "以自愿为前提，并保持灵活性，适应各港口的需求"),
        ("保持灵活性，适应各港口的需求", "以自愿为前提，并保持灵活性，适应各港口的需求"),
    ]


def test_a_condition_on_what_an_earlier_measure_names_points_to_that_measure() -> None:
    facts = read(
        "3.[body:渔业工作组]确定了若干潜在的区域应对之策，包括：",
        "(a)组织沿岸各国的联合巡逻；培训船员。联合巡逻应以自愿为前提；",
        "(b)修建冷库。",
    )
    measures = {f.id: values(f, "content")[0] for f in of(facts, "measure")}
    (condition,) = of(facts, "constraint")
    assert measures[refs(condition, "on")[0] or ""] == "组织沿岸各国的联合巡逻"


def test_who_only_qualifies_another_noun_takes_no_part() -> None:
    facts = read(
        "3.[body:渔业工作组]确定了若干潜在的区域应对之策，包括：",
        "(a)制订一项使私营部门供资更多地参与其中的战略；",
        "(b)动员民间社会献计献策。",
    )
    assert [values(f, "participants") for f in of(facts, "measure")] == [[], ["民间社会"]]


def test_an_aim_rests_on_the_words_that_make_it_one() -> None:
    facts = read(*FISH)
    aim = of(facts, "aim")[0]
    assert len(aim.spans) == 2
    assert values(aim, "content") == ["预报"]
    assert all(spans for f in facts for slots in f.slots.values() for spans in [s.spans for s in slots])


def test_items_below_an_item_belong_to_its_response() -> None:
    facts = read("5.专家们提出了下列措施，包括：", "(a)修建冷库；", "(b)培训护士，以降低死亡率。")
    assert words(facts, "measure", "of", "content") == [("a", "修建冷库"), ("b", "培训护士")]
    assert words(facts, "aim", "of", "content") == [("b", "降低死亡率")]


@pytest.mark.parametrize(
    "chapeau",
    [
        "5.请各国政府采取下列措施：",
        "5.[body:渔业委员会]决定：",
        "5.敦促[body:渔业总署]提出各项措施，包括：",
        "5.[body:渔业委员会]决定采取以下行动：",
        "5.通过的文件如下：",
        "5.会议的与会者包括：",
        "5.确定了应对之策，包括下列国家提出的意见",
        "5.根据第[decision:9/3]号决定，请[role:秘书长]确定应对措施，包括：",
    ],
)
def test_ordinary_items_are_no_responses(chapeau: str) -> None:
    facts = read(chapeau, "(a)登记渔船；", "(b)培训船员，以减少事故。")
    assert {f.type for f in facts} <= {"topic"}


def test_a_single_item_is_no_list() -> None:
    assert of(read("5.专家们提出了下列措施，包括：", "(a)修建冷库。"), "response") == []


@pytest.mark.parametrize("number", [2, 4, 9])
def test_any_number_of_responses(number: int) -> None:
    items = [f"({chr(97 + n)})修建第{n}座冷库，以储存疫苗；" for n in range(number)]
    facts = read("5.专家们提出了下列措施，包括：", *items)
    assert [values(f, "label")[0] for f in of(facts, "response")] == list("abcdefghi"[:number])
    assert len(of(facts, "measure")) == len(of(facts, "aim")) == number


def test_ids_are_counted_in_each_block() -> None:
    ids = [f.id for f in read(*FISH)]
    assert len(set(ids)) == len(ids)
    assert "p3.b.measure.2" in ids


MARKS = st.sampled_from("，；。：()“”以并应在来")
TELLING = st.sampled_from(
    ["从而", "必须", "考虑", "包括", "的参与下", "通过", "目标是", "加强", "制定", "战略"]
)
NAMING = st.sampled_from(
    ["[body:渔业署]", "方案(b)", "建议", "所有方案", "均是", "普遍认为", "未能就", "达成共识"]
)
PHRASES = st.lists(MARKS | TELLING | NAMING, max_size=25).map("".join)


@given(PHRASES, PHRASES, PHRASES)
def test_whatever_stands_there_facts_are_read_from_where_they_stand(chapeau: str, one: str, two: str) -> None:
    facts = read(f"5.{chapeau}，提出了下列措施，包括：", f"(a){one}。", f"(b){two}。")
    ids = {f.id for f in facts}
    assert len(ids) == len(facts)
    for fact in facts:
        assert fact.spans
        assert all(span.start < span.end for span in fact.spans)
        for slot in (s for slots in fact.slots.values() for s in slots):
            assert slot.spans
            assert slot.value
            assert not set(slot.value) & set(map(chr, range(0xE000, 0xE100)))


@pytest.mark.parametrize(
    "chapeau",
    [
        "确定了可供沿岸国采取的下列应对措施：",
        "提出了下列措施，供各国海关采用：",
        "查明了以下可供采取的行动：",
        "商定了五项节水措施：",
        "认为，各国可采取以下措施：",
        "建议优先采取下列行动：",
        "就下列举措达成一致意见：",
        "提出的可能应对措施包括：",
        "讨论了下列可能的措施：",
    ],
)
def test_lists_of_responses_are_announced_in_many_ways(chapeau: str) -> None:
    facts = read(f"5.在讨论之后，[body:水务小组]{chapeau}", "(a)修建水库，以储存雨水；", "(b)应培训技术员。")
    assert words(facts, "response", "label", "topic") == [("a", "修建水库"), ("b", "培训技术员")]
    assert words(facts, "aim", "of", "content") == [("a", "储存雨水")]


@pytest.mark.parametrize(
    "chapeau",
    [
        "请各国采取下列措施：",
        "决定采取下列措施：",
        "决定所有国家均应采取下列措施：",
        "要求所有国家采取下列措施：",
        "注意到各国提出的下列措施：",
        "重申各国应采取下列措施：",
        "各国已采取下列措施：",
        "秘书处概述了为执行决定而采取的下列行动：",
        "[body:水务小组]审议了下列项目：",
        "[body:水务小组]通过了下列建议：",
        "[body:水务小组]的职权范围如下：",
        "[body:水务小组]得出以下结论：",
    ],
)
def test_requests_agendas_and_conclusions_are_no_lists_of_responses(chapeau: str) -> None:
    facts = read(f"5.{chapeau}", "(a)修建水库，以储存雨水；", "(b)培训技术员。")
    assert of(facts, "response") == of(facts, "measure") == of(facts, "aim") == []


@pytest.mark.parametrize(
    ("item", "measures", "aims"),
    [
        (
            "合并采购，旨在降低运费，并节省时间。合并采购应以各国的经验为借鉴；",
            ["合并采购", "以各国的经验为借鉴"],
            ["降低运费", "节省时间"],
        ),
        (
            "提高各国的维修能力。能力建设的目标是使每个港口有一名技术员。为此须调动资金，其中包括自愿捐款；",
            ["提高各国的维修能力", "调动资金，其中包括自愿捐款"],
            ["使每个港口有一名技术员"],
        ),
        ("改进统计。这项工作应以减轻渔港的负担为目标；", ["改进统计"], ["减轻渔港的负担"]),
        ("加强协调。此种协调应能避免重复，并节省开支；", ["加强协调"], ["避免重复", "节省开支"]),
        ("公布潮位，方式包括设立网站。此举可减少事故；", ["公布潮位，方式包括设立网站"], ["减少事故"]),
    ],
)
def test_the_clauses_of_an_item_are_measures_or_aims(item: str, measures: list[str], aims: list[str]) -> None:
    facts = read("5.[body:水务小组]确定了下列措施：", f"(a){item}", "(b)培训技术员。")
    assert [m for a, m in words(facts, "measure", "of", "content") if a == "a"] == measures
    assert [m for a, m in words(facts, "aim", "of", "content") if a == "a"] == aims
