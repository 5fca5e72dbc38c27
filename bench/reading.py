"""How fast texts are read on one core: folders of documents, and what four times a text costs.

Run with ``python -m bench.reading FOLDER...`` (default: the annotated texts of the tests). Times are of the
processor, so that other work on the machine counts little; packs and authority are made before.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from igr_kg import pipeline
from igr_kg.packs import language
from igr_kg.packs.patterns import compile_all

UNIT = 100_000
"""Bytes that the slowest document is counted in."""
TIMES = 4


@dataclass(frozen=True, slots=True)
class Timed:
    """One file and the seconds that reading it took."""

    path: Path
    size: int
    seconds: float

    @property
    def rate(self) -> float:
        """Seconds for 100 kB."""
        return self.seconds / self.size * UNIT


def seconds(data: bytes, name: str) -> float:
    """Return the processor's seconds that reading some bytes takes."""
    started = time.process_time()
    pipeline.read_bytes(data, name)
    return time.process_time() - started


def files(folder: Path) -> list[Path]:
    """Return the texts of a folder that are not empty."""
    return [p for p in sorted(folder.rglob("*.txt")) if p.stat().st_size]


def timed(path: Path) -> Timed:
    """Return how long one file takes."""
    data = path.read_bytes()
    return Timed(path, len(data), seconds(data, path.name))


def ratio(path: Path) -> float:
    """Return how many times as long a text takes that stands there four times."""
    data = path.read_bytes()
    return seconds(b"\n\n".join([data] * TIMES), path.name) / seconds(data, path.name)


def main() -> None:
    """Print a line per folder."""
    for tag in language.tags():
        compile_all(language.load(tag).patterns)
    folders = [Path(name) for name in sys.argv[1:]] or [Path("tests/gold")]
    print(f"{'folder':28} {'files':>6} {'MB':>7} {'files/s':>8} {'MB/s':>6} {'x4':>5}  slowest, s per 100 kB")
    for folder in folders:
        found = files(folder)
        if not found:
            print(f"{folder.name:28} no texts")
            continue
        for path in {p.name.replace(".", "_").partition("_")[0]: p for p in found}.values():
            pipeline.read_bytes(path.read_bytes(), path.name)
        rows = [timed(path) for path in found]
        size, took = sum(r.size for r in rows), sum(r.seconds for r in rows)
        slowest = max(rows, key=lambda r: r.rate)
        largest = max(rows, key=lambda r: r.size)
        print(
            f"{folder.name:28} {len(rows):6} {size / 1e6:7.2f} {len(rows) / took:8.1f} "
            f"{size / 1e6 / took:6.3f} {ratio(largest.path):5.1f}  {slowest.rate:.2f} {slowest.path.name}"
        )


if __name__ == "__main__":
    main()
