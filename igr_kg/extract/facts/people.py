"""Who opened, attended, chaired, addressed or hosted a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from igr_kg.extract.facts.ground import Ground, fact
from igr_kg.extract.facts.requests import ASKING
from igr_kg.extract.mentions.inflected import inflections
from igr_kg.extract.slots import gather, group, slot_of
from igr_kg.model import Block, Fact, Mention, Slot, Span
from igr_kg.packs.patterns import Match

_ACTORS = ("person", "host", "under", "attending")
_MEETINGS = ("meeting", "led", "unveiled", "addressed")


@dataclass(frozen=True, slots=True)
class _Part:
    """One statement that somebody took part in a meeting.

    :param meeting: the meeting as the text names it, with a number, a place or just the word
    :param numbered: whether the meeting is named by its number
    """

    block: Block
    act: str
    span: Span
    rule: str
    person: Slot | None
    role: Slot | None
    meeting: Slot | None
    numbered: bool
    opening: bool
    also: tuple[Span, ...] = ()


def find(ground: Ground) -> tuple[Fact, ...]:
    """Return one fact for each participation of a person, an office or a host.

    :param ground: the document with mentions and entities
    """
    parts: list[_Part] = []
    for block, match in ground.matches("participation"):
        part = _part(ground, block, match)
        repeated = any(p.act == part.act and p.span.overlaps(part.span) for p in parts)
        nowhere = bool(match.pattern.set.get("numbered")) and not part.numbered
        if not repeated and not nowhere and (part.person is not None or part.role is not None):
            parts.extend(_apart(ground, match, _carried(ground, part, parts)))
    return tuple(_fact(ground, part, parts) for part in parts if not _asked(ground, part))


def _apart(ground: Ground, match: Match, part: _Part) -> Iterator[_Part]:
    """Yield a part for each of several persons, where the language's texts tell of each by name."""
    people = [m for m in match.mentions.get("person", ()) if m.kind == "person"]
    bodies = [m for m in match.mentions.get("host", ()) if m.kind == "body"]
    people = people or [m for m in bodies if not _in_brackets(ground, m)]
    if len(people) < 2 or part.act not in ground.pack.words.get("fact_people_apart", ()):
        yield part
        return
    yield from (replace(part, person=slot_of(m), also=(m.span,)) for m in people)


def _in_brackets(ground: Ground, mention: Mention) -> bool:
    """Tell whether a name only shortens, in brackets, the one before it."""
    return ground.document.text[: mention.start].endswith("(")


def _carried(ground: Ground, part: _Part, before: list[_Part]) -> _Part:
    """Return a part that names no meeting with that of the statement before it in its paragraph.

    "The second meeting was opened by X. Words of welcome were spoken by Y." Which acts carry a meeting on is
    data (``fact_meeting_carried``); a bare "the session" is the one that the text is about.
    """
    words = ground.pack.words
    if part.numbered or part.act not in words.get("fact_meeting_carried", ()):
        return part
    if part.meeting is None:
        told = [p for p in before if p.block.id == part.block.id and p.numbered]
        if told:
            return replace(part, meeting=told[-1].meeting, numbered=True)
        named = [m for m in ground.mentions if m.kind == "meeting" and m.block == part.block.id]
        named = [m for m in named if m.end <= part.span.start]
        last = max(named, key=lambda m: m.end, default=None) if part.act == "hosted" else None
        last = last or _still_of(ground, part)
        return part if last is None else replace(part, meeting=_words(ground, last), numbered=True)
    own = _own_meeting(ground) if part.meeting.value in words.get("fact_bare_meetings", ()) else None
    return part if own is None else replace(part, meeting=_words(ground, own), numbered=True)


def _still_of(ground: Ground, part: _Part) -> Mention | None:
    """Return the report's own meeting where somebody speaks right after it has been named, or None."""
    own = _own_meeting(ground)
    if own is None or part.act != "spoke" or ground.document.doctype != "report":
        return None
    named = [m for m in ground.mentions if m.kind == "meeting" and m.end <= part.span.start]
    last = max(named, key=lambda m: m.end, default=own)
    return own if last.value == own.value else None


def _own_meeting(ground: Ground) -> Mention | None:
    """Return the first place in running text that names the meeting of the document by its number."""
    running = {b.id for b in ground.blocks()}
    named = [m for m in ground.mentions if m.kind == "meeting"]
    covers = [m for m in named if ground.document.block(m.block).kind == "cover"]
    values = {m.value for m in covers if m.value.endswith("session")} or {m.value for m in covers}
    found = (m for m in named if m.block in running and m.value in values and not _digits(ground, m))
    return next(found, None) if len(values) == 1 else None


def _digits(ground: Ground, meeting: Mention) -> bool:
    """Tell whether a meeting is named by digits alone behind the letters of its body ("SBI 51")."""
    return ground.document.view(meeting.block).slice(meeting.span).isdigit()


