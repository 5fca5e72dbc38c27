"""The graph of the shipped document as a whole: its evidence, and what the text does not say."""

from __future__ import annotations

import pytest

from igr_kg.model import Span
from igr_kg.packs.fold import FoldRules, quote, without
from tests.queries.answers import DOCUMENT, Shipped

FACTS = "GRAPH <https://w3id.org/igr/graph/document/unep-gc-26-18/zh>"
EVIDENCE = "GRAPH <https://w3id.org/igr/graph/evidence/unep-gc-26-18/zh>"
GROUP = "<https://w3id.org/igr/id/body/unep-consultative-group-ss-xi-1>"
NAIROBI = "<https://w3id.org/igr/id/meeting/unep-consultative-group-ss-xi-1-nairobi-2010-07-07>"


def test_every_fact_has_evidence(shipped: Shipped) -> None:
    facts = f"{FACTS} {{ ?s ?p ?o }}"
    record = f"{EVIDENCE} {{ ?e rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; igr:quote ?quote }}"
    (count,) = shipped.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ {facts} }}")
    assert int(count["n"]) > 1000
    assert shipped.rows(f"SELECT ?s ?p ?o WHERE {{ {facts} FILTER NOT EXISTS {{ {record} }} }}") == []


def test_all_evidence_is_for_a_fact(shipped: Shipped) -> None:
    record = f"{EVIDENCE} {{ ?e rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }}"
    fact = f"{FACTS} {{ ?s ?p ?o }}"
    assert shipped.rows(f"SELECT ?e WHERE {{ {record} FILTER NOT EXISTS {{ {fact} }} }}") == []


def test_every_quote_is_what_the_text_holds_at_its_offsets(shipped: Shipped) -> None:
    document = shipped.document
    furniture = [b.span for b in document.blocks if b.kind == "furniture"]
    parts = {f"{DOCUMENT}/{b.path}": b for b in document.blocks if b.path}
    places = shipped.rows(
        f"SELECT DISTINCT ?start ?end ?quote ?passage WHERE {{ {EVIDENCE} {{"
        " ?place igr:start ?start ; igr:end ?end ; igr:quote ?quote ; igr:passage ?passage } }"
    )
    assert len(places) > 300
    for place in places:
        span, part = Span(int(place["start"]), int(place["end"])), parts.get(place["passage"])
        assert quote(document.text, without(span, furniture), FoldRules("", True)) == place["quote"]
        assert part.start <= span.start if part else span in document.symbol_spans


def test_an_implied_fact_gives_its_premises(shipped: Shipped) -> None:
    records = shipped.rows(
        f"SELECT ?e (COUNT(?span) AS ?premises) WHERE {{ {EVIDENCE} {{"
        " ?e igr:status igr:implied . OPTIONAL { ?e igr:span ?span } } } GROUP BY ?e"
    )
    assert len(records) > 5
    assert all(int(record["premises"]) >= 2 for record in records)


@pytest.mark.parametrize(
    "thing",
    [
        GROUP,
        NAIROBI,
        "id:place\\/nairobi",
        "id:document\\/unep-gc-26-18",
        f"<https://w3id.org/igr/{DOCUMENT}/annex/1>",
    ],
)
def test_what_the_next_test_speaks_of_is_in_the_graph(thing: str, shipped: Shipped) -> None:
    assert shipped.rows(f"SELECT * WHERE {{ {FACTS} {{ {thing} a ?class }} }}")


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        (
            "a host of any meeting",
            "?p igr:participationKind <https://w3id.org/igr/scheme/participation-kind/hosted>",
        ),
        ("a co-chair of the Group", f"?holding igr:ofBody {GROUP}"),
        ("the date of issue of the note", "id:document\\/unep-gc-26-18 igr:issueDate ?date"),
        (
            "the day of adoption",
            "<https://w3id.org/igr/id/document/unep-gc-26-18/annex/1> igr:adoptionDate ?date",
        ),
        ("the number of the Nairobi meeting", f"{NAIROBI} igr:ordinal ?n"),
        ("the country of the Nairobi meeting", f"{NAIROBI} igr:heldInCountry ?country"),
        ("the country of Nairobi", "id:place\\/nairobi igr:country ?country"),
        ("the session of either decision", "?decision a igr:Decision ; igr:adoptedAt ?session"),
        ("a State that holds a view", "?view igr:heldBy ?state . ?state a igr:Country"),
        (
            "a Government that holds a view",
            "?view igr:heldBy ?state . ?state igr:bodyKind <https://w3id.org/igr/scheme/body-kind/government>",
        ),
        ("a place of the earlier group's meeting", "?p igr:namedAfterVenueOf ?m . ?m igr:heldIn ?place"),
        ("a meeting in Helsinki", "?m igr:heldIn id:place\\/helsinki"),
        ("the decision of a later session", "?d a igr:Decision ; igr:number '26/1'"),
        ("a body that is only proposed as existing", "?b a igr:ProposedBody, igr:GovernanceBody"),
        ("an office in which the President acted", "?p igr:asHolding ?holding"),
    ],
)
def test_what_the_text_does_not_say_is_not_in_the_graph(what: str, pattern: str, shipped: Shipped) -> None:
    assert shipped.rows(f"SELECT * WHERE {{ {FACTS} {{ {pattern} }} }}") == [], what


def test_look_alikes_are_apart(shipped: Shipped) -> None:
    found = shipped.rows(
        """SELECT ?thing ?class WHERE { ?thing a ?class FILTER(?thing IN
        (id:document\\/unep-gc-26-1, id:meeting\\/unep-gc-26, id:document\\/unep-gc-26-18)) }"""
    )
    assert {row["thing"]: row["class"] for row in found} == {
        "id/document/unep-gc-26-1": "igr:Document",
        "id/document/unep-gc-26-18": "igr:Document",
        "id/meeting/unep-gc-26": "igr:Session",
    }
    assert len(found) == 3
