"""Ours and other engines give the same answers: the example questions, and two hundred made-up queries.

Oxigraph's own server shows that nothing is lost or changed on the way through our processes, datasets and
serialisations; rdflib, an engine of other authors, shows that what the engine answers is right, and so does
Virtuoso where it is installed. What is known to differ stands in ``differences.toml`` with its reason; a
difference that does not stand there fails, and so does one of rdflib that is seen no more.
"""

from __future__ import annotations

import gc
import socket
import subprocess
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pyoxigraph
import pytest

from bench.corpus import body_iri, document_iri
from igr_kg.graph.quads import Quad, lines, value
from igr_kg.pipeline import Built
from igr_kg.release.view import default_view, kind_of, version_of_document
from igr_kg.store.embedded import EmbeddedStore
from igr_kg.store.remote import RemoteStore
from igr_kg.store.remote_graphs import GraphStore
from tests import servers
from tests.queries.answers import QUERIES, open_release
from tests.store import made_queries
from tests.store.made_queries import BASE, Case, cases
from tests.store.oracles import OfRdflib, OfServer, OfStore, Oracle, TooSlow
from tests.store.query_families import FAMILIES
from tests.support import run_program

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
"""rdflib warns of its own ways."""

VERSIONS = frozenset(
    [
        *(("unep-gc-26-18", "zh"), ("unep-gc-decision-27-12", "en"), ("unep-gc-decision-25-4", "en")),
        *(("s-res-776-1992", "en"), ("s-res-743-1992", "en"), ("s-res-752-1992", "en")),
    ]
)
"""The documents of the slice of the release that the example questions are asked of."""
KINDS = ("authority", "curated", "catalogue")

MADE = {case.name: case for case in cases(FAMILIES)}
EXAMPLES = {path.stem: Case(path.stem, "", path.read_text("utf-8")) for path in sorted(QUERIES.glob("*.rq"))}
KNOWN = tomllib.loads(Path(__file__).with_name("differences.toml").read_text("utf-8"))["difference"]


@dataclass(frozen=True)
class Engines:
    """The engines that hold the same data."""

    ours: Oracle
    others: dict[str, Oracle]


