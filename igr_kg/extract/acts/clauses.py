"""Sentences and clauses of a block, found by punctuation that stands outside brackets and quotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from igr_kg.model import Block, View
from igr_kg.packs.fold import fold_char
from igr_kg.packs.letters import unaccented

PAIRS = {"(": ")", "《": "》", "〈": "〉", "«": "»", "“": "”", "‘": "’", "[": "]", "「": "」", "『": "』"}
MARKS = "，,；;。？！!?：،؛؟"
STOP = "。；;？！!?؛؟"
EDGE = "，；。：,;:. —？！،؛؟"
_LABEL_MARKS = ")].、：: -"
_QUOTES = tuple("“「『«")
_FULL_STOP = re.compile(r"\.(?= +[^\W\da-zа-яё_]| +[\ue001-\ue0ff“«\[(]|$)")
"""A full stop of a script with blanks: what follows does not go on in small letters or with a figure."""
_SHORTENED = re.compile(r"(?:(?<![^\W_])[^\W\d_]|(?<![^\W_])[A-ZА-Я][a-zà-ÿа-я]{1,3})$")
"""What stands before a full stop that only shortens a word: an initial, "Mr", "No", "Corr"."""
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)、]\s*(?=\D)")
"""A number in front of a block that the structure gives no label."""
_PUNCTUATION = re.compile(f"[{re.escape(MARKS + '.' + ''.join(PAIRS))}]")
_BRACKETS = re.compile(f"[{re.escape(''.join(PAIRS) + ''.join(PAIRS.values()))}]")
_NUMBERED = re.compile(r"[A-ZА-Я]{2,} $")
"""What stands before a number that is part of a name and no mark: an abbreviation, as in "SBI 49"."""
_NOTE_MARK = re.compile(r"(?:\(\d{1,3}\)|\d{1,3}|\*+)")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a view between two punctuation marks.

    :param start: index of its first character
    :param end: index of the mark that closes it, or of the end of the view
    :param first: whether it opens its sentence
    """

    start: int
    end: int
    first: bool


def body_start(view: View, block: Block) -> int:
    """Return the index after the block's label, the marks and blanks around it, and an opening quote.

    :param view: the reader's text of the block, tagged or not
    :param block: gives the label
    """
    text, start = view.text, 0
    label = "".join(map(fold_char, block.label or ""))
    opened = len(text) - len(text.lstrip("([ "))
    if label and _bare(text[opened : opened + len(label)]).startswith(_bare(label)):
        after = opened + len(_bare(label))
        start = after + len(text[after:]) - len(text[after:].lstrip(_LABEL_MARKS))
    elif not label and (numbered := _NUMBER.match(text)):
        start = numbered.end()
    return start + (text[start : start + 1] in _QUOTES)


def _bare(label: str) -> str:
    """Return a label without what texts are read without: kinds of digits, accents, stretched lines.

    >>> _bare("١٢"), _bare("أ"), _bare("هـ")
    ('12', 'ا', 'ه')
    """
    if label.isascii():
        return label
    letters = (c for c in unaccented(label) if unicodedata.category(c) != "Lm")
    return "".join(str(unicodedata.decimal(c, c)) for c in letters)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[list[Clause]]:
    """Return the clauses of a text, grouped by sentence.

    Enumeration commas do not divide; punctuation inside brackets and quotes does not either.

    :param text: a reader's text, tagged or not
    :param start: where to begin
    :param end: where to stop

    >>> [[(c.start, c.end) for c in s] for s in sentences("甲请乙，并谢丙。丁(戊，己)来。")]
    [[(0, 3), (4, 7)], [(8, 15)]]
    """
    stop = len(text) if end is None else end
    found: list[list[Clause]] = []
    current: list[Clause] = []
    begin = start
    for at in _outside(text, start, stop):
        if text[at] in MARKS:
            if text[begin:at].strip():
                current.append(Clause(begin, at, not current))
            begin = at + 1
        if text[at] == "." and _ends_sentence(text, begin, at):
            if text[begin:at].strip():
                current.append(Clause(begin, at, not current))
            begin = at + 1
            if current:
                found.append(current)
            current = []
        if text[at] in STOP and current:
            found.append(current)
            current = []
    if text[begin:stop].strip():
        current.append(Clause(begin, stop, not current))
    return [*found, current] if current else found


def _ends_sentence(text: str, begin: int, at: int) -> bool:
    """Tell whether a full stop ends a sentence and does not only shorten a word or divide a number."""
    return bool(_FULL_STOP.match(text, at)) and not _SHORTENED.search(text, max(begin, at - 5), at)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without punctuation, blanks and footnote marks at its ends.

    >>> trim("，欢迎报告；(4)", 0, 9)
    (1, 5)
    >>> trim("agreed to go on at SBI 49.", 0, 26)
    (0, 25)
    """
    while start < end and text[start] in EDGE:
        start += 1
    while start < end:
        before = end
        while end > start and (text[end - 1] in EDGE or _unopened(text, start, end)):
            end -= 1
        marked = re.search(r"(?<=[，；。,;.：\s])" + _NOTE_MARK.pattern + "$", text[start:end])
        if marked and not _NUMBERED.search(text, start, start + marked.start()):
            end = start + marked.start()
        if end == before:
            break
    return start, end


def _unopened(text: str, start: int, end: int) -> bool:
    """Tell whether a range ends with a quotation mark that it does not open."""
    opened = next((o for o, close in PAIRS.items() if close == text[end - 1] and o in _QUOTES), None)
    return opened is not None and opened not in text[start:end]


def _outside(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the indices of the punctuation that stands outside matched brackets and quotes."""
    closing = _closings(text, start, end)
    after = start
    for found in _PUNCTUATION.finditer(text, start, end):
        at = found.start()
        if at < after:
            continue
        if at in closing:
            after = closing[at] + 1
        else:
            yield at


def _closings(text: str, start: int, end: int) -> dict[int, int]:
    """Return where each opened bracket closes; an unmatched one is passed over."""
    found: dict[int, int] = {}
    open_at: list[tuple[int, str]] = []
    for bracket in _BRACKETS.finditer(text, start, end):
        char, at = bracket[0], bracket.start()
        if char in PAIRS:
            open_at.append((at, PAIRS[char]))
            continue
        wanted = next((n for n in range(len(open_at) - 1, -1, -1) if open_at[n][1] == char), None)
        if wanted is not None:
            found[open_at[wanted][0]] = at
            del open_at[wanted:]
    return found
