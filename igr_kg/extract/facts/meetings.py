"""Sessions, meetings and conferences: whose, which, where, when, and how many countries took part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from igr_kg.extract.facts.ground import PRINTED, Ground, count, fact
from igr_kg.extract.slots import gather, slot_of
from igr_kg.extract.venues import dates, venue
from igr_kg.model import Block, Fact, Mention, Slot, Span
from igr_kg.packs.patterns import Match

_SHORT_NAME = 4
"""Characters that a name has at least; fewer are a common noun such as council or committee."""


@dataclass(frozen=True, slots=True)
class Naming:
    """One place that names a meeting, with what it says of it.

    :param pointed: whether the body is named by a demonstrative or a pronoun only
    :param conference: whether the meeting is named by a name of its own, without the word meeting
    """

    block: Block
    span: Span
    rule: str
    meeting: Mention | None = None
    body: Slot | None = None
    pointed: bool = False
    conference: bool = False
    date: Slot | None = None
    places: tuple[Mention, ...] = ()
    represented: Slot | None = None
    also: tuple[Span, ...] = field(default=())


def find(ground: Ground) -> tuple[Fact, ...]:
    """Return one fact for each meeting that has a number, a date or a place.

    Places that name the same meeting are brought together: by what its number refers to, otherwise by
    body and number; a meeting without number by day and place.

    :param ground: the document with mentions and entities
    """
    namings = sorted(_namings(ground), key=lambda n: n.span.start)
    groups = _grouped(ground, namings)
    by_place = {p.value: g for g in groups for n in g for p in n.places}
    for naming in _elsewhere(ground):
        place = naming.places[0].value if naming.places else None
        group = by_place.get(place or "") or _numbered(groups, naming)
        if group is not None:
            group.append(replace(naming, places=()))
    return tuple(_fact(ground, g) for g in groups)


def _namings(ground: Ground) -> Iterator[Naming]:
    """Yield the places that name a meeting, each once, by the pattern that says most."""
    taken: list[Span] = []
    found: list[Naming] = []
    for pattern in ground.pack.makers("meeting"):
        for block in ground.blocks(PRINTED):
            for match in pattern.find(ground.tagged(block)):
                naming = _read(ground, block, match)
                key = naming.meeting.span if naming.meeting else naming.span
                if not any(key.overlaps(t) for t in taken):
                    taken.append(key)
                    found.append(naming)
                    found.extend(_also(ground, block, match, naming))
    taken_dates = {n.date.spans[0] for n in found if n.date is not None and n.meeting is not None}
    yield from (n for n in found if n.meeting is not None or not n.date or n.date.spans[0] not in taken_dates)


def _read(ground: Ground, block: Block, match: Match) -> Naming:
    meeting = match.mentions.get("meeting", ())
    date = [m for g in ("date", "dated") for m in match.mentions.get(g, ())]
    naming = Naming(
        block,
        match.span,
        match.pattern.id,
        meeting[0] if meeting else None,
        date=slot_of(date[0]) if date else None,
        places=match.mentions.get("place", ()),
        conference=bool(match.pattern.set.get("conference")),
    )
    return _with_body(ground, naming, match)


def _with_body(ground: Ground, naming: Naming, match: Match) -> Naming:
    """Return a naming with the body whose meeting it is, where the text names or points to it."""
    bodies = match.mentions.get("body", ())
    if bodies:
        at = ground.tagged(naming.block).view.index(bodies[0].start)
        text = ground.tagged(naming.block).view.text
        pointed = at > 0 and text[at - 1] in ground.pack.words["act_pointers"]
        return replace(naming, body=slot_of(bodies[0]), pointed=pointed)
    for group in ("named", "body"):
        if group in match.spans:
            return replace(naming, body=Slot(match.texts[group], (match.spans[group],)))
    if "its" in match.spans:
        return _with_antecedent(ground, naming)
    opened = ground.opening(naming.block)
    if match.pattern.set.get("own") and opened is not None and not _named_before(ground, naming):
        return replace(naming, body=slot_of(opened), also=(opened.span,))
    if naming.block.kind == "cover" and naming.meeting is not None:
        nearest = _on_cover(ground, naming)
        if nearest is not None:
            return replace(naming, body=slot_of(nearest), also=(nearest.span,))
    return naming


def _named_before(ground: Ground, naming: Naming) -> bool:
    """Tell whether the block names a body before a meeting, which may be that body's."""
    inside = (m for m in ground.mentions if m.kind == "body" and m.block == naming.block.id)
    return any(m.end <= naming.span.start for m in inside)


