"""The application behind ASGI: a body is whole before it takes a thread.

The application itself is WSGI and works in threads, of which there are few. A client that sends its
body drop by drop would hold one of them; so bodies are read here, where waiting costs nothing, and have
a deadline. On a WSGI server in its place (gunicorn) they
have a deadline too, and hold a thread until then: it needs a proxy that does the same as this.
"""

from __future__ import annotations

import asyncio
import io
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes

from igr_kg.web.arriving import BODILESS, too_late
from igr_kg.web.cache import WAITED, Application, Environ, Header, NotKept
from igr_kg.web.direct import PATH, Started
from igr_kg.web.errors import WebError
from igr_kg.web.lane import PATIENCE, SOON, Lane, soon
from igr_kg.web.limits import REFUSED, Limits
from igr_kg.web.query_log import QueryLog
from igr_kg.web.repeated import Answered, Repeated

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

QUICK = 2.0
"""Seconds in which a body may arrive without a place among the slow ones."""

GRACE = 5.0
"""Seconds that requests at work have when the server is told to end."""

_DISCARDED = 64_000_000
"""Bytes of a body too large that are read and dropped: a client that sends everything before it reads
anything would otherwise find the connection broken instead of the reason."""


@dataclass(slots=True)
class _Body:
    """What has arrived of a body: its first bytes, and how many there were."""

    data: bytearray = field(default_factory=bytearray)
    size: int = 0
    gone: bool = False


class _Refused(io.RawIOBase):
    """A body that did not arrive; who reads it learns why."""

    def __init__(self, error: WebError) -> None:
        super().__init__()
        self._error = error

    def read(self, size: int = -1, /) -> bytes:
        """Raise the reason."""
        raise self._error


@dataclass(slots=True)
class _Reply:
    """What the application answered; ``blocks`` gives what of the body is not yet in ``body``."""

    status: int
    headers: list[Header]
    body: bytes
    blocks: Iterator[bytes] | None
    close: Callable[[], object] | None


