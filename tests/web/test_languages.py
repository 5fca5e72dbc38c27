"""The texts of the pages in six languages: complete, translated, and alone in the frame of every page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from igr_kg import assets, config
from igr_kg.store.port import Store
from igr_kg.web import i18n
from igr_kg.web.app import create_app
from tests.web.own_words import OwnWords

HTML = {"Accept": "text/html"}
TEXTS = i18n.load(assets.folder("site/i18n"))
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
OTHERS = [tag for tag in LANGUAGES if tag != "en"]
PLACE = re.compile(r"{[^}]*}")
NAMES = {"nav.sparql", "ontology.n_"}
"""Keys whose text is a name, or nothing but a number."""
SIGNS = ("number.", "label.", "part.", "language.direction")
"""Beginnings of keys whose text may be made of signs, numbers and places only."""
SPELT_ALIKE = {
    "es": {"No", "bytes"},
    "fr": {
        *("Catalogue (DCAT)", "Classes", "Code", "Concepts", "Document", "Documents", "Message", "Modules"),
        *("Option", "Page {n}", "Pages", "Participation", "Passages", "Questions", "Relation", "Version"),
        *("Violation", "Vote", "agent", "catalogue", "Catalogue", "code", "compression", "concept", "date"),
        *(
            "dates",
            "description",
            "distribution",
            "document",
            "documents",
            "format",
            "instruments",
            "licence",
        ),
        *("logo", "message", "note", "option", "section", "service", "session", "source", "transitive"),
        *("type", "version", "violation"),
    },
}
"""What is the same word in English."""
UNITS = {"ar": ("بايت", "ثانية", "من"), "ru": ("байт", "с", "из")}
"""What may follow a number whatever its value: a unit's symbol, a preposition."""
FOREIGN = re.compile(
    r"^(?:SPARQL|RDF|XML|JSON|LD|HTML|Turtle|Triples|TriG|Quads|SHACL|OpenAPI|VoID|DCAT|SSSOM|SVG|SHA|CC|BY|"
    r"IRI|UTF|PDF|Word|Akoma|Ntoso|HTTP|DL|OWL|Content|igr|kg|sparql|openapi|json|application|problem|owl|"
    r"https?|org|w3id|ontology|EuroVoc|[A-Z]+|[a-z])$"
)
"""Names of formats, standards, thesauri and addresses, which no language translates."""


CODES = re.compile(r"\d[\d.,]* [kMG]B|[\w./-]*/[\w./-]+|\w+(?:\.\w+)+|\S*[:_]\S*|“[^”]*”")
"""Paths, names of files, prefixed names, quoted words and sizes."""


class Frame(OwnWords):
    """Collects what titles and labels of elements say too; data and names of the site are no words of it."""

    def is_other(self, tag: str, values: dict[str, str | None]) -> bool:
        of_data = (values.get("class") or "").split()
        own = tag in ("code", "pre", "textarea", "script", "style") or "brand" in of_data
        own |= bool({"instance", "langtag", "iri", "symbol", "place", "mono", "shape"} & set(of_data))
        return (tag != "html" and "lang" in values) or own

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        for name in ("title", "placeholder", "aria-label", "alt"):
            if values.get(name) and tag not in ("link", "meta") and not any(self.open):
                self.text.append(str(values[name]))
        super().handle_starttag(tag, attrs)


def frame(page: str) -> list[str]:
    reader = Frame()
    reader.feed(page)
    return reader.text


def test_the_six_languages_are_all_there_and_name_themselves() -> None:
    assert set(TEXTS) == set(LANGUAGES)
    names = [TEXTS[tag]("language.self") for tag in LANGUAGES]
    assert names == ["العربية", "English", "Español", "Français", "Русский", "中文"]
    assert [tag for tag in LANGUAGES if TEXTS[tag].direction == "rtl"] == ["ar"]


@pytest.mark.parametrize("tag", OTHERS)
def test_no_text_is_missing_and_none_lost_a_place(tag: str) -> None:
    own, model = TEXTS[tag].table, TEXTS["zh"].table
    assert set(own) == set(model)
    assert set(TEXTS["en"].table) <= set(own)
    for key, text in own.items():
        assert text.strip() or key in ("part.join", "number.group"), key
        expected = TEXTS["en"].table.get(key, model[key])
        assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(expected)), key


@pytest.mark.parametrize("tag", OTHERS)
def test_no_text_is_left_in_english(tag: str) -> None:
    alike = SPELT_ALIKE.get(tag, set())
    left = {
        key: text
        for key, text in TEXTS[tag].table.items()
        if text == TEXTS["en"].table.get(key)
        and text not in alike
        and key not in NAMES
        and not key.startswith(SIGNS)
    }
    assert left == {}


