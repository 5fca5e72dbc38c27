"""What follows from the facts and the ontology, for a graph of its own that a query may add.

Without Java and always the same: the types above a stated type, the classes that domains and ranges
give, inverse and broader properties (OWL 2 RL rules cax-sco, prp-dom, prp-rng, prp-inv, prp-spo1), and
for each dated thing the first and last day that its dates may mean, as full dates: a SPARQL engine
cannot compare a ``gYearMonth`` with a ``date``.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from igr_kg import ids
from igr_kg.graph.precision import DATE_TYPES, without_coarser_dates
from igr_kg.graph.quads import RDF_TYPE, Quad, datatype, is_literal, literal, node, term, value
from igr_kg.reason.view import SEEN, above, axioms

INFERRED = "graph/inferred"
_BEGINS = ("startDate", "establishedOn")
_ENDS = ("endDate", "dissolvedOn")
_WHOLE = ("adoptionDate", "issueDate", "documentDate")


def closure(quads: Iterable[Quad], *, base: str = ids.DEFAULT_BASE) -> list[Quad]:
    """Return the statements that follow and are not stated, sorted, in the graph ``graph/inferred``.

    :param quads: a data set; facts, submissions and authority count
    :param base: base of the project's IRIs
    """
    prefixes = tuple(f"<{base}{name}" for name in SEEN)
    facts = [quad for quad in quads if quad.g.startswith(prefixes)]
    stated = {(quad.s, quad.p, quad.o) for quad in facts}
    known = axioms(base)
    found = {*_relations(stated, known, base), *_days(facts, base)}
    stated |= {(quad.s, quad.p, quad.o) for quad in known}
    graph = node(ids.iri(INFERRED, base))
    return sorted(Quad(*triple, graph) for triple in found - stated)


Triple = tuple[str, str, str]


def _relations(stated: Iterable[Triple], known: Sequence[Quad], base: str) -> Iterator[Triple]:
    """Yield types and properties that follow; one pass is enough, as the ontology has no chains."""
    classes = above(known, term("rdfs:subClassOf", base))
    broader = above(known, term("rdfs:subPropertyOf", base))
    inverse = _pairs(known, term("owl:inverseOf", base))
    domains = _pairs(known, term("rdfs:domain", base))
    ranges = _pairs(known, term("rdfs:range", base))
    for s, p, o in stated:
        if p == RDF_TYPE:
            yield from ((s, RDF_TYPE, c) for c in classes.get(o, ()))
            continue
        for name in broader.get(p, {p}):
            yield s, name, o
            for class_ in domains.get(name, ()):
                yield from ((s, RDF_TYPE, c) for c in classes.get(class_, {class_}))
            if is_literal(o):
                continue
            for class_ in ranges.get(name, ()):
                yield from ((o, RDF_TYPE, c) for c in classes.get(class_, {class_}))
            yield from ((o, other, s) for other in inverse.get(name, ()))


def _pairs(known: Iterable[Quad], predicate: str) -> dict[str, set[str]]:
    """Return subject -> objects of a property of the ontology; of an inverse, both ways."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    both = predicate.endswith("#inverseOf>")
    for quad in known:
        if quad.p == predicate:
            found[quad.s].add(quad.o)
            if both:
                found[quad.o].add(quad.s)
    return dict(found)


def _days(facts: Iterable[Quad], base: str) -> Iterator[Triple]:
    """Yield the first and last day of each dated thing, as far as its dates tell."""
    first: defaultdict[str, list[str]] = defaultdict(list)
    last: defaultdict[str, list[str]] = defaultdict(list)
    names = {term(f"igr:{name}", base): name for name in (*_BEGINS, *_ENDS, *_WHOLE)}
    for quad in without_coarser_dates(facts):
        name = names.get(quad.p)
        if name is None or datatype(quad.o) not in DATE_TYPES:
            continue
        days = bounds(value(quad.o))
        if days is None:
            continue
        if name not in _ENDS:
            first[quad.s].append(days[0])
        if name not in _BEGINS:
            last[quad.s].append(days[1])
    for subject, found in first.items():
        yield subject, term("igr:earliest", base), literal(min(found), datatype="xsd:date")
    for subject, found in last.items():
        yield subject, term("igr:latest", base), literal(max(found), datatype="xsd:date")


def bounds(text: str) -> tuple[str, str] | None:
    """Return the first and the last day of a year, month or day, or None for no date.

    >>> bounds("2012-02"), bounds("1999"), bounds("2010-13-01")
    (('2012-02-01', '2012-02-29'), ('1999-01-01', '1999-12-31'), None)
    """
    try:
        year, month, day = (int(part) for part in [*text.split("-"), "0", "0"][:3])
        low = date(year, month or 1, day or 1)
        high = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return low.isoformat(), high.isoformat()
