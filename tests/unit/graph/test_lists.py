"""Lists of responses and options, views and findings: what is written from small invented texts."""

from __future__ import annotations

from igr_kg import ids
from igr_kg.graph.quads import RDF_TYPE
from tests.unit.graph.invented import Invented, objects, paragraph

DOC = "id/document/t-1"


def _responses() -> Invented:
    text = Invented(
        ("p4", "paragraph", "4", "annex/1/par/4", "4. 论坛确定了潜在的对策，包括："),
        ("p4.a", "item", "a", "annex/1/par/4/a", "(a) 必须扩大苗圃，以恢复林地；"),
        ("p4.b", "item", "b", "annex/1/par/4/b", "(b) 考虑制订防火战略，惠及岛屿国家。"),
    )
    listed = text.fact(
        "response-list",
        "论坛确定了潜在的对策，包括",
        chapeau=text.slot("潜在的对策"),
        open=text.slot("true", "包括"),
        status=text.slot("potential", "潜在"),
    )
    ref = text.slot(listed, "潜在的对策", listed)
    first = text.fact(
        "response", "必须扩大苗圃", label=text.slot("a", "(a)"), topic=text.slot("扩大苗圃"), list=ref
    )
    second = text.fact(
        "response", "考虑制订防火战略", label=text.slot("b", "(b)"), topic=text.slot("制订防火战略"), list=ref
    )
    text.fact(
        "measure",
        "必须扩大苗圃",
        content=text.slot("必须扩大苗圃"),
        modality=text.slot("must", "必须"),
        response=text.slot(first, "扩大苗圃", first),
    )
    text.fact("aim", "恢复林地", content=text.slot("恢复林地"), of=text.slot("a", "(a)"))
    measure = text.fact(
        "measure",
        "考虑制订防火战略，惠及岛屿国家",
        content=text.slot("考虑制订防火战略"),
        response=text.slot(second, "制订防火战略", second),
        beneficiaries=text.slot("岛屿国家"),
    )
    text.fact(
        "product",
        "制订防火战略",
        content=text.slot("防火战略"),
        modality=text.slot("consider", "考虑"),
        measure=text.slot(measure, "考虑制订防火战略", measure),
    )
    text.fact(
        "constraint", "惠及岛屿国家", content=text.slot("惠及岛屿国家"), on=text.slot(second, "防火", second)
    )
    return text


def test_responses_have_their_order_measures_aims_and_products() -> None:
    said, part = _responses().said(), f"{DOC}/annex/1/par/4"
    islands = ids.nameless(DOC, "ActorGroup", "岛屿国家")
    assert {
        (f"{part}/list/1", "rdf:type", "igr:ResponseList"),
        (f"{part}/list/1", "igr:openEnded", "true"),
        (f"{part}/list/1", "igr:listedIn", part),
        (f"{part}/a/response/1", "igr:inList", f"{part}/list/1"),
        (f"{part}/a/response/1", "igr:order", "1"),
        (f"{part}/b/response/1", "igr:order", "2"),
        (f"{part}/b/response/1", "igr:label", "b"),
        (f"{part}/b/response/1", "igr:status", "scheme/response-status/potential"),
        (f"{part}/a/response/1", "igr:hasMeasure", f"{part}/a/measure/1"),
        (f"{part}/a/response/1", "igr:hasAim", f"{part}/a/aim/1"),
        (f"{part}/a/measure/1", "igr:modality", "scheme/modality/must"),
        (f"{part}/b/measure/1", "igr:beneficiary", islands),
        (f"{part}/b/measure/1", "igr:develops", f"{part}/b/product/1"),
        (f"{part}/b/product/1", "igr:productModality", "scheme/modality/consider"),
        (f"{part}/b/constraint/1", "igr:constrains", f"{part}/b/response/1"),
        (islands, "igr:attestedName", "岛屿国家"),
    } <= said
    assert objects(said, "igr:hasAim", f"{part}/b/response/1") == []


def _options() -> Invented:
    text = Invented(
        ("p5", "paragraph", "5", "par/5", "5. 海岸进程提出了以下三种方案："),
        ("p5.a", "item", "a", "par/5/a", "(a) 加强森林论坛；"),
        ("p5.b", "item", "b", "par/5/b", "(b) 建立一个诸如世界森林组织这样的机构；"),
        ("p5.c", "item", "c", "par/5/c", "(c) 理顺构架。"),
        ("p6", "paragraph", "6", "par/6", "6. 论坛建议方案(b)最好以后讨论。"),
    )
    forum = text.name("body", "森林论坛", "body/forest-forum")
    proposed = text.name("body", "世界森林组织", subkind="proposed")
    process = text.name("instrument", "海岸进程", "instrument/coast-process", subkind="process")
    options = text.fact(
        "option-set",
        "海岸进程提出了以下三种方案",
        open=text.slot("false", "以下三种"),
        count=text.slot("3", "三"),
        put_forward_in=text.slot("海岸进程", ref=process),
    )
    ref = text.slot(options, "三种方案", options)
    text.fact(
        "option",
        "加强森林论坛",
        label=text.slot("a", "(a)"),
        content=text.slot("加强森林论坛"),
        set=ref,
        effect=text.slot("strengthen", "加强"),
        target=text.slot("森林论坛", ref=forum),
    )
    second = text.fact(
        "option",
        "建立一个诸如世界森林组织这样的机构",
        label=text.slot("b", "(b)"),
        content=text.slot("建立一个诸如世界森林组织这样的机构"),
        set=ref,
        effect=text.slot("establish", "建立"),
        target=text.slot("机构"),
        example=text.slot("世界森林组织", ref=proposed),
    )
    text.fact(
        "option",
        "理顺构架",
        label=text.slot("c", "(c)"),
        content=text.slot("理顺构架"),
        set=ref,
        effect=text.slot("none", "理顺构架"),
    )
    _assessed(text, second, forum)
    return text


