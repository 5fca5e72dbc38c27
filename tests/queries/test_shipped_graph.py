"""The graph of the shipped document as a whole: its evidence, and what the text does not say."""

from __future__ import annotations

import pytest

from igr_kg import ids
from igr_kg.extract.reader import read_document
from igr_kg.graph.build import build
from igr_kg.graph.builder import without
from igr_kg.graph.quads import Quad
from igr_kg.model import Span
from igr_kg.packs import authority
from igr_kg.packs.fold import FoldRules, quote
from igr_kg.text import read, structure
from tests.queries.answers import SHIPPED, shipped

PREFIXES = """
PREFIX igr: <https://w3id.org/igr/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX id: <https://w3id.org/igr/id/>
"""
FACTS = "GRAPH <https://w3id.org/igr/graph/document/unep-gc-26-18/zh>"
EVIDENCE = "GRAPH <https://w3id.org/igr/graph/evidence/unep-gc-26-18/zh>"
GROUP = "<https://w3id.org/igr/id/body/unep-consultative-group-ss-xi-1>"
NAIROBI = "<https://w3id.org/igr/id/meeting/unep-consultative-group-ss-xi-1-nairobi-2010-07-07>"


def rows(query: str) -> list[list[str]]:
    solutions = shipped().store.query(PREFIXES + query)
    return [[str(value) for value in solution] for solution in solutions]  # type: ignore[union-attr]


def test_every_fact_has_evidence() -> None:
    assert rows(f"SELECT ?s WHERE {{ {FACTS} {{ ?s ?p ?o }} }} LIMIT 900")
    assert not rows(
        f"""SELECT ?s ?p ?o WHERE {{ {FACTS} {{ ?s ?p ?o }} FILTER NOT EXISTS {{
        {EVIDENCE} {{ ?e rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; igr:quote ?quote }} }} }}"""
    )


def test_all_evidence_is_for_a_fact() -> None:
    assert not rows(
        f"""SELECT ?e WHERE {{ {EVIDENCE} {{ ?e rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }}
        FILTER NOT EXISTS {{ {FACTS} {{ ?s ?p ?o }} }} }}"""
    )


def test_every_quote_is_what_the_text_holds_at_its_offsets() -> None:
    document = shipped().document
    furniture = [b.span for b in document.blocks if b.kind == "furniture"]
    found = shipped().store.query(
        f"{PREFIXES} SELECT DISTINCT ?from ?to ?quote ?passage WHERE {{ {EVIDENCE} {{"
        " ?place igr:start ?from ; igr:end ?to ; igr:quote ?quote ; igr:passage ?passage } }"
    )
    paths = {f"{ids.DEFAULT_BASE}id/document/unep-gc-26-18/{b.path}": b for b in document.blocks if b.path}
    symbols = document.symbol_spans
    count = 0
    for row in found:  # type: ignore[union-attr]
        span = Span(int(row["from"].value), int(row["to"].value))
        assert quote(document.text, without(span, furniture), FoldRules("", True)) == row["quote"].value
        part = paths.get(row["passage"].value)
        assert part.start <= span.start if part else span in symbols
        count += 1
    assert count > 300


def test_an_implied_fact_gives_its_premises() -> None:
    found = rows(
        f"""SELECT ?e (COUNT(?span) AS ?n) WHERE {{ {EVIDENCE} {{ ?e igr:status igr:implied ; rdf:subject ?s .
        OPTIONAL {{ ?e igr:span ?span }} }} }} GROUP BY ?e"""
    )
    assert len(found) > 5
    assert all(int(row[1].split('"')[1]) >= 2 for row in found)


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
def test_what_the_text_does_not_say_is_not_in_the_graph(what: str, pattern: str) -> None:
    assert not rows(f"SELECT * WHERE {{ {FACTS} {{ {pattern} }} }}"), what


def test_look_alikes_are_apart() -> None:
    found = rows(
        """SELECT ?thing ?class WHERE { ?thing a ?class
        FILTER(?thing IN
          (id:document\\/unep-gc-26-1, id:meeting\\/unep-gc-26, id:document\\/unep-gc-26-18)) }"""
    )
    assert sorted((s.rpartition("/")[2].rstrip(">"), c.rpartition("#")[2].rstrip(">")) for s, c in found) == [
        ("unep-gc-26", "Session"),
        ("unep-gc-26-1", "Document"),
        ("unep-gc-26-18", "Document"),
    ]


def _facts(data: bytes) -> list[Quad]:
    document = structure(read(data, "zh.txt"))
    return [q for q in build(read_document(document, authority.load())) if "/graph/document/" in q.g]


def test_line_ends_do_not_change_the_facts() -> None:
    data = SHIPPED.read_bytes()
    same = data.replace(b"\r\n", b"\n")
    assert _facts(same) == _facts(same.replace(b"\n", b"\r\n"))
