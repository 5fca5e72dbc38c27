"""Helpers that several tests use."""

from __future__ import annotations

import fcntl
import gc
import os
import pickle
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from typing import Any, TypeVar

import pytest

T = TypeVar("T")

TOP = Path(__file__).resolve().parent.parent


def shared(*parts: str) -> Path:
    """Return a path in the optional folder of extra documents beside the checkout, or skip the test."""
    path = TOP.parent.joinpath("shared", *parts)
    if not path.exists():
        pytest.skip("the optional extra documents are not there")
    return path


def once_in_a_run(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], T]) -> T:
    """Return what is made in a folder, once for all the processes of a run of the tests.

    They share a folder: who comes first makes it there, the others wait and take it. The lock is given back
    by name: closing the file is not enough while a process that was forked meanwhile has it too (flock(2)).
    """
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    record = folder / f"{name}.pickle"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            if not record.exists():
                (folder / name).mkdir(exist_ok=True)
                record.write_bytes(pickle.dumps(make(folder / name)))
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)
    made: T = pickle.loads(record.read_bytes())
    return made


def of_children() -> float:
    """Return the seconds of the processor that the processes took which were started here and have ended."""
    return sum(os.times()[2:4])


def seconds(
    job: Callable[[], object],
    times: int = 2,
    *,
    enough: float = 0.0,
    clock: Callable[[], float] = process_time,
) -> float:
    """Return the least seconds of the processor that a job takes, as on a machine with nothing else to do.

    :param times: that it is done at most
    :param enough: seconds below which it is not asked how busy the machine is, nor done again
    :param clock: tells seconds of the processor

    Nothing is collected meanwhile: what other tests of the same process have left may be much, and looking
    through it would count as the job's.
    """

    def once() -> float:
        begin = clock()
        job()
        taken = clock() - begin
        return taken if taken < enough else taken / max(1.0, _measure() / _MEASURE_SECONDS)

    gc.disable()
    try:
        least = once()
        while times > 1 and least >= enough:
            times -= 1
            least = min(least, once())
        return least
    finally:
        gc.enable()


_MEASURE_SECONDS = 0.01
"""Seconds that :func:`_measure` takes on the machine that the bounds of the tests were chosen on."""


def _measure() -> float:
    """Return the seconds of the processor that the same small work takes now: a busy machine is slower."""
    begin = process_time()
    counts: dict[str, int] = {}
    for number in range(10_000):
        word = f"word {number % 997}"
        counts[word] = counts.get(word, 0) + len(_VOWELS.sub("", word))
    return process_time() - begin


_VOWELS = re.compile("[aeiou]")


def stop(pid: int) -> None:
    """Stop a process; the system takes its time for that, in which it may still answer (signal(7))."""
    os.kill(pid, signal.SIGSTOP)
    end = time.monotonic() + 10
    while Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "T":
        assert time.monotonic() < end, "it does not stop"
        time.sleep(0.01)


@contextmanager
def run_program(command: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[Any]]:
    """Run a program, and end it with the block, whatever happens there.

    The block of :class:`subprocess.Popen` waits until it ends by itself: a server never does when what
    follows in a test fails before it is told to.

    :param options: of :class:`subprocess.Popen`
    """
    with subprocess.Popen(command, **options) as process:
        try:
            yield process
        finally:
            process.kill()


FIRST = TOP / "data" / "documents" / "unep-gc-26-18"
"""The folder of the document that most tests of a release are about."""
