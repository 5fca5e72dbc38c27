"""SPARQL 1.1 Protocol, query operation: what every client may rely on, and each status code."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient

from igr_kg.config import Settings
from igr_kg.graph import syntax

BASE = "https://w3id.org/igr/"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
ASK = "ASK {}"
SELECT = "SELECT ?s WHERE { ?s a <ontology#GovernanceBody> } ORDER BY ?s"
CONSTRUCT = "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t } LIMIT 3"
DOC, TEXT = f"{BASE}graph/document/test-a-1-2/zh", f"{BASE}graph/text/test-a-1-2/zh"


def get(client: FlaskClient, query: str | None = None, accept: str | None = None, **more: Any) -> Any:
    pairs = ([("query", query)] if query is not None else []) + [
        (k.replace("_", "-"), v) for k, vs in more.items() for v in ([vs] if isinstance(vs, str) else vs)
    ]
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql?" + urlencode(pairs), headers=headers)


def ask(answer: Any) -> bool:
    assert answer.status_code == 200, answer.text
    return bool(json.loads(answer.data)["boolean"])


def test_query_by_get(client: FlaskClient) -> None:
    answer = get(client, ASK)
    assert ask(answer)
    assert answer.mimetype == "application/sparql-results+json"
    assert answer.content_length == len(answer.data)
    assert answer.headers["ETag"]


def test_query_by_form(client: FlaskClient) -> None:
    assert ask(client.post("/sparql", data=urlencode({"query": ASK}), content_type=FORM))
    assert ask(client.post("/sparql", data=urlencode({"query": ASK}), content_type=f"{FORM}; charset=UTF-8"))


def test_query_direct(client: FlaskClient) -> None:
    assert ask(client.post("/sparql", data=ASK, content_type=QUERY))
    assert ask(client.post("/sparql", data=ASK.encode(), content_type=f"{QUERY};charset=utf-8"))


def test_percent_encoding_is_undone_once(client: FlaskClient) -> None:
    query = "ASK { FILTER(STR(<http://ex/a%20b>) = 'http://ex/a%20b' && '+' = \"\\u002B\") }"
    assert ask(get(client, query))
    assert ask(client.post("/sparql", data=urlencode({"query": query}), content_type=FORM))


def test_letters_of_any_script(client: FlaskClient) -> None:
    query = 'ASK { ?s ?p "测试规划署"@zh FILTER(STRLEN("𠮷") = 1) }'
    for answer in (
        get(client, query),
        client.post("/sparql", data=query.encode(), content_type=QUERY),
        client.post("/sparql", data=urlencode({"query": query}), content_type=FORM),
    ):
        assert ask(answer)


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_the_dataset_of_the_request(client: FlaskClient, way: str) -> None:
    def send(query: str, *pairs: tuple[str, str]) -> Any:
        if way == "get":
            return client.get("/sparql?" + urlencode([("query", query), *pairs]))
        if way == "form":
            return client.post("/sparql", data=urlencode([("query", query), *pairs]), content_type=FORM)
        return client.post("/sparql?" + urlencode(pairs), data=query, content_type=QUERY)

    text_triple = "ASK { ?s <ontology#text> ?o }"
    assert not ask(send(text_triple))
    assert ask(send(text_triple, ("default-graph-uri", TEXT)))
    both = "ASK { ?s <ontology#text> ?o . ?m <ontology#heldIn> ?p }"
    assert not ask(send(both, ("default-graph-uri", TEXT)))
    assert ask(send(both, ("default-graph-uri", TEXT), ("default-graph-uri", DOC)))
    named = "ASK { GRAPH ?g { ?s <ontology#text> ?o } }"
    assert ask(send(named))
    assert ask(send(named, ("named-graph-uri", TEXT)))
    assert not ask(send(named, ("named-graph-uri", DOC)))
    assert not ask(send(named, ("default-graph-uri", TEXT)))
    mixed = "ASK { GRAPH ?g { ?s <ontology#text> ?o } ?m <ontology#heldIn> ?p }"
    assert ask(send(mixed, ("default-graph-uri", DOC), ("named-graph-uri", TEXT)))


def test_the_dataset_of_the_request_beats_that_of_the_query(client: FlaskClient) -> None:
    query = f"ASK FROM <{DOC}> {{ ?s <ontology#text> ?o }}"
    assert not ask(get(client, query))
    assert ask(get(client, query, default_graph_uri=TEXT))


def test_the_default_view_holds_facts_and_no_evidence(client: FlaskClient) -> None:
    assert ask(get(client, "ASK { ?s <ontology#heldIn> ?o }"))
    assert not ask(get(client, "ASK { ?s <ontology#quote> ?o }"))
    assert ask(get(client, "ASK { GRAPH ?g { ?s <ontology#quote> ?o } }"))


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/json", "application/json"),
        ("text/csv;q=0.1, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/turtle, application/sparql-results+json;q=0.1", "application/sparql-results+json"),
    ],
)
def test_tables_come_as_asked_for(client: FlaskClient, accept: str | None, media_type: str) -> None:
    answer = get(client, SELECT, accept)
    assert answer.status_code == 200
    assert answer.mimetype == media_type
    assert "Accept" in answer.vary


def test_the_rows_are_right_in_every_format(client: FlaskClient) -> None:
    wanted = [f"{BASE}id/body/tpu"]
    found = json.loads(get(client, SELECT).data)["results"]["bindings"]
    assert [row["s"]["value"] for row in found] == wanted
    rows = list(csv.reader(io.StringIO(get(client, SELECT, "text/csv").text)))
    assert rows == [["s"], wanted]
    assert get(client, SELECT, "text/tab-separated-values").text == f"?s\n<{wanted[0]}>\n"
    assert f"<uri>{wanted[0]}</uri>" in get(client, SELECT, "application/sparql-results+xml").text


@pytest.mark.parametrize(
    ("accept", "media_type", "name"),
    [
        (None, "text/turtle", "ttl"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "rdf"),
        ("application/ld+json", "application/ld+json", "jsonld"),
        ("text/csv, text/turtle;q=0.2", "text/turtle", "ttl"),
    ],
)
@pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE <id/body/tpu>"])
def test_graphs_come_as_asked_for(
    client: FlaskClient, query: str, accept: str | None, media_type: str, name: str
) -> None:
    answer = get(client, query, accept)
    assert answer.status_code == 200
    assert answer.mimetype == media_type
    assert syntax.parse(answer.data, name)


def test_a_format_by_name(client: FlaskClient) -> None:
    assert get(client, SELECT, "image/png", format="csv").mimetype == "text/csv"
    posted = client.post("/sparql", data=urlencode({"query": SELECT, "format": "tsv"}), content_type=FORM)
    assert posted.mimetype == "text/tab-separated-values"


def test_describe_gives_what_the_page_of_the_thing_gives(client: FlaskClient) -> None:
    described = set(
        syntax.parse(get(client, "DESCRIBE <id/place/nairobi>", "application/n-triples").data, "nt")
    )
    page = set(syntax.parse(client.get("/doc/place/nairobi.nt").data, "nt"))
    assert described == page


def problem(answer: Any, status: int, code: str) -> str:
    assert (answer.status_code, answer.text.partition(":")[0]) == (status, code)
    assert answer.mimetype == "text/plain"
    assert "Traceback" not in answer.text
    return str(answer.text)


def test_a_malformed_query_says_where(client: FlaskClient) -> None:
    text = problem(get(client, "SELECT ?s\nWHERE { ?s ?p }"), 400, "QUERY_MALFORMED")
    assert "2:" in text
    problem(get(client, "nonsense"), 400, "QUERY_MALFORMED")
    problem(get(client, ""), 400, "QUERY_MALFORMED")
    problem(client.post("/sparql", data="nonsense", content_type=QUERY), 400, "QUERY_MALFORMED")


def test_what_the_request_must_hold_once(client: FlaskClient) -> None:
    two = urlencode([("query", ASK), ("query", SELECT)])
    problem(client.get(f"/sparql?{two}"), 400, "DUPLICATE_PARAMETER")
    problem(client.post("/sparql", data=two, content_type=FORM), 400, "DUPLICATE_PARAMETER")
    both = client.post("/sparql?" + urlencode({"query": ASK}), data=ASK, content_type=QUERY)
    problem(both, 400, "DUPLICATE_PARAMETER")
    problem(client.post("/sparql", data="", content_type=FORM), 400, "MISSING_QUERY")
    problem(client.post("/sparql", data="x=y", content_type=FORM), 400, "MISSING_QUERY")
    problem(client.get("/sparql?default-graph-uri=http://a/b"), 400, "MISSING_QUERY")


def test_bytes_that_are_not_utf8(client: FlaskClient) -> None:
    problem(client.get("/sparql?query=ASK%20%7B%7D%20%23%ff"), 400, "BAD_ENCODING")
    problem(client.post("/sparql", data=b"query=ASK%20%7B%7D%23%ff", content_type=FORM), 400, "BAD_ENCODING")
    problem(client.post("/sparql", data=b"ASK {} # \xff", content_type=QUERY), 400, "BAD_ENCODING")


@pytest.mark.parametrize("content_type", ["text/plain", "application/json", "multipart/form-data", ""])
def test_media_types_that_hold_no_query(client: FlaskClient, content_type: str) -> None:
    answer = client.post("/sparql", data=ASK, headers={"Content-Type": content_type})
    problem(answer, 415, "UNSUPPORTED_MEDIA_TYPE")
    assert QUERY in answer.headers["Accept-Post"]


def test_other_encodings_are_refused(client: FlaskClient) -> None:
    answer = client.post("/sparql", data=ASK.encode("utf-16"), content_type=f"{QUERY}; charset=utf-16")
    problem(answer, 415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods(client: FlaskClient, method: str) -> None:
    answer = getattr(client, method)("/sparql", data=ASK)
    problem(answer, 405, "METHOD_NOT_ALLOWED")
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize("names", [["json-ld", "application/ld+json,application/x-json+ld"], ["json"]])
def test_names_of_formats_as_clients_send_them(client: FlaskClient, names: list[str]) -> None:
    """Some send one name in the dialects of several servers, or a family's name for a graph."""
    pairs = [("query", "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1"), *(("format", name) for name in names)]
    answer = client.get("/sparql?" + urlencode(pairs))
    assert (answer.status_code, answer.mimetype) == (200, "application/ld+json")


