"""PDF: the text of each page in the order of its lines, read by pypdf.

A form feed stands between two pages and a blank line where the gap between two lines is wider than
usual. What is drawn in the margins before the body (page feet often are) stands where it is seen. The
letters under a bar code are drawn in a font of bars and so are no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from igr_kg.errors import InputError
from igr_kg.text.readers.made import Made, damaged

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAGIC = b"%PDF-"
_HEADER = 1024
"""Within so many bytes the header stands (ISO 32000-1, annex H.3, implementation note 13)."""

_BARS = re.compile(r"bar ?code|3 ?of ?9|code ?39|code ?128|\bhc39|c39", re.IGNORECASE)
_MARGIN = 0.12
_WIDE = 1.45
"""A gap so many times the usual one parts two paragraphs."""

_NEAR = 3.0
"""Two lines whose base lines lie within so many points are one line to the eye."""

_FAULTS = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, OSError)
"""What pypdf lets through of the faults of a damaged file, besides errors of its own."""

MAX_PAGES = 5000


@dataclass(slots=True)
class _Line:
    words: str = ""
    x: float | None = None
    y: float | None = None
    pieces: list[tuple[float, str]] = field(default_factory=list)


def accepts(data: bytes, name: str) -> bool:
    """Tell whether the bytes are a PDF file."""
    return MAGIC in data[:_HEADER]


def read(data: bytes, name: str) -> Made:
    """Return the text of a PDF file.

    :raises InputError: ``INPUT_DAMAGED``, ``INPUT_ENCRYPTED`` (a password is needed), ``INPUT_NO_TEXT``
        (pages that hold pictures of text only) or ``INPUT_TOO_LARGE``
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _encrypted(name)
        pages = [_page(page) for page in _pages(reader, name)]
    except InputError:
        raise
    except (PyPdfError, *_FAULTS) as error:
        part = "cross-reference table" if "xref" in str(error) else "content"
        raise damaged("PDF", f"its {part} cannot be read", name) from None
    if not any(page.strip() for page in pages):
        raise InputError(
            "INPUT_NO_TEXT",
            "The pages of the PDF file hold no text, only pictures of it.",
            hint="Give a PDF file with text, or the text itself; recognise the characters first (OCR).",
            where=name,
        )
    return Made("\n\f".join(pages) + "\n", "pdf")


def _pages(reader: PdfReader, name: str) -> Iterator[PageObject]:
    if len(reader.pages) > MAX_PAGES:
        raise InputError(
            "INPUT_TOO_LARGE",
            f"The PDF file has more than {MAX_PAGES} pages.",
            hint="Divide it, or give its text.",
            where=name,
        )
    yield from reader.pages


def _encrypted(name: str) -> InputError:
    return InputError(
        "INPUT_ENCRYPTED",
        "The PDF file is encrypted and opens only with a password.",
        hint="Save it without the password, or give its text.",
        where=name,
    )


def _page(page: PageObject) -> str:
    """Return the text of a page."""
    height = float(page.mediabox.height) or 1.0
    bottom = float(page.mediabox.bottom)
    lines = _lines(page)
    lines = _as_seen(lines, bottom + height * _MARGIN, bottom + height * (1 - _MARGIN))
    return "\n".join(_spaced(lines))


def _lines(page: PageObject) -> list[_Line]:
    lines = [_Line()]

    def take(text: str, cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        if not text or _is_bars(font):
            return
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        for number, piece in enumerate(text.split("\n")):
            if number:
                lines.append(_Line())
            line = lines[-1]
            line.words += piece
            if piece.strip():
                line.pieces.append((x, piece))
                if line.y is None:
                    line.x, line.y = x, y

    page.extract_text(visitor_text=take)
    return [line for line in lines if line.words.strip()]


def _is_bars(font: dict[str, Any] | None) -> bool:
    return bool(font and _BARS.search(str(font.get("/BaseFont", ""))))


def _as_seen(lines: list[_Line], low: float, high: float) -> list[_Line]:
    """Return the lines with those of the margins first or last, in the order in which they are seen.

    Only what is drawn out of its order moves: a foot that is drawn before the body, a head after it.
    """
    feet = [a for a, later in _with_later(lines) if a.y is not None and a.y < low and _below(a, later)]
    rest = [line for line in lines if line not in feet]
    heads = [a for a, before in _with_earlier(rest) if a.y is not None and a.y > high and _above(a, before)]
    body = [line for line in rest if line not in heads]
    return [*_seen(heads), *body, *_seen(feet)]


def _with_later(lines: list[_Line]) -> Iterator[tuple[_Line, list[_Line]]]:
    return ((line, lines[at + 1 :]) for at, line in enumerate(lines))


def _with_earlier(lines: list[_Line]) -> Iterator[tuple[_Line, list[_Line]]]:
    return ((line, lines[:at]) for at, line in enumerate(lines))


def _below(line: _Line, later: list[_Line]) -> bool:
    return line.y is not None and any(x.y is not None and x.y > line.y + _NEAR for x in later)


def _above(line: _Line, before: list[_Line]) -> bool:
    return (
        bool(before) and line.y is not None and any(x.y is not None and x.y < line.y - _NEAR for x in before)
    )


def _seen(lines: list[_Line]) -> list[_Line]:
    """Return lines of a margin from top to bottom, those of one height as one from left to right."""
    rows: list[list[_Line]] = []
    for line in sorted(lines, key=lambda x: -(x.y or 0.0)):
        if rows and abs((rows[-1][0].y or 0.0) - (line.y or 0.0)) <= _NEAR:
            rows[-1].append(line)
        else:
            rows.append([line])
    merged = []
    for row in rows:
        parts = [part for line in row for part in _parts(line)]
        words = " ".join(words for _, words in sorted(parts, key=lambda part: part[0]))
        merged.append(_Line(words, row[0].x, row[0].y))
    return merged


def _parts(line: _Line) -> list[tuple[float, str]]:
    """Return the words of a line of the margin that stand apart, with where each begins."""
    parts: list[tuple[float, str]] = []
    last = ""
    for x, piece in line.pieces:
        apart = last.endswith(" ") or piece.startswith(" ") or not parts or x < parts[-1][0]
        if apart:
            parts.append((x, piece.strip()))
        else:
            parts[-1] = (parts[-1][0], parts[-1][1] + piece.strip())
        last = piece
    return parts


def _spaced(lines: list[_Line]) -> Iterator[str]:
    """Yield the lines, with an empty one where the gap before a line is wider than usual."""
    gaps = [gap for a, b in pairwise(lines) if (gap := _gap(a, b)) is not None]
    usual = median(gaps) if gaps else 0.0
    before: _Line | None = None
    for line in lines:
        gap = _gap(before, line) if before is not None else None
        if before is not None and (gap is None or (usual and gap > usual * _WIDE)):
            yield ""
        yield line.words.strip()
        before = line


def _gap(a: _Line, b: _Line) -> float | None:
    """Return how far a line lies below another, or None where it does not."""
    if a.y is None or b.y is None or b.y >= a.y - 1:
        return None
    return a.y - b.y
