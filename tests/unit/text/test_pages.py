"""Page breaks, columns, lists and heads of sessions' documents."""

from __future__ import annotations

import pytest

from igr_kg import text
from igr_kg.packs.fold import reading
from igr_kg.text import signs
from tests.unit.text.outline import outline, read
from tests.unit.text.test_masthead import roles

HEALTH = (
    "世界卫生组织\n\n第七十届世界卫生大会                         A70/41\n"
    "临时议程项目15.2                            2017年4月3日\n\n"
    "渔民健康问题工作组：共同主席的总结\n\n秘书处的说明\n\n"
    "1. 秘书处谨转交总结（见附件）。\n\nA70/41\n\n附件\n\n"
    "共同主席的总结\n\n会议安排\n\n1. 工作组举行了会议。\n\n2\n附件                           A70/41\n\n"
    "各区域派代表出席。\n\n拟议措施\n\n2. 工作组提出了下列措施：\n   1) 建立登记册，以便了解情况。登记册\n"
    "   应公开；\n   2) 培训人员。\n3. 工作组商定分阶段执行。\n\n=     =     =\n"
)


def test_heads_with_the_annex_and_items_with_half_brackets() -> None:
    document = read(HEALTH)
    assert document.symbol == "A70/41"
    assert outline(document)[1:] == [
        "paragraph par/1 1.秘书处谨转交总结(见",
        "heading annex/1 附件",
        "heading annex/1/head/-1 共同主席的总结",
        "heading annex/1/head/-2 会议安排",
        "paragraph annex/1/par/1 1.工作组举行了会议。各",
        "heading annex/1/head/-3 拟议措施",
        "paragraph annex/1/par/2 2.工作组提出了下列措施",
        "item annex/1/par/2/1 1)建立登记册，以便了解",
        "item annex/1/par/2/2 2)培训人员。",
        "paragraph annex/1/par/3 3.工作组商定分阶段执行",
    ]
    furniture = [document.text[b.start : b.end].split()[0] for b in document.blocks if b.kind == "furniture"]
    assert furniture == ["A70/41", "2", "附件", "="]


def test_halves_of_a_masthead() -> None:
    found = roles(HEALTH)
    assert ("session", "第七十届世界卫生大会") in found
    assert ("symbol", "A70/41") in found
    assert ("agenda-item", "临时议程项目15.2") in found
    assert ("date", "2017年4月3日") in found
    assert ("title", "渔民健康问题工作组：共同主席的总结") in found


@pytest.mark.parametrize(
    "labels", ["a.b.c.", "a)b)c)", "(a)(b)(c)", "1)2)3)", "(1)(2)(3)", "㈠㈡㈢", "(甲)(乙)(丙)"]
)
def test_labels_of_items(labels: str) -> None:
    size = len(labels) // 3
    each = [labels[i : i + size] for i in range(0, len(labels), size)]
    document = read("1. 小组提出下列办法：\n" + "".join(f"{x} 办法；\n" for x in each) + "2. 小组同意。\n")
    assert [b.kind for b in document.blocks] == ["paragraph", "item", "item", "item", "paragraph"]


def test_a_sentence_about_a_meeting_is_no_adoption_line() -> None:
    document = read(
        "1. 小组成立。\n2. 秘书处谨转交小组第二次会议通过的文件。\n3. 小组同意第四次会议审议的事项。\n"
    )
    assert [b.label for b in document.blocks] == ["1", "2", "3"]


def test_title_of_an_annex_over_its_meeting() -> None:
    document = read(
        "秘书处的说明\n1. 秘书处谨提交成果。\n附件\n湿地问题专家组的成果\n专家组第三次会议\n秘鲁，利马\n"
        "2031年2月18日至20日\n一、任务\n1. 专家组于2030年设立。\n"
    )
    assert outline(document)[2:6] == [
        "heading annex/1 附件",
        "heading annex/1/head/-1 湿地问题专家组的成果",
        "cover annex/1/cover 专家组第三次会议秘鲁，利",
        "heading annex/1/sec/1 一、任务",
    ]


def test_resolutions_of_a_council_in_one_file() -> None:
    document = read(
        "经济及社会理事会二〇三一年届会通过的决议\n2031/7. 审查《盟约》执行情况的工作组\n经济及社会理事会,\n"
        "回顾其第2030/5号决议,\n决定:\n(a)设立工作组;\n(b)请工作组提出报告。\n"
        "2031/8. 选举主席团成员\n理事会选出了主席团成员。\n"
    )
    assert document.doctype == "compilation"
    assert [b.kind for b in document.blocks][:3] == ["heading", "heading", "preamble"]


def test_notes_behind_the_closing_line() -> None:
    document = read(
        "第9/2号决定：渔业管理，包括深海渔业\n理事会，\n审议了各项报告，1\n1. 请秘书处提出报告。\n"
        "2031年2月20日\n第10次会议\n1 UNEP/X.9/5和Add.1。\n"
    )
    assert document.symbol == "9/2"
    assert [b.kind for b in document.blocks][-2:] == ["paragraph", "note"]


def test_report_of_a_session_in_chapters() -> None:
    document = read(
        "经济及社会理事会\n正式记录，2031年\n补编第10号\n湿地委员会\n第九届会议的报告\n（2031年5月2日至13日）\n"
        "目录\n章次 页次\n一、 任务 ......... 1\n第一章\n会议组织\nA. 选举主席团成员\n"
        "1. 委员会选出下列主席团成员：\n\n主席：\n    拉斯洛·维拉（秘鲁）\n"
        "副主席：\n    苏海尔·马坎（约旦）\n\n"
        "B. 通过议程\n2. 委员会通过了议程。\n"
    )
    assert document.doctype == "report"
    rules = signs.load("zh").pack.rules
    titles = [reading(document.text, [s], rules).text for role, s in text.roles(document) if role == "title"]
    assert titles == ["湿地委员会第九届会议的报告"]
    assert [(b.kind, b.label) for b in document.blocks][3:] == [
        ("heading", "一"),
        ("heading", "A"),
        ("paragraph", "1"),
        ("heading", "B"),
        ("paragraph", "2"),
    ]


