"""Where names begin and end among words that look like parts of them."""

from __future__ import annotations

import pytest

from igr_kg.packs import authority
from tests.mention_support import found, values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("设立蓝色增长问题的联盟组织", ["蓝色增长问题的联盟组织"]),
        ("请渔业管理网络平台报告", ["渔业管理网络平台"]),
        ("沿海城市联盟组织了讲习班", ["沿海城市联盟"]),
        ("世界园艺协会组织培训", ["世界园艺协会"]),
        ("立即许可特别委员会进入", ["特别委员会"]),
        ("以最低费用维持紧急部队", ["紧急部队"]),
        ("赞扬湖泊问题多边工作组的工作", ["湖泊问题多边工作组"]),
        ("渔业工作组和原子能委员会", ["渔业工作组", "原子能委员会"]),
        ("下列组织和以下机构", []),
        ("养护本身是一项中心目标", []),
        ("邀请利益攸关方向信托基金捐款", []),
        ("请亚洲及太平洋区域办事处协助", ["亚洲及太平洋区域办事处"]),
        ("经常程序、联合国甲国支助团", ["联合国甲国支助团"]),
        ("Original: English理事会第三届会议", ["理事会"]),
        ("论坛赞赏地注意到中心在预警方面取得的进展", ["论坛"]),
        ("请援助机构协助", ["援助机构"]),
    ],
)
def test_edges_of_bodies(text: str, expected: list[str]) -> None:
    assert values("body", text, names=authority.empty()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("与其他公约和国际组织合作", []),
        ("任何议定书均应", []),
        ("依照公约第五条", ["公约"]),
        ("执行海洋渔业有关公约的工作", ["海洋渔业有关公约"]),
        ("敦促各缔约方有关公约", []),
        ("宣布为第二个扫除文盲国际十年", ["第二个扫除文盲国际十年"]),
        ("切实地执行第三个山区发展国际十年行动计划", ["第三个山区发展国际十年行动计划"]),
        ("7-9日，利马临时议程项目3", []),
    ],
)
def test_edges_of_instruments(text: str, expected: list[str]) -> None:
    assert values("instrument", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在第3次和第5次会议上", ["3:meeting", "5:meeting"]),
        ("第三、第四次全体会议", ["3:meeting", "4:meeting"]),
        ("第一次和第二次报告", []),
    ],
)
def test_meetings_in_a_list(text: str, expected: list[str]) -> None:
    assert values("meeting", text) == expected


def test_names_in_latin_letters_stand_before_a_state_in_brackets() -> None:
    assert ("person", "José de la Torre") in found("由José de la Torre(秘鲁)主持")
    assert values("person", "由J.R. Smith先生和Lindh女士主持") == ["J.R. Smith", "Lindh"]
    assert values("person", "项目Ocean和Blue Lake") == []
    assert values("person", "项目Blue Ocean(第二期)") == []


def test_a_date_without_blanks() -> None:
    assert values("date", "General8March2007") == ["2007-03-08"]


@pytest.mark.parametrize(
    ("words", "wanted", "unwanted"),
    [
        ("穆萨女士(马里)代表安第斯国家共同体发言。", "安第斯国家共同体", "代表安第斯国家共同体"),
        ("提交该报告，供渔业委员会审议。", "渔业委员会", "供渔业委员会"),
        ("肯定港务管理局的贡献。", "港务管理局", "肯定港务管理局"),
        ("向主管机关提名渔业工作组成员。", "渔业工作组", "提名渔业工作组"),
        ("由科学和技术委员会负责。", "科学和技术委员会", "技术委员会"),
        ("充实粮农组织各区域办事处的人力。各办事处应增加人手。", "办事处", "各办事处"),
    ],
)
def test_what_stands_before_a_body(words: str, wanted: str, unwanted: str) -> None:
    bodies = [value for kind, value in found(words) if kind == "body"]
    assert wanted in bodies
    assert unwanted not in bodies


@pytest.mark.parametrize("lead", ["下列", "以下"])
def test_a_plural_that_leads_to_names_is_no_body(lead: str) -> None:
    assert found(f"{lead}政府间组织派观察员出席了会议：") == []


def test_places_and_who_lives_there() -> None:
    assert ("place", "那不勒斯") in found("专家们在那不勒斯举行了会议。")
    assert ("place", "西撒哈拉") in found("回顾其关于西撒哈拉的决议，")
    assert found("西撒哈拉人民的愿望") == []
