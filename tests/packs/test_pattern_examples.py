"""Every pattern of every language pack is proved by its own examples."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from igr_kg.model import Span, View
from igr_kg.packs import language
from igr_kg.packs.fold import fold_char, reading
from igr_kg.packs.language import LanguagePack
from igr_kg.packs.patterns import Match, Pattern, example_text

PATTERNS = [
    pytest.param(pack, pattern, id=f"{pack.tag}:{pattern.id}")
    for pack in map(language.load, language.tags())
    for pattern in pack.patterns
]


def matches(pack: LanguagePack, pattern: Pattern, text: str) -> Iterator[Match]:
    if pattern.tagged:
        return pattern.find(example_text(text, pack.rules))
    if pattern.makes.startswith("label."):
        lead = "".join(map(fold_char, text))
        return pattern.find(View(lead, tuple(range(len(lead))), tuple(range(1, len(lead) + 1))))
    return pattern.find(reading(text, [Span(0, len(text))], pack.rules))


@pytest.mark.parametrize(("pack", "pattern"), PATTERNS)
def test_examples(pack: LanguagePack, pattern: Pattern) -> None:
    assert pattern.yes, "a pattern without an example"
    assert pattern.no, "a pattern without a counter-example"
    for example in pattern.yes:
        found = list(matches(pack, pattern, example.text))
        assert found, f"does not match {example.text!r}"
        assert any(all(m.texts.get(k) == v for k, v in example.gives.items()) for m in found), (
            f"{example.text!r} gives {[dict(m.texts) for m in found]}"
        )
    for text in pattern.no:
        found = list(matches(pack, pattern, text))
        assert not found, f"matches {text!r}: {found[0].texts['']!r}"
