"""Findings, principles, processes and their results, topics."""

from __future__ import annotations

from igr_kg.extract import lists
from igr_kg.model import Entity
from igr_kg.packs import language
from igr_kg.packs.language import LanguagePack
from tests.unit.extract.lists_support import document, of, read, refs, values, words


def test_what_is_generally_held_is_one_finding_for_each_clause() -> None:
    facts = read("10.[body:渔业小组]成员普遍认为，捕捞应服从于资源，而[body:渔业署]应得到加强和提高。")
    assert words(facts, "finding", "kind", "content", "holder") == [
        ("general-view", "捕捞应服从于资源", "渔业小组成员"),
        ("general-view", "渔业署应得到加强和提高", "渔业小组成员"),
    ]
    first, second = of(facts, "finding")
    assert [len(f.spans) for f in (first, second)] == [1, 2]
    assert second.spans[1].end <= first.spans[0].end


def test_members_are_referred_to_as_such_where_they_are_known() -> None:
    lines = ("10.[body:渔业小组]成员普遍认为，捕捞过度。",)
    content, mentions = document(*lines)
    start = content.text.index("渔业小组")
    span = type(mentions[0].span)(start, start + 6)
    members = Entity(
        "body:渔业小组成员", "body", None, "渔业小组成员", (("渔业小组成员", (span,)),), "members"
    )
    (known,) = of(read(*lines, entities={members.id: members}), "finding")
    assert refs(known, "holder") == [members.id]
    (unknown,) = of(read(*lines), "finding")
    assert refs(unknown, "holder") == ["body:渔业小组"]


def test_differing_views_have_an_issue() -> None:
    facts = read("10.在疫苗价格方面，[body:卫生大会]成员表达了不同的观点。")
    assert words(facts, "finding", "kind", "issue", "content", "holder") == [
        ("differing-views", "疫苗价格", "卫生大会成员表达了不同的观点", "卫生大会成员")
    ]


def test_a_difference_is_found_once_however_it_is_worded() -> None:
    facts = read(
        "3.[body:卫生大会]成员对疫苗价格存在分歧。",
        "4.随后，[body:卫生大会]成员表达了不同的观点。",
        "5.多数[body:卫生大会]成员认为，疫苗应免费。",
    )
    assert words(facts, "finding", "kind", "issue", "holder") == [
        ("differing-views", "疫苗价格", "卫生大会成员"),
        ("differing-views", "", "卫生大会成员"),
        ("general-view", "", "多数卫生大会成员"),
    ]


def test_no_consensus_is_held_by_the_subject_even_where_it_stands_behind() -> None:
    before, behind = (
        of(read(line), "finding")
        for line in (
            "3.[body:港口理事会]未能就收费达成一致，休会。",
            "4.基于公平原则，并认识到自身未能在收费问题上达成共识，[body:港口工作组]建议休会。",
        )
    )
    assert [(values(f, "issue"), values(f, "holder")) for f in (*before, *behind)] == [
        (["收费"], ["港口理事会"]),
        (["收费"], ["港口工作组"]),
    ]


def test_agreement_is_told_from_its_lack() -> None:
    facts = read(
        "3.[body:港口理事会]就收费达成了共识。",
        "4.[body:港口理事会]成员一致认为，航道过窄。",
        "5.[body:港口理事会]尚未就收费达成一致。",
        "6.[body:港口理事会]一致同意通过报告，以期就收费达成共识。",
    )
    assert words(facts, "finding", "kind", "issue", "holder") == [
        ("consensus", "收费", "港口理事会"),
        ("consensus", "", "港口理事会成员"),
        ("no-consensus", "收费", "港口理事会"),
    ]


def test_a_principle_is_found_wherever_its_words_stand() -> None:
    facts = read(
        "2.[body:渔业小组]成员普遍认为，捕捞应服从于资源。",
        "5.基于捕捞服从于资源这一原则，[body:渔业小组]建议禁捕。",
        "6.捕捞与资源都重要。",
    )
    (principle,) = of(facts, "principle")
    assert values(principle, "content") == ["捕捞服从于资源"]
    assert values(principle, "stated_in") == refs(principle, "stated_in") == ["p2", "p5"]
    assert len(principle.spans) == 2


def test_purposes_and_principles_of_a_treaty_are_no_principle() -> None:
    assert of(read("2.遵循《[instrument:海洋法公约]》的宗旨和原则，"), "principle") == []


PROCESS = (
    "2.第[decision:9/3]号决定系建立在此前根据[body:渔业大会]第[decision:7/1]号决定设立的一个[body:渔业专家组]的"
    "工作基础上。该[body:小组]的工作因其[meeting:首次会议=1:meeting]的召开地点而被称为“[instrument:达喀尔进程]”，"
    "其结果是确定了渔业系统的一些目标，并详细阐述了“改进渔业的一系列选择方案”。上述成果被提交给了[body:渔业大会]"
    "[meeting:第五届会议=5:session]。",
)


def test_a_process_is_somebodys_work_and_named_after_a_venue() -> None:
    facts = read(*PROCESS)
    (naming,), (work,) = of(facts, "naming"), of(facts, "work-of")
    assert (refs(naming, "process"), refs(naming, "meeting")) == (
        ["instrument:达喀尔进程"],
        ["meeting:1:meeting"],
    )
    assert (refs(work, "process"), refs(work, "body")) == (["instrument:达喀尔进程"], ["body:小组"])


def test_results_have_producer_contents_and_receiver() -> None:
    facts = read(*PROCESS)
    (result,) = of(facts, "result")
    (options,) = of(facts, "option-set")
    assert refs(result, "producer") == ["instrument:达喀尔进程"]
    assert values(result, "content") == ["渔业系统的一些目标", "改进渔业的一系列选择方案"]
    assert refs(result, "content") == [None, options.id]
    assert refs(result, "submitted_to") == ["meeting:5:session"]
    assert refs(options, "put_forward_in") == ["instrument:达喀尔进程"]


def test_a_decision_builds_on_the_work_of_a_body() -> None:
    (fact,) = of(read(*PROCESS), "builds-on")
    assert (refs(fact, "decision"), refs(fact, "body")) == (["decision:9/3"], ["body:渔业专家组"])


def test_results_without_a_named_process_belong_to_the_subject() -> None:
    facts = read("2.[body:卫生小组]开了三次会，其成果是拟订了两项标准。这些成果已送交[body:卫生大会]。")
    (result,) = of(facts, "result")
    assert (refs(result, "producer"), values(result, "content")) == (["body:卫生小组"], ["两项标准"])
    assert refs(result, "submitted_to") == ["body:卫生大会"]


def test_topics_are_one_fact_for_each_block_and_term() -> None:
    facts = read(
        "1.渔业的能力建设和能力发展。",
        "2.[body:人权理事会]审议了贸易。",
    )
    assert [(f.block, values(f, "topic"), len(f.spans)) for f in of(facts, "topic")] == [
        ("p1", ["capacity-building"], 2),
        ("p1", ["oceans-and-seas"], 1),
        ("p2", ["trade"], 1),
    ]


def test_a_language_without_such_patterns_gives_nothing() -> None:
    content, mentions = document("1.能力建设")
    zh = language.load("zh")
    bare = LanguagePack("xx", zh.rules, {}, ())
    assert lists.find(content, mentions, {}, (), bare) == ()
