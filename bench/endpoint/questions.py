"""Fifteen questions, from a point look-up to a scan of all texts, each in as many variants as wished.

A variant takes what ``@D`` (number of a document), ``@B`` (of the body that decided it), ``@M`` (of its
meeting) and ``@N`` (a number that never comes twice) stand for; ``@N`` makes each a query of its own, which
no cache can know, without changing the work that it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from bench import corpus
from igr_kg.graph.quads import PREFIXES
from igr_kg.store.port import JSON, NTRIPLES

_PREFIXES = "".join(
    f"PREFIX {name}: <{PREFIXES[name] if ':' in PREFIXES[name] else corpus.BASE + PREFIXES[name]}> "
    for name in ("dcterms", "igr", "rdf", "skos", "xsd")
)
_BASE = corpus.BASE
_DOCUMENT = f"<{_BASE}id/document/made-res-@D>"
_DECISION = f"<{_BASE}id/decision/made-@D>"
_BODY = f"<{_BASE}id/body/made-@B>"
_MEETING = f"<{_BASE}id/meeting/made-@M>"
_FACTS = f"<{_BASE}graph/document/made-res-@D/en>"
_NOTHING = "<http://example.org/@N>"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the mix.

    :param name: q01 to q15
    :param about: what it tries
    :param pattern: the query with what varies in it
    :param in_graphs: it asks named graphs only, and needs no default graph
    """

    name: str
    about: str
    pattern: str
    in_graphs: bool = False

    @property
    def media_type(self) -> str:
        """What is asked for: JSON for a table, N-Triples for a graph."""
        return JSON if self.pattern.startswith("SELECT") else NTRIPLES

    @property
    def text(self) -> str:
        """The query with its prefixes and what varies in it."""
        return _PREFIXES + self.pattern

    def variant(self, number: int, document: int) -> str:
        """Return the query about a document.

        >>> QUESTIONS[0].variant(7, 5).endswith("made-res-5> ?p ?o } LIMIT 7")
        True
        """
        values = {"@D": document, "@B": corpus.body_of(document), "@M": document % corpus.MEETINGS}
        text = self.text.replace("@N", str(number))
        for mark, value in values.items():
            text = text.replace(mark, str(value))
        return text

    def encoded(self, number: int | None = None, document: int = 0) -> str:
        """Return a variant as the value of a parameter, or what all have in common with the marks in it."""
        return quote(self.text if number is None else self.variant(number, document), safe="@")


QUESTIONS = (
    Question("q01", "point", f"SELECT ?p ?o {{ {_DOCUMENT} ?p ?o }} LIMIT @N"),
    Question(
        "q02",
        "label, 2 joins",
        f"SELECT ?name {{ {_DECISION} igr:decidedBy ?body . ?body skos:prefLabel ?name }} LIMIT @N",
    ),
    Question(
        "q03",
        "4 joins",
        "SELECT ?title ?name { ?decision igr:adoptedAt " + _MEETING + " ; igr:documentedIn ?document ; "
        "igr:decidedBy ?body . ?document dcterms:title ?title . ?body skos:prefLabel ?name } LIMIT @N",
    ),
    Question(
        "q04",
        "evidence, 5 joins",
        f"SELECT * {{ GRAPH ?g {{ ?e rdf:subject {_DECISION} ; rdf:predicate ?p ; rdf:object ?o ; "
        "igr:passage ?part ; igr:quote ?quote } } LIMIT @N",
        in_graphs=True,
    ),
    Question(
        "q05",
        "OPTIONAL",
        f"SELECT * {{ {_DECISION} igr:documentedIn ?document "
        f"OPTIONAL {{ ?c igr:cites {_DECISION} ; igr:citingPart ?part }} "
        f"OPTIONAL {{ ?a igr:inDecision {_DECISION} ; igr:content ?content }} }} LIMIT @N",
    ),
    Question("q06", "GROUP BY", "SELECT ?type (COUNT(*) AS ?n) { ?s a ?type } GROUP BY ?type LIMIT @N"),
    Question(
        "q07",
        "aggregate and join",
        "SELECT ?parent (COUNT(*) AS ?n) (MAX(?day) AS ?last) { ?decision igr:decidedBy ?body ; "
        "igr:adoptionDate ?day . ?body igr:parentBody ?parent } GROUP BY ?parent LIMIT @N",
    ),
    Question("q08", "path +", f"SELECT ?above {{ {_BODY} igr:parentBody+ ?above }} LIMIT @N"),
    Question(
        "q09",
        "path * and count",
        f"SELECT (COUNT(*) AS ?n) {{ ?body igr:parentBody* <{corpus.body_iri(0)}> }} LIMIT @N",
    ),
    Question(
        "q10",
        "dates, ORDER, LIMIT",
        'SELECT ?decision ?day { ?decision igr:adoptionDate ?day FILTER(?day >= "1980-01-01"^^xsd:date '
        f'&& ?day < "2000-01-01"^^xsd:date && ?decision != {_NOTHING}) }} ORDER BY ?day ?decision LIMIT 20',
    ),
    Question(
        "q11",
        "text scan, no hit",
        'SELECT ?part { GRAPH ?g { ?part igr:text ?text } FILTER(CONTAINS(STR(?text), "zebra @N")) }',
        in_graphs=True,
    ),
    Question("q12", "GRAPH <g>", f"SELECT * {{ GRAPH {_FACTS} {{ ?s ?p ?o }} }} LIMIT @N", in_graphs=True),
    Question(
        "q13",
        "GRAPH ?g",
        f"SELECT ?g ?part ?text {{ GRAPH ?g {{ ?part igr:partOf <{_BASE}id/document/made-res-@D/sec/1> ; "
        "igr:text ?text } } LIMIT @N",
        in_graphs=True,
    ),
    Question(
        "q14",
        "CONSTRUCT",
        f"CONSTRUCT {{ ?decision ?p ?o }} {{ ?decision igr:decidedBy {_BODY} ; ?p ?o }} LIMIT @N",
    ),
    Question("q15", "DESCRIBE", f"DESCRIBE {_DOCUMENT} {_NOTHING}"),
)
LOOK_UPS = ("q01", "q02", "q03", "q04", "q05", "q08", "q12", "q13", "q15")
"""Those that begin at a known thing and have a short answer."""
