"""The example queries: pages for people, and each one an address that answers, with typed parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, request

from igr_kg import assets
from igr_kg.store import port
from igr_kg.store.scanner import scan
from igr_kg.web import formats, frame, protocol, query_log, releases, responses, saved, state
from igr_kg.web.errors import WebError
from igr_kg.web.labels import Label
from igr_kg.web.saved import SCOPES, Query

blueprint = Blueprint("queries", __name__)

_OURS = ("lang", "format", "release")
"""Parameters of every address, which are none of a query."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A parameter as a form shows it.

    :param value: what was sent, else the default as a person writes it
    """

    name: str
    type: str
    label: Label
    value: str


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


def load() -> tuple[Query, ...]:
    """Return the example queries in the order of their numbers."""
    return saved.load(assets.folder("data") / "queries", state.site().settings.base_iri)


def _example(query: Query, text: str | None = None) -> Example:
    """Return a query in the language of the page, with the SPARQL of the file or another one."""
    language, addresses = state.language(), state.addresses()
    text = query.text if text is None else text
    title = saved.words(query.titles, language)
    title = title if title.text else Label(query.name)
    description = saved.words(query.descriptions, language)
    pairs = {"lang": addresses.language, "release": releases.chosen()}
    given = {name: value for name, value in pairs.items() if value}
    run = f"{addresses.root}/sparql?" + urlencode({**given, "query": text})
    href = addresses.path(f"/queries/{query.name}")
    return Example(query.name, title, description, text, href, run, query.scope)


def examples() -> list[Example]:
    """Return the example queries in the language of the page."""
    return [_example(query) for query in load()]


def _sent() -> dict[str, list[str]]:
    """Return the values of the request; a field that a form left empty was not sent."""
    lists = request.args.lists()
    sent = {name: [value for value in values if value] for name, values in lists if name not in _OURS}
    return {name: values for name, values in sent.items() if values}


def _release() -> Mapping[str, Sequence[str]]:
    """Let the request be answered from the release that it names; return what repeats that in an address.

    :raises WebError: ``DUPLICATE_PARAMETER``
    :raises UsageError: ``NO_SUCH_RELEASE``
    """
    version = protocol.once([*request.args.items(multi=True)], "release")
    if not version:
        return {}
    releases.choose(version)
    return {"release": [version]}


def _lead_on(name: str) -> None:
    """Let an answer of another release lead to the same question on the one that is served."""
    pairs = [(key, value) for key, value in request.args.items(multi=True) if key != "release"]
    tail = f"?{urlencode(pairs)}" if pairs else ""
    releases.lead_on(f"{state.addresses().root}/queries/{quote(name)}{tail}")


def _entries(query: Query, sent: Mapping[str, Sequence[str]]) -> list[Entry]:
    language = state.language()
    return [
        Entry(
            parameter.name,
            parameter.type,
            saved.words(parameter.labels, language),
            " ".join(sent.get(parameter.name, ())) or parameter.example,
        )
        for parameter in query.parameters
    ]


@blueprint.get("/queries")
def index() -> Response:
    """List the example queries, those about one document first."""
    shown = examples()
    groups = [(scope, [e for e in shown if e.scope == scope]) for scope in SCOPES]
    data = responses.link(
        state.addresses().path("/.well-known/sparql-examples"), rel="alternate", type="text/turtle"
    )
    return frame.page("queries.html", groups=groups, links=[data])


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
    sent, release = _sent(), _release()
    text = query.filled(sent, state.site().settings.base_iri)
    form = scan(text).form or port.QueryForm.SELECT
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
            example=_example(query, text),
            parameters=_entries(query, sent),
            alternates=frame.alternates(f"/queries/{stem}", own, {**sent, **release}),
            releases=releases.offers(),
        )
    _lead_on(name)
    answer = state.store().query(text, media_type=choice.format.media_type)
    query_log.tell(request.environ, query=text, form=answer.form.value, rows=answer.rows)
    return responses.file_answer(
        answer.file,
        answer.length,
        answer.etag if answer.cacheable else None,
        choice.content_type,
        vary=("Accept",),
        headers=releases.caching(),
    )
