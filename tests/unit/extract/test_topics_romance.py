"""Topics of French and Spanish texts."""

from __future__ import annotations

import pytest

from igr_kg.extract import lists
from igr_kg.packs import language
from tests.gold_support import entities, invented


@pytest.mark.parametrize(
    ("tag", "words", "topics"),
    [
        ("fr", "Le reboisement, l’alerte rapide et le commerce", {"early-warning", "trade"}),
        (
            "fr",
            "Renforcement des capacités des pays en développement",
            {"capacity-building", "developing-countries"},
        ),
        ("es", "La reforestación, la alerta temprana y el comercio", {"early-warning", "trade"}),
        ("es", "Desechos peligrosos y mercurio", {"chemicals-and-wastes", "mercury"}),
        ("es", "La comercialización de los boscajes", set()),
    ],
)
def test_topics_are_words_of_their_own(tag: str, words: str, topics: set[str]) -> None:
    document, mentions = invented(("paragraph", words), language=tag)
    found = lists.find(document, mentions, entities(mentions), (), language.load(tag))
    assert {f.slots["topic"][0].value for f in found if f.type == "topic"} == topics
