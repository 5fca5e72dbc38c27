"""Cheap queries beside expensive ones, over HTTP: every answer is right, and every status exact."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from bench import corpus, mixed_load, processes
from bench.endpoint import servers

DOCUMENTS = 40

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not Path("/proc/self/smaps_rollup").exists(), reason="the processes are read from /proc"
    ),
]


@pytest.mark.parametrize("kill", [False, True], ids=["left alone", "killed at random"])
def test_a_mixed_load(tmp_path: Path, kill: bool) -> None:
    release = tmp_path / "made"
    corpus.write_release(release, DOCUMENTS)
    limits = {"query_timeout": 2, "query_memory_mb": 300, "query_queue_seconds": 2}
    with servers.ours(release, DOCUMENTS, 1, **limits) as server:
        watch = mixed_load.Watch(server.pid, kinds=("engine",), every=1.0)
        run = asyncio.run(
            mixed_load.load(
                server.address,
                rate=10,
                seconds=5,
                share=0.15,
                documents=DOCUMENTS,
                watch=watch,
                kill=kill,
                warm_up=2,
            )
        )
        below = processes.family(server.pid)
    assert run.faults() == []
    cheap = Counter(o.status for o in (*run.outcomes, *run.around) if o.kind != "killer")
    assert set(cheap) <= {200, 503}
    assert cheap[200] > sum(cheap.values()) / 3
    assert {o.status for o in run.outcomes if o.kind == "killer"} <= {422, 503, 504}
    assert bool(run.killed) == kill
    assert not [pid for pid in below if processes.runs(pid, b"igr")], "the server leaves processes behind"
