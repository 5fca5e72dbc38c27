"""What the operating system tells and takes of a process that computes: its time and its priority.

On Linux both scheduling class and niceness belong to a thread, not to a process (sched(7)), and who is not
privileged can lower a thread but hardly raise it again. So an engine process answers requests in a thread
that it can replace: the successor of one that was lowered is an ordinary one all the same.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from contextlib import suppress


def clock_of(pid: int) -> int | None:
    """Return the clock that tells the processor time of a process (POSIX, ``clock_getcpuclockid``).

    :return: for :func:`computed`; None where the system has no such clock
    """
    find = getattr(ctypes.CDLL(None), "clock_getcpuclockid", None)
    clock = ctypes.c_int()
    return clock.value if find is not None and find(pid, ctypes.byref(clock)) == 0 else None


def computed(clock: int | None) -> float:
    """Return the seconds of processor time that a process has used; only differences have a meaning.

    Where the system does not tell it, that is the clock on the wall.
    """
    if clock is not None:
        with suppress(OSError):  # it has ended
            return time.clock_gettime(clock)
    return time.monotonic()


def lower(thread: int) -> None:
    """Let a thread compute only when nothing else wants to (``SCHED_IDLE``); on Linux, elsewhere never.

    :param thread: its id, as :func:`threading.get_native_id` tells it, in whatever process
    """
    if sys.platform == "linux":
        with suppress(OSError):  # it has ended
            os.sched_setscheduler(thread, os.SCHED_IDLE, os.sched_param(0))


def restore(thread: int) -> None:
    """Let a thread compute as others do again, if this process may decide that.

    It may when it is privileged (CAP_SYS_NICE) or its RLIMIT_NICE is 20 (sched(7)). What is killed ends the
    sooner for it: it gives its memory back in its own time.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.sched_setscheduler(thread, os.SCHED_OTHER, os.sched_param(0))
