"""Forms of documents: resolutions, decisions, reports, treaties, old style, one-line texts."""

from __future__ import annotations

import pytest

from igr_kg import text
from tests.mutations import wrapped
from tests.unit.text.outline import outline, read


def test_resolution_with_pages_and_nested_lists() -> None:
    document = read(
        " 联合国  S/RES/9001 (2031) \n\n安全理事会 \nDistr.: General \n\n"
        "5 November 2031 \n\n31-20307 (C) \n\n"
        "  第 9001(2031)号决议 \n\n  2031 年 11 月 5 日安全理事会第 9102 次会议通过 \n\n 安全理事会， \n\n"
        " 回顾其以往各项决议，特别是第\n800(2020)号决议， \n\n 根据《联合国宪章》第七章采取行动， \n\n"
        " 1. 欢迎各方作出努力， \n\nS/RES/9001 (2031)  \n\n2/17 31-20307 \n\n"
        "在北部扩大合作； \n\n 政治进程 \n\n"
        " 2. 吁请当局： \n\n (a) 推进改革： \n\n (一) 安全； \n\n (二) 法治； \n\n (b) 与各方对话； \n\n"
        " 3. 决定继续处理此案。 \n"
    )
    assert document.symbol == "S/RES/9001(2031)"
    assert len(document.symbol_spans) == 2
    assert document.doctype == "resolution"
    assert outline(document) == [
        "cover cover 联合国S/RES/900",
        "heading head/-1 第9001(2031)号",
        "cover cover~2 2031年11月5日安全",
        "preamble rec/0 安全理事会，",
        "preamble rec/1 回顾其以往各项决议，特别",
        "preamble rec/2 根据《联合国宪章》第七章",
        "paragraph par/1 1.欢迎各方作出努力，在",
        "heading head/-2 政治进程",
        "paragraph par/2 2.吁请当局：",
        "item par/2/a (a)推进改革：",
        "item par/2/a/1 (一)安全；",
        "item par/2/a/2 (二)法治；",
        "item par/2/b (b)与各方对话；",
        "paragraph par/3 3.决定继续处理此案。",
    ]


def test_decisions_on_one_line_are_a_compilation() -> None:
    document = read(
        "第V/9号决定. 海洋垃圾缔约方大会,关注海洋垃圾的影响,深信必须进行合作,1. 欢迎各项努力;"
        "2. 请秘书处:(a)提出报告;(b)召开会议。\n"
        "第V/10号决定. 渔业缔约方大会,回顾第V/9号决定,1. 请各缔约方采取行动。\n"
    )
    assert document.doctype == "compilation"
    assert document.symbol is None
    assert outline(document) == [
        "heading decision/v-9 第V/9号决定.海洋垃圾",
        "preamble decision/v-9/rec/0 缔约方大会，",
        "preamble decision/v-9/rec/1 关注海洋垃圾的影响，",
        "preamble decision/v-9/rec/2 深信必须进行合作，",
        "paragraph decision/v-9/par/1 1.欢迎各项努力；",
        "paragraph decision/v-9/par/2 2.请秘书处：",
        "item decision/v-9/par/2/a (a)提出报告；",
        "item decision/v-9/par/2/b (b)召开会议。",
        "heading decision/v-10 第V/10号决定.渔业",
        "preamble decision/v-10/rec/0 缔约方大会，",
        "preamble decision/v-10/rec/1 回顾第V/9号决定，",
        "paragraph decision/v-10/par/1 1.请各缔约方采取行动。",
    ]


def test_old_style_numbers_paragraphs_with_ideographs() -> None:
    document = read(
        "一七二九（十六）.  和平利用大气之国际合作\n\n甲\n\n大会，\n\n确认此种合作为人类共同利益所在，\n\n"
        "一、向各国推荐下列原则：\n\n（子）国际法适用于大气；\n\n（丑）大气可由各国利用；\n\n"
        "二、请委员会提具报告。\n\n一九六一年十二月十九日，\n第一〇八四次全体会议。\n"
    )
    assert document.symbol == "一七二九(十六)"
    assert outline(document) == [
        "heading head/-1 一七二九(十六).和平利",
        "heading sec/jia 甲",
        "preamble sec/jia/rec/0 大会，",
        "preamble sec/jia/rec/1 确认此种合作为人类共同利",
        "paragraph sec/jia/par/1 一、向各国推荐下列原则：",
        "item sec/jia/par/1/zi (子)国际法适用于大气；",
        "item sec/jia/par/1/chou (丑)大气可由各国利用；",
        "paragraph sec/jia/par/2 二、请委员会提具报告。",
        "paragraph sec/jia/par/-1 一九六一年十二月十九日，",
    ]


