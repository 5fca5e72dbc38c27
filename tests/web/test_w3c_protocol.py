"""The cases of the W3C's tests of the SPARQL 1.1 Protocol, by their names, restated over a release of ours.

What each case asks of a service is taken from the list of tests (w3c/rdf-tests, sparql/sparql11/protocol);
requests and graphs are our own. The cases about updates are answered as this service documents it: 403 with
the code READ_ONLY, or with the status of what is wrong before that.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

FORM, QUERY, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
XML, JSON = "application/sparql-results+xml", "application/sparql-results+json"
GRAPHS = "https://w3id.org/igr/graph"
DOCUMENT, TEXT, EVIDENCE = (f"{GRAPHS}/{kind}/test-a-1-2/zh" for kind in ("document", "text", "evidence"))
FACT, WORDS, RECORD = "?a <ontology#heldIn> ?b", "?c <ontology#text> ?d", "?e <ontology#quote> ?f"


@dataclass(frozen=True)
class Case:
    """A request, and what comes back: a status, a truth value, one of some media types, a code."""

    method: str = "POST"
    parameters: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    type: str | None = None
    status: int = 200
    truth: bool | None = None
    types: tuple[str, ...] = ()
    code: str | None = None


def get(query: str, *more: tuple[str, str], **expected: object) -> Case:
    return Case("GET", (("query", query), *more), **expected)  # type: ignore[arg-type]


def direct(query: str, *more: tuple[str, str], **expected: object) -> Case:
    return Case("POST", more, query.encode(), QUERY, **expected)  # type: ignore[arg-type]


def form(*pairs: tuple[str, str], **expected: object) -> Case:
    return Case("POST", (), urlencode(pairs).encode(), FORM, **expected)  # type: ignore[arg-type]


def default(*graphs: str) -> list[tuple[str, str]]:
    return [("default-graph-uri", graph) for graph in graphs]


def named(*graphs: str) -> list[tuple[str, str]]:
    return [("named-graph-uri", graph) for graph in graphs]


def update(text: str, *more: tuple[str, str]) -> Case:
    return Case("POST", more, text.encode(), UPDATE, status=403, code="READ_ONLY")


BOTH = f"ASK {{ {FACT} . {WORDS} }}"
TWO_NAMED = (
    "ASK { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?x ?y ?z } FILTER(?g != ?h) "
    "FILTER NOT EXISTS { GRAPH ?i { ?u ?v ?w } FILTER(?i != ?g && ?i != ?h) } }"
)
FULL = f"ASK {{ {RECORD} GRAPH ?g {{ {FACT} }} GRAPH ?h {{ {WORDS} }} FILTER NOT EXISTS {{ {FACT} }} }}"
INSERT = "CLEAR ALL ; INSERT { GRAPH <http://e/g> { ?s a <http://e/T> } } WHERE { ?s ?p ?o }"

CASES: dict[str, Case] = {
    "query_get": get("ASK {}", truth=True),
    "query_post_form": form(("query", "ASK {}"), truth=True),
    "query_post_direct": direct("ASK {}", truth=True),
    "query_dataset_default_graphs_get": get(BOTH, *default(DOCUMENT, TEXT), truth=True),
    "query_dataset_default_graphs_post": direct(BOTH, *default(DOCUMENT, TEXT), truth=True),
    "query_dataset_named_graphs_get": get(TWO_NAMED, *named(DOCUMENT, TEXT), truth=True),
    "query_dataset_named_graphs_post": direct(TWO_NAMED, *named(DOCUMENT, TEXT), truth=True),
    "query_dataset_full": direct(FULL, *default(EVIDENCE), *named(DOCUMENT, TEXT), truth=True),
    "query_multiple_dataset": direct(f"ASK FROM <{DOCUMENT}> {{ {FACT} }}", *default(TEXT), truth=False),
    "query_content_type_select": direct(
        "SELECT (1 AS ?n) {}", types=(XML, JSON, "text/csv", "text/tab-separated-values")
    ),
    "query_content_type_ask": direct("ASK {}", types=(XML, JSON)),
    "query_content_type_describe": direct(
        "DESCRIBE <http://example.org/>",
        types=("text/turtle", "application/rdf+xml", "application/n-triples"),
    ),
    "query_content_type_construct": direct(
        "CONSTRUCT { <a> <b> 1 } WHERE {}",
        types=("text/turtle", "application/rdf+xml", "application/n-triples"),
    ),
    "bad_query_method": Case("PUT", (("query", "ASK {}"),), status=405, code="METHOD_NOT_ALLOWED"),
    "bad_multiple_queries": get("ASK {}", ("query", "SELECT * {}"), status=400, code="DUPLICATE_PARAMETER"),
    "bad_query_wrong_media_type": Case(
        body=b"ASK {}", type="text/plain", status=415, code="UNSUPPORTED_MEDIA_TYPE"
    ),
    "bad_query_missing_form_type": Case(
        body=b"query=ASK%20%7B%7D", status=415, code="UNSUPPORTED_MEDIA_TYPE"
    ),
    "bad_query_missing_direct_type": Case(body=b"ASK {}", status=415, code="UNSUPPORTED_MEDIA_TYPE"),
    "bad_query_non_utf8": Case(
        body="ASK {}".encode("utf-16"),
        type=f"{QUERY}; charset=UTF-16",
        status=415,
        code="UNSUPPORTED_MEDIA_TYPE",
    ),
    "bad_query_syntax": get("ASK {", status=400, code="QUERY_MALFORMED"),
    "update_post_form": form(("update", "CLEAR ALL"), status=403, code="READ_ONLY"),
    "update_post_direct": update("CLEAR ALL"),
    "update_base_uri": update("INSERT DATA { GRAPH <http://e/g> { <http://e/s> <http://e/p> <test> } }"),
    "update_dataset_default_graph": update(INSERT, ("using-graph-uri", DOCUMENT)),
    "update_dataset_default_graphs": update(INSERT, ("using-graph-uri", DOCUMENT), ("using-graph-uri", TEXT)),
    "update_dataset_named_graphs": update(
        INSERT, ("using-named-graph-uri", DOCUMENT), ("using-named-graph-uri", TEXT)
    ),
    "update_dataset_full": update(INSERT, ("using-graph-uri", DOCUMENT), ("using-named-graph-uri", TEXT)),
    "bad_update_get": Case("GET", (("update", "CLEAR ALL"),), status=403, code="READ_ONLY"),
    "bad_multiple_updates": form(
        ("update", "CLEAR NAMED"), ("update", "CLEAR DEFAULT"), status=403, code="READ_ONLY"
    ),
    "bad_update_wrong_media_type": Case(
        body=b"CLEAR NAMED", type="text/plain", status=415, code="UNSUPPORTED_MEDIA_TYPE"
    ),
    "bad_update_missing_form_type": Case(
        body=b"update=CLEAR%20NAMED", status=415, code="UNSUPPORTED_MEDIA_TYPE"
    ),
    "bad_update_non_utf8": Case(
        body="CLEAR NAMED".encode("utf-16"), type=f"{UPDATE}; charset=UTF-16", status=403, code="READ_ONLY"
    ),
    "bad_update_syntax": form(("update", "CLEAR XYZ"), status=403, code="READ_ONLY"),
    "bad_update_dataset_conflict": form(
        ("using-named-graph-uri", DOCUMENT),
        ("update", f"WITH <{TEXT}> DELETE {{ ?s ?p 1 }} WHERE {{ ?s ?p 1 }}"),
        status=403,
        code="READ_ONLY",
    ),
}


def test_there_are_as_many_as_in_the_list() -> None:
    assert len(CASES) == 34


@pytest.mark.parametrize("name", CASES)
def test_case(client: FlaskClient, name: str) -> None:
    case = CASES[name]
    answer = client.open(
        "/sparql?" + urlencode(case.parameters),
        method=case.method,
        data=case.body,
        content_type=case.type,
        headers={"Accept": "application/problem+json, */*;q=0.1"},
    )
    assert answer.status_code == case.status, answer.text
    if case.truth is not None:
        assert answer.mimetype in (XML, JSON)
        assert json.loads(answer.data)["boolean"] is case.truth
    if case.types:
        assert answer.mimetype in case.types
    if case.code:
        assert answer.get_json()["code"] == case.code
    if case.status == 405:
        assert set(answer.headers["Allow"].split(", ")) >= {"GET", "POST"}
