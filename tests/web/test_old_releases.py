"""Old releases stay queryable: by ``release=``, told in every answer, compared with the newest."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import Client

from igr_kg.config import Settings
from igr_kg.store.opening import open_store
from igr_kg.store.port import Store
from igr_kg.web import queries, releases, saved
from igr_kg.web.app import create_app
from igr_kg.web.cache import Cache
from igr_kg.web.state import EXTENSION
from tests.web.old_releases import (
    BASE,
    BLANK,
    BROKEN,
    FORM,
    HAS_B,
    HTML,
    NAMES,
    NEW,
    OLD,
    OLDER,
    SAID,
    at,
    names,
    publish,
    publish_all,
)
from tests.web.test_languages import LANGUAGES, OTHERS, frame, stray


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


DIRECT = {"Content-Type": "application/sparql-query"}
WAYS: dict[str, Callable[[FlaskClient, str], Any]] = {
    "get": lambda client, version: client.get(at(NAMES, release=version)),
    "form": lambda client, version: client.post(
        "/sparql", data=urlencode({"query": NAMES, "release": version}), headers=FORM
    ),
    "form with the release in the address": lambda client, version: client.post(
        f"/sparql?release={version}", data=urlencode({"query": NAMES}), headers=FORM
    ),
    "direct": lambda client, version: client.post(
        f"/sparql?release={version}", data=NAMES.encode(), headers=DIRECT
    ),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("version", [NEW, OLD, OLDER])
def test_a_query_runs_on_the_release_that_it_names(client: FlaskClient, way: str, version: str) -> None:
    answer = WAYS[way](client, version)
    assert (answer.status_code, names(answer)) == (200, SAID[version])
    assert answer.headers["Igr-Release"] == version
    assert answer.headers["Cache-Control"] == releases.FOR_EVER
    leads = [link for link in answer.headers.getlist("Link") if 'rel="latest-version"' in link]
    assert len(leads) == (version != NEW)
    if leads:
        target = leads[0].partition(">")[0][1:]
        assert names(client.get(target)) == SAID[NEW]


def test_without_a_release_nothing_changes(client: FlaskClient) -> None:
    for answer in (client.get(at(NAMES)), client.get(at(NAMES, release=""))):
        assert (names(answer), answer.headers["Cache-Control"]) == (SAID[NEW], "no-cache")
        assert (answer.headers["Igr-Release"], answer.headers.getlist("Link")) == (NEW, [])
        assert "Igr-Release" in answer.headers["Access-Control-Expose-Headers"]


def test_what_differs_each_time_is_kept_for_no_release(client: FlaskClient) -> None:
    answer = client.get(at("SELECT (RAND() AS ?n) {}", release=OLD))
    assert (answer.headers["Cache-Control"], answer.headers["Igr-Release"]) == ("no-store", OLD)


def test_the_way_to_the_newest_keeps_what_else_was_asked(client: FlaskClient) -> None:
    graph = f"{BASE}graph/default"
    answer = client.get(at(NAMES, release=OLD, format="csv", **{"default-graph-uri": graph}))
    target = answer.headers["Link"].partition(">")[0][1:]
    expected = {"query": [NAMES], "default-graph-uri": [graph], "format": ["csv"]}
    assert parse_qs(urlsplit(target).query) == expected
    assert client.get(target).mimetype == "text/csv"
    long = client.get(at(NAMES + " #" + "x" * 5000, release=OLD))
    assert (names(long), "Link" in long.headers) == (SAID[OLD], False)


@pytest.mark.parametrize("path", ["/sparql", "/sparql/compare"])
def test_a_release_that_is_not_there(client: FlaskClient, path: str) -> None:
    problem = {"Accept": "application/problem+json"}
    answer = client.get(at(NAMES, path, release="9.9.9"), headers=problem)
    body = answer.get_json(force=True)
    assert (answer.status_code, body["code"], body["where"]) == (404, "NO_SUCH_RELEASE", "release")
    assert body["hint"] == f"There are: {NEW}, {OLD}, {BROKEN}, {OLDER}."
    assert answer.headers["Igr-Release"] == NEW
    assert answer.headers["Cache-Control"] == "no-store"
    other = client.get(at(NAMES, "/sparql/compare", release=OLD, **{"with": "9.9.9"}), headers=problem)
    assert other.get_json(force=True)["code"] == "NO_SUCH_RELEASE"
    assert client.post("/sparql?release=9.9.9", data=NAMES, headers=DIRECT).status_code == 404
    page = client.get(at(NAMES, path, release="<9>", lang="zh"), headers=HTML)
    assert (page.status_code, "此处没有可查询的版本“&lt;9&gt;”。" in page.text) == (404, True)


def test_a_damaged_release_harms_no_other(client: FlaskClient) -> None:
    for _ in range(3):
        answer = client.get(
            at(NAMES, release=BROKEN), headers={"Accept": "application/problem+json, */*;q=0.1"}
        )
        body = json.loads(answer.data)
        assert (answer.status_code, body["code"]) == (500, "STORE_UNREADABLE")
        assert BROKEN in body["detail"]
        assert "/tmp" not in answer.text
        assert answer.headers["Igr-Release"] == BROKEN
        assert names(client.get(at(NAMES))) == SAID[NEW]
        assert names(client.get(at(NAMES, release=OLD))) == SAID[OLD]


def test_a_release_is_named_once(client: FlaskClient) -> None:
    answer = client.get(at(NAMES, release=OLD) + f"&release={OLDER}")
    assert (answer.status_code, "DUPLICATE_PARAMETER" in answer.text) == (400, True)


def test_a_release_alone_chooses_it_in_the_editor_and_is_no_query(client: FlaskClient) -> None:
    page = client.get(f"/sparql?release={OLD}", headers=HTML)
    assert f'<option value="{OLD}" selected dir="ltr">' in page.text
    assert page.headers["Igr-Release"] == OLD
    described = client.get(f"/sparql?release={OLD}", headers={"Accept": "text/turtle"})
    assert (described.status_code, "MISSING_QUERY" in described.text) == (400, True)
    assert client.get("/sparql", headers={"Accept": "text/turtle"}).status_code == 200


EVERY_KIND = [
    *("/", "/sparql", "/dumps/", "/health", "/openapi.json", "/robots.txt", "/doc/body/thing.ttl"),
    *("/id/body/thing", "/static/style.css", "/favicon.ico", "/nowhere", "/doc/body/none", "/ontology.ttl"),
    *(at("SELECT"), at(NAMES), at("ASK {}", format="docx"), f"/dumps/{NEW}/igr.nt", "/queries"),
    at(NAMES, "/sparql/compare", release=OLD),
]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "DELETE"])
@pytest.mark.parametrize("path", EVERY_KIND)
def test_every_answer_says_which_release_it_is_of(client: FlaskClient, path: str, method: str) -> None:
    with client.open(path, method=method) as answer:
        assert answer.headers.getlist("Igr-Release") == [NEW]
        assert "Igr-Release" in answer.headers["Access-Control-Expose-Headers"]


def test_files_say_the_release_that_they_are_of(client: FlaskClient) -> None:
    with client.get(f"/dumps/{OLD}/igr.nt") as answer:
        assert answer.headers["Igr-Release"] == OLD
    assert client.get(f"/dumps/{OLD}/").headers["Igr-Release"] == OLD
    assert client.get(f"/dumps/{OLD}/none").headers["Igr-Release"] == NEW


@pytest.mark.parametrize("version", [NEW, OLD])
def test_what_was_not_modified_says_it_too(app: Flask, version: str) -> None:
    for client in (app.test_client(), Client(Cache(app))):
        first = client.get(at(NAMES, release=version))
        tag = first.headers["ETag"]
        second = client.get(at(NAMES, release=version), headers={"If-None-Match": tag})
        assert (first.status_code, second.status_code) == (200, 304)
        for name in ("Igr-Release", "Cache-Control", "Link", "Access-Control-Expose-Headers"):
            assert second.headers.getlist(name) == first.headers.getlist(name)


def test_answers_that_are_kept_stay_apart(app: Flask) -> None:
    client = Client(Cache(app))
    for _ in range(2):
        for version in (NEW, OLD, OLDER):
            answer = client.get(at(NAMES, release=version))
            assert (names(answer), answer.headers["Igr-Release"]) == (SAID[version], version)


def test_old_releases_are_listed_where_data_are_taken(client: FlaskClient) -> None:
    page = client.get("/dumps/", headers=HTML)
    found = re.findall(r'href="/sparql\?release=([^"]+)"', page.text)
    assert found == [NEW, OLD, BROKEN, OLDER]
    assert page.headers["Cache-Control"] == "no-store", "releases come and go while it is served"
    options = re.findall(r'<option value="([^"]*)"', client.get("/sparql", headers=HTML).text)
    assert options == ["", OLD, BROKEN, OLDER]


def test_how_many_are_kept_is_a_setting(settings: Settings, app: Flask, build: Path) -> None:
    store = app.extensions[EXTENSION].store
    folder = build / "releases" / NEW
    few = create_app(settings.with_(releases_kept=1), store, folder).test_client()
    assert few.get(at(NAMES, release=OLD)).status_code == 200
    assert few.get(at(NAMES, release=OLDER)).status_code == 404
    none = create_app(settings.with_(releases_kept=0), store, folder).test_client()
    assert none.get(at(NAMES, release=OLD)).status_code == 404
    assert none.get(at(NAMES, release=NEW)).status_code == 200
    assert "<select" not in none.get("/sparql", headers=HTML).text
    alone = create_app(settings, store).test_client()
    assert "There are: " + NEW in alone.get(at(NAMES, release=OLD)).text


@pytest.mark.parametrize("tag", OTHERS)
@pytest.mark.parametrize(
    "path", [at(NAMES, release=OLD), at(BLANK, "/sparql/compare", release=OLD), "/dumps/"]
)
def test_the_pages_are_in_six_languages(client: FlaskClient, path: str, tag: str) -> None:
    page = client.get(f"{path}{'&' if '?' in path else '?'}lang={tag}", headers=HTML).text
    texts = [re.sub(r"\d\.\d\.\d-\w+|release", "", text) for text in frame(page)]
    assert list(stray(tag, [text for text in texts if text not in ("n", "o", "v", "a", "b")])) == []


def test_a_release_that_is_taken_away_while_it_is_served(settings: Settings, tmp_path: Path) -> None:
    folder = publish(tmp_path, NEW, 2)
    old = publish(tmp_path, OLD, 1)
    site = create_app(settings, open_store(folder, settings), folder)
    try:
        client = site.test_client()
        assert names(client.get(at(NAMES, release=OLD))) == SAID[OLD]
        shutil.rmtree(old)
        gone = client.get(at(NAMES, release=OLD))
        assert (gone.status_code, "NO_SUCH_RELEASE" in gone.text) == (404, True)
        publish(tmp_path, OLDER, 0)
        assert names(client.get(at(NAMES, release=OLDER))) == SAID[OLDER]
        assert names(client.get(at(NAMES))) == SAID[NEW]
    finally:
        site.extensions[EXTENSION].close()


def test_the_languages_are_those_of_the_site(app: Flask) -> None:
    assert set(app.extensions[EXTENSION].texts) == set(LANGUAGES)


def test_a_version_of_any_letters_goes_into_the_header(
    settings: Settings, app: Flask, tmp_path: Path
) -> None:
    store = app.extensions[EXTENSION].store
    publish(tmp_path, "第一版 1.0", 1)
    client = create_app(settings, store, publish(tmp_path, NEW, 2)).test_client()
    answer = client.get(at(HAS_B, release="第一版 1.0"))
    assert answer.status_code == 200
    assert unquote(answer.headers["Igr-Release"]) == "第一版 1.0"
    assert answer.headers["Igr-Release"].isascii()


def test_a_store_that_does_not_tell_its_release(settings: Settings, app: Flask) -> None:
    served = app.extensions[EXTENSION].store

    class Silent:
        version = ""

        def query(self, text: str, **more: Any) -> Any:
            return served.query(text, **more)

    client = create_app(settings, cast(Store, Silent())).test_client()
    answer = client.get(at(NAMES))
    assert (names(answer), "Igr-Release" in answer.headers) == (SAID[NEW], False)
    assert client.get(at(NAMES, release=OLD)).status_code == 404


def test_the_description_for_programs_names_what_there_is(client: FlaskClient) -> None:
    found = client.get("/openapi.json").get_json()
    for method in ("get", "post"):
        operation = found["paths"]["/sparql"][method]
        assert "release" in {parameter["name"] for parameter in operation["parameters"]}
        assert "Igr-Release" in operation["responses"]["200"]["headers"]
    parameters = found["paths"]["/sparql/compare"]["get"]["parameters"]
    assert {"query", "release", "with", "format"} <= {parameter["name"] for parameter in parameters}


SAVED = saved.parse(
    "names",
    "# title: Names\n# parameter: n string A name\n"
    f"SELECT ?n {{ VALUES ?n {{ UNDEF }} ?s <{BASE}ontology#name> ?n }} ORDER BY ?n",
)


@pytest.fixture
def one_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "load", lambda: (SAVED,))


@pytest.mark.usefixtures("one_saved")
@pytest.mark.parametrize("version", [NEW, OLD, OLDER])
def test_a_saved_query_runs_on_the_release_that_it_names(client: FlaskClient, version: str) -> None:
    answer = client.get(f"/queries/names.json?release={version}")
    assert names(answer) == SAID[version]
    assert answer.headers["Igr-Release"] == version
    assert answer.headers["Cache-Control"] == releases.FOR_EVER
    one = client.get(f"/queries/names?{urlencode({'n': 'b', 'release': version, 'format': 'json'})}")
    assert names(one) == [name for name in SAID[version] if name == "b"]
    newest = '</queries/names?n=b&format=json>; rel="latest-version"'
    assert (newest in one.headers.getlist("Link")) == (version != NEW)


@pytest.mark.usefixtures("one_saved")
def test_a_saved_query_without_a_release_is_of_the_newest(client: FlaskClient) -> None:
    answer = client.get("/queries/names.json")
    assert names(answer) == SAID[NEW]
    assert answer.headers["Igr-Release"] == NEW
    assert "immutable" not in answer.headers["Cache-Control"]
    assert "latest-version" not in str(answer.headers)


@pytest.mark.usefixtures("one_saved")
def test_a_saved_query_names_one_release_that_is_there(client: FlaskClient) -> None:
    lost = client.get("/queries/names.json?release=0.1.0-lost")
    assert (lost.status_code, b"NO_SUCH_RELEASE" in lost.data) == (404, True)
    twice = client.get(f"/queries/names.json?release={OLD}&release={NEW}")
    assert (twice.status_code, b"DUPLICATE_PARAMETER" in twice.data) == (400, True)


@pytest.mark.usefixtures("one_saved")
def test_the_page_of_a_saved_query_keeps_its_release(client: FlaskClient) -> None:
    """In its form, in the links to its formats, and on the way to the editor."""
    page = client.get(f"/queries/names?n=b&release={OLD}", headers=HTML).get_data(as_text=True)
    assert re.search(rf'<option value="{re.escape(OLD)}" selected', page)
    links = [urlsplit(unescape(href)) for href in re.findall('href="([^"]*)"', page)]
    for path in ("/queries/names.csv", "/sparql"):
        found = [parse_qs(link.query) for link in links if link.path == path and link.query]
        assert found
        assert all(parameters["release"] == [OLD] for parameters in found)
    assert '<option value="" selected>' in client.get("/queries/names", headers=HTML).get_data(as_text=True)
