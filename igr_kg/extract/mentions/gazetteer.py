"""Longest match of many names, in time that grows with the text alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from igr_kg.packs.fold import is_cjk


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

    def names(self) -> Iterable[str]:
        """Return the names."""
        return self._names.keys()

    def get(self, name: str) -> str | None:
        """Return what a name stands for, or None when it is none."""
        return self._names.get(name)

    def at(self, text: str, start: int) -> int:
        """Return the end of the longest name that begins at ``start``, or -1."""
        for length in self._lengths.get(text[start : start + 1], ()):
            end = start + length
            if end <= len(text) and text[start:end] in self._names and not _cuts(text, start, end):
                return end
        return -1

    def before(self, text: str, end: int) -> int:
        """Return the start of the longest name that ends at ``end``, or -1."""
        for length in self._ends.get(text[end - 1 : end], ()):
            if (
                length <= end
                and text[end - length : end] in self._names
                and not _cuts(text, end - length, end)
            ):
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
