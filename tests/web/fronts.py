"""The application behind ASGI with small limits, and how to ask it without a server."""

from __future__ import annotations

from typing import Any

from igr_kg.web.asgi import Front, Message
from igr_kg.web.cache import Application


def front(
    application: Application, kept: Application, at_once: Application, *, threads: int, **options: Any
) -> Front:
    """Return it; options are those of :class:`~igr_kg.web.asgi.Front`."""
    return Front(
        application,
        kept,
        at_once,
        threads=threads,
        most_bytes=100,
        seconds=5.0,
        patience=5.0,
        slow=1,
        stop=lambda: None,
        **options,
    )


async def ask(asked: Front, path: str, query: bytes = b"", method: str = "GET") -> tuple[int, bytes]:
    """Return status and body of the answer to a request."""
    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query,
        "http_version": "1.1",
        "headers": [],
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    await asked(scope, receive, send)
    return sent[0]["status"], b"".join(m.get("body", b"") for m in sent[1:])
