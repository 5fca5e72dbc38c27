"""The published precision of the rules is what the annotated texts give today."""

from __future__ import annotations

import pytest

from igr_kg.commands.evaluate import Pair, rules
from tests.support import TOP


@pytest.mark.slow
def test_the_published_figures_are_measured_anew(pairs: dict[str, Pair]) -> None:
    stored = (TOP / "data" / "quality" / "rules.tsv").read_text(encoding="utf-8")
    assert rules(pairs) + "\n" == stored, "rules or annotations changed: run 'make quality'"
