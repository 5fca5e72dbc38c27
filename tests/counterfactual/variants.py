"""Ten variants of the shipped document by consistent substitution.

A variant replaces words wherever they stand (also where a line break runs through them), takes
passages out, or writes further items in. With each comes what the graph must become: the same
words replaced in every literal, computed values (ISO dates, ordinals) replaced, and what was read
only from a passage that is gone, gone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.support import TOP

DOCUMENT = TOP / "data" / "documents" / "unep-gc-26-18" / "zh.txt"


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant and what it must do to the graph.

    :param words: words of the text -> their replacement
    :param values: lexical values in the graph -> their replacement, per property name
    :param removed: labels of what is taken out (``"9"`` a paragraph, ``"7.e"`` an item); what follows is
        numbered again
    :param added: items written in after an item: label of the list's paragraph -> texts
    :param swapped: letters of options -> their new letters
    :param other_subject: whether the words change what the text is about, and so its topics
    """

    name: str
    words: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    swapped: Mapping[str, str] = field(default_factory=dict)
    other_subject: bool = False


PERSONS = {"塔里娅·哈洛宁": "玛丽亚·冈萨雷斯"}
STATES = {"芬兰": "智利", "肯尼亚": "挪威"}
PLACES = {
    "内罗毕": "曼谷",
    "埃斯波": "波尔图",
    "赫尔辛基": "里斯本",
    "芬兰": "葡萄牙",
    "肯尼亚": "泰国",
    "贝尔格莱德": "布拉格",
}
KNOWN_BODIES = {
    "联合国环境规划署": "联合国粮食及农业组织",
    "环境署": "粮农组织",
    "联合国可持续发展委员会": "联合国人口与发展委员会",
}
INVENTED_BODIES = {
    "联合国环境规划署": "联合国海岸规划署",
    "环境署": "海岸署",
    "环境管理小组": "潮汐协调小组",
    "全球可持续发展高级别小组": "全球岛屿复原力高级别小组",
    "世界环境组织": "世界珊瑚组织",
    "伞形组织": "联盟组织",
    "部长或高级别代表磋商小组": "大使或首席代表磋商小组",
    "部长和高级别代表磋商小组": "大使和首席代表磋商小组",
}
SYMBOLS = {
    "UNEP/GC.26/18": "UNEP/GC.28/9",
    "UNEP/GC.26/1": "UNEP/GC.28/2",
    "UNEP/CGIEG.2/2/2": "UNEP/CGIEG.3/1/4",
    "SS.XI/1": "SS.XIII/7",
    "25/4": "27/11",
}
SUBJECTS = {
    "国际环境治理": "国际渔业治理",
    "环境战略": "渔业战略",
    "可持续发展": "蓝色增长",
    "全球环境展望": "全球渔业展望",
}
COUNTS = {"来自 58 个国家": "来自 61 个国家", "来自 44 个国家": "来自 39 个国家", "项目 4 (c)": "项目 7 (b)"}
DATES = {
    "2011 年 2 月 21-24 日": "2013 年 3 月 4-7 日",
    "2010 年 2 月 26 日": "2012 年 5 月 17 日",
    "2010 年 7 月 7 日至 9 日": "2012 年 8 月 14 日至 16 日",
    "2010 年 11 月 21 日至 23 日": "2012 年 12 月 3 日至 5 日",
    "2010 年 11 月 21-23 日": "2012 年 12 月 3-5 日",
    "2010 年 11 月 23 日": "2012 年 12 月 5 日",
    "2009 年 2 月 20 日": "2011 年 6 月 9 日",
}
DATE_VALUES = {
    "2011-02-21": "2013-03-04",
    "2011-02-24": "2013-03-07",
    "2010-02-26": "2012-05-17",
    "2010-07-07": "2012-08-14",
    "2010-07-09": "2012-08-16",
    "2010-11-21": "2012-12-03",
    "2010-11-23": "2012-12-05",
    "2009-02-20": "2011-06-09",
}
SESSIONS = {"第二十六届": "第二十八届", "第十一届": "第十三届", "第六十五届": "第六十七届"}
MORE = (
    "建立区域渔业数据中心，以便各国交流捕捞信息；",
    "加强港口检查，旨在减少非法捕捞；",
    "编制沿海规划指南。",
)


def dates(names: tuple[str, ...]) -> dict[tuple[str, str], str]:
    return {(name, old): new for name in names for old, new in DATE_VALUES.items()}


DATE_NAMES = ("startDate", "endDate", "adoptionDate", "establishedOn", "documentDate", "issueDate", "dueDate")
VARIANTS = (
    Variant("persons", PERSONS | STATES),
    Variant("places", PLACES),
    Variant("known-bodies", KNOWN_BODIES),
    Variant("invented-bodies", INVENTED_BODIES),
    Variant(
        "symbols-and-dates",
        SYMBOLS | DATES | COUNTS,
        dates(DATE_NAMES)
        | {
            ("statesRepresented", "58"): "61",
            ("statesRepresented", "44"): "39",
            ("agendaItem", "4(c)"): "7(b)",
        },
    ),
    Variant(
        "sessions", SESSIONS, {("ordinal", "26"): "28", ("ordinal", "11"): "13", ("ordinal", "65"): "67"}
    ),
    Variant("four-responses", removed=("7.e", "7.f")),
    Variant("nine-responses", SUBJECTS, added={"7": MORE}, other_subject=True),
    Variant("options-exchanged", removed=("11.e",), swapped={"a": "b", "b": "a", "c": "d", "d": "c"}),
    Variant(
        "paragraph-taken-out",
        PERSONS | PLACES | INVENTED_BODIES | SUBJECTS,
        removed=("9",),
        other_subject=True,
    ),
)


def substitute(text: str, words: Mapping[str, str]) -> str:
    """Replace words, the longest first, also where layout stands inside them; nothing is replaced twice."""
    if not words:
        return text
    ordered = sorted((w for w in words), key=len, reverse=True)
    pattern = "|".join(f"({_loose(word)})" for word in ordered)

    def put(found: re.Match[str]) -> str:
        return words[ordered[(found.lastindex or 1) - 1]]

    return re.sub(pattern, put, text)


def _loose(word: str) -> str:
    """Match a word whatever white space the layout put between its characters."""
    return r"\s*".join(re.escape(c) for c in word if not c.isspace())
