"""The example questions: the release's store beside rdflib on the same statements, in one run.

Run with ``python -m bench.questions [RELEASE] [NAME...]``; a name is that of a query or begins it (``36``);
without any, all are timed. Each query is timed in turn on both (median of some runs after one to warm up);
the ratio is rdflib's time over ours. Ours includes the way to the engine process and back and the
serialised result; rdflib's only the evaluation in this process.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import rdflib

from igr_kg import assets, config, pipeline

RUNS = 5


def median(work: Callable[[], object]) -> float:
    """Return the median wall time of some runs, in milliseconds; one run only for slow work."""
    took = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
        if took[0] > 2000:
            return took[0]
    return statistics.median(took[1:])


def dataset(folder: Path) -> rdflib.Dataset:
    """Return a release's statements in rdflib, its default view as the default graph."""
    data = rdflib.Dataset()
    data.parse(data=gzip.decompress((folder / "igr.nq.gz").read_bytes()), format="nquads")
    data.default_graph.parse(data=gzip.decompress((folder / "igr.nt.gz").read_bytes()), format="nt")
    return data


def main() -> None:
    """Print a line per question and the medians."""
    settings = config.load()
    releases = [name for name in sys.argv[1:] if Path(name).is_dir()]
    wanted = tuple(name for name in sys.argv[1:] if name not in releases)
    folder = pipeline.release_folder(settings, Path(releases[0]) if releases else None)
    peer = dataset(folder)
    ratios = []
    print(f"{'question':44} {'ours ms':>9} {'rdflib ms':>10} {'ratio':>8}")
    with pipeline.open_store(folder, settings) as store:
        for path in sorted(assets.folder("data/queries").glob("*.rq")):
            if wanted and not path.stem.startswith(wanted):
                continue
            query = path.read_text(encoding="utf-8")
            ours = median(lambda query=query: store.query(query).read())  # type: ignore[misc]
            theirs = median(lambda query=query: list(peer.query(query)))  # type: ignore[misc]
            ratios.append(theirs / ours)
            print(f"{path.stem:44} {ours:9.2f} {theirs:10.2f} {theirs / ours:8.1f}")
    print(f"median ratio {statistics.median(ratios):.1f}, least {min(ratios):.1f}, most {max(ratios):.1f}")


if __name__ == "__main__":
    main()
