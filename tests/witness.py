"""Servers on the loopback interface that note who came: witnesses of what an engine really asks."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

SOLUTION = {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "far"}}]}}
Reply = Callable[[BaseHTTPRequestHandler], None]


def solutions(handler: BaseHTTPRequestHandler) -> None:
    """Answer with one solution: ?x is "far"."""
    body = json.dumps(SOLUTION).encode()
    handler.send_response(200)
    handler.send_header("Content-Type", "application/sparql-results+json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


class Witness:
    """A server; ``asked`` lists the bodies that came, by the path of the request.

    :param address: ``http://127.0.0.1:<port>``
    """

    def __init__(self, address: str, asked: list[tuple[str, str]]) -> None:
        self.address = address
        self.asked = asked


@contextmanager
def witness(reply: Reply = solutions) -> Iterator[Witness]:
    """Serve on a free port until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        asked: ClassVar[list[tuple[str, str]]] = []

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            self.asked.append((self.path, self.rfile.read(length).decode()))
            reply(self)

        do_GET = do_POST  # noqa: N815 -- the name that the class wants

        def log_message(self, *rest: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield Witness(f"http://127.0.0.1:{server.server_port}", Handler.asked)
    finally:
        server.shutdown()
        server.server_close()
