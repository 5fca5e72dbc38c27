"""The pages of the shipped release: each statement with its own quote, each link with a target."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from igr_kg import config
from igr_kg.graph import quads
from igr_kg.store.port import Store
from igr_kg.web import evidence, reader_links, state
from igr_kg.web.app import create_app
from igr_kg.web.evidence import Evidence

HTML = {"Accept": "text/html"}
READER = "/documents/unep-gc-26-18"


@pytest.fixture(scope="module")
def site(release_store: Store, release_folder: Path) -> Flask:
    return create_app(config.load({}, environ={}), release_store, release_folder)


@pytest.fixture(scope="module")
def shipped(site: Flask) -> FlaskClient:
    return site.test_client()


@pytest.fixture(scope="module")
def reader(shipped: FlaskClient) -> str:
    return page(shipped, READER)


@pytest.fixture(scope="module")
def records(site: Flask) -> dict[str, list[Evidence]]:
    """Return every record of evidence by the address that its link leads to."""
    found: dict[str, list[Evidence]] = {}
    with site.test_request_context("/"):
        data = state.site().data
        rows = data.rows("SELECT DISTINCT ?s WHERE { GRAPH ?g { ?e a igr:Evidence ; rdf:subject ?s } }")
        about = evidence.about(data, [quads.value(row["s"]) for row in rows])
        for record in (record for some in about.values() for record in some):
            found.setdefault(reader_links.to_evidence(record), []).append(record)
        assert sum(map(len, found.values())) == state.site().evidence
    return found


def page(client: FlaskClient, path: str, language: str = "en") -> str:
    answer = client.get(path, headers={**HTML, "Accept-Language": language})
    assert answer.status_code == 200, path
    return answer.text


def ids(text: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', text)


def part(text: str, anchor: str) -> str:
    start = text.index(f'id="{anchor}"')
    return text[start : text.index("</section>", start)]


def test_every_record_leads_to_its_words(
    shipped: FlaskClient, reader: str, records: dict[str, list[Evidence]]
) -> None:
    """One in four of the pages is looked at: they are long."""
    assert len(ids(reader)) == len(set(ids(reader)))
    anchors: dict[str, set[str]] = {}
    for address in records:
        path, _, anchor = address.partition("#")
        anchors.setdefault(path, set()).add(anchor)
    assert len(anchors) > 30
    for path in sorted(anchors)[::4]:
        assert anchors[path] <= set(ids(page(shipped, path))), path
    links = {link for link in re.findall(r'href="#([^"]+)"', reader) if link != "main"}
    assert links <= set(ids(reader))


def test_no_quote_stands_under_a_passage_that_does_not_hold_it(
    site: Flask, reader: str, records: dict[str, list[Evidence]]
) -> None:
    """A premise from elsewhere has quotation marks, a place and a link of its own."""
    with site.test_request_context("/"):
        namer = state.namer()
        for record in (r for some in records.values() for r in some if len(r.passages) > 1):
            here = record.passages[0].part
            for number, passage in enumerate(record.passages):
                if number and passage.part != here:
                    link = reader_links.to_evidence(record, number).partition("#")[2]
                    where = namer.label(passage.part).whole
                    words = f'<a href="#{link}">“<q lang="zh">{passage.quote}</q>”</a>'
                    shown = f'{words} <span class="place">{where}'
                    named = quads.value(record.triple[1]).endswith(("#mentions", "#attestedName", "#type"))
                    assert shown in reader or named, record.iri


def test_a_premise_on_the_page_of_a_thing(shipped: FlaskClient) -> None:
    text = page(shipped, "/doc/document/unep-gc-26-18/annex/1/par/11/a")
    readings = re.findall(r'<div class="reading">.*?</dl>', text, re.S)
    (row,) = (reading for reading in readings if "<dt>would strengthen" in reading)
    places = re.findall(r'<q lang="zh">([^<]+)</q>”</a> <span class="place">([^<]+)</span>', row)
    assert [place for _, place in places] == [
        "UNEP/GC.26/18 · annex 1, paragraph 11 (a)",
        "UNEP/GC.26/18 · annex 1, paragraph 4",
    ]
    assert places[1][0].startswith("联合国环境规划署")


def test_each_fact_in_the_reader_shows_its_quote(reader: str) -> None:
    readings = re.findall(r'<div class="reading".*?</dl>', reader, re.S)
    assert len(readings) > 300
    for reading in readings:
        assert "<q " in reading[: reading.index("<dl>")]
    names = re.findall(r'<ul class="names".*?</ul>', reader, re.S)
    for item in re.findall(r"<li.*?</li>", "".join(names), re.S):
        assert "“" in item


class Stops(HTMLParser):
    """Counts what the tab key stops at while every ``details`` is closed, and what nests."""

    def __init__(self) -> None:
        super().__init__()
        self.closed = 0
        self.summary = False
        self.stops = 0
        self.nested: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if self.summary and tag in ("a", "button", "input"):
            self.nested.append(tag)
        is_stop = tag in ("button", "input", "summary") or (tag == "a" and "href" in values)
        outside = self.closed == 0 or (tag == "summary" and self.closed == 1)
        if is_stop and outside and values.get("tabindex") != "-1":
            self.stops += 1
        self.closed += tag == "details" and "open" not in values
        self.summary = tag == "summary" or self.summary

    def handle_endtag(self, tag: str) -> None:
        self.closed -= tag == "details"
        self.summary = self.summary and tag != "summary"


@pytest.mark.parametrize("path", [READER, "/doc/decision/unep-gc-ss-xi-1"])
def test_a_summary_only_opens_and_closes(shipped: FlaskClient, path: str) -> None:
    outline = Stops()
    outline.feed(page(shipped, path))
    assert outline.nested == []


def test_the_reader_is_no_heavier_than_it_must_be(reader: str, records: dict[str, list[Evidence]]) -> None:
    outline = Stops()
    outline.feed(reader)
    assert outline.stops < 400
    assert len(reader.encode()) < 360 * sum(map(len, records.values()))
    marked = set(re.findall(r'<a class="mark [^>]*?href="([^"]+)"[^>]*tabindex="-1"', reader))
    beside = "".join(re.findall(r'<div class="facts">.*?</section>', reader, re.S))
    assert marked
    assert marked <= set(re.findall(r'<a href="([^"]+)"', beside))


def test_statements_are_told_apart_by_their_passage(shipped: FlaskClient) -> None:
    text = page(shipped, "/browse/Citation")
    items = re.findall(r"<li><a [^>]+>(.*?)</li>", text)
    assert len(items) > 5
    assert len(items) == len({re.sub("<[^>]+>", "", item) for item in items})
    heading = re.search(r"<h1>(.*?)</h1>", page(shipped, "/doc/document/unep-gc-26-18/annex/1/par/3/act/1"))
    assert heading
    assert "…" not in heading[1]
    assert heading[1].endswith("改革的问题”</span>")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_label_is_raw(shipped: FlaskClient, language: str) -> None:
    text = page(shipped, "/dataset/igr", language)
    labels = re.findall(r'<th scope="row">(?:<a [^>]+>)?([^<]+)', text) + re.findall(
        'class="tag"[^>]*>([^<]+)', text
    )
    assert labels
    assert not [label for label in labels if re.search(r"[a-z][A-Z]|^\w+:\w", label) and label != "TriG"]
    assert not re.search(r"<h1>(?i:igr)</h1>", text)
    listed = page(shipped, "/browse/Mapping", language).partition('<ul class="columns">')[2]
    mappings = re.findall(r"<li><a [^>]+>(.*?)</a>", listed)
    assert len(mappings) == 100
    assert all(" → " in re.sub("<[^>]+>", "", mapping) for mapping in mappings)


@pytest.mark.parametrize(
    ("path", "language", "row"),
    [
        ("/doc/body/unep", "en", "is parent body of"),
        ("/doc/body/unep", "zh", "其下级机构"),
        ("/doc/decision/unep-gc-ss-xi-1", "en", "is cited by"),
    ],
)
def test_what_refers_to_a_thing_is_said_from_its_side(
    shipped: FlaskClient, path: str, language: str, row: str
) -> None:
    text = page(shipped, path, language)
    incoming = text[text.rindex("<h2>") :]
    assert f">{row}</a>" in incoming


def test_a_property_without_a_name_from_the_other_side_has_one_made(site: Flask) -> None:
    with site.test_request_context("/", headers={"Accept-Language": "en"}):
        namer = state.namer()
        base = namer.addresses.base
        assert namer.inverse(f"{base}ontology#versionOf") == "has language version"
        assert namer.inverse(f"{base}ontology#hasVersion") == "version of"
        assert namer.inverse("http://a.example/b#knows") == "“http://a.example/b#knows” of"


@pytest.mark.parametrize("path", ["/browse/DatasetCheck", "/doc/document/unep-gc-26-18", "/browse/Mapping"])
def test_links_with_a_fragment_have_a_target(shipped: FlaskClient, path: str) -> None:
    known: dict[str, set[str]] = {}
    for link in set(re.findall(r'href="(/[^"]*)#', page(shipped, path))):
        known[link] = set(ids(page(shipped, link.replace("&amp;", "&"))))
    for link, anchor in re.findall(r'href="(/[^"]*)#([^"]+)"', page(shipped, path)):
        assert anchor in known[link], (link, anchor)


def test_the_ontology_lists_the_values_that_it_names(shipped: FlaskClient) -> None:
    assert {"implied", "extracted", "Decision", "parentBody"} <= set(ids(page(shipped, "/ontology")))
    turtle = shipped.get("/ontology.ttl").text
    assert "owl:AllDisjointClasses" in turtle
    assert "sh:path" not in turtle


def test_the_home_page_says_where_the_statements_come_from(shipped: FlaskClient, site: Flask) -> None:
    text = page(shipped, "/")
    with site.test_request_context("/"):
        data = state.site().data
        query = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), $prefix)) }"
        for kind in ("document/", "authority", "links", "ontology"):
            n = data.count(query.replace("$prefix", quads.literal(f"{data.base}graph/{kind}")))
            assert f"<b>{n:,}</b>" in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_browsing_is_in_the_order_of_names_over_all_pages(shipped: FlaskClient, language: str) -> None:
    names: list[str] = []
    for number in (1, 2, 3):
        text = page(shipped, f"/browse/City?page={number}", language)
        items = text[text.index('<ul class="columns">') :].split("</ul>")[0]
        names += [re.sub("<[^>]+>", "", item) for item in re.findall(r"<li>(.*?)</li>", items)]
    assert len(names) > 200
    assert names == sorted(names, key=str.casefold)
    assert shipped.get("/browse/City?page=99").status_code == 404


@pytest.mark.parametrize("path", ["/scheme/nonsense", "/scheme/nonsense/foo", "/scheme/verb/requests/more"])
def test_a_scheme_that_is_not_there(shipped: FlaskClient, path: str) -> None:
    for accept in ("text/html", "text/turtle"):
        assert shipped.get(path, headers={"Accept": accept}).status_code == 404
    assert shipped.get(path).get_json()["code"] == "NO_SUCH_THING"


def test_a_concept_is_described_by_itself(shipped: FlaskClient) -> None:
    lines = [line for line in shipped.get("/scheme/verb/requests.nt").text.splitlines() if line]
    concept = "<https://w3id.org/igr/scheme/verb/requests>"
    assert 10 < sum(line.startswith(concept) for line in lines) < 50
    about = {line.split()[0] for line in lines if f"owl#annotatedSource> {concept}" in line}
    assert {line.split()[0] for line in lines} == {concept, *about}
    listed = page(shipped, "/scheme/verb")
    assert listed.count('id="requests"') == 1


def test_a_thing_shows_its_links_with_relation_confidence_and_source(shipped: FlaskClient) -> None:
    text = page(shipped, "/doc/country/fin")
    start = text.index('<table class="properties links">')
    table = text[start : text.index("</table>", start)]
    for target in ("http://www.wikidata.org/entity/Q33", "https://sws.geonames.org/660013/"):
        assert text.count(f'href="{target}"') == 1
        assert target in table
    assert "datasets/country-codes" in table
    assert "<td>0.95</td>" in table
    assert "same as" in table
    assert "is mapped by" not in text
