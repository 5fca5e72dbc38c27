"""Why a data set is inconsistent, in sentences: HermiT says that it is, not where.

Looks for the ways in which this ontology can be contradicted: a thing in two disjoint classes (given
types, domains and ranges; OWL 2 RL rules cax-dw, cax-adc, prp-dom, prp-rng), two values of a
functional data property (prp-fp), a thing that stands to itself, or two that stand to one another, in a
relation that excludes it (prp-irp, prp-asyp), and a value of another datatype than its property has
(dt-not-type).
HermiT remains the judge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from igr_kg.graph.quads import RDF_TYPE, XSD, Quad, datatype, is_literal, term, value
from igr_kg.reason.view import above


def clashes(axioms: Sequence[Quad], facts: Sequence[Quad], base: str, *, most: int = 20) -> tuple[str, ...]:
    """Return a sentence for each contradiction found, sorted.

    :param axioms: the ontology
    :param facts: the data, dates as strings
    :param base: base of the project's IRIs, left out in the sentences
    :param most: how many sentences there are at most
    """
    found = [
        *_disjoint(axioms, facts, base),
        *_functional(axioms, facts, base),
        *_one_way(axioms, facts, base),
        *_datatypes(axioms, facts, base),
    ]
    return tuple(sorted(found)[:most])


def _short(iri: str, base: str) -> str:
    return value(iri).replace(base, "").replace("ontology#", "igr:")


def _functional(axioms: Sequence[Quad], facts: Sequence[Quad], base: str) -> Iterator[str]:
    kind = term("owl:FunctionalProperty", base)
    functional = {quad.s for quad in axioms if quad.p == RDF_TYPE and quad.o == kind}
    values: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for quad in facts:
        if quad.p in functional and is_literal(quad.o):
            values[quad.s, quad.p].add(quad.o)
    for (subject, predicate), found in values.items():
        if len(found) > 1:
            both = " and ".join(sorted(value(v) for v in found))
            yield f"{_short(subject, base)} has two values of {_short(predicate, base)}: {both}."


def _one_way(axioms: Sequence[Quad], facts: Iterable[Quad], base: str) -> Iterator[str]:
    """Yield what stands in a one-way relation to itself, or both ways; an inverse says the same backwards."""

    def having(kind: str) -> set[str]:
        return {quad.s for quad in axioms if quad.p == RDF_TYPE and quad.o == term(kind, base)}

    asymmetric, irreflexive = having("owl:AsymmetricProperty"), having("owl:IrreflexiveProperty")
    pairs = [(q.s, q.o) for q in axioms if q.p == term("owl:inverseOf", base)]
    inverse = {one: other for pair in pairs for one, other in (pair, pair[::-1])}
    said = {(q.s, q.p, q.o) for q in facts if q.p in asymmetric | irreflexive or q.p in inverse}
    said |= {(o, inverse[p], s) for s, p, o in said if p in inverse}
    for s, p, o in sorted(said):
        if s == o and p in irreflexive | asymmetric:
            yield f"{_short(s, base)} is {_short(p, base)} of itself."
        elif s < o and p in asymmetric and (o, p, s) in said:
            yield f"{_short(s, base)} and {_short(o, base)} are each {_short(p, base)} of the other."


def _datatypes(axioms: Sequence[Quad], facts: Iterable[Quad], base: str) -> Iterator[str]:
    """Yield values whose datatype is another than the range of their property."""
    ranges = {
        q.s: value(q.o) for q in axioms if q.p == term("rdfs:range", base) and q.o.startswith(f"<{XSD}")
    }
    for quad in facts:
        wanted, given = ranges.get(quad.p), datatype(quad.o)
        if wanted is not None and given is not None and wanted != given:
            said = f"{_short(quad.s, base)} has the {_short(quad.p, base)} {value(quad.o)!r}"
            yield f"{said}, which is of type {given.rpartition('#')[2]}, not {wanted.rpartition('#')[2]}."


def _disjoint(axioms: Sequence[Quad], facts: Sequence[Quad], base: str) -> Iterator[str]:
    pairs = disjoint_pairs(axioms, base)
    reasons = _types(axioms, facts, base)
    for subject, classes in reasons.items():
        for one, other in combinations(sorted(classes), 2):
            if frozenset((one, other)) in pairs:
                yield (
                    f"{_short(subject, base)} is both {_short(one, base)} ({classes[one]}) "
                    f"and {_short(other, base)} ({classes[other]}), which are disjoint."
                )


def _types(axioms: Sequence[Quad], facts: Iterable[Quad], base: str) -> dict[str, dict[str, str]]:
    """Return the classes of each thing, each with why it is one."""
    domains = {q.s: q.o for q in axioms if q.p == term("rdfs:domain", base)}
    ranges = {q.s: q.o for q in axioms if q.p == term("rdfs:range", base)}
    parents = above(axioms, term("rdfs:subClassOf", base))
    types: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def say(thing: str, class_: str, why: str) -> None:
        for name in sorted(parents.get(class_, {class_})):
            types[thing].setdefault(name, why)

    for quad in sorted(facts):
        if quad.p == RDF_TYPE:
            say(quad.s, quad.o, "stated")
            continue
        if quad.p in domains:
            say(quad.s, domains[quad.p], f"it has {_short(quad.p, base)}")
        if quad.p in ranges and not is_literal(quad.o):
            say(quad.o, ranges[quad.p], f"it is {_short(quad.p, base)} of something")
    return types


def disjoint_pairs(axioms: Sequence[Quad], base: str) -> set[frozenset[str]]:
    """Return the pairs of classes (terms) that the ontology declares disjoint."""
    pairs = {frozenset((q.s, q.o)) for q in axioms if q.p == term("owl:disjointWith", base)}
    by_subject: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for quad in axioms:
        by_subject[quad.s][quad.p] = quad.o
    members, first, rest = (term(name, base) for name in ("owl:members", "rdf:first", "rdf:rest"))
    for quad in axioms:
        if quad.p != members:
            continue
        names, cell = [], quad.o
        while first in by_subject.get(cell, {}):
            names.append(by_subject[cell][first])
            cell = by_subject[cell][rest]
        pairs |= {frozenset(pair) for pair in combinations(names, 2)}
    return pairs
