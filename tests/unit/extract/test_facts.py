"""What small invented texts state, by type of fact, and what they do not state."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from igr_kg.model import Slot, Span
from tests.gold_support import invented
from tests.unit.extract.facts_support import OPEN, one, read, stated, values

# --- meetings


def test_a_masthead_gives_a_session_with_place_and_days() -> None:
    days = "[date:2004年11月22-27日=2004-11-22/2004-11-27]"
    line = f"[body:水理事会][meeting:第九届会议=9:session]{days}，[place:罗马]"
    assert one(read(("cover", line)), "meeting") == {
        "body": "水理事会",
        "ordinal": "9",
        "kind": "session",
        "place": "罗马",
        "start": "2004-11-22",
        "end": "2004-11-27",
    }


def test_two_meetings_of_one_sentence_and_the_countries_of_each() -> None:
    first = (
        "[body:林业组]于[date:2003年1月5日=2003-01-05]在[place:罗马]，"
        "并于[date:2003年4月7日至8日=2003-04-07/2003-04-08]在[place:秘鲁][place:利马]举行了会议。"
    )
    second = "来自31个国家的代表出席了[place:罗马]会议，来自二十七个国家的代表出席了[place:利马]会议。"
    assert values(read(("paragraph", f"5. {first}{second}")), "meeting") == [
        {
            "body": "林业组",
            "kind": "meeting",
            "place": "罗马",
            "start": "2003-01-05",
            "represented": "31",
        },
        {
            "body": "林业组",
            "kind": "meeting",
            "place": "利马",
            "country": "秘鲁",
            "start": "2003-04-07",
            "end": "2003-04-08",
            "represented": "27",
        },
    ]


def test_one_meeting_named_in_several_places_is_one_fact() -> None:
    found = read(
        (
            "cover",
            "[body:渔业问题林业组][meeting:第二次会议=2:meeting][date:2003年4月7日=2003-04-07]，[place:利马]",
        ),
        ("paragraph", "1. [body:渔业问题林业组]于[date:2003年4月7日=2003-04-07]在[place:利马]举行了会议。"),
        (
            "paragraph",
            "2. [body:渔业问题林业组]谨向[body:秘鲁政府]致谢，并强调其[meeting:第二次会议=2:meeting]很重要。",
        ),
    )
    (meeting,) = [f for f in found if f.type == "meeting"]
    assert meeting.slots["ordinal"][0].value == "2"
    assert len(set(meeting.spans)) >= 3


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "[date:1992年6月3日至14日=1992-06-03/1992-06-14]在[place:利马]举行的[body:海洋会议]",
            {"body": "海洋会议", "place": "利马", "start": "1992-06-03", "end": "1992-06-14"},
        ),
        (
            "[body:委员会]于[date:1998年6月29日=1998-06-29]在[place:加拿大][place:蒙特利尔]举行[meeting:第一届会议=1:session]",
            {
                "body": "委员会",
                "ordinal": "1",
                "kind": "session",
                "place": "蒙特利尔",
                "country": "加拿大",
                "start": "1998-06-29",
            },
        ),
        (
            "[body:秘书处]于[date:2001年5月=2001-05]在[place:利马]召开了[body:专家组][meeting:第一次会议=1:meeting]",
            {"body": "专家组", "ordinal": "1", "kind": "meeting", "place": "利马", "start": "2001-05"},
        ),
        (
            "《[instrument:湿地公约]》缔约国[meeting:第二次会议=2:meeting]",
            {"body": "缔约国", "ordinal": "2", "kind": "meeting"},
        ),
        ("[meeting:第6087次会议=6087:meeting]一致通过。", {"ordinal": "6087", "kind": "meeting"}),
    ],
)
def test_meetings(line: str, expected: Mapping[str, str]) -> None:
    assert one(read(("paragraph", line)), "meeting") == expected


@pytest.mark.parametrize(
    "line",
    [
        "1. 决定其[meeting:第三届会议=3:session]将于[date:2017年12月4日=2017-12-04]在[place:利马]举行；",
        "1. 决定于[date:2017年12月4日=2017-12-04]在[place:利马]举行其[meeting:第三届会议=3:session]；",
        "1. 商定[meeting:第三届会议=3:session]定于[date:2017年12月4日=2017-12-04]在[place:利马]召开；",
    ],
)
def test_a_meeting_to_come_is_that_of_the_body_that_decides(line: str) -> None:
    found = read(("preamble", "[body:渔业大会]，"), ("paragraph", line))
    assert one(found, "meeting") == {
        "body": "渔业大会",
        "ordinal": "3",
        "kind": "session",
        "place": "利马",
        "start": "2017-12-04",
    }


def test_a_meeting_to_come_of_a_body_just_named_is_not_that_of_the_body_that_decides() -> None:
    line = "2. 决定召开[body:水务论坛]，[meeting:第一届会议=1:session]将于[date:2014年6月=2014-06]举行；"
    found = read(("preamble", "[body:渔业大会]，"), ("paragraph", line))
    assert "body" not in one(found, "meeting")


def test_a_venue_is_not_the_body_that_meets() -> None:
    day = "[date:2000年5月15日=2000-05-15]"
    line = f"[body:渔业大会]{day}在[body:港务局]举行了其[meeting:第五次会议=5:meeting]。"
    assert one(read(("paragraph", line)), "meeting")["body"] == "渔业大会"


def test_the_closing_line_names_the_meeting_of_the_cover_again() -> None:
    cover = ("cover", "[date:1999年2月11日=1999-02-11][body:渔业大会][meeting:第76次会议=76:meeting]通过")
    rows = (("preamble", "[body:渔业大会]，"), ("paragraph", "[meeting:第76次会议=76:meeting]一致通过。"))
    assert one(read(cover, *rows), "meeting")["start"] == "1999-02-11"


def test_a_short_name_with_the_same_number_is_the_same_meeting_and_a_common_noun_is_not() -> None:
    full = ("paragraph", "1. [body:国际渔业问题大会][meeting:第三届会议=3:session]审议了报告。")
    short = ("paragraph", "2. 向[body:渔业问题大会][meeting:第三届会议=3:session]报告。")
    noun = ("paragraph", "3. 向[body:大会][meeting:第三届会议=3:session]报告。")
    assert one(read(full, short), "meeting")["body"] == "国际渔业问题大会"
    assert len(values(read(full, noun), "meeting")) == 2


def test_a_place_gives_no_country_and_a_name_no_meeting() -> None:
    assert values(read(("paragraph", "该进程称为[instrument:利马进程]，[place:利马]很美。")), "meeting") == []


# --- decisions and citations


def test_a_list_of_decisions_has_the_body_that_a_pronoun_stands_for() -> None:
    first = "其[date:1973年10月22日=1973-10-22]第[decision:338(1973)]号"
    second = "[date:十月二十五日=1973-10-25]第[decision:340(1973)]号"
    found = read(OPEN, ("preamble", f"回顾{first}和{second}决议，"))
    assert values(found, "decision") == [
        {"number": "338(1973)", "body": "渔业大会", "date": "1973-10-22"},
        {"number": "340(1973)", "body": "渔业大会", "date": "1973-10-25"},
    ]
    decision = next(f for f in found if f.type == "decision")
    assert decision.spans[0] == Span(0, 4)


def test_without_name_or_pronoun_a_decision_has_no_body() -> None:
    assert one(read(OPEN, ("preamble", "回顾第[decision:5/2]号决定，")), "decision") == {"number": "5/2"}


def test_the_text_itself_is_a_decision_where_its_number_is_printed() -> None:
    document, mentions = invented(
        ("heading", "第6/1号决定"), OPEN, ("paragraph", "1. 决定设立[body:工作组]。")
    )
    number = Slot("6/1", (Span(1, 4),))
    found = stated(document, mentions, {"number": (number,)})
    assert {"number": "6/1"} in values(found, "decision")
    assert one(found, "establishment") == {"established": "工作组", "by": "6/1"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("第[decision:5/CP.17]号决定第19和第23段", [("5/CP.17", "19,23")]),
        (
            "[document:A/60/515]号文件第12至15段和第[decision:7/1]号决定",
            [("A/60/515", "12-15"), ("7/1", None)],
        ),
        ("第[decision:7/1]号决定，又见第[decision:7/1]号决定第3段", [("7/1", "3")]),
    ],
)
def test_citations(line: str, expected: list[tuple[str, str | None]]) -> None:
    found = values(read(("paragraph", f"1. 注意到{line}。")), "citation")
    assert [(c["cited"], c.get("paragraph")) for c in found] == expected


def test_an_older_wording_puts_the_number_last_and_another_body_may_own_the_pronoun() -> None:
    first = "其[date:一九五〇年=1950]决议案[decision:三九六(五)]"
    second = "请[role:主任]协助[body:植物委员会]按照其第[decision:65/162]号决议审议"
    found = read(OPEN, ("preamble", f"覆按{first}，"), ("paragraph", f"1. {second}。"))
    assert values(found, "decision") == [
        {"number": "三九六(五)", "body": "渔业大会", "date": "1950"},
        {"number": "65/162", "body": "植物委员会"},
    ]


def test_the_own_symbol_is_not_cited() -> None:
    fields = {"symbol": (Slot("A/60/5", (Span(0, 6),)),)}
    assert values(read(("paragraph", "见[document:A/60/5]。"), fields=fields), "citation") == []


# --- what was set up, extended, voted


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "[body:林业组]系根据[body:理事会][date:2000年10月18日=2000-10-18]第[decision:4/1]号决定设立。",
            {"established": "林业组", "by": "4/1", "date": "2000-10-18"},
        ),
        (
            "建立在根据[body:理事会][date:1999年2月5日=1999-02-05]第[decision:3/2]号决定设立的一个[body:技术组]的工作基础上。",
            {"established": "技术组", "by": "3/2", "date": "1999-02-05"},
        ),
        ("第[decision:1150(1998)]号决议第6段所设委员会", {"established": "委员会", "by": "1150(1998)"}),
    ],
)
def test_establishments(line: str, expected: Mapping[str, str]) -> None:
    assert one(read(("paragraph", f"1. {line}")), "establishment") == expected


def test_bodies_that_a_list_names_are_set_up_one_by_one() -> None:
    rows = [
        ("paragraph", "[body:渔业大会]决定设置两个委员会如下："),
        ("item", "(a) [body:港口委员会]，以研究港口；"),
        ("item", "(b) [body:航道委员会]，以研究航道。"),
    ]
    assert values(read(*rows), "establishment") == [
        {"established": "港口委员会", "by": "渔业大会"},
        {"established": "航道委员会", "by": "渔业大会"},
    ]


def test_an_option_to_set_up_a_body_is_no_establishment() -> None:
    rows = [("paragraph", "11. 提出了下列方案："), ("item", "(a) 设立一个新的[body:世界渔业组织]；")]
    assert values(read(*rows), "establishment") == []


def test_an_extension_has_its_end() -> None:
    line = "决定把第[decision:18/4]号决议规定的[body:专家组]任务期限延至[date:2012年6月12日=2012-06-12]。"
    assert one(read(OPEN, ("paragraph", f"1. {line}")), "extension") == {
        "extended": "专家组任务期限",
        "until": "2012-06-12",
        "by": "渔业大会",
    }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "[meeting:第4411次会议=4411:meeting]以十四票对零票通过。",
            {"for": "14", "against": "0", "result": "通过"},
        ),
        (
            "[meeting:第9次会议=9:meeting]以12票赞成、无票反对、两票弃权获得通过。",
            {"for": "12", "against": "0", "abstaining": "2", "result": "获得通过"},
        ),
        ("[meeting:第6087次会议=6087:meeting]一致通过。", {"result": "一致通过"}),
    ],
)
def test_votes(line: str, expected: Mapping[str, str]) -> None:
    found = one(read(("paragraph", line)), "vote")
    assert {k: v for k, v in found.items() if k != "meeting"} == expected


# --- requests and what became of them


def test_a_request_that_another_text_reports_has_the_body_of_its_decision_as_issuer() -> None:
    found = read(
        ("paragraph", "1. [body:林业组]系根据[body:理事会]第[decision:4/1]号决定设立。"),
        ("paragraph", "2. 该决定请[body:林业组]通过[body:秘书处]征求意见。"),
    )
    assert one(found, "request") == {
        "issuer": "理事会",
        "addressee": "林业组",
        "channel": "秘书处",
        "in": "4/1",
    }


def test_several_addressees_are_one_value_and_each_is_referred_to() -> None:
    found = read(OPEN, ("paragraph", "1. 邀请[body:粮农组织]和[body:卫生组织]加强合作。"))
    (request,) = [f for f in found if f.type == "request"]
    assert request.slots["addressee"][0].value == "粮农组织和卫生组织"
    assert [s.ref for s in request.slots["addressees"]] == ["body:粮农组织", "body:卫生组织"]


@pytest.mark.parametrize("verb", ["鼓励", "建议", "授权"])
def test_what_only_encourages_recommends_or_authorizes_is_no_request(verb: str) -> None:
    assert values(read(OPEN, ("paragraph", f"1. {verb}[body:秘书处]采取行动。")), "request") == []


ASKED = (
    "paragraph",
    "3. 第[decision:4/1]号决定请[body:林业组]“考虑对国际渔业治理系统进行改革的问题”。"
    "该决定还请[body:林业组]向[body:理事会][meeting:第九届会议=9:session]提交一份最终报告。",
)


def test_a_report_under_the_decision_discharges_the_request_to_submit_one() -> None:
    done = (
        "paragraph",
        "14. [body:林业组]特此依照第[decision:4/1]号决定第10段，向[body:理事会]提交最终报告。",
    )
    found = read(ASKED, done)
    assert one(found, "submission") == {
        "what": "最终报告",
        "by": "林业组",
        "to": "理事会",
        "under": "4/1",
        "paragraph": "10",
    }
    (discharge,) = [f for f in found if f.type == "discharge"]
    assert discharge.status == "implied"
    assert discharge.slots["request"][0].ref == "b0.act.2"
    assert len(discharge.spans) > 1


def test_what_is_only_told_is_a_reported_result() -> None:
    told = ("paragraph", "7. [body:林业组]针对国际渔业治理系统中的挑战，确定了若干对策。")
    found = read(ASKED, told)
    assert values(found, "discharge") == []
    (result,) = [f for f in found if f.type == "reported-result"]
    assert (result.slots["request"][0].ref, result.slots["result"][0].ref) == ("b0.act.1", "b1.act.1")
    assert result.status == "implied"


def test_all_that_is_told_in_one_place_is_a_result() -> None:
    reviewed = "在审议过国际渔业治理系统的目标，并审阅过国际渔业治理系统的差距之后，"
    told = ("paragraph", f"7. {reviewed}[body:林业组]针对国际渔业治理系统中的挑战，确定了若干对策。")
    results = [f.slots["result"][0].ref for f in read(ASKED, told) if f.type == "reported-result"]
    assert results == ["b1.act.1", "b1.act.2", "b1.act.3"]


def test_what_was_given_through_the_channel_of_a_request_is_its_result() -> None:
    asked = (
        "paragraph",
        "4. 第[decision:4/1]号决定请[body:林业组]通过[body:秘书处]动员各区域的民间团体集思广益。",
    )
    given = "民间团体通过[body:秘书处]向该进程献计献策，而[body:渔业署]则通过[body:港务局]献计献策。"
    told = ("paragraph", f"5. {given}")
    found = read(asked, told)
    (result,) = [f for f in found if f.type == "reported-result"]
    (first, _) = [f for f in found if f.type == "input"]
    assert result.slots["result"][0].ref == first.id


def test_a_report_under_another_decision_discharges_nothing() -> None:
    done = ("paragraph", "14. [body:林业组]特此依照第[decision:8/8]号决定，向[body:理事会]提交最终报告。")
    assert values(read(ASKED, done), "discharge") == []
