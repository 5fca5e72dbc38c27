"""How many countries took part in a meeting, and which meeting a place such as "the Lima meeting" means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from igr_kg.extract.facts.ground import Ground, count
from igr_kg.extract.facts.owners import Naming
from igr_kg.model import Block, Mention, Slot, Span
from igr_kg.packs.patterns import Match


def find(ground: Ground, groups: Sequence[list[Naming]]) -> Iterator[tuple[list[Naming], Naming]]:
    """Yield each place that points to a meeting or counts who came, with the meeting that it is about.

    :param ground: the document with mentions
    :param groups: the places that name one meeting, by meeting
    """
    places = [p.span for block, match in ground.matches("meeting-represented") for p in match.mentions[""]]
    called = {
        p.span: Slot(match.texts[""], (match.span,))
        for _, match in ground.matches("meeting-place")
        for p in match.mentions["place"]
    }
    for block, match in ground.matches("meeting-represented"):
        several = next((g for g in ("counts", "listed") if g in match.spans), None)
        if several is not None:
            yield from _each(ground, groups, block, match, several)
            continue
        named = _naming(ground, block, match)
        group = _own(ground, groups, block, match) or _meant(groups, named)
        if group is not None:
            yield group, _called(named, called)
    for block, match in ground.matches("meeting-place"):
        named = _naming(ground, block, match)
        group = _meant(groups, named) if named.places[0].span not in places else None
        if group is not None:
            yield group, _called(named, called)


def _own(ground: Ground, groups: Sequence[list[Naming]], block: Block, match: Match) -> list[Naming] | None:
    """Return the text's own meeting where a statement says "the present session", or None.

    A report says "the meeting" of its own one as well, unless the block tells when another was held.
    """
    own, bare = ground.field("meeting"), match.texts.get("bare")
    if own is None or bare is None:
        return None
    elsewhere = not any(n.block == block and n.date is not None for g in groups for n in g)
    if bare not in ground.pack.words.get("fact_own_meetings", ()) and not (
        elsewhere and ground.document.doctype == "report"
    ):
        return None
    places = set(own.spans)
    return next((g for g in groups if any(n.meeting and n.meeting.span in places for n in g)), None)


def _called(named: Naming, called: Mapping[Span, Slot]) -> Naming:
    """Return a place that points to a meeting with what it calls it, and without its venue."""
    name = called.get(named.places[0].span) if named.places else None
    return replace(named, places=(), called=name)


def _naming(ground: Ground, block: Block, match: Match) -> Naming:
    name = next((g for g in ("count", "number") if g in match.texts), None)
    number = count(match.texts[name], ground.pack) if name else None
    meeting = match.mentions.get("meeting", ()) or match.mentions.get("met", ())
    if not meeting and not match.mentions.get("place"):
        meeting = _in_sentence(ground, block, match)
    return Naming(
        block,
        match.span,
        match.pattern.id,
        meeting[0] if meeting else None,
        places=match.mentions.get("place", ()),
        represented=Slot(number, (match.spans[name],)) if number and name else None,
    )


def _in_sentence(ground: Ground, block: Block, match: Match) -> tuple[Mention, ...]:
    """Return the meeting that the sentence names last before a statement without one, or nothing."""
    tagged = ground.tagged(block)
    start = ground.sentence_start(block, match.start)
    named = [m for at, m in tagged.mentions.items() if start <= at < match.start and m.kind == "meeting"]
    return tuple(named[-1:])


def _each(
    ground: Ground, groups: Sequence[list[Naming]], block: Block, match: Match, name: str
) -> Iterator[tuple[list[Naming], Naming]]:
    """Yield the counts of several meetings with the meetings told last before them, in their order."""
    tagged = ground.tagged(block)
    span = match.spans[name]
    start, stop = tagged.view.index(span.start), tagged.view.index(span.end)
    counts = list(ground.pack.makers("meeting-count").find(tagged, start, stop))
    held = sorted((last, n) for n, g in enumerate(groups) if (last := _held(g, match.span.start)) is not None)
    if len(held) < len(counts):
        return
    for one, (_, index) in zip(counts, held[-len(counts) :], strict=True):
        number = count(one.texts["count"], ground.pack)
        slot = Slot(number, (one.spans["count"],)) if number else None
        yield groups[index], Naming(block, match.span, match.pattern.id, represented=slot)


def _held(group: Sequence[Naming], before: int) -> int | None:
    """Return where the text last tells before an offset when a meeting was held, or None."""
    told = [n.span.start for n in group if n.date is not None and n.span.start < before]
    return max(told, default=None)


def _meant(groups: Sequence[list[Naming]], named: Naming) -> list[Naming] | None:
    """Return the meeting that a statement is about: by number, by its place, or the one told last."""
    start = named.span.start
    if named.meeting is not None:
        wanted = named.meeting
        same = [g for g in groups if any(n.meeting and n.meeting.span == wanted.span for n in g)]
        same = same or [g for g in groups if any(n.meeting and n.meeting.entity == wanted.entity for n in g)]
        return same[0] if same else None
    if named.places:
        there = [g for g in groups if any(named.places[0].value == p.value for n in g for p in n.places)]
        told = [g for g in there if _held(g, start) is not None] or there
        return max(told, key=lambda g: _held(g, start) or 0, default=None)
    held = [g for g in groups if _held(g, start) is not None]
    return max(held, key=lambda g: _held(g, start) or 0, default=None)
