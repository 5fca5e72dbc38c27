"""Versions of the specification: those that are kept, at their addresses, and what changed between them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response

from igr_kg.errors import InputError
from igr_kg.graph import quads, specification, syntax
from igr_kg.graph.quads import Quad
from igr_kg.graph.specification import Difference, Level, Specification, Version, notes, versions
from igr_kg.graph.specification.words import Teller
from igr_kg.web import formats, frame, linked_data, responses, state, term_parts
from igr_kg.web.labels import Label

blueprint = Blueprint("versions", __name__)

_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
CHANGES = "/ontology/changes"


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one level, as sentences with the address of what each is about."""

    title: str
    level: str
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Step:
    """What changed with one version."""

    version: str
    before: str
    groups: Sequence[Group]


@dataclass(frozen=True, slots=True)
class Named:
    """A term of a kept version."""

    code: str
    anchor: str
    label: Label
    definition: Label


def _kept(text: str) -> Specification | None:
    """Return the kept version that an address names, or None."""
    try:
        return versions.read(Version.of(text), state.site().settings.base_iri)
    except InputError:
        return None


def _links(stem: str, version: Version) -> list[str]:
    """Return the Link header values that lead from a kept version to its neighbours (RFC 5829)."""
    addresses = state.addresses()
    every = sorted({*specification.kept(), Version.of(specification.number())})
    place = every.index(version)
    ends = {
        "predecessor-version": every[place - 1 : place],
        "successor-version": every[place + 1 : place + 2],
    }
    links = [
        responses.link(addresses.path(stem.format(found[0])).split("?")[0], rel=rel)
        for rel, found in ends.items()
        if found
    ]
    return [*links, responses.link(addresses.path(CHANGES).split("?")[0], rel="version-history")]


def ontology(version: str, named: formats.Format | None) -> Response | None:
    """Send the ontology of a kept version; None where none of this number is kept."""
    found = _kept(version)
    return None if found is None else _send(found, "ontology", found.ontology, named)


@blueprint.get("/shapes/<path:version>")
def shapes(version: str) -> Response:
    """Send the shapes of a version."""
    stem, named = linked_data.split(version)
    found = _kept(stem) or _current(stem)
    if found is None:
        raise linked_data.nothing(f"{state.site().settings.base_iri}shapes/{stem}")
    return _send(found, "shapes", found.shapes, named)


@blueprint.get("/context/<version>.jsonld")
def context(version: str) -> Response:
    """Send the JSON-LD context of a version."""
    found = _kept(version) or _current(version)
    if found is None:
        raise linked_data.nothing(f"{state.site().settings.base_iri}context/{version}.jsonld")
    text = json.dumps(found.context, ensure_ascii=False, indent=1) + "\n"
    return responses.answer(
        text,
        formats.JSONLD.content_type,
        vary=(),
        links=_links("/context/{}.jsonld", found.version),
        headers=_headers(found),
    )


def _current(text: str) -> Specification | None:
    return specification.now(state.site().settings.base_iri) if text == specification.number() else None


def _headers(found: Specification) -> Mapping[str, str]:
    return _FOR_EVER if found.version in specification.kept() else {}


def _send(found: Specification, name: str, rows: Sequence[Quad], named: formats.Format | None) -> Response:
    choice = responses.pick(formats.DOCUMENTS, named)
    base, address = found.base, f"/{name}/{found.version}"
    links = [*linked_data.alternate_links(address), *_links(f"/{name}/{{}}", found.version)]
    if choice.format is formats.HTML:
        shown = sorted(rows) if name == "shapes" else ()
        return frame.page(
            "version.html",
            links=links,
            name=name,
            number=str(found.version),
            newest=specification.number(),
            terms=_terms(found) if name == "ontology" else (),
            source=syntax.serialise(shown, "ttl", base=base).decode() if shown else "",
            alternates=frame.alternates(address),
        )
    graph = quads.named("graph/ontology", base)
    given = [row._replace(g=graph) for row in rows] if choice.format.quads else rows
    body = syntax.serialise(given, choice.format.suffix, base=base)
    return responses.answer(body, choice.content_type, links=links, headers=_headers(found))


def _terms(found: Specification) -> list[Named]:
    """Return the terms of a version, named in the visitor's language, in the order of their IRIs."""
    by: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    start = f"<{found.base}ontology#"
    for row in found.ontology:
        if row.s.startswith(start):
            by[row.s][row.p].append(row.o)

    def words(said: Mapping[str, list[str]], *names: str) -> Label:
        values = [value for name in names for value in said.get(quads.term(name, found.base), ())]
        return term_parts.words(values)

    return [
        Named(
            f"igr:{quads.value(term).partition('#')[2]}",
            quads.value(term).partition("#")[2],
            words(said, "rdfs:label", "skos:prefLabel"),
            words(said, "skos:definition"),
        )
        for term, said in sorted(by.items())
    ]


def _step(difference: Difference) -> Step:
    teller = Teller(difference, state.language())
    addresses = state.addresses()
    alive = {row.s for row in difference.new.ontology}

    def place(names: Sequence[str]) -> str:
        own = len(names) == 1 and names[0] in alive
        return addresses.href(quads.value(names[0])) or "" if own else ""

    groups = []
    for level in sorted(Level, reverse=True):
        rows = [(teller.sentence(c), place(c.about)) for c in difference.changes if c.level is level]
        if rows:
            name = level.name.lower()
            groups.append(Group(teller.words["levels"][name], name, rows))
    return Step(str(difference.new.version), str(difference.old.version), groups)


@blueprint.get(CHANGES)
@blueprint.get(f"{CHANGES}.<suffix>")
def changes(suffix: str = "") -> Response:
    """Tell what changed from each version to the next, newest first."""
    site = state.site()
    named = formats.by_name(suffix, formats.DOCUMENTS) if suffix else None
    if suffix and named is None:
        raise linked_data.nothing(f"{site.settings.base_iri}ontology/changes.{suffix}")
    choice = responses.pick(formats.DOCUMENTS, named)
    found = specification.history(site.settings.base_iri)
    if choice.format is not formats.HTML:
        return linked_data.send_graph(choice, sorted(notes.quads(found)), CHANGES)
    return frame.page(
        "changes.html",
        links=linked_data.alternate_links(CHANGES),
        steps=[_step(difference) for difference in found],
        kept=[str(version) for version in specification.kept()][::-1],
        newest=specification.number(),
        alternates=frame.alternates(CHANGES),
    )
