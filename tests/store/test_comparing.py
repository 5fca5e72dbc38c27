"""Answers are compared as what they say: multisets of rows, blank nodes by what is said of them."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igr_kg.store.comparing import Row, changes, is_ordered

TERMS = st.sampled_from(["<a:a>", "<a:b>", '"x"', "", "_:a", "_:b", "_:c"])
ROWS = st.lists(st.tuples(TERMS, TERMS), max_size=8)
PLAIN = st.lists(st.tuples(st.sampled_from(["<a:a>", '"x"', "", '"_:a"'])), max_size=8)


@given(PLAIN, PLAIN, st.integers(0, 3))
def test_rows_count_as_often_as_they_occur(old: list[Row], new: list[Row], most: int) -> None:
    found = changes(old, new, most=most)
    more, fewer = Counter(new) - Counter(old), Counter(old) - Counter(new)
    assert (found.n_added, found.n_removed, found.blank) == (more.total(), fewer.total(), False)
    assert len(found.added) == min(most, more.total())
    assert not Counter(found.added) - more
    assert not Counter(found.removed) - fewer
    assert found.same == (Counter(old) == Counter(new))
    whole = changes(old, new)
    assert (Counter(whole.added), Counter(whole.removed)) == (more, fewer)


@given(ROWS, st.permutations(["_:x", "_:y", "_:z"]), st.randoms(use_true_random=False))
def test_other_labels_and_another_order_are_no_change(
    rows: list[Row], labels: list[str], shuffled: random.Random
) -> None:
    names = dict(zip(["_:a", "_:b", "_:c"], labels, strict=True))
    other = [tuple(names.get(term, term) for term in row) for row in rows]
    shuffled.shuffle(other)
    found = changes(rows, other)
    assert found.same
    assert found.blank == any(term.startswith("_:") for row in rows for term in row)


def test_blank_nodes_are_told_apart_by_what_is_said_of_them() -> None:
    old = [("_:a", "<p>", '"1"'), ("_:a", "<q>", '"2"'), ("_:b", "<p>", '"3"'), ("_:b", "<q>", '"4"')]
    swapped = [("_:a", "<p>", '"1"'), ("_:a", "<q>", '"4"'), ("_:b", "<p>", '"3"'), ("_:b", "<q>", '"2"')]
    found = changes(old, swapped)
    assert not found.same
    assert (found.n_added, found.n_removed) == (4, 4)
    one, two = ("_:a", "_:b"), ("_:a", "_:a")
    assert not changes([one], [two]).same
    far = [("_:a", "_:b"), ("_:b", "_:c"), ("_:c", '"x"')]
    assert changes(far, [("_:c", '"x"'), ("_:q", "_:c"), ("_:r", "_:q")]).same
    assert not changes(far, [*far[:2], ("_:c", '"y"')]).same


def test_a_change_far_from_a_blank_node_leaves_it_alone() -> None:
    old = [("_:a", '"1"'), ("<s>", '"2"')]
    found = changes(old, [("_:z", '"1"'), ("<s>", '"3"')])
    assert (found.added, found.removed) == ([("<s>", '"3"')], [("<s>", '"2"')])


def test_many_blank_nodes_are_compared_by_what_is_said_of_each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    old = [("_:a", '"1"'), ("_:a", "_:m"), ("_:m", "_:b"), ("_:b", '"x"')]
    old += [("_:c", '"2"'), ("_:c", "_:n"), ("_:n", "_:d"), ("_:d", '"y"')]
    crossed = [("_:m", "_:d") if row == old[2] else ("_:n", "_:b") if row == old[6] else row for row in old]
    assert not changes(old, crossed).same
    monkeypatch.setattr("igr_kg.store.comparing._MOST_REFINED", 5)
    assert changes(old, crossed).same, "one step does not tell them apart"
    assert changes(old, old[::-1]).same
    assert not changes(old, [*old[:7], ("_:d", '"z"')]).same


@pytest.mark.parametrize(
    ("new", "ordered", "same", "reordered"),
    [
        ([("1",), ("2",)], True, True, False),
        ([("2",), ("1",)], True, False, True),
        ([("2",), ("1",)], False, True, False),
        ([("2",), ("1",), ("3",)], True, False, False),
    ],
)
def test_order_counts_where_the_query_sets_it(
    new: list[Row], ordered: bool, same: bool, reordered: bool
) -> None:
    found = changes([("1",), ("2",)], new, ordered=ordered)
    assert (found.same, found.reordered) == (same, reordered)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p ?o } ORDER BY ?s", True),
        ("select * { ?s ?p ?o } order\n by desc(?s) limit 3", True),
        ("SELECT * { ?s ?p ?o } ORDER BY(?s)", True),
        ("SELECT * { { SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT 2 } }", False),
        ("SELECT * { ?s ?p 'ORDER BY' } # ORDER BY ?s", False),
        ("SELECT ?order ?by { ?order ?by ?o }", False),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(?o) > 1) ORDER BY ?s", True),
        ("", False),
    ],
)
def test_whether_a_query_sets_the_order(query: str, expected: bool) -> None:
    assert is_ordered(query) is expected
