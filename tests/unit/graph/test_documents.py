"""Documents, annexes, citations, results: what is written from small invented texts."""

from __future__ import annotations

from dataclasses import replace

from igr_kg import ids
from igr_kg.graph.build import document_name
from igr_kg.model import Source
from tests.unit.graph.invented import Invented, evidence, objects, paragraph, short

DOC = "id/document/t-1"


def test_a_document_its_annex_and_what_it_cites() -> None:
    text = Invented(
        ("c", "cover", None, "par/-1", "F/FC.7/9\n林火报告\n执行干事的说明\n项目3(b)"),
        ("h", "heading", None, "annex/1/par/-1", "海岸成果"),
        ("p1", "paragraph", "1", "annex/1/par/1", "1. 依照第7/1号决定第4段提交。"),
    )
    text.fields = {
        "symbol": (text.slot("F/FC.7/9"),),
        "kind": (text.slot("note", "说明"),),
        "title": (text.slot("林火报告"),),
        "agenda_item": (text.slot("3(b)"),),
        "issuer": (text.slot("执行干事", ref=text.name("role", "执行干事", "office/executive-officer")),),
    }
    decision = text.name("decision", "7/1", ident="decision:?:7/1")
    text.fact(
        "annex-document", "海岸成果", outcome=text.slot("海岸成果"), block=text.slot("h", "海岸成果", "h")
    )
    text.fact(
        "citation",
        "第7/1号决定第4段",
        cited=text.slot("7/1", ref=decision),
        paragraph=text.slot("4"),
        block=text.slot("p1", "第7/1号决定", "p1"),
    )
    said = text.said()
    cited = ids.nameless(DOC, "decision", "?:7/1")
    assert {
        (DOC, "rdf:type", "igr:Document"),
        (DOC, "dcterms:identifier", "F/FC.7/9"),
        (DOC, "igr:documentKind", "scheme/document-kind/note"),
        (DOC, "dcterms:title", "林火报告"),
        (DOC, "igr:agendaItem", "3(b)"),
        (DOC, "igr:issuedBy", "id/office/executive-officer"),
        (f"{DOC}/annex/1", "rdf:type", "igr:Document"),
        (f"{DOC}/annex/1", "igr:annexedTo", DOC),
        (f"{DOC}/annex/1", "igr:outcomeName", "海岸成果"),
        (f"{DOC}/annex/1/par/1/citation/1", "igr:cites", cited),
        (f"{DOC}/annex/1/par/1/citation/1", "igr:citedParagraph", "4"),
        (f"{DOC}/annex/1/par/1/citation/1", "igr:citingPart", f"{DOC}/annex/1/par/1"),
    } <= said
    assert not objects(said, "igr:issueDate")


def test_an_annexed_outcome_was_adopted_where_the_main_text_says() -> None:
    text = Invented(
        ("p", "paragraph", None, "par/-1", "附件载有珊瑚小组在阿克拉会议上通过的成果，海岸小组通过了别的。"),
        ("h", "heading", None, "annex/1", "附件"),
        ("c", "cover", None, "annex/1/cover", "珊瑚小组\n第二次会议"),
    )
    group = text.name("body", "珊瑚小组", "body/coral-group")
    other = text.name("body", "海岸小组", "body/coast-group")
    meeting = text.name("meeting", "第二次会议", ident=f"meeting:{group}:meeting:2")
    text.fact("meeting", "阿克拉会议", meeting=text.slot("2:meeting", "阿克拉会议", meeting))
    text.fact(
        "annex-document",
        "珊瑚小组\n第二次会议",
        title=text.slot("附件"),
        block=text.slot("h", "附件", "h", nth=2),
        maker=text.slot("珊瑚小组", ref=group, nth=2),
        meeting=text.slot("2:meeting", "第二次会议", meeting),
    )
    text.act("adopts", "珊瑚小组在阿克拉会议上通过的成果", "reported", by=text.slot("珊瑚小组", ref=group))
    text.act("adopts", "海岸小组通过了别的", "reported", by=text.slot("海岸小组", ref=other))
    annex, adopted = f"{DOC}/annex/1", "id/meeting/coral-group-meeting-2"
    said = text.said()
    assert {(annex, "igr:adoptedAt", adopted), (f"{DOC}/act/1", "igr:adopts", annex)} <= said
    assert len(objects(said, "igr:adopts")) == 1
    (record,) = evidence(text.quads(), (annex, "igr:adoptedAt", adopted))
    assert record["igr:status"] == ["igr:implied"]
    assert record["igr:quote"] == ["珊瑚小组在阿克拉会议上通过的成果"]


