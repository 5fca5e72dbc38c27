"""What is held of the options of a list, and by whom.

Every place that refers to options becomes one character of a tagged text; the patterns of the pack
that make ``assessment`` are read on it, sentence by sentence. Where two of them read one place, the one
that stands first in the pack counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from igr_kg.extract.lists.clauses import segments, sentences
from igr_kg.extract.lists.references import Reference, References
from igr_kg.extract.lists.source import Source, body_start
from igr_kg.extract.lists.subjects import act_at, holder, subject_slot
from igr_kg.extract.slots import gather
from igr_kg.model import Block, Fact, Slot, Span
from igr_kg.packs.patterns import Match, Tagged


@dataclass(frozen=True, slots=True)
class _View:
    """A stance on options, before it is added.

    :param start: offset where its words begin, the holder's included
    :param stance: its words and their ranges
    :param own: the holder is named beside it, not taken from before
    :param governed: it depends on a verb of holding, its own or that of the view before it
    """

    match: Match
    references: tuple[Reference, ...]
    start: int
    end: int
    stance: Slot
    holder: Slot | None
    own: bool
    governed: bool


def find(source: Source, known: Sequence[Fact]) -> None:
    """Add what a document says of options.

    :param known: the facts of type ``option``; the blocks they stand in are not read
    """
    references = References(source, known)
    listed = {o.block for o in known}
    for block in source.blocks():
        if block.id in listed:
            continue
        tagged, places = references.read(block)
        if not places:
            continue
        marks = source.pack.words["clause_marks"]
        for start, end in sentences(tagged.view.text, marks, body_start(block, tagged)):
            views: list[_View] = []
            for match in _matches(source, tagged, start, end):
                if _in_place(match, views):
                    _join(views, _view(source, block, tagged, match, places, views), tagged)
            for view in views:
                _add(source, block, tagged, view)


def _matches(source: Source, tagged: Tagged, start: int, end: int) -> list[Match]:
    """Return the matches in a sentence that do not overlap, in reading order; earlier patterns win."""
    taken: list[Match] = []
    for match in source.pack.makers("assessment").find(tagged, start, end):
        if not any(match.start < m.end and m.start < match.end for m in taken):
            taken.append(match)
    return sorted(taken, key=lambda m: m.start)


def _in_place(match: Match, before: Sequence[_View]) -> bool:
    """Tell whether a pattern that goes on with what stands before has something to go on with."""
    after = match.pattern.set.get("after")
    return after is None or (bool(before) and (before[-1].governed or after != "held"))


def _view(
    source: Source,
    block: Block,
    tagged: Tagged,
    match: Match,
    places: Mapping[Span, Reference],
    before: Sequence[_View],
) -> _View:
    said = match.spans.get("view") or min(match.spans.get(n, match.span) for n in ("stance", "options"))
    at = tagged.view.index(said.start)
    own = _own_holder(source, tagged, match, body_start(block, tagged), at)
    impersonal = match.pattern.set.get("impersonal")
    own_verb = "view" in match.spans and not match.pattern.set.get("leads")
    governed = own_verb or bool(before and before[-1].governed)
    held = own
    if held is None and (not impersonal or (impersonal == "alone" and governed)):
        held = before[-1].holder if before else holder(source, block, at)
    start = min(match.span.start, own.spans[0].start) if own else match.span.start
    return _View(
        match,
        _references(match, places) or before[-1].references,
        start,
        match.span.end,
        _stance(match, source.pack.rules.join),
        held,
        own is not None,
        governed,
    )


def _references(match: Match, places: Mapping[Span, Reference]) -> tuple[Reference, ...]:
    named = match.spans.get("options")
    return tuple(r for span, r in places.items() if named and named.covers(span))


def _stance(match: Match, join: str) -> Slot:
    """Return the words of a stance; those around the option belong together ("failed on ... to agree")."""
    parts = [name for name in ("stance", "rest") if name in match.spans]
    return Slot(join.join(match.texts[n] for n in parts), tuple(match.spans[n] for n in parts))


def _own_holder(source: Source, tagged: Tagged, match: Match, text: int, at: int) -> Slot | None:
    """Return who holds a view where that is said beside it: in the match, or before it in its clause."""
    if "held" in match.spans:
        return subject_slot(source, tagged, match.spans["held"])
    marks = source.pack.words["clause_marks"]
    start = next((s.start for s in segments(tagged.view.text, marks, text) if at <= s.end), at)
    for found in source.pack.makers("view-holder").find(tagged, start, at):
        return subject_slot(source, tagged, found.spans["holder"])
    return None


def _join(views: list[_View], view: _View, tagged: Tagged) -> None:
    """Add a view to those of its sentence; one that only carries the last one on is joined with it.

    "They favour option (b), holding that it should come first": the reason is the stance.
    "They hold that it is not feasible and decide to drop it": the first stance is carried out.
    """
    last = views[-1] if views else None
    if last is not None and not view.own and _ids(last) == _ids(view) and _adjacent(last, view, tagged):
        if last.match.pattern.set.get("leads") and not view.match.pattern.set.get("follows"):
            views[-1] = replace(view, start=last.start, holder=last.holder)
            return
        if view.match.pattern.set.get("follows"):
            views[-1] = replace(last, end=view.end)
            return
    views.append(view)


def _ids(view: _View) -> frozenset[str | None]:
    return frozenset(i for r in view.references for i in r.ids)


def _adjacent(last: _View, view: _View, tagged: Tagged) -> bool:
    low, high = tagged.view.index(last.end), tagged.view.index(view.start)
    return high - low <= 4


def _add(source: Source, block: Block, tagged: Tagged, view: _View) -> None:
    """Add one assessment for each option of a view, or one for all of them together."""
    stance = Span(view.stance.spans[0].start, view.stance.spans[-1].end)
    act = act_at(source, view.match.spans.get("view", view.match.span))
    shared = gather(
        stance=view.stance,
        stance_class=Slot(_class(source, view.stance), view.stance.spans),
        qualifier=_qualifier(source, tagged, stance),
        holder=view.holder,
        act=Slot(act.id, (act.span,), act.id) if act else None,
    )
    for reference in view.references:
        spans = [Span(view.start, view.end), *reference.antecedent]
        for option, refs in reference.named:
            slots = {**gather(option=option, options=refs), **shared}
            source.add("assessment", block.id, view.match.pattern.id, spans, slots)


def _class(source: Source, stance: Slot) -> str:
    """Return the class of a stance: that of the first pattern found in its words."""
    for pattern in source.pack.makers("stance"):
        if pattern.regex.search(stance.value):
            return str(pattern.set["class"])
    return "other"


def _qualifier(source: Source, tagged: Tagged, stance: Span) -> Slot | None:
    start, end = tagged.view.index(stance.start), tagged.view.index(stance.end)
    found: Iterator[Match] = (m for m in source.pack.makers("stance-qualifier").find(tagged, start, end))
    match = next(found, None)
    return source.group(match, "qualifier") if match else None
