"""Places at work, and the two lines before them: who came first is let in first."""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass

from igr_kg.store.port import QueryError


def over() -> QueryError:
    """Return the error of what came when everything had been closed."""
    return QueryError(
        "STORE_CLOSED", "The store is closed.", hint="Ask again a little later.", say="store_closed"
    )


class Place:
    """A place at work; leave it once, or as often as is convenient."""

    def __init__(self, places: Places) -> None:
        self._places: Places | None = places

    def leave(self) -> None:
        """Let the next one in."""
        places, self._places = self._places, None
        if places is not None:
            places.left()


@dataclass(eq=False, slots=True)
class _Waiting:
    """One that waits; it is woken alone, so a long line costs nothing."""

    woken: threading.Condition
    admitted: bool = False


class Places:
    """A number of places, the last of which only reserved work may have.

    A place that is left goes to who waits, never to who comes at that moment; reserved work has a line of
    its own, which goes first: it is short.

    :param most: places in all
    :param spare: places of these that only reserved work may have
    :param queue: of the other work, how much may wait
    :param queue_seconds: seconds that anything may wait
    """

    def __init__(self, *, most: int, spare: int, queue: int, queue_seconds: float) -> None:
        self._free = most
        self._spare = spare
        self._queue = queue
        self._queue_seconds = queue_seconds
        self._lock = threading.Lock()
        self._closed = False
        self._reserved: deque[_Waiting] = deque()
        self._others: deque[_Waiting] = deque()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._reserved) + len(self._others)

    @property
    def retry_after(self) -> int:
        """Seconds after which it makes sense to come again."""
        return max(1, round(self._queue_seconds))

    def enter(self, *, reserved: bool = False, deadline: float | None = None) -> Place:
        """Return a place, as soon as there is one.

        :param deadline: in the seconds of ``time.monotonic``, for those who may not wait as long as others
        :raises QueryError: ``QUEUE_FULL``, ``STORE_CLOSED``
        """
        line, kept = (self._reserved, 0) if reserved else (self._others, self._spare)
        with self._lock:
            if self._closed:
                raise over()
            if not line and self._free > kept:
                self._free -= 1
                return Place(self)
            if not reserved and len(line) >= self._queue:
                raise self._full()
            seconds = self._queue_seconds
            if deadline is not None:
                seconds = min(seconds, deadline - time.monotonic())
            self._wait(line, seconds)
        return Place(self)

    def enter_now(self) -> Place | None:
        """Return a place for other than reserved work, or None where it would have to wait."""
        with self._lock:
            if self._closed or self._others or self._free <= self._spare:
                return None
            self._free -= 1
            return Place(self)

    def left(self) -> None:
        """Take a place back; called by :meth:`Place.leave`."""
        with self._lock:
            self._free += 1
            self._admit()

    def close(self) -> None:
        """Send away who waits and who will come."""
        with self._lock:
            self._closed = True
            for waiting in (*self._reserved, *self._others):
                waiting.woken.notify()

    def _wait(self, line: deque[_Waiting], seconds: float) -> None:
        """Return when a place has been given to this thread, which then has it."""
        me = _Waiting(threading.Condition(self._lock))
        line.append(me)
        try:
            me.woken.wait_for(lambda: me.admitted or self._closed, seconds)
            if not me.admitted:
                raise over() if self._closed else self._full()
        except BaseException:  # a signal may come here as well
            if me.admitted:
                self._free += 1
                self._admit()
            else:
                line.remove(me)
            raise

    def _admit(self) -> None:
        """Give free places to who waits."""
        for line, kept in ((self._reserved, 0), (self._others, self._spare)):
            while line and self._free > kept and not self._closed:
                first = line.popleft()
                first.admitted = True
                self._free -= 1
                first.woken.notify()

    def _full(self) -> QueryError:
        return QueryError(
            "QUEUE_FULL",
            "Too many queries are waiting.",
            hint="Ask again a little later, or take the dumps.",
            say="queue_full",
            retry_after=self.retry_after,
        )
