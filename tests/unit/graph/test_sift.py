"""What cannot be is left out of the graph and told; the tables agree with the ontology."""

from __future__ import annotations

import re

from igr_kg.graph import dataset
from igr_kg.graph.ontology import quads
from igr_kg.graph.sift import NEEDED, OF_CLASS, RANGES, SINGLE, SUPER, sift
from igr_kg.model import Source
from igr_kg.packs import authority
from igr_kg.packs.links import Links
from tests.unit.graph.invented import Invented, short

DOC = "id/document/t-1/"


def test_a_link_to_what_cannot_be_there_is_left_out_and_told() -> None:
    kept, told = sift(
        [
            ("m", "rdf:type", "igr:SpecialSession"),
            ("a", "rdf:type", "igr:ProposedBody"),
            ("b", "rdf:type", "igr:GovernanceBody"),
            ("m", "igr:meetingOf", "a"),
            ("m", "igr:meetingOf", "b"),
            ("x", "igr:dueMeeting", "m"),
            ("x", "igr:dueMeeting", "unknown"),
        ],
        DOC,
    )
    assert ("m", "igr:meetingOf", "a") not in kept
    assert {
        ("m", "igr:meetingOf", "b"),
        ("x", "igr:dueMeeting", "m"),
        ("x", "igr:dueMeeting", "unknown"),
    } <= kept
    assert told == ["m igr:meetingOf a: this cannot be a ProposedBody."]


def test_a_group_of_actors_takes_part_in_a_measure_and_in_no_meeting() -> None:
    triples = [
        ("g", "rdf:type", "igr:ActorGroup"),
        ("m", "rdf:type", "igr:Measure"),
        ("p", "rdf:type", "igr:Participation"),
        ("m", "igr:content", "words"),
        ("r", "igr:hasMeasure", "m"),
        ("m", "igr:participant", "g"),
        ("p", "igr:participationKind", "scheme/participation-kind/attended"),
        ("p", "igr:participant", "g"),
    ]
    kept, told = sift(triples, DOC)
    assert ("m", "igr:participant", "g") in kept
    assert not [t for t in kept if t[0] == "p"]
    assert told[0] == "p igr:participant g: this cannot be a ActorGroup."


def test_half_a_statement_goes_with_all_that_leads_to_it() -> None:
    kept, told = sift(
        [
            ("o", "rdf:type", "igr:ReformOption"),
            ("o", "igr:content", "words"),
            ("s", "rdf:type", "igr:Assessment"),
            ("s", "igr:assesses", "o"),
            ("s", "igr:stance", "scheme/stance/other"),
            ("p", "igr:mentions", "b"),
        ],
        DOC,
    )
    assert kept == {("p", "igr:mentions", "b")}
    assert [line.split(":")[0] for line in told] == ["o", "s"]


def test_the_value_read_first_stands() -> None:
    kept, _ = sift(
        [("m", "igr:startDate", "2"), ("m", "igr:startDate", "1"), ("n", "igr:startDate", "1")], DOC
    )
    assert kept == {("m", "igr:startDate", "2"), ("n", "igr:startDate", "1")}


def test_parts_of_the_document_are_known_as_such() -> None:
    triples = [("c", "igr:cites", f"{DOC}par/3"), ("c", "igr:heldBy", f"{DOC}par/3")]
    assert sift(triples, DOC)[0] == {("c", "igr:cites", f"{DOC}par/3")}


def test_the_tables_speak_of_declared_terms() -> None:
    declared = {short(q)[0] for q in quads()}
    tables = [*RANGES.values(), *OF_CLASS.values()]
    classes = {f"igr:{c}" for allowed in tables for c in allowed}
    classes |= {f"igr:{c}" for c in (*NEEDED, *(c for c, _ in OF_CLASS))}
    properties = {
        *RANGES,
        *(p for _, p in OF_CLASS),
        *SINGLE,
        *(p.lstrip("^") for needed in NEEDED.values() for p in needed),
    }
    assert (classes | properties) - declared == set()
    assert all(re.fullmatch(r"igr:[a-z]\w+", p) for p in properties)


def test_the_tables_agree_with_the_ontology() -> None:
    said = {short(q) for q in quads(folders=("ontology",))}
    above = {(s, o) for s, p, o in said if p == "rdfs:subClassOf" and o.startswith("igr:")}
    ours = {(f"igr:{class_}", f"igr:{parent}") for class_, parent in SUPER.items()}
    assert ours <= above
    assert {parent for _, parent in above - ours} == {"igr:DocumentPart"}, "parts are known by their names"
    assert {s for s, p, o in said if p == "rdf:type" and o == "owl:FunctionalProperty"} <= SINGLE


def test_a_misread_text_still_becomes_a_graph() -> None:
    text = Invented(("p1", "paragraph", "1", "par/1", "1. 世界森林组织第3次会议决定，各方案有待发展。"))
    body = text.name("body", "世界森林组织", subkind="proposed")
    text.fact(
        "meeting",
        "世界森林组织第3次会议",
        body=text.slot("世界森林组织", ref=body),
        ordinal=text.slot("3"),
        kind=text.slot("meeting", "次会议"),
    )
    text.fact("assessment", "各方案有待发展", option=text.slot("各方案"), stance=text.slot("有待发展"))
    said = text.said()
    assert [t for t in said if t[1] == "igr:ordinal"]
    assert not [t for t in said if t[1] in ("igr:meetingOf", "igr:stanceText")]


def test_what_was_left_out_of_a_data_set_is_told_with_its_file() -> None:
    text = Invented(("p1", "paragraph", "1", "par/1", "1. 各方案有待发展。"))
    text.fact("input", "各方案有待发展", content=text.slot("各方案"))
    told: list[str] = []
    source = Source("folder/t.txt", "0" * 64)
    dataset.assemble([(text.reading(), source)], authority=authority.empty(), links=Links(), tell=told.append)
    assert told == ["folder/t.txt: id/document/t-1/par/1/input/1: nothing was read for igr:inputFrom."]
