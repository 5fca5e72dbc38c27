"""Writing an answer, counted and limited while it is serialised."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

import pyoxigraph

from igr_kg.graph import syntax
from igr_kg.graph.quads import Quad
from igr_kg.store import port

RESULTS = {
    port.JSON: pyoxigraph.QueryResultsFormat.JSON,
    port.XML: pyoxigraph.QueryResultsFormat.XML,
    port.CSV: pyoxigraph.QueryResultsFormat.CSV,
    port.TSV: pyoxigraph.QueryResultsFormat.TSV,
}
"""Media type of a table or a boolean -> its format."""


class TooLarge(Exception):  # noqa: N818 -- ends a serialisation from inside its file
    """The answer passes a limit; the first argument names it: ``rows`` or ``bytes``."""


@dataclass(frozen=True, slots=True)
class _Marks:
    """How rows show in the bytes of a format.

    :param marks: byte strings, each of which stands once a row outside quotation marks
    :param extra: what the count is off by (a header line)
    :param quotes: whether text between ``"`` must be left out
    :param escapes: whether a backslash escapes inside that text
    """

    marks: tuple[bytes, ...]
    extra: int = 0
    quotes: bool = False
    escapes: bool = False


_FORMATS = {
    port.XML: _Marks((b"<result>",)),
    port.TSV: _Marks((b"\n",), extra=-1),
    port.CSV: _Marks((b"\r\n",), extra=-1, quotes=True),
    # Between two solutions of a list stands "},{", before the first ":[{" -- and nowhere else, for
    # inside a solution every object is the value of a key.
    port.JSON: _Marks((b"},{", b":[{"), quotes=True, escapes=True),
}


class RowCounter:
    r"""Counts the solutions in a SELECT answer that passes by in pieces.

    >>> counter = RowCounter(port.CSV)
    >>> counter.feed(b'x\r\n"a\r\n')
    >>> counter.feed(b'b"\r\nc\r\n')
    >>> counter.rows
    2
    """

    def __init__(self, media_type: str) -> None:
        self._format = _FORMATS[media_type]
        self._count = 0
        self._quoted = False
        self._escape = b""
        self._tail = b""

    @property
    def rows(self) -> int:
        """The rows so far."""
        return max(0, self._count + self._format.extra)

    def feed(self, data: bytes) -> None:
        """Count the rows that end (or begin) in the next piece."""
        if self._format.escapes:
            data = self._without_escapes(data)
        if self._format.quotes:
            data = self._outside_quotes(data)
        data = self._tail + data
        self._count += sum(map(data.count, self._format.marks))
        longest = max(map(len, self._format.marks))
        self._tail = data[-(longest - 1) :] if longest > 1 else b""

    def _without_escapes(self, data: bytes) -> bytes:
        data = self._escape + data
        bare = data.rstrip(b"\\")
        self._escape = data[len(bare) :]
        return bare.replace(b"\\\\", b"").replace(b'\\"', b"")

    def _outside_quotes(self, data: bytes) -> bytes:
        pieces = data.split(b'"')
        outside = b'"'.join(pieces[1 if self._quoted else 0 :: 2])
        self._quoted ^= len(pieces) % 2 == 0
        return outside


class LimitedFile(io.BytesIO):
    """A file to serialise into that passes the bytes on until a limit is reached.

    :param file: where the bytes go
    :param max_bytes: most bytes
    :param max_rows: most rows, counted by ``counter``
    :raises TooLarge: from ``write``, so that the serialisation ends there
    """

    def __init__(
        self, file: BinaryIO, max_bytes: int, max_rows: int = 0, counter: RowCounter | None = None
    ) -> None:
        super().__init__()
        self._pass_on: Callable[[bytes], object] = file.write
        self._left = max_bytes
        self._max_rows = max_rows
        self._counter = counter

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        """Count and pass on."""
        self._left -= len(data)
        if self._left < 0:
            raise TooLarge("bytes")
        if self._counter is not None:
            self._counter.feed(data)
            if self._counter.rows > self._max_rows:
                raise TooLarge("rows")
        self._pass_on(data)
        return len(data)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may hold at most: solutions or triples, and bytes."""

    rows: int
    bytes: int


def write_table(solutions: pyoxigraph.QuerySolutions, file: BinaryIO, media_type: str, limits: Limits) -> int:
    """Write solutions and return how many there are.

    :raises TooLarge: see the class
    """
    counter = RowCounter(media_type)
    limited = LimitedFile(file, limits.bytes, limits.rows, counter)
    if media_type == port.XML:
        safe = syntax.XmlFilter(limited.write)
        solutions.serialize(safe, RESULTS[media_type])
        safe.finish()
    else:
        solutions.serialize(limited, RESULTS[media_type])
    return counter.rows


def write_graph(
    triples: Iterable[pyoxigraph.Triple | pyoxigraph.Quad],
    file: BinaryIO,
    media_type: str,
    base: str,
    limits: Limits,
) -> int:
    """Write a graph sorted and without duplicates, so that equal answers are equal bytes; return its triples.

    :raises TooLarge: see the class
    :raises InputError: the graph cannot be written in this syntax
    """
    rows: set[Quad] = set()
    for triple in triples:
        rows.add(Quad(str(triple.subject), str(triple.predicate), str(triple.object)))
        if len(rows) > limits.rows:
            raise TooLarge("rows")
    name = syntax.BY_MEDIA_TYPE[media_type].name
    syntax.write(rows, name, LimitedFile(file, limits.bytes), base=base)
    return len(rows)
