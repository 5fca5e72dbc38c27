"""Somebody's own document: marked with what is read from it, the graph to take along, nothing kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.datastructures import FileStorage, MultiDict

from igr_kg.errors import IgrError
from igr_kg.packs import language as packs
from igr_kg.web import bodies, formats, frame, problems, responses, segments, state
from igr_kg.web.errors import WebError

blueprint = Blueprint("read", __name__)

OFFERS = (formats.HTML, formats.JSON, *formats.GRAPHS)
_TYPES = (
    "text/plain",
    "text/html",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/xml",
    "application/akn+xml",
    "application/octet-stream",
)
_KINDS = {"role": "office", "act": "statement"}
_HINT = "Send a part of it, or read it on your own machine: igr-kg extract FILE."


@dataclass(frozen=True, slots=True)
class _Sent:
    """What was sent to be read."""

    data: bytes
    name: str
    language: str | None
    pasted: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with what they name: its kind for the colour, and its value."""

    text: str
    kind: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A block as the page shows it."""

    kind: str
    label: str
    depth: int
    pieces: Sequence[Piece]
    told: Sequence[Mapping[str, Any]]


def _sent(fields: MultiDict[str, str], files: MultiDict[str, FileStorage]) -> _Sent:
    language = fields.get("language") or None
    file = files.get("file")
    if file is not None and file.filename:
        return _Sent(file.read(), file.filename, language, pasted=False)
    text = fields.get("text", "")
    if not text.strip():
        raise WebError(
            "BAD_REQUEST",
            "The form holds neither a file nor a text.",
            hint="Choose a file in the field 'file', or paste a text into the field 'text'.",
            say="empty_reading",
        )
    return _Sent(text.replace("\r\n", "\n").encode(), fields.get("name") or "text.txt", language, pasted=True)


def _direct(body: bytes) -> _Sent:
    return _Sent(body, "document", request.args.get("language") or None, pasted=False)


def _read(sent: _Sent, form: str) -> bytes:
    return state.site().trials.read(sent.data, name=sent.name, language=sent.language, form=form)


def _shown(block: Mapping[str, Any]) -> Shown:
    text, marks = block["text"], block["marks"]
    pieces = []
    for piece in segments.cut(len(text), [(start, end) for start, end, _, _ in marks]):
        covering = [marks[i] for i in piece.covering]
        named = next((m for m in covering if m[2] != "act"), covering[0] if covering else None)
        words = text[piece.start : piece.end]
        kind = _KINDS.get(named[2], named[2]) if named else ""
        pieces.append(Piece(words, kind, named[3] if named else ""))
    return Shown(block["kind"], block["label"] or "", block["depth"], pieces, block["told"])


def _page(
    fields: MultiDict[str, str],
    *,
    found: Mapping[str, Any] | None = None,
    problem: problems.Problem | None = None,
) -> Response:
    return frame.form_page(
        "read.html",
        found=found,
        blocks=[_shown(block) for block in found["blocks"]] if found else [],
        problem=problem,
        text=found["text"] if found else fields.get("text", ""),
        name=found["name"] if found else fields.get("name", ""),
        chosen=fields.get("language", ""),
        tags=packs.tags(),
        downloads=(formats.JSON, *formats.GRAPHS),
        most=state.site().settings.read_max_bytes,
    )


@blueprint.get("/read")
def form() -> Response:
    """Show the form."""
    return _page(MultiDict())


def _answer_page(fields: MultiDict[str, str], sent: _Sent) -> Response:
    try:
        return _page(fields, found=json.loads(_read(sent, "page")))
    except IgrError as error:
        return _page(fields, problem=problems.in_words(problems.problem_of(error)))


@blueprint.post("/read")
def read() -> Response:
    """Read what was sent and answer with a page, the annotation or the graph."""
    bodies.check_kind(
        _TYPES,
        what="A document",
        hint="Send its bytes with their media type, or a form (multipart/form-data) with the field file.",
        say="no_document_type",
    )
    body = bodies.read(state.site().settings.read_max_bytes, hint=_HINT, say="document_too_large")
    fields, files = MultiDict[str, str](), MultiDict[str, FileStorage]()
    if request.mimetype in bodies.FORM_TYPES:
        fields, files = bodies.form(body)
    choice = responses.pick(OFFERS, name=fields.get("format"), suffixes=False)
    try:
        sent = _sent(fields, files) if request.mimetype in bodies.FORM_TYPES else _direct(body)
    except WebError as error:
        if choice.format is not formats.HTML:
            raise
        return _page(fields, problem=problems.in_words(problems.problem_of(error)))
    if choice.format is formats.HTML:
        return _answer_page(fields, sent)
    form_name = "json" if choice.format is formats.JSON else choice.format.suffix
    headers = {}
    if fields.get("format"):
        stem = sent.name.rpartition("/")[2].rpartition(".")[0] or "document"
        safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in stem)
        headers["Content-Disposition"] = f'attachment; filename="{safe}.{choice.format.suffix}"'
    return responses.answer(_read(sent, form_name), choice.content_type, headers=headers, cacheable=False)
