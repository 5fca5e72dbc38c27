"""Texts whose line breaks were turned into blanks read like those on many lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest

from igr_kg import text
from igr_kg.model import Document
from tests.support import TOP, seconds
from tests.unit.text.outline import outline, read

# Here the lines alone tell headings, heads of pages and columns.
LINES = frozenset(
    (
        "zh_CMS-COP15-power-lines-note",
        "zh_MC-COP-effectiveness-note",
        "zh_TD-B-C.II-report",
        "zh_chemicals-financing",
        "zh_chemicals-management",
        "zh_committee-and-officers",
        "zh_drought-consultation",
        "zh_drought-terms-of-reference",
        "zh_executive-board-decision",
        "zh_forest-arrangement",
        "zh_invasive-species",
        "zh_landlocked-and-islands",
        "zh_mandate-extension",
        "zh_medicine-shortages",
        "zh_mission-vote",
        "zh_ocean-assessment",
    )
)
GOLD = sorted(p for p in (TOP / "tests" / "gold").rglob("zh_*.txt") if p.stem not in LINES)
RESOLUTION = (
    "第七十届会议\n议程项目 46 (b)\n大会决议\n[根据第二委员会的报告(A/70/500)通过]\n"
    "70/301. 海洋垃圾\n大会\n回顾其2012年12月21日第67/1号决议决定成立海洋垃圾问题委员会,\n"
    "铭记各国的需求,并强调合作,\n1. 欢迎海洋垃圾问题委员会,即上述委员会,回顾其工作;\n"
    "2. 请秘书长:\n(a) 提出报告;\n(b) 召开会议。\n2016年9月9日\n第116次全体会议\n"
)
OLD = (
    "一九六八年三月四日\n第250(1968)号决议\n安全理事会,\n审议了秘书长的报告(S/8000),\n"
    "对局势表示关切,\n决定:\n(a)要求停火;\n(b)延长任务期限。\n第一四〇〇次会议以十四票对零票通过。 1\n"
    "1 一个理事国没有参加表决。\n"
)
NOTE = (
    "联合国\nUNEP/GC.42/9\n理事会\n第四十二届会议\n2043年2月3-7日,内罗毕\n临时议程*项目 5\n海洋政策\n"
    "海洋方案的执行情况\n执行主任的说明\n导言\n1. 方案开始实施。\n2. 秘书处提出报告。\n"
)
LETTERED = (
    "50/80. 和平\nA. 中立\n大会,\n审议了各项报告,\n1. 欢迎各国的决定。\n1995年12月12日\n第90次全体会议\n"
    "B. 友好\n大会,\n注意到各国的努力,\n1. 促请各国合作。\n"
)
REPORT = (
    "海洋委员会的报告\n一. 导言\n1. 委员会举行了会议。\n2. 会议通过了议程。\n二. 会议的工作\n"
    "3. 主席宣布会议开幕。\n海洋酸化问题\n4. 与会者交换了意见。\n____________\n"
)
BLANKS: dict[str, Callable[[str], str]] = {
    "blanks": lambda t: t.replace("\n", " "),
    "two blanks": lambda t: t.replace("\n", "  "),
    "tabs": lambda t: t.replace("\n", "\t"),
    "wide blanks": lambda t: t.replace("\n", "\u3000"),
    "full-width punctuation": lambda t: re.sub(r",", "，", t).replace("\n", " "),
}


def parts(document: Document) -> list[tuple[str, str | None, str]]:
    """Return kind, label and words of each part but page furniture."""
    return [
        (b.kind, b.label, document.view(b.id).text.replace(" ", "").replace("，", ","))
        for b in document.blocks
        if b.kind != "furniture"
    ]


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("content", [RESOLUTION, OLD, NOTE, LETTERED, REPORT])
def test_blanks_for_line_breaks_change_nothing(content: str, blank: str) -> None:
    changed = read(BLANKS[blank](content))
    assert parts(changed) == parts(read(content))
    assert changed.doctype == read(content).doctype
    assert changed.symbol == read(content).symbol


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_annotated_texts_without_line_breaks(path: object) -> None:
    content = next(p for p in GOLD if p == path).read_text(encoding="utf-8-sig")
    flat = content.replace("\n", " ")
    assert [(b.kind, b.label, b.start) for b in read(flat).blocks if b.kind != "furniture"] == [
        (b.kind, b.label, b.start) for b in read(content).blocks if b.kind != "furniture"
    ]


def test_a_body_inside_a_recital_is_no_opening_line() -> None:
    found = outline(read(BLANKS["blanks"](RESOLUTION)))
    assert found[1:5] == [
        "heading head/-1 70/301.海洋垃圾",
        "preamble rec/0 大会",
        "preamble rec/1 回顾其2012年12月2",
        "preamble rec/2 铭记各国的需求，并强调合",
    ]


def test_roles_of_a_flat_masthead() -> None:
    document = read(BLANKS["two blanks"](NOTE))
    assert [(r, document.text[s.start : s.end]) for r, s in text.roles(document)][-3:] == [
        ("agenda-title", "海洋政策"),
        ("title", "海洋方案的执行情况"),
        ("issuer", "执行主任的说明"),
    ]


def test_blanks_inside_a_paragraph_are_no_line_breaks() -> None:
    content = (
        "1. 委员会于 2010 年 2 月 21 日在 日内 瓦举行了第 4 次会议 , 审议了第 XI/6 号决定和 各国提交的 "
        "报告 ，并请执行主 任与各公约缔约方大 会秘书处合作，在 2012 年之前就这些问题向理事会提出最后报告 。 "
        "2. 委员会 还审议了其他问题。"
    )
    assert [b.label for b in read(content).blocks] == ["1", "2"]


@pytest.mark.slow
@pytest.mark.parametrize("words", ["第三届会议 ", "1 2 3 ", "大会 ", "国际环境治 理问题 ", "导言 1 "])
def test_a_flat_text_takes_time_in_proportion_to_its_length(words: str) -> None:
    short, long = (seconds(partial(read, words * times)) for times in (500, 2000))
    assert long < 12 * max(short, 0.05)
