"""What a reasoner for OWL 2 DL may see: ontology, facts and authority, in memory, never published.

Evidence speaks of triples with ``rdf:subject`` and the like, which OWL 2 DL reserves; text and links
add nothing to reason about. ``xsd:date``, ``xsd:gYearMonth`` and ``xsd:gYear`` are outside OWL 2's
datatype map (OWL 2 Structural Specification, section 4), and HermiT stops at them even in plain data:
here they are strings, so that two different dates for a functional property still clash.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from igr_kg.graph import ontology
from igr_kg.graph.precision import DATE_TYPES, without_coarser_dates
from igr_kg.graph.quads import RDF_TYPE, Quad, datatype, is_literal, literal, term, value

SEEN = ("graph/document/", "graph/submission/", "graph/authority")
"""The graphs of facts: where the local names of graphs that count begin."""

_PROPERTY_KINDS = ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")


@dataclass(frozen=True)
class View:
    """The statements that the reasoner loads.

    :param axioms: the ontology
    :param facts: the facts and the authority, with dates as strings, each in its graph
    :param undeclared: properties of the facts that the ontology does not declare, IRIs; HermiT would
        pass over their statements in silence
    """

    axioms: tuple[Quad, ...]
    facts: tuple[Quad, ...]
    undeclared: tuple[str, ...]


def axioms(base: str) -> list[Quad]:
    """Return the statements of ``ontology/*.ttl``."""
    return ontology.quads(base, folders=("ontology",), names=False)


def view(quads: Iterable[Quad], base: str) -> View:
    """Return what a reasoner may see of a data set.

    :param quads: all statements; those in other graphs than facts and authority are left out
    :param base: base of the project's IRIs
    """
    known = tuple(axioms(base))
    kinds = {term(kind, base) for kind in _PROPERTY_KINDS}
    declared = {q.s for q in known if q.p == RDF_TYPE and q.o in kinds} | {RDF_TYPE}
    notes = {q.s for q in known if q.p == RDF_TYPE and q.o == term("owl:AnnotationProperty", base)}
    notes |= {term("rdfs:label", base), term("rdfs:comment", base), term("rdfs:seeAlso", base)}
    prefixes = tuple(f"<{base}{name}" for name in SEEN)
    seen = [quad for quad in quads if quad.g.startswith(prefixes) and quad.p not in notes]
    unknown = sorted({value(quad.p) for quad in seen if quad.p not in declared})
    functional = {q.s for q in known if q.p == RDF_TYPE and q.o == term("owl:FunctionalProperty", base)}
    agreed = without_rivals(without_coarser_dates(seen), functional, f"<{base}graph/document/")
    return View(known, tuple(map(_plain, agreed)), tuple(unknown))


def without_rivals(quads: Iterable[Quad], functional: Container[str], texts: str) -> list[Quad]:
    """Return the statements without values that a text gives where another has given a different one.

    That texts contradict one another is told by the check (``igrsh:TextsAgree``) and makes nothing
    inconsistent: each is a witness, and the first in order of name stands for all. Two values in one
    graph stay, and so do those of submissions.

    :param functional: properties that have one value at most
    :param texts: how the graphs begin that hold what texts say
    """
    given = list(quads)
    witness: dict[tuple[str, str], tuple[str, str]] = {}
    for quad in given:
        if quad.p in functional and quad.g.startswith(texts):
            first = witness.setdefault((quad.s, quad.p), (quad.g, quad.o))
            witness[quad.s, quad.p] = min(first, (quad.g, quad.o))

    def rival(quad: Quad) -> bool:
        graph, first = witness.get((quad.s, quad.p), (quad.g, quad.o))
        return quad.g.startswith(texts) and quad.g != graph and quad.o != first

    return [quad for quad in given if not rival(quad)]


def _plain(quad: Quad) -> Quad:
    """Return the statement with a date as a string."""
    if is_literal(quad.o) and datatype(quad.o) in DATE_TYPES:
        return quad._replace(o=literal(value(quad.o)))
    return quad


def above(known: Sequence[Quad], predicate: str) -> dict[str, frozenset[str]]:
    """Return for each class or property all that stand above it, itself included.

    :param known: the ontology
    :param predicate: the term of ``rdfs:subClassOf`` or ``rdfs:subPropertyOf``
    """
    direct: dict[str, set[str]] = {}
    for quad in known:
        if quad.p == predicate:
            direct.setdefault(quad.s, set()).add(quad.o)
    found: dict[str, frozenset[str]] = {}
    for name in direct:
        reached, todo = {name}, [name]
        while todo:
            for parent in direct.get(todo.pop(), ()):
                if parent not in reached:
                    reached.add(parent)
                    todo.append(parent)
        found[name] = frozenset(reached)
    return found
