"""What the names of UNEP/GC.26/18 mean: its two groups, its sessions, its short forms, its proposals."""

from __future__ import annotations

import pytest

from igr_kg.assets import folder
from igr_kg.model import Mention
from igr_kg.packs import authority
from tests.mention_support import Settled, read

TEXT = (folder("data") / "documents" / "unep-gc-26-18" / "zh.txt").read_text(encoding="utf-8")
GROUP = "body/unep-consultative-group-ss-xi-1"
EARLIER = "body:部长和高级别代表磋商小组"


@pytest.fixture(scope="module")
def reading() -> Settled:
    return read(TEXT)


def of_value(reading: Settled, value: str) -> list[Mention]:
    return [m for m in reading[1] if m.value == value]


def test_the_two_consultative_groups_stay_apart(reading: Settled) -> None:
    doc, _, _ = reading
    groups = of_value(reading, "小组")
    assert [m.entity for m in groups] == [GROUP, GROUP, EARLIER, GROUP, GROUP, GROUP, GROUP]
    assert doc.block(groups[2].block).label == "2"
    assert {m.entity for m in of_value(reading, "磋商小组")} == {GROUP}
    assert {m.entity for m in of_value(reading, "部长或高级别代表磋商小组")} == {GROUP}


def test_the_council_is_that_of_unep(reading: Settled) -> None:
    assert {m.entity for m in of_value(reading, "理事会")} == {"body/unep-gc"}
    assert of_value(reading, "理事会/全球部长级环境论坛")[0].entity == "body/unep-gc"
    assert of_value(reading, "联合国经济及社会理事会")[0].entity == "body/ecosoc"


def test_one_session_has_one_entity(reading: Settled) -> None:
    assert {m.entity for m in of_value(reading, "26:session")} == {"meeting:body/unep-gc:session:26"}
    assert len(of_value(reading, "26:session")) == 3
    second = {m.entity for m in of_value(reading, "2:meeting")}
    assert second == {f"meeting:{GROUP}:meeting:2", "meeting:body/uncsd-prepcom:meeting:2"}
    assert of_value(reading, "1:meeting")[0].entity == f"meeting:{EARLIER}:meeting:1"


def test_decisions_have_the_body_that_took_them(reading: Settled) -> None:
    assert {m.entity for m in of_value(reading, "SS.XI/1")} == {"decision:body/unep-gc:SS.XI/1"}
    assert {m.entity for m in of_value(reading, "25/4")} == {"decision:body/unep-gc:25/4"}


def test_offices(reading: Settled) -> None:
    _, mentions, entities = reading
    assert {m.entity for m in of_value(reading, "执行主任")} == {"office/unep-executive-director"}
    assert [m.entity for m in of_value(reading, "共同主席")] == [
        "role:body/gsp:共同主席",
        "role:共同主席",
        "role:共同主席",
    ]
    president = entities[of_value(reading, "芬兰共和国总统")[0].entity or ""]
    assert [(name, to) for name, to, _ in president.links] == [("state", "country/FIN")]
    assert len({m.entity for m in mentions if m.kind == "person"}) == 1


def test_a_city_has_a_country_only_where_the_text_writes_it(reading: Settled) -> None:
    entities = reading[2]
    assert [(n, to) for n, to, _ in entities["place/espoo"].links] == [("country", "country/FIN")]
    assert entities["place/nairobi"].links == ()


def test_proposed_bodies_and_pluralities(reading: Settled) -> None:
    entities = reading[2]
    kinds = {e.name: e.subkind for e in entities.values() if e.kind == "body"}
    assert {n for n, kind in kinds.items() if kind == "proposed"} == {
        "可持续发展问题的伞形组织",
        "世界环境组织",
        "专门机构",
    }
    assert {n for n, kind in kinds.items() if kind == "group"} == {
        "联合国系统",
        "民间团体",
        "缔约方大会",
        "秘书处",
        "环境署各区域办事处",
        "联合国各国家工作队",
    }
    example = next(e for e in entities.values() if e.name == "世界环境组织")
    assert [(n, entities[to].name) for n, to, _ in example.links] == [("exampleOf", "专门机构")]
    members = next(e for e in entities.values() if e.subkind == "members")
    assert [to for _, to, _ in members.links] == [GROUP]


def test_every_name_has_places_and_short_ones_premises(reading: Settled) -> None:
    doc, _, entities = reading
    for entity in entities.values():
        assert entity.names
        for name, spans in entity.names:
            assert spans
            if entity.kind in {"body", "person", "place", "instrument"}:
                assert all("".join(doc.text[s.start : s.end].split()) == name for s in spans)
    assert entities["body/unep"].premises
    assert entities["body/unep-gc"].premises


def test_without_authority_the_same_things_are_told_apart() -> None:
    _, mentions, _ = read(TEXT, authority.empty())
    council = {m.entity for m in mentions if m.kind == "body" and m.value == "理事会"}
    assert council == {"body:联合国环境规划署理事会"}
    groups = {m.entity for m in mentions if m.kind == "body" and m.value.endswith("磋商小组")}
    assert groups == {EARLIER, "body:国际环境治理问题部长或高级别代表磋商小组"}
