"""How much one client may ask: the bucket, the table of clients, and a server that refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import Client

from igr_kg.web.cache import Cache, Environ, StartResponse
from igr_kg.web.errors import WebError
from igr_kg.web.limits import REFUSED, Bucket, Limits, client, limited
from tests.web.servers import KINDS, fetch, serving

RATES = st.floats(0.01, 100)
BURSTS = st.integers(1, 50)
STEPS = st.lists(st.floats(0, 10), max_size=60)


@given(RATES, BURSTS, STEPS)
def test_a_bucket_never_gives_more_than_burst_and_rate(rate: float, burst: int, steps: list[float]) -> None:
    """In whatever stretch of time: the tokens at its beginning are at most ``burst``."""
    bucket, now = Bucket(burst, 0.0), 0.0
    given_at = []
    for step in steps:
        now += step
        if bucket.take(now, rate, burst) == 0:
            given_at.append(now)
    for first, begin in enumerate(given_at):
        for last, end in enumerate(given_at[first:], first):
            assert last - first + 1 <= burst + (end - begin) * rate + 1e-6


@given(RATES, BURSTS, STEPS)
def test_who_waits_as_long_as_told_gets_a_token(rate: float, burst: int, steps: list[float]) -> None:
    bucket, now = Bucket(burst, 0.0), 0.0
    for step in steps:
        now += step
        wait = bucket.take(now, rate, burst)
        assert wait >= 0
        if wait:
            now += wait
            assert bucket.take(now, rate, burst) == 0


@given(RATES, BURSTS)
def test_a_bucket_fills_up_and_no_further(rate: float, burst: int) -> None:
    bucket = Bucket(0.0, 0.0)
    later = 2 * burst / rate + 1
    assert [bucket.take(later, rate, burst) for _ in range(burst)] == [0.0] * burst
    assert bucket.take(later, rate, burst) > 0


def test_a_clock_that_goes_back_gives_nothing_and_takes_nothing() -> None:
    bucket = Bucket(1, 100.0)
    assert bucket.take(50.0, 1, 1) == 0
    assert bucket.take(60.0, 1, 1) > 0
    assert bucket.take(101.0, 1, 1) == 0


@pytest.mark.parametrize(
    ("environ", "proxies", "name"),
    [
        ({"REMOTE_ADDR": "192.0.2.1"}, 0, "192.0.2.1"),
        ({"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, 0, "2001:db8:1:2::/64"),
        ({"REMOTE_ADDR": "2001:db8:1:2::ffff"}, 0, "2001:db8:1:2::/64"),
        ({"REMOTE_ADDR": "fe80::1%eth0"}, 0, "fe80::/64"),
        ({"REMOTE_ADDR": "::ffff:192.0.2.1"}, 0, "192.0.2.1"),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.1"}, 0, "10.0.0.1"),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "8.8.8.8, 192.0.2.1"}, 1, "192.0.2.1"),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "8.8.8.8,192.0.2.1,10.0.0.2"}, 2, "192.0.2.1"),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.1"}, 2, "10.0.0.1"),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "[2001:db8::1]:80"}, 1, "2001:db8::/64"),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.1:80"}, 1, "192.0.2.1"),
        ({"REMOTE_ADDR": ""}, 0, ""),
        ({}, 1, ""),
    ],
)
def test_the_name_of_a_client(environ: Environ, proxies: int, name: str) -> None:
    assert client(environ, proxies) == name


def asked(address: str = "192.0.2.1", path: str = "/sparql") -> Environ:
    return {"REMOTE_ADDR": address, "PATH_INFO": path}


def code(environ: Environ) -> str:
    error = environ.get(REFUSED)
    return error.code if isinstance(error, WebError) else ""


def test_one_client_has_so_many_requests_at_work_and_others_have_theirs() -> None:
    limits = Limits(concurrent=2)
    environs = [asked(), asked(), asked(), asked("192.0.2.2"), asked(path="/documents")]
    with ExitStack() as stack:
        for environ in environs:
            stack.enter_context(limits.admitted(environ))
    assert [code(environ) for environ in environs] == ["", "", "TOO_MANY_REQUESTS", "", ""]
    again = asked()
    with limits.admitted(again):
        assert code(again) == ""


@pytest.mark.parametrize(
    ("path", "concerned"),
    [
        *[
            (path, True)
            for path in ("/sparql", "/sparql/", "/kg/sparql", "/queries/a.csv", "/search", "/read")
        ],
        *[(path, True) for path in ("/validate", "/reconcile", "/kg/queries")],
        *[
            (path, False)
            for path in ("/", "/kg", "/static/search.js", "/doc/sparql", "/sparqling", "/health")
        ],
    ],
)
def test_the_paths_that_are_counted(path: str, concerned: bool) -> None:
    limits = Limits(concurrent=1, prefix="kg")
    first, second = asked(path=path), asked(path=path)
    with limits.admitted(first), limits.admitted(second):
        assert bool(code(second)) == concerned


def test_who_asks_too_fast_is_told_when_to_come_again() -> None:
    now = [0.0]
    limits = Limits(rate=0.5, burst=2, clock=lambda: now[0])
    codes = []
    for seconds in (0, 0, 0, 1, 1, 0):
        now[0] += seconds
        environ = asked()
        with limits.admitted(environ):
            codes.append(code(environ))
    assert codes == ["", "", "TOO_MANY_REQUESTS", "TOO_MANY_REQUESTS", "", "TOO_MANY_REQUESTS"]
    assert environ[REFUSED].headers["Retry-After"] == "2"


def test_the_table_of_clients_is_bounded_and_keeps_those_at_work() -> None:
    limits = Limits(concurrent=1, most=10)
    with limits.admitted(asked("192.0.2.1")):
        for number in range(100):
            with limits.admitted(asked(f"198.51.100.{number}")):
                assert limits.known <= 11
        again = asked("192.0.2.1")
        with limits.admitted(again):
            assert code(again) == "TOO_MANY_REQUESTS"


def test_where_there_is_no_limit_nobody_is_known() -> None:
    limits = Limits()
    with limits.admitted(asked()):
        assert limits.known == 0


def from_somewhere(app: Flask, limits: Limits) -> Client:
    """Return a client with an address."""
    cache = Cache(app)
    application = limited(cache, cache.kept, limits)

    def call(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        return application({**environ, "REMOTE_ADDR": "192.0.2.1"}, start_response)

    return Client(call)


SPARQL = "/sparql?" + urlencode({"query": "SELECT ?s { ?s ?p ?o } LIMIT 3"})


@pytest.mark.parametrize(
    ("accept", "language", "found"),
    [
        ("application/sparql-results+json", "en", r"TOO_MANY_REQUESTS: The requests from one address"),
        ("application/problem+json", "en", r'"code": "TOO_MANY_REQUESTS"'),
        ("text/html", "en", "The requests from one address come too fast: 0.001 a second are taken"),
        ("text/html", "fr", "Les demandes d’une même adresse arrivent trop vite"),
        ("text/html", "zh", "来自同一地址的请求过于频繁"),
        ("text/html", "ar", "تصل الطلبات من عنوان واحد"),
    ],
)
def test_who_is_refused_is_told_as_of_every_error(app: Flask, accept: str, language: str, found: str) -> None:
    asking = from_somewhere(app, Limits(rate=0.001, burst=1))
    assert asking.get(SPARQL, headers={"Accept": "text/csv"}).status_code == 200
    answer = asking.get(SPARQL, headers={"Accept": accept, "Accept-Language": language})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) == 1000
    assert answer.headers["Cache-Control"] == "no-store"
    assert re.search(found, answer.text)


def test_what_was_answered_before_is_free(app: Flask) -> None:
    asking = from_somewhere(app, Limits(rate=0.001, burst=1))
    for _ in range(5):
        assert asking.get(SPARQL, headers={"Accept": "text/csv"}).status_code == 200
    assert asking.get(SPARQL, headers={"Accept": "application/sparql-results+xml"}).status_code == 429


def test_a_body_that_was_looked_at_before_still_arrives(app: Flask) -> None:
    asking = from_somewhere(app, Limits(concurrent=3))
    kind = "application/sparql-query"
    for query in ("ASK {}", "ASK {}", "ASK { ?s ?p ?o }"):
        answer = asking.post("/sparql", data=query, content_type=kind)
        assert (answer.status_code, answer.get_json()["boolean"]) == (200, True)


def test_a_request_is_no_longer_at_work_when_it_has_failed() -> None:
    limits = Limits(concurrent=1)

    def failing(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        raise RuntimeError

    asking = limited(failing, Cache(failing).kept, limits)
    for _ in range(3):
        environ: dict[str, Any] = {**asked(), "REQUEST_METHOD": "DELETE", "wsgi.input": None}
        with pytest.raises(RuntimeError):
            asking(environ, lambda *rest: None)
        assert REFUSED not in environ


SLOW = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }} #{}"


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_server_refuses_one_client_and_logs_what_became_of_each_query(
    kind: str, release: Path, tmp_path: Path
) -> None:
    log = tmp_path / "queries.log"
    given = {"IGR_KG_CLIENT_CONCURRENT": "1", "IGR_KG_QUERY_LOG": str(log), "IGR_KG_QUERY_TIMEOUT": "3"}
    with serving(kind, release, **given) as (port, _), ThreadPoolExecutor(8) as threads:
        paths = ["/sparql?" + urlencode({"query": SLOW.format(number)}) for number in range(8)]
        answers = list(threads.map(lambda path: fetch(port, path, Accept="text/csv"), paths))
        statuses = [status for status, _, _ in answers]
        assert statuses.count(504) in (1, 2, 3, 4), "one in each worker"
        assert set(statuses) <= {504, 429}
        assert 429 in statuses
        for status, headers, body in answers:
            if status == 429:
                assert headers["retry-after"] == "1"
                assert body.startswith(b"TOO_MANY_REQUESTS: ")
        assert fetch(port, "/health")[0] == 200
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert sorted(line["status"] for line in lines) == sorted(statuses)
    assert {line["code"] for line in lines} == {"QUERY_TIMEOUT", "TOO_MANY_REQUESTS"}
