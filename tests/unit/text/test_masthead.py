"""Lines of covers by role."""

from __future__ import annotations

from igr_kg import text
from igr_kg.packs.fold import reading
from igr_kg.text import signs
from tests.unit.text.outline import read


def roles(content: str) -> list[tuple[str, str]]:
    document = read(content)
    rules = signs.load(document.language).pack.rules
    return [(role, reading(document.text, [span], rules).text) for role, span in text.roles(document)]


def test_title_page() -> None:
    assert roles(
        "CBD\nDistr.\nGENERAL\nUNEP/CBD/COP/42/24\n20 August 2044\nCHINESE\nORIGINAL: ENGLISH\n"
        "湿地公约缔约方大会\n第四十二届会议\n2044 年10 月6 日至17 日,某国某城\n临时议程*项目29\n"
        "与其他公约的合作:\n泥炭地问题\n把泥炭地列入临时方案\n及通过指导文件草案\n"
        "执行秘书的说明\n导言\n1. 缔约方大会重申了合作的重要性。\n"
    ) == [
        ("emblem", "CBD"),
        ("distr", "Distr."),
        ("distr", "GENERAL"),
        ("symbol", "UNEP/CBD/COP/42/24"),
        ("date", "20 August 2044"),
        ("distr", "CHINESE"),
        ("distr", "ORIGINAL:ENGLISH".replace(":", ": ")),
        ("organ", "湿地公约缔约方大会"),
        ("session", "第四十二届会议"),
        ("date-place", "2044年10月6日至17日，某国某城"),
        ("agenda-item", "临时议程*项目29"),
        ("agenda-title", "与其他公约的合作：泥炭地问题"),
        ("title", "把泥炭地列入临时方案及通过指导文件草案"),
        ("issuer", "执行秘书的说明"),
    ]


def test_title_page_that_lost_its_lines() -> None:
    assert roles(
        "联合国 EP UNEP/GC.42/9 联 合 国 环境规划署理事会 Distr.: General 12 May 2043 CHINESE"
        " ORIGINAL: ENGLISH 理事会 "
        "第四十二届会议 2043年2月3-7日, 内罗毕 临时议程*项目5 海洋方案的执行情况 执行主任的说"
        "明 本说明附件载有报告。 附件 海洋方案 导言 1. 方案开始实施。"
    ) == [
        ("organ", "联合国"),
        ("emblem", "EP"),
        ("symbol", "UNEP/GC.42/9"),
        ("organ", "联合国环境规划署理事会"),
        ("distr", "Distr.: General 12 May 2043 CHINESE ORIGINAL: ENGLISH"),
        ("date", "12 May 2043"),
        ("organ", "理事会"),
        ("session", "第四十二届会议"),
        ("date-place", "2043年2月3-7日，内罗毕"),
        ("agenda-item", "临时议程*项目5"),
        ("title", "海洋方案的执行情况"),
        ("issuer", "执行主任的说明"),
        ("annex-title", "海洋方案"),
    ]


def test_cover_of_an_annex() -> None:
    assert roles(
        "秘书处的说明\n本说明附件载有工作组通过的文件。\n附件\n2043 年 5 月 2 日\n"
        "水资源问题\n高级别平台\n第三次会议\n"
        "2043 年 5 月 1-2 日，某国，某城\n高级别平台\n某城共识\n平台的起源\n"
        "1. 平台于2042年设立。\n平台的工作\n2. 平台举行了会议。\n"
    ) == [
        ("issuer", "秘书处的说明"),
        ("annex-date", "2043年5月2日"),
        ("annex-body", "水资源问题高级别平台"),
        ("annex-meeting", "第三次会议"),
        ("annex-date-place", "2043年5月1-2日，某国，某城"),
        ("annex-body", "高级别平台"),
        ("annex-title", "某城共识"),
    ]


def test_heading_of_a_resolution_gives_number_and_title() -> None:
    assert roles(
        "第九十三届会议\n议程项目94\n大会决议\n93/187. 水问题的报告\n大会,\n回顾其决议,\n1. 欢迎报告。\n"
    ) == [
        ("session", "第九十三届会议"),
        ("agenda-item", "议程项目94"),
        ("adopted", "大会决议"),
        ("decision-number", "93/187"),
        ("title", "水问题的报告"),
    ]


def test_the_title_of_a_report_over_the_days_of_the_session() -> None:
    found = roles(
        "联合国\nFCCC/SBSTA/2012/2\nDistr.: General\n1 June 2012\n附属科学技术咨询机构\n"
        "附属科学技术咨询机构第三十六届会议报告\n2012年5月14日至25日在波恩举行\n"
        "一. 会议开幕\n1. 主席宣布会议开幕。\n"
    )
    assert ("title", "附属科学技术咨询机构第三十六届会议报告") in found
    assert ("date-place", "2012年5月14日至25日在波恩举行") in found


def test_the_day_of_adoption_behind_the_body() -> None:
    found = roles(
        "联合国\nA/HRC/RES/17/9\n人权理事会2011年6月17日通过的决议\n"
        "17/9. 港口\n人权理事会，\n1. 请秘书长报告。\n"
    )
    assert ("adopted", "人权理事会2011年6月17日通过的决议") in found


def test_a_line_in_capitals_over_others_is_the_title() -> None:
    content = (
        "MARITIME COMMITTEE\nSAF 12/4/1\n12th session\n3 March 2031\nAgenda item 4\nOriginal: ENGLISH\n\n"
        "SAFETY OF FERRIES\n\nReport on the work of the drafting group\n\nNote by the Secretariat\n\n"
        "Background\n\n1. The group met twice, in Lima and in Dakar, and agreed on the text of the draft.\n"
    )
    document = text.structure(text.read(content.encode(), "saf.txt"), language="en")
    titles = [document.text[s.start : s.end] for role, s in text.roles(document) if role == "title"]
    assert titles == ["SAFETY OF FERRIES"]
