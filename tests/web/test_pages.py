"""The pages for people: the reader above all, in every language, without a script."""

from __future__ import annotations

import gzip
import hashlib
import html
import re
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest
from flask.testing import FlaskClient

from igr_kg import assets
from igr_kg.graph import quads, syntax
from igr_kg.web import i18n, problems, saved
from tests.support import TOP

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
VOID = {"meta", "link", "input", "br", "img", "hr"}
HTML = {"Accept": "text/html"}
PAGES = [
    "/",
    "/documents",
    "/documents/test-a-1-2",
    "/browse",
    "/browse/GovernanceBody",
    "/search?q=测试",
    "/doc/body/tpu",
    "/doc/document/test-a-1-2",
    "/doc/document/test-a-1-2/zh",
    "/doc/document/test-a-1-2/par/1/a",
    "/doc/document/test-a-1-2/par/1/a/response/1",
    "/graph/document/test-a-1-2/zh",
    "/ontology",
    "/shapes",
    "/scheme/modality",
    "/catalog",
    "/sparql",
    "/queries",
    "/dumps",
    "/validate",
    "/problems",
]


class Outline(HTMLParser):
    """Checks that elements nest, ids are unique, and keeps what a person sees of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.text: list[str] = []
        self.headings: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [str(values["id"])] if "id" in values else []
        self.links += [str(values["href"])] if tag == "a" and "href" in values else []
        self.headings += [tag] if re.fullmatch("h[1-6]", tag) else []
        assert "style" not in values, "the content security policy forbids styles in attributes"
        assert not (tag == "a" and self.open.count("a") > 1), "links do not nest"
        if tag == "label" and "for" in values:
            self.labelled.add(str(values["for"]))
        if tag in ("input", "textarea", "select") and values.get("type") != "hidden":
            self.fields.append({**values, "inside": str("label" in self.open)})

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def outline(page: str) -> Outline:
    parser = Outline()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_sound(client: FlaskClient, path: str, lang: str) -> None:
    answer = client.get(path, headers={**HTML, "Accept-Language": lang})
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert answer.headers["Content-Language"] == lang
    assert {"Accept", "Accept-Language"} <= set(answer.vary)
    opening = f'<html lang="{lang}" dir="rtl">' if lang == "ar" else f'<html lang="{lang}">'
    assert opening in answer.text
    found = outline(answer.text)
    assert len(found.ids) == len(set(found.ids))
    assert found.headings.count("h1") == 1
    for field in found.fields:
        assert field["inside"] == "True" or field.get("id") in found.labelled


def test_every_link_within_the_site_leads_somewhere(client: FlaskClient) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting and len(seen) < 150:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path, headers=HTML, buffered=True)
        assert answer.status_code == 200, path
        if answer.mimetype == "text/html":
            links = [link.split("#")[0] for link in outline(answer.text).links]
            waiting += [link for link in links if link.startswith("/") and "lang=" not in link]
    assert "/documents/test-a-1-2?version=zh" in seen


def test_a_chosen_language_stays(client: FlaskClient) -> None:
    page = client.get("/documents?lang=zh", headers={**HTML, "Accept-Language": "en"})
    assert '<html lang="zh">' in page.text
    assert "/documents/test-a-1-2?lang=zh" in outline(page.text).links
    assert '<html lang="en">' in client.get("/documents?lang=tlh", headers=HTML).text


def test_the_languages_have_the_same_texts() -> None:
    found = i18n.load(assets.folder("site/i18n"))
    assert next(iter(found)) == "en"
    codes = {f"problem.{code}" for code in problems.CODES}
    english = found["en"].table
    for texts in found.values():
        shared = {key for key in texts.table if not key.startswith("sentence.")}
        assert shared - codes == set(english)
        assert texts.language == "en" or codes <= set(texts.table)
        for key, text in english.items():
            places = re.findall(r"{(\w+)}", text)
            assert sorted(re.findall(r"{(\w+)}", texts.table[key])) == sorted(places), key


def test_every_sentence_of_an_error_has_its_translation() -> None:
    """English stands in the program, beside the key; every other language in its table."""
    code = "".join(path.read_text("utf-8") for path in (TOP / "igr_kg").rglob("*.py"))
    keys = set(re.findall(r'say="(\w+)"', code)) | {"query_too_large", "submission_too_large", "rdf_prefix"}
    assert len(keys) > 30
    found = i18n.load(assets.folder("site/i18n"))
    for texts in (found[tag] for tag in found if tag != "en"):
        for key in keys:
            assert f"sentence.{key}" in texts.table, key
            assert f"sentence.{key}_hint" in texts.table, key
        for key in texts.table:
            name = key.removeprefix("sentence.").removesuffix("_hint")
            assert not key.startswith("sentence.") or f'"{name}"' in code, key


def test_templates_use_no_text_that_is_missing() -> None:
    english = i18n.load(assets.folder("site/i18n"))["en"]
    used = set()
    for path in assets.folder("site/templates").glob("*.html"):
        used |= set(re.findall(r"""\bt\(["']([\w.]+)["'][,)]""", path.read_text(encoding="utf-8")))
    assert len(used) > 80
    assert {key for key in used if key not in english.table} == set()


def reader(client: FlaskClient, path: str = "/documents/test-a-1-2") -> str:
    return client.get(path, headers=HTML).text


def _plain(fragment: str) -> str:
    return html.unescape(re.sub("<[^>]+>", "", fragment))


def _block(page: str, anchor: str) -> str:
    start = page.index(f'id="p-{anchor}"')
    end = page.find("<section", start + 1)
    return page[start : end if end > 0 else len(page)]


def test_the_reader_shows_each_block_whole(client: FlaskClient, fixture: ModuleType) -> None:
    page = reader(client)
    rows = fixture.statements()
    texts = {q.s: quads.value(q.o) for q in rows if q.p.endswith("#text>")}
    assert len(texts) == 4
    for part, text in texts.items():
        anchor = quads.value(part).partition("/test-a-1-2/")[2].replace("/", ".")
        block = re.search(r'<div class="text".*?</div>', _block(page, anchor), re.S)
        assert block is not None
        assert text in re.sub(r"\s*\n\s*", "", _plain(block[0]))


def test_marks_link_names_to_their_things(client: FlaskClient) -> None:
    page = reader(client)
    marks = re.findall(r'<a class="mark k-(\w+)" href="([^"]+)"[^>]*>([^<]+)</a>', _block(page, "par.1"))
    assert ("body", "/doc/body/tpu", "测试规划署") in marks
    assert ("date", "/doc/meeting/tpu-meeting-2", "2010年2月26日") in marks
    assert ("place", "/doc/place/nairobi", "内罗毕") in marks
    assert ("meeting", "/doc/meeting/tpu-meeting-2", "第二次会议") in marks


def test_overlapping_spans_are_marked_without_nesting_links(client: FlaskClient, fixture: ModuleType) -> None:
    block = _block(reader(client), "par.1.a")
    pieces = re.findall(r'<span class="mark k-statement" data-e="([^"]+)">([^<]+)</span>', block)
    assert "".join(text for _, text in pieces) == "加强测试规划署的能力建设"
    keys = {text: set(found.split()) for found, text in pieces}
    assert keys["测试规划署的能力"] > keys["建设"]
    assert keys["加强"] > keys["建设"]
    assert keys["加强"] != keys["测试规划署的能力"]


def test_every_record_of_evidence_has_an_anchor_at_its_words(
    client: FlaskClient, fixture: ModuleType
) -> None:
    page = reader(client)
    ids = outline(page).ids
    records = {quads.value(q.s).partition("#")[2] for q in fixture.statements() if q.o.endswith("#Evidence>")}
    assert {key for key in records if f"e-{key}" not in ids} == set()


def test_facts_stand_beside_their_block_with_quotes(client: FlaskClient) -> None:
    block = _block(reader(client), "par.1")
    facts = block[block.index('class="facts"') :]
    assert "held in" in facts
    assert '<a href="/doc/place/nairobi">Nairobi</a>' in facts
    assert '<q lang="zh">内罗毕</q>' in facts
    both = re.search(
        r'“<q lang="zh">测试规划署</q>”</a> <span class="plus">.</span> '
        r'<a href="#(c-[^"]+)">“<q[^>]*>第二次会议',
        facts,
    )
    assert both
    assert f'id="{both[1]}"' in block


def test_offsets_count_code_points(client: FlaskClient) -> None:
    cover = _block(reader(client), "cover")
    pieces = re.findall(r'data-e="[^"]+">([^<]+)</', cover[: cover.index('class="facts"')])
    assert pieces == ["测试大会", " 𠮷"]


def test_the_facts_of_a_thing_lead_to_the_words(client: FlaskClient, fixture: ModuleType) -> None:
    page = client.get("/doc/meeting/tpu-meeting-2", headers=HTML).text
    links = [link for link in outline(page).links if link.startswith("/documents/")]
    assert links
    ids = set(outline(reader(client, links[0].split("#")[0])).ids)
    assert {link.split("#")[1] for link in links} <= ids
    assert "TEST/A.1/2 · paragraph 1" in page


def test_a_thing_without_a_name_gets_one_from_what_is_known(client: FlaskClient) -> None:
    page = client.get("/doc/meeting/tpu-meeting-2", headers={**HTML, "Accept-Language": "zh"}).text
    assert re.search(r"<h1[^>]*>测试规划署第2次会议</h1>", page)


def test_a_version_that_is_not_held(client: FlaskClient) -> None:
    answer = client.get("/documents/test-a-1-2?version=ru")
    assert answer.status_code == 404
    assert "zh" in answer.get_json()["hint"]
    assert client.get("/documents/none").status_code == 404


def test_browsing(client: FlaskClient) -> None:
    page = client.get("/browse/body", headers=HTML).text
    assert '<a href="/doc/body/tpu">Test Programme</a>' in page
    assert client.get("/browse/nothing").get_json()["code"] == "NO_SUCH_THING"
    assert client.get("/browse/body?page=0").get_json()["code"] == "BAD_PARAMETER"
    assert client.get("/browse/body?page=2").get_json()["code"] == "NO_SUCH_THING"
    assert client.get("/documents?page=2").status_code == 404


def test_searching_names_and_texts(client: FlaskClient) -> None:
    page = client.get("/search?q=规划署", headers=HTML).text
    assert "/doc/body/tpu" in outline(page).links
    assert "/documents/test-a-1-2?version=zh&at=par/1#p-par.1" in outline(page).links
    assert "<mark>规划署</mark>" in page
    assert "Nothing found" in client.get("/search?q=zzzz", headers=HTML).text
    assert "&lt;b&gt;" in client.get("/search?q=<b>", headers=HTML).text
    assert "<mark>测试</mark>" in client.get('/search?q="测试"', headers=HTML).text
    wide = client.get("/search?q=ＴＥＳＴ/Ａ", headers=HTML).text
    assert "/doc/document/test-a-1-2" in outline(wide).links


def test_dumps_with_checksums(client: FlaskClient, release: Path) -> None:
    page = client.get("/dumps/", headers=HTML).text
    links = [link for link in outline(page).links if link.startswith(f"/dumps/{release.name}/")]
    assert len(links) == 6
    for link in links:
        answer = client.get(link, buffered=True)
        name = link.removeprefix(f"/dumps/{release.name}/")
        assert answer.status_code == 200
        assert answer.data == (release / name).read_bytes()
        assert answer.content_length == len(answer.data)
        if name != "SHA256SUMS":
            assert hashlib.sha256(answer.data).hexdigest() in page
    packed = client.get(f"/dumps/{release.name}/igr.ttl.gz", buffered=True)
    assert packed.mimetype == "application/gzip"
    assert "Content-Encoding" not in packed.headers
    tag = {"If-None-Match": packed.headers["ETag"]}
    again = client.get(f"/dumps/{release.name}/igr.ttl.gz", headers=tag, buffered=True)
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "name", ["manifest.json", "store/CURRENT", "../../secret", "%2e%2e/x", "nothing.ttl"]
)
def test_only_files_with_a_checksum_are_sent(client: FlaskClient, release: Path, name: str) -> None:
    assert client.get(f"/dumps/{release.name}/{name}").status_code == 404
    assert client.get("/dumps/9.9.9/igr.nq").status_code == 404


def test_example_queries_are_addresses_that_answer(client: FlaskClient) -> None:
    files = sorted(assets.folder("data/queries").glob("*.rq"))
    assert len(files) >= 32
    name = files[0].stem
    page = client.get(f"/queries/{name}", headers=HTML)
    assert page.mimetype == "text/html"
    assert any(link.startswith("/sparql?query=") for link in outline(page.text).links)
    assert client.get(f"/queries/{name}", headers={"Accept": "text/csv"}).mimetype == "text/csv"
    assert client.get(f"/queries/{name}.json").mimetype == "application/sparql-results+json"
    assert client.get("/queries/none").get_json()["code"] == "NO_SUCH_FILE"
    listed = client.get("/queries", headers=HTML).text
    about = dict.fromkeys(saved.SCOPES, 0)
    for path in files:
        query = saved.parse(path.stem, path.read_text(encoding="utf-8"))
        about[query.scope] += 1
        assert listed.count(f'href="/queries/{path.stem}"') == 1
        assert query.titles[""]
        assert query.titles["zh"]
    across = listed.index('id="collection"')
    assert listed.index('id="document"') < across
    assert listed[across:].count('href="/queries/') == about["collection"] >= 20


def test_openapi_names_what_is_served(client: FlaskClient) -> None:
    body = client.get("/openapi.json").get_json()
    assert body["openapi"].startswith("3.1")
    rules = {
        re.sub(r"<(?:\w+:)?(\w+)>", "{}", str(r)).rstrip("/") for r in client.application.url_map.iter_rules()
    }
    for path in body["paths"]:
        if not path.startswith("/queries/"):
            assert re.sub(r"{\w+}", "{}", path).rstrip("/") in rules
    assert "429" in body["paths"]["/sparql"]["get"]["responses"]
    assert "429" not in body["paths"]["/health"]["get"]["responses"]
    assert "QUERY_TIMEOUT" in body["components"]["schemas"]["Problem"]["properties"]["code"]["enum"]


def test_the_site_map_names_pages_that_answer_directly(client: FlaskClient) -> None:
    answer = client.get("/sitemap.xml")
    assert answer.mimetype == "application/xml"
    paths = re.findall("<loc>http://localhost([^<]*)</loc>", answer.text)
    assert "/doc/body/tpu" in paths
    assert "/documents/test-a-1-2" in paths
    for path in paths:
        assert client.get(path, headers=HTML).status_code == 200, path
    assert "Sitemap: http://localhost/sitemap.xml" in client.get("/robots.txt").text


def test_health(client: FlaskClient, release: Path) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok", "version": release.name})


def test_static_files_are_small_and_ask_nobody_else(client: FlaskClient) -> None:
    total = 0
    for path in assets.folder("site/static").iterdir():
        if path.is_dir():
            continue
        answer = client.get(f"/static/{path.name}", buffered=True)
        assert answer.status_code == 200
        total += len(answer.data)
    assert total < 40_000
    editor = assets.folder("site/static") / "editor"
    assert len(gzip.compress((editor / "editor.js").read_bytes())) < 160_000
    for path in [*assets.folder("site/templates").iterdir(), *assets.folder("site/static").glob("*.css")]:
        found = re.findall(
            r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//""", path.read_text(encoding="utf-8")
        )
        assert found == [], path.name


def test_a_page_names_its_data(client: FlaskClient) -> None:
    page = client.get("/doc/body/tpu", headers=HTML).text
    assert '<link rel="alternate" type="text/turtle" href="/doc/body/tpu.ttl"' in page
    assert syntax.parse(client.get("/doc/body/tpu.ttl").data, "ttl")
