"""Queries that take long leave their place to others, at the lowest priority, and there are only so many."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from igr_kg.store import priority
from igr_kg.store.child import Child
from igr_kg.store.embedded import EmbeddedStore
from igr_kg.store.places import Places
from igr_kg.store.pool import Load
from igr_kg.store.port import QueryError

KILLER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c + ?f + ?i = 1.5) }"
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . { SELECT ?f { ?d ?e ?f } LIMIT 300 } FILTER(?c + ?f = 1.5) }"
"""It ends, after some tenths of a second."""

LIMITS = frozenset(("QUERY_TIMEOUT", "QUERY_MEMORY", "TOO_MANY_SLOW", "QUEUE_FULL", "ENGINE_FAILED"))
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the class of a thread")


@contextmanager
def opened(directory: Path, **limits: Any) -> Iterator[EmbeddedStore]:
    given = {"processes": 1, "timeout": 60.0, "slow_seconds": 0.05, "slow_most": 1, **limits}
    with EmbeddedStore(directory, version="1-test", **given) as store:
        yield store


def until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    """Return when something has become true; the time is only for the case that it never does."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not become true"
        time.sleep(0.01)


def code_of(store: EmbeddedStore, query: str, **options: Any) -> str:
    """Return the code of the error, or nothing when there is an answer."""
    try:
        store.query(query, **options).close()
    except QueryError as error:
        return error.code
    return ""


def load(store: EmbeddedStore) -> Load:
    return store._pool.load()


def whole(store: EmbeddedStore) -> bool:
    """Tell whether every process that should wait does, and nothing else runs."""
    now, pool = load(store), store._pool
    return (now.running, now.slow, now.waiting) == (0, 0, 0) and pool._least <= now.idle <= pool._most


def test_quick_queries_are_answered_beside_a_slow_one(directory: Path) -> None:
    """With one place for all of them."""
    with opened(directory) as store, ThreadPoolExecutor(1) as threads:
        slow = threads.submit(code_of, store, KILLER)
        until(lambda: load(store).slow == 1)
        for _ in range(20):
            assert store.query("ASK {}").rows == 1
        assert not slow.done()
        assert load(store).slow == 1
        store.close()
        assert slow.result() == "STORE_CLOSED"


def test_what_is_slow_beyond_the_most_is_ended_at_once(directory: Path) -> None:
    with opened(directory) as store, ThreadPoolExecutor(1) as threads:
        slow = threads.submit(code_of, store, KILLER)
        until(lambda: load(store).slow == 1)
        with pytest.raises(QueryError) as caught:
            store.query(KILLER)
        assert (caught.value.code, caught.value.status) == ("TOO_MANY_SLOW", 503)
        assert caught.value.retry_after
        assert store.query("ASK {}").rows == 1
        assert not slow.done()
        store.close()


def test_slow_queries_end_at_their_limit_and_the_pool_is_whole_again(directory: Path) -> None:
    with opened(directory, timeout=3.0, slow_most=2) as store, ThreadPoolExecutor(3) as threads:
        codes = [threads.submit(code_of, store, KILLER) for _ in range(3)]
        seen = Counter(code.result() for code in codes)
        assert seen["QUERY_TIMEOUT"] >= 1
        assert set(seen) <= {"QUERY_TIMEOUT", "TOO_MANY_SLOW"}
        until(lambda: whole(store))
        assert store.query("ASK {}").rows == 1


def test_the_site_s_own_queries_are_never_ended_for_being_slow(directory: Path) -> None:
    """Nor do they leave their place, so their number stays bounded."""
    with opened(directory, slow_most=0) as store, ThreadPoolExecutor(1) as threads:
        assert code_of(store, KILLER) == "TOO_MANY_SLOW"
        own = threads.submit(code_of, store, LONG, reserved=True)
        until(lambda: load(store).running == 1 or own.done())
        assert own.result() == ""


def test_no_query_is_slow_where_that_is_switched_off(directory: Path) -> None:
    with opened(directory, slow_seconds=0.0, slow_most=0) as store:
        assert code_of(store, LONG) == ""


@on_linux
def test_a_slow_query_has_the_lowest_priority_and_the_next_one_an_ordinary_one(directory: Path) -> None:
    with opened(directory) as store, ThreadPoolExecutor(1) as threads:
        pool = store._pool
        slow = threads.submit(code_of, store, LONG)
        until(lambda: load(store).slow == 1 or slow.done())
        assert not slow.done(), "LONG is too short for this machine"
        [engine] = pool._slow
        thread = engine._lowered
        until(lambda: os.sched_getscheduler(thread) == os.SCHED_IDLE)
        assert os.sched_getscheduler(engine.pid) == os.SCHED_OTHER
        assert slow.result() == ""
        until(lambda: whole(store))
        assert engine in pool._idle
        assert engine._lowered == 0
        next_one = threads.submit(code_of, store, KILLER, reserved=True)
        until(lambda: engine in pool._busy and engine._thread != thread)
        assert os.sched_getscheduler(engine._thread) == os.SCHED_OTHER
        assert os.getpriority(os.PRIO_PROCESS, engine._thread) == os.getpriority(os.PRIO_PROCESS, 0)
        store.close()
        assert next_one.result() == "STORE_CLOSED"


