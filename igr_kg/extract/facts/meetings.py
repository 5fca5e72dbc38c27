"""Sessions, meetings and conferences: whose, which, where, when, and how many countries took part."""

from __future__ import annotations

from collections.abc import Sequence

from igr_kg.extract.facts import attendance, naming
from igr_kg.extract.facts.ground import Ground, fact
from igr_kg.extract.facts.owners import Naming, linked_body
from igr_kg.extract.facts.requests import first as acted
from igr_kg.extract.slots import gather
from igr_kg.extract.venues import dates, venue
from igr_kg.model import Fact, Mention, Slot

_SHORT_NAME = 4
"""Characters that a name has at least; fewer are a common noun such as council or committee."""


def find(ground: Ground) -> tuple[Fact, ...]:
    """Return one fact for each meeting that has a number, a date or a place.

    Places that name the same meeting are brought together: by what its number refers to, otherwise by
    body and number; a meeting without number by day and place.

    :param ground: the document with mentions and entities
    """
    groups = _grouped(ground, list(naming.find(ground)))
    for group, more in attendance.find(ground, groups):
        group.append(more)
    return tuple(_fact(ground, g) for g in groups)


def _grouped(ground: Ground, namings: Sequence[Naming]) -> list[list[Naming]]:
    """Bring together the places that name one meeting."""
    by_key: dict[tuple[str, ...], list[Naming]] = {}
    for one in namings:
        if one.meeting is not None:
            by_key.setdefault(_key(ground, one, one.meeting), []).append(one)
    groups = _adopted(ground, _joined(ground, list(by_key.values())))
    others: dict[tuple[str, ...], list[Naming]] = {}
    for one in namings:
        if one.meeting is None and (one.date is not None or one.places or one.ordinal is not None):
            same = [g for g in groups if any(_same_event(n, one) for n in g)]
            if same:
                same[0].append(one)
            else:
                day = one.date.value if one.date is not None else ""
                others.setdefault((day, *_city(one), *_number(one)), []).append(one)
    return sorted([*groups, *others.values()], key=lambda g: min(n.span.start for n in g))


def _adopted(ground: Ground, groups: list[list[Naming]]) -> list[list[Naming]]:
    """Let places that only number a meeting join the one of that number that the text told before.

    Where several have it, it is that of the body that acts there. Closing lines name the text's own
    meeting and stay alone.
    """
    told = [g for g in groups if any(n.body is not None or n.date is not None for n in g)]
    kept: list[list[Naming]] = list(told)
    for group in groups:
        if group in told:
            continue
        first = min(group, key=lambda n: n.span.start)
        same = [g for g in told if _may_be(g, first)]
        if len(same) > 1:
            same = [g for g in same if _of_actor(ground, g, first)]
        if len(same) == 1:
            same[0].extend(group)
        else:
            kept.append(group)
    return kept


def _may_be(group: list[Naming], later: Naming) -> bool:
    """Tell whether a number without a body may mean a meeting that was told before it."""
    value = later.meeting.value if later.meeting is not None else ""
    numbered = any(n.meeting is not None and n.meeting.value == value for n in group)
    closing = later.rule.startswith("meeting.closing") or later.block.kind == "cover"
    return numbered and not closing and min(n.span.start for n in group) < later.span.start


def _of_actor(ground: Ground, group: list[Naming], later: Naming) -> bool:
    """Tell whether a meeting is that of the body whose act a place stands in."""
    acts = [a for a in ground.acts if a.block == later.block.id and a.span.overlaps(later.span)]
    actors = [slot for a in acts if (slot := acted(a, "by")) is not None]
    named = [n.body for n in group if n.body is not None]
    return any(b.value == a.value or (b.ref is not None and b.ref == a.ref) for b in named for a in actors)


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
    if {n.meeting.span for n in one if n.meeting} & {n.meeting.span for n in other if n.meeting}:
        return True
    years = [{n.year for n in group if n.year} for group in (one, other)]
    if all(years) and not years[0] & years[1]:
        return False
    if {n.date.value for n in one if n.date} & {n.date.value for n in other if n.date}:
        return True
    named = [{n.body.value for n in group if n.body} for group in (one, other)]
    if _of_the_text(ground, one, other) or _shortened(*named):
        return True
    open_ = any(linked_body(ground, meeting) is None for meeting in (first, second))
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


def _key(ground: Ground, one: Naming, meeting: Mention) -> tuple[str, ...]:
    body = one.body
    owner = linked_body(ground, meeting) or ((body.ref or body.value) if body is not None else "")
    return (owner, meeting.value, one.year)


def _city(naming: Naming) -> tuple[str, ...]:
    return tuple(p.value for p in naming.places[-1:])


def _number(naming: Naming) -> tuple[str, ...]:
    """Return what tells conferences apart of which only the number is told."""
    if naming.ordinal is None or naming.date is not None or naming.places:
        return ()
    return (naming.ordinal.value, naming.body.value if naming.body is not None else "")


def _same_event(one: Naming, other: Naming) -> bool:
    """Tell whether two namings give the same days and, where both give one, the same place."""
    if one.date is None or other.date is None or one.date.value != other.date.value:
        return False
    return not one.places or not other.places or _city(one) == _city(other)


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
    else:
        kinds = (next((n.ordinal for n in group if n.ordinal is not None), None), None)
    date = next((n.date for n in group if n.date is not None), None)
    start, end = dates(date) if date is not None else (None, None)
    order = ground.pack.words.get("places")
    places = max((n.places for n in group if n.places), key=len, default=())
    country, place = venue(places, ground.entities, greater_first=order != "city-first")
    slots = gather(
        body=_body(ground, group),
        ordinal=kinds[0],
        kind=kinds[1],
        place=place,
        country=country,
        start=start,
        end=end,
        represented=next((n.represented for n in group if n.represented is not None), None),
        held=[n.held for n in group if n.held is not None],
        called=[n.called for n in group if n.called is not None],
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