@pytest.mark.parametrize(("name", "mimetype"), [("xml", "application/rdf+xml"), ("n3", "text/turtle")])
def test_family_names_of_graph_formats(client: FlaskClient, name: str, mimetype: str) -> None:
    assert get(client, "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", format=name).mimetype == mimetype
    assert get(client, SELECT, format="xml").mimetype == "application/sparql-results+xml"


def test_formats_that_are_not_offered(client: FlaskClient) -> None:
    text = problem(get(client, SELECT, "image/png"), 406, "NOT_ACCEPTABLE")
    assert "text/csv" in text
    problem(get(client, SELECT, "text/turtle"), 406, "NOT_ACCEPTABLE")
    problem(get(client, CONSTRUCT, "text/csv"), 406, "NOT_ACCEPTABLE")
    problem(get(client, SELECT, format="pdf"), 406, "NOT_ACCEPTABLE")


def test_updates_are_refused(client: FlaskClient) -> None:
    update = "INSERT DATA { <a:b> <a:c> <a:d> }"
    problem(client.post("/sparql", data=update, content_type="application/sparql-update"), 403, "READ_ONLY")
    problem(client.post("/sparql", data=urlencode({"update": update}), content_type=FORM), 403, "READ_ONLY")
    problem(client.get("/sparql?" + urlencode({"update": update})), 403, "READ_ONLY")
    problem(get(client, update), 403, "READ_ONLY")
    problem(get(client, "PREFIX e: <http://e/> CLEAR ALL"), 403, "READ_ONLY")
    assert not ask(get(client, "ASK { <a:b> ?p ?o }"))


