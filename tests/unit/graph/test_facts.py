"""What is written from each type of fact: small invented texts, the triples and their evidence."""

from __future__ import annotations

from igr_kg import ids
from igr_kg.graph.quads import RDF_TYPE
from tests.unit.graph.invented import Invented, Triple, evidence

DOC = "id/document/t-1"


def _council(words: str, label: str = "3") -> Invented:
    """Return a paragraph in an annex, with a council that the authority knows."""
    text = Invented(("p3", "paragraph", label, f"annex/1/par/{label}", f"{label}. {words}"))
    return text


def _objects(said: set[Triple], predicate: str, subject: str | None = None) -> list[str]:
    return sorted(o for s, p, o in said if p == predicate and subject in (None, s))


def test_a_session_with_its_dates_place_and_count() -> None:
    text = _council("森林理事会第七届会议于2015年5月4日至8日在日内瓦举行，有31个国家出席。")
    body = text.name("body", "森林理事会", "body/forest-council")
    place = text.name("place", "日内瓦", "place/geneva", subkind="city")
    meeting = text.name("meeting", "第七届会议", ident=f"meeting:{body}:session:7")
    text.fact(
        "meeting",
        "森林理事会第七届会议于2015年5月4日至8日在日内瓦举行，有31个国家出席",
        meeting=text.slot("7:session", "第七届会议", meeting),
        body=text.slot("森林理事会", ref=body),
        ordinal=text.slot("7", "第七届"),
        kind=text.slot("session", "届会议"),
        place=text.slot("日内瓦", ref=place),
        start=text.slot("2015-05-04", "2015年5月4日"),
        end=text.slot("2015-05-08", "2015年5月4日至8日"),
        represented=text.slot("31"),
    )
    said, session = text.said(), "id/meeting/forest-council-7"
    assert {
        (session, "rdf:type", "igr:Session"),
        (session, "igr:meetingOf", "id/body/forest-council"),
        (session, "igr:ordinal", "7"),
        (session, "igr:meetingKind", "scheme/meeting-kind/session"),
        (session, "igr:heldIn", "id/place/geneva"),
        (session, "igr:startDate", "2015-05-04"),
        (session, "igr:endDate", "2015-05-08"),
        (session, "igr:statesRepresented", "31"),
    } <= said
    assert not _objects(said, "igr:heldInCountry")
    (record,) = evidence(text.quads(), (session, "igr:statesRepresented", "31"))
    assert record["igr:quote"] == ["森林理事会第七届会议于2015年5月4日至8日在日内瓦举行，有31个国家出席"]
    assert record["igr:passage"] == [f"{DOC}/annex/1/par/3"]


def test_a_meeting_without_number_is_named_after_place_and_date() -> None:
    text = _council("森林理事会于2015年6月在蒙罗维亚召开会议。")
    body = text.name("body", "森林理事会", "body/forest-council")
    text.fact(
        "meeting",
        "森林理事会于2015年6月在蒙罗维亚召开会议",
        body=text.slot("森林理事会", ref=body),
        place=text.slot("蒙罗维亚", ref=text.name("place", "蒙罗维亚", "place/monrovia", subkind="city")),
        start=text.slot("2015-06", "2015年6月"),
    )
    said = text.said()
    assert ("id/meeting/forest-council-monrovia-2015-06", "igr:startDate", "2015-06") in said
    (start,) = [q for q in text.quads() if q.p.endswith("startDate>")]
    assert start.o.endswith("#gYearMonth>")


