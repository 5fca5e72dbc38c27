"""Topics of texts whose words vary: a term stands in any of its forms."""

from __future__ import annotations

import pytest

from igr_kg.extract import lists
from igr_kg.packs import language
from tests.gold_support import entities, invented


@pytest.mark.parametrize(
    ("tag", "words", "expected"),
    [
        (
            "ru",
            "Лесовозы перевозят грузы; порты ведут борьбу с опустыниванием.",
            ["desertification-and-land"],
        ),
        ("ru", "Порты помогают наименее развитым странам и лесам.", ["developing-countries", "forests"]),
        ("ru", "Порты обеспечат раннее оповещение.", ["early-warning"]),
        ("ar", "تساعد الموانئ في الإنذار المبكر وبالتمويل.", ["early-warning", "financing"]),
        ("ar", "تساعد الموانئ السفن.", []),
    ],
)
def test_terms_stand_in_any_form(tag: str, words: str, expected: list[str]) -> None:
    document, mentions = invented(("paragraph", words), language=tag)
    found = lists.find(document, mentions, entities(mentions), (), language.load(tag))
    assert [f.slots["topic"][0].value for f in found if f.type == "topic"] == expected
