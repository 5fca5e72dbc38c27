"""A long document is read page by page; every link into it finds the right page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from flask.testing import FlaskClient

from igr_kg.config import Settings
from igr_kg.graph import quads
from igr_kg.graph.quads import Quad
from igr_kg.store.opening import open_store
from igr_kg.web import reader
from igr_kg.web.app import create_app

BASE = "https://w3id.org/igr/"
BLOCKS = 2 * reader.PAGE_BLOCKS + 5
DOCUMENT = f"{BASE}id/document/long-1"


def _statements() -> Iterator[Quad]:
    text, facts = f"<{BASE}graph/text/long-1/en>", f"<{BASE}graph/document/long-1/en>"
    evidence = f"<{BASE}graph/evidence/long-1/en>"

    def say(graph: str, s: str, p: str, o: str) -> Quad:
        return Quad(f"<{s}>", quads.term(p, BASE), o, graph)

    yield say(text, DOCUMENT, "igr:hasVersion", f"<{DOCUMENT}/en>")
    for n in range(1, BLOCKS + 1):
        part, body = f"{DOCUMENT}/par/{n}", f"<{BASE}id/body/b{n}>"
        words = f"Body {n}"
        yield say(text, part, "igr:kindOfBlock", quads.literal("heading" if n % 50 == 1 else "paragraph"))
        yield say(text, part, "igr:partOf", f"<{DOCUMENT}>")
        yield say(text, part, "igr:text", quads.literal(f"{words} meets.", language="en"))
        yield say(text, part, "igr:start", quads.literal(n * 100))
        yield say(text, part, "igr:end", quads.literal(n * 100 + len(words) + 7))
        triple = say(facts, part, "igr:mentions", body)
        yield triple
        yield triple._replace(g="")
        yield say(facts, quads.value(body), "rdf:type", quads.term("igr:GovernanceBody", BASE))
        record = f"{BASE}graph/evidence/long-1/en#{n:016x}"
        for name, value in (
            *(("rdf:subject", triple.s), ("rdf:predicate", triple.p), ("rdf:object", triple.o)),
            *(("igr:status", quads.term("igr:extracted", BASE)), ("igr:rule", f"<{BASE}id/rule/en/x>")),
            *(("igr:passage", f"<{part}>"), ("igr:start", quads.literal(n * 100))),
            *(("igr:end", quads.literal(n * 100 + len(words))), ("igr:quote", quads.literal(words))),
        ):
            yield say(evidence, record, name, value)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Iterator[FlaskClient]:
    folder: Path = tmp_path_factory.mktemp("long")
    store = pyoxigraph.Store(str(folder / "store"))
    store.bulk_load("".join(quads.lines(_statements())).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    store.flush()
    del store
    (folder / "manifest.json").write_text('{"version": "long"}', encoding="utf-8")
    with open_store(folder, settings) as opened:
        yield create_app(settings, opened).test_client()


def _page(client: FlaskClient, path: str) -> str:
    answer = client.get(path.replace("&amp;", "&"), headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return answer.text


def _blocks(page: str) -> list[int]:
    return [int(n) for n in re.findall(r'<section class="block [^"]*" id="p-par\.(\d+)"', page)]


def test_the_pages_together_hold_every_block_once(long: FlaskClient) -> None:
    path, seen = "/documents/long-1", []
    while path:
        page = _page(long, path)
        assert len(_blocks(page)) <= reader.PAGE_BLOCKS
        seen += _blocks(page)
        following = re.search(r'<a rel="next" href="([^"#]+)', page)
        path = following[1] if following else ""
    assert seen == list(range(1, BLOCKS + 1))


@pytest.mark.parametrize("n", [1, reader.PAGE_BLOCKS, reader.PAGE_BLOCKS + 1, BLOCKS])
def test_links_to_words_find_their_page(long: FlaskClient, n: int) -> None:
    thing = _page(long, f"/doc/document/long-1/par/{n}")
    links = re.findall(r'href="(/documents/long-1[^"#]*)#(e-[0-9a-f]+)"', thing)
    assert links
    page = _page(long, links[0][0])
    assert f'id="{links[0][1]}"' in page
    number = re.search(rf'data-k="(\d+)" id="{links[0][1]}"', page)
    assert number
    assert re.search(rf'class="mark [^>]*data-e="{number[1]}">Body {n}</a>', page)


def test_the_contents_lead_into_every_page(long: FlaskClient) -> None:
    page = _page(long, "/documents/long-1")
    links = re.findall(r'<li><a href="(/documents/[^"#]+)#p-par\.(\d+)"', page)
    assert [int(n) for _, n in links] == list(range(1, BLOCKS + 1, 50))
    for link, n in links[::3]:
        assert int(n) in _blocks(_page(long, link))


def test_an_unknown_place_is_not_found(long: FlaskClient) -> None:
    answer = long.get("/documents/long-1?at=par/99999")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "NO_SUCH_THING")
    assert _blocks(_page(long, "/documents/long-1?at=par"))[0] == 1
