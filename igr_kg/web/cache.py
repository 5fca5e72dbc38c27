"""Answers that were given before are given again, in front of the application.

A release does not change while it is served, so an answer with an entity tag stays right as long as the
process lives. What the answer may depend on is the key: path, query, host and the headers that choose
a representation.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Header = tuple[str, str]

_KEY = (
    *("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "wsgi.url_scheme", "HTTP_HOST"),
    *("HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE"),
)
_KEPT_ON_304 = frozenset(
    ("etag", "vary", "cache-control", "content-location", "link", "access-control-allow-origin")
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A complete answer."""

    status: str
    headers: Sequence[Header]
    body: bytes
    etag: str


class NotKept(Exception):  # noqa: N818
    """There is no answer to this request yet."""


class Cache:
    """A WSGI application in front of another that keeps its answers, the least used ones going first.

    :param most_bytes: bytes of all answers together, with what they were asked by
    :param largest: bytes of the largest answer that is kept
    """

    def __init__(
        self, application: Application, *, most_bytes: int = 64 << 20, largest: int = 2 << 20
    ) -> None:
        self._application = application
        self._most_bytes = most_bytes
        self._largest = largest
        self._kept: OrderedDict[tuple[str, ...], Kept] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, or ask the application."""
        try:
            return self.kept(environ, start_response)
        except NotKept:
            pass
        if environ["REQUEST_METHOD"] != "GET" or "HTTP_IF_NONE_MATCH" in environ:
            return self._application(environ, start_response)
        return self._ask(_key(environ), environ, start_response)

    def kept(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, at once.

        :raises NotKept: the application has to be asked
        """
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            raise NotKept
        key = _key(environ)
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                raise NotKept
            self._kept.move_to_end(key)
        return _answer(found, environ, start_response)

    def _ask(self, key: tuple[str, ...], environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the application's answer on, and keep it when it is whole, named and not too large."""
        head: list[Any] = []

        def note(status: str, headers: list[Header], *rest: Any) -> Any:
            head[:] = [status, list(headers)]
            return start_response(status, headers, *rest)

        answer = self._application(environ, note)
        status, headers = head
        names = {name.lower(): value for name, value in headers}
        length = names.get("content-length", "")
        small = length.isdigit() and int(length) <= self._largest
        if not (status.startswith("200") and "etag" in names and small):
            return answer
        try:
            body = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()
        self._keep(key, Kept(status, tuple(headers), body, names["etag"]))
        return [body]

    def _keep(self, key: tuple[str, ...], answer: Kept) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = answer
                self._size += _weight(key, answer)
            while self._size > self._most_bytes:
                self._size -= _weight(*self._kept.popitem(last=False))


def _key(environ: Environ) -> tuple[str, ...]:
    return tuple(str(environ.get(name, "")) for name in _KEY)


def _weight(key: tuple[str, ...], answer: Kept) -> int:
    """Return the bytes that an answer takes: a request can be far longer than what answers it."""
    texts = (*key, *(text for header in answer.headers for text in header))
    return len(answer.body) + sum(map(len, texts))


def _answer(found: Kept, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    asked = environ.get("HTTP_IF_NONE_MATCH", "")
    tags = [tag.strip().removeprefix("W/") for tag in asked.split(",")] if asked else []
    if found.etag.removeprefix("W/") in tags or "*" in tags:
        kept = [(name, value) for name, value in found.headers if name.lower() in _KEPT_ON_304]
        start_response("304 NOT MODIFIED", kept)
        return []
    start_response(found.status, list(found.headers))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [found.body]
