"""A small release of made-up statements, and every engine opened on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from igr_kg.graph.quads import RDF_TYPE, Quad, lines, literal, node, term
from igr_kg.store.embedded import EmbeddedStore
from igr_kg.store.port import Store
from igr_kg.store.remote import RemoteStore
from igr_kg.store.remote_graphs import GraphStore
from tests import servers
from tests.servers import Server

BASE = "https://w3id.org/igr/"
PART = f"{BASE}id/document/a-1/par/3"
FACTS = f"{BASE}graph/document/a-1/en"
EVIDENCE = f"{BASE}graph/evidence/a-1/en"


def statements() -> list[Quad]:
    """Return the statements of the made-up release, each in its named graph."""
    body, act = node(f"{BASE}id/body/council"), node(f"{PART}/act/1")
    facts, evidence = node(FACTS), node(EVIDENCE)
    label = term("skos:prefLabel", BASE)
    record = node(f"{EVIDENCE}#0123456789abcdef")
    found = [
        Quad(body, RDF_TYPE, term("igr:GovernanceBody", BASE), node(f"{BASE}graph/authority")),
        Quad(body, label, literal("Council", language="en"), node(f"{BASE}graph/authority")),
        Quad(body, label, literal("理事会", language="zh"), node(f"{BASE}graph/authority")),
        Quad(act, RDF_TYPE, term("igr:Request", BASE), facts),
        Quad(act, term("igr:agent", BASE), body, facts),
        Quad(act, term("igr:content", BASE), literal('say "a,b"\n{},{ <result>', language="en"), facts),
        Quad(record, term("rdf:subject", BASE), act, evidence),
        Quad(record, term("rdf:predicate", BASE), term("igr:agent", BASE), evidence),
        Quad(record, term("rdf:object", BASE), body, evidence),
        Quad(record, term("igr:quote", BASE), literal("the Council requests", language="en"), evidence),
    ]
    number = term("igr:order", BASE)
    found += [Quad(node(f"{BASE}id/n/{i}"), number, literal(i), facts) for i in range(2000)]
    return found


def fill(directory: Path) -> None:
    """Write the engine's directory: named graphs, and the default view as the default graph."""
    rows = statements()
    view = [Quad(q.s, q.p, q.o) for q in rows if "/graph/evidence/" not in q.g]
    store = pyoxigraph.Store(str(directory))
    store.bulk_load("".join(lines([*rows, *view])).encode(), pyoxigraph.RdfFormat.N_QUADS)
    store.flush()


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the made-up release."""
    path = tmp_path_factory.mktemp("release") / "store"
    fill(path)
    return path


Opener = Callable[..., Store]


def embedded(directory: Path, **limits: Any) -> Store:
    """Open the embedded engine."""
    return EmbeddedStore(directory, version="1-test", base=BASE, **limits)


def _filled(server: Server, view: str) -> Callable[..., Store]:
    """Fill a server with the made-up release and return what opens a store over it.

    :param view: the graph that the default view is written into; empty: the default graph
    """
    by_graph: dict[str, list[Quad]] = {}
    for quad in statements():
        by_graph.setdefault(quad.g[1:-1], []).append(Quad(quad.s, quad.p, quad.o))
        if "/graph/evidence/" not in quad.g:
            by_graph.setdefault(view, []).append(Quad(quad.s, quad.p, quad.o))
    target = GraphStore(server.graphs, server.user, server.password)
    for graph, rows in by_graph.items():
        target.put(graph, "".join(lines(rows)).encode())
    target.close()

    def opened(**limits: Any) -> Store:
        limits.pop("memory_mb", None)
        return RemoteStore(server.query, version="1-test", base=BASE, **limits)

    return opened


ENGINES = ("embedded", "oxigraph", "virtuoso")


@pytest.fixture(scope="session", params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """The name of each engine."""
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def opener(engine_name: str, directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opener]:
    """A function that opens an engine with the limits of the test."""
    if engine_name == "embedded":
        yield lambda **limits: embedded(directory, **limits)
        return
    folder = tmp_path_factory.mktemp(engine_name)
    # Without a limit of its own Oxigraph's server goes on with what nobody waits for any more.
    running = (
        servers.virtuoso(folder)
        if engine_name == "virtuoso"
        else servers.oxigraph(folder, "--timeout-s", "2")
    )
    with running as server:
        yield _filled(server, f"{BASE}graph/default" if engine_name == "virtuoso" else "")


@pytest.fixture(scope="session")
def store(opener: Opener) -> Iterator[Store]:
    """Each engine with ordinary limits."""
    opened = opener(timeout=20, processes=2)
    yield opened
    opened.close()
