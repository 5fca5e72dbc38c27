"""What the endpoint says of itself (SPARQL 1.1 Service Description), and its example queries.

Only what is so is said: a feature that is not listed is not there. The default graph is called as the
release is called, whose VoID at ``/.well-known/void`` has its classes and properties.
"""

from __future__ import annotations

from functools import lru_cache

from flask import request

from igr_kg.config import Settings
from igr_kg.graph import quads, syntax
from igr_kg.graph.quads import Quad
from igr_kg.release.catalogue import texts
from igr_kg.store.port import QueryError
from igr_kg.store.search_tokens import NAMESPACE, PROPERTIES
from igr_kg.web import formats, queries, query_examples, state
from igr_kg.web.data import Data

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
_SIMPLE = "http://www.w3.org/ns/entailment/Simple"
_GEOMETRY = "http://www.opengis.net/def/function/geosparql/"
_CASTS = "date time gYear gYearMonth gMonthDay gDay gMonth duration yearMonthDuration dayTimeDuration"
_GEOMETRIC = """area asGeoJSON centroid convexHull coordinateDimension difference dimension distance envelope
getSRID intersection isEmpty isSimple length perimeter relate spatialDimension symDifference union
sfEquals sfDisjoint sfIntersects sfTouches sfCrosses sfWithin sfContains sfOverlaps
ehEquals ehDisjoint ehMeet ehOverlap ehCovers ehCoveredBy ehInside ehContains
rcc8eq rcc8dc rcc8ec rcc8po rcc8tppi rcc8tpp rcc8ntpp rcc8ntppi"""
FUNCTIONS = tuple(
    [f"{quads.XSD}{name}" for name in _CASTS.split()] + [_GEOMETRY + name for name in _GEOMETRIC.split()]
)
"""IRIs of the functions that the engine has beyond those of SPARQL 1.1 (section 17); each is tested."""

_GRAPHS = "SELECT ?g WHERE { GRAPH ?g {} } ORDER BY ?g"
_COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"


def examples() -> list[queries.Example]:
    """Return the example queries in the language of the page."""
    return queries.examples()


@lru_cache(maxsize=16)
def graph_sizes(data: Data) -> tuple[tuple[str, int], ...]:
    """Return every named graph of a release with the number of its statements, counted once."""
    return tuple((quads.value(row["g"]), int(quads.value(row["n"]))) for row in data.rows(_COUNTS))


def _named_graphs(data: Data) -> list[tuple[str, int | None]]:
    """Return every named graph with its size, or without one where counting passes the time of a query."""
    try:
        return [*graph_sizes(data)]
    except QueryError:
        return [(quads.value(row["g"]), None) for row in data.rows(_GRAPHS)]


def _limits(settings: Settings) -> str:
    """Return the limits in plain words."""
    return (
        f"A query may take {settings.query_timeout:g} seconds and {settings.query_memory_mb:,} megabytes; an "
        f"answer may hold {settings.query_max_rows:,} solutions or statements and "
        f"{settings.query_max_bytes:,} bytes; a request may hold {settings.query_max_length:,} bytes. "
        "An answer that would pass a limit is an error and never a shorter answer. Updates are refused. "
        "Any graph may be named in a dataset; one that is not listed is empty. No graph is fetched from "
        "elsewhere."
    )


def _statements() -> list[Quad]:
    site = state.site()
    base, settings = site.settings.base_iri, site.settings
    root = request.url_root.rstrip("/")
    service, dataset = quads.node(f"{base}sparql"), quads.node(f"{base}sparql#dataset")
    release = f"{base}dataset/igr/{site.version}"
    rows: list[Quad] = []

    def say(subject: str, predicate: str, *values: str) -> None:
        rows.extend(Quad(subject, quads.term(predicate, base), value) for value in values)

    def called(*names: str) -> list[str]:
        return [quads.term(name, base) for name in names]

    say(service, "rdf:type", *called("sd:Service"))
    say(service, "sd:endpoint", quads.node(request.base_url))
    say(service, "rdfs:seeAlso", quads.node(root + query_examples.PATH))
    say(service, "dcterms:license", quads.node(texts()["licence"]))
    say(service, "dcterms:description", quads.literal(_limits(settings), language="en"))
    say(service, "sd:supportedLanguage", *called("sd:SPARQL10Query", "sd:SPARQL11Query"))
    say(service, "sd:defaultEntailmentRegime", quads.node(_SIMPLE))
    say(service, "sd:feature", *(called("sd:BasicFederatedQuery") if settings.services else ()))
    say(service, "sd:resultFormat", *(quads.node(_FORMATS + name) for name in _RESULT_FORMATS))
    say(service, "sd:extensionFunction", *map(quads.node, FUNCTIONS))
    for function in FUNCTIONS:
        say(quads.node(function), "rdf:type", *called("sd:Function"))
    for name in PROPERTIES:
        feature = quads.node(f"{base}{NAMESPACE}{name}")
        say(service, "sd:propertyFeature", feature)
        say(feature, "rdf:type", *called("sd:Feature"))
    say(service, "sd:defaultDataset", dataset)
    say(service, "sd:availableGraphs", dataset)
    say(dataset, "rdf:type", *called("sd:Dataset", "sd:GraphCollection"))
    say(dataset, "dcterms:hasVersion", quads.literal(site.version))
    say(dataset, "sd:defaultGraph", quads.node(release))
    say(quads.node(release), "rdf:type", *called("sd:Graph", "void:Dataset"))
    say(quads.node(release), "void:triples", quads.literal(site.triples))
    say(quads.node(release), "void:sparqlEndpoint", quads.node(request.base_url))
    say(quads.node(release), "rdfs:seeAlso", quads.node(f"{root}/.well-known/void"))
    for iri, count in _named_graphs(site.data):
        graph = quads.node(iri)
        entry = quads.node(f"{base}sparql#graph-{iri.removeprefix(base).replace('/', '.')}")
        say(dataset, "sd:namedGraph", entry)
        say(entry, "rdf:type", *called("sd:NamedGraph"))
        say(entry, "sd:name", graph)
        say(entry, "sd:graph", graph)
        say(graph, "rdf:type", *called("sd:Graph", "void:Dataset"))
        say(graph, "void:triples", *([] if count is None else [quads.literal(count)]))
    return rows


def serialise(chosen: formats.Format) -> bytes:
    """Return the service description in a format."""
    return syntax.serialise(_statements(), chosen.suffix, base=state.site().settings.base_iri)
