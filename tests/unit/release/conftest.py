"""A small data set with every kind of graph."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from igr_kg.graph.quads import RDF_TYPE, Quad, literal, node, term
from igr_kg.model import Source
from igr_kg.release.writing import write

BASE = "https://w3id.org/igr/"
SOURCES = [
    Source("a-1/zh.txt", "ab" * 32, language="zh", symbol="A/1", retrieved="2024-05-06"),
    Source("a-1/en.txt", "cd" * 32, language="en", symbol="A/1", retrieved="2024-01-02"),
]
REPORT = b"@prefix sh: <http://www.w3.org/ns/shacl#> .\n[] a sh:ValidationReport ; sh:conforms true .\n"


def statements() -> list[Quad]:
    """Return a data set: two language versions, authority, ontology with a blank node, a run, inferences."""

    def graph(name: str) -> str:
        return node(f"{BASE}graph/{name}")

    document, body = node(f"{BASE}id/document/a-1"), node(f"{BASE}id/body/council")
    label, note = term("skos:prefLabel", BASE), term("rdfs:comment", BASE)
    rows = [
        Quad(body, RDF_TYPE, term("igr:GovernanceBody", BASE), graph("authority")),
        Quad(body, label, literal("Council", language="en"), graph("authority")),
        Quad(body, term("skos:exactMatch", BASE), node("http://www.wikidata.org/entity/Q1"), graph("links")),
        Quad(term("igr:Document", BASE), RDF_TYPE, term("owl:Class", BASE), graph("ontology")),
        Quad(term("igr:Document", BASE), term("rdfs:subClassOf", BASE), "_:x", graph("ontology")),
        Quad("_:x", RDF_TYPE, term("owl:Restriction", BASE), graph("ontology")),
        Quad(node(f"{BASE}run/0123"), RDF_TYPE, term("igr:Run", BASE), graph("catalogue")),
        Quad(document, note, literal("inferred"), graph("inferred")),
        Quad(document, note, literal("submitted"), graph("submission/1")),
    ]
    for tag in ("zh", "en"):
        facts, evidence = graph(f"document/a-1/{tag}"), graph(f"evidence/a-1/{tag}")
        record = node(f"{BASE}graph/evidence/a-1/{tag}#0123456789abcdef")
        rows += [
            Quad(document, RDF_TYPE, term("igr:Document", BASE), facts),
            Quad(document, term("dcterms:identifier", BASE), literal("A/1"), facts),
            Quad(node(f"{BASE}id/document/a-1/{tag}"), term("dcterms:language", BASE), literal(tag), facts),
            Quad(record, term("igr:status", BASE), term("igr:extracted", BASE), evidence),
            Quad(document, term("igr:text", BASE), literal("第一段", language=tag), graph(f"text/a-1/{tag}")),
        ]
    return rows


def release(out: Path, **changes: Any) -> Path:
    """Write the data set as a release."""
    options: dict[str, Any] = {
        "quads": statements(),
        "report_ttl": REPORT,
        "sources": SOURCES,
        "version": "1-abc",
        "date": date(2024, 5, 6),
        "out": out,
        "base": BASE,
    }
    options.update(changes)
    rows = options.pop("quads")
    return write(rows, **options)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release, not to be changed."""
    return release(tmp_path_factory.mktemp("out"))
