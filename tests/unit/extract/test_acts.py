"""What is read as an act, by whom, to whom and until when, in small invented texts."""

from __future__ import annotations

import pytest

from igr_kg.extract import acts
from igr_kg.packs import language
from tests.act_support import OPEN, PACK, read, told, words
from tests.gold_support import invented


def test_an_operative_paragraph_begins_with_its_verb_and_has_the_body_of_the_opening_line() -> None:
    document, found = read(OPEN, ("paragraph", "1. 请[role:总干事]就此事提交报告；"))
    assert [(a.verb, a.mode, a.by, a.block) for a in found] == [("requests", "operative", "渔业大会", "b1")]
    assert words(document, found[0]) == "请总干事就此事提交报告"
    assert [s.value for s in found[0].addressees] == ["总干事"]


@pytest.mark.parametrize(
    ("recital", "verb"),
    [
        ("回顾第[decision:5/2]号决定，", "recalls"),
        ("审议了[role:总干事]的报告，", "considers"),
        ("深切关注鱼群的减少，", "concerned"),
        ("对沿海社区的处境表示严重关切，", "concerned"),
        ("对于特别是在小岛屿国家内海洋垃圾的堆积问题感到忧虑，", "concerned"),
        ("赞赏地注意到各国提供的资料，", "notes"),
        ("确认需要合作，", "recognizes"),
        ("确认该局势对国际和平与安全构成威胁，", "determines"),
        ("遵循《[instrument:公约]》的宗旨和原则，", "guided-by"),
        ("铭记沿海国家的特殊需要，", "bearing-in-mind"),
        ("深信必须立即行动，", "convinced"),
        ("根据《[instrument:宪章]》第七章采取行动，", "other"),
        ("重新确认其承诺，", "reaffirms"),
        ("表示遗憾的是谈判没有结果，", "expresses"),
    ],
)
def test_recitals(recital: str, verb: str) -> None:
    assert told(OPEN, ("preamble", recital)) == [(verb, "preambular", "渔业大会")]


@pytest.mark.parametrize(
    ("line", "verbs"),
    [
        ("欢迎并赞赏各方提供的捐款；", ["welcomes", "appreciates"]),
        ("促请各国批准该公约，并吁请捐助方提供资金；", ["urges", "calls-upon"]),
        ("敦促各缔约方和邀请其他国家政府采用这些指标；", ["urges", "invites"]),
        ("请[body:秘书处]提出建议，并考虑各方的意见；", ["requests"]),
        ("请[body:秘书处]提出建议，支持各国的努力；", ["requests"]),
        ("赞扬[body:观察团]的工作，并决定延长其任务期限；", ["commends", "decides", "extends"]),
        ("决定设立一个[body:工作组]；", ["decides", "establishes"]),
        ("决定邀请各国参加；", ["decides", "invites"]),
        ("决定不断审议该委员会的任务，并考虑授权该委员会另一任务；", ["decides"]),
        ("核可[role:总干事]的建议，并批准工作方案；", ["endorses", "approves"]),
    ],
)
def test_several_acts_in_a_paragraph_and_what_is_only_content(line: str, verbs: list[str]) -> None:
    assert [verb for verb, _, _ in told(OPEN, ("paragraph", f"1. {line}"))] == verbs


@pytest.mark.parametrize(
    "line",
    [
        "以科学为基础编拟建议；政策选择方案的制订。",
        "在将该计划考虑在内的情况下，制定一个框架。",
        "[body:委员会]不妨考虑通过该草案。",
        "[body:主席团]将审议全权证书，而[body:委员会]将审议其报告。",
        "[body:委员会]的建议和要求很多。",
        "各方应请[body:秘书处]协助。",
        "依照第[decision:5/6]号决定的要求编写了说明。",
        "各国政府应当考虑批准该公约。",
        "[body:秘书处]编写的建议载于附件。",
        "鼓励措施包括税收减免。",
        "建议一：加强监测。",
        "如[body:大会]决定推迟，则[body:秘书处]将通知各方。",
        "[body:委员会]尚未核准该预算。",
        "应[body:理事会]的请求，[role:主任]编写了报告。",
        "该报告强调了能力建设的重要性。",
    ],
)
def test_nouns_duties_and_the_future_are_no_acts(line: str) -> None:
    assert told(("paragraph", line)) == []