def test_other_servers_are_not_asked(client: FlaskClient) -> None:
    for query in (
        "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "ASK { service silent ?x { ?s ?p ?o } }",
    ):
        problem(get(client, query), 403, "SERVICE_REFUSED")


def test_requests_that_are_too_large(client: FlaskClient, settings: Settings) -> None:
    long = ASK + " # " + "x" * settings.query_max_length
    problem(client.post("/sparql", data=long, content_type=QUERY), 413, "REQUEST_TOO_LARGE")
    problem(
        client.post("/sparql", data=urlencode({"query": long}), content_type=FORM), 413, "REQUEST_TOO_LARGE"
    )
    problem(get(client, long), 413, "REQUEST_TOO_LARGE")
    huge = b"x" * 60_000
    problem(client.post("/sparql", data=huge, content_type=QUERY), 413, "REQUEST_TOO_LARGE")


def test_answers_that_are_too_large(client: FlaskClient) -> None:
    text = problem(get(client, "SELECT * { ?a ?b ?c . ?d ?e ?f }"), 422, "RESULT_TOO_LARGE")
    assert "dump" in text.lower()


def test_queries_that_take_too_long(client: FlaskClient) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"
    problem(get(client, slow), 504, "QUERY_TIMEOUT")
    assert ask(get(client, ASK))


