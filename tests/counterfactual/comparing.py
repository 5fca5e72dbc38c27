"""Compare graphs whatever their things are called: IRIs of things count by what is said of them.

Each thing gets a colour from the triples around it, refined some rounds (colour refinement, as in
RDF graph canonicalisation); two graphs are the same when their coloured triples are.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable

from igr_kg.graph.quads import Quad, is_iri, value
from igr_kg.ids import DEFAULT_BASE

ROUNDS = 6
THINGS = f"<{DEFAULT_BASE}id/"
Triple = tuple[str, str, str]


def is_thing(term: str) -> bool:
    return term.startswith(THINGS)


def triples(quads: Iterable[Quad]) -> set[Triple]:
    """Return the triples of the graphs of facts, but for the kind of a body, which its name alone says."""
    graph, kind = f"<{DEFAULT_BASE}graph/document/", f"<{DEFAULT_BASE}ontology#bodyKind>"
    return {(q.s, q.p, q.o) for q in quads if q.g.startswith(graph) and q.p != kind}


def colours(graph: Iterable[Triple]) -> dict[str, str]:
    """Return a colour for each thing of a graph."""
    around: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for s, p, o in graph:
        around[s].append((">", p, o))
        if is_thing(o):
            around[o].append(("<", p, s))
    colour = {node: "" for node in around if is_thing(node)}
    for _ in range(ROUNDS):
        colour = {
            node: hashlib.sha256(
                "\x1e".join(
                    sorted("\x1f".join((d, p, colour.get(other, other))) for d, p, other in around[node])
                ).encode()
            ).hexdigest()[:16]
            for node in colour
        }
    return colour


def coloured(graph: set[Triple]) -> Counter[Triple]:
    """Return the triples of a graph with colours in place of the names of things."""
    colour = colours(graph)
    return Counter((colour.get(s, s), p, colour.get(o, o)) for s, p, o in graph)


def literals(graph: set[Triple]) -> Counter[tuple[str, str]]:
    """Return how often each property has each value that is no thing."""
    return Counter((p, o) for _, p, o in graph if not is_thing(o))


def difference(expected: set[Triple], found: set[Triple]) -> list[str]:
    """Return what differs, the easiest to understand first; empty when the graphs are the same."""
    if coloured(expected) == coloured(found):
        return []
    said: list[str] = []
    for name, one, other in (("missing", expected, found), ("too much", found, expected)):
        for (p, o), count in sorted((literals(one) - literals(other)).items()):
            said.append(f"{name}: {short(p)} {o} ({count})")
    if not said:
        for name, one, other in (("missing", expected, found), ("too much", found, expected)):
            kinds = Counter(short(p) for _, p, _ in one) - Counter(short(p) for _, p, _ in other)
            said.extend(f"{name}: {count} × {p}" for p, count in sorted(kinds.items()))
    return said or ["the same triples between other things"]


def short(term: str) -> str:
    return value(term).rsplit("#", 1)[-1].rsplit("/", 1)[-1] if is_iri(term) else term
