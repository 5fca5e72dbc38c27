"""Page furniture: running heads, page numbers, rules and job numbers, found line by line.

A running head is a line that is nothing but a document symbol, beside the head of an annex maybe, and
stands beside a page number or after the front page; its symbol is the document's own. Furniture goes
before anything is joined, so that a symbol never runs into a page number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from igr_kg.model import Span
from igr_kg.text.lines import Piece, ends_clause
from igr_kg.text.signs import Signs

_FRONT = 25
_HEAD = 80
_MASTHEAD = 240
_OF = re.compile(r"(\d{1,4}) ?/ ?(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Furniture:
    """What was taken out of the lines.

    :param kinds: index of the line -> ``page rule job label head``
    :param symbols: symbol and range of each running head
    """

    kinds: dict[int, str]
    symbols: tuple[tuple[str, Span], ...]


def find(lines: Sequence[Piece], signs: Signs) -> Furniture:
    """Return which lines are page furniture."""
    kinds: dict[int, str] = {}
    heads: list[tuple[str, Span]] = []
    for i, line in enumerate(lines):
        kind = _simple(line, signs)
        if kind == "page" and (_in_table(lines, i) or not _of_more(line)):
            continue
        if kind and not (kind == "label" and i + 1 < len(lines)):
            kinds[i] = kind
    kinds.update(dict.fromkeys(_languages(lines, kinds, signs), "page"))
    own = {_plain(m["symbol"]) for line in lines[:_FRONT] if (m := _run_on(line, signs))}
    for i, line in enumerate(lines):
        if len(line.text) > 60 or line.lead.startswith("* ") or not (found := whole_symbol(line, signs)):
            continue
        beside = {kinds.get(i - 1), kinds.get(i + 1)}
        if "page" in beside or ("job" in beside and i > _FRONT) or _plain(found[0]) in own:
            kinds[i] = "head"
            heads.append(found)
        elif i < _FRONT:
            own.add(_plain(found[0]))
    kinds.update(dict.fromkeys(_repeated(lines, kinds), "head"))
    kinds.update(dict.fromkeys(_worded(lines, kinds, signs), "head"))
    return Furniture(kinds, tuple(heads))


def _languages(lines: Sequence[Piece], kinds: Mapping[int, str], signs: Signs) -> list[int]:
    """Return the lines between a symbol and a page number that say in which language the page is."""
    between = [i for i in range(1, len(lines)) if kinds.get(i + 1) == "page" and i not in kinds]
    named = [i for i in between if signs.find("furniture.language", lines[i].text)]
    return [i for i in named if whole_symbol(lines[i - 1], signs)]


def _repeated(lines: Sequence[Piece], kinds: Mapping[int, str]) -> list[int]:
    """Return the short lines that stand beside furniture on more than one page with the same words."""
    beside = sorted({k for i in kinds for k in (i - 1, i + 1) if 0 <= k < len(lines) and k not in kinds})
    short = [k for k in beside if len(lines[k].text) <= _HEAD and not ends_clause(lines[k].text)]
    times = Counter(lines[k].text for k in short)
    return [k for k in short if times[lines[k].text] > 1]


def _worded(lines: Sequence[Piece], kinds: Mapping[int, str], signs: Signs) -> list[int]:
    """Return the lines beside a page number that name the body and its session, behind the front page."""
    beside = {k for i in kinds if kinds[i] == "page" for k in (i - 1, i + 1)}
    near = [k for k in sorted(beside) if 0 < k < len(lines) and k not in kinds]
    return [k for k in near if len(lines[k].text) <= _HEAD and signs.find("furniture.head", lines[k].text)]


def whole_symbol(line: Piece, signs: Signs) -> tuple[str, Span] | None:
    """Return the symbol that fills a line, page number and head of an annex aside, with its range."""
    found = signs.find("symbol", line.text)
    if not found:
        return None
    rest = (line.text[: found.start("symbol")] + line.text[found.end("symbol") :]).strip(" []*-|")
    if rest and not signs.find("furniture.page", rest) and not signs.find("structure.annex", rest):
        return None
    return found["symbol"], line.view.span(found.start("symbol"), found.end("symbol"))


def _run_on(line: Piece, signs: Signs) -> re.Match[str] | None:
    """Return the symbol in a masthead line that holds more than the symbol: all, or its right half."""
    found = signs.find("symbol", line.text) if len(line.text) <= _MASTHEAD else None
    if found is None or signs.masthead(line.text) == "run-on":
        return found
    rest = line.text[: found.start("symbol")].strip()
    ends = found.end("symbol") == len(line.text)
    return found if rest and ends and signs.masthead(rest) else None


def _plain(symbol: str) -> str:
    return symbol.replace(" ", "")


def _simple(line: Piece, signs: Signs) -> str | None:
    if len(line.text) > 80 and line.text[0] not in "_-—.=*":
        return None
    for kind in ("page", "rule", "job", "label"):
        if signs.find(f"furniture.{kind}", line.lead if kind != "rule" else line.text):
            return kind
    return None


def _of_more(line: Piece) -> bool:
    """Tell whether a line is no ``26/9``: a page is not beyond the number of pages that it is of."""
    found = _OF.fullmatch(line.lead)
    return not found or int(found[1]) <= int(found[2])


def _in_table(lines: Sequence[Piece], i: int) -> bool:
    """Tell whether a line with a number alone stands among others of its kind.

    Two numbers that follow each other, a blank line between, end one page and begin the next.
    """
    near = [k for k in (i - 1, i + 1) if 0 <= k < len(lines) and _is_number(lines[k])]
    if len(near) != 1 or not _is_number(lines[i]):
        return bool(near)
    first, second = sorted((i, near[0]))
    further = [k for k in (first - 1, second + 1) if 0 <= k < len(lines) and _is_number(lines[k])]
    numbers = [int(lines[k].text.replace(" ", "")) for k in (first, second)]
    return bool(further) or not lines[second].gap or numbers[1] - numbers[0] not in (0, 1)


def _is_number(line: Piece) -> bool:
    return line.text.replace(" ", "").isdecimal()
