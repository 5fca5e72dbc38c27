"""No pattern for facts takes long on texts that repeat what it looks for."""

from __future__ import annotations

import time

import pytest

from igr_kg.packs import language
from igr_kg.packs.patterns import Pattern, example_text

PACK = language.load("zh")
PATTERNS = [p for p in PACK.patterns if p.source.endswith("/facts.toml")]
LONG = {
    "words": "各国在国际和区域一级为实现可持续发展所作的努力以及有关组织的支助" * 40,
    "held": "[body:渔业署]于[date:2001年5月]和[date:2001年6月]在[place:利马]举行召开" * 60,
    "meetings": "[meeting:第1次=1:meeting]和[meeting:第2次会议=2:meeting]、" * 80,
    "composed": "由在以向各区域代表组成领导主持的一个" * 80,
    "given": "各区域组织和专家就草案通过[body:渔业署]向[body:湿地组]提供了" * 60,
    "put": "欢迎[body:渔业署]提出的关于担任东道主的关于港口的" * 60,
    "votes": "以12票赞成、0票反对、3票弃权，" * 80,
    "people": "[role:主席][person:李文]先生(中国)和[person:王明]、" * 80,
    "hosts": "感谢[place:智利]和[place:秘鲁]、[body:渔业署]在[place:利马]" * 60,
    "guests": "下列组织派观察员出席了会议" * 80 + "：" + "[body:渔业署]、" * 200,
    "cited": "第[decision:4/7]号决议，特别是其中第13至15段和第6、" * 60,
    "under": "根据第[decision:4/7]号决议第3段的要求，本报告" * 60,
}
TEXTS = {name: example_text(text, PACK.rules) for name, text in LONG.items()}
SECONDS = 1.0


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda p: p.id)
def test_time(pattern: Pattern) -> None:
    for name, tagged in TEXTS.items():
        started = time.process_time()
        sum(1 for _ in pattern.find(tagged if pattern.tagged else tagged.plain))
        assert time.process_time() - started < SECONDS, name
