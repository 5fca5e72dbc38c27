"""Other engines that are asked the same as ours, and answers in a form in which they can be compared.

Terms are compared as terms, but for what engines may write differently:

- numbers by datatype and value (``"1.50"^^xsd:decimal`` and ``"1.5"^^xsd:decimal``; Oxigraph and rdflib keep
  values, not spellings), decimals and doubles in twelve digits, for engines divide with more or fewer;
- booleans by value; a time of the day in UTC ends with ``Z``;
- a string with the datatype ``xsd:string`` and one without any are one term (RDF 1.1 Concepts, section 3.3);
- language tags without regard to case (the same section);
- a blank node is only a blank node: its label says nothing outside of an answer.
"""

from __future__ import annotations

import json
import signal
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph
import rdflib
from rdflib.query import Result as RdflibResult

from igr_kg.graph.quads import XSD, Quad, lines, value
from igr_kg.release.view import default_view
from igr_kg.store.port import JSON, NTRIPLES, Store
from tests.store.made_queries import BASE, Case

Term = tuple[str, ...]
_DIGITS = 12
_INTEGERS = frozenset(
    f"{XSD}{kind}" for kind in ("integer", "int", "long", "short", "byte", "nonNegativeInteger")
)


class TooSlow(BaseException):
    """An engine was given up."""


