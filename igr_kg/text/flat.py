"""Lines of a text whose line breaks were turned into blanks.

In a language that writes without blanks between words, a blank where a line of its own begins or ends
(an opening line, a closing line, a line of the masthead, a label) stands for a line break. Only such
blanks part lines; those that a wrapped paragraph was left with do not.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from igr_kg.model import Span, View
from igr_kg.packs.fold import is_cjk
from igr_kg.text import flat_body
from igr_kg.text.lines import Piece, ends_clause, last_mark, piece
from igr_kg.text.signs import Signs
from igr_kg.text.stretches import Stretches

_LONG = 100
_FEW = 2
_WORDY = 400
PARAGRAPH = 160
"""Fewest characters of a line that may hold several, in languages that write with blanks."""
_WINDOW = 10
_LINE = 160
_LEAD = 40
_SHORT = 8
_HEADING = 4
_WIDTHS = (2, 3, 4, 6)
_SURE = ("issuer", "adopted", "agenda-item")
_NOT_ALONE = ("run-on", "days", "month")
_ENDS = "。；：.;:"
_QUOTES = "“「『"
_NOTE = re.compile(r"\[\d{1,3}\]")
_FIRST = re.compile(r"\A(\d{1,3}) (?=\D)")
_LAST = re.compile(r"(?<=\D) (\d{1,3})\Z")
_LABEL = re.compile(r"(?:^|\W)\w{1,3}[.．、]$")


def unfold(found: Sequence[Piece], text: str, signs: Signs) -> list[Piece]:
    """Return the lines, the long ones parted where blanks stand for line breaks.

    :param found: lines as :func:`igr_kg.text.lines.split` returns them
    :param text: the text as read
    """
    if signs.pack.rules.join:
        return list(_words_unfolded(found, text, signs))
    least = _LONG if len(found) > _FEW else 0
    return [
        part for line in found for part in (parted(line, text, signs) if len(line.text) > least else [line])
    ]


def _words_unfolded(found: Sequence[Piece], text: str, signs: Signs) -> Iterator[Piece]:
    """Yield the lines of a text in a language that writes with blanks."""
    flat = sum(len(line.text) for line in found) > _WORDY * len(found)
    front = True
    for line in _without_pages(found, text) if flat else found:
        front = front and not _in_body(line, signs)
        if len(line.text) < PARAGRAPH:
            yield line
            continue
        yield from parted(line, text, signs, flat=flat, front=front)
        front = False


def _in_body(line: Piece, signs: Signs) -> bool:
    """Tell whether a line begins a paragraph or a recital, so that no masthead follows."""
    if any(label.role == "paragraph" for label in signs.labels(line.lead)):
        return True
    return signs.find("structure.recital", line.text) is not None


def _without_pages(found: Sequence[Piece], text: str) -> Iterator[Piece]:
    """Yield the lines, each a page, with the page numbers at their beginnings and ends as lines."""
    first = [_number(line, _FIRST) for line in found]
    last = [_number(line, _LAST) for line in found]
    for k, line in enumerate(found):
        near = [first[n] for n in (k - 1, k + 1) if 0 <= n < len(found)]
        at, end = first[k], last[k]
        heads = at is not None and any(n is not None and abs(n - at) == 1 for n in (*near, end))
        heads = heads or (at is not None and at == end)
        ends = end is not None and (end == at or end + 1 in (x for x in near if x is not None))
        start = len(line.text) - len(_FIRST.sub("", line.text)) if heads else 0
        stop = len(_LAST.sub("", line.text)) + 1 if ends else len(line.text)
        places = [0, *(p for p in (start, stop) if 0 < p < len(line.text)), len(line.text)]
        yield from [line] if len(places) == 2 else [_part(line, a, b, text) for a, b in pairwise(places)]


def _number(line: Piece, where: re.Pattern[str]) -> int | None:
    found = where.search(line.text)
    return int(found[1]) if found else None


def parted(line: Piece, text: str, signs: Signs, *, flat: bool = False, front: bool = True) -> list[Piece]:
    """Return the lines that one line was made of.

    :param flat: the text has few lines for its length
    :param front: the line may begin with a masthead
    """
    if signs.pack.rules.join:
        found = flat_body.breaks(line.view, signs, flat=flat, front=front)
    else:
        found = list(_Chunks(line.view, signs).breaks())
    places = [0, *found, len(line.text)]
    if len(places) == 2:
        return [line]
    return [_part(line, a, b, text) for a, b in pairwise(places)]


def _part(line: Piece, a: int, b: int, text: str) -> Piece:
    while b > a + 1 and line.text[b - 1] == " ":
        b -= 1
    view = View(line.text[a:b], line.view.starts[a:b], line.view.ends[a:b])
    first, last = a == 0, b == len(line.text)
    span = Span(line.span.start if first else view.starts[0], line.span.end if last else view.ends[-1])
    wide = not first and line.view.starts[a] - line.view.ends[a - 1 - (line.text[a - 1] == " ")] > 1
    return piece(text, span, view, line.gap if first else int(wide), hard=True)


class _Chunks(Stretches):
    """What stands between the blanks of a line."""

    def __init__(self, view: View, signs: Signs) -> None:
        text = view.text
        inner = (
            j
            for j in range(1, len(text))
            if text[j] != " " and (text[j - 1] == " " or view.starts[j] > view.ends[j - 1])
        )
        super().__init__(view, inner, _LEAD)
        self.signs = signs
        self.known = cache(self._known)
        self.opens = cache(self._opens)

    def breaks(self) -> Iterator[int]:
        """Yield the index in the view of each chunk that begins a line."""
        deliberate, wide = self._deliberate(), self._wide()
        front, i, after_line = True, 0, False
        while i < len(self):
            labelled = i > 0 and not after_line and self._labels_next(i - 1)
            ended = i == 0 or (not labelled and ends_clause(self.text(i - 1, i)))
            stop = None if labelled else self._line(i, front=front, after_line=after_line, ended=ended)
            stop = stop or (self._headed(i) if labelled or (ended and i) else None)
            begins = not labelled and (
                (ended and self._part_begins(i, deliberate))
                or self.blanks(i) >= wide
                or self._note(i)
                or (front and self._section(i))
                or after_line
            )
            if i and not labelled and (stop or begins):
                yield self.starts[i]
            front = front and not (
                self.text(i, i + 1).endswith("。") or self.opens(i) or (begins and self._numbered(i))
            )
            after_line = bool(stop)
            i = stop or i + 1

    def _deliberate(self) -> bool:
        """Tell whether blanks behind commas stand for line breaks: recitals begin behind half of them."""
        text = self.view.text
        behind = [i for i in range(1, len(self)) if text[self.starts[i] - 1] == "，"]
        return 2 * sum(self._clause(i) for i in behind) >= len(behind)

    def _clause(self, i: int) -> bool:
        """Tell whether a recital or an operative clause begins at chunk ``i``, as far as its words show."""
        lead = self.lead(i)
        return any(self.signs.find(f"structure.{kind}", lead) for kind in ("recital", "operative"))

    def _part_begins(self, i: int, deliberate: bool) -> bool:
        """Tell whether a paragraph, an item or a recital begins at chunk ``i``: the one before has ended."""
        mark = last_mark(self.text(i - 1, i))
        lead = self.lead(i)
        labels = self.signs.labels(lead)
        if any(x.role == "paragraph" for x in labels) or (mark in _ENDS and (labels or lead[0] in _QUOTES)):
            return True
        if deliberate:
            return self._clause(i)
        goes_on = lead.startswith(self.signs.words("continuing"))
        return not goes_on and self.signs.find("structure.recital", lead) is not None

    def _wide(self) -> int:
        """Return how many blanks stand for the end of a paragraph: the text before most of them has ended."""
        after = [(self.blanks(i), self._stops(i)) for i in range(1, len(self))]
        for width in _WIDTHS:
            wide = [ended for blanks, ended in after if blanks >= width]
            if wide and 2 * sum(wide) > len(wide):
                return width
        return sys.maxsize

    def _stops(self, i: int) -> bool:
        """Tell whether the text before chunk ``i`` has ended, or a line ends or begins there."""
        if ends_clause(self.text(i - 1, i)):
            return True
        return any(self.known(k, k + 1) not in (None, "page") for k in (i - 1, i))

    def _section(self, i: int) -> bool:
        """Tell whether chunk ``i`` is the number of a section, with its dot."""
        text = self.text(i, i + 1)
        found = self.signs.labels(self.lead(i)) if text[-1:] in ".．、" else ()
        return any(x.role == "section" and x.length == len(text) for x in found)

    def _note(self, i: int) -> bool:
        """Tell whether a footnote begins at chunk ``i``: star, bracket, number behind its reference."""
        if i == 0:
            return False
        mark, before = self.text(i, i + 1), self.text(i - 1, i)
        if (mark.strip("*†") == "" or _NOTE.fullmatch(mark)) and ends_clause(before):
            return True
        return mark.isdigit() and before == mark

    def _labels_next(self, i: int) -> bool:
        """Tell whether chunk ``i`` ends with a label, so that what it labels stands behind it."""
        text = self.text(i, i + 1)
        bare = text[-_SHORT:]
        return bool(_LABEL.search(bare)) or (
            len(text) < _SHORT and any(x.length == len(text) for x in self.signs.labels(text))
        )

    def _numbered(self, i: int, only: int | None = None) -> bool:
        """Tell whether a paragraph's number stands at chunk ``i``."""
        lead = self.lead(i)
        return any(x.role == "paragraph" and only in (None, x.value) for x in self.signs.labels(lead))

    def _opens(self, i: int) -> bool:
        """Tell whether chunk ``i`` is an opening line: a body's name with recitals behind it."""
        text = self.text(i, i + 1)
        if len(text) > _LEAD or i + 1 >= len(self) or not self.signs.find("structure.opening", text):
            return False
        return self._numbered(i + 1, 1) or self._clause(i + 1)

    def _line(self, i: int, *, front: bool, after_line: bool, ended: bool) -> int | None:
        """Return the chunk behind the line that chunk ``i`` begins, or None.

        :param front: the masthead is not over
        :param after_line: a line of its own stands before it
        :param ended: what stands before it ends with punctuation
        """
        free = front or after_line or ended
        if self.opens(i):
            return i + 1 if free or self._names_body(i) else None
        for j in range(i + 1, min(i + _WINDOW, len(self)) + 1):
            if j - 1 > i and (self.opens(j - 1) or self.text(j - 2, j - 1)[-1] in "。；"):
                return None
            if self.starts[j] - self.starts[i] > (_LINE if free else _LEAD):
                return None
            role = self.known(i, j)
            if role is None or (role == "closing" and not (ended or after_line)):
                continue
            if role == "heading" and not self._known_next(j):
                continue
            if role == "page" and not (after_line and self._known_next(j) and self._after_number(j)):
                continue
            if role in ("masthead", "organ"):
                alone = not after_line or role == "organ"
                if not free or (alone and not self._known_next(j)):
                    continue
            if not any(self.known(k, j) == role for k in range(i + 1, j)):
                return self._extended(i, j, role)
        return None

    def _headed(self, i: int) -> int | None:
        """Return the chunk behind a heading at chunk ``i``: few words, then a paragraph's number."""
        for j in range(i + 1, min(i + _HEADING, len(self) - 1) + 1):
            text = self.text(i, j)
            if len(text) > _LEAD or any(mark in text for mark in "，；。"):
                return None
            if self._numbered(j):
                return None if ends_clause(text) else j
            if self._section(j) and j > i + 1:
                return j
        return None

    def _known_next(self, i: int) -> bool:
        """Tell whether a line, an opening or a number stands at chunk ``i``, behind a page number maybe."""
        if i < len(self) and self.known(i, i + 1) == "page":
            i += 1
        if i >= len(self):
            return False
        if self.opens(i) or self._numbered(i) or self._section(i):
            return True
        stops = range(i + 1, min(i + _WINDOW, len(self)) + 1)
        return any(self.known(i, j) not in (None, "page") for j in stops)

    def _after_number(self, i: int) -> bool:
        """Tell whether chunk ``i`` is no word of Latin letters, which would go on with a date."""
        char = self.view.text[self.starts[i]]
        return is_cjk(char) or not char.isalpha()

    def _names_body(self, i: int) -> bool:
        """Tell whether an opening is nothing but one of the known names, so that a title may stand before."""
        return self.text(i, i + 1).rstrip("，,") in self.signs.words("opening_bodies")

    def _extended(self, i: int, j: int, role: str) -> int:
        """Return the end of a line, with digits and letters that still belong to it."""
        while j < len(self) and not is_cjk(self.view.text[self.starts[j]]):
            if self.known(j, j + 1) not in (None, "page"):
                break
            if self.known(i, j + 1) != role or self._section(j) or self._note(j):
                break
            j += 1
        return j

    def _known(self, i: int, j: int) -> str | None:
        """Return what chunks ``i`` to ``j`` may be as a line of their own, or None.

        ``sure``; ``closing`` where the text before has ended; ``heading`` before a number; ``page``
        between lines; ``masthead`` and ``organ`` beside other lines.
        """
        text = self.text(i, j)
        if len(text) > _LINE or "；" in text:
            return None
        if text.isdigit():
            return "page" if len(text) < 4 else None
        role = self.signs.masthead(text)
        if role in _SURE or self.signs.find("furniture.rule", text):
            return "sure"
        if any(self.signs.find(f"structure.{kind}", text) for kind in ("adoption", "annex")):
            return "closing"
        if role == "organ":
            return "organ"
        if text in self.signs.words("heading_words"):
            return "heading"
        if role in _NOT_ALONE or (role is None and not self.signs.find("structure.decision", text)):
            return None
        return "masthead"
