"""An answer of another server, read to its end and written anew, so that it is what the port promises.

The server is always asked for the two types that every server has and that say most exactly where they end:
JSON of results, and N-Triples. Both are read while they arrive and written in the type that was asked for;
a term that is none, a bracket that does not close or a sentence in the middle shows here, and an answer is
handed on only when it was whole.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import tempfile
import time
from contextlib import suppress
from traceback import clear_frames
from typing import BinaryIO, cast

import pyoxigraph

from igr_kg.errors import InputError
from igr_kg.store import port
from igr_kg.store.child import Reply
from igr_kg.store.front import Request
from igr_kg.store.messages import SERVER_SAYS
from igr_kg.store.port import QueryError, QueryForm
from igr_kg.store.process import SPOOL
from igr_kg.store.remote_http import Cut, Exchange, unreachable
from igr_kg.store.results import RESULTS, Limits, TooLarge, write_graph, write_table

GRAPH_ACCEPT = f"{port.NTRIPLES}, text/plain;q=0.1"

_TOO_LONG = re.compile(
    rb"S1T00|S1TAT|time[- ]?limit|timed?[- ]?out|timeout|interrupted|cancell?ed", re.IGNORECASE
)
_MEMORY = re.compile(rb"memory|allocation", re.IGNORECASE)
_LABEL = re.compile(rb'("bnode"\s*,\s*"value"\s*:\s*")([^"]*)"')
_TAIL = 4096


class _Spool(io.BytesIO):
    """A file to serialise into: what is written is counted, hashed and kept."""

    def __init__(self) -> None:
        super().__init__()
        self.file = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=SPOOL))  # noqa: SIM115 -- for the reader
        self.length = 0
        self._digest = hashlib.sha256()

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self._digest.update(data)
        self.length += len(data)
        return self.file.write(data)

    def reply(self, rows: int, start: float) -> Reply:
        """Return what was written; a small one lies in memory and needs no closing."""
        self.file.seek(0)
        if self.length <= SPOOL:
            with self.file as file:
                self.file = io.BytesIO(file.read())
        return Reply(
            file=self.file,
            length=self.length,
            sha256=self._digest.hexdigest(),
            rows=rows,
            seconds=time.monotonic() - start,
            grown=0,
        )


class _Body:
    """A response as a file that a parser reads; remembers its last bytes."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self.tail = b""

    def read(self, size: int = -1) -> bytes:
        data = self._exchange.read(size if size > 0 else 1 << 16)
        if data:
            self.tail = (self.tail + data)[-_TAIL:]
        return data

    def ended(self, form: QueryForm) -> bool:
        """Tell whether the last bytes end a document; N-Triples is read without its last dot too."""
        last = self.tail.rstrip().rpartition(b"\n")[2]
        return accept(form) == port.JSON or not last or last.endswith(b".") or last.startswith(b"#")


class _Labels(_Body):
    """A body of results with labels of blank nodes that are labels (Virtuoso: ``nodeID://b10``).

    Only what stands before a closing bracket is looked at, so that no label is torn.
    """

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(exchange)
        self._ready = b""
        self._torn = b""

    def read(self, size: int = -1) -> bytes:
        while not self._ready:
            data = super().read(1 << 16)
            block = self._torn + data
            at = len(block) if not data else max(block.rfind(b"}"), -1) + 1
            self._ready, self._torn = _LABEL.sub(_label, block[:at]), block[at:]
            if not data:
                break
        size = size if size > 0 else len(self._ready)
        found, self._ready = self._ready[:size], self._ready[size:]
        return found


def _label(match: re.Match[bytes]) -> bytes:
    return match[1] + re.sub(rb"[^A-Za-z0-9]+", b"", match[2]) + b'"'


def accept(form: QueryForm) -> str:
    """Return the media type that a server is asked for."""
    return port.JSON if form in (QueryForm.SELECT, QueryForm.ASK) else GRAPH_ACCEPT


