"""What is read, against gold annotations made by reading: figures that may not fall."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from igr_kg.commands.evaluate import Pair
from igr_kg.evaluate import score
from igr_kg.extract.annotation import to_annotation
from igr_kg.packs import authority
from igr_kg.pipeline import read_bytes
from tests.support import TOP

GOLD = TOP / "tests" / "gold"
SHIPPED = GOLD / "zh_UNEP-GC.26-18.json"
EXACT = ("blocks.strict", "mentions.document", "mentions.decision", "mentions.date", "mentions.meeting")
FLOORS = {
    **dict.fromkeys(("document.symbol", "document.kind", "document.title", "document.agenda_item"), 1.0),
    **dict.fromkeys(EXACT, 1.0),
    **dict.fromkeys(("mentions.body", "mentions.person", "mentions.role", "mentions.place"), 0.95),
    **dict.fromkeys(("mentions.instrument", "acts.verb", "facts"), 0.9),
    "acts.addressee": 0.85,
    "acts.due": 1.0,
}

LANGUAGES = {
    "ar": {"blocks.strict": 0.97, "mentions": 0.975, "acts.verb": 0.97, "facts": 0.9},
    "en": {"blocks.strict": 0.96, "mentions": 0.96, "acts.verb": 0.95, "facts": 0.925},
    "es": {"blocks.strict": 0.985, "mentions": 0.975, "acts.verb": 0.97, "facts": 0.9},
    "fr": {"blocks.strict": 0.975, "mentions": 0.975, "acts.verb": 0.965, "facts": 0.9},
    "ru": {"blocks.strict": 0.965, "mentions": 0.975, "acts.verb": 0.955, "facts": 0.905},
    "zh": {"blocks.strict": 0.99, "mentions": 0.98, "acts.verb": 0.98, "facts": 0.96},
}
"""What the texts of a language together may not fall below."""

EACH = {"zh": 0.9}
"""What no single text of a language may fall below, in any of these layers."""

LOWER = {
    ("zh_governing-council-session", "facts"): 0.8,
    ("zh_executive-board-decision", "facts"): 0.8,
    ("zh_A-RES-47-39_part", "facts"): 0.8,
}
"""Texts that are not read well enough yet, and what they may not fall below."""


def load(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


@pytest.mark.parametrize(("layer", "floor"), FLOORS.items())
def test_shipped_document(layer: str, floor: float, pairs: dict[str, Pair]) -> None:
    assert score([pairs[SHIPPED.stem]])[layer].f1 >= floor


def texts(language: str) -> list[Path]:
    """Return the annotations of the texts of a language."""
    return sorted(GOLD.rglob(f"{language}_*.json"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_of_a_language_together(language: str, pairs: dict[str, Pair]) -> None:
    found = score([pairs[path.stem] for path in texts(language)])
    low = {layer: found[layer].f1 for layer, floor in LANGUAGES[language].items() if found[layer].f1 < floor}
    assert not low


@pytest.mark.parametrize("path", [p for language in EACH for p in texts(language)], ids=lambda p: p.stem)
def test_every_annotated_text(path: Path, pairs: dict[str, Pair]) -> None:
    found = score([pairs[path.stem]])
    for layer in ("blocks.strict", "mentions", "acts.verb", "facts"):
        if layer in found and found[layer].gold:
            floor = LOWER.get((path.stem, layer), EACH[path.stem.partition("_")[0]])
            assert found[layer].f1 >= floor, layer


def test_nothing_is_read_where_the_document_gives_no_date(pairs: dict[str, Pair]) -> None:
    assert pairs[SHIPPED.stem][0]["document"]["date"] is None
    assert "document.date" not in score([pairs[SHIPPED.stem]])


def test_bodies_are_found_by_form_without_any_authority() -> None:
    gold = load(SHIPPED)
    text = SHIPPED.with_name(gold["source"]["file"])
    reading = read_bytes(text.read_bytes(), text.name, language="zh", authority=authority.empty())
    found = score([(gold, to_annotation(reading))])["mentions.body"]
    assert all(m.key is None for m in reading.mentions)
    assert found.f1 >= 0.7
