"""Views that somebody holds, thanks, and by whose presence somebody was honoured."""

from __future__ import annotations

from collections.abc import Iterator

from igr_kg.extract.facts.ground import Ground, fact
from igr_kg.extract.facts.requests import first
from igr_kg.extract.slots import gather, group, slot_of
from igr_kg.model import Act, Fact, Slot


def find(ground: Ground) -> tuple[Fact, ...]:
    """Return one fact for each view ("considers that"), each thanks and each honour.

    :param ground: the document with its acts
    """
    return (*_views(ground), *_thanks(ground), *_honours(ground))


def _views(ground: Ground) -> Iterator[Fact]:
    """Yield views; to consider an item is none, so the verb must be one of opinion."""
    opinions = ground.pack.words.get("opinion_verbs", ())
    for act in ground.acts:
        words = ground.document.view(act.block).slice(act.span)
        if act.verb != "considers" or not any(o in words for o in opinions):
            continue
        slots = gather(
            holder=_holder(act),
            content=first(act, "content"),
            addressee=act.addressees,
            act=Slot(act.id, (act.span,), act.id),
        )
        yield fact("view", ground.document.block(act.block), act.rule, [act.span], slots)


def _holder(act: Act) -> Slot | None:
    """Return who holds a view: the subject as worded, with what it refers to."""
    subject, by = first(act, "subject"), first(act, "by")
    if subject is None or (by is not None and by.value in subject.value):
        return by
    return Slot(subject.value, subject.spans, by.ref if by is not None else None)


def _thanks(ground: Ground) -> Iterator[Fact]:
    for act in ground.acts:
        if act.verb != "appreciates" or not act.addressees:
            continue
        block = ground.document.block(act.block)
        plain = ground.document.view(block.id)
        start, stop = plain.index(act.span.start), plain.index(act.span.end)
        reasons = list(ground.pack.makers("thanks-for").find(plain, start, stop))
        why = [s for m in reasons[:1] for g in ("reason", "because", "given") if (s := group(m, g))]
        slots = gather(
            by=first(act, "by"), to=act.addressees, for_=why, act=Slot(act.id, (act.span,), act.id)
        )
        yield fact("thanks", block, act.rule, [act.span], slots)


def _honours(ground: Ground) -> Iterator[Fact]:
    for block, match in ground.matches("honour"):
        meetings = [slot_of(m) for m in match.mentions["meeting"] if m.kind == "meeting"]
        slots = gather(
            by=group(match, "by"),
            person=group(match, "person"),
            role=group(match, "role"),
            meeting=meetings,
            content=group(match, "content"),
        )
        yield fact("honour", block, match.pattern.id, [match.span], slots)