def _on_cover(ground: Ground, naming: Naming) -> Mention | None:
    """Return the body that a cover names last before a meeting, or first after it."""
    named = [m for m in ground.mentions if m.kind == "body" and m.block == naming.block.id]
    before = [m for m in named if m.end <= naming.span.start]
    after = [m for m in named if m.start >= naming.span.end]
    return max(before, key=lambda m: m.end) if before else min(after, key=lambda m: m.start, default=None)


def _with_antecedent(ground: Ground, naming: Naming) -> Naming:
    """Return a naming whose pronoun is filled: by what resolution found, or by the sentence's subject."""
    linked = _linked_body(ground, naming.meeting)
    inside = [m for m in ground.mentions if m.kind == "body" and m.block == naming.block.id]
    before = [m for m in inside if m.end <= naming.span.start]
    same = [m for m in before if linked is not None and m.entity == linked]
    covered = [m for m in inside if naming.span.covers(m.span)]
    opened = ground.opening(naming.block)
    chosen = covered or same or _subject(ground, naming, before) or before or ([opened] if opened else [])
    if not chosen:
        return naming
    body = chosen[-1]
    return replace(naming, body=slot_of(body), pointed=True, also=(body.span,))


def _subject(ground: Ground, naming: Naming, before: list[Mention]) -> list[Mention]:
    """Return the body that begins the sentence of a naming, as a list, or nothing."""
    tagged = ground.tagged(naming.block)
    start = ground.sentence_start(naming.block, tagged.view.index(naming.span.start))
    pointed = tagged.view.text[start] in ground.pack.words["act_pointers"]
    return [m for m in before if m.start == tagged.view.starts[start + pointed]]


def _linked_body(ground: Ground, meeting: Mention | None) -> str | None:
    entity = ground.entities.get(meeting.entity or "") if meeting else None
    return next((ref for name, ref, _ in entity.links if name == "body"), None) if entity else None


def _also(ground: Ground, block: Block, match: Match, first: Naming) -> Iterator[Naming]:
    """Yield further dates and places of meetings that one predicate holds for."""
    if first.date is None or first.meeting is not None or first.conference:
        return
    tagged = ground.tagged(block)
    sentence = ground.sentence_start(block, match.start)
    for pattern in ground.pack.makers("meeting-also"):
        for found in pattern.find(tagged, match.end):
            if ground.sentence_start(block, found.start) != sentence:
                return
            date = found.mentions["date"][0]
            yield replace(
                first,
                span=Span(date.start, found.span.end),
                rule=pattern.id,
                date=slot_of(date),
                places=found.mentions.get("place", ()),
                also=first.body.spans if first.body else (),
            )


def _grouped(ground: Ground, namings: Iterable[Naming]) -> list[list[Naming]]:
    """Bring together the places that name one meeting."""
    groups: dict[tuple[str, ...], list[Naming]] = {}
    for naming in namings:
        if naming.meeting is not None:
            groups.setdefault(_key(ground, naming, naming.meeting), []).append(naming)
    joined = _joined(ground, list(groups.values()))
    groups = {_key(ground, g[0], g[0].meeting): g for g in joined if g[0].meeting is not None}
    for naming in namings:
        if naming.meeting is None and naming.date is not None:
            same = [g for g in groups.values() if any(_same_event(n, naming) for n in g)]
            if same:
                same[0].append(naming)
            else:
                groups.setdefault(("", naming.date.value, *_city(naming)), []).append(naming)
    return sorted(groups.values(), key=lambda g: min(n.span.start for n in g))


def _joined(ground: Ground, groups: list[list[Naming]]) -> list[list[Naming]]:
    """Join groups of one number that are one meeting all the same.

    They are where they give the same days, or where the same words name the body and resolution left
    one of them open.
    """
    joined: list[list[Naming]] = []
    for group in groups:
        same = next((g for g in joined if _one_meeting(ground, g, group)), None)
        if same is None:
            joined.append(group)
        else:
            same.extend(group)
    return joined


def _one_meeting(ground: Ground, one: list[Naming], other: list[Naming]) -> bool:
    first, second = one[0].meeting, other[0].meeting
    if first is None or second is None or first.value != second.value:
        return False
    if {n.date.value for n in one if n.date} & {n.date.value for n in other if n.date}:
        return True
    named = [{n.body.value for n in group if n.body} for group in (one, other)]
    if _of_the_text(ground, one, other) or _shortened(*named):
        return True
    open_ = any(_linked_body(ground, meeting) is None for meeting in (first, second))
    return open_ and bool(named[0] & named[1])


