"""What the rules of the grammar share: the parts so far, the numbering, questions about breaks."""

from __future__ import annotations

from igr_kg.text.parts import Part
from igr_kg.text.sequences import Items, Numbers, Sections
from igr_kg.text.units import Units


class Builder:
    """Parts under construction.

    :param units: the pieces of the text
    """

    def __init__(self, units: Units) -> None:
        self.units = units
        self.signs = units.signs
        self.parts: list[Part] = []
        self.reset()

    def reset(self) -> None:
        """Begin a new container: numbering begins again."""
        self.numbers = Numbers()
        self.items = Items()
        self.sections = Sections()
        self.indent = self.point_indent = 0
        self.last_cjk: int | None = None
        self.preamble = False
        self.run_on = False
        self.operative = False
        self.closed = False
        self.annotated = False
        self.introducing = self.bare = False
        self.dotted: tuple[int, int] | None = None

    def _add(
        self,
        kind: str,
        role: str,
        i: int,
        j: int | None = None,
        *,
        label: str | None = None,
        name: str = "",
        parent: Part | None = None,
        level: int = 0,
    ) -> Part:
        """Begin a part that runs from piece ``i`` to piece ``j``, default piece ``i`` alone."""
        start, end = self.units.pieces[i].span.start, self.units.pieces[i if j is None else j].span.end
        part = Part(kind, role, start, end, label, name, parent, level)
        self.parts.append(part)
        if part.parent:
            part.parent.reach(part.end)
        return part

    def _after_break(self, i: int) -> bool:
        """Tell whether what stands before piece ``i`` has come to an end."""
        if not self.parts or self.parts[-1].kind in ("heading", "cover"):
            return True
        if self.parts[-1].role == "adoption" and not self.units.full(i - 1):
            return True
        return self.units.ended(i - 1) or self.units.parted(i)

    def _separate(self, i: int) -> bool:
        """Tell whether a label may stand here: the text before has ended, or stops short of the width."""
        piece, units = self.units.pieces[i], self.units
        if not piece.hard:
            return True
        return self._after_break(i) or not units.full(i - 1)

    def _heading_end(self, i: int) -> int:
        """Return the last piece of a heading that begins at piece ``i``."""
        return self._until_number(i, self.units.unit(i))

    def _until_number(self, i: int, last: int) -> int:
        """Return the last piece before the next paragraph number; it ends a heading that fills its line."""
        return next((k - 1 for k in range(i + 1, last + 1) if self._expected(k)), last)

    def _expected(self, k: int) -> bool:
        """Tell whether piece ``k`` begins with the paragraph number that comes next."""
        if k >= len(self.units):
            return False
        labels = self.signs.labels(self.units.pieces[k].lead)
        return any(x.role == "paragraph" and (x.value == 1 or self.numbers.next(x.value)) for x in labels)
