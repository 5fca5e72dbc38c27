"""Checks of what the ontology states of its terms; which ones see :mod:`igr_kg.check.quality`."""

from __future__ import annotations

from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, URIRef
from rdflib.collection import Collection as RdfList
from rdflib.namespace import DCTERMS

from igr_kg.check.ontology import Found, Ontology

HIERARCHY = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader)
_ABOUT = (SH.path, SH.inversePath, SH.targetSubjectsOf)
_TWO_PLACED = (OWL.SymmetricProperty, OWL.AsymmetricProperty, OWL.TransitiveProperty, OWL.IrreflexiveProperty)


def undeclared(of: Ontology) -> Found:
    """P34, P35: every term of ours that is named anywhere is declared."""
    known = {*of.everything, URIRef(f"{of.base}ontology#")}
    for where, graph in (("the ontology", of.graph), ("the shapes", of.shapes)):
        named = {t for triple in graph for t in triple if isinstance(t, URIRef)}
        for term in sorted(t for t in named if t.startswith(f"{of.base}ontology#")):
            if term not in known:
                yield term, f"is named in {where} and not declared"


def two_kinds(of: Ontology) -> Found:
    """P02 in spirit and OWL 2 DL, section 5.8.1: a term is of one kind."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    for term in {*of.classes, *of.properties}:
        found = [kind for kind in kinds if (term, RDF.type, kind) in of.graph]
        if len(found) > 1:
            yield term, f"is of {len(found)} kinds"


def cycle(of: Ontology) -> Found:
    """P06: nothing is above itself."""
    for name in HIERARCHY:
        for term in sorted(set(of.graph.subjects(name, None)), key=str):
            for parent in of.graph.objects(term, name):
                if term in set(of.graph.transitive_objects(parent, name)):
                    yield term, f"is above itself by {name.n3()}"


def redundant_parent(of: Ontology) -> Found:
    """ROBOT multiple_equivalent, redundant axioms: what follows from others is not said again."""
    for name in HIERARCHY:
        for term in sorted(set(of.graph.subjects(name, None)), key=str):
            parents = set(of.graph.objects(term, name))
            for parent in parents:
                others = parents - {parent}
                if any(parent in set(of.graph.transitive_objects(other, name)) for other in others):
                    yield term, f"{parent} is said and follows"


def wrong_inverse(of: Ontology) -> Found:
    """P05, P25, P26: inverses are object properties and mirror each other's domain and range."""
    graph = of.graph
    for one, other in graph.subject_objects(OWL.inverseOf):
        for term in (one, other):
            if isinstance(term, URIRef) and (term, RDF.type, OWL.ObjectProperty) not in graph:
                yield term, "has an inverse and is no object property"
        if one == other:
            yield one, "is its own inverse and not called symmetric"
        for here, there in ((RDFS.domain, RDFS.range), (RDFS.range, RDFS.domain)):
            mine, theirs = set(graph.objects(one, here)), set(graph.objects(other, there))
            if mine and theirs and mine != theirs:
                yield one, f"{here.n3()} is not {there.n3()} of its inverse {other}"
        for term in (one, other):
            if (term, RDF.type, OWL.SymmetricProperty) in graph and one != other:
                yield term, "is symmetric and has another property as inverse"


def wrong_characteristics(of: Ontology) -> Found:
    """P27 to P29 in spirit: characteristics are of object properties, and no two are opposites."""
    for kind in _TWO_PLACED:
        for term in of.graph.subjects(RDF.type, kind):
            if (term, RDF.type, OWL.ObjectProperty) not in of.graph:
                yield term, f"is {kind.n3()} and no object property"
    for term in of.graph.subjects(RDF.type, OWL.SymmetricProperty):
        if (term, RDF.type, OWL.AsymmetricProperty) in of.graph:
            yield term, "is symmetric and asymmetric"
        if set(of.graph.objects(term, RDFS.domain)) != set(of.graph.objects(term, RDFS.range)):
            yield term, "is symmetric and has a domain other than its range"


def domain_or_range_missing(of: Ontology) -> Found:
    """P11: a property says what it is used on and what its values are; or a shape or a note does."""
    for term in of.properties:
        if (term, RDF.type, OWL.AnnotationProperty) in of.graph:
            continue
        inverses = {*of.graph.objects(term, OWL.inverseOf), *of.graph.subjects(OWL.inverseOf, term)}
        told = any(of.graph.objects(term, SKOS.scopeNote))
        told |= any((None, path, one) in of.shapes for one in (term, *inverses) for path in _ABOUT)
        for name, mirrored in ((RDFS.domain, RDFS.range), (RDFS.range, RDFS.domain)):
            stated = (term, name, None) in of.graph or any((i, mirrored, None) in of.graph for i in inverses)
            if not told and not stated:
                yield term, f"no {name.n3()}, no shape and no note"