def _assessed(text: Invented, option: str, holder: str) -> None:
    act = text.act("recommends", "论坛建议方案(b)最好以后讨论", by=text.slot("论坛", ref=holder, nth=2))
    text.fact(
        "assessment",
        "论坛建议方案(b)最好以后讨论",
        option=text.slot("b", "(b)", option, nth=2),
        options=text.slot(option, "(b)", option, nth=2),
        stance=text.slot("最好以后讨论"),
        stance_class=text.slot("wider-context", "以后讨论"),
        holder=text.slot("论坛", ref=holder, nth=2),
        act=text.slot(act, "建议", act),
    )


def test_options_create_strengthen_or_name_no_body() -> None:
    said = _options().said()
    institution = ids.nameless(DOC, "ProposedBody", "机构")
    world = ids.nameless(DOC, "body", "世界森林组织")
    assert {
        (f"{DOC}/par/5/option-set/1", "igr:optionCount", "3"),
        (f"{DOC}/par/5/option-set/1", "igr:openEnded", "false"),
        (f"{DOC}/par/5/option-set/1", "igr:putForwardIn", "id/process/coast-process"),
        (f"{DOC}/par/5/a/option/1", "igr:wouldStrengthen", "id/body/forest-forum"),
        (f"{DOC}/par/5/b/option/1", "igr:wouldEstablish", institution),
        (institution, "rdf:type", "igr:ProposedBody"),
        (world, "rdf:type", "igr:ProposedBody"),
        (world, "igr:exampleOf", institution),
        (f"{DOC}/par/6/assessment/1", "igr:assesses", f"{DOC}/par/5/b/option/1"),
        (f"{DOC}/par/6/assessment/1", "igr:stance", "scheme/stance/wider-context"),
        (f"{DOC}/par/6/assessment/1", "igr:heldBy", "id/body/forest-forum"),
        (f"{DOC}/par/6/assessment/1", "igr:inAct", f"{DOC}/par/6/act/1"),
    } <= said
    assert not [t for t in said if t[0] == f"{DOC}/par/5/c/option/1" and t[1].startswith("igr:would")]
    assert len(objects(said, "igr:assesses")) == 1


def test_findings_principles_thanks_and_views() -> None:
    text = paragraph("成员普遍认为，论坛应开放。基于论坛应开放这一原则，论坛感谢加纳，认为应继续工作。")
    forum = text.name("body", "论坛", "body/forest-forum")
    ghana = text.name("body", "加纳", "body/government-gha", subkind="government")
    text.fact(
        "finding",
        "成员普遍认为，论坛应开放",
        kind=text.slot("general-view", "普遍认为"),
        content=text.slot("论坛应开放"),
        holder=text.slot("成员"),
        issue=text.slot("开放"),
    )
    text.fact("principle", "论坛应开放这一原则", content=text.slot("论坛应开放"))
    text.fact("thanks", "论坛感谢加纳", by=text.slot("论坛", ref=forum), to=text.slot("加纳", ref=ghana))
    text.fact("view", "认为应继续工作", holder=text.slot("论坛", ref=forum), content=text.slot("应继续工作"))
    said, part = text.said(), f"{DOC}/annex/1/par/3"
    assert {
        (f"{part}/finding/1", "igr:findingKind", "scheme/finding-kind/general-view"),
        (f"{part}/finding/1", "igr:onIssue", ids.nameless(DOC, "Issue", "开放")),
        (f"{part}/principle/1", "igr:statedIn", part),
        (f"{part}/act/1", "igr:appreciates", "id/body/government-gha"),
        (f"{part}/act/2", "rdf:type", "igr:View"),
        (f"{part}/act/2", "igr:heldBy", "id/body/forest-forum"),
    } <= said


def test_every_fact_has_evidence_whose_quote_is_in_the_text_and_types_come_from_the_ontology() -> None:
    text = _responses()
    quads = text.quads()
    facts = {(q.s, q.p, q.o) for q in quads if "/graph/document/" in q.g}
    shown: dict[str, dict[str, str]] = {}
    for quad in quads:
        if "/graph/evidence/" in quad.g:
            shown.setdefault(quad.s, {})[quad.p.rpartition("#")[2].rstrip(">")] = quad.o
    records = [r for r in shown.values() if "subject" in r]
    assert {(r["subject"], r["predicate"], r["object"]) for r in records} == facts
    assert all(r["quote"].partition('"')[2].partition('"')[0] in text.text.replace(" ", "") for r in records)
    assert any(q.p == RDF_TYPE for q in quads)
