"""No pattern for acts and facts takes long on texts that repeat what it looks for."""

from __future__ import annotations

import time

import pytest

from igr_kg.packs import language
from igr_kg.packs.patterns import Pattern, Tagged, example_text

PACK = language.load("zh")
PATTERNS = [p for p in PACK.patterns if p.source.endswith(("/acts.toml", "/facts.toml"))]
LONG = {
    "words": "各国在国际和区域一级为实现可持续发展所作的努力以及有关组织的支助" * 40,
    "bodies": "[body:渔业大会]的[role:主席]和[role:秘书长]关于渔业治理的各项报告以及有关国家所作的努力" * 40,
    "clauses": "，并[body:渔业大会]的[role:主席]关于渔业治理的报告" * 60,
    "numbers": "第[decision:1/1]号、" * 300,
    "particles": "的国家" * 600,
    "dates": "[date:2001年]在[place:利马]和[body:渔业署]" * 150,
    "brackets": "(" * 400 + "对各国的努力，" * 100,
}
TEXTS = {name: example_text(text, PACK.rules) for name, text in LONG.items()}
SECONDS = 1.0


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda p: p.id)
def test_time(pattern: Pattern) -> None:
    for name, tagged in TEXTS.items():
        started = time.process_time()
        count(pattern, tagged)
        assert time.process_time() - started < SECONDS, name


def count(pattern: Pattern, tagged: Tagged) -> int:
    return sum(1 for _ in pattern.find(tagged if pattern.tagged else tagged.plain))


def test_there_are_patterns_to_time() -> None:
    assert len(PATTERNS) > 50
