"""The cache in front of the application gives what the application gave, and nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse, create_environ

from igr_kg.web.cache import Cache, Environ, NotKept, StartResponse
from igr_kg.web.server import behind, mounted, placed


class Counting:
    """An application that counts how often it is asked."""

    def __init__(self, status: str = "200 OK", etag: str | None = '"t"', size: int = 4) -> None:
        self.asked = 0
        self.status, self.etag, self.size = status, etag, size

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.asked += 1
        name = f"{environ.get('SCRIPT_NAME')}{environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        body = (name + environ.get("HTTP_ACCEPT", "")).encode().ljust(self.size)
        headers = [("Content-Length", str(len(body))), ("Vary", "Accept"), ("Content-Type", "text/plain")]
        headers += [("ETag", self.etag)] if self.etag else []
        start_response(self.status, headers)
        return [body]


def twice(inner: Counting, path: str = "/a", **options: Any) -> tuple[TestResponse, TestResponse]:
    client = Client(Cache(inner))
    return client.get(path, **options), client.get(path, **options)


def test_the_second_answer_is_the_first_again() -> None:
    inner = Counting()
    first, second = twice(inner, "/a?b=c", headers={"Accept": "x/y"})
    assert inner.asked == 1
    assert (first.data, first.status, list(first.headers)) == (
        second.data,
        second.status,
        list(second.headers),
    )


@pytest.mark.parametrize(
    "inner",
    [
        Counting("404 NOT FOUND"),
        Counting(etag=None),
        Counting("503 SERVICE UNAVAILABLE"),
    ],
)
def test_what_is_not_kept(inner: Counting) -> None:
    twice(inner)
    assert inner.asked == 2


def test_answers_differ_by_what_chooses_them() -> None:
    inner = Counting()
    client = Client(Cache(inner))
    for path, headers in (
        ("/a", {}),
        ("/a?x", {}),
        ("/b", {}),
        ("/a", {"Accept": "text/turtle"}),
        ("/a", {"Accept-Language": "zh"}),
        ("/a", {"Host": "other.example"}),
    ):
        client.get(path, headers=headers)
    assert inner.asked == 6
    client.post("/a")
    assert inner.asked == 7


def test_head_and_conditions_are_answered_from_what_is_kept() -> None:
    inner = Counting()
    client = Client(Cache(inner))
    whole = client.get("/a")
    head = client.head("/a")
    assert (head.status_code, head.data, head.headers["Content-Length"]) == (200, b"", str(len(whole.data)))
    for tag in ('"t"', 'W/"t"', '"x", "t"', "*"):
        same = client.get("/a", headers={"If-None-Match": tag})
        assert (same.status_code, same.data, same.headers["ETag"]) == (304, b"", '"t"')
    assert client.get("/a", headers={"If-None-Match": '"x"'}).status_code == 200
    assert inner.asked == 1


def test_memory_is_bounded() -> None:
    inner = Counting(size=10_000)
    client = Client(Cache(inner, most_bytes=25_000))
    for path in ("/a", "/b", "/a", "/c"):
        client.get(path)
    assert inner.asked == 3
    client.get("/a")
    assert inner.asked == 3
    client.get("/b")
    assert inner.asked == 4


def test_long_requests_for_short_answers_count() -> None:
    """Otherwise a visitor who varies a long address fills the memory."""
    inner = Counting(size=1)
    client = Client(Cache(inner, most_bytes=25_000))
    addresses = [f"/a?{number}{'x' * 10_000}" for number in range(3)]
    for address in (*addresses, addresses[0]):
        client.get(address)
    assert inner.asked == 4


@pytest.mark.parametrize(
    ("prefix", "path", "seen"),
    [
        ("/kg", "/kg/a", "/kg/a?"),
        ("kg/", "/kg", "/kg/?"),
        ("/kg", "/kgx", "/kg/kgx?"),
        ("", "/kg/a", "/kg/a?"),
    ],
)
def test_a_sub_path(prefix: str, path: str, seen: str) -> None:
    assert Client(mounted(Counting(), prefix)).get(path).text.strip() == seen


def test_what_is_asked_at_once_is_kept_like_everything() -> None:
    inner = Counting()
    cache = Cache(inner)
    first = Client(cache.at_once).get("/a")
    assert [Client(way).get("/a").data for way in (cache.at_once, cache.kept, cache)] == [first.data] * 3
    assert inner.asked == 1


def test_nobody_waits_at_once_for_another_with_the_same_question() -> None:
    begun, end = threading.Event(), threading.Event()

    def slow(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        begun.set()
        assert end.wait(10)
        return Counting()(environ, start_response)

    cache = Cache(slow)
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(Client(cache).get, "/a")
        assert begun.wait(10)
        with pytest.raises(NotKept) as caught:
            Client(cache.at_once).get("/a")
        end.set()
        assert caught.value.flight is not None
        shared = caught.value.flight.result(10)
        assert shared is not None
        assert shared.plain.body.data == other.result().data


@pytest.mark.parametrize(("path", "seen"), [("/kg/a", "/a"), ("/a", "/a"), ("/kg/kg/a", "/kg/a")])
def test_an_environment_is_placed_as_the_application_would_have_it(path: str, seen: str) -> None:
    """Once, under a sub-path and behind a proxy that tells for whom it asks."""
    told = {"HTTP_X_FORWARDED_FOR": "192.0.2.7", "HTTP_X_FORWARDED_PROTO": "https"}
    environ = create_environ(path, environ_overrides={"REMOTE_ADDR": "127.0.0.1", **told})
    found: list[Environ] = []

    def note(asked: Environ, start_response: StartResponse) -> Iterable[bytes]:
        found.append(asked)
        return ()

    behind(mounted(note, "/kg"), 1)(dict(environ), lambda *rest: None)
    placed("/kg", 1)(environ)
    assert environ == found[0]
    assert [environ[name] for name in ("PATH_INFO", "SCRIPT_NAME", "REMOTE_ADDR", "wsgi.url_scheme")] == [
        seen,
        "/kg",
        "192.0.2.7",
        "https",
    ]
