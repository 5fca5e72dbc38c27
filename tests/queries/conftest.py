"""The release that the questions are asked of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.queries.answers import Shipped, open_release


@pytest.fixture(scope="session")
def shipped(release_folder: Path) -> Shipped:
    """Return the release of the shipped document."""
    return open_release(release_folder)
