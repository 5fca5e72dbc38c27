"""The body of a request, whole or refused."""

from __future__ import annotations

import io
from collections.abc import Sequence

from flask import request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.wrappers import Request

from igr_kg.web.errors import WebError

FORM_TYPES = ("multipart/form-data", "application/x-www-form-urlencoded")
_MOST_PARTS = 100


def read(most: int, *, hint: str, say: str, of: Request | None = None) -> bytes:
    """Return the body of a request.

    It is read block by block: a body without a length (chunked) would otherwise be cut where the
    server's own limit is.

    :param most: bytes that it may hold
    :param hint: what to do with a larger one
    :param say: key of the sentence in the tables of texts
    :param of: the request; default: the one that is answered
    :raises WebError: ``REQUEST_TOO_LARGE``, with the hint; ``REQUEST_TIMEOUT`` and ``QUEUE_FULL`` from
        the server
    """
    of = of or request
    if (of.content_length or 0) > most:
        raise too_large(most, hint, say)
    blocks, size = [], 0
    while block := of.stream.read(1 << 16):
        size += len(block)
        if size > most:
            raise too_large(most, hint, say)
        blocks.append(block)
    return b"".join(blocks)


def check_kind(taken: Sequence[str], *, what: str, hint: str, say: str, also: Sequence[str] = ()) -> None:
    """Return when the request is a form or of a media type that is taken.

    :param taken: the types that are offered
    :param also: further types, which are taken and not offered
    :param what: what is sent, to begin a sentence with
    :param hint: how to send it
    :param say: key of the sentence in the tables of texts
    :raises WebError: ``UNSUPPORTED_MEDIA_TYPE`` with the list of what is offered
    """
    kind = request.mimetype
    if kind in (*FORM_TYPES, *taken, *also):
        return
    offers = [*taken, "multipart/form-data"]
    raise WebError(
        "UNSUPPORTED_MEDIA_TYPE",
        f"{what} cannot be sent as {kind or 'a body without a media type'}.",
        hint=hint,
        headers={"Accept-Post": ", ".join(offers)},
        offers=offers,
        say=say,
        values={"type": kind},
    )


def too_large(most: int, hint: str, say: str) -> WebError:
    """Return the error for a body of more than so many bytes."""
    return WebError(
        "REQUEST_TOO_LARGE",
        f"A request may hold {most:,} bytes here.",
        hint=hint,
        say=say,
        values={"most": most},
    )


def form(body: bytes) -> tuple[MultiDict[str, str], MultiDict[str, FileStorage]]:
    """Return the fields and files of a body of one of :data:`FORM_TYPES`."""
    parser = FormDataParser(lambda *_, **__: io.BytesIO(), max_form_parts=_MOST_PARTS)
    _, fields, files = parser.parse(
        io.BytesIO(body), request.mimetype, len(body), dict(request.mimetype_params)
    )
    return fields, files
