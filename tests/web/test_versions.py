"""Kept versions answer at their addresses in every format; the change log is a page and RDF."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from igr_kg.graph import quads, specification, syntax
from igr_kg.graph.quads import RDF_TYPE
from igr_kg.graph.specification import Version, versions

KEPT = [str(version) for version in specification.kept()]
SUFFIXES = ["ttl", "jsonld", "rdf", "nt", "trig", "nq"]
HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("version", KEPT)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_kept_version_answers_whole_in_every_format(client: FlaskClient, version: str, suffix: str) -> None:
    found = versions.read(Version.of(version))
    for name, rows in (("ontology", found.ontology), ("shapes", found.shapes)):
        answer = client.get(f"/{name}/{version}.{suffix}")
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        sent = [row._replace(g="") for row in syntax.parse(answer.data, suffix)]
        assert syntax.canonical_hash(sent) == syntax.canonical_hash(rows)


def test_a_kept_version_leads_to_its_neighbours(client: FlaskClient) -> None:
    answer = client.get("/ontology/1.0.0", headers={"Accept": "text/turtle"})
    links = answer.headers.getlist("Link")
    assert '</ontology/changes>; rel="version-history"' in links
    assert any('rel="successor-version"' in link for link in links)
    assert not any('rel="predecessor-version"' in link for link in links)


def test_the_page_of_a_kept_version_says_that_there_is_a_newer_one(client: FlaskClient) -> None:
    page = client.get("/ontology/1.0.0?lang=zh", headers=HTML)
    assert f"最新版本为 {specification.number()}。" in page.text
    assert 'id="Decision"' in page.text
    assert "作为机构行为的决定或决议" in page.text
    assert "igrsh:DecisionShape" in client.get("/shapes/1.0.0", headers=HTML).text


def test_the_context_of_a_version(client: FlaskClient) -> None:
    for version in {*KEPT, specification.number()}:
        answer = client.get(f"/context/{version}.jsonld")
        assert answer.mimetype == "application/ld+json"
        terms = answer.get_json()["@context"]
        assert terms["Decision"] == "igr:Decision"
    assert "officeKind" not in client.get("/context/1.0.0.jsonld").get_json()["@context"]


def test_the_shapes_of_the_current_version(client: FlaskClient) -> None:
    answer = client.get(f"/shapes/{specification.number()}.nt")
    assert answer.status_code == 200
    assert set(syntax.parse(answer.data, "nt"))


@pytest.mark.parametrize(
    "path",
    [
        "/ontology/0.0.1",
        "/ontology/1.0",
        "/shapes/0.0.1",
        "/shapes/x/y",
        "/context/0.0.1.jsonld",
        "/ontology/changes.x",
    ],
)
def test_no_other_version_answers(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_change_log_tells_every_step_in_the_language_of_the_page(client: FlaskClient) -> None:
    english = client.get("/ontology/changes?lang=en", headers=HTML).text
    chinese = client.get("/ontology/changes?lang=zh", headers=HTML).text
    for difference in specification.history():
        assert f'id="v{difference.new.version}"' in english
    assert "There is a new concept scheme “Kinds of offices”." in english
    assert "新增概念方案“职务类型”。" in chinese
    assert "There is a new" not in chinese
    assert 'href="/ontology?lang=en#officeKind"' in english


def test_the_change_log_as_rdf(client: FlaskClient) -> None:
    rows = syntax.parse(client.get("/ontology/changes.ttl").data, "ttl")
    assert {quads.value(row.s).rpartition("/")[2] for row in rows if row.p == RDF_TYPE} == {
        *KEPT,
        specification.number(),
    }


def test_the_page_of_the_ontology_leads_to_the_change_log(client: FlaskClient) -> None:
    assert 'href="/ontology/changes' in client.get("/ontology", headers=HTML).text
