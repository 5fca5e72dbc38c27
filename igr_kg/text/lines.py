"""Lines of a text with their places, and how the text is wrapped.

A hard-wrapped line ends where the next word would not have fitted; a deliberate line end comes
earlier. That one test, with the width learned from the text, tells both apart whatever the line
width, with or without blank lines between.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from statistics import median_low

from igr_kg.model import Span, View
from igr_kg.packs.fold import FoldRules, fold, is_cjk, reading

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_TERMINAL = frozenset("。；：，！？.;:,!?،؛؟")
_CLOSING = "”’」』）)]】》>\"' *†¹²³⁰⁴⁵⁶⁷⁸⁹"
_REFERENCE = re.compile(r"(?<=[^\d\s])\s?\[?\(?\d{1,3}\)?\]?/?$")
_BLANKS = re.compile(r" {2,}")
_ABBREVIATION = re.compile(r"[A-Z]{1,6}\.$")
_OPENING = "（(《“‘「『[【<"
MIN_WRAP = 24
_REMEMBERED = 2048
"""Ends of lines of which the punctuation is remembered: several rules ask for it."""
_LONG = 4000
_LEAD = 160
_TAIL = 16
_PAGED = re.compile(r"\t *\d{1,4}(?:[-–]\d{1,4})?\Z")

UNSEEN = "".join(
    map(
        chr,
        (0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF),
    )
)
"""Characters that nobody sees: soft hyphens, joiners, marks of the direction of writing."""
_LAYOUT = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + UNSEEN
_UNSEEN = dict.fromkeys(map(ord, UNSEEN))


@dataclass(frozen=True, slots=True)
class Piece:
    """A line without its white space, or a part of a long line.

    :param span: its range in the text as read
    :param view: what a reader would say
    :param gap: number of blank lines before it
    :param hard: it stands at the beginning of a line
    :param width: columns that it takes (an ideograph takes two)
    :param head: columns of its first word
    :param indent: number of blanks before it on its line
    :param torn: page furniture stood between it and the line before
    :param paged: it ends with a tab and a number, as lines of tables of contents do
    :param lead: its beginning, folded, with one blank for each run of white space
    """

    span: Span
    view: View
    gap: int
    hard: bool
    width: int
    head: int
    lead: str
    indent: int = 0
    paged: bool = False
    torn: bool = False

    @property
    def text(self) -> str:
        """What a reader would say."""
        return self.view.text


@lru_cache(2)
def split(text: str, rules: FoldRules) -> tuple[Piece, ...]:
    r"""Return the lines that are not blank.

    >>> [(p.text, p.gap) for p in split("一\r\n\r\n 二 ", FoldRules("", True))]
    [('一', 0), ('二', 1)]
    """
    pieces: list[Piece] = []
    position, gap = 0, 0
    ends = [found.span() for found in _BREAK.finditer(text)]
    for stop, after in [*ends, (len(text), len(text))]:
        line = text[position:stop]
        start = position + len(line) - len(line.lstrip(_LAYOUT))
        span = Span(start, start + len(line.strip(_LAYOUT)))
        view = reading(text, [span], rules) if span.end > span.start else None
        if view and view.text:
            line_piece = piece(text, span, view, gap, hard=True)
            paged = bool(_PAGED.search(text, max(span.start, span.end - _TAIL), span.end))
            pieces.append(replace(line_piece, indent=start - position, paged=paged))
            gap = 0
        elif after > stop:
            gap += 1
        position = after
    return tuple(pieces)


def piece(text: str, span: Span, view: View, gap: int, *, hard: bool) -> Piece:
    """Return a piece with its measures."""
    said = text[span.start : min(span.end, span.start + _LONG)].translate(_UNSEEN)
    folded = _BLANKS.sub(" ", fold(said))
    return Piece(span, view, gap, hard, columns(folded), columns(first_word(folded)), folded[:_LEAD])


def columns(text: str) -> int:
    """Return how many columns a text takes; an ideograph takes two.

    >>> columns("第2段")
    5
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache
def _columns(char: str) -> int:
    return 2 if is_cjk(char) or unicodedata.east_asian_width(char) in "WF" else 1


def first_word(text: str) -> str:
    """Return what cannot be parted from the beginning of a line: a word or an ideograph.

    >>> first_word("《公约》"), first_word("paragraph 3"), first_word("环境")
    ('《公', 'paragraph', '环')
    """
    end = 0
    while end < len(text) and text[end] in _OPENING:
        end += 1
    if end < len(text) and is_cjk(text[end]):
        end += 1
    else:
        while end < len(text) and not text[end].isspace() and not is_cjk(text[end]):
            end += 1
    return text[:end]


def ends_clause(text: str) -> bool:
    """Tell whether a text ends with punctuation; quotation and reference marks are looked through.

    >>> [ends_clause(t) for t in ("落实。”", "票通过。 1", "报告,(3)", "决议，¹", "意见", "选择方案(b)")]
    [True, True, True, True, False, False]
    """
    return _mark(text[-12:]) != ""


def last_mark(text: str) -> str:
    """Return the punctuation that ends a text, behind quotation and reference marks, or ``""``."""
    return _mark(text[-12:])


@lru_cache(_REMEMBERED)
def _mark(end: str) -> str:
    tail = end.rstrip()
    for _ in range(2):
        bare = tail.rstrip(_CLOSING)
        if bare and bare[-1] in _TERMINAL:
            return "" if tail != end.rstrip() and _ABBREVIATION.search(bare) else bare[-1]
        if not tail or not (tail[-1].isdecimal() or tail[-1] in ")]/"):
            return ""
        tail = _REFERENCE.sub("", tail)
    return ""


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a text is wrapped.

    :param width: columns that a full line takes, or None when lines are not wrapped
    :param gap: blank lines that stand between the lines of one paragraph
    """

    width: int | None
    gap: int

    def full(self, line: Piece, after: Piece, width: int | None = None) -> bool:
        """Tell whether the line is full: the first word of the next one would not have fitted.

        :param width: the width of the region, where it is known better
        """
        limit = width if width is not None else self.width
        return limit is not None and line.width + after.head >= limit - 1

    def parted(self, after: Piece) -> bool:
        """Tell whether more blank lines stand before a line than between lines of one paragraph."""
        return after.gap > self.gap


def measure(lines: Sequence[Piece]) -> Wrap:
    """Learn from the lines that end without punctuation how the text is wrapped."""
    broken = [
        (a.width, b.gap)
        for a, b in pairwise(lines)
        if a.width >= MIN_WRAP and not ends_clause(a.text) and b.text[:1] not in "(*[" and a.hard and b.hard
    ]
    if len(broken) < 3:
        return Wrap(None, 0)
    widths = sorted(w for w, _ in broken)
    low = widths[len(widths) // 4]
    wide = sorted(line.width for line in lines if line.width >= MIN_WRAP)
    if wide[int(len(wide) * 0.9)] > widths[-1] * 1.35 or wide[int(len(wide) * 0.75)] > low * 2:
        return Wrap(None, 0)
    return Wrap(low, median_low([g for _, g in broken]))
