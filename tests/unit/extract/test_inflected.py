"""Names are found as the grammar of each language writes them."""

from __future__ import annotations

import pytest

from igr_kg.extract.mentions.gazetteer import Gazetteer
from igr_kg.extract.mentions.inflected import InflectedGazetteer, Inflections, gazetteer
from igr_kg.model import Span
from igr_kg.packs import authority, language
from igr_kg.packs.fold import reading
from tests.support import seconds


def found(tag: str, mention: str, text: str) -> list[tuple[str, str]]:
    pack = language.load(tag)
    view = reading(text, [Span(0, len(text))], pack.rules)
    names = gazetteer(authority.load().names(tag, mention), pack)
    spans = [(view.span(a, b), key) for a, b, key in names.scan(view.text)]
    return [(text[s.start : s.end], key) for s, key in spans]


@pytest.mark.parametrize(
    ("tag", "mention", "text", "names"),
    [
        (
            "ru",
            "body",
            "по просьбе Совета Безопасности и Генеральной\nАссамблеи",
            ["Совета Безопасности", "Генеральной\nАссамблеи"],
        ),
        (
            "ru",
            "body",
            "с Генеральной Ассамблеей, СОВЕТОМ БЕЗОПАСНОСТИ",
            ["Генеральной Ассамблеей", "СОВЕТОМ БЕЗОПАСНОСТИ"],
        ),
        (
            "ru",
            "body",
            "Программе Организации Объединенных Наций по окружающей среде (ЮНЕП)",
            ["Программе Организации Объединенных Наций по окружающей среде", "ЮНЕП"],
        ),
        (
            "ru",
            "role",
            "просит Генерального секретаря; Генеральным секретарём",
            ["Генерального секретаря", "Генеральным секретарём"],
        ),
        (
            "ru",
            "place",
            "в Женеве, Найроби и Нью-Йорке; правительство Египта",
            ["Женеве", "Найроби", "Нью-Йорке", "Египта"],
        ),
        (
            "ru",
            "instrument",
            "согласно Уставу Организации Объединенных Наций и Киотскому протоколу",
            ["Уставу Организации Объединенных Наций", "Киотскому протоколу"],
        ),
        ("ru", "place", "того же мнения, чад", []),
        (
            "ar",
            "body",
            "وطلب إلى الجمعية العامة والجمعية العامة ومجلس الأمن",
            ["الجمعية العامة", "الجمعية العامة", "مجلس الأمن"],
        ),
        ("ar", "body", "قرار للجمعية العامة وللأمم المتحدة", ["لجمعية العامة", "لأمم المتحدة"]),
        (
            "ar",
            "body",
            "مَجلِس الأَمن، مجـلس الأمن، \ufee3ﺠﻠﺲ الأمن",
            ["مَجلِس الأَمن", "مجـلس الأمن", "\ufee3ﺠﻠﺲ الأمن"],
        ),
        ("ar", "place", "في نيروبي وجنيف وبكينيا", ["نيروبي", "جنيف", "كينيا"]),
        (
            "fr",
            "body",
            "rapport de l’Assemblée générale, CONFERENCE DES PARTIES À LA CONVENTION DE BÂLE",
            ["Assemblée générale", "CONFERENCE DES PARTIES À LA CONVENTION DE BÂLE"],
        ),
        (
            "fr",
            "body",
            "au Conseil de se\u0301curite\u0301 et du PNUE",
            ["Conseil de se\u0301curite\u0301", "PNUE"],
        ),
        (
            "fr",
            "place",
            "d'Afghanistan et de la Côte d’Ivoire, à la Nouvelle-Zélande",
            ["Afghanistan", "Côte d’Ivoire", "Nouvelle-Zélande"],
        ),
        ("fr", "body", "un pam de pam", []),
        (
            "es",
            "body",
            "del Consejo de Seguridad a la ASAMBLEA GENERAL",
            ["Consejo de Seguridad", "ASAMBLEA GENERAL"],
        ),
        ("es", "place", "en Nueva York, del Perú y del PERU", ["Nueva York", "Perú", "PERU"]),
        (
            "en",
            "body",
            "THE SECURITY COUNCIL and the United Nations Children’s Fund",
            ["SECURITY COUNCIL", "United Nations Children’s Fund"],
        ),
        (
            "en",
            "place",
            "Guinea-Bissau, Papua New Guinea and Guinea",
            ["Guinea-Bissau", "Papua New Guinea", "Guinea"],
        ),
    ],
)
def test_names_in_texts(tag: str, mention: str, text: str, names: list[str]) -> None:
    assert [name for name, _ in found(tag, mention, text)] == names


def test_a_name_keeps_its_key() -> None:
    assert found("ru", "body", "Советом Безопасности") == [("Советом Безопасности", "body/unsc")]
    assert found("ar", "place", "وفرنسا") == [("فرنسا", "country/FRA")]
    pack = language.load("ru")
    names = gazetteer({"Конференция Сторон": "a"}, pack)
    assert names.get("КОНФЕРЕНЦИЕЙ СТОРОН") == "a"
    assert "Конференции" not in names
    assert names.at("к Конференции Сторон", 2) == 20
    assert names.before("к Конференции Сторон", 20) == 2


def test_the_longest_name_counts_and_abbreviations_are_exact() -> None:
    names = InflectedGazetteer({"US": "s", "Group": "g", "Group of 77": "h"}, Inflections())
    assert [m for _, _, m in names.scan("the Group of 77, the Group, tell us, US")] == ["h", "g", "s"]


def test_chinese_is_matched_by_characters() -> None:
    assert type(gazetteer(("理事会",), language.load("zh"))) is Gazetteer


def test_time_grows_with_the_text_alone() -> None:
    names = gazetteer(authority.load().names("ru", "body"), language.load("ru"))
    text = "Организация Объединенных Наций по " * 6000
    assert len(list(names.scan(text))) == 6000
    assert seconds(lambda: list(names.scan(text))) < 5
