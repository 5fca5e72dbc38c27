"""The body of a request, whole or refused."""

from __future__ import annotations

import io

from flask import request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.formparser import FormDataParser

from igr_kg.web.errors import WebError

FORM_TYPES = ("multipart/form-data", "application/x-www-form-urlencoded")
_MOST_PARTS = 100


def read(most: int, *, hint: str, say: str) -> bytes:
    """Return the body of the request.

    It is read block by block: a body without a length (chunked) would otherwise be cut where the
    server's own limit is.

    :param most: bytes that it may hold
    :param hint: what to do with a larger one
    :param say: key of the sentence in the tables of texts
    :raises WebError: ``REQUEST_TOO_LARGE``, with the hint; ``REQUEST_TIMEOUT`` and ``QUEUE_FULL`` from
        the server
    """
    if (request.content_length or 0) > most:
        raise too_large(most, hint, say)
    blocks, size = [], 0
    while block := request.stream.read(1 << 16):
        size += len(block)
        if size > most:
            raise too_large(most, hint, say)
        blocks.append(block)
    return b"".join(blocks)


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
