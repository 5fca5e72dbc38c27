"""A report says the same in text, JSON and RDF, and the same bytes each time."""

from __future__ import annotations

import json
from random import Random

from igr_kg.check import Report, Result
from igr_kg.graph.quads import is_blank, line, term
from tests.check_support import BASE, thing

SHAPE = f"{BASE}shapes#DecisionShape-number"
SAID = {"en": "A decision has one number.", "zh": "决定有一个编号。"}


def result(focus: str = "id/decision/a", severity: str = "Violation", **more: str) -> Result:
    return Result(thing(focus), SHAPE, severity, SAID, **more)


def test_only_violations_speak_against_conformance() -> None:
    assert Report.of([result(severity="Warning"), result(severity="Info")]).conforms
    assert not Report.of([result()]).conforms
    assert Report.of([result(severity="Warning")]).counts() == {"Violation": 0, "Warning": 1, "Info": 0}


def test_results_are_sorted_worst_first_and_each_once() -> None:
    all_ = [result(), result("id/decision/b"), result(severity="Warning"), result()]
    report = Report.of(all_)
    assert [r.severity for r in report.results] == ["Violation", "Violation", "Warning"]
    Random(1).shuffle(all_)
    assert Report.of(all_) == report


def test_text_is_in_the_language_asked_for() -> None:
    report = Report.of([result(path=f"{BASE}ontology#number", value='"x"', graph=f"{BASE}graph/authority")])
    english = report.to_text("en").splitlines()
    assert english[0] == "The data do not conform."
    assert english[3:] == [
        "violation: A decision has one number.",
        "  id/decision/a  ontology#number",
        '  value: "x"',
        "  in: graph/authority",
    ]
    chinese = report.to_text("zh-Hans")
    assert "违规: 决定有一个编号。" in chinese
    assert "number." not in chinese
    assert report.to_text("fr") == report.to_text("en")


def test_json_holds_what_the_report_holds() -> None:
    report = Report.of([result(detail="0-4: 'abcd'")])
    data = json.loads(report.to_json())
    assert data["conforms"] is False
    assert data["results"][0]["messages"] == SAID
    assert data["results"][0]["detail"] == "0-4: 'abcd'"


def test_rdf_has_no_blank_nodes_and_names_every_result() -> None:
    report = Report.of([result(), result("id/decision/b"), result(path=f"^{BASE}ontology#hasMeasure")])
    quads = list(report.quads())
    assert quads == sorted(set(quads))
    assert not any(is_blank(t) for quad in quads for t in quad if t)
    results = {q.s for q in quads if q.o == term("sh:ValidationResult", BASE)}
    assert len(results) == 3
    assert all(r.startswith(f"<{BASE}report#") for r in results)
    paths = {q.o for q in quads if q.p == term("sh:resultPath", BASE)}
    assert paths == set(), "a path that is read backwards has no IRI"
    messages = {q.o for q in quads if q.p == term("sh:resultMessage", BASE)}
    assert messages == {'"A decision has one number."@en', '"决定有一个编号。"@zh'}


def test_rdf_of_equal_reports_is_the_same_bytes() -> None:
    one = "".join(map(line, Report.of([result(), result("id/decision/b")]).quads("dataset/igr/report")))
    other = "".join(map(line, Report.of([result("id/decision/b"), result()]).quads("dataset/igr/report")))
    assert one == other
    assert "dataset/igr/report#" in one


def test_a_blank_node_of_the_data_gets_a_name_in_rdf() -> None:
    report = Report.of([Result("_:b0", SHAPE, "Violation", SAID, value="_:b1")])
    quads = list(report.quads())
    assert not any(is_blank(t) for quad in quads for t in quad if t)
    named = {q.o for q in quads if q.p in (term("sh:focusNode", BASE), term("sh:value", BASE))}
    assert len(named) == 2
    assert all(name.startswith(f"<{BASE}.well-known/genid/") for name in named)
