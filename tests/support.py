"""Helpers that several tests use."""

from __future__ import annotations

import fcntl
import gc
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import TypeVar

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

    They share a folder: who comes first makes it there, the others wait and take it.
    """
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    record = folder / f"{name}.pickle"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not record.exists():
            (folder / name).mkdir(exist_ok=True)
            record.write_bytes(pickle.dumps(make(folder / name)))
    made: T = pickle.loads(record.read_bytes())
    return made


def seconds(job: Callable[[], object], times: int = 2) -> float:
    """Return the least seconds of the processor that a job takes.

    Nothing is collected meanwhile: what other tests of the same process have left may be much, and looking
    through it would count as the job's.
    """

    def once() -> float:
        begin = process_time()
        job()
        return process_time() - begin

    gc.disable()
    try:
        return min(once() for _ in range(times))
    finally:
        gc.enable()


FIRST = TOP / "data" / "documents" / "unep-gc-26-18"
"""The folder of the document that most tests of a release are about."""
