"""What is answered in front of Flask is what its view answers, to the byte and the header."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import Client, EnvironBuilder

from igr_kg.web.cache import Environ, StartResponse
from igr_kg.web.direct import Direct
from tests.web.test_w3c_protocol import CASES, FORM, QUERY, Case, direct, form, get

SELECT = "SELECT ?s { ?s a <ontology#GovernanceBody> }"
WORSE = [
    get(SELECT, ("format", "csv")),
    get(SELECT, ("format", "ttl")),
    get(SELECT, ("format", "nonsense")),
    get(SELECT, ("release", "1.0.0-0123456789ab")),
    get(SELECT, ("release", "0.0.0")),
    get(SELECT, ("lang", "zh")),
    get("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"),
    get("SELECT (RAND() AS ?r) {}"),
    get("SELECT * FROM <graph/default> { ?s ?p ?o } LIMIT 1"),
    get("SELECT * { ?s ?p ?o . ?t ?q ?r } LIMIT 6000"),
    get("CONSTRUCT WHERE { ?s a ?t } LIMIT 1"),
    get("DESCRIBE <id/body/tpu>"),
    get("DESCRIBE <a b>"),
    get("nonsense"),
    get("x" * 30_000),
    get("SELECT * { '" + "x" * 30_000 + "' ?p ?o }"),
    get(""),
    direct("# one\n" + SELECT),
    direct(SELECT, ("query", SELECT)),
    form(("query", SELECT), ("format", "xml")),
    form(("query", SELECT), ("default-graph-uri", "no iri")),
    Case("GET", (("default-graph-uri", "http://e/"),)),
    Case("GET"),
    Case("HEAD", (("query", SELECT),)),
    Case("OPTIONS"),
    Case("POST", body=b"query=%ff", type=FORM),
    Case("POST", body=b"\xff", type=QUERY),
]
ACCEPTS = ["*/*", "text/html", "text/csv, */*;q=0.1", "image/png", "application/problem+json"]


class Counting:
    """The view, counted."""

    def __init__(self, app: Flask) -> None:
        self.app, self.asked = app, 0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.asked += 1
        return Flask.wsgi_app(self.app, environ, start_response)


def builder(case: Case, accept: str) -> EnvironBuilder:
    return EnvironBuilder(
        "/sparql?" + urlencode(case.parameters),
        method=case.method,
        data=case.body or None,
        content_type=case.type,
        headers=[("Accept", accept)],
    )


@pytest.mark.parametrize("accept", ACCEPTS)
def test_both_ways_are_one(app: Flask, accept: str) -> None:
    view = Counting(app)
    straight = Direct(app, view)
    different = 0
    for case in [*CASES.values(), *WORSE]:
        with Client(view).open(builder(case, accept)) as expected:
            wanted = expected.status, list(expected.headers), expected.data
        for _ in range(2):
            before = view.asked
            with Client(straight).open(builder(case, accept)) as answer:
                found = answer.status, list(answer.headers), answer.data
            if answer.mimetype == "text/html":  # a page says how long the query took
                assert found[0] == wanted[0], case
            elif "RAND" not in str(case):
                assert found == wanted, case
            different += view.asked == before
    assert (different > 20) is (accept in ("*/*", "text/csv, */*;q=0.1"))


def test_nothing_is_evaluated_twice(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    store = app.extensions["igr_kg"].store
    asked: list[str] = []
    evaluate = type(store).query

    def query(self: object, text: str, **options: object) -> object:
        asked.append(text)
        return evaluate(self, text, **options)

    monkeypatch.setattr(type(store), "query", query)
    client = Client(Direct(app, Counting(app)))
    queries = [SELECT, "SELECT * {", f"{SELECT} LIMIT 1", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"]
    for text in queries:
        client.get("/sparql", query_string={"query": text}).close()
    assert asked == queries


def test_conditions_are_for_the_view(app: Flask) -> None:
    view = Counting(app)
    client = Client(Direct(app, view))
    tag = client.get("/sparql", query_string={"query": SELECT}).headers["ETag"]
    assert client.get("/sparql", query_string={"query": SELECT}).headers["ETag"] == tag
    assert view.asked == 1
    same = client.get("/sparql", query_string={"query": SELECT}, headers={"If-None-Match": tag})
    assert same.status_code == 304
    assert view.asked == 2
