"""Classes of things: which of them no thing can have together, and which of them shapes are about."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, product

from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.collection import Collection as RdfList

from igr_kg.check import assets
from igr_kg.check.parts import Dataset
from igr_kg.check.report import Coverage
from igr_kg.graph.quads import Quad, is_iri, value


@cache
def _above(base: str) -> Mapping[str, frozenset[str]]:
    """Return class -> itself and the named classes above it."""
    graph = assets.parse_folder("ontology", base)
    classes = {*graph.subjects(RDF.type, OWL.Class), *graph.subjects(RDFS.subClassOf, None)}
    return {
        str(c): frozenset(
            str(a) for a in graph.transitive_objects(c, RDFS.subClassOf) if isinstance(a, URIRef)
        )
        for c in classes
        if isinstance(c, URIRef)
    }


@cache
def _groups(base: str) -> tuple[frozenset[str], ...]:
    """Return the sets of classes that the ontology calls disjoint."""
    graph = assets.parse_folder("ontology", base)
    lists = [RdfList(graph, head) for head in graph.objects(None, OWL.members)]
    pairs = [frozenset((str(a), str(b))) for a, b in graph.subject_objects(OWL.disjointWith)]
    return (*(frozenset(map(str, members)) for members in lists), *pairs)


@cache
def _clash(one: str, other: str, base: str) -> bool:
    """Tell whether nothing can be of both classes."""
    above = _above(base)
    pairs = product(above.get(one, {one}), above.get(other, {other}))
    return any(a != b and a in group and b in group for a, b in pairs for group in _groups(base))


def clashes(data: Dataset, subjects: Iterable[str], own: Container[Quad] = ()) -> Iterator[tuple[Quad, str]]:
    """Yield each thing that has classes which nothing can have together, with those classes.

    :param subjects: terms of the things to look at, wherever their classes are stated
    :param own: statements of which one is named rather than of others
    """
    for subject in subjects:
        stated = data.types.get(subject, ())
        if len(stated) < 2:
            continue
        kinds = sorted({value(quad.o) for quad in stated if is_iri(quad.o)})
        apart = {kind for pair in combinations(kinds, 2) if _clash(*pair, data.base) for kind in pair}
        if apart:
            stated = sorted(quad for quad in stated if value(quad.o) in apart)
            yield min(stated, key=lambda quad: quad not in own), ", ".join(sorted(apart))


@cache
def _targets(base: str) -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """Return the shapes by the class, and by the property of the subject, that they are about."""
    graph = assets.shapes(base).graph

    def by(predicate: URIRef) -> Mapping[str, frozenset[str]]:
        targets = set(graph.objects(None, predicate))
        return {str(t): frozenset(_names(graph, predicate, t)) for t in targets}

    return by(SH.targetClass), by(SH.targetSubjectsOf)


def _names(graph: Graph, predicate: URIRef, target: object) -> Iterator[str]:
    for shape in graph.subjects(predicate, target):  # type: ignore[arg-type]
        if (shape, RDF.type, SH.NodeShape) in graph:
            yield str(shape).rpartition("#")[2].partition("-")[0]


def coverage(data: Dataset, quads: Sequence[Quad]) -> Coverage:
    """Return what the shapes look at among the things that some statements describe.

    :param data: these statements together with what tells the classes of things
    """
    by_class, by_property = _targets(data.base)
    above = _above(data.base)
    shapes: dict[str, set[str]] = {quad.s: set() for quad in quads}
    for quad in quads:
        shapes[quad.s] |= by_property.get(value(quad.p), frozenset())
    others: set[str] = set()
    for subject, found in shapes.items():
        kinds = {value(quad.o) for quad in data.types.get(subject, ()) if is_iri(quad.o)}
        for kind in kinds:
            for name in above.get(kind, {kind}):
                found |= by_class.get(name, frozenset())
        if not found:
            others |= kinds
    used = {name for found in shapes.values() for name in found}
    return Coverage(
        len(shapes), sum(map(bool, shapes.values())), tuple(sorted(used)), tuple(sorted(others)[:10])
    )