def test_the_first_of_two_meetings_has_its_number_only_by_implication() -> None:
    text = _council(
        "森林工作组于2015年3月2日在蒙罗维亚，并于2016年4月5日在阿克拉举行了会议，后者为第二次会议。"
    )
    body = text.name("body", "森林工作组", "body/forest-group")
    for place, key, start, words in (
        ("蒙罗维亚", "place/monrovia", "2015-03-02", "2015年3月2日"),
        ("阿克拉", "place/accra", "2016-04-05", "2016年4月5日"),
    ):
        second = place == "阿克拉"
        text.fact(
            "meeting",
            "第二次会议" if second else words,
            body=text.slot("森林工作组", ref=body),
            place=text.slot(place, ref=text.name("place", place, key, subkind="city")),
            start=text.slot(start, words),
            kind=text.slot("meeting", "次会议") if second else (),
            ordinal=text.slot("2", "第二次") if second else (),
        )
    said = text.said()
    first = "id/meeting/forest-group-monrovia-2015-03-02"
    assert _objects(said, "igr:ordinal", first) == []
    assert _objects(said, "igr:impliedOrdinal") == ["1"]
    (record,) = evidence(text.quads(), (first, "igr:impliedOrdinal", "1"))
    assert record["igr:status"] == ["igr:implied"]
    assert len(record["places"]) >= 3
    assert ("id/meeting/forest-group-meeting-2", "igr:ordinal", "2") in said


def test_look_alikes_stay_apart() -> None:
    text = _council("森林理事会第7/1号决定、文件F/FC.7/1和第七届会议。")
    body = text.name("body", "森林理事会", "body/fc")
    text.name("decision", "7/1", ident=f"decision:{body}:7/1")
    text.name("document", "F/FC.7/1", ident="document:F/FC.7/1")
    text.name("meeting", "第七届会议", ident=f"meeting:{body}:session:7")
    said = text.said()
    assert {
        ("id/decision/fc-7-1", "rdf:type", "igr:Decision"),
        ("id/document/f-fc-7-1", "rdf:type", "igr:Document"),
        ("id/meeting/fc-7", "rdf:type", "igr:Meeting"),
    } <= said
    assert ("id/document/f-fc-7-1", "dcterms:identifier", "F/FC.7/1") in said
    assert ("id/decision/fc-7-1", "igr:number", "7/1") in said


def test_things_without_authority_row_are_named_under_the_document() -> None:
    text = _council("珊瑚小组第3/2号决定，珊瑚小组第四次会议。")
    body = text.name("body", "珊瑚小组")
    text.name("decision", "3/2", ident=f"decision:{body}:3/2")
    text.name("meeting", "第四次会议", ident=f"meeting:{body}:meeting:4")
    names = {s for s, p, _ in text.said() if p == "rdf:type"}
    group = ids.nameless(DOC, "body", "珊瑚小组")
    assert group in names
    assert len([n for n in names if n.startswith(f"{DOC}/name/")]) == 3


def test_a_decision_and_the_body_that_it_set_up() -> None:
    text = _council("根据森林理事会2015年5月8日第7/1号决定设立了珊瑚小组。")
    council = text.name("body", "森林理事会", "body/fc")
    group = text.name("body", "珊瑚小组", "body/coral-group")
    decision = text.name("decision", "7/1", ident=f"decision:{council}:7/1")
    text.fact(
        "decision",
        "森林理事会2015年5月8日第7/1号决定",
        number=text.slot("7/1", ref=decision),
        body=text.slot("森林理事会", ref=council),
        date=text.slot("2015-05-08", "2015年5月8日"),
    )
    text.act("establishes", "根据森林理事会2015年5月8日第7/1号决定设立了珊瑚小组", "reported")
    text.fact(
        "establishment",
        "根据森林理事会2015年5月8日第7/1号决定设立了珊瑚小组",
        established=text.slot("珊瑚小组", ref=group),
        by=text.slot("7/1", ref=decision),
        date=text.slot("2015-05-08", "2015年5月8日"),
    )
    assert {
        ("id/decision/fc-7-1", "igr:decidedBy", "id/body/fc"),
        ("id/decision/fc-7-1", "igr:adoptionDate", "2015-05-08"),
        ("id/body/coral-group", "igr:establishedBy", "id/decision/fc-7-1"),
        ("id/body/coral-group", "igr:establishedOn", "2015-05-08"),
        (f"{DOC}/annex/1/par/3/act/1", "rdf:type", "igr:Establishment"),
        (f"{DOC}/annex/1/par/3/act/1", "igr:establishes", "id/body/coral-group"),
    } <= text.said()