def test_what_a_process_produced_and_what_became_of_a_request() -> None:
    text = paragraph(
        "海岸进程确定了目标，拟订了清单，成果提交森林理事会。该决定请论坛提交报告。报告现予提交。"
    )
    process = text.name("instrument", "海岸进程", "instrument/coast-process", subkind="process")
    council = text.name("body", "森林理事会", "body/fc")
    result = text.fact(
        "result",
        "海岸进程确定了目标，拟订了清单，成果提交森林理事会",
        producer=text.slot("海岸进程", ref=process),
        content=(text.slot("目标"), text.slot("清单")),
        submitted_to=text.slot("森林理事会", ref=council),
    )
    act = text.act("requests", "该决定请论坛提交报告", "reported")
    text.fact("request", "该决定请论坛提交报告", act=text.slot(act, "请", act))
    text.fact(
        "discharge",
        "报告现予提交",
        "implied",
        request=text.slot(act, "该决定请论坛提交报告", act),
        by=text.slot(result, "报告", result, nth=2),
    )
    said, part = text.said(), f"{DOC}/annex/1/par/3"
    assert {
        ("id/process/coast-process", "igr:produced", f"{part}/result/1"),
        ("id/process/coast-process", "igr:produced", f"{part}/result/2"),
        (f"{part}/result/2", "igr:content", "清单"),
        (f"{part}/result/2", "igr:submittedTo", "id/body/fc"),
        (f"{part}/act/1", "igr:dischargedBy", f"{part}/result/1"),
    } <= said


def test_an_unknown_type_of_fact_and_an_empty_text_give_no_wrong_statement() -> None:
    text = paragraph("海岸。")
    text.fact("some-new-type", "海岸", content=text.slot("海岸"))
    assert {s for s, _, _ in text.said()} == {DOC}
    empty = Invented()
    assert all("/graph/document/" not in q.g or q.s.endswith("t-1>") for q in empty.quads())


def test_the_graph_moves_with_its_base() -> None:
    text = paragraph("森林论坛第7/1号决定由森林论坛秘书处执行。")
    forum = text.name("body", "森林论坛", "body/forest-forum")
    text.name("decision", "7/1", ident=f"decision:{forum}:7/1")
    view = text.slot("general-view", "由")
    text.fact("finding", "由森林论坛秘书处执行", kind=view, content=text.slot("执行"))
    here, there = (
        {short(q, base) for q in text.quads(base=base) if "/graph/document/" in q.g}
        for base in ("https://w3id.org/igr/", "http://b.example/kg/")
    )
    assert here == there
    assert len(here) == 10


def test_a_document_is_named_by_its_symbol_the_collectors_or_its_file() -> None:
    document = paragraph("海岸。").document()
    unnamed = replace(document, symbol=None)
    assert document_name(document) == "id/document/t-1"
    assert (
        document_name(unnamed, Source("a/b.txt", "0", symbol="S/RES/7 (1946)")) == "id/document/s-res-7-1946"
    )
    assert document_name(unnamed, Source("a/b c.txt", "0")) == "id/document/a-b-c"


def test_a_row_of_the_authority_decides_what_a_thing_is() -> None:
    text = paragraph("各国森林联盟、各森林秘书处和森林系统。")
    text.name("body", "各国森林联盟", "body/forest-union", subkind="group")
    text.name("body", "各森林秘书处", subkind="group")
    text.name("body", "森林系统", "group/forest-system", subkind="body")
    said = text.said()
    assert {
        ("id/body/forest-union", "rdf:type", "igr:GovernanceBody"),
        (ids.nameless(DOC, "body", "各森林秘书处"), "rdf:type", "igr:ActorGroup"),
        ("id/group/forest-system", "rdf:type", "igr:ActorGroup"),
    } <= said


def test_a_resolution_is_the_text_of_a_decision_and_has_a_date_of_adoption() -> None:
    text = Invented(
        ("c", "cover", None, "cover", "F/RES/7 第7号决议 2015年5月8日通过"),
        ("p1", "paragraph", "1", "par/1", "1. 请各国报告第6号决议请求的事项。"),
        symbol="F/RES/7",
    )
    text.act("requests", "请各国报告第6号决议请求的事项")
    text.act("requests", "第6号决议请求", "reported")
    date = text.slot("2015-05-08", "2015年5月8日")
    number = text.slot("7", "第7号")
    text.fields = {
        "symbol": (text.slot("F/RES/7"),),
        "number": (number,),
        "adopted": (date,),
        "date": (date,),
    }
    text.fact("decision", "F/RES/7 第7号决议 2015年5月8日通过", number=number, date=date)
    said = text.said()
    decision = ids.nameless("id/document/f-res-7", "decision", "?:7")
    assert {
        ("id/document/f-res-7", "igr:adoptionDate", "2015-05-08"),
        (decision, "igr:adoptionDate", "2015-05-08"),
        (decision, "igr:documentedIn", "id/document/f-res-7"),
    } <= said
    assert objects(said, "igr:issueDate") == []
    assert [t for t in said if t[1] == "igr:inDecision"] == [
        ("id/document/f-res-7/par/1/act/1", "igr:inDecision", decision)
    ]
