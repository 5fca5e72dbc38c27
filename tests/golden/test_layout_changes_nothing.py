"""The same facts whatever the layout: line width, blank lines, line ends, width of digits, page numbers."""

from __future__ import annotations

from functools import cache

import pytest

from igr_kg.graph.build import build
from igr_kg.graph.syntax import canonical_hash
from igr_kg.pipeline import read_bytes
from tests.mutations import MUTATIONS
from tests.support import TOP

DOCUMENT = TOP / "data" / "documents" / "unep-gc-26-18" / "zh.txt"


@cache
def facts(text: str) -> tuple[int, str]:
    """Return number and canonical hash of the facts of a text."""
    quads = build(read_bytes(text.encode("utf-8"), "zh.txt", language="zh"))
    found = [q for q in quads if "/graph/document/" in q.g]
    return len(found), canonical_hash(found)


@pytest.mark.parametrize("name", MUTATIONS)
def test_same_facts(name: str) -> None:
    text = DOCUMENT.read_bytes().decode("utf-8")
    changed = MUTATIONS[name](text)
    assert changed != text
    assert facts(changed) == facts(text)
    assert facts(text)[0] > 1000
