"""What the finders of mentions share: one block's text, and a mention on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from igr_kg.model import Block, Document, Mention, View
from igr_kg.packs.language import LanguagePack
from igr_kg.packs.patterns import Match, Patterns

SKIPPED = frozenset({"furniture"})
"""Kinds of blocks that say nothing: page numbers and running heads."""

_LINE_END = re.compile(r"[\n\r]")
_CLOSED = frozenset({"document", "decision", "body"})

TITLES = frozenset({"heading", "cover"})
"""Kinds of blocks in which the end of a line ends a phrase."""


@dataclass(frozen=True, slots=True)
class Found:
    """A mention in one block, placed by indexes of the block's view.

    :param rank: the higher one stays where two cannot both stay
    """

    kind: str
    start: int
    end: int
    value: str
    rule: str
    key: str | None = None
    data: Mapping[str, str] = field(default_factory=dict)
    rank: int = 0

    def covers(self, other: Found) -> bool:
        """Tell whether ``other`` lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Found) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end > other.start < self.end > self.start


@dataclass(frozen=True, slots=True)
class Scene:
    """One block with its reader's text.

    :param breaks: indexes of the view before which a line ended in the text as read
    """

    block: Block
    view: View
    breaks: frozenset[int]

    @property
    def text(self) -> str:
        """The block's text as rules see it."""
        return self.view.text

    @property
    def is_title(self) -> bool:
        """Tell whether the end of a line ends a phrase here."""
        return self.block.kind in TITLES

    def found(self, kind: str, start: int, end: int, rule: str, **more: object) -> Found:
        """Return a mention of a range whose value is the words themselves."""
        words = self.text[start:end]
        value = str(more.pop("value", "")) or (words.replace(" ", "") if kind in _CLOSED else words)
        return Found(kind, start, end, value, rule, **more)  # type: ignore[arg-type]

    def mention(self, found: Found) -> Mention:
        """Return the mention with its place in the text as read."""
        span = self.view.span(found.start, found.end)
        return Mention(
            kind=found.kind,
            value=found.value,
            block=self.block.id,
            start=span.start,
            end=span.end,
            key=found.key,
            rule=found.rule,
            data=found.data,
        )


def scenes(document: Document) -> Iterator[Scene]:
    """Yield the blocks that can hold mentions, in reading order."""
    for block in document.blocks:
        if block.kind not in SKIPPED and block.id in document.views:
            view = document.view(block.id)
            yield Scene(block, view, _breaks(document.text, view))


def _breaks(text: str, view: View) -> frozenset[int]:
    found: set[int] = set()
    if not view.starts or not _LINE_END.search(text, view.starts[0], view.ends[-1]):
        return frozenset()
    for index in range(1, len(view.text)):
        blank = index > 1 and view.text[index - 1] == " "
        before = view.starts[index - 1] if blank else view.ends[index - 1]
        if view.starts[index] > before:
            gap = text[before : view.starts[index]]
            if "\n" in gap or "\r" in gap:
                found.add(index)
    return frozenset(found)


def longest(candidates: list[Found]) -> list[Found]:
    """Return candidates that do not overlap, the longest, higher-ranked, earliest first.

    >>> [f.value for f in longest([Found("date", 0, 4, "b", ""), Found("date", 0, 9, "a", "")])]
    ['a']
    """
    if len(candidates) < 2:
        return list(candidates)
    chosen: list[Found] = []
    taken: set[int] = set()
    for found in sorted(candidates, key=lambda f: (f.start - f.end, -f.rank, f.start)):
        if taken.isdisjoint(range(found.start, found.end)):
            chosen.append(found)
            taken.update(range(found.start, found.end))
    return sorted(chosen, key=lambda f: f.start)


def marked(length: int, ranges: Iterable[tuple[int, int, str]]) -> bytearray:
    """Return for each index whether one of the ranges covers it.

    >>> list(marked(4, [(1, 3, "")]))
    [0, 1, 1, 0]
    """
    marks = bytearray(length)
    for start, end, _ in ranges:
        marks[start:end] = b"\1" * (end - start)
    return marks


def extent(view: View, match: Match, *groups: str) -> tuple[int, int]:
    """Return where the first of the groups that took part stands in a view; the whole match if none did."""
    span = next((match.spans[g] for g in groups if g in match.spans), match.span)
    return view.index(span.start), view.index(span.end)


def makers(pack: LanguagePack, thing: str) -> Patterns:
    """Return the pack's patterns that make ``mention.<thing>``."""
    return pack.makers(f"mention.{thing}")


def words(pack: LanguagePack, name: str) -> tuple[str, ...]:
    """Return a word list of the pack, empty where it has none."""
    value = pack.words.get(name, ())
    return tuple(value)
