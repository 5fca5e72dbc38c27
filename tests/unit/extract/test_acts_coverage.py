"""Numbered paragraphs of resolutions are opened by a verb that is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from igr_kg.pipeline import read_bytes
from tests.support import shared

SHARE = 0.96


def opened(path: Path) -> Iterator[bool]:
    """Yield for each numbered paragraph whether an act begins with its words."""
    read = read_bytes(path.read_bytes(), path.name, language="en")
    starts: dict[str, int] = {}
    for act in read.acts:
        starts.setdefault(act.block, act.span.start)
    for block in read.document.blocks:
        if block.kind == "paragraph" and (block.label or "").isdigit() and "annex" not in block.container:
            yield starts.get(block.id, block.end) <= block.start + 30


@pytest.mark.slow
def test_most_operative_paragraphs_are_opened_by_a_known_verb() -> None:
    """One in four of the resolutions is read."""
    found = [
        o for path in sorted(shared("documents", "security-council").glob("*.txt"))[::4] for o in opened(path)
    ]
    print(f"{sum(found)} of {len(found)}")
    assert sum(found) >= SHARE * len(found)
