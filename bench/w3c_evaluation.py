"""The W3C's tests of query evaluation and syntax, run through our store: scanner, front, process and writer.

Run with ``python -m bench.w3c_evaluation FOLDER [PART...]``. The folder is a checkout of w3c/rdf-tests; parts
are folders below it, by default ``sparql/sparql10`` and ``sparql/sparql11``. Nothing of it is kept here.

Each test is a release of its own in engine processes that all share. Data goes into the default graph and
named graphs as the manifest says, graphs that FROM names into named graphs of their names, and the base IRI
is that of the file of the query. Answers are compared as bags of solutions (as lists where the test gives
an order, as sets where it is lax), as truth values or as graphs, up to the names of blank nodes
(RDFC-1.0). A literal that differs only in how a number or truth value of the same type is written ("02" and
"2") is equal by value; how many answers needed that is told.

Left out are updates, entailment regimes, protocols and formats of results, which are no query evaluation.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from igr_kg.store import port
from igr_kg.store.child import Child
from igr_kg.store.embedded import PoolEngine
from igr_kg.store.front import QueryFront
from igr_kg.store.pool import Pool
from igr_kg.store.port import QueryError, QueryForm
from igr_kg.store.scanner import scan

ROOT = "https://w3c.github.io/rdf-tests/"
PARTS = ("sparql/sparql10", "sparql/sparql11")
MEMORY = 1 << 30
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_EVALUATION = ("QueryEvaluationTest", "CSVResultFormatTest")
_SYNTAX = {"PositiveSyntaxTest": True, "PositiveSyntaxTest11": True} | {
    "NegativeSyntaxTest": False,
    "NegativeSyntaxTest11": False,
}
_LEFT_OUT = ("entailment", "graph-store-protocol", "http-rdf-update", "protocol", "service-description")
_GRAPHS = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}
_GRAPHS |= {".trig": ox.RdfFormat.TRIG, ".nq": ox.RdfFormat.N_QUADS}
_TABLES = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON}
_TABLES |= {".tsv": ox.QueryResultsFormat.TSV}
_NUMBERS = {"integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger"}
_NUMBERS |= {"positiveInteger", "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedByte"}
_NUMBERS |= {"unsignedLong", "unsignedShort"}

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = dict[str, Term]


class Test(NamedTuple):
    """One entry of a manifest: its category (folder), name, kind (class of test) and node."""

    category: str
    name: str
    kind: str
    node: Term


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a test: ``passed``, ``by value``, ``failed`` or ``refused``, and why."""

    test: Test
    result: str
    why: str = ""


class Manifest:
    """The statements of one ``manifest.ttl``."""

    def __init__(self, folder: Path, path: Path) -> None:
        self.folder = folder
        iri = ROOT + path.relative_to(folder).as_posix()
        self.category = path.parent.relative_to(folder).as_posix().removeprefix("sparql/")
        self.graph = ox.Store()
        self.graph.load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=iri)
        self._iri = ox.NamedNode(iri)

    def values(self, subject: Term, predicate: str) -> list[Term]:
        """Return the objects of a subject."""
        assert not isinstance(subject, ox.Literal | ox.Triple)
        return [q.object for q in self.graph.quads_for_pattern(subject, ox.NamedNode(predicate), None)]

    def value(self, subject: Term, predicate: str) -> Term | None:
        """Return the object of a subject, or None."""
        return next(iter(self.values(subject, predicate)), None)

    def file(self, node: Term) -> Path:
        """Return the file that an IRI stands for."""
        assert isinstance(node, ox.NamedNode)
        return self.folder / node.value.removeprefix(ROOT)

    def tests(self) -> Iterator[Test]:
        """Yield the entries, in order."""
        rest = self.value(self._iri, f"{_MF}entries")
        while rest is not None and (node := self.value(rest, f"{_RDF}first")) is not None:
            kind, name = self.value(node, f"{_RDF}type"), self.value(node, f"{_MF}name")
            if isinstance(kind, ox.NamedNode) and isinstance(node, ox.NamedNode):
                title = name.value if isinstance(name, ox.Literal) else ""
                local = node.value.rpartition("#")[2]
                yield Test(self.category, f"{local} ({title})", kind.value.removeprefix(_MF), node)
            rest = self.value(rest, f"{_RDF}rest")


