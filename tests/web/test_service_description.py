"""The service description says what the vocabulary has words for, all of it, and nothing that is not so."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from igr_kg.config import Settings
from igr_kg.graph import quads, syntax
from igr_kg.graph.quads import Quad
from igr_kg.store.opening import open_store
from igr_kg.store.port import QueryError
from igr_kg.web import service_description
from igr_kg.web.app import create_app
from igr_kg.web.service_description import FUNCTIONS
from igr_kg.web.state import EXTENSION

SD = "http://www.w3.org/ns/sparql-service-description#"
BASE = "https://w3id.org/igr/"
CLASSES = "Service Feature Language Function Aggregate EntailmentRegime EntailmentProfile GraphCollection"
CLASSES += " Dataset Graph NamedGraph"
THINGS = "SPARQL10Query SPARQL11Query SPARQL11Update DereferencesURIs UnionDefaultGraph RequiresDataset"
THINGS += " EmptyGraphs BasicFederatedQuery"
PROPERTIES = "endpoint feature defaultEntailmentRegime entailmentRegime defaultSupportedEntailmentProfile"
PROPERTIES += " supportedEntailmentProfile extensionFunction extensionAggregate languageExtension"
PROPERTIES += " supportedLanguage propertyFeature defaultDataset availableGraphs resultFormat inputFormat"
PROPERTIES += " defaultGraph namedGraph name graph"
VOCABULARY = {f"<{SD}{name}>" for name in f"{CLASSES} {THINGS} {PROPERTIES}".split()}
"""The terms of https://www.w3.org/TR/sparql11-service-description/, section 3."""


@pytest.fixture
def rows(client: FlaskClient) -> list[Quad]:
    return list(syntax.parse(client.get("/sparql").data, "ttl", base=BASE))


def values(rows: list[Quad], predicate: str, subject: str = "") -> list[str]:
    return [q.o for q in rows if q.p == quads.term(predicate, BASE) and subject in ("", q.s)]


def test_every_term_is_one_of_the_vocabulary(rows: list[Quad]) -> None:
    used = {term for row in rows for term in row[:3] if term.startswith(f"<{SD}")}
    assert used - VOCABULARY == set()
    assert len(used) > 15


def test_everything_is_said_of_something_typed(rows: list[Quad]) -> None:
    """No blank nodes, and whatever is a subject has a class and is led to from the service."""
    assert not any(term.startswith("_:") for row in rows for term in row[:3])
    subjects = {row.s for row in rows}
    assert {row.s for row in rows if row.p == quads.RDF_TYPE} == subjects
    reached, more = set(), {quads.node(f"{BASE}sparql")}
    while more:
        reached |= more
        more = {row.o for row in rows if row.s in reached} & subjects - reached
    assert reached == subjects


def test_each_has_what_the_standard_asks_for(rows: list[Quad]) -> None:
    """Section 3: one endpoint; a dataset has a default graph; a named graph has a name."""
    [service] = [row.s for row in rows if row.o == quads.term("sd:Service", BASE)]
    assert values(rows, "sd:endpoint", service) == ["<http://localhost/sparql>"]
    assert values(rows, "sd:defaultEntailmentRegime", service) == ["<http://www.w3.org/ns/entailment/Simple>"]
    assert values(rows, "dcterms:license", service)
    assert any(
        "2 seconds" in text and "5,000 solutions" in text for text in values(rows, "dcterms:description")
    )
    assert values(rows, "sd:inputFormat") == values(rows, "sd:feature") == []
    [dataset] = values(rows, "sd:defaultDataset", service)
    [default] = values(rows, "sd:defaultGraph", dataset)
    assert values(rows, "void:sparqlEndpoint", default) == ["<http://localhost/sparql>"]
    assert values(rows, "rdfs:seeAlso", default) == ["<http://localhost/.well-known/void>"]
    for graph in values(rows, "sd:namedGraph", dataset):
        assert len(values(rows, "sd:name", graph)) == len(values(rows, "sd:graph", graph)) == 1


def test_graphs_are_all_there_with_their_sizes(client: FlaskClient, rows: list[Quad]) -> None:
    whole = client.get(
        "/sparql", query_string={"query": "SELECT ?g { GRAPH ?g { ?s ?p ?o } }", "format": "csv"}
    )
    counted = Counter(whole.text.split("\r\n")[1:-1])
    told = {quads.value(iri): values(rows, "void:triples", iri) for iri in values(rows, "sd:name")}
    assert told == {iri: [quads.literal(n)] for iri, n in counted.items()}
    [default] = values(rows, "sd:defaultGraph")
    view = client.get(
        "/sparql", query_string={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "csv"}
    )
    assert values(rows, "void:triples", default) == [quads.literal(int(view.text.split("\r\n")[1]))]


