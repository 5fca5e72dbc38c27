"""The grammar of documents: pieces of text become parts.

Each piece either begins a part or goes on with the one before. A label counts only where it
continues its sequence, a heading only where the text before has ended and nothing ends it itself;
so numbers at the beginning of wrapped lines and letters in running text are no labels.
"""

from __future__ import annotations

from igr_kg.text.front import Front
from igr_kg.text.introduced import Introduced
from igr_kg.text.lines import MIN_WRAP
from igr_kg.text.parts import Part
from igr_kg.text.sequences import Numbers
from igr_kg.text.units import Units

_COMMAS = ("，", ",", "；", ";", "،", "؛", "")
_BRACKETS = 40
_ROW = 60


class Grammar(Introduced):
    """One run over the pieces of a document; :meth:`run` returns the parts.

    A rule begins a part at a piece and returns the next piece, or None where it does not apply; the
    first rule that applies counts. A piece that no rule takes goes on with the part before.
    """

    def __init__(self, units: Units) -> None:
        super().__init__(units)
        self.front = Front(units)

    def run(self) -> list[Part]:
        """Return the parts in reading order, a parent before its children."""
        place = self._front(0, "document")
        while place < len(self.units):
            place = self._step(place)
        return self.parts

    def _step(self, i: int) -> int:
        for rule in (
            self._contents,
            self._row,
            self._annex,
            self._decision,
            self._adoption,
            self._introducing,
            self._bare,
            self._paragraph,
            self._item,
            self._dotted_paragraph,
            self._section,
            self._introduced_text,
            self._opening,
            self._recital,
            self._heading,
            self._plain,
        ):
            after = rule(i)
            if after is not None:
                return after
        self.parts[-1].reach(self.units.pieces[i].span.end)
        return i + 1

    def _front(self, i: int, place: str) -> int:
        """Take masthead lines, titles and headings from piece ``i`` on."""
        parts, after = self.front.read(i, place)
        for kind, role, a, b in parts:
            self._add(kind, role, a, b)
        return after

    def _annex(self, i: int) -> int | None:
        """Begin an annex: its head stands alone."""
        piece = self.units.pieces[i]
        found = self.signs.find("structure.annex", piece.text)
        if not found or not (self._after_break(i) or not self.units.full(i - 1)):
            return None
        label = found.groupdict().get("label") or ""
        self._add("heading", "annex", i, name=label)
        self.reset()
        return self._front(i + 1, "annex")

    def _decision(self, i: int) -> int | None:
        """Begin a decision or resolution under its heading."""
        last = self.front.decision(i)
        if last is None or not (self._after_break(i) or not self.units.full(i - 1)):
            return None
        words = self.units.words(i, last)
        found = self.signs.find("structure.decision", words) or self.signs.find(
            "structure.decision-alone", words
        )
        number = found["number"] if found else ""
        self._add("heading", "decision", i, last, name=number)
        self.reset()
        return self._front(last + 1, "decision")

    def _adoption(self, i: int) -> int | None:
        """Take the lines that tell where, when and how a text was adopted, as one part."""
        piece = self.units.pieces[i]
        if not piece.hard or self.signs.find("structure.recital", piece.text):
            return None
        adopts = self.signs.find("structure.adoption", piece.text)
        goes_on = adopts or self._adopted_there(piece.text)
        last = i
        while last + 1 < len(self.units) and last - i < _BRACKETS and self._bracketed(i, last):
            last += 1
        if goes_on and self.closed and self.parts[-1].role == "adoption":
            self.parts[-1].reach(self.units.pieces[last].span.end)
            return last + 1
        if not adopts:
            return None
        if not self._after_break(i) or (self.units.full(i - 1) and not self.units.ended(i - 1)):
            return None
        self._add("paragraph", "adoption", i, last)
        self.closed, self.preamble = True, False
        self.items.reset()
        return last + 1

    def _adopted_there(self, text: str) -> bool:
        """Tell whether a line under another one on the adoption of a text goes on with it."""
        more = ("masthead.symbol", "structure.adoption-meeting")
        return any(self.signs.find(kind, text) for kind in more)

    def _bracketed(self, i: int, last: int) -> bool:
        """Tell whether a bracket that pieces ``i`` to ``last`` open is closed only behind them.

        A record of votes in square brackets goes over blank lines.
        """
        said = "".join(self.units.pieces[k].text for k in range(i, last + 1))
        if said.startswith("[") and said.count("[") > said.count("]"):
            near = self.units.pieces[last + 1 : i + _BRACKETS]
            return any("]" in piece.text for piece in near)
        if said.count("(") + said.count("（") <= said.count(")") + said.count("）"):
            return False
        return not self.units.parted(last + 1) or not self.units.ended(last)

    def _row(self, i: int) -> int | None:
        """Take a row of a table, with the lines that a cell runs over; a table is one paragraph."""
        units = self.units
        if not units.row(i) or not self.parts:
            return None
        last = self._row_end(i)
        if self.parts[-1].role == "table":
            self.parts[-1].reach(units.pieces[last].span.end)
        else:
            self._add("paragraph", "table", i, last)
            self.items.reset()
        return last + 1

    def _row_end(self, i: int) -> int:
        """Return the last piece of a row: the one that closes it, before another row begins."""
        for k in range(i, min(i + _ROW, len(self.units))):
            if k > i and self.units.row(k):
                break
            if self.units.pieces[k].text.endswith("|"):
                return k
        return i

    def _contents(self, i: int) -> int | None:
        """Take the lines of a table of contents; they name parts and are none."""
        last = self.units.contents(i)
        if last is None:
            return None
        self._add("cover", "contents", i, last)
        return last + 1

    def _opening(self, i: int) -> int | None:
        """Take the line that names the body; a preamble begins."""
        known = self.front.opening(i) or (bool(self.parts) and self._opens_decision(i))
        last = self.front.opened(i) if known else self._leads_recitals(i)
        if last is None or not self._after_break(i):
            return None
        self._add("preamble", "opening", i, last)
        self.preamble, self.closed, self.operative = True, False, False
        self.introducing, self.numbers = False, Numbers()
        self.run_on = last + 1 < len(self.units) and not self.units.pieces[last + 1].hard
        self.items.reset()
        return last + 1

    def _leads_recitals(self, i: int) -> int | None:
        """Return the last piece of a longer opening: under a heading, ended by a comma, recitals follow."""
        units = self.units
        if not self.parts or self.parts[-1].kind != "heading" or not units.pieces[i].hard:
            return None
        last = units.unit(i)
        if units.mark(last) not in ("，", ",", "،") or last + 1 >= len(units):
            return None
        if self.signs.find("structure.recital", units.pieces[i].text):
            return None
        return last if self.signs.find("structure.recital", units.pieces[last + 1].text) else None

    def _opens_decision(self, i: int) -> bool:
        """Tell whether the body is named without a comma between a decision's heading and paragraph 1."""
        if self.parts[-1].role in ("decision", "cover"):
            return self.front.named(i)
        name = self.units.pieces[i].text
        return (
            self.parts[-1].role == "section"
            and name in self.signs.words("opening_bodies")
            and (self._expected(i + 1))
        )

    def _recital(self, i: int) -> int | None:
        """Begin a recital: a preamble is open, and it ends with a comma or begins with known words."""
        first = self._first_recital(i)
        self.preamble = self.preamble or first
        follows = first or self.units.ended(i - 1) or self.parts[-1].role == "opening"
        if not self.preamble or not follows:
            return None
        piece, units = self.units.pieces[i], self.units
        known = self.signs.find("structure.recital", piece.text)
        if not piece.hard and not self._inline(i):
            return None
        operative = not known and self.signs.find("structure.operative", piece.text)
        last = units.unit(i)
        if not known and not (operative and self.parts[-1].role == "opening"):
            if units.heading_like(i, self._until_number(i, last)) or not piece.hard:
                return None
            if self._within(i, operative=bool(operative)):
                return None
        mark = units.mark(last)
        marks = _COMMAS if not known else (*_COMMAS, *self.signs.words("recital_ends"))
        if mark in marks and (known or (mark and not self.operative)) and not operative:
            self._add("preamble", "recital", i)
            self.items.reset()
            return i + 1
        self.operative = True
        return self._begin_plain(i) if piece.hard else None

    def _within(self, i: int, *, operative: bool) -> bool:
        """Tell whether piece ``i`` goes on with the line before it.

        Words that begin what is decided do so in small letters, too, where the recitals before them do.
        """
        units = self.units
        if units.full(i - 1) and not units.parted(i):
            return True
        return units.goes_on(i) and not (operative and units.ended(i - 1))

    def _first_recital(self, i: int) -> bool:
        """Tell whether a preamble begins with a recital, without a line that names the body before it."""
        if not self.parts or self.parts[-1].kind not in ("heading", "cover"):
            return False
        piece, heading = self.units.pieces[i], self.units.pieces[i - 1].text
        known = piece.hard and self.signs.find("structure.recital", piece.text)
        ahead = heading in self.signs.words("preamble_words") or (known and self._opened_below(i))
        marks = _COMMAS[:-1] if ahead else ("，", ",", "،")
        return bool(known) and self.units.mark(self.units.unit(i)) in marks

    def _opened_below(self, i: int) -> bool:
        """Tell whether the body is named only behind the recitals, over paragraph 1."""
        for k in range(i + 1, min(i + _BRACKETS, len(self.units))):
            if self.front.named(k):
                return True
            if any(x.role == "paragraph" for x in self.signs.labels(self.units.pieces[k].lead)):
                return False
        return False

    def _inline(self, i: int) -> bool:
        """Tell whether the recitals of this preamble stand on one line with its opening."""
        return self.run_on and not self.units.pieces[i].text.startswith(self.signs.words("continuing"))

    def _heading(self, i: int) -> int | None:
        """Take a heading without a label."""
        units = self.units
        piece = units.pieces[i]
        if not piece.hard or not self._after_break(i) or units.goes_on(i) or i == self.front.prose:
            return None
        last = self._heading_end(i)
        if not units.heading_like(i, last):
            return None
        if self._listed(i):
            return None
        goes_on = units.ended(i - 1) and units.full(i - 1) and units.full(i) and not units.parted(i)
        if goes_on and not self._expected(last + 1):
            return None
        self._add("heading", "heading", i, last)
        self.annotated = self.signs.find("structure.annotations", units.words(i, last)) is not None
        self.items.reset()
        return last + 1

    def _plain(self, i: int) -> int | None:
        """Begin a paragraph without a number."""
        if not self.parts:
            return self._begin_plain(i)
        units, before = self.units, self.parts[-1]
        if before.kind in ("heading", "cover"):
            return self._begin_plain(i)
        piece = units.pieces[i]
        if not piece.hard or units.goes_on(i) or self._unfinished(i) or self._over_page(i):
            return None
        if self._listed(i) and not self._is_sentence(i):
            return None
        if before.role == "adoption" and not piece.gap and units.mark(i - 1) in ("，", ",", "،"):
            return None
        short = units.short(i - 1) if before.label else not units.full(i - 1)
        if units.ended(i - 1) and (units.parted(i) or short):
            return self._begin_plain(i)
        if units.wrap.width is None:
            return self._begin_plain(i)
        return None

    def _is_sentence(self, i: int) -> bool:
        """Tell whether piece ``i`` holds the end of a sentence."""
        return any(mark in self.units.pieces[i].text for mark in "。；")

    def _over_page(self, i: int) -> bool:
        """Tell whether a numbered paragraph runs on behind the page furniture before piece ``i``.

        What stands first on a page without a number belongs to the paragraph before, where all have
        numbers: no other paragraph without one stands under the same heading.
        """
        before = self.parts[-1]
        if not self.units.pieces[i].torn or before.kind != "paragraph" or before.label is None:
            return False
        heads = [k for k, part in enumerate(self.parts) if part.kind == "heading"]
        under = self.parts[heads[-1] + 1 if heads else 0 :]
        return all(part.label for part in under if part.kind == "paragraph")

    def _unfinished(self, i: int) -> bool:
        """Tell whether what stands before piece ``i`` stops in mid-sentence."""
        before, units = self.parts[-1], self.units
        if units.parted(i):
            return False
        if before.label is not None and units.mark(i - 1) in ("，", ",", "、", "،"):
            return True
        piece, last = units.pieces[i], units.pieces[i - 1]
        near = piece.torn or (piece.gap == 0 and last.width >= MIN_WRAP)
        return near and not units.ended(i - 1)

    def _begin_plain(self, i: int) -> int:
        self._add("paragraph", "paragraph", i)
        self.items.reset()
        return i + 1
