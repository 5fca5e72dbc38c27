"""The lines of a masthead whose line breaks were turned into blanks, in languages that write with blanks.

Of all ways to part the words into lines the one is taken that makes most of them lines of a known role;
what is left between them is a title.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from igr_kg.text.words import Words

_LINE = 30
_NUMBER = 8
_EMBLEM, _SHORT = 4, 6
_MOST = 160
_FEW = 2
_GAIN = {
    "issuer": 4.0,
    "symbol": 3.0,
    "distr": 3.0,
    "date": 3.0,
    "session": 3.0,
    "date-place": 3.0,
    "agenda-item": 3.0,
    "adopted": 3.0,
    "record": 3.0,
    "addendum": 3.0,
    "sponsors": 3.0,
    "decision": 3.0,
    "statement": 3.0,
    "rapporteur": 2.0,
    "emblem": 2.0,
    "days": 2.0,
    "again": 2.0,
    "month": 0.5,
    "letters": -0.2,
    "organ": 1.2,
}
_WORD = 0.15
_WORDS = {"distr": 0.3, "agenda-item": 0.3, "date-place": 0.3, "again": 0.0}
_OVER = ("symbol", "distr", "emblem", "letters", "date", "record", "date-place", "days", "month")
_INSIDE = 1.5
_STAR = 2.0
_UNKNOWN, _UNKNOWN_WORD = 1.0, 0.2
_TITLE, _TITLE_WORD = 0.3, 0.1
_COMMA = 2.0
_WIDE = 1.0
_WEAK = (None, "organ", "emblem", "letters", "again")
_LAST = ("issuer", "statement")
_NEVER = float("-inf")


class Masthead:
    """The best way to part words into the lines of a masthead.

    :param words: of the line that holds it
    :param first: where it begins
    :param stop: the word behind it
    :param prose: the body begins without a sign, so that only an issuer's line can end the masthead
    """

    def __init__(self, words: Words, first: int, stop: int, *, prose: bool) -> None:
        self.words = words
        self.first, self.stop, self.prose = first, min(stop, first + _MOST), prose
        self.cut_short = self.stop < stop
        self.role = cache(self._role)

    def lines(self) -> list[tuple[int, int, str | None]]:
        """Return the lines as first word, word behind and role; none where too few are known."""
        best: dict[int, tuple[float, int, str | None]] = {self.first: (0.0, self.first, None)}
        for j in range(self.first + 1, self.stop + 1):
            found = max(self._ways(j, best), key=lambda way: way[0], default=None)
            if found is not None:
                best[j] = found
        ends = self._ends(best)
        if not ends:
            return []
        lines = list(self._back(max(ends, key=lambda j: best[j][0]), best))[::-1]
        sure = sum(role not in _WEAK for _, _, role in lines)
        return lines if sure >= _FEW else []

    def _ends(self, best: dict[int, tuple[float, int, str | None]]) -> list[int]:
        if self.prose or self.cut_short:
            return [j for j, (_, _, role) in best.items() if role in _LAST and self._sentence(j)]
        return [self.stop] if self.stop in best else []

    def _sentence(self, j: int) -> bool:
        return j < len(self.words) and not self.words.small(j)

    def _back(
        self, j: int, best: dict[int, tuple[float, int, str | None]]
    ) -> Iterator[tuple[int, int, str | None]]:
        while j > self.first:
            _, i, role = best[j]
            yield i, j, role
            j = i

    def _ways(
        self, j: int, best: dict[int, tuple[float, int, str | None]]
    ) -> Iterator[tuple[float, int, str | None]]:
        """Yield what the masthead up to word ``j`` is worth, by where its last line begins."""
        words = self.words
        if j < len(words) and words.lead(j)[0] == "(" and not words.parts(j):
            return
        if j < len(words) and (words.small(j) or words.open_ended(j) or words.text(j - 1, j)[-1] in ":：("):
            return
        comma = _COMMA if j < self.stop and words.mark(j) in (",", "،") else 0.0
        comma -= _WIDE if j < len(words) and words.parts(j) else 0.0
        for i in range(max(self.first, j - _LINE), j):
            if i in best:
                worth, role = self._worth(i, j)
                inside = role == "organ" and i > self.first and best[i][2] not in _OVER
                yield best[i][0] + worth - comma - (_INSIDE if inside else 0.0), i, role

    def _worth(self, i: int, j: int) -> tuple[float, str | None]:
        role = self.role(i, j)
        if role in _GAIN and (role != "issuer" or self._issued(j)):
            past = _STAR if role == "agenda-item" and "* " in self.words.text(i, j) else 0.0
            return _GAIN[role] - past - _WORDS.get(role, _WORD) * (j - i), role
        titled = self.words.signs.find("masthead.title", self.words.text(i, i + 1)) is not None
        apart, each = (_TITLE, _TITLE_WORD) if titled else (_UNKNOWN, _UNKNOWN_WORD)
        return -apart - each * (j - i), None

    def _issued(self, j: int) -> bool:
        """Tell whether the name of an office, or what begins behind the masthead, ends an issuer's line."""
        if j == self.stop and not self.prose and not self.cut_short:
            return True
        said = self.words.behind(j).rstrip("*")
        return said.endswith(self.words.signs.words("offices"))

    def _role(self, i: int, j: int) -> str | None:
        text, signs = self.words.text(i, j), self.words.signs
        role = signs.masthead(text)
        if role == "emblem" and j - i == 1:
            return "letters" if i - self.first <= _EMBLEM else None
        if role == "distr" and j - i > _SHORT:
            return None
        if role == "month" and i > self.first and self.words.text(i - 1, i).isdecimal():
            return None
        if i > self.first and j - i > 1 and text in self.words.text(self.first, i):
            return "again"
        if role in _GAIN:
            return role
        if (j == len(self.words) or self.words.parts(j)) and signs.find("structure.statement", text):
            return "statement"
        found = signs.find("structure.decision", text) if j - i <= _NUMBER else None
        return "decision" if found and not found.groupdict().get("title") else None
