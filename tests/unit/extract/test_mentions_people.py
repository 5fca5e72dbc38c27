"""Persons and offices as documents of the United Nations write them."""

from __future__ import annotations

import pytest

from igr_kg.packs import authority
from tests.mention_support import found, values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议由泰国污染防治厅厅长颂汶·披猜先生主持", ["颂汶·披猜"]),
        ("(a)亚当·诺瓦克(波兰)，代表东欧国家组；", ["亚当·诺瓦克"]),
        ("请秘书处的约翰·史密斯介绍", ["约翰·史密斯"]),
        ("以鼓掌方式选出小林智彦(日本)为主席", ["小林智彦"]),
        ("选出王晓明(中国)、山本健二(日本)和朴智勋(大韩民国)为副主席", ["王晓明", "山本健二", "朴智勋"]),
        ("会议由彼得罗娃女士和阿杜先生主持", ["彼得罗娃", "阿杜"]),
        ("由德尔加多-桑托斯女士和王先生主持", ["德尔加多-桑托斯", "王"]),
        ("首席经济学家陈美玲博士应邀出席", ["陈美玲"]),
        ("主席石井菜穗子女士致词", ["石井菜穗子"]),
        ("主席先生，女士们、先生们", []),
        ("各代表团(日本)和城市(法国)", []),
    ],
)
def test_persons(text: str, expected: list[str]) -> None:
    assert values("person", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("瑞士联邦环境局局长汉斯·米勒先生", ["局长"]),
        ("印度卫生和家庭福利部长拉杰什·库马尔先生", ["印度卫生和家庭福利部长"]),
        ("加纳环境、科学、技术和创新部长克瓦贝纳·阿杜", ["加纳环境、科学、技术和创新部长"]),
        ("前任主席卡尔·菲舍尔大使的贡献", ["前任主席", "大使"]),
        ("任命她为秘书长苏丹问题特使", ["秘书长苏丹问题特使"]),
        ("秘书长和特别顾问", ["秘书长", "特别顾问"]),
        ("粮农组织助理总干事", ["助理总干事"]),
        ("大使或首席代表磋商小组", []),
    ],
)
def test_offices(text: str, expected: list[str]) -> None:
    assert values("role", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("瑞士联邦环境局局长", ["瑞士联邦环境局"]),
        ("代表西欧和其他国家组", ["西欧和其他国家组"]),
        ("利用秘书处的网上平台和在线论坛", ["秘书处"]),
        ("指定国家协调中心，并提供秘书处服务", []),
        ("加强论坛作为海洋政策对话平台的作用", ["论坛"]),
        ("以人为中心", []),
        ("举行的世界人民山地与渔民权利会议", ["世界人民山地与渔民权利会议"]),
        ("世界动物卫生组织参与专家组的工作", ["世界动物卫生组织", "专家组"]),
        ("设立了若干委员会", ["委员会"]),
        ("成立一个独立的政府间科学机构", ["政府间科学机构"]),
    ],
)
def test_bodies_and_what_is_none(text: str, expected: list[str]) -> None:
    assert values("body", text) == expected


def test_names_of_agencies_documents_and_decisions() -> None:
    said = "执行委员会EB120.R16号决议和EB121(5)号决定(文件EB121/41和A61/42)"
    numbers = [(k, v) for k, v in found(said) if k in ("decision", "document")]
    assert numbers == [
        ("decision", "EB120.R16"),
        ("decision", "EB121(5)"),
        ("document", "EB121/41"),
        ("document", "A61/42"),
    ]


def test_reports_in_title_marks_are_no_instruments() -> None:
    said = "《联合国人类环境会议的报告，1972年6月5日至16日，斯德哥尔摩》(联合国，《条约汇编》)"
    kinds = found(said, names=authority.load())
    assert "instrument" not in [k for k, _ in kinds]
    assert ("date", "1972-06-05/1972-06-16") in kinds
    assert ("place", "斯德哥尔摩") in kinds


def test_agendas_and_days_of_something() -> None:
    assert values("instrument", "将该项目列入下届会议临时议程。") == ["临时议程"]
    assert values("instrument", "纳入2015年后发展议程") == ["2015年后发展议程"]
    assert values("date", "纳入2015年后发展议程") == []
    assert values("date", "宣布3月22日为世界水日") == []
