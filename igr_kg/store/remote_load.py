"""Filling a server from a release, over the SPARQL 1.1 Graph Store HTTP Protocol.

Graph by graph: PUT replaces what was there, and what is too large for one request follows with POST. The
protocol has no transaction over several graphs. So the statement that tells the version, by which a site
knows what it serves, is taken away first and written last: a site in front of the server finds itself
unhealthy meanwhile.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from igr_kg.config import Settings
from igr_kg.errors import ConformanceError, InputError, UsageError
from igr_kg.graph.quads import node
from igr_kg.store.port import QueryError, QueryForm
from igr_kg.store.remote import RemoteEngine, check_url
from igr_kg.store.remote_dataset import in_view
from igr_kg.store.remote_graphs import REQUEST_SECONDS, GraphStore, Sorted, graph_store_of
from igr_kg.store.remote_http import Connections, basic

_COUNTS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_NO_ANSWER = "The server gives no answer to a question about what it holds."


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did.

    :param version: of the release
    :param view: name of the graph that holds the default view; empty: the server's default graph
    :param graphs: named graphs written, that of the view not counted
    :param removed: graphs of a former release that were taken away
    :param triples: in all, the view not counted
    :param fresh: False when the server held the release already
    """

    version: str
    view: str
    graphs: int
    removed: int
    triples: int
    fresh: bool = True


class Loading:
    """One load.

    :param engine: answers queries about the server
    :param target: takes the graphs
    :param base: base IRI of the release
    :param tell: takes a line of progress
    """

    def __init__(
        self, engine: RemoteEngine, target: GraphStore, base: str, tell: Callable[[str], object]
    ) -> None:
        self._engine = engine
        self._target = target
        self._base = base
        self._tell = tell
        self._catalogue = f"{base}graph/catalogue"

    def load(self, release: Path, *, view: str = "") -> Loaded:
        """Fill the server with a release and see that everything came.

        :param view: ``default`` or ``named``; empty: found out by writing a statement
        :raises InputError: ``NO_RELEASE``, ``LOAD_FAILED``
        :raises ConformanceError: ``LOAD_INCOMPLETE``
        :raises QueryError: ``STORE_UNREACHABLE``
        """
        manifest = read_manifest(release)
        with gzip.open(release / "igr.nq.gz", "rb") as file:
            found = Sorted(file)
        try:
            name = self._view(view)
            wanted = self._wanted(found, manifest, name)
            version = str(manifest["version"])
            done = Loaded(version, name, len(found.graphs), 0, sum(g.triples for g in found.graphs.values()))
            if self._engine.version(_soon()) == version and not self._differences(wanted):
                return replace(done, fresh=False)
            self._target.delete(self._catalogue)
            self._write(found, name)
            removed = self._remove(wanted)
            self._put(self._catalogue, found.bodies(self._catalogue))
            wrong = self._differences(wanted)
        finally:
            found.close()
        if wrong:
            raise ConformanceError(
                "LOAD_INCOMPLETE",
                f"The server does not hold what was sent: {wrong[0]}.",
                hint="Run the command again; if it stays so, compare the graph with the dump.",
                where=", ".join(wrong[:5]),
            )
        return replace(done, removed=removed)

    def _view(self, view: str) -> str:
        """Return the name of the graph for the default view, or an empty string for the default graph."""
        name = f"{self._base}graph/default"
        if view:
            return name if view == "named" else ""
        probe = f"{self._base}graph/probe"
        statement = f"{node(probe)} {node(f'{self._base}ontology#mode')} {node(probe)}"
        self._target.put(probe, f"{statement} .\n".encode())
        try:
            return name if self._engine.holds(statement, _soon()) else ""
        finally:
            self._target.delete(probe)

    def _wanted(self, found: Sorted, manifest: dict[str, object], view: str) -> dict[str, int]:
        """Return the triples that each graph must have in the end; an empty name: the default graph."""
        counts = manifest.get("counts")
        triples = counts.get("default_view") if isinstance(counts, dict) else None
        if triples is None:
            parts = self._parts(found)
            triples = len({line for body in found.bodies(*parts) for line in body.splitlines()})
        return {**{graph: g.triples for graph, g in found.graphs.items()}, view: int(triples)}

    def _parts(self, found: Sorted) -> list[str]:
        return [graph for graph in sorted(found.graphs) if in_view(graph, self._base)]

    def _write(self, found: Sorted, view: str) -> None:
        graphs = [graph for graph in sorted(found.graphs) if graph != self._catalogue]
        for number, graph in enumerate(graphs, 1):
            self._tell(f"{number} of {len(graphs) + 1} graphs: {graph.removeprefix(self._base)}")
            self._put(graph, found.bodies(graph))
        self._tell(f"{len(graphs) + 1} of {len(graphs) + 1} graphs: the default view")
        self._put(view, found.bodies(*self._parts(found)))

    def _put(self, graph: str, bodies: Iterator[bytes]) -> None:
        """Replace a graph."""
        for number, body in enumerate(bodies):
            (self._target.post if number else self._target.put)(graph, body)

    def _remove(self, wanted: dict[str, int]) -> int:
        """Take away the graphs that no longer belong to the release; others are not ours."""
        own = f"{self._base}graph/"
        old = [g for g in self._engine.all_graphs(_soon()) if g.startswith(own) and g not in wanted]
        for graph in old:
            self._tell(f"removed: {graph.removeprefix(self._base)}")
            self._target.delete(graph)
        return len(old)

    def _differences(self, wanted: dict[str, int]) -> list[str]:
        """Return where the server holds something else than is wanted."""
        own = f"{self._base}graph/"
        held = {
            row["g"]["value"]: int(row["n"]["value"])
            for row in self._rows(_COUNTS)
            if row["g"]["value"].startswith(own)
        }
        if "" in wanted:
            held[""] = int(self._rows(_COUNT)[0]["n"]["value"])
        return [
            f"{graph.removeprefix(own) or 'the default graph'} has {held.get(graph, 0):,} triples, "
            f"not {wanted.get(graph, 0):,}"
            for graph in sorted(held.keys() | wanted.keys())
            if held.get(graph, 0) != wanted.get(graph, 0)
        ]

    def _rows(self, query: str) -> list[dict[str, dict[str, str]]]:
        found: list[dict[str, dict[str, str]]] = json.loads(
            self._engine.probe(query, QueryForm.SELECT, _soon())
        )["results"]["bindings"]
        return found