class Front:
    """An ASGI application in front of a WSGI one.

    :param kept: the part of it that answers at once, or says :class:`~igr_kg.web.cache.NotKept`
    :param at_once: the part that answers, at once, what is kept or has been begun, or says the same
    :param begin: begins a query whose answer ``at_once`` then sends, or returns None
    :param place: makes the environment of a request that of the application, once
    :param lane: queries that may be begun at the same time
    :param threads: requests that the WSGI application works at
    :param most_bytes: bytes that a body may hold; of a longer one the application sees one more
    :param seconds: that a body may take to arrive
    :param patience: seconds to wait for the answer to the same question
    :param slow: bodies that may take longer than :data:`QUICK` at one time
    :param stop: called once, :data:`GRACE` seconds after the server was told to end
    :param limits: for each client; None: there are none
    :param log: of the queries; None: there is none
    """

    def __init__(
        self,
        application: Application,
        kept: Application,
        at_once: Application,
        *,
        begin: Callable[[Environ], Started | None] = lambda environ: None,
        place: Callable[[Environ], object] = lambda environ: None,
        lane: int = 0,
        threads: int,
        most_bytes: int,
        seconds: float,
        patience: float,
        slow: int,
        stop: Callable[[], object],
        limits: Limits | None = None,
        log: QueryLog | None = None,
    ) -> None:
        self._application = application
        self._kept = kept
        self._at_once = at_once
        self._begin = begin
        self._place = place
        self._lane = Lane(lane)
        self._repeated = Repeated()
        self._threads = ThreadPoolExecutor(threads, "request")
        self._most_bytes = most_bytes
        self._seconds = seconds
        self._patience = patience
        self._slow = slow
        self._stop = stop
        self._limits = limits or Limits()
        self._log = log or QueryLog()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or take note of the beginning and end of the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            again = None if self._log.on else self._repeated.get(scope)
            if again is not None:
                await send({"type": "http.response.start", "status": again.status, "headers": again.headers})
                await send({"type": "http.response.body", "body": again.body})
                return
            body = await self._body(scope, receive)
            if body is not None:
                await self._answer(await self._reply(scope, body), send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._watch_signals()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                self._stop()
                return

    def _watch_signals(self) -> None:
        """End what is at work in time when the server is told to end, so that it still gets an answer.

        The event loop learns of a signal by its wake-up descriptor, whatever handler stands here.
        """

        def end(number: int, frame: object) -> None:
            timer = threading.Timer(GRACE, self._stop)
            timer.daemon = True
            timer.start()

        if threading.current_thread() is threading.main_thread():
            for kind in (signal.SIGTERM, signal.SIGINT):
                signal.signal(kind, end)

    async def _body(self, scope: Scope, receive: Receive) -> io.IOBase | None:
        """Return the body, or what tells why there is none; None when the client has gone."""
        if scope["method"] in BODILESS:
            return io.BytesIO()
        body = _Body()
        reading = asyncio.ensure_future(self._read(body, receive))
        start = time.monotonic()
        await asyncio.wait({reading}, timeout=min(QUICK, self._seconds))
        refused = None
        if not reading.done() and self._slow <= 0:
            refused = WebError(
                "QUEUE_FULL",
                "Too many requests are arriving slowly.",
                hint="Try again in a moment.",
                say="too_many_slow",
            )
        elif not reading.done():
            self._slow -= 1
            try:
                await asyncio.wait({reading}, timeout=self._seconds - (time.monotonic() - start))
            finally:
                self._slow += 1
        if not reading.done():
            reading.cancel()
            refused = refused or too_late(self._seconds)
        elif reading.exception() is not None:
            return None
        if body.gone:
            return None
        late = refused is not None and body.size <= self._most_bytes
        return _Refused(refused) if refused and late else io.BytesIO(body.data)

    async def _read(self, body: _Body, receive: Receive) -> None:
        more = True
        while more and body.size < _DISCARDED:
            message = await receive()
            if message["type"] == "http.disconnect":
                body.gone = True
                return
            block = message.get("body", b"")
            body.size += len(block)
            body.data += block[: self._most_bytes + 1 - len(body.data)]
            more = message.get("more_body", False)

    async def _reply(self, scope: Scope, body: io.IOBase) -> _Reply:
        environ = _environ(scope, body)
        self._place(environ)
        note = self._log.begin(environ)
        reply = await self._found(environ, scope)
        self._log.end(note, reply.status, reply.headers)
        return reply

    async def _found(self, environ: Environ, scope: Scope) -> _Reply:
        """Return what was answered before, which takes no thread, or what the application answers.

        To wait for the answer to the same question takes no thread either.
        """
        try:
            reply = _ask(self._kept, environ)
            if reply.blocks is None:
                headers = _encoded(reply.headers)
                self._repeated.put(scope, Answered(reply.status, headers, reply.body))
            return reply
        except NotKept as found:
            flight = found.flight
        with self._limits.admitted(environ):
            if flight is not None and REFUSED not in environ:
                await asyncio.wait({asyncio.wrap_future(flight)}, timeout=self._patience)
                environ[WAITED] = flight
                with suppress(NotKept):
                    return _ask(self._kept, environ)
            new = flight is None and REFUSED not in environ
            new = new and self._lane.places > 0
            return await self._new(environ, query=new and environ["PATH_INFO"] == PATH)

    async def _new(self, environ: Environ, *, query: bool) -> _Reply:
        """Return what the application answers, in a thread; only for a quick answer none is needed.

        :param query: whether it is a query; it is begun here, and has a place in the lane while it is quick
        """
        loop = asyncio.get_running_loop()
        if not (query and await self._lane.enter(PATIENCE)):
            return await loop.run_in_executor(self._threads, _ask, self._application, environ)
        try:
            started = self._begin(environ)
            try:
                if started is not None and await soon(started):
                    with suppress(NotKept):  # to wait for another request would hold up others
                        reply = _ask(self._at_once, environ)
                        started.drop()  # if another request has got the answer meanwhile
                        return reply
            except BaseException:  # cancelled, or dropped by the server when the client has gone
                if started is not None:
                    self._threads.submit(started.drop)
                raise
            work = loop.run_in_executor(self._threads, _ask_at_last, self._application, environ, started)
            await asyncio.wait({work}, timeout=SOON)
        finally:
            self._lane.leave()
        return await work

    async def _answer(self, reply: _Reply, send: Send) -> None:
        loop = asyncio.get_running_loop()
        try:
            headers = _encoded(reply.headers)
            await send({"type": "http.response.start", "status": reply.status, "headers": headers})
            if reply.blocks is None:
                await send({"type": "http.response.body", "body": reply.body})
                return
            while block := await loop.run_in_executor(self._threads, next, reply.blocks, b""):
                await send({"type": "http.response.body", "body": block, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            if reply.close is not None:
                reply.close()


def _ask_at_last(application: Application, environ: Environ, started: Started | None) -> _Reply:
    """Return what an application answers; a query that was begun does not go on without it."""
    try:
        return _ask(application, environ)
    finally:
        if started is not None:
            started.drop()


def _ask(application: Application, environ: Environ) -> _Reply:
    """Return what a WSGI application answers (PEP 3333); only a file is left to be read later."""
    head: list[Any] = []

    def start_response(status: str, headers: list[Header], *rest: object) -> Callable[[bytes], object]:
        head[:] = [int(status.split(" ", 1)[0]), headers]
        return lambda data: None

    answer: Iterable[bytes] = application(environ, start_response)
    close = getattr(answer, "close", None)
    if isinstance(answer, list | tuple):
        return _Reply(head[0], head[1], b"".join(answer), None, close)
    blocks = iter(answer)
    first = next(blocks, b"")
    second = next(blocks, b"") if first else b""
    if not second:
        return _Reply(head[0], head[1], first, None, close)
    return _Reply(head[0], head[1], b"", _rest(first, second, blocks), close)


def _rest(first: bytes, second: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield second
    yield from filter(None, blocks)


def _environ(scope: Scope, body: io.IOBase) -> Environ:
    """Return the environment of PEP 3333 for a request of ASGI.

    The path is decoded into bytes, not text: what is no UTF-8 in it stays what it was.
    """
    raw = scope.get("raw_path") or scope["path"].encode()
    path = raw.partition(b"?")[0]
    host, port = scope.get("server") or ("localhost", 0)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": (unquote_to_bytes(path) if b"%" in path else path).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": str(host),
        "SERVER_PORT": str(port or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": str((scope.get("client") or ("", 0))[0]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        key = _variable(name)
        if key:
            text = value.decode("latin-1")
            joint = "; " if key == "HTTP_COOKIE" else ","
            environ[key] = f"{environ[key]}{joint}{text}" if key in environ else text
    return environ


@lru_cache(maxsize=512)
def _variable(name: bytes) -> str:
    """Return what a header is called in the environment; empty for one that is left out."""
    key = name.decode("latin-1").upper().replace("-", "_")
    if b"_" in name or key == "TRANSFER_ENCODING":  # would be taken for another header, or said twice
        return ""
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"


def _encoded(headers: Sequence[Header]) -> list[tuple[bytes, bytes]]:
    """Return headers as ASGI has them."""
    return [(_name(name), value.encode("latin-1")) for name, value in headers]


@lru_cache(maxsize=512)
def _name(name: str) -> bytes:
    return name.lower().encode("latin-1")
