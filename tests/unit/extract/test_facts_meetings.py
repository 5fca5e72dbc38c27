"""Meetings that several sentences tell of together: whose, where, how many countries came."""

from __future__ import annotations

import pytest

from tests.unit.extract.facts_support import one, read, values

FIRST = "[meeting:第一次会议=1:meeting]于[date:2010年10月27日=2010-10-27]在[place:利马]召开"
SECOND = "[meeting:第二次会议=2:meeting]于[date:2011年5月=2011-05]在[place:挪威][place:奥斯陆]召开"
ONE = {"body": "湿地组", "ordinal": "1", "kind": "meeting", "place": "利马", "start": "2010-10-27"}
TWO = {
    "body": "湿地组",
    "ordinal": "2",
    "kind": "meeting",
    "place": "奥斯陆",
    "country": "挪威",
    "start": "2011-05",
}


@pytest.mark.parametrize(
    "line",
    [
        f"[body:湿地组]{FIRST}，39国代表到会；{SECOND}，到会的有45个国家的代表。",
        f"[body:湿地组]共举行两次会议：{FIRST}，39个缔约方与会，{SECOND}，与会缔约方有45个。",
        f"[body:湿地组]先后召开两次会议。{FIRST}。{SECOND}。派代表出席各次会议的会员国分别有39个和45个。",
        f"[body:湿地组]{FIRST}。{SECOND}。39个国家派代表出席了[place:利马]会议；[place:奥斯陆]会议的与会国家增至45个。",
    ],
)
def test_meetings_told_in_one_breath_are_one_bodys(line: str) -> None:
    assert values(read(("paragraph", f"3. {line}")), "meeting") == [
        ONE | {"represented": "39"},
        TWO | {"represented": "45"},
    ]


def test_places_with_days_in_brackets_are_meetings() -> None:
    line = (
        "[body:湿地组]先后在[place:罗马]([date:2013年5月14日=2013-05-14])和"
        "[place:智利][place:圣地亚哥]([date:2014年2月=2014-02])开会。"
    )
    assert values(read(("paragraph", f"2. {line}")), "meeting") == [
        {"body": "湿地组", "kind": "meeting", "place": "罗马", "start": "2013-05-14"},
        {"body": "湿地组", "kind": "meeting", "place": "圣地亚哥", "country": "智利", "start": "2014-02"},
    ]


def test_a_number_alone_means_the_meeting_told_before() -> None:
    found = read(
        ("paragraph", f"3. [body:湿地组]{FIRST}。"),
        ("paragraph", "4. [role:主席]宣布[meeting:第一次会议=1:meeting]开幕。"),
    )
    assert one(found, "meeting") == ONE


def test_a_closing_line_is_no_other_bodys_meeting() -> None:
    found = read(
        ("paragraph", f"3. [body:湿地组]{FIRST}。"),
        ("paragraph", "[meeting:第一次会议=1:meeting]([date:2012年5月7日=2012-05-07])"),
    )
    assert [m["start"] for m in values(found, "meeting")] == ["2010-10-27", "2012-05-07"]
    assert "body" not in values(found, "meeting")[1]


def test_sessions_of_one_number_are_told_apart_by_the_year() -> None:
    line = "和".join(
        f"[body:经社委员会][date:{year}年={year}][meeting:第一届常会=1:session]" for year in (1985, 1986)
    )
    assert [m["start"] for m in values(read(("paragraph", f"3. {line}")), "meeting")] == ["1985", "1986"]


def test_talks_have_their_number_and_no_kind() -> None:
    line = "注意到于[date:2008年3月16日=2008-03-16]在[place:利马]举行的第四轮谈判"
    assert one(read(("paragraph", f"3. {line}")), "meeting") == {
        "body": "第四轮谈判",
        "ordinal": "4",
        "place": "利马",
        "start": "2008-03-16",
    }


def test_days_and_place_under_a_title_are_its_meetings() -> None:
    found = read(
        ("heading", "[body:湿地组][meeting:第二次会议=2:meeting]的报告"),
        ("cover", "[date:2011年5月=2011-05]，[place:挪威][place:奥斯陆]"),
    )
    assert one(found, "meeting") == TWO


def test_organizations_at_a_meeting_are_no_states() -> None:
    line = f"[body:湿地组]{FIRST}。12个非政府组织的代表出席了会议。"
    assert one(read(("paragraph", f"3. {line}")), "meeting") == ONE


def test_an_ordinal_before_the_name_of_a_body_is_its_session() -> None:
    found = read(("paragraph", "2. 向[meeting:第七十五届=75:session][body:世界渔业大会]报告。"))
    assert one(found, "meeting") == {"body": "世界渔业大会", "ordinal": "75", "kind": "session"}


def test_a_numbered_conference_has_no_kind() -> None:
    line = "忆及[date:2014年11月19日=2014-11-19]在[place:罗马]举行的第二届国际营养大会"
    assert one(read(("paragraph", f"2. {line}")), "meeting") == {
        "body": "第二届国际营养大会",
        "ordinal": "2",
        "place": "罗马",
        "start": "2014-11-19",
    }


def test_a_titled_report_names_its_session_with_days_and_place() -> None:
    line = "[body:湿地委员会][meeting:第三届会议=3:session]报告([date:2018年10月=2018-10]，[place:罗马])"
    assert one(read(("cover", line)), "meeting") == {
        "body": "湿地委员会",
        "ordinal": "3",
        "kind": "session",
        "place": "罗马",
        "start": "2018-10",
    }


def test_those_present_belong_to_the_meeting_that_their_sentence_names() -> None:
    found = read(
        ("paragraph", f"3. [body:湿地组]{FIRST}；{SECOND}。"),
        ("paragraph", "4. [meeting:第一次会议=1:meeting]有来自39个国家和8个组织的代表出席。"),
    )
    assert values(found, "meeting") == [ONE | {"represented": "39"}, TWO]
