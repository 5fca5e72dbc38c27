"""Whom a pronoun stands for that an act addresses: "urges them to ...", "les invita a que ..."."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from igr_kg.extract.acts.passage import DIRECTIVE, Draft, Passage
from igr_kg.extract.slots import slot_of
from igr_kg.model import Act, Mention, Slot, Span

_ASKS = DIRECTIVE - {"recommends", "decides"}
_NAMED = frozenset({"body", "role", "person"})


def of_many(passage: Passage, draft: Draft) -> Span | None:
    """Return the place of a pronoun for several behind the verb ("urges them to ..."), or None."""
    text = passage.text[draft.after : draft.end]
    start = len(text) - len(text.lstrip())
    word = next((w for w in passage.list("act_referring_to_many") if text.startswith(w, start)), None)
    if word is None or draft.verb not in _ASKS:
        return None
    return passage.span(draft.after + start, draft.after + start + len(word))


def behind(passage: Passage, draft: Draft) -> tuple[tuple[Slot, ...], Slot | None]:
    """Return whom a pronoun behind the verb stands for: who was named last before the verb."""
    word = next((w for w in passage.list("act_referring") if passage.text.startswith(w, draft.after)), None)
    if word is None or draft.verb not in _ASKS:
        return (), None
    verb = passage.span(draft.verb_at, draft.after)
    person = word.strip(" ,").split(" ")[0] in passage.list("act_referring_to_persons")
    kinds = {"role", "person"} if person else {"body", "role"}
    actors = [
        m
        for m in passage.tagged.mentions.values()
        if m.kind in kinds and m.end <= verb.start and m.span not in _subjects(draft)
    ]
    if not actors:
        return (), None
    aside = passage.list("act_named_aside")
    last = max(actors, key=lambda m: (not passage.text.endswith(aside, 0, passage.index(m.start)), m.end))
    after = draft.after + len(word) - len(word.lstrip())
    slot = slot_of(last, passage.span(after, draft.after + len(word.rstrip(" ,"))))
    return (slot,), slot


def referred(passage: Passage, draft: Draft, earlier: Sequence[Act]) -> tuple[tuple[Slot, ...], Slot | None]:
    """Return whom a pronoun before the verb addresses: those addressed before, else who was named last.

    :param earlier: the acts before this one in the document
    """
    span = draft.match.spans.get("pronoun")
    if span is None or draft.verb not in _ASKS:
        return (), None
    before = [
        a for a in earlier if a.block == passage.block.id and a.addressees and a.span.start < span.start
    ]
    if before:
        each = tuple(replace(slot, spans=(span, *slot.spans)) for slot in before[-1].addressees)
        whole = before[-1].parts.get("addressed", each)[0]
        return each, replace(whole, spans=(span, *whole.spans))
    made = next((a for a in reversed(earlier) if a.block == passage.block.id), None)
    if made is not None and made.verb == "establishes" and "content" in made.parts:
        set_up = _made_body(passage, made)
        if set_up is not None:
            slot = replace(slot_of(set_up), spans=(span, set_up.span))
            return (slot,), slot
    named = [
        m
        for m in passage.tagged.mentions.values()
        if m.kind in _NAMED and m.end <= span.start and m.span not in _subjects(draft)
    ]
    if not named:
        return (), None
    people = [m for m in named if m.kind == "person"]
    last = max(named, key=lambda m: m.end)
    last = people[-1] if people and last.kind == "role" else last
    slot = replace(slot_of(last), spans=(span, last.span))
    return (slot,), slot


def _made_body(passage: Passage, made: Act) -> Mention | None:
    """Return the body that an act sets up: "establishes a group, chaired by ..., and asks it to"."""
    inside = (m for m in passage.tagged.mentions.values() if m.kind == "body" and made.span.covers(m.span))
    after = made.parts["content"][0].spans[0].start
    return min((m for m in inside if m.start >= after), key=lambda m: m.start, default=None)


def _subjects(draft: Draft) -> tuple[Span, ...]:
    return tuple(span for slot in draft.agent.slots for span in slot.spans)
