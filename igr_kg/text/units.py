"""Which lines belong together: the questions about neighbouring pieces that the grammar asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from igr_kg.text.lines import Piece, Wrap, last_mark
from igr_kg.text.signs import Signs

_LOOK = 60
_ENTRY = 3
_AFTER_CONTENTS = 80
_PARTING = frozenset(",;،؛")
_PAGES = re.compile(r"[\d\s.…-]+\Z")
_RUNNING = re.compile(r"[，。；,;]|\. ")
_HEADING_COLUMNS = 240
_HEAD = 6
_FEW, _RUNS = 2, 40


class Units:
    """The pieces of a text with what can be asked about them.

    :param pieces: lines without furniture and footnotes, long ones cut
    :param signs: the signs of the language
    :param wrap: how the text is wrapped
    """

    def __init__(self, pieces: Sequence[Piece], signs: Signs, wrap: Wrap) -> None:
        self.pieces = pieces
        self.signs = signs
        self.wrap = wrap

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self.pieces)

    @cached_property
    def _ends(self) -> tuple[str, ...]:
        return self.signs.words("incomplete_ends")

    @cached_property
    def _starts(self) -> tuple[str, ...]:
        return self.signs.words("incomplete_starts")

    @cached_property
    def _conjunctions(self) -> tuple[str, ...]:
        return self.signs.words("conjunctions")

    def ended(self, i: int) -> bool:
        """Tell whether piece ``i`` ends with punctuation; what stands before the text has ended."""
        return i < 0 or self.mark(i) != ""

    def mark(self, i: int) -> str:
        """Return the punctuation that ends piece ``i``, a conjunction behind it aside, or ``""``."""
        if i < 0:
            return ""
        text = self.pieces[i].text
        if text.endswith(self._conjunctions):
            bare, _, _ = text.rpartition(" ")
            if last_mark(bare) in _PARTING:
                return last_mark(bare)
        return last_mark(text)

    @cached_property
    def bare_numbers(self) -> frozenset[int]:
        """The pieces that begin with a paragraph's number without a dot, as agencies print them.

        Such numbers count where they run on from 1 through the text, each before a line of words, and
        no more numbers with dots stand beside them.
        """
        found: list[int] = []
        dotted = 0
        for k, piece in enumerate(self.pieces):
            if not piece.hard:
                continue
            dotted += any(x.role == "paragraph" for x in self.signs.labels(piece.lead))
            bare = self.signs.find("structure.bare-paragraph", piece.lead)
            begins = piece.gap > 0 or self.ended(k - 1)
            if bare is None or not begins or piece.width < _RUNS or int(bare["label"]) != len(found) + 1:
                continue
            if not self.signs.find("structure.note", piece.lead[bare.end() :]):
                found.append(k)
        return frozenset(found) if len(found) > max(_FEW, dotted) else frozenset()

    def row(self, i: int) -> bool:
        """Tell whether piece ``i`` is a row of a table that is drawn with strokes."""
        return i >= 0 and self.pieces[i].text.startswith("|")

    def full(self, i: int) -> bool:
        """Tell whether line ``i`` is full, so that the next line may go on with its sentence."""
        if i < 0 or i + 1 >= len(self.pieces):
            return False
        a, b = self.pieces[i], self.pieces[i + 1]
        if self.wrap.width is None or not a.hard or not b.hard:
            return False
        if self.wrap.full(a, b):
            return True
        if not _RUNNING.search(a.text) and not _RUNNING.search(b.text):
            return False
        narrower = min(max(a.width, b.width), self.wrap.width) * 7 // 8
        return a.width >= self.wrap.width * 3 // 5 <= b.width and self.wrap.full(a, b, narrower)

    def short(self, i: int) -> bool:
        """Tell whether line ``i`` ends far before the width, so that a changed name does not explain it."""
        if self.wrap.width is None or i < 0 or i + 1 >= len(self.pieces) or not self.pieces[i + 1].hard:
            return True
        return self.pieces[i].width + self.pieces[i + 1].head < self.wrap.width // 2

    def parted(self, i: int) -> bool:
        """Tell whether more blank lines stand before piece ``i`` than within paragraphs."""
        return self.wrap.width is not None and self.wrap.parted(self.pieces[i])

    def goes_on(self, i: int) -> bool:
        """Tell from the words alone that piece ``i`` goes on with what stands before it."""
        if i <= 0:
            return False
        text, before = self.pieces[i].text, self.pieces[i - 1].text
        if text[0].islower() and not self.signs.labels(self.pieces[i].lead):
            return True
        if self.ended(i - 1):
            return False
        return text.startswith(self._starts) or before.endswith(self._ends)

    def joined(self, i: int) -> bool:
        """Tell whether piece ``i`` belongs to one line with the piece before it (titles, headings)."""
        return self.goes_on(i) or (not self.parted(i) and self.full(i - 1))

    def unit(self, i: int) -> int:
        """Return the index of the last piece that goes on with what begins at piece ``i``."""
        j = i
        while j + 1 < len(self.pieces) and j - i < _LOOK and not self._begins(j + 1):
            j += 1
        return j

    def _begins(self, k: int) -> bool:
        """Tell whether something new begins at piece ``k``, as far as the two pieces show."""
        piece = self.pieces[k]
        if not piece.hard or k in self.bare_numbers:
            return True
        if (self.parted(k) and not self.goes_on(k)) or self.row(k):
            return True
        if self.signs.find("structure.annex", piece.text):
            return True
        if self.mark(k) in ("，", ",", "،") and self.signs.find("structure.opening", piece.text):
            return True
        ended = self.ended(k - 1)
        if ended and (self.signs.labels(piece.lead) or self.signs.find("structure.recital", piece.text)):
            return True
        return not self.joined(k)

    def heading_like(self, i: int, j: int, columns: int = _HEADING_COLUMNS) -> bool:
        """Tell whether pieces ``i`` to ``j`` read like a heading: short, no sentence, not ended."""
        if self.ended(j) or sum(p.width for p in self.pieces[i : j + 1]) > columns:
            return False
        return not any(
            "。" in p.text or "；" in p.text or "؛" in p.text or ". " in p.text[12:]
            for p in self.pieces[i : j + 1]
        )

    def contents(self, i: int) -> int | None:
        """Return the last piece of the table of contents that begins at piece ``i``, or None.

        It may begin with its name, and ends before the first of its sections stands again, as a heading.
        """
        first = i
        if self.pieces[i].text in self.signs.words("contents_words"):
            near = range(i + 1, min(i + _HEAD + 1, len(self.pieces)))
            first = next((k for k in near if self._in_contents(k)), i)
        if not self._in_contents(first):
            return None
        last = self._entries_end(first)
        named = {_PAGES.sub("", p.text) for p in self.pieces[i : last + 1] if self._is_section(p)}
        behind = range(last + 1, min(last + 1 + _AFTER_CONTENTS, len(self.pieces)))
        again = next((k for k in behind if self.pieces[k].text in named), last + 1)
        return again - 1

    def _is_section(self, piece: Piece) -> bool:
        return any(label.role == "section" for label in self.signs.labels(piece.lead))

    def _entries_end(self, i: int) -> int:
        """Return the last line of a table of contents that names a page, from piece ``i`` on."""
        last = i
        for k in range(i + 1, len(self.pieces)):
            if k - last > _ENTRY:
                break
            if self._in_contents(k):
                last = k
        return last

    def _in_contents(self, k: int) -> bool:
        piece = self.pieces[k]
        return piece.paged or bool(self.signs.find("contents", piece.text))

    def words(self, i: int, j: int) -> str:
        """Return what a reader would say for pieces ``i`` to ``j``."""
        join = self.signs.pack.rules.join
        return join.join(p.text for p in self.pieces[i : j + 1])
