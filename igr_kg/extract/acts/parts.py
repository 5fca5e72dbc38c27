"""The parts of an act: whom it addresses, through whom, in what capacity, until when, for what."""

from __future__ import annotations

from collections.abc import Iterable

from igr_kg.extract.acts import pronouns
from igr_kg.extract.acts.clauses import trim
from igr_kg.extract.acts.passage import Draft, Passage
from igr_kg.extract.slots import phrase, slot_of
from igr_kg.model import Mention, Slot, Span
from igr_kg.packs.patterns import Match, Patterns

_ADDRESSED = frozenset(
    {"requests", "invites", "urges", "calls-upon", "encourages", "instructs", "demands", "authorizes"}
)
_ADVICE = frozenset({"recommends", "considers"})
_THANKS = "appreciates"
_RECEIVED = {"welcomes": "act.greeted", "decides": "act.handing-on"}
"""Who is made welcome, and to whom it is decided to hand something on."""
_GOES_ON = frozenset("的、和与及所")
DUE = _ADDRESSED | {"recommends", "decides"}
"""Verb classes that can fall due."""
_ON_DAY = _ADDRESSED | {"decides"}


def addressees(passage: Passage, draft: Draft) -> tuple[tuple[Slot, ...], Slot | None]:
    """Return who is addressed, one slot for each, and the whole phrase as one slot.

    Somebody is addressed by a request and its like, by a recommendation to do something, by a view that
    they should, as the receiver of thanks or of what is submitted, or as one who is made welcome.

    :param passage: the block
    :param draft: the act
    """
    match = _addressed(passage, draft)
    if match is None:
        return pronouns.behind(passage, draft)
    span = match.spans["addressee"]
    whole = phrase(passage.tagged.plain, span, tuple(passage.tagged.mentions.values()))
    each = tuple(_each(passage, span))
    return (each, Slot(whole.value, whole.spans)) if each else ((whole,), whole)


def _addressed(passage: Passage, draft: Draft) -> Match | None:
    pack = passage.source.pack
    if "addressee" in draft.match.spans:
        return draft.match
    if draft.verb in _ADVICE:
        found = pack.makers("act.should").at(passage.tagged, draft.after)
        advised = next((m for m in found if m is not None and m.end <= draft.end), None)
        if advised is not None or draft.verb == "considers":
            return advised
        return _at(passage, draft, "act.advised")
    if draft.verb == _THANKS:
        return _thanked(passage, draft)
    if draft.verb in _ADDRESSED:
        return _at(passage, draft, "act.addressee")
    if draft.verb in _RECEIVED:
        return _at(passage, draft, _RECEIVED[draft.verb])
    if draft.verb == "other":
        receivers = list(pack.makers("act.receiver").find(passage.tagged, draft.start, draft.end))
        return receivers[0] if receivers and _submits(passage, draft) else None
    return None


def _submits(passage: Passage, draft: Draft) -> bool:
    verb = passage.words(draft.match.spans["verb"]) if "verb" in draft.match.spans else ""
    return verb.casefold().startswith(passage.list("submission_verbs"))


def _at(passage: Passage, draft: Draft, makes: str) -> Match | None:
    found = passage.source.pack.makers(makes).at(passage.tagged, draft.after)
    return next((m for m in found if m.end <= draft.end), None)


def _thanked(passage: Passage, draft: Draft) -> Match | None:
    """Return the receiver of thanks, before the verb ("to X its thanks") or after it ("thanks X")."""
    if "object" not in draft.match.spans:
        return _at(passage, draft, "act.thanked")
    begin = passage.index(draft.match.spans["object"].start)
    end = passage.index(draft.match.spans["object"].end)
    receivers = passage.source.pack.makers("act.thanked").at(passage.tagged, begin)
    return next((m for m in receivers if m is not None and m.end <= end), None)


