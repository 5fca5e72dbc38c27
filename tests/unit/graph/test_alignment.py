"""The alignment in the graph of the ontology is that of the mapping set, and foreign terms have a kind."""

from __future__ import annotations

from igr_kg.graph import ontology
from igr_kg.graph.alignment import SUBCLASS, SUBPROPERTY, alignment, terms
from igr_kg.graph.quads import RDF_TYPE, Quad, node, value

OWL = "http://www.w3.org/2002/07/owl#"
IGR = "https://w3id.org/igr/ontology#"


def test_every_row_is_a_statement_of_the_ontology_on_any_base() -> None:
    said = {(value(q.s), value(q.p), value(q.o)) for q in ontology.quads("http://a.example/", ("ontology",))}
    assert len(terms().rows) >= 160
    for row in terms().rows:
        moved = row.subject.replace("https://w3id.org/igr/", "http://a.example/")
        assert (moved, row.predicate, row.object) in said, row.place


def test_the_shapes_come_without_the_alignment() -> None:
    assert not [q for q in ontology.quads(folders=("shapes",)) if "undo" in q.o]


def test_a_foreign_parent_is_declared_with_the_kind_of_what_is_below_it() -> None:
    kind = node(f"{OWL}ObjectProperty")
    quads = list(alignment([Quad(node(f"{IGR}holder"), RDF_TYPE, kind, "")]))
    declared = {(value(q.s), value(q.o)) for q in quads if q.p == RDF_TYPE}
    assert ("http://www.w3.org/ns/org#member", f"{OWL}ObjectProperty") in declared
    assert ("http://www.w3.org/ns/org#Organization", f"{OWL}Class") in declared
    parents = {row.object for row in terms().rows if row.predicate in (SUBCLASS, SUBPROPERTY)}
    assert {s for s, _ in declared} <= parents
