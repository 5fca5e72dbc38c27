"""Things and documents about them: 303, 200, 404, 410 and every format (Cool URIs, section 4)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request

from igr_kg import assets, ids
from igr_kg.graph import syntax
from igr_kg.graph.quads import Quad
from igr_kg.release import retired
from igr_kg.web import describe, formats, frame, graph_page, responses, state, thing_page
from igr_kg.web.errors import WebError
from igr_kg.web.state import Site

blueprint = Blueprint("linked_data", __name__)

_GRAPH = "SELECT ?g ?s ?p ?o WHERE { VALUES ?g { $graph } GRAPH ?g { ?s ?p ?o } }"


def split(path: str) -> tuple[str, formats.Format | None]:
    """Split the suffix of a format off a request path."""
    return formats.split_suffix(path, formats.DOCUMENTS)


@state.per_site(1)
def withdrawn(site: Site) -> retired.Register:
    """Return the register of withdrawn identifiers that the release holds, else the one that ships."""
    held = site.release / retired.NAME if site.release else None
    return retired.read(held if held and held.is_file() else assets.folder("data/ids") / retired.NAME)


def _check_retired(local: str) -> None:
    found = withdrawn(state.site()).get(local)
    if found is None:
        return
    successor = found.successor
    href = state.addresses().href(ids.iri(successor, state.site().settings.base_iri)) if successor else None
    raise WebError(
        "RETIRED",
        f"The identifier {local} was withdrawn. {found.reason}".strip(),
        hint=f"Its successor is {successor}." if successor else "It has no successor.",
        where=ids.iri(local, state.site().settings.base_iri),
        headers={"Link": responses.link(href, rel="successor-version")} if href else {},
    )


def nothing(iri: str) -> WebError:
    """Return the error for an IRI that nothing is known about."""
    return WebError(
        "NO_SUCH_THING",
        "Nothing is known about this thing.",
        hint="Search for its name at /search, or see what there is at /browse.",
        where=iri,
        say="no_thing",
    )


def _thing(path: str) -> str:
    """Return the IRI of a thing that something is known about.

    :raises WebError: ``RETIRED`` or ``NO_SUCH_THING``
    """
    iri = state.addresses().iri("id", path)
    _check_retired(unicodedata.normalize("NFC", f"id/{path}"))
    if not describe.known(state.site().data, iri):
        raise nothing(iri)
    return iri


@blueprint.get("/id/<path:path>")
def thing(path: str) -> Response:
    """Lead from a thing, which no server can send, to the document about it."""
    stem, named = split(path)
    _thing(stem)
    suffix = f".{named.suffix}" if named else ""
    kept = urlencode([(k, v) for k, v in request.args.items(multi=True) if k in ("format", "lang")])
    target = state.addresses().path(f"/doc/{unicodedata.normalize('NFC', stem)}{suffix}").split("?")[0]
    response = redirect(target + (f"?{kept}" if kept else ""), 303)
    response.vary.update(("Accept",))
    return Response(response.get_data(), 303, response.headers)


def alternate_links(path: str) -> list[str]:
    """Return the Link header values that lead to every format of a page."""
    addresses = state.addresses()
    return [
        responses.link(addresses.path(f"{path}.{o.suffix}").split("?")[0], rel="alternate", type=o.media_type)
        for o in formats.DOCUMENTS
    ]


def send_graph(choice: formats.Choice, rows: Iterable[Quad], path: str, *, about: str = "") -> Response:
    """Send statements in a format, with links to the others.

    :param rows: with their graphs; a format without graphs gets each statement once
    :param path: decoded path of the page, without a suffix
    :param about: IRI of what is described
    """
    links = alternate_links(path)
    if about:
        links.append(responses.link(ascii_iri(about), rel="describes"))
    kept = rows if choice.format.quads else describe.triples(rows)
    body = syntax.serialise(kept, choice.format.suffix, base=state.site().settings.base_iri)
    return responses.answer(body, choice.content_type, links=links)


@blueprint.get("/doc/<path:path>")
def document(path: str) -> Response:
    """Describe a thing."""
    stem, named = split(path)
    iri = _thing(stem)
    choice = responses.pick(formats.DOCUMENTS, named)
    site = state.site()
    found = describe.describe(site.data, iri, site.settings.incoming_limit, graphs=choice.format.quads)
    address = f"/doc/{unicodedata.normalize('NFC', stem)}"
    if choice.format is formats.HTML:
        links = [*alternate_links(address), responses.link(ascii_iri(iri), rel="describes")]
        return frame.page(
            "thing.html", links=links, view=thing_page.view(found), alternates=frame.alternates(address)
        )
    return send_graph(choice, found.rows, address, about=iri)


def ascii_iri(iri: str) -> str:
    """Return an IRI as a URI for a header field (RFC 3987, section 3.1)."""
    return "".join(c if ord(c) < 128 else "".join(f"%{b:02X}" for b in c.encode()) for c in iri)


@blueprint.get("/graph/<path:path>")
def graph(path: str) -> Response:
    """Send one named graph whole."""
    stem, named = split(path)
    iri = state.addresses().iri("graph", stem)
    if not state.site().data.ask("ASK { GRAPH $graph { ?s ?p ?o } }", graph=iri):
        raise nothing(iri)
    choice = responses.pick(formats.DOCUMENTS, named)
    address = f"/graph/{unicodedata.normalize('NFC', stem)}"
    if choice.format is formats.HTML:
        return frame.page(
            "graph.html",
            links=alternate_links(address),
            view=graph_page.view(iri),
            alternates=frame.alternates(address),
        )
    return send_graph(choice, state.site().data.quads(_GRAPH, graph=iri), address)
