"""A process that reads queries and evaluates none: what another server is asked is well-formed SPARQL 1.1.

Servers differ in what they take and in how they say what is wrong. Read here first, a malformed query is
told alike whatever holds the data, with its place. It is a process because a query can be nested so deep
that reading it ends the process.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

import pyoxigraph

from igr_kg.store import process


class _Read(Exception):  # noqa: N818 -- no error: what was looked for
    """The query has been read."""


def _no_graphs() -> Iterator[pyoxigraph.DefaultGraph]:
    """Raise when the default graphs are wanted: after a query has been read, before it is evaluated."""
    raise _Read
    yield


def _check(store: pyoxigraph.Store, request: dict[str, Any], _: BinaryIO) -> int:
    try:
        store.query(request["query"], base_iri=request["base"], default_graph=_no_graphs())  # type: ignore[arg-type]
    except _Read:
        return 0
    raise AssertionError("the query has been evaluated")


def _failure(error: BaseException) -> dict[str, Any]:
    if isinstance(error, SyntaxError):
        return {"error": "QUERY_MALFORMED", "detail": str(error)}
    if isinstance(error, MemoryError):
        return {"error": "QUERY_MEMORY", "detail": ""}
    return {"error": "ENGINE_FAILED", "detail": f"{type(error).__name__}: {error}"}


def _start(_: dict[str, Any]) -> process.Answer:
    return partial(_check, pyoxigraph.Store())


def main() -> None:
    """Read queries until the pipe ends."""
    process.run(_start, _failure)


if __name__ == "__main__":
    main()
