"""An engine process: the stores of releases, one query at a time, until its pipe ends.

It opens the release that is served before it takes queries and keeps it open. Others are opened when a
query names their directory, and only the last few stay open: however many releases there are, neither
the processes nor what one of them holds grows with their number.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph

from igr_kg.errors import InputError
from igr_kg.store import process
from igr_kg.store.results import RESULTS, Limits, TooLarge, write_graph, write_table
from igr_kg.store.wire import NO_GRAPH

MOST_OTHERS = 3
"""Releases that a process holds open besides the one that is served."""

ROOM = MOST_OTHERS * (32 << 20)
"""Bytes that these may occupy: an open store takes 20 MB of address space, its cache 8 MB more."""


_UNKNOWN_FUNCTION = re.compile(r"The custom function <([^>]*)> is not supported")


class _NoGraph(Exception):  # noqa: N818
    """The dataset names a graph by what is no IRI."""


class Stores:
    """The store of the release that is served, and those of others while they are asked for.

    :param path: the engine's directory of the release that is served
    :raises Unopened: ``STORE_UNREADABLE``
    """

    def __init__(self, path: str) -> None:
        self._own = _opened(path)
        self._others: OrderedDict[tuple[str, int, int], pyoxigraph.Store] = OrderedDict()

    def of(self, directory: str | None) -> pyoxigraph.Store:
        """Return the store in a directory; None: the one of the release that is served.

        A directory that another one took the place of is opened again.

        :raises Unopened: ``STORE_UNREADABLE``; whatever else is open stays so
        """
        if directory is None:
            return self._own
        key = _key(directory)
        for old in [known for known in self._others if known[0] == directory and known != key]:
            del self._others[old]
        if key not in self._others:
            while len(self._others) >= MOST_OTHERS:
                self._others.popitem(last=False)
            self._others[key] = _opened(directory)
        self._others.move_to_end(key)
        return self._others[key]


def _key(directory: str) -> tuple[str, int, int]:
    """Return what tells a directory from another one that lay there before it."""
    try:
        found = (Path(directory) / "CURRENT").stat()
    except OSError as error:
        raise process.Unopened("STORE_UNREADABLE", str(error)) from None
    return directory, found.st_ino, found.st_mtime_ns


def _opened(path: str) -> pyoxigraph.Store:
    try:
        return pyoxigraph.Store.read_only(path)
    except (OSError, RuntimeError) as error:  # the engine says RuntimeError of what is damaged
        raise process.Unopened("STORE_UNREADABLE", str(error)) from None


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


def _write(stores: Stores, request: dict[str, Any], file: BinaryIO) -> int:
    """Evaluate and serialise; return the rows."""
    result = _evaluate(stores.of(request.get("directory")), request)
    if isinstance(result, pyoxigraph.QueryBoolean):
        result.serialize(file, RESULTS[request["media_type"]])
        return 1
    limits = Limits(request["max_rows"], request["max_bytes"])
    if isinstance(result, pyoxigraph.QuerySolutions):
        return write_table(result, file, request["media_type"], limits)
    return write_graph(result, file, request["media_type"], request["base"], limits)


def _failure(error: BaseException) -> dict[str, Any]:
    if isinstance(error, process.Unopened):
        return {"error": error.args[0], "detail": error.args[1]}
    if isinstance(error, TooLarge):
        return {"error": "RESULT_TOO_LARGE", "detail": str(error)}
    if isinstance(error, SyntaxError):
        return {"error": "QUERY_MALFORMED", "detail": str(error)}
    if isinstance(error, _NoGraph):
        return {"error": "QUERY_MALFORMED", "detail": NO_GRAPH}
    if isinstance(error, InputError):
        return {"error": "NOT_ACCEPTABLE", "detail": error.message}
    if isinstance(error, RuntimeError) and (name := _UNKNOWN_FUNCTION.search(str(error))):
        return {"error": "FUNCTION_UNKNOWN", "detail": name[1]}
    if isinstance(error, MemoryError):
        return {"error": "QUERY_MEMORY", "detail": ""}
    return {"error": "ENGINE_FAILED", "detail": f"{type(error).__name__}: {error}"}


def _start(options: dict[str, Any]) -> process.Answer:
    return partial(_write, Stores(options["path"]))


def main() -> None:
    """Open the store named on the command line and answer until the pipe ends."""
    process.run(_start, _failure)


if __name__ == "__main__":
    main()
