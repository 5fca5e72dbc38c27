"""SERVICE asks the servers that are allowed and no other; listeners on this machine are witnesses."""

from __future__ import annotations

import contextlib
import json
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from igr_kg import config
from igr_kg.errors import UsageError
from igr_kg.store.embedded import EmbeddedStore
from igr_kg.store.front import Request
from igr_kg.store.opening import open_remote
from igr_kg.store.port import JSON, QueryError, QueryForm, Store
from igr_kg.store.scanner import scan
from tests.witness import Witness, solutions, witness

BASE = "https://w3id.org/igr/"


@pytest.fixture(scope="module")
def allowed() -> Iterator[Witness]:
    with witness() as found:
        yield found


@pytest.fixture(scope="module")
def forbidden() -> Iterator[Witness]:
    with witness() as found:
        yield found


@pytest.fixture(scope="module")
def store(directory: Path, allowed: Witness) -> Iterator[Store]:
    opened = EmbeddedStore(
        directory, base=BASE, timeout=5, processes=1, services=(f"{allowed.address}/sparql",)
    )
    with opened:
        yield opened


def values(store: Store, query: str) -> list[str]:
    found = json.loads(store.query(query).read())["results"]["bindings"]
    return [row["x"]["value"] for row in found if "x" in row]


def refused(store: Store, query: str, code: str = "SERVICE_REFUSED") -> QueryError:
    with pytest.raises(QueryError) as caught:
        store.query(query).close()
    assert caught.value.code == code
    return caught.value


WAYS = (
    "SELECT * {{ SERVICE <{0}/sparql> {{ ?s ?p ?x }} }}",
    "PREFIX a: <{0}/> SELECT * {{ service silent a:sparql {{ ?s ?p ?x }} }}",
    "BASE <{0}/> SELECT * {{ SERVICE <sparql> {{ ?s ?p ?x }} }}",
    "BASE <{0}/one/two> PREFIX a: <{0}/> SELECT * {{ SERVICE # SERVICE\n a:sparql {{ ?s ?p ?x }} }}",
    "SELECT * {{ {{ SELECT ?x {{ SERVICE <{0}/sparql> {{ ?s ?p ?x }} }} }} }}",
)


@pytest.mark.parametrize("way", WAYS)
def test_an_allowed_server_is_asked(store: Store, allowed: Witness, way: str) -> None:
    before = len(allowed.asked)
    assert values(store, way.format(allowed.address)) == ["far"]
    assert [path for path, _ in allowed.asked[before:]] == ["/sparql"]


def test_what_comes_from_elsewhere_is_not_kept(store: Store, allowed: Witness) -> None:
    with store.query(WAYS[0].format(allowed.address)) as answer:
        assert not answer.cacheable
    with store.query(f"DESCRIBE ?x {{ SERVICE <{allowed.address}/sparql> {{ ?s ?p ?x }} }}") as answer:
        assert not answer.cacheable


OTHERS = (
    "SELECT * {{ SERVICE <{1}/sparql> {{ ?s ?p ?x }} }}",
    "SELECT * {{ SERVICE <{0}/sparql/> {{ ?s ?p ?x }} }}",
    "SELECT * {{ SERVICE <{0}/sparql?a=b> {{ ?s ?p ?x }} }}",
    "SELECT * {{ SERVICE <{0}/./sparql> {{ ?s ?p ?x }} }}",
    "SELECT * {{ SERVICE <{0}/\\u0073parql> {{ ?s ?p ?x }} }}",
    "SELECT * {{ BIND(<{0}/sparql> AS ?a) SERVICE ?a {{ ?s ?p ?x }} }}",
    "SELECT * {{ VALUES ?a {{ <{0}/sparql> }} SERVICE SILENT ?a {{ ?s ?p ?x }} }}",
    "SELECT * {{ SERVICE <{0}/sparql> {{ SERVICE <{1}/sparql> {{ ?s ?p ?x }} }} }}",
    "SELECT * {{ SERVICE <{0}/sparql> {{ ?s ?p ?x }} SERVICE SILENT <{1}/> {{ ?s ?p ?y }} }}",
    "PREFIX a: <{0}/> PREFIX a: <{1}/> SELECT * {{ SERVICE a:sparql {{ ?s ?p ?x }} }}",
    "PREFIX silenta: <{0}/> PREFIX a: <{1}/> SELECT * {{ SERVICE silenta:sparql {{ ?s ?p ?x }} }}",
    "PREFIX a: <{0}/> SELECT * {{ SERVICEa:sparql {{ ?s ?p ?x }} }}",
    "PREFIX a: <{1}/> SELECT * {{ ?PREFIX a:b <{0}/> . SERVICE a:sparql {{ ?s ?p ?x }} }}",
    "BASE <{1}/> SELECT * {{ SERVICE <//127.0.0.1/sparql> {{ ?s ?p ?x }} }}",
    "SELECT * {{ SERVICE a:sparql {{ ?s ?p ?x }} }}",
    "DESCRIBE ?x {{ SERVICE <{1}/sparql> {{ ?s ?p ?x }} }}",
)


