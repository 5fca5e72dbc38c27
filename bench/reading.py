"""How fast texts are read on one core: documents and megabytes a second, and what four times a text costs.

Run with ``python -m bench.reading [FOLDER...]``: the shipped documents, and the folders that are named.
Times are of the processor, so that other work on the machine counts little; packs and authority are made,
and every pattern is compiled, before. Each file is read once for its figure: nothing that an earlier reading
of the same text left behind helps.

No other tool reads these documents into the same facts, so that there is no peer to be faster or slower
than. What is run beside, over the same bytes, is the least that any reading of a text does: its words are
found by one regular expression. ``x words`` tells how many times as long the whole reading takes; it moves
with the program and hardly with the machine. ``before`` is a figure kept in ``bench/reading.toml``.
"""

from __future__ import annotations

import re
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

from igr_kg import assets, pipeline
from igr_kg.packs import language
from igr_kg.packs.patterns import compile_all

UNIT = 100_000
"""Bytes that the slowest document is counted in."""
TIMES = 4
_WORD = re.compile(r"\w+")
_SHORT = b"1. A (2) of 3/4.\n\n2. B."
"""A text for which the finders of a language are made."""
_LEAST = 20
"""The words of a text are found so many times, for a time that can be measured."""


@dataclass(frozen=True, slots=True)
class Timed:
    """One file, the seconds that reading it took, and those that finding its words takes."""

    path: Path
    size: int
    seconds: float
    words: float

    @property
    def rate(self) -> float:
        """Seconds for 100 kB."""
        return self.seconds / self.size * UNIT


def seconds(data: bytes, name: str) -> float:
    """Return the processor's seconds that reading some bytes takes."""
    started = time.process_time()
    pipeline.read_bytes(data, name)
    return time.process_time() - started


def of_words(data: bytes) -> float:
    """Return the processor's seconds that finding the words of a text takes."""
    started = time.process_time()
    for _ in range(_LEAST):
        _WORD.findall(data.decode("utf-8", "replace"))
    return (time.process_time() - started) / _LEAST


def files(folder: Path) -> list[Path]:
    """Return the texts of a folder that are not empty."""
    return [p for p in sorted(folder.rglob("*.txt")) if p.stat().st_size]


def timed(path: Path) -> Timed:
    """Return how long one file takes."""
    data = path.read_bytes()
    return Timed(path, len(data), seconds(data, path.name), of_words(data))


def ratio(path: Path) -> float:
    """Return how many times as long a text takes that stands there four times."""
    data = path.read_bytes()
    return seconds(b"\n\n".join([data] * TIMES), path.name) / seconds(data, path.name)


def line(folder: Path, found: list[Path]) -> str:
    """Return the figures of a folder as a line."""
    rows = [timed(path) for path in found]
    size, took = sum(r.size for r in rows), sum(r.seconds for r in rows)
    slowest = max(rows, key=lambda r: r.rate)
    largest = max(rows, key=lambda r: r.size)
    return (
        f"{folder.name:20} {len(rows):6} {size / 1e6:7.2f} {len(rows) / took:8.1f} {size / 1e6 / took:7.3f} "
        f"{took / sum(r.words for r in rows):8.0f} {took / size * UNIT:10.2f} {ratio(largest.path):5.1f}  "
        f"{slowest.rate:.2f} {slowest.path.name}"
    )


def main() -> None:
    """Print a line per folder, and the figures before."""
    for tag in language.tags():
        compile_all(language.load(tag).patterns)
        pipeline.read_bytes(_SHORT, "short.txt", language=tag)
    shipped = assets.folder("data/documents")
    print(
        f"{'folder':20} {'files':>6} {'MB':>7} {'files/s':>8} {'MB/s':>7} {'x words':>8} {'s/100 kB':>10} "
        f"{'x4':>5}  slowest, s per 100 kB"
    )
    for folder in [shipped, *map(Path, sys.argv[1:])]:
        found = files(folder)
        if not found:
            print(f"{folder.name:20} no texts")
            continue
        print(line(folder, found))
        if folder == shipped:
            kept = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
            before = kept["data"]["documents"]
            print(
                f"{'  before':20} {'':6} {'':7} {before['files_per_second']:8.1f} "
                f"{before['megabytes_per_second']:7.3f}"
            )


if __name__ == "__main__":
    main()
