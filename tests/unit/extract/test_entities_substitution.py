"""Other bodies, people, places, symbols and layouts in one text: the same reading under substitution."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from igr_kg.assets import folder
from igr_kg.packs import authority
from igr_kg.packs.authority import Authority
from tests.mention_support import Settled, read

TEXT = (folder("data") / "documents" / "unep-gc-26-18" / "zh.txt").read_text(encoding="utf-8")
VARIANTS: Mapping[str, Mapping[str, str]] = {
    "known bodies": {
        "联合国环境规划署": "联合国人类住区规划署",
        "环境署": "人居署",
        "环境管理小组": "联合检查组",
        "联合国可持续发展委员会": "联合国国际贸易法委员会",
        "联合国经济及社会理事会": "联合国托管理事会",
    },
    "invented bodies": {
        "联合国环境规划署": "联合国海洋事务规划署",
        "环境署": "海洋署",
        "环境管理小组": "渔业协调小组",
        "全球可持续发展高级别小组": "世界渔业前景高级别小组",
        "国际环境治理问题部长或高级别代表磋商小组": "国际海洋治理问题专家或高级官员协商小组",
        "部长或高级别代表磋商小组": "专家或高级官员协商小组",
        "部长和高级别代表磋商小组": "专家和高级官员协商小组",
        "磋商小组": "协商小组",
        "世界环境组织": "世界海洋组织",
        "联合国经济及社会理事会": "联合国渔业及贸易理事会",
        "联合国可持续发展委员会": "联合国沿海发展委员会",
        "全球部长级环境论坛": "世界部长级海洋论坛",
    },
    "another kind of body": {
        "国际环境治理问题部长或高级别代表磋商小组": "国际环境治理问题部长或高级别代表对话平台",
        "部长或高级别代表磋商小组": "部长或高级别代表对话平台",
        "部长和高级别代表磋商小组": "部长和高级别代表对话平台",
        "磋商小组": "对话平台",
        "小组": "平台",
        "环境管理小组": "环境管理小组",
        "全球可持续发展高级别小组": "全球可持续发展高级别小组",
        "科学小组": "科学小组",
        "塔里娅·哈洛宁": "潘基文",
    },
    "unknown people and places": {
        "塔里娅·哈洛宁": "穆罕默德·奥马尔",
        "芬兰共和国": "弗鲁特兰共和国",
        "芬兰": "弗鲁特兰",
        "埃斯波": "索尔维克",
        "内罗毕": "卡斯特拉",
        "赫尔辛基": "诺德港",
        "肯尼亚": "蒙特维利亚",
        "贝尔格莱德": "奥尔多瓦",
    },
    "known people and places": {
        "塔里娅·哈洛宁": "科菲·安南",
        "芬兰共和国": "加纳共和国",
        "芬兰": "加纳",
        "埃斯波": "阿克拉",
        "内罗毕": "曼谷",
        "赫尔辛基": "开罗",
        "肯尼亚": "泰国",
        "贝尔格莱德": "里斯本",
    },
    "numbers": {
        "SS.XI/1": "SS.IX/3",
        "25/4": "24/7",
        "UNEP/GC.26/18": "UNEP/GC.24/11",
        "UNEP/GC.26/1": "UNEP/GC.24/1",
        "UNEP/CGIEG.2/2/2": "UNEP/XYZ.3/1/4",
        "第二十六届": "第二十四届",
        "第十一届": "第九届",
        "第六十五届": "第六十一届",
        "第二次": "第四次",
    },
    "instruments": {
        "贝尔格莱德进程": "里约进程",
        "全球环境展望进程": "全球海洋展望进程",
        "内罗毕-赫尔辛基成果": "里斯本-拉巴特宣言",
        "巴厘技术支持和能力建设战略计划": "苏瓦沿海能力建设行动计划",
    },
}
LAYOUTS: Mapping[str, Callable[[str], str]] = {
    "line ends": lambda t: t.replace("\n", "\r\n"),
    "no blank lines": lambda t: re.sub(r"\n(?:[ ]*\n)+", "\n", t),
    "full-width digits": lambda t: t.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"}),
}
AUTHORITIES = {"authority": authority.load, "no authority": authority.empty}


def substituted(text: str, pairs: Mapping[str, str]) -> str:
    """Return a text with names replaced all at once, wherever lines break inside them."""
    names = sorted(pairs, key=len, reverse=True)
    if not names:
        return text
    pattern = re.compile("|".join("(" + r"\s*".join(map(re.escape, name)) + ")" for name in names))
    return pattern.sub(lambda m: pairs[names[(m.lastindex or 1) - 1]], text)


def named(reading: Settled, pairs: Mapping[str, str]) -> list[tuple[str, str]]:
    fixed = {"date": "date", "meeting": "meeting"}
    return [(m.kind, fixed.get(m.kind) or substituted(m.value, pairs)) for m in reading[1]]


def grouped(reading: Settled) -> dict[tuple[int, ...], tuple[str, int]]:
    """Return which mentions mean one thing, with what kind of thing it is and how many relations it has.

    Of which kind a body is (a working group, a panel) is said by its name alone.
    """
    _, mentions, entities = reading
    places: dict[str, list[int]] = {}
    for number, mention in enumerate(mentions):
        if mention.entity is not None:
            places.setdefault(mention.entity, []).append(number)
    related = {i: [n for n, *_ in e.links if n != "bodyKind"] for i, e in entities.items()}
    return {
        tuple(numbers): (entities[ident].subkind, len(related[ident])) for ident, numbers in places.items()
    }


@pytest.mark.parametrize("names", AUTHORITIES.values(), ids=AUTHORITIES.keys())
@pytest.mark.parametrize("pairs", VARIANTS.values(), ids=VARIANTS.keys())
def test_names_do_not_matter(pairs: Mapping[str, str], names: Callable[[], Authority]) -> None:
    original, variant = read(TEXT, names()), read(substituted(TEXT, pairs), names())
    assert named(variant, {}) == named(original, pairs)
    assert grouped(variant) == grouped(original)


@pytest.mark.parametrize("change", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_layout_does_not_matter(change: Callable[[str], str]) -> None:
    original, variant = read(TEXT), read(change(TEXT))
    assert [(m.kind, m.value) for m in variant[1]] == [(m.kind, m.value) for m in original[1]]
    assert grouped(variant) == grouped(original)
