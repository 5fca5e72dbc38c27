"""Whose meeting a place names: the body in or beside its name, its antecedent, or who decides on it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from igr_kg.extract.acts.clauses import body_start
from igr_kg.extract.facts.ground import Ground
from igr_kg.extract.slots import slot_of
from igr_kg.model import Block, Mention, Slot, Span
from igr_kg.packs.patterns import Match

_SHORT_NAME = 4
_NO_MEETINGS = frozenset({"government", "group", "members"})


@dataclass(frozen=True, slots=True)
class Naming:
    """One place that names a meeting, with what it says of it.

    :param pointed: whether the body is named by a demonstrative or a pronoun only
    :param conference: whether the meeting is named by a name of its own, without the word meeting
    :param ordinal: the number of talks that are called neither session nor meeting
    :param year: the year that tells sessions of one number apart, or an empty string
    :param held: the range with the words that say that it was held, which may stand further on
    :param called: what the place calls the meeting after its venue
    """

    block: Block
    span: Span
    rule: str
    meeting: Mention | None = None
    body: Slot | None = None
    pointed: bool = False
    conference: bool = False
    date: Slot | None = None
    places: tuple[Mention, ...] = ()
    represented: Slot | None = None
    ordinal: Slot | None = None
    year: str = ""
    held: Slot | None = None
    called: Slot | None = None
    also: tuple[Span, ...] = field(default=())


def with_body(ground: Ground, naming: Naming, match: Match) -> Naming:
    """Return a naming with the body whose meeting it is, where the text names or points to it."""
    inner = _inside(ground, naming.meeting)
    if inner is not None:
        return replace(naming, body=inner)
    bodies = [m for m in match.mentions.get("body", ()) if m.kind == "body" and not _hosts(ground, m)]
    if bodies:
        return _of_body(ground, naming, match, bodies[0])
    for group in ("named", "body"):
        if group in match.spans:
            return replace(naming, body=Slot(match.texts[group], (match.spans[group],)))
    if "its" in match.spans or _says_whose(ground, naming.meeting):
        return _with_antecedent(ground, naming)
    nearest = _from_afar(ground, naming, match)
    return naming if nearest is None else replace(naming, body=slot_of(nearest), also=(nearest.span,))


def _says_whose(ground: Ground, meeting: Mention | None) -> bool:
    """Tell whether the word for a meeting has a pronoun at its end, where a language writes both together."""
    nouns = ground.pack.words.get("fact_own_meeting_nouns", ())
    if meeting is None or not nouns:
        return False
    return ground.document.view(meeting.block).slice(meeting.span).split(" ")[0] in nouns


def linked_body(ground: Ground, meeting: Mention | None) -> str | None:
    """Return the entity of the body whose meeting resolution found a mention to be, or None."""
    entity = ground.entities.get(meeting.entity or "") if meeting else None
    return next((ref for name, ref, _ in entity.links if name == "body"), None) if entity else None


def _of_body(ground: Ground, naming: Naming, match: Match, body: Mention) -> Naming:
    """Return a naming with the body that stands beside it."""
    numbered = _conference(ground, body) if naming.meeting is None else None
    if numbered is not None:
        return replace(naming, body=numbered, conference=True)
    if "at" in match.spans and not _meets(ground, body):
        return naming
    view = ground.tagged(naming.block).view
    at = view.index(body.start)
    pointed = ground.pointed(view.text, at)
    longer = _longer(ground, body) if pointed else None
    if longer is not None:
        return replace(naming, body=slot_of(longer), also=(longer.span,))
    return replace(naming, body=slot_of(body), pointed=pointed)


def _from_afar(ground: Ground, naming: Naming, match: Match) -> Mention | None:
    """Return who decides on a meeting of its own, or the body that a cover names with one."""
    if match.pattern.set.get("own"):
        opened = ground.opening(naming.block)
        decider = _decider(ground, naming)
        if decider is not None or (opened is not None and not _named_before(ground, naming)):
            return decider or opened
    covered = naming.block.kind == "cover" and naming.meeting is not None
    return _on_cover(ground, naming) if covered else None


def _inside(ground: Ground, meeting: Mention | None) -> Slot | None:
    """Return the body in the name of a meeting, or right behind its ordinal: the 69th Health Assembly."""
    if meeting is None:
        return None
    bodies = ground.within(meeting.span, "body")
    inner = next((m for m in bodies if meeting.span.covers(m.span)), None)
    words = ground.document.view(meeting.block).slice(meeting.span)
    if inner is None and words.endswith(tuple(ground.pack.words.get("fact_ordinal_words", ()))):
        inner = next((m for m in bodies if m.start == meeting.end), None)
    return slot_of(inner) if inner is not None else _known_inside(ground, meeting)


def _known_inside(ground: Ground, meeting: Mention) -> Slot | None:
    """Return the body whose name, known from elsewhere in the text, ends the name of a meeting."""
    view = ground.document.view(meeting.block)
    words = view.slice(meeting.span)
    named = [(n, ref) for n, ref in ground.body_names() if words.endswith(n) and len(n) >= _SHORT_NAME]
    if not named:
        return None
    name, ref = max(named)
    end = view.index(meeting.end)
    return Slot(name, (view.span(end - len(name), end),), ref)


def _conference(ground: Ground, body: Mention) -> Slot | None:
    """Return a conference with the number that stands before its name: the Third World Conference on Food."""
    if not body.value.endswith(tuple(ground.pack.words.get("fact_conference", ()))):
        return None
    tagged = ground.tagged(ground.document.block(body.block))
    end = tagged.view.index(body.start)
    for found in ground.pack.makers("meeting-ordinal").find(tagged, max(0, end - _SHORT_NAME * 2), end):
        if found.end == end:
            span = Span(found.span.start, body.end)
            return Slot(found.texts[""] + body.value, (span,), body.entity)
    return None


def _closed(words: str) -> str:
    """Return words without blanks, as names may be written."""
    return "".join(words.split())


def is_conference(ground: Ground, match: Match) -> bool:
    """Tell whether the body that a match names is a conference by its name, not a standing body."""
    listed = (ground.pack.words.get(n, ()) for n in ("fact_conference", "fact_standing"))
    words, standing = ([_closed(w) for w in words] for words in listed)
    names = [_closed(m.value) for m in match.mentions.get("body", ())]
    return any(any(w in n for w in words) and not any(s in n for s in standing) for n in names)


def _hosts(ground: Ground, body: Mention) -> bool:
    """Tell whether a body is a Government, which hosts meetings that are not its own."""
    entity = ground.entities.get(body.entity or "")
    return entity is not None and entity.subkind == "government"


def _meets(ground: Ground, body: Mention) -> bool:
    """Tell whether a body has meetings of its own; offices and Governments only speak at others'."""
    entity = ground.entities.get(body.entity or "")
    words = ground.pack.words
    offices = tuple(words.get("fact_offices_without_meetings", ()))
    heads = tuple(map(_closed, words.get("fact_office_heads", ())))
    named = body.value.endswith(offices) or _closed(body.value).startswith(heads)
    return not named and (entity is None or entity.subkind not in _NO_MEETINGS)


