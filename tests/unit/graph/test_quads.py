"""Terms and lines: one spelling for each, and nothing lost on the way round."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igr_kg.errors import InputError
from igr_kg.graph import quads
from igr_kg.graph.quads import Quad

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)
SCALARS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
PATHS = st.text(st.characters(codec="utf-8", exclude_characters=' <>"{}|^`\\', exclude_categories=["Cc"]))
IRIS = PATHS.map(lambda path: quads.node(f"https://example.org/{path}"))
LANGUAGES = st.sampled_from(["zh", "en", "zh-Hans", "FR"])
LITERALS = st.one_of(
    SCALARS.map(quads.literal),
    st.builds(lambda text, tag: quads.literal(text, language=tag), SCALARS, LANGUAGES),
    SCALARS.map(lambda text: quads.literal(text, datatype="xsd:date")),
    st.integers().map(quads.literal),
)
QUADS = st.builds(Quad, IRIS, IRIS, st.one_of(IRIS, LITERALS), st.one_of(IRIS, st.just("")))


@given(ANY_TEXT)
def test_clean_text_survives_xml(text: str) -> None:
    cleaned = quads.clean(text)
    element = ET.Element("x")
    element.text = cleaned
    assert (ET.fromstring(ET.tostring(element, encoding="utf-8")).text or "") == cleaned
    assert quads.clean(cleaned) == cleaned


@given(SCALARS)
def test_quoting_loses_nothing(text: str) -> None:
    term = quads.quoted(text)
    assert quads.value(term) == text
    assert "\n" not in term
    assert "\r" not in term


@given(st.lists(QUADS, max_size=12))
def test_lines_come_back(statements: list[Quad]) -> None:
    text = "".join(quads.lines(statements))
    assert list(quads.parse(text)) == sorted(set(statements))
    assert "".join(quads.lines(quads.parse(text))) == text


@given(SCALARS, LANGUAGES)
def test_parts_of_a_literal(text: str, tag: str) -> None:
    term = quads.literal(text, language=tag)
    assert quads.value(term) == quads.clean(text)
    assert quads.language(term) == tag.lower()
    assert quads.datatype(term) == quads.PREFIXES["rdf"] + "langString"


def test_escapes_are_those_of_the_canonical_form() -> None:
    assert quads.quoted('\b\t\n\f\r"\\\x00\x1f\x7fé\u0085') == (
        '"\\b\\t\\n\\f\\r\\"\\\\\\u0000\\u001F\\u007Fé\u0085"'
    )


@pytest.mark.parametrize("iri", ["", "body/unep", "http://a b", "http://a/<b>", "http://a/\x00", "no-colon"])
def test_what_is_no_absolute_iri_is_refused(iri: str) -> None:
    with pytest.raises(InputError) as caught:
        quads.node(iri)
    assert caught.value.code == "BAD_IRI"


def test_other_spellings_become_the_canonical_one() -> None:
    text = '<http://a/\\u00e9> <a:p> "x"^^<http://www.w3.org/2001/XMLSchema#string> . # note'
    assert list(quads.parse(text)) == [Quad("<http://a/é>", "<a:p>", '"x"')]


@pytest.mark.parametrize(
    "bad", ['<a:s> <a:p> "o"', "<a:s> <a:p> .", '<a:s> <a:p> "\\q" .', '<s> <a:p> "o" .']
)
def test_a_broken_line_is_named(bad: str) -> None:
    with pytest.raises(InputError) as caught:
        list(quads.parse('<a:s> <a:p> "o" .\n' + bad))
    assert (caught.value.code, caught.value.where) == ("SYNTAX_ERROR", "2")


def test_a_tag_beside_a_datatype_is_refused() -> None:
    with pytest.raises(InputError):
        quads.literal("x", language="en", datatype="xsd:date")
    with pytest.raises(InputError):
        quads.literal("x", language="not a tag")
