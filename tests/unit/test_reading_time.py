"""Reading takes time in proportion to the text: documents of a folder, and texts that repeat themselves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from igr_kg import pipeline
from igr_kg.packs import language
from igr_kg.packs.patterns import compile_all
from tests.support import seconds

FOLDERS = [Path(name) for name in os.environ.get("IGR_KG_TEXTS", "").split(os.pathsep) if name]
"""Folders with texts to read beside those of the tests; none is needed."""
DOCUMENTS = [path for folder in FOLDERS for path in sorted(folder.rglob("*.txt"))]
GOLD = sorted((Path(__file__).parent.parent / "gold").rglob("*.txt"))
PER_BYTE, LEAST = 3.0 / 100_000, 0.3
"""Seconds of the processor: in proportion, and for the shortest text."""
PIECES = {
    "heads": "1. (a) (i) ",
    "brackets": "((([[",
    "digits": "1234567890",
    "dots": ". . . ...",
    "commas": ", , ,,",
    "zh numbers": "第1/1、1/2、",
    "en numbers": "decisions 1/1, 1/2, and 2/3 and ",
    "fr numbers": "les décisions 1/1, 1/2 et 2/3 et ",
    "es numbers": "las decisiones 1/1, 1/2 y 2/3 y ",
    "ru numbers": "решений 1/1, 1/2 и 2/3 и ",
    "ar numbers": "المقررات 1/1 و 1/2 و 2/3 و ",
    "resolutions": "resolutions 1373 (2001), 1540 (2004) and 338 (1973), ",
    "capitals": "Committee of the Council of the ",
    "cjk": "委员会和理事会的",
}
SECONDS = 2.0

pytestmark = pytest.mark.slow


@pytest.mark.skipif(not DOCUMENTS, reason="IGR_KG_TEXTS names no folder with texts")
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_no_document_of_a_folder_takes_long(path: Path) -> None:
    check(path)


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.name)
def test_no_annotated_text_takes_long(path: Path) -> None:
    check(path)


def check(path: Path) -> None:
    data = path.read_bytes()
    pipeline.read_bytes(data[:400].rpartition(b"\n")[0] or b"a", path.name)
    bound = LEAST + PER_BYTE * len(data)
    assert seconds(lambda: pipeline.read_bytes(data, path.name), enough=bound) < bound


@pytest.mark.parametrize("tag", language.tags())
@pytest.mark.parametrize("piece", PIECES)
def test_no_repetition_is_slow(tag: str, piece: str) -> None:
    compile_all(language.load(tag).patterns)
    pipeline.read_bytes(b"1. A", "short.txt", language=tag)
    for length in (500, 5000):
        text = (PIECES[piece] * (length // len(PIECES[piece]) + 1))[:length]
        assert taken(text.encode(), tag) < SECONDS, length


def taken(data: bytes, tag: str) -> float:
    return seconds(lambda: pipeline.read_bytes(data, "repeated.txt", language=tag), times=1)
