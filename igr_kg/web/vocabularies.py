"""The terms: ontology, shapes, mapping sets, concept schemes and the JSON-LD context."""

from __future__ import annotations

import json
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

blueprint = Blueprint("vocabularies", __name__)


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
    reference = state.site().reference
    rows = reference.ontology
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
            view=terms_page.view(reference.vocabulary, reference.schemes),
            alternates=frame.alternates(address),
        )
    named_in = reference.annotated("ontology", "ontology#")
    return linked_data.send_graph(choice, [*rows, *named_in], address)


@blueprint.get("/ontology/diagram/<name>.svg")
def picture(name: str) -> Response:
    """Send the picture of a module, which stands alone, in the language of the page."""
    base = state.site().settings.base_iri
    vocabulary = state.site().reference.vocabulary
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
    reference = state.site().reference
    rows = reference.under(name, f"{name}/")
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
    rows += reference.annotated(name, f"{name}/")
    return linked_data.send_graph(choice, rows, f"/scheme/{stem}")


@blueprint.get("/context.jsonld")
def context() -> Response:
    """Send the JSON-LD context: the prefixes, and the igr terms by their local names."""
    body = ld_context.document(state.site().reference.ontology, state.site().settings.base_iri)
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    return responses.answer(text, formats.JSONLD.content_type, vary=())
