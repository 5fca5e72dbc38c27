"""Answers of two releases are compared, for programs and on the page of an old answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from igr_kg.config import Settings
from igr_kg.store.opening import open_store
from igr_kg.web import releases
from igr_kg.web.app import create_app
from igr_kg.web.state import EXTENSION
from tests.web.old_releases import (
    BASE,
    BLANK,
    BROKEN,
    FORM,
    GRAPH,
    HAS_B,
    HTML,
    LABELS,
    NAMES,
    NEW,
    OLD,
    OLDER,
    SAID,
    SAME,
    UNORDERED,
    at,
    names,
    publish_all,
)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_all(tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="module")
def app(settings: Settings, build: Path) -> Iterator[Flask]:
    folder = build / "releases" / NEW
    made = create_app(settings, open_store(folder, settings), folder)
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def compared(client: FlaskClient, query: str, **more: str) -> Any:
    answer = client.get(at(query, "/sparql/compare", **{"release": OLD, **more}))
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    return answer.get_json()


def test_two_answers_are_compared_row_by_row(client: FlaskClient) -> None:
    found = compared(client, NAMES)
    assert (found["same"], found["compared"], found["form"]) == (False, "order", "SELECT")
    assert (found["old"]["release"], found["old"]["rows"]) == (OLD, 2)
    assert (found["new"]["release"], found["new"]["rows"]) == (NEW, 3)
    assert found["columns"] == ["n"]
    cells = [{"n": {"type": "literal", "value": name}} for name in ("c", "d")]
    assert found["added"] == {"count": 2, "rows": cells}
    assert found["removed"] == {"count": 1, "rows": [{"n": {"type": "literal", "value": "a"}}]}
    assert names(client.get(found["old"]["address"])) == SAID[OLD]
    other = compared(client, NAMES, release=OLDER, **{"with": OLD})
    assert (other["added"]["count"], other["removed"]["count"]) == (1, 0)
    assert compared(client, UNORDERED)["compared"] == "rows"


def test_triples_as_values_are_compared_and_shown_as_text(client: FlaskClient) -> None:
    query = 'SELECT (TRIPLE(<a:a>, <a:b>, ?x) AS ?t) { BIND(EXISTS { ?s ?p "c" } AS ?x) }'
    found = compared(client, query)
    assert (found["added"]["count"], found["removed"]["count"]) == (1, 1)
    assert "&lt;&lt;( &lt;a:a&gt;" in client.get(at(query), headers=HTML).text


@pytest.mark.parametrize("query", [SAME, BLANK])
def test_the_same_is_the_same_whatever_blank_nodes_are_called(client: FlaskClient, query: str) -> None:
    found = compared(client, query)
    assert (found["same"], found["added"]["count"], found["removed"]["count"]) == (True, 0, 0)
    labels = {client.get(at(BLANK, release=version)).text for version in (OLD, NEW)}
    assert len(labels) == 2, "blank nodes have other labels in each release"


def test_blank_nodes_are_told(client: FlaskClient) -> None:
    assert compared(client, BLANK)["blankNodes"] is True
    assert compared(client, NAMES)["blankNodes"] is False
    page = client.get(at(BLANK, "/sparql/compare", release=OLD), headers=HTML)
    assert "The answers hold blank nodes" in page.text


def test_graphs_and_truth_values_are_compared(client: FlaskClient) -> None:
    graph = compared(client, GRAPH)
    assert (graph["compared"], graph["added"]["count"], graph["removed"]["count"]) == ("triples", 2, 1)
    assert graph["removed"]["rows"][0]["object"] == {"type": "literal", "value": "a"}
    assert graph["removed"]["rows"][0]["subject"] == {"type": "uri", "value": f"{BASE}id/n/a"}
    truth = compared(client, HAS_B, release=OLDER)
    assert (truth["old"]["boolean"], truth["new"]["boolean"], truth["same"]) == (False, True, False)
    assert "added" not in truth
    assert compared(client, HAS_B)["same"] is True
    described = compared(client, f"DESCRIBE <{BASE}id/n/a>")
    assert (described["same"], described["form"]) == (False, "DESCRIBE")


def test_another_order_is_a_change_where_the_query_sets_one(client: FlaskClient) -> None:
    query = 'SELECT ?x { VALUES ?x { 1 2 } BIND(EXISTS { ?s ?p "c" } AS ?new) } ORDER BY IF(?new, -?x, ?x)'
    found = compared(client, query)
    assert (found["same"], found["reordered"]) == (False, True)
    assert (found["added"]["count"], found["removed"]["count"]) == (0, 0)
    page = client.get(at(query, "/sparql/compare", release=OLD), headers=HTML)
    assert "The rows are the same, in another order." in page.text


def test_lists_are_bounded_and_counts_are_not(client: FlaskClient) -> None:
    values = " ".join(map(str, range(150)))
    query = f'SELECT ?x {{ VALUES ?x {{ {values} }} FILTER EXISTS {{ ?s ?p "c" }} }}'
    found = compared(client, query)
    assert (found["added"]["count"], len(found["added"]["rows"]), found["old"]["rows"]) == (150, 100, 0)
    page = client.get(at(query, "/sparql/compare", release=OLD), headers=HTML).text
    assert f"Only on release {NEW}: 150" in page
    assert "Shown here are the first 100." in page


def test_answers_too_large_to_be_compared(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("igr_kg.web.compare.MOST_BYTES", 10)
    answer = client.get(at(NAMES, "/sparql/compare", release=OLD))
    assert (answer.status_code, answer.get_json()["code"]) == (422, "RESULT_TOO_LARGE")
    assert compared(client, SAME)["same"] is True, "what is equal byte for byte needs no reading"
    page = client.get(at(NAMES, release=OLD), headers=HTML)
    assert "could not be found out: The answer would be too large." in page.text
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("parameters", "status", "code"),
    [
        ({"query": NAMES}, 400, "BAD_PARAMETER"),
        ({"release": OLD}, 400, "MISSING_QUERY"),
        ({"query": "SELECT", "release": OLD}, 400, "QUERY_MALFORMED"),
        ({"query": "DROP ALL", "release": OLD}, 403, "READ_ONLY"),
        ({"query": NAMES, "release": BROKEN}, 500, "STORE_UNREADABLE"),
        ({"query": NAMES, "release": OLD, "with": BROKEN}, 500, "STORE_UNREADABLE"),
        ({"query": NAMES, "release": OLD, "format": "csv"}, 406, "NOT_ACCEPTABLE"),
        ({"query": "x" * 30_000, "release": OLD}, 413, "REQUEST_TOO_LARGE"),
    ],
)
def test_what_cannot_be_compared(
    client: FlaskClient, parameters: dict[str, str], status: int, code: str
) -> None:
    answer = client.get("/sparql/compare?" + urlencode(parameters))
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)


def test_comparisons_are_kept_when_both_releases_are_named(client: FlaskClient) -> None:
    path = at(NAMES, "/sparql/compare", release=OLD)
    assert client.get(path).headers["Cache-Control"] == "no-cache"
    assert client.get(f"{path}&with={NEW}").headers["Cache-Control"] == releases.FOR_EVER
    assert client.get(f"{path}&with={OLDER}").headers["Igr-Release"] == OLDER
    changing = client.get(at("SELECT (RAND() AS ?x) {}", "/sparql/compare", release=OLD))
    assert (changing.headers["Cache-Control"], changing.get_json()["varying"]) == ("no-store", True)
    posted = client.post("/sparql/compare", data=urlencode({"query": NAMES, "release": OLD}), headers=FORM)
    assert posted.get_json()["added"]["count"] == 2


def note(page: Any) -> str:
    found = re.search(r'id="release-note">(.*?)</div>', page.text, re.DOTALL)
    return re.sub("<[^>]+>", "", found[1]) if found else ""


@pytest.mark.parametrize(
    ("query", "version", "words"),
    [
        (NAMES, OLD, "rows that are new: 2; rows that are gone: 1."),
        (GRAPH, OLDER, "rows that are new: 3; rows that are gone: 1."),
        (SAME, OLD, "On the newest release the answer is the same."),
        (HAS_B, OLDER, "On the newest release the answer is: Yes."),
        (HAS_B, OLD, "On the newest release the answer is the same."),
    ],
)
def test_the_page_of_an_old_answer_says_whether_it_changed(
    client: FlaskClient, query: str, version: str, words: str
) -> None:
    page = client.get(at(query, release=version), headers=HTML)
    assert f"This is the answer of release {version}; the newest release is {NEW}." in note(page)
    assert words in note(page)
    links = re.findall(r'href="(/sparql[^"]*)"', page.text.split('id="release-note"')[1])
    newest, details = (link.replace("&amp;", "&") for link in links[:2])
    assert client.get(newest, headers=HTML).headers["Igr-Release"] == NEW
    assert client.get(details, headers=HTML).status_code == 200
    assert page.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("more", [{}, {"release": NEW}])
def test_the_page_of_the_newest_answer_says_nothing_of_it(client: FlaskClient, more: dict[str, str]) -> None:
    assert note(client.get(at(NAMES, **more), headers=HTML)) == ""


def test_files_of_an_old_answer_are_of_that_release(client: FlaskClient) -> None:
    page = client.get(at(NAMES, release=OLD), headers=HTML).text
    links = [link.replace("&amp;", "&") for link in re.findall(r'<a class="tag" href="([^"]+)"', page)]
    assert len(links) == 4
    for link in links:
        assert client.get(link).headers["Igr-Release"] == OLD
    newest = client.get(at(NAMES), headers=HTML).text
    assert "release=" not in "".join(re.findall(r'<a class="tag" href="([^"]+)"', newest))


def test_things_have_the_names_of_the_release_that_is_asked(client: FlaskClient) -> None:
    assert f"Thing of {OLD}" in client.get(at(LABELS, release=OLD), headers=HTML).text
    assert f"Thing of {NEW}" in client.get(at(LABELS), headers=HTML).text
