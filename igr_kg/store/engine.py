"""An engine process: one release's store, one query at a time, until its pipe ends."""

from __future__ import annotations

from functools import partial
from typing import Any, BinaryIO

import pyoxigraph

from igr_kg.errors import InputError
from igr_kg.graph import syntax
from igr_kg.graph.quads import Quad
from igr_kg.store import port, process
from igr_kg.store.messages import NO_GRAPH
from igr_kg.store.results import LimitedFile, RowCounter, TooLarge

_RESULTS = {
    port.JSON: pyoxigraph.QueryResultsFormat.JSON,
    port.XML: pyoxigraph.QueryResultsFormat.XML,
    port.CSV: pyoxigraph.QueryResultsFormat.CSV,
    port.TSV: pyoxigraph.QueryResultsFormat.TSV,
}


class _NoGraph(Exception):  # noqa: N818
    """The dataset names a graph by what is no IRI."""


def _named(iri: str) -> pyoxigraph.NamedNode:
    try:
        return pyoxigraph.NamedNode(iri)
    except ValueError:
        raise _NoGraph from None


def _graph(iri: str) -> pyoxigraph.NamedNode | pyoxigraph.DefaultGraph:
    return _named(iri) if iri else pyoxigraph.DefaultGraph()


def _evaluate(
    store: pyoxigraph.Store, request: dict[str, Any]
) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
    dataset: dict[str, Any] = {}
    if request["default_graphs"] is not None:
        dataset["default_graph"] = [_graph(iri) for iri in request["default_graphs"]]
        dataset["named_graphs"] = [_named(iri) for iri in request["named_graphs"]]
    return store.query(request["query"], base_iri=request["base"], **dataset)


def _write_table(result: pyoxigraph.QuerySolutions, request: dict[str, Any], file: BinaryIO) -> int:
    kind = request["media_type"]
    counter = RowCounter(kind)
    limited = LimitedFile(file, request["max_bytes"], request["max_rows"], counter)
    if kind == port.XML:
        safe = syntax.XmlFilter(limited.write)
        result.serialize(safe, _RESULTS[kind])
        safe.finish()
    else:
        result.serialize(limited, _RESULTS[kind])
    return counter.rows


def _write_graph(result: pyoxigraph.QueryTriples, request: dict[str, Any], file: BinaryIO) -> int:
    """Write a graph sorted and without duplicates, so that equal answers are equal bytes."""
    rows: set[Quad] = set()
    for triple in result:
        rows.add(Quad(str(triple.subject), str(triple.predicate), str(triple.object)))
        if len(rows) > request["max_rows"]:
            raise TooLarge("rows")
    name = syntax.BY_MEDIA_TYPE[request["media_type"]].name
    syntax.write(rows, name, LimitedFile(file, request["max_bytes"]), base=request["base"])
    return len(rows)


def _write(store: pyoxigraph.Store, request: dict[str, Any], file: BinaryIO) -> int:
    """Evaluate and serialise; return the rows."""
    result = _evaluate(store, request)
    if isinstance(result, pyoxigraph.QueryBoolean):
        result.serialize(file, _RESULTS[request["media_type"]])
        return 1
    if isinstance(result, pyoxigraph.QuerySolutions):
        return _write_table(result, request, file)
    return _write_graph(result, request, file)


def _failure(error: BaseException) -> dict[str, Any]:
    if isinstance(error, TooLarge):
        return {"error": "RESULT_TOO_LARGE", "detail": str(error)}
    if isinstance(error, SyntaxError):
        return {"error": "QUERY_MALFORMED", "detail": str(error)}
    if isinstance(error, _NoGraph):
        return {"error": "QUERY_MALFORMED", "detail": NO_GRAPH}
    if isinstance(error, InputError):
        return {"error": "NOT_ACCEPTABLE", "detail": error.message}
    if isinstance(error, MemoryError):
        return {"error": "QUERY_MEMORY", "detail": ""}
    return {"error": "ENGINE_FAILED", "detail": f"{type(error).__name__}: {error}"}


def _start(options: dict[str, Any]) -> process.Answer:
    try:
        store = pyoxigraph.Store.read_only(options["path"])
    except OSError as error:
        raise process.Unopened("STORE_UNREADABLE", str(error)) from None
    return partial(_write, store)


def main() -> None:
    """Open the store named on the command line and answer until the pipe ends."""
    process.run(_start, _failure)


if __name__ == "__main__":
    main()
