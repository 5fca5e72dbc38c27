"""Numbered paragraphs that a line above them leads: "The Meeting of the Parties decides:"."""

from __future__ import annotations

import pytest

from igr_kg.extract.annotation import to_annotation
from igr_kg.pipeline import read_bytes


def acts(language: str, text: str) -> list[tuple[str, str, list[str]]]:
    reading = read_bytes(text.encode(), "text.txt", language=language)
    return [(a["verb"], a["mode"], a["addressees"]) for a in to_annotation(reading)["acts"]]


@pytest.mark.parametrize(
    ("language", "text", "addressee"),
    [
        ("en", "The Meeting of the Parties decides:\n\n1. To request the Board to fund it;", "Board"),
        ("es", "La Reunión de las Partes decide:\n\n1. Pedir al Director que informe;", "Director"),
        ("fr", "La Réunion des Parties décide :\n\n1. De prier le Directeur de payer ;", "Directeur"),
        ("ru", "Совещание Сторон постановляет:\n\n1. просить секретариат издать перечень;", "секретариат"),
        ("zh", "缔约方会议决定：\n\n1. 请秘书处公布清单；", "秘书处"),
    ],
)
def test_numbered_paragraphs_go_on_with_the_line_above(language: str, text: str, addressee: str) -> None:
    assert acts(language, text) == [("decides", "operative", []), ("requests", "operative", [addressee])]


def test_they_end_with_another_line_without_number() -> None:
    text = "La Reunión de las Partes decide:\n\n1. Crear un fondo;\n\nLa sala fue amplia.\n\n2. Pedir agua;"
    assert [verb for verb, _, _ in acts("es", text)] == ["decides", "establishes"]


def test_a_decision_with_an_object_leads_no_paragraphs() -> None:
    text = "La Reunión de las Partes decide examinar lo siguiente:\n\n1. Pedir a la secretaría un plan;"
    assert "requests" not in [verb for verb, _, _ in acts("es", text)]


def test_what_a_body_may_wish_to_do_is_recommended_and_its_items_are_acts_of_the_body() -> None:
    text = (
        "渔业委员会\n第三次会议\n\n渔港的报告\n\n秘书处的说明\n\n1. 秘书处编写了本说明。\n\n"
        "2. 委员会不妨：\n\n"
        "    (a) 表示注意到本说明；\n\n    (b) 请秘书处在委员会第四次会议之前提交一份计划。\n"
    )
    assert acts("zh", text)[-3:] == [
        ("recommends", "operative", ["委员会"]),
        ("notes", "operative", []),
        ("requests", "operative", ["秘书处"]),
    ]
