"""Findings, principles, the naming of processes, what they produced, and what a decision builds on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from igr_kg.extract.lists.clauses import segments, sentence_of, sentences
from igr_kg.extract.lists.source import Source, body_start
from igr_kg.extract.lists.subjects import act_at, ending, holder, openings, subject_slot
from igr_kg.extract.slots import gather, slot_of
from igr_kg.model import Act, Block, Fact, Slot, Span
from igr_kg.packs.patterns import Match, Tagged

_SAME = 4
"""Characters that a product of a process and what a later text calls it end in, at least."""


def find(source: Source) -> None:
    """Add what single sentences state: findings, principles, namings, results, foundations."""
    for block in source.blocks():
        _findings(source, block)
        _processes(source, block)
        _results(source, block)
        _builds_on(source, block)
        _described(source, block)
    _principles(source)
    _taken_up(source)


def _matches(source: Source, block: Block, makes: str) -> Iterator[Match]:
    tagged = source.tagged(block.id)
    start = body_start(block, tagged)
    found = list(source.pack.makers(makes).find(tagged, start))
    return iter(sorted(found, key=lambda m: (m.start, -m.end)))


def _findings(source: Source, block: Block) -> None:
    tagged = source.tagged(block.id)
    taken: list[Span] = []
    for match in _matches(source, block, "finding"):
        if any(match.span.overlaps(span) for span in taken):
            continue
        taken.append(match.span)
        content = source.group(match, "content")
        pieces = [content] if content else list(_views(source, tagged, match))
        who = _holder(source, block, tagged, match)
        for number, piece in enumerate(pieces):
            spans = _said(match.span, piece.spans[0], first=number == 0)
            slots = gather(
                kind=Slot(match.pattern.set["kind"], spans),
                content=Slot(piece.value, piece.spans),
                issue=source.group(match, "issue"),
                holder=who,
            )
            source.add("finding", block.id, match.pattern.id, spans, slots)


def _said(verb: Span, piece: Span, *, first: bool) -> tuple[Span, ...]:
    """Return the ranges that say a finding: its own words, and the verb that governs them."""
    if first:
        return (Span(min(verb.start, piece.start), max(verb.end, piece.end)),)
    return (piece, verb)


def _holder(source: Source, block: Block, tagged: Tagged, match: Match) -> Slot | None:
    if "holder" in match.spans:
        return subject_slot(source, tagged, match.spans["holder"])
    return holder(source, block, match.start)


def _views(source: Source, tagged: Tagged, match: Match) -> Iterator[Slot]:
    """Yield what is generally held: each clause after the verb, to the end of the sentence."""
    marks = source.pack.words["clause_marks"]
    _, end = sentence_of(tagged.view.text, marks, match.start)
    joints = sorted(source.pack.words.get("view_joints", ()), key=len, reverse=True)
    pieces: list[tuple[int, int]] = []
    for segment in segments(tagged.view.text, marks, match.end, end):
        joint = next((j for j in joints if tagged.view.text.startswith(j, segment.start)), None)
        if pieces and joint is None:
            pieces[-1] = (pieces[-1][0], segment.end)
        else:
            pieces.append((segment.start + len(joint or ""), segment.end))
    for start, stop in pieces:
        if start < stop:
            yield source.words(tagged, start, stop)


def _principles(source: Source) -> None:
    """Add each principle that is named as one, with every place that states it in the same words."""
    done: set[str] = set()
    for block in source.blocks():
        for match in _matches(source, block, "principle"):
            content = source.group(match, "content")
            if content is None or content.value in done:
                continue
            done.add(content.value)
            places = list(_places(source, content.value))
            slots = gather(
                content=Slot(content.value, tuple(span for _, span in places)),
                stated_in=[Slot(b.id, (span,), b.id) for b, span in places],
                guides=[Slot(a.id, (a.span, match.span), a.id) for a in _guided(source, block, match)],
            )
            first, spans = places[0][0], [span for _, span in places]
            source.add("principle", first.id, match.pattern.id, spans, slots)


def _guided(source: Source, block: Block, match: Match) -> Iterator[Act]:
    """Yield the acts that a principle is the basis of: those of the subject of its sentence.

    Recitals beside it ("based on ..., and recognizing that ...") stand before that subject.
    """
    tagged = source.tagged(block.id)
    marks = source.pack.words["clause_marks"]
    _, end = sentence_of(tagged.view.text, marks, match.start, body_start(block, tagged))
    subjects = [m.start for m in openings(source, tagged, match.end, end)]
    start, stop = tagged.view.starts[subjects[0] if subjects else match.end], tagged.view.ends[end - 1]
    yield from (a for a in source.acts if a.block == block.id and start <= a.span.start < stop)


def _places(source: Source, content: str) -> Iterator[tuple[Block, Span]]:
    """Yield where words stand, also with a modal verb between them."""
    modals = "|".join(re.escape(w) for w in source.pack.words.get("modals", ()))
    regex = re.compile(rf"(?:{modals})?".join(map(re.escape, content)))
    for block in source.blocks():
        view = source.document.view(block.id)
        for found in regex.finditer(view.text):
            yield block, view.span(*found.span())


def _processes(source: Source, block: Block) -> None:
    for match in _matches(source, block, "naming"):
        meeting = match.mentions.get("meeting", ())
        slots = gather(
            process=_process(source, match),
            meeting=slot_of(meeting[0]) if meeting else source.group(match, "meeting"),
            called=source.group(match, "process") or source.group(match, "bare"),
        )
        source.add("naming", block.id, match.pattern.id, [match.span], slots)
    for match in _matches(source, block, "work-of"):
        slots = gather(process=_process(source, match), body=slot_of(match.mentions["body"][-1]))
        source.add("work-of", block.id, match.pattern.id, [match.span], slots)


def _process(source: Source, match: Match) -> Slot | None:
    """Return the named process: the mention in the quotes, or the words that stand there."""
    for name in ("process", "bare"):
        for mention in match.mentions.get(name, ()):
            if mention.span == match.spans[name]:
                return slot_of(mention)
    return source.group(match, "process") or source.group(match, "bare")


def _results(source: Source, block: Block) -> None:
    tagged = source.tagged(block.id)
    for match in _matches(source, block, "result"):
        start, end = (
            tagged.view.index(o) for o in (match.spans["content"].start, match.spans["content"].end)
        )
        producer = _producer(source, block, tagged, match)
        contents = list(_contents(source, tagged, start, end)) or [source.words(tagged, start, end)]
        given = _submitted(source, block, tagged, match.end)
        slots = gather(
            producer=producer,
            content=[_option_set(source, block, content, producer) or content for content in contents],
            submitted_to=_receiver(given) if given else None,
        )
        spans = [match.span, given.span] if given else [match.span]
        source.add("result", block.id, match.pattern.id, spans, slots)


def _contents(source: Source, tagged: Tagged, start: int, end: int) -> Iterator[Slot]:
    for match in source.pack.makers("result-content").find(tagged, start, end):
        slot = source.group(match, "quoted") or source.group(match, "content")
        if slot:
            yield slot


def _option_set(source: Source, block: Block, content: Slot, producer: Slot | None) -> Slot | None:
    """Add a set of options that is only told of, and return the result's content as referring to it."""
    for pattern in source.pack.makers("option-words"):
        if pattern.regex.search(content.value):
            slots = gather(chapeau=Slot(content.value, content.spans), put_forward_in=producer)
            fact = source.add("option-set", block.id, pattern.id, content.spans, slots)
            return Slot(content.value, content.spans, fact.id)
    return None


