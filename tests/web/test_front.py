"""The application behind ASGI: what was answered before takes no thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable

from igr_kg.web.cache import Cache, Environ, StartResponse
from tests.web.fronts import ask, front


def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/slow":
        environ["igr.wait"] = WAIT.wait(20)
    body = environ["PATH_INFO"].encode()
    start_response("200 OK", [("ETag", '"1"'), ("Content-Length", str(len(body)))])
    return [body]


WAIT = threading.Event()


def test_what_is_kept_is_answered_while_every_thread_is_at_work() -> None:
    cache = Cache(application)
    asked = front(cache, cache.kept, cache.at_once, threads=1)

    async def run() -> None:
        assert await ask(asked, "/page") == (200, b"/page")
        slow = asyncio.ensure_future(ask(asked, "/slow"))
        await asyncio.sleep(0.05)
        assert await ask(asked, "/page") == (200, b"/page")
        assert await ask(asked, "/page", method="HEAD") == (200, b"")
        other = asyncio.ensure_future(ask(asked, "/other"))
        await asyncio.sleep(0.05)
        assert not slow.done()
        assert not other.done()
        WAIT.set()
        assert await slow == (200, b"/slow")
        assert await other == (200, b"/other")

    asyncio.run(run())
