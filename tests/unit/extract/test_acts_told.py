"""What recitals tell of others, who is addressed without a name, and where the words of an act end."""

from __future__ import annotations

import pytest

from tests.act_support import OPEN, read, told, words


@pytest.mark.parametrize(
    ("recital", "expected"),
    [
        (
            "回顾其第[decision:5/2]号决定，其中大会宣布一个国际年，并重申决心继续努力，",
            [("recalls", "preambular", "渔业大会")],
        ),
        (
            "回顾其第[decision:5/2]号决定，其中[body:渔业大会]请各国提供资料，又欢迎各国的努力，",
            [
                ("recalls", "preambular", "渔业大会"),
                ("requests", "reported", "渔业大会"),
                ("welcomes", "preambular", "渔业大会"),
            ],
        ),
        (
            "回顾[role:总干事]的意见，认为放松努力是很危险的，",
            [("recalls", "preambular", "渔业大会")],
        ),
        (
            "注意到[body:挪威政府]已经同意，鉴于鱼群减少，必须继续禁渔，",
            [("notes", "preambular", "渔业大会")],
        ),
    ],
)
def test_of_what_others_hold_a_recital_tells_only_what_they_did(
    recital: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert told(OPEN, ("preamble", recital)) == expected


def test_an_act_runs_over_what_it_tells_of_others() -> None:
    recital = "回顾其第[decision:5/2]号决定，其中[body:渔业大会]请各国提供资料，"
    document, found = read(OPEN, ("preamble", recital))
    assert words(document, found[0]).endswith("请各国提供资料")


def test_what_has_already_happened_is_told() -> None:
    assert told(("paragraph", "2. 已邀请所有国家出席会议。")) == [("invites", "reported", None)]
    assert told(OPEN, ("paragraph", "2. 邀请所有国家出席会议。")) == [("invites", "operative", "渔业大会")]


@pytest.mark.parametrize(
    ("line", "addressees"),
    [
        ("要求所有有关各方立即执行[body:港务局]的决定；", ["所有有关各方"]),
        ("请当事双方采取具体行动；", ["当事双方"]),
        ("敦促冲突各方遵守《[instrument:停火协定]》；", ["冲突各方"]),
        ("请他的[role:个人特使]重新评估局势；", ["他的个人特使"]),
        ("敦促各国政府、业界和[body:渔民协会]加紧努力；", ["各国政府", "业界", "渔民协会"]),
    ],
)
def test_addressees_without_a_name(line: str, addressees: list[str]) -> None:
    found = read(OPEN, ("paragraph", f"1. {line}"))[1][0]
    assert [s.value for s in found.addressees] == addressees


def test_a_request_falls_due_when_the_term_extended_before_it_ends() -> None:
    extended = "1. 决定将[body:专家组]的任期延长至[date:2012年6月12日=2012-06-12]；"
    due = "2. 请[body:专家组]在其任期结束时提交最后报告；"
    early = "3. 请[body:专家组]最迟在其任期结束前30天提交结论；"
    found = read(OPEN, *(("paragraph", line) for line in (extended, due, early)))[1]
    assert [a.due for a in found if a.verb == "requests"] == ["2012-06-12", None]


def test_content_begins_behind_the_meeting_it_is_due_at_and_ends_before_a_word_for_after() -> None:
    line = "1. 建议[body:理事会][meeting:第二十六届会议=26:session]考虑如何保护渔场；"
    found = read(OPEN, ("paragraph", line))[1][0]
    assert [s.value for s in found.parts["content"]] == ["考虑如何保护渔场"]
    found = read(("paragraph", "7. 在审议了上述各项对策后，[body:林业组]提出了三个方案。"))[1][0]
    assert [s.value for s in found.parts["content"]] == ["上述各项对策"]


def test_papers_in_which_something_was_put_forward_do_not_act() -> None:
    found = read(("paragraph", "7. 在[instrument:曼谷进程]和[document:A/70/1]中，提出了若干办法。"))[1][0]
    assert found.by == "曼谷进程, A/70/1"
    assert "by" not in found.parts
    assert [s.value for s in found.parts["put_forward_in"]] == ["曼谷进程", "A/70/1"]


def test_a_promise_that_is_joined_to_what_is_noted_is_no_act() -> None:
    recital = "满意地注意到谈判的结果，以及承诺尽早完成谈判，"
    assert told(OPEN, ("preamble", recital)) == [("notes", "preambular", "渔业大会")]


def test_an_election_is_told() -> None:
    line = "4. 会议选举[person:李文]先生(秘鲁)为[role:主席]。"
    assert told(("paragraph", line)) == [("other", "reported", "会议")]


def test_what_was_handed_in_is_the_content_not_the_session_that_received_it() -> None:
    line = "4. 这些结论被提交给了[body:植物委员会][meeting:第四届会议=4:session]。"
    found = read(("paragraph", line))[1][0]
    assert [s.value for s in found.parts["content"]] == ["这些结论"]