def test_a_request_with_all_its_parts_is_one_node_with_its_act() -> None:
    words = "该决定请秘书长以森林论坛主席的身份，通过林业秘书处，“邀请各会员国提出意见”，供第八届会议审议"
    text = _council(words + "。")
    council = "body/fc"
    text.name("body", "林业秘书处", "body/forest-secretariat")
    officer = text.name("role", "秘书长", "office/sg")
    chair = text.name("role", "主席", "office/forum-chair")
    meeting = text.name("meeting", "第八届会议", ident=f"meeting:{council}:session:8")
    decision = text.name("decision", "决定", ident=f"decision:{council}:7/1")
    inner = text.act("invites", "邀请各会员国提出意见", "reported")
    act = text.act(
        "requests",
        words,
        "reported",
        in_=text.slot("7/1", "该决定", decision),
        addressee=text.slot("秘书长", ref=officer),
        capacity=text.slot("森林论坛主席", ref=chair),
        channel=text.slot("林业秘书处", ref="body/forest-secretariat"),
        quote=text.slot("邀请各会员国提出意见"),
        content=text.slot("邀请各会员国提出意见"),
        embeds=text.slot(inner, "邀请", inner),
        purpose=text.slot("供第八届会议审议"),
        purpose_meeting=text.slot("8:session", "第八届会议", meeting),
    )
    text.fact(
        "request",
        words,
        act=text.slot(act, words, act),
        addressee=text.slot("各会员国"),
        due=text.slot("8:session", "第八届会议", meeting),
        in_=text.slot("7/1", "该决定", decision),
    )
    said, one = text.said(), f"{DOC}/annex/1/par/3/act/1"
    decided = "id/document/t-1/name/" + ids.short_hash("decision", "body/fc:7/1")
    assert {
        (one, "rdf:type", "igr:Request"),
        (one, "igr:verb", "scheme/verb/requests"),
        (one, "igr:mode", "scheme/act-mode/reported"),
        (one, "igr:inDecision", decided),
        (one, "igr:addressee", "id/office/sg"),
        (one, "igr:capacity", "id/office/forum-chair"),
        (one, "igr:capacityText", "森林论坛主席"),
        (one, "igr:channel", "id/body/forest-secretariat"),
        (one, "igr:quotedWords", "邀请各会员国提出意见"),
        (one, "igr:embeds", f"{DOC}/annex/1/par/3/act/2"),
        (one, "igr:hasPurpose", f"{DOC}/annex/1/par/3/purpose/1"),
        (f"{DOC}/annex/1/par/3/purpose/1", "igr:content", "供第八届会议审议"),
    } <= said
    assert len(_objects(said, "igr:dueMeeting", one)) == 1
    group = ids.nameless(DOC, "ActorGroup", "各会员国")
    assert {(one, "igr:addressee", group), (group, "rdf:type", "igr:ActorGroup")} <= said
    assert not [s for s in said if s[0].endswith("act/3")]


def test_who_opened_a_meeting_and_in_which_office() -> None:
    text = _council("森林论坛主席阿玛·奥杜罗宣布会议开幕。")
    person = text.name("person", "阿玛·奥杜罗", "person/ama-oduro")
    chair = text.name("role", "主席", "office/forum-chair")
    forum = text.name("body", "森林论坛", "body/forest-forum")
    text.fact(
        "officer",
        "森林论坛主席阿玛·奥杜罗",
        person=text.slot("阿玛·奥杜罗", ref=person),
        office=text.slot("主席", ref=chair),
        group=text.slot("森林论坛", ref=forum),
    )
    words = "森林论坛主席阿玛·奥杜罗宣布会议开幕"
    meeting = text.name("meeting", "会议", ident="meeting:body/forest-forum:meeting:2")
    text.act("other", words, "reported", by=text.slot("阿玛·奥杜罗", ref=person))
    text.fact(
        "participation",
        words,
        "implied",
        person=text.slot("阿玛·奥杜罗", ref=person),
        act=text.slot("opened", "宣布会议开幕"),
        meeting=text.slot("2:meeting", "会议", meeting),
    )
    said, part = text.said(), f"{DOC}/annex/1/par/3"
    assert {
        (f"{part}/holding/1", "igr:holder", "id/person/ama-oduro"),
        (f"{part}/holding/1", "igr:office", "id/office/forum-chair"),
        (f"{part}/holding/1", "igr:ofBody", "id/body/forest-forum"),
        (f"{part}/participation/1", "igr:participationKind", "scheme/participation-kind/opened"),
        (f"{part}/participation/1", "igr:inMeeting", "id/meeting/forest-forum-meeting-2"),
        (f"{part}/act/1", "rdf:type", "igr:Opening"),
    } <= said
    assert not _objects(said, "igr:asHolding"), "holding an office is not acting in it"
    (record,) = evidence(
        text.quads(), (f"{part}/participation/1", "igr:inMeeting", "id/meeting/forest-forum-meeting-2")
    )
    assert record["igr:status"] == ["igr:implied"]


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
    assert _objects(said, "igr:hasAim", f"{part}/b/response/1") == []


