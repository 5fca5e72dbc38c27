"""The editor of queries in a real browser."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.serving import make_server

from igr_kg.config import Settings
from igr_kg.store.opening import open_store
from igr_kg.web.app import create_app
from igr_kg.web.server import mounted
from igr_kg.web.state import EXTENSION
from tests.web.old_releases import NAMES, NEW, OLD, publish_all

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium"),
]
PREFIX = "PREFIX igr: <https://w3id.org/igr/ontology#>\n"
COUNT = PREFIX + "SELECT ?class (COUNT(?s) AS ?n) { ?s a ?class } GROUP BY ?class ORDER BY DESC(?n)"
TIMES = PREFIX + "SELECT ?meeting ?start { ?meeting igr:startDate ?start }"
EDGES = PREFIX + "CONSTRUCT { ?s igr:heldIn ?o } WHERE { ?s igr:heldIn ?o }"
PLACES = """PREFIX geo: <http://www.opengis.net/ont/geosparql#>
SELECT ?name ?where { VALUES (?name ?where) { ("Nairobi" "POINT(36.8 -1.3)"^^geo:wktLiteral) } }"""


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Give the address of a server under a sub-path."""
    server = make_server("127.0.0.1", 0, mounted(app, "/kg"), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/kg"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with serving(app) as found:
        yield found


@pytest.fixture(scope="module")
def address_of_several(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of several releases."""
    folder = publish_all(tmp_path_factory.mktemp("build")) / "releases" / NEW
    app = create_app(settings, open_store(folder, settings), folder)
    with serving(app) as found:
        yield found
    app.extensions[EXTENSION].close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@contextmanager
def opened(browser: Any, address: str, path: str = "/sparql?lang=en", **context: Any) -> Iterator[Any]:
    """Give a page, which must have had no fault and asked no other host when it is closed.

    What the endpoint refuses is no fault of the page: the browser notes every status above 399.
    """
    made = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **context})
    page = made.new_page()
    page.set_default_timeout(20_000)
    faults: list[str] = []
    refused = re.compile("Failed to load resource: the server responded with a status of 4")
    page.on(
        "console",
        lambda m: (
            faults.append(m.text) if m.type in ("error", "warning") and not refused.match(m.text) else 0
        ),
    )
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith((address, "data:")) else faults.append(r.url))
    page.goto(address + path)
    yield page
    made.close()
    assert faults == []


def asked(query: str, language: str = "en") -> str:
    return "/sparql?" + urlencode({"lang": language, "query": query})


def write(page: Any, text: str) -> None:
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(text)


def value(page: Any) -> str:
    return str(page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()"))


def test_a_query_is_written_and_run_without_leaving_the_page(browser: Any, address: str) -> None:
    with opened(browser, address) as page:
        page.evaluate("window.same = true")
        write(page, "SELECT ?s { ?s a <ontology#GovernanceBody> }")
        page.keyboard.press("Control+Enter")
        link = page.locator("table.result tbody a")
        assert link.inner_text() == "Test Programme"
        assert link.get_attribute("href") == "/kg/doc/body/tpu?lang=en"
        assert page.evaluate("window.same")
        assert "GovernanceBody" in page.url
        link = page.locator("a.permalink").get_attribute("href")
        assert link.startswith("/kg/sparql?query=SELECT")
        assert link.endswith("&release=1.0.0-0123456789ab")
        page.locator("[role=tab]", has_text="Response").click()
        assert '"type":"uri"' in page.locator("pre.response").inner_text()
        write(page, "ASK {}")
        page.locator("form#editor button", has_text="Run").click()
        page.locator("#result strong", has_text="Yes").wait_for()
        page.go_back()
        page.locator("table.result").wait_for()
        assert "GovernanceBody" in value(page)


def test_a_query_is_asked_of_an_old_release(browser: Any, address_of_several: str) -> None:
    with opened(browser, address_of_several) as page:
        write(page, NAMES)
        page.keyboard.press("Control+Enter")
        page.locator("table.result td", has_text="d").wait_for()
        assert "release" not in page.url
        page.locator("#release").select_option(OLD)
        page.locator("form#editor button", has_text="Run").click()
        page.locator("#release-note").wait_for()
        assert page.locator("table.result td").all_inner_texts() == ["a", "b"]
        assert f"release={OLD}" in page.url
        assert page.locator("a.permalink").get_attribute("href").endswith(f"&release={OLD}")
        page.locator("#tab-raw").click()
        assert '"value":"a"' in page.locator("pre.response").inner_text()
        page.go_back()
        page.locator("table.result td", has_text="d").wait_for()
        assert page.locator("#release").input_value() == ""


def test_completion_offers_terms_by_name_and_declares_their_prefix(browser: Any, address: str) -> None:
    with opened(browser, address, "/sparql?lang=zh") as page:
        write(page, "SELECT * { ?s igr:hel")
        hint = page.locator(".CodeMirror-hint", has_text="igr:heldIn")
        assert "举行地点" in hint.inner_text()
        page.keyboard.press("Enter")
        assert value(page) == f"{PREFIX}SELECT * {{ ?s igr:heldIn"
        page.keyboard.type(" ?o . ?o a 城")
        page.keyboard.press("Control+Space")
        page.locator(".CodeMirror-hint", has_text="igr:City").click()
        assert value(page).endswith("?o a igr:City")


def test_an_example_is_chosen_or_followed(browser: Any, address: str) -> None:
    with opened(browser, address, "/sparql?lang=zh") as page:
        page.locator("#example").select_option(index=1)
        assert "igr:establishedBy" in value(page)
        assert page.locator(".about-example").inner_text() != ""
        assert page.locator("#result").count() == 0
        page.locator(".examples a").nth(1).click()
        page.locator("#result").wait_for()
        assert page.locator("#example").input_value() == "1"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    ("query", "view", "drawn"),
    [
        (COUNT, "chart", "rect"),
        (TIMES, "timeline", "circle"),
        (EDGES, "graph", "line"),
        (PLACES, "map", "circle"),
    ],
)
def test_a_view_for_what_an_answer_holds(
    browser: Any, address: str, query: str, view: str, drawn: str, language: str
) -> None:
    with opened(browser, address, asked(query, language)) as page:
        names = page.locator("#answer [role=tab]").evaluate_all("all => all.map(tab => tab.id.slice(4))")
        assert names == ["table", view, "raw"]
        page.locator(f"#tab-{view}").click()
        panel = page.locator(f"#view-{view}")
        assert panel.locator(f"svg {drawn}").count() > 0
        assert panel.is_visible()
        assert not page.locator("table.result").is_visible()
        for number in range(panel.locator("select").count()):
            select = panel.locator("select").nth(number)
            for option in range(select.locator("option").count()):
                select.select_option(index=option)
                assert panel.locator("svg").count() == 1
        page.set_viewport_size({"width": 360, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_views_are_tabs_for_the_keyboard(browser: Any, address: str) -> None:
    with opened(browser, address, asked(COUNT)) as page:
        page.locator("#tab-table").focus()
        page.keyboard.press("ArrowRight")
        assert page.locator("#tab-chart").get_attribute("aria-selected") == "true"
        page.keyboard.press("End")
        assert page.evaluate("document.activeElement.id") == "tab-raw"
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.id") == "tab-table"


def test_the_tab_key_leaves_the_editor(browser: Any, address: str) -> None:
    with opened(browser, address) as page:
        write(page, "ASK {}")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Run"
        assert value(page) == "ASK {}"


def test_an_error_shows_its_place(browser: Any, address: str) -> None:
    query = "SELECT * {\n  # 𠮷\n  ?s ex:p ?o }"
    with opened(browser, address, asked(query, "fr")) as page:
        assert page.locator(".notice.bad strong").inner_text().startswith("Le préfixe ex: n")
        assert page.locator(".igr-wrong").inner_text() == "ex:p"
        page.locator(".notice.bad button").click()
        cursor = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getCursor()")
        assert (cursor["line"], cursor["ch"]) == (2, 5)
        page.keyboard.type("x")
        assert page.locator(".igr-wrong").count() == 0
        write(page, "SELECT * {\n ?s ?p }")
        told = page.locator(".told-syntax", has_text="La ligne 2")
        told.wait_for()
        assert page.locator(".igr-sign").count() == 1


def test_a_limit_that_was_met_is_told_in_the_language_of_the_page(browser: Any, address: str) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"
    made = browser.new_context()
    page = made.new_page()
    page.goto(f"{address}/sparql?lang=ru")
    write(page, slow)
    page.keyboard.press("Control+Enter")
    page.locator(".notice.bad", has_text="504 QUERY_TIMEOUT").wait_for()
    assert "(2 с)" in page.locator(".notice.bad strong").inner_text()
    made.close()


def test_a_query_can_be_stopped(browser: Any, address: str) -> None:
    with opened(browser, address) as page:
        page.route("**/sparql?*query=*", lambda route: None)
        write(page, "ASK {}")
        page.keyboard.press("Control+Enter")
        page.locator("button", has_text="Cancel").click()
        page.locator("button", has_text="Cancel").wait_for(state="hidden")
        assert page.locator("#answer").inner_text() == ""


def test_a_long_query_is_posted(browser: Any, address: str) -> None:
    with opened(browser, address) as page:
        write(page, "ASK {}")
        page.evaluate(
            "document.querySelector('.CodeMirror').CodeMirror.setValue('ASK {} #' + 'x'.repeat(9000))"
        )
        page.locator("form#editor button", has_text="Run").click()
        page.locator("#result strong", has_text="Yes").wait_for()
        assert "query" not in page.url


def queries(page: Any) -> list[str]:
    """Return the names of the tabs, the chosen one in brackets."""
    return [
        f"[{tab.inner_text()}]" if tab.get_attribute("aria-selected") == "true" else tab.inner_text()
        for tab in page.locator(".queries [role=tab]").all()
    ]


def test_each_query_has_a_tab_with_its_text_and_answer(browser: Any, address: str) -> None:
    with opened(browser, address) as page:
        assert queries(page) == ["[Query 1]"]
        write(page, "# bodies\nSELECT ?s { ?s a <ontology#GovernanceBody> }")
        page.keyboard.press("Control+Enter")
        page.locator("table.result tbody a").wait_for()
        first = page.url
        page.locator(".queries .add").click()
        assert queries(page) == ["bodies", "[Query 2]"]
        assert page.locator("#answer").inner_text() == ""
        assert page.url == f"{address}/sparql?lang=en"
        write(page, "ASK {}")
        page.keyboard.press("Control+Enter")
        page.locator("#result strong", has_text="Yes").wait_for()
        page.locator(".queries [role=tab]", has_text="bodies").click()
        assert value(page).startswith("# bodies")
        assert page.locator("table.result tbody a").inner_text() == "Test Programme"
        assert page.url == first
        page.keyboard.press("ArrowRight")
        assert (value(page), queries(page)) == ("ASK {}", ["bodies", "[Query 2]"])
        assert page.locator("#result strong").inner_text() == "Yes"
        page.locator(".queries .close").click()
        assert queries(page) == ["[bodies]"]
        page.locator(".queries .close").click()
        assert queries(page) == ["[Query 3]"]
        assert "startDate" in value(page)


def test_what_can_be_undone_stays_with_its_query(browser: Any, address: str) -> None:
    with opened(browser, address) as page:
        write(page, "ASK {}")
        page.locator(".queries .add").click()
        page.locator(".queries [role=tab]").first.click()
        page.locator(".CodeMirror").click()
        for _ in range(20):
            page.keyboard.press("Control+Z")
        assert "startDate" in value(page)
        page.locator(".queries [role=tab]").last.click()
        page.locator(".CodeMirror").click()
        page.keyboard.press("Control+Z")
        assert "startDate" in value(page)


def test_queries_last_as_long_as_the_window(browser: Any, address: str) -> None:
    """Over reloads and other pages; a text that was not asked yet is there as it was written."""
    with opened(browser, address) as page:
        write(page, "SELECT ?s { ?s a <ontology#GovernanceBody> }")
        page.keyboard.press("Control+Enter")
        page.locator("table.result tbody a").wait_for()
        write(page, "# a draft")
        page.reload()
        assert (value(page), queries(page)) == ("# a draft", ["[a draft]"])
        assert page.locator("table.result tbody a").inner_text() == "Test Programme"
        page.goto(f"{address}/queries?lang=en")
        page.goto(f"{address}{asked('ASK {}')}")
        assert (value(page), queries(page)) == ("ASK {}", ["a draft", "[Query 2]"])
        page.goto(f"{address}/sparql?lang=en")
        page.locator("#result strong", has_text="Yes").wait_for()
        assert (value(page), queries(page)) == ("ASK {}", ["a draft", "[Query 2]"])
        assert page.url == f"{address}{asked('ASK {}')}"
    with opened(browser, address) as page:
        assert queries(page) == ["[Query 1]"]


def test_an_example_takes_no_place_of_what_was_written(browser: Any, address: str) -> None:
    with opened(browser, address) as page:
        choices = page.locator("#example option")
        page.locator("#example").select_option(choices.nth(1).get_attribute("value"))
        assert queries(page) == [f"[{choices.nth(1).inner_text()[:29]}…]"]
        write(page, "# mine")
        page.locator("#example").select_option(choices.nth(2).get_attribute("value"))
        assert queries(page) == ["mine", f"[{choices.nth(2).inner_text()[:29]}…]"]
        page.locator(".queries [role=tab]").first.click()
        assert (value(page), page.locator("#example").input_value()) == ("# mine", "")
        page.locator(".queries [role=tab]").last.click()
        assert page.locator("#example").input_value() == choices.nth(2).get_attribute("value")


def test_kept_queries_that_cannot_be_read_are_none(browser: Any, address: str) -> None:
    with opened(browser, address) as page:
        for text in ("no JSON", "{}", "[[{}], 7]", "[[null], 0]"):
            page.goto(f"{address}/queries?lang=en")
            page.evaluate("t => sessionStorage.setItem('igr-kg queries of /kg/sparql', t)", text)
            page.goto(f"{address}/sparql?lang=en")
            assert queries(page) == ["[Query 1]"]


def test_the_arabic_page_runs_from_the_right_and_its_code_from_the_left(browser: Any, address: str) -> None:
    with opened(browser, address, "/sparql?lang=ar", viewport={"width": 360, "height": 700}) as page:
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.locator(".code-editor").evaluate("node => getComputedStyle(node).direction") == "ltr"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator("form#editor .row button:visible").first.inner_text() == "تنفيذ"


def test_colours_follow_the_scheme_of_the_site(browser: Any, address: str) -> None:
    with opened(browser, address, color_scheme="dark") as page:
        background = page.locator(".code-editor").evaluate("node => getComputedStyle(node).backgroundColor")
        assert background == "rgb(26, 33, 41)"
