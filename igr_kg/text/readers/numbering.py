"""Automatic numbers of a Word document: what the reader of the page sees before a paragraph.

ECMA-376 Part 1, section 17.9: a paragraph (or its style) names an instance of a list and a level; each
level counts, and a higher level that counts on begins the lower ones anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CHINESE = "零一二三四五六七八九"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_ARABIC = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str


def roman(number: int) -> str:
    """Return a number in lower-case Roman digits.

    >>> roman(14)
    'xiv'
    """
    found = ""
    for value, digits in _ROMAN:
        while number >= value:
            found, number = found + digits, number - value
    return found


def letters(number: int) -> str:
    """Return the letter of a list: a to z, then aa, bb.

    >>> letters(3), letters(28)
    ('c', 'bb')
    """
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def chinese(number: int) -> str:
    """Return a number below 100 in Chinese digits.

    >>> chinese(10), chinese(23)
    ('十', '二十三')
    """
    tens, ones = divmod(number, 10)
    if number >= 100:
        return str(number)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return lead + (_CHINESE[ones] if ones or not tens else "")


def _of(alphabet: str) -> Callable[[int], str]:
    return lambda number: alphabet[(number - 1) % len(alphabet)]


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "lowerLetter": letters,
    "upperLetter": lambda n: letters(n).upper(),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": chinese,
    "japaneseCounting": chinese,
    "russianLower": _of(_CYRILLIC),
    "russianUpper": lambda n: _of(_CYRILLIC)(n).upper(),
    "arabicAlpha": _of(_ARABIC),
    "arabicAbjad": _of(_ARABIC),
    "decimalZero": lambda n: f"{n:02d}",
    "none": lambda _: "",
}
"""ST_NumberFormat -> how a number is written; the others are written in digits."""


class Numbering:
    """Counts the lists of a document while its paragraphs are read in order."""

    def __init__(
        self, levels: Mapping[str, Mapping[int, _Level]], lists: Mapping[str, str], styles: Mapping[str, Any]
    ) -> None:
        self._levels = levels
        self._lists = lists
        self._styles = styles
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)

    @classmethod
    def of(cls, document: Any) -> Numbering:
        """Return the numbering of a document; without lists it gives no labels."""
        root = next(
            (r.target_part.element for r in document.part.rels.values() if r.reltype.endswith("/numbering")),
            None,
        )
        styles = {
            style.get(f"{_W}styleId"): style for style in document.styles.element.iterchildren(f"{_W}style")
        }
        if root is None:
            return cls({}, {}, styles)
        abstract = {a.get(f"{_W}abstractNumId"): _levels(a) for a in root.iterchildren(f"{_W}abstractNum")}
        levels: dict[str, dict[int, _Level]] = {}
        lists: dict[str, str] = {}
        for number in root.iterchildren(f"{_W}num"):
            ident = number.get(f"{_W}numId")
            of = _value(number, "abstractNumId") or ""
            levels[ident] = {**abstract.get(of, {}), **_overrides(number, abstract.get(of, {}))}
            fresh = any(True for _ in number.iterchildren(f"{_W}lvlOverride"))
            lists[ident] = f"{of}/{ident}" if fresh else of
        return cls(levels, lists, styles)

    def label(self, paragraph: Any) -> str:
        """Return the label that the reader sees before the next paragraph, or an empty string."""
        ident, level = self._place(paragraph)
        known = self._levels.get(ident or "", {})
        if ident in (None, "0") or level not in known:
            return ""
        counts = self._counts[self._lists[ident or ""]]
        counts[level] = counts.get(level, known[level].start - 1) + 1
        for lower in [n for n in counts if n > level]:
            del counts[lower]
        for higher in range(level):
            counts.setdefault(higher, known[higher].start if higher in known else 1)
        if known[level].format == "bullet":
            return ""

        def put(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            form = known[at].format if at in known else "decimal"
            return _FORMATS.get(form, str)(counts.get(at, 1))

        return re.sub(r"%([1-9])", put, known[level].text).strip()

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        """Return the list and level of a paragraph, its own or its style's."""
        properties = paragraph.find(f"{_W}pPr")
        given = properties.find(f"{_W}numPr") if properties is not None else None
        style = _value(properties, "pStyle") if properties is not None else None
        ident = _value(given, "numId") if given is not None else None
        level = _value(given, "ilvl") if given is not None else None
        for _ in range(20):
            if ident is not None or style is None or style not in self._styles:
                break
            element = self._styles[style]
            inner = element.find(f"{_W}pPr")
            numbered = inner.find(f"{_W}numPr") if inner is not None else None
            if numbered is not None:
                ident = _value(numbered, "numId")
                level = level or _value(numbered, "ilvl")
            style = _value(element, "basedOn")
        return ident, int(level) if level and level.isdigit() else 0


def _value(parent: Any, name: str) -> str | None:
    child = parent.find(f"{_W}{name}") if parent is not None else None
    found: str | None = child.get(f"{_W}val") if child is not None else None
    return found


def _levels(parent: Any) -> dict[int, _Level]:
    return {int(e.get(f"{_W}ilvl", 0)): _level(e) for e in parent.iterchildren(f"{_W}lvl")}


def _level(element: Any) -> _Level:
    start = _value(element, "start")
    return _Level(
        int(start) if start and start.isdigit() else 1,
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText") or "",
    )


def _overrides(number: Any, known: Mapping[int, _Level]) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for override in number.iterchildren(f"{_W}lvlOverride"):
        at = int(override.get(f"{_W}ilvl", 0))
        own = override.find(f"{_W}lvl")
        level = _level(own) if own is not None else known.get(at, _Level(1, "decimal", f"%{at + 1}."))
        start = _value(override, "startOverride")
        found[at] = _Level(int(start), level.format, level.text) if start and start.isdigit() else level
    return found
