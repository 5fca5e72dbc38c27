"""The grammar of documents: pieces of text become parts.

Each piece either begins a part or goes on with the one before. A label counts only where it
continues its sequence, a heading only where the text before has ended and nothing ends it itself;
so numbers at the beginning of wrapped lines and letters in running text are no labels.
"""

from __future__ import annotations

from dataclasses import replace

from igr_kg.text.front import Front
from igr_kg.text.lines import MIN_WRAP
from igr_kg.text.parts import Part
from igr_kg.text.sequences import Items, Numbers, Sections, continues
from igr_kg.text.signs import Label
from igr_kg.text.units import Units

_LOOK = 40
_COMMAS = ("，", ",", "；", ";", "،", "؛", "")


class Grammar:
    """One run over the pieces of a document; :meth:`run` returns the parts."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self.signs = units.signs
        self.parts: list[Part] = []
        self.items = Items()
        self.sections = Sections()
        self.front = Front(units)
        self._reset()

    def _reset(self) -> None:
        """Begin a new container: numbering begins again."""
        self.numbers = Numbers()
        self.indent = self.point_indent = 0
        self.last_cjk: int | None = None
        self.preamble = False
        self.run_on = False
        self.closed = False

    def run(self) -> list[Part]:
        """Return the parts in reading order, a parent before its children."""
        place = self._front(0, "document")
        while place < len(self.units):
            place = self._step(place)
        return self.parts

    def _step(self, i: int) -> int:
        for rule in (
            self._contents,
            self._annex,
            self._decision,
            self._adoption,
            self._paragraph,
            self._item,
            self._section,
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

    def _add(self, kind: str, role: str, i: int, j: int | None = None, **more: object) -> Part:
        first, last = self.units.pieces[i], self.units.pieces[i if j is None else j]
        part = Part(kind, role, first.span.start, last.span.end, **more)  # type: ignore[arg-type]
        self.parts.append(part)
        if part.parent:
            part.parent.reach(part.end)
        return part

    def _front(self, i: int, place: str) -> int:
        """Take masthead lines, titles and headings from piece ``i`` on."""
        parts, after = self.front.read(i, place)
        for kind, role, a, b in parts:
            self._add(kind, role, a, b)
        return after

    def _after_break(self, i: int) -> bool:
        """Tell whether what stands before piece ``i`` has come to an end."""
        if not self.parts or self.parts[-1].kind in ("heading", "cover"):
            return True
        return self.units.ended(i - 1) or self.units.parted(i)

    # ------------------------------------------------------------ containers

    def _annex(self, i: int) -> int | None:
        piece = self.units.pieces[i]
        found = self.signs.find("structure.annex", piece.text)
        if not found or not (self._after_break(i) or not self.units.full(i - 1)):
            return None
        label = found.groupdict().get("label") or ""
        self._add("heading", "annex", i, name=label)
        self._reset()
        self.sections.reset()
        self.items.reset()
        return self._front(i + 1, "annex")

    def _decision(self, i: int) -> int | None:
        last = self.front.decision(i)
        if last is None or not (self._after_break(i) or not self.units.full(i - 1)):
            return None
        words = self.units.words(i, last)
        found = self.signs.find("structure.decision", words) or self.signs.find(
            "structure.decision-alone", words
        )
        number = found["number"] if found else ""
        self._add("heading", "decision", i, last, name=number)
        self._reset()
        self.sections.reset()
        self.items.reset()
        return self._front(last + 1, "decision")

    def _adoption(self, i: int) -> int | None:
        piece = self.units.pieces[i]
        if not piece.hard or not self.signs.find("structure.adoption", piece.text):
            return None
        if self.closed and self.parts[-1].role == "adoption":
            self.parts[-1].reach(piece.span.end)
            return i + 1
        if not self._after_break(i) or (self.units.full(i - 1) and not self.units.ended(i - 1)):
            return None
        self._add("paragraph", "adoption", i)
        self.closed, self.preamble = True, False
        self.items.reset()
        return i + 1

    # ------------------------------------------------------------ labelled parts

    def _paragraph(self, i: int) -> int | None:
        piece = self.units.pieces[i]
        for label in self.signs.labels(piece.lead):
            if label.role != "paragraph" or not self._separate(i):
                continue
            if self._heads(i):
                return self._add_section(i, self._heading_end(i), replace(label, role="section"))
            if self._numbers(i, label) and not self._is_point(i, label):
                self.numbers.take(label.value)
                self.indent = piece.indent
                return self._begin_paragraph(i, label)
        return None

    def _numbers(self, i: int, label: Label) -> bool:
        """Tell whether a number at piece ``i`` numbers a paragraph."""
        if self.numbers.fits(label.value, hard=self.units.pieces[i].hard):
            return True
        begins = bool(self.parts) and self.parts[-1].kind in ("heading", "cover", "preamble")
        return label.value == 1 and (begins or self.numbers.last is None)

    def _heads(self, i: int) -> bool:
        """Tell whether a number numbers a heading: no sentence, and the next paragraph number follows."""
        last = self._heading_end(i)
        after = last + 1
        if not self.units.pieces[i].hard or after >= len(self.units) or not self.units.heading_like(i, last):
            return False
        following = [x for x in self.signs.labels(self.units.pieces[after].lead) if x.role == "paragraph"]
        return any(x.value == (self.numbers.last or 0) + 1 for x in following)

    def _is_point(self, i: int, label: Label) -> bool:
        """Tell whether a number goes on with a list inside a paragraph, which is indented further."""
        own = self.units.pieces[i].indent
        return self.items.expects("point", label.value) and own != self.indent and own == self.point_indent

    def _heading_end(self, i: int) -> int:
        """Return the last piece of a heading that begins at piece ``i``."""
        return self._until_number(i, self.units.unit(i))

    def _separate(self, i: int) -> bool:
        """Tell whether a label may stand here: the text before has ended, or stops short of the width."""
        piece, units = self.units.pieces[i], self.units
        if not piece.hard:
            return True
        return self._after_break(i) or not units.full(i - 1)

    def _points(self, i: int) -> list[Label]:
        """Return a number as the label of a list inside a paragraph: 1 where 2 follows, or the next one."""
        found = []
        for label in self.signs.labels(self.units.pieces[i].lead):
            if label.role != "paragraph" or not self.units.pieces[i].hard:
                continue
            if self.items.expects("point", label.value) or (label.value == 1 and self._two_follows(i)):
                found.append(replace(label, role="item", style="point"))
        return found

    def _two_follows(self, i: int) -> bool:
        for k in range(i + 1, min(i + _LOOK, len(self.units))):
            for label in self.signs.labels(self.units.pieces[k].lead):
                if label.role == "paragraph" and self.units.pieces[k].hard:
                    return label.value == 2
        return False

    def _begin_paragraph(self, i: int, label: Label) -> int:
        self._add("paragraph", "paragraph", i, label=label.text, name=str(label.value))
        self.preamble = self.closed = False
        self.items.reset()
        return i + 1

    def _item(self, i: int) -> int | None:
        piece = self.units.pieces[i]
        labels = [x for x in self.signs.labels(piece.lead) if x.role == "item"] + self._points(i)
        if not labels or not self.parts or not self._separate(i):
            return None
        before = self.parts[-1]
        direct = i > 0 and not piece.hard and self._is_label_only(i - 1)
        introduced = direct or self.units.mark(i - 1) in ("：", ":")
        may_begin = introduced or (piece.hard and (self._after_break(i) or before.kind == "heading"))
        mark = self.units.mark(i - 1)
        may_go_on = piece.hard or mark in ("；", "。", ";", ".", "，", ",")
        found = self.items.place(labels, may_begin=may_begin, may_go_on=may_go_on, nested=introduced)
        if found is None:
            return None
        label, depth = found
        owner = before if before.kind in ("paragraph", "preamble", "item") else None
        parent = self.items.parent(depth, owner)
        part = self._add("item", "item", i, label=label.text, name=self._name(label), parent=parent)
        self.items.push(depth, label, part, owner)
        if label.style == "point":
            self.point_indent = piece.indent
        return i + 1

    def _name(self, label: Label) -> str:
        """Return a label in Latin letters and digits, as paths write it."""
        if label.style in ("alpha", "roman"):
            return label.text.lower()
        return self.signs.letters.get(label.style, {}).get(label.text, str(label.value))

    def _is_label_only(self, i: int) -> bool:
        lead = self.units.pieces[i].lead
        return any(len(lead.replace(" ", "")) == x.length for x in self.signs.labels(lead))

    def _section(self, i: int) -> int | None:
        piece, units = self.units.pieces[i], self.units
        labels = [x for x in self.signs.labels(piece.lead) if x.role == "section"]
        if not labels or not self._after_break(i):
            return None
        last = self._heading_end(i)
        if not units.heading_like(i, last):
            return self._spelled_paragraph(i, labels)
        label = self.sections.place(labels)
        if label is None or (not piece.hard and not self._label_follows(last)):
            return None
        return self._add_section(i, last, label)

    def _add_section(self, i: int, last: int, label: Label) -> int:
        level = self.sections.push(label)
        self._add("heading", "section", i, last, label=label.text, name=self._name(label), level=level)
        self.preamble = self.closed = False
        self.items.reset()
        return last + 1

    def _label_follows(self, i: int) -> bool:
        return i + 1 < len(self.units) and bool(self.signs.labels(self.units.pieces[i + 1].lead))

    def _spelled_paragraph(self, i: int, labels: list[Label]) -> int | None:
        """Begin a paragraph numbered with ideographs, as resolutions were before 1970."""
        for label in labels:
            if label.style == "cjk" and continues(self.last_cjk, label.value, hard=False):
                self.last_cjk = label.value
                return self._begin_paragraph(i, label)
        return None

    # ------------------------------------------------------------ unlabelled parts

    def _contents(self, i: int) -> int | None:
        """Take the lines of a table of contents; they name parts and are none."""
        last = self.units.contents(i)
        if last is None:
            return None
        self._add("cover", "contents", i, last)
        return last + 1

    def _opening(self, i: int) -> int | None:
        known = self.front.opening(i) or (bool(self.parts) and self._opens_decision(i))
        last = i if known else self._leads_recitals(i)
        if last is None or not self._after_break(i):
            return None
        self._add("preamble", "opening", i, last)
        self.preamble, self.closed = True, False
        self.run_on = last + 1 < len(self.units) and not self.units.pieces[last + 1].hard
        self.items.reset()
        return last + 1

    def _leads_recitals(self, i: int) -> int | None:
        """Return the last piece of a longer opening: under a heading, ended by a comma, recitals follow."""
        units = self.units
        if not self.parts or self.parts[-1].kind != "heading" or not units.pieces[i].hard:
            return None
        last = units.unit(i)
        if units.mark(last) not in ("，", ",") or last + 1 >= len(units):
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
        if not self.preamble or (not self.units.ended(i - 1) and self.parts[-1].role != "opening"):
            return None
        piece, units = self.units.pieces[i], self.units
        known = self.signs.find("structure.recital", piece.text)
        if not piece.hard and not self._inline(i):
            return None
        if not known and units.heading_like(i, self._until_number(i, units.unit(i))):
            return None
        if not known and (units.goes_on(i) or (units.full(i - 1) and not units.parted(i)) or not piece.hard):
            return None
        last = units.unit(i)
        mark = units.mark(last)
        operative = not known and self.signs.find("structure.operative", piece.text)
        if mark in _COMMAS and (known or mark) and not operative:
            self._add("preamble", "recital", i)
            self.items.reset()
            return i + 1
        return self._begin_plain(i) if piece.hard else None

    def _inline(self, i: int) -> bool:
        """Tell whether the recitals of this preamble stand on one line with its opening."""
        return self.run_on and not self.units.pieces[i].text.startswith(self.signs.words("continuing"))

    def _heading(self, i: int) -> int | None:
        units = self.units
        piece = units.pieces[i]
        if not piece.hard or not self._after_break(i) or units.goes_on(i) or i == self.front.prose:
            return None
        last = self._heading_end(i)
        if not units.heading_like(i, last):
            return None
        goes_on = units.ended(i - 1) and units.full(i - 1) and units.full(i) and not units.parted(i)
        if goes_on and not self._expected(last + 1):
            return None
        self._add("heading", "heading", i, last)
        self.items.reset()
        return last + 1

    def _until_number(self, i: int, last: int) -> int:
        """Return the last piece before the next paragraph number; it ends a heading that fills its line."""
        return next((k - 1 for k in range(i + 1, last + 1) if self._expected(k)), last)

    def _expected(self, k: int) -> bool:
        """Tell whether piece ``k`` begins with the paragraph number that comes next."""
        if k >= len(self.units):
            return False
        labels = self.signs.labels(self.units.pieces[k].lead)
        return any(x.role == "paragraph" and (x.value == 1 or self.numbers.next(x.value)) for x in labels)

    def _plain(self, i: int) -> int | None:
        if not self.parts:
            return self._begin_plain(i)
        units, before = self.units, self.parts[-1]
        if before.kind in ("heading", "cover"):
            return self._begin_plain(i)
        piece = units.pieces[i]
        if not piece.hard or units.goes_on(i) or self._unfinished(i):
            return None
        short = units.short(i - 1) if before.label else not units.full(i - 1)
        if units.ended(i - 1) and (units.parted(i) or short):
            return self._begin_plain(i)
        if units.wrap.width is None:
            return self._begin_plain(i)
        return None

    def _unfinished(self, i: int) -> bool:
        """Tell whether what stands before piece ``i`` stops in mid-sentence."""
        before, units = self.parts[-1], self.units
        if units.parted(i):
            return False
        if before.label is not None and units.mark(i - 1) in ("，", ",", "、"):
            return True
        piece, last = units.pieces[i], units.pieces[i - 1]
        near = piece.torn or (piece.gap == 0 and last.width >= MIN_WRAP)
        return near and not units.ended(i - 1)

    def _begin_plain(self, i: int) -> int:
        self._add("paragraph", "paragraph", i)
        self.items.reset()
        return i + 1
