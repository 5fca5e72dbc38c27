"""Where statements were read: the records of the evidence graphs, as objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from igr_kg.graph import quads
from igr_kg.web.data import Data, Row, chunks

MOST_STATEMENTS = 60_000

_PLACE = "igr:start ?start ; igr:end ?end ; igr:quote ?quote"
_RECORDS = f"""SELECT ?g ?e ?s ?p ?o ?status ?rule (?main AS ?part) ?start ?end ?quote WHERE {{ $where
  GRAPH ?g {{ ?e rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; igr:status ?status ; igr:rule ?rule ;
    igr:passage ?main ; {_PLACE} }} }} LIMIT $most"""
_SPANS = f"""SELECT ?e ?part ?start ?end ?quote WHERE {{ $where
  GRAPH ?g {{ ?e rdf:subject ?s ; igr:passage ?main ; igr:span ?span .
    ?span igr:passage ?part ; {_PLACE} }} }} LIMIT $most"""


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


def _passage(row: Row) -> Passage:
    part, start, end, quote = (quads.value(row[name]) for name in ("part", "start", "end", "quote"))
    return Passage(part, int(start), int(end), quote)


def _records(data: Data, where: str, **values: object) -> list[Evidence]:
    """Return the records that a pattern with places for values binds by ``?s``, ``?g`` or ``?main``."""
    beside: dict[str, set[Passage]] = defaultdict(set)
    for row in data.rows(_SPANS.replace("$where", where), most=MOST_STATEMENTS, **values):
        beside[row["e"]].add(_passage(row))
    found: dict[str, Evidence] = {}
    for row in data.rows(_RECORDS.replace("$where", where), most=MOST_STATEMENTS, **values):
        main = _passage(row)
        others = sorted(beside[row["e"]] - {main}, key=lambda p: (p.start, p.end))
        found[row["e"]] = Evidence(
            quads.value(row["e"]),
            (row["s"], row["p"], row["o"]),
            (main, *others),
            quads.value(row["status"]),
            quads.value(row["rule"]),
            quads.value(row["g"]),
        )
    return sorted(found.values(), key=_order)


def about(data: Data, subjects: Sequence[str]) -> dict[tuple[str, str, str], list[Evidence]]:
    """Return the evidence of every triple of some subjects."""
    found: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    for piece in chunks(subjects):
        for record in _records(data, "VALUES ?s { $things }", things=piece):
            found[record.triple].append(record)
    return found


def named(data: Data, records: Sequence[str]) -> dict[str, Evidence]:
    """Return records of evidence by their IRIs."""
    found = [r for piece in chunks(records) for r in _records(data, "VALUES ?e { $records }", records=piece)]
    return {record.iri: record for record in found}


def of_parts(data: Data, graph: str, parts: Sequence[str]) -> list[Evidence]:
    """Return the records of one evidence graph with a passage in one of some parts (IRIs)."""
    where = """VALUES ?g { $graph } { SELECT DISTINCT ?e WHERE { VALUES ?touched { $parts }
      GRAPH $graph { { ?e igr:passage ?touched } UNION { ?e igr:span/igr:passage ?touched } } } }"""
    found = {r.iri: r for piece in chunks(parts) for r in _records(data, where, graph=graph, parts=piece)}
    return sorted(found.values(), key=_order)


def _order(record: Evidence) -> tuple[object, ...]:
    return record.graph, [(p.start, p.end) for p in record.passages], record.triple
