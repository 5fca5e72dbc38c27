"""The shapes and the ontology as the checks need them, parsed once for each base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from igr_kg import ids
from igr_kg.check.terms import graph_of
from igr_kg.graph import ontology

_TERM_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def parse_folder(folder: str, base: str) -> Graph:
    """Return all Turtle files of a folder as one graph in rdflib's memory, under a base.

    :param folder: ``ontology`` or ``shapes``
    :raises InputError: ``SYNTAX_ERROR`` for a file that is no Turtle
    """
    return graph_of(ontology.quads(base, folders=(folder,), names=False))


@dataclass(frozen=True, slots=True)
class Rule:
    """What a shape or dataset check says when it is broken.

    :param path: the property, with ``^`` when it is read backwards; empty for a node shape
    :param messages: a sentence by language tag
    """

    severity: str
    path: str
    messages: Mapping[str, str]


@dataclass(frozen=True)
class Shapes:
    """The shapes graph and an index of what its shapes and dataset checks say."""

    graph: Graph
    rules: Mapping[str, Rule]


@dataclass(frozen=True)
class Vocabulary:
    """What the ontology declares.

    :param context: sub-classes, concepts and what they group, the part of the ontology that shapes look at
    :param terms: IRIs of the declared classes, properties and named individuals, foreign ones included
    :param properties: IRIs of the declared properties
    :param concepts: IRIs of the concepts that belong to a scheme, and of the schemes
    """

    context: tuple[tuple[Node, Node, Node], ...]
    terms: frozenset[str]
    properties: frozenset[str]
    concepts: frozenset[str]


@cache
def shapes(base: str = ids.DEFAULT_BASE) -> Shapes:
    """Return the shapes of ``shapes/*.ttl`` under a base."""
    graph = with_targets_at_properties(parse_folder("shapes", base))
    said = set(graph.subjects(SH.message, None))
    return Shapes(graph, {str(s): _rule(graph, s) for s in said if isinstance(s, URIRef)})


def with_targets_at_properties(graph: Graph) -> Graph:
    """Return the shapes with each node shape's targets given to its property shapes instead.

    The same results (SHACL, section 4.7.2: the focus nodes of the one are those of the other),
    found in a third of the time: pySHACL validates all focus nodes of a property shape with targets at
    once, and one by one where the shape hangs on a node shape.
    """
    moved = [
        (node, target, shape)
        for node, target in graph.subject_objects(SH.targetClass)
        for shape in graph.objects(node, SH.property)
    ]
    for node, target, shape in moved:
        graph.remove((node, SH.property, shape))
        graph.add((shape, SH.targetClass, target))
    return graph


def _rule(graph: Graph, shape: Node) -> Rule:
    severity = graph.value(shape, SH.severity)
    messages = {m.language or "": str(m) for m in graph.objects(shape, SH.message) if isinstance(m, Literal)}
    path = graph.value(shape, SH.path)
    backwards = graph.value(path, SH.inversePath) if isinstance(path, BNode) else None
    written = f"^{backwards}" if backwards else "" if path is None else str(path)
    name = str(severity).removeprefix(str(SH)) if severity else "Violation"
    return Rule(name, written, dict(sorted(messages.items())))


@cache
def vocabulary(base: str = ids.DEFAULT_BASE) -> Vocabulary:
    """Return what ``ontology/*.ttl`` declares under a base."""
    graph = parse_folder("ontology", base)
    concepts = set(graph.subjects(SKOS.inScheme, None))
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    properties = {s for kind in _TERM_KINDS[1:] for s in graph.subjects(RDF.type, kind)}
    terms = properties | concepts | set(graph.subjects(RDF.type, OWL.Class))
    context = [
        *((s, RDFS.subClassOf, o) for s, o in graph.subject_objects(RDFS.subClassOf)),
        *((s, p, o) for p in (SKOS.inScheme, SKOS.narrower) for s, o in graph.subject_objects(p)),
    ]
    return Vocabulary(
        tuple(context),
        frozenset(map(str, terms)),
        frozenset(map(str, properties)),
        frozenset(map(str, concepts | schemes)),
    )
