"""What was handed in (submissions) and what was contributed through whom (input)."""

from __future__ import annotations

from collections.abc import Iterator

from igr_kg.extract.acts.clauses import body_start
from igr_kg.extract.facts.ground import Ground, fact
from igr_kg.extract.facts.requests import first
from igr_kg.extract.slots import gather, group, phrase, slot_of
from igr_kg.model import Act, Block, Fact, Slot, Span
from igr_kg.packs.patterns import Match

_NAMED = frozenset({"body", "role", "person", "place"})


def find(ground: Ground) -> tuple[Fact, ...]:
    """Return one fact for each submission and each contribution that the text tells or performs.

    What is asked for or due is no fact here; it is the content of a request.

    :param ground: the document with its acts
    """
    handed = tuple(_handed(ground))
    return (*handed, *_performed(ground, handed), *_input(ground))


def _handed(ground: Ground) -> Iterator[Fact]:
    """Yield what the text says was, or hereby is, handed in: by its words, whatever acts were read."""
    taken: list[Span] = []
    for block, match in ground.matches("submission"):
        what, by = (
            group(match, "what"),
            first_of(match, "by", "giver", "maker", "agent"),
        )
        if what is None or any(match.span.overlaps(t) for t in taken) or not _happens(ground, block, match):
            continue
        taken.append(match.span)
        open_ = by is None and match.pattern.set.get("active")
        subject = _subject(ground, block, match) if open_ else None
        spans = [*(subject.spans if subject is not None else ()), match.span]
        to = match.spans.get("to") or match.spans.get("to2")
        under = _under(ground, block, match)
        if under is not None and under.spans[0].end <= match.span.start:
            spans.insert(0, under.spans[0])
        slots = gather(
            what=what,
            by=by or subject,
            to=phrase(ground.document.view(block.id), to, ground.mentions) if to else None,
            under=under,
            paragraph=first_of(match, "paragraph", "paragraph2"),
            act=_act(ground, match),
        )
        yield fact("submission", block, match.pattern.id, spans, slots)


def first_of(match: Match, *names: str) -> Slot | None:
    """Return the slot of the first of some groups of a match that took part, or None."""
    return next((s for g in names if (s := group(match, g)) is not None), None)


def _happens(ground: Ground, block: Block, match: Match) -> bool:
    """Tell whether something is handed in: hereby, already, or by somebody in a relative clause.

    A clause that only says who hands in what to whom is a rule or a duty as often as an event, and what
    an unnamed class of actors is to hand in stands inside a request.
    """
    if match.pattern.set.get("told"):
        named = any(m.kind in _NAMED for m in match.mentions.get("by", ()))
        return named or not _asked(ground, match.span)
    shown = ("hereby", "done", "past", "formal", "before", "through", "under", "back")
    return any(g in match.spans for g in shown) and not _asked(ground, match.span)


def _asked(ground: Ground, span: Span) -> bool:
    """Tell whether a range lies in what somebody is asked to do."""
    return any(a.span.covers(span) and a.verb != "other" for a in ground.acts if a.parts.get("addressee"))


def _subject(ground: Ground, block: Block, match: Match) -> Slot | None:
    """Return who begins the sentence of a clause without a subject, or who opens the text."""
    tagged = ground.tagged(block)
    start = max(ground.sentence_start(block, match.start), body_start(tagged.view, block))
    start += len(ground.lead(tagged.view.text, start))
    first_mention = tagged.mentions.get(start)
    if first_mention is not None and first_mention.kind in _NAMED:
        return slot_of(first_mention)
    opened = ground.opening(block)
    return slot_of(opened) if opened is not None else None


def _under(ground: Ground, block: Block, match: Match) -> Slot | None:
    """Return the decision under which something is handed in, named or pointed back to."""
    named = match.mentions.get("under", ())
    if named:
        return slot_of(named[-1])
    if "back" not in match.spans:
        return None
    pointer = match.spans["back"]
    earlier = [m for m in ground.mentions if m.kind == "decision" and m.end <= pointer.start]
    last = max(earlier, key=lambda m: m.end, default=None)
    return slot_of(last, pointer) if last is not None else None


def _act(ground: Ground, match: Match) -> Slot | None:
    """Return the act that performs or tells a submission."""
    words = ground.pack.words.get("submission_verbs", ())
    for act in ground.acts:
        if act.verb == "other" and act.span.overlaps(match.span):
            said = ground.document.view(act.block).slice(act.span)
            if any(w in said for w in words):
                return Slot(act.id, (act.span,), act.id)
    return None


def _performed(ground: Ground, handed: tuple[Fact, ...]) -> Iterator[Fact]:
    """Yield the acts of submitting that no other words tell."""
    words = ground.pack.words.get("submission_verbs", ())
    for act in ground.acts:
        view = ground.document.view(act.block)
        if act.verb != "other" or not any(w in view.slice(act.span) for w in words):
            continue
        if any(act.span.overlaps(span) for f in handed for span in f.spans):
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
    for match in ground.pack.makers("submitted").find(tagged, start, stop):
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


def _input(ground: Ground) -> Iterator[Fact]:
    taken: list[Span] = []
    for block, match in ground.matches("input"):
        if _asked(ground, match.span) or any(match.span.overlaps(t) for t in taken):
            continue
        taken.append(match.span)
        to = match.spans.get("to") or match.spans.get("told")
        slots = gather(
            from_=group(match, "from"),
            channel=group(match, "channel") or group(match, "medium"),
            to=phrase(ground.document.view(block.id), to, ground.mentions) if to else None,
        )
        yield fact("input", block, match.pattern.id, [match.span], slots)
