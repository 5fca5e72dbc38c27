"""The page of the ontology, the pages of schemes and the pages of coverage, over a release that was built."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from igr_kg import config, ids
from igr_kg.graph import modules, quads
from igr_kg.store.port import Store
from igr_kg.web import coverage, i18n, state
from igr_kg.web.app import create_app
from igr_kg.web.data import Data
from tests.support import TOP
from tests.web.own_words import OwnWords

HTML = {"Accept": "text/html"}
START = f"{ids.DEFAULT_BASE}ontology#"
LANGUAGES = sorted(i18n.load(TOP / "site" / "i18n"))


@pytest.fixture(scope="module")
def site(release_store: Store, release_folder: Path) -> Flask:
    return create_app(config.load({}, environ={}), release_store, release_folder)


@pytest.fixture(scope="module")
def served(site: Flask) -> FlaskClient:
    return site.test_client()


@pytest.fixture(scope="module", params=LANGUAGES)
def page(served: FlaskClient, request: pytest.FixtureRequest) -> str:
    """The page of the ontology in each language."""
    return served.get(f"/ontology?lang={request.param}", headers=HTML).text


def section(page: str, name: str) -> str:
    return page.partition(f'<section class="term" id="{name}">')[2].partition("</section>")[0]


def own_terms() -> set[str]:
    return {iri.removeprefix(START) for iri in modules.modules() if iri.startswith(START)}


def test_every_term_has_its_section_once_in_the_module_of_its_file(page: str) -> None:
    homes = modules.modules()
    found: dict[str, str] = {}
    for module in re.findall(
        r'<section class="module" id="m-([^"]*)">(.*?)(?=<section class="module"|\Z)', page, re.S
    ):
        for name in re.findall(r'<section class="term" id="([^"]+)">', module[1]):
            assert name not in found
            found[name] = module[0]
    assert set(found) == own_terms()
    assert {name: homes[START + name] for name in found} == found


def test_anchors_are_unique_and_every_link_on_the_page_has_one(page: str) -> None:
    anchors = re.findall(r' id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    within = set(re.findall(r'href="#([^"]+)"', page))
    within |= set(re.findall(r'href="/ontology(?:\?lang=\w+)?#([^"]+)"', page))
    assert within - set(anchors) == {"main"} - set(anchors)


def test_a_chinese_page_names_and_defines_every_term_in_chinese(served: FlaskClient) -> None:
    """Whatever is not Chinese stands in an element that says its language, or is a code or a name of data."""
    page = served.get("/ontology?lang=zh", headers=HTML).text
    for name in sorted(own_terms()):
        of = section(page, name)
        heading = re.search(r"<h4>(.*?)</h4>", of, re.S)
        assert heading
        assert re.search("[㐀-鿿]", heading[1]), name
        definition = of.partition("</h4>")[2]
        assert re.search(r"<p>[^<]*[㐀-鿿]", definition), name


def test_an_english_page_has_no_word_of_another_script_that_is_not_marked(served: FlaskClient) -> None:
    reader = OwnWords()
    reader.feed(served.get("/ontology?lang=en", headers=HTML).text)
    # Names of things are those of their documents, so instances are left out of this.
    lines = [line for line in reader.text if re.search("[\u0400-\u04ff\u0600-\u06ff]", line)]
    assert lines == []


def test_a_term_says_where_it_stands_what_checks_it_and_what_it_corresponds_to(served: FlaskClient) -> None:
    act = section(served.get("/ontology?lang=en", headers=HTML).text, "Request")
    assert 'href="/ontology?lang=en#Act">act</a>' in act
    assert 'href="/shapes?lang=en#RequestShape"><code>RequestShape</code></a>' in act
    assert "A request says of whom or what is asked." in act
    addressee = section(served.get("/ontology?lang=en", headers=HTML).text, "addressee")
    assert ">schema:recipient</a>" in addressee
    assert "<dt>used on</dt>" in addressee
    embeds = section(served.get("/ontology?lang=en", headers=HTML).text, "hasVersion")
    assert '<dt>reverse of</dt><dd><a href="/ontology?lang=en#versionOf">' in embeds


def test_an_instance_comes_with_its_quote_and_a_link_that_leads_to_the_words(served: FlaskClient) -> None:
    for language in LANGUAGES:
        page = served.get(f"/ontology?lang={language}", headers=HTML).text
        request = section(page, "Request")
        found = re.search(
            r'<dd class="instance">\s*<p class="cite"><a href="([^"]+)">“<q lang="zh">([^<]+)', request
        )
        assert found
        href, words = found[1].replace("&amp;", "&"), found[2]
        reader = served.get(href.partition("#")[0], headers=HTML).text
        place = reader.partition(f'id="{href.partition("#")[2]}"')[2]
        assert place
        text = re.sub(r"<[^>]+>|\s", "", place[:20_000])
        assert re.sub(r"\s", "", words)[:12] in text


def test_what_the_pages_need_of_the_store_is_asked_once(
    release_store: Store, release_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = Data._ask_store

    def noted(self: Data, query: str) -> dict[str, Any]:
        asked.append(query)
        return ask(self, query)

    monkeypatch.setattr(Data, "_ask_store", noted)
    app = create_app(config.load({}, environ={}), release_store, release_folder)
    with app.test_request_context("/"):
        assert state.site().vocabulary.values
        asked.clear()
        assert state.site().uses
        assert len(asked) <= 9, (
            "one query for each kind of term and what is asked of it, not one for each term"
        )
        state.site().warm()
    asked.clear()
    for language in LANGUAGES:
        assert app.test_client().get(f"/ontology?lang={language}", headers=HTML).status_code == 200
    assert asked == []


def test_counts_are_those_of_the_release(site: Flask) -> None:
    with site.test_request_context("/"):
        data, uses = state.site().data, state.site().uses
        query = """SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { GRAPH ?g { ?s a igr:Request }
          FILTER(!CONTAINS(STR(?g), "/graph/inferred")) }"""
        assert uses[f"{START}Request"].n == data.count(query) > 0
        acts = uses[f"{START}Act"]
        assert acts.below >= acts.n >= uses[f"{START}Request"].n
        statements = data.rows("SELECT DISTINCT ?s ?o WHERE { GRAPH ?g { ?s igr:addressee ?o } }")
        assert uses[f"{START}addressee"].n == len(statements)
        verb = f"{ids.DEFAULT_BASE}scheme/verb/requests"
        assert uses[verb].n == len(
            data.rows(f"SELECT DISTINCT ?s WHERE {{ GRAPH ?g {{ ?s igr:verb <{verb}> }} }}")
        )


def test_each_module_with_terms_has_a_picture_that_says_the_same_as_the_text_beside_it(page: str) -> None:
    figures = re.findall(r'<figure class="picture">.*?</figure>', page, re.S)
    assert len(figures) >= 6
    for figure in figures:
        drawing, _, text = figure.partition("</svg>")
        in_picture = re.findall(r'<a href="([^"]+)"', drawing.replace("'", '"'))
        in_text = re.findall(r'<a href="([^"]+)"', text.partition("<details")[2])
        assert sorted(in_picture) == sorted(in_text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_stands_alone_and_reads_in_the_dark(served: FlaskClient, language: str) -> None:
    answer = served.get(f"/ontology/diagram/acts.svg?lang={language}")
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Content-Language"] == language
    root = ElementTree.fromstring(answer.data)
    style = root.findtext("{http://www.w3.org/2000/svg}style") or ""
    assert "prefers-color-scheme: dark" in style
    assert served.get(f"/ontology/diagram/acts.svg?lang={language}").data == answer.data
    assert served.get("/ontology/diagram/nothing.svg").status_code == 404


def test_a_scheme_shows_each_concept_with_its_place_names_and_use(served: FlaskClient) -> None:
    page = served.get("/scheme/verb?lang=zh", headers=HTML).text
    tree = page.partition('<details class="tree"')[2].partition("</details>")[0]
    assert re.search(r'<li><a href="#directive">[^<]+</a>\s*<ul>.*<a href="#requests">请求</a>', tree, re.S)
    requests = page.partition('id="requests">')[2].partition("</section>")[0]
    assert "<code>requests</code>" in requests
    for tag in ("ar", "en", "es", "fr", "ru"):
        assert f'<span class="langtag">{tag}</span>' in requests
    assert 'href="/shapes?lang=zh#ActShape-verb"' in page
    assert re.search(r'<dd class="instance">\s*<p class="cite">', requests)
    assert served.get("/scheme/verb/requests", headers=HTML).status_code == 200


def test_every_block_of_every_text_is_accounted_for(site: Flask) -> None:
    with site.test_request_context("/"):
        data = state.site().data
        versions = coverage.versions(data, 1000)
        assert versions
        for document, language in versions:
            slug = document.removeprefix(f"{ids.DEFAULT_BASE}id/document/")
            graph = f"{ids.DEFAULT_BASE}graph/text/{slug}/{language}"
            n = data.count("SELECT (COUNT(?b) AS ?n) WHERE { GRAPH $g { ?b igr:kindOfBlock ?k } }", g=graph)
            blocks = coverage.blocks(data, document, language)
            assert len(blocks) == n == coverage.version(data, document, language).blocks
            assert {b.outcome for b in blocks} <= {*coverage.GAVE, *coverage.WHY}
            evidence = f"{ids.DEFAULT_BASE}graph/evidence/{slug}/{language}"
            for block in blocks:
                read = data.ask(
                    "ASK { GRAPH $g { ?e igr:passage|igr:span/igr:passage $part } }",
                    g=evidence,
                    part=block.part,
                )
                assert read or block.outcome not in (*coverage.GAVE, "citation", "names")
                assert not (read and block.outcome == "nothing")


def outcome(site: Flask, *triples: tuple[str, str, str]) -> str:
    with site.test_request_context("/"):
        data = state.site().data
        expanded = [
            (quads.node(ids.iri(s, data.base)), quads.term(p, data.base), quads.node(ids.iri(o, data.base)))
            for s, p, o in triples
        ]
        return coverage._outcome(data, expanded)


@pytest.mark.parametrize(
    ("wanted", "triples"),
    [
        ("nothing", []),
        ("names", [("id/document/a/par/1", "igr:mentions", "id/body/unep")]),
        ("names", [("id/body/unep", "rdf:type", "ontology#GovernanceBody")]),
        ("facts", [("id/meeting/m", "igr:heldIn", "id/place/nairobi")]),
        ("citation", [("id/document/a/par/1/citation/1", "igr:cites", "id/decision/d")]),
        (
            "citation",
            [
                ("id/document/a/par/1/citation/1", "igr:cites", "id/decision/d"),
                ("id/decision/d", "igr:decidedBy", "id/body/unep"),
            ],
        ),
        (
            "facts",
            [
                ("id/document/a/par/1/citation/1", "igr:cites", "id/decision/d"),
                ("id/meeting/m", "igr:heldIn", "id/place/nairobi"),
            ],
        ),
        ("statements", [("id/document/a/par/1/act/1", "igr:verb", "scheme/verb/notes")]),
    ],
)
def test_what_was_read_from_a_block_is_told_apart(
    site: Flask, wanted: str, triples: list[tuple[str, str, str]]
) -> None:
    assert outcome(site, *triples) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_that_a_concept_is_not_used_has_words(served: FlaskClient, language: str) -> None:
    page = served.get(f"/coverage?lang={language}", headers=HTML).text
    codes = {row["why"] for row in served.get("/coverage.json").get_json()["unusedConcepts"]} - {""}
    assert codes
    words = tomllib.loads((TOP / "site" / "i18n" / f"{language}.toml").read_text("utf-8"))["why_unused"]
    assert all(words[code] in page for code in codes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_coverage_and_its_data_say_the_same(served: FlaskClient, language: str) -> None:
    body = json.loads(served.get("/coverage.json").data)
    assert served.get("/coverage", headers={"Accept": "application/json"}).get_json() == body
    page = served.get(f"/coverage?lang={language}", headers=HTML).text
    for version in body["versions"]:
        assert version["blocks"] == sum(version["outcomes"].values()) >= version["gaveFacts"] > 0
    shown = set(re.findall(r"<code>((?:igr:|scheme/)[\w/-]+)</code>", page))
    terms = {term["term"] for term in body["unusedTerms"]}
    concepts = {row["concept"] for row in body["unusedConcepts"]}
    assert shown == terms | concepts
    assert 0 < len(terms) < body["terms"]
    assert 0 < len(concepts) < body["concepts"]
    for kind in ("withoutFocusNode", "withoutValue", "silent"):
        for name in body["shapes"][kind]:
            assert f"<code>{name}</code>" in page
    assert set(body["shapes"]["fired"]).isdisjoint(body["shapes"]["silent"])


def test_a_document_lists_its_blocks_without_facts_with_links_into_the_reader(served: FlaskClient) -> None:
    body = served.get("/coverage/unep-gc-26-18.json").get_json()
    missing = [b for b in body["blocks"] if b["outcome"] not in coverage.GAVE]
    page = served.get("/coverage/unep-gc-26-18?lang=en", headers=HTML).text
    rows = re.findall(r'<tr><td><a href="(/documents/unep-gc-26-18[^"]*)">', page)
    assert len(rows) == len(missing) > 0
    for href in rows[:5]:
        address, _, anchor = href.replace("&amp;", "&").partition("#")
        assert f'id="{anchor}"' in served.get(address, headers=HTML).text
    assert served.get("/coverage/nothing", headers=HTML).status_code == 404
    assert served.get("/coverage?page=0", headers=HTML).status_code == 400


def test_reasons_are_shown_where_they_are_recorded(
    served: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from igr_kg.web import unused

    name = served.get("/coverage.json").get_json()["unusedTerms"][0]["term"]
    file = tmp_path / "unused.tsv"
    file.write_text(f"term\treason\n{name}\tNo text that ships says so.\n", encoding="utf-8")
    monkeypatch.setattr(unused, "reasons", lambda: unused._reasons(file))
    (found,) = [u for u in served.get("/coverage.json").get_json()["unusedTerms"] if u["reason"]]
    assert found == {"term": name, "reason": "No text that ships says so."}
    page = served.get("/ontology?lang=zh", headers=HTML).text
    assert '<span lang="en">No text that ships says so.</span><span class="langtag">en</span>' in page