def _asked(ground: Ground, part: _Part) -> bool:
    """Tell whether a part is what somebody is asked to do, or a host what a text only asks for."""
    return any(
        a.verb in ASKING and a.span.covers(part.span) and a.span.start < part.span.start
        for a in ground.acts
        if a.block == part.block.id
    )


def _fact(ground: Ground, part: _Part, parts: list[_Part]) -> Fact:
    more: _Part | None = None
    meeting = part.meeting
    if not part.numbered and part.act == "opened":
        more = next((p for p in parts if p.opening and p.numbered and _same_person(p, part)), None)
        meeting = more.meeting if more else meeting
    slots = gather(
        person=part.person,
        role=part.role,
        act=Slot(part.act, (part.span,)),
        meeting=meeting,
        by_act=_act(ground, part),
    )
    status = "implied" if more else "extracted"
    spans = [*part.also, *([] if part.also else [part.span]), *([more.span] if more else [])]
    return fact("participation", part.block, part.rule, spans, slots, status=status)


def _part(ground: Ground, block: Block, match: Match) -> _Part:
    act = str(match.pattern.set["act"])
    meeting, numbered = _meeting(ground, block, match)
    return _Part(
        block,
        act,
        match.span,
        match.pattern.id,
        next((s for g in _ACTORS if (s := _actor(match, g)) is not None), None),
        next((s for g in ("role", "office") if (s := group(match, g)) is not None), None),
        meeting,
        numbered,
        act == "attended" and "opening" in match.spans,
    )


def _actor(match: Match, name: str) -> Slot | None:
    """Return a single person by name, several as the text words them."""
    people = [m for m in match.mentions.get(name, ()) if m.kind == "person"]
    return slot_of(people[0]) if len(people) == 1 else group(match, name)


def _meeting(ground: Ground, block: Block, match: Match) -> tuple[Slot | None, bool]:
    """Return the meeting of a statement and whether it has a number.

    A circumstance before the statement may name it ("at the 2nd meeting, X ...").
    """
    told = next((s for g in _MEETINGS if (s := group(match, g)) is not None), None)
    bare = told is None or told.value in ground.pack.words.get("fact_bare_meetings", ())
    inside = [m for m in match.mentions[""] if m.kind == "meeting"]
    before = _named_before(ground, block, match) if bare else []
    numbered = inside or [m for m in before if not _another(ground, told, m)]
    if numbered:
        return _words(ground, numbered[0]), True
    last = _told_last(ground, block, match, told)
    return (last, True) if last is not None else (told, False)


def _told_last(ground: Ground, block: Block, match: Match, told: Slot | None) -> Slot | None:
    """Return the numbered meeting that "the meeting" stands for: the one named last before, in the block."""
    words = ground.pack.words
    bare = told is not None and told.value in words.get("fact_bare_meetings", ())
    there = told is None and any(w in match.texts[""] for w in words.get("fact_at_the_meeting", ()))
    if not (bare or there) or match.pattern.set["act"] == "hosted":
        return None
    named = [m for m in ground.mentions if m.kind == "meeting" and m.block == block.id]
    before = [m for m in named if m.end <= match.span.start and not _another(ground, told, m)]
    return _words(ground, max(before, key=lambda m: m.end)) if before else None


def _another(ground: Ground, told: Slot | None, mention: Mention) -> bool:
    """Tell whether "the session" is the text's own and not the sitting that was named last before."""
    own = _own_meeting(ground) if told is not None else None
    if told is None or own is None:
        return False
    stem = inflections(ground.pack).stem
    word = stem(told.value.split()[-1])
    own_words, words = ({stem(w) for w in _words(ground, m).value.split()} for m in (own, mention))
    return word in own_words and word not in words


def _named_before(ground: Ground, block: Block, match: Match) -> list[Mention]:
    """Return the meeting that the sentence names before a statement which names none, as a list."""
    if any(g in match.spans for g in _MEETINGS) and any(m.kind == "place" for m in match.mentions[""]):
        return []
    tagged = ground.tagged(block)
    start = ground.sentence_start(block, match.start)
    return [m for at, m in tagged.mentions.items() if start <= at < match.start and m.kind == "meeting"][-1:]


def _act(ground: Ground, part: _Part) -> Slot | None:
    """Return the act of opening or closing that a participation is told by."""
    told = [a for a in ground.acts if a.verb == "other" and a.span.overlaps(part.span)]
    if part.act not in {"opened", "closed"} or not told:
        return None
    return Slot(told[0].id, (told[0].span,), told[0].id)


def _words(ground: Ground, meeting: Mention) -> Slot:
    """Return a meeting as the text names it."""
    return Slot(ground.document.view(meeting.block).slice(meeting.span), (meeting.span,), meeting.entity)


def _same_person(one: _Part, other: _Part) -> bool:
    if one.person is None or other.person is None:
        return False
    return (one.person.ref or one.person.value) == (other.person.ref or other.person.value)
