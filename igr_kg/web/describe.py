"""What a description of a thing holds; the same for pages, for every format and for DESCRIBE.

All statements of the default view with the thing as subject (for a part of a document also those of
its text graph), its statement-like things one level deep, labels of what is named, and links that
come in, up to a limit that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from igr_kg.graph import quads
from igr_kg.graph.quads import Quad
from igr_kg.web import evidence
from igr_kg.web.data import Data, chunks
from igr_kg.web.names import is_statement

_OWN = "SELECT ?g ?s ?p ?o WHERE { VALUES ?s { $things } GRAPH ?g { ?s ?p ?o } }"
_LABELS = """SELECT ?g ?s ?p ?o WHERE { VALUES ?s { $things }
  VALUES ?p { rdfs:label skos:prefLabel dcterms:title } GRAPH ?g { ?s ?p ?o } }"""
_INCOMING = """SELECT ?g ?s ?p ?o WHERE {
  { SELECT DISTINCT ?s ?p WHERE { ?s ?p $thing } ORDER BY ?p ?s LIMIT $most }
  BIND($thing AS ?o) GRAPH ?g { ?s ?p ?o } }"""
_INCOMING_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p $thing }"
_KNOWN = "ASK { { $thing ?p ?o } UNION { GRAPH ?g { $thing ?p ?o } } }"

_VIEW = ("document/", "submission/", "authority", "links", "ontology")
_TEXT = "text/"


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a thing.

    :param own: statements with the thing as subject
    :param nested: statements of its statement-like things
    :param labels: names of the things that ``own``, ``nested`` and ``incoming`` mention
    :param incoming: statements with the thing as object
    :param incoming_total: how many of these there are; more than listed when a limit was reached
    """

    thing: str
    own: Sequence[Quad]
    nested: Sequence[Quad]
    labels: Sequence[Quad]
    incoming: Sequence[Quad]
    incoming_total: int

    @property
    def truncated(self) -> bool:
        """Tell whether links that come in were left out."""
        return self.incoming_total > len({(q.s, q.p) for q in self.incoming})

    def statements(self) -> list[Quad]:
        """Return everything, each statement with the graph it stands in."""
        return [*self.own, *self.nested, *self.labels, *self.incoming]

    def subjects(self) -> list[str]:
        """Return the IRIs of the thing and of its statement-like things."""
        return list(dict.fromkeys(quads.value(q.s) for q in (*self.own, *self.nested)))


def in_view(graph: str, base: str, *, text: bool = False) -> bool:
    """Tell whether a graph (IRI) is part of the default view, or of the texts."""
    name = graph.removeprefix(f"{base}graph/")
    return name.startswith(_VIEW) or (text and name.startswith(_TEXT))


def known(data: Data, thing: str) -> bool:
    """Tell whether anything is said of a thing (IRI)."""
    return data.ask(_KNOWN, thing=thing)


def _kept(rows: Iterable[Quad], base: str, *, text: bool = False) -> list[Quad]:
    return sorted({q for q in rows if in_view(quads.value(q.g), base, text=text)})


def own_statements(data: Data, things: Sequence[str]) -> list[Quad]:
    """Return the statements with one of the things as subject; for a part, its text graph too.

    What only other graphs speak of (a run, a record of evidence, a dataset) comes from these.
    """
    rows = [quad for piece in chunks(things) for quad in data.quads(_OWN, things=piece)]
    kept = _kept(rows, data.base, text=True)
    said = {quad.s for quad in kept}
    return kept + sorted({quad for quad in rows if quad.s not in said})


def _mentioned(rows: Iterable[Quad]) -> list[str]:
    """Return the IRIs that statements name as subject or object."""
    terms = (term for quad in rows for term in (quad.s, quad.o) if quads.is_iri(term))
    return list(dict.fromkeys(quads.value(term) for term in terms))


def incoming(data: Data, thing: str, most: int) -> tuple[list[Quad], int]:
    """Return the statements of the default view with the thing as object, and how many there are."""
    rows = _kept(data.quads(_INCOMING, thing=thing, most=most), data.base)
    shown = len({(quad.s, quad.p) for quad in rows})
    return rows, data.count(_INCOMING_COUNT, thing=thing) if shown >= most else shown


def describe(data: Data, thing: str, most_incoming: int) -> Description:
    """Return the description of a thing (IRI).

    :param most_incoming: how many links that come in are listed
    """
    own = own_statements(data, [thing])
    objects = (quads.value(quad.o) for quad in own if quads.is_iri(quad.o))
    inner = [o for o in dict.fromkeys(objects) if o != thing and is_statement(o.removeprefix(data.base))]
    nested = own_statements(data, inner) if inner else []
    links, total = incoming(data, thing, most_incoming)
    named = [iri for iri in _mentioned([*own, *nested, *links]) if iri not in {thing, *inner}]
    labels = [quad for piece in chunks(named) for quad in data.quads(_LABELS, things=piece)]
    return Description(thing, own, nested, _kept(labels, data.base), links, total)


def triples(rows: Iterable[Quad]) -> list[Quad]:
    """Return statements without their graphs, each once."""
    return sorted({quad._replace(g="") for quad in rows})


def with_evidence(data: Data, description: Description) -> list[Quad]:
    """Return the description by graph, with the evidence of the thing's statements."""
    return sorted({*description.statements(), *evidence.quads_about(data, description.subjects())})
