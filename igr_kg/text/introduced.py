"""Rules for what a line or a colon introduces: recitals under one word, numbers without dots, dashes."""

from __future__ import annotations

from igr_kg.text.labelled import Labelled
from igr_kg.text.sequences import Numbers
from igr_kg.text.signs import Label


class Introduced(Labelled):
    """The rules for introducing lines and what stands under them; each returns the next piece, or None."""

    def _introducing(self, i: int) -> int | None:
        """Take a line of its own that introduces recitals (``considering``) or paragraphs (``resolves``).

        The first is a recital that runs over what it introduces, the second a heading over paragraphs
        whose numbers have no dots.
        """
        piece, units = self.units.pieces[i], self.units
        if not piece.hard or not self.parts or units.ended(i):
            return None
        if self.parts[-1].kind not in ("heading", "preamble") and not units.ended(i - 1):
            return None
        if units.full(i - 1) or units.full(i):
            return None
        if self.signs.find("structure.introducing-recitals", piece.text):
            self._add("preamble", "recital", i)
            self.introducing, self.preamble = True, True
        elif self.signs.find("structure.introducing-paragraphs", piece.text):
            self._add("heading", "heading", i)
            self.introducing = self.preamble = False
            self.numbers, self.bare = Numbers(), True
        else:
            return None
        self.items.reset()
        return i + 1

    def _introduced_text(self, i: int) -> int | None:
        """Let a recital go on whose first line introduces it."""
        if not self.introducing or self.parts[-1].kind not in ("preamble", "item"):
            return None
        self.parts[-1].reach(self.units.pieces[i].span.end)
        return i + 1

    def _bare(self, i: int) -> int | None:
        """Begin a paragraph whose number has no dot: a line introduces such ones, or all are like that."""
        if i in self.units.bare_numbers:
            found = self.signs.find("structure.bare-paragraph", self.units.pieces[i].lead)
            return self._numbered_bare(i, found["label"]) if found else None
        if not self.bare or not self.units.pieces[i].hard or not self._separate(i):
            return None
        found = self.signs.find("structure.bare-number", self.units.pieces[i].lead)
        if found is None:
            return None
        value = int(found["label"])
        if value != 1 and not self.numbers.next(value):
            return None
        return self._numbered_bare(i, found["label"])

    def _numbered_bare(self, i: int, number: str) -> int:
        self.numbers.take(int(number))
        return self._begin_paragraph(i, Label("paragraph", "decimal", number, int(number), len(number)))

    def _dotted_paragraph(self, i: int) -> int | None:
        """Begin a paragraph ``2.1``, or take the heading ``2 TITLE`` over it."""
        if not self.units.pieces[i].hard or not self.parts or not self._after_break(i):
            return None
        found = self._dotted_number(i)
        if found is not None:
            first, second = found
            goes_on = self.dotted is not None and self.dotted[0] == first and second == self.dotted[1] + 1
            if second != 1 and not goes_on:
                return None
            self.dotted = found
            text = f"{first}.{second}"
            return self._begin_paragraph(i, Label("paragraph", "dotted", text, second, len(text)), text)
        bare = self.signs.find("structure.bare-heading", self.units.pieces[i].lead)
        last = self._heading_end(i)
        if bare is None or not self.units.heading_like(i, last):
            return None
        value = int(bare["label"])
        if self._dotted_number(last + 1) != (value, 1):
            return None
        return self._add_section(
            i, last, Label("section", "decimal", bare["label"], value, len(bare["label"]))
        )
