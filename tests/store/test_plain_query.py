"""A first look at a query tells what its tokens tell, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from igr_kg.store.plain_query import plain_form
from igr_kg.store.port import QueryForm
from igr_kg.store.scanner import scan, scan_tokens

WORDS = [
    *("SELECT", "ask", "Construct", "DESCRIBE", "PREFIX ", "PREFIX ex: ", "prefix : <http://e/#> ", "BASE "),
    *("SELECTed", "SELECT:x", "ASK.", "Aſk", "ſERVICE", "ŉow", "ßERVICE", "ın", "İ", "SERVICE", "service "),
    *("FROM ", "from NAMED ", "NAMED <g>", "NOW()", "rand(", "UUID()", "BNODE", "\\u0053ERVICE"),
    *("INSERT", "DELETE ", "WITH ", "LOAD", "DROP"),
]
SIGNS = [
    *("<http://e/a>", "<a#>", "<'>", "<#'>", "'", '"', "'''", "#", "\n", " ", "\t", "{", "}", "(", ")", "."),
    *(
        "?x",
        "ex:a",
        "ex:",
        ":",
        "_:b",
        "@en",
        "*",
        "1",
        "a",
        "\\",
        "\ufeff",
        "测试",
        "\x00",
        "\x0b",
        "\u2028",
    ),
]


@given(st.lists(st.sampled_from(WORDS + SIGNS), max_size=9).map("".join))
@settings(max_examples=500)
@example("PREFIX ex: <http://e/#> BASE <http://e/> SELECT * { ?s ex:a 'x' }")
@example("PREFIX SELECT: <a> ASK {}")
@example("PREFIX SELECT ASK {}")
@example("PREFIX : <a>SELECT:x {}")
@example("BASE<a>PREFIX a.b-c: <b>describe <x>")
def test_a_first_look_tells_what_the_tokens_tell(text: str) -> None:
    assert scan(text, "http://e/") == scan_tokens(text, "http://e/")


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { ?s ?p 1 }", QueryForm.SELECT),
        ("PREFIX e: <http://e/#>\nASK { ?s e:p '测试' }", QueryForm.ASK),
        ("base <a:> describe <b>", QueryForm.DESCRIBE),
        ("# a comment\nASK {}", None),
        ("SELECT * { SERVICE <a:b> {} }", None),
    ],
)
def test_a_plain_query_takes_one_look(query: str, form: QueryForm | None) -> None:
    assert plain_form(query) is form