def test_report_with_contents_sections_footnote_and_annexes() -> None:
    document = read(
        "联合国  A/85/370\n\n大  会\n\nDistr.: General\n14 September 2030\n\n"
        "第八十五届会议\n议程项目 112\n森林问题\n\n"
        "关于保护区内行为的报告\n\n秘书长的报告\n\n摘要\n\n本报告是依照大会决议编写的。\n\n目录\n\n"
        "一. 导言 ................ 1-3 2\n\n二. 答复 ................ 4-5 2\n\n"
        "一. 导言\n\n1. 秘书处收到了两份答复。 1\n\n"
        "2. 答复载于附件一。\n\n二. 答复\n\nA. 甲国\n\n3. 甲国表示支持。\n\n"
        "____________\n\n1  见 A/65/327。\n\n"
        "附件一\n\n收到的答复\n\n1. 第一份答复。\n\n附件二\n\n名单\n\n1. 乙国\n"
    )
    assert document.doctype == "report"
    assert outline(document) == [
        "cover cover 联合国A/85/370大",
        "heading head/-1 摘要",
        "paragraph par/-1 本报告是依照大会决议编写",
        "heading head/-2 目录",
        "cover contents 一.导言........",
        "heading sec/1 一.导言",
        "paragraph sec/1/par/1 1.秘书处收到了两份答复",
        "paragraph sec/1/par/2 2.答复载于附件一。",
        "heading sec/2 二.答复",
        "heading sec/2/sec/a A.甲国",
        "paragraph sec/2/sec/a/par/3 3.甲国表示支持。",
        "note fn/1 1见A/65/327。",
        "heading annex/1 附件一",
        "heading annex/1/head/-1 收到的答复",
        "paragraph annex/1/par/1 1.第一份答复。",
        "heading annex/2 附件二",
        "heading annex/2/head/-1 名单",
        "paragraph annex/2/par/1 1.乙国",
    ]


def test_treaty_in_an_annex() -> None:
    document = read(
        "第1/CP.41号决定\n通过《大气协定》\n缔约方会议，\n忆及第1/CP.37号决定，\n"
        "一、通过\n1. 决定通过《协定》；\n"
        "2041年12月12日\n第10次全体会议\n附件\n大气协定\n本协定缔约方，\n"
        "作为《公约》缔约方，\n兹协议如下：\n第一条\n1. “公约”指《公约》；\n"
        "第二条\n1. 本协定旨在：\n(a) 减少排放；\n(b) 提高能力。\n"
    )
    assert document.symbol == "1/CP.41"
    assert outline(document)[6:] == [
        "paragraph sec/1/par/-1 2041年12月12日第",
        "heading annex/1 附件",
        "heading annex/1/head/-1 大气协定",
        "preamble annex/1/rec/0 本协定缔约方，",
        "preamble annex/1/rec/1 作为《公约》缔约方，",
        "paragraph annex/1/par/-1 兹协议如下：",
        "heading annex/1/sec/1 第一条",
        "paragraph annex/1/sec/1/par/1 1.“公约”指《公约》；",
        "heading annex/1/sec/2 第二条",
        "paragraph annex/1/sec/2/par/1 1.本协定旨在：",
        "item annex/1/sec/2/par/1/a (a)减少排放；",
        "item annex/1/sec/2/par/1/b (b)提高能力。",
    ]


@pytest.mark.parametrize("columns", range(30, 90, 4))
def test_numbers_and_letters_in_running_text_are_no_labels(columns: int) -> None:
    said = (
        "1. 工作组审议了备选办法(a)、(b)和(d)，其中办法(b)和(d)与第2. 款有关，而(a)则可以由各"
        "国政府和各区域组织执行。",
        "2. 工作组建议选择办法(a) (加强合作)、(c) (设立基金)和(e) (理顺结构)作为今后工作的基"
        "础，并请秘书处提出报告。",
        "3. 工作组建议1. 选择办法(a)，并在2011年 2. 予以审议，同时考虑到各国的需求和各区域组织的意见。",
        "4. 工作组还注意到秘书处所编写的资料、各国政府所提出的评论以及各区域组织和民间团体代"
        "表在届会期间所作的发言。",
    )
    document = read("\n".join(row for line in said for row in wrapped(line, columns)))
    assert [document.view(b.id).text.replace(" ", "") for b in document.blocks] == [
        line.replace(" ", "") for line in said
    ]


def test_missing_and_repeated_numbers_are_findings() -> None:
    document = read("1. 第一段。\n2. 第二段：\n(a) 甲；\n(a) 乙。\n4. 第四段。\n")
    assert [b.path for b in document.blocks] == ["par/1", "par/2", "par/2/a", "par/2/a~2", "par/4"]
    assert text.findings(document) == (
        "par/2/a~2: the label 'a' stands more than once in its container.",
        "par/4: the number before 4 is left out.",
    )


