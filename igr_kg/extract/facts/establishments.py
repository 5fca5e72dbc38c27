"""What was set up and what was extended: by which decision or body, when, until when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from igr_kg.extract.acts.clauses import body_start
from igr_kg.extract.facts.ground import PRINTED, Ground, fact, gathered
from igr_kg.extract.facts.requests import first
from igr_kg.extract.slots import Slots, gather, group, slot_of
from igr_kg.model import Act, Block, Fact, Slot, Span
from igr_kg.text.masthead import roles


def find(ground: Ground, decisions: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return one fact for each thing that was set up, and one for each extension.

    :param ground: the document with its acts
    :param decisions: facts about decisions; the date of an establishment is its decision's
    """
    by_number = {n.value: d for d in decisions if (n := d.first("number")) is not None}
    made: dict[tuple[str, str], list[Fact]] = {}
    told = list(_by_names(ground, by_number))
    acted = (f for f in _by_acts(ground, by_number) if not any(_names(t, f) for t in told))
    for found in (*acted, *told):
        what, by = found.first("established"), found.first("by")
        if what is not None:
            key = (what.ref or what.value, by.value if by is not None else "")
            made.setdefault(key, []).append(found)
    merged = [_merge(group) for group in _by_decision(made)]
    return (*merged, *_extensions(ground))


def _names(told: Fact, acted: Fact) -> bool:
    """Tell whether a place names the decision of what an act gives only the body of."""
    one, other = told.first("established"), acted.first("established")
    if one is None or other is None or acted.slots.get("number"):
        return False
    return any(a.overlaps(b) for a in one.spans for b in other.spans)


def _by_decision(made: dict[tuple[str, str], list[Fact]]) -> Iterator[list[Fact]]:
    """Yield facts that are one: a decision that set up one thing, whatever its names, or the same thing."""
    groups: dict[str, list[Fact]] = {}
    for (what, by), facts in made.items():
        number = any(f.first("by") is not None and f.slots.get("number") for f in facts)
        groups.setdefault(f"{by} {'' if number and _one(by, made) else what}", []).extend(facts)
    yield from groups.values()


def _one(by: str, made: dict[tuple[str, str], list[Fact]]) -> bool:
    """Tell whether every name of what a decision set up contains, or is contained in, another one."""
    names = [f.first("established") for (_, b), facts in made.items() if b == by for f in facts]
    values = sorted((n.value for n in names if n is not None), key=len)
    return all(values[-1].endswith(value) for value in values)


def _merge(facts: list[Fact]) -> Fact:
    facts = sorted(facts, key=lambda f: f.spans[0].start)
    best = max(facts, key=lambda f: len(f.slots["established"][0].value))
    slots = {name: values for name, values in best.slots.items() if name != "number"}
    date = next((f.slots["date"] for f in facts if "date" in f.slots), None)
    if date is not None:
        slots["date"] = date
    block = facts[0].block
    return Fact("", "establishment", slots, tuple(s for f in facts for s in f.spans), block, facts[0].rule)


def _by_acts(ground: Ground, decisions: dict[str, Fact]) -> Iterator[Fact]:
    """Yield what acts of establishing set up."""
    for act in ground.acts:
        if act.verb != "establishes":
            continue
        block = ground.document.block(act.block)
        named = _objects(ground, act, block)
        number = first(act, "in") or _own(ground, act)
        listed = list(_listed(ground, act, block))
        for item, body in listed:
            spans = [act.span, body.spans[0]]
            made = _fact(item, act.rule, spans, body, number, first(act, "by"), decisions)
            yield _dated(ground, act, made)
        for what in () if listed else named:
            made = _fact(block, act.rule, [act.span], what, number, first(act, "by"), decisions)
            yield _dated(ground, act, made)


def _dated(ground: Ground, act: Act, made: Fact) -> Fact:
    """Return an establishment that the text itself performs with the text's own date."""
    itself = ground.document.doctype != "compilation" and act.mode == "operative"
    date = ground.field("adopted") if itself else None
    return (
        made if date is None or "date" in made.slots else replace(made, slots={**made.slots, "date": (date,)})
    )


def _listed(ground: Ground, act: Act, block: Block) -> Iterator[tuple[Block, Slot]]:
    """Yield the bodies that begin the items of a list, where an act sets up what the list names."""
    leads = tuple(ground.pack.words.get("act_list_words", ()))
    view = ground.document.view(block.id)
    if not view.slice(act.span).endswith(leads):
        return
    for item in ground.document.children(block.id):
        inner = ground.document.view(item.id)
        begin = body_start(inner, item)
        for mention in ground.mentions:
            if mention.kind == "body" and mention.block == item.id and inner.index(mention.start) == begin:
                yield item, slot_of(mention)


