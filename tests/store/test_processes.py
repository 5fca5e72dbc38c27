"""Engine processes: what they cannot do, how they end, and that one that dies is replaced."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igr_kg.store import port
from igr_kg.store.child import Child, NotTaken
from igr_kg.store.embedded import EmbeddedStore
from igr_kg.store.port import QueryError
from igr_kg.store.results import RowCounter
from tests.support import run_program, stop

BASE = "https://w3id.org/igr/"
KILLER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c + ?f + ?i = 1.5) }"
HUNGRY = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } }"


def request(query: str, **changes: Any) -> dict[str, Any]:
    options: dict[str, Any] = {
        "query": query,
        "media_type": port.JSON,
        "base": BASE,
        "timeout": 5.0,
        "max_rows": 1000,
        "max_bytes": 1_000_000,
        "default_graphs": None,
        "named_graphs": None,
    }
    return {**options, **changes}


def engine_process(directory: Path) -> Child:
    return Child("igr_kg.store.engine", {"path": str(directory), "memory": 1 << 30})


def running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def gone(pids: list[int], seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(map(running, pids)):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the network is forbidden on Linux only")
def test_an_engine_process_reaches_no_other_server(directory: Path) -> None:
    """Without the scanner before it: the query goes to the process as it is."""
    engine = engine_process(directory)
    try:
        engine.wait_until_ready()
        with pytest.raises(QueryError) as caught:
            engine.ask(request("SELECT * { SERVICE <http://127.0.0.1:8080/> { ?s ?p ?o } }"))
        assert caught.value.code == "ENGINE_FAILED"
        assert "Permission denied" in caught.value.hint
        assert engine.ask(request("ASK {}")).rows == 1
    finally:
        engine.kill()


def test_a_query_that_needs_too_much_memory_ends_alone(directory: Path) -> None:
    store = EmbeddedStore(directory, base=BASE, memory_mb=64, timeout=30, processes=1)
    try:
        with pytest.raises(QueryError) as caught:
            store.query(HUNGRY)
        assert caught.value.code == "QUERY_MEMORY"
        assert caught.value.status == 503
        assert "memory" in caught.value.message
        assert store.query("ASK {}").rows == 1
    finally:
        store.close()


@pytest.mark.parametrize(
    "deep", ["(" * 20_000 + "1" + ")" * 20_000, "!" * 60_000 + "true", "-" * 60_000 + "1"]
)
def test_a_query_that_overflows_the_stack_ends_alone(directory: Path, deep: str) -> None:
    store = EmbeddedStore(directory, base=BASE, processes=1)
    try:
        with pytest.raises(QueryError) as caught:
            store.query(f"SELECT ({deep} AS ?x) {{}}", timeout=10)
        assert caught.value.code in ("QUERY_MEMORY", "QUERY_MALFORMED", "QUERY_TIMEOUT")
        assert store.query("ASK {}").rows == 1
    finally:
        store.close()


def test_a_process_killed_while_idle_is_not_noticed(directory: Path) -> None:
    store = EmbeddedStore(directory, base=BASE, processes=2)
    try:
        for _ in range(3):
            for pid in store._pool.pids():
                os.kill(pid, signal.SIGKILL)
            assert store.query("ASK {}").rows == 1
        assert len(store._pool.pids()) == 3
    finally:
        store.close()


def test_a_system_that_starts_no_process(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = EmbeddedStore(directory, base=BASE, processes=1)

    def refuse(*rest: object, **options: object) -> None:
        raise BlockingIOError

    try:
        with monkeypatch.context() as patch:
            patch.setattr(subprocess, "Popen", refuse)
            for pid in store._pool.pids():
                os.kill(pid, signal.SIGKILL)
            with pytest.raises(QueryError) as caught:
                store.query("ASK {}")
            assert caught.value.code == "ENGINE_FAILED"
            assert not store.healthy()
        assert store.query("ASK {}").rows == 1
    finally:
        store.close()


def test_a_process_killed_at_work_gives_an_error_and_is_replaced(directory: Path) -> None:
    store = EmbeddedStore(directory, base=BASE, processes=1)
    seen: list[str] = []

    def ask() -> None:
        with pytest.raises(QueryError) as caught:
            store.query(KILLER)
        seen.append(caught.value.code)

    try:
        before = set(store._pool.pids())
        thread = threading.Thread(target=ask)
        thread.start()
        while set(store._pool.pids()) == before:
            time.sleep(0.02)
        time.sleep(0.3)
        [working] = before - set(store._pool.pids())
        os.kill(working, signal.SIGKILL)
        thread.join()
        assert seen == ["QUERY_MEMORY"]
        assert store.query("ASK {}").rows == 1
        assert len(store._pool.pids()) == 2
    finally:
        store.close()


def test_a_stopped_process_does_not_stop_us(directory: Path) -> None:
    store = EmbeddedStore(directory, base=BASE, processes=1, timeout=0.5)
    try:
        store.query("ASK {}")
        stop(store._pool.pids()[0])
        with pytest.raises(QueryError) as caught:
            store.query("ASK {}")
        assert caught.value.code == "QUERY_TIMEOUT"
        assert store.query("ASK {}", timeout=5).rows == 1
    finally:
        store.close()


def test_closing_ends_every_process(directory: Path) -> None:
    store = EmbeddedStore(directory, base=BASE, processes=2)
    pids = store._pool.pids()
    assert len(pids) == 3
    store.close()
    assert gone(pids)


def test_closing_ends_a_query_at_work(directory: Path) -> None:
    store = EmbeddedStore(directory, base=BASE, processes=1)
    seen: list[str] = []

    def ask() -> None:
        with pytest.raises(QueryError) as caught:
            store.query(KILLER)
        seen.append(caught.value.code)

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.5)
    store.close()
    thread.join(2)
    assert seen == ["STORE_CLOSED"]


def test_starting_counts_as_time_of_the_query(directory: Path) -> None:
    """With every process stopped before it is ready, nobody waits longer than for a query."""
    store = EmbeddedStore(directory, base=BASE, processes=1, timeout=0.5)
    try:
        store._pool._start = lambda: stopped(directory)
        for pid in store._pool.pids():
            os.kill(pid, signal.SIGKILL)
        start = time.monotonic()
        with pytest.raises(QueryError) as caught:
            store.query("ASK {}")
        assert caught.value.code == "ENGINE_STARTING"
        assert time.monotonic() - start < 2
        start = time.monotonic()
        assert not store.healthy()
        assert time.monotonic() - start < 2
        assert len(store._pool.pids()) == 2
        for pid in store._pool.pids():
            os.kill(pid, signal.SIGCONT)
        time.sleep(2)
        assert store.query("ASK {}").rows == 1
    finally:
        store.close()


def stopped(directory: Path) -> Child:
    child = engine_process(directory)
    stop(child.pid)
    return child


PARENT = """
import json, sys, threading
from pathlib import Path
from igr_kg.store.embedded import EmbeddedStore
store = EmbeddedStore(Path(sys.argv[1]), processes=2)
pids = store._pool.pids()
threading.Thread(target=store.query, args=(sys.argv[2],), daemon=True).start()
print(json.dumps(pids), flush=True)
sys.stdin.read()
"""


def test_killing_the_parent_leaves_no_orphan(directory: Path) -> None:
    """Even with a query at work."""
    with run_program(
        [sys.executable, "-c", PARENT, str(directory), KILLER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    ) as parent:
        assert parent.stdout is not None
        pids = json.loads(parent.stdout.readline())
        assert all(map(running, pids))
        time.sleep(0.3)
        parent.kill()
    assert gone(pids)


def test_the_site_answers_while_every_place_is_taken(directory: Path) -> None:
    """Queries of strangers never take the last place, so short ones of the site's own come through."""
    store = EmbeddedStore(directory, base=BASE, timeout=2, processes=1, queue=2, queue_seconds=5)
    threads = [threading.Thread(target=_swallow, args=(store,)) for _ in range(3)]
    try:
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        assert store.query("ASK {}", reserved=True).rows == 1
        assert store.healthy()
        assert all(thread.is_alive() for thread in threads)
        with pytest.raises(QueryError) as caught:
            store.query("ASK {}")
        assert caught.value.code == "QUEUE_FULL"
    finally:
        for thread in threads:
            thread.join()
        store.close()


