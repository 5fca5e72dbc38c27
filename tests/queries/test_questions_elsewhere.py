"""The example questions asked of other engines, which are filled by ``igr-kg load`` with what ships."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from igr_kg import config
from igr_kg.pipeline import Built
from igr_kg.store.opening import open_remote, open_store
from igr_kg.store.port import QueryError, Store
from igr_kg.store.remote_load import Loaded, load
from igr_kg.store.searching import searched
from tests import servers
from tests.queries.answers import QUERIES

NAMES = sorted(path.stem for path in QUERIES.glob("*.rq"))

ANY_ONE = frozenset(("32-links", "51-protocols-of-the-treaties-named"))
"""They take any one of several values, or join them in any order; so only their rows are counted."""

WRONG = frozenset(
    [
        "04",
        "05",
        "10",
        "17",
        "26",
        "27",
        "30",
        "31",
        "32",
        "33",
        "34",
        "36",
        "45",
        "46",
        "49",
        "51",
        "54",
        "58",
        "59",
        "60",
        "61",
        "63",
        "64",
        "65",
    ],
)
"""Numbers of the questions that Virtuoso 7.2.5 answers otherwise (the last two may be right)."""

TRIES = 3
"""Virtuoso does not give the same answer every time."""

EXPECTED = {"oxigraph": frozenset[str](), "virtuoso": WRONG}

AT_MOST = {"oxigraph": 0, "virtuoso": 3}
"""Others that may be answered otherwise: after some loads Virtuoso keeps to it (35 and 56 so far)."""


def rows(store: Store, name: str) -> Counter[str]:
    """Return the solutions of a question, whatever their order; the code of an error in their place."""
    text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    try:
        found = json.loads(store.query(text).read())["results"]["bindings"]
    except QueryError as error:
        return Counter([error.code])
    if name in ANY_ONE:
        return Counter({"row": len(found)})
    return Counter(json.dumps(row, sort_keys=True) for row in found)


@pytest.mark.slow
@pytest.mark.parametrize("run", [servers.oxigraph, servers.virtuoso])
def test_every_question_has_the_same_answers(
    run: Callable[[Path], AbstractContextManager[servers.Server]], built_whole: Built, tmp_path: Path
) -> None:
    limits = {"query_processes": 1, "query_timeout": 300.0, "query_slow_seconds": 0.0}
    own = open_store(built_whole.folder, config.load(limits, environ={}))
    with own, run(tmp_path) as server:
        settings = config.load({**limits, "store_url": server.query}, environ={})

        def fill() -> Loaded:
            return load(built_whole.folder, settings, user=server.user, password=server.password)

        done = fill()
        assert done.fresh
        assert not fill().fresh
        with searched(open_remote(settings), built_whole.folder, settings) as store:
            assert store.version == own.version == done.version
            assert store.healthy()
            asked = [name for name in NAMES if name[:2] not in EXPECTED[run.__name__]]
            for _ in range(TRIES):
                asked = [name for name in asked if rows(store, name) != rows(own, name)]
            assert len(asked) <= AT_MOST[run.__name__], asked
