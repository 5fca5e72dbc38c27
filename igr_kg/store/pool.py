"""Engine processes that can be killed: a few at work, one warm in reserve, a bounded queue before.

A query that passes its time limit costs one process, which is killed; the next query finds the one
in reserve, already started. Until it is needed there, the one in reserve answers the site's own short
queries, so that pages come while strangers' queries take their time. Processes are started with
``subprocess`` (never forked from a thread) and end by themselves when the pipe to them ends, so
nothing is left behind however this process dies.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from igr_kg.store.child import Child, NotTaken, Reply
from igr_kg.store.port import QueryError


class Pool:
    """Engine processes for several threads at once.

    :param start: starts a process; it need not wait until the process is ready
    :param processes: queries that run at the same time; ``spare`` more when these are reserved ones
    :param queue: queries that may wait
    :param queue_seconds: seconds that one may wait
    :param retire_at: bytes that a process may hold beyond those of the open store before it is replaced
    :param spare: places that only reserved queries may have
    """

    def __init__(
        self,
        start: Callable[[], Child],
        *,
        processes: int,
        queue: int,
        queue_seconds: float,
        retire_at: int,
        spare: int = 1,
    ) -> None:
        self._start = start
        self._most = self._free = processes + spare
        self._spare = spare
        self._queue = queue
        self._queue_seconds = queue_seconds
        self._retire_at = retire_at
        self._waiting = 0
        self._closed = False
        self._change = threading.Condition()
        self._busy: set[Child] = set()
        self._idle = deque(self._fresh() for _ in range(processes + spare))

    def ask(self, request: dict[str, Any], *, reserved: bool = False) -> Reply:
        """Return the reply of the next free process.

        The ``timeout`` of the request counts from when a place is free, for a reserved one from now.

        :param reserved: it may have the last place
        :raises QueryError: ``QUEUE_FULL``, ``ENGINE_STARTING``, ``STORE_CLOSED``, and those of
            :class:`Child`
        """
        deadline = time.monotonic() + request["timeout"]
        self._enter(0 if reserved else self._spare, deadline if reserved else None)
        deadline = deadline if reserved else time.monotonic() + request["timeout"]
        try:
            for _ in range(self._most + 2):  # each of them may have been killed this moment
                try:
                    return self._ask_one(request, deadline)
                except NotTaken:
                    continue
            raise QueryError("ENGINE_FAILED", "No engine process stays alive.")
        finally:
            self._leave()

    def warm(self) -> None:
        """Return when a process is ready.

        :raises QueryError: ``STORE_UNREADABLE``
        """
        try:
            self._idle[0].wait_until_ready()
        except NotTaken:
            raise QueryError("STORE_UNREADABLE", "The store of the release cannot be opened.") from None

    def pids(self) -> list[int]:
        """Return the process ids of those that are not at work."""
        with self._change:
            return [engine.pid for engine in self._idle]

    def close(self) -> None:
        """End all processes; a query at work ends with ``STORE_CLOSED``."""
        with self._change:
            self._closed = True
            engines = list(self._idle)
            self._idle.clear()
            for engine in self._busy:
                engine.end()
            self._change.notify_all()
        for engine in engines:
            engine.kill()

    def _ask_one(self, request: dict[str, Any], deadline: float) -> Reply:
        engine = self._take()
        try:
            engine.wait_until_ready(deadline)
            reply = engine.ask(request, deadline)
        except QueryError as error:
            # One that cannot open its own store is gone; one that cannot open another release's goes on.
            unopened = error.code == "STORE_UNREADABLE" and not engine.ready
            self._give_back(engine, reuse=error.code != "QUERY_MEMORY" and not unopened)
            if self._closed:
                raise self._over() from None
            if error.code == "ENGINE_STARTING":
                raise QueryError(
                    error.code,
                    "No process is ready to answer yet.",
                    hint="Ask again a little later.",
                    say="engine_starting",
                ) from None
            raise
        except BaseException:
            self._give_back(engine, reuse=False)
            raise
        self._give_back(engine, reuse=reply.grown < self._retire_at)
        return reply

    def _enter(self, kept: int, deadline: float | None) -> None:
        """Wait for one of the places at work, but not for the last ``kept`` ones."""
        with self._change:
            if self._free <= kept:
                if deadline is None and self._waiting >= self._queue:
                    raise self._full()
                wait = self._queue_seconds
                wait = wait if deadline is None else min(wait, deadline - time.monotonic())
                self._waiting += 1
                came = self._change.wait_for(lambda: self._free > kept or self._closed, wait)
                self._waiting -= 1
                if not came:
                    raise self._full()
            if self._closed:
                raise self._over()
            self._free -= 1

    @staticmethod
    def _over() -> QueryError:
        return QueryError(
            "STORE_CLOSED", "The store is closed.", hint="Ask again a little later.", say="store_closed"
        )

    def _leave(self) -> None:
        with self._change:
            self._free += 1
            self._change.notify_all()

    def _full(self) -> QueryError:
        return QueryError(
            "QUEUE_FULL",
            "Too many queries are waiting.",
            hint="Ask again a little later, or take the dumps.",
            say="queue_full",
            retry_after=max(1, round(self._queue_seconds)),
        )

    def _take(self) -> Child:
        """Return a process that runs, noted as at work; those found dead are replaced behind it."""
        for _ in range(len(self._idle) + 1):
            with self._change:
                if self._closed:
                    raise self._over()
                engine = self._idle.popleft() if self._idle else None
                if engine is not None:
                    self._busy.add(engine)
            if engine is None:
                break
            if engine.alive:
                return engine
            self._give_back(engine, reuse=False)
        engine = self._fresh()
        with self._change:
            if not self._closed:
                self._busy.add(engine)
                return engine
        engine.kill()
        raise self._over()

    def _fresh(self) -> Child:
        try:
            return self._start()
        except OSError:
            raise QueryError(
                "ENGINE_FAILED", "The system starts no engine process.", hint="Ask again a little later."
            ) from None

    def _give_back(self, engine: Child, *, reuse: bool) -> None:
        """Put a process back: a ready one at the front, another at the end, or a new one in its place.

        Where the system starts none, the next query tries again.
        """
        with self._change:
            self._busy.discard(engine)
            if reuse and engine.alive and not self._closed:
                put = self._idle.appendleft if engine.ready else self._idle.append
                put(engine)
                return
        engine.kill()
        if self._closed:
            return
        try:
            fresh = self._fresh()
        except QueryError:
            return
        with self._change:
            if not self._closed:
                self._idle.append(fresh)
                return
        fresh.kill()
