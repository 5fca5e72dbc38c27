"""Lists of English texts: responses with measures and aims, options and what is held of them, topics."""

from __future__ import annotations

import pytest

from igr_kg.extract import lists
from igr_kg.model import Fact
from igr_kg.packs import language
from tests.gold_support import entities, invented

RESPONSES = (
    "paragraph",
    "3. The [body:Harbour Group] identified a number of potential responses, including:",
)
OPTIONS = (
    ("paragraph", "4. The [body:Harbour Group] considered the following options:"),
    ("item", "(a) Keeping the present arrangements;"),
    ("item", "(b) Building a new pier;"),
    ("item", "(c) Merging the two ports."),
)


def read(*rows: tuple[str, str]) -> tuple[Fact, ...]:
    document, mentions = invented(*rows, language="en")
    return lists.find(document, mentions, entities(mentions), (), language.load("en"))


def said(found: tuple[Fact, ...], type_: str, *names: str) -> list[tuple[str, ...]]:
    return [
        tuple(f.slots[n][0].value if n in f.slots else "" for n in names) for f in found if f.type == type_
    ]


@pytest.mark.parametrize(
    ("item", "measures", "aims"),
    [
        (
            "(a) Register all vessels and train crews, including in small ports, in order to prevent theft;",
            ["Register all vessels", "train crews, including in small ports"],
            ["prevent theft"],
        ),
        (
            "(a) To rebuild the piers, with a view to cutting costs and avoiding delays. They should stay;",
            ["To rebuild the piers", "They should stay"],
            ["cutting costs", "avoiding delays"],
        ),
        (
            "(a) With the full participation of fishermen, develop a charter to reduce accidents;",
            ["With the full participation of fishermen, develop a charter"],
            ["reduce accidents"],
        ),
        ("(a) Encourage States to reduce their fees;", ["Encourage States to reduce their fees"], []),
        (
            "(a) Collect, analyse and publish data on tides;",
            ["Collect, analyse", "publish data on tides"],
            [],
        ),
    ],
)
def test_clauses_of_an_item(item: str, measures: list[str], aims: list[str]) -> None:
    found = read(RESPONSES, ("item", item), ("item", "(b) Widen the canal."))
    assert [c for of, c in said(found, "measure", "of", "content") if of == "a"] == measures
    assert [c for of, c in said(found, "aim", "of", "content") if of == "a"] == aims


def test_the_topic_of_a_response_is_without_its_circumstance() -> None:
    item = "(a) Through further training, improve safety, in cooperation with the ports;"
    found = read(RESPONSES, ("item", item), ("item", "(b) Widen the canal."))
    assert said(found, "response", "label", "topic")[0] == ("a", "improve safety")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Several delegations considered that option (b) was too costly.",
            [("b", "too costly", "Several delegations")],
        ),
        (
            "The [body:Harbour Group] noted that all the options required further study.",
            [("all the options", "required further study", "Harbour Group")],
        ),
        (
            "Some members supported option (c), while others expressed reservations about option (a).",
            [("c", "supported", "Some members"), ("a", "expressed reservations about", "others")],
        ),
        (
            "Options (a) and (b) received broad support from donors.",
            [("a", "received broad support", "donors"), ("b", "received broad support", "donors")],
        ),
        ("The report on option (b) was set out in the annex.", []),
    ],
)
def test_what_is_held_of_options(words: str, expected: list[tuple[str, str, str]]) -> None:
    found = read(*OPTIONS, ("paragraph", f"5. {words}"))
    assert said(found, "assessment", "option", "stance", "holder") == expected


def test_a_request_to_name_measures_is_no_list_of_responses() -> None:
    words = "Requests the [body:Harbour Group] to identify responses, including:"
    assert said(read(("paragraph", words), *OPTIONS[1:]), "response", "label") == []


def test_topics_are_words_of_their_own() -> None:
    found = read(
        ("paragraph", "Reforestation, trademarks and early warning"), ("paragraph", "Trade in forests")
    )
    assert said(found, "topic", "topic") == [("early-warning",), ("forests",), ("trade",)]