def several_domains(of: Ontology) -> Found:
    """P19: several domains or ranges are an intersection, hardly ever meant."""
    for term in of.properties:
        for name in (RDFS.domain, RDFS.range):
            if len(set(of.graph.objects(term, name))) > 1:
                yield term, f"several values of {name.n3()}"


def narrower_property(of: Ontology) -> Found:
    """P19 in spirit: the domain and range of a special property lie at or below those of the general one."""
    for child, parent in of.graph.subject_objects(RDFS.subPropertyOf):
        for name in (RDFS.domain, RDFS.range):
            for wide in of.graph.objects(parent, name):
                for narrow in of.graph.objects(child, name):
                    plain = isinstance(wide, URIRef) and isinstance(narrow, URIRef)
                    if plain and wide not in set(of.graph.transitive_objects(narrow, RDFS.subClassOf)):
                        yield child, f"{name.n3()} {narrow} is not below {wide}"


def disjoint_with_parent(of: Ontology) -> Found:
    """P10 turned round: classes that share nothing have no class below both."""
    groups = [set(RdfList(of.graph, head)) for head in of.graph.objects(None, OWL.members)]
    groups += [{a, b} for a, b in of.graph.subject_objects(OWL.disjointWith)]
    above = {c: set(of.graph.transitive_objects(c, RDFS.subClassOf)) for c in of.classes}
    for term, parents in above.items():
        for group in groups:
            if len(parents & group) > 1:
                yield term, f"is below classes that share nothing: {sorted(map(str, parents & group))}"


def no_disjointness(of: Ontology) -> Found:
    """P10: every top class shares nothing with some other, or a note says why that is left open."""
    named = {m for head in of.graph.objects(None, OWL.members) for m in RdfList(of.graph, head)}
    named |= {t for pair in of.graph.subject_objects(OWL.disjointWith) for t in pair}
    for term in of.classes:
        told = any(of.graph.objects(term, SKOS.scopeNote))
        if not told and not named & set(of.graph.transitive_objects(term, RDFS.subClassOf)):
            yield term, "nothing is said to be disjoint with it"


def unconnected(of: Ontology) -> Found:
    """P04: a class has a place: something above or below it, a property, a shape, or a correspondence."""
    for term in of.classes:
        others = {p for _, p in of.graph.subject_predicates(term)} - {RDF.first, OWL.annotatedSource}
        shaped = any(of.shapes.subject_predicates(term))
        if not others and not shaped and (term, RDFS.subClassOf, None) not in of.graph:
            yield term, "stands alone"


def deprecated_reference(of: Ontology) -> Found:
    """ROBOT deprecated_class_reference: nothing rests on what is deprecated, which has a successor."""
    said = [s for s, o in of.graph.subject_objects(OWL.deprecated) if str(o).casefold() in ("true", "1")]
    skip = {DCTERMS.replaces, DCTERMS.isReplacedBy, OWL.annotatedSource, RDFS.seeAlso}
    for term in said:
        if not any(of.graph.objects(term, DCTERMS.isReplacedBy)):
            yield term, "is deprecated and names no successor"
        for subject, name in [*of.graph.subject_predicates(term), *of.shapes.subject_predicates(term)]:
            if subject not in said and name not in skip:
                yield term, f"is deprecated and {subject} rests on it"


def unused(of: Ontology) -> Found:
    """P04 in spirit: every class and property is used by data, code, queries or shapes."""
    for term in [*of.classes, *of.properties] if of.used is not None else []:
        either = [term, *of.graph.objects(term, OWL.inverseOf), *of.graph.subjects(OWL.inverseOf, term)]
        if not any(str(one).partition("#")[2] in (of.used or ()) for one in either):
            yield term, "is used nowhere, nor is its inverse"


def bad_concept(of: Ontology) -> Found:
    """SKOS, section 4: a concept is in one scheme, has one notation, and a place in the scheme."""
    for term in of.graph.subjects(RDF.type, SKOS.Concept):
        if not str(term).startswith(of.base):
            continue
        for name in (SKOS.inScheme, SKOS.notation):
            count = len(set(of.graph.objects(term, name)))
            if count != 1:
                yield term, f"{count} values of {name.n3()}"
        for scheme in of.graph.objects(term, SKOS.inScheme):
            top = (term, SKOS.topConceptOf, scheme) in of.graph
            if top == any(of.graph.objects(term, SKOS.broader)):
                yield term, "is both top and below another" if top else "is neither top nor below another"


def remote_import(of: Ontology) -> Found:
    """P37 in spirit: nothing is fetched from elsewhere when the ontology is loaded."""
    for subject, target in of.graph.subject_objects(OWL.imports):
        yield subject, f"imports {target}"


def stray_blank(of: Ontology) -> Found:
    """RDF mapping of OWL 2: an unnamed node belongs to something, or is an axiom of its own."""
    for node in {s for s in of.graph.subjects() if isinstance(s, BNode)}:
        axiom = any(str(o).startswith(str(OWL)) for o in of.graph.objects(node, RDF.type))
        if not axiom and not any(of.graph.subjects(None, node)):
            yield node, "belongs to nothing"
