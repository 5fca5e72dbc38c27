"""For every disjointness and every characteristic a small graph that HermiT must call inconsistent.

A run of HermiT takes a second, and there are hundreds of graphs. So each becomes a class whose only member
would be the graph: it is of both classes, has both values, stands to itself. HermiT is asked once which of
these classes can have no member, and so which graphs are inconsistent; the counterparts that must stay
possible are asked with them. Single graphs are given to HermiT as they are in ``test_consistency``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import count

import pytest

from igr_kg.graph.quads import RDF_TYPE, Quad, literal, term, value
from igr_kg.reason import hermit
from igr_kg.reason.clashes import disjoint_pairs
from igr_kg.reason.view import axioms
from tests.check_support import BASE, igr, thing

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(hermit.java() is None, reason="the extra 'java' is not installed"),
]

AXIOMS = axioms(BASE)
_numbers = count()


def owl(name: str) -> str:
    return term(f"owl:{name}", BASE)


def having(kind: str) -> list[str]:
    return sorted({q.s for q in AXIOMS if q.p == RDF_TYPE and q.o == owl(kind)})


def fresh(name: str) -> tuple[str, Quad]:
    class_ = thing(f"test#{name}")
    return class_, Quad(class_, RDF_TYPE, owl("Class"))


def within(class_: str, *others: str) -> list[Quad]:
    return [Quad(class_, term("rdfs:subClassOf", BASE), other) for other in others]


def restriction(predicate: str, kind: str, filler: str) -> tuple[str, list[Quad]]:
    """Return a class of what has a value of a property: one value, one of a class, or itself."""
    name = f"_:r{next(_numbers)}"
    quads = [
        Quad(name, RDF_TYPE, owl("Restriction")),
        Quad(name, owl("onProperty"), predicate),
        Quad(name, owl(kind), filler),
    ]
    return name, quads


def only(individual: str) -> tuple[str, list[Quad]]:
    """Return the class of one thing."""
    name, cell = (f"_:o{next(_numbers)}" for _ in range(2))
    return name, [
        Quad(individual, RDF_TYPE, owl("NamedIndividual")),
        Quad(name, RDF_TYPE, owl("Class")),
        Quad(name, owl("oneOf"), cell),
        Quad(cell, term("rdf:first", BASE), individual),
        Quad(cell, term("rdf:rest", BASE), term("rdf:nil", BASE)),
    ]


def disjoint() -> Iterator[tuple[str, list[Quad]]]:
    for number, pair in enumerate(sorted(map(sorted, disjoint_pairs(AXIOMS, BASE)))):
        class_, declared = fresh(f"both-{number}")
        yield class_, [declared, *within(class_, *pair)]


def two_values() -> Iterator[tuple[str, list[Quad]]]:
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    of_numbers = {q.s for q in AXIOMS if q.p == term("rdfs:range", BASE) and q.o == integer}
    truth = {q.s for q in AXIOMS if q.p == term("rdfs:range", BASE) and q.o.endswith("#boolean>")}
    for number, predicate in enumerate(having("FunctionalProperty")):
        values = (literal(1), literal(2)) if predicate in of_numbers else (literal("1"), literal("2"))
        values = (literal(True), literal(False)) if predicate in truth else values
        class_, quads = fresh(f"two-{number}")
        found = [quads]
        for each in values:
            name, described = restriction(predicate, "hasValue", each)
            found += [*described, *within(class_, name)]
        yield class_, found


def to_itself() -> Iterator[tuple[str, list[Quad]]]:
    for number, predicate in enumerate(having("IrreflexiveProperty")):
        class_, declared = fresh(f"self-{number}")
        name, described = restriction(predicate, "hasSelf", literal(True))
        yield class_, [declared, *described, *within(class_, name)]


def both_ways() -> Iterator[tuple[str, list[Quad]]]:
    for number, predicate in enumerate(having("AsymmetricProperty")):
        class_, declared = fresh(f"mutual-{number}")
        one, alone = only(thing(f"test/one-{number}"))
        back, backwards = restriction(predicate, "someValuesFrom", one)
        there, forwards = restriction(predicate, "someValuesFrom", back)
        yield class_, [declared, *alone, *backwards, *forwards, *within(class_, one, there)]


def possible() -> Iterator[tuple[str, list[Quad]]]:
    """Yield what must stay possible: each class, each relation one way, an annex that is a document."""
    for number, known in enumerate(n for n in having("Class") if "/igr/ontology#" in n):
        class_, declared = fresh(f"one-{number}")
        yield class_, [declared, *within(class_, known)]
    for number, predicate in enumerate(having("AsymmetricProperty")):
        class_, declared = fresh(f"way-{number}")
        name, described = restriction(predicate, "someValuesFrom", owl("Thing"))
        yield class_, [declared, *described, *within(class_, name)]
    class_, declared = fresh("annex")
    yield class_, [declared, *within(class_, igr("Annex"), igr("Document"))]


@cache
def answer() -> tuple[hermit.Answer, dict[str, set[str]]]:
    kinds = {
        "disjoint": disjoint,
        "two": two_values,
        "self": to_itself,
        "mutual": both_ways,
        "free": possible,
    }
    graphs = {kind: list(make()) for kind, make in kinds.items()}
    quads = [quad for found in graphs.values() for _, rows in found for quad in rows]
    runtime = hermit.java()
    assert runtime is not None
    names = {kind: {value(class_) for class_, _ in found} for kind, found in graphs.items()}
    return hermit.ask([*AXIOMS, *quads], runtime), names


@pytest.mark.parametrize(("kind", "least"), [("disjoint", 700), ("two", 13), ("self", 12), ("mutual", 12)])
def test_every_graph_against_the_ontology_is_impossible(kind: str, least: int) -> None:
    said, names = answer()
    assert said.consistent
    assert len(names[kind]) >= least
    assert names[kind] - set(said.unsatisfiable) == set()


def test_what_the_ontology_allows_is_possible() -> None:
    said, names = answer()
    assert len(names["free"]) > 60
    assert names["free"] & set(said.unsatisfiable) == set()


def test_no_class_of_the_ontology_is_impossible() -> None:
    said, names = answer()
    assert set(said.unsatisfiable) <= set().union(*names.values())
