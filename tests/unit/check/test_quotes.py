"""A quote made from a text stands in it; a changed one does not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from igr_kg.check.quotes import stands_in
from igr_kg.model import Span
from igr_kg.packs.fold import FoldRules, quote

LETTERS = st.text(st.sampled_from("abcABC理事会年7８（),- \n\r\f\u00ad\u200b\u3000"), min_size=1, max_size=60)
RULES = st.sampled_from([FoldRules("", True), FoldRules(" ", False)])


@st.composite
def pieces(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(LETTERS)
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@given(pieces(), RULES)
def test_what_is_quoted_stands_in_the_text(piece: tuple[str, Span], rules: FoldRules) -> None:
    text, span = piece
    words = quote(text, [span], rules)
    if words.strip():
        assert stands_in(words, text, span.start, span.end)
        assert stands_in(words, text, span.start, span.end, [])


@given(pieces(), st.sampled_from("xyz木"))
def test_a_quote_with_another_letter_does_not(piece: tuple[str, Span], letter: str) -> None:
    text, span = piece
    words = quote(text, [span], FoldRules())
    assert not stands_in(words + letter, text, span.start, span.end)
    assert not stands_in(letter + words, text, span.start, span.end)


def test_an_empty_quote_stands_nowhere() -> None:
    assert not stands_in(" ", "a b", 1, 2)


def test_offsets_must_lie_in_the_text() -> None:
    assert not stands_in("a", "a", 0, 2)
    assert not stands_in("a", "a", -1, 1)
    assert not stands_in("a", "a", 1, 1)


def test_a_line_may_be_missing_only_inside_and_only_whole() -> None:
    text = "It was held\nin Nairobi and\nin Ramsar"
    assert stands_in("It was held in Ramsar", text, 0, len(text))
    assert not stands_in("It was held and in Ramsar", text, 0, len(text))
    assert not stands_in("in Nairobi and in Ramsar", text, 0, len(text))
    assert not stands_in("It was held in Ramsar", text, 0, len(text), [])
    assert stands_in("It was held in Ramsar", text, 0, len(text), [Span(12, 26)])


def test_a_word_broken_at_the_line_end_may_be_joined() -> None:
    text = "sub-\nmission and co-\nchairs"
    assert stands_in("submission and co-chairs", text, 0, len(text), [])
    assert not stands_in("submission and co-chairs", "sub-mission and co-chairs", 0, 25, [])
