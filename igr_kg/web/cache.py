"""Answers that were given before are given again, in front of the application, and compressed once.

A release does not change while it is served, so an answer with an entity tag stays right as long as the
process lives. What the answer may depend on is the key: path, query, host and the headers that choose
a representation; for a query that comes in a body, the body. Requests that ask the same at the same time
wait for the first of them.
"""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from igr_kg.web import coding
from igr_kg.web.errors import WebError
from igr_kg.web.shelf import Body, Form, Kept, Key, Shelf, in_file, whole

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Header = tuple[str, str]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Flight = Future[Kept | None]

WAITED = "igr_kg.waited"
"""Where in the environment of a request stands that it has waited for another one that asked the same."""

LARGEST = 2 << 20
"""Bytes of the largest answer that is kept in memory."""

QUERIES = ("/sparql",)
"""Paths to which a body with POST is a question like any other."""

_ASKED = "igr_kg.asked"
"""Where in the environment of a request stands its key, once it was asked for."""

_AT_ONCE = 1 << 16
_KEY = (
    *("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "wsgi.url_scheme", "HTTP_HOST"),
    *("HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "CONTENT_TYPE"),
)
_DECIDED_HERE = frozenset(("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "wsgi.file_wrapper"))
_KEPT_ON_304 = frozenset(
    (
        *("etag", "vary", "cache-control", "content-location", "link", "igr-release"),
        *("access-control-allow-origin", "access-control-expose-headers"),
    )
)
_SAME_FOR_ALL = frozenset(("400", "404", "406", "410", "422", "503", "504"))
"""Statuses of errors that whoever asked the same at the same time would meet too."""


class NotKept(Exception):  # noqa: N818
    """There is no answer to this request yet.

    :param flight: done when the same question, which the application works at, has been answered
    """

    def __init__(self, flight: Flight | None = None) -> None:
        super().__init__()
        self.flight = flight


@dataclass(frozen=True, slots=True)
class _Passing:
    """An answer whose body is a file of the release, or of the site, too large to be kept."""

    status: str
    headers: Sequence[Header]
    etag: str
    blocks: Iterable[bytes]


class Cache:
    """A WSGI application in front of another that compresses its answers and keeps them.

    :param most_bytes: bytes in memory of all answers together, with what they were asked by
    :param most_disk: bytes of those over :data:`LARGEST` that lie in files
    :param patience: seconds to wait for the answer to the same question
    """

    def __init__(
        self,
        application: Application,
        *,
        most_bytes: int = 64 << 20,
        most_disk: int = 256 << 20,
        patience: float = 60.0,
    ) -> None:
        self._application = application
        self._shelf = Shelf(most_bytes, most_disk)
        self._most_disk = most_disk
        self._patience = patience
        self._flights: dict[Key, list[Flight]] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Drop what is kept."""
        self._shelf.clear()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, or ask the application."""
        if "HTTP_RANGE" in environ:
            return self._application(environ, start_response)
        key = _key(environ)
        if key is None:
            return self._new(environ, start_response)
        found: Kept | _Passing | None = self._shelf.get(key)
        if found is None and WAITED not in environ:
            found = self._first(key, environ)
        found = found or self._ask(environ, key)
        blocks = self._send(found, key, environ, start_response)
        return self._new(environ, start_response) if blocks is None else blocks  # it made room for others

    def kept(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, at once.

        :raises NotKept: the application has to be asked
        """
        key = _key(environ)
        if key is None:
            raise NotKept
        found = self._shelf.get(key)
        if found is None and WAITED in environ:
            flight: Flight = environ[WAITED]
            found = flight.result() if flight.done() else None
        if found is None:
            raise NotKept(self._joined(key))
        if found.packed is None and found.plain.body.length > _AT_ONCE and _packs(found, environ):
            raise NotKept
        blocks = self._send(found, key, environ, start_response)
        if blocks is None:
            raise NotKept
        return blocks

    def at_once(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, or ask the application, which has its answer already.

        :raises NotKept: another request with the same question is being answered, and is to be waited for
        """
        key = _key(environ)
        found: Kept | _Passing | None = None if key is None else self._shelf.get(key)
        flight = self._joined(key) if key is not None and found is None else None
        if flight is not None:
            raise NotKept(flight)
        blocks = self._send(found or self._ask(environ, key), key, environ, start_response)
        return self._new(environ, start_response) if blocks is None else blocks

    def _new(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Return an answer of the application that is not kept."""
        blocks = self._send(self._ask(environ), None, environ, start_response)
        assert blocks is not None  # noqa: S101 -- nobody else has it
        return blocks

    def _first(self, key: Key, environ: Environ) -> Kept | _Passing | None:
        """Return the answer of the application, or the one that the first to ask has got."""
        with self._lock:
            waiting = self._flights.get(key)
            mine = waiting is None
            if waiting is None:
                waiting = self._flights[key] = []
        flight = None if mine else self._joined(key)
        if flight is not None:
            wait_for([flight], self._patience)
            return flight.result() if flight.done() else None
        if not mine:  # it has just been answered
            return self._shelf.get(key)
        shared = None
        try:
            found = self._ask(environ, key)
            if isinstance(found, Kept) and _concerns_all(found):
                shared = found
            return found
        finally:
            with self._lock:
                del self._flights[key]
            for flight in waiting:
                flight.set_result(shared)

    def _joined(self, key: Key) -> Flight | None:
        """Return what will hold the answer to a question that is being asked; None: it is not."""
        with self._lock:
            waiting = self._flights.get(key)
            if waiting is None:
                return None
            flight: Flight = Future()
            flight.set_running_or_notify_cancel()  # who waits for it cannot cancel it
            waiting.append(flight)
        return flight

    def _ask(self, environ: Environ, key: Key | None = None) -> Kept | _Passing:
        """Return the whole answer of the application, and keep it when it is named.

        :param key: None: it is not kept
        """
        head: list[Any] = []

        def note(status: str, headers: list[Header], *rest: Any) -> Any:
            head[:] = [status, headers]
            return lambda data: None

        answer = self._application(_without_conditions(environ), note)
        body = whole(answer, LARGEST)
        status, headers = head
        etag = next((value for name, value in headers if name.lower() == "etag"), "")
        if body is None:
            return _Passing(status, headers, etag, answer)
        good = status.startswith("200")
        keep = key is not None and good and bool(etag)
        if keep and body.file is None and LARGEST < body.length <= self._most_disk:
            body = in_file(body)
        packable = good and coding.worthwhile(headers, body.length)
        headers = coding.varying(headers) if packable else headers
        found = Kept(status, Form(tuple(headers), body, etag), packable)
        if keep and key is not None and (body.file is not None or body.length <= LARGEST):
            self._shelf.put(key, found)
        return found

    def _send(
        self, found: Kept | _Passing, key: Key | None, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes] | None:
        """Send the form that the request takes, or say that the client has it; None when it is gone."""
        if isinstance(found, _Passing):
            return _pass_on(found, environ, start_response)
        form = self._packed(found, key) if _packs(found, environ) else found.plain
        blocks: Iterable[bytes] | None = ()
        known = _known(environ, found, form.etag)
        if not known and environ["REQUEST_METHOD"] != "HEAD":
            blocks = form.body.opened() if form.body.file is not None else [form.body.data]
        if not found.owned:
            found.close()
        if form is not found.plain and form is not found.packed:
            form.body.close()
        if blocks is None:
            return None
        if known:
            return _not_modified(form.headers, known, start_response)
        start_response(found.status, list(form.headers))
        return blocks

    def _packed(self, found: Kept, key: Key | None) -> Form:
        """Return the compressed form of an answer; it is made once where the answer is kept."""
        if found.packed is not None:
            return found.packed
        reader = found.plain.body.opened() if found.plain.body.file is not None else None
        if found.plain.body.file is None:
            data = coding.compressed(found.plain.body.data)
            body = Body(len(data), data)
        elif reader is None:
            return found.plain
        else:
            with closing(reader):
                file, length = coding.compressed_file(reader, found.plain.body.length)
            body = Body(length, file=file)
        headers = coding.in_gzip(found.plain.headers, body.length)
        form = Form(tuple(headers), body, coding.tagged(found.plain.etag) if found.plain.etag else "")
        if key is not None:
            self._shelf.add(key, found, form)
        return form


def _key(environ: Environ) -> Key | None:
    """Return what an answer may depend on; None: the application is asked whatever was asked before."""
    try:
        known: Key | None = environ[_ASKED]
    except KeyError:
        known = environ[_ASKED] = _made_key(environ)
    return known


def _made_key(environ: Environ) -> Key | None:
    if "HTTP_AUTHORIZATION" in environ or "HTTP_RANGE" in environ:
        return None
    method, body = environ["REQUEST_METHOD"], ""
    if method == "POST" and environ["PATH_INFO"] in QUERIES:
        data = _small_body(environ)
        if data is None:
            return None
        body = hashlib.sha256(data).hexdigest()
    elif method not in ("GET", "HEAD"):
        return None
    return (*[environ.get(name, "") for name in _KEY], body)


def _small_body(environ: Environ) -> bytes | None:
    """Return a short body, which can be read once more afterwards; None for a long one."""
    stream = environ["wsgi.input"]
    if isinstance(stream, io.BytesIO):
        return stream.getvalue() if len(stream.getbuffer()) <= _AT_ONCE else None
    length = environ.get("CONTENT_LENGTH", "")
    if not (length.isdigit() and int(length) <= _AT_ONCE):
        return None
    try:
        data: bytes = stream.read(int(length))
    except WebError:  # told again to who reads it next
        return None
    environ["wsgi.input"] = io.BytesIO(data)
    return data


def _without_conditions(environ: Environ) -> Environ:
    """Return the request without what is decided here: whether the client has the answer already."""
    plain = {name: value for name, value in environ.items() if name not in _DECIDED_HERE}
    if "HTTP_IF_NONE_MATCH" not in environ and "HTTP_IF_MODIFIED_SINCE" in environ:
        plain["HTTP_IF_MODIFIED_SINCE"] = environ["HTTP_IF_MODIFIED_SINCE"]
    if environ["REQUEST_METHOD"] == "HEAD":
        plain["REQUEST_METHOD"] = "GET"
    return plain


def _packs(found: Kept, environ: Environ) -> bool:
    """Tell whether the compressed form of an answer is the one to send."""
    return found.packable and coding.wanted(environ.get("HTTP_ACCEPT_ENCODING", ""))


def _concerns_all(found: Kept) -> bool:
    """Tell whether an answer is one for everybody who asks the same at this moment."""
    passing = any(name.lower() == "retry-after" for name, _ in found.plain.headers)
    return found.owned or (found.status[:3] in _SAME_FOR_ALL and not found.on_disk and not passing)


def _known(environ: Environ, found: Kept | _Passing, *etags: str) -> str:
    """Return the entity tag that the client has of an answer, in whatever form; empty when it has none."""
    asked = environ.get("HTTP_IF_NONE_MATCH", "")
    if not asked or not found.status.startswith("200") or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return ""
    if isinstance(found, Kept) and found.packable and found.plain.etag:
        etags = (*etags, found.plain.etag, coding.tagged(found.plain.etag))
    return coding.known(asked, *filter(None, etags)) or ""


def _not_modified(headers: Sequence[Header], etag: str, start_response: StartResponse) -> Iterable[bytes]:
    kept = [(name, value) for name, value in headers if name.lower() in _KEPT_ON_304]
    kept = [(name, etag if name.lower() == "etag" else value) for name, value in kept]
    start_response("304 NOT MODIFIED", kept)
    return []


def _pass_on(found: _Passing, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Send a file as it is, or only its headers."""
    known = _known(environ, found, found.etag)
    if not known:
        start_response(found.status, list(found.headers))
        if environ["REQUEST_METHOD"] != "HEAD":
            return found.blocks
    close = getattr(found.blocks, "close", None)
    if close is not None:
        close()
    return _not_modified(found.headers, known, start_response) if known else []
