"""The scanner never misses what the engine would do, and lets harmless look-alikes pass."""

from __future__ import annotations

from functools import partial

import pyoxigraph
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from igr_kg.store.port import QueryForm
from igr_kg.store.scanner import scan, tokens
from tests.support import seconds

REMOTE = "<http://127.0.0.1:1/>"
"""An address that the engine's HTTP client refuses before it opens a connection."""


def calls_out(query: str) -> bool | None:
    """Return whether the engine tries to reach another server; None when it refuses the syntax."""
    store = pyoxigraph.Store()
    subject, predicate = pyoxigraph.NamedNode("http://e/s"), pyoxigraph.NamedNode("http://e/p")
    store.add(pyoxigraph.Quad(subject, predicate, pyoxigraph.Literal("o")))
    try:
        result = store.query(query, base_iri="http://e/")
        if not isinstance(result, pyoxigraph.QueryBoolean):
            list(result)
    except SyntaxError:
        return None
    except (OSError, RuntimeError):
        return True
    return False


CALL = f"SERVICE {REMOTE} {{?s ?p ?o}}"
HIDDEN = [
    "PREFIX ex: <http://127.0.0.1:1/> SELECT * {SERVICEex:foo {?s ?p ?o}}",
    "PREFIX : <http://127.0.0.1:1/> SELECT * {SERVICE:foo {?s ?p ?o}}",
    "PREFIX ex: <http://127.0.0.1:1/> PREFIX serviceex: <http://a/> SELECT * {serviceex:foo{?s ?p ?o}}",
    f"SELECT*{{seRvice{REMOTE}{{?s ?p ?o}}}}",
    f"SELECT * {{ FILTER(true||1<'>') {CALL} FILTER('a'='a') }}",
    f"SELECT * {{ FILTER(true||1<2#>'''\n) {CALL} #'''\n }}",
    f"SELECT * {{ FILTER(true||1=<http://a/\\u00e9#>) {CALL} }}",
    f"SELECT * {{ #x\rSERVICE {REMOTE} {{?s ?p ?o}}\n}}",
    f"SELECT * {{ BIND('x'@en--ltr AS ?x) {CALL} }}",
    f"PREFIX e: <http://e/> SELECT * {{ VALUES ?x {{e:a\\'b}} {CALL} VALUES ?y {{e:b\\'}} }}",
    f"SELECT * {{ {{ SELECT * {{ {CALL} }} }} }}",
]


@pytest.mark.parametrize("query", HIDDEN)
def test_a_hidden_service_is_found(query: str) -> None:
    assert calls_out(query), "the example shows nothing unless the engine does call out"
    assert scan(query).service


HARMLESS = [
    "SELECT * { ?s ?p 'SERVICE <http://127.0.0.1:1/> {}' }",
    'SELECT * { ?s ?p """a "quoted" \\""" SERVICE {} """ }',
    "SELECT * { ?s ?p '''it's SERVICE''' }",
    "SELECT * { ?s <http://e/SERVICE#SERVICE> ?o }",
    "SELECT * { ?s <http://e/L'SERVICE> ?o }",
    "SELECT * { ?SERVICE ?p $service }",
    "PREFIX service: <http://e/> SELECT * { ?s service:SERVICE ?o }",
    "PREFIX service: <http://e/> SELECT * { GRAPH service:g { ?s ?p ?o } }",
    "PREFIX e: <http://e/> SELECT * { ?s e:a。SERVICE ?o }",
    "PREFIX e: <http://e/> SELECT * { ?s e:a\\'SERVICE ?o }",
    "SELECT * { ?s ?p 'x'@service }",
    "SELECT * { ?s ?p _:SERVICE } # SERVICE",
    "SELECT * { ?s ?p ?o . FILTER(?o<?s||?s>?o) }",
]


@pytest.mark.parametrize("query", HARMLESS)
def test_a_look_alike_passes(query: str) -> None:
    assert calls_out(query) is False
    assert not scan(query).service


