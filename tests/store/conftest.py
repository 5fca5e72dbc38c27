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


ENGINES: dict[str, Callable[..., Store]] = {"embedded": embedded}


@pytest.fixture(scope="session", params=sorted(ENGINES))
def opener(request: pytest.FixtureRequest, directory: Path) -> Opener:
    """A function that opens an engine with the limits of the test."""
    return lambda **limits: ENGINES[request.param](directory, **limits)


@pytest.fixture(scope="session")
def store(opener: Opener) -> Iterator[Store]:
    """Each engine with ordinary limits."""
    opened = opener(timeout=20, processes=2)
    yield opened
    opened.close()
