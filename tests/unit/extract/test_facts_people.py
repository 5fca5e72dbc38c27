"""People, input, views and thanks in small invented texts."""

from __future__ import annotations

import pytest

from tests.gold_support import invented
from tests.unit.extract.facts_support import OPEN, one, read, stated, values

OPENED = "身兼[body:水务论坛][role:共同主席]的[role:挪威首相][person:安娜·赫斯]宣布会议开幕。"
THERE = (
    "[role:挪威首相][person:安娜·赫斯]能出席其[meeting:第二次会议=2:meeting]开幕式，该[body:林业组]荣幸之至。"
)


def test_the_meeting_that_was_opened_follows_from_the_opening_that_was_attended() -> None:
    found = read(("paragraph", f"6. {OPENED}"), ("paragraph", f"16. [body:林业组]强调，{THERE}"))
    assert values(found, "participation") == [
        {"person": "安娜·赫斯", "role": "挪威首相", "act": "opened", "meeting": "第二次会议"},
        {"person": "安娜·赫斯", "role": "挪威首相", "act": "attended", "meeting": "第二次会议"},
    ]
    assert [f.status for f in found if f.type == "participation"] == ["implied", "extracted"]
    assert one(found, "honour")["by"] == "林业组"


def test_offices_of_a_person_in_a_body_and_in_a_state() -> None:
    assert values(read(("paragraph", f"6. {OPENED}")), "officer") == [
        {"person": "安娜·赫斯", "office": "共同主席", "group": "水务论坛"},
        {"person": "安娜·赫斯", "office": "首相", "state": "挪威"},
    ]


def test_elected_officers_have_the_state_beside_their_name() -> None:
    line = "选举[person:李文](中国)为[role:主席]，[person:王明](新加坡)为[role:报告员]。"
    assert values(read(("paragraph", f"9. {line}")), "officer") == [
        {"person": "李文", "office": "主席", "state": "中国"},
        {"person": "王明", "office": "报告员", "state": "新加坡"},
    ]


def test_input_that_was_given_and_not_what_is_asked_for() -> None:
    line = "[body:妇女联合会]通过[body:秘书处]向该进程献计献策，而[body:渔业署]则通过[body:协调组]献计献策。"
    assert values(read(("paragraph", f"5. {line}")), "input") == [
        {"from": "妇女联合会", "channel": "秘书处", "to": "该进程"},
        {"from": "渔业署", "channel": "协调组"},
    ]
    assert values(read(OPEN, ("paragraph", "1. 请[body:渔业署]通过[body:秘书处]提供意见。")), "input") == []


def test_what_was_handed_in_passively_keeps_the_meeting() -> None:
    line = "上述成果被提交给了[body:理事会][meeting:第十一届会议=11:session]。"
    assert one(read(("paragraph", f"2. {line}")), "submission") == {
        "what": "上述成果",
        "to": "理事会第十一届会议",
    }


def test_views_and_thanks() -> None:
    view = "[body:林业组]认为，[body:理事会]应进一步审议此事。"
    thanks_to = "[body:林业组]谨向[body:肯尼亚政府]和[body:芬兰政府]致以谢意。"
    found = read(("paragraph", f"15. {view}{thanks_to}"))
    assert one(found, "view") == {
        "holder": "林业组",
        "content": "理事会应进一步审议此事",
        "addressee": "理事会",
    }
    (thanks,) = [f for f in found if f.type == "thanks"]
    assert [s.value for s in thanks.slots["to"]] == ["肯尼亚政府", "芬兰政府"]


def test_thanks_for_a_meeting_do_not_make_a_host() -> None:
    found = read(("paragraph", "16. [body:林业组]谨向[body:肯尼亚政府]致以谢意。"))
    assert values(found, "participation") == []


def test_to_consider_an_item_is_no_view() -> None:
    assert values(read(("paragraph", "9. [body:林业组]审议了各种形式。")), "view") == []


