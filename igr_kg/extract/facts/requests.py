"""Requests, and what acts besides ask, set up, extend, hand in, hold and thank for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from igr_kg.extract.facts.ground import Ground, fact
from igr_kg.extract.slots import gather
from igr_kg.model import Act, Fact, Slot

ASKING = frozenset({"requests", "invites", "instructs", "urges", "calls-upon", "demands"})


def find(ground: Ground, decisions: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return one fact for each request, invitation, instruction, urging or call.

    :param ground: the document with its acts
    :param decisions: facts about decisions; one that requests has its body as issuer
    """
    bodies = bodies_of(decisions)
    return tuple(_request(ground, act, bodies) for act in ground.acts if act.verb in ASKING)


def bodies_of(decisions: Sequence[Fact]) -> dict[str, Slot]:
    """Return the body of each decision by its number."""
    found = ((d.first("number"), d.first("body")) for d in decisions)
    return {number.value: body for number, body in found if number is not None and body is not None}


def _request(ground: Ground, act: Act, bodies: dict[str, Slot]) -> Fact:
    decision = first(act, "in")
    issuer = (bodies.get(decision.value) if decision is not None else None) or first(act, "by")
    due = first(act, "due_meeting") or first(act, "due_date")
    slots = gather(
        issuer=issuer,
        addressee=first(act, "addressed"),
        addressees=act.addressees,
        channel=first(act, "channel"),
        capacity=first(act, "capacity"),
        due=Slot(act.due, due.spans, due.ref) if due is not None and act.due else None,
        in_=decision,
        act=Slot(act.id, (act.span,), act.id),
    )
    block = ground.document.block(act.block)
    return fact("request", block, act.rule, [act.span], slots)


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
