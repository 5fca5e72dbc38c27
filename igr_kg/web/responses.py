"""Responses that are complete before they are sent: length, entity tag, 304, CORS.

No view returns a generator: behind WSGI one that fails half-way can end as a well-formed 200.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import IO

from flask import Flask, Response, current_app, request
from werkzeug.datastructures import Headers
from werkzeug.wsgi import FileWrapper

from igr_kg.web import formats
from igr_kg.web.errors import WebError

_CONDITIONS = frozenset(("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"))

FRESH = "IGR_KG_FRESH"
"""Where the application has the ``Cache-Control`` of answers that may be kept."""

_EXPOSED = "Content-Length, Content-Language, ETag, Link, Location, Retry-After, Vary, Allow, Igr-Release"
_ALLOWED = "Accept, Accept-Language, Authorization, Content-Type, If-None-Match"


def link(target: str, **parameters: str) -> str:
    """Return one value of a ``Link`` header (RFC 8288).

    >>> link("/doc/body/unep.ttl", rel="alternate", type="text/turtle")
    '</doc/body/unep.ttl>; rel="alternate"; type="text/turtle"'
    """
    tail = "".join(f'; {name}="{value}"' for name, value in parameters.items())
    return f"<{target}>{tail}"


def pick(
    offers: Sequence[formats.Format],
    named: formats.Format | None = None,
    *,
    name: str | None = None,
    suffixes: bool = True,
) -> formats.Choice:
    """Return the representation to send: the suffix, else ``?format=``, else ``Accept`` decides.

    :param named: what the suffix of the path names
    :param name: the value of ``format`` where it does not come from the address; empty: there is none
    :param suffixes: whether the address takes suffixes
    :raises WebError: ``NOT_ACCEPTABLE`` with the list of what is offered
    """
    offered = [offer.media_type for offer in offers]
    if named is not None:
        return formats.Choice(named, named.media_type)
    name = request.args.get("format") if name is None else name
    choice = formats.asked_for(offers, name, request.headers.get("Accept"))
    if choice is None:
        asked = name or request.headers.get("Accept")
        suffix = [f"{'.' if suffixes else ''}{offer.suffix}" for offer in offers]
        ways = "Accept, by ?format= or by suffix" if suffixes else "Accept or by ?format="
        raise WebError(
            "NOT_ACCEPTABLE",
            f"This is not offered as {asked!r}.",
            hint=f"Ask for one of the formats offered, by {ways}: {', '.join(suffix)}",
            offers=offered,
            say="not_offered" if suffixes else "not_offered_here",
            values={"asked": asked, "offers": ", ".join(suffix)},
        )
    return choice


def etag(body: bytes) -> str:
    """Return the entity tag of a body: the first 32 hex digits of its SHA-256."""
    return hashlib.sha256(body).hexdigest()[:32]


def answer(
    body: bytes | str,
    content_type: str,
    *,
    status: int = 200,
    vary: Iterable[str] = ("Accept",),
    links: Iterable[str] = (),
    headers: Mapping[str, str] | None = None,
    cacheable: bool = True,
) -> Response:
    """Return a complete response with length, entity tag and, when the client has it already, 304."""
    data = body.encode() if isinstance(body, str) else body
    response = Response(data, status, Headers(headers or {}), content_type=content_type)
    for value in links:
        response.headers.add("Link", value)
    response.vary.update(vary)
    if not cacheable:
        response.headers["Cache-Control"] = "no-store"
        return response
    response.set_etag(etag(data))
    response.headers.setdefault("Cache-Control", current_app.config[FRESH])
    _only_if_new(response)
    return response


def file_answer(
    stream: IO[bytes],
    size: int,
    tag: str | None,
    content_type: str,
    *,
    vary: Iterable[str] = (),
    links: Iterable[str] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a response with a finished file as its body.

    :param stream: open at the first byte; closed with the response
    :param size: bytes in it
    :param tag: its entity tag; None: the answer may not be kept
    """
    response = Response(
        FileWrapper(stream, 1 << 18),
        200,
        Headers(headers or {}),
        content_type=content_type,
        direct_passthrough=True,
    )
    response.content_length = size
    for value in links:
        response.headers.add("Link", value)
    response.vary.update(vary)
    if tag is None:
        response.headers["Cache-Control"] = "no-store"
        return response
    response.set_etag(tag)
    response.headers.setdefault("Cache-Control", current_app.config[FRESH])
    _only_if_new(response, size)
    return response


def _only_if_new(response: Response, size: int | None = None) -> None:
    """Let a response say that the client has it already, should the request ask that."""
    if not _CONDITIONS.isdisjoint(request.environ):
        response.make_conditional(request, complete_length=size)


def _allow_other_sites(response: Response) -> Response:
    response.headers.setdefault("Access-Control-Allow-Origin", "*")
    response.headers.setdefault("Access-Control-Expose-Headers", _EXPOSED)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    if request.method == "OPTIONS":
        allowed = response.headers.get("Allow", "GET, HEAD, OPTIONS")
        response.headers["Access-Control-Allow-Methods"] = allowed
        response.headers["Access-Control-Allow-Headers"] = _ALLOWED
        response.headers["Access-Control-Max-Age"] = "86400"
    if response.mimetype == "text/html":
        response.headers.setdefault(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
            "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
            "connect-src 'self'",
        )
        response.headers.setdefault("Referrer-Policy", "same-origin")
    return response


def freshness(seconds: int) -> str:
    """Return the ``Cache-Control`` of an answer that may be kept: it is asked for again, at once or later.

    >>> freshness(0), freshness(60)
    ('no-cache', 'public, max-age=60, must-revalidate')
    """
    return f"public, max-age={seconds}, must-revalidate" if seconds else "no-cache"


def install(app: Flask, seconds: int) -> None:
    """Let other sites read every answer (CORS), keep browsers strict with ours, and say how long it is fresh.

    :param seconds: that an answer may be used without asking again
    """
    app.config[FRESH] = freshness(seconds)
    app.after_request(_allow_other_sites)
