"""Forms of drafting that several kinds of texts share: chapeaus, nested requests, passives, elections."""

from __future__ import annotations

import pytest

from tests.act_support import OPEN, read, told, words

Told = list[tuple[str, str, str | None]]


def verbs(*rows: tuple[str, str]) -> list[str]:
    return [verb for verb, _, _ in told(*rows)]


def test_who_is_asked_to_ask_others_performs_an_act_of_its_own() -> None:
    line = (
        "2. 请[role:总干事]以[body:渔业小组][role:主席]的身份，通过各区域办事处邀请[body:港务局]"
        "和[body:渔民协会]提供资料，并鼓励各国派出专家；"
    )
    document, found = read(OPEN, ("paragraph", line))
    assert [(a.verb, a.by, [s.value for s in a.addressees]) for a in found] == [
        ("requests", "渔业大会", ["总干事"]),
        ("invites", "总干事", ["港务局", "渔民协会"]),
        ("encourages", "渔业大会", ["各国"]),
    ]
    assert words(document, found[1]).startswith("邀请港务局")
    assert [s.value for s in found[0].parts["embeds"]] == [found[1].id]
    assert "channel" not in found[0].parts


def test_a_date_before_the_nested_verb_is_when_both_fall_due() -> None:
    line = "2. 请[role:总干事]至迟于[date:2015年6月30日=2015-06-30]邀请各国提出候选人；"
    assert [a.due for a in read(OPEN, ("paragraph", line))[1]] == ["2015-06-30", "2015-06-30"]


def test_what_a_body_does_besides_a_request_is_not_nested() -> None:
    line = "2. 请[role:总干事]编写草案，并邀请各国评论；"
    assert told(OPEN, ("paragraph", line)) == [
        ("requests", "operative", "渔业大会"),
        ("invites", "operative", "渔业大会"),
    ]


ITEMS = [
    ("item", "(a) 核可该方案；"),
    ("item", "(b) 请[role:总干事]在[date:2015年5月1日=2015-05-01]之前提交报告；"),
    ("item", "(c) 该方案载于附件；"),
]


def test_items_of_a_recommendation_are_acts_of_the_body_advised() -> None:
    chapeau = "9. [body:渔业小组]建议[body:渔业大会][meeting:第七届会议=7:session]："
    found = read(("paragraph", chapeau), *ITEMS)[1]
    assert [(a.verb, a.by, a.due) for a in found] == [
        ("recommends", "渔业小组", "7:session"),
        ("endorses", "渔业大会", None),
        ("requests", "渔业大会", "2015-05-01"),
    ]


@pytest.mark.parametrize(
    ("chapeau", "expected"),
    [
        ("4. [body:渔业大会]：", ["endorses", "requests"]),
        ("4. [body:渔业大会]欢迎该报告，并：", ["welcomes", "endorses", "requests"]),
        ("4. [body:渔业大会]决定如下：", ["decides", "endorses", "requests"]),
        ("4. [body:渔业大会]注意到下列各点：", ["notes"]),
        ("4. [body:渔业小组]请[body:渔业大会]：", ["requests"]),
        ("4. [body:渔业小组]建议各国：", ["recommends"]),
    ],
)
def test_what_leads_items_that_are_acts(chapeau: str, expected: list[str]) -> None:
    assert verbs(("paragraph", chapeau), *ITEMS) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "[body:渔业大会]以第[decision:5/2]号决定将[body:小组]的任期延长至[date:2014年=2014]。",
            [("extends", "reported", "decision 5/2")],
        ),
        (
            "其任务期限后经[body:大会]第[decision:6/1]号决议延长至[date:2014年=2014]。",
            [("extends", "reported", "resolution 6/1")],
        ),
        (
            "该草案由[body:渔业小组]于[date:2012年6月28日=2012-06-28]通过。",
            [("adopts", "reported", "渔业小组")],
        ),
        (
            "[body:渔业小组]是根据[body:大会][meeting:第二届会议=2:session]第[decision:II/3]号决议组建的。",
            [("establishes", "reported", "resolution II/3")],
        ),
        ("[person:李文]先生(秘鲁)当选为[role:主席]。", [("other", "reported", None)]),
        ("[place:利马]会议由[person:李文]先生揭幕。", [("other", "reported", "李文")]),
        ("[body:渔业小组]就配额交换了意见。", [("expresses", "reported", "渔业小组")]),
        ("若干捐助国对这一提案不予支持。", [("expresses", "reported", "若干捐助国")]),
        ("多数与会者赞成关闭渔场。", [("supports", "reported", "多数与会者")]),
        (
            "[body:渔业小组]审议并通过了报告。",
            [("considers", "reported", "渔业小组"), ("adopts", "reported", "渔业小组")],
        ),
        ("[body:渔业小组]以协商一致方式通过第[decision:3/1]号决定。", [("adopts", "reported", "渔业小组")]),
        ("[body:渔业小组]确认，资源已经用尽。", [("determines", "reported", "渔业小组")]),
    ],
)
def test_what_reports_tell(line: str, expected: Told) -> None:
    assert told(("paragraph", f"3. {line}")) == expected


