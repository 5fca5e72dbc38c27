"""Recitals that name meetings are recitals, and closing lines are closing lines."""

from __future__ import annotations

import pytest

from igr_kg.text import read, structure

FRAME = (
    "7/3. 沿海湿地\n缔约方大会，\n回顾第6/12号决定，\n{recital}\n"
    "1. 通过该框架；\n2. 敦促缔约方执行该框架。\n{closing}"
)


@pytest.mark.parametrize(
    "recital",
    [
        "注意到工作组第二次会议的成果，",
        "又回顾科学机构第三次会议的建议，",
        "审议了执行秘书向委员会第一次会议提交的报告，",
    ],
)
@pytest.mark.parametrize(
    "closing", ["第5次全体会议\n2002年12月19日\n", "2002年12月19日第5次全体会议通过。\n"]
)
def test_a_meeting_in_a_recital_closes_nothing(recital: str, closing: str) -> None:
    text = FRAME.format(recital=recital, closing=closing)
    document = structure(read(text.encode(), "decision.txt"), language="zh")
    found = [(b.kind, text[b.start : b.end]) for b in document.blocks]
    assert ("preamble", recital) in found
    assert [b.label for b in document.blocks if b.kind == "paragraph"] == ["1", "2", None]
    assert found[-1] == ("paragraph", closing.strip())


LOWER = (
    "Решение 5/2\n\nКонференция участников Конвенции Организации Объединенных Наций\n"
    "против незаконного лова,\n\n"
    "ссылаясь на свое решение 4/1,\n\nотмечая вклад портов,\n\nпостановляет:\n\n"
    "a) учредить фонд;\n\nb) просить секретариат представить доклад.\n"
)


def test_what_is_decided_begins_a_paragraph_in_small_letters_too() -> None:
    document = structure(read(LOWER.encode(), "decision.txt"), language="ru")
    found = [(b.kind, LOWER[b.start : b.end].split("\n")[0]) for b in document.blocks]
    assert found[1:] == [
        ("preamble", "Конференция участников Конвенции Организации Объединенных Наций"),
        ("preamble", "ссылаясь на свое решение 4/1,"),
        ("preamble", "отмечая вклад портов,"),
        ("paragraph", "постановляет:"),
        ("item", "a) учредить фонд;"),
        ("item", "b) просить секретариат представить доклад."),
    ]
