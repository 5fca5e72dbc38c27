"""Contradictions are named: every pair of disjoint classes, every functional property."""

from __future__ import annotations

import pytest

from igr_kg.graph.quads import RDF_TYPE, Quad, literal, term, value
from igr_kg.reason import clashes as module
from igr_kg.reason.view import view
from tests.check_support import BASE, Release, igr, thing

AXIOMS = view([], BASE).axioms
GRAPH = thing("graph/document/a/en")
X = thing("id/x")


def clashes(*triples: tuple[str, str, str]) -> tuple[str, ...]:
    return module.clashes(AXIOMS, [Quad(*triple, GRAPH) for triple in triples], BASE)


def test_a_sound_data_set_has_none() -> None:
    assert module.clashes(AXIOMS, view(Release().quads(), BASE).facts, BASE) == ()


def test_every_disjoint_pair_is_seen() -> None:
    pairs = [sorted(pair) for pair in module.disjoint_pairs(AXIOMS, BASE)]
    assert len(pairs) > 500
    facts = [
        Quad(thing(f"id/{number}"), RDF_TYPE, class_, GRAPH)
        for number, pair in enumerate(pairs)
        for class_ in pair
    ]
    said = module.clashes(AXIOMS, facts, BASE, most=len(pairs))
    assert {sentence.partition(" is both igr:")[0] for sentence in said} == {
        f"id/{n}" for n in range(len(pairs))
    }
    assert len(module.clashes(AXIOMS, facts, BASE)) == 20


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Decision", "Document"),
        ("Decision", "Meeting"),
        ("Document", "Meeting"),
        ("GovernanceBody", "ProposedBody"),
        ("GovernanceBody", "ActorGroup"),
        ("GovernanceBody", "GroupMembers"),
        ("Person", "Office"),
        ("Document", "Paragraph"),
    ],
)
def test_look_alikes_are_disjoint(one: str, other: str) -> None:
    assert frozenset((igr(one), igr(other))) in module.disjoint_pairs(AXIOMS, BASE)


def test_an_annex_may_be_a_document() -> None:
    assert clashes((X, RDF_TYPE, igr("Annex")), (X, RDF_TYPE, igr("Document"))) == ()


def test_sub_classes_inherit_it() -> None:
    (said,) = clashes((X, RDF_TYPE, igr("SpecialSession")), (X, RDF_TYPE, igr("Request")))
    assert said == "id/x is both igr:Act (stated) and igr:Meeting (stated), which are disjoint."


def test_domains_and_ranges_count() -> None:
    option = thing("id/option")
    said = clashes((option, igr("wouldEstablish"), X), (X, RDF_TYPE, igr("GovernanceBody")))
    assert said == (
        "id/x is both igr:GovernanceBody (stated) and "
        "igr:ProposedBody (it is igr:wouldEstablish of something), which are disjoint.",
    )
    said = clashes((X, igr("number"), literal("3/7")), (X, RDF_TYPE, igr("Session")))
    assert said[0].startswith("id/x is both igr:Decision (it has igr:number) and igr:Meeting")


def test_every_functional_property_is_seen() -> None:
    functional = {q.s for q in AXIOMS if q.o == term("owl:FunctionalProperty", BASE)}
    for predicate in functional:
        name = value(predicate).rpartition("#")[2]
        said = clashes((X, predicate, literal(1)), (X, predicate, literal(2)))
        assert f"id/x has two values of igr:{name}: 1 and 2." in said


def test_every_one_way_relation_is_seen_to_itself_both_ways_and_by_its_inverse() -> None:
    y = thing("id/y")
    kinds = {term(f"owl:{name}Property", BASE) for name in ("Asymmetric", "Irreflexive")}
    one_way = {q.s for q in AXIOMS if q.o in kinds}
    assert len(one_way) >= 12
    for predicate in one_way:
        name = value(predicate).rpartition("#")[2]
        assert f"id/x is igr:{name} of itself." in clashes((X, predicate, X))
        both = clashes((X, predicate, y), (y, predicate, X))
        assert f"id/x and id/y are each igr:{name} of the other." in both
        assert not [said for said in clashes((X, predicate, y)) if "each" in said or "itself" in said]
    said = clashes((X, igr("succeeds"), y), (X, igr("succeededBy"), y))
    assert "id/x and id/y are each igr:succeeds of the other." in said


def test_a_value_of_another_datatype_is_seen() -> None:
    assert clashes((X, igr("statesRepresented"), literal("many"))) == (
        "id/x has the igr:statesRepresented 'many', which is of type string, not integer.",
    )
    assert clashes((X, igr("statesRepresented"), literal(58))) == ()
    assert clashes((X, igr("content"), literal("words", language="en"))) == ()