@pytest.mark.parametrize("other", OTHERS)
def test_no_other_server_is_asked(store: Store, allowed: Witness, forbidden: Witness, other: str) -> None:
    error = refused(store, other.format(allowed.address, forbidden.address))
    assert f"<{allowed.address}/sparql>" in error.message
    assert forbidden.asked == []


def test_without_the_setting_none_is_asked(directory: Path, allowed: Witness) -> None:
    before = len(allowed.asked)
    with EmbeddedStore(directory, base=BASE, processes=1) as store:
        error = refused(store, WAYS[0].format(allowed.address))
    assert "no other server" in error.message
    assert len(allowed.asked) == before


def _elsewhere(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(307)
    handler.send_header("Location", handler.headers["Host"].join(("http://", "/moved")))
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def _broken(handler: BaseHTTPRequestHandler) -> None:
    handler.send_error(500, "secret of the other server")


def _html(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


@pytest.mark.parametrize("reply", [_elsewhere, _broken, _html])
def test_a_server_that_fails_is_told(directory: Path, reply: Any) -> None:
    """Redirections are not followed, not even to the same host."""
    with (
        witness(reply) as remote,
        EmbeddedStore(directory, base=BASE, processes=1, services=(f"{remote.address}/q",)) as store,
    ):
        error = refused(
            store, f"SELECT * {{ SERVICE <{remote.address}/q> {{ ?s ?p ?x }} }}", "SERVICE_FAILED"
        )
        assert error.status == 502
        assert "secret" not in error.message + error.hint
        assert [path for path, _ in remote.asked] == ["/q"]
        silent = f"SELECT * {{ SERVICE SILENT <{remote.address}/q> {{ ?s ?p ?x }} }}"
        assert json.loads(store.query(silent).read())["results"]["bindings"] == [{}]


def _slow(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)
    solutions(handler)


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/sparql-results+json")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    row = b'{"x":{"type":"literal","value":"' + b"x" * 60_000 + b'"}},'
    with contextlib.suppress(OSError):
        _chunk(handler, b'{"head":{"vars":["x"]},"results":{"bindings":[')
        while True:
            _chunk(handler, row)


def _chunk(handler: BaseHTTPRequestHandler, data: bytes) -> None:
    handler.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))


def test_time_and_size_have_the_limits_of_every_query(directory: Path) -> None:
    with (
        witness(_slow) as slow,
        witness(_endless) as endless,
        EmbeddedStore(
            directory,
            base=BASE,
            processes=1,
            timeout=20,
            max_bytes=1_000_000,
            services=(f"{slow.address}/q", f"{endless.address}/q"),
        ) as store,
    ):
        with pytest.raises(QueryError) as caught:
            store.query(f"SELECT * {{ SERVICE <{slow.address}/q> {{ ?s ?p ?x }} }}", timeout=0.7)
        assert caught.value.code == "QUERY_TIMEOUT"
        refused(
            store, f"SELECT * {{ SERVICE <{endless.address}/q> {{ ?s ?p ?x }} }}", code="RESULT_TOO_LARGE"
        )
        assert store.query("ASK {}").rows == 1


def test_a_query_elsewhere_takes_no_place_of_others(directory: Path) -> None:
    """While the process that asks others waits, every other query is answered."""
    with (
        witness(_slow) as slow,
        EmbeddedStore(directory, base=BASE, processes=1, services=(f"{slow.address}/q",)) as store,
    ):
        query = f"SELECT * {{ SERVICE <{slow.address}/q> {{ ?s ?p ?x }} }}"
        thread = threading.Thread(target=lambda: store.query(query).close())
        thread.start()
        while not slow.asked:
            time.sleep(0.02)
        assert store.query("ASK {}").rows == 1
        assert thread.is_alive()
        thread.join()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ports are limited on Linux only")
def test_the_process_that_asks_others_connects_to_their_ports_only(store: Store, forbidden: Witness) -> None:
    """Without the front before it: the engine is asked as it is, for a server that is not allowed."""
    assert isinstance(store, EmbeddedStore)
    text = f"SELECT * {{ SERVICE <{forbidden.address}/q> {{ ?s ?p ?x }} }}"
    request = Request(text, QueryForm.SELECT, JSON, BASE, 5.0, 1000, 1_000_000)
    with pytest.raises(QueryError):
        store._engine.ask(request)
    assert forbidden.asked == []
    with contextlib.suppress(QueryError):
        store._engine.ask(replace(request, services=("http://other/",))).file.close()
        pytest.skip("no landlock with ports here")
    assert forbidden.asked == []


FILES = ("file:///etc/hostname", "file:/etc/passwd", "http://127.0.0.1:{port}/data.ttl")


