"""Who holds, recommends or determines what a clause says."""

from __future__ import annotations

from collections.abc import Iterator

from igr_kg.extract.lists.clauses import segments, sentence_of
from igr_kg.extract.lists.source import Source, body_start
from igr_kg.model import Act, Block, Slot, Span
from igr_kg.packs.patterns import Match, Tagged


def holder(source: Source, block: Block, index: int) -> Slot | None:
    """Return the subject of the clause at an index of a block's tagged view.

    It is the nearest subject before it in the same sentence; otherwise the first one after it (clauses
    that give the reason may stand before the subject); otherwise who performs the act that the place
    belongs to.
    """
    tagged = source.tagged(block.id)
    start, end = sentence_of(
        tagged.view.text, source.pack.words["clause_marks"], index, body_start(block, tagged)
    )
    opened = list(openings(source, tagged, start, end))
    before = [m for m in opened if m.start <= index]
    if opened:
        return subject_slot(source, tagged, (before[-1] if before else opened[0]).spans["subject"])
    return _performer(source, tagged.view.span(index, index + 1))


def openings(source: Source, tagged: Tagged, start: int, end: int) -> Iterator[Match]:
    """Yield the subjects that open a clause between two indexes."""
    for segment in segments(tagged.view.text, source.pack.words["clause_marks"], start, end):
        match = next(source.pack.makers("clause-subject").at(tagged, segment.start), None)
        if match:
            yield match


def subject_slot(source: Source, tagged: Tagged, span: Span) -> Slot:
    """Return the slot of a subject: its words, referring to the body that it is or whose members it means."""
    value = tagged.plain.slice(span)
    ref = source.referent(span)
    if ref is None:
        inside = [m for m in tagged.mentions.values() if span.covers(m.span) and m.kind in ("body", "role")]
        ref = inside[0].entity if inside else None
    return Slot(value, (span,), ref)


def act_at(source: Source, span: Span) -> Act | None:
    """Return the smallest act whose clause holds a range."""
    around = [a for a in source.acts if a.span.covers(span)]
    return min(around, key=lambda a: a.span.end - a.span.start, default=None)


def _performer(source: Source, span: Span) -> Slot | None:
    act = act_at(source, span)
    if act is None:
        return None
    by = act.parts.get("by", ())
    return by[0] if by else None


def ending(words: str, text: str) -> int:
    """Return the length of the longest ending of some words that a text holds.

    >>> ending("登记湖区渔船", "渔船应")
    2
    """
    return next((n for n in range(len(words), 0, -1) if words[-n:] in text), 0)
