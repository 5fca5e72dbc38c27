"""Reconciliation Service API 0.2 of the W3C Entity Reconciliation Community Group.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/ . Names of a table are
matched with things of the release, by tools such as OpenRefine. Identifiers are IRIs without the base
(``id/body/unep``) for things, prefixed names (``igr:GovernanceBody``) for classes and properties; whole IRIs
are taken too. How candidates are scored stands in :mod:`igr_kg.web.candidates`. Names come in the language
of the request (``?lang=``, else ``Accept-Language``). Other sites may ask (CORS); there is no JSONP.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from igr_kg import __version__
from igr_kg.graph import quads
from igr_kg.web import bodies, formats, frame, reconcile_terms, responses, state
from igr_kg.web.candidates import KINDS, Candidate, Finder, Wanted
from igr_kg.web.errors import WebError
from igr_kg.web.reconcile_request import MOST_QUERIES, batch, single
from igr_kg.web.reconcile_terms import expanded, shortened
from igr_kg.web.reconcile_values import number

blueprint = Blueprint("reconcile", __name__)

VERSION = "0.2"
SUGGESTED = ("entity", "type", "property")
PATH = "/reconcile"
_FORM = "application/x-www-form-urlencoded"
_MOST_SUGGESTED = 20
_PREVIEW = (400, 160)
"""Width and height of a preview, in pixels."""
_FRAMED = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"


def _send(body: Mapping[str, Any]) -> Response:
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    return responses.answer(text, formats.JSON.content_type, vary=("Accept-Language",))


def _finder() -> Finder:
    return Finder(state.site().data, state.site().index)


def _address(path: str) -> str:
    return request.url_root.rstrip("/") + path


def manifest() -> dict[str, Any]:
    """Return what the service says of itself (section 3.1)."""
    service, base = _address(PATH), state.site().settings.base_iri
    suggest = {kind: {"service_url": service, "service_path": f"/suggest/{kind}"} for kind in SUGGESTED}
    width, height = _PREVIEW
    return {
        "versions": [VERSION],
        "name": state.texts()("site.title"),
        "identifierSpace": base,
        "schemaSpace": f"{base}ontology#",
        "documentation": _address("/ontology"),
        "serviceVersion": __version__,
        "defaultTypes": reconcile_terms.usual_types(),
        "view": {"url": _address("/{{id}}")},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": width, "height": height},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": [],
        },
        "batchSize": MOST_QUERIES,
    }


@blueprint.route(PATH, methods=["GET", "POST"])
def service() -> Response:
    """Answer a batch of queries, one query or a data extension, or describe the service."""
    sent = dict(parse_qsl(_body(), keep_blank_values=True)) if request.method == "POST" else {}
    sent = {**request.args.to_dict(), **sent}
    if "queries" in sent:
        return _send(_answers(batch(sent["queries"], "queries")))
    if "query" in sent:
        return _send(_answers({"": single(sent)})[""])
    if "extend" in sent:
        return _send(reconcile_terms.extension(sent["extend"], _finder()))
    if request.method == "POST":
        raise WebError(
            "MISSING_QUERY",
            "The request holds no query.",
            hint="Send queries, a JSON object of queries, as a field of a form.",
            say="reconcile_missing",
            where="queries",
        )
    return _send(manifest())


def _body() -> str:
    if request.mimetype != _FORM:
        raise WebError(
            "UNSUPPORTED_MEDIA_TYPE",
            f"Queries cannot be sent as {request.mimetype or 'a body without a media type'}.",
            hint=f"Send a form ({_FORM}) with the field queries.",
            headers={"Accept-Post": _FORM},
            offers=(_FORM,),
            say="reconcile_no_form",
            values={"type": request.mimetype, "form": _FORM},
        )
    most = state.site().settings.query_max_length
    data = bodies.read(most, hint="Send fewer queries at once.", say="reconcile_too_large")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise WebError(
            "BAD_ENCODING", "The form is not UTF-8.", hint="Encode it in UTF-8 (percent-encoded in a form)."
        ) from None


def _answers(wanted: Mapping[str, Wanted]) -> dict[str, Any]:
    found = _finder().find(wanted)
    state.namer().learn({candidate.iri for candidates in found.values() for candidate in candidates})
    return {key: {"result": [_candidate(c) for c in candidates]} for key, candidates in found.items()}


def _candidate(found: Candidate) -> dict[str, Any]:
    base = state.site().settings.base_iri
    name = state.namer().label(found.iri).whole
    types = reconcile_terms.types(found.types)
    told = [item["name"] for item in types]
    told += [found.name] if found.name and found.name != name else []
    features = [
        {"id": "name" if key == "name" else shortened(key), "value": value}
        for key, value in found.features.items()
    ]
    return {
        "id": found.iri.removeprefix(base),
        "name": name,
        "description": " · ".join(told),
        "type": types,
        "score": found.score,
        "match": found.match,
        "features": features,
    }


def _asked() -> tuple[str, int]:
    """Return what was typed, and how many suggestions are passed over."""
    return request.args.get("prefix", "")[:200], number(request.args.get("cursor", "0"), "cursor", least=0)


@blueprint.get(f"{PATH}/suggest/<kind>")
def suggest(kind: str) -> Response:
    """Suggest things, classes or properties by the beginning of the words of a name (section 6)."""
    if kind not in SUGGESTED:
        raise NotFound
    prefix, cursor = _asked()
    if kind == "entity":
        return _send({"result": _things(prefix, cursor)})
    found = reconcile_terms.like(prefix, "class" if kind == "type" else "property")
    return _send({"result": found[cursor : cursor + _MOST_SUGGESTED]})


def _things(prefix: str, cursor: int) -> list[dict[str, Any]]:
    """Return things with a name that begins so, or with this identifier."""
    finder, base = _finder(), state.site().settings.base_iri
    hits = state.site().index.find(prefix, kinds=KINDS, most=cursor + 10 * _MOST_SUGGESTED).hits
    found = {hit.entry.subject: hit.entry.value for hit in hits if finder.is_entity(hit.entry.subject)}
    by_id = finder.find({"": Wanted(prefix)})[""] if prefix.startswith(("id/", "scheme/", base)) else []
    found = {**{c.iri: "" for c in by_id if c.score == 100}, **found}
    chosen = list(found)[cursor : cursor + _MOST_SUGGESTED]
    state.namer().learn(chosen)
    types = finder.types(chosen)
    result = []
    for iri in chosen:
        name, notable = state.namer().label(iri).whole, reconcile_terms.types(types.get(iri, ()))
        told = [item["name"] for item in notable] + [found[iri]] * (found[iri] not in ("", name))
        item = {"id": iri.removeprefix(base), "name": name, "notable": notable}
        result.append({**item, "description": " · ".join(told)})
    return result


@blueprint.get(f"{PATH}/properties")
def properties() -> Response:
    """Propose properties that things of a class have, those of most things first (section 7.2)."""
    type_ = request.args.get("type", "")
    most = number(request.args.get("limit", "50"), "limit")
    proposed = reconcile_terms.proposed(expanded(type_, "type"), most) if type_ else []
    return _send({"properties": proposed, "type": type_, "limit": most})


@blueprint.get(f"{PATH}/preview")
def preview() -> Response:
    """Show a thing in a few lines, for a frame on another site (section 5)."""
    iri = reconcile_terms.entity(request.args.get("id", ""))
    types = _finder().types([iri]).get(iri, ()) if _finder().is_entity(iri) else ()
    if not types:
        raise WebError(
            "NO_SUCH_THING",
            f"Nothing is known about {iri}.",
            hint="Ask for an identifier that this service gave.",
            say="reconcile_no_thing",
            values={"iri": iri},
            where="id",
        )
    state.namer().learn([iri])
    names = state.site().data.rows(
        "SELECT DISTINCT ?o WHERE { VALUES ?s { $thing } ?s skos:prefLabel|dcterms:title ?o } ORDER BY ?o",
        thing=iri,
    )
    label = state.namer().heading(iri)
    response = frame.page(
        "preview.html",
        label=label,
        types=[item["name"] for item in reconcile_terms.types(types)],
        names=[
            (quads.value(row["o"]), quads.language(row["o"]))
            for row in names
            if quads.value(row["o"]) != label.text
        ],
        address=request.host_url.rstrip("/") + (state.addresses().href(iri) or ""),
    )
    response.headers["Content-Security-Policy"] = _FRAMED
    return response
