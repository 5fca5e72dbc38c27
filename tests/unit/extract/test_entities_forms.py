"""What names mean in short texts about many subjects: short forms, pronouns, lists, proposals."""

from __future__ import annotations

import pytest

from igr_kg.packs import authority
from tests.mention_support import Settled, document, meant, settled

NOBODY = authority.empty()


def read(*paragraphs: str, kinds: tuple[str, ...] = (), known: bool = False) -> Settled:
    return settled(document(*paragraphs, kinds=kinds), None if known else NOBODY)


def links(reading: Settled, ident: str) -> list[tuple[str, str]]:
    return [(name, to) for name, to, _ in reading[2][ident].links]


def test_a_short_form_in_brackets_holds_for_the_whole_text() -> None:
    reading = read(
        "沿海署的报告", "联合国沿海规划署(沿海署)主持会议。沿海署秘书处提交报告。联合国沿海规划署秘书处"
    )
    assert set(meant(reading, "沿海署")) == {"body:联合国沿海规划署"}
    assert meant(reading, "沿海署秘书处") == meant(reading, "联合国沿海规划署秘书处")
    assert reading[2]["body:联合国沿海规划署"].premises


def test_a_head_alone_takes_up_the_one_body_named_before() -> None:
    reading = read("渔业养护委员会开会。委员会决定。", "大会听取了甲方的意见。")
    assert meant(reading, "委员会") == ["body:渔业养护委员会"]


def test_of_two_nothing_is_guessed() -> None:
    reading = read("渔业养护委员会和森林管理委员会开会。", "委员会决定。")
    assert meant(reading, "委员会") == ["body:委员会"]


def test_of_two_the_one_that_the_title_names() -> None:
    reading = read(
        "渔业养护委员会", "渔业养护委员会和森林管理委员会开会。", "委员会决定。", kinds=("heading",)
    )
    assert meant(reading, "委员会") == ["body:渔业养护委员会"]


def test_that_group_is_the_nearest_in_its_own_right() -> None:
    reading = read(
        "海洋问题高级别小组开会。请森林事务小组主席协助该小组工作。",
        "又设立一个渔民协商小组。该小组将提出报告。",
    )
    assert meant(reading, "小组") == ["body:海洋问题高级别小组", "body:渔民协商小组"]


def test_a_name_with_or_and_one_with_and_are_two() -> None:
    reading = read("设立一个农民和牧民代表协商小组。后来设立了粮食问题农民或牧民代表协商小组。")
    assert len({m.entity for m in reading[1]}) == 2


def test_an_organ_of_another_treaty_is_not_meant() -> None:
    reading = read(
        "《湄南河公约》缔约方大会",
        "《湄南河公约》缔约方大会欢迎《亚马孙公约》秘书处的意见。请秘书处参加。",
        kinds=("heading",),
    )
    assert meant(reading, "秘书处") == ["body:秘书处"]


def test_pluralities_are_things_of_their_own() -> None:
    reading = read("缔约方大会尊重各缔约方大会的自主权。联合国系统协助各秘书处。")
    assert meant(reading, "缔约方大会") == ["body:缔约方大会", "body:各缔约方大会"]
    assert reading[2]["body:各缔约方大会"].subkind == "group"
    assert reading[2]["body:联合国系统"].subkind == "group"


@pytest.mark.parametrize(
    ("text", "subkind"),
    [
        ("建议建立一个世界森林组织。", "proposed"),
        ("决定设立一个世界森林委员会。", "body"),
        ("根据决定设立的一个森林事务委员会开会。", "body"),
        ("挪威政府主办会议。", "government"),
    ],
)
def test_what_kind_of_thing_a_body_is(text: str, subkind: str) -> None:
    bodies = [e for e in read(text, known=True)[2].values() if e.kind == "body"]
    assert [b.subkind for b in bodies] == [subkind]


def test_an_example_of_a_proposal() -> None:
    reading = read("各方讨论建立一个诸如世界森林组织这样的专门机构。")
    assert links(reading, "body:世界森林组织") == [("exampleOf", "body:专门机构")]


def test_sessions_of_one_body_under_two_names_are_one() -> None:
    reading = read(
        "理事会/世界森林论坛第三届会议",
        "联合国森林规划署理事会开会。理事会第三届会议通过决定。",
        kinds=("cover",),
    )
    assert meant(reading, "3:session") == ["meeting:body:联合国森林规划署理事会:session:3"] * 2


def test_its_meeting_and_a_meeting_that_a_body_holds() -> None:
    reading = read("海洋小组感谢挪威政府出席其第二次会议。", "森林委员会于2001年5月2日在罗马举行第一届会议。")
    assert meant(reading, "2:meeting") == ["meeting:body:海洋小组:meeting:2"]
    assert meant(reading, "1:session") == ["meeting:body:森林委员会:session:1"]


def test_a_closing_line_gives_no_body() -> None:
    reading = read("安全理事会，", "第4872次会议一致通过。", kinds=("preamble", "paragraph"), known=True)
    assert meant(reading, "4872:meeting") == ["meeting:?:meeting:4872"]


def test_decisions_and_who_took_them() -> None:
    reading = read(
        "大会，",
        "回顾其1972年12月15日第2997(XXVII)号、第53/242号和第56/193号决议，",
        "又回顾森林理事会2003年2月7日题为“林火”的第22/4号决定，",
        "重申第22/4号决定和第7/7号决定。",
        kinds=("preamble", "preamble", "preamble", "paragraph"),
        known=True,
    )
    for number in ("2997(XXVII)", "53/242", "56/193"):
        assert meant(reading, number) == [f"decision:body/unga:{number}"]
    assert meant(reading, "22/4") == ["decision:body:森林理事会:22/4"] * 2
    assert meant(reading, "7/7") == ["decision:?:7/7"]


def test_a_title_alone_is_the_office_named_with_its_body() -> None:
    reading = read("执行主任的说明", "请联合国沿海规划署执行主任和渔业小组主席。主席发言。", kinds=("cover",))
    assert len(set(meant(reading, "执行主任"))) == 1
    assert len(set(meant(reading, "主席"))) == 2, "every body has a chair"


def test_cities_and_their_states() -> None:
    reading = read("2003年5月6日在荷兰鹿特丹举行。2004年6月7日在内罗毕举行。", known=True)
    assert links(reading, "place/rotterdam") == [("country", "country/NLD")]
    assert links(reading, "place/nairobi") == []


def test_the_convention_is_the_one_named() -> None:
    reading = read("通过《湄南河水资源公约》，注意到公约秘书处。")
    assert meant(reading, "公约") == ["instrument:湄南河水资源公约"]


def test_an_organ_by_either_title_of_its_treaty() -> None:
    reading = read("《关于持久性有机污染物的斯德哥尔摩公约》缔约方大会开会。", known=True)
    assert [m.entity for m in reading[1] if m.kind == "body"] == ["body/stockholm-cop"]
