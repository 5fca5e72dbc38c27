"""Chinese texts of other times and organs: old resolutions, votes, elections, mastheads in long forms."""

from __future__ import annotations

from typing import Any

import pytest

from igr_kg import pipeline
from igr_kg.extract.annotation import to_annotation

_OLD = """三一（一九四九）.一九四九年二月三日決議案
〔S/902，貳〕

  安全理事會，

  業已閱悉港務委員會之第一報告書，

  爰請秘書長於理事會第五屆會前提具報告。

第二〇四次會議以八票對一票（智利）通過，
棄權者二（希臘、秘魯）。
"""

_LISTED = """聯合國
A

大 會
Distr.: General

A/RES/49/301
15 December 1994

第四十九屆會議
議程項目12

大會決議

49/301. 港口安全

大會，

回顧其1990年12月15日設立港口委員會的第45/900號決議，

1. 歡迎各方表現出的克制並強調對話的重要性；

2. 請港口委員會向大會第五十屆會議提出報告。

1994年12月11日
第87次全體會議

[經記錄表決，以20票贊成、3票反對、2票棄權通過。表決情況如下：

贊成：
秘魯、挪威

反對：
智利]
"""

_ELECTED = """71/902. 选举渔业大会主席

渔业大会在2016年6月13日第100次全体会议上，按照渔业宪章第二十一条和渔业大会议事规则第三十条，\
以95票对90票选举李文先生(斐济)为渔业大会第七十一届会议主席。
"""


def _read(text: str) -> dict[str, Any]:
    return dict(to_annotation(pipeline.read_bytes(text.encode(), "a.txt", language="zh")))


def _facts(read: dict[str, Any], kind: str) -> list[dict[str, str]]:
    return [{k: v for k, v in f["slots"].items() if v} for f in read["facts"] if f["type"] == kind]


def test_a_resolution_of_the_forties_is_read_whole() -> None:
    read = _read(_OLD)
    document = read["document"]
    assert (document["symbol"], document["title"], document["date"]) == ("S/902", None, "1949-02-03")
    assert document["meeting"] == {"ordinal": 204, "kind": "meeting"}
    assert [b["kind"] for b in read["blocks"]] == ["heading", "cover", *["preamble"] * 2, *["paragraph"] * 2]
    acts = [(a["verb"], a["mode"], a["due"]) for a in read["acts"]]
    assert acts[:2] == [("notes", "preambular", None), ("requests", "operative", "5:session")]
    assert [a[0] for a in acts[2:]] == ["adopts"]
    assert _facts(read, "vote") == [{"for": "8", "against": "1", "abstaining": "2", "result": "通過"}]


def test_a_masthead_in_long_forms_is_a_cover_and_a_recorded_vote_one_part() -> None:
    read = _read(_LISTED)
    assert read["document"]["symbol"] == "A/RES/49/301"
    assert read["document"]["agenda_item"] == "12"
    kinds = [b["kind"] for b in read["blocks"]]
    assert kinds == ["cover", "heading", "preamble", "preamble", "paragraph", "paragraph", "paragraph"]
    verbs = [a["verb"] for a in read["acts"] if a["block"] == "p1"]
    assert verbs == ["welcomes", "stresses"]
    cited = next(d for d in _facts(read, "decision") if d["number"] == "45/900")
    assert (cited["body"], cited["date"]) == ("大會", "1990-12-15")


def test_who_was_elected_stands_behind_the_votes() -> None:
    read = _read(_ELECTED)
    assert [b["kind"] for b in read["blocks"]] == ["heading", "paragraph"]
    assert [a["verb"] for a in read["acts"]] == ["other"]
    officer = {"person": "李文", "office": "主席", "state": "斐济", "group": "渔业大会"}
    assert _facts(read, "officer") == [officer]


@pytest.mark.parametrize(
    ("words", "meetings"),
    [
        ("供第七十、七十二和七十四届世界卫生大会审议。", ["70:session", "72:session", "74:session"]),
        ("于第三十二届会续行审议。", ["32:session"]),
        ("在第八和第九届会议上", ["8:session", "9:session"]),
        ("第三和第四委员会", []),
    ],
)
def test_sessions_are_counted_with_one_word_for_several(words: str, meetings: list[str]) -> None:
    read = _read(f"大会，\n\n1. 请秘书长{words}\n")
    assert [m["value"] for m in read["mentions"] if m["kind"] == "meeting"] == meetings


@pytest.mark.parametrize("verb", ["备悉", "承认", "遗憾地注意到", "追忆", "嘉许", "确信"])
def test_no_verb_of_a_recital_begins_the_name_of_a_body(verb: str) -> None:
    read = _read(f"大会，\n\n{verb}港务委员会的报告，\n\n1. 请秘书长努力。\n")
    assert [m["value"] for m in read["mentions"] if m["kind"] == "body"] == ["大会", "港务委员会"]


def test_ends_of_a_range_and_numbers_before_their_papers_are_decisions() -> None:
    read = _read(
        "委员会审议了关于第48/264号(A/52/856)和第51/241号决议的报告，并通过了第24/1至24/16号决定。\n"
    )
    cited = [m["value"] for m in read["mentions"] if m["kind"] == "decision"]
    assert cited == ["48/264", "51/241", "24/1", "24/16"]


def test_an_expert_meeting_stands_for_the_one_that_was_set_up() -> None:
    read = _read(
        "渔业、港口和航运委员会，\n回顾其决定，\n1. 决定设立港口、仓储与航道问题多年期专家会议，"
        "并请专家会议主席提出报告；\n2. 建议渔业理事会第三十一届执行会议核准其职权范围。\n"
    )
    bodies = [m["value"] for m in read["mentions"] if m["kind"] == "body"]
    assert bodies == [
        "渔业、港口和航运委员会",
        "港口、仓储与航道问题多年期专家会议",
        "专家会议",
        "渔业理事会",
    ]
    assert [m["value"] for m in read["mentions"] if m["kind"] == "meeting"] == ["31:session"]


def test_an_expert_meeting_alone_names_no_body() -> None:
    read = _read("渔业委员会，\n回顾其决定，\n1. 注意到专家会议的报告；\n2. 决定结束审议。\n")
    assert "专家会议" not in [m["value"] for m in read["mentions"] if m["kind"] == "body"]
