"""Search properties in queries: each use is answered as triples would, or refused at its place."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from igr_kg.store import search
from igr_kg.store.port import JSON, Answer, QueryError, QueryForm, Store
from igr_kg.store.scanner import tokens
from igr_kg.store.search import Entry
from igr_kg.store.searching import Searching
from tests.support import seconds

BASE = "https://w3id.org/igr/"
MATCHES = f"{BASE}search#matches"
ENTRIES = [
    Entry("identifier", f"{BASE}id/d1", "", "UNEP/GC.26/18"),
    Entry("name", f"{BASE}id/b1", "en", "Water Council"),
    Entry("name", f"{BASE}id/b1", "zh", "水理事会"),
    Entry("name", f"{BASE}id/b2", "fr", "Conseil de l’eau"),
    Entry("text", f"{BASE}id/p1", "en", "The Council asks for clean water and green cities."),
    Entry("text", f"{BASE}id/p1", "zh", "理事会请求清洁的水"),
    Entry("text", f"{BASE}id/p2", "en", "Green water"),
    Entry("text", f"{BASE}id/p3", "zh-hant", "水理事會"),
]
TRIPLES = """
@prefix e: <http://e/> . @base <https://w3id.org/igr/id/> .
<b1> a e:Body ; e:of <b2> . <b2> a e:Body . <p1> a e:Part ; e:says 5 . <p2> a e:Part ; e:by <b1> .
<p3> a e:Part . <other> a e:Body .
"""
WORDS = ["water", "green water", "council", "水", "nothing"]
TAGS = [None, "en", "zh", "ZH", "fr"]


class Direct:
    """A store in this process, without limits."""

    version = "1"

    def __init__(self, triples: pyoxigraph.Store) -> None:
        self.triples = triples

    def query(self, text: str, **options: Any) -> Answer:
        try:
            result: Any = self.triples.query(text, base_iri=BASE)
        except SyntaxError as error:
            raise QueryError("QUERY_MALFORMED", str(error)) from None
        body = result.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
        return Answer(io.BytesIO(body), len(body), JSON, "", 1, 0.0, QueryForm.SELECT)

    def begin(self, text: str, **options: Any) -> None: ...

    def healthy(self) -> bool:
        return True

    def __enter__(self) -> Direct:
        return self

    def close(self, *error: object) -> None:
        """Nothing is open."""

    __exit__ = close


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    (folder / "store").mkdir()
    search.write(folder / "store" / search.FILE, ENTRIES)
    return folder


def triples() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(TRIPLES.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def searching(release: Path) -> Iterator[Searching]:
    with Searching(Direct(triples()), release, base=BASE, most=100, seconds=20) as opened:
        yield opened


@pytest.fixture(scope="module")
def oracle(searching: Searching) -> Direct:
    """The engine with a triple for everything that the index finds for the words of these tests."""
    store = triples()
    for property, kinds in (("matches", search.KINDS), ("nameMatches", ("identifier", "name"))):
        for words in WORDS:
            for tag in TAGS:
                word = pyoxigraph.Literal(words, language=tag) if tag else pyoxigraph.Literal(words)
                language = tag.lower() if tag else None
                for match in searching.index.matches(words, kinds=kinds, language=language, most=100):
                    predicate = pyoxigraph.NamedNode(f"{BASE}search#{property}")
                    store.add(pyoxigraph.Quad(pyoxigraph.NamedNode(match.subject), predicate, word))
    return Direct(store)


def rows(store: Store, query: str) -> Sequence[str]:
    """Return the solutions of a query in an order of their own, or its truth."""
    answer = json.loads(store.query(query).read())
    if "boolean" in answer:
        return [str(answer["boolean"])]
    return sorted(json.dumps(row, sort_keys=True) for row in answer["results"]["bindings"])


def answered(store: Store, query: str) -> Sequence[str] | None:
    """Return the solutions of a query, or None when it is refused."""
    with suppress(QueryError):
        return rows(store, query)
    return None


def subjects(store: Store, pattern: str) -> list[str]:
    query = f"PREFIX search: <{BASE}search#> PREFIX e: <http://e/> SELECT ?s {{ {pattern} }}"
    found = [json.loads(row)["s"]["value"] for row in rows(store, query)]
    return [iri.removeprefix(f"{BASE}id/") for iri in found]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ('?s search:matches "water"', ["b1", "p1", "p2"]),
        ('?s search:nameMatches "water"', ["b1"]),
        ('?s search:textMatches "water"', ["p1", "p2"]),
        ('?s search:matches "green water"', ["p1", "p2"]),
        ("?s search:matches '\"green water\"'", ["p2"]),
        ('?s search:matches "水"', ["b1", "p1", "p3"]),
        ('?s search:matches "水"@zh', ["b1", "p1", "p3"]),
        ('?s search:matches "水"@zh-Hant', ["p3"]),
        ('?s search:matches "水"@en', []),
        ('?s search:matches "eau"@fr', ["b2"]),
        ('?s search:matches "GC.26/18"', ["d1"]),
        ('?s search:matches "water", "council"', ["b1", "p1"]),
        ('?s a e:Body ; search:matches "water"', ["b1"]),
        ('?s search:matches "water" ; a e:Part ; search:matches "green"', ["p1", "p2"]),
        ('?s a e:Part MINUS { ?s search:matches "water" }', ["p3"]),
        ('?s a e:Body FILTER NOT EXISTS { ?s search:matches "water" }', ["b2", "other"]),
        ('?s e:of ?x . ?x search:matches "eau"', ["b1"]),
        ('VALUES ?w { "eau" "18" } ?s search:matches ?w', ["b2", "d1"]),
        ('?s a e:Body . <id/b1> search:matches "water"', ["b1", "b2", "other"]),
        ('?s a e:Body . <id/b2> search:matches "water"', []),
    ],
)
def test_it_finds(searching: Searching, pattern: str, found: list[str]) -> None:
    assert subjects(searching, pattern) == found


def test_scores_and_strings(searching: Searching) -> None:
    query = f"SELECT * {{ (?s ?score ?string) <{MATCHES}> 'water' }} ORDER BY DESC(?score)"
    found = json.loads(searching.query(query).read())["results"]["bindings"]
    assert [(row["s"]["value"][-2:], row["string"]["value"]) for row in found] == [
        ("b1", "Water Council"),
        ("p2", "Green water"),
        ("p1", "The Council asks for clean water and green cities."),
    ]
    assert {row["string"]["xml:lang"] for row in found} == {"en"}
    scores = [float(row["score"]["value"]) for row in found]
    assert scores[0] >= scores[1] > scores[2] > 0
    both = json.loads(searching.query(f"SELECT * {{ (?s ?n) <{MATCHES}> '理事会' }}").read())
    assert len(both["results"]["bindings"]) == 2, "a thing once, with the best of its strings"
    three = json.loads(searching.query(f"SELECT * {{ (?s ?n ?t) <{MATCHES}> 'council' }}").read())
    assert {row["s"]["value"][-2:] for row in three["results"]["bindings"]} == {"b1", "p1"}


def parted(at: int) -> tuple[str, str]:
    """Return a declaration and the property as a name, whose namespace ends at an offset of the IRI."""
    local = "".join(f"\\{c}" if c in "#/" else c for c in MATCHES[at:])
    return f"PREFIX z: <{MATCHES[:at]}>", f"z:{local}"


FORMS = [
    *(parted(at) for at in range(len(BASE) - 1, len(MATCHES) + 1)),
    ("", f"<{MATCHES}>"),
    ("", "<search#matches>"),
    ("", "<https://w3id.org/igr/search#m\\u0061tch\\U00000065s>"),
    ("BASE <https://w3id.org/>", "<igr/search#matches>"),
    ("BASE <https://w3id.org/igr/search>", "<#matches>"),
    ("BASE <https://w3id.org/x/y> BASE <../igr/z>", "<./search#matches>"),
    ("BASE <https://w3id.org/igr/id/> PREFIX : <../search#>", ":matches"),
    ("PREFIX : <http://e/> PREFIX : <https://w3id.org/igr/search#>", ":matches"),
    ("PREFIXs:<https://w3id.org/igr/search#>", "s:matches"),
    ("prefix select: <search\\u0023>", "select:matches"),
    (
        "#PREFIX s: <http://e/>\nPREFIX s: <https://w3id.org/igr/search#> # PREFIX s: <http://e/>\n",
        "s:matches",
    ),
]
GAPS = [" ", "\n", "\t# ?s search:matches 'water' .\r\n", " #'\n", ' #" <\n']
QUOTES = ["'{}'", '"{}"', "'''{}'''", '"""{}"""']


@st.composite
def strings(draw: st.DrawFn) -> str:
    """One of the words as a string of SPARQL, in any spelling."""
    words = draw(st.sampled_from(WORDS))
    spelled = "".join(draw(st.sampled_from([c, f"\\u{ord(c):04x}", f"\\U{ord(c):08X}"])) for c in words)
    tag = draw(st.sampled_from(TAGS))
    kinds = ["", "^^<http://www.w3.org/2001/XMLSchema#string>"]
    return draw(st.sampled_from(QUOTES)).format(spelled) + (
        f"@{tag}" if tag else draw(st.sampled_from(kinds))
    )


@st.composite
def patterns(draw: st.DrawFn, property: str) -> str:
    """A statement with the property, alone or among others."""
    gap = st.sampled_from(GAPS)
    subject = draw(st.sampled_from(["?s", "$s", "?x", "<https://w3id.org/igr/id/b1>", "<id/p2>"]))
    pieces = draw(
        st.lists(st.sampled_from(["a e:Part", "e:by ?y", "e:of [ a e:Body ]", "e:says 5", ""]), max_size=2)
    )
    for _ in range(draw(st.integers(1, 2))):
        words = f"{draw(gap)},".join(draw(st.lists(strings(), min_size=1, max_size=2)))
        pieces.insert(draw(st.integers(0, len(pieces))), f"{property}{draw(gap)}{words}")
    while not pieces[0]:
        pieces.pop(0)
    return f"{subject}{draw(gap)}" + f"{draw(gap)};{draw(gap)}".join(pieces)


@st.composite
def groups(draw: st.DrawFn, property: str, depth: int = 1) -> str:
    """What stands in braces: statements with the property, others, and look-alikes."""
    inner = groups(property, depth - 1) if depth else st.just("?s a ?t")
    elements = st.one_of(
        patterns(property),
        patterns(property),
        st.sampled_from(
            ["?s a ?t", "?x e:says '?s search:matches \"water\"'", "?s <http://e/search#matches> 'water'"]
        ),
        st.builds("OPTIONAL {{ {} }}".format, inner),
        st.builds("MINUS {{ {} }}".format, inner),
        st.builds("{{ {} }} UNION {{ {} }}".format, inner, inner),
        st.builds("FILTER NOT EXISTS {{ {} }}".format, inner),
        st.builds("FILTER EXISTS{{{}}}".format, inner),
        st.builds("{{ SELECT DISTINCT ?s WHERE {{ {} }} }}".format, inner),
        st.builds("BIND({0} AS ?fresh{0})".format, st.integers(0, 10**9)),
        st.sampled_from(["FILTER(BOUND(?s))", "FILTER(?s<?x||?s>?x)", "FILTER isIRI(?s)"]),
    )
    found = draw(st.lists(elements, min_size=1, max_size=3))
    out = ""
    for element in found:
        element_is_triples = not element.startswith(("OPTIONAL", "MINUS", "{", "FILTER", "BIND"))
        out += element + (" ." if element_is_triples or draw(st.booleans()) else " ")
    return out


@st.composite
def queries(draw: st.DrawFn) -> str:
    """A query that holds the property in some lexical form."""
    prologue, property = draw(st.sampled_from(FORMS))
    head = draw(
        st.sampled_from(["SELECT *", "SELECT ?s", "ASK", "SELECT * WHERE", "SELECT (COUNT(*) AS ?n)"])
    )
    return f"PREFIX e: <http://e/> {prologue} {head} {{{draw(groups(property))}}}"


@settings(max_examples=60)
@given(query=queries())
def test_the_answer_is_that_over_triples_of_what_the_index_finds(
    searching: Searching, oracle: Direct, query: str
) -> None:
    assert answered(searching, query) == answered(oracle, query)


PIECES = [
    *("{", "}", "(", ")", "[", "]", ".", ".", ";", ",", "<", "^", "/", "|", "*", "+", "!", "{|", "|}"),
    *(
        "?s",
        "?x",
        "$s",
        "_:b",
        "'water'",
        '"council"@en',
        "'''水'''",
        "5",
        "1.",
        "<id/b1>",
        "<#a>",
        "<'>",
        "@en",
    ),
    *("m:matches", "m:matches", "m:nameMatches", "<search#matches>", "e:by", "a", "true", "# m:matches\n"),
    *(
        "FILTER",
        "FILTER(?s = ?x)",
        "OPTIONAL",
        "MINUS",
        "UNION",
        "EXISTS",
        "BIND(1 AS ?y)",
        "SELECT",
        "WHERE",
    ),
    *("VALUES ?w { 'water' 'council' }", "?w", "VALUES", "GRAPH ?g", "?s m:matches 'water'", "?s a e:Part"),
]
HEAD = f"PREFIX e: <http://e/> PREFIX m: <{BASE}search#> "


def with_a_variable_property(query: str) -> bool:
    """Tell whether a query may show the triples that only the oracle has."""
    row = tokens(query)
    operands = ("variable", "iri", "name", "blank", "string", "number", "word")
    return any(
        there.kind == "variable"
        and (before.kind in operands or before.text in ";])")
        and (after.kind in operands or after.text in "[(")
        for before, there, after in zip(row, row[1:], row[2:], strict=False)
    )


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), min_size=3, max_size=9), st.sampled_from([" ", "", "\n"]))
def test_whatever_is_written_no_answer_is_wrong(
    searching: Searching, oracle: Direct, pieces: list[str], gap: str
) -> None:
    body = gap.join(pieces)
    for query in (f"{HEAD} ASK {{ {body} }}", f"{HEAD} SELECT * {{ ?s a e:Part . {body} }}"):
        found = answered(searching, query)
        assume(found is None or not with_a_variable_property(query))
        assert found is None or found == answered(oracle, query)


PROBLEMS = [
    ('GRAPH ?g { ?s search:matches "x" }', "search_in_graph", "search:"),
    ('GRAPH e:g { { ?s search:matches "x" } }', "search_in_graph", "search:"),
    ('GRAPHe:g{ OPTIONAL { ?s search:matches "x" } }', "search_in_graph", "search:"),
    ('SERVICE SILENT <http://e/> { ?s search:matches "x" }', "search_in_graph", "search:"),
    ('?s search:matches/e:of "x"', "search_place", "search:"),
    ('?s e:of/search:matches "x"', "search_place", "search:"),
    ('?s ^search:matches "x"', "search_place", "search:"),
    ('?s (search:matches) "x"', "search_place", "search:"),
    ('?s search:matches+ "x"', "search_place", "search:"),
    ('?s e:of [ search:matches "x" ]', "search_place", "search:"),
    ('<< ?s search:matches "x" >> e:of ?y', "search_place", "search:"),
    ("?s ?p search:matches", "search_place", "search:"),
    ("search:matches ?p ?o", "search_place", "search:"),
    ("VALUES ?p { search:matches }", "search_place", "search:"),
    ('?s search:match "x"', "search_unknown", "search:"),
    ('[] search:matches "x"', "search_subject", "[]"),
    ('_:a search:matches "x"', "search_subject", "_:a"),
    ('() search:matches "x"', "search_subject", "()"),
    ('(?s ?s) search:matches "x"', "search_subject", "(?s"),
    ('(?s ?n ?t ?u) search:matches "x"', "search_subject", "(?s"),
    ('(?s ?n) search:matches "x" ; a ?t', "search_subject", "(?s"),
    ("?s search:matches ?w", "search_words", "?w"),
    ("VALUES ?w { 'x' } { ?s search:matches ?w }", "search_words", "?w }"),
    ("?s search:matches ?w VALUES ?w { 'x' UNDEF }", "search_words", "UNDEF"),
    ("?s search:matches ?s VALUES ?s { 'x' }", "search_words", "?s VALUES"),
    ("?s search:matches 5", "search_words", "5"),
    ("?s search:matches 'x'@en--ltr", "search_words", "@en"),
    ("?s search:matches ('x' 10)", "search_words", "('x'"),
    ("?s search:matches 'x' ?a e:of ?b", "search_words", "?a"),
    ("?s search:matches 'x' {| e:of ?y |}", "search_words", "{|"),
    ('?s search:matches " — "', "search_no_words", '" —'),
    ("?s search:matches 'water' FILTER(?s<'>'||?s>'')", "search_unclear", "<'>"),
    (
        "?s search:matches 'water' FILTER(?s<?x||?s=<http://e/>||?x<e:y&&?s<?x&&?y>?s)",
        "search_unclear",
        "<?x&&",
    ),
    ("_:b e:of ?s . ?s search:matches 'water' . _:b e:of ?x", "search_blank_node", "_:b e:of ?x"),
]


@pytest.mark.parametrize(("pattern", "say", "at"), PROBLEMS)
def test_what_cannot_be_answered_is_refused_at_its_place(
    searching: Searching, pattern: str, say: str, at: str
) -> None:
    query = f"PREFIX search: <{BASE}search#>\nPREFIX e: <http://e/>\nSELECT * {{ {pattern} }}"
    with pytest.raises(QueryError) as caught:
        searching.query(query)
    assert (caught.value.code, caught.value.say) == ("QUERY_MALFORMED", say)
    assert caught.value.where == f"3:{len('SELECT * { ') + pattern.rindex(at) + 1}"
    assert caught.value.hint


@pytest.mark.parametrize(
    "query", ["CONSTRUCT { ?s M 'x' } WHERE { ?s ?p ?o }", "CONSTRUCT WHERE { ?s M 'x' }"]
)
def test_a_template_is_refused(searching: Searching, query: str) -> None:
    with pytest.raises(QueryError, match="cannot be answered") as caught:
        searching.query(query.replace("M", f"<{MATCHES}>"))
    assert caught.value.where == f"1:{query.index('M ') + 1}"


def test_what_finds_more_than_may_be_looked_up_is_refused(release: Path) -> None:
    with Searching(Direct(triples()), release, base=BASE, most=5, seconds=20) as few:
        assert len(rows(few, f"SELECT * {{ ?s <{MATCHES}> 'water' }}")) == 3
        with pytest.raises(QueryError, match="the 5 matches") as caught:
            few.query(f"SELECT * {{ {{ ?s <{MATCHES}> 'water' }} UNION {{ ?s <{MATCHES}> '水' }} }} LIMIT 1")
    assert (caught.value.code, caught.value.status) == ("SEARCH_TOO_WIDE", 422)


def test_the_tokens_of_a_long_query_are_read_once(searching: Searching) -> None:
    many = " . ".join(f"?s{i} <search#nameMatches> 'nothing'" for i in range(500))
    assert seconds(lambda: rows(searching, f"ASK {{ {many} }}"), times=1) < 10
