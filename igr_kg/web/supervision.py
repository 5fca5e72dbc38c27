"""The main process of the production server: it listens, and replaces web processes that die.

granian ends with all its processes when one of them dies twice within seconds, since that looks like a
program that cannot start. Two that are killed, for want of memory perhaps, look the same; so it is given up
only after several, with pauses in between.

On Linux it lets every web process listen by itself, and who connects while one is being replaced is
refused. So here the main process holds what they listen on, and the next one takes what has come: it waits.
Each has a socket of its own, among which the system shares out who connects (SO_REUSEPORT, socket(7)); with
one for all, who comes first takes all that come together. Both reach into granian 2.8, whose classes offer
no other way; the tests kill processes to see it.
"""

from __future__ import annotations

import socket
import sys
import time
from typing import Any

from granian.net import SocketSpec  # type: ignore[attr-defined]
from granian.server import MPServer

SOON = 5.5
"""Seconds of life up to which a worker counts as one that cannot start."""

TRIES = 5
"""Workers in one place that may die so soon, one after the other, before the server ends."""

_LONGEST_PAUSE = 4.0


class PatientServer(MPServer):
    """granian, which gives up a worker only after :data:`TRIES`."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._started: dict[int, float] = {}
        self._early: dict[int, int] = {}
        self._bounds: list[tuple[Any, socket.socket]] = []

    def _init_shared_socket(self) -> None:
        """Bind what the web processes listen on, as long as the server runs."""
        one = self._bound()
        alone = sys.platform != "linux"  # elsewhere the last one to listen would get everything
        self._bounds = [one, *(one if alone else self._bound() for _ in range(1, self.workers))]
        self._ssp = None

    def _drop_shared_socket(self) -> None:
        for _, bound in self._bounds:
            bound.close()

    def _bound(self) -> tuple[Any, socket.socket]:
        """Return a socket for one web process, which listens when that does, as granian and as we need it."""
        holder = SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
        bound = socket.socket(fileno=holder.get_fd())
        bound.set_inheritable(True)
        return holder, bound

    def _spawn_worker(self, idx: int, *arguments: Any, **options: Any) -> Any:
        own: Any = self
        own._shd, own._sso = self._bounds[idx]
        return super()._spawn_worker(idx, *arguments, **options)

    def _respawn_workers(self, workers: list[int], *arguments: Any, **options: Any) -> None:
        """Replace workers; the main loop calls this when some have died, and with a delay to reload them."""
        now = time.monotonic()
        for place in workers:
            soon = now - self._started.get(place, -SOON - 1) <= SOON and not options.get("delay")
            self._early[place] = self._early.get(place, 0) + 1 if soon else 0
        early = max((self._early[place] for place in workers), default=0)
        if early:
            self.main_loop_interrupt.wait(min(_LONGEST_PAUSE, 0.25 * 2**early))  # a signal ends it
        super()._respawn_workers(workers, *arguments, **options)
        for place in workers:
            self._started[place] = time.monotonic()
            if self._early[place] < TRIES - 1:
                self.respawned_wrks.pop(place, None)  # or the next early death would end the server
