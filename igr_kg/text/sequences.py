"""Sequences of labels: which number, letter or section may come next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from igr_kg.text.parts import Part
from igr_kg.text.signs import Label

_GAP = 5
_DEPTH = 6


def continues(last: int | None, value: int, *, hard: bool) -> bool:
    """Tell whether a number continues a sequence.

    At the beginning of a line up to four numbers may be missing (a paragraph was taken out, or its
    number is not legible); inside a line none.

    >>> [continues(3, n, hard=True) for n in (3, 4, 6, 12)]
    [False, True, True, False]
    """
    if last is None:
        return hard or value == 1
    return value == last + 1 or (hard and last < value <= last + _GAP)


class Numbers:
    """The paragraph numbers of a container, with those that a restart left behind."""

    def __init__(self) -> None:
        self.last: int | None = None
        self._left: list[int] = []

    def fits(self, value: int, *, hard: bool) -> bool:
        """Tell whether a number goes on with the numbering, or with one that a restart left."""
        return continues(self.last, value, hard=hard) or (hard and value - 1 in self._left)

    def next(self, value: int) -> bool:
        """Tell whether a number is exactly the one that comes next."""
        return value == (self.last or 0) + 1 or value - 1 in self._left

    def take(self, value: int) -> None:
        """Note a number; what a restart interrupts is kept, so that it may go on later."""
        if value == 1 and self.last:
            self._left.append(self.last)
        elif value - 1 in self._left:
            del self._left[self._left.index(value - 1) :]
        self.last = value


@dataclass(slots=True)
class _Level:
    style: str
    last: int
    part: Part
    owner: Part | None


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list that may go on.

    :param style: of its labels
    :param last: the place of its last label in the sequence
    :param depth: how many lists hold it
    """

    style: str
    last: int
    depth: int


class Items:
    """The lists that are open, from the outermost to the innermost."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []

    def reset(self) -> None:
        """Close all lists."""
        self._levels.clear()

    def expects(self, style: str, value: int) -> bool:
        """Tell whether an open list goes on with this label."""
        return any(level.style == style and level.last + 1 == value for level in self._levels)

    def last(self, style: str) -> int | None:
        """Return the place of the last label of the innermost open list of a style, or None."""
        return next((level.last for level in reversed(self._levels) if level.style == style), None)

    def place(
        self, labels: Sequence[Label], *, may_begin: bool, may_go_on: bool, nested: bool
    ) -> tuple[Label, int] | None:
        """Return the label that fits and the depth of its list, or None.

        :param labels: what the printed label may be (``(i)`` is a letter and a Roman numeral)
        :param may_begin: a new list may begin here
        :param may_go_on: an open list may go on here
        :param nested: the text before introduces a list
        """
        if may_go_on:
            for depth in range(len(self._levels) - 1, -1, -1):
                level = self._levels[depth]
                for label in labels:
                    if label.style == level.style and label.value == level.last + 1:
                        return label, depth
        if not may_begin:
            return None
        first = [x for x in labels if x.value == 1]
        for label in first:
            same = [d for d, level in enumerate(self._levels) if level.style == label.style]
            if same and not nested:
                return label, same[-1]
            return (label, len(self._levels)) if len(self._levels) < _DEPTH else None
        return self._with_gap(labels)

    def _with_gap(self, labels: Sequence[Label]) -> tuple[Label, int] | None:
        for depth in range(len(self._levels) - 1, -1, -1):
            level = self._levels[depth]
            for label in labels:
                if label.style == level.style and level.last < label.value <= level.last + 2:
                    return label, depth
        return None

    def innermost(self, part: Part) -> OpenList | None:
        """Return the deepest list, if a part is its last item."""
        if not self._levels or self._levels[-1].part is not part:
            return None
        level = self._levels[-1]
        return OpenList(level.style, level.last, len(self._levels) - 1)

    def parent(self, depth: int, owner: Part | None) -> Part | None:
        """Return the part that an item at this depth belongs to."""
        if depth == 0:
            return self._levels[0].owner if self._levels else owner
        return self._levels[depth - 1].part

    def push(self, depth: int, label: Label, part: Part, owner: Part | None) -> None:
        """Note that an item began; deeper lists are closed."""
        first = self._levels[0].owner if self._levels else owner
        del self._levels[depth:]
        self._levels.append(_Level(label.style, label.value, part, first))


class Sections:
    """The styles of section numbers that are open, from the outermost to the innermost."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int]] = []

    def reset(self) -> None:
        """Begin a new container."""
        self._open.clear()

    def place(self, labels: Sequence[Label]) -> Label | None:
        """Return the label that continues an open sequence or begins one, or None."""
        for style, last in reversed(self._open):
            for label in labels:
                if label.style == style and last < label.value <= last + _GAP:
                    return label
        for label in labels:
            if label.value == 1:
                return label
        if not self._open and labels:
            return labels[0]
        return None

    def expects(self, labels: Sequence[Label]) -> bool:
        """Tell whether an open sequence goes on with exactly one of these labels."""
        return any((x.style, x.value - 1) in self._open for x in labels)

    def push(self, label: Label) -> int:
        """Note that a section began and return its level."""
        for depth, (style, _) in enumerate(self._open):
            if style == label.style:
                del self._open[depth:]
                break
        self._open.append((label.style, label.value))
        return len(self._open)
