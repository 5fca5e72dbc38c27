"""The structure of a text does not depend on its layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from igr_kg import text
from igr_kg.model import Document
from tests.mutations import MUTATIONS, rewrap
from tests.support import FIRST

SHIPPED = [FIRST / "zh.txt"]
"""The whole document whose layout is changed in every way; excerpts have lost part of theirs."""


def read(content: str) -> Document:
    return text.structure(text.read(content.encode(), "test.txt"))


def said(document: Document) -> list[tuple[str, str | None, str | None, str]]:
    """What a document says part by part, without its offsets."""
    return [
        (b.kind, b.label, b.path, document.view(b.id).text) for b in document.blocks if b.kind != "furniture"
    ]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.parent.name)
@pytest.mark.parametrize("name", MUTATIONS)
def test_structure_does_not_depend_on_layout(name: str, path: Path) -> None:
    original = path.read_bytes().decode()
    changed = MUTATIONS[name](original)
    assert changed != original
    before, after = read(original), read(changed)
    assert said(after) == said(before)
    assert after.symbol == before.symbol
    assert after.doctype == before.doctype
    assert [role for role, _ in text.roles(after)] == [role for role, _ in text.roles(before)]


@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize("columns", range(30, 126, 12))
def test_structure_does_not_depend_on_the_line_width(columns: int, blank: bool) -> None:
    original = SHIPPED[0].read_bytes().decode()
    assert said(read(rewrap(original, columns, blank=blank))) == said(read(original))
