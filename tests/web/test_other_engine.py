"""The whole site over a server of another kind, without a folder of the release."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from igr_kg.config import Settings
from igr_kg.store.opening import open_remote
from igr_kg.store.remote_load import load
from igr_kg.web.app import create_app
from igr_kg.web.state import EXTENSION
from tests import servers
from tests.cli.test_command_line import igr
from tests.cli.test_statuses import MAIN
from tests.support import run_program
from tests.web.servers import fetch, free_port, wait

QUERY = "SELECT * { ?s ?p ?o } LIMIT 3"


@pytest.fixture(scope="module")
def elsewhere(release: Path, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application over Oxigraph's server, filled from the release of the other tests."""
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph"), "--timeout-s", "5") as server:
        there = settings.with_(store_url=server.query)
        load(release, there)
        made = create_app(there, open_remote(there), None)
        yield made
        made.extensions[EXTENSION].close()


@pytest.fixture
def client(elsewhere: Flask) -> FlaskClient:
    return elsewhere.test_client()


@pytest.mark.parametrize(
    "path",
    ["/", "/documents", "/search?q=council", "/dumps/", "/sparql", "/queries", "/ontology", "/coverage"],
)
def test_pages_are_there(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.get_data(as_text=True)[-500:]


def test_the_copy_is_well(client: FlaskClient) -> None:
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        (QUERY, 200, ""),
        ("SELECT * { ?s ?p }", 400, "QUERY_MALFORMED"),
        ("INSERT DATA { <a:a> <a:b> 1 }", 403, "READ_ONLY"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, "SERVICE_REFUSED"),
    ],
)
def test_the_endpoint_keeps_to_the_protocol(client: FlaskClient, query: str, status: int, code: str) -> None:
    for answer in (
        client.get("/sparql", query_string={"query": query}),
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", data=query.encode(), content_type="application/sparql-query"),
    ):
        assert answer.status_code == status
        assert code in answer.get_data(as_text=True)


def test_answers_are_those_of_the_own_engine(client: FlaskClient, app: Flask) -> None:
    own = app.test_client()
    named = "FILTER(isIRI(?s) && !isBlank(?o))"
    whole = f"SELECT * {{ ?s ?p ?o {named} }} ORDER BY ?s ?p ?o LIMIT 200"
    for query, kind in ((whole, "text/csv"), (whole, "application/sparql-results+xml")):
        asked = {"query_string": {"query": query}, "headers": {"Accept": kind}}
        assert client.get("/sparql", **asked).data == own.get("/sparql", **asked).data
    for query in (
        f"CONSTRUCT {{ ?s a ?o }} {{ ?s a ?o {named} }}",
        "DESCRIBE ?s { ?s a <https://w3id.org/igr/ontology#Decision> }",
    ):
        asked = {"query_string": {"query": query}, "headers": {"Accept": "text/turtle"}}
        assert client.get("/sparql", **asked).data == own.get("/sparql", **asked).data


def test_two_commands_fill_a_server_and_serve_it(release_folder: Path, tmp_path: Path) -> None:
    """From an empty folder, with two web processes: nothing is kept here."""
    port = free_port()
    with servers.oxigraph(tmp_path) as server:
        filled = igr("load", str(release_folder), "--store", server.query, cwd=tmp_path)
        assert filled.returncode == 0, filled.stderr
        command = [sys.executable, "-c", MAIN, "serve", "--store", server.query, "--workers", "2"]
        with run_program([*command, "--port", str(port)], cwd=tmp_path) as process:
            try:
                wait(port, process)
                status, headers, body = fetch(port, "/sparql?" + urlencode({"query": QUERY}))
                page = fetch(port, "/documents/unep-gc-26-18", Accept="text/html")
            finally:
                process.terminate()
                assert process.wait(40) == 0
    assert (status, len(json.loads(body)["results"]["bindings"])) == (200, 3)
    assert headers["igr-release"] == release_folder.name
    assert (page[0], b"UNEP/GC.26/18" in page[2]) == (200, True)
    assert [path.name for path in tmp_path.iterdir() if path.name == "build"] == []
