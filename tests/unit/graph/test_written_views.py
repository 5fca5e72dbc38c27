"""Results, options, views and principles of a small invented text, read and written as a whole."""

from __future__ import annotations

from functools import cache

from igr_kg.graph.build import build
from igr_kg.graph.quads import Quad
from igr_kg.pipeline import read_bytes
from tests.unit.graph.invented import Triple, evidence, objects, short

DOC = "id/document/fc-8-2"
LINES = (
    "FC/8/2",
    "林业理事会\n第八届会议\n2016年5月4日至8日，日内瓦",
    "珊瑚礁小组的报告",
    "1. 林业理事会2014年2月26日第6/1号决定设立了一个渔业问题小组。"
    "该小组的工作因其首次会议的召开地点而被称为“达喀尔进程”，"
    "其结果是确定了渔业治理系统的一些目标和功能，并详细阐述了“改进渔业工作的一系列选择方案”。"
    "上述成果被提交给了林业理事会第六届会议。",
    "2. 林业理事会2015年3月2日第7/3号决定请珊瑚礁小组以达喀尔进程中形成的系列选择方案为基础，考虑改革问题。"
    "该决定请执行主任“邀请各缔约方献计献策”。",
    "3. 在审议过达喀尔进程所确定的渔业治理系统的目标和功能之后，珊瑚礁小组确定了若干对策。",
    "4. 除其它措施外，普及监测，是渔业改革工作的一大主要成果。"
    "在达喀尔进程以及有关渔业改革问题的共同主席文件(FC/CG.2/2)之中，提出了进行改革的各种不同选择方案，包括以下三种方案：",
    "(a) 加强渔业委员会；",
    "(b) 建立一个新的渔业问题伞形组织；",
    "(c) 改革港务委员会。",
    "5. 珊瑚礁小组认识到所有选择方案均有待进一步发展，并建议方案(c)和(b)最好在海洋治理的更广背景下予以讨论。",
    "6. 基于形式服从于需要这一原则，并认识到自身未能在名称问题上达成共识，珊瑚礁小组建议加强现有机构。",
    "7. 小组成员普遍认为，形式应服从于需要。",
    "8. 珊瑚礁小组建议林业理事会第八届会议考虑落实办法。"
    "珊瑚礁小组特此依照第7/3号决定，向林业理事会提交最终报告。",
)


@cache
def written() -> tuple[Quad, ...]:
    return tuple(build(read_bytes("\n\n".join(LINES).encode(), "t.txt", language="zh")))


def said() -> set[Triple]:
    return {short(q) for q in written() if "/graph/document/" in q.g}


def act(holds: str) -> str:
    (name,) = {s for s, p, o in said() if p == "igr:content" and "/act/" in s and holds in o}
    return name


def thing(content: str) -> str:
    (name,) = {s for s, p, o in said() if p == "igr:content" and o == content and "/act/" not in s}
    return name


OPTIONS, AIMS = "改进渔业工作的一系列选择方案", "渔业治理系统的一些目标和功能"


def test_a_set_of_options_by_its_name_is_no_instrument() -> None:
    assert (f"{DOC}/par/1", "igr:mentions", thing(OPTIONS)) in said()
    assert (thing(OPTIONS), "rdf:type", "igr:OptionSet") in said()
    assert not [s for s, p, o in said() if p == "rdf:type" and o == "igr:Instrument"]


def test_what_was_handed_in_by_a_word_that_points_back_is_what_it_points_to() -> None:
    given = act("上述成果")
    assert objects(said(), "igr:submits", given) == sorted([thing(OPTIONS), thing(AIMS)])
    (record,) = evidence(written(), (given, "igr:submits", thing(AIMS)))
    assert record["igr:quote"][0].startswith("上述成果被提交给了")
    assert any(AIMS in place for place in record["places"])
    assert not objects(said(), "igr:addressee", given)


def test_an_act_is_about_what_a_process_produced_or_builds_on_it() -> None:
    assert objects(said(), "igr:basedOn", act("考虑改革问题")) == [thing(OPTIONS)]
    assert objects(said(), "igr:about", act("渔业治理系统的目标和功能")) == [thing(AIMS)]


