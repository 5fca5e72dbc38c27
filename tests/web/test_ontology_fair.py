"""The 24 checks of FOOPS! (D. Garijo, O. Corcho, M. Poveda-Villalón, 2021), asked of the ontology as served.

Named as there. Three of them ask registries on the web (FIND2, FIND3, FIND3_BIS): here is asked for what a
registry would read. No DOI was assigned, and none is claimed (OM3).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, VANN

from igr_kg import config, ids
from igr_kg.store.port import Store
from igr_kg.web.app import create_app

# rdflib's own parser of JSON-LD uses what rdflib itself gives up.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
BASE = ids.DEFAULT_BASE
IRI = URIRef(f"{BASE}ontology")
BIBO = Namespace("http://purl.org/ontology/bibo/")
SCHEMA = Namespace("https://schema.org/")
RDF_TYPES = {
    "text/turtle": "turtle",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
}
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def served(release_store: Store, release_folder: Path) -> FlaskClient:
    return create_app(config.load({}, environ={}), release_store, release_folder).test_client()


@cache
def parsed(data: bytes, syntax: str) -> Graph:
    return Graph().parse(data=data, format=syntax)


@pytest.fixture(scope="module")
def graph(served: FlaskClient) -> Graph:
    return parsed(served.get("/ontology", headers={"Accept": "application/rdf+xml"}).data, "xml")


def local(iri: object) -> str:
    """Return the path of one of our IRIs on the served site."""
    assert str(iri).startswith(BASE)
    return "/" + str(iri).removeprefix(BASE)


def has(graph: Graph, *properties: URIRef) -> bool:
    return all(any(str(o).strip() for o in graph.objects(IRI, p)) for p in properties)


def terms(graph: Graph) -> set[URIRef]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    found = {s for kind in kinds for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}
    return {s for s in found if s.startswith(f"{IRI}#")}


def test_cn1_content_negotiation(served: FlaskClient) -> None:
    for media_type in ("text/html", *RDF_TYPES):
        answer = served.get("/ontology", headers={"Accept": media_type})
        assert (answer.status_code, answer.mimetype) == (200, media_type)


def test_doc1_html_documentation(served: FlaskClient) -> None:
    for path in ("/ontology", "/ontology.html"):
        answer = served.get(path, headers=HTML)
        assert answer.mimetype == "text/html"
        assert '<section class="term" id="Act">' in answer.text


def test_find1_prefix(graph: Graph) -> None:
    assert list(graph.objects(IRI, VANN.preferredNamespacePrefix)) == [Literal("igr")]


def test_find2_prefix_as_a_registry_would_hold_it(served: FlaskClient, graph: Graph) -> None:
    """Prefix and namespace go together in the header, the JSON-LD context and what is serialised."""
    (namespace,) = graph.objects(IRI, VANN.preferredNamespaceUri)
    assert served.get("/context.jsonld").get_json()["@context"]["igr"] == str(namespace)
    assert f"@prefix igr: <{namespace}>" in served.get("/ontology.ttl").text


def test_find3_in_a_catalogue(served: FlaskClient, graph: Graph) -> None:
    (catalogue,) = graph.objects(IRI, SCHEMA.includedInDataCatalog)
    answer = served.get(local(catalogue), headers={"Accept": "text/turtle"})
    assert answer.status_code == 200
    assert "dcat:Catalog" in answer.text


def test_find3_bis_metadata_apart_from_the_ontology(served: FlaskClient, graph: Graph) -> None:
    """What the header says is held in the data set too: the endpoint answers without the page."""
    query = f"SELECT ?p ?o WHERE {{ <{IRI}> ?p ?o }}"
    answer = served.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
    assert answer.status_code == 200
    for name in (DCTERMS.title, DCTERMS.license, DCTERMS.creator, OWL.versionIRI):
        assert str(name) in answer.text


def test_http1_open_protocol(graph: Graph) -> None:
    assert IRI.startswith("https://")
    assert all(str(s).startswith("https://") for s in terms(graph))


def test_om1_minimum_metadata(graph: Graph) -> None:
    assert has(graph, DCTERMS.title, DCTERMS.description, DCTERMS.license)
    assert has(graph, OWL.versionIRI, DCTERMS.creator, VANN.preferredNamespaceUri)


def test_om2_recommended_metadata(graph: Graph) -> None:
    assert has(graph, VANN.preferredNamespacePrefix, OWL.versionInfo, DCTERMS.created)
    citations = [o for o in graph.objects(IRI, DCTERMS.bibliographicCitation) if isinstance(o, Literal)]
    assert {o.language for o in citations} == {"en", "zh"}
    titles = {str(o) for o in graph.objects(IRI, DCTERMS.title)}
    assert all(any(title in o for title in titles) for o in citations)


def test_om3_detailed_metadata(served: FlaskClient, graph: Graph) -> None:
    assert has(graph, DCTERMS.publisher, FOAF.logo, BIBO.status, DCTERMS.source, DCTERMS.issued)
    assert has(graph, DCTERMS.modified)
    assert not list(graph.objects(IRI, BIBO.doi))
    (logo,) = graph.objects(IRI, FOAF.logo)
    assert served.get(local(logo), buffered=True).mimetype == "image/svg+xml"
    for source in graph.objects(IRI, DCTERMS.source):
        assert served.get(local(source)).status_code == 303


def test_om4_1_licence(graph: Graph) -> None:
    assert len(list(graph.objects(IRI, DCTERMS.license))) == 1


def test_om4_2_licence_is_one_that_resolves(served: FlaskClient, graph: Graph) -> None:
    """The address is that of the licence itself, as the catalogue gives it with its name."""
    (licence,) = graph.objects(IRI, DCTERMS.license)
    assert re.fullmatch(r"https://creativecommons\.org/licenses/[a-z-]+/4\.0/", str(licence))
    catalogue = served.get("/catalog", headers={"Accept": "application/n-triples"}).text
    assert f"<{licence}> <{RDF.type}> <{DCTERMS.LicenseDocument}>" in catalogue


def test_om5_1_basic_provenance(graph: Graph) -> None:
    assert has(graph, DCTERMS.creator, DCTERMS.created)
    (creator,) = graph.objects(IRI, DCTERMS.creator)
    assert list(graph.objects(creator, RDF.type)) or str(creator).startswith(BASE)


def test_om5_2_detailed_provenance(graph: Graph) -> None:
    assert has(graph, DCTERMS.issued, DCTERMS.publisher)
    dates = {name: o for name in ("created", "issued", "modified") for o in graph.objects(IRI, DCTERMS[name])}
    assert all(isinstance(o, Literal) and o.datatype == XSD.date for o in dates.values())
    assert str(dates["created"]) <= str(dates["issued"]) <= str(dates["modified"])


def test_purl1_persistent_address() -> None:
    assert re.match(r"https://(w3id\.org|purl\.org|doi\.org)/", IRI)


def test_rdf1_rdf_is_available(served: FlaskClient, graph: Graph) -> None:
    sizes = set()
    for media_type, syntax in RDF_TYPES.items():
        found = parsed(served.get("/ontology", headers={"Accept": media_type}).data, syntax)
        assert (IRI, RDF.type, OWL.Ontology) in found
        sizes.add(len(found))
    assert sizes == {len(graph)}


def test_uri1_the_ontology_and_each_term_resolve(served: FlaskClient, graph: Graph) -> None:
    page = served.get(local(IRI), headers=HTML).text
    anchors = set(re.findall(r' id="([^"]+)"', page))
    assert {term.partition("#")[2] for term in terms(graph)} <= anchors


def test_uri2_the_ontology_is_named_by_its_address(graph: Graph) -> None:
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [IRI]


def test_ver1_version_iri(graph: Graph) -> None:
    (version,) = graph.objects(IRI, OWL.versionIRI)
    assert version != IRI
    (info,) = graph.objects(IRI, OWL.versionInfo)
    assert str(version) == f"{IRI}/{info}"


def test_ver2_the_version_iri_resolves(served: FlaskClient, graph: Graph) -> None:
    (version,) = graph.objects(IRI, OWL.versionIRI)
    for media_type in ("text/html", *RDF_TYPES):
        answer = served.get(local(version), headers={"Accept": media_type})
        assert (answer.status_code, answer.mimetype) == (200, media_type)


def test_voc1_metadata_reuse_vocabularies(graph: Graph) -> None:
    used = {str(p) for p in graph.predicates(IRI)}
    for namespace in (DCTERMS, VANN, FOAF, SCHEMA, BIBO):
        assert any(p.startswith(str(namespace)) for p in used), namespace


def test_voc2_terms_reuse_vocabularies(graph: Graph) -> None:
    ours = terms(graph)
    above = {
        o for s in ours for p in (RDFS.subClassOf, RDFS.subPropertyOf) for o in graph.objects(s, p)
    } - ours
    assert {"http://www.w3.org/ns/prov#", "http://www.w3.org/ns/org#"} <= {
        str(o).rpartition("#")[0] + "#" for o in above
    }


def test_voc3_every_term_has_labels(graph: Graph) -> None:
    assert len(terms(graph)) > 200
    assert [t for t in terms(graph) if not list(graph.objects(t, RDFS.label))] == []


def test_voc4_every_term_has_a_definition(graph: Graph) -> None:
    assert [t for t in terms(graph) if not list(graph.objects(t, SKOS.definition))] == []


def test_there_are_as_many_as_foops_has() -> None:
    names = [name for name in globals() if re.match(r"test_[a-z]+\d", name)]
    assert len(names) == 24
