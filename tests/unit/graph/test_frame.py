"""The graphs that come from no document: authority, links, ontology, run."""

from __future__ import annotations

import re

from igr_kg import ids
from igr_kg.graph import dataset, ontology, quality, run
from igr_kg.graph.authority import authority_quads
from igr_kg.graph.links import link_quads
from igr_kg.graph.quads import Quad, is_blank, term, value
from igr_kg.model import Source
from igr_kg.packs import language
from igr_kg.packs.authority import Authority, Row
from igr_kg.packs.links import Links, Origin
from igr_kg.packs.sssom import Correspondence
from tests.support import TOP
from tests.unit.graph.invented import Invented, short

ROWS = Authority(
    {
        "body/forum": Row(
            "body/forum",
            "body",
            "forum",
            {"zh": "森林论坛", "en": "Forest Forum"},
            {"zh": ("森林论坛", "论坛"), "en": ("Forest Forum",)},
            {"parent": "body/council"},
            {},
            "Charter of the forests",
        ),
        "body/council": Row(
            "body/council",
            "body",
            "council",
            {"zh": "理事会"},
            {"zh": ("理事会",)},
            {},
            {"established": "1999", "dissolved": "2013-09-20", "dates_source": "a resolution"},
            "https://a.example/c",
        ),
        "country/GHA": Row(
            "country/GHA", "place", "country", {"zh": "加纳"}, {"zh": ("加纳",)}, {}, {"m49": "288"}, "list"
        ),
        "place/accra": Row(
            "place/accra",
            "place",
            "city",
            {"zh": "阿克拉"},
            {"zh": ("阿克拉",)},
            {"country": "country/GHA"},
            {},
            "list",
        ),
        "process/coast": Row(
            "process/coast",
            "instrument",
            "process",
            {"zh": "海岸进程"},
            {"zh": ("海岸进程",)},
            {},
            {},
            "list",
        ),
        "group/system": Row(
            "group/system", "body", "actor-group", {"zh": "系统"}, {"zh": ("系统",)}, {}, {}, "list"
        ),
    },
)
SKOS = "http://www.w3.org/2004/02/skos/core#"
BY = "https://creativecommons.org/licenses/by/4.0/"
MANUAL = "semapv:ManualMappingCuration"
ACCRA, GEONAMES = f"{ids.DEFAULT_BASE}id/place/accra", "https://sws.geonames.org/2306104/"
LINKS = Links(
    (
        Correspondence(ACCRA, f"{SKOS}exactMatch", GEONAMES, MANUAL, 0.95, ("http://a/1", "http://a/2"), BY),
        Correspondence(
            f"{ids.DEFAULT_BASE}scheme/topic/forests",
            f"{SKOS}closeMatch",
            "http://b.example/x",
            MANUAL,
            0.5,
            ("http://a/1",),
            BY,
        ),
        Correspondence(
            f"{ids.DEFAULT_BASE}id/document/a-1",
            f"{SKOS}closeMatch",
            "http://b.example/y",
            MANUAL,
            0.7,
            ("http://a/1",),
            BY,
        ),
    ),
    sources={"http://a/1": Origin("a list", "one", BY), "http://a/2": Origin("another list", "two", BY)},
)


