"""Who opened, attended, chaired or hosted a meeting, and who holds which office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from igr_kg.extract.facts.ground import RUNNING, Ground, fact
from igr_kg.extract.slots import gather, group, slot_of
from igr_kg.model import Block, Fact, Mention, Slot, Span
from igr_kg.packs.patterns import Match


@dataclass(frozen=True, slots=True)
class _Part:
    """One statement that somebody took part in a meeting."""

    block: Block
    act: str
    span: Span
    rule: str
    person: Slot | None
    role: Slot | None
    meeting: Mention | None
    opening: bool


def find(ground: Ground) -> tuple[Fact, ...]:
    """Return one fact for each participation of a person, and one for each office held by a named person.

    :param ground: the document with mentions and entities
    """
    return (*_participations(ground), *_officers(ground))


def _participations(ground: Ground) -> Iterator[Fact]:
    parts = [_part(ground, block, match) for block, match in ground.matches("participation")]
    parts = [p for p in parts if p.person is not None or p.role is not None]
    for part in parts:
        meeting = part.meeting
        more: _Part | None = None
        if meeting is None and part.act == "opened":
            more = next((p for p in parts if p.opening and p.meeting and _same_person(p, part)), None)
            meeting = more.meeting if more else None
        spans = [part.span, *([more.span] if more else [])]
        slots = gather(
            person=part.person,
            role=part.role,
            act=Slot(part.act, (part.span,)),
            meeting=_words(ground, meeting) if meeting else None,
            by_act=_act(ground, part),
        )
        status = "implied" if more else "extracted"
        yield fact("participation", part.block, part.rule, spans, slots, status=status)


def _part(ground: Ground, block: Block, match: Match) -> _Part:
    person = next((s for g in ("person", "host") if (s := group(match, g)) is not None), None)
    role = next((s for g in ("role", "office") if (s := group(match, g)) is not None), None)
    meetings = [m for m in match.mentions[""] if m.kind == "meeting"]
    act = str(match.pattern.set["act"])
    return _Part(
        block,
        act,
        match.span,
        match.pattern.id,
        person,
        role,
        meetings[0] if meetings else _named_before(ground, block, match),
        act == "attended" and "opening" in match.spans,
    )


def _named_before(ground: Ground, block: Block, match: Match) -> Mention | None:
    """Return the meeting that a circumstance before the statement names ("at the 2nd meeting, X ...")."""
    tagged = ground.tagged(block)
    start = ground.sentence_start(block, match.start)
    inside = [m for at, m in tagged.mentions.items() if start <= at < match.start and m.kind == "meeting"]
    return inside[-1] if inside else None


def _act(ground: Ground, part: _Part) -> Slot | None:
    """Return the act of opening or closing that a participation is told by."""
    told = [a for a in ground.acts if a.verb == "other" and a.span.overlaps(part.span)]
    if part.act not in {"opened", "closed"} or not told:
        return None
    return Slot(told[0].id, (told[0].span,), told[0].id)


def _words(ground: Ground, meeting: Mention) -> Slot:
    """Return a meeting as the text names it."""
    return Slot(ground.document.view(meeting.block).slice(meeting.span), (meeting.span,), meeting.entity)


def _same_person(one: _Part, other: _Part) -> bool:
    if one.person is None or other.person is None:
        return False
    return (one.person.ref or one.person.value) == (other.person.ref or other.person.value)


def _officers(ground: Ground) -> Iterator[Fact]:
    """Yield one fact for each office of a named person, from every place that names both."""
    found: dict[tuple[str, str], list[Fact]] = {}
    for block, match in ground.matches("officer", (*RUNNING, "cover")):
        person = slot_of(match.mentions["person"][-1])
        for slots in _offices(ground, match):
            office = slots["office"][0]
            key = (person.ref or person.value, office.value)
            record = fact(
                "officer", block, match.pattern.id, [match.span], gather(person=person) | dict(slots)
            )
            found.setdefault(key, []).append(record)
    for records in found.values():
        fullest = max(records, key=lambda r: len(r.slots))
        spans = sorted({s for r in records if len(r.slots) > 2 or r is fullest for s in r.spans})
        slots = {name: values for r in (*records, fullest) for name, values in r.slots.items()}
        yield replace(fullest, slots=slots, spans=tuple(spans), block=records[0].block)


def _offices(ground: Ground, match: Match) -> Iterator[dict[str, tuple[Slot, ...]]]:
    """Yield office with group or State, for each office that a match gives to a person."""
    served = match.mentions.get("group", ())
    for name in ("office", "second"):
        mentions = match.mentions.get(name, ())
        if not mentions:
            continue
        role = mentions[-1]
        state = group(match, "state")
        yield _of_state(ground, role) or gather(
            office=slot_of(role),
            state=state,
            group=slot_of(served[-1]) if served and name == "office" else None,
        )


def _of_state(ground: Ground, role: Mention) -> dict[str, tuple[Slot, ...]] | None:
    """Return office and State of a role such as a head of State's, or None for any other role.

    What the office is called is data (``fact_offices``); what stands before it names the State.
    """
    titles = sorted(ground.pack.words.get("fact_offices", ()), key=len, reverse=True)
    title = next((t for t in titles if role.value.endswith(t) and len(role.value) > len(t)), None)
    if title is None:
        return None
    view = ground.document.view(role.block)
    start, end = view.index(role.start), view.index(role.end)
    cut = end - len(title)
    state = view.span(start, cut)
    office = ground.entities.get(role.entity or "")
    links = office.links if office is not None else ()
    ref = next((target for name, target, _ in links if name in {"state", "country"}), None)
    return gather(
        office=Slot(title, (view.span(cut, end),), role.entity),
        state=Slot(view.slice(state), (state,), ref),
    )
