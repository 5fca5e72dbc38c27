"""Overlapping ranges of a text as pieces that follow each other, each with the ranges that cover it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that the same ranges cover.

    :param covering: indexes of the ranges that cover it, the shortest first
    :param opening: indexes of the ranges that begin here
    """

    start: int
    end: int
    covering: tuple[int, ...]
    opening: tuple[int, ...]


def cut(length: int, ranges: Sequence[tuple[int, int]]) -> list[Piece]:
    """Cut ``range(length)`` at every end of a range.

    >>> [(p.start, p.end, p.covering) for p in cut(6, [(0, 4), (2, 6)])]
    [(0, 2, (0,)), (2, 4, (0, 1)), (4, 6, (1,))]
    """
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for index, (start, end) in enumerate(ranges):
        if 0 <= start < end <= length:
            opening.setdefault(start, []).append(index)
            closing.setdefault(end, []).append(index)
    cuts = sorted({0, length, *opening, *closing})
    active: set[int] = set()
    pieces = []
    for start, end in pairwise(cuts):
        active.difference_update(closing.get(start, ()))
        active.update(opening.get(start, ()))
        covering = sorted(active, key=lambda i: (ranges[i][1] - ranges[i][0], i))
        pieces.append(Piece(start, end, tuple(covering), tuple(sorted(opening.get(start, ())))))
    return pieces
