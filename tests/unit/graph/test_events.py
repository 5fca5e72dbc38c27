"""Meetings, decisions, requests and people: what is written from small invented texts."""

from __future__ import annotations

from igr_kg import ids
from tests.unit.graph.invented import evidence, objects, paragraph

DOC = "id/document/t-1"


def test_a_session_with_its_dates_place_and_count() -> None:
    text = paragraph("森林理事会第七届会议于2015年5月4日至8日在日内瓦举行，有31个国家出席。")
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
    assert not objects(said, "igr:heldInCountry")
    (record,) = evidence(text.quads(), (session, "igr:statesRepresented", "31"))
    assert record["igr:quote"] == ["森林理事会第七届会议于2015年5月4日至8日在日内瓦举行，有31个国家出席"]
    assert record["igr:passage"] == [f"{DOC}/annex/1/par/3"]


def test_a_meeting_without_number_is_named_after_place_and_date() -> None:
    text = paragraph("森林理事会于2015年6月在蒙罗维亚召开会议。")
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
    text = paragraph(
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
    assert objects(said, "igr:ordinal", first) == []
    assert objects(said, "igr:impliedOrdinal") == ["1"]
    (record,) = evidence(text.quads(), (first, "igr:impliedOrdinal", "1"))
    assert record["igr:status"] == ["igr:implied"]
    assert len(record["places"]) >= 3
    assert ("id/meeting/forest-group-meeting-2", "igr:ordinal", "2") in said


def test_look_alikes_stay_apart() -> None:
    text = paragraph("森林理事会第7/1号决定、文件F/FC.7/1和第七届会议。")
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
    text = paragraph("珊瑚小组第3/2号决定，珊瑚小组第四次会议。")
    body = text.name("body", "珊瑚小组")
    text.name("decision", "3/2", ident=f"decision:{body}:3/2")
    text.name("meeting", "第四次会议", ident=f"meeting:{body}:meeting:4")
    names = {s for s, p, _ in text.said() if p == "rdf:type"}
    group = ids.nameless(DOC, "body", "珊瑚小组")
    assert group in names
    assert len([n for n in names if n.startswith(f"{DOC}/name/")]) == 3


def test_a_decision_and_the_body_that_it_set_up() -> None:
    text = paragraph("根据森林理事会2015年5月8日第7/1号决定设立了珊瑚小组。")
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
    text = paragraph(words + "。")
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
    assert len(objects(said, "igr:dueMeeting", one)) == 1
    group = ids.nameless(DOC, "ActorGroup", "各会员国")
    assert {(one, "igr:addressee", group), (group, "rdf:type", "igr:ActorGroup")} <= said
    assert not [s for s in said if s[0].endswith("act/3")]


def test_who_opened_a_meeting_and_in_which_office() -> None:
    text = paragraph("森林论坛主席阿玛·奥杜罗宣布会议开幕。")
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
    assert not objects(said, "igr:asHolding"), "holding an office is not acting in it"
    (record,) = evidence(
        text.quads(), (f"{part}/participation/1", "igr:inMeeting", "id/meeting/forest-forum-meeting-2")
    )
    assert record["igr:status"] == ["igr:implied"]


def test_votes_extensions_and_topics() -> None:
    text = paragraph("决定将珊瑚小组的任务期限延至2016年6月30日。以12票对2票，1票弃权通过，涉及防火。")
    text.name("body", "珊瑚小组", "body/coral-group")
    text.fact(
        "extension",
        "将珊瑚小组的任务期限延至2016年6月30日",
        extended=text.slot("珊瑚小组的任务期限"),
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
        (f"{part}/act/1", "igr:content", "珊瑚小组的任务期限"),
        (f"{part}/act/1", "igr:untilDate", "2016-06-30"),
        (f"{part}/vote/1", "igr:votesFor", "12"),
        (f"{part}/vote/1", "igr:abstentions", "1"),
        (part, "igr:mentionsTopic", "scheme/topic/forests"),
    } <= said


def test_a_request_to_several_addresses_each_of_them_and_not_the_phrase() -> None:
    words = "请林业秘书处和各会员国提出意见"
    text = paragraph(f"{words}。")
    secretariat = text.name("body", "林业秘书处", "body/forest-secretariat")
    each = [text.slot("林业秘书处", ref=secretariat), text.slot("各会员国")]
    act = text.act("requests", words, addressee=each)
    text.fact(
        "request",
        words,
        act=text.slot(act, words, act),
        addressee=text.slot("林业秘书处和各会员国"),
        addressees=each,
    )
    said, one = text.said(), f"{DOC}/annex/1/par/3/act/1"
    assert set(objects(said, "igr:addressee", one)) == {
        "id/body/forest-secretariat",
        ids.nameless(DOC, "ActorGroup", "各会员国"),
    }
