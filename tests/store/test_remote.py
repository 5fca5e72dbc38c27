"""What other servers do wrong, and that nothing of it reaches who asked: made-up servers that misbehave."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from igr_kg.errors import UsageError
from igr_kg.store import port
from igr_kg.store.port import QueryError
from igr_kg.store.remote import RemoteStore
from igr_kg.store.remote_auth import Credentials

BASE = "https://w3id.org/igr/"
SELECT = "SELECT ?s { ?s <http://e/p> ?o }"
CONSTRUCT = "CONSTRUCT WHERE { ?s <http://e/p> ?o }"
TABLE = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://e/1"}}]}}'
GRAPH = b'<http://e/1> <http://e/p> "x" .\n'
CANCELLED = b"The SPARQL operation has been cancelled"


class Response:
    """What a made-up server sends to the query of a test.

    :param length: of the body as it is told; None: chunked
    :param end: whether the last chunk is sent
    """

    def __init__(
        self,
        body: bytes,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
        length: int | None = -1,
        end: bool = True,
        wait: float = 0.0,
    ) -> None:
        self.body, self.status, self.headers = body, status, headers or {}
        self.length, self.end, self.wait = length, end, wait


def true_or(text: str) -> bytes:
    """Answer the questions that a store asks of a server when it is opened: a default graph, no union."""
    if text.startswith("ASK"):
        union = "Evidence" in text or "GRAPH" in text
        return json.dumps({"head": {}, "boolean": not union}).encode()
    return b'{"head":{"vars":["v"]},"results":{"bindings":[]}}'


@contextmanager
def serving(response: Response) -> Iterator[tuple[RemoteStore, list[dict[str, list[str]]]]]:
    """Open a store over a server that answers the queries of a test in one way; yield what it was asked."""
    asked: list[dict[str, list[str]]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            text = fields["query"][0]
            if "http://e/p" not in text:
                self._send(Response(true_or(text)))
                return
            asked.append(fields)
            time.sleep(response.wait)
            self._send(response)

        def _send(self, response: Response) -> None:
            self.send_response(response.status)
            for name, value in response.headers.items():
                self.send_header(name, value)
            chunked = response.length is None
            if chunked:
                self.send_header("Transfer-Encoding", "chunked")
            else:
                length = len(response.body) if response.length == -1 else response.length
                self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(
                b"%x\r\n%b\r\n" % (len(response.body), response.body) if chunked else response.body
            )
            if chunked and response.end:
                self.wfile.write(b"0\r\n\r\n")
            whole = response.end if chunked else response.length in (-1, len(response.body))
            self.close_connection = self.close_connection or not whole

        def log_message(self, *rest: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/query"
        with RemoteStore(url, base=BASE, processes=1, timeout=5, max_rows=100) as store:
            yield store, asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


WRONG: dict[str, tuple[str, Response, str]] = {
    "shorter than told": (SELECT, Response(TABLE, length=len(TABLE) + 1), "ENGINE_FAILED"),
    "no last chunk": (SELECT, Response(TABLE, length=None, end=False), "ENGINE_FAILED"),
    "no last chunk of a graph": (CONSTRUCT, Response(GRAPH, length=None, end=False), "ENGINE_FAILED"),
    "no closing bracket": (SELECT, Response(TABLE[:-1]), "ENGINE_FAILED"),
    "cut in a term": (SELECT, Response(TABLE[:-10]), "ENGINE_FAILED"),
    "half a triple": (CONSTRUCT, Response(GRAPH[:-3]), "ENGINE_FAILED"),
    "a sentence in a table": (SELECT, Response(TABLE[:46] + CANCELLED, length=None), "QUERY_TIMEOUT"),
    "a sentence after a table": (SELECT, Response(TABLE + b" Out of order"), "ENGINE_FAILED"),
    "a sentence in a graph": (CONSTRUCT, Response(GRAPH + CANCELLED, length=None), "QUERY_TIMEOUT"),
    "no JSON": (SELECT, Response(b"<html></html>"), "ENGINE_FAILED"),
    "another form": (SELECT, Response(b'{"head":{},"boolean":true}'), "ENGINE_FAILED"),
    "partial, as Virtuoso says": (SELECT, Response(TABLE, headers={"X-SQL-State": "S1TAT"}), "QUERY_TIMEOUT"),
    "cut, as Virtuoso says": (SELECT, Response(TABLE, headers={"X-SPARQL-MaxRows": "1"}), "RESULT_TOO_LARGE"),
    "time": (SELECT, Response(b"Query timed out", status=503), "QUERY_TIMEOUT"),
    "memory": (SELECT, Response(b"out of memory", status=500), "QUERY_MEMORY"),
    "failure": (SELECT, Response(b"oh", status=500), "ENGINE_FAILED"),
    "busy": (SELECT, Response(b"busy", status=503), "STORE_UNREACHABLE"),
    "password": (SELECT, Response(b"", status=401), "STORE_UNREACHABLE"),
    "moved": (SELECT, Response(b"", status=302), "ENGINE_FAILED"),
    "what it does not take": (SELECT, Response(b"no such function", status=400), "QUERY_MALFORMED"),
}


@pytest.mark.parametrize("name", WRONG)
def test_nothing_but_a_whole_answer_is_handed_on(name: str) -> None:
    query, response, code = WRONG[name]
    with serving(response) as (store, _):
        with pytest.raises(QueryError) as caught:
            store.query(query)
        assert caught.value.code == code
        assert caught.value.message.endswith(".")
        assert store.query("ASK {}").rows == 1


def test_a_server_that_refuses_a_query_is_quoted() -> None:
    with (
        serving(Response(b"no such function", status=400)) as (store, _),
        pytest.raises(QueryError, match="well-formed") as caught,
    ):
        store.query(SELECT)
    assert "no such function" in caught.value.hint


def test_a_slow_server_is_left() -> None:
    with serving(Response(TABLE, wait=1.5)) as (store, _):
        with pytest.raises(QueryError) as caught:
            store.query(SELECT, timeout=0.3)
        assert caught.value.code == "QUERY_TIMEOUT"
        assert store.query("ASK {}").rows == 1


def test_a_server_that_is_gone_is_told() -> None:
    with serving(Response(TABLE)) as (store, _):
        assert store.healthy()
        url = store._remote._connections.url
    with pytest.raises(QueryError) as caught:
        RemoteStore(url, base=BASE)
    assert (caught.value.code, caught.value.status) == ("STORE_UNREACHABLE", 503)
    assert caught.value.retry_after
    assert caught.value.exit_status == 3


def test_a_connection_that_the_server_closed_is_replaced() -> None:
    with serving(Response(TABLE)) as (store, _):
        for connection in store._remote._connections._idle:
            assert connection.sock is not None
            connection.sock.close()
            connection.sock = _Dead()
        assert store.query(SELECT).rows == 1


class _Dead:
    """A socket whose other side has gone."""

    def settimeout(self, seconds: float) -> None:
        """Do nothing."""

    def sendall(self, data: bytes) -> None:
        """Fail as a closed connection does."""
        raise BrokenPipeError

    def close(self) -> None:
        """Do nothing."""


def test_exactness_is_ours() -> None:
    """What Virtuoso writes: typed literals, labels that are none, language tags in any case."""
    body = json.dumps(
        {
            "head": {"link": [], "vars": ["s", "o"]},
            "results": {
                "distinct": False,
                "bindings": [
                    {"s": {"type": "bnode", "value": "nodeID://b10"}, "o": {"type": "uri", "value": "a:a"}},
                    {"o": {"type": "literal", "xml:lang": "zh-Hans", "value": '"bnode", "value": "x y"'}},
                    {"o": {"type": "typed-literal", "datatype": XSD_STRING, "value": "plain"}},
                ],
            },
        }
    ).encode()
    with serving(Response(body)) as (store, _):
        found = json.loads(store.query("SELECT ?s ?o { ?s <http://e/p> ?o }").read())["results"]["bindings"]
    assert found[0]["s"] == {"type": "bnode", "value": "nodeIDb10"}
    assert found[1]["o"] == {"type": "literal", "xml:lang": "zh-hans", "value": '"bnode", "value": "x y"'}
    assert found[2]["o"] == {"type": "literal", "value": "plain"}


XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def test_a_graph_is_sorted_and_without_duplicates() -> None:
    with serving(Response(b"<a:b> <a:b> <a:c> .\n" + 2 * b"<a:a> <a:b> <a:c> .\n")) as (store, _):
        answer = store.query(CONSTRUCT, media_type=port.NTRIPLES)
        assert answer.read() == b"<a:a> <a:b> <a:c> .\n<a:b> <a:b> <a:c> .\n"
        assert answer.rows == 2


def test_what_is_asked_for_is_one_exact_type() -> None:
    with serving(Response(TABLE)) as (store, asked):
        body = store.query(SELECT, media_type=port.CSV, default_graphs=["http://e/g"]).read()
    assert body == b"s\r\nhttp://e/1\r\n"
    [fields] = asked
    assert fields["default-graph-uri"] == ["http://e/g"]
    assert fields["query"] == [f"BASE <{BASE}>\n{SELECT}"]


@pytest.mark.parametrize("url", ["", "nothing", "ftp://a/b", "http://", "http://a:99999/"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        RemoteStore(url)
    assert caught.value.code == "BAD_STORE_URL"


def test_digest_is_as_the_standard_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example of RFC 7616, section 3.9.1."""
    own = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    monkeypatch.setattr("igr_kg.store.remote_auth.secrets.token_hex", lambda size: own)
    who = Credentials("Mufasa", "Circle of Life")
    assert who.header("GET", "/dir/index.html") == {}
    nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
    for algorithm, response in DIGESTS.items():
        assert who.challenged(
            f'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, '
            f'nonce="{nonce}", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
        )
        told = who.header("GET", "/dir/index.html")["Authorization"]
        assert f'response="{response}"' in told
        assert "nc=00000001" in told


DIGESTS = {
    "MD5": "8ca523f5e9506fed4657c9700eebdbec",
    "SHA-256": "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
}


def test_basic_is_sent_when_it_is_asked_for() -> None:
    who = Credentials("a", "b")
    assert who.header("PUT", "/") == {}
    assert who.challenged('Basic realm="x"')
    assert who.header("PUT", "/") == {"Authorization": "Basic YTpi"}
    assert not Credentials("", "").challenged('Basic realm="x"')
