"""A process that can be killed, as its parent sees it; its own side is :mod:`igr_kg.store.process`."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import igr_kg
from igr_kg.store.port import QueryError
from igr_kg.store.process import SPOOL
from igr_kg.store.wire import CHUNK, Channel, Ended, Late

START_SECONDS = 60.0
"""Seconds that a new process may take until it has opened its store."""

_MEMORY_SIGNALS = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGKILL)


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


class Child:
    """One process; used by one thread at a time, but for :meth:`end`.

    :param module: run by the interpreter; it calls :func:`igr_kg.store.process.run`
    :param options: for the module; ``memory``: bytes of address space that requests may add to what it
        occupies when it is ready
    """

    def __init__(self, module: str, options: dict[str, Any]) -> None:
        source = str(Path(igr_kg.__file__).parent.parent)
        paths = [source, *filter(None, [os.environ.get("PYTHONPATH")])]
        # Which request the process took last: read only when it has died, so it is a file and wakes nobody.
        self._note = tempfile.TemporaryFile()  # noqa: SIM115 -- closed in kill
        note = self._note.fileno()
        try:
            self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
                [sys.executable, "-P", "-m", module, json.dumps({**options, "note": note})],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "MALLOC_ARENA_MAX": "2"},
                pass_fds=(note,),
            )
        except BaseException:
            self._note.close()
            raise
        assert self._process.stdin is not None  # noqa: S101 -- what PIPE means
        assert self._process.stdout is not None  # noqa: S101
        self._channel = Channel(self._process.stdout.fileno(), self._process.stdin.fileno())
        os.set_blocking(self._channel.source, False)
        os.set_blocking(self._channel.target, False)
        self._ready = False
        self._asked = 0
        self._start_until = time.monotonic() + START_SECONDS

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def ready(self) -> bool:
        """Whether it has said that it takes requests."""
        return self._ready

    def wait_until_ready(self, deadline: float | None = None) -> None:
        """Return when the process takes requests.

        :param deadline: in the seconds of ``time.monotonic``; the process itself has
            :data:`START_SECONDS` from its beginning, whoever waits for it
        :raises NotTaken: the process ended first, or takes too long
        :raises QueryError: ``ENGINE_STARTING`` when the deadline has passed, ``STORE_UNREADABLE``
        """
        if self._ready:
            return
        until = self._start_until if deadline is None else min(deadline, self._start_until)
        try:
            self._channel.wait(until)
            message = self._channel.receive(self._start_until + 1)
        except Late:
            if until < self._start_until:
                raise QueryError("ENGINE_STARTING", "") from None
            raise NotTaken from None
        except Ended:
            raise NotTaken from None
        if "error" in message:
            raise QueryError(
                message["error"], "The store of the release cannot be opened.", hint=message["detail"]
            )
        self._ready = True

    def ask(self, request: dict[str, Any], deadline: float | None = None) -> Reply:
        """Return the reply to a request; the process is gone after any error but a plain refusal.

        :param deadline: in the seconds of ``time.monotonic``; default: ``timeout`` of the request from now
        :raises NotTaken: the process had ended before
        :raises QueryError: ``QUERY_TIMEOUT``, ``QUERY_MEMORY``, ``ENGINE_FAILED``, or what the
            process says, with its own words in ``hint``
        """
        deadline = time.monotonic() + request["timeout"] if deadline is None else deadline
        self._asked += 1
        try:
            self._channel.send(request, deadline)
            message = self._channel.receive(deadline)
            if "error" in message:
                raise QueryError(message["error"], "", hint=message["detail"])
            return self._collect(message, deadline)
        except Late:
            self.kill()
            raise QueryError("QUERY_TIMEOUT", "") from None
        except Ended:
            taken = int(os.pread(self._note.fileno(), 20, 0) or 0) == self._asked
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

    def end(self) -> None:
        """Tell the process to end, from any thread; who uses it finds it gone."""
        self._process.kill()

    def kill(self) -> None:
        """End the process for certain and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._note):
            if pipe is not None:
                pipe.close()
