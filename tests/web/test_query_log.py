"""The log of queries: what stands in it, what never does, and that no request waits for it."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import Client

from igr_kg.errors import UsageError
from igr_kg.web.cache import Cache, Environ, StartResponse
from igr_kg.web.query_log import QueryLog, logged

QUERY = "SELECT ?s { ?s ?p ?o } LIMIT 3 # María"
MEMBERS = {"time", "query", "status", "ms", "bytes", "type", "cached", "release", "form", "rows"}


@contextmanager
def client(app: Flask, path: str, **options: Any) -> Iterator[Client]:
    """A client of the application with a log, which is complete afterwards."""
    log = QueryLog(path, **options)
    application = logged(Cache(app), log)

    def call(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        return application({**environ, "REMOTE_ADDR": "192.0.2.77"}, start_response)

    yield Client(call)
    log.close()


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_what_a_line_tells(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "log"
    with client(app, str(path)) as asking:
        for _ in range(2):
            answer = asking.get("/sparql", query_string={"query": QUERY}, headers={"Accept": "text/csv"})
    first, second = lines(path)
    assert set(first) == MEMBERS
    assert (first["status"], first["form"], first["rows"], first["type"]) == (200, "SELECT", 3, "text/csv")
    assert first["bytes"] == len(answer.data)
    assert first["release"] == answer.headers["Igr-Release"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ", first["time"]), "to the minute"
    assert re.fullmatch("[0-9a-f]{16}", first["query"])
    assert (first["cached"], second["cached"]) == (False, True)
    assert second["query"] == first["query"]


def test_answers_of_saved_queries_have_their_name(app: Flask, tmp_path: Path) -> None:
    path, name = tmp_path / "log", "29-bodies"
    with client(app, str(path)) as asking:
        for _ in range(2):
            asking.get(f"/queries/{name}.csv")
        asking.get(f"/queries/{name}", headers={"Accept": "text/html"})
        asking.get("/queries/none-of-ours.csv")
        asking.get(f"/queries/{name}.csv?nonsense=1")
    first, second, third = lines(path)
    assert set(first) == MEMBERS - {"query"} | {"saved"}
    assert {line["saved"] for line in (first, second, third)} == {name}
    assert (first["form"], first["type"]) == ("SELECT", "text/csv")
    assert (first["cached"], second["cached"]) == (False, True)
    assert (third["status"], third["code"]) == (400, "BAD_PARAMETER")


def test_nothing_tells_who_asks(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "log"
    told = {"User-Agent": "agent-of-mine", "Referer": "http://where-from.example/", "From": "a@b.example"}
    with client(app, str(path)) as asking:
        asking.get("/sparql", query_string={"query": QUERY}, headers=told)
        asking.get("/sparql", query_string={"query": "SELEC"}, headers=told)
    text = path.read_text("utf-8")
    assert text.count("\n") == 2
    assert not [word for word in ("192.0.2.77", "agent", "where-from", "b.example", "María") if word in text]


def test_the_text_stands_there_only_when_it_is_asked_for(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "log"
    with client(app, str(path), text=True) as asking:
        asking.get("/sparql", query_string={"query": QUERY})
    assert lines(path)[0]["text"] == QUERY


@pytest.mark.parametrize("again", [1, 2])
@pytest.mark.parametrize(
    ("body", "kind"),
    [(QUERY, "application/sparql-query"), (urlencode({"query": QUERY}), "application/x-www-form-urlencoded")],
)
def test_a_query_is_the_same_however_it_comes(
    app: Flask, tmp_path: Path, body: str, kind: str, again: int
) -> None:
    path = tmp_path / "log"
    with client(app, str(path)) as asking:
        asking.get("/sparql", query_string={"query": QUERY})
        for _ in range(again):
            asking.post("/sparql", data=body.encode(), content_type=kind)
    assert len({line["query"] for line in lines(path)}) == 1
    assert lines(path)[-1]["cached"] == (again == 2)


def test_what_is_wrong_has_its_code(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "log"
    with client(app, str(path)) as asking:
        asking.get("/sparql", query_string={"query": "SELECT * { ?s ?p"})
        asking.get("/sparql", query_string={"query": "DROP ALL"})
    assert [(line["status"], line["code"]) for line in lines(path)] == [
        (400, "QUERY_MALFORMED"),
        (403, "READ_ONLY"),
    ]


def test_what_is_no_query_is_not_logged(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "log"
    with client(app, str(path)) as asking:
        for address in ("/sparql", "/documents", "/sparql/terms.json", "/sparql?default-graph-uri=x"):
            asking.get(address)
    assert path.read_text() == ""


def test_a_log_that_cannot_be_written_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        QueryLog(str(tmp_path / "no folder" / "log"))
    assert caught.value.code == "BAD_SETTING"


def test_a_log_that_can_no_longer_be_written_harms_no_request(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "folder" / "log"
    path.parent.mkdir()
    with client(app, str(path)) as asking:
        path.unlink()
        path.parent.rmdir()
        for _ in range(3):
            assert asking.get("/sparql", query_string={"query": QUERY}).status_code == 200


def test_a_log_that_takes_nothing_lets_nobody_wait(app: Flask, tmp_path: Path) -> None:
    """A pipe that nobody empties: the writer waits, requests do not."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    long = "ASK {} #" + "x" * 15_000
    with client(app, str(path), text=True) as asking:
        for number in range(12):  # a pipe holds four of these
            answer = asking.post("/sparql", data=f"{long}{number}", content_type="application/sparql-query")
            assert answer.status_code == 200
        os.close(reader)


def test_a_log_that_was_moved_away_begins_anew(app: Flask, tmp_path: Path) -> None:
    path, old = tmp_path / "log", tmp_path / "log.1"
    with client(app, str(path)) as asking:
        asking.get("/sparql", query_string={"query": QUERY})
    path.rename(old)
    with client(app, str(path)) as asking:
        asking.get("/sparql", query_string={"query": "ASK {}"})
    assert (len(lines(old)), len(lines(path))) == (1, 1)


def _append(path: str, letter: str) -> None:
    log = QueryLog(path, text=True)
    environ = {"PATH_INFO": "/sparql", "REQUEST_METHOD": "GET", "QUERY_STRING": f"query={letter * 5000}"}
    for _ in range(50):
        log.end(log.begin(dict(environ)), 200, [])
    log.close()


def test_lines_of_several_processes_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "log"
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_append, args=(str(path), letter)) for letter in "abc"]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    texts = [line["text"] for line in lines(path)]
    assert sorted(texts) == sorted(letter * 5000 for letter in "abc" for _ in range(50))
