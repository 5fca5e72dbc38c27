"""OWL 2 RL by *reasonable*: what follows from triples by the axioms of an ontology."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rdflib import URIRef

from igr_kg.graph.quads import RDF_TYPE, Quad, is_literal, node, term

Triple = tuple[str, str, str]

_LITERAL = "urn:igr-kg:literal:"
_RELATIONS = (
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "rdfs:domain",
    "rdfs:range",
    "owl:inverseOf",
    "owl:propertyChainAxiom",
    "rdf:first",
    "rdf:rest",
)
_KINDS = ("owl:Class", "owl:ObjectProperty", "owl:TransitiveProperty", "owl:SymmetricProperty")


def rules(known: Sequence[Quad], base: str) -> list[Triple]:
    """Return the axioms that say what follows, of all that an ontology states.

    Left out are names and definitions, ranges of data properties (which are datatypes), and what can only be
    contradicted: disjoint classes, functional, asymmetric and irreflexive properties.

    :param known: the ontology
    :param base: base of the project's IRIs
    """
    relations = {term(name, base) for name in _RELATIONS}
    kinds = {term(name, base) for name in _KINDS}
    data = {q.s for q in known if q.p == RDF_TYPE and q.o == term("owl:DatatypeProperty", base)}
    range_ = term("rdfs:range", base)
    return [
        (q.s, q.p, q.o)
        for q in known
        if (q.p in relations and not (q.p == range_ and q.s in data)) or (q.p == RDF_TYPE and q.o in kinds)
    ]


def follows(stated: Iterable[Triple], axioms: Sequence[Triple], base: str) -> Iterator[Triple]:
    """Yield the triples that follow about things, stated ones among them, in no promised order.

    What follows about classes, properties and literals, and that a thing is an ``owl:Thing``, is left out.

    :param stated: facts, as canonical N-Quads terms
    :param axioms: what :func:`rules` returns
    :param base: base of the project's IRIs
    """
    given = set(stated)
    texts = sorted({o for _, _, o in given if is_literal(o)})
    opaque = {text: node(f"{_LITERAL}{number}") for number, text in enumerate(texts)}
    literal = {name: text for text, name in opaque.items()}
    rows = {(s, p, opaque.get(o, o)) for s, p, o in given}
    chains = _chains(axioms, base)
    thing = term("owl:Thing", base)
    schema = {s for s, _, _ in axioms} | {p for _, p, _ in rows} | {thing, term("owl:Nothing", base)}
    found = set(_run({*rows, *axioms}))
    while new := set(_linked(found, chains)) - found:
        found = set(_run({*found, *new, *axioms}))
    for s, p, o in found:
        if s not in schema and s not in literal and o != thing:
            yield s, p, literal.get(o, o)


def _chains(axioms: Sequence[Triple], base: str) -> list[tuple[str, list[str]]]:
    """Return each property with the properties of a chain that leads to the same."""
    chain, first, rest = (term(n, base) for n in ("owl:propertyChainAxiom", "rdf:first", "rdf:rest"))
    cells = {(s, p): o for s, p, o in axioms if p in (first, rest)}
    found = []
    for name, predicate, cell in axioms:
        links: list[str] = []
        while predicate == chain and (cell, first) in cells:
            links.append(cells[cell, first])
            cell = cells[cell, rest]
        if links:
            found.append((name, links))
    return found


def _linked(triples: Iterable[Triple], chains: Sequence[tuple[str, list[str]]]) -> Iterator[Triple]:
    """Yield what chains of properties lead to: rule prp-spo2, which the engine does not have."""
    onward: dict[tuple[str, str], list[str]] = {}
    for s, p, o in triples:
        onward.setdefault((s, p), []).append(o)
    for name, links in chains:
        for begin in [s for s, p in onward if p == links[0]]:
            ends = {begin}
            for link in links:
                ends = {o for end in ends for o in onward.get((end, link), ())}
            yield from ((begin, name, end) for end in ends)


def _run(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield all triples that the engine derives, those given among them; no blank node is a fact."""
    from reasonable import PyReasoner

    reasoner = PyReasoner()
    with tempfile.TemporaryDirectory(prefix="igr-kg-") as folder:
        path = Path(folder) / "facts.ttl"
        path.write_text("".join(sorted(f"{s} {p} {o} .\n" for s, p, o in triples)), encoding="utf-8")
        reasoner.load_file(str(path))
    for found in reasoner.reason():
        if all(isinstance(part, URIRef) for part in found):
            s, p, o = (f"<{part}>" for part in found)
            yield s, p, o
