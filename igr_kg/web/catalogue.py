"""The data set about itself: VoID, DCAT, and the pages of the dataset and its versions."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response

from igr_kg.graph import quads, syntax
from igr_kg.graph.quads import Quad
from igr_kg.web import describe, formats, frame, linked_data, responses, state, thing_page
from igr_kg.web.state import Site

blueprint = Blueprint("catalogue", __name__)

_CATALOGUE = "SELECT ?g ?s ?p ?o WHERE { VALUES ?g { $graph } GRAPH ?g { ?s ?p ?o } }"


@state.per_site(4)
def _read(site: Site, name: str) -> tuple[Quad, ...]:
    path = site.release / name if site.release else None
    if path is None or not path.is_file():
        return ()
    return tuple(syntax.parse(path.read_bytes(), "ttl", base=site.settings.base_iri, where=name))


def _file(name: str) -> Sequence[Quad]:
    """Return the statements of a Turtle file of the release; of the catalogue graph without one."""
    return _read(state.site(), name) or _graph()


def _graph() -> list[Quad]:
    data = state.site().data
    return data.quads(_CATALOGUE, graph=f"{data.base}graph/catalogue")


def _send(
    rows: Sequence[Quad], named: formats.Format | None, address: str, title: str, *, first: formats.Format
) -> Response:
    if not rows:
        raise linked_data.nothing(state.site().settings.base_iri.rstrip("/") + address)
    offers = (first, *(f for f in formats.DOCUMENTS if f is not first))
    choice = responses.pick(offers, named)
    if choice.format is formats.HTML:
        text = syntax.serialise(rows, "ttl", base=state.site().settings.base_iri).decode()
        return frame.page(
            "source.html",
            links=linked_data.alternate_links(address),
            title=f"{title}.title",
            lead=f"{title}.lead",
            text=text,
            alternates=frame.alternates(address),
        )
    return linked_data.send_graph(choice, rows, address)


@blueprint.get("/.well-known/void")
def void() -> Response:
    """Send the VoID description; Turtle unless something else is asked for."""
    return _send(_file("void.ttl"), None, "/.well-known/void", "void", first=formats.TURTLE)


@blueprint.get("/catalog")
@blueprint.get("/catalog.<suffix>")
def catalog(suffix: str = "") -> Response:
    """Send the DCAT catalogue."""
    named = formats.by_name(suffix, formats.DOCUMENTS) if suffix else None
    if suffix and named is None:
        raise linked_data.nothing(f"{state.site().settings.base_iri}catalog.{suffix}")
    return _send(_file("dcat.ttl"), named, "/catalog", "catalog", first=formats.HTML)


@blueprint.get("/dataset/<path:path>", defaults={"kind": "dataset"})
@blueprint.get("/run/<path:path>", defaults={"kind": "run"})
def entry(kind: str, path: str) -> Response:
    """Describe the dataset, one of its versions, or a run, with what stands in its own document (``#``)."""
    stem, named = linked_data.split(path)
    site = state.site()
    iri = state.addresses().iri(kind, stem)
    everything = {*_graph(), *_file("dcat.ttl"), *_file("void.ttl")}
    inside = {q for q in everything if quads.value(q.s).startswith(f"{iri}#")}
    about = {q for q in everything if quads.value(q.s) == iri} or set(
        describe.own_statements(site.data, [iri])
    )
    if not about:
        raise linked_data.nothing(iri)
    rows = describe.triples(about | inside)
    choice = responses.pick(formats.DOCUMENTS, named)
    address = f"/{kind}/{stem}"
    if choice.format is formats.HTML:
        state.namer().tell(everything)
        return frame.page(
            "thing.html",
            links=linked_data.alternate_links(address),
            view=thing_page.view(describe.Description(iri, rows)),
            alternates=frame.alternates(address),
        )
    return linked_data.send_graph(choice, rows, address, about=iri)
