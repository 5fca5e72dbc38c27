"""Requests to a SPARQL server over connections that are kept, each with a deadline.

A response counts as complete only when its length was told beforehand or its last chunk has come
(RFC 9112, section 8); one that merely ends when the connection does is none.
"""

from __future__ import annotations

import base64
import http.client
import ssl
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from socket import SHUT_RDWR
from urllib.parse import urlencode, urlsplit

import igr_kg
from igr_kg.store.port import QueryError

CONNECT_SECONDS = 5.0
"""Seconds within which a server must take a connection."""

RETRY_SECONDS = 5

_GONE = (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError)
"""What shows that a server had closed a connection while it was idle."""


class Cut(Exception):  # noqa: N818 -- told apart by those who read
    """The response ended before it was complete."""


def unreachable() -> QueryError:
    """Return ``STORE_UNREACHABLE``; visitors are not told where the server stands."""
    return QueryError(
        "STORE_UNREACHABLE",
        "The server that holds the data does not answer.",
        hint="Ask again a little later.",
        say="store_unreachable",
        retry_after=RETRY_SECONDS,
    )


def basic(user: str, password: str) -> dict[str, str]:
    """Return the header of a user's name and password (RFC 7617), or nothing without a name.

    >>> basic("a", "b")
    {'Authorization': 'Basic YTpi'}
    """
    if not user:
        return {}
    token = base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
    return {"Authorization": f"Basic {token}"}


class Exchange:
    """A response that is being read; :meth:`finish` keeps its connection, :meth:`drop` closes it."""

    def __init__(
        self, owner: Connections, connection: http.client.HTTPConnection, response: http.client.HTTPResponse
    ) -> None:
        self._owner = owner
        self._connection = connection
        self._response = response
        self._deadline = 0.0
        self.status = response.status
        self.headers = response.headers

    def until(self, deadline: float) -> Exchange:
        """Set when reading ends, in the seconds of ``time.monotonic``."""
        self._deadline = deadline
        return self

    def read(self, size: int = 1 << 16) -> bytes:
        """Return the next bytes, none at the end.

        :raises TimeoutError: the deadline has passed
        :raises Cut: the response ended too early, or tells nowhere where it ends
        """
        sock = self._connection.sock
        if sock is not None:
            sock.settimeout(_left(self._deadline))
        length = self._response.length
        if length is None and not self._response.chunked:
            raise Cut("no length")
        try:
            data = self._response.read1(size)
        except (http.client.HTTPException, ConnectionError, ssl.SSLError, ValueError) as error:
            raise Cut(type(error).__name__) from None
        if not data and self._response.length:
            raise Cut("short")
        return data

    def rest(self, most: int = 1 << 16) -> bytes:
        """Return what is left of a small response, not more than so many bytes.

        :raises TimeoutError, Cut: as :meth:`read`
        """
        found = b""
        while len(found) <= most and (data := self.read()):
            found += data
        return found[:most]

    def finish(self) -> None:
        """Give the connection back; call it when everything has been read."""
        self._response.close()
        self._owner.take_back(self._connection, reuse=not self._response.will_close)

    def drop(self) -> None:
        """Close the connection, whatever the server still wants to say."""
        self._owner.take_back(self._connection, reuse=False)


class Connections:
    """Connections to one server, for several threads at once.

    :param url: address of the endpoint, ``http`` or ``https``
    :param headers: sent with every request
    :param idle: connections that are kept when nobody needs them
    """

    def __init__(self, url: str, headers: Mapping[str, str] | None = None, *, idle: int = 8) -> None:
        parts = urlsplit(url)
        self.url = url
        self._host = parts.hostname or ""
        self._port = parts.port
        self._target = parts.path or "/"
        self._fixed = parts.query
        self._context = ssl.create_default_context() if parts.scheme == "https" else None
        self._headers = {"User-Agent": f"igr-kg/{igr_kg.__version__}", **(headers or {})}
        self._most_idle = idle
        self._lock = threading.Lock()
        self._idle: deque[http.client.HTTPConnection] = deque()
        self._busy: set[http.client.HTTPConnection] = set()
        self.closed = False
        self.server = ""
        """What the server says it is."""

    def post(self, fields: Sequence[tuple[str, str]], accept: str, deadline: float) -> Exchange:
        """Return the response to a form that is posted (SPARQL 1.1 Protocol, section 2.1.2).

        :raises TimeoutError: the deadline has passed
        :raises QueryError: ``STORE_UNREACHABLE``
        """
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        return self.request("POST", urlencode(fields).encode(), headers, deadline)

    def request(
        self,
        method: str,
        body: bytes | None,
        headers: Mapping[str, str],
        deadline: float,
        *,
        fields: Sequence[tuple[str, str]] = (),
        target: str = "",
    ) -> Exchange:
        """Return the response to a request.

        A connection that the server had closed while it was idle is replaced, once, by a new one.

        :param fields: of the query string
        :param target: path instead of that of the address
        :raises TimeoutError, QueryError: as :meth:`post`
        """
        query = "&".join(filter(None, (self._fixed if not target else "", urlencode(fields))))
        target = f"{target or self._target}{'?' if query else ''}{query}"
        while True:
            connection, used = self._take(deadline)
            try:
                connection.request(method, target, body, {**self._headers, **headers})
                if connection.sock is not None:
                    connection.sock.settimeout(_left(deadline))
                response = connection.getresponse()
                self.server = response.getheader("Server", "")
                return Exchange(self, connection, response).until(deadline)
            except BaseException as error:
                self.take_back(connection, reuse=False)
                if isinstance(error, TimeoutError):
                    raise
                if used and isinstance(error, _GONE) and not self.closed:
                    continue
                if isinstance(error, OSError | http.client.HTTPException):
                    raise unreachable() from None
                raise

    def take_back(self, connection: http.client.HTTPConnection, *, reuse: bool) -> None:
        """Keep a connection for the next request, or close it."""
        with self._lock:
            self._busy.discard(connection)
            if reuse and not self.closed and len(self._idle) < self._most_idle:
                self._idle.append(connection)
                return
        connection.close()

    def close(self) -> None:
        """Close every connection; who reads finds it cut."""
        with self._lock:
            self.closed = True
            idle, busy = list(self._idle), list(self._busy)
            self._idle.clear()
        for connection in busy:
            sock = connection.sock
            if sock is not None:
                with suppress(OSError):
                    sock.shutdown(SHUT_RDWR)
        for connection in idle:
            connection.close()

    def _take(self, deadline: float) -> tuple[http.client.HTTPConnection, bool]:
        """Return an open connection, and whether it has been used before."""
        with self._lock:
            used = bool(self._idle)
            connection = self._idle.pop() if used else self._new(min(CONNECT_SECONDS, _left(deadline)))
            self._busy.add(connection)
        try:
            if not used:
                connection.connect()
            if connection.sock is not None:
                connection.sock.settimeout(_left(deadline))
        except OSError:
            self.take_back(connection, reuse=False)
            raise unreachable() from None
        return connection, used

    def _new(self, seconds: float) -> http.client.HTTPConnection:
        if self._context is None:
            return http.client.HTTPConnection(self._host, self._port, timeout=seconds)
        return http.client.HTTPSConnection(self._host, self._port, timeout=seconds, context=self._context)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