def test_authority_rows_have_names_kinds_relations_and_their_source() -> None:
    quads = list(authority_quads(ROWS))
    assert {short(q)[0] for q in quads if q.g != "<https://w3id.org/igr/graph/authority>"} == set()
    said = {short(q) for q in quads}
    assert {
        ("id/body/forum", "rdf:type", "igr:GovernanceBody"),
        ("id/body/forum", "igr:bodyKind", "scheme/body-kind/forum"),
        ("id/body/forum", "skos:prefLabel", "森林论坛"),
        ("id/body/forum", "skos:altLabel", "论坛"),
        ("id/body/forum", "igr:parentBody", "id/body/council"),
        ("id/body/forum", "dcterms:source", "Charter of the forests"),
        ("id/body/council", "dcterms:source", "https://a.example/c"),
        ("id/body/council", "igr:establishedOn", "1999"),
        ("id/body/council", "igr:dissolvedOn", "2013-09-20"),
        ("id/body/council", "dcterms:source", "a resolution"),
        ("id/country/gha", "rdf:type", "igr:Country"),
        ("id/country/gha", "igr:code", "GHA"),
        ("id/place/accra", "igr:country", "id/country/gha"),
        ("id/process/coast", "rdf:type", "igr:Process"),
        ("id/group/system", "rdf:type", "igr:ActorGroup"),
    } <= said
    assert ("id/body/forum", "skos:altLabel", "森林论坛") not in said
    assert not [t for t in said if t[0] == "id/group/system" and t[1] == "igr:bodyKind"]


def test_a_link_is_a_mapping_triple_and_a_record_that_justifies_it() -> None:
    said = [short(q) for q in link_quads(LINKS)]
    assert ("id/place/accra", "skos:exactMatch", GEONAMES) in said
    assert ("scheme/topic/forests", "skos:closeMatch", "http://b.example/x") in said
    (record,) = [s for s, p, o in said if p == "igr:mappingSubject" and o == "id/place/accra"]
    about = {(p, o) for s, p, o in said if s == record}
    assert {
        ("igr:confidence", "0.95"),
        ("igr:mappingPredicate", "skos:exactMatch"),
        ("igr:mappingSource", "a list"),
        ("igr:mappingSource", "another list"),
        ("dcterms:source", "http://a/1"),
        ("dcterms:license", BY),
    } <= about


def test_a_link_of_a_document_stands_where_the_document_does() -> None:
    assert "id/document/a-1" not in {short(q)[0] for q in link_quads(LINKS)}
    assert "id/document/a-1" in {
        short(q)[0] for q in link_quads(LINKS, held={f"<{ids.DEFAULT_BASE}id/document/a-1>"})
    }


def test_links_move_with_the_base() -> None:
    quads = list(link_quads(LINKS, base="http://b.example/kg/"))
    assert not [q for q in quads if ids.DEFAULT_BASE in "".join(q)]


def test_the_ontology_graph_moves_with_the_base() -> None:
    here, there = ontology.quads(), ontology.quads("http://b.example/kg/")
    assert len(here) == len(there) > 1000
    assert all(q.g == "<http://b.example/kg/graph/ontology>" for q in there)
    assert not [
        q for q in there for term in q if ids.DEFAULT_BASE + "ontology#" in value(term) and term[0] == "<"
    ]
    labels = {value(term) for q in here for term in (q.s, q.o) if is_blank(term)}
    assert labels
    assert all(label.startswith("c14n") for label in labels)


def test_every_term_that_the_graph_writes_is_declared_with_labels() -> None:
    said = {short(q) for q in ontology.quads()}
    declared = {s for s, p, o in said if p == "rdf:type" and s.startswith("igr:")}
    used = {
        name
        for path in (TOP / "igr_kg" / "graph").glob("*.py")
        for name in re.findall(r'"(igr:[A-Za-z]\w+)"', path.read_text(encoding="utf-8"))
    }
    assert used - declared == set()
    assert len(used) > 60


def test_a_run_is_named_after_its_inputs_and_says_what_it_used() -> None:
    sources = [
        Source(
            "a.txt",
            "0" * 64,
            origin="https://a.example/a",
            licence="https://l.example/",
            retrieved="2020-01-02",
        ),
        Source("b.txt", "1" * 64, origin="an archive", licence_note="public domain"),
    ]
    name = run.run_name(sources)
    assert name == run.run_name(reversed(sources))
    assert name != run.run_name(sources[:1]) != run.run_name(sources[:1], "other packs")
    said = {short(q) for q in run.describe(name, sources, base=ids.DEFAULT_BASE)}
    file = run.source_name(sources[0])
    assert {
        (name, "rdf:type", "igr:Run"),
        (name, "prov:used", file),
        (file, "igr:sourceSHA256", "0" * 64),
        (file, "dcterms:source", "https://a.example/a"),
        (run.source_name(sources[1]), "dcterms:source", "an archive"),
    } <= said


