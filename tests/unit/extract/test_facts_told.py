"""The many constructions in which sessions, guests, votes, proposals and set-ups are told."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.unit.extract.facts_support import OPEN, one, read, values

# --- meetings


def test_a_cover_gives_a_session_with_place_and_days_apart_from_its_body() -> None:
    days = "[date:2004年11月22日至24日=2004-11-22/2004-11-24]"
    head = f"[body:水理事会]，Distr.: General，[meeting:第九届会议=9:session]{days}，[place:罗马]"
    found = one(read(("cover", head)), "meeting")
    assert found == {
        "body": "水理事会",
        "ordinal": "9",
        "kind": "session",
        "place": "罗马",
        "start": "2004-11-22",
        "end": "2004-11-24",
    }


@pytest.mark.parametrize(
    ("first", "last", "end"),
    [("2014-03-25", "2014-03-26", "2014-03-26"), ("2014-03-25", "2014-09-26", None)],
    ids=["two days are one meeting", "far days are not"],
)
def test_days_joined_by_and(first: str, last: str, end: str | None) -> None:
    line = f"[meeting:第二次会议=2:meeting]于[date:前日={first}]和[date:后日={last}]在[place:利马]举行。"
    found = one(read(("paragraph", f"1. [body:林业组]{line}")), "meeting")
    assert (found["start"], found.get("end"), found["place"]) == (first, end, "利马")


def test_meetings_of_one_list_share_body_and_day() -> None:
    line = (
        "4. [date:2014年9月6日=2014-09-06]，[body:湿地组][meeting:第1次=1:meeting]"
        "和[meeting:第2次会议=2:meeting]审议了报告。"
    )
    found = values(read(("paragraph", line)), "meeting")
    assert [(m["ordinal"], m["body"], m["start"]) for m in found] == [
        ("1", "湿地组", "2014-09-06"),
        ("2", "湿地组", "2014-09-06"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "1. 决定于[date:2020年=2020]召开一次高级别会议；",
            {"kind": "meeting", "start": "2020"},
        ),
        (
            "1. 鼓励[role:主席]在[place:罗马]召开一次由各方领导人参加的会议；",
            {"kind": "meeting", "place": "罗马"},
        ),
        (
            "1. [date:2001年5月=2001-05]，[body:渔业署]在[place:利马]召集了一次磋商会议。",
            {"kind": "meeting", "place": "利马", "start": "2001-05"},
        ),
        (
            "1. 第三次[body:世界粮食大会]将于[date:2015年3月=2015-03]在[place:利马]举行。",
            {"body": "第三次世界粮食大会", "place": "利马", "start": "2015-03"},
        ),
        (
            "1. [body:起草小组][date:2014年11月5日=2014-11-05]开会，讨论案文。",
            {"body": "起草小组", "kind": "meeting", "start": "2014-11-05"},
        ),
        (
            "1. [body:湿地组]决定[meeting:第四届会议=4:session]于[date:2015年6月=2015-06]召开。",
            {"body": "湿地组", "ordinal": "4", "kind": "session", "start": "2015-06"},
        ),
    ],
)
def test_meetings_to_come_and_meetings_without_number(line: str, expected: Mapping[str, str]) -> None:
    assert one(read(("paragraph", line)), "meeting") == expected


def test_that_meeting_is_the_one_named_before_it() -> None:
    line = (
        "1. 欢迎担任[body:湿地组][meeting:第一次会议=1:meeting]东道主的提议，并授权[role:执行秘书]"
        "于[date:2020年3月23日=2020-03-23]在[place:利马]召开该次会议；"
    )
    found = one(read(("paragraph", line)), "meeting")
    assert (found["body"], found["ordinal"], found["place"]) == ("湿地组", "1", "利马")


def test_a_meeting_every_year_is_no_single_meeting() -> None:
    line = "1. [body:湿地组]每年在[place:日内瓦]举行一届会议。"
    assert values(read(("paragraph", line)), "meeting") == []


def test_a_number_that_two_bodies_have_is_that_of_the_body_that_acts() -> None:
    found = read(
        ("paragraph", "1. [body:缔约国大会][meeting:第七届会议=7:session]通过了议程。"),
        ("paragraph", "2. 编写的文件提交[body:湿地组][meeting:第七届会议=7:session]。"),
        ("paragraph", "3. [body:湿地组]决定在[meeting:第七届会议=7:session]上继续审议这一问题。"),
    )
    assert [m["body"] for m in values(found, "meeting")] == ["缔约国大会", "湿地组"]


def test_who_hosts_a_conference_is_not_whose_it_is() -> None:
    hosted = "[body:挪威政府]于[date:2018年=2018]在[place:奥斯陆]主办"
    line = f"1. 欢迎{hosted}[body:渔业论坛][meeting:第六届会议=6:session]；"
    found = read(OPEN, ("paragraph", line))
    assert one(found, "meeting") == {
        "body": "渔业论坛",
        "ordinal": "6",
        "kind": "session",
        "place": "奥斯陆",
        "start": "2018",
    }
    assert one(found, "participation") == {"person": "挪威政府", "act": "hosted", "meeting": "第六届会议"}


def test_countries_come_from_somewhere() -> None:
    line = (
        "1. [body:湿地组][meeting:第三次会议=3:meeting]于[date:2014年11月4日=2014-11-04]"
        "在[place:利马]举行，与会代表来自63个国家。"
    )
    assert one(read(("paragraph", line)), "meeting")["represented"] == "63"


# --- people


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "3. 下列政府间组织派观察员出席了会议：[body:湿地联盟]、[body:港务局]和[body:渔业署]。",
            {"person": "湿地联盟、港务局和渔业署", "act": "attended", "meeting": "会议"},
        ),
        (
            "3. [body:渔业署]的代表以观察员身份出席了会议。",
            {"person": "渔业署", "role": "观察员", "act": "attended", "meeting": "会议"},
        ),
        (
            "3. [body:渔业大会]听取了[role:执行主任][person:王明]先生的致辞。",
            {"person": "王明", "role": "执行主任", "act": "spoke"},
        ),
        (
            "3. 感谢秘鲁和智利承办[body:湿地组][meeting:第二次会议=2:meeting]；",
            {"person": "秘鲁和智利", "act": "hosted", "meeting": "第二次会议"},
        ),
        (
            "3. [meeting:第六届会议=6:session]在[place:利马]举行。[role:主席][person:李文]宣布会议开幕。",
            {"person": "李文", "role": "主席", "act": "opened", "meeting": "第六届会议"},
        ),
        (
            "3. [meeting:第六届会议=6:session]在[place:利马]举行。[role:部长][person:李文]也在会上发了言。",
            {"person": "李文", "role": "部长", "act": "spoke", "meeting": "第六届会议"},
        ),
    ],
)
def test_who_took_part(line: str, expected: Mapping[str, str]) -> None:
    assert one(read(("paragraph", line)), "participation") == expected


@pytest.mark.parametrize(
    "line",
    [
        "3. 感谢[body:秘鲁政府]表示愿意主办会议；",
        "3. 赞赏地注意到[body:秘鲁政府]关于承办区域会议的提议；",
        "3. [body:渔业署]应派代表出席会议。",
    ],
)
def test_an_offer_or_a_duty_is_no_participation(line: str) -> None:
    assert values(read(OPEN, ("paragraph", line)), "participation") == []


def test_who_leaves_an_office_and_who_is_named_behind_it() -> None:
    line = (
        "4. [body:湿地组]即将离任的[role:主席][person:李文](中国)致词；[role:报告员]为[person:王明](智利)。"
    )
    found = values(read(("paragraph", line)), "officer")
    assert found == [
        {"person": "李文", "state": "中国", "office": "主席", "group": "湿地组"},
        {"person": "王明", "state": "智利", "office": "报告员"},
    ]


# --- votes, citations


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "[meeting:第3404次会议=3404:meeting]以13票对零票、2票弃权(巴西和智利)通过。",
            {"for": "13", "against": "0", "abstaining": "2", "result": "通过"},
        ),
        (
            "经记录表决，以122票赞成、2票反对、31票弃权，决议草案获得通过。",
            {"for": "122", "against": "2", "abstaining": "31", "result": "获得通过"},
        ),
        (
            "表决结果如下：8票赞成、2票反对、5票弃权。决议草案未获通过。",
            {"for": "8", "against": "2", "abstaining": "5", "result": "未获通过"},
        ),
        (
            "赞成票12票、反对票1票、弃权票2票，获得通过。",
            {"for": "12", "against": "1", "abstaining": "2", "result": "获得通过"},
        ),
    ],
)
def test_votes(line: str, expected: Mapping[str, str]) -> None:
    found = {k: v for k, v in one(read(("paragraph", line)), "vote").items() if k != "meeting"}
    assert found == expected


def test_each_counted_vote_is_a_vote() -> None:
    found = read(
        ("paragraph", "1. 修正案以25票赞成、11票反对、3票弃权被否决。"),
        ("paragraph", "2. 决议草案以30票对零票通过。"),
    )
    assert [(v["for"], v["result"]) for v in values(found, "vote")] == [("25", "否决"), ("30", "通过")]


@pytest.mark.parametrize(
    ("line", "paragraph"),
    [
        ("回顾第[decision:3/4]号决议，特别是其中第13至15段，", "13-15"),
        ("审议了[document:A/60/1]号文件及其中第19、22和24段所载的结论，", "19,22,24"),
        ("忆及[decision:WHA66.10]([date:2013年=2013])号决议，特别是第4(3)段，", "4(3)"),
        ("忆及第[decision:70/1]号决议第3.8段，", "3.8"),
        ("按照第[decision:8/24]号决定附件二第12段，", "12"),
        ("[document:A/60/1]，第15段。", "15"),
    ],
)
def test_paragraphs_of_what_is_cited(line: str, paragraph: str) -> None:
    assert one(read(("preamble", line)), "citation")["paragraph"] == paragraph


def test_paragraphs_of_something_else_are_not_those_of_what_is_cited() -> None:
    line = "1. 回顾第[decision:3/4]号决议，并请第3段所述机构报告。"
    assert "paragraph" not in one(read(("paragraph", line)), "citation")


# --- what was set up and extended


@pytest.mark.parametrize(
    ("line", "established"),
    [
        ("1. 决定设立一个由[body:渔业大会]全体成员组成的[body:港口委员会]，负责监测；", "港口委员会"),
        ("1. 决定设立一个以[role:主席]为[role:主席]、向[body:渔业大会]负责的[body:咨询小组]；", "咨询小组"),
        ("1. [body:执行局]第[decision:4/7]号决定所设监察组的报告；", "监察组"),
        ("1. 该小组由[body:执行局]在第[decision:4/7]号决定中设立；", "小组"),
    ],
)
def test_what_was_set_up(line: str, established: str) -> None:
    assert one(read(OPEN, ("paragraph", line)), "establishment")["established"] == established


def test_a_term_that_was_extended_without_saying_by_whom() -> None:
    line = "1. 该小组的任期后来延长至[date:2016年1月=2016-01]。"
    assert one(read(("paragraph", line)), "extension") == {
        "extended": "该小组的任期",
        "until": "2016-01",
    }


# --- what was given


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "1. 欢迎[body:秘鲁政府]提出的担任[meeting:第一次会议=1:meeting]东道主的提议；",
            {"what": "担任第一次会议东道主的提议", "by": "秘鲁政府"},
        ),
        (
            "1. 核可[role:秘书长]关于设立[body:渔业咨询委员会]的提议；",
            {"what": "关于设立渔业咨询委员会的提议", "by": "秘书长"},
        ),
        (
            "1. 秘书处收到了秘鲁、挪威和智利提交的书面材料。",
            {"what": "书面材料", "by": "秘鲁、挪威和智利"},
        ),
        (
            "1. 本报告是根据[body:渔业大会]第[decision:67/203]号决议第24段提交的。",
            {"what": "本报告", "under": "67/203", "paragraph": "24"},
        ),
        (
            "1. 报告经由[body:附属机构][meeting:第四届会议=4:session]转交[body:渔业大会]审议。",
            {"what": "报告", "by": "附属机构第四届会议", "to": "渔业大会"},
        ),
    ],
)
def test_submissions(line: str, expected: Mapping[str, str]) -> None:
    assert one(read(("paragraph", line)), "submission") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "1. 各区域开发银行通过[body:协调小组]向[body:湿地组]提供了专门知识。",
            {"from": "各区域开发银行", "channel": "协调小组", "to": "湿地组"},
        ),
        (
            "1. 工商界和学术界就草案向[role:共同主席]提出了书面意见。",
            {"from": "工商界和学术界", "to": "共同主席"},
        ),
        (
            "1. 各缔约方通过[body:区域中心]向[body:秘书处]提供了有关船舶的资料。",
            {"from": "各缔约方", "channel": "区域中心", "to": "秘书处"},
        ),
        ("1. 一些大学和研究机构也提交了书面评论意见。", {"from": "一些大学和研究机构"}),
    ],
)
def test_input(line: str, expected: Mapping[str, str]) -> None:
    assert one(read(("paragraph", line)), "input") == expected
