"""A real server on the loopback, and a real browser in front of it."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.web.servers import (
    KINDS,
    children,
    fetch,
    free_port,
    running,
    serving,
    start,
    wait,
    wait_for_workers,
)

pytestmark = pytest.mark.slow

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"
CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def server(release: Path, kind: str) -> Iterator[int]:
    with serving(kind, release) as (port, _):
        yield port


def test_answers_are_complete_and_named(server: int) -> None:
    path = "/sparql?" + urlencode({"query": "SELECT * { ?s ?p ?o }"})
    status, headers, body = fetch(server, path, Accept="text/csv")
    assert status == 200
    assert headers["content-length"] == str(len(body))
    assert "transfer-encoding" not in headers
    again = fetch(server, path, Accept="text/csv", If_None_Match=headers["etag"])
    assert (again[0], again[2]) == (304, b"")


def test_answers_are_compressed_for_who_takes_it(server: int) -> None:
    path = "/sparql?" + urlencode({"query": "SELECT * { ?s ?p ?o }"})
    plain, packed = fetch(server, path), fetch(server, path, Accept_Encoding="gzip, br")
    assert gzip.decompress(packed[2]) == plain[2]
    assert packed[1]["content-encoding"] == "gzip"
    assert packed[1]["content-length"] == str(len(packed[2]))
    assert packed[1]["etag"] != plain[1]["etag"]
    assert "Accept-Encoding" in packed[1]["vary"]
    assert fetch(server, path, Accept_Encoding="gzip", If_None_Match=packed[1]["etag"])[0] == 304


def asked_beside_slow_queries(server: int, queries: int, *paths: str) -> tuple[set[int], list[int]]:
    """Return the statuses of slow queries, and of what was asked and answered while they ran.

    A busy machine may take longer for a page than a query has: then it is tried again.
    """
    slow = "/sparql?" + urlencode({"query": SLOW})
    with ThreadPoolExecutor(queries) as pool:
        for _ in range(4):
            waiting = [pool.submit(fetch, server, slow) for _ in range(queries)]
            time.sleep(0.3)
            statuses = [fetch(server, path)[0] for path in paths]
            meanwhile = not all(answer.done() for answer in waiting)
            ended = {answer.result()[0] for answer in waiting}
            if meanwhile:
                return ended, statuses
    raise AssertionError("the slow queries were always answered first")


def test_a_query_that_takes_too_long_harms_nobody(server: int) -> None:
    assert asked_beside_slow_queries(server, 2, "/openapi.json") == ({504}, [200])
    status, _, body = fetch(server, "/sparql?" + urlencode({"query": "ASK {}"}))
    assert (status, json.loads(body)["boolean"]) == (200, True)


def test_pages_come_while_every_place_for_queries_is_taken(server: int) -> None:
    ended, statuses = asked_beside_slow_queries(server, 8, "/doc/body/tpu.nt", "/health")
    assert statuses == [200, 200]
    assert ended <= {504, 503}


def gone(pids: list[int], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(running(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_the_server(release: Path, kind: str, number: signal.Signals) -> None:
    port = free_port()
    with start(kind, release, port) as process:
        wait(port, process)
        workers = wait_for_workers(process.pid, 2, engines=2)
        engines = [engine for worker in workers for engine in children(worker)]
        process.send_signal(number)
        process.wait(40)
    assert gone([*workers, *engines])


def test_things_redirect_and_head_has_no_body(server: int) -> None:
    status, headers, _ = fetch(server, "/id/body/tpu", Accept="text/turtle")
    assert (status, headers["location"]) == (303, "/kg/doc/body/tpu")
    status, headers, _ = fetch(server, "/kg/id/body/tpu")
    assert (status, headers["location"]) == (303, "/kg/doc/body/tpu")
    with closing(http.client.HTTPConnection("127.0.0.1", server, timeout=30)) as connection:
        connection.request("HEAD", "/doc/body/tpu.ttl")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"")
        assert int(answer.headers["Content-Length"]) > 100


def test_a_file_leaves_whole(server: int, release: Path) -> None:
    status, headers, body = fetch(server, f"/dumps/{release.name}/igr.nq")
    assert status == 200
    assert body == (release / "igr.nq").read_bytes()
    assert headers["content-length"] == str(len(body))


@pytest.mark.parametrize("size", [1_100_000, 8_000_000])
def test_a_body_that_is_too_large(server: int, size: int) -> None:
    """The client sends all of it before it reads, as most do, and still learns the reason."""
    with closing(http.client.HTTPConnection("127.0.0.1", server, timeout=30)) as connection:
        body = b"ASK {} #" + b"x" * size
        connection.request("POST", "/sparql", body, {"Content-Type": "application/sparql-query"})
        answer = connection.getresponse()
        assert answer.status == 413
        assert answer.read().startswith(b"REQUEST_TOO_LARGE")


@pytest.mark.parametrize("boundary", ["", "b"])
def test_a_body_without_a_length_is_never_cut(server: int, boundary: str) -> None:
    """Chunked, the fault in its last line: no limit may take that away and pass the rest."""
    line = b"<http://a/s> <http://a/p> <http://a/o> .\n"
    body = line * (2_100_000 // len(line)) + b"<http://a/s> a <https://w3id.org/igr/ontology#Nonsense> .\n"
    kind = "application/n-triples"
    if boundary:
        head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x.nt"\r\n\r\n'
        kind, body = "multipart/form-data; boundary=b", head + body + b"\r\n--b--\r\n"
    with closing(http.client.HTTPConnection("127.0.0.1", server, timeout=60)) as connection:
        blocks = (body[start : start + 65536] for start in range(0, len(body), 65536))
        headers = {"Content-Type": kind, "Accept": "application/json"}
        connection.request("POST", "/validate", blocks, headers, encode_chunked=True)
        answer = connection.getresponse()
        assert answer.status == 413
        assert json.loads(answer.read())["code"] == "REQUEST_TOO_LARGE"


def _drip(port: int, head: bytes) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=30)
    client.sendall(head + b"\r\nHost: x\r\nContent-Type: application/sparql-query\r\n")
    client.sendall(b"Content-Length: 1000\r\n\r\nASK")
    return client


def test_slow_bodies_stop_nobody_and_end(server: int, kind: str) -> None:
    """More of them than there are threads and places for slow bodies in both workers together.

    On gunicorn each holds a thread while it lasts, so there it is fewer than the threads of one worker.
    """
    start = time.monotonic()
    clients = [_drip(server, b"POST /sparql HTTP/1.1") for _ in range(160 if kind == "granian" else 6)]
    try:
        assert fetch(server, "/openapi.json")[0] == 200
        assert fetch(server, "/health")[0] == 200
        with closing(http.client.HTTPConnection("127.0.0.1", server, timeout=30)) as connection:
            connection.request("POST", "/sparql", "ASK {}", {"Content-Type": "application/sparql-query"})
            assert connection.getresponse().status == 200
        assert time.monotonic() - start < 4  # which these bodies have
        answers = []
        for client in clients:
            answer = b""
            while block := client.recv(1 << 16):
                answer += block
            answers.append(answer)
        assert time.monotonic() - start < 10
        lines = {answer.split(b"\r\n")[0] for answer in answers}
        assert {line.upper() for line in lines} <= {
            b"HTTP/1.1 408 REQUEST TIMEOUT",
            b"HTTP/1.1 503 SERVICE UNAVAILABLE",
            b"HTTP/1.1 429 TOO MANY REQUESTS",
        }
        told = (b"REQUEST_TIMEOUT: ", b"QUEUE_FULL: ", b"TOO_MANY_REQUESTS: ")
        assert all(any(code in answer for code in told) for answer in answers)
    finally:
        for client in clients:
            client.close()


def test_a_query_at_work_is_answered_when_the_server_ends(release: Path, kind: str) -> None:
    """With what it found, where the server waits that long; else with the reason."""
    limit = "60" if kind == "granian" else "4"
    with serving(kind, release, IGR_KG_QUERY_TIMEOUT=limit) as (port, process), ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(fetch, port, "/sparql?" + urlencode({"query": SLOW}))
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        status, _, body = waiting.result()
        process.wait(20)
    assert (status, body[:13]) == (503, b"STORE_CLOSED:") if kind == "granian" else (504, b"QUERY_TIMEOUT")


@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium")
def test_the_reader_in_a_browser(server: int) -> None:
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"http://127.0.0.1:{server}/kg/doc/meeting/tpu-meeting-2")
        page.locator(".sources a", has_text="内罗毕").first.click()
        page.wait_for_url(re.compile("/kg/documents/test-a-1-2.version=zh&at=par/1#e-"))
        lit = page.locator(".mark.on")
        assert lit.first.inner_text() == "内罗毕"
        assert lit.first.is_visible()
        told = page.locator("#p-par\\.1\\.a details.told")
        here = page.url
        told.locator("summary").click()
        assert page.url == here
        assert told.locator(".reading q").first.is_visible()
        told.locator("summary").click()
        page.locator("#p-par\\.1\\.a span.mark").first.click()
        assert page.url == here
        assert told.locator(".reading.on").first.is_visible()
        page.locator(".open-all button").click()
        assert page.locator("details.told:not([open])").count() == 0
        page.locator("a.mark", has_text="测试规划署").first.hover()
        assert page.locator(".facts .on, summary.on").count() > 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.set_viewport_size({"width": 360, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.locator("a.mark", has_text="测试规划署").first.click()
        assert page.locator("h1").inner_text() in ("Test Programme", "测试规划署")
        assert faults == []
        browser.close()


@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium")
def test_a_query_without_scripts(server: int) -> None:
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(java_script_enabled=False, locale="zh-CN")
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server}/sparql")
        assert page.locator("html").get_attribute("lang") == "zh"
        page.locator("#query").fill("SELECT ?s { ?s a <ontology#GovernanceBody> }")
        page.locator("form.editor button").click()
        assert page.locator("table.result tbody tr").count() == 1
        assert page.locator("table.result tbody a").inner_text() == "测试规划署"
        browser.close()
