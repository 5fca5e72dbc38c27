"""A release that another server holds: any server of the SPARQL 1.1 Protocol, asked over HTTP.

What a server does with datasets is found out by asking it (:func:`profile_of`), not by its name. Every query
is read here first (:mod:`igr_kg.store.grammar`), its dataset is told in the terms of the protocol
(:mod:`igr_kg.store.remote_dataset`), and its answer is read to the end and written anew
(:mod:`igr_kg.store.remote_answer`).
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

import pyoxigraph

from igr_kg.errors import UsageError
from igr_kg.graph.quads import node
from igr_kg.store import remote_answer
from igr_kg.store.child import Child, Reply
from igr_kg.store.front import QueryFront, Request
from igr_kg.store.messages import PADDING
from igr_kg.store.places import Places, over
from igr_kg.store.pool import Pool
from igr_kg.store.port import JSON, QueryError, QueryForm
from igr_kg.store.remote_dataset import Plan, Profile, plan
from igr_kg.store.remote_http import Connections, basic
from igr_kg.store.wire import NO_GRAPH

GRAMMAR_MEMORY = 256 << 20
"""Bytes that the reading of queries may take."""

GRAMMAR_SECONDS = 5.0
"""Seconds that the reading of a query may take; that of the longest one allowed takes less than one."""

PROBE_SECONDS = 60.0
"""Seconds that finding out about a server may take."""

ROWS_ASKED = 10_001
"""Rows that a server must be able to give."""

VIEWS = ("", "default", "named")
"""Where the default view lies: found out, in the default graph of the server, in ``graph/default``."""

_DCAT_VERSION = "<http://www.w3.org/ns/dcat#hasVersion>"
_GRAPHS = "SELECT ?g { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
"""With DISTINCT, Virtuoso 7.2.5 does not come to an end."""


class RemoteEngine:
    """An :class:`igr_kg.store.front.Engine` that passes queries on to a server.

    :param connections: to the endpoint
    :param base: base IRI of the release
    :param concurrent: queries that the server is asked at the same time
    :param queue: queries that may wait
    :param queue_seconds: seconds that one may wait
    """

    def __init__(
        self, connections: Connections, base: str, *, concurrent: int, queue: int, queue_seconds: float
    ) -> None:
        self.profile = Profile()
        self._connections = connections
        self._base = base
        self._places = Places(most=concurrent + 1, spare=1, queue=queue, queue_seconds=queue_seconds)
        self._lock = threading.Lock()
        self._graphs: tuple[str, ...] | None = None
        options = {"memory": GRAMMAR_MEMORY}
        self._grammar = Pool(
            lambda: Child("igr_kg.store.grammar", options),
            processes=1,
            queue=concurrent + queue,
            queue_seconds=queue_seconds,
            retire_at=GRAMMAR_MEMORY // 2,
        )

    def ask(self, request: Request) -> Reply:
        """Return the complete body; see :class:`igr_kg.store.front.Engine`."""
        self._read(request)
        deadline = time.monotonic() + request.timeout if request.reserved else None
        place = self._places.enter(reserved=request.reserved, deadline=deadline)
        try:
            if deadline is None:
                deadline = time.monotonic() + request.timeout
            return self._evaluate(
                plan(request, self.profile, partial(self.graphs, deadline)), request, deadline
            )
        finally:
            place.leave()

    def graphs(self, deadline: float) -> Sequence[str]:
        """Return the graphs of the release but ``graph/default``; they are asked for once."""
        with self._lock:
            if self._graphs is None:
                found = self.all_graphs(deadline)
                own = f"{self._base}graph/"
                self._graphs = tuple(iri for iri in found if iri.startswith(own) and iri != f"{own}default")
            return self._graphs

    def all_graphs(self, deadline: float) -> list[str]:
        """Return every graph that the server has."""
        rows = json.loads(self.probe(_GRAPHS, QueryForm.SELECT, deadline))["results"]["bindings"]
        return sorted(row["g"]["value"] for row in rows if row.get("g", {}).get("type") == "uri")

    def holds(self, pattern: str, deadline: float, *default_graphs: str) -> bool:
        """Tell whether a pattern has a solution."""
        answer = self.probe(f"ASK {{ {pattern} }}", QueryForm.ASK, deadline, *default_graphs)
        return bool(json.loads(answer)["boolean"])

    def version(self, deadline: float) -> str:
        """Return the version of the release that the server holds, or an empty string."""
        catalogue, dataset = node(f"{self._base}graph/catalogue"), f"{self._base}dataset/igr"
        query = f"SELECT ?v {{ GRAPH {catalogue} {{ {node(dataset)} {_DCAT_VERSION} ?v }} }}"
        rows = json.loads(self.probe(query, QueryForm.SELECT, deadline))["results"]["bindings"]
        versions = {row["v"]["value"].removeprefix(f"{dataset}/") for row in rows}
        return versions.pop() if len(versions) == 1 else ""

    def warm(self) -> None:
        """Return when queries can be read."""
        self._grammar.warm()

    def begin(self, request: Request) -> None:
        """Begin nothing: a server answers in its own time."""

    def close(self) -> None:
        """End every query at work."""
        self._places.close()
        self._connections.close()
        self._grammar.close()

    def _read(self, request: Request) -> None:
        """Return when a query is well-formed SPARQL and its graphs are IRIs.

        :raises QueryError: ``QUERY_MALFORMED``, ``QUERY_MEMORY``
        """
        try:
            for iri in filter(None, (*(request.default_graphs or ()), *(request.named_graphs or ()))):
                pyoxigraph.NamedNode(iri)
            if "" in (request.named_graphs or ()):
                raise ValueError
        except ValueError:
            raise QueryError("QUERY_MALFORMED", "", hint=NO_GRAPH) from None
        message = {"query": request.text + PADDING, "base": request.base, "timeout": GRAMMAR_SECONDS}
        self._grammar.ask(message, reserved=request.reserved).file.close()

    def _evaluate(self, planned: Plan, request: Request, deadline: float) -> Reply:
        start = time.monotonic()
        fields = planned.fields()
        if self.profile.timeout:
            name, unit = self.profile.timeout
            left = max(1.0, deadline - start)  # Virtuoso takes less than a second for none
            fields.append((name, str(int(left * 1000) if unit == "ms" else int(left + 0.999))))
        try:
            exchange = self._connections.post(fields, remote_answer.accept(request.form), deadline)
            return remote_answer.read(exchange, request, start)
        except TimeoutError:
            raise QueryError("QUERY_TIMEOUT", "") from None
        except QueryError:
            if self._connections.closed:
                raise over() from None
            raise

    def probe(self, text: str, form: QueryForm, deadline: float, *default_graphs: str) -> bytes:
        """Return the answer to a question of our own, as JSON, without waiting for a place."""
        left = max(0.01, deadline - time.monotonic())
        request = Request(text, form, JSON, self._base, left, 10_000_000, 1 << 30)
        reply = self._evaluate(Plan(text, default_graphs), request, deadline)
        with reply.file as file:
            return file.read()


def profile_of(engine: RemoteEngine, base: str, *, view: str = "", timeout: str = "") -> Profile:
    """Return what a server does with datasets, found out by asking.

    :param view: one of :data:`VIEWS`
    :param timeout: name of the parameter for the time limit and its unit, such as ``timeout:ms``
    :raises QueryError: ``STORE_UNREACHABLE``; ``STORE_UNREADABLE`` when the server has no default view
    """
    deadline = time.monotonic() + PROBE_SECONDS
    limit = None
    if timeout:
        name, _, unit = timeout.partition(":")
        limit = (name, unit)
    found = Profile(timeout=limit)
    name = f"{base}graph/default"
    if not view:
        # Evidence is in no default view: where it shows without GRAPH, the default graph is the union.
        union = engine.holds(f"?e a {node(f'{base}ontology#Evidence')}", deadline)
        named = engine.holds(f"GRAPH {node(name)} {{ ?s ?p ?o }}", deadline)
        own = not union and engine.holds("?s ?p ?o", deadline)
        view = "default" if own and not named else "named" if named else ""
        if not view:
            raise QueryError(
                "STORE_UNREADABLE",
                "The server has no default view of a release.",
                hint="Fill it with: igr-kg load --store URL RELEASE",
            )
    if view == "default":
        return found
    every = engine.all_graphs(deadline)
    others = tuple(iri for iri in every if not iri.startswith(f"{base}graph/"))
    shows_all = engine.holds("GRAPH ?g { ?s ?p ?o }", deadline, name)
    return replace(found, view=name, shows_all=shows_all, hidden=others)


def check_rows(engine: RemoteEngine) -> None:
    """Return when a server gives as many rows as are asked for, as far as asking tells.

    Virtuoso cuts what is longer than its ``ResultSetMaxRows`` (10,000 as it is installed); it says so of
    SELECT but not of CONSTRUCT, so such a server is not used at all.

    :raises QueryError: ``STORE_UNREADABLE``
    """
    query = f"SELECT (1 AS ?x) {{ ?s ?p ?o }} LIMIT {ROWS_ASKED}"
    try:
        engine.probe(query, QueryForm.SELECT, time.monotonic() + PROBE_SECONDS)
    except QueryError as error:
        if error.code != "RESULT_TOO_LARGE":
            raise
        raise QueryError(
            "STORE_UNREADABLE",
            f"The server cuts answers of {ROWS_ASKED:,} rows.",
            hint="Set its ResultSetMaxRows to more than the setting query_max_rows.",
        ) from None


def check_url(url: str) -> None:
    """Return when an address is one of HTTP.

    :raises UsageError: ``BAD_STORE_URL``
    """
    try:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0:
            return
    except ValueError:
        pass
    raise UsageError(
        "BAD_STORE_URL",
        f"{url!r} is no address of a SPARQL server.",
        hint="Write it like http://127.0.0.1:7878/query",
    )


class RemoteStore(QueryFront):
    """A release that another server holds; safe for threads.

    :param url: address of the query endpoint
    :param version: of the release; empty: it is read from the server
    :param base: base IRI
    :param user: user of the endpoint (Basic authentication), or empty
    :param password: of this user
    :param view: where the default view lies, one of :data:`VIEWS`
    :param timeout_parameter: such as ``timeout:ms``; empty: none is sent, but to a server that says it is
        Virtuoso
    :param timeout: seconds of wall time that one query may take
    :param max_rows: solutions or triples that one answer may hold
    :param max_bytes: bytes that one answer may hold
    :param processes: queries that the server is asked at the same time
    :param queue: queries that may wait
    :param queue_seconds: seconds that one may wait
    :raises UsageError: ``BAD_STORE_URL``, ``BAD_SETTING``
    :raises QueryError: ``STORE_UNREACHABLE``, ``STORE_UNREADABLE``
    """

    def __init__(
        self,
        url: str,
        *,
        version: str = "",
        base: str = "https://w3id.org/igr/",
        user: str = "",
        password: str = "",
        view: str = "",
        timeout_parameter: str = "",
        timeout: float = 20.0,
        max_rows: int = 500_000,
        max_bytes: int = 200_000_000,
        processes: int = 2,
        queue: int = 32,
        queue_seconds: float = 10.0,
    ) -> None:
        check_url(url)
        if view not in VIEWS:
            raise UsageError(
                "BAD_SETTING",
                f"The setting store_view is {view!r}.",
                hint="It is default, named, or empty.",
            )
        connections = Connections(url, basic(user, password), idle=processes + 1)
        engine = RemoteEngine(
            connections, base, concurrent=processes, queue=queue, queue_seconds=queue_seconds
        )
        self._remote = engine
        try:
            engine.warm()
            engine.profile = profile_of(engine, base, view=view, timeout=timeout_parameter)
            if not timeout_parameter and connections.server.startswith("Virtuoso"):
                engine.profile = replace(engine.profile, timeout=("timeout", "ms"))
            check_rows(engine)
            self._held = engine.version(time.monotonic() + PROBE_SECONDS)
        except BaseException:
            engine.close()
            raise
        super().__init__(
            engine,
            version=version or self._held,
            base=base,
            timeout=timeout,
            max_rows=max_rows,
            max_bytes=max_bytes,
        )

    def healthy(self) -> bool:
        """Tell within five seconds whether a query would be answered, and by the release that was opened."""
        try:
            return super().healthy() and self._remote.version(time.monotonic() + 5) == self._held
        except QueryError:
            return False
