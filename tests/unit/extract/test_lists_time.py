"""No pattern for lists and statements takes long on texts that repeat what it looks for."""

from __future__ import annotations

import time

import pytest

from igr_kg.packs import language
from igr_kg.packs.patterns import Pattern, Tagged, example_text

PACK = language.load("zh")
PATTERNS = [p for p in PACK.patterns if p.source.endswith(("/lists.toml", "/statements.toml"))]
LONG = {
    "words": "各国在国际和区域一级为实现可持续发展所作的努力以及有关组织的支助" * 40,
    "clauses": "，并认为[option:方案(a)]最为可行，但仍须进一步研究" * 60,
    "options": "方案(a)和(b)、备选方案一至三以及" * 80,
    "views": "认为指出建议[body:渔业署]" * 150,
    "holders": "多数代表团和若干与会者以及一些国家的代表" * 60,
    "determined": "确定了可供各国采取的应对措施" * 80,
    "announced": "[body:渔业署]提出了下列可能采取的措施，" * 80 + "：",
    "modal": "各港口应必须需要" * 150,
    "toward": "对[option:方案(a)]就[option:方案(b)]在" * 120,
    "aims": "，以提高效率从而旨在以期" * 120,
    "brackets": "(" * 300 + "方案(" * 300,
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
    assert len(PATTERNS) > 80