def _each(passage: Passage, span: Span) -> Iterable[Slot]:
    """Yield each of several addressees; nothing when the phrase cannot be divided cleanly."""
    start, stop = passage.index(span.start), passage.index(span.end)
    mentions = tuple(passage.tagged.mentions.values())
    found: list[Slot] = []
    for pattern in passage.source.pack.makers("act.actor").may(passage.text):
        at = start
        while at < stop:
            match = pattern.at(passage.tagged, at)
            if match is None or match.end > stop:
                return []
            found.append(phrase(passage.tagged.plain, match.span, mentions))
            at = match.end
            joint = next(passage.source.pack.makers("act.and").at(passage.tagged, at), None)
            if at < stop and joint is None:
                return []
            at = joint.end if joint is not None else at
    return found if len(found) > 1 else []


def due(passage: Passage, draft: Draft) -> tuple[str | None, Slot | None]:
    """Return when an act falls due: a date, or a meeting as ``<ordinal>:<kind>``, with its slot.

    A decision with an effect of its own ("decides to extend ...") leaves the due date to the effect.
    """
    if draft.verb == "extends":
        return _latest(passage, draft, "act.until", draft.verb_at)
    if draft.verb not in DUE or (draft.verb == "decides" and _at(passage, draft, "act.effect")):
        return None, None
    advised = _addressed(passage, draft)
    if advised is not None and advised.mentions.get("meeting"):
        meeting = advised.mentions["meeting"][-1]
        return meeting.value, slot_of(meeting)
    start = draft.match.start if _is_nested(draft) else draft.after
    value, slot = _latest(passage, draft, "act.due", start)
    if value is None and draft.verb in _ADDRESSED:
        return _of_addressee(passage, advised)
    return value, slot


def _is_nested(draft: Draft) -> bool:
    """Tell whether one who is asked performs the act: its circumstances stand before the verb.

    A pattern may say that they stand behind it (``behind``).
    """
    pattern = draft.match.pattern
    return pattern.makes == "act.nested" and not pattern.set.get("behind")


def _of_addressee(passage: Passage, addressed: Match | None) -> tuple[str | None, Slot | None]:
    """Return the meeting that is addressed: "requests the Conference at its third session to ..."."""
    meeting = passage.tagged.mentions.get(addressed.end) if addressed is not None else None
    if addressed is None or meeting is None or meeting.kind != "meeting":
        return None, None
    following = passage.text[addressed.end + 1 : addressed.end + 2]
    placed = following in _GOES_ON or any(m.kind == "role" for m in _next_to(passage, meeting))
    return (None, None) if placed else (meeting.value, slot_of(meeting))


def _next_to(passage: Passage, mention: Mention) -> Iterable[Mention]:
    return (m for m in passage.tagged.mentions.values() if m.start == mention.end)


def due_in_item(passage: Passage) -> Slot | None:
    """Return when an item of a list of requests falls due, or None."""
    past = _past_times(passage, 0, len(passage.text))
    found = [
        m
        for match in passage.source.pack.makers("act.due").find(passage.tagged)
        for group in ("due", "latest")
        for m in match.mentions.get(group, ())
        if m.span not in past
    ]
    return slot_of(max(found, key=lambda m: (m.kind == "meeting", m.start))) if found else None


def _latest(passage: Passage, draft: Draft, makes: str, start: int) -> tuple[str | None, Slot | None]:
    """Return the last value that patterns of one kind find before the purpose of the act begins."""
    end = _purpose_start(passage, draft)
    found: list[tuple[int, Mention]] = []
    past = _past_times(passage, start, end)
    for pattern in _dated(passage, draft, makes).may(passage.text):
        for match in pattern.find(passage.tagged, start, end):
            for group in ("due", "latest"):
                rank = int(pattern.set.get("rank", 1))
                found.extend((rank + (m.kind == "meeting"), m) for m in match.mentions.get(group, ()))
            for group in ("during", "given"):
                found.extend((0, m) for m in match.mentions.get(group, ()))
    found = [row for row in found if row[1].span not in past]
    if not found:
        return None, None
    last = max(found, key=lambda row: (row[0], row[1].start))[1]
    return last.value, slot_of(last)


