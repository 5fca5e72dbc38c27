"""A compressed answer is another representation of the same (RFC 9110, section 8.8.3)."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from igr_kg.web import coding
from igr_kg.web.cache import Cache, Environ, StartResponse

GZIP = {"Accept-Encoding": "gzip"}
TABLE = "/sparql?query=SELECT+*+{+?s+?p+?o+}&format=csv"


@pytest.fixture
def client(app: Flask) -> Client:
    return Client(Cache(app))


def same_but_for_coding(plain: TestResponse, packed: TestResponse) -> bool:
    differing = {"Content-Length", "ETag", "Content-Encoding"}
    left, right = (
        [(name, value) for name, value in answer.headers if name not in differing]
        for answer in (plain, packed)
    )
    return left == right and plain.status == packed.status


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("x-gzip", True),
        ("deflate, gzip;q=0.8, br", True),
        ("*", True),
        ("*;q=0.1", True),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("*;q=0", False),
        ("identity", False),
        ("", False),
        ("br", False),
        ("gzip;q=0.5, identity", False),
        ("gzip;q=0.5, identity;q=0.5", True),
        ("identity;q=0, gzip;q=0.1", True),
        ("gzip;q=x", False),
    ],
)
def test_the_header_decides(client: Client, header: str, taken: bool) -> None:
    answer = client.get(TABLE, headers={"Accept-Encoding": header})
    assert answer.status_code == 200
    assert (answer.headers.get("Content-Encoding") == "gzip") is taken
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "path", [TABLE, "/", "/doc/document/test-a-1-2.nq", "/openapi.json", "/static/site.css"]
)
def test_both_forms_say_the_same(client: Client, path: str) -> None:
    plain, packed = client.get(path), client.get(path, headers=GZIP)
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    assert packed.headers["ETag"] == coding.tagged(plain.headers["ETag"])
    assert same_but_for_coding(plain, packed)


@pytest.mark.parametrize("headers", [{}, GZIP])
@pytest.mark.parametrize("first", ["GET", "HEAD"])
@pytest.mark.parametrize("path", [TABLE, "/", "/doc/body/tpu", "/id/body/tpu", "/nowhere", "/sparql?query=x"])
def test_head_is_get_without_the_body(client: Client, path: str, first: str, headers: dict[str, str]) -> None:
    asked = {method: client.open(path, method=method, headers=headers) for method in (first, "GET", "HEAD")}
    assert asked["HEAD"].data == b""
    assert asked["GET"].status == asked["HEAD"].status
    assert list(asked["GET"].headers) == list(asked["HEAD"].headers)


def test_conditions_know_both_forms(app: Flask, client: Client) -> None:
    plain = client.get(TABLE).headers["ETag"]
    packed = client.get(TABLE, headers=GZIP).headers["ETag"]
    assert plain != packed
    for tag in (plain, packed, f'"x", W/{packed}'):
        for headers in ({}, GZIP):
            for fresh in (client, Client(Cache(app))):
                answer = fresh.get(TABLE, headers={"If-None-Match": tag, **headers})
                assert (answer.status_code, answer.data) == (304, b"")
                assert answer.headers["ETag"] == tag.removeprefix('"x", W/')
                assert "Accept-Encoding" in answer.headers["Vary"]
    assert client.get(TABLE, headers={"If-None-Match": '"x"', **GZIP}).status_code == 200
    assert client.get(TABLE, headers={"If-None-Match": "*", **GZIP}).headers["ETag"] == packed


def test_the_same_bytes_each_time(app: Flask) -> None:
    first, second = (Client(Cache(app)).get(TABLE, headers=GZIP).data for _ in range(2))
    assert first == second
    assert first[4:8] == b"\0\0\0\0"


def test_short_or_compressed_answers_stay_as_they_are(client: Client, app: Flask, release: object) -> None:
    version = app.extensions["igr_kg"].version
    for path in ("/sparql?query=ASK{}", f"/dumps/{version}/igr.nq.gz", f"/dumps/{version}/void.ttl"):
        answer = client.get(path, headers=GZIP)
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer.headers
        assert "Accept-Encoding" not in answer.headers.get("Vary", "")


def test_a_part_is_a_part_of_the_plain_form(client: Client) -> None:
    whole = client.get("/static/site.css")
    with client.get("/static/site.css", headers={"Range": "bytes=5-9", **GZIP}) as part:
        assert part.status_code == 206
        assert part.data == whole.data[5:10]
        assert "Content-Encoding" not in part.headers
    packed = coding.tagged(whole.headers["ETag"])
    headers = {"Range": "bytes=5-9", "If-Range": packed, **GZIP}
    with client.get("/static/site.css", headers=headers) as other:
        assert (other.status_code, other.data) == (200, whole.data)


def test_answers_that_are_not_kept_are_compressed_too(client: Client) -> None:
    varying = "/sparql?query=SELECT+*+{+?s+?p+?o+BIND(RAND()+AS+?r)+}"
    answer = client.get(varying, headers=GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "ETag" not in answer.headers
    assert gzip.decompress(answer.data).startswith(b"{")


QUERY = {"Content-Type": "application/sparql-query"}


class Slow:
    """An application that takes its time, and counts."""

    def __init__(self, status: str = "200 OK", *headers: tuple[str, str]) -> None:
        self.asked, self.go = 0, threading.Event()
        self.status, self.headers = status, list(headers)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.asked += 1
        assert self.go.wait(20)
        body = environ["PATH_INFO"].encode() + environ["wsgi.input"].read(
            int(environ.get("CONTENT_LENGTH") or 0)
        )
        start_response(self.status, [("Content-Length", str(len(body))), *self.headers])
        return [body]


def at_once(cache: Cache, inner: Slow, times: int = 5) -> list[TestResponse]:
    with ThreadPoolExecutor(times) as pool:
        waiting = [pool.submit(Client(cache).get, "/a") for _ in range(times)]
        end = time.monotonic() + 10
        while inner.asked == 0 and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(0.1)
        inner.go.set()
        return [answer.result() for answer in waiting]


@pytest.mark.parametrize(
    "inner", [Slow("200 OK", ("ETag", '"1"')), Slow("504 GATEWAY TIMEOUT"), Slow("400 BAD REQUEST")]
)
def test_the_same_question_at_the_same_time_is_asked_once(inner: Slow) -> None:
    cache = Cache(inner)
    answers = at_once(cache, inner)
    assert inner.asked == 1
    assert {(answer.status, answer.data) for answer in answers} == {(inner.status, b"/a")}
    Client(cache).get("/a")
    assert inner.asked == (1 if inner.status == "200 OK" else 2)


@pytest.mark.parametrize("inner", [Slow("200 OK"), Slow("503 SERVICE UNAVAILABLE", ("Retry-After", "5"))])
def test_what_is_for_one_alone_is_not_shared(inner: Slow) -> None:
    answers = at_once(Cache(inner), inner)
    assert inner.asked == 5
    assert {answer.status for answer in answers} == {inner.status}


def test_who_waits_is_not_left_waiting() -> None:
    inner = Slow("200 OK", ("ETag", '"1"'))
    cache = Cache(inner, patience=0.05)
    answers = at_once(cache, inner)
    assert inner.asked == 5
    assert {answer.data for answer in answers} == {b"/a"}
    assert not cache._flights


def test_an_application_that_fails_leaves_nobody_waiting() -> None:
    def inner(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        raise ValueError

    cache = Cache(inner)
    for _ in range(2):
        with pytest.raises(ValueError):
            Client(cache).get("/a")
    assert not cache._flights


def test_a_query_in_a_body_is_kept_like_one_in_the_address() -> None:
    inner = Slow("200 OK", ("ETag", '"1"'))
    inner.go.set()
    client = Client(Cache(inner))
    assert [client.post("/sparql", data=b"x", headers=QUERY).data for _ in range(2)] == [b"/sparqlx"] * 2
    assert inner.asked == 1
    client.post("/sparql", data=b"y", headers=QUERY)
    client.post("/sparql", data=b"x", headers={"Content-Type": "text/plain"})
    client.get("/sparql")
    assert inner.asked == 4
    for _ in range(2):
        client.post("/validate", data=b"x", headers=QUERY)
        client.post("/sparql", data=b"x" * 70_000, headers=QUERY)
        client.post("/sparql", data=b"x", headers={**QUERY, "Authorization": "Bearer t"})
    assert inner.asked == 10
