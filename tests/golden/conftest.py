"""The annotated texts with what is read from them: read once for all tests that compare the two."""

from __future__ import annotations

from pathlib import Path

import pytest

from igr_kg.commands.evaluate import Pair, read_pairs
from tests.support import TOP, once_in_a_run


@pytest.fixture(scope="session")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pair]:
    """Return each annotation and what is read from its text, by name."""

    def make(folder: Path) -> dict[str, Pair]:
        return read_pairs([str(TOP / "tests" / "gold")])

    return once_in_a_run(tmp_path_factory, "gold", make)