def test_answers_that_the_client_has_already(client: FlaskClient) -> None:
    first = get(client, SELECT)
    again = client.get(
        "/sparql?" + urlencode({"query": SELECT}), headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_answers_that_differ_each_time_are_not_kept(client: FlaskClient) -> None:
    answer = get(client, "SELECT (UUID() AS ?u) {}")
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_service_describes_itself(client: FlaskClient) -> None:
    for accept, name in ((None, "ttl"), ("application/rdf+xml", "rdf"), ("application/n-triples", "nt")):
        answer = client.get("/sparql", headers={"Accept": accept} if accept else {})
        found = syntax.parse(answer.data, name)
        values = {(q.p.rpartition("#")[2], q.o) for q in found}
        assert (
            "supportedLanguage>",
            "<http://www.w3.org/ns/sparql-service-description#SPARQL11Query>",
        ) in values
        assert ("endpoint>", "<http://localhost/sparql>") in values
        assert ("name>", f"<{DOC}>") in values


def test_browsers_get_a_form_that_works_without_scripts(client: FlaskClient) -> None:
    page = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert '<textarea id="query" name="query"' in page.text
    assert '<form class="editor" id="editor" method="get" action="/sparql"' in page.text
    assert re.findall(r"<script ([^>]*)>", page.text) == [
        'type="application/json" id="words"',
        'src="/static/editor/editor.js" defer',
    ]


def test_browsers_get_the_answer_as_a_table(client: FlaskClient) -> None:
    page = get(client, SELECT, "text/html")
    assert page.status_code == 200
    assert '<a href="/doc/body/tpu">Test Programme</a>' in page.text
    assert "format=csv" in page.text
    assert quote("SELECT ?s", safe="").replace("%20", "+") in page.text
    triples = get(client, CONSTRUCT, "text/html")
    assert '<th scope="col">predicate</th>' in triples.text
    assert "Yes" in get(client, ASK, "text/html").text


def test_browsers_keep_their_query_when_it_is_wrong(client: FlaskClient) -> None:
    page = get(client, "SELECT <b>", "text/html")
    assert page.status_code == 400
    assert page.mimetype == "text/html"
    assert "SELECT &lt;b&gt;" in page.text
    assert "QUERY_MALFORMED" in page.text


def test_head_and_options(client: FlaskClient) -> None:
    head = client.head("/sparql?" + urlencode({"query": SELECT}))
    assert head.status_code == 200
    assert head.data == b""
    assert int(head.headers["Content-Length"]) > 0
    options = client.options("/sparql")
    assert {"GET", "POST", "HEAD", "OPTIONS"} <= set(
        options.headers["Access-Control-Allow-Methods"].split(", ")
    )


def test_with_and_without_the_slash(client: FlaskClient) -> None:
    assert ask(client.get("/sparql/?" + urlencode({"query": ASK})))


def test_a_query_may_begin_with_a_byte_order_mark(client: FlaskClient) -> None:
    answer = client.post("/sparql", data=b"\xef\xbb\xbfASK {}", content_type="application/sparql-query")
    assert (answer.status_code, answer.get_json()["boolean"]) == (200, True)
