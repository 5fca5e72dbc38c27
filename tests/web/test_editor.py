"""What the editor of queries gets from the server, and what its kept script was made from."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from flask.testing import FlaskClient

from igr_kg import assets
from igr_kg.web import i18n
from tests.support import TOP

HTML = {"Accept": "text/html"}
BASE = "https://w3id.org/igr/"
SOURCES = TOP / "site" / "editor"
KEPT = TOP / "site" / "static" / "editor"
FILES = ("editor.js", "editor.css", "NOTICE.txt")
WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"


def sources() -> str:
    """Return the hash of the sources and the lock file, as ``build.mjs`` makes it."""
    found = hashlib.sha256()
    paths = [path for path in SOURCES.rglob("*") if path.is_file() and "node_modules" not in path.parts]
    for name, path in sorted((path.relative_to(SOURCES).as_posix(), path) for path in paths):
        found.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


@pytest.mark.parametrize("name", FILES)
def test_what_is_kept_was_made_from_these_sources(name: str) -> None:
    first = (KEPT / name).read_text(encoding="utf-8").partition("\n")[0]
    assert f"sources {sources()}" in first, "the sources of the editor changed: make editor"


def test_the_kept_script_asks_no_other_host_and_its_lock_file_names_none() -> None:
    lock = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))
    assert all("resolved" not in package for package in lock["packages"].values())
    assert all(package.get("integrity") for name, package in lock["packages"].items() if name)
    style = (KEPT / "editor.css").read_text(encoding="utf-8")
    assert not re.search(r"@import|url\(\s*[\"']?(?!data:)", style)


def test_everything_bundled_stands_with_a_licence_in_the_notice() -> None:
    text = (KEPT / "NOTICE.txt").read_text(encoding="utf-8")
    licences = re.findall(r"^={78}\n(\S+) [\d.]+\nLicence: (.+)$", text, re.M)
    assert {"@zazuko/yasqe", "codemirror", "lodash-es"} <= {name for name, _ in licences}
    assert {licence for _, licence in licences} <= {"MIT", "(MPL-2.0 OR Apache-2.0)"}
    assert text.count("Permission is hereby granted") >= len(licences) - 1


def test_terms_have_names_in_the_language_of_the_page(client: FlaskClient) -> None:
    answer = client.get("/sparql/terms.json?lang=zh")
    found = answer.get_json()
    assert found["prefixes"]["igr"] == f"{BASE}ontology#"
    assert found["prefixes"]["skos"] == "http://www.w3.org/2004/02/skos/core#"
    assert [f"{BASE}ontology#heldIn", "举行地点"] in found["properties"]
    assert [f"{BASE}ontology#City", "城市"] in found["classes"]
    assert [f"{BASE}scheme/modality/should", "应当", "Modalities"] in found["concepts"]
    assert any(iri == "http://www.w3.org/2004/02/skos/core#prefLabel" for iri, _ in found["properties"])
    assert found["prefixes"]["search"] == f"{BASE}search#"
    assert [f"{BASE}search#textMatches", "文本含有这些词（全文检索）"] in found["properties"]
    english = client.get("/sparql/terms.json", headers={"Accept-Language": "en"})
    assert "Accept-Language" in english.headers["Vary"]
    assert [f"{BASE}ontology#heldIn", "held in"] in english.get_json()["properties"]
    again = client.get("/sparql/terms.json?lang=zh", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_what_is_used_most_comes_first(client: FlaskClient) -> None:
    iris = [iri for iri, _ in client.get("/sparql/terms.json?lang=en").get_json()["properties"]]
    unused = f"{BASE}ontology#hasMeasure"
    assert iris.index(f"{BASE}ontology#quote") < iris.index(unused)


@pytest.mark.parametrize("tag", ["ar", "en", "es", "fr", "ru", "zh"])
def test_the_script_has_the_words_of_the_page(client: FlaskClient, tag: str) -> None:
    page = client.get(f"/sparql?lang={tag}", headers=HTML).text
    words = json.loads(re.search(r'<script type="application/json" id="words">(.*?)</script>', page)[1])  # type: ignore[index]
    texts = i18n.load(assets.folder("site/i18n"))[tag]
    assert words["running"] == texts("editor.running")
    asked = set()
    for path in (SOURCES / "src").glob("*.ts"):
        asked |= set(re.findall(r'say\("(\w+)"', path.read_text(encoding="utf-8")))
    views = {"table", "chart", "graph", "timeline", "map", "raw", "bar", "line", "pie"}
    assert asked | views == set(words) - {"group", "decimal"}


def test_cells_say_what_they_hold(client: FlaskClient) -> None:
    query = f"""SELECT ?iri ?day ?n ?words ?where ?none ?blank {{ VALUES (?iri ?day ?n ?words ?where ?none) {{
      (<{BASE}id/place/nairobi> "2010-02-26"^^<http://www.w3.org/2001/XMLSchema#date> 7 "x"@en
       "POINT(36.8 -1.3)"^^<{WKT}> UNDEF) }} BIND(BNODE() AS ?blank) }}"""
    page = client.get("/sparql", query_string={"query": query, "lang": "en"}, headers=HTML).text
    row = re.search(r"<tbody>\s*<tr>(.*?)</tr>", page, re.S)[1]  # type: ignore[index]
    kinds = re.findall(r'<td(?: data-(iri|kind)="([^"]*)")?>', row)
    assert kinds == [
        ("iri", f"{BASE}id/place/nairobi"),
        ("kind", "date"),
        ("kind", "integer"),
        ("", ""),
        ("kind", WKT),
        ("", ""),
        ("kind", "blank"),
    ]


def test_the_page_allows_nothing_from_elsewhere_and_no_other_page_loads_the_editor(
    client: FlaskClient,
) -> None:
    page = client.get("/sparql", headers=HTML)
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "/static/editor/editor.js" in page.text
    for path in ("/", "/queries", "/ontology", "/doc/body/tpu"):
        assert "/static/editor/" not in client.get(path, headers=HTML).text


def test_without_the_script_the_questions_are_links_that_run(client: FlaskClient) -> None:
    page = client.get("/sparql?lang=fr", headers=HTML).text
    assert '<details class="examples" open>' in page
    links = re.findall(r'<li><a href="(/sparql\?[^"]+)" data-description=', page)
    assert len(links) == len(list((TOP / "data" / "queries").glob("*.rq")))
    assert client.get(links[0].replace("&amp;", "&"), headers=HTML).status_code == 200
