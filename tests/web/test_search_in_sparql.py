"""Full-text search in queries that come over HTTP and from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from igr_kg.config import Settings
from igr_kg.graph import syntax
from igr_kg.store.opening import open_store
from igr_kg.web.app import create_app
from igr_kg.web.state import EXTENSION

BASE = "https://w3id.org/igr/"
QUERY = "SELECT ?s { ?s <search#nameMatches> 'programme' ; a <ontology#GovernanceBody> }"


def address(query: str, **more: str) -> str:
    return "/sparql?" + urlencode({"query": query, **more})


def test_the_endpoint_answers_and_the_answer_can_be_kept(client: FlaskClient) -> None:
    answer = client.get(address(QUERY))
    found = [row["s"]["value"] for row in json.loads(answer.data)["results"]["bindings"]]
    assert found == [f"{BASE}id/body/tpu"]
    assert answer.headers["ETag"]
    again = client.get(address(QUERY), headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_same_is_found_as_by_the_page_of_search(client: FlaskClient) -> None:
    shown = client.get("/search?q=规划").text
    texts = client.get(address("SELECT DISTINCT ?s { ?s <search#matches> '规划' }", format="csv")).text
    found = texts.split()[1:]
    assert found
    for iri in found:
        path = iri.removeprefix(f"{BASE}id/")
        assert path in shown or path.rpartition("/")[2] in shown


def test_errors_have_their_place_and_language(client: FlaskClient) -> None:
    bad = client.get(address("SELECT * {\n GRAPH ?g { ?s <search#matches> 'x' } }"))
    assert (bad.status_code, bad.mimetype) == (400, "text/plain")
    assert "At: 2:16" in bad.text
    page = client.get(
        address("SELECT * { ?s <search#near> 'x' }", lang="fr"), headers={"Accept": "text/html"}
    )
    assert "Il n’y a pas de propriété de recherche near" in page.text


def test_what_finds_too_much_is_no_shorter_answer(settings: Settings, release: Path) -> None:
    few = settings.with_(query_max_matches=1)
    app = create_app(few, open_store(release, few), release)
    wide = app.test_client().get(address("SELECT * { ?s <search#matches> '测试' } LIMIT 1"))
    app.extensions[EXTENSION].close()
    assert (wide.status_code, wide.text.partition(":")[0]) == (422, "SEARCH_TOO_WIDE")


def test_the_service_tells_of_the_search_properties(client: FlaskClient) -> None:
    found = syntax.parse(client.get("/sparql").data, "ttl")
    told = {q.o for q in found if q.p.endswith("#propertyFeature>")}
    assert told == {f"<{BASE}search#{name}>" for name in ("matches", "nameMatches", "textMatches")}


@pytest.mark.parametrize(("query", "status"), [(QUERY, 0), (QUERY.replace("nameM", "m") + " LIMIT", 2)])
def test_the_command_answers_too(release: Path, query: str, status: int) -> None:
    code = "from igr_kg.cli import main; main()"
    arguments = ("query", "--release", str(release), "--format", "csv", query)
    run = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60)
    assert run.returncode == status, run.stderr
    if not status:
        assert run.stdout.split() == ["s", f"{BASE}id/body/tpu"]
