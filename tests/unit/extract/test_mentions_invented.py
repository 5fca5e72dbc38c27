"""Invented bodies in everyday sentences are found with their whole name, though nobody knows them."""

from __future__ import annotations

from collections.abc import Iterator

from igr_kg.packs import authority
from tests.mention_support import values

# fmt: off
SUBJECTS = (
    "海洋酸化", "跨界水资源", "极地科学", "能源转型", "数字贸易", "儿童保护", "灾害风险", "青年就业",
    "森林火灾", "粮食安全", "公共卫生", "文化遗产", "空间技术应用", "性别平等", "劳工权利", "航空安全",
    "反腐败", "土地退化", "移民问题", "减贫", "知识产权", "网络安全", "化学品安全", "核查", "边界划定",
    "可再生能源", "气候适应", "内陆水域", "上游流域", "沿海管理", "地下水", "人工智能", "药物管制",
    "供应链", "空气质量", "荒漠治理", "渔业", "统计", "税务", "教育", "法治", "民族和解", "前战斗人员",
    "信息共享", "早期预警", "技术转让", "标准制定", "履约", "外层空间", "选举改革",
)
# fmt: on
NAMES = (
    "{}问题高级别小组",
    "{}委员会",
    "世界{}组织",
    "联合国{}规划署",
    "{}政府间专家组",
    "国际{}论坛",
    "{}理事会",
    "{}工作组",
    "全球{}基金",
    "{}协商小组",
)
SENTENCES = (
    "请{}提交报告",
    "向{}提交报告。",
    "根据{}的建议，",
    "{}决定如下",
    "感谢{}和乙方",
    "通过{}开展工作",
    "加强{}；",
    "由{}主持",
    "与{}合作",
    "在{}主持下",
    "同{}一道",
    "赞赏{}的工作",
    "决定设立{}，",
    "注意到{}",
    "建议{}考虑",
    "并请{}协助",
    "授权{}采取行动",
    "对{}表示感谢",
    "包括{}，",
    "以及{}的报告",
)


def invented() -> Iterator[tuple[str, str]]:
    for number, subject in enumerate(SUBJECTS):
        for shape, name in enumerate(NAMES):
            yield name.format(subject), SENTENCES[(number * 7 + shape * 3) % len(SENTENCES)]


def test_invented_names() -> None:
    cases = list(invented())
    nobody = authority.empty()
    missed = [
        sentence.format(name)
        for name, sentence in cases
        if name not in values("body", sentence.format(name), names=nobody)
    ]
    assert len(missed) <= 0.03 * len(cases), missed
