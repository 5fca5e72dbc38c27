"""The pages for people: home, documents, the reader, lists, the codes of errors."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request

from igr_kg.graph import quads
from igr_kg.web import browse as listing
from igr_kg.web import dumps, formats, frame, labels, linked_data, problems, queries, reader, state
from igr_kg.web.errors import WebError
from igr_kg.web.i18n import collated
from igr_kg.web.labels import Label
from igr_kg.web.paging import Paging, number_asked
from igr_kg.web.reader_links import chosen, versions
from igr_kg.web.thing_page import value_of

blueprint = Blueprint("pages", __name__)

PAGE_SIZE = 100
_DOCUMENTS = (
    """SELECT DISTINCT ?s WHERE { GRAPH ?g { ?s igr:hasVersion ?v } } ORDER BY ?s LIMIT $most OFFSET $skip"""
)
_KINDS = (
    *(
        "Document",
        "Decision",
        "Meeting",
        "Session",
        "SpecialSession",
        "GovernanceBody",
        "Person",
        "Instrument",
    ),
    *("Process", "Request", "Recommendation", "SystemWideResponse", "ReformOption"),
)


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document in a list."""

    symbol: str
    title: Label
    href: str
    thing: str | None
    versions: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class TypeCount:
    """A class and how many things of it there are."""

    name: str
    label: Label
    href: str
    n: int


def _check_page(number: int, shown: Sequence[object]) -> None:
    """Raise for a page after the last one; the first one may be empty."""
    if number > 1 and not shown:
        raise WebError(
            "NO_SUCH_THING",
            f"There is no page {number}.",
            hint="Begin with the first page.",
            say="no_such_page",
            values={"number": number},
        )


def _paging(path: str, number: int, more: bool) -> Paging:
    link = state.addresses().path
    return Paging(
        number,
        link(path, page=str(number - 1)) if number > 1 else None,
        link(path, page=str(number + 1)) if more else None,
    )


def document_cards(iris: Sequence[str]) -> list[DocumentCard]:
    """Return documents (IRIs) as they stand in lists."""
    namer, addresses, texts, data = state.namer(), state.addresses(), state.texts(), state.site().data
    namer.learn(iris)
    cards = []
    for iri in iris:
        slug = (addresses.local(iri) or "").removeprefix("id/document/")
        facts = namer.facts(iri)
        title = labels.in_language(
            facts.of(iri, "dcterms:title") or facts.of(iri, "igr:outcomeName"), texts.language
        )
        codes = facts.of(iri, "dcterms:identifier")
        tags = [
            (tag, texts.get(f"language.{tag}", tag), addresses.path(f"/documents/{slug}", version=tag))
            for tag in versions(data, iri)
        ]
        cards.append(
            DocumentCard(
                quads.value(codes[0]) if codes else slug,
                Label(quads.value(title), quads.language(title) or "") if title else namer.label(iri),
                addresses.path(f"/documents/{slug}"),
                addresses.href(iri),
                tags,
            )
        )
    return cards


def _documents(number: int) -> tuple[list[DocumentCard], bool]:
    skip = (number - 1) * PAGE_SIZE
    rows = state.site().data.rows(_DOCUMENTS, most=PAGE_SIZE + 1, skip=skip)
    iris = [quads.value(row["s"]) for row in rows]
    return document_cards(iris[:PAGE_SIZE]), len(iris) > PAGE_SIZE


def type_counts(names: Sequence[str] = ()) -> list[TypeCount]:
    """Return the classes that have things, all of them or those named, with their numbers."""
    site, addresses, namer = state.site(), state.addresses(), state.namer()
    prefix = f"{site.settings.base_iri}ontology#"
    counts = {iri.removeprefix(prefix): n for iri, n in site.counts.items()}
    chosen = [name for name in names if name in counts] if names else sorted(counts)
    found = [
        TypeCount(name, namer.label(prefix + name), addresses.path(f"/browse/{name}"), counts[name])
        for name in chosen
    ]
    return found if names else sorted(found, key=lambda c: collated(c.label.plain))


@blueprint.get("/")
def home() -> Response:
    """Say what this is, what it holds and how to ask it."""
    site = state.site()
    documents = document_cards(site.foremost)
    release = site.release
    return frame.page(
        "home.html",
        documents=documents,
        more_documents=len(documents) == state.MOST_FOREMOST,
        counts=type_counts(_KINDS),
        triples=site.triples,
        origins=listing.origins(),
        evidence=site.evidence,
        examples=queries.examples()[:6],
        sample=_sample(documents),
        dumps=[d for d in dumps.listing(site.version, release.resolve()) if d.name.startswith("igr.")]
        if release
        else [],
    )


def _sample(cards: Sequence[DocumentCard]) -> str:
    """Return the path of a thing, under ``/id/``, that a reader can ask for."""
    return (cards[0].thing or "").split("?")[0].partition("/doc/")[2] if cards else "body/unep"


@blueprint.get("/documents")
def documents() -> Response:
    """List the documents whose text is held."""
    number = number_asked()
    cards, more = _documents(number)
    _check_page(number, cards)
    return frame.page("documents.html", documents=cards, paging=_paging("/documents", number, more))


@blueprint.get("/documents/<path:slug>")
def document(slug: str) -> Response:
    """Show the text of a document with what was read from it."""
    slug = unicodedata.normalize("NFC", slug)
    iri = state.addresses().iri("id/document", slug)
    tags = versions(state.site().data, iri)
    view = reader.view(slug, chosen(tags), tags, request.args.get("at", "")) if tags else None
    if view is None:
        raise WebError(
            "NO_SUCH_THING",
            "The text of this document is not held, or not in this language.",
            hint=f"It is held in: {', '.join(tags)}." if tags else "See /documents for what can be read.",
            where=iri,
            say="text_elsewhere" if tags else "no_text",
            values={"languages": ", ".join(tags)},
        )
    return frame.page(
        "reader.html",
        links=linked_data.alternate_links(f"/doc/document/{slug}"),
        view=view,
        alternates=frame.alternates(f"/doc/document/{slug}"),
    )


@blueprint.get("/browse")
def browse_index() -> Response:
    """List the classes."""
    return frame.page("browse_index.html", counts=type_counts())


@blueprint.get("/browse/<name>")
def browse(name: str) -> Response:
    """List the things of a class."""
    site = state.site()
    wanted = {"body": "governancebody"}.get(name.lower(), name.lower())
    known = {count.name.lower(): count for count in type_counts()}
    if wanted not in known:
        raise WebError(
            "NO_SUCH_THING",
            f"There are no things of a class {name!r}.",
            hint="See /browse for the classes.",
            say="no_class",
            values={"name": name},
        )
    shown, number = known[wanted], number_asked()
    everything = listing.ordered(f"{site.settings.base_iri}ontology#{shown.name}")
    iris = everything[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    _check_page(number, iris)
    namer = state.namer()
    namer.learn(iris)
    return frame.page(
        "browse.html",
        type=shown,
        things=[value_of(quads.node(iri), namer) for iri in iris],
        paging=_paging(f"/browse/{shown.name}", number, len(everything) > number * PAGE_SIZE),
    )


@blueprint.get("/problems")
def problem_codes() -> Response:
    """List the codes of errors: what the ``type`` of a problem leads to."""
    return frame.page("problems.html", codes=problems.CODES, html=formats.HTML)
