"""The terms: ontology, shapes, mapping sets, concept schemes and the JSON-LD context."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path

from flask import Blueprint, Response

from igr_kg import assets
from igr_kg.graph import context as ld_context
from igr_kg.graph import quads, syntax
from igr_kg.graph.quads import Quad
from igr_kg.release import mappings
from igr_kg.web import (
    describe,
    formats,
    frame,
    linked_data,
    responses,
    scheme_page,
    state,
    terms_page,
    thing_page,
    turtle_pieces,
)
from igr_kg.web import versions as kept_versions
from igr_kg.web.data import Text
from igr_kg.web.vocabulary import Vocabulary

blueprint = Blueprint("vocabularies", __name__)

_UNDER = """SELECT ?g ?s ?p ?o WHERE { VALUES ?g { $graph } GRAPH ?g { ?s ?p ?o
  FILTER(STR(?s) = $name || STRSTARTS(STR(?s), $prefix)) } }"""
_UNNAMED = """SELECT ?g ?s ?p ?o WHERE { VALUES ?g { $graph } GRAPH ?g { ?s ?p ?o
  FILTER(isBlank(?s) && NOT EXISTS { ?s owl:annotatedSource ?named }) } }"""
_ANNOTATED = """SELECT ?g ?s ?p ?o WHERE { VALUES ?g { $graph } GRAPH ?g { ?s owl:annotatedSource ?named .
  ?s ?p ?o FILTER(STR(?named) = $name || STRSTARTS(STR(?named), $prefix)) } }"""


def _under(name: str, prefix: str, query: str = _UNDER) -> list[Quad]:
    """Return what the graph of the ontology says of a name and of what begins with a prefix.

    :param query: :data:`_UNDER`, or :data:`_ANNOTATED` for where their names come from
    """
    base = state.site().settings.base_iri
    return state.site().data.quads(
        query, graph=f"{base}graph/ontology", name=Text(base + name), prefix=Text(base + prefix)
    )


def _with_unnamed(rows: list[Quad]) -> list[Quad]:
    """Return statements with those of the unnamed nodes that belong to them.

    These are the ones that they lead to, and axioms of OWL that stand alone.
    """
    base = state.site().settings.base_iri
    by: dict[str, list[Quad]] = defaultdict(list)
    for quad in state.site().data.quads(_UNNAMED, graph=f"{base}graph/ontology"):
        by[quad.s].append(quad)
    led_to = {quad.o for quads_ in by.values() for quad in quads_}
    axiom = f"<{quads.PREFIXES['owl']}"
    waiting = [s for s, own in by.items() if s not in led_to and any(q.o.startswith(axiom) for q in own)]
    waiting += [quad.o for quad in rows]
    found = list(rows)
    while waiting:
        own = by.pop(waiting.pop(), [])
        found += own
        waiting += [quad.o for quad in own]
    return found


@blueprint.get("/ontology", defaults={"version": ""})
@blueprint.get("/ontology.<suffix>", defaults={"version": ""})
@blueprint.get("/ontology/<path:version>")
def ontology(version: str, suffix: str = "") -> Response:
    """Send the ontology; a version's address answers while that version is the one served."""
    stem, named = linked_data.split(f"{version}.{suffix}" if suffix else version)
    if suffix:
        stem, named = "", formats.by_name(suffix, formats.DOCUMENTS)
    base = state.site().settings.base_iri
    if suffix and named is None:
        raise linked_data.nothing(f"{base}ontology.{suffix}")
    rows = _under("ontology", "ontology#")
    versions = {quads.value(q.o) for q in rows if q.p == quads.term("owl:versionIRI", base)}
    if stem and f"{base}ontology/{stem}" not in versions and (kept := kept_versions.ontology(stem, named)):
        return kept
    if not rows or (stem and f"{base}ontology/{stem}" not in versions):
        raise linked_data.nothing(f"{base}ontology/{stem}" if stem else f"{base}ontology")
    choice = responses.pick(formats.DOCUMENTS, named)
    address = f"/ontology/{stem}" if stem else "/ontology"
    if choice.format is formats.HTML:
        return frame.page(
            "ontology.html",
            links=linked_data.alternate_links(address),
            view=terms_page.view(_with_unnamed(rows), _under("scheme/", "scheme/")),
            alternates=frame.alternates(address),
        )
    rows = _with_unnamed(rows) + _under("ontology", "ontology#", _ANNOTATED)
    return linked_data.send_graph(choice, rows, address)


