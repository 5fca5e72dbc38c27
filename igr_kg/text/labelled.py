"""Rules for parts with a label: paragraphs, items, sections."""

from __future__ import annotations

from dataclasses import replace

from igr_kg.text.building import Builder
from igr_kg.text.sequences import continues
from igr_kg.text.signs import Label

_LOOK = 40
_LEAP = 60
_HEADING_COLUMNS = 240
_TITLE_COLUMNS = 480
_LIST = 120
_COLONS = ("：", ":")
_ENDS = ("。", "；", "：", ".", ";", ":", "؛")


class Labelled(Builder):
    """The rules for labelled parts; each returns the next piece, or None where it does not apply."""

    def _paragraph(self, i: int) -> int | None:
        """Begin a numbered paragraph, or a section whose heading has a number."""
        piece = self.units.pieces[i]
        for label in self.signs.labels(piece.lead):
            if label.role != "paragraph" or not self._separate(i):
                continue
            if self._heads(i, label) or (self.annotated and self._titles(i)):
                return self._add_section(i, self._heading_end(i), replace(label, role="section"))
            if self._numbers(i, label) and not self._is_point(i, label):
                self.numbers.take(label.value)
                self.indent = piece.indent
                return self._begin_paragraph(i, label)
        return None

    def _numbers(self, i: int, label: Label) -> bool:
        """Tell whether a number at piece ``i`` numbers a paragraph."""
        if self.numbers.fits(label.value, hard=self.units.pieces[i].hard) or self._leaps(i, label):
            return True
        begins = bool(self.parts) and self.parts[-1].kind in ("heading", "cover", "preamble")
        return label.value == 1 and (begins or self.numbers.last is None)

    def _leaps(self, i: int, label: Label) -> bool:
        """Tell whether a number goes on with the numbering of an excerpt, where paragraphs were left out."""
        last = self.numbers.last
        near = last is not None and last < label.value <= last + _LEAP and not self.closed
        return near and self.units.pieces[i].hard and self.units.mark(i - 1) in _ENDS

    def _heads(self, i: int, label: Label) -> bool:
        """Tell whether a number numbers a heading: no sentence, and the next paragraph number follows."""
        last = self._heading_end(i)
        after = last + 1
        if not self.units.pieces[i].hard or after >= len(self.units) or not self.units.heading_like(i, last):
            return False
        if self._dotted_number(after) == (label.value, 1) or self._heads_prose(i, last, label):
            return True
        following = [x for x in self.signs.labels(self.units.pieces[after].lead) if x.role == "paragraph"]
        if self.numbers.last is None:
            return any(x.value > label.value + 1 for x in following)
        return any(x.value == self.numbers.last + 1 for x in following)

    def _titles(self, i: int) -> bool:
        """Tell whether the title of an agenda item stands here, with what is said of the item under it."""
        last = self._heading_end(i)
        if (
            not self.units.pieces[i].hard
            or not self.units.heading_like(i, last)
            or last + 1 >= len(self.units)
        ):
            return False
        if self.signs.labels(self.units.pieces[last + 1].lead):
            return False
        return self.units.wrap.width is None or self.units.parted(last + 1)

    def _heads_prose(self, i: int, last: int, label: Label) -> bool:
        """Tell whether a numbered line is the title of the prose under it, as in annotations of an agenda.

        It begins with number 1 or goes on with such titles, and a paragraph without a number follows
        that is a sentence.
        """
        units, after = self.units, last + 1
        if label.value != 1 and not self.sections.expects([replace(label, role="section")]):
            return False
        text = units.pieces[after].text
        if units.pieces[after].torn or any(c in units.pieces[last].text for c in "，,،"):
            return False
        if units.full(last) or not units.pieces[after].hard or units.goes_on(after) or units.row(after):
            return False
        if self.signs.labels(units.pieces[after].lead) or self._bullet(after) or not text[0].isalpha():
            return False
        if units.wrap.width is not None and not units.parted(after):
            return False
        end = units.unit(after)
        return units.mark(end) in _ENDS and not units.heading_like(after, end)

    def _bullet(self, k: int) -> bool:
        return self.signs.find("structure.bullet", self.units.pieces[k].lead) is not None

    def _is_point(self, i: int, label: Label) -> bool:
        """Tell whether a number goes on with a list inside a paragraph, which is indented further."""
        if not self.items.expects("point", label.value):
            return False
        own = self.units.pieces[i].indent
        return (own != self.indent and own == self.point_indent) or self._comes_again(i, label.value)

    def _comes_again(self, i: int, value: int) -> bool:
        """Tell whether a number stands again, or the numbering before the list goes on behind it."""
        wanted = {value, (self.numbers.last or 0) + 1}
        for k in range(i + 1, min(i + _LIST, len(self.units))):
            piece = self.units.pieces[k]
            if not piece.hard or self.signs.find("structure.annex", piece.text):
                continue
            for label in self.signs.labels(piece.lead):
                if label.role == "paragraph" and label.value in wanted:
                    return True
                if label.role == "paragraph" and label.value == 1 and not self.units.heading_like(k, k):
                    return False
        return False

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

    def _dotted_number(self, k: int) -> tuple[int, int] | None:
        """Return the two numbers of a label like ``2.1`` at piece ``k``."""
        if k >= len(self.units) or not self.units.pieces[k].hard:
            return None
        found = self.signs.find("structure.dotted-number", self.units.pieces[k].lead)
        return (int(found["first"]), int(found["second"])) if found else None

    def _under_number(self, i: int) -> list[Label]:
        """Return ``2.1`` as the label of an item of paragraph 2; right-to-left texts write ``1.2``."""
        found = self._dotted_number(i)
        owner = next((p for p in reversed(self.parts) if p.kind != "item"), None)
        if found is None or owner is None or owner.label is None or owner.kind != "paragraph":
            return []
        number = str(self.numbers.last)
        if owner.label != number or number not in map(str, found):
            return []
        first, second = found
        value = second if str(first) == number else first
        return [Label("item", "dotted", f"{first}.{second}", value, len(f"{first}.{second}"))]

    def _bullets(self, i: int) -> list[Label]:
        """Return a dash or dot before an item as the next label of its list; it has no text."""
        piece = self.units.pieces[i]
        if not piece.hard or not self.signs.find("structure.bullet", piece.lead):
            return []
        last = self.items.last("bullet")
        if last is None and self.units.mark(i - 1) not in ("：", ":"):
            return []
        return [Label("item", "bullet", "", (last or 0) + 1, 1)]

    def _begin_paragraph(self, i: int, label: Label, name: str = "") -> int:
        self._add("paragraph", "paragraph", i, label=label.text, name=name or str(label.value))
        self.preamble = self.closed = False
        self.items.reset()
        return i + 1

    def _item(self, i: int) -> int | None:
        """Begin an item of the innermost list that its label fits."""
        piece = self.units.pieces[i]
        labels = [x for x in self.signs.labels(piece.lead) if x.role == "item"]
        labels += [*self._points(i), *self._under_number(i), *self._bullets(i)]
        if not labels or not self.parts or not self._separate(i):
            return None
        before = self.parts[-1]
        direct = i > 0 and not piece.hard and self._is_label_only(i - 1)
        leads = self.introducing and before.kind == "preamble"
        introduced = direct or leads or self.units.mark(i - 1) in ("：", ":")
        may_begin = introduced or (piece.hard and (self._after_break(i) or before.kind == "heading"))
        mark = self.units.mark(i - 1)
        may_go_on = piece.hard or mark in (*_ENDS, "，", ",", "،")
        found = self.items.place(labels, may_begin=may_begin, may_go_on=may_go_on, nested=introduced)
        found = found or self._misprint(i, labels)
        if found is None:
            return None
        label, depth = found
        owner = before if before.kind in ("paragraph", "preamble", "item") else None
        parent = self.items.parent(depth, owner)
        part = self._add("item", "item", i, label=label.text or None, name=self._name(label), parent=parent)
        self.items.push(depth, label, part, owner)
        if label.style == "point":
            self.point_indent = piece.indent
        return i + 1

    def _misprint(self, i: int, labels: list[Label]) -> tuple[Label, int] | None:
        """Return what a label that fits no list stands for: ``(5)`` between the items (a) and (c)."""
        printed, before = labels[0], self.parts[-1]
        if before.kind != "item" or printed.value == 1 or not self.units.pieces[i].lead.startswith("("):
            return None
        open_list = self.items.innermost(before)
        if open_list is None or open_list.style == printed.style or not self._after_break(i):
            return None
        wanted = (open_list.style, open_list.last + 2)
        for k in range(i + 1, min(i + _LOOK, len(self.units))):
            found = self.signs.labels(self.units.pieces[k].lead)
            if any(x.role == "paragraph" for x in found):
                return None
            if any((x.style, x.value) == wanted for x in found if x.role == "item"):
                return replace(printed, style=open_list.style, value=open_list.last + 1), open_list.depth
        return None

    def _name(self, label: Label) -> str:
        """Return a label in Latin letters and digits, as paths write it."""
        if label.style == "alpha" and not label.text.isalpha():
            return chr(ord("a") + label.value - 1)
        if label.style in ("alpha", "roman"):
            return label.text.lower()
        return self.signs.letters.get(label.style, {}).get(label.text, str(label.value))

    def _is_label_only(self, i: int) -> bool:
        lead = self.units.pieces[i].lead
        return any(len(lead.replace(" ", "")) == x.length for x in self.signs.labels(lead))

    def _section(self, i: int) -> int | None:
        """Take the heading of a section."""
        piece, units = self.units.pieces[i], self.units
        labels = [x for x in self.signs.labels(piece.lead) if x.role == "section"]
        if not labels or not (self._after_break(i) or (piece.gap and self._list_began(i) is not None)):
            return None
        last = self._heading_end(i)
        columns = _TITLE_COLUMNS if self.sections.expects(labels) else _HEADING_COLUMNS
        if not units.heading_like(i, last, columns):
            return self._spelled_paragraph(i, labels)
        label = self.sections.place(labels)
        if label is None or (not piece.hard and not self._label_follows(last)):
            return None
        return self._add_section(i, last, label)

    def _listed(self, i: int) -> bool:
        """Tell whether piece ``i`` is a line of a list without labels: offices and who was elected.

        A numbered paragraph introduces it with a colon; its lines are further in, end with a bracket
        or a colon, or stand right under one.
        """
        first = self._list_began(i)
        if first is None or not self.units.pieces[i].hard:
            return False
        piece = self.units.pieces[i]
        under = not piece.gap and self.units.mark(i - 1) in _COLONS
        under = under or self.signs.find("structure.entry", piece.text) is not None
        return under or piece.text[-1] in "：:)）" or piece.indent > self.units.pieces[first].indent

    def _list_began(self, i: int) -> int | None:
        """Return the first piece of the numbered paragraph before piece ``i``, if a line ends in a colon."""
        before, pieces = self.parts[-1] if self.parts else None, self.units.pieces
        if before is None or before.kind != "paragraph" or before.label is None:
            return None
        reach = range(i - 1, max(-1, i - _LOOK), -1)
        first = next((k for k in reach if pieces[k].span.start <= before.start), i)
        return first if any(self.units.mark(k) in _COLONS for k in range(first, i)) else None

    def _titled(self, last: int, label: Label) -> int:
        """Return the last line of a section's heading: a chapter's title, a line in brackets under it."""
        units, after = self.units, last + 1
        if label.style == "chapter" and self._under(after) and units.heading_like(after, after):
            bare = len(units.pieces[last].lead.replace(" ", "")) == label.length
            last, after = (after, after + 1) if bare else (last, after)
        if self._under(after) and units.pieces[after].lead[0] == "(" and units.pieces[after].lead[-1] == ")":
            last = after
        return last

    def _under(self, k: int) -> bool:
        """Tell whether piece ``k`` is a line right under the one before, without a label."""
        if k >= len(self.units) or self.units.parted(k) or not self.units.pieces[k].hard:
            return False
        others = [x for x in self.signs.labels(self.units.pieces[k].lead) if x.role != "item"]
        return not others and not self.units.pieces[k].gap

    def _add_section(self, i: int, last: int, label: Label) -> int:
        last = self._titled(last, label)
        level = self.sections.push(label)
        if label.style != "cjk":
            self.last_cjk = None
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
