"""What stands in the graph of small invented texts, read and written as a whole."""

from __future__ import annotations

from functools import cache

from igr_kg.graph.build import build
from igr_kg.graph.quads import Quad, value
from igr_kg.pipeline import read_bytes
from tests.unit.graph.invented import Triple, evidence, objects, short

DOC = "id/document/fc-7-4"
HEAD = (
    "FC/7/4\n\n林业理事会\n第七届会议\n2015年5月4日至8日，日内瓦\n临时议程项目3\n\n珊瑚礁问题专家磋商小组的工作成果\n\n"
    "执行主任的说明\n\n"
)
NOTE = (
    "珊瑚礁问题专家磋商小组系根据林业理事会2014年2月26日第6/1号决定设立。该小组于2014年7月7日至9日在罗马，"
    "并于2014年11月21日至23日在秘鲁利马召开会议。本说明附件载有该小组在利马会议上通过的工作成果文件。\n\n"
)
ANNEX = (
    "附件\n\n2014年11月23日\n\n珊瑚礁问题专家磋商小组\n第二次会议\n2014年11月21-23日，秘鲁，利马\n\n"
    "罗马-基多成果\n\n"
    "1. 珊瑚礁问题专家磋商小组（磋商小组）系根据林业理事会2014年2月26日第6/1号决定设立。\n\n"
    "2. 来自31个国家的代表出席了罗马会议，来自27个国家的代表出席了利马会议。\n\n"
    "3. 磋商小组建议理事会第七届会议审议上述成果。小组成员普遍认为，形式应服从于需要。\n\n"
)
GROUP, LATER, EARLIER = "珊瑚礁问题专家磋商小组", "第二次会议", "2014-07-07"


@cache
def written(text: str = HEAD + NOTE + ANNEX) -> tuple[Quad, ...]:
    return tuple(build(read_bytes(text.encode(), "t.txt", language="zh")))


def said(text: str = HEAD + NOTE + ANNEX) -> set[Triple]:
    return {short(q) for q in written(text) if "/graph/document/" in q.g}


def called(name: str) -> str:
    (thing,) = {s for s, p, o in said() if p == "igr:attestedName" and o == name}
    return thing


def quotes(triple: Triple) -> list[tuple[str, ...]]:
    """Return the quotes of each record of a triple, as many as it needs, the record's own first."""
    found = []
    for record in evidence(written(), triple):
        places = [p.partition(":")[2] for p in record["places"]] or record["igr:quote"]
        assert record["igr:quote"][0] in places
        found.append((record["igr:quote"][0], *sorted(p for p in places if p != record["igr:quote"][0])))
    return sorted(found)


def test_what_points_back_is_mentioned_and_gives_no_name() -> None:
    names = objects(said(), "igr:attestedName", called(GROUP))
    assert "小组" not in names
    assert {GROUP, "磋商小组"} <= set(names)
    mentioned = {s for s, p, o in said() if p == "igr:mentions" and o == called(GROUP)}
    assert {f"{DOC}/par/-1", f"{DOC}/annex/1/par/3"} <= mentioned


def test_a_short_form_is_told_where_it_is_introduced_and_rests_on_that_place() -> None:
    introduced = f"{GROUP}（磋商小组）"
    assert quotes((called(GROUP), "igr:shortForm", "磋商小组")) == [(introduced,)]
    assert ("磋商小组", introduced) in quotes((f"{DOC}/annex/1/par/3", "igr:mentions", called(GROUP)))


def test_a_body_is_of_the_kind_that_its_name_says() -> None:
    assert objects(said(), "igr:bodyKind", called(GROUP)) == ["scheme/body-kind/consultative-group"]


def test_the_name_of_an_outcome_is_the_annex_and_no_instrument() -> None:
    assert (f"{DOC}/annex/1", "igr:outcomeName", "罗马-基多成果") in said()
    assert (f"{DOC}/annex/1/head/-1", "igr:mentions", f"{DOC}/annex/1") in said()
    assert not [s for s, p, o in said() if o == "igr:Instrument"]


