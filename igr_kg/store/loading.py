"""Filling the embedded engine's directory, and reading it out again."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph

from igr_kg.errors import InputError
from igr_kg.graph.quads import Quad


def fill(directory: Path, lines: Iterable[str]) -> None:
    """Make an engine directory from N-Quads lines, optimised and closed.

    Blank node labels are kept. The engine's own log, which tells of the machine and the clock, is
    taken away.

    :param directory: does not exist yet
    :param lines: N-Quads; a line without a graph goes into the default graph
    """
    store = pyoxigraph.Store(str(directory))
    store.bulk_extend(pyoxigraph.parse(cast(BinaryIO, _Reader(lines)), pyoxigraph.RdfFormat.N_QUADS))
    store.optimize()
    store.flush()
    del store
    gc.collect()
    for log in directory.glob("LOG*"):
        log.unlink()


class _Reader:
    """Lines as a file that gives bytes, so that no copy of the whole is made."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, not more than ``size``; none at the end."""
        while size < 0 or len(self._rest) < size:
            block = "".join(islice(self._lines, 1024))
            if not block:
                break
            self._rest += block.encode()
        size = len(self._rest) if size < 0 else size
        found, self._rest = self._rest[:size], self._rest[size:]
        return found


def content(directory: Path) -> Iterator[Quad]:
    """Yield every statement of an engine directory, those of its default graph without a graph.

    :raises InputError: ``STORE_UNREADABLE``
    """
    try:
        for quad in pyoxigraph.Store.read_only(str(directory)):
            graph = "" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else str(quad.graph_name)
            yield Quad(str(quad.subject), str(quad.predicate), str(quad.object), graph)
    except (OSError, RuntimeError, ValueError):  # the last two are corrupt files, from RocksDB
        raise InputError(
            "STORE_UNREADABLE",
            "The store cannot be opened or read through.",
            hint="Build the release again.",
            where=str(directory),
        ) from None
