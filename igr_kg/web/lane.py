"""Quick queries need no thread: the event loop sends them to an engine process and goes on meanwhile.

To hand a small query to a thread and back costs more than to evaluate it. So a few are begun by the loop
itself, and their answers read when they have come; one that takes longer goes to a thread after all.
"""

from __future__ import annotations

import asyncio
from collections import deque

from igr_kg.web.direct import Started

SOON = 0.02
"""Seconds in which an answer may come without taking a thread."""

PATIENCE = 0.1
"""Seconds in which a place in the lane may come."""


class Lane:
    """Places in which queries are evaluated while the event loop does other things; first come, first in."""

    def __init__(self, places: int) -> None:
        self.places = self._free = places
        self._waiting: deque[asyncio.Future[bool]] = deque()

    async def enter(self, seconds: float) -> bool:
        """Tell whether there has been a place within some seconds; it is left by :meth:`leave`."""
        if self._free > 0:
            self._free -= 1
            return True
        loop = asyncio.get_running_loop()
        come: asyncio.Future[bool] = loop.create_future()
        self._waiting.append(come)
        timer = loop.call_later(seconds, _tell, come, False)
        try:
            return await come
        except BaseException:  # cancelled, or dropped by the server when the client has gone
            if come.done() and not come.cancelled() and come.result():
                self.leave()
            come.cancel()
            raise
        finally:
            timer.cancel()

    def leave(self) -> None:
        """Let the next one in."""
        while self._waiting:
            come = self._waiting.popleft()
            if not come.done():
                come.set_result(True)
                return
        self._free += 1


async def soon(started: Started) -> bool:
    """Tell whether the whole answer comes within :data:`SOON`."""
    loop = asyncio.get_running_loop()
    come: asyncio.Future[bool] = loop.create_future()
    timer = loop.call_later(SOON, _tell, come, True)
    loop.add_reader(started.source, _tell, come, True)
    try:
        await come
    finally:
        loop.remove_reader(started.source)
        timer.cancel()
    return started.answered()


def _tell(come: asyncio.Future[bool], what: bool) -> None:
    if not come.done():
        come.set_result(what)
