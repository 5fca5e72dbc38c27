"""Mastheads, openings, recitals, lists, annexes and closing lines in the official languages but Chinese."""

from __future__ import annotations

import pytest

from igr_kg import text
from igr_kg.model import Document
from tests.unit.text.outline import read

RESOLUTIONS = {
    "en": (
        "United Nations\nA/RES/81/7\nGeneral Assembly\nDistr.: General\n3 March "
        "2027\n\nEighty-first session\n"
        "Agenda item 12 (b)\n\nResolution adopted by the General Assembly on\n20 December 2026\n\n"
        "81/7. Lakes of the plateau\n\nThe General Assembly,\n\nRecalling its resolution 80/3,\n\n"
        "Deeply concerned at the loss of water,\n\n1. Requests the Secretary-General:\n\n"
        "(a) To list the lakes; and\n\n(b) To report;\n\n2. Decides to remain seized of the matter.\n\n"
        "75th plenary meeting\n20 December 2026\n"
    ),
    "fr": (
        "Nations Unies\nA/RES/81/7\nAssemblée générale\nDistr. générale\n3 mars 2027\n\n"
        "Quatre-vingt-unième session\nPoint 12 b) de l’ordre du jour\n\n"
        "Résolution adoptée par l’Assemblée générale le 20 décembre 2026\n\n"
        "81/7. Lacs du plateau\n\nL’Assemblée générale,\n\nRappelant sa résolution 80/3,\n\n"
        "Profondément préoccupée par la perte d’eau,\n\n1. Prie le Secrétaire général :\n\n"
        "a) De recenser les lacs; et\n\nb) De faire rapport;\n\n2. Décide de rester saisie de la "
        "question.\n\n"
        "75e séance plénière\n20 décembre 2026\n"
    ),
    "es": (
        "Naciones Unidas\nA/RES/81/7\nAsamblea General\nDistr. general\n3 de marzo de 2027\n\n"
        "Octogésimo primer período de sesiones\nTema 12 b) del programa\n\n"
        "Resolución aprobada por la Asamblea General el 20 de diciembre de 2026\n\n"
        "81/7. Lagos de la meseta\n\nLa Asamblea General,\n\nRecordando su resolución 80/3,\n\n"
        "Profundamente preocupada por la pérdida de agua,\n\n1. Pide al Secretario General que:\n\n"
        "a) Enumere los lagos; y\n\nb) Presente un informe;\n\n2. Decide seguir examinando la cuestión.\n\n"
        "75ª sesión plenaria\n20 de diciembre de 2026\n"
    ),
    "ru": (
        "Организация Объединенных Наций\nA/RES/81/7\nГенеральная Ассамблея\nDistr.: General\n3 March 2027\n\n"
        "Восемьдесят первая сессия\nПункт 12 b) повестки дня\n\n"
        "Резолюция, принятая Генеральной Ассамблеей 20 декабря 2026 года\n\n"
        "81/7. Озера нагорья\n\nГенеральная Ассамблея,\n\nссылаясь на свою резолюцию 80/3,\n\n"
        "будучи глубоко обеспокоена потерей воды,\n\n1. просит Генерального секретаря:\n\n"
        "а) составить перечень озер; и\n\nб) представить доклад;\n\n2. постановляет держать вопрос "
        "в поле зрения.\n\n"
        "75-е пленарное заседание\n20 декабря 2026 года\n"
    ),
    "ar": (
        "الأمم المتحدة\nA/RES/81/7\nالجمعية العامة\nDistr.: General\n3 March 2027\n\n"
        "الدورة الحادية والثمانون\nالبند 12 (ب) من جدول الأعمال\n\n"
        "قرار اتخذته الجمعية العامة في 20 كانون الأول/ديسمبر 2026\n\n"
        "81/7 - بحيرات الهضبة\n\nإن الجمعية العامة،\n\nإذ تشير إلى قرارها 80/3،\n\n"
        "وإذ يساورها بالغ القلق إزاء فقدان المياه،\n\n1 - تطلب إلى الأمين العام:\n\n"
        "(أ) إعداد قائمة بالبحيرات؛\n\n(ب) تقديم تقرير؛\n\n2 - تقرر أن تبقي المسألة قيد نظرها.\n\n"
        "الجلسة العامة 75\n20 كانون الأول/ديسمبر 2026\n"
    ),
}
PATHS = [
    *("cover", "head/-1", "rec/0", "rec/1", "rec/2", "par/1", "par/1/a", "par/1/b", "par/2", "par/-1"),
]


