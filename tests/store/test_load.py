"""Filling a server: what is there afterwards, what is no longer there, and what is told when it fails."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from igr_kg import cli, config
from igr_kg.config import Settings
from igr_kg.errors import ConformanceError, InputError, UsageError
from igr_kg.graph.quads import Quad, lines, node
from igr_kg.store import remote_graphs
from igr_kg.store.opening import open_remote
from igr_kg.store.remote_graphs import GraphStore, Sorted, graph_store_of
from igr_kg.store.remote_load import load
from tests import servers
from tests.servers import Server
from tests.store.conftest import BASE, statements

DATASET = f"{BASE}dataset/igr"
CATALOGUE = f"{BASE}graph/catalogue"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An empty server."""
    with servers.oxigraph(tmp_path_factory.mktemp("empty")) as running:
        yield running


def settings_for(server: Server) -> Settings:
    return config.load({"store_url": server.query, "query_processes": 1}, environ={})


def release(folder: Path, version: str, *more: Quad) -> Path:
    """Write what a load reads of a release."""
    folder.mkdir()
    has_version = node("http://www.w3.org/ns/dcat#hasVersion")
    told = Quad(node(DATASET), has_version, node(f"{DATASET}/{version}"), node(CATALOGUE))
    with gzip.open(folder / "igr.nq.gz", "wb") as file:
        file.write("".join(lines([*statements(), *more, told])).encode())
    (folder / "manifest.json").write_text(json.dumps({"version": version}), encoding="utf-8")
    return folder


def test_a_load_replaces_the_release_before(server: Server, tmp_path: Path) -> None:
    settings = settings_for(server)
    old = node(f"{BASE}graph/document/old/en")
    told: list[str] = []
    first = load(release(tmp_path / "1", "1", Quad("<a:a>", "<a:b>", "_:x", old)), settings, tell=told.append)
    assert (first.graphs, first.view, first.removed, first.fresh) == (5, "", 0, True)
    assert any("graph/document/old/en" in line for line in told)
    assert not load(tmp_path / "1", settings).fresh
    with open_remote(settings) as store:
        assert store.version == "1"
        assert store.query(f"SELECT * {{ GRAPH {old} {{ ?s ?p ?o }} }}").rows == 1
        second = load(release(tmp_path / "2", "2"), settings)
        assert (second.version, second.removed) == ("2", 1)
        assert not store.healthy(), "it serves what is no longer there"
    with open_remote(settings) as store:
        assert store.version == "2"
        assert store.query("SELECT * { ?s ?p ?o }").rows == 2006
        assert store.query(f"SELECT * {{ GRAPH {old} {{ ?s ?p ?o }} }}").rows == 0
        assert store.query(f"SELECT * {{ GRAPH <{BASE}graph/probe> {{ ?s ?p ?o }} }}").rows == 0


def test_large_graphs_come_in_pieces(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_graphs, "MOST_BYTES", 10_000)
    facts = node(f"{BASE}graph/document/b-1/en")
    more = [Quad("_:b", "<a:b>", f"<a:{n}>", facts) for n in range(3)]
    settings = settings_for(server)
    load(release(tmp_path / "3", "3", *more), settings)
    with open_remote(settings) as store:
        assert store.query("SELECT * { ?s ?p ?o }").rows == 2009
        assert store.query(f"SELECT DISTINCT ?s {{ GRAPH {facts} {{ ?s ?p ?o }} }}").rows == 1


def test_what_is_lost_is_told(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put = GraphStore.put

    def lossy(self: GraphStore, graph: str, body: bytes) -> None:
        put(self, graph, body.splitlines(keepends=True)[0] if "authority" in graph else body)

    monkeypatch.setattr(GraphStore, "put", lossy)
    folder = release(tmp_path / "4", "4")
    with pytest.raises(ConformanceError, match="authority has 1 triples, not 3") as caught:
        load(folder, settings_for(server))
    assert (caught.value.code, caught.value.exit_status) == ("LOAD_INCOMPLETE", 1)
    with pytest.raises(SystemExit) as ended:
        cli.main(["load", "--store", server.query, str(folder)])
    assert ended.value.code == 1
    assert "LOAD_INCOMPLETE" in capsys.readouterr().err


def test_what_is_missing_is_told(server: Server, tmp_path: Path) -> None:
    settings = settings_for(server)
    with pytest.raises(InputError) as caught:
        load(tmp_path / "nothing", settings)
    assert caught.value.code == "NO_RELEASE"
    folder = release(tmp_path / "5", "5")
    with pytest.raises(InputError) as caught:
        load(folder, settings, graph_store=server.graphs.replace("/store", "/nothing"))
    assert caught.value.code == "LOAD_FAILED"
    assert "404" in caught.value.message
    with pytest.raises(UsageError) as usage:
        load(folder, settings.with_(store_url="nothing"))
    assert usage.value.code == "BAD_STORE_URL"


@pytest.mark.parametrize(
    ("url", "server", "wanted"),
    [
        ("http://a/sparql", "Virtuoso/07.20", "http://a/sparql-graph-crud-auth"),
        ("http://a/x/query?y=1", "", "http://a/x/store"),
        ("http://a/sparql", "", ""),
    ],
)
def test_where_a_server_takes_graphs(url: str, server: str, wanted: str) -> None:
    assert graph_store_of(url, server) == wanted


def test_statements_with_blank_nodes_travel_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_graphs, "MOST_BYTES", 100)
    plain = [b'<a:s%d> <a:p> "_:x" <a:g> .\n' % n for n in range(20)]
    blank = [b"<a:s> <a:p> _:b%d <a:g> .\n" % n for n in range(20)]
    found = Sorted(line for pair in zip(plain, blank, strict=True) for line in pair)
    try:
        first, *rest = found.bodies("a:g")
    finally:
        found.close()
    assert first.count(b" _:b") == 20
    assert rest
    assert b"".join([first, *rest]).count(b"\n") == 40
    assert not any(b" _:b" in body for body in rest)
