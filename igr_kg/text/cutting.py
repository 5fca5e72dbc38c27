"""Long lines are cut where a part may begin, so that a text on one line reads like one on many.

Cutting only proposes; :mod:`igr_kg.text.grammar` decides which pieces begin a part and joins the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from igr_kg.model import Span, View
from igr_kg.text.lines import Piece, Wrap, ends_clause, piece
from igr_kg.text.signs import Signs

_MARKS = "。；：，、;:,.)）”"
_BEFORE = frozenset(_MARKS + " ")
_SHORT = 30
_WINDOW = 40


def cut(lines: Sequence[Piece], text: str, signs: Signs, wrap: Wrap) -> list[Piece]:
    """Return the pieces of all lines, in order.

    :param lines: lines without furniture and footnotes
    :param text: the text as read
    """
    pieces: list[Piece] = []
    for line in lines:
        places = _after_label(line, signs)
        if _is_long(line, wrap) and not _is_heading(line, signs):
            found = (p for p in _places(line.view, signs) if not _is_label(line.text, p, signs))
            places = sorted({*places, *found})
        pieces.extend(_parts(line, places, text))
    return pieces


def _is_long(line: Piece, wrap: Wrap) -> bool:
    return len(line.text) > _SHORT and (wrap.width is None or line.width > wrap.width * 3 // 2)


def _is_heading(line: Piece, signs: Signs) -> bool:
    """Tell whether a line is the heading of a decision and nothing else: ``60/1. 审查执行情况``."""
    if not line.hard or signs.find("structure.inline-opening", line.text):
        return False
    return signs.find("structure.decision", line.text) is not None


def _is_label(text: str, place: int, signs: Signs) -> bool:
    """Tell whether nothing but a label stands before an index, so that what it labels stands there."""
    if place >= _WINDOW:
        return False
    length = len(text[:place].replace(" ", ""))
    return any(label.length == length for label in signs.labels(text[: place + _WINDOW]))


def _after_label(line: Piece, signs: Signs) -> list[int]:
    """Return where an item begins right behind a paragraph's number: ``1. (a) ...``."""
    place, cuts = 0, []
    for _ in range(2):
        found = next(
            (x for x in signs.labels(line.text[place : place + _WINDOW]) if x.role != "section"), None
        )
        if not found:
            break
        place = skip(line.text, place, found.length)
        items = [x for x in signs.labels(line.text[place : place + _WINDOW]) if x.role == "item"]
        if not any(x.value == 1 for x in items):
            break
        cuts.append(place)
    return cuts


def skip(text: str, place: int, count: int) -> int:
    """Return the index behind ``count`` characters that are no blanks, and the blanks after them."""
    while count and place < len(text):
        count -= text[place] != " "
        place += 1
    while place < len(text) and text[place] == " ":
        place += 1
    return place


def _places(view: View, signs: Signs) -> set[int]:
    """Return the indexes in a view where a part may begin."""
    text = view.text
    places = {m.start() for m in signs.every("structure.inline-decision", text)}
    places |= {m.start() for m in signs.every("structure.inline-opening", text)}
    places |= _alone(view, signs)
    for j in _boundaries(view):
        window = text[j : j + _WINDOW]
        if (
            text[j - 1] not in "、"
            and not text[j - 1].isdigit()
            and not _in_brackets(text, j, window)
            and _labelled(window, signs)
        ) or (
            ends_clause(text[max(0, j - 12) : j])
            and not text[max(0, j - 12) : j].rstrip("， ").endswith(signs.words("circumstance_ends"))
            and signs.find("structure.recital", window)
        ):
            places.add(j)
    return places


def _alone(view: View, signs: Signs) -> set[int]:
    """Return where words begin and end that are a part of their own: an annex head, 导言, an issuer."""
    text, known = view.text, signs.words("heading_words")
    gaps = [0, *(j for j in range(1, len(text)) if view.starts[j] > view.ends[j - 1]), len(text)]
    places: set[int] = set()
    for a, b in pairwise(gaps):
        if text[a:b] in known or signs.find("structure.annex", text[a:b]):
            places |= {a, b}
    for found in signs.every("structure.inline-issuer", text):
        word = next((w for w in known if text.startswith(w, found.end())), None)
        if word or found.end() in gaps:
            places |= {found.end(), found.end() + len(word or "")}
    return places - {0, len(text)}


def _in_brackets(text: str, j: int, window: str) -> bool:
    """Tell whether the bracket of a label ``4)`` closes one before it: ``(agenda item 4)``."""
    if window[0] == "(" or ")" not in window[:4]:
        return False
    before = text[max(0, j - _WINDOW) : j]
    return before.count("(") > before.count(")")


def _labelled(window: str, signs: Signs) -> bool:
    """Tell whether a label stands here with something behind it (a reference mark has nothing)."""
    labels = signs.labels(window)
    if not labels:
        return False
    length = len(window.replace(" ", ""))
    return any(label.length < length for label in labels)


def _boundaries(view: View) -> list[int]:
    """Return the indexes of characters before which a blank or punctuation stands, in the text as read."""
    text, starts, ends = view.text, view.starts, view.ends
    marks = _BEFORE.union(filter(str.isdigit, set(text)))
    behind = {j for j, before in enumerate(text, 1) if before in marks}
    apart = {j for j, (start, end) in enumerate(zip(starts[1:], ends, strict=False), 1) if start != end}
    found = []
    for j in sorted(behind | apart):
        if j < len(text) and text[j] != " ":
            initial = text[j - 1] == "." and j not in apart and text[max(0, j - 2)].isascii()
            if not initial:
                found.append(j)
    return found


def _parts(line: Piece, places: Sequence[int], text: str) -> list[Piece]:
    if not places:
        return [line]
    parts = []
    for a, b in zip([0, *places], [*places, len(line.text)], strict=True):
        stop = b
        while stop > a and line.text[stop - 1] == " ":
            stop -= 1
        if stop <= a:
            continue
        view = View(line.view.text[a:stop], line.view.starts[a:stop], line.view.ends[a:stop])
        span = Span(view.starts[0], view.ends[-1])
        if a == 0:
            span = Span(line.span.start, span.end)
        if b == len(line.text):
            span = Span(span.start, line.span.end)
        parts.append(piece(text, span, view, line.gap if a == 0 else 0, hard=a == 0 and line.hard))
    return parts
