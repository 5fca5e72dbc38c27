"""Syntaxes: the same bytes twice, nothing lost, errors with their place."""

from __future__ import annotations

import contextlib
import hashlib
import random
import xml.etree.ElementTree as ET

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igr_kg.errors import InputError
from igr_kg.graph import quads, syntax
from igr_kg.graph.quads import Quad

BASE = "https://w3id.org/igr/"
NAMES = st.sampled_from([f"<http://example.org/{x}>" for x in "abcd"])
PREDICATES = st.sampled_from([quads.RDF_TYPE, quads.term("igr:mentions", BASE), "<http://example.org/p>"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
OBJECTS = st.one_of(
    NAMES,
    TEXTS.map(quads.literal),
    TEXTS.map(lambda text: quads.literal(text, language="zh")),
    st.integers().map(quads.literal),
    st.dates().map(lambda day: quads.literal(day.isoformat(), datatype="xsd:date")),
)
GRAPHS = st.sampled_from(["<http://example.org/g1>", "<http://example.org/g2>"])
STATEMENTS = st.lists(st.builds(Quad, NAMES, PREDICATES, OBJECTS, GRAPHS), max_size=12)


RDF = "xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='http://e/'"
ENTITIES = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 20}">' for before, name in zip("abcdef", "bcdefg", strict=True)
)
LAUGHS = f"<!DOCTYPE r [{ENTITIES}]><r:RDF {RDF}><e:a><e:b>&g;</e:b></e:a></r:RDF>"


@settings(max_examples=60)
@given(STATEMENTS, st.sampled_from(sorted(syntax.SYNTAXES)), st.randoms())
def test_same_bytes_and_nothing_lost(statements: list[Quad], name: str, chance: random.Random) -> None:
    first = syntax.serialise(statements, name, base=BASE)
    shuffled = statements * 2
    chance.shuffle(shuffled)
    assert syntax.serialise(shuffled, name, base=BASE) == first
    if name == "rdf":
        ET.fromstring(first)
    expected = {q if syntax.SYNTAXES[name].graphs else Quad(q.s, q.p, q.o) for q in statements}
    assert set(syntax.parse(first, name)) == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_rdf_xml_stays_well_formed(text: str) -> None:
    """Even with literals that did not go through ``clean``: a query can compute them."""
    body = syntax.serialise([Quad("<a:s>", "<http://e/p>", quads.quoted(text))], "rdf", base=BASE)
    assert b"\r" not in body
    [element] = ET.fromstring(body).iter("{http://e/}p")
    assert len(element.text or "") == len(text)


def test_a_carriage_return_survives_rdf_xml() -> None:
    body = syntax.serialise([Quad("<a:s>", "<http://e/p>", quads.quoted("a\r\nb"))], "rdf", base=BASE)
    assert syntax.parse(body, "rdf") == [Quad("<a:s>", "<http://e/p>", '"a\\r\\nb"')]


def test_only_used_prefixes_stand_in_turtle() -> None:
    statements = [Quad("<a:s>", quads.RDF_TYPE, quads.term("igr:Act", BASE))]
    text = syntax.serialise(statements, "ttl", base=BASE).decode()
    assert "@prefix igr: <https://w3id.org/igr/ontology#> ." in text
    assert "a igr:Act" in text
    assert "skos" not in text


def test_rdf_xml_refuses_a_predicate_without_a_name() -> None:
    with pytest.raises(InputError) as caught:
        syntax.serialise([Quad("<a:s>", "<http://e/1>", '"x"')], "rdf", base=BASE)
    assert caught.value.code == "NOT_REPRESENTABLE"


