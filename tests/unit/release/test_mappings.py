"""The mapping sets lie in the release, stand in DCAT, and the links to each data set are counted in VoID."""

from __future__ import annotations

from datetime import date

from igr_kg.graph.quads import Quad, named, node, value
from igr_kg.release import dcat, mappings
from igr_kg.release.catalogue import About, Describer

BASE = "http://a.example/"
ABOUT = About("1", date(2020, 1, 2), BASE, ["en"])
EXACT, CLOSE = (node(f"http://www.w3.org/2004/02/skos/core#{p}Match") for p in ("exact", "close"))


def link(predicate: str, target: str, graph: str = "graph/links") -> Quad:
    """Return a link of one thing."""
    return Quad(named("id/body/a", BASE), predicate, node(target), named(graph, BASE))


def test_links_are_counted_by_target_and_relation() -> None:
    wikidata = "http://www.wikidata.org/entity/"
    rows = [
        link(EXACT, f"{wikidata}Q1"),
        link(EXACT, f"{wikidata}Q2"),
        link(CLOSE, f"{wikidata}Q3"),
        link(CLOSE, "https://sws.geonames.org/3/"),
        link(CLOSE, f"{wikidata}Q9", "graph/ontology"),
    ]
    found = mappings.linksets(rows, BASE)
    assert found == {
        (wikidata, value(EXACT)): 2,
        (wikidata, value(CLOSE)): 1,
        ("https://sws.geonames.org/", value(CLOSE)): 1,
    }
    sheet = Describer(ABOUT)
    mappings.describe_linksets(sheet, found)
    said = [(value(q.s), value(q.p).rpartition("#")[2], value(q.o)) for q in sheet.rows]
    sets = [s for s, p, o in said if p == "type" and o.endswith("#Linkset")]
    assert len(sets) == 3
    assert sorted(o for _, p, o in said if p == "triples") == ["1", "1", "2"]
    assert {o for _, p, o in said if p == "uriSpace"} == {wikidata, "https://sws.geonames.org/"}


def test_files_stand_on_the_base_of_the_release() -> None:
    for name, content in mappings.files(BASE).items():
        text = content.decode()
        assert f"#mapping_set_id: {BASE}{name.removesuffix('.sssom.tsv')}" in text
        assert f"#  igr: {BASE}" in text
        assert "https://w3id.org/igr/" not in text


def test_each_set_is_a_distribution() -> None:
    said = {(value(q.s), value(q.p), value(q.o)) for q in dcat.dcat(ABOUT)}
    for name in mappings.SETS:
        subject = f"{ABOUT.release}#mappings-{name}"
        file = f"{BASE}dumps/1/mappings/{name}.sssom.tsv"
        assert (subject, "http://www.w3.org/ns/dcat#downloadURL", file) in said
        assert (ABOUT.release, "http://www.w3.org/ns/dcat#distribution", subject) in said
