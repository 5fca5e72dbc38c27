"""The SPARQL 1.1 Graph Store HTTP Protocol, and the statements of a release as it takes them.

The scope of a blank node is one request; so all statements of a graph that hold one travel together, in
the first request.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from urllib.parse import urlencode, urlsplit

from igr_kg.errors import InputError
from igr_kg.store.remote_auth import Credentials
from igr_kg.store.remote_http import Connections, Cut

MOST_BYTES = 8 << 20
"""Bytes of statements in one request."""

REQUEST_SECONDS = 600.0
"""Seconds that one request may take."""

_SERVER = "See the log of the server; is it writable, and are --user and --password-env right?"


def failed(what: str, why: str) -> InputError:
    """Return ``LOAD_FAILED``."""
    return InputError("LOAD_FAILED", f"{what}: {why}.", hint=_SERVER)


class GraphStore:
    """A server of the Graph Store HTTP Protocol.

    :param url: its address; a graph is named in the query string (section 4.2 of the protocol)
    """

    def __init__(self, url: str, user: str = "", password: str = "") -> None:
        self._connections = Connections(url, idle=1)
        self._path = urlsplit(url).path or "/"
        self._credentials = Credentials(user, password)

    def put(self, graph: str, body: bytes) -> None:
        """Replace a graph by N-Triples; an empty name: the default graph."""
        self._send("PUT", graph, body)

    def post(self, graph: str, body: bytes) -> None:
        """Add N-Triples to a graph."""
        self._send("POST", graph, body)

    def delete(self, graph: str) -> None:
        """Take a graph away; one that is not there is no error."""
        self._send("DELETE", graph, None, gone=True)

    def close(self) -> None:
        """Close the connection."""
        self._connections.close()

    def _send(self, method: str, graph: str, body: bytes | None, *, gone: bool = False) -> None:
        """Send a request, twice where the server then says whom it wants to know.

        :raises InputError: ``LOAD_FAILED``
        :raises QueryError: ``STORE_UNREACHABLE``
        """
        query = urlencode({"graph": graph}) if graph else "default="
        target = f"{self._path}?{query}"
        what = f"{method} of {graph or 'the default graph'}"
        for attempt in (1, 2):
            headers = {"Content-Type": "application/n-triples"} if body is not None else {}
            headers |= self._credentials.header(method, target)
            try:
                exchange = self._connections.request(
                    method, body, headers, time.monotonic() + REQUEST_SECONDS, target=target
                )
                words = exchange.rest(300)
            except (TimeoutError, Cut):
                raise failed(what, f"no answer within {REQUEST_SECONDS:g} seconds") from None
            exchange.finish()
            challenge = exchange.headers.get("WWW-Authenticate", "")
            if exchange.status == 401 and attempt == 1 and self._credentials.challenged(challenge):
                continue
            if exchange.status < 300 or (gone and exchange.status == 404):
                return
            said = " ".join(words.decode("utf-8", "replace").split())
            raise failed(what, f"the server answers {exchange.status} {said}".rstrip())


@dataclass(slots=True)
class _Graph:
    """Where the lines of a graph lie in the file of them."""

    triples: int = 0
    plain: list[tuple[int, int]] = field(default_factory=list)
    blank: list[tuple[int, int]] = field(default_factory=list)


class Sorted:
    """The statements of a release by graph, in one temporary file, whatever their number.

    :param lines: N-Quads, each with a graph, none twice
    """

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 -- closed in close
        self.graphs: dict[str, _Graph] = {}
        waiting: dict[tuple[str, bool], list[bytes]] = {}
        held = 0
        for line in lines:
            triple, graph = _split(line)
            blank = triple.startswith(b"_:") or b" _:" in triple
            waiting.setdefault((graph, blank), []).append(triple)
            self.graphs.setdefault(graph, _Graph()).triples += 1
            held += len(triple)
            if held > 4 * MOST_BYTES:
                self._write(waiting)
                held = 0
        self._write(waiting)

    def bodies(self, *graphs: str) -> Iterator[bytes]:
        """Yield the statements of graphs as N-Triples, those with blank nodes in the first body."""
        body = b"".join(self._read(at) for graph in graphs for at in self.graphs[graph].blank)
        first = True
        for graph in graphs:
            for at in self.graphs[graph].plain:
                for piece in _pieces(self._read(at)):
                    if body and len(body) + len(piece) > MOST_BYTES:
                        yield body
                        body, first = b"", False
                    body += piece
        if body or first:
            yield body

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    def _write(self, waiting: dict[tuple[str, bool], list[bytes]]) -> None:
        for (graph, blank), triples in waiting.items():
            block = b"".join(triples)
            at = (self._file.seek(0, 2), len(block))
            self._file.write(block)
            (self.graphs[graph].blank if blank else self.graphs[graph].plain).append(at)
        waiting.clear()

    def _read(self, at: tuple[int, int]) -> bytes:
        self._file.seek(at[0])
        return self._file.read(at[1])


def _split(line: bytes) -> tuple[bytes, str]:
    r"""Return triple and graph of a line of canonical N-Quads.

    >>> _split(b'<a:a> <a:b> "c" <a:g> .\n')
    (b'<a:a> <a:b> "c" .\n', 'a:g')
    """
    head, _, graph = line.rstrip().removesuffix(b" .").rpartition(b" ")
    return head + b" .\n", graph[1:-1].decode()


def _pieces(block: bytes) -> Iterator[bytes]:
    """Yield whole lines, together not more than half of :data:`MOST_BYTES` where lines allow it."""
    start = 0
    while start < len(block):
        end = block.find(b"\n", min(start + MOST_BYTES // 2, len(block) - 1)) + 1
        yield block[start:end]
        start = end


def graph_store_of(url: str, server: str) -> str:
    """Return the usual address of the graph store beside a query endpoint, or an empty string.

    :param server: what the server says it is

    >>> graph_store_of("http://127.0.0.1:7878/query", "Oxigraph/0.5.13")
    'http://127.0.0.1:7878/store'
    """
    parts = urlsplit(url)
    head, _, last = parts.path.rpartition("/")
    if server.startswith("Virtuoso"):
        last = "sparql-graph-crud-auth"
    elif server.startswith("Oxigraph") or last == "query":
        last = "store"
    else:
        return ""
    return parts._replace(path=f"{head}/{last}", query="").geturl()
