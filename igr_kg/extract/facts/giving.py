"""What was handed in (submissions) and what was contributed through whom (input)."""

from __future__ import annotations

from collections.abc import Iterator

from igr_kg.extract.facts.ground import Ground, fact
from igr_kg.extract.facts.requests import first
from igr_kg.extract.slots import gather, group, phrase
from igr_kg.model import Act, Fact, Slot, Span


def find(ground: Ground) -> tuple[Fact, ...]:
    """Return one fact for each submission and each contribution that the text tells or performs.

    What is asked for or due is no fact here; it is the content of a request.

    :param ground: the document with its acts
    """
    return (*_performed(ground), *_proposed(ground), *_input(ground))


def _performed(ground: Ground) -> Iterator[Fact]:
    words = ground.pack.words.get("submission_verbs", ())
    for act in ground.acts:
        view = ground.document.view(act.block)
        if act.verb != "other" or not any(w in view.slice(act.span) for w in words):
            continue
        what = _what(ground, act)
        if what is None:
            continue
        slots = gather(
            what=what,
            by=first(act, "by"),
            to=_receiver(ground, act),
            under=first(act, "under"),
            paragraph=first(act, "paragraph"),
            act=Slot(act.id, (act.span,), act.id),
        )
        yield fact("submission", ground.document.block(act.block), act.rule, [act.span], slots)


def _what(ground: Ground, act: Act) -> Slot | None:
    """Return what is handed in: the subject of a passive clause, otherwise the object."""
    given = first(act, "object")
    if given is not None:
        return given
    tagged = ground.tagged(ground.document.block(act.block))
    start, stop = tagged.view.index(act.span.start), tagged.view.index(act.span.end)
    for pattern in ground.pack.makers("submitted"):
        for match in pattern.find(tagged, start, stop):
            return group(match, "what")
    return None


def _receiver(ground: Ground, act: Act) -> Slot | None:
    """Return the receiver with the meeting that stands behind it."""
    receiver = first(act, "addressee")
    if receiver is None:
        return None
    end = receiver.spans[0].end
    meeting = next((m for m in ground.mentions if m.kind == "meeting" and m.start >= end), None)
    view = ground.document.view(act.block)
    if meeting is None or view.index(meeting.start) != view.index(end):
        return receiver
    span = Span(receiver.spans[0].start, meeting.end)
    return Slot(view.slice(span), (span,), meeting.entity or receiver.ref)


def _proposed(ground: Ground) -> Iterator[Fact]:
    for block, match in ground.matches("submission"):
        slots = gather(what=group(match, "what"), by=group(match, "by"))
        yield fact("submission", block, match.pattern.id, [match.span], slots)


def _input(ground: Ground) -> Iterator[Fact]:
    asked = [a.span for a in ground.acts if a.parts.get("addressee")]
    for block, match in ground.matches("input"):
        if any(span.covers(match.span) for span in asked):
            continue
        to = match.spans.get("to")
        slots = gather(
            from_=group(match, "from"),
            channel=group(match, "channel"),
            to=phrase(ground.document.view(block.id), to, ground.mentions) if to else None,
        )
        yield fact("input", block, match.pattern.id, [match.span], slots)
