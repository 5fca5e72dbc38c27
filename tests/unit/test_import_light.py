"""What only reads texts loads nothing that graphs, checks and stores need."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
from igr_kg import pipeline
assert pipeline.read_bytes(b"1. The Council decides.", "a.txt").document.blocks
heavy = {"rdflib", "pyshacl", "owlready2", "pyoxigraph"} & set(sys.modules)
assert not heavy, heavy
assert callable(pipeline.build) and "rdflib" in sys.modules
try:
    pipeline.nothing
except AttributeError as error:
    assert "nothing" in str(error)
else:
    raise AssertionError
"""


def test_reading_loads_no_library_of_graphs() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