def _load(store: ox.Store, file: Path, iri: str, graph: ox.NamedNode | None) -> None:
    with file.open("rb") as data:
        for quad in ox.parse(data, _GRAPHS[file.suffix], base_iri=iri, rename_blank_nodes=True):
            name = graph if graph is not None else quad.graph_name
            store.add(ox.Quad(quad.subject, quad.predicate, quad.object, name))
    if graph is not None:
        store.add_graph(graph)


def _fill(manifest: Manifest, action: Term, text: str, base: str, directory: Path) -> None:
    """Make the data set of a test."""
    store = ox.Store(str(directory))
    for node in manifest.values(action, f"{_QT}data"):
        _load(store, manifest.file(node), str(node)[1:-1], None)
    for node in manifest.values(action, f"{_QT}graphData"):
        if isinstance(node, ox.NamedNode):
            _load(store, manifest.file(node), node.value, node)
    found = scan(text, base)
    for iri in {*found.default_graphs, *found.named_graphs}:
        graph = ox.NamedNode(iri)
        if iri.startswith(ROOT) and not store.contains_named_graph(graph):
            _load(store, manifest.file(graph), iri, graph)
    store.flush()


class Runner:
    """Runs tests in engine processes that all of them share; close it."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        self._folder = folder
        self._scratch = scratch
        empty = scratch / "empty"
        ox.Store(str(empty)).flush()
        options = {"path": str(empty), "memory": MEMORY, "files": [str(scratch)]}
        start = partial(Child, "igr_kg.store.engine", options)
        self._pool = Pool(start, processes=1, queue=4, queue_seconds=10, retire_at=MEMORY // 2)
        self._pool.warm()

    def close(self) -> None:
        """End the processes."""
        self._pool.close()

    def run(self, manifest: Manifest, test: Test) -> Outcome | None:
        """Return what comes of a test, or None for one of another kind."""
        if test.kind in _EVALUATION:
            return self._evaluate(manifest, test)
        action = manifest.value(test.node, f"{_MF}action")
        if test.kind not in _SYNTAX or not isinstance(action, ox.NamedNode):
            return None
        wanted = _SYNTAX[test.kind]
        file = manifest.file(action)
        with tempfile.TemporaryDirectory(dir=self._scratch) as directory:
            ox.Store(directory).flush()
            try:
                text = file.read_text("utf-8")
                self._store(Path(directory), action.value).query(text).close()
            except QueryError as error:
                if error.code == "QUERY_MALFORMED" or (error.code, wanted) == ("READ_ONLY", False):
                    return Outcome(test, "failed" if wanted else "passed", error.message)
                if error.code == "FUNCTION_UNKNOWN" and wanted:
                    return Outcome(test, "passed")  # the syntax is taken
                return Outcome(test, "refused" if error.status == 403 else "failed", error.code)
            except UnicodeDecodeError:
                return Outcome(test, "failed" if wanted else "passed", "not UTF-8")
        return Outcome(test, "passed" if wanted else "failed", "" if wanted else "the engine takes it")

    def _store(self, directory: Path, base: str) -> QueryFront:
        engine = PoolEngine(self._pool, directory)
        return QueryFront(
            engine, version="", base=base, timeout=30, max_rows=1_000_000, max_bytes=100_000_000
        )

    def _evaluate(self, manifest: Manifest, test: Test) -> Outcome:
        action = manifest.value(test.node, f"{_MF}action")
        assert action is not None
        query = manifest.value(action, f"{_QT}query")
        result = manifest.value(test.node, f"{_MF}result")
        assert isinstance(query, ox.NamedNode)
        assert isinstance(result, ox.NamedNode)
        text = manifest.file(query).read_text("utf-8")
        with tempfile.TemporaryDirectory(dir=self._scratch) as directory:
            try:
                _fill(manifest, action, text, query.value, Path(directory))
                store = self._store(Path(directory), query.value)
                lax = manifest.value(test.node, f"{_MF}resultCardinality") is not None
                return _judged(test, store, text, manifest.file(result), result.value, lax=lax)
            except QueryError as error:
                return Outcome(test, "refused" if error.status == 403 else "failed", error.message)
            except (SyntaxError, ValueError, OSError) as error:
                return Outcome(test, "failed", f"{type(error).__name__}: {error}")


def _judged(test: Test, store: QueryFront, text: str, file: Path, iri: str, *, lax: bool) -> Outcome:
    form = scan(text).form
    if file.suffix == ".csv":
        text_found = store.query(text, media_type=port.CSV).read().decode()
        same = _cells(text_found) == _cells(file.read_text("utf-8"))
        return Outcome(test, "passed" if same else "failed", "" if same else "other rows")
    if form in (QueryForm.CONSTRUCT, QueryForm.DESCRIBE):
        body = store.query(text, media_type=port.NTRIPLES).read()
        graphs = [
            [q.triple for q in ox.parse(body, ox.RdfFormat.N_TRIPLES)],
            [q.triple for q in ox.parse(file.read_bytes(), _GRAPHS[file.suffix], base_iri=iri)],
        ]
        return _compared(test, *graphs)
    body = store.query(text, media_type=port.JSON).read()
    answer = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    if isinstance(answer, ox.QueryBoolean):
        same = bool(answer) == _truth(file, iri)
        return Outcome(test, "passed" if same else "failed", "" if same else f"answers {bool(answer)}")
    names = {variable.value for variable in answer.variables}
    rows_found = _rows(answer)
    wanted_names, rows_wanted, ordered = _table(file, iri)
    if wanted_names is not None and names != wanted_names:
        return Outcome(test, "failed", f"variables {sorted(names)}, not {sorted(wanted_names)}")
    encode = partial(_encoded, ordered=ordered, lax=lax)
    return _compared(test, encode(rows_found), encode(rows_wanted))


def _cells(text: str) -> Counter[tuple[tuple[str, str], ...]]:
    """Return the rows of CSV, whatever the order of columns; blank nodes lose their names."""
    rows = csv.DictReader(io.StringIO(text))
    cells = [sorted((n, "_:" if c[:2] == "_:" else _number(c)) for n, c in row.items()) for row in rows]
    return Counter(map(tuple, cells))


def _rows(solutions: ox.QuerySolutions) -> list[Row]:
    names = [variable.value for variable in solutions.variables]
    rows = []
    for solution in solutions:
        row = {name: solution[name] for name in names}
        rows.append({name: term for name, term in row.items() if term is not None})
    return rows


def _truth(file: Path, iri: str) -> bool:
    if file.suffix in _TABLES:
        found = ox.parse_query_results(file.read_bytes(), _TABLES[file.suffix])
        assert isinstance(found, ox.QueryBoolean)
        return bool(found)
    graph = ox.Store()
    _load(graph, file, iri, None)
    said = [q.object for q in graph.quads_for_pattern(None, ox.NamedNode(f"{_RS}boolean"), None)]
    return any(isinstance(term, ox.Literal) and term.value == "true" for term in said)


def _table(file: Path, iri: str) -> tuple[set[str] | None, list[Row], bool]:
    """Return the variables, the solutions, and whether they have an order."""
    if file.suffix in _TABLES:
        found = ox.parse_query_results(file.read_bytes(), _TABLES[file.suffix])
        assert isinstance(found, ox.QuerySolutions)
        return {variable.value for variable in found.variables}, _rows(found), False
    graph = ox.Store()
    _load(graph, file, iri, None)

    def values(subject: Term, name: str) -> list[Term]:
        assert isinstance(subject, ox.NamedNode | ox.BlankNode)
        return [q.object for q in graph.quads_for_pattern(subject, ox.NamedNode(_RS + name), None)]

    solutions = [q.object for q in graph.quads_for_pattern(None, ox.NamedNode(f"{_RS}solution"), None)]
    rows, places = [], []
    for solution in solutions:
        bindings = values(solution, "binding")
        rows.append({str(values(b, "variable")[0].value): values(b, "value")[0] for b in bindings})  # type: ignore[union-attr]
        places += [int(place.value) for place in values(solution, "index")]  # type: ignore[union-attr]
    if len(places) == len(rows) > 0:
        rows = [row for _, row in sorted(zip(places, rows, strict=True), key=lambda pair: pair[0])]
        return None, rows, True
    return None, rows, False


def _encoded(rows: Sequence[Row], *, ordered: bool, lax: bool) -> list[ox.Triple]:
    """Return solutions as a graph: a blank node for each, a property for each variable."""
    if lax:
        rows = list({tuple(sorted((n, str(t)) for n, t in row.items())): row for row in rows}.values())
    found = []
    for number, row in enumerate(rows):
        node = ox.BlankNode(f"row{number}")
        place = ox.Literal(number if ordered else 0)
        found.append(ox.Triple(node, ox.NamedNode("urn:row"), place))
        found += [ox.Triple(node, ox.NamedNode(f"urn:variable:{n}"), term) for n, term in row.items()]
    return found


def _compared(test: Test, found: list[ox.Triple], wanted: list[ox.Triple]) -> Outcome:
    if _canonical(found) == _canonical(wanted):
        return Outcome(test, "passed")
    if _canonical(map(_by_value, found)) == _canonical(map(_by_value, wanted)):
        return Outcome(test, "by value")
    return Outcome(test, "failed", f"other answer ({len(found)} statements, not {len(wanted)})")


def _canonical(triples: Iterator[ox.Triple] | Sequence[ox.Triple]) -> set[str]:
    data = ox.Dataset([ox.Quad(t.subject, t.predicate, t.object) for t in triples])
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in data}


def _number(text: str) -> str:
    """Return a number written in one way, and any other text as it is."""
    with suppress(InvalidOperation):
        value = Decimal(text)
        return f"{value.normalize():f}" if value.is_finite() else str(value)
    return text


def _by_value(triple: ox.Triple) -> ox.Triple:
    """Return the triple with a number, truth value or language tag written in one way."""
    term = triple.object
    if isinstance(term, ox.Literal):
        kind = term.datatype.value.removeprefix(_XSD)
        if kind in _NUMBERS:
            term = ox.Literal(_number(term.value), datatype=term.datatype)
        elif kind == "boolean":
            term = ox.Literal({"0": "false", "1": "true"}.get(term.value, term.value), datatype=term.datatype)
        elif term.language:
            term = ox.Literal(term.value, language=term.language.lower())
    return ox.Triple(triple.subject, triple.predicate, term)


def run(folder: Path, parts: Sequence[str] = PARTS) -> list[Outcome]:
    """Return what comes of every test of a checkout.

    :param folder: the checkout
    :param parts: folders below it whose manifests are read
    """
    found = []
    with tempfile.TemporaryDirectory(prefix="igr-kg-w3c-") as scratch:
        runner = Runner(folder, Path(scratch))
        try:
            for path in sorted(file for part in parts for file in (folder / part).rglob("manifest.ttl")):
                if path.parent.name in _LEFT_OUT:
                    continue
                manifest = Manifest(folder, path)
                outcomes = [runner.run(manifest, test) for test in manifest.tests()]
                found += [outcome for outcome in outcomes if outcome is not None]
        finally:
            runner.close()
    return found


def table(outcomes: Sequence[Outcome]) -> str:
    """Return counts by category as rows of Markdown, then every test that did not pass."""
    lines = [
        "| category | tests | passed | of these by value | refused | failed |",
        "|---|---|---|---|---|---|",
    ]
    names = list(dict.fromkeys(outcome.test.category for outcome in outcomes))
    for name in [*names, "all"]:
        counts = Counter(o.result for o in outcomes if name in ("all", o.test.category))
        passed = counts["passed"] + counts["by value"]
        rest = f"{counts['by value']} | {counts['refused']} | {counts['failed']}"
        lines.append(f"| {name} | {counts.total()} | {passed} | {rest} |")
    lines += ["", "| test | result | why |", "|---|---|---|"]
    for outcome in outcomes:
        if outcome.result in ("failed", "refused"):
            why = " ".join(outcome.why.split())
            lines.append(f"| {outcome.test.category}: {outcome.test.name} | {outcome.result} | {why} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table for the checkout that the command line names."""
    folder, *parts = sys.argv[1:] or ["."]
    outcomes = run(Path(folder), parts or PARTS)
    print(table(outcomes))
    print(f"\npyoxigraph {ox.__version__}")


if __name__ == "__main__":
    main()
