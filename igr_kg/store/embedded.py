"""The default store: a release's own directory, opened read-only by killable engine processes.

The real default graph of the directory is the default view of the release; a query without a
dataset runs on it as it is. ``graph/default`` names that view where a graph is asked for by name
(FROM, ``default-graph-uri``); it is no named graph, so ``GRAPH ?g`` never shows it.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from igr_kg.store import engine
from igr_kg.store.child import Child, Reply
from igr_kg.store.front import QueryFront, Request
from igr_kg.store.messages import PADDING
from igr_kg.store.pool import Pool
from igr_kg.store.port import Begun

_AT_ONCE = 1 << 13
"""Characters of a query that an empty pipe takes at once, in whatever script."""


class PoolEngine:
    """An :class:`igr_kg.store.front.Engine` whose evaluations run in processes of :mod:`igr_kg.store.engine`.

    :param pool: closed together with this
    :param directory: of the release that is asked; None: of the one that the processes were started with
    :param outward: the pool whose processes may ask other servers, where there is one; closed as well
    """

    def __init__(self, pool: Pool, directory: Path | None = None, *, outward: Pool | None = None) -> None:
        self._pool = pool
        self._directory = str(directory.resolve()) if directory else None
        self._outward = outward

    def ask(self, request: Request) -> Reply:
        """Return the complete body; see :class:`igr_kg.store.front.Engine`."""
        message = self._message(request)
        if request.services and self._outward is not None:
            return self._outward.ask(message)
        return self._pool.ask(message, reserved=request.reserved)

    def begin(self, request: Request) -> Begun[Reply] | None:
        """Begin an evaluation; see :class:`igr_kg.store.front.Engine`."""
        if request.services or request.default_graphs is not None or len(request.text) > _AT_ONCE:
            return None
        return self._pool.begin(self._message(request))

    def _message(self, request: Request) -> dict[str, Any]:
        return {
            "query": request.text + PADDING,
            "media_type": request.media_type,
            "base": request.base,
            "timeout": request.timeout,
            "max_rows": request.max_rows,
            "max_bytes": request.max_bytes,
            "default_graphs": request.default_graphs,
            "named_graphs": request.named_graphs,
            "directory": self._directory,
        }

    def close(self) -> None:
        """End every engine process."""
        self._pool.close()
        if self._outward is not None:
            self._outward.close()


class EmbeddedStore(QueryFront):
    """A release that is queried in processes of its own; safe for threads.

    Make it after the last fork of a server, before or in its threads.

    :param directory: the engine's directory (``store`` of a release folder)
    :param version: version of the release
    :param base: base IRI
    :param timeout: seconds of wall time that one query may take
    :param memory_mb: megabytes of address space that queries may add to an engine process
    :param max_rows: solutions or triples that one answer may hold
    :param max_bytes: bytes that one answer may hold
    :param processes: queries that run at the same time
    :param queue: queries that may wait
    :param queue_seconds: seconds that one may wait
    :param slow_seconds: seconds of processor time after which a query leaves its place to others; 0: never
    :param slow_most: queries that may run beside the others after that
    :param services: IRIs of the only servers that SERVICE may ask; one process of its own does, and no
        other process can make a socket
    :raises QueryError: ``STORE_UNREADABLE`` when the directory cannot be opened
    """

    def __init__(
        self,
        directory: Path,
        *,
        version: str = "",
        base: str = "https://w3id.org/igr/",
        timeout: float = 20.0,
        memory_mb: int = 2048,
        max_rows: int = 500_000,
        max_bytes: int = 200_000_000,
        processes: int = 2,
        queue: int = 32,
        queue_seconds: float = 10.0,
        slow_seconds: float = 0.0,
        slow_most: int = 4,
        services: Collection[str] = (),
    ) -> None:
        directory = directory.resolve()
        memory = memory_mb << 20
        # Beside the folder of a release lie the others that the same processes may be asked for.
        options = {
            "path": str(directory),
            "memory": memory + engine.ROOM,
            "files": [str(directory), str(directory.parent.parent)],
        }
        pool = partial(
            Pool,
            queue=queue,
            queue_seconds=queue_seconds,
            retire_at=memory // 2 + engine.ROOM,
            slow_seconds=slow_seconds,
            slow_most=slow_most,
        )
        self._pool = pool(lambda: Child("igr_kg.store.engine", options), processes=processes)
        self._outward = None
        if services:
            reaching = {**options, "network": sorted(set(map(port_of, services)))}
            self._outward = pool(lambda: Child("igr_kg.store.engine", reaching), processes=1, spare=0)
        super().__init__(
            PoolEngine(self._pool, outward=self._outward),
            version=version,
            base=base,
            timeout=timeout,
            max_rows=max_rows,
            max_bytes=max_bytes,
            services=services,
        )
        try:
            self._pool.warm()
        except BaseException:
            self.close()
            raise

    def of(self, directory: Path, version: str) -> QueryFront:
        """Return another release over the same processes and limits; nothing is opened before it is asked.

        It needs no closing: it ends with this store, and closing it would end this one.

        :param directory: the engine's directory of the other release
        :param version: of the other release
        """
        return QueryFront(
            PoolEngine(self._pool, directory, outward=self._outward),
            version=version,
            base=self._base,
            timeout=self._timeout,
            max_rows=self._max_rows,
            max_bytes=self._max_bytes,
            services=self._services,
        )


def port_of(service: str) -> int:
    """Return the TCP port of an endpoint (RFC 9110, section 4.2).

    >>> port_of("https://example.org/sparql"), port_of("http://localhost:7878/query")
    (443, 7878)
    """
    parts = urlsplit(service)
    return parts.port or (443 if parts.scheme == "https" else 80)