@dataclass(frozen=True)
class Result:
    """An answer: rows as terms by variable, triples as rows of three, or one row that says yes or no.

    :param columns: names of the variables; empty for a graph and for ASK
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def same_as(self, other: Result, *, ordered: bool) -> bool:
        """Tell whether two answers are one: as sequences when the query orders them, else as multisets."""
        if set(self.columns) != set(other.columns):
            return False
        places = [other.columns.index(name) for name in self.columns]
        rows = [tuple(row[n] for n in places) for row in other.rows] if places else list(other.rows)
        return list(self.rows) == rows if ordered else Counter(self.rows) == Counter(rows)


def _number(kind: str, text: str) -> str:
    if kind in _INTEGERS:
        return str(int(text))
    number = Decimal(text)
    return str(number) if not number.is_finite() else f"{number:.{_DIGITS - 1}E}".replace("-0.0", "0.0")


def literal(text: str, datatype: str = "", language: str = "") -> Term:
    """Return a literal in the form that is compared.

    >>> literal("1.50", XSD + "decimal") == literal("1.5", XSD + "decimal")
    True
    >>> literal("7", XSD + "integer") == literal("7")
    False
    """
    if language:
        return ("literal", text, language.lower())
    if datatype in ("", f"{XSD}string"):
        return ("literal", text)
    if datatype == f"{XSD}boolean":
        text = {"1": "true", "0": "false"}.get(text, text)
    elif datatype in _INTEGERS or datatype in (f"{XSD}decimal", f"{XSD}double", f"{XSD}float"):
        text = _number(datatype, text)
    elif datatype == f"{XSD}dateTime":
        text = text.replace("+00:00", "Z")
    return ("literal", text, datatype)


def _of_json(term: dict[str, str]) -> Term:
    if term["type"] == "uri":
        return ("iri", term["value"])
    if term["type"] == "bnode":
        return ("blank",)
    return literal(term["value"], term.get("datatype", ""), term.get("xml:lang", ""))


def of_json(data: bytes) -> Result:
    """Return an answer in the SPARQL 1.1 Query Results JSON Format."""
    found: Any = json.loads(data)
    if "boolean" in found:
        return Result((), ((("boolean", str(found["boolean"])),),))
    columns = tuple(found["head"]["vars"])
    rows = (
        tuple(_of_json(row[name]) if name in row else None for name in columns)
        for row in found["results"]["bindings"]
    )
    return Result(columns, tuple(rows))


def _of_pyoxigraph(term: Any) -> Term:
    if isinstance(term, pyoxigraph.NamedNode):
        return ("iri", term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return ("blank",)
    return literal(term.value, term.datatype.value, term.language or "")


def of_triples(data: bytes) -> Result:
    """Return a graph in N-Triples."""
    triples = {
        (quad.subject, quad.predicate, quad.object)
        for quad in pyoxigraph.parse(data, pyoxigraph.RdfFormat.N_TRIPLES)
    }
    return Result((), tuple(tuple(map(_of_pyoxigraph, triple)) for triple in triples))


def parsed(case: Case, data: bytes) -> Result:
    """Return the answer to a case from its serialisation (JSON, or N-Triples for a graph)."""
    return of_triples(data) if is_graph(case) else of_json(data)


def is_graph(case: Case) -> bool:
    """Tell whether the answer to a case is a graph."""
    return "CONSTRUCT" in case.head or "DESCRIBE" in case.head


class Oracle(Protocol):
    """An engine that holds the same data."""

    def ask(self, case: Case) -> Result:
        """Return its answer.

        :raises TooSlow: see the class
        """


@dataclass(frozen=True)
class OfStore:
    """An engine behind the port, ours above all."""

    store: Store

    def ask(self, case: Case) -> Result:
        """Return the answer."""
        answer = self.store.query(
            case.text,
            media_type=NTRIPLES if is_graph(case) else JSON,
            default_graphs=case.default_graphs,
            named_graphs=case.named_graphs,
        )
        return parsed(case, answer.read())


@dataclass(frozen=True)
class OfServer:
    """A SPARQL 1.1 Protocol server whose default graph is the default view."""

    address: str
    seconds: float = 60.0

    def ask(self, case: Case) -> Result:
        """Return the answer."""
        form = [
            ("query", f"BASE <{BASE}>\n{case.text}"),
            *(("default-graph-uri", iri) for iri in case.default_graphs),
            *(("named-graph-uri", iri) for iri in case.named_graphs),
        ]
        accept = NTRIPLES if is_graph(case) else JSON
        request = Request(self.address, urlencode(form).encode(), {"Accept": accept})
        with urlopen(request, timeout=self.seconds) as response:
            return parsed(case, response.read())


@contextmanager
def given_up_after(seconds: float) -> Iterator[None]:
    """End what runs in this thread, the main one, after so many seconds of its own processor time.

    :raises TooSlow: then
    """

    def end(number: int, frame: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


class OfRdflib:
    """rdflib in this process; it is handed each dataset as one of its own, for it fetches FROM from the web.

    :param rows: the statements, each in its named graph
    """

    seconds = 10.0
    """Of the processor, for one query."""

    def __init__(self, rows: Sequence[Quad]) -> None:
        self._rows = rows
        self._whole = _dataset(rows, default_view(rows, BASE))

    def ask(self, case: Case) -> Result:
        """Return the answer."""
        with given_up_after(self.seconds):
            return _of_rdflib(self._dataset(case).query(case.without_clause, base=BASE))

    def _dataset(self, case: Case) -> rdflib.Dataset:
        if case.graphs is None:
            return self._whole
        default, named = (set(map("<{}>".format, iris)) for iris in case.graphs)
        merged = (Quad(*row[:3]) for row in self._rows if row.g in default)
        return _dataset((row for row in self._rows if row.g in named), merged)


def _dataset(rows: Iterable[Quad], default: Iterable[Quad]) -> rdflib.Dataset:
    made = rdflib.Dataset()
    graphs: defaultdict[str, list[Quad]] = defaultdict(list)
    for row in rows:
        graphs[row.g].append(Quad(*row[:3]))
    for graph, triples in graphs.items():
        made.graph(rdflib.URIRef(value(graph))).parse(data="".join(lines(triples)), format="nt")
    made.default_graph.parse(data="".join(lines(default)), format="nt")
    return made


def _of_rdflib_term(term: Any) -> Term:
    if isinstance(term, rdflib.Literal):
        return literal(str(term), str(term.datatype or ""), term.language or "")
    return ("blank",) if isinstance(term, rdflib.BNode) else ("iri", str(term))


def _of_rdflib(result: RdflibResult) -> Result:
    if result.type == "ASK":
        return Result((), ((("boolean", str(result.askAnswer)),),))
    if result.type == "CONSTRUCT":
        return Result((), tuple(tuple(map(_of_rdflib_term, triple)) for triple in result))  # type: ignore[arg-type]
    columns = tuple(map(str, result.vars or ()))
    rows = (
        tuple(None if term is None else _of_rdflib_term(term) for term in row)  # type: ignore[union-attr]
        for row in result
    )
    return Result(columns, tuple(rows))
