"""How much one client may ask at the same time, and how often: decided in front of the application.

It concerns what costs (:data:`COSTLY`) and was not answered before: who is refused has taken no engine
process and no place in a queue. The table of clients holds the addresses of those who asked last, in the
memory of this process alone, and forgets the others.
"""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from flask import Flask, request

from igr_kg.config import Settings
from igr_kg.web.cache import WAITED, Application, Environ, NotKept, StartResponse
from igr_kg.web.errors import WebError

COSTLY = ("/sparql", "/search", "/reconcile", "/validate", "/read", "/queries")
"""Paths that cost, with what lies below them."""

REFUSED = "igr_kg.refused"
"""Where in the environment of a request stands the error that it is answered with."""

MOST_CLIENTS = 10_000
"""Clients that are known at the same time, beside those with requests at work."""

_NETWORK = 64
"""Bits of an IPv6 address that tell clients apart: the rest is theirs to choose (RFC 6177, RFC 8981)."""


@dataclass(slots=True)
class Bucket:
    """A token bucket: ``burst`` tokens at most, ``rate`` new ones a second, one for each request.

    :param tokens: that it holds
    :param stamp: when it held them, in seconds of any clock
    """

    tokens: float
    stamp: float

    def take(self, now: float, rate: float, burst: float) -> float:
        """Take a token; return 0, or the seconds after which there will be one.

        >>> bucket = Bucket(1, 0.0)
        >>> [bucket.take(now, 0.5, 1) for now in (0.0, 1.0, 2.0)]
        [0.0, 1.0, 0.0]
        """
        self.tokens = min(burst, self.tokens + max(0.0, now - self.stamp) * rate)
        self.stamp = max(self.stamp, now)
        if self.tokens >= 1 - 1e-9:
            self.tokens -= 1
            return 0.0
        return (1 - self.tokens) / rate


@dataclass(slots=True)
class _Client:
    """What is known of a client."""

    bucket: Bucket
    at_work: int = 0