def test_a_data_set_holds_every_graph_and_each_rule_leads_to_a_description() -> None:
    text = Invented(("p1", "paragraph", "1", "par/1", "1. 森林论坛开会。"))
    text.name("body", "森林论坛", "body/forum")
    source = Source("t.txt", text.document().source_sha256)
    quads = dataset.assemble([(text.reading(), source)], authority=ROWS, links=LINKS)
    assert quads == sorted(set(quads))
    graphs = {short(q._replace(s=q.g))[0] for q in quads}
    assert graphs == {
        "graph/authority",
        "graph/catalogue",
        "graph/links",
        "graph/ontology",
        "graph/document/t-1/zh",
        "graph/evidence/t-1/zh",
        "graph/text/t-1/zh",
    }
    said = {short(q) for q in quads}
    rules = {o for _, p, o in said if p == "igr:rule"}
    assert rules
    assert rules <= {s for s, p, o in said if p == "rdf:type" and o == "igr:Rule"}
    derived = {s for s, p, o in said if p == "prov:wasDerivedFrom" and o == run.source_name(source)}
    assert {"graph/document/t-1/zh", "graph/evidence/t-1/zh", "graph/text/t-1/zh"} <= derived
    runs = {o for _, p, o in said if p == "prov:wasGeneratedBy"}
    assert runs == {s for s, p, o in said if p == "rdf:type" and o == "igr:Run"}


def test_what_the_authority_knows_is_not_said_by_a_document() -> None:
    text = Invented(("p1", "paragraph", "1", "par/1", "1. 在阿克拉开会。"))
    text.name("place", "阿克拉", "place/accra", subkind="city")
    assert not [t for t in text.said() if t[1] == "igr:country"]


def test_a_rule_of_a_pack_leads_to_its_file() -> None:
    pattern = language.load("zh").patterns[0]
    rule = Quad(
        "<a:e>", term("igr:rule", ids.DEFAULT_BASE), f"<{ids.DEFAULT_BASE}id/rule/zh/{pattern.id}>", "<a:g>"
    )
    said = {short(q) for q in run.describe_rules([rule], base=ids.DEFAULT_BASE)}
    assert (f"id/rule/zh/{pattern.id}", "dcterms:source", f"data/lang/{pattern.source}") in said
    assert (f"id/rule/zh/{pattern.id}", "dcterms:identifier", pattern.id) in said


def test_the_measured_precision_of_a_rule_stands_beside_it() -> None:
    (tag, rule), (found, right) = next(iter(sorted(quality.measured().items())))
    base = ids.DEFAULT_BASE
    used = Quad("<a:e>", term("igr:rule", base), f"<{base}id/rule/{tag}/{rule}>", "<a:g>")
    said = {short(q) for q in quality.describe([used], base=base)}
    measurement = f"id/measurement/{tag}/{rule}/precision"
    assert (f"id/rule/{tag}/{rule}", "dqv:hasQualityMeasurement", measurement) in said
    assert (measurement, "dqv:isMeasurementOf", "id/metric/rule-precision") in said
    assert (measurement, "dqv:computedOn", f"id/rule/{tag}/{rule}") in said
    (share,) = (o for s, p, o in said if s == measurement and p == "dqv:value")
    assert abs(float(share) - right / found) < 0.001


def test_a_rule_that_was_never_judged_has_no_measured_precision() -> None:
    base = ids.DEFAULT_BASE
    used = Quad("<a:e>", term("igr:rule", base), f"<{base}id/rule/zh/never.seen>", "<a:g>")
    assert list(quality.describe([used], base=base)) == []
