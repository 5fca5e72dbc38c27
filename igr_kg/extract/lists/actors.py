"""Groups of actors that are no bodies, and who benefits from or takes part in what a clause says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from igr_kg.extract.lists.source import Source
from igr_kg.extract.slots import slot_of
from igr_kg.model import Slot, Span
from igr_kg.packs.patterns import Tagged


@cache
def _words(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))))


def _group(source: Source, span: Span, words: str, code: str) -> Slot:
    """Return the slot of a group; it refers to an entity only where the document has one for it."""
    key = f"group/{code}"
    return Slot(words, (span,), source.referent(span) or (key if key in source.entities else None))


def groups_in(source: Source, tagged: Tagged, start: int, end: int) -> list[Slot]:
    """Return the groups of actors named in a range of a tagged view (mentions aside)."""
    found = list(_by_word(source, tagged, start, end))
    for match in source.pack.makers("actor-group").find(tagged, start, end):
        span = match.spans["who"]
        if not any(span.overlaps(s.spans[0]) for s in found):
            found.append(_group(source, span, match.texts["who"], match.pattern.set["group"]))
    return found


def _by_word(source: Source, tagged: Tagged, start: int, end: int) -> Iterator[Slot]:
    codes = source.pack.words.get("actor_groups", {})
    if not codes:
        return
    for found in _words(*codes).finditer(tagged.view.text, start, end):
        yield _group(source, tagged.view.span(*found.span()), found[0], codes[found[0]])


def benefits(source: Source, tagged: Tagged, start: int, end: int, makes: str) -> list[Slot]:
    """Return who a range of a tagged view names as ``beneficiary`` or ``participant``, each place once."""
    slots: dict[Span, Slot] = {}
    for match in source.pack.makers(makes).find(tagged, start, end):
        low = tagged.view.index(match.spans["who"].start)
        high = tagged.view.index(match.spans["who"].end)
        for slot in (
            *(slot_of(m) for m in source.named(tagged, low, high, "body")),
            *groups_in(source, tagged, low, high),
        ):
            if not any(slot.spans[0].overlaps(taken) for taken in slots):
                slots[slot.spans[0]] = slot
    return [slots[span] for span in sorted(slots)]
