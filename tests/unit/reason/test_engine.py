"""Two engines that know nothing of each other derive the same: of small data and of the shipped document."""

from __future__ import annotations

from collections.abc import Iterable

import owlrl
import pytest
from rdflib import OWL, RDF, Graph

from igr_kg import ids
from igr_kg.graph.authority import authority_quads
from igr_kg.graph.quads import RDF_TYPE, Quad, is_literal, literal, term
from igr_kg.packs import authority
from igr_kg.reason import closure, engine
from igr_kg.reason.view import SEEN, axioms
from tests.check_support import BASE, Release, igr, thing

Triple = tuple[str, str, str]
SCHEMA = (str(OWL), str(RDF), "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2001/XMLSchema#")


def by_owlrl(facts: Iterable[Quad]) -> set[Triple]:
    """Return what owlrl derives of things: links between them and types, without what is stated.

    Two values of a functional property would make two literals one; the facts given here have none.
    """
    stated = {q[:3] for q in facts}
    known = [q for q in axioms(BASE) if "/scheme/" not in q.s and not is_literal(q.o)]
    graph = Graph()
    rows = "".join(f"{s} {p} {o} .\n" for s, p, o in {*stated, *(q[:3] for q in known)})
    graph.parse(data=rows, format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    things = {s for s, _, _ in stated} | {o for _, _, o in stated if o.startswith("<")}
    things -= {q.s for q in axioms(BASE)}
    found = {(f"<{s}>", f"<{p}>", f"<{o}>") for s, p, o in graph if ":" in str(o)}
    return {
        (s, p, o)
        for s, p, o in found - stated
        if s in things and not p.startswith(f"<{OWL}") and not o.startswith(tuple(f"<{n}" for n in SCHEMA))
    }


def ours(facts: Iterable[Quad]) -> set[Triple]:
    days = {igr("earliest"), igr("latest")}
    return {(q.s, q.p, q.o) for q in closure(facts, base=BASE) if q.p not in days}


def test_both_engines_derive_the_same_of_small_data() -> None:
    release = Release()
    place = thing("id/place/ramsar")
    release.say(thing("id/meeting/wetlands-council-3"), igr("heldIn"), place)
    release.say(place, igr("country"), thing("id/country/irn"))
    release.say(thing("id/request"), igr("dischargedBy"), thing("id/document/理事会-(1)~2,ü"))
    release.say(thing("id/act"), RDF_TYPE, igr("Adoption"))
    facts = [q for q in release.quads() if q.g.startswith(f"<{BASE}{SEEN[0]}")]
    found = ours(facts)
    assert found == by_owlrl(facts)
    assert len(found) >= 8
    assert (thing("id/meeting/wetlands-council-3"), igr("heldInCountry"), thing("id/country/irn")) in found


@pytest.mark.slow
def test_both_engines_derive_the_same_of_the_shipped_document_and_the_authority() -> None:
    from tests.unit.check.test_shipped_document import facts as shipped

    rows = [*shipped(), *authority_quads(authority.load(), base=BASE)]
    known = {q.s for q in rows if q.g.startswith(f"<{BASE}graph/document/")}
    known |= {q.o for q in rows if q.s in known}
    facts = [q for q in rows if q.s in known]
    found = ours(facts)
    assert found == by_owlrl(facts)
    assert len(found) > 150


def test_literals_come_out_as_they_went_in_and_nothing_is_said_of_them() -> None:
    odd = [literal('x "y"\n\\', language="zh-Hans"), literal("01", datatype="xsd:integer"), literal(1)]
    rows = {(thing("id/x"), igr("content"), text) for text in odd}
    derived = set(engine.follows(rows, engine.rules(axioms(BASE), BASE), BASE))
    assert rows <= derived
    assert {s for s, _, _ in derived} == {thing("id/x")}


def test_two_values_of_a_functional_property_are_not_made_one() -> None:
    """The gate tells of a contradiction; the closure draws no conclusion from it."""
    name = igr("adoptionDate")
    one, two = (literal(text, datatype="xsd:gYear") for text in ("1972", "1973"))
    x, y = thing("id/x"), thing("id/y")
    rows = {(x, name, one), (x, name, two), (y, name, one)}
    derived = set(engine.follows(rows, engine.rules(axioms(BASE), BASE), BASE))
    assert {o for s, p, o in derived if s == y and p == name} == {one}


def test_what_is_contradicted_only_and_what_is_named_only_is_no_rule() -> None:
    relations = {p for _, p, _ in engine.rules(axioms(BASE), BASE)}
    assert term("rdfs:subClassOf", BASE) in relations
    assert term("owl:members", BASE) not in relations
    assert term("rdfs:label", BASE) not in relations
    kinds = {o for _, p, o in engine.rules(axioms(BASE), BASE) if p == RDF_TYPE}
    assert term("owl:FunctionalProperty", BASE) not in kinds
    assert ids.DEFAULT_BASE == BASE