class Limits:
    """The limits for each client of one process.

    :param concurrent: requests of one client that may be at work; 0: any number
    :param rate: requests a second of one client, in the long run; 0: any number
    :param burst: requests that may come at once for that
    :param proxies: trusted proxies before the server, which name the client in X-Forwarded-For
    :param prefix: sub-path under which the site is served
    :param most: clients that are known at the same time
    :param clock: tells seconds
    """

    def __init__(
        self,
        *,
        concurrent: int = 0,
        rate: float = 0.0,
        burst: int = 1,
        proxies: int = 0,
        prefix: str = "",
        most: int = MOST_CLIENTS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._concurrent = concurrent
        self._rate = rate
        self._burst = max(1, burst)
        self._proxies = proxies
        self._prefix = "/" + prefix.strip("/") if prefix.strip("/") else ""
        self._most = most
        self._clock = clock
        self._clients: OrderedDict[str, _Client] = OrderedDict()
        self._lock = threading.Lock()

    @classmethod
    def of(cls, settings: Settings, prefix: str = "") -> Limits:
        """Return the limits that the settings tell."""
        return cls(
            concurrent=settings.client_concurrent,
            rate=settings.client_rate,
            burst=settings.client_burst,
            proxies=settings.trusted_proxies,
            prefix=prefix,
        )

    @property
    def known(self) -> int:
        """How many clients are known."""
        return len(self._clients)

    @contextmanager
    def admitted(self, environ: Environ) -> Iterator[None]:
        """Count a request as at work meanwhile; one too many gets its error into ``environ``.

        The application raises that error (:func:`install`), so it is told like every other.
        """
        name = client(environ, self._proxies) if self._concerns(environ) else ""
        error = self._enter(name) if name else None
        if error is not None:
            environ[REFUSED] = error
            environ[WAITED] = None  # nor does it wait for the answer to somebody else's question
        try:
            yield
        finally:
            if name and error is None:
                self._leave(name)

    def _concerns(self, environ: Environ) -> bool:
        if not (self._concurrent or self._rate):
            return False
        path = environ.get("PATH_INFO", "")
        if self._prefix and (path == self._prefix or path.startswith(f"{self._prefix}/")):
            path = path[len(self._prefix) :]
        return costly(path)

    def _enter(self, name: str) -> WebError | None:
        """Count a request, or return why there is one too many."""
        now = self._clock()
        with self._lock:
            found = self._clients.get(name)
            if found is None:
                found = self._clients[name] = _Client(Bucket(self._burst, now))
                self._forget()
            self._clients.move_to_end(name)
            if self._concurrent and found.at_work >= self._concurrent:
                return self._too_many()
            wait = found.bucket.take(now, self._rate, self._burst) if self._rate else 0.0
            if wait:
                return self._too_often(wait)
            found.at_work += 1
        return None

    def _leave(self, name: str) -> None:
        with self._lock:
            self._clients[name].at_work -= 1

    def _forget(self) -> None:
        """Forget those who have not asked for the longest time, but for those with requests at work."""
        idle = (name for name, found in self._clients.items() if not found.at_work)
        for name in list(islice(idle, max(0, len(self._clients) - self._most))):
            del self._clients[name]

    def _too_many(self) -> WebError:
        return WebError(
            "TOO_MANY_REQUESTS",
            f"No more than {self._concurrent} requests from one address are worked at at the same time.",
            hint="Wait for the answers to those before, then send others.",
            say="too_many_at_once",
            values={"most": self._concurrent},
            headers={"Retry-After": "1"},
        )

    def _too_often(self, wait: float) -> WebError:
        return WebError(
            "TOO_MANY_REQUESTS",
            f"The requests from one address come too fast: {self._rate:g} a second are taken.",
            hint="Ask again a little later, more slowly, or take the dumps: /dumps/.",
            say="too_often",
            values={"rate": self._rate},
            headers={"Retry-After": str(math.ceil(wait))},
        )


def costly(path: str) -> bool:
    """Tell whether a path, without the sub-path of the site, is one of :data:`COSTLY` or below one.

    >>> costly("/queries/42.csv"), costly("/sparqling")
    (True, False)
    """
    return "/" + path.lstrip("/").partition("/")[0].partition(".")[0] in COSTLY


def client(environ: Environ, proxies: int = 0) -> str:
    """Return the name of a client: its IPv4 address, or the first 64 bits of its IPv6 address.

    :param proxies: so many proxies are trusted, each of which added to X-Forwarded-For who asked it
    :return: empty when nothing tells it, as on a UNIX socket without a trusted proxy

    >>> client({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "9.9.9.9, 2001:db8::1:2"}, 1)
    '2001:db8::/64'
    """
    address = str(environ.get("REMOTE_ADDR", ""))
    said = [one.strip() for one in str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",")]
    if proxies and len(said) >= proxies and said[-proxies]:
        address = said[-proxies]
    return _name(address)


@lru_cache(maxsize=1024)
def _name(address: str) -> str:
    if address.startswith("["):  # with a port, as some proxies write it
        address = address[1:].partition("]")[0]
    elif address.count(":") == 1:
        address = address.partition(":")[0]
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, _NETWORK), strict=False))
    return str(found)


def limited(application: Application, kept: Application, limits: Limits) -> Application:
    """Return a WSGI application with limits, for servers that call it without :class:`igr_kg.web.asgi.Front`.

    :param kept: the part of it that answers at once, or says :class:`~igr_kg.web.cache.NotKept`
    """

    def call(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        asked = dict(environ)
        try:
            return kept(asked, start_response)
        except NotKept:
            environ["wsgi.input"] = asked["wsgi.input"]  # it may have been read, and can be read again
        with limits.admitted(environ):
            return application(environ, start_response)

    return call


def _refuse() -> None:
    error = request.environ.get(REFUSED)
    if isinstance(error, WebError):
        raise error


def install(app: Flask) -> None:
    """Make the application answer who was refused."""
    app.before_request(_refuse)