TEXT = r"""
SERVICE service SILENT e:a e: :b service:x { } {} . ?s $o 'x' ' " ''' # < > <#> <'> = ( ) 1 true
@en --ltr \ \' _:b GRAPH OPTIONAL UNION && - , ; a ex。 é [] <http://e/p> MINUS / ^^ %41 <u:x#y>
"""
PIECES = [*TEXT.split(), REMOTE, "?s ?p ?o", "BIND(1 AS ?x)", "\n", "\r", " ", "{?s ?p ?o}", "FILTER(", '"""']


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("SERVICE:b{?s ?p ?o}")
@example("FILTER(1<'>')SERVICE<http://127.0.0.1:1/>{}FILTER('a'='')")
def test_what_the_engine_would_call_is_refused(body: str) -> None:
    query = (
        "PREFIX e: <http://127.0.0.1:1/> PREFIX : <http://127.0.0.1:1/> "
        f"PREFIX service: <http://127.0.0.1:1/> SELECT * {{ {body} }}"
    )
    if calls_out(query):
        assert scan(query).service


@settings(max_examples=200)
@given(st.text(max_size=60))
@example("SELECT * FROM <http://[> {}")
@example("BASE <http://[> SELECT * FROM <a> {}")
def test_every_text_has_tokens(text: str) -> None:
    found = tokens(text)
    assert all(text.startswith(token.text, token.start) for token in found)
    scan(text)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", QueryForm.SELECT),
        ("# ASK\nselect distinct ?x {}", QueryForm.SELECT),
        ("BASE <http://e/> PREFIX select: <http://e/> ASK {}", QueryForm.ASK),
        (
            "PREFIX ask: <http://e/ask> CONSTRUCT { ?s ask:a 'SELECT' } WHERE { SELECT * {} }",
            QueryForm.CONSTRUCT,
        ),
        ("DESCRIBE<http://e/>", QueryForm.DESCRIBE),
        ("PREFIX e: <http://e/> DESCRIBEe:x", QueryForm.DESCRIBE),
        ("SELECTDISTINCT * {}", QueryForm.SELECT),
        ("hello", None),
        ("", None),
    ],
)
def test_the_form(query: str, form: QueryForm | None) -> None:
    assert scan(query).form is form
    assert not scan(query).update


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:b> 1 }",
        "PREFIX insert: <http://e/> delete where { ?s ?p ?o }",
        "WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "CLEAR ALL",
        "DROP GRAPH <a:b>",
        "CREATE GRAPH <a:b>",
        "ADD <a:b> TO <a:c>",
        "MOVE <a:b> TO <a:c>",
        "COPY <a:b> TO <a:c>",
    ],
)
def test_updates_are_told_apart(text: str) -> None:
    assert scan(text).update
    assert scan(text).form is None


def test_the_dataset_is_resolved() -> None:
    found = scan(
        "BASE <http://e/a/> PREFIX g: <graph/> SELECT * FROM <x> from named g:one\\,two FROM g: {}",
        "http://other/",
    )
    assert found.default_graphs == ("http://e/a/x", "http://e/a/graph/")
    assert found.named_graphs == ("http://e/a/graph/one,two",)
    glued = scan("PREFIXg:<graph#> SELECT * FROM g:x {}", "http://b/")
    assert glued.default_graphs == ("http://b/graph#x",)
    assert scan("SELECT * FROM <graph/default> {}", "http://b/").default_graphs == ("http://b/graph/default",)


@pytest.mark.parametrize(
    ("query", "varying"),
    [
        ("SELECT (now() AS ?x) {}", True),
        ("SELECT * { ?s ?p ?o FILTER(1<NOW()&&3>2) }", True),
        ("SELECT (STRUUID() AS ?x) {}", True),
        ("SELECT (BNODE() AS ?x) {}", True),
        ("SELECT * { ?now <http://e/now> 'NOW()' FILTER(!RAND()) }", True),
        ("SELECT * { ?now <http://e/now> 'NOW()' }", False),
    ],
)
def test_varying_functions(query: str, varying: bool) -> None:
    assert scan(query).varying is varying


COSTLY = ["a", "a.", "。", "?s <#> '' . ", "<'>", "<'''>", '"""', "'", "<", ":a..", "_:a.", "\\", "# x\n"]


@pytest.mark.parametrize("piece", COSTLY)
def test_a_long_query_is_scanned_in_linear_time(piece: str) -> None:
    text = "SELECT * {" + piece * (200_000 // len(piece))
    assert not scan(text).service
    assert seconds(partial(scan, text), times=1) < 4
