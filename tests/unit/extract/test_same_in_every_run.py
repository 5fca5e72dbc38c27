"""A text gives one reading in every run, whatever order sets of words have in it."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.support import TOP

SHOWN = """
import json, sys
from igr_kg import pipeline
from igr_kg.extract.annotation import to_annotation
read = pipeline.read_bytes(sys.stdin.buffer.read(), "text.txt")
print(json.dumps(to_annotation(read), sort_keys=True))
"""
TEXT = (TOP / "tests" / "gold" / "en_UNEP-GC-decision-25-4_part.txt").read_bytes() + (
    b"\nThe Lima Committee of Experts on the Impacts of Ports under the Convention met the Committee of\n"
    b"Experts on the Impacts of Ports. The Committee of Experts thanked the Lima Committee on the\n"
    b"Impacts of Ports. The Committee and the Lima Committee will meet.\n"
)


def shown(seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", SHOWN], input=TEXT, env=environment, cwd=TOP, capture_output=True, check=True
    )
    return done.stdout


def test_the_order_of_sets_does_not_count() -> None:
    assert shown("1") == shown("2")
