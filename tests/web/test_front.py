"""The application behind ASGI: what was answered before takes no thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable
from typing import Any

from igr_kg.web.asgi import Front, Message
from igr_kg.web.cache import Cache, Environ, StartResponse


def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/slow":
        environ["igr.wait"] = WAIT.wait(20)
    body = environ["PATH_INFO"].encode()
    start_response("200 OK", [("ETag", '"1"'), ("Content-Length", str(len(body)))])
    return [body]


WAIT = threading.Event()


async def get(front: Front, path: str, method: str = "GET") -> tuple[int, bytes]:
    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "http_version": "1.1",
        "headers": [],
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    await front(scope, receive, send)
    return sent[0]["status"], b"".join(m.get("body", b"") for m in sent[1:])


def test_what_is_kept_is_answered_while_every_thread_is_at_work() -> None:
    cache = Cache(application)
    front = Front(
        cache,
        cache.kept,
        cache.at_once,
        threads=1,
        most_bytes=100,
        seconds=5.0,
        patience=5.0,
        slow=1,
        stop=lambda: None,
    )

    async def ask() -> None:
        assert await get(front, "/page") == (200, b"/page")
        slow = asyncio.ensure_future(get(front, "/slow"))
        await asyncio.sleep(0.05)
        assert await get(front, "/page") == (200, b"/page")
        assert await get(front, "/page", "HEAD") == (200, b"")
        other = asyncio.ensure_future(get(front, "/other"))
        await asyncio.sleep(0.05)
        assert not slow.done()
        assert not other.done()
        WAIT.set()
        assert await slow == (200, b"/slow")
        assert await other == (200, b"/other")

    asyncio.run(ask())
