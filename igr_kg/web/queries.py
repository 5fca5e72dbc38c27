"""The example queries: pages for people, and each one an address that answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from flask import Blueprint, Response

from igr_kg import assets
from igr_kg.store import port
from igr_kg.store.scanner import scan
from igr_kg.web import formats, frame, responses, state
from igr_kg.web.errors import WebError
from igr_kg.web.i18n import DEFAULT
from igr_kg.web.labels import Label

blueprint = Blueprint("queries", __name__)

_HEADER = re.compile(r"#\s*(?P<key>title|description|scope)(?:-(?P<lang>[A-Za-z-]+))?\s*:\s*(?P<text>.*)")

SCOPES = ("document", "collection")
"""What a question is about: one document, or all that ship; pages group them so."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query file: its SPARQL, its titles and descriptions by language (``""``: the default), its scope."""

    name: str
    text: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    scope: str = SCOPES[0]

    def words(self, of: Mapping[str, str], language: str) -> Label:
        """Return the title or description in a language, else in English, which it then names."""
        own = of.get(language, "")
        other = "" if language == DEFAULT else DEFAULT
        return Label(own) if own else Label(of.get("", ""), other)


@dataclass(frozen=True, slots=True)
class Example:
    """A query as it is shown in one language."""

    name: str
    title: Label
    description: Label
    text: str
    href: str
    run: str
    scope: str


def parse(name: str, source: str) -> Query:
    r"""Return a query from its file: comment lines ``# title: ...`` first, then SPARQL.

    A line ``# scope: collection`` says that the question is about all documents, not about one.

    >>> parse("q", "# title: All\n# title-zh: 全部\nSELECT * {}").titles
    {'': 'All', 'zh': '全部'}
    """
    found: dict[str, dict[str, str]] = {"title": {}, "description": {}, "scope": {}}
    lines = source.splitlines()
    while lines and (lines[0].startswith("#") or not lines[0].strip()):
        match = _HEADER.match(lines[0])
        if match:
            by, lang = found[match["key"]], match["lang"] or ""
            by[lang] = f"{by[lang]} {match['text'].strip()}" if lang in by else match["text"].strip()
        lines.pop(0)
    scope = found["scope"].get("", SCOPES[0])
    return Query(name, "\n".join(lines).strip() + "\n", found["title"], found["description"], scope)


@cache
def _load(folder: Path, base: str) -> tuple[Query, ...]:
    files = sorted(folder.glob("*.rq"), key=_natural)
    default = "https://w3id.org/igr/"
    return tuple(
        parse(path.stem, path.read_text(encoding="utf-8").replace(f"<{default}", f"<{base}"))
        for path in files
    )


def _natural(path: Path) -> tuple[list[int], str]:
    return [int(n) for n in re.findall(r"\d+", path.stem)][:1], path.stem


def load() -> tuple[Query, ...]:
    """Return the example queries in the order of their numbers."""
    return _load(assets.folder("data") / "queries", state.site().settings.base_iri)


def _example(query: Query) -> Example:
    language, addresses = state.language(), state.addresses()
    title = query.words(query.titles, language)
    title = title if title.text else Label(query.name)
    description = query.words(query.descriptions, language)
    pairs = {"lang": addresses.language} if addresses.language else {}
    run = f"{addresses.root}/sparql?" + urlencode({**pairs, "query": query.text})
    href = addresses.path(f"/queries/{query.name}")
    return Example(query.name, title, description, query.text, href, run, query.scope)


def examples() -> list[Example]:
    """Return the example queries in the language of the page."""
    return [_example(query) for query in load()]


@blueprint.get("/queries")
def index() -> Response:
    """List the example queries, those about one document first."""
    shown = examples()
    groups = [(scope, [e for e in shown if e.scope == scope]) for scope in SCOPES]
    return frame.page("queries.html", groups=groups)


@blueprint.get("/queries/<name>")
def one(name: str) -> Response:
    """Show an example query, or its answer to a client that asks for data."""
    by_name = {query.name: query for query in load()}
    offers = (*formats.TABLES, *formats.TRIPLES)
    stem, named = (name, None) if name in by_name else formats.split_suffix(name, offers)
    query = by_name.get(stem)
    if query is None:
        raise WebError(
            "NO_SUCH_FILE",
            f"There is no example query {stem!r}.",
            hint="They are listed at /queries.",
            say="no_example",
            values={"name": stem},
        )
    form = scan(query.text).form or port.QueryForm.SELECT
    own = [f for f in offers if f.media_type in form.media_types]
    if named is not None and named not in own:
        named = formats.by_name(named.suffix, own)
        if named is None:
            raise WebError(
                "NO_SUCH_FILE",
                f"The answer to {stem!r} has no such format.",
                hint="See /queries.",
                say="no_example_format",
                values={"name": stem},
            )
    choice = responses.pick((formats.HTML, *own), named)
    if choice.format is formats.HTML:
        return frame.page(
            "query.html",
            example=_example(query),
            alternates=frame.alternates(f"/queries/{stem}", own),
            others=examples(),
        )
    answer = state.site().store.query(query.text, media_type=choice.format.media_type)
    return responses.file_answer(
        answer.file,
        answer.length,
        answer.etag if answer.cacheable else None,
        choice.content_type,
        vary=("Accept",),
    )
