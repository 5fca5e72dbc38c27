"""Verb classes of recitals and operative paragraphs, by the words that resolutions and decisions use."""

from __future__ import annotations

import pytest

from igr_kg.extract import acts
from igr_kg.packs import language
from tests.gold_support import entities, invented

PACK = language.load("zh")
OPEN = ("preamble", "[body:渔业大会]，")
RECITALS = """
铭记着各国的责任 | bearing-in-mind
有鉴于此问题的重要性 | bearing-in-mind
念及其以往的决议 | bearing-in-mind
又考虑到各方意见 | bearing-in-mind
注意到[role:秘书长]的报告 | notes
满意地注意到取得的进展 | notes
表示注意到[role:秘书长]的报告 | notes
惊悉局势恶化 | concerned
深感震惊和关切的是暴力升级 | concerned
对暴力行为深感震惊 | concerned
感到关切的是，进展缓慢 | concerned
严重关切地注意到局势 | notes
仍然深切关注人道主义局势 | concerned
极为关切平民伤亡 | concerned
相信合作很重要 | convinced
坚信多边主义 | convinced
回顾并重申其各项决议 | recalls,reaffirms
欢迎和支持[body:非洲联盟]的努力 | welcomes,supports
赞扬各国的努力 | commends
赞扬并支持[role:秘书长]的努力 | commends,supports
强烈谴责恐怖主义行为 | condemns
谴责并要求立即停止暴力 | condemns,calls-upon
强调指出法治的重要性 | stresses
着重强调法治的重要性 | stresses
申明各国主权平等 | reaffirms
遵循《[instrument:联合国宪章]》的宗旨 | guided-by
以《[instrument:联合国宪章]》为指导 | guided-by
决心采取行动 | expresses
决意结束冲突 | determines
认定该局势构成威胁 | determines
意识到面临的挑战 | recognizes
确认需要合作 | recognizes
承认各国的努力 | recognizes
认识到并强调合作 | recognizes,stresses
审议了[role:秘书长]的报告 | considers
听取了[role:主席]的发言 | other
表示感谢各捐助方 | appreciates
深为感谢[body:挪威政府] | appreciates
高兴地注意到进展 | notes
期待着下届会议 | expresses
希望各方合作 | expresses
深为遗憾未能达成协议 | expresses
痛惜人员伤亡 | expresses
忆及第[decision:5/2]号决定 | recalls
还忆及《[instrument:公约]》第3条 | recalls
根据《[instrument:宪章]》第七章采取行动 | other
按照《[instrument:公约]》第15条行事 | other
确信必须加强合作 | convinced
赞赏[role:秘书长]所作的努力 | appreciates
表示支持[role:秘书长]的斡旋 | supports
"""
PARAGRAPHS = """
请[role:秘书长]提交报告 | requests
再次请[role:秘书长]提交报告 | requests
邀请各国捐款 | invites
敦促各国捐款 | urges
强烈敦促各国捐款 | urges
促请各国捐款 | urges
呼吁各国捐款 | calls-upon
紧急呼吁各国捐款 | calls-upon
吁请各国捐款 | calls-upon
要求各方停火 | calls-upon
重申要求各方停火 | demands
鼓励各国捐款 | encourages
大力鼓励各国捐款 | encourages
建议各国捐款 | recommends
又建议设立基金 | recommends
决定设立基金 | decides,establishes
还决定将任务期限延长至[date:2012年6月1日=2012-06-01] | decides,extends
核可工作方案 | endorses
赞同该报告 | endorses
认可该报告 | endorses
批准预算 | approves
核准预算 | approves
通过《[instrument:行动计划]》 | adopts
通过本决定附件所载的准则 | adopts
授权[role:秘书长]签署协定 | authorizes
指示[body:秘书处]编写报告 | instructs
责成[body:秘书处]编写报告 | instructs
设立一个[body:工作组] | establishes
延长[body:工作组]的任期至[date:2012年=2012] | extends
支持[role:秘书长]的建议 | supports
表示赞赏[body:秘书处]的工作 | appreciates
感谢[body:挪威政府] | appreciates
感谢[body:挪威政府]慷慨主办会议 | appreciates
祝贺[body:挪威政府] | expresses
宣布2012年为国际年 | other
任命[person:李文]为主席 | other
选举[person:李文]为主席 | other
商定继续讨论 | decides
一致同意继续讨论 | decides
同意继续讨论 | endorses
提请各国注意该报告 | other
承诺加强合作 | other
重申其承诺 | reaffirms
再次呼吁各方停火 | calls-upon
再次强调必须合作 | stresses
特别强调必须合作 | stresses
强调必须合作，并敦促各国捐款 | stresses,urges
谴责暴力，要求各方停火 | condemns,calls-upon
欢迎该协定，鼓励各方执行 | welcomes,encourages
注意到该报告，请[role:秘书长]提交报告 | notes,requests
决定继续处理此案 | decides
表示打算继续审查 | expresses
欢迎[body:理事会]决定设立基金 | welcomes
确定局势构成威胁 | determines
终止[body:观察团]的任务 | other
请各方考虑支持该基金 | requests
坚持要求各方停火 | demands
强烈要求各方停火 | demands
深表关切局势 | concerned
深表遗憾 | expresses
表示希望各方合作 | expresses
委托[body:秘书处]编写报告 | instructs
接受该提议 | other
认为该局势严重 | considers
采纳该报告 | adopts
采用下列准则 | adopts
准许其参加会议 | authorizes
回顾第[decision:5/2]号决定，并请[role:主任]执行该决定 | recalls,requests
"""


def rows(table: str) -> list[tuple[str, str]]:
    return [(words, classes) for words, classes in (line.split(" | ") for line in table.strip().splitlines())]


def classes(kind: str, words: str) -> str:
    document, mentions = invented(OPEN, (kind, words))
    found = acts.find(document, mentions, entities(mentions), PACK)
    assert {a.mode for a in found} == {"preambular" if kind == "preamble" else "operative"}
    return ",".join(a.verb for a in found)


@pytest.mark.parametrize(("words", "expected"), rows(RECITALS))
def test_recitals(words: str, expected: str) -> None:
    assert classes("preamble", f"{words}，") == expected


@pytest.mark.parametrize(("words", "expected"), rows(PARAGRAPHS))
def test_operative_paragraphs(words: str, expected: str) -> None:
    assert classes("paragraph", f"1. {words}；") == expected
