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
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import igr_kg
from igr_kg.store import priority
from igr_kg.store.port import QueryError
from igr_kg.store.process import SPOOL
from igr_kg.store.wire import CHUNK, Channel, Ended, Late

START_SECONDS = 60.0
"""Seconds that a new process may take until it has opened its store."""

SETTLE_SECONDS = 60.0
"""Seconds that a process of the lowest priority may take to be done with a request that it has answered."""

_PATIENCE = 10
"""So many times as long as it may compute, a request may take on the wall's clock, until it is a slow one."""

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


@dataclass(frozen=True, slots=True)
class Slow:
    """What is done about a request that takes long.

    :param seconds: of processor time after which it does; ten times as many on the clock do as well, for
        a process that waits for a disk
    :param step: called then, once, by the thread that asks; what it raises ends the request
    """

    seconds: float
    step: Callable[[], None]


class NotTaken(Exception):  # noqa: N818
    """The process was gone before it took the request: another one may be asked."""


class Child:
    """One process; used by one thread at a time, but for :meth:`end`.

    :param module: run by the interpreter; it calls :func:`igr_kg.store.process.run`
    :param options: for the module; ``memory``: bytes of address space that requests may add to what it
        occupies when it is ready; ``network``: TCP ports that it may connect to (without it, none);
        ``files``: folders that it may read, where they are known (then it runs no program either)
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
        self._ended = False
        self._clock = priority.clock_of(self.pid)
        self._thread = self._lowered = 0
        self._asked = 0
        self._used = 0.0
        self._start_until = time.monotonic() + START_SECONDS

    @property
    def alive(self) -> bool:
        """Whether the process runs, and nobody has told it to end."""
        return not self._ended and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def ready(self) -> bool:
        """Whether it has said that it takes requests."""
        return self._ready

    @property
    def prompt(self) -> bool:
        """Whether it takes requests, or has failed to: in either case nobody waits for it."""
        return self._ready or self._channel.heard()

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
        self._thread = message["thread"]
        self._ready = True

    def ask(
        self, request: dict[str, Any], deadline: float | None = None, *, slow: Slow | None = None
    ) -> Reply:
        """Return the reply to a request; after any error but a plain refusal the process has to be killed.

        :param deadline: in the seconds of ``time.monotonic``; default: ``timeout`` of the request from now
        :raises NotTaken: the process had ended before
        :raises QueryError: ``QUERY_TIMEOUT``, ``QUERY_MEMORY``, ``ENGINE_FAILED``, or what the
            process says, with its own words in ``hint``
        """
        deadline = time.monotonic() + request["timeout"] if deadline is None else deadline
        self.begin(request, deadline)
        return self.reply(deadline, slow=slow)

    def begin(self, request: dict[str, Any], deadline: float) -> None:
        """Send a request; :meth:`reply` follows, whatever becomes of it."""
        self._asked += 1
        self._used = priority.computed(self._clock)
        # What is wrong with the pipe now is wrong with it as well when the reply is read.
        with suppress(Ended, Late):
            self._channel.send(request, deadline)

    @property
    def source(self) -> int:
        """The descriptor that becomes readable when the reply comes, or the process ends."""
        return self._channel.source

    def answered(self) -> bool:
        """Tell, without waiting, whether a whole answer has come, which is no error."""
        return self._channel.answered()

    def reply(self, deadline: float, *, slow: Slow | None = None) -> Reply:
        """Return the reply to the request that was sent; see :meth:`ask`."""
        aside = False
        try:
            if slow is not None and self._takes_long(slow.seconds, self._used, deadline):
                aside = True
                slow.step()
            message = self._channel.receive(deadline)
            if "error" in message:
                raise QueryError(message["error"], "", hint=message["detail"])
            return self._collect(message, deadline)
        except Late:
            self.end()
            raise QueryError("QUERY_TIMEOUT", "") from None
        except Ended:
            taken = aside or int(os.pread(self._note.fileno(), 20, 0) or 0) == self._asked
            self.kill()
            if not taken:
                raise NotTaken from None
            memory = -self._process.returncode in _MEMORY_SIGNALS
            raise QueryError("QUERY_MEMORY" if memory else "ENGINE_FAILED", "") from None

    def _takes_long(self, seconds: float, used: float, deadline: float) -> bool:
        """Return when the reply begins to come (False) or the process has computed so long (True).

        A process that has to share its processor with many others is asked again when it can have
        computed so long at the earliest.

        :param used: what its clock told before
        """
        begin = now = time.monotonic()
        latest = begin + _PATIENCE * seconds
        left = seconds
        while left > 0 and now < latest:
            try:
                self._channel.wait(min(now + max(left, seconds / 8), latest, deadline))
            except Late:
                now = time.monotonic()
                if now >= deadline:
                    raise
                left = seconds - (priority.computed(self._clock) - used)
            else:
                return False
        return True

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

    def lower(self) -> None:
        """Let the request at work have the processor only when nothing else wants it."""
        self._lowered = self._thread
        priority.lower(self._lowered)

    def settle(self) -> None:
        """Return when nothing of the last request runs in the process any more.

        What had the lowest priority still has it: another request would have to wait for it.

        :raises NotTaken: the process has ended, or takes longer than :data:`SETTLE_SECONDS`
        """
        deadline = time.monotonic() + SETTLE_SECONDS
        try:
            self._channel.send({"settle": True}, deadline)
            self._thread = self._channel.receive(deadline)["thread"]
        except (Ended, Late):
            raise NotTaken from None
        self._lowered = 0

    def end(self) -> None:
        """Tell the process to end, from any thread; who uses it finds it gone."""
        self._ended = True
        if self._lowered:
            priority.restore(self._lowered)
        self._process.kill()

    def kill(self) -> None:
        """End the process for certain and wait until it is gone."""
        self.end()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._note):
            if pipe is not None:
                pipe.close()
