"""A query that is begun where nothing has to be waited for, and read when its answer has come."""

from __future__ import annotations

import os
import select
import signal
from pathlib import Path

import pytest

from igr_kg.store.embedded import EmbeddedStore
from igr_kg.store.port import Answer, Begun, QueryError
from tests.support import stop

ROWS = "SELECT ?s ?o { ?s <https://w3id.org/igr/ontology#order> ?o } ORDER BY ?o LIMIT 3"
KILLER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c + ?f + ?i = 1.5) }"


def begun(store: EmbeddedStore, text: str) -> Begun[Answer]:
    found = store.begin(text)
    assert found is not None
    return found


def come(query: Begun[Answer]) -> None:
    select.select([query.source], [], [], 60)


def test_the_answer_is_that_of_a_query(directory: Path) -> None:
    with EmbeddedStore(directory, processes=1) as store:
        query = begun(store, ROWS)
        come(query)
        assert query.answered()
        with query.end() as answer, store.query(ROWS) as asked:
            assert answer.read() == asked.read()
            assert (answer.etag, answer.rows, answer.form) == (asked.etag, 3, asked.form)


def test_a_place_that_is_taken_is_not_waited_for(directory: Path) -> None:
    with EmbeddedStore(directory, processes=1) as store:
        query = begun(store, ROWS)
        assert store.begin(ROWS) is None
        query.end().close()
        begun(store, ROWS).end().close()


def test_what_is_no_single_small_request_is_not_begun(directory: Path) -> None:
    with EmbeddedStore(directory, processes=1) as store:
        assert store.begin("DESCRIBE <http://a/b>") is None
        assert store.begin(ROWS, default_graphs=["http://a/g"]) is None
        assert store.begin(f"{ROWS} # {'x' * 10_000}") is None
        assert store.query(ROWS).rows == 3


def test_a_wrong_query_is_refused_at_once_or_at_the_end(directory: Path) -> None:
    with EmbeddedStore(directory, processes=1) as store:
        with pytest.raises(QueryError, match="update"):
            store.begin("CLEAR ALL")
        query = begun(store, "SELECT * { ?s ?p }")
        come(query)
        assert not query.answered()
        with pytest.raises(QueryError, match="well-formed") as caught:
            query.end()
        assert caught.value.code == "QUERY_MALFORMED"
        assert store.query(ROWS).rows == 3


def test_a_process_that_dies_before_it_takes_the_query_is_replaced(directory: Path) -> None:
    with EmbeddedStore(directory, processes=1) as store:
        [pid] = store._pool.pids()[:1]
        stop(pid)
        query = begun(store, ROWS)
        os.kill(pid, signal.SIGKILL)
        come(query)
        assert not query.answered()
        assert query.end().rows == 3


def test_a_query_that_was_begun_has_the_same_time(directory: Path) -> None:
    with EmbeddedStore(directory, processes=1, timeout=0.5) as store:
        query = begun(store, KILLER)
        assert not query.answered()
        with pytest.raises(QueryError) as caught:
            query.end()
        assert caught.value.code == "QUERY_TIMEOUT"
        assert store.query(ROWS).rows == 3


def test_a_slow_query_that_was_begun_leaves_its_place(directory: Path) -> None:
    with EmbeddedStore(directory, processes=1, timeout=60, slow_seconds=0.05, slow_most=0) as store:
        with pytest.raises(QueryError) as caught:
            begun(store, KILLER).end()
        assert caught.value.code == "TOO_MANY_SLOW"
        assert store.query(ROWS).rows == 3
