"""Which release an answer is of: the one that is served, or another that the request names.

Every answer says it in the header :data:`HEADER`. An answer of a release that the request names never
changes, so caches may keep it; that of another release than the one served leads to the same query there
(``rel="latest-version"``, RFC 5829, section 3.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import Flask, Response, g

from igr_kg.web import responses, state

HEADER = "Igr-Release"
FOR_EVER = "public, max-age=31536000, immutable"
"""Value of ``Cache-Control`` for what never changes (RFC 8246); a year is for ever in practice."""

_MOST_LINK = 4000
"""Bytes of the longest address that a header leads to: clients and proxies bound the size of headers."""


_VISIBLE = "!#$&'()*+,/:;=?@[]^`{|}"
"""What a version may hold besides letters and digits; a header carries few other characters."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A release in the list of those that can be asked.

    :param value: what ``release=`` has to be; empty for the one that is served
    """

    value: str
    label: str
    chosen: bool


def choose(version: str) -> None:
    """Let this request be answered from a release.

    :raises UsageError: ``NO_SUCH_RELEASE``
    """
    g.store = state.site().releases.store(version)
    say(version)


def say(version: str) -> None:
    """Let the answer to this request say which release it is of."""
    g.release = version


def chosen() -> str:
    """Return the version of the release that the request names; empty when it names none."""
    found: str = g.get("release", "")
    return found


def is_other() -> bool:
    """Tell whether the request names another release than the one that is served."""
    return bool(chosen()) and chosen() != state.site().version


def offers() -> list[Offer]:
    """Return the releases that a form offers: the one that is served first; empty when there is no choice."""
    site = state.site()
    others = [found.version for found in site.releases.others()]
    if not others:
        return []
    named = chosen() if is_other() else ""
    first = Offer("", state.texts()("releases.newest", version=site.version), not named)
    return [first, *(Offer(version, version, version == named) for version in others)]


def address(
    query: str,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    *,
    path: str = "/sparql",
    **more: str | None,
) -> str:
    """Return the address of a query; with ``release`` it is one whose answer stays.

    :param more: other parameters, such as ``release`` and ``format``; what is empty is left out
    """
    pairs = [
        ("query", query),
        *(("default-graph-uri", iri) for iri in default_graphs),
        *(("named-graph-uri", iri) for iri in named_graphs),
        *((name.rstrip("_"), value) for name, value in more.items() if value),
    ]
    return f"{state.addresses().root}{path}?{urlencode(pairs)}"


def lead_on(target: str) -> None:
    """Let the answer lead to the same on the release that is served, when it is of another one."""
    if is_other() and len(target) <= _MOST_LINK:
        g.latest = responses.link(target, rel="latest-version")


def caching() -> dict[str, str]:
    """Return the headers of data for caches: those of a release that the request names stay as they are."""
    return {"Cache-Control": FOR_EVER} if chosen() else {}


def _tell(response: Response) -> Response:
    version = chosen() or state.site().version
    if version:
        response.headers[HEADER] = quote(version, safe=_VISIBLE)
    if "latest" in g:
        response.headers.add("Link", g.latest)
    return response


def install(app: Flask) -> None:
    """Let every answer of the application say which release it is of."""
    app.after_request(_tell)