def test_a_process_that_does_not_get_to_compute_is_slow_after_ten_times_as_long(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(priority, "computed", lambda clock: 1.0)
    with opened(directory) as store, ThreadPoolExecutor(1) as threads:
        slow = threads.submit(code_of, store, KILLER)
        until(lambda: load(store).slow == 1)
        assert not slow.done()
        store.close()


def test_where_no_process_takes_its_place_a_slow_query_keeps_it(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is let in for whom there is no process."""

    def refuse() -> Child:
        raise BlockingIOError

    with opened(directory, slow_most=4, queue_seconds=0.2) as store, ThreadPoolExecutor(3) as threads:
        monkeypatch.setattr(store._pool, "_start", refuse)
        slow = threads.submit(code_of, store, KILLER)
        until(lambda: load(store).slow == 1)
        until(lambda: code_of(store, "ASK {}") == "QUEUE_FULL")
        assert code_of(store, "ASK {}", reserved=True) == ""
        assert not slow.done()
        store.close()


@pytest.mark.slow
def test_processes_killed_at_random_cost_no_more_than_their_own_query(directory: Path) -> None:
    """Every query is answered, or gets an error that is documented; nobody hangs; the pool recovers."""
    chance = random.Random(7)
    queries = {"ASK {}": 1.0, LONG: 20.0, KILLER: 0.2, "SELECT * { ?s ?p ?o } LIMIT 50": 10.0}
    most = 0
    with opened(directory, processes=2, slow_most=2, queue=100) as store, ThreadPoolExecutor(6) as threads:
        pool = store._pool
        asked: list[Future[str]] = []
        for _ in range(36):
            query = chance.choice(list(queries))
            asked.append(threads.submit(code_of, store, query, timeout=queries[query]))
        for number in range(3, len(asked), 3):
            with pool._change:
                engines = [*pool._idle, *pool._busy, *pool._slow]
                most = max(most, len(engines))
                os.kill(chance.choice(engines).pid, signal.SIGKILL)
            until(lambda number=number: sum(code.done() for code in asked) >= number)  # type: ignore[misc]
        seen = Counter(code.result() for code in asked)
        assert seen[""] > 0
        assert set(seen) <= LIMITS | {"", "ENGINE_STARTING"}
        assert most <= pool._most
        until(lambda: whole(store))
        assert store.query("ASK {}").rows == 1


def test_who_came_first_is_let_in_first() -> None:
    places = Places(most=1, spare=0, queue=9, queue_seconds=60.0)
    order: list[int] = []
    first = places.enter()

    def come(number: int) -> None:
        place = places.enter()
        order.append(number)
        place.leave()

    threads = []
    for number in range(5):
        threads.append(threading.Thread(target=come, args=(number,)))
        threads[-1].start()
        until(lambda: places.waiting == len(threads))
    first.leave()
    first.leave()  # once is enough, and twice is no more than that
    for thread in threads:
        thread.join(60)
    assert order == [0, 1, 2, 3, 4]
    places.enter().leave()


def test_reserved_work_goes_first_and_has_a_place_of_its_own() -> None:
    places = Places(most=2, spare=1, queue=1, queue_seconds=60.0)
    ordinary = places.enter()
    order: list[str] = []

    def come(name: str) -> None:
        try:
            places.enter(reserved=name == "own")
        except QueryError as error:
            name = error.code
        order.append(name)

    own = places.enter(reserved=True)
    threads = [threading.Thread(target=come, args=(name,)) for name in ("other", "own")]
    for number, thread in enumerate(threads, 1):
        thread.start()
        until(lambda number=number: places.waiting == number)  # type: ignore[misc]
    with pytest.raises(QueryError) as caught:
        places.enter()
    assert caught.value.code == "QUEUE_FULL"
    ordinary.leave()
    threads[1].join(60)
    assert order == ["own"]
    own.leave()
    threads[0].join(0.1)
    assert order == ["own"], "the last place is no stranger's"
    places.close()
    threads[0].join(60)
    assert order == ["own", "STORE_CLOSED"]
    with pytest.raises(QueryError) as caught:
        places.enter()
    assert caught.value.code == "STORE_CLOSED"


def test_who_waited_in_vain_leaves_nothing_behind() -> None:
    places = Places(most=1, spare=0, queue=1, queue_seconds=0.05)
    place = places.enter()
    for _ in range(3):
        with pytest.raises(QueryError) as caught:
            places.enter()
        assert caught.value.code == "QUEUE_FULL"
    with pytest.raises(QueryError):
        places.enter(reserved=True, deadline=time.monotonic() - 1)
    assert places.waiting == 0
    place.leave()
    places.enter().leave()
