"""Forms of names and numbers in short texts about many subjects."""

from __future__ import annotations

import pytest

from igr_kg.extract import mentions
from igr_kg.packs import authority, language
from tests.mention_support import document, found, values

NOBODY = authority.empty()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1998年6月29日至7月3日在某地", ["1998-06-29/1998-07-03"]),
        ("２００４年３月２９－３１日", ["2004-03-29/2004-03-31"]),
        ("二〇〇二年十二月三十一日至二〇〇三年一月二日", ["2002-12-31/2003-01-02"]),
        ("一九四六年一月廿六日", ["1946-01-26"]),
        ("二0一一年三月", ["2011-03"]),
        ("2012年5月25日和27日开会", ["2012-05-25", "2012-05-27"]),
        ("2009年6月1日，随后七月四日", ["2009-06-01", "2009-07-04"]),
        ("在2020年之前", ["2020"]),
        ("2010-2014年期间", ["2010/2014"]),
        ("《2011-2020年海洋战略计划》", []),
        ("2009年2月29日", []),
        ("三个月内", []),
        ("17 May 2004", ["2004-05-17"]),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    assert values("date", text) == expected


def test_a_date_takes_its_year_from_the_paragraph_before() -> None:
    assert values("date", "2001年4月3日决定", "又于五月六日决定") == ["2001-04-03", "2001-05-06"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "第338(1973)号、十月二十五日第340(1973)号和第341(1973)号等决议",
            ["338(1973)", "340(1973)", "341(1973)"],
        ),
        ("(第37/457、38/459和59/509号决定)", ["37/457", "38/459", "59/509"]),
        ("第２９９７（ＸＸＶＩＩ）号决议", ["2997(XXVII)"]),
        ("第SS.VII/1号决定和第21/4号决定", ["SS.VII/1", "21/4"]),
        ("第BC-11/7号、第RC-6/12号和第SC-6/26号决定", ["BC-11/7", "RC-6/12", "SC-6/26"]),
        ("第1/CP.16号决定第3段", ["1/CP.16"]),
        ("决议案三九六(五)所载", ["三九六(五)"]),
        ("第12/34号文件", []),
        ("项目94(1990)", []),
        ("第三号修正案", []),
    ],
)
def test_numbers_of_decisions(text: str, expected: list[str]) -> None:
    assert values("decision", text) == expected


def test_a_text_does_not_cite_its_own_number() -> None:
    assert found("第99(1948)号决议", "回顾第98(1948)号决议", kinds=("heading",)) == [("decision", "98(1948)")]
    own = document("A/RES/48/7", "见A/RES/48/7和A/48/9", symbol="A/RES/48/7")
    cited = mentions.find(own, language.load("zh"), NOBODY)
    assert [m.value for m in cited] == ["A/48/9"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一二七届会议", ["127:session"]),
        ("第二十届特别会议", ["20:special-session"]),
        ("第37届至第59届会议", ["37:session", "59:session"]),
        ("首次会议", ["1:meeting"]),
        ("第4872次会议", ["4872:meeting"]),
        ("第七次全体会议", ["7:meeting"]),
        ("本届会议，下次会议", []),
    ],
)
def test_meetings(text: str, expected: list[str]) -> None:
    assert values("meeting", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请渔业管理问题高级别小组向沿海发展理事会提交报告", ["渔业管理问题高级别小组", "沿海发展理事会"]),
        ("设立一个农民和牧民代表协商小组", ["农民和牧民代表协商小组"]),
        ("联合国沿海规划署(沿海署)主任。沿海署应得到加强", ["联合国沿海规划署", "沿海署", "沿海署"]),
        ("《湄南河公约》缔约方大会及其秘书处", ["《湄南河公约》缔约方大会", "秘书处"]),
        ("第1267(1999)号决议所设委员会", ["第1267(1999)号决议所设委员会"]),
        ("渔业理事会/世界部长级渔业论坛", ["渔业理事会/世界部长级渔业论坛"]),
        ("建立一个新的水资源问题的伞形组织", ["水资源问题的伞形组织"]),
        ("该小组和各秘书处", ["小组", "秘书处"]),
        ("各国政府、会员国和有关国际组织", []),
        ("举行会议，召开了扩大会议", []),
        ("在国际会议中心", []),
    ],
)
def test_bodies_by_form(text: str, expected: list[str]) -> None:
    assert values("body", text, names=NOBODY) == expected


