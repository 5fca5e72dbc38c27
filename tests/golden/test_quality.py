"""The published precision of the rules is what the annotated texts give today."""

from __future__ import annotations

import pytest

from tests.cli.test_command_line import igr
from tests.support import TOP


@pytest.mark.slow
def test_the_published_figures_are_measured_anew() -> None:
    fresh = igr("evaluate", str(TOP / "tests" / "gold"), "--format", "rules").stdout
    stored = (TOP / "data" / "quality" / "rules.tsv").read_text(encoding="utf-8")
    assert fresh == stored, "rules or annotations changed: run 'make quality'"