def read(exchange: Exchange, request: Request, start: float) -> Reply:
    """Return the whole answer in the type that was asked for; the connection is given back or closed.

    :param start: when the question was asked, in the seconds of ``time.monotonic``
    :raises QueryError: as :class:`igr_kg.store.front.Engine` says
    """
    spool = _Spool()
    body = _Labels(exchange) if request.form is QueryForm.SELECT else _Body(exchange)
    try:
        _check_status(exchange)
        rows = _write(body, request, spool)
        if body.read().strip() or not body.ended(request.form):
            raise Cut("end")
    except BaseException as error:
        spool.file.close()
        exchange.drop()
        # What the parser gave must go in the thread that it was made in, not when the collector comes by.
        clear_frames(error.__traceback__)
        raise _told(error, body.tail) from None
    exchange.finish()
    return spool.reply(rows, start)


def _write(body: _Body, request: Request, spool: _Spool) -> int:
    limits = Limits(request.max_rows, request.max_bytes)
    if request.form is QueryForm.ASK:
        result = pyoxigraph.parse_query_results(_boolean(body), pyoxigraph.QueryResultsFormat.JSON)
        assert isinstance(result, pyoxigraph.QueryBoolean)  # noqa: S101 -- what _boolean returns
        result.serialize(spool, RESULTS[request.media_type])
        return 1
    if request.form is QueryForm.SELECT:
        source = cast(BinaryIO, body)
        solutions = pyoxigraph.parse_query_results(source, pyoxigraph.QueryResultsFormat.JSON)
        if isinstance(solutions, pyoxigraph.QueryBoolean):
            raise QueryError("ENGINE_FAILED", "")
        return write_table(solutions, spool, request.media_type, limits)
    triples = pyoxigraph.parse(cast(BinaryIO, body), pyoxigraph.RdfFormat.N_TRIPLES)
    return write_graph(triples, spool, request.media_type, request.base, limits)


def _boolean(body: _Body) -> bytes:
    """Return the answer to ASK as JSON; Virtuoso 7 answers with a solution, or none."""
    whole = b""
    while len(whole) <= _TAIL and (data := body.read()):
        whole += data
    found = json.loads(whole)
    value = found.get("boolean")
    if value is None:
        rows = found["results"]["bindings"]
        value = bool(rows) and rows[0]["__ASK_RETVAL"]["value"] not in ("0", "false")
    return json.dumps({"head": {}, "boolean": bool(value)}).encode()


def _check_status(exchange: Exchange) -> None:
    """Return when the response claims to be a whole answer.

    :raises QueryError: it is an error, or partial and says so (Virtuoso's ``X-SQL-State``)
    """
    state = exchange.headers.get("X-SQL-State", "")
    if state:
        raise QueryError("QUERY_TIMEOUT" if state == "S1TAT" else "ENGINE_FAILED", "")
    if exchange.headers.get("X-SPARQL-MaxRows"):
        raise QueryError("RESULT_TOO_LARGE", "", hint="rows")
    if exchange.status == 200:
        return
    words = b""
    with suppress(TimeoutError, Cut):
        words = exchange.rest(_TAIL)
    if exchange.status in (401, 403):
        raise unreachable()
    if exchange.status == 400 and not _TOO_LONG.search(words):
        raise QueryError("QUERY_MALFORMED", "", hint=f"{SERVER_SAYS}{words.decode('utf-8', 'replace')}")
    if exchange.status in (408, 429, 500, 503, 504) and _TOO_LONG.search(words):
        raise QueryError("QUERY_TIMEOUT", "")
    if exchange.status >= 500 and _MEMORY.search(words):
        raise QueryError("QUERY_MEMORY", "")
    if exchange.status in (429, 502, 503, 504):
        raise unreachable()
    raise QueryError("ENGINE_FAILED", "")


def _told(error: BaseException, tail: bytes) -> BaseException:
    """Return the error of the port for what ended the reading of an answer."""
    if isinstance(error, TooLarge):
        return QueryError("RESULT_TOO_LARGE", "", hint=str(error))
    if isinstance(error, TimeoutError):
        return QueryError("QUERY_TIMEOUT", "")
    if isinstance(error, InputError):
        return QueryError("NOT_ACCEPTABLE", "", hint=error.message)
    if isinstance(error, Cut | SyntaxError | ValueError | KeyError | TypeError):
        # A server that has begun with status 200 can only write its error into the answer.
        return QueryError("QUERY_TIMEOUT" if _TOO_LONG.search(tail[-200:]) else "ENGINE_FAILED", "")
    return error
