"""Shapes and ontology say the same: what a shape allows never makes a reasoner infer something else."""

from __future__ import annotations

from functools import cache

import pyshacl
import pytest
from rdflib import RDFS, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from igr_kg import ids
from igr_kg.check import assets

BASE = ids.DEFAULT_BASE


@cache
def graphs() -> tuple[Graph, Graph]:
    return assets.parse_folder("shapes", BASE), assets.parse_folder("ontology", BASE)


def allowed(shape: Node) -> set[Node]:
    """Return the classes that a property shape allows its values to have."""
    shapes, _ = graphs()
    found = set(shapes.objects(shape, SH["class"]))
    for asked in shapes.objects(shape, SH.node):
        found |= allowed(asked)
    for alternatives in shapes.objects(shape, SH["or"]):
        for one in Collection(shapes, alternatives):
            found |= set(shapes.objects(one, SH["class"]))
    return found


def uses() -> list[tuple[Node, Node, Node]]:
    """Return target class, property shape and property wherever a shape speaks of a property."""
    shapes, _ = graphs()
    return [
        (target, shape, path)
        for node, target in shapes.subject_objects(SH.targetClass)
        for shape in shapes.objects(node, SH.property)
        for path in shapes.objects(shape, SH.path)
        if isinstance(path, URIRef)
    ]


def is_a(class_: Node, other: Node) -> bool:
    return other in set(graphs()[1].transitive_objects(class_, RDFS.subClassOf))


def test_domains_hold_wherever_a_shape_allows_a_property() -> None:
    _, ontology = graphs()
    wrong = [
        (target, path)
        for target, _, path in uses()
        for domain in ontology.objects(path, RDFS.domain)
        if not is_a(target, domain)
    ]
    assert wrong == []


def test_ranges_hold_for_every_class_that_a_shape_allows() -> None:
    _, ontology = graphs()
    wrong = [
        (path, class_)
        for _, shape, path in uses()
        for range_ in ontology.objects(path, RDFS.range)
        for class_ in allowed(shape)
        if not is_a(class_, range_)
    ]
    assert wrong == []


def test_every_class_that_a_shape_allows_is_declared() -> None:
    declared = assets.vocabulary(BASE).terms
    shapes, _ = graphs()
    named = set(shapes.objects(None, SH["class"])) | set(shapes.objects(None, SH.targetClass))
    assert {str(c) for c in named} <= declared


@pytest.mark.slow
def test_the_shapes_are_well_formed_by_the_shapes_of_shacl() -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=graphs()[0], meta_shacl=True)
    assert conforms, text


def test_every_shape_has_a_stable_name_of_ours() -> None:
    shapes, _ = graphs()
    named = {s for p in (SH.targetClass, SH.message, SH.property) for s in shapes.subjects(p, None)}
    assert all(str(shape).startswith(f"{BASE}shapes#") for shape in named)
