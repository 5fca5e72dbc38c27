"""Patterns that are asked together say what each of them says, and only those that may match are tried."""

from __future__ import annotations

import pytest

from igr_kg.model import Mention, Span, View
from igr_kg.packs import language
from igr_kg.packs.fold import FoldRules, reading
from igr_kg.packs.patterns import Patterns, compile_pattern, example_text, tag

TEXT = "The Council decided on 3 May 2004 to convene the fifth session in Lima."


def view(text: str) -> View:
    return reading(text, [Span(0, len(text))], FoldRules())


@pytest.mark.parametrize("name", ["date", "meeting", "place"])
def test_together_and_one_by_one_are_the_same(name: str) -> None:
    patterns = language.load("en").makers(f"mention.{name}")
    subject = view(TEXT)
    one_by_one = [(m.pattern.id, m.start, m.end) for p in patterns for m in p.find(subject)]
    assert one_by_one
    assert [(m.pattern.id, m.start, m.end) for m in patterns.find(subject)] == one_by_one
    start = one_by_one[0][1]
    begins = [m for p in patterns if (m := p.at(subject, start)) is not None]
    assert list(patterns.at(subject, start)) == begins != []


def test_what_cannot_match_is_not_tried() -> None:
    patterns = language.load("en").makers("mention.date")
    assert patterns.may("nothing of the kind") == ()
    assert 0 < len(patterns.may(TEXT)) < len(patterns)


def test_kinds_in_turn_keep_the_order_of_the_kinds() -> None:
    pack = language.load("en")
    found = pack.makers_in_turn("mention.meeting", "mention.date")
    assert found == (*pack.makers("mention.meeting"), *pack.makers("mention.date"))


def test_a_match_tells_its_groups() -> None:
    row = {"id": "x", "makes": "x", "regex": r"(?P<who>{body}) (?P<no>x)?met", "on": "tagged", "yes": []}
    pattern = compile_pattern(row, {}, "")
    tagged = example_text("Then [body:the Group] met", FoldRules())
    match = next(Patterns([pattern]).find(tagged))
    assert match.span == match.spans[""] == Span(5, 18)
    assert match.texts == {"": "the Group met", "who": "the Group"}
    assert [m.value for m in match.mentions["who"]] == ["the Group"]
    assert match == next(pattern.find(tagged))
    moved = tag(view("the Group met"), [Mention("body", "the Group", "", 0, 9)])
    assert match != next(pattern.find(moved))
