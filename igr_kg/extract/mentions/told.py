"""What finders share across a document: names that it taught, and which mentions can stand together."""

from __future__ import annotations

from dataclasses import dataclass, field

from igr_kg.extract.mentions.scene import Found

_RANKS = ("person", "document", "decision", "date", "meeting", "instrument", "body", "role", "place")
_INSIDE_BODY = frozenset({"document", "decision", "date", "instrument"})
_STRETCH = 32
"""Characters of a block whose mentions are kept together."""
_HOLDERS = frozenset({"instrument", "role", "person", "meeting"})


@dataclass(slots=True)
class Told:
    """Names that the document itself taught, by kind of mention.

    :param heads: kind and last word of names, which may stand for them: ``("body", "partnership")``
    """

    body: set[str] = field(default_factory=set)
    place: set[str] = field(default_factory=set)
    instrument: set[str] = field(default_factory=set)
    heads: set[tuple[str, str]] = field(default_factory=set)


def choose(candidates: list[Found]) -> list[Found]:
    """Return the candidates that can stand together.

    Inside a body's name only a document, a decision, a date or an instrument stays; nothing stays
    inside an instrument, an office or a person; of two that merely overlap the longer stays.
    """
    ordered = sorted(candidates, key=lambda f: (f.start - f.end, _RANKS.index(f.kind)))
    chosen: list[Found] = []
    there: dict[int, list[Found]] = {}
    for found in ordered:
        start, end = found.start, found.end
        stretch = range(start // _STRETCH, (end - 1) // _STRETCH + 1)
        near = [o for n in stretch for o in there.get(n, ()) if o.start < end and start < o.end]
        if near and any(_bars(other, found) for other in near):
            continue
        chosen.append(found)
        for number in stretch:
            there.setdefault(number, []).append(found)
    return sorted(chosen, key=lambda f: (f.start, -f.end))


def _bars(other: Found, found: Found) -> bool:
    if not other.covers(found):
        return True
    if other.kind == "body":
        return found.kind not in _INSIDE_BODY or found.kind == other.kind
    return other.kind in _HOLDERS or (other.start, other.end) == (found.start, found.end)