def _submitted(source: Source, block: Block, tagged: Tagged, index: int) -> Match | None:
    """Return where the result is said to have been submitted: in the same or the next sentence."""
    marks = source.pack.words["clause_marks"]
    ends = [end for _, end in sentences(tagged.view.text, marks, index)]
    limit = ends[min(1, len(ends) - 1)] if ends else len(tagged.view.text)
    return next((m for m in _matches(source, block, "result-submitted") if index <= m.start < limit), None)


def _receiver(match: Match) -> Slot:
    """Return to whom a result went: the meeting where one is named, otherwise the body."""
    inside = match.mentions["to"]
    meetings = [m for m in inside if m.kind == "meeting"]
    return slot_of((meetings or list(inside))[-1])


def _producer(source: Source, block: Block, tagged: Tagged, match: Match) -> Slot | None:
    """Return what produced a result: the process named last before it in the sentence, or its subject."""
    start, _ = sentence_of(
        tagged.view.text, source.pack.words["clause_marks"], match.start, body_start(block, tagged)
    )
    own = source.named(
        tagged, match.start, tagged.view.index(match.spans["content"].start), "instrument", "body"
    )
    before = own or source.named(tagged, start, match.start, "instrument")
    return slot_of(before[-1]) if before else holder(source, block, match.start)


def _builds_on(source: Source, block: Block) -> None:
    for match in _matches(source, block, "builds-on"):
        slots = gather(
            decision=slot_of(match.mentions["decision"][0]), body=slot_of(match.mentions["body"][-1])
        )
        source.add("builds-on", block.id, match.pattern.id, [match.span], slots)


def _described(source: Source, block: Block) -> None:
    """Add what a text calls a document that it cites by symbol, and whose document it is."""
    for match in _matches(source, block, "described"):
        slots = gather(
            document=slot_of(match.mentions["document"][0]),
            words=Slot(match.texts["words"], (match.spans["words"],)),
            maker=slot_of(match.mentions["maker"][0]),
        )
        source.add("described", block.id, match.pattern.id, [match.span], slots)


def _taken_up(source: Source) -> None:
    """Add the acts that are about what a process produced, or build on it, where they name it again.

    "The objectives identified in the process" are the ones told of as its result, whose words end so.
    """
    results = source.of_type("result")
    for block in source.blocks():
        taken: list[Span] = []
        for match in list(source.pack.makers("taken-up").find(source.tagged(block.id))):
            if any(match.span.overlaps(span) for span in taken):
                continue
            taken.append(match.span)
            act = act_at(source, match.span)
            process = slot_of(match.mentions["process"][0])
            for result in results if act is not None else ():
                producer = result.first("producer")
                if act is not None and producer is not None and producer.ref == process.ref:
                    _take_up(source, block, match, act, result)


def _take_up(source: Source, block: Block, match: Match, act: Act, result: Fact) -> None:
    """Add which product of a result the words of a match name again, if any."""
    for number, content in enumerate(result.slots["content"]):
        if ending(content.value, match.texts["what"]) >= _SAME:
            slots = gather(
                result=Slot(result.id, content.spans, result.id),
                product=Slot(content.value, content.spans, content.ref),
                number=Slot(str(number), content.spans),
                act=Slot(act.id, (act.span,), act.id),
                relation=Slot(match.pattern.set.get("as", "about"), (match.span,)),
            )
            source.add("taken-up", block.id, match.pattern.id, [act.span, match.span, *content.spans], slots)
