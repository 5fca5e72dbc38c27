"""The body of a request on a server that hands it over before it has arrived (gunicorn)."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Iterable
from contextlib import suppress

from werkzeug.wsgi import ClosingIterator

from igr_kg.web.cache import Application, Environ, StartResponse
from igr_kg.web.errors import WebError

BODILESS = ("GET", "HEAD", "OPTIONS")
SOCKET = "gunicorn.socket"


def too_late(seconds: float) -> WebError:
    """Return the error for a body that did not arrive in so many seconds."""
    return WebError(
        "REQUEST_TIMEOUT",
        f"The request took longer to arrive than {seconds:g} seconds.",
        hint="Send it again; a smaller one arrives sooner.",
        say="too_slow",
        values={"seconds": seconds},
    )


class Timely(io.RawIOBase):
    """A body that arrives in time, or whose reader learns that it did not.

    :param stream: what is read
    :param client: the connection that it comes by; nothing more is taken from it after the deadline
    :param seconds: from now
    """

    def __init__(self, stream: io.RawIOBase, client: socket.socket, seconds: float) -> None:
        super().__init__()
        self._stream = stream
        self._client = client
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes; empty at the end.

        :raises WebError: ``REQUEST_TIMEOUT``
        """
        data = self._stream.read(size) or b""
        if time.monotonic() >= self._until and (size < 0 or len(data) < size):
            raise too_late(self._seconds)
        return data

    def close(self) -> None:
        """Let the connection be used for what comes after this body."""
        self._timer.cancel()
        super().close()

    def _end(self) -> None:
        with suppress(OSError):
            self._client.shutdown(socket.SHUT_RD)


def timely(application: Application, seconds: float) -> Application:
    """Return the application with a deadline for bodies, where the server tells the connection.

    A slow body holds a thread until then; a proxy that takes it in before it asks spares that.
    """

    def call(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        client = environ.get(SOCKET)
        alone = environ.get("SERVER_PROTOCOL", "").startswith("HTTP/1")  # nothing else comes by it
        if client is None or not alone or environ["REQUEST_METHOD"] in BODILESS:
            return application(environ, start_response)
        body = environ["wsgi.input"] = Timely(environ["wsgi.input"], client, seconds)
        try:
            answer = application(environ, start_response)
        except BaseException:
            body.close()
            raise
        return ClosingIterator(answer, [body.close])

    return call
