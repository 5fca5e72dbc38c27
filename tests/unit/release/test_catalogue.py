"""VoID and DCAT: true figures, and what a catalogue's validator wants."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from igr_kg.graph import quads, syntax
from igr_kg.graph.quads import Quad, node, term, value
from igr_kg.release.counting import statistics
from igr_kg.release.view import default_view, kind_of
from igr_kg.store import loading
from tests.support import shared

BASE = "https://w3id.org/igr/"
RELEASE = node(f"{BASE}dataset/igr/1-abc")
ALL_GRAPHS = node(f"{BASE}dataset/igr/1-abc#all-graphs")


@pytest.fixture(scope="module")
def void(folder: Path) -> list[Quad]:
    return syntax.parse((folder / "void.ttl").read_bytes(), "ttl")


@pytest.fixture(scope="module")
def dcat(folder: Path) -> list[Quad]:
    return syntax.parse((folder / "dcat.ttl").read_bytes(), "ttl")


def objects(rows: list[Quad], subject: str, name: str) -> list[str]:
    return [value(q.o) for q in rows if q.s == subject and q.p == term(name, BASE)]


def test_the_figures_are_those_of_the_store(folder: Path, void: list[Quad]) -> None:
    view = [q for q in loading.content(folder / "store") if not q.g]
    assert objects(void, RELEASE, "void:triples") == [str(len(view))]
    assert objects(void, RELEASE, "void:distinctSubjects") == [str(len({q.s for q in view}))]
    assert objects(void, RELEASE, "void:properties") == [str(len({q.p for q in view}))]
    named = [q for q in view if q.p == quads.RDF_TYPE]
    for class_ in {q.o for q in named if quads.is_iri(q.o)}:
        [part] = [q.s for q in void if q.p == term("void:class", BASE) and q.o == class_]
        members = {q.s for q in named if q.o == class_}
        assert objects(void, part, "void:entities") == [str(len(members))]
        inner = [node(iri) for iri in objects(void, part, "void:propertyPartition")]
        expected = {value(q.p): 0 for q in view if q.s in members}
        for q in view:
            if q.s in members:
                expected[value(q.p)] += 1
        found = {objects(void, p, "void:property")[0]: objects(void, p, "void:triples")[0] for p in inner}
        assert found == {p: str(n) for p, n in expected.items()}


def test_every_dump_is_named_with_its_size_and_checksum(
    folder: Path, void: list[Quad], dcat: list[Quad]
) -> None:
    dumps = objects(void, RELEASE, "void:dataDump") + objects(void, ALL_GRAPHS, "void:dataDump")
    assert len(set(dumps)) == 6
    for address in dumps:
        name = address.rpartition("/")[2]
        [distribution] = [q.s for q in dcat if q.p == term("dcat:downloadURL", BASE) and q.o == node(address)]
        assert objects(dcat, distribution, "dcat:byteSize") == [str((folder / name).stat().st_size)]
        [checksum] = objects(dcat, distribution, "spdx:checksum")
        [digest] = objects(dcat, node(checksum), "spdx:checksumValue")
        assert f"{digest}  {name}\n" in (folder / "SHA256SUMS").read_text("utf-8")


@pytest.mark.parametrize("dataset", [RELEASE, ALL_GRAPHS])
def test_a_dump_holds_as_many_statements_as_its_data_set_says(
    dataset: str, folder: Path, void: list[Quad]
) -> None:
    [said] = objects(void, dataset, "void:triples")
    for address in objects(void, dataset, "void:dataDump"):
        name = address.rpartition("/")[2]
        body = gzip.decompress((folder / name).read_bytes())
        assert len(set(syntax.parse(body, name.split(".")[1]))) == int(said), name


def test_manifest_and_void_and_dumps_agree(folder: Path, void: list[Quad]) -> None:
    figures = json.loads((folder / "manifest.json").read_text("utf-8"))["counts"]
    rows = list(quads.parse(gzip.decompress((folder / "igr.nq.gz").read_bytes()).decode()))
    assert figures["quads"] == len(rows) == sum(kind["quads"] for kind in figures["graphs"].values())
    assert [str(figures["quads"])] == objects(void, ALL_GRAPHS, "void:triples")
    assert [str(figures["default_view"])] == objects(void, RELEASE, "void:triples")
    kinds = Counter(kind_of(row.g, BASE) for row in rows)
    assert {kind: found["quads"] for kind, found in figures["graphs"].items()} == kinds
    assert objects(void, ALL_GRAPHS, "void:subset") == [value(RELEASE)]


def test_themes_have_the_names_of_the_authority(dcat: list[Quad]) -> None:
    themes = objects(dcat, RELEASE, "dcat:theme")
    assert {t.rpartition("/")[2]: objects(dcat, node(t), "skos:prefLabel") for t in themes} == {
        "ENVI": ["Environment"],
        "GOVE": ["Government and public sector"],
    }


def test_the_description_stands_in_the_catalogue_graph_and_nowhere_else(
    folder: Path, void: list[Quad]
) -> None:
    stored = set(loading.content(folder / "store"))
    for row in void:
        assert row._replace(g=node(f"{BASE}graph/catalogue")) in stored
        assert row not in stored


def test_no_blank_nodes(void: list[Quad], dcat: list[Quad]) -> None:
    assert not any(quads.is_blank(term_) for row in [*void, *dcat] for term_ in row)


def test_languages_are_those_of_the_documents(dcat: list[Quad]) -> None:
    found = {iri.rpartition("/")[2] for iri in objects(dcat, RELEASE, "dcterms:language")}
    assert found == {"ZHO", "ENG"}


def test_a_triple_in_two_graphs_counts_once() -> None:
    rows = [
        Quad("<a:s>", "<a:p>", '"1"', node(f"{BASE}graph/document/a/zh")),
        Quad("<a:s>", "<a:p>", '"1"', node(f"{BASE}graph/document/a/en")),
    ]
    assert statistics(default_view(rows, BASE), BASE).triples == 1


@pytest.mark.slow
def test_dcat_ap_finds_nothing_to_correct(folder: Path) -> None:
    import rdflib
    from pyshacl import validate

    shapes = rdflib.Graph()
    for name in ("dcat-ap-SHACL.ttl", "ranges.ttl"):
        shapes.parse(shared("dcat-ap-3.0.1", name))
    for node_shape, _, shape in list(shapes.triples((None, rdflib.SH.property, None))):
        if (
            shape,
            rdflib.SH.path,
            None,
        ) not in shapes:  # the published files name some that they never define
            shapes.remove((node_shape, rdflib.SH.property, shape))
    data = rdflib.Graph().parse(folder / "dcat.ttl")
    conforms, _, text = validate(data, shacl_graph=shapes)
    assert conforms, text
