"""The release of a shipped document: evidence for everything, verified."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from igr_kg import config, pipeline
from igr_kg.graph import specification
from igr_kg.graph.ontology import quads as ontology_quads
from igr_kg.pipeline import Built
from igr_kg.release.verifying import verify
from igr_kg.store.port import Store
from tests.support import FIRST, TOP

PREFIXES = """PREFIX igr: <https://w3id.org/igr/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
"""
GRAPHS = """GRAPH ?facts { ?s ?p ?o } FILTER(STRSTARTS(STR(?facts), "https://w3id.org/igr/graph/document/"))
BIND(IRI(REPLACE(STR(?facts), "/graph/document/", "/graph/evidence/")) AS ?evidence)"""


def rows(store: Store, query: str) -> list[dict[str, str]]:
    data = json.loads(store.query(PREFIXES + query).read())
    return [{k: v["value"] for k, v in row.items()} for row in data["results"]["bindings"]]


def test_every_fact_has_evidence(release_store: Store) -> None:
    record = "?e a igr:Evidence ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; igr:quote ?quote"
    bare = f"SELECT * WHERE {{ {GRAPHS} FILTER NOT EXISTS {{ GRAPH ?evidence {{ {record} }} }} }}"
    assert rows(release_store, bare) == []
    counted = rows(release_store, f"SELECT (COUNT(*) AS ?n) WHERE {{ {GRAPHS} }}")
    assert int(counted[0]["n"]) > 1000


def test_every_quote_stands_in_the_text_of_its_passage(release_store: Store) -> None:
    astray = """SELECT ?e ?quote ?text WHERE {
      GRAPH ?evidence { ?e igr:quote ?quote ; igr:passage ?part ; igr:start ?start ; igr:end ?end }
      FILTER(STRSTARTS(STR(?evidence), "https://w3id.org/igr/graph/evidence/"))
      BIND(IRI(REPLACE(STR(?evidence), "/graph/evidence/", "/graph/text/")) AS ?texts)
      GRAPH ?texts { ?part igr:start ?from ; igr:end ?to }
      OPTIONAL { GRAPH ?texts { ?part igr:text ?text } }
      OPTIONAL { GRAPH ?texts { ?item igr:partOf ?part ; igr:start ?inside } FILTER(?inside < ?end) }
      FILTER(?start < ?from || ?end > ?to || (!BOUND(?inside) && !CONTAINS(?text, ?quote)))
    }"""
    assert [(r["e"], r["quote"]) for r in rows(release_store, astray)] == []


def test_every_quote_is_the_text_at_its_offsets(release_store: Store) -> None:
    text = (TOP / "data" / "documents" / "unep-gc-26-18" / "zh.txt").read_bytes().decode("utf-8")
    found = rows(
        release_store, "SELECT * { GRAPH ?g { ?e igr:quote ?quote ; igr:start ?start ; igr:end ?end } }"
    )
    assert len(found) > 1000
    for row in found:
        said = "".join(text[int(row["start"]) : int(row["end"])].split())
        quoted = "".join(row["quote"].split())
        assert quoted == said or (
            quoted[:8] == said[:8] and quoted[-8:] == said[-8:] and len(quoted) < len(said)
        )


def test_the_release_verifies_and_a_changed_one_does_not(built: Built, tmp_path: Path) -> None:
    assert pipeline.verify(built.folder, settings=config.load({}, environ={})) == []
    copy = tmp_path / "copy"
    shutil.copytree(built.folder, copy)
    dump = copy / "igr.nq.gz"
    lines = gzip.decompress(dump.read_bytes()).splitlines(keepends=True)
    dump.write_bytes(gzip.compress(b"".join(lines[:-1]), mtime=0))
    assert verify(copy) != []


def test_nothing_of_the_machine_is_in_the_release(built: Built) -> None:
    for path in built.folder.rglob("*"):
        if path.is_file() and path.parts[-2] != "store":
            data = path.read_bytes()
            data = gzip.decompress(data) if path.suffix == ".gz" else data
            assert str(TOP).encode() not in data
            assert str(built.folder.parent).encode() not in data


def test_the_version_is_that_of_the_ontology() -> None:
    versions = {
        q.o for q in ontology_quads() if q.p.endswith("owl#versionIRI>") and q.s.endswith("/ontology>")
    }
    assert versions == {f"<https://w3id.org/igr/ontology/{specification.number()}>"}


def test_a_build_that_does_not_conform_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from igr_kg.errors import ConformanceError
    from igr_kg.graph import dataset

    whole = dataset.assemble

    def broken(*args: object, **options: object) -> object:
        quads = whole(*args, **options)  # type: ignore[arg-type]
        return [q for q in quads if not (q.p.endswith("#quote>") and "0" in q.s[-6:])]

    monkeypatch.setattr("igr_kg.pipeline.building.dataset.assemble", broken)
    with pytest.raises(ConformanceError):
        pipeline.build([FIRST], settings=config.load({"build_dir": str(tmp_path / "bad")}, environ={}))
    assert not (tmp_path / "bad" / "current").exists()


def test_a_published_document_conforms_when_it_is_sent_in_again(built: Built) -> None:
    """It would be published in place of the version that is there, not beside it."""
    report = pipeline.validate_submission(
        (TOP / "data/documents/unep-gc-26-18/zh.txt").read_bytes(),
        name="zh.txt",
        media_type="text/plain",
        settings=config.load({}, environ={}),
        release=built.folder,
    )
    assert report.conforms, report.results[:3]
