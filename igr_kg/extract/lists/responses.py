"""Lists of responses: the list, its responses, their measures and aims, and what these name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from igr_kg.extract.lists.actors import benefits, groups_in
from igr_kg.extract.lists.clauses import Clause, clauses
from igr_kg.extract.lists.source import Source, body_start
from igr_kg.extract.lists.subjects import ending, holder
from igr_kg.extract.slots import gather, slot_of
from igr_kg.model import Block, Fact, Slot
from igr_kg.packs.patterns import Match, Tagged

_SHORTEST_OBJECT = 2
"""Characters that a clause's subject has in common with the object of an earlier one, at least."""


def find(source: Source) -> None:
    """Add every list of responses with all that its items say.

    A list is a block whose own text ends in a chapeau that names responses, with two or more items.
    """
    for block, match, items in chapeaux(source, "response-list"):
        listed = _list(source, block, match)
        for item in items:
            _response(source, item, listed)


def chapeaux(source: Source, makes: str) -> Iterator[tuple[Block, Match, tuple[Block, ...]]]:
    """Yield each block whose text before its items matches a chapeau, with match and items."""
    for block in source.blocks():
        items = tuple(b for b in source.document.children(block.id) if b.kind == "item")
        if len(items) < 2:
            continue
        tagged = source.tagged(block.id)
        for pattern in source.pack.makers(makes).may(tagged.view.text):
            match = next(pattern.find(tagged, body_start(block, tagged)), None)
            if match and match.span.end <= items[0].start:
                yield block, match, items
                break


def opened(match: Match) -> Slot | None:
    """Return the slot that says a list is open, when its chapeau introduces it as a part of more."""
    return Slot("true", (match.spans["open"],)) if "open" in match.spans else None


def _list(source: Source, block: Block, match: Match) -> Fact:
    tagged = source.tagged(block.id)
    content = source.group(match, "content")
    status = None
    for pattern in source.pack.makers("response-status").may(tagged.plain.text):
        inside = next(pattern.find(tagged.plain), None)
        if content and inside and content.spans[0].covers(inside.span) and status is None:
            status = Slot(pattern.set["status"], (inside.span,))
    slots = gather(
        content=content,
        open=opened(match),
        status=status,
        holder=holder(source, block, tagged.view.index(match.spans["content"].start)),
    )
    return source.add("response-list", block.id, match.pattern.id, [match.spans["content"]], slots)


def _response(source: Source, item: Block, listed: Fact) -> None:
    """Add a response with the measures and aims of its item and of the item's own sub-items."""
    parts = [(b, c) for b in (item, *_below(source, item)) for c in _clauses(source, b)]
    first = next((p for p in parts if p[1].role == "measure"), parts[0] if parts else None)
    if first is None:
        return
    block, clause = first
    label = source.label(item)
    topic = source.words(source.tagged(block.id), clause.main, _before_dash(source, block, clause))
    ref = Slot(listed.id, listed.spans, listed.id)
    response = source.add(
        "response", item.id, listed.rule, topic.spans, gather(label=label, topic=topic, list=ref)
    )
    for block, clause in parts:
        _statement(source, block, clause, label, response)


def _below(source: Source, block: Block) -> Iterator[Block]:
    for child in source.document.children(block.id):
        yield child
        yield from _below(source, child)


def _clauses(source: Source, block: Block) -> list[Clause]:
    tagged = source.tagged(block.id)
    return clauses(tagged, body_start(block, tagged), source.pack)


def _before_dash(source: Source, block: Block, clause: Clause) -> int:
    dash = source.pack.words["clause_marks"]["dash"]
    at = source.tagged(block.id).view.text.find(dash, clause.main, clause.head)
    return clause.head if at <= clause.main else at


