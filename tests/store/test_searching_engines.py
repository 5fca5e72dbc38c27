"""Search properties over every engine: answers, and errors where the user wrote what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from igr_kg.store.embedded import EmbeddedStore
from igr_kg.store.port import QueryError, Store
from igr_kg.store.searching import Searching
from tests.store.conftest import BASE, Opener


@pytest.fixture(scope="module")
def engine(opener: Opener) -> Iterator[tuple[Searching, Store]]:
    """Each engine, with an index that is made from what it holds, and without one."""
    plain = opener(timeout=20, processes=1)
    with Searching(plain, None, base=BASE, most=100, seconds=20) as opened:
        yield opened, plain


def test_every_engine_answers(engine: tuple[Searching, Store]) -> None:
    query = "\ufeffSELECT ?s { ?s <search#matches> 'coun' ; a <ontology#GovernanceBody> }"
    assert f"{BASE}id/body/council" in engine[0].query(query, media_type="text/csv").read().decode()
    described = engine[0].query("DESCRIBE ?s { ?s <search#matches> '理事'@zh }", media_type="text/turtle")
    assert '"Council"@en' in described.read().decode()
    assert engine[0].query(query).cacheable
    assert not engine[0].query("SELECT (RAND() AS ?r) { ?s <search#matches> 'x' }").cacheable


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {\n?s <search#matches> 'council' . ?s ?p }",
        "SELECT * { ?s <search#matches> 'council' }\nORDER",
        "SELECT * { ?s a ?t ; <search#matches>\n'council' . nobody ?p ?o }",
        "SELECT * { ?x a ?t . ?s <search#matches> 'council' . u:x a ?t }",
        "SELECT ?s (COUNT(*) AS ?n) { ?s <search#matches> 'council' }",
        "SELECT * { ?s <search#matches> 'council' . ?s a <http://e/a b> }",
        "DESCRIBE ?s { ?s <search#matches> 'council' . ?s }",
        "ASK { ?s <search#matches> 'council' ",
    ],
)
def test_errors_are_told_where_the_user_wrote_them(engine: tuple[Searching, Store], query: str) -> None:
    told = []
    for store in engine:
        with pytest.raises(QueryError) as caught:
            store.query(query)
        error = caught.value
        told.append((error.code, error.message, error.hint, error.where, error.say, dict(error.values)))
    assert told[0] == told[1]


def test_each_release_is_searched_in_its_own_index(directory: Path, tmp_path: Path) -> None:
    other = pyoxigraph.Store(str(tmp_path / "store"))
    label = pyoxigraph.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    other.add(pyoxigraph.Quad(pyoxigraph.NamedNode(f"{BASE}id/b"), label, pyoxigraph.Literal("Old Council")))
    other.flush()
    query = "SELECT ?s { ?s <search#matches> 'council' }"
    store = EmbeddedStore(directory, base=BASE, processes=1)
    with Searching(store, None, base=BASE, most=100, seconds=20) as served:
        old = served.of(tmp_path / "store", "old")
        assert old is served.of(tmp_path / "store", "old")
        answers = [s.query(query, media_type="text/csv").read().decode().split() for s in (served, old)]
    assert answers == [["s", f"{BASE}id/body/council"], ["s", f"{BASE}id/b"]]
