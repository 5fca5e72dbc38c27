"""What the endpoint says of itself (SPARQL 1.1 Service Description), and its example queries."""

from __future__ import annotations

from flask import request

from igr_kg.graph import quads, syntax
from igr_kg.graph.quads import Quad
from igr_kg.store.search_tokens import NAMESPACE, PROPERTIES
from igr_kg.web import formats, queries, query_examples, state

MOST_GRAPHS = 1000
STARTER = """PREFIX igr: <{base}ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?meeting ?name ?start ?place WHERE {{
  ?meeting igr:startDate ?start .
  OPTIONAL {{ ?meeting igr:meetingOf/skos:prefLabel ?name FILTER(LANG(?name) = "en") }}
  OPTIONAL {{ ?meeting igr:heldIn ?place }}
}} ORDER BY ?start"""

_FORMATS = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)


def examples() -> list[queries.Example]:
    """Return the example queries in the language of the page."""
    return queries.examples()


def _statements() -> list[Quad]:
    base = state.site().settings.base_iri
    service, dataset, default = (
        quads.node(f"{base}sparql{tail}") for tail in ("", "#dataset", "#default-graph")
    )
    rows: list[Quad] = []

    def say(subject: str, predicate: str, value: str) -> None:
        rows.append(Quad(subject, quads.term(predicate, base), value))

    say(service, "rdf:type", quads.term("sd:Service", base))
    say(service, "sd:endpoint", quads.node(request.base_url))
    say(service, "rdfs:seeAlso", quads.node(request.url_root.rstrip("/") + query_examples.PATH))
    say(service, "sd:supportedLanguage", quads.term("sd:SPARQL11Query", base))
    for name in PROPERTIES:
        say(service, "sd:propertyFeature", quads.node(f"{base}{NAMESPACE}{name}"))
    for name in _RESULT_FORMATS:
        say(service, "sd:resultFormat", quads.node(_FORMATS + name))
    say(service, "sd:defaultDataset", dataset)
    say(dataset, "rdf:type", quads.term("sd:Dataset", base))
    say(dataset, "sd:defaultGraph", default)
    say(dataset, "dcterms:hasVersion", quads.literal(state.site().version))
    say(default, "rdf:type", quads.term("sd:Graph", base))
    say(default, "void:triples", quads.literal(state.site().triples))
    found = state.site().data.rows(
        "SELECT ?g WHERE { GRAPH ?g {} } ORDER BY ?g LIMIT $most", most=MOST_GRAPHS
    )
    for row in found:
        name = quads.value(row["g"])
        entry = quads.node(f"{base}sparql#graph-{quads.value(row['g']).removeprefix(base).replace('/', '.')}")
        say(dataset, "sd:namedGraph", entry)
        say(entry, "rdf:type", quads.term("sd:NamedGraph", base))
        say(entry, "sd:name", quads.node(name))
    return rows


def serialise(chosen: formats.Format) -> bytes:
    """Return the service description in a format."""
    return syntax.serialise(_statements(), chosen.suffix, base=state.site().settings.base_iri)
