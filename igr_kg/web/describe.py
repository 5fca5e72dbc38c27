"""What is known of a thing, for its page and its data.

The definition of a description is the store's (:mod:`igr_kg.store.describe`), the same for DESCRIBE. A
part of a document has its place and text in a text graph, which is outside the default view; here
these statements are added, since without them most parts would have no description at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from igr_kg.graph import quads
from igr_kg.graph.quads import Quad
from igr_kg.store import describe as descriptions
from igr_kg.store import port
from igr_kg.web.data import Data, chunks
from igr_kg.web.names import is_statement

_OWN = "SELECT ?g ?s ?p ?o WHERE { VALUES ?s { $things } GRAPH ?g { ?s ?p ?o } }"
_KNOWN = "ASK { { $thing ?p ?o } UNION { GRAPH ?g { $thing ?p ?o } } }"
_VIEW = ("document/", "submission/", "authority", "links", "ontology")


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a thing (IRI).

    :param rows: all statements; with graphs when asked for
    :param incoming_total: how many statements name the thing as their object
    :param incoming_shown: how many of these are among the rows
    """

    thing: str
    rows: Sequence[Quad]
    incoming_total: int = 0
    incoming_shown: int = 0

    def own(self) -> list[Quad]:
        """Return the statements with the thing as subject."""
        subject = quads.node(self.thing)
        return [quad for quad in self.rows if quad.s == subject]

    def incoming(self) -> list[Quad]:
        """Return the statements with the thing as object, but for what the description says of itself."""
        value = quads.node(self.thing)
        itself = quads.node(self.thing.replace("/id/", "/doc/", 1))
        return [q for q in self.rows if q.o == value and quads.is_iri(q.s) and q.s != itself]

    def nested(self, base: str) -> dict[str, list[Quad]]:
        """Return the statements of the statement-like things beside it and of its fragments, by IRI."""
        found: dict[str, list[Quad]] = {}
        for quad in self.rows:
            iri = quads.value(quad.s)
            if iri != self.thing and (
                is_statement(iri.removeprefix(base)) or iri.startswith(f"{self.thing}#")
            ):
                found.setdefault(iri, []).append(quad)
        return found


def known(data: Data, thing: str) -> bool:
    """Tell whether anything is said of a thing (IRI)."""
    return data.ask(_KNOWN, thing=thing)


def own_statements(data: Data, things: Sequence[str], *, view: bool = True) -> list[Quad]:
    """Return the statements with one of the things as subject, in every graph but that of inferences.

    :param view: with the graphs of the default view
    """
    rows = {quad for piece in chunks(things) for quad in data.quads(_OWN, things=piece)}
    prefix = f"{data.base}graph/"
    kept = []
    for quad in sorted(rows):
        name = quads.value(quad.g).removeprefix(prefix)
        if name != "inferred" and (view or not name.startswith(_VIEW)):
            kept.append(quad)
    return kept


def describe(data: Data, thing: str, most_incoming: int, *, graphs: bool = False) -> Description:
    """Return the description of a thing (IRI).

    :param most_incoming: how many links that come in are listed
    :param graphs: with the graph of each statement, and the evidence
    """
    found = descriptions.describe(
        data.store,
        thing,
        base=data.base,
        media_type=port.NQUADS if graphs else port.NTRIPLES,
        incoming=most_incoming,
    )
    rows = list(quads.parse(found.answer.read().decode()))
    beside = own_statements(data, [thing], view=False)
    return Description(thing, rows + (beside if graphs else triples(beside)), found.incoming, found.shown)


def triples(rows: Iterable[Quad]) -> list[Quad]:
    """Return statements without their graphs, each once."""
    return sorted({quad._replace(g="") for quad in rows})
