"""Helpers that several tests use."""

from __future__ import annotations

from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent


def shared(*parts: str) -> Path:
    """Return a path in the optional folder of extra documents beside the checkout, or skip the test."""
    path = TOP.parent.joinpath("shared", *parts)
    if not path.exists():
        pytest.skip("the optional extra documents are not there")
    return path


FIRST = TOP / "data" / "documents" / "unep-gc-26-18"
"""The folder of the document that most tests of a release are about."""