@blueprint.get("/ontology/diagram/<name>.svg")
def picture(name: str) -> Response:
    """Send the picture of a module, which stands alone, in the language of the page."""
    base = state.site().settings.base_iri
    vocabulary = Vocabulary.of(_with_unnamed(_under("ontology", "ontology#")), base)
    terms = terms_page.by_module(vocabulary).get(name, ())
    style = (assets.folder("site") / "static" / "diagram.css").read_text(encoding="utf-8")
    drawn = terms_page.drawing(terms, name, vocabulary, style=style) if terms else None
    if drawn is None:
        raise linked_data.nothing(f"{base}ontology/diagram/{name}.svg")
    headers = {"Content-Language": state.language()}
    return responses.answer(drawn.svg, "image/svg+xml", vary=("Accept-Language",), headers=headers)


@blueprint.get("/shapes")
@blueprint.get("/shapes.<suffix>")
def shapes(suffix: str = "") -> Response:
    """Send the SHACL shapes."""
    named = formats.by_name(suffix, formats.DOCUMENTS) if suffix else None
    base = state.site().settings.base_iri
    if suffix and named is None:
        raise linked_data.nothing(f"{base}shapes.{suffix}")
    rows = _shapes(assets.folder("shapes"), base)
    if not rows:
        raise linked_data.nothing(f"{base}shapes")
    choice = responses.pick(formats.DOCUMENTS, named)
    if choice.format is formats.HTML:
        return frame.page(
            "shapes.html",
            links=linked_data.alternate_links("/shapes"),
            pieces=turtle_pieces.pieces(syntax.serialise(rows, "ttl", base=base).decode(), "igrsh"),
            alternates=frame.alternates("/shapes"),
        )
    return linked_data.send_graph(choice, rows, "/shapes")


@cache
def _shapes(folder: Path, base: str) -> tuple[Quad, ...]:
    rows = [
        q for path in sorted(folder.glob("*.ttl")) for q in syntax.parse(path.read_bytes(), "ttl", base=base)
    ]
    return tuple(syntax.canonical(rows))


@blueprint.get("/mappings/<name>")
@blueprint.get("/mappings/<name>.sssom.tsv")
def mapping_set(name: str) -> Response:
    """Send a mapping set as SSSOM/TSV."""
    base = state.site().settings.base_iri
    if name not in mappings.SETS:
        raise linked_data.nothing(f"{base}mappings/{name}")
    return responses.answer(mappings.text(name, base), f"{mappings.MEDIA_TYPE}; charset=utf-8", vary=())


@blueprint.get("/scheme/<path:path>")
def scheme(path: str) -> Response:
    """Describe a concept scheme with its concepts, or one concept."""
    stem, named = linked_data.split(path)
    iri = state.addresses().iri("scheme", stem)
    name = iri.removeprefix(state.site().settings.base_iri)
    rows = _under(name, f"{name}/")
    if not rows:
        raise linked_data.nothing(iri)
    choice = responses.pick(formats.DOCUMENTS, named)
    if choice.format is formats.HTML and scheme_page.is_scheme(rows, iri):
        return frame.page(
            "scheme.html",
            links=linked_data.alternate_links(f"/scheme/{stem}"),
            view=scheme_page.view(rows, iri),
            alternates=frame.alternates(f"/scheme/{stem}"),
        )
    if choice.format is formats.HTML:
        found = describe.describe(state.site().data, iri, state.site().settings.incoming_limit)
        return frame.page(
            "thing.html",
            links=linked_data.alternate_links(f"/scheme/{stem}"),
            view=thing_page.view(found),
            alternates=frame.alternates(f"/scheme/{stem}"),
        )
    rows += _under(name, f"{name}/", _ANNOTATED)
    return linked_data.send_graph(choice, rows, f"/scheme/{stem}")


@blueprint.get("/context.jsonld")
def context() -> Response:
    """Send the JSON-LD context: the prefixes, and the igr terms by their local names."""
    body = ld_context.document(_under("ontology", "ontology#"), state.site().settings.base_iri)
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    return responses.answer(text, formats.JSONLD.content_type, vary=())