def _longer(ground: Ground, body: Mention) -> Mention | None:
    """Return the body named last before a demonstrative in its block, whose name ends with the word used."""
    before = [
        m for m in ground.mentions if m.kind == "body" and m.block == body.block and m.end <= body.start
    ]
    longer = [m for m in before if m.value.endswith(body.value) and len(m.value) > len(body.value)]
    last = max(longer, key=lambda m: m.end, default=None)
    return last if last is not None and last.entity != body.entity else None


def _decider(ground: Ground, naming: Naming) -> Mention | None:
    """Return the body that begins the sentence of a meeting and decides on it, or None."""
    before = [m for m in ground.mentions if m.kind == "body" and m.block == naming.block.id]
    bodies = _subject(ground, naming, [m for m in before if m.end <= naming.span.start])
    if not bodies:
        return None
    view = ground.document.view(naming.block.id)
    between = view.text[view.index(bodies[-1].end) : view.index(naming.span.start)]
    return bodies[-1] if any(w in between for w in ground.pack.words.get("fact_deciding", ())) else None


def _named_before(ground: Ground, naming: Naming) -> bool:
    """Tell whether the block names a body before a meeting, which may be that body's."""
    inside = (m for m in ground.mentions if m.kind == "body" and m.block == naming.block.id)
    return any(m.end <= naming.span.start for m in inside)


