"""Edges of the protocol: quality values, wildcards, parameters of media types, preflights, both datasets."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import parse_qsl, urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from igr_kg.web import protocol
from igr_kg.web.errors import WebError

GRAPHS = "https://w3id.org/igr/graph"
DOCUMENT, TEXT, EVIDENCE = (f"{GRAPHS}/{kind}/test-a-1-2/zh" for kind in ("document", "text", "evidence"))
SELECT, CONSTRUCT = "SELECT (1 AS ?n) {}", "CONSTRUCT { <a:b> <a:c> 1 } WHERE {}"
RESULTS = "application/sparql-results"


@pytest.mark.parametrize(
    ("query", "accept", "status", "mimetype"),
    [
        (SELECT, "*/*", 200, f"{RESULTS}+json"),
        (SELECT, "application/*", 200, f"{RESULTS}+json"),
        (SELECT, "text/*", 200, "text/csv"),
        (SELECT, f"{RESULTS}+json;q=0.1, {RESULTS}+xml;q=0.9", 200, f"{RESULTS}+xml"),
        (SELECT, f"{RESULTS}+json;q=0, text/csv;q=0.001", 200, "text/csv"),
        (SELECT, "text/csv; charset=utf-8; header=present", 200, "text/csv"),
        (SELECT, "TEXT/CSV;Q=1.0", 200, "text/csv"),
        (SELECT, "*/*;q=0", 406, None),
        (SELECT, "image/png", 406, None),
        (CONSTRUCT, "text/*", 200, "text/turtle"),
        (CONSTRUCT, "application/*", 200, "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml;q=0.2, application/*;q=0.1", 200, "application/rdf+xml"),
        (CONSTRUCT, "text/csv", 406, None),
    ],
)
def test_the_answer_is_what_is_preferred(
    client: FlaskClient, query: str, accept: str, status: int, mimetype: str | None
) -> None:
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
    assert answer.status_code == status
    assert mimetype is None or answer.mimetype == mimetype
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "content_type",
    ["application/sparql-query; charset=UTF-8", 'Application/SPARQL-Query; charset="utf-8"; x=y'],
)
def test_media_types_of_requests_have_parameters(client: FlaskClient, content_type: str) -> None:
    assert client.post("/sparql", data="ASK {}", content_type=content_type).get_json()["boolean"] is True


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_preflight_is_allowed(client: FlaskClient, method: str) -> None:
    """What browsers ask before a script of another site may send a query (Fetch, CORS preflight)."""
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": method}
    headers["Access-Control-Request-Headers"] = "accept,content-type"
    answer = client.options("/sparql", headers=headers)
    assert answer.status_code in (200, 204)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert method in answer.headers["Access-Control-Allow-Methods"].split(", ")
    allowed = {name.strip().lower() for name in answer.headers["Access-Control-Allow-Headers"].split(",")}
    assert {"accept", "content-type"} <= allowed


def test_head_is_get_without_a_body(client: FlaskClient) -> None:
    for query in (SELECT, CONSTRUCT, "ASK {", "ASK { SERVICE <http://e/> {} }"):
        head, get = (client.open("/sparql", method=m, query_string={"query": query}) for m in ("HEAD", "GET"))
        assert (head.status_code, head.data) == (get.status_code, b"")
        assert head.headers["Content-Type"] == get.headers["Content-Type"]


@pytest.mark.parametrize("post", [False, True])
def test_the_dataset_of_the_request_replaces_both_kinds_of_from(client: FlaskClient, post: bool) -> None:
    """Section 2.1.4 of the protocol: either parameter alone leaves nothing of FROM and FROM NAMED."""
    query = f"SELECT (COUNT(*) AS ?n) FROM <{EVIDENCE}> FROM NAMED <{EVIDENCE}>"

    def count(pattern: str, *dataset: tuple[str, str]) -> int:
        pairs = [("query", f"{query} {{ {pattern} }}"), ("format", "json"), *dataset]
        if post:
            body, kind = urlencode(pairs), "application/x-www-form-urlencoded"
            answer = client.post("/sparql", data=body, content_type=kind)
        else:
            answer = client.get("/sparql?" + urlencode(pairs))
        return int(answer.get_json()["results"]["bindings"][0]["n"]["value"])

    default, named = "?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"
    assert count(default) == count(named) > 0
    assert count(default, ("default-graph-uri", DOCUMENT)) not in (0, count(default))
    assert count(named, ("default-graph-uri", DOCUMENT)) == 0
    assert count(default, ("named-graph-uri", TEXT)) == 0
    assert count(named, ("named-graph-uri", TEXT)) not in (0, count(named))
    both = (("default-graph-uri", DOCUMENT), ("named-graph-uri", TEXT))
    assert count(default, *both) == count(default, both[0])
    assert count(named, *both) == count(named, both[1])


@given(
    st.text(st.sampled_from("aé水%&;=+\\ 0C5xuN{}\n"), max_size=12)
    | st.lists(st.sampled_from(["query", "=", "%5C", "%E6%B0%B4", "%e6", "%", "%zz", "&", "n", "+"])).map(
        "".join
    )
)
def test_parameters_are_read_as_the_library_reads_them(text: str) -> None:
    def read(pairs: Callable[[], list[tuple[str, str]]]) -> object:
        try:
            return pairs()
        except (WebError, UnicodeDecodeError):
            return None

    known = partial(parse_qsl, text, keep_blank_values=True, errors="strict")
    assert read(partial(protocol._pairs, text, "address")) == read(known)
