"""Descriptions: what belongs to a thing, by graph and with evidence where graphs can be told apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from igr_kg.graph import quads, syntax
from igr_kg.graph.quads import RDF_TYPE, Quad, literal, node, term
from igr_kg.store import loading, port
from igr_kg.store.describe import describe, resources, rows
from igr_kg.store.embedded import EmbeddedStore
from igr_kg.store.port import QueryForm, Store

BASE = "https://w3id.org/igr/"
PART = f"{BASE}id/document/a-1/par/3"
ACT, PURPOSE, BODY = node(f"{PART}/act/1"), node(f"{PART}/purpose/1"), node(f"{BASE}id/body/council")
FACTS, EVIDENCE = node(f"{BASE}graph/document/a-1/en"), node(f"{BASE}graph/evidence/a-1/en")
AUTHORITY = node(f"{BASE}graph/authority")
RECORD, SPAN = node(f"{EVIDENCE[1:-1]}#01"), node(f"{EVIDENCE[1:-1]}#02")


def igr(name: str) -> str:
    return term(f"igr:{name}", BASE)


LABEL = Quad(BODY, term("skos:prefLabel", BASE), literal("Council", language="en"), AUTHORITY)
OWN = [
    Quad(ACT, RDF_TYPE, igr("Request"), FACTS),
    Quad(ACT, igr("agent"), BODY, FACTS),
    Quad(ACT, igr("hasPurpose"), PURPOSE, FACTS),
]
NESTED = [Quad(PURPOSE, igr("content"), literal("to go on", language="en"), FACTS)]
PROOF = [
    Quad(RECORD, term("rdf:subject", BASE), ACT, EVIDENCE),
    Quad(RECORD, igr("quote"), literal("the Council requests"), EVIDENCE),
    Quad(RECORD, igr("span"), SPAN, EVIDENCE),
    Quad(SPAN, igr("start"), literal(4), EVIDENCE),
]
MORE = [Quad(node(f"{BASE}id/meeting/council-{i}"), igr("meetingOf"), BODY, FACTS) for i in range(9)]
KIND = Quad(BODY, RDF_TYPE, igr("GovernanceBody"), AUTHORITY)
ELSEWHERE = Quad(node(f"{BASE}id/body/other"), RDF_TYPE, igr("GovernanceBody"), AUTHORITY)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    directory = tmp_path_factory.mktemp("small") / "store"
    facts = [LABEL, KIND, ELSEWHERE, *OWN, *NESTED, *MORE]
    loading.fill(directory, quads.lines([*facts, *PROOF, *(q._replace(g="") for q in facts)]))
    with EmbeddedStore(directory, base=BASE, processes=1) as store:
        yield store


def triples(found: list[Quad]) -> set[Quad]:
    return {q._replace(g="") for q in found}


@pytest.mark.parametrize("media_type", port.GRAPH_TYPES)
def test_own_statements_nested_ones_and_labels(small: Store, media_type: str) -> None:
    description = describe(small, quads.value(ACT), base=BASE, media_type=media_type)
    body = description.answer.read()
    found = syntax.parse(body, syntax.BY_MEDIA_TYPE[media_type].name)
    assert triples(found) == triples([*OWN, *NESTED, LABEL])
    assert (description.incoming, description.shown) == (0, 0)
    asked = small.query(f"DESCRIBE {ACT}", media_type=media_type)
    assert asked.read() == body, "DESCRIBE and the page agree"


@pytest.mark.parametrize("media_type", [port.TRIG, port.NQUADS])
def test_graphs_and_evidence(small: Store, media_type: str) -> None:
    answer = describe(small, quads.value(ACT), base=BASE, media_type=media_type).answer
    found = syntax.parse(answer.read(), syntax.BY_MEDIA_TYPE[media_type].name)
    assert set(found) == {*OWN, *NESTED, LABEL, *PROOF}


def test_links_that_come_in_have_a_limit_that_is_told(small: Store) -> None:
    description = describe(small, quads.value(BODY), base=BASE, media_type=port.NTRIPLES, incoming=4)
    found = list(quads.parse(description.answer.read().decode()))
    assert (description.incoming, description.shown) == (10, 4)
    assert sum(q.o == BODY and q.s != node(f"{BASE}doc/body/council") for q in found) == 4
    [note] = [quads.value(q.o) for q in found if q.p == term("rdfs:comment", BASE)]
    assert note == "This description shows 4 of 10 links that come in."
    whole = describe(small, quads.value(BODY), base=BASE, media_type=port.NTRIPLES)
    assert (whole.incoming, whole.shown) == (10, 10)
    assert b"comment" not in whole.answer.read()


def test_a_thing_has_the_statements_that_name_it(small: Store) -> None:
    """An act stands between the body that acts and what it does."""
    answer = describe(small, quads.value(BODY), base=BASE, media_type=port.NTRIPLES).answer
    assert triples(OWN) <= set(quads.parse(answer.read().decode()))


def test_an_unknown_thing_has_no_rows(small: Store) -> None:
    assert describe(small, f"{BASE}id/body/nobody", base=BASE).answer.rows == 0


def test_rows_are_canonical_terms(small: Store) -> None:
    [row] = rows(
        small, f'SELECT ?l ("5"^^<a:b> AS ?n) (BNODE() AS ?b) ("\\n" AS ?x) ?none {{ {BODY} {LABEL.p} ?l }}'
    )
    assert row["l"] == '"Council"@en'
    assert row["n"] == '"5"^^<a:b>'
    assert row["x"] == '"\\n"'
    assert quads.is_blank(row["b"])
    assert "none" not in row


@pytest.mark.parametrize(
    ("query", "iris", "form"),
    [
        ("DESCRIBE <http://a/b>", ("http://a/b",), QueryForm.ASK),
        (
            "PREFIX a: <http://a/> DESCRIBE a:b <c> ?x { ?x a ?y }",
            ("http://a/b", f"{BASE}c"),
            QueryForm.SELECT,
        ),
        ("DESCRIBE * { ?x a ?y }", (), QueryForm.SELECT),
        ("describe<http://a/b>from<http://a/g>", ("http://a/b",), QueryForm.ASK),
        ("PREFIX a: <http://a/> DESCRIBEa:b", ("http://a/b",), QueryForm.ASK),
    ],
)
def test_what_a_describe_names(query: str, iris: tuple[str, ...], form: QueryForm) -> None:
    wanted = resources(query, BASE)
    assert wanted.iris == iris
    assert wanted.form is form
    assert wanted.query == "" or len(wanted.query.removesuffix("{}")) == len(query)
