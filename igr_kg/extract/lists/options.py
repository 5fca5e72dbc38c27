"""Sets of options: where they were put forward, and the effects of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from igr_kg.extract.lists import assessments
from igr_kg.extract.lists.clauses import sentence_of
from igr_kg.extract.lists.responses import chapeaux, opened
from igr_kg.extract.lists.source import Source, body_start, count_word
from igr_kg.extract.slots import gather, slot_of
from igr_kg.model import Block, Fact, Slot, Span
from igr_kg.packs.patterns import Match, Tagged


def find(source: Source) -> None:
    """Add every set of options with its options, then what the whole document holds of them."""
    for block, match, items in chapeaux(source, "option-set"):
        options = _set(source, block, match)
        for item in items:
            _option(source, item, options)
    for block, match, spelt in _spelt_out(source):
        options = _set(source, block, match)
        for item, named in spelt:
            _option(source, item, options, named)
    assessments.find(source, source.of_type("option"))


def _spelt_out(source: Source) -> Iterator[tuple[Block, Match, list[tuple[Block, Match]]]]:
    """Yield each chapeau that is followed by blocks that name their options ("Option A: ...").

    Such blocks are no items: they may be printed as paragraphs or as headings.
    """
    order = [b for b in source.document.blocks if b.kind in ("paragraph", "item", "heading")]
    for number, block in enumerate(order):
        tagged = source.tagged(block.id)
        found = (m for m in source.pack.makers("option-set").find(tagged, body_start(block, tagged)))
        match = next(found, None)
        if match is None or source.document.children(block.id):
            continue
        spelt = list(_named_options(source, order[number + 1 :]))
        if len(spelt) > 1:
            yield block, match, spelt


def _named_options(source: Source, blocks: Sequence[Block]) -> Iterator[tuple[Block, Match]]:
    for block in blocks:
        found = source.pack.makers("option-item").at(source.tagged(block.id))
        match = next((m for m in found if m), None)
        if match is None:
            return
        yield block, match


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
    for found in source.pack.makers("option-count").find(tagged, match.start, match.end):
        return Slot(count_word(found.texts["count"], source.pack), (found.spans["count"],))
    return None


def _put_forward_in(source: Source, tagged: Tagged, match: Match) -> list[Slot]:
    """Return the processes, documents, meetings and decisions in which a set was put forward."""
    start, end = sentence_of(
        tagged.view.text, source.pack.words["clause_marks"], tagged.view.index(match.spans["content"].start)
    )
    return [
        slot_of(mention)
        for found in source.pack.makers("put-forward-in").find(tagged, start, end)
        for mention in found.mentions["where"]
        if mention.kind in ("instrument", "document", "meeting", "decision")
    ]


def _option(source: Source, item: Block, options: Fact, named: Match | None = None) -> None:
    """Add one option.

    :param named: where the item names the option itself; its label and content are what this says
    """
    tagged = source.tagged(item.id)
    start, end = named.end if named else body_start(item, tagged), len(tagged.view.text)
    marks = source.pack.words["clause_marks"]
    closing = marks["stop"] + marks["part"] + marks["comma"]
    while end > start and tagged.view.text[end - 1] in closing:
        end -= 1
    if end <= start:
        return
    content = source.words(tagged, start, end)
    effects = list(_effects(source, tagged, start, end))
    slots = gather(
        label=_own_label(source, named) if named else source.label(item),
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
    for match in source.pack.makers("option-effect").find(tagged, start, end):
        if not any(match.span.overlaps(span) for span in taken):
            taken.append(match.span)
            yield match


def _targets(source: Source, match: Match) -> Sequence[Slot]:
    """Return the bodies an effect is on; words where the body has no mention (it does not exist yet)."""
    bodies = [slot_of(m) for m in match.mentions["target"] if m.kind == "body"]
    words = source.group(match, "target")
    return bodies or ([words] if words else [])


def _own_label(source: Source, named: Match) -> Slot | None:
    return source.group(named, "label") or source.group(named, "bare")
