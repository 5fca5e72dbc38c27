"""The places that name a session, meeting or conference, each with what it says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date as day

from igr_kg.extract.acts.clauses import MARKS
from igr_kg.extract.facts.ground import PRINTED, Ground, count, gathered
from igr_kg.extract.facts.owners import Naming, is_conference, linked_body, with_body
from igr_kg.extract.slots import slot_of
from igr_kg.model import Block, Mention, Slot, Span
from igr_kg.packs.patterns import Match

_DAY = len("2004-03-29")
_LONGEST = 31
"""Days between the first and the last day of one meeting, at most, where both stand apart."""
_TITLES = frozenset({"cover", "heading"})


def find(ground: Ground) -> Iterator[Naming]:
    """Yield the places that name a meeting, each once, by the pattern that says most, in reading order.

    :param ground: the document with mentions and entities
    """
    taken: list[Span] = []
    found: list[Naming] = []
    patterns = ground.pack.makers("meeting")
    where: dict[str, list[Block]] = {}
    for block in ground.blocks(PRINTED):
        for pattern in patterns.may(ground.tagged(block).view.text):
            where.setdefault(pattern.id, []).append(block)
    for pattern in patterns:
        for block in where.get(pattern.id, ()):
            for match in pattern.find(ground.tagged(block)):
                if pattern.set.get("named") and not is_conference(ground, match):
                    continue
                naming = _read(ground, block, match)
                inside = naming.meeting is not None and naming.span.covers(naming.meeting.span)
                key = naming.meeting.span if naming.meeting is not None and inside else naming.span
                if not any(key.overlaps(t) for t in taken):
                    taken.append(key)
                    found.append(naming)
                    found.extend(_also(ground, block, match, naming))
    taken_dates = {n.date.spans[0] for n in found if n.date is not None and n.meeting is not None}
    kept = (n for n in found if n.meeting is not None or not n.date or n.date.spans[0] not in taken_dates)
    shared = _shared(ground, sorted(kept, key=lambda n: n.span.start))
    carried = list(_carried(ground, shared))
    yield from sorted([*carried, *_datelines(ground, carried)], key=lambda n: n.span.start)


def _read(ground: Ground, block: Block, match: Match) -> Naming:
    meeting = match.mentions.get("meeting", ()) or _pointed_to(ground, block, match)
    dated = gathered(match, "date", "dated")
    number = count(match.texts["ordinal"], ground.pack) if "ordinal" in match.texts else None
    naming = Naming(
        block,
        match.span,
        match.pattern.id,
        meeting[0] if meeting else None,
        date=_days(dated),
        places=gathered(match, "place", "venue"),
        conference=bool(match.pattern.set.get("conference")),
        ordinal=Slot(number, (match.spans["ordinal"],)) if number else None,
        year=dated[0].value if dated and match.pattern.set.get("yearly") and dated[0].value.isdigit() else "",
        held=_held(match, match.span.start),
    )
    return with_body(ground, naming, match)


def _pointed_to(ground: Ground, block: Block, match: Match) -> tuple[Mention, ...]:
    """Return the meeting that "that meeting" stands for: the one named last before it in its block."""
    if "that" not in match.spans:
        return ()
    named = [m for m in ground.mentions if m.kind == "meeting" and m.block == block.id]
    before = [m for m in named if m.end <= match.spans["that"].start]
    return (max(before, key=lambda m: m.end),) if before else ()


def _days(found: Sequence[Mention]) -> Slot | None:
    """Return the days of a meeting: a date, or two that follow each other ("on 25 and 26 March")."""
    if not found:
        return None
    first, last = found[0], found[-1]
    days = [m.value for m in (first, last)]
    if len(found) == 1 or any(len(d) != _DAY for d in days) or days[1] <= days[0]:
        return slot_of(first)
    if (day.fromisoformat(days[1]) - day.fromisoformat(days[0])).days > _LONGEST:
        return slot_of(first)
    return Slot("/".join(days), (first.span, last.span))


def _held(match: Match, start: int) -> Slot | None:
    """Return the words that say that a meeting was held, with the range from its naming to them."""
    if "held" not in match.spans:
        return None
    return Slot(match.texts["held"], (Span(start, match.spans["held"].end),))


def _also(ground: Ground, block: Block, match: Match, first: Naming) -> Iterator[Naming]:
    """Yield further dates and places of meetings that one predicate holds for."""
    if first.date is None or first.meeting is not None or (first.conference and first.body is not None):
        return
    tagged = ground.tagged(block)
    sentence = ground.sentence_start(block, match.start)
    for found in ground.pack.makers("meeting-also").find(tagged, match.end):
        if ground.sentence_start(block, found.start) != sentence:
            return
        days = _days(gathered(found, "date", "dated"))
        start = min(m.start for m in found.mentions[""])
        yield replace(
            first,
            span=Span(start, found.span.end),
            rule=found.pattern.id,
            date=days,
            places=gathered(found, "place", "venue"),
            held=_held(found, start),
            also=first.body.spans if first.body else (),
        )


def _shared(ground: Ground, namings: Sequence[Naming]) -> list[Naming]:
    """Return namings; those of a list ("the 1st and 2nd meetings") share the body and day of its first."""
    ends = {m.mentions["meeting"][0].span: m.span.start for _, m in ground.matches("meeting-next", PRINTED)}
    read: list[Naming] = []
    for naming in namings:
        start = ends.get(naming.meeting.span) if naming.meeting is not None else None
        first = next((n for n in read if n.meeting is not None and n.meeting.end == start), None)
        if first is not None and naming.body is None and naming.date is None:
            also = (*first.also, first.span)
            naming = replace(naming, body=first.body, pointed=first.pointed, date=first.date, also=also)
        read.append(naming)
    return read


def _carried(ground: Ground, namings: Sequence[Naming]) -> Iterator[Naming]:
    """Yield namings; one without a body takes the body whose meetings the sentences before it tell of.

    "The first meeting of the Group was held in Lima; the second meeting in Cairo", or "The Group held two
    meetings. The first meeting ...". Another body that begins a clause in between stops it.
    """
    series = [(block, match) for block, match in ground.matches("meeting-series")]
    before: Naming | None = None
    for naming in namings:
        if naming.meeting is not None and naming.body is None and _open(ground, naming):
            told = [m for b, m in series if b == naming.block and m.span.end <= naming.span.start]
            if told:
                naming = _of_series(ground, naming, told[-1])
            elif before is not None and _goes_on(ground, before, naming):
                spans = (*before.also, *(before.body.spans if before.body else ()))
                naming = replace(naming, body=before.body, pointed=before.pointed, also=spans[:1])
        yield naming
        if naming.body is not None and naming.meeting is not None:
            before = naming


def _datelines(ground: Ground, namings: Sequence[Naming]) -> Iterator[Naming]:
    """Yield the lines under a title that say only when and where its meeting was held."""
    printed = [b for b in ground.blocks(PRINTED) if b.kind != "note"]
    over: Naming | None = None
    of_block: dict[str, list[Naming]] = {}
    for naming in namings:
        if naming.meeting is not None:
            of_block.setdefault(naming.block.id, []).append(naming)
    for block in printed:
        inside = of_block.get(block.id)
        lines = list(ground.pack.makers("meeting-dateline").find(ground.tagged(block)))
        if lines and over is not None and block.kind in _TITLES and over.block.container == block.container:
            date = gathered(lines[0], "date", "dated")
            yield replace(
                over,
                block=block,
                span=lines[0].span,
                rule=lines[0].pattern.id,
                date=slot_of(date[0]) if date else None,
                places=gathered(lines[0], "place", "venue"),
            )
        else:
            over = inside[-1] if inside and block.kind in _TITLES else None


def _open(ground: Ground, naming: Naming) -> bool:
    running = naming.block.kind in {"paragraph", "item", "preamble"}
    return (
        running and not naming.rule.startswith("meeting.closing") and not linked_body(ground, naming.meeting)
    )


def _of_series(ground: Ground, naming: Naming, told: Match) -> Naming:
    bodies = told.mentions.get("body", ())
    body = slot_of(bodies[0]) if bodies else Slot(told.texts["body"], (told.spans["body"],))
    return replace(naming, body=body, also=(told.span,))


def _goes_on(ground: Ground, before: Naming, naming: Naming) -> bool:
    """Tell whether a meeting is told in the same breath as the one before it."""
    if before.block != naming.block or before.body is None:
        return False
    if before.meeting is None or naming.meeting is None or before.meeting.value == naming.meeting.value:
        return False
    if before.meeting.data.get("kind") != naming.meeting.data.get("kind"):
        return False
    tagged = ground.tagged(naming.block)
    start, stop = tagged.view.index(before.span.end), tagged.view.index(naming.span.start)
    others = [
        at
        for at, m in tagged.mentions.items()
        if start <= at < stop and m.kind == "body" and _begins_clause(ground, tagged.view.text, at)
    ]
    return not others and naming.date is not None


def _begins_clause(ground: Ground, text: str, index: int) -> bool:
    """Tell whether a mark stands before an index of a text, with nothing but an article between."""
    leads = sorted(ground.pack.words.get("fact_leads", ()), key=len, reverse=True)
    before = text[:index]
    before = next((before.removesuffix(w) for w in leads if before.endswith(w)), before)
    return before.rstrip().endswith(tuple(MARKS))
