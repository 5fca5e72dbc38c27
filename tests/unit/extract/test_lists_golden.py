"""What lists give on annotated texts, with the annotation's own blocks and mentions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from igr_kg.evaluate import score
from igr_kg.extract import lists
from igr_kg.extract.annotation import to_annotation
from igr_kg.model import Reading
from igr_kg.packs import language
from tests.gold_support import entities, load
from tests.support import TOP

GOLD = TOP / "tests" / "gold"
TYPES = ("response", "measure", "aim", "option", "assessment")
# Layers that lists alone fill, with the least that is kept.
LEAST = 0.95


@pytest.mark.parametrize("gold", sorted(GOLD.glob("zh_*.json")), ids=lambda p: p.stem)
def test_annotated_lists_are_found(gold: Path) -> None:
    document, mentions = load(gold, gold.with_suffix(".txt"))
    facts = lists.find(document, mentions, entities(mentions), (), language.load(document.language))
    record = json.loads(gold.read_text(encoding="utf-8"))
    predicted = to_annotation(Reading(document, mentions, {}, (), facts))
    for layer, counted in score([(record, predicted)]).items():
        if layer.removeprefix("facts.") in TYPES:
            assert counted.f1 >= LEAST, f"{layer}: {counted}"


def test_the_list_of_the_shipped_document_is_complete() -> None:
    gold = GOLD / "zh_UNEP-GC.26-18.json"
    document, mentions = load(gold, gold.with_suffix(".txt"))
    facts = lists.find(document, mentions, entities(mentions), (), language.load("zh"))
    count = {letter: [0, 0] for letter in "abcdef"}
    for fact in facts:
        if fact.type in ("measure", "aim"):
            count[fact.slots["of"][0].value][fact.type == "aim"] += 1
    assert count == {"a": [4, 7], "b": [2, 4], "c": [4, 3], "d": [7, 6], "e": [1, 2], "f": [2, 1]}


def test_every_slot_is_read_from_somewhere_and_every_reference_resolves() -> None:
    gold = GOLD / "zh_UNEP-GC.26-18.json"
    document, mentions = load(gold, gold.with_suffix(".txt"))
    things = entities(mentions)
    facts = lists.find(document, mentions, things, (), language.load("zh"))
    known = {f.id for f in facts} | set(things) | {b.id for b in document.blocks}
    rules = {p.id for p in language.load("zh").patterns} | {"topic_terms"}
    for fact in facts:
        assert fact.spans
        assert fact.rule in rules
        assert document.at(fact.spans[0].start) == document.block(fact.block)
        for slot in (s for slots in fact.slots.values() for s in slots):
            assert slot.spans
            assert slot.ref is None or slot.ref in known
