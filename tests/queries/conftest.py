"""The releases that the questions are asked of."""

from __future__ import annotations

from pathlib import Path

import pytest

from igr_kg.pipeline import Built
from tests.queries.answers import Answering, Shipped, open_first, open_release


@pytest.fixture(scope="session")
def shipped(release_folder: Path) -> Shipped:
    """Return the release of the first document."""
    return open_first(release_folder)


@pytest.fixture(scope="session")
def collection(built_whole: Built) -> Answering:
    """Return the release of all documents that ship."""
    return open_release(built_whole.folder)
