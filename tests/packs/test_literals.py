"""Texts in which an expression cannot match are told by the words that it needs; no other is passed over."""

from __future__ import annotations

import re

import pytest

from igr_kg.packs.literals import Needed, Parts

MACROS = {"month": "May|June", "day": r"\d{1,2} {month}", "body": "B", "maybe": "(?:soon )?"}
TEXTS = (
    "from 3 June",
    "by 12 May, B",
    "From B",
    "soon B",
    "B",
    "",
    "no (3) of it",
    "3",
    "seen soon",
    "12 Mai",
)
EXPRESSIONS = (
    r"(?:on|from|by) {day}",
    r"{maybe}{body}\b",
    r"(?=from)f",
    r"(?<=soon )[BC]",
    r"(?!from)[a-z]+ \d",
    r"(?i:FROM) {body}",
    r"(?i)FROM",
    r"\((?P<n>\d)\)",
    r"(?:see|n|soon){2,}",
    r"(?>se|so)+e*n",
    r"{day}{0,2}3",
    r"{month}|{body}",
    r"[{body}]",
    r"[^B]",
    r"(\w)\1n",
)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_no_text_with_a_match_is_passed_over(expression: str) -> None:
    whole = expression
    for _ in range(2):
        for name, inner in MACROS.items():
            whole = whole.replace("{" + name + "}", inner if f"[{{{name}}}" in whole else f"(?:{inner})")
    needed = Needed(expression, Parts(MACROS))
    for text in TEXTS:
        assert needed.met(text) or not re.search(whole, text), text


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (r"(?:on|from) {day}", "from 3 July"),
        (r"(?:on|from) {day}", "till 3 June"),
        (r"x{maybe}{body}", "x soon C"),
        (r"(?=from)\w+", "form"),
        (r"(?:{month}|{body})", "Mai 3"),
    ],
)
def test_texts_without_the_words_are_passed_over(expression: str, text: str) -> None:
    assert not Needed(expression, Parts(MACROS)).met(text)
