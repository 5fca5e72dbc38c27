"""The main process of the production server: it listens, and replaces web processes that die.

granian ends with all its processes when one of them dies twice within seconds, since that looks like a
program that cannot start. Two that are killed, for want of memory perhaps, look the same; so it is given up
only after several, with pauses in between.

On Linux it lets every web process listen by itself, and who connects while one is being replaced is
refused. So here the main process listens, as it does on other systems, and the web processes take what has
come: it waits for them. Both reach into granian 2.8, whose classes offer no other way; the tests kill
processes to see it.
"""

from __future__ import annotations

import socket
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

    def _init_shared_socket(self) -> None:
        """Listen before any web process does, and as long as the server runs."""
        own: Any = self
        own._shd = SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
        own._sfd = own._shd.get_fd()
        own._sso = socket.socket(fileno=own._sfd)
        own._sso.set_inheritable(True)
        own._ssp = None

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