@pytest.mark.parametrize(
    "line",
    [
        "第二种方案未获[body:渔业小组]支持。",
        "关于配额，[body:渔业小组]未能达成共识。",
        "该基金由[body:大会]管理，预算由[body:大会]核准。",
        "民间团体通过[body:秘书处]向[body:渔业小组]提出了建议。",
        "会议由[role:部长]主持，[role:大使]致辞。",
        "委员应当选举产生，任期三年。",
        "[body:渔业署]支持各国的港口。",
    ],
)
def test_what_looks_like_an_act_and_is_none(line: str) -> None:
    assert told(("paragraph", f"3. {line}")) == []


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("请[body:渔业大会][meeting:第三届会议=3:session]核可该办法；", "3:session"),
        ("请[body:渔业大会][meeting:第三届会议=3:session]的[role:主席]主持磋商；", None),
        (
            "请[role:主席]在[meeting:第三届会议=3:session]期间，于[date:2019年4月22日=2019-04-22]召开磋商；",
            "2019-04-22",
        ),
        (
            "请[role:主任]不迟于[date:2019年4月22日=2019-04-22]编写概览，供[body:大会][meeting:第三届会议=3:session]审议；",
            "2019-04-22",
        ),
        ("请[role:主任]编写概览，供[body:大会][meeting:第三届会议=3:session]审议；", "3:session"),
        ("决定将该项目列入[meeting:第三届会议=3:session]临时议程；", None),
    ],
)
def test_when_an_act_falls_due(line: str, due: str | None) -> None:
    assert read(OPEN, ("paragraph", f"1. {line}"))[1][0].due == due


def test_a_number_without_a_label_and_a_session_in_the_opening_line_do_not_hide_the_act() -> None:
    opening = ("preamble", "[meeting:第七十届=70:session][body:渔业大会]，")
    assert told(opening, ("paragraph", "核准该预算；")) == [("approves", "operative", "渔业大会")]
    assert verbs(("paragraph", "3、[body:渔业小组]请各国提交报告。")) == ["requests"]


def test_a_decision_named_before_its_body_or_with_a_paragraph_is_who_acts() -> None:
    line = "5. 在第[decision:26/9]号决定中，[body:理事会]请[role:主任]提交报告。该决定第3段还鼓励各国参与。"
    assert told(("paragraph", line)) == [
        ("requests", "reported", "decision 26/9"),
        ("encourages", "reported", "decision 26/9"),
    ]


def test_who_speaks_of_we_acts() -> None:
    assert told(("paragraph", "5. 我们承诺加强合作，并呼吁各国提供资金。")) == [
        ("other", "operative", "我们"),
        ("calls-upon", "operative", "我们"),
    ]
