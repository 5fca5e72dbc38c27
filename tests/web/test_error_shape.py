"""Every error has a code, a status and one of three faces; none shows how the server is made."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import NotFound

from igr_kg import errors
from igr_kg.config import Settings
from igr_kg.store import port
from igr_kg.web import problems
from igr_kg.web.app import create_app
from igr_kg.web.errors import WebError


class FailingStore:
    """A store that answers every query with one error."""

    version = "x"

    def __init__(self) -> None:
        self.error: Exception = RuntimeError("unset")

    def query(self, text: str, **_: Any) -> port.Answer:
        raise self.error

    def begin(self, text: str, **_: Any) -> None:
        raise self.error

    def healthy(self) -> bool:
        return False

    def close(self) -> None:
        pass

    def __enter__(self) -> FailingStore:
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture
def failing(settings: Settings) -> tuple[FailingStore, FlaskClient]:
    store = FailingStore()
    return store, create_app(settings, store).test_client()


@pytest.mark.parametrize("code", sorted(port.STATUS))
@pytest.mark.parametrize("path", ["/sparql?query=ASK%7B%7D", "/doc/body/tpu"])
def test_every_error_of_the_store_keeps_its_code_and_status(
    failing: tuple[FailingStore, FlaskClient], code: str, path: str
) -> None:
    store, client = failing
    store.error = port.QueryError(code, "What is wrong.", hint="What to do.", where="1:2")
    accept = "application/problem+json, application/sparql-results+json;q=0.9, text/turtle;q=0.9"
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == port.STATUS[code]
    body = answer.get_json()
    assert (body["code"], body["status"], body["detail"]) == (code, port.STATUS[code], "What is wrong.")
    assert (body["hint"], body["where"]) == ("What to do.", "1:2")
    assert body["type"] == f"https://w3id.org/igr/problems#{code}"
    passing = ("QUEUE_FULL", "TOO_MANY_SLOW", "ENGINE_STARTING", "STORE_CLOSED", "STORE_UNREACHABLE")
    assert ("Retry-After" in answer.headers) == (code in passing)
    assert answer.headers["Cache-Control"] == "no-store"


def test_every_code_of_the_store_is_in_the_list() -> None:
    assert {
        code: status for code, (status, _) in problems.CODES.items() if code in port.STATUS
    } == port.STATUS


def test_the_wait_that_the_store_names(failing: tuple[FailingStore, FlaskClient]) -> None:
    store, client = failing
    store.error = port.QueryError("QUEUE_FULL", "Full.", retry_after=17)
    assert client.get("/sparql?query=ASK%7B%7D").headers["Retry-After"] == "17"


@pytest.mark.parametrize(
    "accept", ["text/html", "application/problem+json", "text/plain", "*/*", "text/turtle"]
)
def test_what_nobody_expected_is_hidden(
    failing: tuple[FailingStore, FlaskClient], accept: str, caplog: pytest.LogCaptureFixture
) -> None:
    store, client = failing
    store.error = RuntimeError("secret /home/somebody")
    for path in ("/sparql?query=ASK%7B%7D", "/documents", "/doc/body/tpu.ttl"):
        answer = client.get(path, headers={"Accept": f"{accept}, application/sparql-results+json;q=0.1"})
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
        assert "INTERNAL" in answer.text
    assert "secret" in caplog.text


@pytest.mark.parametrize(
    ("accept", "path", "media_type"),
    [
        ("*/*", "/nowhere", "application/problem+json"),
        ("", "/nowhere", "application/problem+json"),
        ("application/json", "/nowhere", "application/problem+json"),
        ("text/turtle", "/doc/body/none", "application/problem+json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "/nowhere", "text/html"),
        ("text/plain", "/nowhere", "text/plain"),
        ("*/*", "/sparql?query=x", "text/plain"),
        ("application/sparql-results+json", "/sparql?query=x", "text/plain"),
        ("application/problem+json", "/sparql?query=x", "application/problem+json"),
        ("text/html", "/sparql?query=x", "text/html"),
    ],
)
def test_the_three_faces(client: FlaskClient, accept: str, path: str, media_type: str) -> None:
    answer = client.get(path, headers={"Accept": accept} if accept else {})
    assert answer.status_code in (400, 404)
    assert answer.mimetype == media_type
    assert {"Accept"} <= set(answer.vary)


def test_members_of_a_problem(client: FlaskClient) -> None:
    answer = client.get("/doc/body/none", headers={"Accept": "application/problem+json"})
    body = json.loads(answer.data)
    assert set(body) == {"type", "title", "status", "detail", "code", "hint", "where"}
    assert body["status"] == answer.status_code == 404


def test_the_page_of_an_error(client: FlaskClient) -> None:
    page = client.get("/nowhere/<script>", headers={"Accept": "text/html", "Accept-Language": "zh"})
    assert page.status_code == 404
    assert 'lang="zh"' in page.text
    assert "没有这个页面" in page.text
    assert "<script>" not in page.text


@pytest.mark.parametrize("path", ["/", "/documents", "/doc/body/tpu", "/health", "/queries", "/ontology"])
def test_methods_that_are_not_served(client: FlaskClient, path: str) -> None:
    answer = client.post(path, data="x")
    assert answer.status_code == 405
    assert answer.get_json()["code"] == "METHOD_NOT_ALLOWED"
    assert "GET" in answer.headers["Allow"]


def test_errors_of_other_layers_get_a_status_by_their_kind(app: Flask) -> None:
    with app.test_request_context("/"):
        assert problems.problem_of(errors.InputError("X_INPUT", "m")).status == 400
        assert problems.problem_of(errors.UsageError("X_USAGE", "m")).status == 400
        assert problems.problem_of(errors.ConformanceError("X_DATA", "m")).status == 422
        assert problems.problem_of(NotFound()).code == "NOT_FOUND"
        assert problems.problem_of(WebError("NO_SUCH_FILE", "m")).status == 404


def test_plain_text_says_what_where_and_what_to_do() -> None:
    problem = problems.Problem(
        406, "NOT_ACCEPTABLE", "t", "Not so.", "Do this.", "1:2", offers=("a/b", "c/d")
    )
    assert problems.as_text(problem) == "NOT_ACCEPTABLE: Not so.\nAt: 1:2\nDo this.\nOffered: a/b, c/d\n"


def test_the_codes_have_a_page_that_types_lead_to(client: FlaskClient) -> None:
    page = client.get("/problems", headers={"Accept": "text/html"}).text
    for code in problems.CODES:
        assert f'id="{code}"' in page


def test_an_ill_store_shows_in_health(failing: tuple[FailingStore, FlaskClient]) -> None:
    answer = failing[1].get("/health")
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers


HTML_ZH = {"Accept": "text/html", "Accept-Language": "zh"}


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "没有 /nowhere 这个页面。"),
        ("/doc/body/none", 404, "可在 /search 按名称搜索"),
        ("/dumps/1/none", 404, "下载内容中没有文件“1/none”。"),
        ("/sparql?query=SELECT+*+{+?s+ex:p+?o+}", 400, "前缀 ex: 没有声明（第 1 行第 15 列）。"),
        ("/sparql?query=ASK+{", 400, "结束过早"),
        ("/sparql?query=ASK+{}&format=docx", 406, "此内容不以“docx”提供。"),
        ("/sparql?query=" + "x" * 21_000, 413, "此处的请求最多 20,000 字节。"),
        ("/sparql?query=SELECT+*+{?a+?b+?c+.+?d+?e+?f+.+?g+?h+?i}", 422, "igr.nq.gz"),
    ],
)
def test_errors_are_told_in_the_language_of_the_page(
    client: FlaskClient, path: str, status: int, words: str
) -> None:
    page = client.get(path, headers=HTML_ZH)
    assert page.status_code == status
    assert words in page.text
    assert "<p lang=" not in page.text
    english = client.get(path, headers={"Accept": "text/html", "Accept-Language": "en"})
    assert words not in english.text or words.isascii()


def test_a_program_gets_english(client: FlaskClient) -> None:
    answer = client.get("/nowhere", headers={"Accept": "application/problem+json", "Accept-Language": "zh"})
    assert answer.get_json()["detail"] == "There is no page at /nowhere."


def test_what_has_no_translation_says_that_it_is_english(failing: tuple[FailingStore, FlaskClient]) -> None:
    store, client = failing
    store.error = port.QueryError("ENGINE_FAILED", "Some words of an engine.")
    page = client.get("/sparql?query=ASK%7B%7D", headers=HTML_ZH)
    assert '<p lang="en"><strong>Some words of an engine.' in page.text


@pytest.mark.parametrize("path", ["/sparql?query=ASK+{}&format=docx", "/sparql?format=docx"])
def test_a_suffix_is_advised_only_where_it_works(client: FlaskClient, path: str) -> None:
    assert "suffix" not in client.get(path).text
    assert "suffix" not in client.post("/validate", headers={"Accept": "image/png"}).text
    assert "by suffix: .html, .ttl" in client.get("/doc/body/tpu?format=docx").text


def test_plain_text_names_its_charset(client: FlaskClient) -> None:
    query = "/sparql?query=CONSTRUCT+{?s+?p+?o}+{?s+?p+?o}"
    for path in (query, "/doc/body/tpu"):
        answer = client.get(path, headers={"Accept": "text/plain"})
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
