"""The ontology is complete, bilingual, inside OWL 2 DL and RL, and borrows only terms that exist."""

from __future__ import annotations

from functools import cache

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from igr_kg import ids
from igr_kg.check.assets import parse_folder
from igr_kg.graph.ontology import quads
from tests.support import TOP

IGR = Namespace(f"{ids.DEFAULT_BASE}ontology#")
ONTOLOGY = URIRef(f"{ids.DEFAULT_BASE}ontology")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
VOCABULARIES = TOP / "data" / "vocabularies"
NAMESPACES = {
    "allot": "https://w3id.org/akn/ontology/allot/",
    "bibo": "http://purl.org/ontology/bibo/",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "elidl": "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "ibis": "http://privatealpha.com/ontology/ibis/1#",
    "m8g": "http://data.europa.eu/m8g/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "undo": "https://w3id.org/un/ontology/undo/",
    "vann": "http://purl.org/vocab/vann/",
}


@cache
def ontology() -> Graph:
    return parse_folder("ontology", ids.DEFAULT_BASE)


def own_terms() -> list[Node]:
    graph = ontology()
    terms = {s for kind in KINDS for s in graph.subjects(RDF.type, kind) if str(s).startswith(str(IGR))}
    return sorted(terms | set(graph.subjects(RDF.type, SKOS.Concept)), key=str)


def schemes() -> list[Node]:
    return sorted(ontology().subjects(RDF.type, SKOS.ConceptScheme), key=str)


def languages(term: Node, *properties: URIRef) -> set[str | None]:
    values = (o for p in properties for o in ontology().objects(term, p))
    return {o.language for o in values if isinstance(o, Literal) and str(o).strip()}


def test_every_term_has_a_label_and_a_definition_in_english_and_chinese() -> None:
    for term in [*own_terms(), *schemes()]:
        assert languages(term, RDFS.label, SKOS.prefLabel) >= {"en", "zh"}, term
        assert languages(term, SKOS.definition) >= {"en", "zh"}, term


def test_the_header_says_version_licence_and_title() -> None:
    graph = ontology()
    assert str(graph.value(ONTOLOGY, OWL.versionIRI)).startswith(f"{ONTOLOGY}/")
    assert str(graph.value(ONTOLOGY, OWL.versionIRI)).endswith(str(graph.value(ONTOLOGY, OWL.versionInfo)))
    assert list(graph.objects(None, OWL.imports)) == []
    for name in (RDFS.label, DCTERMS.title, DCTERMS.description):
        assert languages(ONTOLOGY, name) == {"en", "zh", "fr", "es", "ru", "ar"}


def test_domains_ranges_and_parents_are_declared_and_of_the_right_kind() -> None:
    graph = ontology()
    classes = set(graph.subjects(RDF.type, OWL.Class))
    for _, domain in graph.subject_objects(RDFS.domain):
        assert domain in classes
    for term, range_ in graph.subject_objects(RDFS.range):
        if (term, RDF.type, OWL.ObjectProperty) in graph:
            assert range_ in classes, term
        else:
            assert range_ in {RDFS.Literal, XSD.integer, XSD.decimal, XSD.string, XSD.boolean}, term
    for child, parent in graph.subject_objects(RDFS.subPropertyOf):
        assert any({child, parent} <= set(graph.subjects(RDF.type, kind)) for kind in KINDS[1:]), child


def test_only_what_owl_2_rl_can_say() -> None:
    """Sub-classes, inverses, characteristics, chains and disjoint classes; nothing that needs more."""
    said = {p for p in ontology().predicates() if str(p).startswith(str(OWL))}
    of_versions = {OWL.versionIRI, OWL.versionInfo, OWL.priorVersion, OWL.deprecated}
    of_versions |= {OWL.backwardCompatibleWith, OWL.incompatibleWith}
    logical = {OWL.members, OWL.inverseOf, OWL.disjointWith, OWL.propertyChainAxiom}
    assert said - of_versions <= logical
    kinds = {o for o in ontology().objects(None, RDF.type) if str(o).startswith(str(OWL))}
    characteristics = {OWL.FunctionalProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty}
    assert kinds <= {*KINDS, *characteristics, OWL.Ontology, OWL.AllDisjointClasses}
    blank = {s for s in ontology().subjects() if isinstance(s, BNode)}
    lists = {s for s in blank if (s, RDF.first, None) in ontology()}
    assert {o for s in blank - lists for o in ontology().objects(s, RDF.type)} == {OWL.AllDisjointClasses}


def test_what_is_asymmetric_or_irreflexive_follows_from_no_chain() -> None:
    """OWL 2 Structural Specification, section 11.2: such properties are simple, or nothing can be decided."""
    graph = ontology()
    chained = set(graph.subjects(OWL.propertyChainAxiom, None))
    assert chained
    above = {p for name in chained for p in graph.transitive_objects(name, RDFS.subPropertyOf)}
    above |= {p for name in above for p in graph.objects(name, OWL.inverseOf)}
    above |= {p for name in above for p in graph.subjects(OWL.inverseOf, name)}
    strict = {
        s
        for kind in (OWL.AsymmetricProperty, OWL.IrreflexiveProperty)
        for s in graph.subjects(RDF.type, kind)
    }
    assert strict
    assert above & strict == set()


def test_functional_properties_are_of_data() -> None:
    """Two values of a functional object property would make two things one; SHACL counts those instead."""
    graph = ontology()
    functional = set(graph.subjects(RDF.type, OWL.FunctionalProperty))
    assert functional
    assert functional <= set(graph.subjects(RDF.type, OWL.DatatypeProperty))


def test_every_foreign_term_exists() -> None:
    known: set[str] = set()
    for prefix, namespace in NAMESPACES.items():
        rows = (VOCABULARIES / f"{prefix}.tsv").read_text(encoding="utf-8").split()
        assert rows[0] == "iri"
        assert rows[1:] == sorted(set(rows[1:]))
        assert all(row.startswith(namespace) for row in rows[1:])
        known.update(rows[1:])
    foreign = {
        str(t)
        for triple in ontology()
        for t in triple
        if isinstance(t, URIRef) and str(t).startswith(tuple(NAMESPACES.values()))
    }
    assert foreign - known == set()


def test_every_list_of_foreign_terms_names_its_source() -> None:
    sources = (VOCABULARIES / "SOURCES.md").read_text(encoding="utf-8")
    assert {path.stem for path in VOCABULARIES.glob("*.tsv")} == set(NAMESPACES)
    for prefix in NAMESPACES:
        assert f"`{prefix}.tsv`" in sources


def test_alignment_borrows_no_foreign_term_without_declaring_its_kind() -> None:
    graph = ontology()
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
        for parent in graph.objects(None, predicate):
            assert any((parent, RDF.type, kind) in graph for kind in KINDS), parent


def test_every_concept_is_in_one_scheme_under_its_notation() -> None:
    graph = ontology()
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        (scheme,) = graph.objects(concept, SKOS.inScheme)
        assert scheme in schemes()
        assert list(graph.objects(concept, SKOS.topConceptOf)) in ([scheme], [])
        notation = str(graph.value(concept, SKOS.notation))
        assert str(concept) in {f"{scheme}/{notation}", f"{IGR}{notation}"}


def test_on_another_base_nothing_of_the_default_one_is_left() -> None:
    base = "http://localhost:8000/kg/"
    left = [quad for quad in quads(base) if any(ids.DEFAULT_BASE in term for term in quad)]
    assert left == []
    assert len(quads(base)) == len(quads())
