"""Acts, general facts and fields on annotated texts, with the annotation's own blocks and mentions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from igr_kg.evaluate import Score, score
from igr_kg.extract import acts, facts, fields
from igr_kg.extract.annotation import to_annotation
from igr_kg.model import Reading
from igr_kg.packs import language
from tests.gold_support import entities, load
from tests.support import TOP

GOLD = TOP / "tests" / "gold"
TEXTS = sorted(GOLD.glob("zh_*.json"))
# Layers read here with the least that is kept. Which names are one body is settled elsewhere; without it
# one meeting may be found under two names.
LEAST = {
    "acts.verb": 0.98,
    "acts.addressee": 0.98,
    "acts.due": 1.0,
    "facts.meeting": 0.85,
    "facts.decision": 0.98,
    "facts.establishment": 0.98,
    "facts.request": 0.98,
    "facts.participation": 0.98,
    "facts.officer": 0.98,
    "facts.citation": 0.98,
    "facts.vote": 1.0,
    "facts.submission": 0.98,
    "facts.input": 0.98,
    "document.symbol": 1.0,
    "document.kind": 1.0,
    "document.title": 1.0,
    "document.date": 1.0,
    "document.agenda_item": 1.0,
    "document.meeting": 1.0,
}


def read(gold: Path) -> Reading:
    document, mentions = load(gold, gold.with_suffix(".txt"))
    pack, things = language.load(document.language), entities(mentions)
    done = acts.find(document, mentions, things, pack)
    described = fields.find(document, mentions, things, pack)
    stated = facts.find(document, mentions, things, done, described, pack)
    return Reading(document, mentions, things, done, stated, described)


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    pairs = []
    for gold in TEXTS:
        record = json.loads(gold.read_text(encoding="utf-8"))
        record.setdefault("facts", None)
        predicted = to_annotation(read(gold))
        if record["facts"] is None:
            del record["facts"]
            predicted["facts"] = []
        pairs.append((record, predicted))
    return score(pairs)


@pytest.mark.parametrize("layer", LEAST)
def test_annotated_layers_are_found(layer: str, scores: dict[str, Score]) -> None:
    assert scores[layer].f1 >= LEAST[layer], f"{layer}: {scores[layer]}"


@pytest.mark.parametrize("gold", TEXTS, ids=lambda p: p.stem)
def test_every_slot_is_read_from_somewhere_and_every_reference_resolves(gold: Path) -> None:
    reading = read(gold)
    known = {a.id for a in reading.acts} | {f.id for f in reading.facts} | set(reading.entities)
    known |= {b.id for b in reading.document.blocks}
    slots = [s for a in reading.acts for values in (*a.parts.values(), a.addressees) for s in values]
    slots += [s for f in reading.facts for values in f.slots.values() for s in values]
    for slot in slots:
        assert slot.value
        assert slot.spans
        assert slot.ref is None or slot.ref in known
    assert all(f.spans for f in reading.facts)
    assert len({a.id for a in reading.acts}) == len(reading.acts)
