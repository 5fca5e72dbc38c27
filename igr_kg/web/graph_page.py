"""The page of a named graph: how large it is, what it holds, and the first of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from igr_kg.graph import quads
from igr_kg.web import state
from igr_kg.web.thing_page import Value, property_label, value_of

SHOWN = 300

_SIZE = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH $graph { ?s ?p ?o } }"
_PREDICATES = (
    """SELECT ?p (COUNT(*) AS ?n) WHERE { GRAPH $graph { ?s ?p ?o } } GROUP BY ?p ORDER BY DESC(?n) ?p"""
)
_FIRST = "SELECT ?s ?p ?o WHERE { GRAPH $graph { ?s ?p ?o } } ORDER BY ?s ?p ?o LIMIT $most"


@dataclass(frozen=True, slots=True)
class Count:
    """A property and how often it stands in the graph."""

    label: str
    href: str | None
    n: int


@dataclass(frozen=True, slots=True)
class Line:
    """One statement."""

    anchor: str
    subject: Value
    predicate: Value
    object: Value


@dataclass(frozen=True, slots=True)
class GraphView:
    """Everything that ``graph.html`` shows."""

    iri: str
    size: int
    counts: Sequence[Count]
    lines: Sequence[Line]


def view(iri: str) -> GraphView:
    """Return what the page of a graph (IRI) shows."""
    namer = state.namer()
    data = namer.data
    counts = [
        Count(
            property_label(namer, row["p"]),
            namer.addresses.href(quads.value(row["p"])),
            int(quads.value(row["n"])),
        )
        for row in data.rows(_PREDICATES, graph=iri)
    ]
    rows = data.quads(_FIRST, graph=iri, most=SHOWN)
    namer.learn(quads.value(term) for row in rows for term in row[:3] if quads.is_iri(term))
    lines, anchors = [], set()
    for row in rows:
        anchor = quads.value(row.s).partition("#")[2]
        lines.append(Line("" if anchor in anchors else anchor, *(value_of(term, namer) for term in row[:3])))
        anchors.add(anchor)
    return GraphView(iri, data.count(_SIZE, graph=iri), counts, lines)