def _statement(source: Source, block: Block, clause: Clause, label: Slot, response: Fact) -> None:
    """Add a measure or an aim with what it names, and the products and constraints of a measure."""
    tagged = source.tagged(block.id)
    content = source.words(tagged, clause.start, clause.end)
    spans = [tagged.view.span(clause.opening, clause.end)]
    spans += [tagged.view.span(*clause.sign)] if clause.sign else []
    measure = clause.role == "measure"
    slots = gather(
        of=label,
        content=Slot(content.value, content.spans),
        response=Slot(response.id, response.spans, response.id),
        modality=Slot(clause.modality, tuple(spans)) if measure else None,
        instruments=[slot_of(m) for m in source.named(tagged, clause.opening, clause.end, "instrument")],
        bodies=_bodies(source, tagged, clause),
        beneficiaries=benefits(source, tagged, clause.start, clause.end, "beneficiary"),
        participants=benefits(source, tagged, clause.start, clause.end, "participant"),
        channel=_channel(source, tagged, clause),
        level=_level(source, tagged, clause),
    )
    fact = source.add(clause.role, block.id, clause.rule or response.rule, spans, slots)
    if measure:
        _products(source, tagged, block, clause, fact)
        _constraints(source, tagged, block, clause, fact)


def _bodies(source: Source, tagged: Tagged, clause: Clause) -> Sequence[Slot]:
    """Return the bodies and groups of actors that a clause names, in order, each place once."""
    bodies = [slot_of(m) for m in source.named(tagged, clause.opening, clause.end, "body")]
    groups = groups_in(source, tagged, clause.opening, clause.end)
    return sorted([*bodies, *groups], key=lambda s: s.spans[0])


def _channel(source: Source, tagged: Tagged, clause: Clause) -> list[Slot]:
    return [
        slot
        for match in source.pack.makers("channel").find(tagged, clause.start, clause.end)
        if (slot := source.group(match, "channel"))
    ]


def _level(source: Source, tagged: Tagged, clause: Clause) -> list[Slot]:
    span = tagged.view.span(clause.start, clause.end)
    return [
        Slot(match.texts["level"], (match.spans["level"],))
        for match in source.pack.makers("level").find(tagged.plain)
        if span.covers(match.spans["level"])
    ]


def _products(source: Source, tagged: Tagged, block: Block, clause: Clause, measure: Fact) -> None:
    whole = tagged.view.span(clause.start, clause.end)
    for match in source.pack.makers("product").find(tagged.plain):
        if not whole.covers(match.span):
            continue
        content = source.group(match, "content")
        slots = gather(
            content=content,
            modality=measure.slots["modality"],
            of=measure.slots["of"],
            measure=Slot(measure.id, measure.spans, measure.id),
        )
        source.add("product", block.id, match.pattern.id, [match.span], slots)


def _constraints(source: Source, tagged: Tagged, block: Block, clause: Clause, measure: Fact) -> None:
    found = list(source.pack.makers("constraint").find(tagged, clause.start, clause.end))
    about = _subject(source, tagged, clause, measure) if found else None
    spans = tuple(dict.fromkeys((*about.spans, *measure.spans))) if about else measure.spans
    on = Slot(about.id, spans, about.id) if about else Slot(measure.id, spans, measure.id)
    for match in sorted(found, key=lambda m: m.start):
        slots = gather(
            content=source.group(match, "content"),
            of=measure.slots["of"],
            on=on,
        )
        source.add("constraint", block.id, match.pattern.id, [match.spans["content"]], slots)


def _subject(source: Source, tagged: Tagged, clause: Clause, measure: Fact) -> Fact | None:
    """Return the earlier measure of a response whose object opens a clause as its subject, or None.

    "To register the boats of the lake. The boats should be kept in sight": what the second clause says
    is a condition on what the first one names.
    """
    if clause.main <= clause.opening:
        return None
    lead = tagged.plain.slice(tagged.view.span(clause.opening, clause.main))
    ref = measure.slots["response"][0].ref
    named: dict[int, Fact] = {}
    for earlier in source.of_type("measure"):
        if earlier.id != measure.id and earlier.slots["response"][0].ref == ref:
            named.setdefault(ending(earlier.slots["content"][0].value, lead), earlier)
    longest = max(named, default=0)
    return named[longest] if longest >= _SHORTEST_OBJECT else None
