"""A submission is checked: as a form for people, as one POST for programs."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from igr_kg.graph import quads, syntax
from igr_kg.web import formats, frame, responses, state
from igr_kg.web.errors import WebError
from igr_kg.web.thing_page import Value, value_of

if TYPE_CHECKING:
    from igr_kg.check import Report

blueprint = Blueprint("validate", __name__)

OFFERS = (formats.HTML, formats.TURTLE, formats.JSONLD, formats.JSON)
SHOWN = 500
_TURN = threading.BoundedSemaphore(1)
_DOCUMENT_TYPES = (
    "text/plain",
    "text/html",
    "application/pdf",
    "application/octet-stream",
    "application/xml",
)


@dataclass(frozen=True, slots=True)
class Submitted:
    """What was sent."""

    data: bytes
    name: str
    media_type: str | None


def _check_size(length: int) -> None:
    most = state.site().settings.submission_max_bytes
    if length > most:
        raise WebError(
            "REQUEST_TOO_LARGE",
            f"A submission may hold {most:,} bytes.",
            hint="Send it in parts.",
        )


def _from_form() -> Submitted:
    sent = request.files.get("file")
    if sent is not None and sent.filename:
        return Submitted(sent.read(), sent.filename, sent.mimetype or None)
    text = request.form.get("text", "")
    if not text.strip():
        raise WebError(
            "BAD_REQUEST",
            "The form holds neither a file nor a text.",
            hint="Choose a file in the field 'file', or write RDF in the field 'text'.",
        )
    chosen = formats.by_name(request.form.get("syntax", "ttl"), formats.GRAPHS) or formats.TURTLE
    return Submitted(text.encode(), f"submission.{chosen.suffix}", chosen.media_type)


def _submitted() -> Submitted:
    _check_size(request.content_length or 0)
    kind = request.mimetype
    taken = [f.media_type for f in formats.GRAPHS]
    if kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        found = _from_form()
    elif kind in taken or kind in _DOCUMENT_TYPES:
        suffix = next((f".{f.suffix}" for f in formats.GRAPHS if f.media_type == kind), "")
        found = Submitted(request.get_data(cache=False), f"submission{suffix}", kind)
    else:
        raise WebError(
            "UNSUPPORTED_MEDIA_TYPE",
            f"A submission cannot be sent as {kind or 'a body without a media type'}.",
            hint="Send RDF with its media type, or a form (multipart/form-data) with the field file.",
            headers={"Accept-Post": ", ".join([*taken, "multipart/form-data"])},
            offers=[*taken, "multipart/form-data"],
        )
    _check_size(len(found.data))
    return found


@dataclass(frozen=True, slots=True)
class Finding:
    """A result of the check as the page shows it."""

    severity: str
    message: str
    focus: Value
    path: str
    value: Value | None
    detail: str
    shape: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything that the page shows of a report."""

    conforms: bool
    counts: Mapping[str, int]
    findings: Sequence[Finding]
    more: int


def _view(report: Report) -> ReportView:
    namer, language = state.namer(), state.language()
    shown = report.results[:SHOWN]
    terms = [term for result in shown for term in (result.focus, result.value) if quads.is_iri(term)]
    namer.learn(quads.value(term) for term in terms)
    return ReportView(
        report.conforms,
        report.counts(),
        [
            Finding(
                result.severity,
                result.message(language),
                value_of(result.focus, namer),
                namer.label(result.path.lstrip("^")).text if result.path else "",
                value_of(result.value, namer) if result.value else None,
                result.detail,
                result.shape.rsplit("#", 1)[-1],
            )
            for result in shown
        ],
        len(report.results) - len(shown),
    )


def _form_page(report: ReportView | None, sent: Submitted | None) -> Response:
    return frame.page(
        "validate.html",
        report=report,
        text=request.form.get("text", "") if request.method == "POST" else "",
        name=sent.name if sent else "",
        syntaxes=formats.GRAPHS,
        chosen=request.form.get("syntax", "ttl") if request.method == "POST" else "ttl",
        most=state.site().settings.submission_max_bytes,
        cacheable=sent is None,
    )


@blueprint.get("/validate")
def form() -> Response:
    """Show the form."""
    return _form_page(None, None)


@blueprint.post("/validate")
def check() -> Response:
    """Check what was sent and answer with the report."""
    choice = responses.pick(OFFERS)
    sent = _submitted()
    from igr_kg.pipeline import validate_submission

    site = state.site()
    if not _TURN.acquire(timeout=site.settings.query_queue_seconds):
        raise WebError("QUEUE_FULL", "Another submission is being checked.", hint="Try again in a moment.")
    try:
        report = validate_submission(
            sent.data,
            name=sent.name,
            media_type=sent.media_type,
            settings=site.settings,
            release=site.release,
        )
    finally:
        _TURN.release()
    if choice.format is formats.HTML:
        return _form_page(_view(report), sent)
    if choice.format is formats.JSON:
        return responses.answer(report.to_json(), choice.content_type, cacheable=False)
    body = syntax.serialise(report.quads(), choice.format.suffix, base=site.settings.base_iri)
    return responses.answer(body, choice.content_type, cacheable=False)
