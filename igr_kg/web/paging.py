"""Which part of a long list is shown."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from igr_kg.web.errors import WebError


@dataclass(frozen=True, slots=True)
class Paging:
    """The number of a page, from 1, and the links to its neighbours."""

    number: int
    previous: str | None
    next: str | None


def number_asked() -> int:
    """Return the number of the page that the request asks for.

    :raises WebError: ``BAD_PARAMETER``
    """
    text = request.args.get("page", "1")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 100_000:
        raise WebError(
            "BAD_PARAMETER",
            f"{text!r} is no page number.",
            hint="Use page=1, page=2 ...",
            where="page",
            say="no_page_number",
            values={"text": text},
        )
    return int(text)
