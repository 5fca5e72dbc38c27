"""The thirty-two questions about one document, answered from its graph, and the form of all questions."""

from __future__ import annotations

import re

import pytest
from rdflib.plugins.sparql import prepareQuery

from igr_kg.web.saved import SCOPES
from tests.queries.answers import QUERIES, Shipped, differences, names_of, scope

ALL = sorted(path.stem for path in QUERIES.glob("*.rq"))
NAMES = names_of("document")


def test_there_is_a_query_for_each_question() -> None:
    assert {int(name[:2]) for name in NAMES} == set(range(1, 33))
    assert {int(name[:2]) for name in ALL} == set(range(1, len(ALL)))
    assert {scope(name) for name in ALL} == set(SCOPES)


@pytest.mark.parametrize("name", ALL)
def test_a_query_has_title_and_description_in_two_languages(name: str) -> None:
    text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    head = dict(re.findall(r"^# ([\w-]+): (.+)$", text, re.MULTILINE))
    assert {"title", "title-zh", "description", "description-zh"} <= head.keys()
    assert re.search(r"[一-鿿]", head["title-zh"] + head["description-zh"])
    assert not re.search(r"[一-鿿]", head["title"])


@pytest.mark.parametrize("name", ALL)
def test_a_query_is_sparql_to_another_engine(name: str) -> None:
    query = prepareQuery((QUERIES / f"{name}.rq").read_text(encoding="utf-8"))
    assert query.algebra.name == "SelectQuery"


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_is_what_the_document_says(name: str, shipped: Shipped) -> None:
    missing, surplus = differences(name, shipped)
    assert not missing
    assert not surplus


@pytest.mark.parametrize("name", NAMES)
def test_no_row_stands_twice(name: str, shipped: Shipped) -> None:
    rows = [tuple(answer.values()) for answer in shipped.answers(name)]
    assert len(rows) == len(set(rows))


def test_spans_of_one_record_and_alternative_records_can_be_told_apart(shipped: Shipped) -> None:
    rows = shipped.answers("31-where-was-it-read")
    records = [row["e"] for row in rows]
    assert len(set(records)) < len(records), "one record with several spans"
    triples = {(row["predicate"], row["object"], row["e"]) for row in rows}
    assert len({triple[:2] for triple in triples}) < len(triples), "one triple with several records"
    assert all(len({t[:2] for t in triples if t[2] == e}) == 1 for e in set(records))


WITHOUT_PASSAGES = ("20", "32")
"""One has no answers by design, the other asks for links, which no document states."""


@pytest.mark.parametrize("name", [n for n in NAMES if not n.startswith(WITHOUT_PASSAGES)])
def test_every_answer_shows_its_passage_and_exact_quote(name: str, shipped: Shipped) -> None:
    answers = shipped.answers(name)
    text = "".join(shipped.document.text.split())
    assert answers
    for answer in answers:
        assert answer["quote"]
        assert answer.get("passage") or name == "31-what-was-read-here"
        for column, quote in answer.items():
            if column.lower().endswith("quote"):
                assert "".join(quote.split()) in text
