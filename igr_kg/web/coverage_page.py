"""The pages of coverage: what gave no facts and why, which terms and shapes nothing reached; also as JSON."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Blueprint, Response

from igr_kg.graph import modules, ontology, quads
from igr_kg.web import (
    coverage,
    formats,
    frame,
    linked_data,
    reader_links,
    responses,
    state,
    term_parts,
    unused,
)
from igr_kg.web.constraints import constraints
from igr_kg.web.coverage import Block, Version
from igr_kg.web.labels import Label, snippet
from igr_kg.web.paging import Paging, number_asked
from igr_kg.web.state import Site
from igr_kg.web.term_parts import Shape

blueprint = Blueprint("coverage", __name__)

PAGE_SIZE = 100
_OFFERS = (formats.HTML, formats.JSON)
_SNIPPET = 120


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A language version in the list."""

    symbol: str
    language: str
    href: str
    version: Version


@dataclass(frozen=True, slots=True)
class Unused:
    """A term that nothing in the release uses."""

    name: str
    label: Label
    href: str
    reason: Label


@dataclass(frozen=True, slots=True)
class Idle:
    """A concept of a scheme that is said of nothing in the release.

    :param why: code of the reason, or empty
    """

    name: str
    label: Label
    href: str
    why: str


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A block that gave no facts."""

    block: Block
    href: str
    place: str
    kind: str
    beginning: str


def _language(tag: str) -> str:
    return state.texts().get(f"language.{tag.lower()}", tag)


@state.per_site(4096)
def _counted(site: Site, document: str, language: str) -> Version:
    """Return what became of the blocks of a language version; asked once, as it stays the same."""
    return coverage.version(site.data, document, language)


def _versions(number: int) -> tuple[list[VersionRow], bool]:
    data, namer, addresses = state.site().data, state.namer(), state.addresses()
    asked = coverage.versions(data, PAGE_SIZE + 1, (number - 1) * PAGE_SIZE)
    namer.learn([document for document, _ in asked])
    rows = []
    for document, language in asked[:PAGE_SIZE]:
        slug = (addresses.local(document) or "").removeprefix("id/document/")
        href = addresses.path(f"/coverage/{slug}", version=language)
        counted = _counted(state.site(), document, language)
        rows.append(VersionRow(namer.label(document).plain, _language(language), href, counted))
    return rows, len(asked) > PAGE_SIZE


def _unused() -> tuple[list[Unused], int]:
    """Return the terms that nothing uses, by their names, and how many terms there are."""
    site, namer, addresses = state.site(), state.namer(), state.addresses()
    start = f"{site.settings.base_iri}ontology#"
    concepts = set(_concepts(site.settings.base_iri))
    known = [iri for iri in modules.modules(site.settings.base_iri) if iri.startswith(start)]
    known = [iri for iri in known if iri not in concepts]
    found = []
    for iri in sorted(known):
        use = site.uses.get(iri)
        if use is None or not use.used:
            name = iri.removeprefix(start)
            label = namer.label(iri)
            found.append(Unused(name, label, addresses.href(iri) or "#", unused.reason(name)))
    return found, len(known)


def _idle() -> tuple[list[Idle], int]:
    """Return the concepts that nothing has, by their names, and how many concepts there are."""
    site, namer, addresses = state.site(), state.namer(), state.addresses()
    base = site.settings.base_iri
    known = _concepts(base)
    found = []
    for iri in known:
        use = site.uses.get(iri)
        if use is None or not use.n:
            name = iri.removeprefix(base).replace("ontology#", "igr:", 1)
            found.append(Idle(name, namer.label(iri), addresses.href(iri) or "#", unused.why(name)))
    return found, len(known)


@cache
def _concepts(base: str) -> tuple[str, ...]:
    """Return the concepts of all schemes (IRIs)."""
    concept = quads.term("skos:Concept", base)
    rows = ontology.quads(base, ("ontology",), names=False)
    return tuple(sorted(quads.value(q.s) for q in rows if q.p == quads.RDF_TYPE and q.o == concept))


def _shape(name: str) -> Shape:
    rules = constraints(state.site().settings.base_iri)
    href = state.addresses().path("/shapes", name)
    return Shape(name, href, term_parts.words(rules.messages(name)))


def _json(body: Mapping[str, Any]) -> Response:
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    return responses.answer(text, formats.JSON.content_type, vary=("Accept", "Accept-Language"))


def _totals(rows: Sequence[VersionRow]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for row in rows:
        totals.update(row.version.counts)
    return totals


@blueprint.get("/coverage")
@blueprint.get("/coverage.<suffix>")
def overview(suffix: str = "") -> Response:
    """Tell what the release covers."""
    named = formats.by_name(suffix, _OFFERS) if suffix else None
    if suffix and named is None:
        raise linked_data.nothing(f"{state.site().settings.base_iri}coverage.{suffix}")
    choice = responses.pick(_OFFERS, named)
    site, number = state.site(), number_asked()
    rows, more = _versions(number)
    missing, terms = _unused()
    idle, concepts = _idle()
    told = coverage.shapes(site.data, site.uses, constraints(site.settings.base_iri), site.release)
    if choice.format is formats.JSON:
        return _json(
            {
                "release": site.version,
                "versions": [
                    {
                        "document": row.version.document,
                        "language": row.version.language,
                        "blocks": row.version.blocks,
                        "gaveFacts": row.version.gave,
                        "outcomes": row.version.counts,
                    }
                    for row in rows
                ],
                "more": more,
                "terms": terms,
                "unusedTerms": [{"term": f"igr:{u.name}", "reason": u.reason.text} for u in missing],
                "concepts": concepts,
                "unusedConcepts": [{"concept": c.name, "why": c.why} for c in idle],
                "shapes": {
                    "fired": told.fired,
                    "withoutFocusNode": told.without_focus,
                    "withoutValue": told.without_value,
                    "silent": told.silent,
                },
            }
        )
    path = state.addresses().path
    return frame.page(
        "coverage.html",
        rows=rows,
        totals=_totals(rows),
        outcomes=[*coverage.GAVE, *coverage.WHY],
        paging=Paging(
            number,
            path("/coverage", page=str(number - 1)) if number > 1 else None,
            path("/coverage", page=str(number + 1)) if more else None,
        ),
        unused=missing,
        terms=terms,
        idle=idle,
        concepts=concepts,
        told=told,
        fired=[(_shape(name), n) for name, n in told.fired.items()],
        without_focus=[_shape(name) for name in told.without_focus],
        without_value=[_shape(name) for name in told.without_value],
        silent=[_shape(name) for name in told.silent],
        alternates=frame.alternates("/coverage", (formats.JSON,)),
    )


@blueprint.get("/coverage/<path:slug>")
def document(slug: str) -> Response:
    """Tell which blocks of a document gave no facts, and why."""
    named = None
    if slug.endswith(f".{formats.JSON.suffix}"):
        slug, named = slug.removesuffix(f".{formats.JSON.suffix}"), formats.JSON
    choice = responses.pick(_OFFERS, named)
    slug = unicodedata.normalize("NFC", slug)
    data, iri = state.site().data, state.addresses().iri("id/document", slug)
    tags = reader_links.versions(data, iri)
    language = reader_links.chosen(tags) if tags else ""
    if language not in tags:
        raise linked_data.nothing(iri)
    blocks = coverage.blocks(data, iri, language)
    if choice.format is formats.JSON:
        shown = [
            {"part": b.part, "kind": b.kind, "outcome": b.outcome, "start": b.start, "end": b.end}
            for b in blocks
        ]
        return _json({"document": iri, "language": language, "blocks": shown})
    namer, texts, path = state.namer(), state.texts(), state.addresses().path
    namer.learn([iri])
    rows = [
        BlockRow(
            block,
            reader_links.to_part(block.part, language) or "#",
            namer.label(block.part).whole,
            texts.get(f"kind_of_block.{block.kind}", block.kind),
            snippet(block.text, _SNIPPET),
        )
        for block in blocks
        if block.outcome not in coverage.GAVE
    ]
    return frame.page(
        "coverage_document.html",
        symbol=namer.label(iri).plain,
        language=language,
        versions=[(_language(tag), path(f"/coverage/{slug}", version=tag), tag == language) for tag in tags],
        rows=rows,
        blocks=len(blocks),
        reader=path(f"/documents/{slug}", version=language),
        alternates=[
            frame.Alternate("JSON", path(f"/coverage/{slug}.json", version=language), formats.JSON.media_type)
        ],
    )
