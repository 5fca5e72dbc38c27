"""Numerals by name: the closed set of algorithms that a language pack may choose from."""

from __future__ import annotations

import re
import unicodedata

_CJK_DIGITS = {
    c: n
    for n, cs in enumerate(
        ("〇零○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for c in cs
}
_CJK_UNITS = {"十": 10, "百": 100, "千": 1000}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_FORM = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


def cjk(text: str) -> int | None:
    """Return the value of a Chinese numeral, positional or with units, or None.

    >>> [cjk(t) for t in ("二十六", "十一", "一二七", "二〇一〇", "一千八百二十一", "廿六", "六十五", "百")]
    [26, 11, 127, 2010, 1821, 26, 65, 100]
    """
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not text or any(c not in _CJK_DIGITS and c not in _CJK_UNITS for c in text):
        return None
    if not any(c in _CJK_UNITS for c in text):
        return int("".join(str(_CJK_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for char in text:
        if char in _CJK_UNITS:
            total += (digit or 1) * _CJK_UNITS[char]
            digit = 0
        else:
            digit = _CJK_DIGITS[char]
    return total + digit


def roman(text: str) -> int | None:
    """Return the value of a well-formed Roman numeral, or None.

    >>> roman("XI"), roman("iv"), roman("iix")
    (11, 4, None)
    """
    folded = text.casefold()
    if not folded or not _ROMAN_FORM.fullmatch(folded):
        return None
    values = [_ROMAN[c] for c in folded]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))


def decimal(text: str) -> int | None:
    """Return the value of decimal digits of any script, or None.

    >>> decimal("２６"), decimal("٢٦"), decimal("x")
    (26, 26, None)
    """
    if text and all(unicodedata.category(c) == "Nd" for c in text):
        return int(text)
    return None


def number(text: str) -> int | None:
    """Return the value of a number in digits of any script or in Chinese, or None.

    >>> number("26"), number("二十六"), number("第")
    (26, 26, None)
    """
    value = decimal(text)
    return cjk(text) if value is None else value
