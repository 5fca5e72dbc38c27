"""Where statements were read: the records of the evidence graphs, as objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from igr_kg.graph import quads
from igr_kg.graph.quads import Quad
from igr_kg.web.data import Data, chunks

MOST_STATEMENTS = 60_000

_OF_SUBJECTS = """SELECT ?g ?s ?p ?o WHERE { VALUES ?thing { $things }
  GRAPH ?g { ?s rdf:subject ?thing ; ?p ?o } } LIMIT $most"""
_THEIR_SPANS = """SELECT ?g ?s ?p ?o WHERE { VALUES ?thing { $things }
  GRAPH ?g { ?e rdf:subject ?thing ; igr:span ?s . ?s ?p ?o } } LIMIT $most"""
_OF_GRAPH = """SELECT ?g ?s ?p ?o WHERE { VALUES ?g { $graphs } GRAPH ?g { ?s ?p ?o } }"""


@dataclass(frozen=True, slots=True)
class Passage:
    """One range of the text that a statement rests on.

    :param part: IRI of the part of the document
    :param start: offset of the first character, in code points of the text as read
    :param end: offset after the last one
    :param quote: the words
    """

    part: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record: a statement and the passages that it needs together.

    :param triple: the statement as terms
    :param passages: the one that states it first, then those that it needs besides, in reading order
    :param graph: IRI of the evidence graph, which names the document and the language version
    """

    iri: str
    triple: tuple[str, str, str]
    passages: tuple[Passage, ...]
    status: str
    rule: str
    graph: str

    @property
    def key(self) -> str:
        """The last part of the record's IRI, used as an anchor in pages."""
        return self.iri.rsplit("#", 1)[-1]


def _passage(by: dict[str, list[str]], data: Data) -> Passage | None:
    def first(name: str) -> str:
        return next(iter(by.get(data.term(name), ())), "")

    part, start, end = first("igr:passage"), first("igr:start"), first("igr:end")
    if not (part and start and end):
        return None
    quote = first("igr:quote")
    return Passage(
        quads.value(part), int(quads.value(start)), int(quads.value(end)), quads.value(quote) if quote else ""
    )


def collect(data: Data, rows: Iterable[Quad]) -> list[Evidence]:
    """Return the records among statements of evidence graphs, in the order of the text."""
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    graphs: dict[str, str] = {}
    for quad in rows:
        nodes[quad.s][quad.p].append(quad.o)
        graphs[quad.s] = quad.g
    found = []
    for node, by in nodes.items():
        triple = tuple(by[data.term(f"rdf:{name}")] for name in ("subject", "predicate", "object"))
        if not all(triple):
            continue
        spans = [_passage(nodes[span], data) for span in by.get(data.term("igr:span"), ()) if span in nodes]
        main = _passage(by, data)
        others = sorted((p for p in spans if p and p != main), key=lambda p: (p.start, p.end))
        found.append(
            Evidence(
                quads.value(node),
                (triple[0][0], triple[1][0], triple[2][0]),
                (*([main] if main else []), *others),
                _value(by.get(data.term("igr:status"), ())),
                _value(by.get(data.term("igr:rule"), ())),
                quads.value(graphs[node]),
            )
        )
    return sorted(found, key=lambda e: (e.graph, [(p.start, p.end) for p in e.passages], e.triple))


def _value(terms: Sequence[str]) -> str:
    return quads.value(terms[0]) if terms else ""


def quads_about(data: Data, subjects: Sequence[str]) -> list[Quad]:
    """Return the statements of the evidence records of some subjects (IRIs), up to a bound."""
    rows: list[Quad] = []
    for piece in chunks(subjects):
        rows += data.quads(_OF_SUBJECTS, things=piece, most=MOST_STATEMENTS)
        rows += data.quads(_THEIR_SPANS, things=piece, most=MOST_STATEMENTS)
    return rows


def about(data: Data, subjects: Sequence[str]) -> dict[tuple[str, str, str], list[Evidence]]:
    """Return the evidence of every triple of some subjects."""
    found: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    for record in collect(data, quads_about(data, subjects)):
        found[record.triple].append(record)
    return found


def of_graph(data: Data, graph: str) -> list[Evidence]:
    """Return every record of one evidence graph."""
    return collect(data, data.quads(_OF_GRAPH, graphs=[graph]))
