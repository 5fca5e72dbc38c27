"""Between the project's terms (N-Quads strings) and rdflib's."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable
from functools import lru_cache

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import IdentifiedNode, Node

from igr_kg.check.lexical import well_typed
from igr_kg.graph.quads import Quad, datatype, is_blank, is_literal, language, literal, node, value

# rdflib logs a traceback for an impossible date such as 2010-13-01; the shapes report it as a result.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)

_STRING = "http://www.w3.org/2001/XMLSchema#string"


@lru_cache(maxsize=200_000)
def to_rdflib(term: str) -> Node:
    """Return rdflib's form of a term; lexical forms stay as they are.

    >>> to_rdflib('"01"^^<http://www.w3.org/2001/XMLSchema#integer>').n3()
    '"01"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    if is_literal(term):
        tag = language(term)
        if tag is not None:
            return Literal(value(term), lang=tag)
        kind = datatype(term)
        plain = kind is None or kind == _STRING
        if kind is not None and not well_typed(value(term), kind):
            with warnings.catch_warnings(action="ignore"):  # rdflib's own word on a boolean that is none
                return Literal(value(term), datatype=URIRef(kind), normalize=False)
        return Literal(value(term), datatype=None if plain else URIRef(kind or ""), normalize=False)
    return BNode(value(term)) if is_blank(term) else URIRef(value(term))


def from_rdflib(term: Node) -> str:
    """Return a term of rdflib as canonical N-Quads writes it.

    >>> from_rdflib(Literal("理事会", lang="zh"))
    '"理事会"@zh'
    """
    if isinstance(term, Literal):
        return literal(
            str(term), language=term.language, datatype=str(term.datatype) if term.datatype else None
        )
    return f"_:{term}" if isinstance(term, BNode) else node(str(term))


def graph_of(quads: Iterable[Quad]) -> Graph:
    """Return a plain graph in rdflib's memory (never backed by another engine) of some statements."""
    graph = Graph(bind_namespaces="none")
    for quad in quads:
        add(graph, quad)
    return graph


def add(graph: Graph, quad: Quad) -> None:
    """Add a statement, whatever its graph."""
    subject, predicate = to_rdflib(quad.s), to_rdflib(quad.p)
    if isinstance(subject, IdentifiedNode) and isinstance(predicate, URIRef):
        graph.add((subject, predicate, to_rdflib(quad.o)))