def test_every_fact_has_an_id_of_its_own_and_spans_in_its_block() -> None:
    document, mentions = invented(("paragraph", f"6. {OPENED}"), ("paragraph", f"16. {THERE}"))
    found = stated(document, mentions, {})
    assert len({f.id for f in found}) == len(found)
    for fact in found:
        assert fact.spans
        assert all(slot.spans for slots in fact.slots.values() for slot in slots)
        assert document.at(min(fact.spans).start) is not None


def test_officers_elected_together_serve_the_body_that_elects_them() -> None:
    line = (
        "[body:湿地组]在[meeting:第一次会议=1:meeting]上选举[person:李文]女士([place:中国])和"
        "[person:王明]先生([place:新加坡])为[role:共同主席]，[person:安娜·赫斯]([place:挪威])为[role:报告员]。"
    )
    assert values(read(("paragraph", f"4. {line}")), "officer") == [
        {"person": "李文", "state": "中国", "office": "共同主席", "group": "湿地组"},
        {"person": "王明", "state": "新加坡", "office": "共同主席", "group": "湿地组"},
        {"person": "安娜·赫斯", "state": "挪威", "office": "报告员", "group": "湿地组"},
    ]


def test_officers_in_items_have_the_office_that_stands_over_them() -> None:
    found = read(
        ("paragraph", "5. [body:湿地组]选出下列人士为[role:副主席]："),
        ("item", "(a) [person:李文]([place:中国])，代表亚洲国家组；"),
        ("item", "(b) [person:安娜·赫斯]([place:挪威])。"),
    )
    assert values(found, "officer") == [
        {"person": "李文", "state": "中国", "office": "副主席", "group": "亚洲国家组"},
        {"person": "安娜·赫斯", "state": "挪威", "office": "副主席", "group": "湿地组"},
    ]


def test_an_envoy_is_named_with_the_office_that_sends_no_state() -> None:
    found = read(("paragraph", "6. 任命[person:李文]为[role:秘书长湿地问题特别代表]。"))
    assert one(found, "officer") == {"person": "李文", "office": "特别代表"}


def test_who_opened_chaired_addressed_and_hosted() -> None:
    line = (
        "[place:利马]会议由[role:渔业部长][person:王明]先生揭幕。三次会议均由[person:李文]女士和[person:王明]先生主持。"
        "[role:执行秘书]在[meeting:第二次会议=2:meeting]上致词。[body:论坛]感谢[body:秘鲁政府]担任会议东道主。"
    )
    assert values(read(("paragraph", f"7. {line}")), "participation") == [
        {"person": "王明", "role": "渔业部长", "act": "opened", "meeting": "利马会议"},
        {"person": "李文女士和王明先生", "act": "chaired", "meeting": "三次会议"},
        {"role": "执行秘书", "act": "spoke", "meeting": "第二次会议"},
        {"person": "秘鲁政府", "act": "hosted", "meeting": "会议"},
    ]


def test_who_is_asked_to_host_has_not_hosted() -> None:
    found = read(OPEN, ("paragraph", "8. 请[body:秘鲁政府]主办[meeting:第四届会议=4:session]。"))
    assert values(found, "participation") == []
    line = "欢迎在[role:秘书长]主持下举行的谈判。"
    assert values(read(OPEN, ("paragraph", f"9. {line}")), "participation") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "[body:渔业署]各组织借助[body:协调组]为讨论提供了投入。",
            {"from": "渔业署各组织", "channel": "协调组", "to": "讨论"},
        ),
        (
            "[body:环保网络]代表[body:民间社会]向[body:湿地组]提出了建议。",
            {"from": "环保网络", "to": "湿地组"},
        ),
        ("[body:化学协会]以书面形式发表了意见。", {"from": "化学协会"}),
        (
            "联合国系统各实体则以[body:海洋网络]为渠道提供了资料。",
            {"from": "联合国系统各实体", "channel": "海洋网络"},
        ),
        ("[body:妇女联合会]的意见系经由[body:联络组]转达。", {"from": "妇女联合会", "channel": "联络组"}),
    ],
)
def test_input_in_other_words(line: str, expected: dict[str, str]) -> None:
    assert one(read(("paragraph", f"4. {line}")), "input") == expected