@pytest.mark.parametrize(("tag", "script"), [("ar", "[\u0620-\u064a]"), ("ru", "[а-яё]"), ("zh", "[㐀-鿿]")])
def test_every_text_is_in_the_script_of_its_language(tag: str, script: str) -> None:
    for key, text in TEXTS[tag].table.items():
        if key not in NAMES and not key.startswith(SIGNS):
            assert re.search(script, text), (key, text)


@pytest.mark.parametrize("tag", ["ar", "ru"])
def test_where_the_form_of_a_noun_depends_on_the_number_none_follows_one(tag: str) -> None:
    """Russian and Arabic have three and six forms: the number stands behind the noun, after a colon."""
    for key, text in TEXTS[tag].table.items():
        for word in re.findall(
            r"{(?:n|\w+:,|seconds\S*|blocks|facts|rows|total|unused|used|most)} (\w+)", text
        ):
            assert word in UNITS[tag] or key.startswith("number."), (key, text)


def test_numbers_and_sizes_are_written_as_in_each_language() -> None:
    assert [TEXTS[tag].number(157165) for tag in LANGUAGES] == [
        "157,165",
        "157,165",
        "157\u202f165",
        "157\u202f165",
        "157\u00a0165",
        "157,165",
    ]
    assert [TEXTS["fr"].size(n) for n in (999, 1000, 2_450_000)] == ["999 octets", "1,0 ko", "2,5 Mo"]
    assert TEXTS["ru"]("sentence.too_many_rows", rows=100000) == (
        "Число строк ответа больше допустимого (100\u00a0000)."
    )


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("ar-EG, en;q=0.5", "ar"),
        ("es-419", "es"),
        ("ru;q=0.9, fr;q=0.8", "ru"),
        ("fr-CH", "fr"),
        ("de", "en"),
    ],
)
def test_the_browser_chooses_the_language_and_a_link_may_choose_another(
    client: FlaskClient, asked: str, given: str
) -> None:
    page = client.get("/", headers={**HTML, "Accept-Language": asked})
    assert page.headers["Content-Language"] == given
    links = re.findall(r'<a href="/\?lang=(\w+)" hreflang="(\w+)" lang="(\w+)"', page.text)
    assert [tags for tags in links if len(set(tags)) == 1] == links
    assert {tags[0] for tags in links} == set(LANGUAGES)
    other = client.get("/?lang=ar", headers={**HTML, "Accept-Language": asked})
    assert '<html lang="ar" dir="rtl">' in other.text


def english(tag: str) -> set[str]:
    """Return the texts of the English pages that are not also texts in a language."""
    own = set(TEXTS[tag].table.values()) | NAMES
    return {text for text in TEXTS["en"].table.values() if len(text) > 2} - own


def stray(tag: str, texts: list[str], *, codes: bool = False) -> Iterator[str]:
    """Yield the texts of a page that are English ones, or words in Latin letters where none belong.

    :param codes: whether sentences of the page name terms by their codes, such as ``body-kind``
    """
    left = english(tag)
    for text in texts:
        if text in left:
            yield text
        elif tag in ("ar", "ru", "zh") and not codes:
            words = re.findall(r"[A-Za-z]+", CODES.sub("", text))
            yield from (f"{word}: {text}" for word in words if not FOREIGN.match(word))


PAGES = [
    *("/", "/documents", "/browse", "/search", "/read", "/sparql", "/queries", "/validate", "/problems"),
    *("/dumps", "/shapes", "/catalog", "/nowhere"),
]


@pytest.mark.parametrize("tag", OTHERS)
@pytest.mark.parametrize("path", PAGES)
def test_the_frame_of_a_page_has_no_english_words(client: FlaskClient, path: str, tag: str) -> None:
    page = client.get(f"{path}?lang={tag}", headers=HTML).text
    texts = [text for text in frame(page) if not re.search(r"TEST/|UNTPU|Test ", text)]
    assert list(stray(tag, texts)) == []


@pytest.fixture(scope="module")
def site(release_store: Store, release_folder: object) -> Flask:
    return create_app(config.load({}, environ={}), release_store, release_folder)  # type: ignore[arg-type]


@pytest.mark.parametrize("tag", OTHERS)
@pytest.mark.parametrize("path", ["/ontology", "/scheme/verb", "/coverage", "/ontology/changes"])
def test_the_pages_of_the_ontology_have_no_english_words_in_their_frame(
    site: Flask, path: str, tag: str
) -> None:
    page = site.test_client().get(f"{path}?lang={tag}", headers=HTML).text
    codes = tag == "zh" or path == "/ontology/changes"
    assert list(stray(tag, frame(page), codes=codes)) == []
