"""Requests, and what acts besides ask, set up, extend, hand in, hold and thank for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from igr_kg.extract.acts.clauses import body_start
from igr_kg.extract.facts.ground import Ground, fact
from igr_kg.extract.slots import gather, slot_of
from igr_kg.model import Act, Block, Fact, Slot

ASKING = frozenset({"requests", "invites", "instructs", "urges", "calls-upon", "demands"})


def find(ground: Ground, decisions: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return one fact for each request, invitation, instruction, urging or call.

    :param ground: the document with its acts
    :param decisions: facts about decisions; one that requests has its body as issuer
    """
    bodies = bodies_of(decisions)
    return tuple(
        _request(ground, act, bodies, ground.acts[:place])
        for place, act in enumerate(ground.acts)
        if act.verb in ASKING
    )


def bodies_of(decisions: Sequence[Fact]) -> dict[str, Slot]:
    """Return the body of each decision by its number."""
    found = ((d.first("number"), d.first("body")) for d in decisions)
    return {number.value: body for number, body in found if number is not None and body is not None}


def _request(ground: Ground, act: Act, bodies: dict[str, Slot], earlier: Sequence[Act]) -> Fact:
    block = ground.document.block(act.block)
    decision = first(act, "in") or _within(ground, act, block)
    issuer = (bodies.get(decision.value) if decision is not None else None) or first(act, "by")
    due = first(act, "due_meeting") or first(act, "due_date")
    slots = gather(
        issuer=issuer or _carried(act, earlier),
        addressee=first(act, "addressed"),
        addressees=act.addressees,
        channel=first(act, "channel"),
        capacity=first(act, "capacity"),
        due=Slot(act.due, due.spans, due.ref) if due is not None and act.due else None,
        in_=decision,
        act=Slot(act.id, (act.span,), act.id),
    )
    return fact("request", block, act.rule, [act.span], slots)


def _within(ground: Ground, act: Act, block: Block) -> Slot | None:
    """Return the decision that begins the sentence of an act and does all that the sentence tells.

    "The Council's decision 5/3 established the Group and requested it to report": the second verb has the
    same decision, not only the same body.
    """
    tagged = ground.tagged(block)
    start = max(
        ground.sentence_start(block, tagged.view.index(act.span.start)), body_start(tagged.view, block)
    )
    for match in ground.pack.makers("request-in").at(tagged, start):
        if match.span.start <= act.span.start:
            return slot_of(match.mentions["decision"][0])
    return None


def _carried(act: Act, earlier: Sequence[Act]) -> Slot | None:
    """Return who acts in the sentence before, for an act without subject that goes on after a semicolon."""
    before = [a for a in earlier if a.block == act.block and a.span.end <= act.span.start]
    told = before[-1] if before else None
    same = told is not None and told.mode == act.mode and "subject" not in act.parts
    return first(told, "by") if told is not None and same else None


def first(act: Act, name: str) -> Slot | None:
    """Return the first value of a part of an act, or None."""
    values = act.parts.get(name, ())
    return values[0] if values else None


def quoted_by(acts: Sequence[Act]) -> Iterator[tuple[Act, Act]]:
    """Yield each act that quotes another, with the one it quotes."""
    known = {a.id: a for a in acts}
    for act in acts:
        for slot in act.parts.get("embeds", ()):
            if slot.ref in known:
                yield act, known[slot.ref]
