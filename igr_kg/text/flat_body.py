"""Lines of a text whose line breaks were turned into blanks, in languages that write with blanks.

A line begins where its first words say so: a number that goes on with the numbering, the body's name
over recitals, the number of a decision, the words of an adoption, the head of an annex; and where a line
that is known by all its words ends. A few words without an end between a sentence and such a beginning
are a heading. What only a change of meaning parts stays together.
"""

from __future__ import annotations

from igr_kg.model import View
from igr_kg.text.flat_front import Masthead
from igr_kg.text.flat_signs import CLOSING, COMMAS, TITLE, Beginnings
from igr_kg.text.signs import Signs

_HEADING = 200
_LEAST = 4


class Body(Beginnings):
    """Finds where lines begin in a long line.

    :param view: what a reader would say
    :param signs: the signs of the language
    :param flat: the text has few lines, so that blanks may stand for line breaks
    :param front: the line stands first, so that it may begin with a masthead
    """

    def __init__(self, view: View, signs: Signs, *, flat: bool, front: bool) -> None:
        super().__init__(view, signs, flat=flat)
        self.front = front
        self.found: set[int] = set()
        self.known: set[int] = set()
        self.titles: set[int] = set()
        self.covered: set[int] = set()

    def breaks(self) -> list[int]:
        """Return the index in the view of each word that begins a line, but the first."""
        words = self.words
        place = self._masthead(0) if self.front else 0
        self.preamble = self.operative = self.small = False
        while place < len(words):
            place = self._step(place)
        self._headings()
        found = sorted(self.found - {0, len(words)})
        return [words.starts[i] for i in found]

    # ------------------------------------------------------------------------------------ line by line

    def _masthead(self, first: int) -> int:
        """Part the masthead that begins at word ``first``; return the word behind it, or ``first``."""
        words = self.words
        stop = first
        while stop < len(words) and not self._body(stop, first):
            if stop > first and words.mark(stop) in (".", "؛", ";") and self._sentence_before(stop, first):
                return self._lines(first, stop, prose=True)
            stop += 1
        if stop < len(words) and stop not in self.numbered and stop not in self.opened:
            self.found.add(stop)
            self.known.add(stop)
        return self._lines(first, stop, prose=False)

    def _sentence_before(self, stop: int, first: int) -> bool:
        before = self.words.text(stop - 1, stop)
        return len(before.rstrip(".;؛")) > _LEAST or before.endswith((";", "؛"))

    def _body(self, k: int, first: int) -> bool:
        if k in self.numbered or k in self.opened:
            return True
        if k > first and self._named_section(k) is not None and not self.words.open_ended(k):
            return True
        decided = self._decided(k)
        if decided is not None and decided[1] and not self.words.open_ended(k):
            return True
        return k > first and not self.words.open_ended(k) and self._annexed(k) is not None

    def _lines(self, first: int, stop: int, *, prose: bool) -> int:
        lines = Masthead(self.words, first, stop, prose=prose).lines()
        for i, j, _ in lines:
            self._line(i, j)
        after = lines[-1][1] if lines else first
        self.covered.update(range(first, after + 1))
        return after

    def _line(self, i: int, j: int) -> None:
        """Note that words ``i`` to ``j`` are a line of their own."""
        self.found |= {i, j}
        self.known |= {j}

    def _fresh(self, i: int) -> bool:
        """Tell whether something new may begin at word ``i``."""
        return i in self.known or self.words.ended(i) or self.words.parts(i)

    def _step(self, i: int) -> int:
        """Look at word ``i``; return the next word to look at."""
        words = self.words
        if i in self.opened:
            self._line(i, self.opened[i])
            self.preamble, self.operative = True, False
            self.small = words.small(self.opened[i])
            return self.opened[i]
        if i in self.numbered:
            self.found.add(i)
            self.preamble = False
            return i + 1
        if self.flat and words.parts(i):
            self.found.add(i)
        if not self._fresh(i):
            return self._recital(i)
        for rule in (self._furniture, self._annex, self._decision, self._adoption, self._section):
            after = rule(i)
            if after is not None:
                return after
        return self._recital(i)

    def _recital(self, i: int) -> int:
        """Begin a recital behind a comma, or what is decided without numbers."""
        if not self.preamble or i == 0:
            return i + 1
        mark, kind = self.words.mark(i), self._clause(i)
        if not mark or mark in ":：" or (self.words.small(i) and not self.small):
            return i + 1
        if mark in COMMAS and (chapeau := self._chapeau(i)) is not None:
            self._line(i, chapeau)
            self.preamble = False
            return chapeau
        if kind == "recital" and not self._circumstance(i) and not self._joins(i):
            self.found.add(i)
        elif kind == "operative" and (self.operative or mark in COMMAS):
            self.found.add(i)
            self.operative = not self.words.small(i)
            self.preamble = self.operative
        return i + 1

    def _joins(self, i: int) -> bool:
        """Tell whether word ``i`` is ``and`` in small letters, so that the recital before it goes on."""
        word = self.words.text(i, i + 1)
        return word.islower() and f" {word}" in self.signs.words("conjunctions")

    def _circumstance(self, i: int) -> bool:
        before = self.words.behind(i).rstrip("，, ")
        return before.endswith(self.signs.words("circumstance_ends") or "\0")

    def _furniture(self, i: int) -> int | None:
        """Take a rule, or a star before a note."""
        words = self.words
        if not self.flat:
            return None
        word = words.text(i, i + 1)
        if i + 1 < len(words) and words.parts(i) and self._page_head(word, words.text(i + 1, i + 2)):
            self._line(i, i + 1)
            self._line(i + 1, i + 2)
            return i + 2
        if self.signs.find("furniture.rule", word) and len(word) > 2:
            self._line(i, i + 1)
            return i + 1
        if len(word) == 1 and self.signs.find("furniture.job", word):
            self._line(i, i + 1)
            return i + 1
        if word.strip("*†") == "" and i + 1 < len(words):
            self.found.add(i)
            return i + 1
        if word.strip("[]()/").isdecimal() and self.signs.find("structure.note", words.lead(i + 1)):
            self.found.add(i)
            return i + 1
        return None

    def _annex(self, i: int) -> int | None:
        j = self._annexed(i)
        if j is None:
            return None
        self._line(i, j)
        self.preamble = False
        return self._masthead(j)

    def _decision(self, i: int) -> int | None:
        """Take the number of a decision; its title stands on the line only behind a mark."""
        found = self._decided(i)
        if found is None:
            return None
        j, titled = found
        if titled:
            self.found.add(i)
            self.titles.add(j)
        else:
            self._line(i, j)
        self.preamble = False
        self._first_recital(j)
        return j

    def _first_recital(self, i: int) -> None:
        """Part the title of a decision from its first recital, where no line names the body."""
        words = self.words
        for k in range(i, min(i + TITLE, len(words))):
            if k in self.opened or k in self.numbered or words.ended(k + 1 if k + 1 < len(words) else k):
                return
            if k > i and words.capital(k) and self._clause(k) == "recital":
                self.found.add(k)
                self.preamble, self.operative = True, False
                return

    def _adoption(self, i: int) -> int | None:
        """Take a line that tells where, when and how a text was adopted."""
        words = self.words
        if words.small(i):
            return None
        best = self._record(i)
        for j in range(i + 1, min(i + CLOSING, len(words)) + 1 if best is None else i):
            if self.signs.find("structure.adoption", words.text(i, j)):
                best = j
            if j - i > 2 and words.ended(j):
                break
        if best is None or words.small(best) or words.open_ended(best):
            return None
        if not (i in self.known or words.parts(i) or self._closes(i, best)):
            return None
        self._line(i, best)
        self.preamble = False
        return best

    def _closes(self, i: int, j: int) -> bool:
        """Tell whether words ``i`` to ``j`` close a text: more than a date, or nothing goes on behind."""
        return j >= len(self.words) or self.signs.masthead(self.words.text(i, j)) != "date"

    def _section(self, i: int) -> int | None:
        """Begin the heading of a section."""
        named = self._named_section(i)
        if named is not None:
            self._line(i, named)
            return named
        label = self._labelled(i)
        if label is None or self.words.small(i):
            return None
        j = i + 1
        while j < len(self.words) and len(self.words.text(i, j).replace(" ", "")) < label.length:
            j += 1
        if label.style in ("article", "chapter") and self.words.ended(i) and not self.words.small(j):
            self._line(i, j)
            return j
        if not self._headed(j):
            return None
        self.found.add(i)
        self.known.add(j)
        return j

    def _named_section(self, i: int) -> int | None:
        """Return the word behind ``Chapter II`` or ``Article 3`` at word ``i``, with a capital behind it."""
        words, j = self.words, i + 2
        if j >= len(words) or words.small(i) or not words.capital(j):
            return None
        text = words.text(i, j)
        length = len(text.replace(" ", ""))
        styles = [x.style for x in self.signs.labels(text) if x.length == length]
        return j if any(style in ("article", "chapter") for style in styles) else None

    # --------------------------------------------------------------------------------------- headings

    def _headings(self) -> None:
        """Part the few words before a number, an opening or a section's heading from what has ended."""
        words = self.words
        for j in sorted(self.found):
            if j in self.covered or j >= len(words) or words.ended(j) or words.mark(j) in COMMAS:
                continue
            i = j - 1
            while i > 0 and i not in self.found and not words.ended(i) and words.length(i, j) < _HEADING:
                i -= 1
            if (
                i in self.found
                or i in self.titles
                or not words.ended(i)
                or not words.capital(i)
                or words.label(i)
            ):
                continue
            if words.length(i, j) < _HEADING:
                self.found.add(i)


def breaks(view: View, signs: Signs, *, flat: bool, front: bool) -> list[int]:
    """Return the index in the view of each word that begins a line of its own, but the first."""
    return Body(view, signs, flat=flat, front=front).breaks()
