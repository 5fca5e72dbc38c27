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
