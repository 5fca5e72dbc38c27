"""The questions across documents, answered from the graph of all that ship."""

from __future__ import annotations

from functools import partial

import pytest

from igr_kg.pipeline.sources import find_sources, read_sources
from tests.queries.answers import QUERIES, Answering, differences, expected, names_of
from tests.support import seconds

pytestmark = pytest.mark.slow
NAMES = names_of("collection")

WITHOUT_QUOTES = ("34", "54", "56", "59", "60", "64", "65")
"""Answers that are not read from a passage: sources, the passages and names themselves, links, rules."""
KNOWN_BEFOREHAND = ("45",)
"""Some of these answers are known beforehand and have a source in place of a quote."""


@pytest.fixture(scope="module")
def text() -> str:
    """Return the texts of all versions of all documents, without blanks."""
    return " ".join("".join(r.document.text.split()) for r in read_sources(find_sources()))


def test_there_are_many() -> None:
    assert len(NAMES) >= 20


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_is_what_the_documents_say(name: str, collection: Answering) -> None:
    missing, surplus = differences(name, collection)
    assert not missing
    assert not surplus
    assert len(expected(name)[1]) >= 2


@pytest.mark.parametrize("name", NAMES)
def test_no_row_stands_twice(name: str, collection: Answering) -> None:
    rows = [tuple(answer.values()) for answer in collection.answers(name)]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("name", NAMES)
def test_rows_have_an_order(name: str) -> None:
    assert "ORDER BY" in (QUERIES / f"{name}.rq").read_text(encoding="utf-8").rpartition("}")[2]


@pytest.mark.parametrize("name", NAMES)
def test_it_takes_less_than_a_second(name: str, collection: Answering) -> None:
    assert seconds(partial(collection.answers, name), times=1) < 1


@pytest.mark.parametrize("name", [n for n in NAMES if not n.startswith(WITHOUT_QUOTES)])
def test_every_answer_shows_its_exact_quote_and_record(name: str, collection: Answering, text: str) -> None:
    answers = collection.answers(name)
    assert answers
    for answer in answers:
        if name.startswith(KNOWN_BEFOREHAND) and not answer["record"]:
            assert answer["source"]
            continue
        assert answer["record"].startswith("graph/evidence/")
        quotes = [value for column, value in answer.items() if column.lower().endswith("quote")]
        assert quotes
        for quote in quotes:
            assert "".join(quote.split()) in text


def test_questions_about_one_document_are_answered_beside_the_others(collection: Answering) -> None:
    for name in names_of("document"):
        missing, _ = differences(name, collection)
        assert not missing, name
