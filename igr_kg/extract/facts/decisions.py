"""Decisions and resolutions: number, body, date of adoption, session; this one or cited ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from igr_kg.extract.facts.ground import PRINTED, RUNNING, Ground, fact, gathered
from igr_kg.extract.slots import gather, slot_of
from igr_kg.model import Block, Entity, Fact, Mention, Slot, Span
from igr_kg.packs.patterns import Match, Tagged
from igr_kg.text.masthead import roles


@dataclass(frozen=True, slots=True)
class Citing:
    """One place that names a decision, with what it says of it.

    :param pronoun: whether the body is meant by a pronoun before the number
    :param behind: whether the body stands behind the number, and behind those listed before it
    """

    mention: Mention
    block: Block
    span: Span
    rule: str
    body: Slot | None = None
    date: Slot | None = None
    session: Slot | None = None
    pronoun: bool = False
    behind: bool = False
    also: tuple[Span, ...] = field(default=())


def find(ground: Ground) -> tuple[Fact, ...]:
    """Return one fact for each decision that the text cites, and one for itself where it is one.

    :param ground: the document with mentions and fields
    """
    groups: dict[str, list[Citing]] = {}
    mine = {number.value: f for f in _own(ground) if (number := f.first("number")) is not None}
    places: dict[str, list[Span]] = {}
    for citing in _citings(ground):
        if citing.mention.value in mine:
            places.setdefault(citing.mention.value, []).append(citing.span)
        else:
            groups.setdefault(citing.mention.entity or citing.mention.value, []).append(citing)
    several = len(mine) > 1
    own = (
        replace(f, spans=(*f.spans, *places.get(value, ()))) if several else f for value, f in mine.items()
    )
    return (*own, *(_fact(g) for g in groups.values()))


def _citings(ground: Ground) -> Iterator[Citing]:
    names = sorted((e for e in ground.entities.values() if e.kind == "body"), key=lambda e: -len(e.name))
    for block in ground.blocks(PRINTED):
        found: dict[int, Citing] = {}
        tagged = ground.tagged(block, inner=True)
        for mention in tagged.mentions.values():
            if mention.kind == "decision":
                found[mention.start] = Citing(mention, block, mention.span, "mention")
        for match in ground.pack.makers("decision").find(tagged):
            citing = _read(ground, match, block, ground.opening(block))
            if citing.body is None and not citing.pronoun:
                citing = _with_name(citing, names, tagged)
            found[citing.mention.start] = _fuller(found[citing.mention.start], citing)
        _spread(ground, block, found)
        _date(ground, block, found)
        for taken in _taken(ground, block):
            found[taken.span.start] = taken
        yield from (found[start] for start in sorted(found))


def _fuller(one: Citing, other: Citing) -> Citing:
    """Return what two patterns read at one place: of each part what the first of them says."""
    if one.rule == "mention":
        return other
    own = one.body is not None or one.pronoun
    if not own and other.body is not None:
        one, other = other, one
    return replace(
        one,
        span=Span(min(one.span.start, other.span.start), max(one.span.end, other.span.end)),
        date=one.date or other.date,
        session=one.session or other.session,
    )


def _taken(ground: Ground, block: Block) -> Iterator[Citing]:
    """Yield the places that tell who took a decision: named by its number, or by pointing back to it."""
    tagged = ground.tagged(block, inner=True)
    for match in ground.pack.makers("decision-taken").find(tagged):
        before = [m for m in ground.mentions if m.kind == "decision" and m.end <= match.span.start]
        number = match.mentions.get("decision") or before[-1:]
        date, session = match.mentions.get("date", ()), match.mentions.get("meeting", ())
        if number and ground.document.block(number[0].block).container == block.container:
            yield Citing(
                number[0],
                block,
                match.span,
                match.pattern.id,
                slot_of(match.mentions["body"][0]),
                slot_of(date[0]) if date else None,
                slot_of(session[0]) if session else None,
            )


def _read(ground: Ground, match: Match, block: Block, opening: Mention | None) -> Citing:
    """Return what a citation says before the number."""
    mention = match.mentions["decision"][0]
    date = next(iter(gathered(match, "dated", "date")), None)
    body = gathered(match, "body", "wherein")
    session = match.mentions.get("meeting", ())
    citing = Citing(
        mention,
        block,
        match.span,
        match.pattern.id,
        slot_of(body[0]) if body else None,
        slot_of(date) if date else None,
        slot_of(session[0]) if session else None,
        behind=bool(match.pattern.set.get("behind")),
    )
    if "its" in match.spans:
        actors = match.mentions.get("actor", ())
        antecedent = actors[0] if actors else opening or _subject(ground, block, match)
        if antecedent is not None:
            slot = slot_of(antecedent, match.spans["its"])
            return replace(citing, body=slot, pronoun=True, also=(antecedent.span,))
    return citing


def _subject(ground: Ground, block: Block, match: Match) -> Mention | None:
    """Return the body named before a pronoun, in the same block."""
    before = [
        m for m in ground.mentions if m.kind == "body" and m.block == block.id and m.end <= match.span.start
    ]
    return max(before, key=lambda m: m.end, default=None)


def _with_name(citing: Citing, names: Iterable[Entity], tagged: Tagged) -> Citing:
    """Return a citation with the body whose name stands before it inside a longer name."""
    text, end = tagged.plain.text, tagged.plain.index(citing.span.start)
    for entity in names:
        for name, _ in sorted(entity.names, key=lambda n: -len(n[0])):
            if end >= len(name) and text.startswith(name, end - len(name)):
                span = tagged.plain.span(end - len(name), end)
                whole = Span(span.start, citing.span.end)
                return replace(citing, body=Slot(name, (span,), entity.id), span=whole)
    return citing


def _spread(ground: Ground, block: Block, found: dict[int, Citing]) -> None:
    """Give the body of the first number of a list to those that follow it."""
    tagged = ground.tagged(block, inner=True)
    for pattern in ground.pack.makers("decision-next").may(tagged.view.text):
        links = list(pattern.find(tagged))
        _spread_back(found, [m.mentions["decision"][-1] for m in links])
        for match in links:
            mention = match.mentions["decision"][-1]
            before = [c for start, c in found.items() if start < mention.start]
            first = max(before, key=lambda c: c.mention.start, default=None)
            if first is None or mention.start not in found:
                continue
            citing = found[mention.start]
            date = match.mentions.get("date", ())
            found[mention.start] = replace(
                citing,
                body=citing.body or first.body,
                also=citing.also or first.also,
                date=citing.date or (slot_of(date[0]) if date else None),
            )


def _spread_back(found: dict[int, Citing], linked: list[Mention]) -> None:
    """Give the body that stands behind a list of numbers to those before the last of them."""
    for mention in reversed(linked):
        last = found.get(mention.start)
        before = [c for start, c in found.items() if start < mention.start]
        first = max(before, key=lambda c: c.mention.start, default=None)
        if last is not None and last.behind and first is not None and first.body is None:
            found[first.mention.start] = replace(first, body=last.body, behind=True, also=last.also)


def _date(ground: Ground, block: Block, found: dict[int, Citing]) -> None:
    """Give a number the date that stands in brackets behind it."""
    for match in ground.pack.makers("decision-dated").find(ground.tagged(block, inner=True)):
        citing = found.get(match.mentions["decision"][0].start)
        if citing is not None and citing.date is None:
            span = Span(citing.span.start, max(citing.span.end, match.span.end))
            date = slot_of(match.mentions["date"][0])
            found[citing.mention.start] = replace(citing, date=date, span=span)


def _fact(citings: list[Citing]) -> Fact:
    first = citings[0]
    bodies = [c for c in citings if c.body is not None]
    fullest = max(bodies, key=lambda c: len(c.body.value) if c.body else 0, default=None)
    date = next((c.date for c in citings if c.date is not None), None)
    session = next((c.session for c in citings if c.session is not None), None)
    places = [span for c in citings for span in (*c.also, c.span)]
    number = Slot(first.mention.value, tuple(c.mention.span for c in citings), first.mention.entity)
    slots = gather(number=number, body=fullest.body if fullest else None, date=date, session=session)
    rule = fullest.rule if fullest else first.rule
    return fact("decision", first.block, rule, places, slots)


def _own(ground: Ground) -> Iterator[Fact]:
    """Yield the decision that the text itself is, where its number is printed."""
    number = ground.field("number")
    if number is None:
        yield from _compiled(ground)
        return
    body = ground.field("body")
    date = ground.field("adopted")
    block = ground.document.at(number.spans[0].start)
    if block is not None:
        told = _told(ground, ground.blocks(PRINTED))
        body, date = body or told[0], date or told[1]
        spans = [*number.spans, *(body.spans if body else ()), *(date.spans if date else ())]
        slots = gather(number=number, body=body, date=date, session=ground.field("meeting"))
        yield fact("decision", block, "document.number", sorted(spans), slots)


def _compiled(ground: Ground) -> Iterator[Fact]:
    """Yield the decisions of a compilation: number, the body that opens each, the day that it was taken.

    Proceedings print decisions, too; there a numbered heading is one where a body opens what follows.
    """
    compiled = ground.document.doctype == "compilation"
    numbers = [span for role, span in roles(ground.document) if role == "decision-number"]
    stops = [*(span.start for span in numbers[1:]), len(ground.document.text)][: len(numbers)]
    for span, stop in zip(numbers, stops, strict=True):
        head = ground.document.at(span.start)
        blocks = [b for b in ground.blocks(RUNNING) if span.end <= b.start < stop]
        if head is None or not blocks:
            continue
        words = ground.document.view(head.id).slice(span)
        opened = ground.opening(blocks[0])
        if not compiled and opened is None:
            continue
        body, date = _told(ground, blocks)
        body = slot_of(opened) if opened is not None else body
        slots = gather(number=Slot("".join(words.split()), (span,)), body=body, date=date)
        spans = [span, *(s for slot in (body, date) if slot is not None for s in slot.spans)]
        yield fact("decision", head, "document.number", spans, slots)


def _told(ground: Ground, blocks: Iterable[Block]) -> tuple[Slot | None, Slot | None]:
    """Return who took the decision that some blocks are, and when, as a title or a closing line tells."""
    for block in blocks:
        for match in ground.pack.makers("decision-own").find(ground.tagged(block)):
            date, body = (gathered(match, *n) for n in (("date", "taken"), ("body", "taker")))
            return slot_of(body[0]) if body else None, slot_of(date[0]) if date else None
    return None, None
