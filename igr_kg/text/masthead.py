"""Cover lines by role: session, date and place, agenda item, title, issuer; the same for annexes."""

from __future__ import annotations

from collections.abc import Iterator

from igr_kg.model import Block, Document, Span
from igr_kg.text import lines, signs


def cover_lines(document: Document, block: Block) -> Iterator[str]:
    """Yield what a reader would say for each line of a cover."""
    rules = signs.load(document.language).pack.rules
    for line in lines.split(document.text[block.start : block.end], rules):
        yield line.text


def roles(document: Document) -> tuple[tuple[str, Span], ...]:
    """Return the lines of covers by role."""

    return ()
