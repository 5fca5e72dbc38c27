"""Mentions against the annotated texts, with the authority and without any name known."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from igr_kg.evaluate import Score, score
from igr_kg.extract import mentions
from igr_kg.packs import authority, language
from igr_kg.packs.authority import Authority
from tests.gold_support import load

GOLD = Path(__file__).resolve().parents[2] / "gold"
FILES = sorted(GOLD.glob("zh_*.json"))
EXACT = ("document", "decision", "date", "meeting")


def scores(gold: Path, names: Authority) -> dict[str, Score]:
    document, _ = load(gold, gold.with_suffix(".txt"))
    found = mentions.find(document, language.load("zh"), names)
    annotated = json.loads(gold.read_text(encoding="utf-8"))
    rows = score(
        [({"mentions": annotated["mentions"]}, {"mentions": [{**asdict(m), "data": {}} for m in found]})]
    )
    return {layer.removeprefix("mentions."): row for layer, row in rows.items()}


@pytest.mark.parametrize("gold", FILES, ids=lambda p: p.stem)
def test_known_names(gold: Path) -> None:
    rows = scores(gold, authority.load())
    for kind, row in rows.items():
        if row.gold and not kind.startswith("document."):
            assert row.f1 >= (1.0 if kind in EXACT else 0.95), f"{kind}: {row}"


@pytest.mark.parametrize("gold", FILES, ids=lambda p: p.stem)
def test_by_form_alone(gold: Path) -> None:
    rows = scores(gold, authority.empty())
    for kind in EXACT:
        assert kind not in rows or rows[kind].f1 == 1.0, kind
    assert rows["body"].f1 >= 0.7, rows["body"]