def slice_of(release: Path) -> list[Quad]:
    """Return the statements of a release about some documents, small enough for rdflib."""

    def wanted(quad: Quad) -> bool:
        version = version_of_document(quad.g, BASE)
        return version in VERSIONS if version else kind_of(quad.g, BASE) in KINDS

    return [quad for quad in open_release(release).quads if wanted(quad)]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def engines(rows: list[Quad], folder: Path) -> Iterator[Engines]:
    """Open every engine on the same statements."""
    directory = folder / "store"
    store = pyoxigraph.Store(str(directory))
    store.bulk_load("".join(lines([*rows, *default_view(rows, BASE)])).encode(), pyoxigraph.RdfFormat.N_QUADS)
    store.flush()
    del store
    gc.collect()
    port = free_port()
    program = Path(sys.executable).with_name("oxigraph")
    command = [str(program), "serve-read-only", "--location", str(directory)]
    command += ["--bind", f"127.0.0.1:{port}"]
    with (
        run_program(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server,
        EmbeddedStore(directory, version="1-test", base=BASE) as ours,
    ):
        wait_for(f"http://127.0.0.1:{port}/", server)
        oxigraph = OfServer(f"http://127.0.0.1:{port}/query")
        others: dict[str, Oracle] = {"oxigraph": oxigraph, "rdflib": OfRdflib(rows)}
        yield Engines(OfStore(ours), others)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        with suppress(URLError, ConnectionError), urlopen(address, timeout=5):
            return
        time.sleep(0.05)
    raise AssertionError("the server does not begin")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """Return the engines over made-up statements."""
    yield from engines(made_queries.statements(), tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def with_virtuoso(made: Engines, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """Return the engines over made-up statements and Virtuoso, asked through the store of remote servers."""
    rows = made_queries.statements()
    graphs: defaultdict[str, list[Quad]] = defaultdict(list)
    for row in [*rows, *(Quad(*triple[:3], f"<{BASE}graph/default>") for triple in default_view(rows, BASE))]:
        graphs[value(row.g)].append(Quad(*row[:3]))
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        target = GraphStore(server.graphs, server.user, server.password)
        for graph, triples in graphs.items():
            target.put(graph, "".join(lines(triples)).encode())
        target.close()
        with RemoteStore(server.query, version="1-test", base=BASE) as store:
            yield Engines(made.ours, {"virtuoso": OfStore(store)})


@pytest.fixture(scope="module")
def shipped(built_whole: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """Return the engines over a slice of the release of what ships."""
    yield from engines(slice_of(built_whole.folder), tmp_path_factory.mktemp("shipped"))


def known(oracle: str, name: str) -> dict[str, str] | None:
    """Return the known difference of an engine on a query."""
    return next((row for row in KNOWN if row["engine"] == oracle and name in row["queries"]), None)


def compare(found: Engines, oracle: str, case: Case) -> None:
    """Compare one answer of ours with that of another engine, as ``differences.toml`` lets them be."""
    listed = known(oracle, case.name)
    if listed and listed["kind"] == "slow":
        pytest.skip(f"{oracle} is not asked: {listed['reason']}")
    ours = found.ours.ask(case)
    try:
        theirs = found.others[oracle].ask(case)
    except TooSlow:
        pytest.skip(f"{oracle} took too long")
    except Exception as error:
        if listed is None or listed["kind"] != "fails":
            raise AssertionError(f"{oracle} fails on {case.text}") from error
        return
    same = ours.same_as(theirs, ordered=case.ordered)
    if listed:
        assert not same, f"{oracle} no longer differs: take the query off the list"
        return
    assert same, f"{case.text}\nours: {ours}\n{oracle}: {theirs}"


@pytest.mark.parametrize("oracle", ["oxigraph", "rdflib"])
@pytest.mark.parametrize("name", MADE)
def test_a_made_up_query(name: str, oracle: str, made: Engines) -> None:
    compare(made, oracle, MADE[name])


@pytest.mark.slow
def test_the_made_up_queries_on_virtuoso(with_virtuoso: Engines) -> None:
    """Which version a system has is not ours to say, so what is known to differ may also have been mended."""
    wrong = []
    for name, case in MADE.items():
        if known("virtuoso", name):
            continue
        ours, virtuoso = with_virtuoso.ours.ask(case), with_virtuoso.others["virtuoso"]
        # It has been seen to answer the same query in two ways; one that is right shows that ours is.
        if not any(ours.same_as(virtuoso.ask(case), ordered=case.ordered) for _ in range(3)):
            wrong.append(name)
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("oracle", ["oxigraph", "rdflib"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_question(name: str, oracle: str, shipped: Engines) -> None:
    compare(shipped, oracle, EXAMPLES[name])


@pytest.mark.parametrize("iri", [document_iri(3), body_iri(4), f"{BASE}id/n/20", f"{BASE}id/nobody"])
def test_a_description_holds_what_is_said_and_nothing_else(iri: str, made: Engines) -> None:
    """DESCRIBE is ours to define: all that is said of a thing, and only what is said anywhere."""
    oxigraph = made.others["oxigraph"]
    everything = set(oxigraph.ask(Case("", "CONSTRUCT", "WHERE { ?s ?p ?o }")).rows)
    said = set(oxigraph.ask(Case("", "CONSTRUCT", f"WHERE {{ <{iri}> ?p ?o }}")).rows)
    described = set(made.ours.ask(Case("", f"DESCRIBE <{iri}>", "")).rows)
    assert said <= described <= everything
    assert bool(said) == bool(described)


def test_there_are_two_hundred_of_every_kind() -> None:
    assert len({replace(case, name="") for case in MADE.values()}) >= 200
    assert len(FAMILIES) >= 15


def test_what_is_listed_is_a_query_and_has_a_reason() -> None:
    for row in KNOWN:
        assert row["kind"] in ("differs", "fails", "slow")
        assert set(row["queries"]) <= {*MADE, *EXAMPLES}
        assert len(row["reason"]) > 20


def test_many_of_the_answers_hold_something(made: Engines) -> None:
    """Empty answers are alike too easily."""
    empty = [name for name, case in MADE.items() if not made.ours.ask(case).rows]
    assert len(empty) < len(MADE) / 5, empty
