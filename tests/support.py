"""Helpers that several tests use."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

TOP = Path(__file__).resolve().parent.parent


def shared(*parts: str) -> Path:
    """Return a path in the optional folder of extra documents beside the checkout, or skip the test."""
    path = TOP.parent.joinpath("shared", *parts)
    if not path.exists():
        pytest.skip("the optional extra documents are not there")
    return path


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