def _soon() -> float:
    return time.monotonic() + REQUEST_SECONDS


def read_manifest(release: Path) -> dict[str, object]:
    """Return the manifest of a release.

    :raises InputError: ``NO_RELEASE``
    """
    try:
        found = json.loads((release / "manifest.json").read_text("utf-8"))
        if isinstance(found, dict) and "version" in found and (release / "igr.nq.gz").is_file():
            return found
    except (OSError, ValueError):
        pass
    raise InputError(
        "NO_RELEASE",
        f"There is no release in {release}.",
        hint="Run igr-kg build first, or name another folder.",
        where=str(release),
    )


def load(
    release: Path,
    settings: Settings,
    *,
    graph_store: str = "",
    user: str = "",
    password: str = "",
    view: str = "",
    tell: Callable[[str], object] = lambda line: None,
) -> Loaded:
    """Fill the server behind the setting ``store_url`` with a release.

    :param graph_store: address of its Graph Store HTTP Protocol; empty: the usual one where it is known
    :param user: who may write; asked questions are asked as the settings say
    :param view: ``default`` or ``named``; empty: found out
    :param tell: takes a line of progress
    :raises InputError: ``NO_RELEASE``, ``LOAD_FAILED``
    :raises ConformanceError: ``LOAD_INCOMPLETE``
    :raises UsageError: ``BAD_STORE_URL``, ``NO_GRAPH_STORE``
    :raises QueryError: ``STORE_UNREACHABLE``
    """
    read_manifest(release)
    for url in filter(None, (settings.store_url, graph_store)):
        check_url(url)
    connections = Connections(settings.store_url, basic(settings.store_user, settings.store_password))
    engine = RemoteEngine(connections, settings.base_iri, concurrent=1, queue=0, queue_seconds=1)
    try:
        engine.holds("", _soon())
        graph_store = graph_store or graph_store_of(settings.store_url, connections.server)
        if not graph_store:
            raise UsageError(
                "NO_GRAPH_STORE",
                "Nothing tells where this server takes graphs.",
                hint="Name the address of its Graph Store HTTP Protocol with --graph-store.",
            )
        target = GraphStore(graph_store, user, password)
        try:
            return Loading(engine, target, settings.base_iri, tell).load(release, view=view)
        finally:
            target.close()
    except QueryError as error:
        raise QueryError(
            error.code, error.message or _NO_ANSWER, hint=error.hint, where=settings.store_url
        ) from None
    finally:
        engine.close()
