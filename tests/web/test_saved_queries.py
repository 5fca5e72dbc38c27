"""Saved queries with values that are sent: each becomes a term of its type, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from igr_kg.graph import quads
from igr_kg.web import saved
from igr_kg.web.errors import WebError
from tests.support import TOP

BASE = "https://w3id.org/igr/"
HTML = {"Accept": "text/html"}
ECHO = {
    kind: saved.parse("echo", f"# parameter: v {kind} A value\nSELECT ?v {{ VALUES ?v {{ UNDEF }} }}")
    for kind in saved.TYPES
}
FILES = saved.load(TOP / "data" / "queries", BASE)
WITH_PARAMETERS = [query for query in FILES if query.parameters]


def echoed(kind: saved.Type, *values: str) -> list[Any]:
    """Return the terms that the engine sees for the values that were sent."""
    solutions: Any = pyoxigraph.Store().query(ECHO[kind].filled({"v": values}, BASE))
    return [solution["v"] for solution in solutions]


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_arrives_as_it_is(text: str) -> None:
    (term,) = echoed("string", text)
    assert term.value == quads.clean(text.strip())


@given(st.text(max_size=30))
def test_what_is_sent_for_an_iri_is_one_iri_or_refused(text: str) -> None:
    try:
        terms = echoed("iri", text)
    except WebError:
        return
    assert [type(term) for term in terms] == [pyoxigraph.NamedNode]


@pytest.mark.parametrize(
    ("sent", "iri"),
    [
        ("body/unep", f"{BASE}id/body/unep"),
        ("id/body/unep", f"{BASE}id/body/unep"),
        ("scheme/topic/water", f"{BASE}scheme/topic/water"),
        ("http://e/x", "http://e/x"),
        ("urn:x:y", "urn:x:y"),
        ("body/a b>", f"{BASE}id/body/a%20b%3E"),
    ],
)
def test_an_iri_may_be_a_path(sent: str, iri: str) -> None:
    assert [term.value for term in echoed("iri", sent)] == [iri]


def test_numbers_and_days() -> None:
    assert [str(term) for term in echoed("integer", "-12", "3")] == [
        '"-12"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"3"^^<http://www.w3.org/2001/XMLSchema#integer>',
    ]
    assert str(echoed("date", "2010-02-26")[0]) == '"2010-02-26"^^<http://www.w3.org/2001/XMLSchema#date>'


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("integer", "1.5"),
        ("integer", "1 } #"),
        ("integer", "٣"),
        ("date", "2010-02-30"),
        ("date", "2010"),
        ("iri", "http://e/ x"),
        ("iri", "http://e/> } #"),
        ("iri", " "),
    ],
)
def test_values_of_another_type_are_refused(kind: saved.Type, value: str) -> None:
    with pytest.raises(WebError) as caught:
        ECHO[kind].filled({"v": [value]}, BASE)
    assert (caught.value.code, caught.value.where) == ("BAD_PARAMETER", "v")


@pytest.mark.parametrize(
    "source",
    [
        "# parameter: v\nSELECT * { VALUES ?v { 1 } }",
        "# parameter: v float A value\nSELECT * { VALUES ?v { 1 } }",
        "# parameter: v integer A value\nSELECT * {}",
        "# parameter: v integer A value\nSELECT * { VALUES ?v { 1 } VALUES ?v { 2 } }",
    ],
)
def test_a_file_that_declares_what_it_does_not_hold(source: str) -> None:
    with pytest.raises(ValueError, match="parameter v"):
        saved.parse("q", source)


def test_several_questions_take_values() -> None:
    assert len(WITH_PARAMETERS) >= 8
    assert {parameter.type for query in WITH_PARAMETERS for parameter in query.parameters} >= {"iri", "date"}
    for query in WITH_PARAMETERS:
        for parameter in query.parameters:
            assert all(parameter.labels.get(tag) for tag in ("", "zh", "fr", "es", "ru", "ar"))


@pytest.mark.parametrize("query", WITH_PARAMETERS, ids=lambda query: query.name)
def test_the_default_sent_as_a_value_changes_nothing(query: saved.Query) -> None:
    sent = {p.name: [p.example] for p in query.parameters if p.example}
    assert query.filled(sent, BASE) == query.text


def test_an_answer_for_another_thing(client: FlaskClient) -> None:
    address = "/queries/31-where-was-it-read.csv"
    assert len(client.get(address).text.splitlines()) == 1
    for thing in ("meeting/tpu-meeting-2", f"{BASE}id/meeting/tpu-meeting-2"):
        assert len(client.get(address, query_string={"subject": thing}).text.splitlines()) > 1


def test_a_name_or_value_that_is_not_known(client: FlaskClient) -> None:
    answer = client.get("/queries/31-where-was-it-read.csv?object=x")
    assert (answer.status_code, answer.get_json()["code"]) == (400, "BAD_PARAMETER")
    assert "subject" in answer.get_json()["hint"]
    french = client.get("/queries/44-deadlines?from=gestern", headers={**HTML, "Accept-Language": "fr"})
    assert french.status_code == 400
    assert "gestern" in french.text
    assert "type voulu" in french.text


def test_the_page_has_a_field_for_each_value(client: FlaskClient) -> None:
    page = client.get("/queries/31-where-was-it-read?subject=meeting/tpu-meeting-2", headers=HTML).text
    assert 'name="subject" value="meeting/tpu-meeting-2"' in page
    assert "id/meeting/tpu-meeting-2&gt; }" in page
    assert '/queries/31-where-was-it-read.csv?subject=meeting%2Ftpu-meeting-2"' in page
    empty = client.get("/queries/44-deadlines?from=&to=", headers=HTML)
    assert empty.status_code == 200
    assert "VALUES ?from { UNDEF }" in empty.text


def test_openapi_tells_the_values(client: FlaskClient) -> None:
    paths = client.get("/openapi.json").get_json()["paths"]
    by_name = {p["name"]: p for p in paths["/queries/44-deadlines"]["get"]["parameters"]}
    assert by_name["from"]["schema"] == {"type": "array", "items": {"type": "string", "format": "date"}}
    passage = {p["name"]: p for p in paths["/queries/31-what-was-read-here"]["get"]["parameters"]}["passage"]
    assert passage["example"] == [f"{BASE}id/document/unep-gc-26-18/annex/1/par/5"]


def test_every_query_of_the_folder_is_served() -> None:
    assert {query.name for query in FILES} == {p.stem for p in Path(TOP / "data" / "queries").glob("*.rq")}
