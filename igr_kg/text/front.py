"""Front matter: mastheads, titles and first headings of a document, an annex or a decision."""

from __future__ import annotations

from collections.abc import Mapping

from igr_kg.text.units import Units

_SPREAD = 400
_SENTENCE = 12
Run = tuple[str, str, int, int]


class Front:
    """Reads the lines before a body begins.

    ``prose`` is the first piece of the unnumbered paragraph that the last front matter led to.
    """

    def __init__(self, units: Units) -> None:
        self.units = units
        self.signs = units.signs
        self.prose: int | None = None

    def read(self, i: int, place: str) -> tuple[list[Run], int]:
        """Return the parts of the front matter that begins at piece ``i`` and where the body begins.

        :param place: ``document annex decision``
        """
        stop = i
        while stop < len(self.units) and stop - i < _SPREAD and not self._body(stop, i, place):
            stop += 1
        stop = self._back(stop, i)
        if stop == i:
            return [], i
        titled = self._titled(i, stop, place) if place != "decision" else i
        cover_end = self._cover_end(titled, stop, place)
        runs = self._headings(i, titled)
        if cover_end > titled:
            runs.append(("cover", "cover", titled, cover_end - 1))
        return [*runs, *self._headings(cover_end, stop)], stop

    def opening(self, i: int) -> bool:
        """Tell whether piece ``i`` is the opening line that names the body."""
        piece = self.units.pieces[i]
        found = self.signs.find("structure.opening", piece.text)
        if not found:
            return False
        if self.units.mark(i) in ("，", ",", "،"):
            return True
        return self.opened(i) > i or self._led(i + 1)

    def opened(self, i: int) -> int:
        """Return the last piece of the opening line at piece ``i``: a long name runs over two lines.

        Only where the lines together name the body, a comma ends them and recitals follow.
        """
        last = self.units.unit(i)
        if last == i or self.units.mark(i) or self.units.mark(last) not in ("，", ",", "،"):
            return i
        whole = self.signs.find("structure.opening", self.units.words(i, last))
        return last if whole and self._led(last + 1) and not self._led(i + 1) else i

    def _led(self, i: int) -> bool:
        """Tell whether piece ``i`` begins what stands under an opening line."""
        following = self.units.pieces[i] if i < len(self.units) else None
        if following is None or self.signs.masthead(following.text):
            return False
        return any(
            self.signs.find(f"structure.{kind}", following.text)
            for kind in ("recital", "chapeau", "operative")
        )

    def named(self, i: int) -> bool:
        """Tell whether piece ``i`` is nothing but a body's name and paragraph 1 follows."""
        if i + 1 >= len(self.units) or not self.signs.find("structure.opening", self.units.pieces[i].text):
            return False
        labels = self.signs.labels(self.units.pieces[i + 1].lead)
        return any(x.role == "paragraph" and x.value == 1 for x in labels)

    def decision(self, i: int) -> int | None:
        """Return the last piece of the heading of a decision or resolution that begins at piece ``i``."""
        piece = self.units.pieces[i]
        if piece.hard:
            for last in range(i, min(i + 3, len(self.units))):
                if last > i and not self.units.joined(last):
                    return None
                if self._numbered(i) or self.signs.find("structure.decision", self.units.words(i, last)):
                    return self._title_end(i, last)
            return None
        found = self.signs.find("structure.inline-decision", piece.text)
        return i if found and found.start() == 0 else None

    def _numbered(self, i: int) -> bool:
        """Tell whether piece ``i`` is a number alone, with the title and the opening line under it."""
        if not self.signs.find("structure.decision-alone", self.units.pieces[i].text):
            return False
        return any(self.opening(k) for k in range(i + 1, min(i + 5, len(self.units))))

    def _title_end(self, i: int, last: int) -> int:
        """Return the last piece of a title that begins at piece ``i`` and may run over four lines."""
        while last + 1 < len(self.units) and last - i < 3:
            begins = self._masthead(last + 1) or self.opening(last + 1)
            apart = not self.units.joined(last + 1) or begins == "adopted"
            if (apart or (begins and not self.units.goes_on(last + 1))) and not self._dated(i, last + 1):
                break
            last += 1
        return last

    def _dated(self, i: int, k: int) -> bool:
        """Tell whether piece ``k`` says right under the number at piece ``i`` when it was adopted."""
        said = (self.signs.find("structure.decision", self.units.words(i, n)) for n in (k - 1, k))
        dated = [bool(found and found.groupdict().get("adopted")) for found in said]
        return dated == [False, True] and not self.units.parted(k)

    def _body(self, k: int, first: int, place: str) -> bool:
        """Tell whether the body begins at piece ``k``."""
        piece = self.units.pieces[k]
        if self.signs.find("structure.annex", piece.text) or self.decision(k) is not None:
            return True
        if k > first and self.units.pieces[k - 1].text in self.signs.words("preamble_words"):
            return True
        if k in self.units.bare_numbers:
            return True
        if self.units.contents(k) is not None or (place != "document" and self.units.row(k)):
            return True
        labels = () if place == "document" and self._emblem(k, first) else self.signs.labels(piece.lead)
        if any(x.role != "item" and (x.value == 1 or k == first == 0) for x in labels):
            return True
        if self.opening(k) or (self.named(k) and self._said(k, first, place)):
            return True
        if place == "decision" or k == first:
            known = self.signs.find("structure.recital", piece.text)
            if known and self.units.mark(self.units.unit(k)) in ("，", ",", "،"):
                return True
        if self.signs.find("structure.chapeau", piece.text):
            return True
        return not self._masthead(k) and self._is_prose(k)

    def _emblem(self, k: int, first: int) -> bool:
        """Tell whether a letter alone stands for the organ of the masthead, under the organization's name."""
        if k == first or len(self.units.pieces[k].text) > 1 or self._masthead(k - 1) != "organ":
            return False
        near = range(k + 1, min(k + 4, len(self.units)))
        return any(self._masthead(n) in ("distr", "symbol") for n in near)

    def _said(self, k: int, first: int, place: str) -> bool:
        """Tell whether a body's name stands right under a decision's heading, or on the cover before."""
        if place == "decision":
            return k == first
        name = self.units.pieces[k].text.casefold()
        return any(self.units.pieces[i].text.casefold() == name for i in range(first, k))

    def _is_prose(self, k: int) -> bool:
        text = self.units.pieces[k].text
        if text[-1:] in ".:”»" and text[0].islower() and self.units.joined(k) and not self.units.ended(k - 1):
            return True
        said = self.units.pieces[k - 1].text + text if k and self.units.joined(k) else text
        if len(text) > _SENTENCE and text[-1] in "：，:,،" and any(c in said[:-1] for c in "，,،"):
            after = min(k + 1, len(self.units) - 1)
            return self.signs.masthead(self.units.words(k, after)) is None
        return "。" in text or "；" in text or (text[-1:] in (".", ";", "؛") and len(text) > 60)

    def _back(self, stop: int, first: int) -> int:
        """Return the first of the full lines that lead to the sentence at piece ``stop``."""
        if (
            stop >= len(self.units)
            or not self._is_prose(stop)
            or self.signs.labels(self.units.pieces[stop].lead)
        ):
            return stop
        while stop > first and self._leads(stop) and self._masthead(stop - 1) in (None, "organ"):
            stop -= 1
        self.prose = stop
        return stop

    def _leads(self, k: int) -> bool:
        """Tell whether the line before piece ``k`` is full, or at least no heading right after the issuer."""
        if self.units.joined(k):
            return True
        after_issuer = k >= 2 and self._masthead(k - 2) == "issuer"
        return after_issuer and not self.units.short(k - 1) and not self.units.ended(k - 1)

    def _masthead(self, k: int) -> str | None:
        return self.signs.masthead(self.units.pieces[k].text)

    def _titled(self, i: int, stop: int, place: str) -> int:
        """Return the piece behind a title that stands first: lines of its meeting or adoption follow."""
        if place == "document":
            roles = [self._masthead(k) for k in range(i, stop)]
            if roles[0] is not None or {*roles} != {None, "adopted"}:
                return i
            return i + roles.index("adopted")
        last = self._line_end(i, stop)
        if last + 1 >= stop or self._masthead(i) not in (None, "issuer"):
            return i
        known = self.signs.find("masthead.title", self.units.words(i, last))
        return last + 1 if known and self._masthead(last + 1) else i

    def _line_end(self, i: int, stop: int) -> int:
        """Return the last piece of the line that begins at piece ``i``."""
        while i + 1 < stop and self.units.joined(i + 1):
            i += 1
        return i

    def _cover_end(self, i: int, stop: int, place: str) -> int:
        """Return where the cover ends and headings begin.

        Under the number of a decision a body's name alone is its title: what it is about.
        """
        roles = {k: role for k in range(i, stop) if (role := self._masthead(k))}
        if not roles:
            return stop if place == "document" and stop - i > 4 else i
        if place == "decision" and set(roles.values()) == {"organ"}:
            return i
        if place == "annex" and set(roles.values()) <= {"adopted", "distr", "organ"}:
            return i
        issuers = [k for k, role in roles.items() if role == "issuer"]
        if place == "document":
            if issuers and self._states(issuers[-1]):
                return issuers[-1]
            if issuers:
                return self._line_end(issuers[-1], stop) + 1
            stated = next((k for k in range(max(roles) + 1, stop) if self._states(k)), None)
            return self._before_heading(i, stop, max(roles)) if stated is None else stated
        last = self._last_known(roles, i, place)
        said = "".join(self.units.pieces[k].text for k in range(i, last + 1))
        while (
            place == "annex"
            and last + 1 < stop
            and (self.units.pieces[last + 1].text in said or self._place(last + 1))
        ):
            last += 1
        return last + 1

    def _last_known(self, roles: Mapping[int, str], i: int, place: str) -> int:
        """Return the last line with a role; a heading of an annex that ends with a body's name has none."""
        last = max(roles)
        while place == "annex" and roles[last] == "organ" and min(roles) < last - 1 not in roles:
            before = "".join(self.units.pieces[k].text for k in range(i, last - 1))
            if self.units.pieces[last - 1].text in before or self.units.wrap.width is not None:
                break
            last = max(k for k in roles if k < last)
        return last

    def _states(self, k: int) -> bool:
        """Tell whether piece ``k`` is the title of a president's statement, a heading under the masthead."""
        return self.signs.find("structure.statement", self.units.pieces[k].text) is not None

    def _place(self, k: int) -> bool:
        """Tell whether piece ``k`` is the place of a meeting under the line with its days."""
        return self._masthead(k - 1) == "days" and bool(
            self.signs.find("cover.place", self.units.pieces[k].text)
        )

    def _before_heading(self, i: int, stop: int, last_role: int) -> int:
        """On a title page without an issuer the title is part of the cover, a first heading is not."""
        known = self.signs.words("heading_words")
        return next((k for k in range(last_role + 1, stop) if self.units.pieces[k].text in known), stop)

    def _headings(self, i: int, stop: int) -> list[Run]:
        runs: list[Run] = []
        while i < stop:
            last = self._line_end(i, stop)
            field = self.signs.find("structure.field", self.units.pieces[i].text)
            kind = "paragraph" if field else "heading"
            runs.append((kind, kind, i, last))
            i = last + 1
        return runs
