"""A file is a room that one can see across."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support import TOP

FILE_LINES = 410
FUNCTION_LINES = 60
FILES = sorted(p for folder in ("igr_kg", "tests", "bench") for p in (TOP / folder).rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(TOP)))
def test_sizes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= FILE_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= FUNCTION_LINES, f"{node.name} has {length} lines"


def test_data_folders_hold_no_code() -> None:
    found = [p for folder in ("ontology", "shapes", "data", "site") for p in (TOP / folder).rglob("*.py")]
    assert found == []