@pytest.mark.parametrize(
    ("line", "verbs"),
    [
        ("工作组讨论了三个问题，并通过了报告。", ["considers", "adopts"]),
        ("[body:理事会]曾请[role:主任]编写报告。", ["requests"]),
        ("[body:秘书处]已收到十份建议。", ["other"]),
        ("若干与会者强调，必须合作。一位代表指出，资金不足。", ["stresses", "notes"]),
        ("[body:委员会]对[body:秘书处]表示感谢，并欢迎其报告。", ["appreciates", "welcomes"]),
        ("各方同意，应当继续努力。", ["endorses"]),
        ("[body:大会]于[date:2001年=2001]设立了[body:基金]。", ["establishes"]),
    ],
)
def test_reports(line: str, verbs: list[str]) -> None:
    found = told(("paragraph", f"3. {line}"))
    assert [verb for verb, _, _ in found] == verbs
    assert {mode for _, mode, _ in found} == {"reported"}


def test_items_are_acts_only_under_a_chapeau_that_decides() -> None:
    rows = [("item", "(a) 请[role:总干事]提交报告；"), ("item", "(b) 核准预算。")]
    document, found = read(OPEN, ("paragraph", "决定："), *rows)
    assert [(a.verb, a.block) for a in found] == [
        ("decides", "b1"),
        ("requests", "b1.a"),
        ("approves", "b1.b"),
    ]
    assert document.text[found[0].span.start : found[0].span.end].endswith("(b) 核准预算")
    assert [v for v, _, _ in told(OPEN, ("paragraph", "1. 请[role:总干事]："), *rows)] == ["requests"]


def test_a_request_over_items_runs_over_them_and_falls_due_when_one_says() -> None:
    rows = [
        ("paragraph", "4. 请[role:总干事]在资源允许的情况下："),
        ("item", "(a) 编写概览；"),
        ("item", "(b) 向[body:渔业大会][meeting:第九届会议=9:session]提交报告。"),
    ]
    document, (request,) = read(OPEN, *rows)
    assert (request.verb, request.due) == ("requests", "9:session")
    assert request.parts["due_meeting"][0].ref == "meeting:9:session"
    assert document.text[request.span.start : request.span.end].endswith("提交报告")


def test_items_of_a_reported_decision_have_its_agent() -> None:
    rows = [("paragraph", "7. [body:缔约方会议]决定："), ("item", "(a) 敦促各缔约方交纳摊款。")]
    assert told(*rows)[1] == ("urges", "reported", "缔约方会议")


def test_a_decision_as_subject_and_the_demonstrative_after_it() -> None:
    lines = "第[decision:9/3]号决定请[body:专家组]考虑改革。该决定还请[body:专家组]提交报告，并邀请各国参加。"
    found = told(("paragraph", f"3. {lines}"))
    assert found == [
        ("requests", "reported", "decision 9/3"),
        ("requests", "reported", "decision 9/3"),
        ("invites", "reported", "decision 9/3"),
    ]


@pytest.mark.parametrize(
    ("line", "by"),
    [
        ("回顾第[decision:2997]号决议决定成立[body:渔业署]，", "resolution 2997"),
        ("回顾第[decision:61/4]号决议，其中决定举行会议，", "resolution 61/4"),
        ("回顾第[decision:61/4]号决议，其中[body:大会]决定举行会议，", "大会"),
    ],
)
def test_what_a_cited_decision_did_is_told_in_the_recital(line: str, by: str) -> None:
    found = told(OPEN, ("preamble", line))
    assert found[0] == ("recalls", "preambular", "渔业大会")
    assert found[1] == ("decides", "reported", by)


def test_a_body_acting_in_a_decision_acts_by_its_number() -> None:
    row = (
        "paragraph",
        "1. [body:理事会]在其[date:2001年2月9日]第[decision:21/5]号决定中，请[role:主任]报告。",
    )
    _, found = read(row)
    assert found[0].by == "decision 21/5"
    assert [s.value for s in found[0].parts["by"]] == ["理事会"]
    assert found[0].parts["in"][0].value == "21/5"


