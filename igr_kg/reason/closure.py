"""What follows from the facts and the ontology, for a graph of its own that a query may add.

Without Java and always the same. The statements come from *reasonable*, an engine for OWL 2 RL: types above
a stated type, classes that domains and ranges give, inverse and broader properties, chains. On top of them
stand, for each dated thing, the first and last day that its dates may mean, as full dates: a SPARQL engine
cannot compare a ``gYearMonth`` with a ``date``.

The engine sees literals as opaque names, so that each comes out as it went in. It is told nothing of
functional properties and disjoint classes: two values of one are a contradiction for the gate
(:mod:`igr_kg.reason.hermit`); to an engine of OWL 2 RL they are a reason to take both for one (prp-fp).
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from igr_kg import ids
from igr_kg.graph.precision import DATE_TYPES, without_coarser_dates
from igr_kg.graph.quads import Quad, datatype, literal, node, term, value
from igr_kg.reason import engine
from igr_kg.reason.view import SEEN, axioms

INFERRED = "graph/inferred"
_BEGINS = ("startDate", "establishedOn")
_ENDS = ("endDate", "dissolvedOn")
_WHOLE = ("adoptionDate", "issueDate", "documentDate")

Triple = tuple[str, str, str]


def closure(quads: Iterable[Quad], *, base: str = ids.DEFAULT_BASE) -> list[Quad]:
    """Return the statements that follow and are not stated, sorted, in the graph ``graph/inferred``.

    :param quads: a data set; facts, submissions and authority count
    :param base: base of the project's IRIs
    """
    prefixes = tuple(f"<{base}{name}" for name in SEEN)
    facts = [quad for quad in quads if quad.g.startswith(prefixes)]
    stated = {(quad.s, quad.p, quad.o) for quad in facts}
    known = axioms(base)
    found = {*engine.follows(stated, engine.rules(known, base), base), *_days(facts, base)}
    stated |= {(quad.s, quad.p, quad.o) for quad in known}
    graph = node(ids.iri(INFERRED, base))
    return sorted(Quad(*triple, graph) for triple in found - stated)


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