def test_draft_with_sponsors() -> None:
    document = read(
        "大会\n第九十届会议\n第二委员会\n议程项目20(a)\n可持续发展\n巴西、肯尼亚、\n秘鲁和泰国*：决议草案\n"
        "与山地和谐相处\n大会，\n回顾其决议，\n1. 请秘书长报告。\n"
    )
    assert document.doctype == "draft"
    spans = [span for role, span in text.roles(document) if role == "title"]
    assert [document.text[s.start : s.end] for s in spans] == ["与山地和谐相处"]


def test_resolution_of_the_health_assembly() -> None:
    document = read(
        "第九十届世界卫生大会                WHA90.7\n议程项目15.1              2031年5月26日\n渔民健康\n"
        "第九十届世界卫生大会，\n审议了报告1；\n1. 敦促会员国：\n(1) 采取行动；\n(2) 提交报告。\n"
        "第九次全体会议，2031年5月26日\nA90/VR/9\n1 文件A90/20。\n"
    )
    assert (document.symbol, document.doctype) == ("WHA90.7", "resolution")
    assert [b.kind for b in document.blocks] == [
        *("cover", "preamble", "preamble", "paragraph", "item", "item", "paragraph", "note"),
    ]


def test_a_page_that_goes_on_and_the_head_of_the_next() -> None:
    document = read(
        "S/RES/1440 (2002)\n\n第1440(2002)号决议\n\n安全理事会，\n\n重申其各项决议，\n\n"
        "1. 谴责劫持人质的行为，并\n\n/...\n\n"
        "S/RES/1440 (2002)\nChinese\nPage 2\n\n促请各国合作；\n\n2. 决定处理此案。\n"
    )
    assert [document.view(b.id).text for b in document.blocks if b.label == "1"] == [
        "1.谴责劫持人质的行为，并促请各国合作；"
    ]
    assert sum(b.kind == "furniture" for b in document.blocks) == 4


@pytest.mark.parametrize("title", ["海洋垃圾问题工作组", "财务委员会", "附属履行机构"])
def test_a_body_may_be_what_a_decision_is_about(title: str) -> None:
    document = read(f"第8/CP.9号决定\n{title}\n缔约方会议，\n回顾其各项决定，\n1. 请秘书处提出报告。\n")
    assert outline(document)[1] == f"heading head/-2 {title[:11]}"
    assert document.blocks[2].kind == "preamble"


def test_paragraphs_spelled_with_ideographs_begin_anew_in_each_lettered_part() -> None:
    content = (
        "二九九九（三十一）. 珊瑚礁的保护\n甲\n大会，\n回顾以往决议，\n"
        "一、请秘书长提出报告；\n二、促请各国捐款。\n"
        "乙\n大会，\n忆及上述报告，\n一、欢迎设立基金；\n二、决定审议此项目。\n"
    )
    document = text.structure(text.read(content.encode(), "a.txt"))
    assert [(b.kind, b.label) for b in document.blocks if b.label] == [
        ("heading", "甲"),
        ("paragraph", "一"),
        ("paragraph", "二"),
        ("heading", "乙"),
        ("paragraph", "一"),
        ("paragraph", "二"),
    ]


@pytest.mark.parametrize("head", ["理事會——第十八屆會議", "第十八届会议—理事会", "理事会第十八届会议"])
def test_the_body_and_its_session_beside_a_page_number_are_a_running_head(head: str) -> None:
    document = read(
        "四〇二（十八）．渔港\n\n　　理事会，\n\n　　审查了渔港的情况，\n\n　　一、请各国：\n\n"
        f"　　　　（甲）登记渔船；\n\n－31－\n\n{head}\n\n　　　　（乙）培训检查员。\n"
    )
    assert [(b.kind, b.label) for b in document.blocks][-4:] == [
        ("item", "甲"),
        ("furniture", None),
        ("furniture", None),
        ("item", "乙"),
    ]


@pytest.mark.parametrize("rule", ["──────", "━━━━━━", "═════"])
def test_a_drawn_rule_is_no_heading(rule: str) -> None:
    document = read(f"1. 秘书处提出报告。\n\n{rule}\n　　¹ 见上一份报告。\n")
    assert [b.kind for b in document.blocks] == ["paragraph", "furniture", "note"]


def test_a_clause_ends_before_a_raised_reference_mark() -> None:
    document = read(
        "理事会，\n审议了渔港的报告，¹\n回顾其第3/1号决定，²\n1. 请秘书处提出报告。³\n2. 决定结束审议。\n"
    )
    assert [b.kind for b in document.blocks] == ["preamble"] * 3 + ["paragraph"] * 2


def test_the_meeting_under_the_day_belongs_to_the_adoption_of_a_text() -> None:
    document = read(
        "理事会，\n回顾其决定，\n1. 请秘书处提出报告。\n2011年6月3日\n闭幕全体会议\n\n"
        "B. 其他事项\n\n3. 未提出其他事项。\n"
    )
    assert outline(document)[-3:] == [
        "paragraph par/-1 2011年6月3日闭幕全",
        "heading sec/b B.其他事项",
        "paragraph sec/b/par/3 3.未提出其他事项。",
    ]