def test_numbered_headings_and_numbered_lists() -> None:
    document = read(
        "一. 会议安排\n1. 工作组通过了下列议程：\n  1. 会议开幕。\n  2. 通过议程。\n"
        "  3. 其他事项。\n2. 会议由主席主持。\n"
        "1. 会议纪要\n3. 工作组举行了三次会议。\n2. 结论\n4. 工作组建议继续讨论。\n",
    )
    assert outline(document) == [
        "heading sec/1 一.会议安排",
        "paragraph sec/1/par/1 1.工作组通过了下列议程",
        "item sec/1/par/1/1 1.会议开幕。",
        "item sec/1/par/1/2 2.通过议程。",
        "item sec/1/par/1/3 3.其他事项。",
        "paragraph sec/1/par/2 2.会议由主席主持。",
        "heading sec/1/sec/1 1.会议纪要",
        "paragraph sec/1/sec/1/par/3 3.工作组举行了三次会议",
        "heading sec/1/sec/2 2.结论",
        "paragraph sec/1/sec/2/par/4 4.工作组建议继续讨论。",
    ]


def test_english_resolution() -> None:
    document = read(
        "Resolution 9001 (2031)\nof 5 November 2031\n\nThe Security Council,\n\n"
        "Recalling its resolution 800 (2020)\n"
        "of 2 May 2020,\n\nDeeply concerned at the situation,\n\n1. Calls upon all parties:\n"
        "\n(a) To cooperate; and\n\n"
        "(b) To report;\n\n2. Decides to remain seized of the matter.\n\n"
        "Adopted unanimously at the 9102nd meeting.\n",
        language=None,
    )
    assert document.language == "en"
    assert document.symbol == "9001(2031)"
    assert [b.path for b in document.blocks] == [
        "head/-1",
        "rec/0",
        "rec/1",
        "rec/2",
        "par/1",
        "par/1/a",
        "par/1/b",
        "par/2",
        "par/-1",
    ]


def test_views_leave_out_children_and_furniture() -> None:
    document = read("1. 请秘书处：\n(a) 提出\nUNEP/X.1/2\n7\n报告；\n(b) 召开会议。\n2. 又请主席报告。\n")
    view = document.view("p1.a")
    assert view.text == "(a)提出报告；"
    assert document.view("p1").text == "1.请秘书处："
    assert document.text[view.starts[5]] == "报"
    assert document.symbol == "UNEP/X.1/2"


def test_resolution_whose_number_stands_alone() -> None:
    document = read(
        "A/HRC/RES/47/4\n大 会\n人权理事会\n第四十七届会议\n议程项目3\n"
        "人权理事会通过的决议\n47/4\n工商企业问题\n"
        "人权理事会，\n回顾其第8/7号决议，\n1. 欢迎报告；\n2031年6月16日\n第33次会议\n[未经表决获得通过。]\n"
    )
    assert outline(document)[1:] == [
        "heading head/-1 47/4",
        "heading head/-2 工商企业问题",
        "preamble rec/0 人权理事会，",
        "preamble rec/1 回顾其第8/7号决议，",
        "paragraph par/1 1.欢迎报告；",
        "paragraph par/-1 2031年6月16日第3",
    ]


def test_running_heads_with_titles() -> None:
    document = read(
        "A/RES/90/1\n联合国\n大会\n90/1. 改变世界\n大会，\n回顾其决议，\n1. 决定制定目标，因为在此之际\n"
        "35-16301 (C) 2/35\nA/RES/90/1 改变世界\n各国相聚；\n2. 决心消除贫困；\n"
        "35-16301 (C) 3/35\nA/RES/90/1 改变世界\n3. 决心保护地球。\n"
    )
    assert [document.view(b.id).text for b in document.blocks if b.kind == "paragraph"] == [
        "1.决定制定目标，因为在此之际各国相聚；",
        "2.决心消除贫困；",
        "3.决心保护地球。",
    ]
    assert sum(b.kind == "furniture" for b in document.blocks) == 4


def test_treaty_like_opening_and_quoted_statement() -> None:
    declaration = read(
        "附件\n部长会议的声明\n我们，各国部长，在某城举行会议，\n认识到水的重要性，\n1. 承诺加强合作；\n"
    )
    assert [b.path for b in declaration.blocks] == [
        "annex/1",
        "annex/1/head/-1",
        "annex/1/rec/0",
        "annex/1/rec/1",
        "annex/1/par/1",
    ]
    statement = read(
        "S/PRST/2037/5\n安全理事会主席的声明\n在安全理事会第7917次会议上，主席发表声明如下：\n"
        "“安全理事会重申支持。\n“安全理事会决定继续处理此案。”\n"
    )
    assert statement.doctype == "statement"
    assert [b.kind for b in statement.blocks] == ["cover", "heading", "paragraph", "paragraph", "paragraph"]
