"""``igr-kg validate``: reports on several files, in every form."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from igr_kg.graph import syntax
from igr_kg.graph.quads import RDF_TYPE
from tests.cli.test_command_line import igr
from tests.cli.test_statuses import piped

GOOD = """@prefix igr: <https://w3id.org/igr/ontology#> .
<https://w3id.org/igr/id/person/a> a igr:Person ; igr:attestedName "A"@en .
"""
BAD = """@prefix igr: <https://w3id.org/igr/ontology#> .
<https://w3id.org/igr/id/body/unep> a igr:Meeting .
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "good one.ttl").write_text(GOOD, "utf-8")
    (tmp_path / "bad.ttl").write_text(BAD, "utf-8")
    return tmp_path


def both(folder: Path, form: str, *more: str) -> str:
    out = igr("validate", "good one.ttl", "bad.ttl", "--alone", "--format", form, *more, cwd=folder)
    assert out.returncode == 1, out.stderr
    return out.stdout


def test_several_reports_have_an_iri_and_the_name_of_their_file(files: Path) -> None:
    told = both(files, "turtle")
    quads = syntax.parse(told.encode(), "ttl")
    reports = {q.s for q in quads if q.p == RDF_TYPE and q.o.endswith("ValidationReport>")}
    assert len(reports) == 2
    assert all(re.fullmatch(r"<https://w3id.org/igr/report/[0-9a-f]{16}>", name) for name in reports)
    assert {q.o for q in quads if q.s in reports and q.p.endswith("label>")} == {
        '"good one.ttl"',
        '"bad.ttl"',
    }
    assert both(files, "turtle") == told


def test_several_reports_are_one_json_document_a_line(files: Path) -> None:
    rows = [json.loads(line) for line in both(files, "json").splitlines()]
    assert [(row["file"], row["conforms"]) for row in rows] == [("good one.ttl", True), ("bad.ttl", False)]
    one = igr("validate", "bad.ttl", "--alone", "--format", "json", cwd=files).stdout
    assert json.loads(one) == rows[1]


def test_sarif_names_rules_levels_and_files(files: Path) -> None:
    log = json.loads(both(files, "sarif", "--language", "zh"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [item["location"]["uri"] for item in run["artifacts"]] == ["good%20one.ttl", "bad.ttl"]
    assert {result["level"] for result in run["results"]} == {"error", "warning"}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (place,) = result["locations"]
        assert place["physicalLocation"]["artifactLocation"] == {"uri": "bad.ttl", "index": 1}
        assert place["logicalLocations"][0]["fullyQualifiedName"].endswith("id/body/unep")
        assert rules[result["ruleIndex"]]["help"]["text"] in result["message"]["text"]


def test_html_is_one_page_that_needs_nothing_else(files: Path) -> None:
    (files / "<b>.ttl").write_text(BAD, "utf-8")
    out = igr("validate", "<b>.ttl", "--alone", "--format", "html", cwd=files).stdout
    assert "<b>" not in out
    assert not re.search(r"\b(?:src|href)=", out)
    body = re.sub(r"<(meta)\b([^>]*)>|<(br)>", r"<\1\3\2/>", out.partition("\n")[2])
    assert ET.fromstring(body).tag == "html"


def test_sentences_in_another_language_are_said_to_be_english(files: Path) -> None:
    out = igr("validate", "good one.ttl", "--alone", "--language", "fr", cwd=files)
    assert out.returncode == 0
    assert "no sentences in fr" in out.stderr
    assert out.stdout.startswith("The data conform.")


@pytest.mark.parametrize("name", ["ttl", "jsonld", "rdf", "nq", "trig", "nt"])
def test_stdin_may_hold_any_syntax(name: str) -> None:
    data = syntax.serialise(syntax.parse(GOOD.encode(), "ttl"), name, base="https://w3id.org/igr/")
    said = piped("validate", "-", "--alone", sent=data).decode()
    assert "Checked: 1 of 1 things, against PersonShape." in said
