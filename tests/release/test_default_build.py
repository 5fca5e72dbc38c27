"""All the documents that ship: one graph in six languages, sound and verified."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import defaultdict

import pytest

from igr_kg import config, pipeline
from igr_kg.graph.quads import RDF_TYPE, Quad, language, term, value
from igr_kg.graph.syntax import parse
from igr_kg.pipeline import Built
from igr_kg.pipeline.sources import find_sources, read_sources
from igr_kg.reason.view import above
from igr_kg.web.app import create_app
from tests.support import TOP

pytestmark = pytest.mark.slow
BASE = config.load({}, environ={}).base_iri


@pytest.fixture(scope="module")
def whole(built_whole: Built) -> Built:
    return built_whole


@pytest.fixture(scope="module")
def quads(whole: Built) -> list[Quad]:
    return parse(gzip.decompress((whole.folder / "igr.nq.gz").read_bytes()), "nq", where="igr.nq.gz")


def test_it_conforms_in_six_languages(whole: Built, quads: list[Quad]) -> None:
    assert whole.report.counts()["Violation"] == 0
    spoken = {value(q.o) for q in quads if q.p == term("dcterms:language", BASE) and "/graph/text/" in q.g}
    spoken |= {value(q.g).rpartition("/")[2] for q in quads if "/graph/document/" in q.g}
    assert spoken >= {"ar", "en", "es", "fr", "ru", "zh"}


def test_a_term_without_instance_has_a_reason_and_no_other_has_one(quads: list[Quad]) -> None:
    """The ontology declares all of them, so it does not count; what is of a class is of those above it."""
    reasons = unused_terms()
    broader = above(quads, term("rdfs:subClassOf", BASE))
    classes, properties = (set[str](), set[str]())
    for quad in quads:
        if quad.g != f"<{BASE}graph/ontology>":
            properties.add(quad.p)
        if quad.p == RDF_TYPE:
            classes |= broader.get(quad.o, {quad.o})
    kinds = {term(f"owl:{kind}", BASE) for kind in ("Class", "ObjectProperty", "DatatypeProperty")}
    declared = {
        q.s for q in quads if q.p == RDF_TYPE and q.o in kinds and q.s.startswith(term("igr:", BASE)[:-1])
    }
    idle = {f"igr:{value(t).rpartition('#')[2]}" for t in declared - classes - properties}
    assert idle == set(reasons)
    assert len(idle) <= len(declared) / 10


def test_a_concept_that_nothing_has_has_a_reason_and_no_other_has_one(quads: list[Quad]) -> None:
    declared = {q.s for q in quads if q.p == RDF_TYPE and q.o == term("skos:Concept", BASE)}
    used = {q.o for q in quads if q.g != f"<{BASE}graph/ontology>" and q.o in declared}
    text = (TOP / "data" / "ontology" / "unused-concepts.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    names = [row["concept"] for row in rows]
    assert names == sorted(set(names))
    of_ours = (iri for iri in declared - used if iri.startswith(f"<{BASE}"))
    idle = {value(iri).removeprefix(BASE).replace("ontology#", "igr:", 1) for iri in of_ours}
    assert idle == set(names)


def unused_terms() -> dict[str, str]:
    text = (TOP / "data" / "ontology" / "unused.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows
    assert [row["term"] for row in rows] == sorted({row["term"] for row in rows})
    for row in rows:
        assert row["reason"].endswith(".")
        assert row["reason_zh"].endswith("。")
        assert all(row[f"reason_{tag}"].endswith(".") for tag in ("fr", "es", "ru", "ar"))
    return {row["term"]: row["reason"] for row in rows}


def test_every_quote_stands_at_its_offsets(quads: list[Quad]) -> None:
    files = find_sources()
    texts = {}
    for reading, file in zip(read_sources(files), files, strict=True):
        folder, _, name = file.source.name.partition("/")
        texts[folder, name.partition(".")[0]] = reading.document.text
    records: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for quad in quads:
        if "/graph/evidence/" in quad.g:
            records[quad.g, quad.s][value(quad.p).rpartition("#")[2]] = value(quad.o)
    shown = [(graph, r) for (graph, _), r in records.items() if {"quote", "start", "end"} <= r.keys()]
    assert len(shown) > 3000
    known = {"".join(text.split()) for text in texts.values()}
    for _, record in shown[:: max(1, len(shown) // 500)]:
        words = "".join(record["quote"].split())[:12]
        assert any(words in text for text in known), record


def test_language_versions_of_a_document_share_its_parts(quads: list[Quad]) -> None:
    text = term("igr:text", BASE)
    tags: defaultdict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.p == text:
            tags[value(quad.s).removeprefix(BASE)].add(language(quad.o) or "")
    one = tags["id/document/unep-gc-decision-27-12/par/-1"]
    assert one == {"ar", "en", "es"}
    assert tags["id/document/s-res-368-1975/rec/0"] >= {"en", "zh"}


def test_a_decision_cited_in_one_document_and_printed_in_another_is_one_thing(quads: list[Quad]) -> None:
    graphs = {value(q.g).removeprefix(BASE) for q in quads if q.s == f"<{BASE}id/decision/unsc-743-1992>"}
    assert {"graph/document/s-res-743-1992/en", "graph/document/s-res-752-1992/en"} <= graphs


def test_the_manifest_lists_every_file_with_its_hash(whole: Built) -> None:
    manifest = json.loads((whole.folder / "manifest.json").read_text("utf-8"))
    assert {s["name"] for s in manifest["sources"]} == {f.source.name for f in find_sources()}


def test_pages_tell_of_the_whole_set(whole: Built) -> None:
    store = pipeline.open_store(
        whole.folder, config.load({"query_processes": 1, "query_slow_seconds": 0.0}, environ={})
    )
    try:
        client = create_app(config.load({}, environ={}), store, whole.folder).test_client()
        home, listed = (
            client.get(path, headers={"Accept": "text/html"}).text for path in ("/", "/documents")
        )
        coverage = client.get("/coverage.json").get_json()
    finally:
        store.close()
    button = re.search(r'<a class="button" href="([^"]+)"', home)
    assert button is not None
    assert button[1] == "/documents/unep-gc-26-18"
    assert "S/RES/1518 (2003)" in listed
    assert ">385(1976)<" not in listed
    assert "UNEP GC decision 27/12" in listed
    assert {row["term"]: row["reason"] for row in coverage["unusedTerms"]} == unused_terms()
    assert len(coverage["unusedTerms"]) <= coverage["terms"] / 10
