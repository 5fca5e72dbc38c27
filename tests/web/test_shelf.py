"""Answers are kept in memory and in files, within their bounds to the byte."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from werkzeug.test import Client
from werkzeug.wsgi import FileWrapper

from igr_kg.web import cache as caching
from igr_kg.web.cache import Cache, Environ, StartResponse
from igr_kg.web.shelf import Body, Form, Kept, Shelf

KB = 1000


def temporary(data: bytes) -> BinaryIO:
    file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 -- for the caller
    file.write(data)
    file.seek(0)
    return file


def kept(data: bytes, on_disk: bool = False) -> Kept:
    if not on_disk:
        return Kept("200 OK", Form((), Body(len(data), data), '"1"'))
    file = temporary(data)
    return Kept("200 OK", Form((), Body(len(data), file=file), '"1"'))


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    made = Shelf(10 * KB, 10 * KB)
    yield made
    made.clear()


@pytest.mark.parametrize("on_disk", [False, True])
def test_the_bound_holds_to_the_byte(shelf: Shelf, on_disk: bool) -> None:
    key = ("k" * 10,)
    exact, more = (kept(b"x" * size, on_disk) for size in (10 * KB - 10, 10 * KB - 9))
    assert not shelf.put(key, more)
    assert shelf.put(key, exact)
    assert shelf.sizes[on_disk] == 10 * KB
    assert shelf.put(("l",), kept(b"y", on_disk))
    assert shelf.get(key) is None
    assert shelf.sizes[on_disk] == 2
    more.close()


def test_memory_and_files_have_bounds_of_their_own(shelf: Shelf) -> None:
    for number in range(4):
        assert shelf.put((f"m{number}",), kept(b"x" * 4 * KB))
        assert shelf.put((f"d{number}",), kept(b"x" * 4 * KB, on_disk=True))
    assert [n for n in range(4) if shelf.get((f"m{n}",))] == [2, 3]
    assert [n for n in range(4) if shelf.get((f"d{n}",))] == [2, 3]


def test_what_was_used_last_stays(shelf: Shelf) -> None:
    for name in "ab":
        shelf.put((name,), kept(b"x" * 4 * KB, on_disk=True))
    assert shelf.get(("a",))
    shelf.put(("c",), kept(b"x" * 4 * KB, on_disk=True))
    assert [name for name in "abc" if shelf.get((name,))] == ["a", "c"]


def test_a_compressed_form_counts(shelf: Shelf) -> None:
    answer = kept(b"x" * 4 * KB)
    shelf.put(("a",), answer)
    assert shelf.add(("a",), answer, kept(b"z" * KB).plain)
    assert shelf.sizes[0] == 5 * KB + 1
    assert not shelf.add(("a",), answer, kept(b"z" * KB).plain)
    assert not shelf.add(("b",), kept(b"x"), kept(b"z").plain)


def test_a_reader_goes_on_when_the_answer_is_dropped(shelf: Shelf) -> None:
    answer = kept(b"x" * 600 * KB, on_disk=True)
    big = Shelf(0, 700 * KB)
    big.put(("a",), answer)
    reader = answer.plain.body.opened()
    assert reader is not None
    first = next(reader)
    big.clear()
    assert answer.plain.body.opened() is None
    assert len(first) + sum(map(len, reader)) == 600 * KB
    reader.close()


class Spooled:
    """An application whose answer lies in a temporary file, as that of an engine does."""

    def __init__(self, data: bytes, path: Path | None = None) -> None:
        self.data, self.path, self.asked = data, path, 0
        self.files: list[BinaryIO] = []

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.asked += 1
        file = temporary(self.data) if self.path is None else cast(BinaryIO, self.path.open("rb"))
        self.files.append(file)
        start_response(
            "200 OK",
            [("Content-Type", "text/csv"), ("Content-Length", str(len(self.data))), ("ETag", '"t"')],
        )
        return FileWrapper(file, 1 << 16)


def get(client: Client) -> bytes:
    with client.get("/a") as answer:
        return bytes(answer.data)


LARGE = b"a,b\r\n" * 600_000


def test_a_large_answer_is_kept_in_a_file_of_no_folder() -> None:
    before, inner = nameless(), Spooled(LARGE)
    cache = Cache(inner, most_bytes=0, most_disk=4 << 20)
    client = Client(cache)
    for _ in range(3):
        assert get(client) == LARGE
    with client.get("/a", headers={"Accept-Encoding": "gzip"}) as packed:
        assert packed.headers["Content-Length"] == str(len(packed.data))
    assert inner.asked == 1
    assert all(file.closed for file in inner.files)
    assert nameless() == before + 2
    cache.close()
    assert nameless() == before


def nameless() -> int:
    """Return how many of the open files of this process are in no folder."""
    links = [os.path.realpath(link) for link in Path("/proc/self/fd").iterdir()]
    return sum(link.endswith("(deleted)") for link in links)


def test_without_room_on_the_disk_a_large_answer_is_only_sent() -> None:
    inner = Spooled(LARGE)
    client = Client(Cache(inner, most_disk=0))
    for headers in ({}, {"Accept-Encoding": "gzip"}):
        answer = client.get("/a", headers=headers)
        assert answer.headers["Content-Length"] == str(len(answer.data))
        answer.close()
    assert client.head("/a").headers["Content-Length"] == str(len(LARGE))
    assert inner.asked == 3
    assert all(file.closed for file in inner.files)


def test_a_large_file_of_a_folder_is_passed_on(tmp_path: Path) -> None:
    (tmp_path / "large.csv").write_bytes(LARGE)
    inner = Spooled(LARGE, tmp_path / "large.csv")
    client = Client(Cache(inner))
    with client.get("/a", headers={"Accept-Encoding": "gzip"}) as answer:
        assert "Content-Encoding" not in answer.headers
        assert answer.data == LARGE
    assert client.get("/a", headers={"If-None-Match": '"t"'}).status_code == 304
    assert client.head("/a").headers["Content-Length"] == str(len(LARGE))
    assert inner.asked == 3
    assert all(file.closed for file in inner.files)


def test_a_file_is_closed_when_the_answer_is_small(tmp_path: Path) -> None:
    (tmp_path / "small.csv").write_bytes(b"a\r\n")
    inner = Spooled(b"a\r\n", tmp_path / "small.csv")
    client = Client(Cache(inner))
    assert [get(client) for _ in range(2)] == [b"a\r\n"] * 2
    assert inner.asked == 1
    assert inner.files[0].closed


def test_a_large_answer_in_memory_moves_to_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "LARGEST", 1000)

    def inner(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        asked.append(environ["PATH_INFO"])
        start_response("200 OK", [("Content-Type", "text/csv"), ("Content-Length", "2000"), ("ETag", '"t"')])
        return [b"x" * 2000]

    asked: list[str] = []
    cache = Cache(inner)
    client = Client(cache)
    assert [get(client) for _ in range(2)] == [b"x" * 2000] * 2
    assert len(asked) == 1
    assert cache._shelf.sizes[0] == 0
    assert cache._shelf.sizes[1] > 2000
    cache.close()


def test_the_collector_passes_over_what_is_kept_in_memory() -> None:
    """Else the more is kept, the longer all requests wait for it."""

    def inner(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain"), ("ETag", '"1"')])
        return [b"x" * 2000]

    cache = Cache(inner)
    client = Client(cache)
    for coding in ("", "gzip"):
        client.get("/a", headers={"Accept-Encoding": coding})
    [answer] = cache._shelf._memory.values()
    assert [bool(part) for part in answer] == [True] * len(answer)
    for _ in range(3):  # a tuple is passed over as soon as all that it holds is
        gc.collect()
    assert not gc.is_tracked(answer)
