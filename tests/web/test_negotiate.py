"""Content negotiation: the cases of RFC 9110 that servers get wrong, and properties of any header."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igr_kg.web import formats, negotiate

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
RESULTS = [JSON, XML, CSV, TSV]
PAGE = ["text/html", "text/turtle", "application/ld+json"]


@pytest.mark.parametrize(
    ("accept", "offers", "expected"),
    [
        (None, RESULTS, JSON),
        ("", RESULTS, JSON),
        ("   ", RESULTS, JSON),
        ("*/*", RESULTS, JSON),
        ("text/*", RESULTS, CSV),
        (f"{JSON};q=0, */*", RESULTS, XML),
        ("*/*;q=0", RESULTS, None),
        ("image/png", RESULTS, None),
        (f"{CSV};q=0.1, {XML};q=0.9", RESULTS, XML),
        (f"{JSON};q=1.0, {CSV}", RESULTS, JSON),
        ("text/csv;charset=utf-8", RESULTS, CSV),
        ("text/*;q=0.5, text/csv;q=0.1, */*;q=0.2", RESULTS, TSV),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', PAGE, "application/ld+json"),
        ("text/turtle, */*;q=0.1", PAGE, "text/turtle"),
        ("text/turtle, application/rdf+xml;q=0.5", PAGE, "text/turtle"),
        ("TEXT/Turtle", PAGE, "text/turtle"),
        ("text/turtle ; q=0.3 , text/html ; q=0.2", PAGE, "text/turtle"),
        ("*/*, text/html;q=0.2", PAGE, "text/turtle"),
        ("text/html;level=1;q=0.1, text/html;level=2;q=0.8, text/turtle;q=0.5", PAGE, "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", PAGE, "text/html"),
        ('application/ld+json;profile="a,b;q=0", text/html;q=0.5', PAGE, "application/ld+json"),
        ("text/turtle;q=2, text/html;q=0.1", PAGE, "text/html"),
        ("text/html, text/html;q=0", PAGE, "text/html"),
        (";;,,=", PAGE, "text/html"),
    ],
)
def test_media_type(accept: str | None, offers: list[str], expected: str | None) -> None:
    assert negotiate.media_type(accept, offers) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "en"),
        ("", "en"),
        ("zh", "zh"),
        ("zh-Hant-TW", "zh"),
        ("fr, zh;q=0.2", "zh"),
        ("en;q=0.4, zh;q=0.6", "zh"),
        ("en, zh", "en"),
        ("*", "en"),
        ("en;q=0, *", "zh"),
        ("fr", "en"),
        ("zhuang", "en"),
        ("ZH-cn", "zh"),
    ],
)
def test_language(accept: str | None, expected: str) -> None:
    assert negotiate.language(accept, ["en", "zh"]) == expected


@pytest.mark.parametrize(
    ("accept", "offers", "suffix", "named"),
    [
        ("application/json", formats.TABLES, "json", "application/json"),
        ("application/xml", formats.TRIPLES, "rdf", "application/xml"),
        ("text/plain", formats.GRAPHS, "nt", "text/plain"),
        ("application/json;q=0.1, text/turtle", formats.GRAPHS, "ttl", "text/turtle"),
        ("text/*", formats.TABLES, "csv", "text/csv"),
    ],
)
def test_synonyms(accept: str, offers: tuple[formats.Format, ...], suffix: str, named: str) -> None:
    choice = formats.choose(accept, offers)
    assert choice is not None
    assert (choice.format.suffix, choice.media_type) == (suffix, named)


def test_nothing_acceptable() -> None:
    assert formats.choose("image/png", formats.TABLES) is None


@pytest.mark.parametrize("name", ["ttl", "turtle", "text/turtle", "Turtle", " TTL "])
def test_names_of_a_format(name: str) -> None:
    assert formats.by_name(name, formats.GRAPHS) is formats.TURTLE


WEIGHTS = st.sampled_from(
    ["", ";q=0", ";q=0.001", ";q=0.5", ";q=1", ";q=1.000", ";charset=utf-8;q=0.7", ";q=nan"]
)
RANGES = st.sampled_from([*PAGE, "text/*", "*/*", "application/*", "image/png", "text", "/", '"'])
HEADERS = st.lists(st.tuples(RANGES, WEIGHTS).map("".join), max_size=6).map(", ".join)


@given(HEADERS | st.text(max_size=60))
def test_the_answer_is_an_offer_of_positive_weight_that_nothing_beats(header: str) -> None:
    found = negotiate.media_type(header, PAGE)
    ranges = [r for r in negotiate.parse(header) if "/" in r.value]
    weights = {offer: negotiate.weight_of(ranges, offer) for offer in PAGE}
    if found is not None and any(weights.values()):
        assert weights[found] == max(weights.values()) > 0
        assert all(weights[o] < weights[found] for o in PAGE[: PAGE.index(found)])


@given(HEADERS.filter(lambda header: "text/html" not in header and '"' not in header))
def test_an_excluded_type_is_never_answered(header: str) -> None:
    assert negotiate.media_type(f"{header}, text/html;q=0", ["text/html"]) is None


@given(st.text(max_size=40))
def test_any_language_header_gives_an_offer(header: str) -> None:
    assert negotiate.language(header, ["en", "zh"]) in ("en", "zh")
