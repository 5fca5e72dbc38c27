"""Whether a literal is written as its XML Schema datatype says (XSD 1.1, part 2)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable

from igr_kg.graph.quads import XSD

_ZONE = r"(?:Z|[+\-](?:0\d|1[0-3]):[0-5]\d|[+\-]14:00)?"
_YEAR = r"(-?(?:[1-9]\d{3,}|0\d{3}))"
_MONTH, _DAY = r"(0[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_DATED = {
    name: re.compile(pattern + _ZONE)
    for name, pattern in {
        "date": f"{_YEAR}-{_MONTH}-{_DAY}",
        "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}",
        "gMonthDay": f"(--){_MONTH}-{_DAY}",
    }.items()
}
_PERIOD = r"(?:\d+Y)?(?:\d+M)?"
_CLOCK = r"(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"
_WRITTEN = {
    name: re.compile(pattern)
    for name, pattern in {
        "dateTimeStamp": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}(?:Z|[+\\-]\\d\\d:\\d\\d)",
        "time": _TIME + _ZONE,
        "gYear": _YEAR + _ZONE,
        "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
        "gMonth": f"--{_MONTH}{_ZONE}",
        "gDay": f"---{_DAY}{_ZONE}",
        "duration": rf"-?P(?=\d|T\d){_PERIOD}{_CLOCK}",
        "yearMonthDuration": rf"-?P(?=\d){_PERIOD}",
        "dayTimeDuration": rf"-?P(?=\d|T\d){_CLOCK}",
        "boolean": "true|false|0|1",
        "decimal": r"[+\-]?(?:\d+(?:\.\d*)?|\.\d+)",
        "double": r"[+\-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+\-]?\d+)?|INF)|NaN",
        "hexBinary": "(?:[0-9A-Fa-f]{2})*",
        "language": "[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
    }.items()
}
_WRITTEN["float"] = _WRITTEN["double"]
_INTEGER = re.compile(r"[+\-]?\d+")
_BITS = {"byte": 8, "short": 16, "int": 32, "long": 64}
_RANGES: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{name: (-(1 << bits - 1), (1 << bits - 1) - 1) for name, bits in _BITS.items()},
    **{f"unsigned{name.capitalize()}": (0, (1 << bits) - 1) for name, bits in _BITS.items()},
}
_MOST_DIGITS = 4000


def well_typed(lexical: str, datatype: str) -> bool:
    """Tell whether a lexical form belongs to its datatype; only those of XML Schema are known.

    :param datatype: its IRI

    >>> well_typed("2020-02-29", XSD + "date"), well_typed("2020-13-45", XSD + "date")
    (True, False)
    """
    if not datatype.startswith(XSD):
        return True
    kind, text = datatype[len(XSD) :], " ".join(lexical.split())
    if kind in _RANGES:
        return _integer(text, *_RANGES[kind])
    if kind in _DATED:
        return _dated(text, _DATED[kind].fullmatch)
    return kind not in _WRITTEN or bool(_WRITTEN[kind].fullmatch(text))


def _integer(text: str, least: int | None, most: int | None) -> bool:
    if not _INTEGER.fullmatch(text) or not text.isascii():
        return False
    digits = text.lstrip("+-0")
    if len(digits) > _MOST_DIGITS:  # beyond what Python converts; no bounded type is so long
        return (least is None or not text.startswith("-")) and (most is None or text.startswith("-"))
    number = int(text[:1] + digits if text[:1] == "-" and digits else digits or "0")
    return (least is None or number >= least) and (most is None or number <= most)


def _dated(text: str, match: Callable[[str], re.Match[str] | None]) -> bool:
    """Tell whether a date is one of the calendar; a month and day without a year are those of a leap year."""
    found = match(text)
    if found is None:
        return False
    year, month, day = found.groups()
    leap = 2000 if year == "--" else 1600 + int(year[-4:].lstrip("-")) % 400
    return int(day) <= monthrange(leap, int(month))[1]
