"""The places that name a session, meeting or conference, each with what it says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from igr_kg.extract.facts.ground import PRINTED, Ground, count
from igr_kg.extract.slots import slot_of
from igr_kg.model import Block, Mention, Slot, Span
from igr_kg.packs.patterns import Match

_SHORT_NAME = 4
_TITLES = frozenset({"cover", "heading"})
_NO_MEETINGS = frozenset({"government", "group", "members"})


@dataclass(frozen=True, slots=True)
class Naming:
    """One place that names a meeting, with what it says of it.

    :param pointed: whether the body is named by a demonstrative or a pronoun only
    :param conference: whether the meeting is named by a name of its own, without the word meeting
    :param ordinal: the number of talks that are called neither session nor meeting
    :param year: the year that tells sessions of one number apart, or an empty string
    :param held: the range with the words that say that it was held, which may stand further on
    :param called: what the place calls the meeting after its venue
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
    ordinal: Slot | None = None
    year: str = ""
    held: Slot | None = None
    called: Slot | None = None
    also: tuple[Span, ...] = field(default=())


def find(ground: Ground) -> Iterator[Naming]:
    """Yield the places that name a meeting, each once, by the pattern that says most, in reading order.

    :param ground: the document with mentions and entities
    """
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
    kept = (n for n in found if n.meeting is not None or not n.date or n.date.spans[0] not in taken_dates)
    carried = list(_carried(ground, sorted(kept, key=lambda n: n.span.start)))
    yield from sorted([*carried, *_datelines(ground, carried)], key=lambda n: n.span.start)


def linked_body(ground: Ground, meeting: Mention | None) -> str | None:
    """Return the entity of the body whose meeting resolution found a mention to be, or None."""
    entity = ground.entities.get(meeting.entity or "") if meeting else None
    return next((ref for name, ref, _ in entity.links if name == "body"), None) if entity else None


def _read(ground: Ground, block: Block, match: Match) -> Naming:
    meeting = match.mentions.get("meeting", ())
    date = [m for g in ("date", "dated") for m in match.mentions.get(g, ())]
    number = count(match.texts["ordinal"], ground.pack) if "ordinal" in match.texts else None
    naming = Naming(
        block,
        match.span,
        match.pattern.id,
        meeting[0] if meeting else None,
        date=slot_of(date[0]) if date else None,
        places=match.mentions.get("place") or match.mentions.get("venue", ()),
        conference=bool(match.pattern.set.get("conference")),
        ordinal=Slot(number, (match.spans["ordinal"],)) if number else None,
        year=date[0].value if date and match.pattern.set.get("yearly") and date[0].value.isdigit() else "",
        held=_held(match, match.span.start),
    )
    return _with_body(ground, naming, match)


def _held(match: Match, start: int) -> Slot | None:
    """Return the words that say that a meeting was held, with the range from its naming to them."""
    if "held" not in match.spans:
        return None
    return Slot(match.texts["held"], (Span(start, match.spans["held"].end),))


def _with_body(ground: Ground, naming: Naming, match: Match) -> Naming:
    """Return a naming with the body whose meeting it is, where the text names or points to it."""
    inner = _inside(ground, naming.meeting)
    if inner is not None:
        return replace(naming, body=inner)
    bodies = [m for m in match.mentions.get("body", ()) if m.kind == "body"]
    if bodies and ("at" not in match.spans or _meets(ground, bodies[0])):
        at = ground.tagged(naming.block).view.index(bodies[0].start)
        text = ground.tagged(naming.block).view.text
        pointed = at > 0 and text[at - 1] in ground.pack.words["act_pointers"]
        longer = _longer(ground, bodies[0]) if pointed else None
        if longer is not None:
            return replace(naming, body=slot_of(longer), also=(longer.span,))
        return replace(naming, body=slot_of(bodies[0]), pointed=pointed)
    if bodies:
        return naming
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


def _inside(ground: Ground, meeting: Mention | None) -> Slot | None:
    """Return the body in the name of a meeting, or right behind its ordinal: the 69th Health Assembly."""
    if meeting is None:
        return None
    bodies = [m for m in ground.mentions if m.kind == "body"]
    inner = next((m for m in bodies if meeting.span.covers(m.span)), None)
    words = ground.document.view(meeting.block).slice(meeting.span)
    if inner is None and words.endswith(tuple(ground.pack.words.get("fact_ordinal_words", ()))):
        inner = next((m for m in bodies if m.start == meeting.end), None)
    return slot_of(inner) if inner is not None else _known_inside(ground, meeting)


def _known_inside(ground: Ground, meeting: Mention) -> Slot | None:
    """Return the body whose name, known from elsewhere in the text, ends the name of a meeting."""
    view = ground.document.view(meeting.block)
    words = view.slice(meeting.span)
    bodies = [e for e in ground.entities.values() if e.kind == "body"]
    named = [(n, e.id) for e in bodies for n, _ in e.names if words.endswith(n) and len(n) >= _SHORT_NAME]
    if not named:
        return None
    name, ref = max(named)
    end = view.index(meeting.end)
    return Slot(name, (view.span(end - len(name), end),), ref)


def _meets(ground: Ground, body: Mention) -> bool:
    """Tell whether a body has meetings of its own; offices and Governments only speak at others'."""
    entity = ground.entities.get(body.entity or "")
    offices = tuple(ground.pack.words.get("fact_offices_without_meetings", ()))
    return not body.value.endswith(offices) and (entity is None or entity.subkind not in _NO_MEETINGS)


def _longer(ground: Ground, body: Mention) -> Mention | None:
    """Return the body named last before a demonstrative in its block, whose name ends with the word used."""
    before = [
        m for m in ground.mentions if m.kind == "body" and m.block == body.block and m.end <= body.start
    ]
    longer = [m for m in before if m.value.endswith(body.value) and len(m.value) > len(body.value)]
    last = max(longer, key=lambda m: m.end, default=None)
    return last if last is not None and last.entity != body.entity else None


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
    linked = linked_body(ground, naming.meeting)
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
            start = min(m.start for m in found.mentions[""])
            yield replace(
                first,
                span=Span(start, found.span.end),
                rule=pattern.id,
                date=slot_of(date),
                places=found.mentions.get("place", ()),
                held=_held(found, start),
                also=first.body.spans if first.body else (),
            )


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
    for block in printed:
        inside = [n for n in namings if n.block == block and n.meeting is not None]
        lines = [m for p in ground.pack.makers("meeting-dateline") for m in p.find(ground.tagged(block))]
        if lines and over is not None and block.kind in _TITLES and over.block.container == block.container:
            said = lines[0].mentions
            date = said.get("date") or said.get("dated", ())
            yield replace(
                over,
                block=block,
                span=lines[0].span,
                rule=lines[0].pattern.id,
                date=slot_of(date[0]) if date else None,
                places=said.get("place") or said.get("venue", ()),
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
    marks = "，；。："
    others = [
        at
        for at, m in tagged.mentions.items()
        if start <= at < stop and m.kind == "body" and tagged.view.text[at - 1] in marks
    ]
    return not others and naming.date is not None