def test_graphs_are_listed_where_counting_takes_too_long(
    client: FlaskClient, rows: list[Quad], monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(data: object) -> None:
        raise QueryError("QUERY_TIMEOUT", "Too slow.")

    monkeypatch.setattr(service_description, "graph_sizes", slow)
    found = list(syntax.parse(client.get("/sparql").data, "ttl", base=BASE))
    assert sorted(values(found, "sd:name")) == sorted(values(rows, "sd:name")) != []
    assert len(values(found, "void:triples")) == 1


def test_formats_are_those_that_come(client: FlaskClient, rows: list[Quad]) -> None:
    told = {value.rpartition("/")[2].rstrip(">") for value in values(rows, "sd:resultFormat")}
    tables = {f"SPARQL_Results_{name}" for name in ("JSON", "XML", "CSV", "TSV")}
    graphs = {"Turtle": "ttl", "N-Triples": "nt", "RDF_XML": "rdf", "JSON-LD": "jsonld"}
    assert told == tables | set(graphs)
    for query, names in (("SELECT * {}", ["json", "xml", "csv", "tsv"]), ("DESCRIBE <a:b>", graphs.values())):
        for name in names:
            assert client.get("/sparql", query_string={"query": query, "format": name}).status_code == 200


def test_federation_is_told_where_it_is(settings: Settings, release: Path) -> None:
    changed = settings.with_(service_allow="https://example.org/sparql")
    app: Flask = create_app(changed, open_store(release, changed), release)
    try:
        rows = list(syntax.parse(app.test_client().get("/sparql").data, "ttl", base=BASE))
        assert values(rows, "sd:feature") == [f"<{SD}BasicFederatedQuery>"]
    finally:
        app.extensions[EXTENSION].close()


WKT = "^^<http://www.opengis.net/ont/geosparql#wktLiteral>"
SQUARE, OTHER = (f"'POLYGON(({x} 0,{x + 2} 0,{x + 2} 2,{x} 2,{x} 0))'{WKT}" for x in (0, 1))
POINT, LINE, METRE = (
    f"'POINT(1 1)'{WKT}",
    f"'LINESTRING(0 0,1 1)'{WKT}",
    "<http://www.opengis.net/def/uom/OGC/1.0/metre>",
)
SAMPLES = {
    "date": "'2020-01-02'",
    "time": "'10:00:00'",
    "gYear": "'2020'",
    "gYearMonth": "'2020-01'",
    "gMonthDay": "'--01-02'",
    "gDay": "'---02'",
    "gMonth": "'--02'",
    "duration": "'P1Y1D'",
    "yearMonthDuration": "'P1Y'",
    "dayTimeDuration": "'P1D'",
    "area": f"{SQUARE}, <http://www.opengis.net/def/uom/OGC/1.0/square_metre>",
    "length": f"{LINE}, {METRE}",
    "perimeter": f"{SQUARE}, {METRE}",
    "distance": f"{POINT}, 'POINT(1 2)'{WKT}, {METRE}",
    "relate": f"{SQUARE}, {POINT}, 'T*F**F***'",
}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_that_is_told_answers(client: FlaskClient, function: str) -> None:
    name = function.rpartition("/")[2].rpartition("#")[2]
    calls = [SAMPLES[name]] if name in SAMPLES else [f"{SQUARE}, {OTHER}", SQUARE]
    found = []
    for arguments in calls:
        query = f"SELECT (<{function}>({arguments}) AS ?x) {{}}"
        answer = client.get("/sparql", query_string={"query": query, "format": "json"}).get_json()
        found += answer["results"]["bindings"]
    assert any("x" in row for row in found)


def test_a_function_that_there_is_not_is_told(client: FlaskClient) -> None:
    query = "SELECT (<http://example.org/f>(1) AS ?x) {}"
    answer = client.get(
        "/sparql", query_string={"query": query}, headers={"Accept": "application/problem+json, */*;q=0.1"}
    )
    assert (answer.status_code, answer.get_json()["code"]) == (400, "FUNCTION_UNKNOWN")
    assert "<http://example.org/f>" in answer.get_json()["detail"]
