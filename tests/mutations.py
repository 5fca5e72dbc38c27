"""Changes of a text's layout that change nothing that it says: text in, text out.

Reusable by every test that asks whether a result depends on layout only. What is one line (a
heading, a line of a cover) and what is a wrapped paragraph is taken from the structure of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from igr_kg import text as texts
from igr_kg.model import Document, Span
from igr_kg.packs import language
from igr_kg.packs.fold import quote

_WIDE = {c: chr(ord(c) + 0xFEE0) for c in "0123456789()"}
_BREAKS = re.compile(r"\r\n|\r|\n")


def logical_lines(text: str) -> list[str]:
    """Return the text with each paragraph, item, heading and masthead line on one line."""
    document = texts.structure(texts.read(text.encode(), "mutation.txt"))
    found: list[str] = []
    ends = [(b.start, b.end) for b in document.blocks]
    for i, block in enumerate(document.blocks):
        inner = [s for s, _ in ends[i + 1 :] if s < block.end]
        stop = min([block.end, *inner])
        if block.kind in ("cover", "furniture", "note"):
            found.extend(
                line.strip() for line in _BREAKS.split(text[block.start : block.end]) if line.strip()
            )
        else:
            found.append(_joined(document, Span(block.start, stop)))
            rest = [b for b in document.blocks[i + 1 :] if b.start < block.end]
            if rest and not any(b.parent == block.id for b in rest) and rest[-1].end < block.end:
                found.append(_joined(document, Span(rest[-1].end, block.end)))
    return [line for line in found if line]


def _joined(document: Document, span: Span) -> str:
    """Return a range on one line as its language joins lines, blanks inside lines kept."""
    raw = document.text[span.start : span.end]
    rules = language.load(document.language).rules
    if rules.join:
        return quote(document.text, [span], rules)
    return re.sub(r"\s*[\r\n]\s*", "", raw).strip()


def wrapped(line: str, columns: int) -> list[str]:
    """Return a line wrapped as typesetting does: words stay whole, no line begins with punctuation."""
    rows, row, used = [], "", 0
    for token in re.findall(r"[A-Za-z0-9./()\-]+|\s+|.", line):
        width = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in token)
        if row and used + width > columns and token not in "，。；：、！？”’）》)":
            rows.append(row.rstrip())
            row, used = "", 0
            if token.isspace():
                continue
        row += token
        used += width
    return [*rows, row.rstrip()] if row.strip() else rows


def rewrap(text: str, columns: int, *, blank: bool = True) -> str:
    """Return the text at another line width, with or without a blank line after each line."""
    rows = [row for line in logical_lines(text) for row in wrapped(line, columns)]
    return ("\n\n" if blank else "\n").join(rows) + "\n"


def no_blank_lines(text: str) -> str:
    """Return the text without blank lines."""
    return "".join(line for line in text.splitlines(keepends=True) if line.strip())


def crlf(text: str) -> str:
    """Return the text with the line ends of another system."""
    return _BREAKS.sub("\r\n", text)


def one_line_per_paragraph(text: str) -> str:
    """Return the text with each paragraph and item on one long line."""
    return "\n\n".join(logical_lines(text)) + "\n"


def items_run_on(text: str) -> str:
    """Return the text with each paragraph and all its items on one long line."""
    rows: list[str] = []
    for line in logical_lines(text):
        if rows and re.match(r"[(（][a-z][)）]", line):
            rows[-1] += " " + line
        else:
            rows.append(line)
    return "\n".join(rows) + "\n"


def full_width(text: str) -> str:
    """Return the text with full-width digits and brackets, symbols and numbers of decisions included."""
    return "".join(_WIDE.get(c, c) for c in text)


def half_width(text: str) -> str:
    """Return the text with half-width digits and brackets."""
    back = {wide: narrow for narrow, wide in _WIDE.items()}
    return "".join(back.get(c, c) for c in text)


def other_page_numbers(text: str) -> str:
    """Return the text with lines that hold a page number alone counted on from somewhere else."""
    return re.sub(r"(?m)^([ \t]*)(\d{1,3})([ \t]*)$", lambda m: f"{m[1]}{int(m[2]) + 15}{m[3]}", text)


MUTATIONS: Mapping[str, Callable[[str], str]] = {
    "40 columns": lambda t: rewrap(t, 40),
    "56 columns, no blank lines": lambda t: rewrap(t, 56, blank=False),
    "66 columns": lambda t: rewrap(t, 66),
    "100 columns, no blank lines": lambda t: rewrap(t, 100, blank=False),
    "120 columns": lambda t: rewrap(t, 120),
    "no blank lines": no_blank_lines,
    "CRLF": crlf,
    "one long line per paragraph": one_line_per_paragraph,
    "one long line, no blank lines": lambda t: no_blank_lines(one_line_per_paragraph(t)),
    "items run on": items_run_on,
    "full-width digits and brackets": full_width,
    "half-width digits and brackets": half_width,
    "other page numbers": other_page_numbers,
    "full width, 50 columns, CRLF": lambda t: crlf(full_width(rewrap(t, 50))),
}
