"""Arabic acts: verbs lead, alone, behind إذ or before their subject; both genders; pronouns and prefixes."""

from __future__ import annotations

import pytest

from igr_kg.extract.annotation import to_annotation
from igr_kg.pipeline import read_bytes

HEAD = {"m": "القرار 77 (1995)\n\nإن مجلس الأمن،\n\n", "f": "القرار 51/77\n\nإن الجمعية العامة،\n\n"}


def acts(text: str, gender: str = "m") -> list[tuple[str, list[str], str | None]]:
    read = read_bytes((HEAD[gender] + text).encode(), "a.txt", language="ar")
    found = to_annotation(read)["acts"]
    return [(a["verb"], a["addressees"], a["due"]) for a in found]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("إذ يشير إلى قراره 5 (1990)،", "recalls"),
        ("وإذ يضع في اعتباره احتياجات الجزر،", "bearing-in-mind"),
        ("وإذ يساوره بالغ القلق إزاء الجفاف،", "concerned"),
        ("وإذ يعرب عن تقديره للجهود المبذولة،", "appreciates"),
        ("وقد نظر في التقرير،", "considers"),
        ("واقتناعا منه بأن الحظر ضروري،", "convinced"),
        ("وإذ هو مقتنع بضرورة العمل،", "convinced"),
        ("وإذ يعيد تأكيد مبادئ الميثاق،", "reaffirms"),
        ("وإذ يسترشد بالميثاق،", "guided-by"),
    ],
)
def test_recitals(text: str, verb: str) -> None:
    assert [v for v, _, _ in acts(text)] == [verb]


def test_operative_paragraphs_of_either_gender() -> None:
    text = (
        "1 - تحث الدول الأعضاء على الدفع قبل 1 آذار/مارس 1998، وتشجعها على التعاون؛\n\n"
        "٢ - تطلب إلى الأمين العام أن يقدم إليها تقريرا في دورتها الثالثة والخمسين؛\n\n"
        "3 - تهيب بالأطراف في النزاع أن تتوقف.\n"
    )
    assert acts(text, "f") == [
        ("urges", ["الدول الأعضاء"], "1998-03-01"),
        ("encourages", ["الدول الأعضاء"], None),
        ("requests", ["الأمين العام"], "53:session"),
        ("calls-upon", ["الأطراف في النزاع"], None),
    ]


def test_acts_joined_without_a_comma_and_effects_of_decisions() -> None:
    text = "1 - يرحب بالتقرير ويوافق على التوصيات؛\n\n2 - يقرر تمديد ولاية البعثة حتى 31 أيار/مايو 1996.\n"
    assert [(v, d) for v, _, d in acts(text)] == [
        ("welcomes", None),
        ("approves", None),
        ("decides", None),
        ("extends", "1996-05-31"),
    ]


def test_what_is_told_has_its_subject_behind_the_verb() -> None:
    text = "1 - وطلبت لجنة مصائد الأسماك إلى الأمانة نشر القائمة. وأعرب عدد من الوفود عن القلق إزاء الرسوم.\n"
    found = to_annotation(read_bytes(text.encode(), "a.txt", language="ar"))["acts"]
    assert [(a["verb"], a["mode"], a["by"], a["addressees"]) for a in found] == [
        ("requests", "reported", "لجنةمصائدالأسماك", ["الأمانة"]),
        ("concerned", "reported", "عدد من الوفود", []),
    ]


def test_whoever_stands_before_what_is_urged_is_urged() -> None:
    text = "1 - يرحب بالتقرير، ويشجع لجنة بناء السلام على مواصلة عملها؛"
    assert ("encourages", ["لجنة بناء السلام"], None) in acts(text)


def test_attention_is_called_of_somebody_and_pronouns_behind_a_preposition_stand_for_who_was_named() -> None:
    text = (
        "1 - يسترعي انتباه الجمعية العامة إلى هذا المقرر؛\n\n"
        "2 - يقرر تمديد ولاية المقررة الخاصة حتى 1 آذار/مارس 1998، ويطلب إليها أن تقدم تقريرا؛\n\n"
        "3 - يطلب إلى الأمين العام أن يقدم تقريرا إلى المجلس في دورته الثانية وإلى الجمعية العامة في "
        "دورتها السبعين."
    )
    assert acts(text) == [
        ("other", ["الجمعية العامة"], None),
        ("decides", [], None),
        ("extends", [], "1998-03-01"),
        ("requests", ["المقررة الخاصة"], None),
        ("requests", ["الأمين العام"], "2:session"),
    ]


def test_what_was_done_counts_without_who_did_it() -> None:
    text = "1 - تم الاتفاق على إغلاق الميناء. وأعرب ممثلون عديدون عن تأييدهم للخطة."
    read = read_bytes(
        ("تقرير الفريق العامل عن أعمال دورته الثالثة\n\n" + text).encode(), "a.txt", language="ar"
    )
    assert [a["verb"] for a in to_annotation(read)["acts"]] == ["decides", "supports"]


def test_items_of_a_decision_appoint_note_and_ask_those_who_have_not_yet_paid() -> None:
    text = (
        "المقرر 5/2\n\nإن مؤتمر الأطراف،\n\nإذ يشير إلى مقرره 4/1 الذي طلب فيه إلى الأمانة أن تعد خطة،\n\n"
        "يقرر ما يلي:\n\n(أ) أن يحيط علما بالخطة؛\n\n(ب) تعيين السيدة ليلى نور رئيسة للفريق؛\n\n"
        "(ج) أن يحث الدول التي لم تسدد اشتراكاتها على أن تفعل ذلك.\n"
    )
    assert acts(text) == [
        ("recalls", [], None),
        ("requests", ["الأمانة"], None),
        ("decides", [], None),
        ("notes", [], None),
        ("other", [], None),
        ("urges", ["الدول التي لم تسدد اشتراكاتها"], None),
    ]