def test_options_create_strengthen_or_name_no_body() -> None:
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
    act = text.act("recommends", "论坛建议方案(b)最好以后讨论", by=text.slot("论坛", ref=forum, nth=2))
    text.fact(
        "assessment",
        "论坛建议方案(b)最好以后讨论",
        option=text.slot("b", "(b)", second, nth=2),
        options=text.slot(second, "(b)", second, nth=2),
        stance=text.slot("最好以后讨论"),
        stance_class=text.slot("wider-context", "以后讨论"),
        holder=text.slot("论坛", ref=forum, nth=2),
        act=text.slot(act, "建议", act),
    )
    said = text.said()
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
    assert len(_objects(said, "igr:assesses")) == 1


def test_findings_principles_thanks_and_views() -> None:
    text = _council("成员普遍认为，论坛应开放。基于论坛应开放这一原则，论坛感谢加纳，认为应继续工作。")
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
    assert not _objects(said, "igr:issueDate")


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
    assert len(_objects(said, "igr:adopts")) == 1
    (record,) = evidence(text.quads(), (annex, "igr:adoptedAt", adopted))
    assert record["igr:status"] == ["igr:implied"]
    assert record["igr:quote"] == ["珊瑚小组在阿克拉会议上通过的成果"]


def test_what_a_process_produced_and_what_became_of_a_request() -> None:
    text = _council(
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


def test_votes_extensions_and_topics() -> None:
    text = _council("决定将珊瑚小组的任务期限延至2016年6月30日。以12票对2票，1票弃权通过，涉及防火。")
    group = text.name("body", "珊瑚小组", "body/coral-group")
    text.fact(
        "extension",
        "将珊瑚小组的任务期限延至2016年6月30日",
        extended=text.slot("珊瑚小组", ref=group),
        until=text.slot("2016-06-30", "2016年6月30日"),
    )
    text.fact(
        "vote",
        "以12票对2票，1票弃权通过",
        for_=text.slot("12"),
        against=text.slot("2", "对2票"),
        abstaining=text.slot("1", "1票弃权"),
    )
    text.fact("topic", "防火", topic=text.slot("forests", "防火"))
    said, part = text.said(), f"{DOC}/annex/1/par/3"
    assert {
        (f"{part}/act/1", "rdf:type", "igr:Extension"),
        (f"{part}/act/1", "igr:extends", "id/body/coral-group"),
        (f"{part}/act/1", "igr:untilDate", "2016-06-30"),
        (f"{part}/vote/1", "igr:votesFor", "12"),
        (f"{part}/vote/1", "igr:abstentions", "1"),
        (part, "igr:mentionsTopic", "scheme/topic/forests"),
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


def test_an_unknown_type_of_fact_and_an_empty_text_give_no_wrong_statement() -> None:
    text = _council("海岸。")
    text.fact("some-new-type", "海岸", content=text.slot("海岸"))
    assert {s for s, _, _ in text.said()} == {DOC}
    empty = Invented()
    assert all("/graph/document/" not in q.g or q.s.endswith("t-1>") for q in empty.quads())