def _of_the_text(ground: Ground, one: list[Naming], other: list[Naming]) -> bool:
    """Tell whether one meeting has no owner and the other is the text's own body's (its closing line)."""
    owned = [[n.body for n in group if n.body] for group in (one, other)]
    if all(owned) or not any(owned):
        return False
    opened = {o.value for n in (*one, *other) if (o := ground.opening(n.block)) is not None}
    return any(body.value in opened for bodies in owned for body in bodies)


def _shortened(one: set[str], other: set[str]) -> bool:
    """Tell whether a longer name of a body ends with a shorter one that is more than a common noun."""
    pairs = [sorted((a, b), key=len) for a in one for b in other if a != b]
    return any(len(short) >= _SHORT_NAME and full.endswith(short) for short, full in pairs)


def _key(ground: Ground, naming: Naming, meeting: Mention) -> tuple[str, ...]:
    if _linked_body(ground, meeting) is not None and meeting.entity:
        return (meeting.entity,)
    body = naming.body
    owner = (body.ref or body.value) if body is not None else ""
    return (owner, meeting.value)


def _city(naming: Naming) -> tuple[str, ...]:
    return tuple(p.value for p in naming.places[-1:])


def _same_event(one: Naming, other: Naming) -> bool:
    """Tell whether two namings give the same days and, where both give one, the same place."""
    if one.date is None or other.date is None or one.date.value != other.date.value:
        return False
    return not one.places or not other.places or _city(one) == _city(other)


def _elsewhere(ground: Ground) -> Iterator[Naming]:
    """Yield the places that point to a meeting by its venue or say how many countries took part."""
    for makes in ("meeting-represented", "meeting-place"):
        for block, match in ground.matches(makes):
            number = count(match.texts["count"], ground.pack) if "count" in match.texts else None
            meeting = match.mentions.get("meeting", ())
            yield Naming(
                block,
                match.span,
                match.pattern.id,
                meeting[0] if meeting else None,
                places=match.mentions.get("place", ()),
                represented=Slot(number, (match.spans["count"],)) if number else None,
            )


def _numbered(groups: Iterable[list[Naming]], naming: Naming) -> list[Naming] | None:
    """Return the group of the meeting that a statement without venue is about: by number, or the last."""
    if naming.meeting is not None:
        wanted = naming.meeting
        same = [g for g in groups if any(n.meeting and n.meeting.entity == wanted.entity for n in g)]
        return same[0] if same else None
    if naming.places:
        return None
    held = [g for g in groups if any(n.date is not None and n.span.start < naming.span.start for n in g)]
    return held[-1] if held else None


def _fact(ground: Ground, group: list[Naming]) -> Fact:
    group = sorted(group, key=lambda n: n.span.start)
    first = group[0]
    numbered = [n.meeting for n in group if n.meeting is not None]
    kinds: tuple[Slot | None, Slot | None] = (None, None)
    if numbered:
        spans = tuple(m.span for m in numbered)
        ordinal, _, kind = numbered[0].value.partition(":")
        kinds = (Slot(ordinal, spans, numbered[0].entity), Slot(kind, spans))
    elif not first.conference:
        kinds = (None, Slot("meeting", (first.span,)))
    date = next((n.date for n in group if n.date is not None), None)
    start, end = dates(date) if date is not None else (None, None)
    country, place = venue(next((n.places for n in group if n.places), ()), ground.entities)
    slots = gather(
        body=_body(ground, group),
        ordinal=kinds[0],
        kind=kinds[1],
        place=place,
        country=country,
        start=start,
        end=end,
        represented=next((n.represented for n in group if n.represented is not None), None),
    )
    spans_all = [s for n in group for s in (*n.also, n.span)]
    return fact("meeting", first.block, first.rule, spans_all, slots)


def _body(ground: Ground, group: list[Naming]) -> Slot | None:
    """Return the body by its longest name among those that stand with the meeting.

    A demonstrative or a pronoun gives the body's fullest name where nothing else names it.
    """
    named = [n.body for n in group if n.body is not None and not n.pointed]
    if named:
        return max(named, key=lambda b: len(b.value))
    pointed = [n.body for n in group if n.body is not None]
    if not pointed:
        return None
    slot = pointed[0]
    return Slot(ground.name(slot.ref, slot.value), slot.spans, slot.ref)