@pytest.mark.parametrize("place", ["FROM <{0}>", "FROM NAMED <{0}>"])
@pytest.mark.parametrize("file", FILES)
def test_a_dataset_reads_no_file_and_asks_nobody(
    directory: Path, forbidden: Witness, place: str, file: str
) -> None:
    """In this process, which may open everything: a graph is only a name in the store."""
    iri = file.format(port=forbidden.address.rpartition(":")[2])
    engine = pyoxigraph.Store.read_only(str(directory))
    query = f"SELECT * {place.format(iri)} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
    for text in (query, f"SELECT * {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"):
        result = engine.query(text)
        assert isinstance(result, pyoxigraph.QuerySolutions)
        assert list(result) == []
    with pytest.raises(SyntaxError):
        engine.query(f"LOAD <{iri}>")
    assert forbidden.asked == []


TEXT = r"""
SERVICE service SILENT a:q b:q silenta:q :q ?x { } {} . <A/q> <B/q> <q> <//B/q> 'x' ' " ''' # < > <#> <'> =
BASE PREFIX a: b: : <A/> <B/> FILTER( BIND( AS ?y) UNION GRAPH OPTIONAL 1 || true a , ; \ @en _:n VALUES ( )
"""
PIECES = [*TEXT.split(), "{?s ?p ?x}", " ", " ", "\n", "SERVICE <A/q> {?s ?p ?x}", "SERVICE a:q {?s ?p ?x}"]
DECLARATIONS = """BASE <A/>|BASE <B/>|BASE <x/>|PREFIX a: <A/>|PREFIX a: <B/>|PREFIX a: <>|PREFIXa: <A/>
|PREFIX : <A/>|PREFIX b: <B/>|prefix silenta: <A/>|PREFIX a: <../B/>|PREFIXa:<B/>|BASE<B/>|# '
|VERSION '1.2'"""
PROLOGUES = st.lists(st.sampled_from(DECLARATIONS.split("|")), max_size=4).map(" ".join)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PROLOGUES, st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("PREFIX a: <A/>", "SERVICE a:q {?s ?p ?x}")
@example("PREFIX a: <B/> PREFIX a: <A/>", "SERVICE a:q {?s ?p ?x}")
@example("PREFIX a: <A/> PREFIXa:<B/>", "SERVICE a:q {?s ?p ?x}")
@example("PREFIX silenta: <A/> PREFIX a: <B/>", "SERVICE silenta:q {?s ?p ?x}")
def test_what_may_pass_reaches_no_other_server(
    allowed: Witness, forbidden: Witness, prologue: str, body: str
) -> None:
    """The engine itself runs whatever the scanner would let pass, in this process, which can reach all."""
    query = f"{prologue} SELECT * {{ {body} }}"
    query = query.replace("A/", f"{allowed.address}/").replace("B/", f"{forbidden.address}/")
    if all(iri == f"{allowed.address}/q" for iri in scan(query, f"{forbidden.address}/").services):
        before = len(allowed.asked)
        try:
            result = pyoxigraph.Store().query(query, base_iri=f"{forbidden.address}/")
            assert isinstance(result, pyoxigraph.QuerySolutions)
            list(result)
        except (SyntaxError, OSError, RuntimeError):
            pass
        assert forbidden.asked == []
        assert {path for path, _ in allowed.asked[before:]} <= {"/q"}


@settings(max_examples=200, deadline=None)
@given(PROLOGUES, st.sampled_from(["<A/q>", "<q>", "a:q", "a:a\\/q", ":q", "<q/r/>", "<./q>", "<?q>", "a:"]))
def test_names_stand_for_what_the_engine_takes_them_for(prologue: str, name: str) -> None:
    prologue, name = (text.replace("A/", "http://a/").replace("B/", "http://b/") for text in (prologue, name))
    query = f"{prologue} SELECT * {{ SERVICE {name} {{ }} }}"
    [found] = scan(query, "http://base/x").services
    if found is None:
        return
    query = f"{prologue} SELECT ({name} AS ?x) {{}}"
    with contextlib.suppress(SyntaxError):
        result = pyoxigraph.Store().query(query, base_iri="http://base/x")
        assert isinstance(result, pyoxigraph.QuerySolutions)
        [row] = result
        assert row["x"].value == found


@pytest.mark.parametrize(
    "wrong",
    [
        "ftp://a/",
        "//a/sparql",
        "https://user:secret@a/",
        "http://a",
        "http://a/#x",
        "http://a/../b",
        "a b",
        "http://A/",
    ],
)
def test_the_setting_takes_addresses_only(wrong: str) -> None:
    with pytest.raises(UsageError) as caught:
        config.load({"service_allow": wrong}, environ={})
    assert caught.value.code == "BAD_SETTING"


def test_the_setting_is_not_for_a_server_of_others() -> None:
    wanted = {"service_allow": "https://a.example/sparql", "store_url": "http://127.0.0.1:1/query"}
    with pytest.raises(UsageError, match="only for the own engine") as caught:
        open_remote(config.load(wanted, environ={}))
    assert caught.value.code == "BAD_SETTING"
