"""The example queries as SHACL executables: complete, runnable, and the same as on their pages."""

from __future__ import annotations

import html
import re

import pytest
import rdflib
from flask.testing import FlaskClient
from pyshacl import validate
from rdflib import RDF, RDFS, SH, Literal, URIRef

from igr_kg.graph import syntax
from igr_kg.web import query_examples, saved
from tests.support import TOP

BASE = "https://w3id.org/igr/"
PATH = "/.well-known/sparql-examples"
SCHEMA = rdflib.Namespace("https://schema.org/")
SPEX = rdflib.Namespace("https://purl.expasy.org/sparql-examples/ontology#")
LANGUAGES = {"ar", "en", "es", "fr", "ru", "zh"}
FILES = saved.load(TOP / "data" / "queries", BASE)
SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix spex: <https://purl.expasy.org/sparql-examples/ontology#> .
[] sh:targetClass sh:SPARQLExecutable ;
  sh:property
    [ sh:path [ sh:alternativePath (sh:select sh:ask sh:construct spex:describe) ] ;
      sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ,
    [ sh:path rdfs:comment ; sh:minCount 6 ; sh:datatype rdf:langString ; sh:uniqueLang true ] ,
    [ sh:path rdfs:label ; sh:minCount 6 ; sh:datatype rdf:langString ; sh:uniqueLang true ] ,
    [ sh:path schema:target ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path sh:prefixes ; sh:minCount 1 ; sh:node [ sh:property
      [ sh:path sh:declare ; sh:minCount 1 ; sh:node [ sh:property
        [ sh:path sh:prefix ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ,
        [ sh:path sh:namespace ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:anyURI ] ] ] ] ] .
"""
"""What the tools that read such examples ask of them."""


def graph(client: FlaskClient, accept: str = "text/turtle", form: str = "turtle") -> rdflib.Graph:
    answer = client.get(PATH, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.mimetype == accept
    return rdflib.Graph().parse(data=answer.data, format=form)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_every_format_says_the_same(client: FlaskClient) -> None:
    turtle = set(graph(client))
    for accept, form in (
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
        ("application/n-triples", "nt"),
    ):
        assert set(graph(client, accept, form)) == turtle
    default = client.get(PATH)
    assert default.mimetype == "text/turtle"
    assert client.get(PATH, headers={"If-None-Match": default.headers["ETag"]}).status_code == 304
    assert client.get(PATH, headers={"Accept": "image/png"}).status_code == 406


def test_a_browser_is_led_to_the_list(client: FlaskClient) -> None:
    answer = client.get(f"{PATH}?lang=zh", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/queries?lang=zh")
    assert "Accept" in answer.headers["Vary"]
    mounted = client.get(PATH, environ_overrides={"SCRIPT_NAME": "/kg"}, headers={"Accept": "text/turtle"})
    assert b"<http://localhost/kg/sparql>" in mounted.data


def test_the_examples_are_what_their_readers_expect(client: FlaskClient) -> None:
    shape = rdflib.Graph().parse(data=SHAPE, format="turtle")
    conforms, _, report = validate(graph(client), shacl_graph=shape)
    assert conforms, report


@pytest.mark.parametrize("query", FILES, ids=lambda query: query.name)
def test_titles_and_descriptions_are_there_in_six_languages(query: saved.Query) -> None:
    expected = (LANGUAGES - {"en"}) | {""}
    assert set(query.titles) == expected
    assert set(query.descriptions) == expected
    for words in (query.titles, query.descriptions):
        assert all(words.values())
        assert len(set(words.values())) == len(expected)
        assert re.search("[\u0620-\u064a]", words["ar"])
        assert re.search("[а-яё]", words["ru"])


def test_each_example_is_the_query_of_its_page_and_has_an_answer(client: FlaskClient) -> None:
    found = graph(client)
    names = {str(s).removeprefix(f"{BASE}queries/") for s in found.subjects(RDF.type, SH.SPARQLExecutable)}
    assert names == {query.name for query in FILES}
    for name in sorted(names):
        subject = URIRef(f"{BASE}queries/{name}")
        text = str(found.value(subject, SH.select))
        assert (subject, RDF.type, SH.SPARQLSelectExecutable) in found
        labels = [label for label in found.objects(subject, RDFS.label) if isinstance(label, Literal)]
        assert {label.language for label in labels} == LANGUAGES
        page = client.get(f"/queries/{name}", headers={"Accept": "text/html"}).text
        shown = re.search(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.S)
        assert shown
        assert html.unescape(shown[1]) == text
        answer = client.get("/sparql", query_string={"query": text}, headers={"Accept": "text/csv"})
        assert answer.status_code == 200, name
        assert answer.data == client.get(f"/queries/{name}.csv").data


def test_the_endpoint_of_the_examples_is_the_one_that_describes_itself(client: FlaskClient) -> None:
    service = rdflib.Graph().parse(data=client.get("/sparql").data, format="turtle")
    targets = set(graph(client).objects(None, SCHEMA.target))
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert targets == set(service.objects(None, sd.endpoint))
    assert URIRef(f"http://localhost{PATH}") in set(service.objects(None, RDFS.seeAlso))


def test_every_form_of_query_has_its_property() -> None:
    texts = {
        SH.ask: "ASK {}",
        SH.construct: "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        SH.select: "SELECT * {}",
        SPEX.describe: "DESCRIBE <http://a/b>",
    }
    found = [saved.Query(str(n), text, {"": "t"}, {"": "d"}) for n, text in enumerate(texts.values())]
    rows = query_examples.statements(found, BASE, "http://a/sparql")
    told = rdflib.Graph().parse(data=syntax.serialise(rows, "nt", base=BASE), format="nt")
    for n, (name, text) in enumerate(texts.items()):
        assert str(told.value(URIRef(f"{BASE}queries/{n}"), name)) == text


@pytest.mark.parametrize("path", ["/", "/queries"])
def test_pages_lead_to_the_data(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers={"Accept": "text/html"})
    link = f'href="{PATH}?format=ttl"'
    assert link in page.text
    assert client.get(f"{PATH}?format=ttl").mimetype == "text/turtle"
    if path == "/queries":
        assert f'<{PATH}>; rel="alternate"; type="text/turtle"' in page.headers["Link"]
