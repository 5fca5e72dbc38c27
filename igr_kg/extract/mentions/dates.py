"""Dates and ranges of dates; what a date leaves out is taken from the one before."""

from __future__ import annotations

import calendar
from collections.abc import Mapping

from igr_kg.extract.mentions.scene import Found, Scene, longest, makers, words
from igr_kg.packs.language import LanguagePack
from igr_kg.packs.numerals import number
from igr_kg.packs.patterns import Match, Patterns

Parts = Mapping[str, int]

_MONTHS = {"month": "m", "month2": "m2"}
"""Groups that hold the name of a month, and the part of a date that each is."""


class Dates:
    """Finds the dates of a document block by block and remembers the year and month last named.

    A date behind one of the pack's ``date_bounds`` ("by", "until"), and a month or year alone, are not
    what a later date leaves out, where the pack has such a list.
    """

    def __init__(self, pack: LanguagePack) -> None:
        self._patterns = makers(pack, "date")
        self._in_titles = Patterns(p for p in self._patterns if p.set.get("in_titles") is not False)
        months: Mapping[str, int] = pack.words.get("months", {})
        self._months = {name.casefold(): month for name, month in months.items()}
        self._bounds = words(pack, "date_bounds")
        self.begin()

    def begin(self) -> None:
        """Begin a document: no date was told before."""
        self._last: dict[str, int] = {}
        self._spans: list[tuple[str, str]] = []

    def find(self, scene: Scene) -> list[Found]:
        """Return the dates of a block; a date that does not exist, or lacks its year, is none.

        Of two patterns that read the same words the one counts that reads more of a date there.
        """
        patterns = self._in_titles if scene.is_title else self._patterns
        matches = [
            (scene.found("date", *_place(scene, m), m.pattern.id, rank=len(m.texts)), m)
            for m in patterns.find(scene.view)
        ]
        by_place = {(f.start, f.end, f.rule): m for f, m in matches}
        found = []
        for candidate in longest([f for f, _ in matches]):
            match = by_place[candidate.start, candidate.end, candidate.rule]
            last = dict(self._last)
            parts = self._parts(match)
            value = self._value(parts)
            if self._bounds and ("d" not in parts or scene.text.endswith(self._bounds, 0, candidate.start)):
                self._last = last or self._last
            if value:
                data = dict(zip(("start", "end"), value.split("/"), strict=False))
                found.append(Found("date", candidate.start, candidate.end, value, candidate.rule, data=data))
        return found

    def _parts(self, match: Match) -> Parts:
        parts = {}
        for group, text in match.texts.items():
            if group in _MONTHS:
                parts[_MONTHS[group]] = self._months[text.casefold()]
            elif group not in {"", "name"}:
                value = number(text) if text.isdecimal() else number(text.replace("0", "〇"))
                parts[group] = value or 0
        if "y2" in parts and len(parts) == 1:
            parts["y"] = parts.pop("y2")
        return parts

    def _value(self, parts: Parts) -> str | None:
        """Return the ISO form (ISO 8601, intervals with a slash), or None when no calendar has it."""
        year = parts.get("y") or _shared_year(parts) or self._within(parts) or self._last.get("y")
        month = parts.get("m") or (self._last.get("m") if "d" in parts else None)
        if not year:
            return None
        first = _iso(year, month, parts.get("d"))
        self._last = {"y": year, **({"m": month} if month else {})}
        if not {"y2", "m2", "d2"} & parts.keys():
            return first
        until = parts.get("y2", year), parts.get("m2", month), parts.get("d2")
        second = _iso(*until)
        self._last = {"y": until[0], **({"m": until[1]} if until[1] else {})}
        if not first or not second or first > second:
            return None
        if "y" in parts or "y2" in parts:
            self._spans.append((first, second))
        return f"{first}/{second}"

    def _within(self, parts: Parts) -> int | None:
        """Return the year in which a day of a month lies within a range of days told before, if any.

        A report tells in its heading from when to when the session ran, and later only day and month.
        """
        if not {"d", "m"} <= parts.keys():
            return None
        for first, second in reversed(self._spans):
            for year in {int(first[:4]), int(second[:4])}:
                day = _iso(year, parts["m"], parts["d"])
                if day and len(first) == len(day) and first <= day <= second:
                    return year
        return None


def _place(scene: Scene, match: Match) -> tuple[int, int]:
    """Return where the date stands in what matched: its group ``name``, or all of it."""
    span = match.spans.get("name", match.span)
    return scene.view.index(span.start), scene.view.index(span.end)


def _shared_year(parts: Parts) -> int | None:
    """Return the year of a range's beginning from that of its end: 30 ноября - 2 декабря 1998.

    >>> _shared_year({"d": 30, "m": 11, "d2": 2, "m2": 12, "y2": 1998})
    1998
    >>> _shared_year({"d": 28, "m": 12, "d2": 3, "m2": 1, "y2": 2005})
    2004
    """
    if "y2" not in parts:
        return None
    start, end = (parts.get("m", 0), parts.get("d", 0)), (parts.get("m2", 0), parts.get("d2", 0))
    if start <= end:
        return parts["y2"]
    return parts["y2"] - 1 if parts.get("m", 0) > parts.get("m2", 13) else None


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    """Return a date in ISO form.

    >>> _iso(2010, 2, None), _iso(2011, 2, 29), _iso(2010, 7, 9)
    ('2010-02', None, '2010-07-09')
    """
    if month is None:
        return f"{year:04d}" if day is None else None
    if not 1 <= month <= 12 or not 1000 <= year <= 2999:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"