@pytest.mark.parametrize(
    ("line", "verb", "by"),
    [
        (
            "[body:林业组]系根据[body:理事会][date:2000年]第[decision:4/1]号决定设立。",
            "establishes",
            "decision 4/1",
        ),
        ("载有该[body:林业组]在[place:利马]会议上通过的成果文件。", "adopts", "林业组"),
        ("欢迎[body:外交会议]通过《[instrument:山区公约]》。", "adopts", "外交会议"),
    ],
)
def test_acts_told_in_passing(line: str, verb: str, by: str) -> None:
    assert (verb, "reported", by) in told(("paragraph", f"1. {line}"))


def test_a_subject_before_a_circumstance_and_two_adjunct_acts() -> None:
    line = "在审议过目标，并审阅过文件之后，[body:林业组]针对各种挑战，确定了若干对策。"
    document, found = read(("paragraph", f"7. {line}"))
    assert [(a.verb, a.by) for a in found] == [
        ("considers", "林业组"),
        ("considers", "林业组"),
        ("determines", "林业组"),
    ]
    assert words(document, found[2]) == "林业组针对各种挑战，确定了若干对策"


def test_a_person_and_the_pronoun_after_it() -> None:
    line = "[role:挪威首相][person:安娜·赫斯]宣布会议开幕。她对[body:林业组]的工作表示欢迎，并称筹备顺利。"
    found = told(("paragraph", f"6. {line}"))
    assert found == [
        ("other", "reported", "安娜·赫斯"),
        ("welcomes", "reported", "安娜·赫斯"),
        ("expresses", "reported", "安娜·赫斯"),
    ]


def test_the_parts_of_a_request() -> None:
    line = (
        "第[decision:9/3]号决定请[body:渔业署]([body:署])[role:主任]以[body:协调组][role:主席]的身份，"
        "“邀请[body:联合会]向该[body:林业组]献计献策”，并请该[body:林业组]通过[body:秘书处]征求意见，"
        "向[body:理事会][meeting:第九届会议=9:session]提交报告，以期[body:理事会]能为"
        "[body:大会][meeting:第六十届会议=60:session]做出贡献。"
    )
    _, found = read(("paragraph", f"4. {line}"))
    first, embedded, second = found
    assert [s.value for s in first.addressees] == ["渔业署(署)主任"]
    assert first.parts["capacity"][0].value == "协调组主席"
    assert first.parts["embeds"][0].ref == embedded.id
    assert (embedded.verb, embedded.by) == ("invites", "主任")
    assert [s.value for s in embedded.addressees] == ["联合会"]
    assert second.parts["channel"][0].value == "秘书处"
    assert second.due == "9:session"
    assert second.parts["purpose_agent"][0].value == "理事会"
    assert [s.value for s in second.parts["purpose_meeting"]] == ["60:session"]


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("请[role:主任]最迟于[date:2013年6月30日=2013-06-30]提出报告；", "2013-06-30"),
        ("邀请各方在[date:2017年3月30日=2017-03-30]前提交意见；", "2017-03-30"),
        ("请[role:主任]执行[body:理事会][meeting:第二届会议=2:session]通过的决定；", None),
        ("请[role:主任]尽快提出报告；", None),
        ("决定在[body:大会][meeting:第五届会议=5:session]上审议此事；", "5:session"),
        ("建议[body:大会][meeting:第五届会议=5:session]审议此事；", "5:session"),
    ],
)
def test_due(line: str, due: str | None) -> None:
    assert read(OPEN, ("paragraph", f"1. {line}"))[1][0].due == due


def test_the_end_of_a_term_is_due_where_the_text_points_to_it() -> None:
    rows = [
        ("item", "(a) 将[body:观察团]的任务期限延长六个月，至[date:1988年1月31日=1988-01-31]为止；"),
        ("item", "(b) 请[role:秘书长]在这段期间终了时提出报告。"),
    ]
    _, found = read(OPEN, ("paragraph", "决定："), *rows)
    assert [(a.verb, a.due) for a in found[1:]] == [("extends", "1988-01-31"), ("requests", "1988-01-31")]


