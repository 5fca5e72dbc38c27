"""Annexes that are documents of their own: with a maker, a date or a title."""

from __future__ import annotations

from collections.abc import Iterator

from igr_kg.extract.facts.ground import Ground, fact
from igr_kg.extract.slots import gather, slot_of
from igr_kg.model import Block, Fact, Mention, Slot, Span
from igr_kg.packs.fold import reading
from igr_kg.text.masthead import roles

_ROLES = ("annex-date", "annex-body", "annex-meeting", "annex-date-place", "annex-title")


def find(ground: Ground) -> tuple[Fact, ...]:
    """Return one fact for each annex whose head names a maker, a date, a meeting or a title.

    :param ground: the document with mentions
    """
    heads: dict[str, list[tuple[str, Span]]] = {}
    for role, span in roles(ground.document):
        block = ground.document.at(span.start)
        if role in _ROLES and block is not None:
            heads.setdefault(block.container, []).append((role, span))
    by_path = {b.path: b for b in ground.document.blocks if b.path}
    return tuple(
        _fact(ground, by_path[container], found) for container, found in heads.items() if container in by_path
    )


def _fact(ground: Ground, block: Block, found: list[tuple[str, Span]]) -> Fact:
    def first(role: str, *kinds: str) -> Mention | None:
        spans = [span for name, span in found if name == role]
        named = [m for m in ground.mentions if m.kind in kinds and any(s.covers(m.span) for s in spans)]
        return max(named, key=lambda m: (m.end - m.start, -m.start), default=None)

    def slot(mention: Mention | None) -> Slot | None:
        return slot_of(mention) if mention is not None else None

    titles = [span for name, span in found if name == "annex-title"]
    title = reading(ground.document.text, titles[:1], ground.pack.rules).text if titles else None
    name = next(
        (m for m in ground.mentions if m.kind == "instrument" and titles and m.span == titles[0]), None
    )
    slots = gather(
        title=Slot(title, (titles[0],), name.entity if name else None) if title else None,
        outcome=slot(name),
        date=slot(first("annex-date", "date")),
        maker=slot(first("annex-body", "body")),
        meeting=slot(first("annex-meeting", "meeting")),
        place=slot(first("annex-date-place", "place")),
        block=Slot(block.id, (block.span,), block.id),
        annexed=_told(ground, block),
    )
    spans = [block.span, *(span for _, span in found)]
    return fact("annex-document", block, "masthead.annex", spans, slots)


def _told(ground: Ground, block: Block) -> Iterator[Slot]:
    """Yield the places of the main text that say what an annex carries.

    An annex that is told of without its label is the only one.
    """
    annexes = {b.container for b in ground.document.blocks if b.container.startswith("annex/")}
    for inner, match in ground.matches("annexed"):
        label = match.texts.get("label")
        same = label == block.label if label else len({"/".join(a.split("/")[:2]) for a in annexes}) == 1
        if same and not inner.container.startswith("annex/"):
            yield Slot(match.texts[""], (match.span,))
