"""Whether a quote stands in the text at its offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from igr_kg.graph.quads import clean
from igr_kg.model import Span

_UNSEEN = re.compile("[\\s\u00ad\u200b\u200c\u200d\u2060\ufeff]+")
_LINE_END = re.compile("[\n\r\f\v\u0085\u2028\u2029]+")
_HYPHENS = "-‐\u00ad"


def stands_in(quote: str, text: str, start: int, end: int, furniture: Sequence[Span] | None = None) -> bool:
    r"""Tell whether a quote is what the text holds from ``start`` to ``end``.

    White space and characters that are not seen do not count; a hyphen at the end of a line may be
    missing. Page furniture inside the range is left out: where it is not known, whole lines between
    the first and the last may be missing from the quote.

    :param start: offset of the first character, in code points of ``text``
    :param end: offset after the last one
    :param furniture: ranges of running heads and page numbers, or None where they are not known

    >>> stands_in("规划署", "规划\n署", 0, 4), stands_in("规划", "规划\n署", 0, 4)
    (True, False)
    >>> stands_in("on these", "on\n- 7 -\nthese", 0, 14), stands_in("on these", "on\n7\nthese", 0, 10, [])
    (True, False)
    """
    if not 0 <= start < end <= len(text):
        return False
    if furniture is None:
        return _matches(quote, _lines(text[start:end]), gaps=True)
    pieces = _cut(start, end, furniture) or [(start, end)]
    lines = [line for low, high in pieces for line in _lines(text[low:high])]
    return _matches(quote, lines, gaps=False)


def _cut(start: int, end: int, holes: Iterable[Span]) -> list[tuple[int, int]]:
    left = []
    for hole in sorted(holes):
        if hole.end <= start or hole.start >= end:
            continue
        if hole.start > start:
            left.append((start, hole.start))
        start = hole.end
    if start < end:
        left.append((start, end))
    return left


def _lines(text: str) -> list[str]:
    """Return the lines as they compare: without white space; lines that hold nothing else are gone."""
    seen = (_UNSEEN.sub("", clean(line)) for line in _LINE_END.split(text))
    return [line for line in seen if line]


def _matches(quote: str, lines: Sequence[str], *, gaps: bool) -> bool:
    wanted = _UNSEEN.sub("", clean(quote))
    reached = {0}
    for number, line in enumerate(lines):
        inside = 0 < number < len(lines) - 1
        forms = {line, line.rstrip(_HYPHENS)} if number < len(lines) - 1 else {line}
        after = {at + len(form) for at in reached for form in forms if wanted.startswith(form, at)}
        reached = after | (reached if gaps and inside else set())
        if not reached:
            return False
    return len(wanted) in reached and bool(wanted)
