"""Every fact comes with its evidence, and what was read nowhere cannot be written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igr_kg.errors import IgrError
from igr_kg.graph.builder import Basis, Builder
from igr_kg.graph.quads import literal
from igr_kg.model import Fact, Span
from igr_kg.packs.fold import without
from tests.unit.graph.invented import RULES, Invented, evidence, short

TEXT = (
    ("p1", "paragraph", "1", "par/1", "1. 甲委员会决定设立一个\n"),
    ("f", "furniture", None, "", "T/1 第 2 页"),
    ("p2", "paragraph", "2", "par/2", "2. 工作组。"),
)


def _builder(invented: Invented) -> Builder:
    return Builder(
        invented.document(), name="id/document/t-1", base="https://w3id.org/igr/", run="run/0", rules=RULES
    )


def test_a_fact_comes_with_its_passage_offsets_and_quote() -> None:
    invented = Invented(*TEXT)
    builder = _builder(invented)
    span = invented.span("甲委员会")
    builder.fact("id/body/a", "igr:attestedName", literal("甲委员会", language="zh"), Basis((span,), "r.1"))
    quads = list(builder.quads())
    assert {q.g for q in quads} == {
        "<https://w3id.org/igr/graph/document/t-1/zh>",
        "<https://w3id.org/igr/graph/evidence/t-1/zh>",
    }
    (record,) = evidence(quads, ("id/body/a", "igr:attestedName", "甲委员会"))
    assert record["igr:passage"] == ["id/document/t-1/par/1"]
    assert (record["igr:start"], record["igr:end"]) == ([str(span.start)], [str(span.end)])
    assert record["igr:quote"] == ["甲委员会"]
    assert record["igr:status"] == ["igr:extracted"]
    assert record["igr:rule"] == ["id/rule/zh/r.1"]
    assert record["prov:wasGeneratedBy"] == ["run/0"]
    assert record["igr:reviewStatus"] == ["scheme/review-status/unreviewed"]
    assert record["places"] == []


def test_several_spans_are_needed_together_and_the_first_stands_on_the_record() -> None:
    invented = Invented(*TEXT)
    builder = _builder(invented)
    spans = (invented.span("工作组"), invented.span("甲委员会"))
    builder.fact("id/body/b", "igr:parentBody", builder.thing("id/body/a"), Basis(spans, "r", "implied"))
    (record,) = evidence(builder.quads(), ("id/body/b", "igr:parentBody", "id/body/a"))
    assert record["igr:status"] == ["igr:implied"]
    assert record["igr:quote"] == ["工作组"]
    assert sorted(record["places"]) == sorted(
        f"{s.start}:{q}" for s, q in zip(spans, ("工作组", "甲委员会"), strict=True)
    )


def test_two_records_of_one_triple_are_alternatives_and_equal_ones_are_one() -> None:
    invented = Invented(*TEXT)
    builder = _builder(invented)
    for words in ("甲委员会", "工作组", "甲委员会"):
        builder.fact(
            "id/body/a", "rdf:type", builder.term("igr:GovernanceBody"), Basis((invented.span(words),), "r")
        )
    quads = list(builder.quads())
    assert len(evidence(quads, ("id/body/a", "rdf:type", "igr:GovernanceBody"))) == 2
    assert [short(q) for q in quads if "/graph/document/" in q.g] == [
        ("id/body/a", "rdf:type", "igr:GovernanceBody")
    ]


def test_page_furniture_is_no_part_of_a_quote() -> None:
    invented = Invented(*TEXT)
    span = Span(invented.span("设立一个").start, invented.span("工作组").end)
    assert _builder(invented).quote(span) == "设立一个2.工作组"


def test_what_was_read_nowhere_is_refused() -> None:
    builder = _builder(Invented(*TEXT))
    with pytest.raises(IgrError) as caught:
        builder.fact("id/body/a", "rdf:type", builder.term("igr:GovernanceBody"), Basis((), "r"))
    assert caught.value.code == "NO_EVIDENCE"


def test_evidence_has_the_same_name_in_every_run_over_the_same_text() -> None:
    def names() -> set[str]:
        invented = Invented(*TEXT)
        builder = _builder(invented)
        builder.fact(
            "id/body/a", "rdf:type", builder.term("igr:GovernanceBody"), Basis((invented.span("甲"),), "r")
        )
        return {q.s for q in builder.quads() if "/graph/evidence/" in q.g}

    assert names() == names()
    (name,) = names()
    assert len(name.partition("#")[2]) == 17


def test_cutting_ranges() -> None:
    assert without(Span(0, 10), [Span(0, 2), Span(8, 12)]) == (Span(2, 8),)
    assert without(Span(3, 5), [Span(0, 9)]) == (Span(3, 5),)


SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 40), st.integers(1, 20))


@given(SPANS, st.lists(SPANS, max_size=5))
def test_what_is_left_of_a_range_is_what_no_hole_covers(span: Span, holes: list[Span]) -> None:
    left = without(span, holes)
    covered = {i for hole in holes for i in range(hole.start, hole.end)}
    expected = [i for i in range(span.start, span.end) if i not in covered]
    if expected:
        assert [i for piece in left for i in range(piece.start, piece.end)] == expected
    else:
        assert left == (span,)


def test_a_bare_name_is_evidence_together_with_the_place_that_it_fills() -> None:
    text = Invented(
        ("p1", "paragraph", "1", "par/1", "1. 珊瑚小组开会，其第二次会议在阿克拉举行，第二次会议结束。")
    )
    group = text.name("body", "珊瑚小组", "body/coral-group")
    meeting = text.name("meeting", "第二次会议", ident=f"meeting:{group}:meeting:2")
    spans = (text.span("珊瑚小组"), text.span("其第二次会议"), text.span("第二次会议", 2))
    slots = {
        "meeting": (text.slot("2:meeting", "第二次会议", meeting),),
        "body": (text.slot("珊瑚小组", ref=group),),
    }
    text.facts.append(Fact("f", "meeting", slots, spans, "p1", "t.meeting"))
    quads = text.quads()
    (record,) = evidence(quads, ("id/meeting/coral-group-meeting-2", "igr:meetingOf", "id/body/coral-group"))
    assert record["igr:quote"] == ["其第二次会议"]
    assert sorted(place.partition(":")[2] for place in record["places"]) == ["其第二次会议", "珊瑚小组"]
    types = evidence(quads, ("id/meeting/coral-group-meeting-2", "rdf:type", "igr:Meeting"))
    assert ["第二次会议"] in [r["igr:quote"] for r in types]
    assert ["珊瑚小组"] not in [r["igr:quote"] for r in types]
