"""Engine processes that can be killed: a few at work, one warm in reserve, a bounded queue before.

A query that passes its time limit costs one process, which is killed; the next query finds the one
in reserve, already started. Until it is needed there, the one in reserve answers the site's own short
queries, so that pages come while strangers' queries take their time. Processes are started with
``subprocess`` (never forked from a thread) and end by themselves when the pipe to them ends, so
nothing is left behind however this process dies.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import igr_kg
from igr_kg.store.engine import SPOOL
from igr_kg.store.port import QueryError
from igr_kg.store.wire import CHUNK, Channel, Ended, Late

START_SECONDS = 60.0
"""Seconds that a new process may take until it has opened its store."""

_MEMORY_SIGNALS = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Limits:
    """What an engine process is started with, and what it may use.

    :param memory: bytes of address space that queries may add to those of the open store
    """

    path: Path
    memory: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What an engine process gave back: the body, complete, and its figures.

    :param grown: bytes of memory that the process holds beyond those of the open store
    """

    file: BinaryIO
    length: int
    sha256: str
    rows: int
    seconds: float
    grown: int


class NotTaken(Exception):  # noqa: N818
    """The process was gone before it took the request: another one may be asked."""


class EngineProcess:
    """One engine process as its parent sees it; used by one thread at a time."""

    def __init__(self, limits: Limits) -> None:
        options = json.dumps({"path": str(limits.path), "memory": limits.memory})
        source = str(Path(igr_kg.__file__).parent.parent)
        paths = [source, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
            [sys.executable, "-P", "-m", "igr_kg.store.engine", options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "MALLOC_ARENA_MAX": "2"},
        )
        assert self._process.stdin is not None  # noqa: S101 -- what PIPE means
        assert self._process.stdout is not None  # noqa: S101
        self._channel = Channel(self._process.stdout.fileno(), self._process.stdin.fileno())
        os.set_blocking(self._channel.source, False)
        os.set_blocking(self._channel.target, False)
        self._ready = False

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def wait_until_ready(self) -> None:
        """Return when the store is open.

        :raises NotTaken: the process ended first
        :raises QueryError: ``STORE_UNREADABLE``
        """
        if self._ready:
            return
        try:
            message = self._channel.receive(time.monotonic() + START_SECONDS)
        except (Ended, Late):
            raise NotTaken from None
        if "error" in message:
            raise QueryError(
                message["error"], "The store of the release cannot be opened.", hint=message["detail"]
            )
        self._ready = True

    def ask(self, request: dict[str, Any]) -> Reply:
        """Return the reply to a request; the process is gone after any error but a plain refusal.

        :raises NotTaken: the process had ended before
        :raises QueryError: ``QUERY_TIMEOUT``, ``QUERY_MEMORY``, ``ENGINE_FAILED``, or what the
            process says, with its own words in ``hint``
        """
        deadline = time.monotonic() + request["timeout"]
        taken = False
        try:
            self._channel.send(request, deadline)
            taken = bool(self._channel.receive(deadline)["taken"])
            message = self._channel.receive(deadline)
            if "error" in message:
                raise QueryError(message["error"], "", hint=message["detail"])
            return self._collect(message, deadline)
        except Late:
            self.kill()
            raise QueryError("QUERY_TIMEOUT", "") from None
        except Ended:
            self.kill()
            if not taken:
                raise NotTaken from None
            memory = -self._process.returncode in _MEMORY_SIGNALS
            raise QueryError("QUERY_MEMORY" if memory else "ENGINE_FAILED", "") from None

    def _collect(self, message: dict[str, Any], deadline: float) -> Reply:
        small = message["length"] <= SPOOL
        spool = io.BytesIO() if small else cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 -- for the reader
        digest = hashlib.sha256()
        left = message["length"]
        try:
            while left:
                block = self._channel.receive_some(min(left, CHUNK), deadline)
                digest.update(block)
                spool.write(block)
                left -= len(block)
            spool.seek(0)
        except BaseException:
            spool.close()
            raise
        return Reply(
            file=spool,
            length=message["length"],
            sha256=digest.hexdigest(),
            rows=message["rows"],
            seconds=message["seconds"],
            grown=message["grown"],
        )

    def kill(self) -> None:
        """End the process for certain and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


class Pool:
    """Engine processes for several threads at once.

    :param start: starts a process; it need not wait until the process is ready
    :param processes: queries that run at the same time; one more when it is a reserved one
    :param queue: queries that may wait
    :param queue_seconds: seconds that one may wait
    :param retire_at: bytes that a process may hold beyond those of the open store before it is replaced
    """

    def __init__(
        self,
        start: Callable[[], EngineProcess],
        *,
        processes: int,
        queue: int,
        queue_seconds: float,
        retire_at: int,
    ) -> None:
        self._start = start
        self._most = self._free = processes + 1
        self._queue = queue
        self._queue_seconds = queue_seconds
        self._retire_at = retire_at
        self._waiting = 0
        self._closed = False
        self._change = threading.Condition()
        self._idle = deque(self._fresh() for _ in range(processes + 1))

    def ask(self, request: dict[str, Any], *, reserved: bool = False) -> Reply:
        """Return the reply of the next free process.

        :param reserved: it may have the last place
        :raises QueryError: ``QUEUE_FULL``, ``STORE_CLOSED``, and those of :class:`EngineProcess`
        """
        self._enter(0 if reserved else 1)
        try:
            for _ in range(self._most + 2):  # each of them may have been killed this moment
                try:
                    return self._ask_one(request)
                except NotTaken:
                    continue
            raise QueryError("ENGINE_FAILED", "No engine process stays alive.")
        finally:
            self._leave()

    def warm(self) -> None:
        """Return when a process is ready.

        :raises QueryError: ``STORE_UNREADABLE``
        """
        self._idle[0].wait_until_ready()

    def pids(self) -> list[int]:
        """Return the process ids of those that are not at work."""
        with self._change:
            return [engine.pid for engine in self._idle]

    def close(self) -> None:
        """Kill all processes; those at work when they give back."""
        with self._change:
            self._closed = True
            engines = list(self._idle)
            self._idle.clear()
            self._change.notify_all()
        for engine in engines:
            engine.kill()

    def _ask_one(self, request: dict[str, Any]) -> Reply:
        engine = self._take()
        try:
            engine.wait_until_ready()
            reply = engine.ask(request)
        except QueryError as error:
            self._give_back(engine, reuse=error.code not in ("QUERY_MEMORY", "STORE_UNREADABLE"))
            raise
        except BaseException:
            self._give_back(engine, reuse=False)
            raise
        self._give_back(engine, reuse=reply.grown < self._retire_at)
        return reply

    def _enter(self, kept: int) -> None:
        """Wait for one of the places at work, but not for the last ``kept`` ones."""
        with self._change:
            if self._free <= kept:
                if kept and self._waiting >= self._queue:
                    raise self._full()
                self._waiting += 1
                came = self._change.wait_for(lambda: self._free > kept or self._closed, self._queue_seconds)
                self._waiting -= 1
                if not came:
                    raise self._full()
            if self._closed:
                raise QueryError("STORE_CLOSED", "The store is closed.")
            self._free -= 1

    def _leave(self) -> None:
        with self._change:
            self._free += 1
            self._change.notify_all()

    def _full(self) -> QueryError:
        return QueryError(
            "QUEUE_FULL",
            "Too many queries are waiting.",
            hint="Ask again a little later, or take the dumps.",
            retry_after=max(1, round(self._queue_seconds)),
        )

    def _take(self) -> EngineProcess:
        """Return a process that runs; those found dead are replaced behind it."""
        for _ in range(len(self._idle) + 1):
            with self._change:
                engine = self._idle.popleft() if self._idle else None
            if engine is None:
                break
            if engine.alive:
                return engine
            self._give_back(engine, reuse=False)
        return self._fresh()

    def _fresh(self) -> EngineProcess:
        try:
            return self._start()
        except OSError:
            raise QueryError(
                "ENGINE_FAILED", "The system starts no engine process.", hint="Ask again a little later."
            ) from None

    def _give_back(self, engine: EngineProcess, *, reuse: bool) -> None:
        """Put a process back at the front, or a new one at the end in its place.

        Where the system starts none, the next query tries again.
        """
        if reuse and engine.alive:
            with self._change:
                if not self._closed:
                    self._idle.appendleft(engine)
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