def test_a_document_cited_by_symbol_has_the_name_and_maker_that_the_text_gives_it() -> None:
    paper = "id/document/fc-cg-2-2"
    assert objects(said(), "igr:attestedName", paper) == ["有关渔业改革问题的共同主席文件"]
    (maker,) = objects(said(), "igr:maker", paper)
    assert (maker, "igr:officeTitle", "共同主席") in said()


def test_what_was_put_forward_somewhere_has_no_agent() -> None:
    put = act("进行改革的各种不同选择方案")
    assert not objects(said(), "igr:agent", put)
    assert "id/document/fc-cg-2-2" in objects(said(), "igr:putForwardIn", put)
    assert len(objects(said(), "igr:putForwardIn", put)) == 2


def test_assessments_are_numbered_as_they_stand_and_by_the_label_of_the_option() -> None:
    part = f"{DOC}/par/5/assessment"
    labels = {s: o for s, p, o in said() if p == "igr:label"}
    found = [labels[objects(said(), "igr:assesses", f"{part}/{n}")[0]] for n in range(1, 6)]
    assert found == ["a", "b", "c", "c", "b"]
    assert objects(said(), "igr:qualifier", f"{part}/4") == ["在海洋治理的更广背景下"]
    assert not [p for _, p, _ in said() if p == "igr:basis"]


def test_a_principle_is_the_basis_of_what_the_sentence_goes_on_to_say() -> None:
    principle = next(s for s, p, o in said() if p == "rdf:type" and o == "igr:Principle")
    assert objects(said(), "igr:basedOn", act("加强现有机构")) == [principle]
    assert not objects(said(), "igr:basedOn", act("未能在名称问题上"))
    (record,) = evidence(written(), (principle, "igr:content", "形式服从于需要"))
    assert record["igr:passage"] == [f"{DOC}/par/6"]
    assert set(objects(said(), "igr:statedIn", principle)) == {f"{DOC}/par/6", f"{DOC}/par/7"}


def test_every_act_is_an_act_whatever_else_it_is() -> None:
    kinds = {s for s, p, _ in said() if p == "igr:verb"}
    assert kinds == {s for s, p, o in said() if p == "rdf:type" and o == "igr:Act"}
    assert (act("考虑改革问题"), "rdf:type", "igr:Request") in said()


def test_what_is_only_asked_for_is_embedded() -> None:
    asked = next(s for s, p, o in said() if p == "igr:mode" and o == "scheme/act-mode/embedded")
    assert (act("邀请各缔约方献计献策"), "igr:embeds", asked) in said()
    assert objects(said(), "igr:mode", asked) == ["scheme/act-mode/embedded"]


def test_nothing_is_due_at_the_session_that_a_recommendation_is_put_to() -> None:
    put = act("考虑落实办法")
    assert objects(said(), "igr:atMeeting", put)
    assert not objects(said(), "igr:dueMeeting", put)


def test_a_submission_has_a_receiver_and_no_addressee() -> None:
    given = act("最终报告")
    assert objects(said(), "igr:receiver", given)
    assert not objects(said(), "igr:addressee", given)


def test_who_requests_by_a_decision_is_shown_by_who_took_it() -> None:
    request = act("邀请各缔约方献计献策")
    (issuer,) = objects(said(), "igr:issuer", request)
    (record,) = evidence(written(), (request, "igr:issuer", issuer))
    assert record["igr:status"] == ["igr:implied"]
    assert any("林业理事会2015年3月2日第7/3号" in place for place in record["places"])


def test_what_is_said_to_be_a_main_result_is_a_finding_of_another_kind() -> None:
    found = thing("普及监测，是渔业改革工作的一大主要成果")
    assert objects(said(), "igr:findingKind", found) == ["scheme/finding-kind/other"]
    assert not objects(said(), "igr:heldBy", found)


def test_its_meeting_is_shown_with_whose_it_is() -> None:
    process = next(s for s, p, o in said() if p == "igr:namedAfterVenueOf")
    (meeting,) = objects(said(), "igr:namedAfterVenueOf", process)
    (record,) = evidence(written(), (process, "igr:namedAfterVenueOf", meeting))
    assert record["igr:quote"] == ["因其首次会议的召开地点而被称为“达喀尔进程”"]
    assert any(place.endswith("渔业问题小组") for place in record["places"])