def _objects(ground: Ground, act: Act, block: Block) -> list[Slot]:
    """Return what an act sets up, one thing or two: named before the verb (passive), or after it."""
    content, made = first(act, "content"), first(act, "object")
    if made is not None or content is None:
        return [made] if made is not None else []
    tagged = ground.tagged(block)
    start = tagged.view.index(content.spans[0].start)
    match = next(ground.pack.makers("established").at(tagged, start), None)
    found = [group(match, name) for name in ("established", "second")] if match is not None else []
    return [slot for slot in found if slot is not None]


def _by_names(ground: Ground, decisions: dict[str, Fact]) -> Iterator[Fact]:
    """Yield what names tell: the committee established by resolution 5."""
    for block in ground.blocks(PRINTED):
        tagged = ground.tagged(block, inner=True)
        for match in ground.pack.makers("establishment").find(tagged):
            what = group(match, "established")
            number = slot_of(match.mentions["decision"][0])
            whole = [m for m in ground.mentions if m.kind == "body" and m.span.covers(match.span)]
            spans = [whole[0].span] if whole else [match.span]
            if what is not None:
                named = Slot(what.value, what.spans, what.ref or (whole[0].entity if whole else None))
                yield _fact(block, match.pattern.id, spans, named, number, None, decisions)


def _fact(
    block: Block,
    rule: str,
    spans: Sequence[Span],
    what: Slot,
    number: Slot | None,
    body: Slot | None,
    decisions: dict[str, Fact],
) -> Fact:
    decision = decisions.get(number.value) if number is not None else None
    slots = gather(
        established=what,
        by=number or body,
        date=decision.first("date") if decision is not None else None,
        number=number,
    )
    return fact("establishment", block, rule, spans, slots)


def _own(ground: Ground, act: Act) -> Slot | None:
    """Return the text's own number, where the text itself performs an act and prints its number.

    In a compilation it is the number of the decision that the act stands in.
    """
    if act.mode != "operative":
        return None
    if ground.document.doctype != "compilation":
        return ground.field("number")
    over = [s for role, s in roles(ground.document) if role == "decision-number" and s.end <= act.span.start]
    head = ground.document.at(over[-1].start) if over else None
    if head is None:
        return None
    return Slot("".join(ground.document.view(head.id).slice(over[-1]).split()), (over[-1],))


def _named(ground: Ground, what: Slot | None) -> Slot | None:
    """Return what is extended, without what a relative clause says before its name.

    Where the language puts relative clauses first (``relatives = "before"``), the last name begins it.
    """
    if what is None or ground.pack.words.get("relatives") != "before":
        return what
    inside = [m for m in ground.mentions if m.kind == "body" and what.spans[0].covers(m.span)]
    if not inside:
        return what
    view = ground.document.view(inside[-1].block)
    inside = [m for m in inside if view.text[view.index(m.start) - 1] != "("] or inside
    span = Span(inside[-1].start, what.spans[0].end)
    return Slot(view.slice(span), (span,), what.ref)


def _extensions(ground: Ground) -> Iterator[Fact]:
    """Yield what acts of extending extend, and what only the name of a decision tells to be extended."""
    told = list(_told(ground, "extension-told"))
    acted: list[Span] = []
    for act in ground.acts:
        if act.verb != "extends" or any(act.span.overlaps(f.spans[0]) for f in told):
            continue
        block = ground.document.block(act.block)
        tagged = ground.tagged(block)
        start, stop = tagged.view.index(act.span.start), tagged.view.index(act.span.end)
        matches = list(ground.pack.makers("extended").find(tagged, start, stop))
        if matches:
            what = group(matches[0], "extended") or group(matches[0], "after")
            slots: Slots = gather(
                extended=_named(ground, what),
                until=first(act, "due_date") or first(act, "due_meeting"),
                by=first(act, "in") or _own(ground, act) or first(act, "by"),
            )
            acted.append(act.span)
            yield fact("extension", block, act.rule, [act.span], slots)
    yield from told
    known = [*acted, *(f.spans[0] for f in told)]
    yield from (
        f for f in _told(ground, "extension-passive") if not any(f.spans[0].overlaps(k) for k in known)
    )


def _told(ground: Ground, makes: str) -> Iterator[Fact]:
    """Yield the extensions that patterns of one kind tell, with the decision where they name it."""
    for block, match in ground.matches(makes, inner=True):
        by, until = match.mentions.get("decision", ()), gathered(match, "until")
        slots = gather(
            extended=_named(ground, group(match, "extended") or group(match, "after")),
            until=slot_of(until[0]) if until else None,
            by=slot_of(by[0]) if by else None,
        )
        yield fact("extension", block, match.pattern.id, [match.span], slots)
