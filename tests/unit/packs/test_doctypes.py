"""Document types and the common form are proved by the examples that stand beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from igr_kg.errors import PackError
from igr_kg.model import Span
from igr_kg.packs import doctypes
from igr_kg.packs.fold import FoldRules, reading
from igr_kg.packs.patterns import Pattern

PATTERNS = [*doctypes.form(), *doctypes.numbers(), *(s.pattern for t in doctypes.load() for s in t.signs)]


def texts(pattern: Pattern, text: str) -> list[dict[str, str]]:
    rules = [FoldRules("", True), FoldRules()]
    views = [reading(text, [Span(0, len(text))], r) for r in rules]
    return [dict(m.texts) for view in views for m in pattern.find(view)]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda p: f"{p.source}:{p.id}")
def test_examples(pattern: Pattern) -> None:
    assert pattern.yes
    assert pattern.no
    for example in pattern.yes:
        found = texts(pattern, example.text)
        assert any(all(m.get(k) == v for k, v in example.gives.items()) for m in found), example.text
    for text in pattern.no:
        assert not texts(pattern, text), text


def test_ids_are_unique() -> None:
    ids = [p.id for p in PATTERNS]
    assert len(set(ids)) == len(ids)


def test_every_kind_of_the_annotation_format_has_a_type() -> None:
    kinds = {
        "note",
        "report",
        "decision",
        "resolution",
        "agenda",
        "declaration",
        "statement",
        "compilation",
        "draft",
        "other",
    }
    assert {t.id for t in doctypes.load()} == kinds


def test_broken_type_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_text('id = "odd"\nrank = 1\n[[sign]]\nid = "x"\nplace = "nowhere"\n')
    with pytest.raises(PackError, match="no place") as caught:
        doctypes.load(tmp_path)
    assert caught.value.where == "odd.toml: x"
