"""The words of a long line, with what can be asked about the blanks between them."""

from __future__ import annotations

import sys
from functools import cache, cached_property

from igr_kg.model import View
from igr_kg.text.lines import ends_clause, last_mark
from igr_kg.text.signs import Signs
from igr_kg.text.stretches import Stretches

LEAD = 48
_WIDTHS = (2, 3, 4, 6)
_SENTENCE = ".:?!："
_PART = 8
_SHARE = 4
_QUOTES = '“„«”"’'


class Words(Stretches):
    """The words of a line that was many.

    :param view: what a reader would say; one blank stands between two words
    :param signs: the signs of the language
    """

    def __init__(self, view: View, signs: Signs) -> None:
        text = view.text
        super().__init__(view, (j for j in range(1, len(text)) if text[j - 1] == " " != text[j]), LEAD)
        self.signs = signs
        self._ends = signs.words("incomplete_ends")
        self.label = cache(self._label)
        self.ended = cache(self._ended)

    def rest(self, i: int, characters: int) -> str:
        """Return so many characters from word ``i`` on."""
        return self.view.text[self.starts[i] : self.starts[i] + characters]

    def length(self, i: int, j: int) -> int:
        """Return how many characters words ``i`` to ``j`` take."""
        return self.starts[j] - self.starts[i]

    def small(self, i: int) -> bool:
        """Tell whether word ``i`` begins with a small letter, so that it goes on."""
        return i < len(self) and self.view.text[self.starts[i]].islower()

    def capital(self, i: int) -> bool:
        """Tell whether word ``i`` begins with a capital, or with a letter of a script without capitals."""
        char = self.view.text[self.starts[i]] if i < len(self) else "."
        return char.isalpha() and not char.islower()

    def behind(self, i: int) -> str:
        """Return the end of what stands before word ``i``."""
        at = self.starts[i]
        return self.view.text[max(0, at - 24) : at].rstrip()

    def mark(self, i: int) -> str:
        """Return the punctuation before word ``i``, or ``""``."""
        return last_mark(self.behind(i)) if i else "."

    def _ended(self, i: int) -> bool:
        """Tell whether what stands before word ``i`` has ended with more than a comma."""
        if i == 0:
            return True
        if not ends_clause(self.behind(i)) or self.label(i - 1):
            return False
        return self.mark(i) not in ",，،"

    def open_ended(self, i: int) -> bool:
        """Tell whether what stands before word ``i`` needs more words: it ends with ``of`` or ``the``."""
        return f" {self.text(i - 1, i)}".endswith(self._ends) if i else False

    def _label(self, i: int) -> bool:
        """Tell whether word ``i`` is a label and nothing else."""
        word = self.text(i, i + 1)
        if any(label.length == len(word) for label in self.signs.labels(word)):
            return True
        lead = self.signs.labels(self.lead(i))
        return any(label.length == len(word) for label in lead)

    @cached_property
    def wide(self) -> int:
        """How many blanks stand for the end of a paragraph, or more than there are.

        What stands before most of them has ended, and not only sentences: some print two blanks behind
        every one.
        """
        free = [i for i in range(1, len(self)) if not self.label(i - 1) and not self._number(i - 1)]
        for width in _WIDTHS:
            wide = [i for i in free if self.blanks(i) >= width and (self.ended(i) or not self.small(i))]
            if len(wide) < 2:
                break
            ended = sum(ends_clause(self.behind(i)) or self.ended(i) for i in wide)
            others = sum(not self.mark(i) or self.mark(i) not in _SENTENCE for i in wide)
            narrow = sum(self.blanks(i) < width and self.mark(i) == "." for i in free)
            if 2 * ended > len(wide) and (_PART * others >= len(wide) or _SHARE * narrow >= len(wide)):
                return width
        return sys.maxsize

    def _number(self, i: int) -> bool:
        return self.text(i, i + 1).isdecimal()

    def parts(self, i: int) -> bool:
        """Tell whether the blanks before word ``i`` stand for the end of a paragraph."""
        if i == 0 or self.blanks(i) < self.wide or self.label(i - 1):
            return False
        if self._number(i - 1) and self.blanks(i - 1) >= self.wide:
            return False
        mark = self.mark(i)
        if mark in (":", "："):
            lead = self.lead(i)
            return lead[0] in _QUOTES or bool(self.signs.labels(lead)) or self._bullet(i)
        if mark or self.ended(i):
            return True
        return not self.small(i) and not self.open_ended(i) and self.lead(i)[0] != "("

    def _bullet(self, i: int) -> bool:
        return self.signs.find("structure.bullet", self.lead(i)) is not None