def _on_cover(ground: Ground, naming: Naming) -> Mention | None:
    """Return the body that a cover names last before a meeting, or first after it."""
    named = [m for m in ground.mentions if m.kind == "body" and m.block == naming.block.id]
    before = [m for m in named if m.end <= naming.span.start]
    after = [m for m in named if m.start >= naming.span.end]
    return max(before, key=lambda m: m.end) if before else min(after, key=lambda m: m.start, default=None)


def _with_antecedent(ground: Ground, naming: Naming) -> Naming:
    """Return a naming whose pronoun is filled: by what resolution found, or by the sentence's subject."""
    linked = linked_body(ground, naming.meeting)
    inside = [m for m in ground.mentions if m.kind == "body" and m.block == naming.block.id]
    before = [m for m in inside if m.end <= naming.span.start]
    same = [m for m in before if linked is not None and m.entity == linked]
    covered = [m for m in inside if naming.span.covers(m.span)]
    opened = ground.opening(naming.block)
    own = [opened] if opened and _acts_itself(ground, naming) else []
    able = [m for m in before if _meets(ground, m)]
    subject = _subject(ground, naming, before)
    near = _near(ground, naming, able)
    chosen = covered or near or subject or own or same or able or before or ([opened] if opened else [])
    if not chosen:
        return naming
    body = chosen[-1]
    return replace(naming, body=slot_of(body), pointed=True, also=(body.span,))


def _near(ground: Ground, naming: Naming, able: list[Mention]) -> list[Mention]:
    """Return the body that is to meet by the words before a meeting, as a list, or nothing.

    It is the one named last where a pronoun takes it up ("... a committee, which shall hold its first
    session"; ``fact_latter``), or the one that is asked to do something at its meeting
    ("recommends that the Assembly adopt, at its tenth session"; ``meeting-asked``).
    """
    if not able:
        return []
    tagged = ground.tagged(naming.block)
    after, at = (tagged.view.index(offset) for offset in (able[-1].end, naming.span.start))
    latter = ground.pack.words.get("fact_latter", ())
    if any(word in tagged.view.text[after:at] for word in latter):
        return able[-1:]
    for found in ground.pack.makers("meeting-asked").find(tagged, 0, at):
        asked = found.mentions.get("body", ())
        if found.end == at and asked and asked[0] in able:
            return [asked[0]]
    return []


def _acts_itself(ground: Ground, naming: Naming) -> bool:
    """Tell whether a sentence says what the body that opens the text is itself to do ("Decides to meet")."""
    tagged = ground.tagged(naming.block)
    start = ground.sentence_start(naming.block, tagged.view.index(naming.span.start))
    start = max(start, body_start(tagged.view, naming.block))
    start += len(tagged.view.text[start:]) - len(tagged.view.text[start:].lstrip())
    return any(ground.pack.makers("meeting-own-actor").at(tagged, start))


def _subject(ground: Ground, naming: Naming, before: list[Mention]) -> list[Mention]:
    """Return the body that begins the sentence of a naming, as a list, or nothing."""
    tagged = ground.tagged(naming.block)
    start = ground.sentence_start(naming.block, tagged.view.index(naming.span.start))
    start += len(ground.lead(tagged.view.text, start))
    return [m for m in before if m.start == tagged.view.starts[start]]
