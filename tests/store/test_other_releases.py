"""Several releases over one pool of engine processes: opened late, closed soon, apart from one another."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph
import pytest

from igr_kg.store import engine
from igr_kg.store.embedded import EmbeddedStore
from igr_kg.store.port import QueryError, Store

NAMES = "SELECT ?o { ?s <https://w3id.org/igr/ontology#content> ?o }"
OWN = "ASK { <https://w3id.org/igr/id/body/council> ?p ?o }"


def made(directory: Path, name: str) -> Path:
    """Make a store that says one thing."""
    store = pyoxigraph.Store(str(directory))
    said = pyoxigraph.NamedNode("https://w3id.org/igr/ontology#content")
    store.add(
        pyoxigraph.Quad(pyoxigraph.NamedNode("https://w3id.org/igr/id/n/1"), said, pyoxigraph.Literal(name))
    )
    store.flush()
    return directory


def damage(directory: Path) -> None:
    """Write over the files in which a store holds its data."""
    files = [
        path for path in directory.iterdir() if path.suffix in (".sst", ".log") or "MANIFEST" in path.name
    ]
    assert files
    for path in files:
        path.write_bytes(b"no longer what it was" * 100)


@pytest.fixture
def store(directory: Path) -> Iterator[EmbeddedStore]:
    """The made-up release, with one place for queries and one that is reserved."""
    with EmbeddedStore(directory, version="new", timeout=20, processes=1) as opened:
        yield opened


def pids(store: EmbeddedStore) -> set[int]:
    return set(store._pool.pids())


def name_in(store: Store) -> str:
    return store.query(NAMES, media_type="text/csv").read().decode().split("\r\n")[1]


def test_each_release_answers_for_itself_in_the_same_processes(store: EmbeddedStore, tmp_path: Path) -> None:
    others = [
        store.of(made(tmp_path / str(number), f"release {number}"), str(number))
        for number in range(engine.MOST_OTHERS + 3)
    ]
    before = pids(store)
    for _ in range(2):
        for number, other in enumerate(others):
            assert (other.version, name_in(other)) == (str(number), f"release {number}")
            assert b"false" in other.query(OWN).read()
            assert b"true" in store.query(OWN).read()
    assert pids(store) == before
    assert len(before) == 2
    assert store.version == "new"


def test_many_questions_at_once_start_no_more_processes(directory: Path, tmp_path: Path) -> None:
    count = engine.MOST_OTHERS * 2
    with EmbeddedStore(
        directory, version="new", timeout=60, processes=2, queue=100, queue_seconds=60
    ) as store:
        others = [store.of(made(tmp_path / str(number), str(number)), str(number)) for number in range(count)]
        before = pids(store)
        with ThreadPoolExecutor(12) as threads:
            asked = [n for _ in range(6) for n in range(count)]
            assert list(threads.map(lambda n: name_in(others[n]), asked)) == list(map(str, asked))
        assert pids(store) == before
        assert len(before) == 3


def test_describe_asks_the_release_that_was_meant(store: EmbeddedStore, tmp_path: Path) -> None:
    other = store.of(made(tmp_path / "a", "from a"), "a")
    for query in ("DESCRIBE <https://w3id.org/igr/id/n/1>", "DESCRIBE ?s { ?s ?p 'from a' }"):
        assert b"from a" in other.query(query, media_type="application/n-triples").read()
        assert b"from a" not in store.query(query, media_type="application/n-triples").read()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="open files are told by /proc on Linux only")
def test_few_of_the_others_stay_open(store: EmbeddedStore, directory: Path, tmp_path: Path) -> None:
    def opened() -> set[str]:
        files = [entry.readlink() for pid in pids(store) for entry in Path(f"/proc/{pid}/fd").iterdir()]
        return {file.parent.name for file in files if file.is_relative_to(tmp_path)}

    others = [store.of(made(tmp_path / f"r{n}", f"{n}"), f"{n}") for n in range(engine.MOST_OTHERS + 2)]
    assert opened() == set()
    for number, other in enumerate(others):
        assert name_in(other) == str(number)
    assert opened() == {f"r{n}" for n in range(2, engine.MOST_OTHERS + 2)}


def test_what_cannot_be_read_harms_no_other(store: EmbeddedStore, tmp_path: Path) -> None:
    missing, damaged = store.of(tmp_path / "none", "1"), store.of(made(tmp_path / "bad", "bad"), "2")
    good = store.of(made(tmp_path / "good", "good"), "3")
    damage(tmp_path / "bad")
    before = pids(store)
    for other in (missing, damaged, missing, damaged):
        with pytest.raises(QueryError) as caught:
            other.query(OWN)
        assert (caught.value.code, caught.value.status) == ("STORE_UNREADABLE", 500)
        assert f"release {other.version}" in caught.value.message
        assert str(tmp_path) not in caught.value.message + caught.value.hint
        assert name_in(good) == "good"
        assert b"true" in store.query(OWN).read()
    assert pids(store) == before


def test_a_release_that_was_taken_away_or_replaced(store: EmbeddedStore, tmp_path: Path) -> None:
    other = store.of(made(tmp_path / "a", "first"), "a")
    assert name_in(other) == "first"
    shutil.rmtree(tmp_path / "a")
    with pytest.raises(QueryError, match="cannot be read"):
        other.query(NAMES)
    made(tmp_path / "a", "second")
    assert name_in(other) == "second"


def test_the_limits_are_those_of_the_one_that_is_served(directory: Path, tmp_path: Path) -> None:
    with EmbeddedStore(made(tmp_path / "a", "x"), max_rows=5, processes=1) as store:
        with pytest.raises(QueryError, match="5 rows") as caught:
            store.of(directory, "old").query("SELECT * { ?s ?p ?o }")
        assert caught.value.code == "RESULT_TOO_LARGE"
        assert "/dumps/old/" in caught.value.hint


def test_others_end_with_the_one_that_is_served(directory: Path, tmp_path: Path) -> None:
    store = EmbeddedStore(directory, processes=1)
    other = store.of(made(tmp_path / "a", "x"), "a")
    store.close()
    with pytest.raises(QueryError) as caught:
        other.query(OWN)
    assert caught.value.code == "STORE_CLOSED"
