"""One run of pySHACL over one part of the data.

Always on rdflib's own graphs in memory: handed an Oxigraph store, or an rdflib graph backed by one,
pySHACL 0.40 gives wrong answers. Its time grows faster than the graph, so the data come in parts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

import pyshacl
from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from igr_kg.check import assets
from igr_kg.check.report import Result
from igr_kg.check.terms import add, from_rdflib, graph_of, to_rdflib
from igr_kg.errors import IgrError
from igr_kg.graph.quads import Quad

Home = Callable[[str, str], str]
"""Finds the graph that says something: (subject term, property IRI) -> graph IRI or ``""``."""


def run(
    quads: Collection[Quad],
    context: Iterable[Quad],
    *,
    base: str,
    home: Home,
) -> Iterator[Result]:
    """Yield what the shapes say of the things that ``quads`` describe.

    :param quads: the statements to validate; every subject is one of the things looked at
    :param context: statements about other things that these refer to (their types), not looked at
    :param base: base of the project's IRIs
    :param home: finds the graph that holds a statement, for the report
    :raises IgrError: ``BAD_SHAPES`` when pySHACL cannot use the shapes
    """
    rules = assets.shapes(base)
    looked_at = {to_rdflib(quad.s) for quad in quads}
    data = graph_of(quads)
    for quad in context:
        add(data, quad)
    for triple in assets.vocabulary(base).context:
        data.add(triple)
    for report, item in _results(data, rules.graph):
        if report.value(item, SH.focusNode) in looked_at:
            yield _result(report, item, rules, home)


def _results(data: Graph, shapes: Graph) -> Iterator[tuple[Graph, Node]]:
    _, report, text = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)
    if not isinstance(report, Graph):
        raise IgrError("BAD_SHAPES", f"The shapes cannot be used: {text}")
    for item in report.objects(None, SH.result):
        yield report, item


def _result(report: Graph, item: Node, rules: assets.Shapes, home: Home) -> Result:
    source = report.value(item, SH.sourceConstraint) or report.value(item, SH.sourceShape)
    shape = str(source) if isinstance(source, URIRef) else str(report.value(item, SH.sourceShape))
    rule = rules.rules.get(shape) or assets.Rule("Violation", "", {})
    focus, value = report.value(item, SH.focusNode), report.value(item, SH.value)
    severity = str(report.value(item, SH.resultSeverity)).removeprefix(str(SH))
    subject = from_rdflib(focus) if focus is not None else ""
    return Result(
        focus=subject,
        shape=shape,
        severity=severity,
        messages=rule.messages,
        path=rule.path,
        value=from_rdflib(value) if value is not None and value != focus else "",
        component=str(report.value(item, SH.sourceConstraintComponent) or ""),
        graph=home(subject, rule.path),
    )