def roles(document: Document) -> dict[str, str]:
    return {role: " ".join(document.text[s.start : s.end].split()) for role, s in text.roles(document)}


@pytest.mark.parametrize("tag", sorted(RESOLUTIONS))
def test_a_resolution_has_the_same_parts_in_every_language(tag: str) -> None:
    document = read(RESOLUTIONS[tag], None)
    assert document.language == tag
    assert [b.path for b in document.blocks] == PATHS
    assert document.doctype == "resolution"
    assert document.symbol == "A/RES/81/7"
    found = roles(document)
    assert found["decision-number"] == "81/7"
    assert {"session", "agenda-item", "adopted", "title", "date"} <= found.keys()
    assert "2026" in found["adopted"]


@pytest.mark.parametrize(
    ("tag", "issuer", "title"),
    [
        ("en", "Note by the secretariat", "Outcome of the forum on lakes"),
        ("fr", "Note du secrétariat", "Résultats du forum sur les lacs"),
        ("es", "Nota de la secretaría", "Resultados del foro sobre los lagos"),
        ("ru", "Записка секретариата", "Итоги форума по озерам"),
        ("ar", "مذكرة من الأمانة", "نتائج المنتدى المعني بالبحيرات"),
    ],
)
def test_a_note_names_its_issuer_under_its_title(tag: str, issuer: str, title: str) -> None:
    document = read(f"UNEP/LAKE.3/9\n\n{title}\n\n{issuer}\n\n1. Abc abc.\n\n2. Abc abc.\n", tag)
    assert document.doctype == "note"
    assert roles(document)["issuer"] == issuer
    assert roles(document)["title"] == title


def test_sections_and_letters_of_arabic_have_latin_names() -> None:
    document = read(
        "\u200fأولا - الولاية\n\n١ - أنشأ المؤتمر الفريق.\n\nثانيا - الاجتماعات\n\nألف - الاجتماع الأول\n\n"
        "٢ - ناقش الفريق ما يلي:\n\n(أ) الميزانية؛\n\n(ب) البرنامج؛\n\n(ج) المكان.\n",
        "ar",
    )
    assert [(b.label, b.path) for b in document.blocks] == [
        ("أولا", "sec/i"),
        ("١", "sec/i/par/1"),
        ("ثانيا", "sec/ii"),
        ("ألف", "sec/ii/sec/a"),
        ("٢", "sec/ii/sec/a/par/2"),
        ("أ", "sec/ii/sec/a/par/2/a"),
        ("ب", "sec/ii/sec/a/par/2/b"),
        ("ج", "sec/ii/sec/a/par/2/c"),
    ]
    assert document.text[document.blocks[0].start] == "أ"


def test_a_date_under_the_number_belongs_to_the_heading() -> None:
    for content in (
        "Resolution 1931 (2030)\nof 4 May 2030\n\nThe Security Council,\n\n"
        "Recalling its statement,\n\nCalls for peace.\n",
        "القرار ١٩٣١ (٢٠٣٠)\nالمؤرخ ٤ أيار/مايو ٢٠٣٠\n\n"
        "إن مجلس الأمن،\n\nإذ يشير إلى بيانه،\n\n١ - يدعو إلى السلام.\n",
    ):
        document = read(content, None)
        assert [b.kind for b in document.blocks][:2] == ["heading", "preamble"]
        assert "adopted" in roles(document)


def test_a_universal_declaration_has_recitals_before_its_opening() -> None:
    document = read(
        "Declaración de los Lagos\n\nAprobada por la Asamblea General el 5 de junio de 2030\n\nPreámbulo\n\n"
        "Considerando que los lagos son bienes comunes,\n\nConsiderando que se secan; y\n\n"
        "La Asamblea General\n\nProclama la presente Declaración.\n\nArtículo 1\n\nTodo lago se protege.\n\n"
        "Artículo 2\n\nToda orilla se cuida.\n",
        "es",
    )
    assert document.doctype == "declaration"
    assert [b.kind for b in document.blocks] == [
        *("heading", "cover", "heading", "preamble", "preamble", "preamble", "paragraph"),
        *("heading", "paragraph", "heading", "paragraph"),
    ]
