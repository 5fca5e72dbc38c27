"""Longest match of many names, in time that grows with the text alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


class Gazetteer:
    """Names and what each stands for.

    >>> list(Gazetteer({"理事会": "a", "安全理事会": "b"}).scan("请安全理事会的理事会"))
    [(1, 6, 'b'), (7, 10, 'a')]
    """

    def __init__(self, names: Mapping[str, str] | Iterable[str]) -> None:
        self._names = dict(names) if isinstance(names, Mapping) else dict.fromkeys(names, "")
        lengths: dict[str, set[int]] = {}
        ends: dict[str, set[int]] = {}
        for name in self._names:
            lengths.setdefault(name[0], set()).add(len(name))
            ends.setdefault(name[-1], set()).add(len(name))
        self._lengths = {char: sorted(found, reverse=True) for char, found in lengths.items()}
        self._ends = {char: sorted(found, reverse=True) for char, found in ends.items()}

    def __contains__(self, name: object) -> bool:
        """Tell whether a text is one of the names."""
        return name in self._names

    def get(self, name: str) -> str | None:
        """Return what a name stands for, or None when it is none."""
        return self._names.get(name)

    def at(self, text: str, start: int) -> int:
        """Return the end of the longest name that begins at ``start``, or -1."""
        for length in self._lengths.get(text[start : start + 1], ()):
            if start + length <= len(text) and text[start : start + length] in self._names:
                return start + length
        return -1

    def before(self, text: str, end: int) -> int:
        """Return the start of the longest name that ends at ``end``, or -1."""
        for length in self._ends.get(text[end - 1 : end], ()):
            if length <= end and text[end - length : end] in self._names:
                return end - length
        return -1

    def scan(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and meaning of the names, leftmost first, the longest at each place."""
        index = 0
        while index < len(text):
            end = self.at(text, index)
            if end > index:
                yield index, end, self._names[text[index:end]]
                index = end
            else:
                index += 1

    def every(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield the longest name at every place, those inside another one, too."""
        for index in range(len(text)):
            end = self.at(text, index)
            if end > index:
                yield index, end, self._names[text[index:end]]
