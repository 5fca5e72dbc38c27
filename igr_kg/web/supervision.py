"""The main process of the production server: web processes that die are replaced, also several in a row.

granian ends with all its processes when one of them dies twice within seconds, since that looks like a
program that cannot start. Two that are killed, for want of memory perhaps, look the same; so it is given up
only after several, with pauses in between.
"""

from __future__ import annotations

import time
from typing import Any

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

    def _respawn_workers(self, workers: list[int], *arguments: Any, **options: Any) -> None:
        """Replace workers; the main loop calls this when some have died, and when it is told to reload."""
        now = time.monotonic()
        for place in workers:
            soon = now - self._started.get(place, -SOON - 1) <= SOON
            self._early[place] = self._early.get(place, 0) + 1 if soon else 0
        pause = min(_LONGEST_PAUSE, 0.25 * 2 ** max(self._early[place] for place in workers))
        if any(self._early[place] for place in workers):
            self.main_loop_interrupt.wait(pause)  # a signal ends it
        super()._respawn_workers(workers, *arguments, **options)
        for place in workers:
            self._started[place] = time.monotonic()
            if self._early[place] < TRIES - 1:
                self.respawned_wrks.pop(place, None)  # or the next early death would end the server