@pytest.mark.parametrize(
    ("line", "addressees"),
    [
        ("邀请各国政府、有关国际组织和[body:粮农组织]加强合作；", ["各国政府", "有关国际组织", "粮农组织"]),
        ("请[body:秘书处]与其他区域委员会合作；", ["秘书处"]),
        ("促请凡有此能力的缔约国，同[body:秘书处]合作；", ["凡有此能力的缔约国"]),
        ("邀请依照第[decision:4/13]号决定设立的[body:通讯组]完成任务；", ["依照第4/13号决定设立的通讯组"]),
        ("强烈敦促尚未批准该修正的缔约方予以批准；", ["尚未批准该修正的缔约方"]),
        ("敦促全面执行该计划；", []),
        ("感谢[body:挪威政府]和[body:芬兰政府]的慷慨捐款；", ["挪威政府", "芬兰政府"]),
        ("认为，[body:理事会]应进一步审议此事；", ["理事会"]),
        ("认为，形式应服从于功能，而[body:渔业署]应得到加强；", []),
    ],
)
def test_addressees(line: str, addressees: list[str]) -> None:
    found = read(OPEN, ("paragraph", f"1. {line}"))[1][0]
    assert [s.value for s in found.addressees] == addressees


def test_the_maker_of_an_annex_performs_in_the_present_and_reports_in_the_past() -> None:
    cover = ("cover", "[body:林业组][meeting:第二次会议=2:meeting]")
    line = "[body:林业组]审议了各项办法。[body:林业组]建议加强现有机构。[body:理事会]建议另行审议。"
    assert told(cover, ("paragraph", f"8. {line}")) == [
        ("considers", "reported", "林业组"),
        ("recommends", "operative", "林业组"),
        ("recommends", "reported", "理事会"),
    ]


def test_an_act_ends_before_the_word_that_leads_to_a_list_and_before_footnote_marks() -> None:
    document, found = read(
        ("paragraph", "7. [body:林业组]确定了若干对策，包括："), ("item", "(a) 加强监测。")
    )
    assert words(document, found[0]) == "林业组确定了若干对策"
    document, found = read(OPEN, ("preamble", "审议了[role:总干事]的报告，(4)"))
    assert words(document, found[0]) == "审议了总干事的报告"


def test_an_adoption_line_on_the_cover_tells_of_the_adoption() -> None:
    line = "[date:2011年6月10日][body:安全委员会][meeting:第65次会议=65:meeting]通过"
    assert told(("cover", line)) == [("adopts", "reported", "安全委员会")]
    assert told(("cover", "[根据[body:第六委员会]的报告通过]"), OPEN) == [("adopts", "reported", "渔业大会")]
    assert told(("heading", line)) == []


def test_pronouns_across_sentences() -> None:
    first = "部长们强调指出，能力很重要。他们还一致认为，应当协调。"
    second = "[body:委员会]赞扬[body:秘书处]，并请其继续努力。"
    _, found = read(("paragraph", f"10. {first}{second}"))
    assert [(a.verb, a.by) for a in found] == [
        ("stresses", "部长们"),
        ("considers", "部长们"),
        ("commends", "委员会"),
        ("requests", "委员会"),
    ]
    assert [s.value for s in found[3].addressees] == ["秘书处"]
    assert len(found[3].addressees[0].spans) == 2


def test_words_in_quotation_marks_that_a_statement_repeats_for_each_paragraph() -> None:
    assert told(("paragraph", "“[body:安全委员会]谴责一切恐怖行为。")) == [
        ("condemns", "reported", "安全委员会")
    ]


def test_a_language_without_patterns_has_no_acts() -> None:
    document, mentions = invented(OPEN, ("paragraph", "1. 请[role:总干事]提交报告。"))
    bare = language.LanguagePack("xx", PACK.rules, {}, ())
    assert acts.find(document, mentions, {}, bare) == ()