def test_the_longest_known_name_wins() -> None:
    assert values("body", "联合国粮食及农业组织大会") == ["联合国粮食及农业组织大会"]
    assert values("body", "决定加强联合国环境规划署") == ["联合国环境规划署"]


def test_governments_of_named_states() -> None:
    assert values("body", "感谢挪威政府和智利政府，请各国政府") == ["挪威政府", "智利政府"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("秘书长科菲·安南宣布开会", [("role", "秘书长"), ("person", "科菲·安南")]),
        (
            "加纳共和国总统约翰·库福尔先生",
            [("role", "加纳共和国总统"), ("person", "约翰·库福尔")],
        ),
        ("秘书长潘基文任命", [("role", "秘书长"), ("person", "潘基文")]),
        ("主席卡特琳·桑巴-潘扎女士", [("role", "主席"), ("person", "卡特琳·桑巴-潘扎")]),
        ("瑞典环境部长莱娜·埃克", [("role", "瑞典环境部长"), ("person", "莱娜·埃克")]),
        ("外长谢尔盖·伊万诺夫先生阁下", [("person", "谢尔盖·伊万诺夫")]),
        ("执行主任Inger Andersen女士", [("role", "执行主任"), ("person", "Inger Andersen")]),
        ("主席团成员和部长级会议", [("body", "主席团")]),
        ("秘书长关于此事的报告", [("role", "秘书长")]),
    ],
)
def test_offices_and_persons(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在荷兰鹿特丹举行", ["荷兰", "鹿特丹"]),
        ("伊拉克局势", ["伊拉克"]),
        ("中国和伊拉克没有参加表决", []),
        ("2010年5月18日在卡斯特拉，又在日内瓦开会。卡斯特拉会议", ["卡斯特拉", "日内瓦", "卡斯特拉"]),
        ("在联合国总部举行，在本届会议期间举行", []),
        ("罗马尼亚代表", []),
        ("巴塞尔、鹿特丹和斯德哥尔摩公约", []),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    assert values("place", text) == expected


def test_the_place_of_a_masthead_ends_with_its_line() -> None:
    title = "第三届会议\n2011年2月21-24日，新港\n临时议程"
    doc = document(title, kinds=("cover",))
    assert ("place", "新港") in [(m.kind, m.value) for m in mentions.find(doc, language.load("zh"), NOBODY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《进一步执行〈21世纪议程〉方案》", ["进一步执行〈21世纪议程〉方案"]),
        ("被称为“加的夫进程”。加的夫进程的成果", ["加的夫进程", "加的夫进程"]),
        ("里斯本-苏瓦宣言", ["里斯本-苏瓦宣言"]),
        ("各项多边环境协定", ["多边环境协定"]),
        ("谈判汞污染防治公约", ["汞污染防治公约"]),
        ("理事会暂行议事规则", ["暂行议事规则"]),
        ("包容性进程，改革进程", []),
        ("题为“甲对乙的意见”的决定", []),
        ("“请各方提交方案”", []),
    ],
)
def test_instruments(text: str, expected: list[str]) -> None:
    assert values("instrument", text) == expected


def test_what_may_stand_inside_what() -> None:
    assert found("《巴塞尔公约》缔约方大会") == [
        ("body", "《巴塞尔公约》缔约方大会"),
        ("instrument", "巴塞尔公约"),
    ]
    assert found("《联合国宪章》") == [("instrument", "联合国宪章")]
