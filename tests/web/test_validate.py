"""A submission is checked by a form and by a program; the report comes in four formats."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from igr_kg.config import Settings
from igr_kg.graph import syntax
from igr_kg.store.opening import open_store
from igr_kg.web.app import create_app
from igr_kg.web.state import EXTENSION

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


@contextmanager
def limited(settings: Settings, release: Path, **limits: object) -> Iterator[FlaskClient]:
    """A client of an application whose checking process is warm and has other limits."""
    most = settings.with_(submission_max_bytes=2_000_000, **limits)
    made = create_app(most, open_store(release, most), release)
    client = made.test_client()
    try:
        assert until_ready(client) == 200
        yield client
    finally:
        made.extensions[EXTENSION].close()


def until_ready(client: FlaskClient) -> int:
    """Send a small submission until the process has started, and return the last status."""
    for _ in range(20):
        answer = post(client, GOOD, "application/json, application/problem+json;q=0.1")
        if answer.status_code not in (503, 504):  # the machine may be busy
            break
    return int(answer.status_code)


def many(number: int) -> str:
    return PREFIXES + "".join(f'd:m{i} a igr:Meeting ; igr:startDate "s{i}" .\n' for i in range(number))


def test_a_check_that_takes_too_long_ends_alone(settings: Settings, release: Path) -> None:
    with limited(settings, release, validate_timeout=3.0) as client:
        start = time.monotonic()
        answer = post(client, many(30_000), "application/json")
        assert time.monotonic() - start < 15
        assert (answer.status_code, answer.get_json()["code"]) == (504, "SUBMISSION_TIMEOUT")
        assert "Retry-After" not in answer.headers
        assert until_ready(client) == 200


def test_a_check_that_needs_too_much_memory_ends_alone(settings: Settings, release: Path) -> None:
    with limited(settings, release, validate_memory_mb=64) as client:
        answer = post(client, many(30_000), "application/json")
        assert (answer.status_code, answer.get_json()["code"]) == (503, "SUBMISSION_MEMORY")
        assert "Retry-After" not in answer.headers
        assert until_ready(client) == 200


def test_a_full_queue_says_when_to_come_again(settings: Settings, release: Path) -> None:
    limits = {"validate_timeout": 4.0, "validate_queue": 0}
    with limited(settings, release, **limits) as client, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(post, client.application.test_client(), many(30_000), "application/json")
        time.sleep(0.5)
        answer = post(client, GOOD, "application/json")
        assert (answer.status_code, answer.get_json()["code"]) == (503, "QUEUE_FULL")
        assert int(answer.headers["Retry-After"]) > 0
        assert client.get("/documents").status_code == 200
        assert waiting.result().status_code == 504


def test_a_report_lists_some_and_counts_all(settings: Settings, release: Path) -> None:
    with limited(settings, release, validate_max_results=10) as client:
        report = json.loads(post(client, many(100), "application/json").data)
        assert len(report["results"]) == 10
        assert report["counts"]["Violation"] >= 100
        assert sum(report["omitted"].values()) == sum(report["counts"].values()) - 10
        assert "lists 10 of" in post(client, many(100), "text/turtle").text
        assert f"not shown: {sum(report['omitted'].values())}" in post(client, many(100), "text/html").text


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"text": "<a> <b> 'kept' .. x", "syntax": "ttl"}, 400, "&lt;b&gt; &#39;kept&#39;"),
        ({"text": "", "syntax": "jsonld"}, 400, "neither a file nor a text"),
        ({"text": "# nothing", "syntax": "ttl"}, 400, "# nothing"),
    ],
)
def test_a_fault_leaves_the_text_in_the_form(
    client: FlaskClient, sent: dict[str, str], status: int, words: str
) -> None:
    answer = client.post("/validate", data=sent, headers={"Accept": "text/html"})
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert words in answer.text
    assert "<textarea" in answer.text
    assert f'value="{sent["syntax"]}" selected' in answer.text


OWN = "https://w3id.org/igr/context.jsonld"


KEPT = "https://w3id.org/igr/context/1.0.0.jsonld"


@pytest.mark.parametrize(
    "named", [f'"{OWN}"', f'["{OWN}", {{"ex": "http://e.example/"}}]', f'"{KEPT}"', f'["{OWN}", "{KEPT}"]']
)
def test_the_own_context_is_known(client: FlaskClient, named: str) -> None:
    text = f'{{"@context": {named}, "id": "https://w3id.org/igr/id/meeting/x", "type": "Meeting",'
    answer = post(client, text + ' "startDate": "soon"}', "application/json", "application/ld+json")
    assert answer.status_code == 200
    assert any(r["path"].endswith("#startDate") for r in json.loads(answer.data)["results"])


@pytest.mark.parametrize(
    "iri",
    [
        "https://w3id.org/igr/other.jsonld",
        "https://w3id.org/igr/context/0.0.1.jsonld",
        "http://a.example/context.jsonld",
    ],
)
def test_other_contexts_are_not_fetched(client: FlaskClient, iri: str) -> None:
    answer = post(client, f'{{"@context": "{iri}", "@id": "x:y"}}', "application/json", "application/ld+json")
    assert answer.status_code == 400
    assert "not fetched" in answer.get_json()["detail"]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"text": ""}, "表单中既没有文件也没有文本。"),
        ({"text": "ex:a ex:b ex:c ."}, "前缀 ex: 没有声明。"),
        ({"text": "#"}, "提交内容中没有陈述。"),
    ],
)
def test_a_fault_is_told_in_chinese(client: FlaskClient, sent: dict[str, str], words: str) -> None:
    headers = {"Accept": "text/html", "Accept-Language": "zh"}
    assert words in client.post("/validate", data=sent, headers=headers).text
