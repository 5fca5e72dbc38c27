"""Longest match of many names, in time that grows with the text alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from functools import lru_cache
from operator import add

from igr_kg.packs.fold import is_cjk

_REMEMBERED = 64
"""Texts of which the places of characters are remembered: many lists of names are looked for in each."""


class Gazetteer:
    """Names and what each stands for.

    >>> list(Gazetteer({"理事会": "a", "安全理事会": "b"}).scan("请安全理事会的理事会"))
    [(1, 6, 'b'), (7, 10, 'a')]
    """

    def __init__(self, names: Mapping[str, str] | Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        self._begins: dict[str, tuple[int, ...]] = {}
        self._ends: dict[str, tuple[int, ...]] = {}
        self._add(names if isinstance(names, Mapping) else dict.fromkeys(names, ""))

    def _add(self, names: Mapping[str, str]) -> None:
        """Put in names: the lengths of those that begin, and that end, with the same two characters."""
        begins: dict[str, set[int]] = {}
        ends: dict[str, set[int]] = {}
        for name in names:
            begins.setdefault(name[:2], set()).add(len(name))
            ends.setdefault(name[-2:], set()).add(len(name))
        for table, found in ((self._begins, begins), (self._ends, ends)):
            for pair, lengths in found.items():
                table[pair] = tuple(sorted(lengths.union(table.get(pair, ())), reverse=True))
        self._names.update(names)

    def plus(self, names: Iterable[str], meaning: str = "") -> Gazetteer:
        """Return a gazetteer with more names; those that are known keep what they stand for.

        >>> list(Gazetteer({"理事会": "a"}).plus(["理事会", "大会"], "b").scan("大会理事会"))
        [(0, 2, 'b'), (2, 5, 'a')]
        """
        more = copy(self)
        more._names = self._names.copy()
        more._begins, more._ends = self._begins.copy(), self._ends.copy()
        more._add({name: meaning for name in names if name not in self._names})
        return more

    def __contains__(self, name: object) -> bool:
        """Tell whether a text is one of the names."""
        return name in self._names

    def names(self) -> Iterable[str]:
        """Return the names."""
        return self._names.keys()

    def get(self, name: str) -> str | None:
        """Return what a name stands for, or None when it is none."""
        return self._names.get(name)

    def at(self, text: str, start: int) -> int:
        """Return the end of the longest name that begins at ``start``, or -1."""
        for length in self._begins.get(text[start : start + 2], ()):
            end = start + length
            if text[start:end] in self._names and end <= len(text) and not _cuts(text, start, end):
                return end
        if text[start : start + 1] in self._names and not _cuts(text, start, start + 1):
            return start + 1
        return -1

    def before(self, text: str, end: int) -> int:
        """Return the start of the longest name that ends at ``end``, or -1."""
        for length in self._ends.get(text[max(0, end - 2) : end], ()):
            if (
                length <= end
                and text[end - length : end] in self._names
                and not _cuts(text, end - length, end)
            ):
                return end - length
        if end and text[end - 1 : end] in self._names and not _cuts(text, end - 1, end):
            return end - 1
        return -1

    def scan(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and meaning of the names, leftmost first, the longest at each place."""
        free = 0
        for start, end, meaning in self.every(text):
            if start >= free:
                yield start, end, meaning
                free = end

    def every(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield the longest name at every place, those inside another one, too."""
        for index in _places(text, self._begins):
            end = self.at(text, index)
            if end > index:
                yield index, end, self._names[text[index:end]]


@lru_cache(_REMEMBERED)
def _pairs(text: str) -> dict[str, list[int]]:
    """Return where each character, and each two characters together, stand in a text."""
    found: dict[str, list[int]] = {}
    for index, pair in enumerate(map(add, text, text[1:])):
        found.setdefault(pair, []).append(index)
    for index, char in enumerate(text):
        found.setdefault(char, []).append(index)
    return found


def _places(text: str, begins: Mapping[str, object]) -> list[int]:
    """Return where names may begin that begin with some characters, in order."""
    pairs = _pairs(text)
    return sorted({index for pair in pairs.keys() & begins.keys() for index in pairs[pair]})


def _cuts(text: str, start: int, end: int) -> bool:
    """Tell whether a range ends inside a word, in scripts that write words apart.

    >>> _cuts("UNEP", 0, 2), _cuts("UN EP", 0, 2), _cuts("委员会议", 0, 3)
    (True, False, False)
    """
    return (start > 0 and _one_word(text[start - 1], text[start])) or (
        end < len(text) and _one_word(text[end - 1], text[end])
    )


def _one_word(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum() and not is_cjk(left) and not is_cjk(right)