@pytest.mark.parametrize(
    ("name", "text", "where", "message"),
    [
        ("ttl", "@prefix e: <http://e/> .\ne:a f:b 1 .", "x:2:5", "The prefix f: is not declared."),
        ("ttl", '<a:a> <a:b> "理事会" ; <c> 1 .', "x:1:21", "relative IRI"),
        ("ttl", "<a:a> <a:b>", "x:1:12", "ends inside a statement"),
        ("nq", '<a:a> <a:b> "x"', "x:1", "without its dot"),
        ("jsonld", '{"@id": "http://a/",\n "http://p": tru}', "x:2", "no well-formed JSON-LD"),
        ("jsonld", '{"@context": "https://schema.org/", "name": "x"}', "x", "remote @context"),
        ("rdf", "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n<a>", "x:2:4", "ends inside"),
        ("ttl", "<a:a> <a:b> <<( <a:a> <a:b> 1 )>> .", "x", "RDF 1.2"),
        ("ttl", "<a:a> <a:b> 'x'@en--ltr .", "x", "RDF 1.2"),
        ("rdf", "<e:a xmlns:r='http://e/'/>", "x:1", "A prefix is not declared."),
        ("rdf", LAUGHS, "x:1", "expand to far more"),
        ("rdf", f"<r:RDF {RDF}>" + "<e:a><e:b>" * 300 + "</e:b></e:a>" * 300 + "</r:RDF>", "x:1", "500 deep"),
        ("rdf", f"<r:RDF {RDF}><r:li/></r:RDF>", "x", "no well-formed RDF/XML"),
    ],
)
def test_errors_have_a_place_and_a_plain_sentence(name: str, text: str, where: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        syntax.parse(text.encode(), name, where="x")
    assert caught.value.code == "SYNTAX_ERROR"
    assert message in caught.value.message
    assert caught.value.where.startswith(where)


@settings(max_examples=60)
@given(st.binary(max_size=60), st.sampled_from(sorted(syntax.SYNTAXES)))
def test_any_bytes_give_statements_or_an_input_error(data: bytes, name: str) -> None:
    with contextlib.suppress(InputError):
        syntax.parse(data, name, base="http://e/")


def test_an_impossible_base_is_an_input_error() -> None:
    with pytest.raises(InputError) as caught:
        syntax.parse(b"<a> <b> 1 .", "ttl", base="no iri")
    assert caught.value.code == "BAD_IRI"


def test_canonical_labels_do_not_depend_on_the_order() -> None:
    rows = [
        Quad("_:a", "<a:p>", "_:b"),
        Quad("_:b", "<a:p>", "_:c"),
        Quad("_:c", "<a:q>", '"end"'),
    ]
    other = [Quad(*(term.replace("_:", "_:z") for term in row)) for row in reversed(rows)]
    assert syntax.canonical(rows) == syntax.canonical(other)
    assert syntax.canonical_hash(rows) == syntax.canonical_hash(other)
    assert syntax.canonical_hash(rows) != syntax.canonical_hash(rows[:2])


BLANKS = st.sampled_from(["_:a", "_:b", "_:c", "_:d"])
WITH_BLANKS = st.builds(Quad, st.one_of(NAMES, BLANKS), PREDICATES, st.one_of(OBJECTS, BLANKS), st.just(""))


@given(st.lists(WITH_BLANKS, max_size=9))
def test_labels_are_those_of_the_whole_dataset(rows: list[Quad]) -> None:
    """Canonicalising the statements with blank nodes alone gives the same labels."""
    text = "".join(quads.lines(rows))
    whole = pyoxigraph.Dataset(pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_QUADS))
    whole.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    expected = sorted(Quad(str(q.subject), str(q.predicate), str(q.object)) for q in whole)
    assert syntax.canonical(rows) == expected


def test_the_hash_is_that_of_the_sorted_lines() -> None:
    rows = [Quad("<a:s>", "<a:p>", '"2"', "<a:g>"), Quad("<a:s>", "<a:p>", '"1"', "<a:g>")]
    text = '<a:s> <a:p> "1" <a:g> .\n<a:s> <a:p> "2" <a:g> .\n'
    assert syntax.canonical_hash(rows) == hashlib.sha256(text.encode()).hexdigest()
