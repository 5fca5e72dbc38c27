"""Descriptions and checks for machines: OpenAPI, health, site map, robots."""

from __future__ import annotations

import json
from urllib.parse import quote
from xml.sax.saxutils import escape

from flask import Blueprint, Response, redirect, request

from igr_kg.graph import quads
from igr_kg.web import formats, openapi, responses, state
from igr_kg.web.data import Text

blueprint = Blueprint("machine", __name__)

_MOST_ADDRESSES = 45_000
_THINGS = """SELECT DISTINCT ?s WHERE { ?s a ?type
  FILTER(STRSTARTS(STR(?s), $prefix) && !STRSTARTS(STR(?s), $documents)) } ORDER BY ?s LIMIT $most"""
_DOCUMENTS = "SELECT DISTINCT ?s WHERE { GRAPH ?g { ?s igr:hasVersion ?v } } ORDER BY ?s LIMIT $most"


@blueprint.get("/health")
def health() -> Response:
    """Tell whether a query would be answered now: 200 or 503."""
    site = state.site()
    good = site.store.healthy()
    body = {"status": "ok" if good else "unavailable", "version": site.version}
    status = 200 if good else 503
    headers = {} if good else {"Retry-After": "5"}
    return responses.answer(
        json.dumps(body) + "\n",
        formats.JSON.content_type,
        status=status,
        vary=(),
        headers=headers,
        cacheable=False,
    )


@blueprint.get("/openapi.json")
def api() -> Response:
    """Send the OpenAPI description of what is served."""
    body = json.dumps(openapi.description(), ensure_ascii=False, indent=1) + "\n"
    return responses.answer(body, formats.JSON.content_type, vary=())


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List the pages for search engines; every address answers 200."""
    site, addresses = state.site(), state.addresses()
    base = site.settings.base_iri
    documents = [quads.value(row["s"]) for row in site.data.rows(_DOCUMENTS, most=_MOST_ADDRESSES)]
    things = site.data.rows(
        _THINGS, prefix=Text(f"{base}id/"), documents=Text(f"{base}id/document/"), most=_MOST_ADDRESSES
    )
    paths = [
        f"/{name}"
        for name in (
            *("", "documents", "queries", "sparql", "ontology", "ontology/changes", "shapes", "coverage"),
            *("catalog", "dumps", "read", "validate"),
        )
    ]
    paths += [f"/documents/{iri.removeprefix(f'{base}id/document/')}" for iri in documents]
    paths += [f"/doc/{iri.removeprefix(f'{base}id/')}" for iri in documents]
    paths += [f"/doc/{quads.value(row['s']).removeprefix(f'{base}id/')}" for row in things]
    host = request.host_url.rstrip("/")
    entries = "".join(f"<url><loc>{escape(host + addresses.root + quote(p))}</loc></url>\n" for p in paths)
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n"
    )
    return responses.answer(body, formats.XML.content_type, vary=())


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """Lead to the icon, for pages that cannot name one."""
    return redirect(f"{request.script_root}/static/icon.svg", 308)  # type: ignore[return-value]


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Ask crawlers to leave the endpoint alone and name the site map."""
    root = request.script_root
    body = (
        f"User-agent: *\nDisallow: {root}/sparql?\nDisallow: {root}/sparql/compare\nDisallow: {root}/search\n"
        f"Sitemap: {request.host_url.rstrip('/')}{root}/sitemap.xml\n"
    )
    return responses.answer(body, formats.TEXT.content_type, vary=())
