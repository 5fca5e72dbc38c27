"""The log of queries: what is asked of the endpoint and how it goes, and nothing of who asks.

A line is a JSON object. It has no address, no agent, no referrer and no seconds; the text of the query, which
may name persons, only where the setting ``query_log_text`` is on, else the beginning of its SHA-256: enough
to see that the same is asked again.

A thread of its own writes; a request never waits for it. When it cannot keep up, or the file cannot be
written, lines are lost. Several processes may write to one file (each line is one ``write`` to a
descriptor opened with O_APPEND), and it may be moved away at any time: it is opened anew for what comes.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from igr_kg.config import Settings
from igr_kg.errors import UsageError
from igr_kg.web.cache import Application, Environ, Header, StartResponse

_NOTE = "igr_kg.query"
_SAVED = "/queries/"
_WAITING = 1000
"""Lines that may wait to be written."""

_LONGEST = 20_000
"""Characters of the text of a query that are logged."""

_END_SECONDS = 2.0


@dataclass(slots=True)
class Note:
    """What one request to the endpoint has come to; the application fills in what it learns.

    :param saved: name of the saved query that is asked; empty for one of the visitor's own
    :param told: query, form, rows and code of the problem; empty when the application was not asked
    """

    environ: Environ
    saved: str = ""
    begin: float = field(default_factory=time.monotonic)
    told: dict[str, Any] = field(default_factory=dict)


def tell(environ: Environ, **facts: object) -> None:
    """Note facts about the query of a request, where there is a log."""
    note = environ.get(_NOTE)
    if isinstance(note, Note):
        note.told.update(facts)


class QueryLog:
    """A log of queries.

    :param path: a file; ``-``: the standard error; empty: there is no log
    :param text: whether the text of queries is logged
    :param prefix: sub-path under which the site is served
    :raises UsageError: ``BAD_SETTING`` when the file cannot be opened now
    """

    def __init__(self, path: str = "", *, text: bool = False, prefix: str = "") -> None:
        self._path = path
        self._text = text
        self._prefix = "/" + prefix.strip("/") if prefix.strip("/") else ""
        self._lines: queue.Queue[bytes | None] = queue.Queue(_WAITING)
        self._thread: threading.Thread | None = None
        if path:
            try:
                self._write(b"")
            except OSError as error:
                raise UsageError(
                    "BAD_SETTING",
                    f"The log of queries cannot be written: {error.strerror}.",
                    hint="The setting query_log names a file in a folder that exists, or is empty.",
                    where=path,
                ) from None
            self._thread = threading.Thread(target=self._run, name="query log", daemon=True)
            self._thread.start()

    @classmethod
    def of(cls, settings: Settings, prefix: str = "") -> QueryLog:
        """Return the log that the settings tell."""
        return cls(settings.query_log, text=settings.query_log_text, prefix=prefix)

    @property
    def on(self) -> bool:
        """Whether there is one."""
        return self._thread is not None

    def begin(self, environ: Environ) -> Note | None:
        """Return a note on a request, which is then in its environment; None for what is not logged."""
        path = environ.get("PATH_INFO", "")
        path = path.removeprefix(self._prefix) if path.startswith(f"{self._prefix}/") else path
        if self._thread is None or environ["REQUEST_METHOD"] == "OPTIONS":
            return None
        saved = path.removeprefix(_SAVED).partition(".")[0] if path.startswith(_SAVED) else ""
        if not saved and path.rstrip("/") != "/sparql":
            return None
        note = environ[_NOTE] = Note(environ, saved)
        return note

    def end(self, note: Note | None, status: int, headers: Sequence[Header]) -> None:
        """Log what a request has come to: neither one without a query nor the page about a saved one."""
        if note is None:
            return
        with suppress(Exception):  # whatever is wrong with the log, the request has its answer
            query = note.told.pop("query", None) or ("" if note.saved else _query(note.environ))
            entry = None if query is None else self._entry(note, query, status, headers)
            if entry is None or (note.saved and (status == 404 or entry["type"] == "text/html")):
                return
            line = json.dumps(entry, ensure_ascii=False)
            self._lines.put_nowait(line.encode("utf-8", "replace") + b"\n")

    def close(self) -> None:
        """Write what waits, in two seconds at most."""
        thread, self._thread = self._thread, None
        if thread is not None:
            with suppress(queue.Full):
                self._lines.put(None, timeout=_END_SECONDS)
                thread.join(_END_SECONDS)

    def _entry(self, note: Note, query: str, status: int, headers: Sequence[Header]) -> dict[str, Any]:
        names = {name.lower(): value for name, value in headers}
        length = names.get("content-length", "")
        digest = hashlib.sha256(query.encode("utf-8", "replace")).hexdigest()[:16]
        entry: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime()),
            **({"saved": note.saved} if note.saved else {"query": digest}),
            "status": status,
            "ms": round((time.monotonic() - note.begin) * 1000),
            "bytes": int(length) if length.isdigit() else None,
            "type": names.get("content-type", "").partition(";")[0] or None,
            "cached": not note.told,
            "release": names.get("igr-release"),
            **note.told,
        }
        return {**entry, "text": query[:_LONGEST]} if self._text and query else entry

    def _run(self) -> None:
        while (line := self._lines.get()) is not None:
            with suppress(OSError):
                self._write(line)

    def _write(self, line: bytes) -> None:
        if self._path == "-":
            os.write(sys.stderr.fileno(), line)
            return
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
        descriptor = os.open(self._path, flags, 0o640)
        try:
            os.write(descriptor, line)
        finally:
            os.close(descriptor)


def _query(environ: Environ) -> str | None:
    """Return the text of the query of a request that is over; None when it holds none."""
    values = parse_qs(environ.get("QUERY_STRING", ""), encoding="utf-8", errors="replace")
    found = values.get("query")
    body = environ.get("wsgi.input")
    if found is None and environ["REQUEST_METHOD"] == "POST" and isinstance(body, io.BytesIO):
        data = body.getvalue().decode("utf-8", "replace")
        if environ.get("CONTENT_TYPE", "").startswith("application/sparql-query"):
            return data
        found = parse_qs(data, errors="replace").get("query")
    return found[0] if found else None


def logged(application: Application, log: QueryLog) -> Application:
    """Return a WSGI application whose queries are logged, for servers that call it directly."""

    def call(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        note = log.begin(environ)
        if note is None:
            return application(environ, start_response)

        def started(status: str, headers: list[Header], *rest: Any) -> Callable[[bytes], object]:
            log.end(note, int(status.split(" ", 1)[0]), headers)
            write: Callable[[bytes], object] = start_response(status, headers, *rest)
            return write

        return application(environ, started)

    return call