def _past_times(passage: Passage, start: int, end: int) -> set[Span]:
    """Return the dates and meetings that only say when something was done ("adopted at its session")."""
    found = (m for m in passage.source.pack.makers("act.not-due").find(passage.tagged, start, end))
    return {mention.span for match in found for mention in match.mentions[""]}


def _dated(passage: Passage, draft: Draft, makes: str) -> Patterns:
    """Return the patterns for when an act falls due; what is held or issued, also on the day named."""
    pack = passage.source.pack
    if makes == "act.due" and draft.verb in _ON_DAY:
        return pack.makers_in_turn(makes, "act.due-on")
    return pack.makers(makes)


def _purpose_start(passage: Passage, draft: Draft) -> int:
    purpose = _first(passage, draft, "act.purpose")
    return purpose.start if purpose is not None else draft.end


def _first(passage: Passage, draft: Draft, makes: str) -> Match | None:
    start = draft.match.start if makes == "act.channel" and _is_nested(draft) else draft.after
    found = list(passage.source.pack.makers(makes).find(passage.tagged, start, draft.end))
    return min(found, key=lambda m: m.start, default=None)


def channel(passage: Passage, draft: Draft) -> Slot | None:
    """Return through whom the addressee is to act, or None."""
    return _word(passage, draft, "act.channel", "channel") if draft.verb in _ADDRESSED else None


def capacity(passage: Passage, draft: Draft) -> Slot | None:
    """Return in what capacity the addressee is to act ("as Chair of ..."), or None."""
    return _word(passage, draft, "act.capacity", "capacity") if draft.verb in _ADDRESSED else None


def _word(passage: Passage, draft: Draft, makes: str, group: str) -> Slot | None:
    match = _first(passage, draft, makes)
    if match is None or match.start >= _purpose_start(passage, draft):
        return None
    nested = _at(passage, draft, "act.nested")
    if group == "channel" and nested is not None and match.start < nested.end:
        return None
    return phrase(passage.tagged.plain, match.spans[group], match.mentions[group])


def purpose(passage: Passage, draft: Draft) -> dict[str, tuple[Slot, ...]]:
    """Return what an act is for: words, who is to do it, and the meetings that are to profit."""
    match = _first(passage, draft, "act.purpose")
    if match is None:
        return {}
    start, end = trim(passage.text, passage.index(match.spans["purpose"].start), match.end)
    span = passage.span(start, end)
    inside = [m for m in match.mentions["purpose"] if span.covers(m.span)]
    parts: dict[str, tuple[Slot, ...]] = {"purpose": (phrase(passage.tagged.plain, span),)}
    agents = [m for m in inside if m.kind in {"body", "role"} and m.start == span.start]
    meetings = tuple(slot_of(m) for m in inside if m.kind == "meeting")
    if agents:
        parts["purpose_agent"] = (slot_of(agents[0]),)
    if meetings:
        parts["purpose_meeting"] = meetings
    return parts


def quote(passage: Passage, draft: Draft) -> Slot | None:
    """Return the words in quotation marks that say what is asked or decided, or None."""
    for opened, closed in (("“", "”"), ("「", "」"), ("«", "»")):
        start = passage.text.find(opened, draft.after, draft.end)
        end = passage.text.rfind(closed, draft.after, draft.end + 1)
        if 0 <= start < end - 1:
            return phrase(passage.tagged.plain, passage.span(start + 1, end))
    return None


def under(passage: Passage, draft: Draft) -> dict[str, tuple[Slot, ...]]:
    """Return the decision under which somebody acts, and its paragraph."""
    found = list(passage.source.pack.makers("act.under").find(passage.tagged, draft.start, draft.end))
    for match in found:
        if match.start >= draft.verb_at and draft.verb not in {"other", "decides"}:
            continue
        parts: dict[str, tuple[Slot, ...]] = {"under": (slot_of(match.mentions["under"][0]),)}
        if "paragraph" in match.spans:
            parts["paragraph"] = (phrase(passage.tagged.plain, match.spans["paragraph"]),)
        return parts
    return {}