def test_a_field_of_the_title_page_quotes_its_value() -> None:
    for field in ("dcterms:title", "igr:agendaItem", "igr:documentKind"):
        (value,) = objects(said(), field, DOC)
        assert all(found[0] != "FC/7/4" for found in quotes((DOC, field, value)))


def test_the_days_of_a_meeting_rest_on_the_words_that_it_was_held() -> None:
    first = called("罗马会议")
    held = "小组于2014年7月7日至9日在罗马，并于2014年11月21日至23日在秘鲁利马召开会议"
    assert quotes((first, "igr:startDate", EARLIER)) == [(held, GROUP)]


def test_that_a_meeting_known_by_its_venue_is_the_second_is_implied() -> None:
    second = called("利马会议")
    assert second == called(LATER)
    (record,) = evidence(written(), (second, "igr:statesRepresented", "27"))
    assert record["igr:status"] == ["igr:implied"]
    (places,) = quotes((second, "igr:statesRepresented", "27"))
    assert places == ("来自27个国家的代表出席了利马会议", f"{GROUP}第二次会议2014年11月21-23日，秘鲁，利马")
    statuses = {r["igr:status"][0] for r in evidence(written(), (second, "igr:endDate", "2014-11-23"))}
    assert statuses == {"igr:implied", "igr:extracted"}


def test_an_annex_and_its_adoption_rest_on_what_the_main_text_says_of_the_annex() -> None:
    carries = "本说明附件载有该小组在利马会议上通过的工作成果文件"
    assert quotes((f"{DOC}/annex/1", "igr:annexedTo", DOC)) == [(carries, "附件")]
    (places,) = quotes((f"{DOC}/annex/1", "igr:adoptedAt", called(LATER)))
    assert {carries, "2014年11月21-23日，秘鲁，利马", GROUP, "第二次会议"} <= set(places)


def test_a_link_to_what_a_short_name_means_shows_the_full_name() -> None:
    (members,) = {s for s, p, o in said() if p == "igr:membersOf" and o == called(GROUP)}
    assert all(GROUP in " ".join(found) for found in quotes((members, "igr:membersOf", called(GROUP))))


def test_names_have_the_blanks_and_the_characters_of_the_text() -> None:
    english = "The Security  Council,\n\nRecalling its resolution 242 (1967),\n\n1. Decides to meet again."
    assert _names(english) == {"Security Council"}
    assert "海藻問題特設工作組" in _names("大會，\n\n1. 請海藻問題特設工作組提出報告。")


def _names(content: str) -> set[str]:
    quads = build(read_bytes(content.encode(), "a.txt"))
    return {value(q.o) for q in quads if q.p.endswith("#attestedName>")}


def test_every_decision_of_a_list_is_one_of_the_body_that_calls_them_its_own() -> None:
    text = (
        "Resolution 99 (1999)\n\nThe Security Council,\n\nRecalling its resolutions 242 (1967) of 22 "
        "November 1967, 338 (1973) of 22 October and 425 (1978) of 19 March 1978,\n\n"
        "1. Decides to remain seized.\n\nAdopted at the 1821st meeting.\n"
    )
    quads = build(read_bytes(text.encode(), "t.txt", language="en"))
    found = {short(q) for q in quads if "/graph/document/" in q.g}
    decisions = {s for s, p, o in found if (p, o) == ("igr:decidedBy", "id/body/unsc")}
    assert decisions >= {f"id/decision/unsc-{n}" for n in ("242-1967", "338-1973", "425-1978", "99-1999")}
    meeting = "id/meeting/unsc-meeting-1821"
    assert (meeting, "igr:meetingOf", "id/body/unsc") in found
    (record,) = evidence(quads, (meeting, "igr:meetingOf", "id/body/unsc"))
    assert record["igr:status"] == ["igr:implied"]
