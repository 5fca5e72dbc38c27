"""A submission is checked: as a form for people, as one POST for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from werkzeug.datastructures import FileStorage, MultiDict

from igr_kg.errors import IgrError
from igr_kg.graph import quads, syntax
from igr_kg.web import bodies, formats, frame, problems, responses, state
from igr_kg.web.errors import WebError
from igr_kg.web.thing_page import Value, value_of

if TYPE_CHECKING:
    from igr_kg.check import Report

blueprint = Blueprint("validate", __name__)

OFFERS = (formats.HTML, formats.TURTLE, formats.JSONLD, formats.JSON)
SHOWN = 500
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


def _chosen(form: MultiDict[str, str]) -> formats.Format:
    return formats.by_name(form.get("syntax", "ttl"), formats.GRAPHS) or formats.TURTLE


def _from_form(form: MultiDict[str, str], files: MultiDict[str, FileStorage]) -> Submitted:
    sent = files.get("file")
    if sent is not None and sent.filename:
        return Submitted(sent.read(), sent.filename, sent.mimetype or None)
    text = form.get("text", "")
    if not text.strip():
        raise WebError(
            "BAD_REQUEST",
            "The form holds neither a file nor a text.",
            hint="Choose a file in the field 'file', or write RDF in the field 'text'.",
            say="empty_form",
        )
    return Submitted(text.encode(), f"submission.{_chosen(form).suffix}", _chosen(form).media_type)


def _checked(sent: Submitted) -> Report:
    return state.site().checks.validate(sent.data, name=sent.name, media_type=sent.media_type)


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
        sum(report.counts().values()) - len(shown),
    )


def _form_page(
    form: MultiDict[str, str],
    *,
    report: ReportView | None = None,
    name: str = "",
    problem: problems.Problem | None = None,
) -> Response:
    """Return the page; what was written in the form stays in it, whatever came of it."""
    return frame.form_page(
        "validate.html",
        report=report,
        problem=problem,
        text=form.get("text", ""),
        name=name,
        syntaxes=formats.GRAPHS,
        chosen=_chosen(form).suffix,
        most=state.site().settings.submission_max_bytes,
    )


@blueprint.get("/validate")
def form() -> Response:
    """Show the form."""
    return _form_page(MultiDict())


def _page(body: bytes) -> Response:
    """Answer a browser: the report, or what is wrong, above the form."""
    fields: MultiDict[str, str] = MultiDict()
    try:
        if request.mimetype in bodies.FORM_TYPES:
            fields, files = bodies.form(body)
            sent = _from_form(fields, files)
        else:
            sent = _direct(body)
        return _form_page(fields, report=_view(_checked(sent)), name=sent.name)
    except IgrError as error:
        return _form_page(fields, problem=problems.in_words(problems.problem_of(error)))


def _direct(body: bytes) -> Submitted:
    kind = request.mimetype
    suffix = next((f".{f.suffix}" for f in formats.GRAPHS if f.media_type == kind), "")
    return Submitted(body, f"submission{suffix}", kind)


@blueprint.post("/validate")
def check() -> Response:
    """Check what was sent and answer with the report."""
    choice = responses.pick(OFFERS, suffixes=False)
    bodies.check_kind(
        [f.media_type for f in formats.GRAPHS],
        also=_DOCUMENT_TYPES,
        what="A submission",
        hint="Send RDF with its media type, or a form (multipart/form-data) with the field file.",
        say="no_submission_type",
    )
    settings = state.site().settings
    body = bodies.read(settings.submission_max_bytes, hint="Send it in parts.", say="submission_too_large")
    if choice.format is formats.HTML:
        return _page(body)
    report = _checked(
        _from_form(*bodies.form(body)) if request.mimetype in bodies.FORM_TYPES else _direct(body)
    )
    if choice.format is formats.JSON:
        return responses.answer(report.to_json(), choice.content_type, cacheable=False)
    rows = syntax.serialise(report.quads(), choice.format.suffix, base=settings.base_iri)
    return responses.answer(rows, choice.content_type, cacheable=False)
