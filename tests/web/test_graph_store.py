"""Graph Store Protocol: the W3C's cases about reading, by their names, and what is refused.

The cases about writing (w3c/rdf-tests, sparql/sparql11/http-rdf-update) are answered 405, and what each
of them reads back afterwards is read here from a release, where it has always been.
"""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from igr_kg.graph import syntax

BASE = "https://w3id.org/igr/"
EXISTING = f"{BASE}graph/authority"
MISSING = f"{BASE}graph/authority-2"
READING = {
    "GET of PUT - Initial state": ({"graph": EXISTING}, 200),
    "GET of PUT - default graph": ({"default": ""}, 200),
    "GET of DELETE - existing graph": ({"graph": MISSING}, 404),
    "HEAD on an existing graph": ({"graph": EXISTING}, 200),
    "HEAD on a non-existing graph": ({"graph": MISSING}, 404),
}
WRITING = (
    "PUT - Initial state",
    "PUT - default graph",
    "DELETE - existing graph",
    "DELETE - non-existent graph",
    "POST - existing graph",
    "POST - create new graph",
    "PATCH",
)


@pytest.mark.parametrize("name", READING)
def test_reading(client: FlaskClient, name: str) -> None:
    query, status = READING[name]
    answer = client.open("/graph-store", method=name.split()[0], query_string=query)
    assert answer.status_code == status
    if status == 200:
        assert answer.mimetype == "text/turtle"
        assert int(answer.headers["Content-Length"]) > 0
        assert answer.headers["ETag"]
    assert (answer.data == b"") is name.startswith("HEAD")


@pytest.mark.parametrize("name", WRITING)
def test_writing(client: FlaskClient, name: str) -> None:
    for path in (f"/graph-store?graph={EXISTING}", "/graph/authority"):
        answer = client.open(path, method=name.split()[0], data=b"", content_type="text/turtle")
        assert answer.status_code == 405
        assert {"GET", "HEAD", "OPTIONS"} == set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("text/turtle", "ttl"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("application/ld+json", "jsonld"),
        ("text/html,*/*;q=0.8", "ttl"),
        ("application/rdf+xml;q=0.5, application/n-triples;q=0.9", "nt"),
    ],
)
def test_a_graph_is_whole_in_every_format(client: FlaskClient, accept: str, name: str) -> None:
    found = client.get("/graph-store", query_string={"graph": EXISTING}, headers={"Accept": accept})
    whole = client.get("/graph/authority.nq")
    triples = {(q.s, q.p, q.o) for q in syntax.parse(found.data, name, base=BASE)}
    assert triples == {(q.s, q.p, q.o) for q in syntax.parse(whole.data, "nq")}
    assert len(triples) == 9


def test_the_default_graph_is_the_default_view(client: FlaskClient) -> None:
    one = client.get("/graph-store?default", headers={"Accept": "application/n-triples"})
    two = client.get("/graph-store", query_string={"graph": f"{BASE}graph/default", "format": "nt"})
    query = {"query": "CONSTRUCT WHERE { ?s ?p ?o }", "format": "nt"}
    assert one.data == two.data == client.get("/sparql", query_string=query).data
    again = client.get("/graph-store?default&format=nt", headers={"If-None-Match": one.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("", 400, "BAD_REQUEST"),
        ("?graph=", 400, "BAD_IRI"),
        ("?graph=authority", 400, "BAD_IRI"),
        (f"?default&graph={EXISTING}", 400, "DUPLICATE_PARAMETER"),
        (f"?graph={EXISTING}&graph={EXISTING}", 400, "DUPLICATE_PARAMETER"),
        ("?default&format=csv", 406, "NOT_ACCEPTABLE"),
        (f"?graph={MISSING}", 404, "NO_SUCH_THING"),
        ("?graph=file:///etc/hostname", 404, "NO_SUCH_THING"),
    ],
)
def test_what_names_no_graph(client: FlaskClient, query: str, status: int, code: str) -> None:
    answer = client.get(f"/graph-store{query}")
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)


def test_options_tell_what_may_be_done(client: FlaskClient) -> None:
    answer = client.options("/graph-store?default")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
