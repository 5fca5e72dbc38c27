"""Sets of options: where they were put forward, their effects, and what is held of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from igr_kg.extract.lists.clauses import sentence_of
from igr_kg.extract.lists.responses import chapeaux, opened
from igr_kg.extract.lists.source import Source, body_start, count_word
from igr_kg.extract.lists.subjects import act_at, holder
from igr_kg.extract.slots import Slots, gather, slot_of
from igr_kg.model import Block, Fact, Slot, Span
from igr_kg.packs.patterns import Match, Tagged


def find(source: Source) -> None:
    """Add every set of options with its options, then the views on options in the whole document."""
    for block, match, items in chapeaux(source, "option-set"):
        options = _set(source, block, match)
        for item in items:
            _option(source, item, options)
    known = source.of_type("option")
    for block in source.blocks():
        for match in _views(source, block):
            _assess(source, block, match, known)


def _set(source: Source, block: Block, match: Match) -> Fact:
    tagged = source.tagged(block.id)
    slots = gather(
        chapeau=source.group(match, "content"),
        open=opened(match),
        count=_count(source, tagged, match),
        put_forward_in=_put_forward_in(source, tagged, match),
    )
    return source.add("option-set", block.id, match.pattern.id, [match.spans["content"]], slots)


def _count(source: Source, tagged: Tagged, match: Match) -> Slot | None:
    """Return how many options a chapeau announces."""
    for pattern in source.pack.makers("option-count"):
        for found in pattern.find(tagged, match.start, match.end):
            return Slot(count_word(found.texts["count"]), (found.spans["count"],))
    return None


def _put_forward_in(source: Source, tagged: Tagged, match: Match) -> list[Slot]:
    """Return the processes, documents, meetings and decisions in which a set was put forward."""
    start, end = sentence_of(
        tagged.view.text, source.pack.words["clause_marks"], tagged.view.index(match.spans["content"].start)
    )
    return [
        slot_of(mention)
        for pattern in source.pack.makers("put-forward-in")
        for found in pattern.find(tagged, start, end)
        for mention in found.mentions["where"]
        if mention.kind in ("instrument", "document", "meeting", "decision")
    ]


def _option(source: Source, item: Block, options: Fact) -> None:
    tagged = source.tagged(item.id)
    start, end = body_start(item, tagged), len(tagged.view.text)
    marks = source.pack.words["clause_marks"]
    closing = marks["stop"] + marks["part"] + marks["comma"]
    while end > start and tagged.view.text[end - 1] in closing:
        end -= 1
    if end <= start:
        return
    content = source.words(tagged, start, end)
    effects = list(_effects(source, tagged, start, end))
    slots = gather(
        label=source.label(item),
        content=Slot(content.value, content.spans),
        set=Slot(options.id, options.spans, options.id),
        effect=[Slot(m.pattern.set["effect"], (m.span,)) for m in effects[:1]] or Slot("none", content.spans),
        target=[slot for m in effects for slot in _targets(source, m)],
        example=[source.group(m, "example") or content for m in effects if "example" in m.spans],
    )
    source.add("option", item.id, options.rule, content.spans, slots)


def _effects(source: Source, tagged: Tagged, start: int, end: int) -> Iterator[Match]:
    """Yield what an option would do to bodies; where two patterns read one place, the first one's."""
    taken: list[Span] = []
    for pattern in source.pack.makers("option-effect"):
        for match in pattern.find(tagged, start, end):
            if not any(match.span.overlaps(span) for span in taken):
                taken.append(match.span)
                yield match


def _targets(source: Source, match: Match) -> Sequence[Slot]:
    """Return the bodies an effect is on; words where the body has no mention (it does not exist yet)."""
    bodies = [slot_of(m) for m in match.mentions["target"] if m.kind == "body"]
    words = source.group(match, "target")
    return bodies or ([words] if words else [])


def _views(source: Source, block: Block) -> Iterator[Match]:
    tagged = source.tagged(block.id)
    found = [
        match
        for pattern in source.pack.makers("assessment")
        for match in pattern.find(tagged, body_start(block, tagged))
    ]
    return iter(sorted(found, key=lambda m: m.start))


def _assess(source: Source, block: Block, match: Match, known: Sequence[Fact]) -> None:
    """Add one assessment for each letter of a view, or one for all options together."""
    pool = _set_before(match.span, known)
    shared, span = _view(source, block, match)
    if match.pattern.set.get("all"):
        named = match.spans["options"]
        refs = [Slot(o.id, (named,), o.id) for o in pool]
        option = Slot(match.texts["options"], (named,))
        each = [(option, refs)] if pool else []
    else:
        each = [_letter(pool, letter, place) for letter, place in _letters(source, block, match)]
    for option, refs in each:
        slots = {**gather(option=option, options=refs), **shared}
        source.add("assessment", block.id, match.pattern.id, [span], slots)


def _letter(pool: Sequence[Fact], letter: str, span: Span) -> tuple[Slot, list[Slot]]:
    """Return the slots of an option that a view names by its letter."""
    refs = [Slot(o.id, (span,), o.id) for o in pool if _labelled(o, letter)]
    return Slot(letter, (span,), refs[0].ref if refs else None), refs


def _labelled(option: Fact, letter: str) -> bool:
    label = option.first("label")
    return label is not None and label.value.casefold() == letter.casefold()


def _set_before(span: Span, known: Sequence[Fact]) -> list[Fact]:
    """Return the options of the last set that begins before a range."""
    before = [o for o in known if o.spans[0].start < span.start]
    if not before:
        return []
    last = max(before, key=lambda o: o.spans[0].start).slots["set"][0].ref
    return [o for o in before if o.slots["set"][0].ref == last]


def _letters(source: Source, block: Block, match: Match) -> Iterator[tuple[str, Span]]:
    """Yield each label in a view with its place; what brackets restate of an option is passed over."""
    tagged = source.tagged(block.id)
    start = tagged.view.index(match.spans["options"].start)
    end = tagged.view.index(match.spans["options"].end)
    for pattern in source.pack.makers("option-sign"):
        for sign in pattern.find(tagged, start, end):
            yield sign.texts["label"], sign.spans["label"]


def _view(source: Source, block: Block, match: Match) -> tuple[Slots, Span]:
    """Return what a view says of every option that it names, and the range that says it."""
    tagged = source.tagged(block.id)
    held = holder(source, block, tagged.view.index(match.spans["view"].start))
    stance = match.spans["stance"]
    act = act_at(source, match.spans["view"])
    slots = gather(
        stance=Slot(match.texts["stance"], (stance,)),
        stance_class=Slot(_class(source, tagged, stance), (stance,)),
        qualifier=_qualifier(source, tagged, stance),
        holder=held,
        act=Slot(act.id, (act.span,), act.id) if act else None,
    )
    adjacent = held is not None and held.spans[0].end == match.span.start
    return slots, Span(held.spans[0].start, match.span.end) if held and adjacent else match.span


def _class(source: Source, tagged: Tagged, stance: Span) -> str:
    """Return the class of a stance: that of the first pattern found in its words."""
    for pattern in source.pack.makers("stance"):
        if any(stance.covers(m.span) for m in pattern.find(tagged.plain)):
            return str(pattern.set["class"])
    return "other"


def _qualifier(source: Source, tagged: Tagged, stance: Span) -> Slot | None:
    start, end = tagged.view.index(stance.start), tagged.view.index(stance.end)
    for pattern in source.pack.makers("stance-qualifier"):
        for match in pattern.find(tagged, start, end):
            return source.group(match, "qualifier")
    return None
