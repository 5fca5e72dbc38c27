"""A submission is checked by a form and by a program; the report comes in four formats."""

from __future__ import annotations

import io
import json

import pytest
from flask.testing import FlaskClient

from igr_kg.graph import syntax

PREFIXES = "@prefix igr: <https://w3id.org/igr/ontology#> . @prefix d: <https://w3id.org/igr/id/meeting/> .\n"
GOOD = PREFIXES + '<https://w3id.org/igr/id/body/new> a igr:GovernanceBody ; igr:attestedName "新机构"@zh .\n'
BAD = PREFIXES + 'd:x a igr:Meeting ; igr:startDate "soon" .\n'


def post(client: FlaskClient, body: str, accept: str, content_type: str = "text/turtle"):  # type: ignore[no-untyped-def]
    return client.post("/validate", data=body.encode(), content_type=content_type, headers={"Accept": accept})


def test_a_program_gets_json(client: FlaskClient) -> None:
    answer = post(client, BAD, "application/json")
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    report = json.loads(answer.data)
    assert report["conforms"] is False
    assert report["counts"]["Violation"] >= 1
    assert any("startDate" in result["path"] for result in report["results"])
    assert json.loads(post(client, GOOD, "application/json").data)["counts"]["Violation"] == 0


@pytest.mark.parametrize(("accept", "name"), [("text/turtle", "ttl"), ("application/ld+json", "jsonld")])
def test_the_report_as_rdf(client: FlaskClient, accept: str, name: str) -> None:
    answer = post(client, BAD, accept)
    assert answer.mimetype == accept
    found = syntax.parse(answer.data, name)
    assert any(q.o.endswith("shacl#ValidationReport>") for q in found)


@pytest.mark.parametrize(("lang", "words"), [("en", "The data do not conform"), ("zh", "数据不符合要求")])
def test_a_person_sends_a_file(client: FlaskClient, lang: str, words: str) -> None:
    answer = client.post(
        "/validate",
        data={"file": (io.BytesIO(BAD.encode()), "mine.ttl")},
        headers={"Accept": "text/html", "Accept-Language": lang},
    )
    assert answer.status_code == 200
    assert words in answer.text
    assert "mine.ttl" in answer.text


def test_a_person_writes_a_text(client: FlaskClient) -> None:
    sent = {"text": GOOD, "syntax": "ttl"}
    answer = client.post("/validate", data=sent, headers={"Accept": "text/html"})
    assert "The data conform" in answer.text
    assert "igr:attestedName &#34;新机构&#34;@zh" in answer.text


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        ("<a> <b>", "text/turtle", 400, "SYNTAX_ERROR"),
        ("", "text/turtle", 400, "SUBMISSION_EMPTY"),
        ("x", "image/png", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("text=", "application/x-www-form-urlencoded", 400, "BAD_REQUEST"),
        ("x" * 60_000, "text/turtle", 413, "REQUEST_TOO_LARGE"),
        (GOOD, "application/octet-stream", 415, "SYNTAX_UNKNOWN"),
    ],
)
def test_what_cannot_be_checked(
    client: FlaskClient, body: str, content_type: str, status: int, code: str
) -> None:
    answer = post(client, body, "application/problem+json, application/json", content_type)
    assert answer.status_code == status
    assert answer.get_json()["code"] == code


def test_a_syntax_error_says_where(client: FlaskClient) -> None:
    answer = post(client, "@prefix e: <http://e/> .\ne:s e:p ;; .\n e:x", "application/json")
    assert answer.get_json()["where"].startswith("submission.ttl:")


def test_formats_of_a_report(client: FlaskClient) -> None:
    assert post(client, GOOD, "image/png").status_code == 406
    assert client.get("/validate", headers={"Accept": "text/html"}).status_code == 200
