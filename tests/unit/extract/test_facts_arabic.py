"""Arabic facts: who was elected, hosted or came as an observer, and what was set up under a decision."""

from __future__ import annotations

from igr_kg.extract.annotation import to_annotation
from igr_kg.pipeline import read_bytes

HEAD = "لجنة الموانئ\n\nتقرير لجنة الموانئ عن أعمال دورتها الثالثة\n\nأولا - تنظيم الأعمال\n\n"


def facts(text: str, kind: str) -> list[dict[str, str]]:
    read = to_annotation(read_bytes((HEAD + text).encode(), "a.txt", language="ar"))
    return [
        {k: v.replace(" ", "") for k, v in f["slots"].items() if v}
        for f in read["facts"]
        if f["type"] == kind
    ]


def test_officers_are_elected_after_circumstances() -> None:
    text = "1 - انتخبت اللجنة بالتزكية، في جلستها الأولى، السيدة ليلى نور (المغرب) رئيسة."
    assert facts(text, "officer") == [
        {"person": "ليلىنور", "office": "رئيسة", "state": "المغرب", "group": "اللجنة"}
    ]


def test_an_officer_named_again_in_another_form_is_one() -> None:
    text = (
        "1 - انتخبت اللجنة السيدة ليلى نور (المغرب) رئيسة.\n\n"
        "2 - وأعلنت الرئيسة، السيدة ليلى نور، اختتام الدورة."
    )
    assert [f["office"] for f in facts(text, "officer")] == ["رئيسة"]


def test_observers_and_hosts_take_part() -> None:
    text = (
        "1 - وشاركت منظمة الصحة العالمية بصفة مراقب.\n\n"
        "2 - وأشار إلى المؤتمر الدولي للموانئ، الذي استضافته حكومة بيرو في ليما في 3 أيار/مايو 2011."
    )
    assert [(f["person"], f["act"]) for f in facts(text, "participation")] == [
        ("منظمةالصحةالعالمية", "attended"),
        ("حكومةبيرو", "hosted"),
    ]


def test_what_was_set_up_under_a_decision_that_is_named_first() -> None:
    text = "1 - وأنشأت اللجنة، بموجب القرار 50/2 المؤرخ 3 أيار/مايو 2011، فريقا عاملا معنيا بالأرصفة."
    assert facts(text, "establishment") == [
        {"established": "فريقاعاملامعنيابالأرصفة", "by": "50/2", "date": "2011-05-03"}
    ]


def test_numbers_with_blanks_around_their_stroke_are_cited() -> None:
    text = "1 - يشير إلى قراراتها 47 / 188 المؤرخ 22 أيار/مايو 1992، و 48 / 191 المؤرخ 21 أيار/مايو 1993."
    assert [f["cited"] for f in facts(text, "citation")] == ["47/188", "48/191"]


def test_light_verbs_hosts_and_givers_in_reports() -> None:
    text = (
        "1 - وتولى رئيس اللجنة، السيد سامي نور (تشاد)، افتتاح الاجتماع الثاني.\n\n"
        "2 - وكانت حكومة بيرو الجهة المضيفة في الاجتماع الأول.\n\n"
        "3 - وزودت منظمة الصحة العالمية فريق الخبراء، عبر نظام الإنذار المبكر، بمعلومات عن الشباك."
    )
    assert [(f["person"], f["act"]) for f in facts(text, "participation")] == [
        ("سامينور", "opened"),
        ("حكومةبيرو", "hosted"),
    ]
    given = facts(text, "input")
    assert [(f["from"], f["channel"], f["to"]) for f in given] == [
        ("منظمةالصحةالعالمية", "نظامالإنذارالمبكر", "فريقالخبراء")
    ]


def test_what_was_entrusted_in_a_decision_named_before() -> None:
    text = (
        "1 - وأنشأت اللجنة، بموجب قرارها 67/4، فريق الخبراء. "
        "وعهدت اللجنة في ذلك القرار إلى فريق الخبراء باستعراض الخطة."
    )
    assert [(f["addressee"], f["in"]) for f in facts(text, "request")] == [("فريقالخبراء", "67/4")]