def test_views_of_delegations_are_no_input() -> None:
    assert values(read(("paragraph", "5. 一些代表发表了意见。一个代表团提出了建议。")), "input") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "[body:秘书处]谨将本说明所载的成果文件提交[body:湿地大会][meeting:第三届会议=3:session]审议。",
            {"what": "本说明所载的成果文件", "by": "秘书处", "to": "湿地大会第三届会议"},
        ),
        (
            "[body:湿地组]回顾第[decision:4/7]号决定，特此向[body:湿地大会]呈交本成果文件。",
            {"what": "本成果文件", "by": "湿地组", "to": "湿地大会"},
        ),
        (
            "[body:湿地组]依照第[decision:4/7]号决定第20段，特此向[body:湿地大会]提交上述结论。",
            {"what": "上述结论", "by": "湿地组", "to": "湿地大会", "under": "4/7", "paragraph": "20"},
        ),
        (
            "该文书此前由[body:论坛][meeting:第七届会议=7:session]提交[body:湿地大会]。",
            {"what": "该文书", "by": "论坛第七届会议", "to": "湿地大会"},
        ),
        (
            "注意到摩洛哥[date:2007年4月11日=2007-04-11]向[role:秘书长]提交的提案。",
            {"what": "提案", "by": "摩洛哥", "to": "秘书长"},
        ),
    ],
)
def test_what_was_handed_in_in_other_words(line: str, expected: dict[str, str]) -> None:
    assert one(read(("paragraph", f"4. {line}")), "submission") == expected


@pytest.mark.parametrize(
    "line",
    [
        "请[role:执行秘书]将报告提交[body:湿地大会]审议。",
        "[body:湿地组]应向[body:湿地大会]提交报告。",
        "建议[body:湿地组]通过一项建议，并将其转交[body:湿地大会]。",
        "审议了[body:秘书处]编写的报告。",
    ],
)
def test_what_is_to_be_handed_in_is_no_submission(line: str) -> None:
    assert values(read(OPEN, ("paragraph", f"4. {line}")), "submission") == []


def test_an_office_named_over_items_needs_no_other_word() -> None:
    found = read(
        ("paragraph", "5. [body:湿地组]还选出下列[role:副主席]："),
        ("item", "(a) [person:李文]([place:中国])。"),
    )
    assert one(found, "officer") == {
        "person": "李文",
        "state": "中国",
        "office": "副主席",
        "group": "湿地组",
    }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("谨随函转递[body:湿地组]的中期报告。", {"what": "湿地组的中期报告", "by": "渔业大会"}),
        (
            "[role:执行主任]在[body:湿地大会][meeting:第四届会议=4:session]上提交了[body:湿地组]的报告。",
            {"what": "湿地组的报告", "by": "执行主任"},
        ),
    ],
)
def test_what_is_enclosed_or_put_before_a_meeting(line: str, expected: dict[str, str]) -> None:
    assert one(read(OPEN, ("paragraph", f"4. {line}")), "submission") == expected


def test_the_session_is_the_texts_own_and_not_the_sitting_named_last() -> None:
    first = "1. The [body:Plant Council] held its [meeting:third session=3:session] in Lima."
    words = "2. At the [meeting:5th meeting=5:meeting], Ms. [person:Anna Hess] declared the session closed."
    found = values(
        read(
            ("cover", "[body:Plant Council] [meeting:Third session=3:session]"),
            ("paragraph", first),
            ("paragraph", words),
            language="en",
        ),
        "participation",
    )
    assert [(s["act"], s["meeting"]) for s in found] == [("closed", "third session")]
