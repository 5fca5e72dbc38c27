"""Somebody's own document is read, shown with its marks, and not kept."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from igr_kg.graph import syntax
from tests.support import TOP
from tests.unit.text.files import pdf

TEXT = (TOP / "tests" / "gold" / "zh_S-RES-368.txt").read_text(encoding="utf-8")
PARAGRAPH = "1. Requests the Secretary-General to report."
PAGES = [["A/RES/7/3|400|740", "The General Assembly,|60|700", f"{PARAGRAPH}|60|660"]]


def words(page: str) -> str:
    """Return the words of a page without its tags."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", page))


@pytest.mark.parametrize(("lang", "counted"), [("en", "Nothing was kept."), ("zh", "未保存任何内容")])
def test_a_pasted_text_is_shown_with_what_was_read(client: FlaskClient, lang: str, counted: str) -> None:
    headers = {"Accept": "text/html", "Accept-Language": lang}
    answer = client.post("/read", data={"text": TEXT}, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert counted in answer.text
    body = answer.text.partition('class="legend"')[2]
    assert "1973年10月21日" in words(body) or "安全理事会" in words(body)
    assert 'class="mark k-decision"' in body
    assert "<blockquote" in body


def test_every_word_of_the_text_stands_on_the_page(client: FlaskClient) -> None:
    answer = client.post("/read", data={"text": TEXT}, headers={"Accept": "text/html"})
    shown = words(answer.text.partition('class="legend"')[2])
    for line in filter(None, map(str.strip, TEXT.splitlines())):
        assert re.sub(r"\s+", "", line.replace("<", "&lt;")) in shown


def test_a_file_is_read_whatever_it_is_called(client: FlaskClient) -> None:
    answer = client.post(
        "/read", data={"file": (io.BytesIO(pdf(PAGES)), "mine.bin")}, headers={"Accept": "application/json"}
    )
    found = json.loads(answer.data)
    assert found["document"]["symbol"] == "A/RES/7/3"
    assert [a["verb"] for a in found["acts"]] == ["requests"]


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("application/trig", "trig"),
        ("text/turtle", "ttl"),
        ("application/n-quads", "nq"),
        ("application/ld+json", "jsonld"),
    ],
)
def test_a_program_takes_the_graph(client: FlaskClient, accept: str, name: str) -> None:
    answer = client.post("/read", data=TEXT.encode(), content_type="text/plain", headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, accept)
    found = syntax.parse(answer.data, name)
    assert any(q.p.endswith("ontology#number>") and '"368' in q.o for q in found)
    assert any(q.g for q in found) == (name != "ttl")


def test_a_page_offers_what_was_read_to_take_along(client: FlaskClient) -> None:
    form = {"text": TEXT, "name": "mine.pdf", "format": "trig"}
    answer = client.post("/read", data=form, headers={"Accept": "text/html"})
    assert answer.mimetype == "application/trig"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mine.trig"'


def test_nothing_is_kept(client: FlaskClient, release: Path) -> None:
    def files() -> dict[str, int]:
        return {str(p): p.stat().st_mtime_ns for p in release.rglob("*") if "store" not in p.parts}

    before = files()
    client.post("/read", data={"text": TEXT}, headers={"Accept": "text/html"})
    assert files() == before
    query = "ASK { ?s ?p ?n FILTER(STR(?n) = '368(1975)') }"
    answer = client.get("/sparql", query_string={"query": query, "format": "json"})
    assert answer.get_json(force=True)["boolean"] is False


def test_what_cannot_be_read_is_told_above_the_form(client: FlaskClient) -> None:
    bad = {"file": (io.BytesIO(b"%PDF-1.7 broken"), "cut.pdf")}
    answer = client.post("/read", data=bad, headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert "INPUT_DAMAGED" in answer.text
    assert '<form method="post"' in answer.text
    empty = client.post("/read", data={"text": "  "}, headers={"Accept": "application/json"})
    assert (empty.status_code, empty.get_json()["code"]) == (400, "BAD_REQUEST")
    kind = client.post("/read", data=b"x", content_type="image/png", headers={"Accept": "text/html"})
    assert kind.status_code == 415


def test_words_of_a_document_are_no_markup_of_the_page(client: FlaskClient) -> None:
    text = "1. Decides <script>alert(1)</script> to meet & report.\n"
    answer = client.post("/read", data={"text": text, "name": '"><b>'}, headers={"Accept": "text/html"})
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text
    assert '"><b>' not in answer.text