def _swallow(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError):
        store.query(KILLER)


def test_an_unreadable_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(QueryError) as caught:
        EmbeddedStore(tmp_path / "nothing", base=BASE)
    assert caught.value.code == "STORE_UNREADABLE"


def test_a_dead_process_takes_nothing(directory: Path) -> None:
    engine = engine_process(directory)
    engine.wait_until_ready()
    os.kill(engine.pid, signal.SIGKILL)
    gone([engine.pid])
    with pytest.raises(NotTaken):
        engine.ask(request("ASK {}"))


def test_a_large_answer_is_spooled_to_a_file(directory: Path) -> None:
    store = EmbeddedStore(directory, base=BASE, processes=1)
    wide = "SELECT (CONCAT(STR(?s), STR(?t)) AS ?x) { ?s ?p ?o . { SELECT ?t { ?t ?q ?r } LIMIT 60 } }"
    try:
        with store.query(wide, media_type=port.XML) as answer:
            assert answer.length > 8 << 20
            assert answer.file.fileno() > 0
            assert len(answer.file.read()) == answer.length
            assert answer.rows == 2006 * 60
    finally:
        store.close()


CELLS = st.text(st.sampled_from(list('a"\\,{}[]:\r\n\t<>result ')), max_size=8)


@given(st.lists(st.tuples(CELLS, st.one_of(st.none(), CELLS)), max_size=5), st.integers(1, 9))
def test_solutions_are_counted_in_pieces_of_any_size(rows: list[tuple[str, str | None]], size: int) -> None:
    def cell(text: str) -> dict[str, str]:
        return {"type": "literal", "value": text}

    bindings = [{"x": cell(x)} | ({"y": cell(y)} if y is not None else {}) for x, y in rows]
    bindings = [{} if row == {"x": cell("")} else row for row in bindings]
    whole = {"head": {"vars": ["x", "y"]}, "results": {"bindings": bindings}}
    body = json.dumps(whole, separators=(",", ":")).encode()
    counter = RowCounter(port.JSON)
    for start in range(0, len(body), size):
        counter.feed(body[start : start + size])
    assert counter.rows == len(rows)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5), st.integers(1, 9))
def test_lines_are_counted_in_pieces_of_any_size(rows: list[list[str]], size: int) -> None:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if set(text) & set('",\r\n') else text

    body = "".join(",".join(map(cell, row)) + "\r\n" for row in [["x", "y"], *rows]).encode()
    counter = RowCounter(port.CSV)
    for start in range(0, len(body), size):
        counter.feed(body[start : start + size])
    assert counter.rows == len(rows)