def content(passage: Passage, draft: Draft, whole: Slot | None) -> Slot | None:
    """Return what is asked, decided or noted: the words after verb and addressee, without the purpose.

    What somebody should do stays with who should do it: it is one view. Where the object stands before
    the verb ("to the draft it expresses its support"), the object is the content.
    """
    if "object" in draft.match.spans and draft.verb == "other" and _submits(passage, draft):
        return phrase(passage.tagged.plain, draft.match.spans["object"])
    after = passage.index(whole.spans[0].end) if whole is not None else draft.after
    if draft.verb == "considers" or not draft.after <= after <= draft.end:
        after = draft.after
    start, end = trim(passage.text, after, _purpose_start(passage, draft))
    particles = (p for p in passage.list("act_particles") if passage.text.startswith(p, start, end))
    start += len(next(particles, ""))
    start = _behind_meeting(passage, draft, start, end)
    end = _before_after(passage, draft, end)
    if end > start and not _only_meeting(passage, start, end):
        return phrase(passage.tagged.plain, passage.span(start, end))
    given = draft.match.spans.get("object") or draft.match.spans.get("what")
    if given is None or (whole is not None and given.overlaps(whole.spans[0])):
        return None
    return phrase(passage.tagged.plain, given)


def _only_meeting(passage: Passage, start: int, end: int) -> bool:
    """Tell whether words are the name of a meeting and nothing else: where something was handed in."""
    span = passage.span(start, end)
    return any(m.kind == "meeting" and m.span == span for m in passage.tagged.mentions.values())


def _behind_meeting(passage: Passage, draft: Draft, start: int, end: int) -> int:
    """Return where content begins behind the meeting at which somebody is to do it."""
    if draft.verb not in DUE:
        return start
    meeting = next((m for m in passage.tagged.mentions.values() if passage.index(m.start) == start), None)
    after = passage.index(meeting.end) if meeting is not None and meeting.kind == "meeting" else start
    return after if after < end and passage.text[after] not in _GOES_ON else start


def _before_after(passage: Passage, draft: Draft, end: int) -> int:
    """Return where the content of "after having considered ..." ends: before the word for after."""
    if "aspect" not in draft.match.spans or not passage.text.startswith("，", end):
        return end
    word = next((w for w in passage.list("act_after") if passage.text.endswith(w, draft.after, end)), "")
    return end - len(word)


def made(passage: Passage, draft: Draft) -> Slot | None:
    """Return the object of an act that is named before the verb or in a relative clause.

    That is what a passive clause says was handed in, and the body that was set up.
    """
    spans, mentions = draft.match.spans, tuple(passage.tagged.mentions.values())
    if "addressee" in spans and "object" in spans:
        return phrase(passage.tagged.plain, spans["object"], mentions)
    if draft.verb == "establishes":
        for group in ("object", "made"):
            bodies = [m for m in draft.match.mentions.get(group, ()) if m.kind == "body"]
            if bodies:
                return slot_of(bodies[0] if group == "object" else bodies[-1])
    return None


def adopted(passage: Passage, draft: Draft) -> dict[str, tuple[Slot, ...]]:
    """Return what an act of adopting adopts, where it has a name or symbol, and at which meeting."""
    if draft.verb != "adopts":
        return {}
    inside = [m for m in passage.tagged.mentions.values() if draft.span.covers(m.span)]
    after = passage.span(draft.after - 1, draft.after).end
    named = [m for m in inside if m.kind in {"instrument", "document"} and m.start >= after]
    met = [m for m in inside if m.kind == "meeting" and m.start < after]
    parts: dict[str, tuple[Slot, ...]] = {}
    if named:
        parts["object"] = (slot_of(named[0]),)
    if met:
        parts["meeting"] = (slot_of(met[-1]),)
    return parts
