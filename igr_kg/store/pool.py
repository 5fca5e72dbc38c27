"""Engine processes that can be killed: a few at work, one warm in reserve, a bounded queue before.

A query that passes its time limit costs one process, which is killed; the next query finds another, already
started. Until it is needed there, the one in reserve answers the site's own short queries, so that pages
come while strangers' queries take their time.

A query that takes long (:class:`Slow`) leaves its place to others and goes on at the lowest priority, in one
of a few further places; when these are taken it is ended. So quick queries always find a place and a
processor, whatever else has been asked. Reserved queries are the site's own, and bounded by what the
site asks: they keep place and priority. Nobody watches: the thread that asked waits for its reply in two
steps.

There are never more processes than ``processes + spare + 1 + slow_most``: those in places, one to take the
place of one that becomes slow, and the slow ones. They are started with ``subprocess`` (never forked from a
thread) and end by themselves when the pipe to them ends, so nothing is left behind however this
process dies.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from igr_kg.store.child import Child, NotTaken, Reply, Slow
from igr_kg.store.places import Place, Places, over
from igr_kg.store.port import Begun, QueryError


@dataclass(frozen=True, slots=True)
class Load:
    """What a pool does now, and what it had to do since it was opened.

    :param running: queries in their places
    :param slow: queries at the lowest priority
    :param waiting: queries in the lines before the places
    :param idle: processes that wait for a query
    :param ended: processes ended after a query: past a limit, found gone, or holding too much memory
    :param started: processes started, the first ones included
    """

    running: int
    slow: int
    waiting: int
    idle: int
    ended: int
    started: int


class Pool:
    """Engine processes for several threads at once.

    :param start: starts a process; it need not wait until the process is ready
    :param processes: queries that run at the same time; ``spare`` more when these are reserved ones
    :param queue: queries that may wait
    :param queue_seconds: seconds that one may wait
    :param retire_at: bytes that a process may hold beyond those of the open store before it is replaced
    :param spare: places that only reserved queries may have
    :param slow_seconds: of processor time after which a query counts as slow; 0: none does
    :param slow_most: slow queries that may run at the same time, beside the others
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
        slow_seconds: float = 0.0,
        slow_most: int = 0,
    ) -> None:
        self._start = start
        self._places = Places(most=processes + spare, spare=spare, queue=queue, queue_seconds=queue_seconds)
        self._least = processes + spare + (1 if slow_seconds and slow_most else 0)
        self._most = self._least + slow_most
        self._retire_at = retire_at
        self._slow_seconds = slow_seconds
        self._slow_most = slow_most
        self._closed = False
        self._change = threading.Condition()
        self._idle: deque[Child] = deque()
        self._busy: set[Child] = set()
        self._slow: set[Child] = set()
        self._starting = 0
        self._ended = 0
        self._started = 0
        if not self._fill():
            self.close()
            raise _no_process()

    def ask(self, request: dict[str, Any], *, reserved: bool = False) -> Reply:
        """Return the reply of the next free process.

        The ``timeout`` of the request counts from when a place is free, for a reserved one from now.

        :param reserved: it may have the last place, and never counts as slow
        :raises QueryError: ``QUEUE_FULL``, ``TOO_MANY_SLOW``, ``ENGINE_STARTING``, ``STORE_CLOSED``, and
            those of :class:`Child`
        """
        deadline = time.monotonic() + request["timeout"]
        place = self._places.enter(reserved=reserved, deadline=deadline if reserved else None)
        deadline = deadline if reserved else time.monotonic() + request["timeout"]
        try:
            return self._tried(request, deadline, None if reserved else place)
        finally:
            place.leave()

    def _tried(
        self, request: dict[str, Any], deadline: float, place: Place | None, begun: Child | None = None
    ) -> Reply:
        """Return the reply of the first process that takes a request: each may have been killed this moment.

        :param place: that the query leaves when it takes long; None: it never does
        :param begun: a process to which it has been sent
        """
        for _ in range(self._most + 2):
            try:
                return self._ask_one(request, deadline, place, begun)
            except NotTaken:
                begun = None
        raise QueryError("ENGINE_FAILED", "No engine process stays alive.")

    def begin(self, request: dict[str, Any]) -> Begun[Reply] | None:
        """Send a request to a process, where none has to be waited for, and return what will give the reply.

        It is for those who can do something else meanwhile, such as an event loop.

        :return: None where it would have to wait: then :meth:`ask` is the way
        """
        place = self._places.enter_now()
        if place is None:
            return None
        with self._change:
            # One that has died is found out when its reply is read, and another takes the request.
            engine = next((one for one in self._idle if one.ready), None)
            if engine is None or self._closed:
                engine = None
            else:
                self._idle.remove(engine)
                self._busy.add(engine)
        if engine is None:
            place.leave()
            return None
        deadline = time.monotonic() + request["timeout"]
        engine.begin(request, deadline)
        return Begun(engine.source, engine.answered, partial(self._end, request, deadline, place, engine))

    def _end(self, request: dict[str, Any], deadline: float, place: Place, engine: Child) -> Reply:
        """Return the reply to what was begun; where that process is gone, another one's."""
        try:
            return self._tried(request, deadline, place, engine)
        finally:
            place.leave()

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

    def load(self) -> Load:
        """Return what the pool does now."""
        with self._change:
            return Load(
                running=len(self._busy),
                slow=len(self._slow),
                waiting=self._places.waiting,
                idle=len(self._idle),
                ended=self._ended,
                started=self._started,
            )

    def close(self) -> None:
        """End all processes; a query at work ends with ``STORE_CLOSED``."""
        self._places.close()
        with self._change:
            self._closed = True
            engines = list(self._idle)
            self._idle.clear()
            for engine in (*engines, *self._busy, *self._slow):
                engine.end()
            self._change.notify_all()
        for engine in engines:
            engine.kill()

    def _ask_one(
        self, request: dict[str, Any], deadline: float, place: Place | None, begun: Child | None
    ) -> Reply:
        """Ask one process, or read the reply of one that has been asked."""
        engine = begun or self._take(deadline)
        slow = None
        if place is not None and self._slow_seconds:
            slow = Slow(self._slow_seconds, partial(self._step_aside, engine, place))
        try:
            if begun is None:
                engine.wait_until_ready(deadline)
                engine.begin(request, deadline)
            reply = engine.reply(deadline, slow=slow)
        except QueryError as error:
            # One that cannot open its own store is gone; one that cannot open another release's goes on.
            unopened = error.code == "STORE_UNREADABLE" and not engine.ready
            spoilt = unopened or error.code in ("QUERY_MEMORY", "TOO_MANY_SLOW")
            self._give_back(engine, reuse=not spoilt)
            if self._closed:
                raise over() from None
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

    def _step_aside(self, engine: Child, place: Place) -> None:
        """Let a query that takes long go on beside the others; another process takes its place first.

        :raises QueryError: ``TOO_MANY_SLOW``
        """
        with self._change:
            if len(self._slow) >= self._slow_most:
                raise self._too_many_slow()
            self._busy.discard(engine)
            self._slow.add(engine)
        engine.lower()
        if self._fill():
            place.leave()

    def _too_many_slow(self) -> QueryError:
        return QueryError(
            "TOO_MANY_SLOW",
            "This query takes its time, and as many such queries as may run together are running.",
            hint="Ask again a little later, make it more selective, or take the dumps.",
            say="slow_full",
            retry_after=self._places.retry_after,
        )

    def _take(self, deadline: float) -> Child:
        """Return a process that runs, noted as at work; those found dead are replaced behind it.

        Who comes here has a place, so there is a process for it, or one is being started.
        """
        for _ in range(self._most + 2):
            self._fill()
            with self._change:
                self._change.wait_for(
                    lambda: self._idle or not self._starting or self._closed, deadline - time.monotonic()
                )
                if self._closed:
                    raise over()
                if not self._idle:
                    break
                engine = next((one for one in self._idle if one.prompt), self._idle[0])
                self._idle.remove(engine)
                if engine.alive:
                    self._busy.add(engine)
                    return engine
            engine.kill()
        raise _no_process()

    def _fill(self) -> bool:
        """Start the processes that are missing; return whether the system does.

        Where it starts none, the next query tries again.
        """
        while True:
            with self._change:
                there = len(self._idle) + len(self._busy) + self._starting
                if self._closed or there >= self._least:
                    return True
                self._starting += 1
            fresh = None
            try:
                fresh = self._start()
            except OSError:
                return False
            finally:
                with self._change:
                    self._starting -= 1
                    if fresh is not None and not self._closed:
                        self._idle.append(fresh)
                        self._started += 1
                        fresh = None
                    self._change.notify_all()
                if fresh is not None:
                    fresh.kill()

    def _give_back(self, engine: Child, *, reuse: bool) -> None:
        """Put a process back, or end it and put another in its place.

        A slow one is done only after a while: what had the lowest priority ends at that. It keeps its
        place among the slow ones until then, but nobody waits for it.
        """
        with self._change:
            slow = engine in self._slow
        reuse = reuse and engine.alive
        if not reuse:
            engine.end()
        if slow:
            try:
                threading.Thread(target=self._put_away, args=(engine, reuse, slow), daemon=True).start()
                return
            except RuntimeError:  # there are too many threads, or the interpreter ends
                pass
        self._put_away(engine, reuse, slow)

    def _put_away(self, engine: Child, reuse: bool, slow: bool) -> None:
        """Do the work of :meth:`_give_back`; a ready process goes to the front, another to the end."""
        if reuse and slow:
            try:
                engine.settle()
            except NotTaken:
                reuse = False
        if not reuse:
            engine.kill()
        with self._change:
            self._busy.discard(engine)
            self._slow.discard(engine)
            reuse = reuse and not self._closed
            if reuse:
                put = self._idle.appendleft if engine.ready else self._idle.append
                put(engine)
            else:
                self._ended += 1
        if not reuse:
            engine.kill()
            self._fill()


def _no_process() -> QueryError:
    return QueryError(
        "ENGINE_FAILED", "The system starts no engine process.", hint="Ask again a little later."
    )
