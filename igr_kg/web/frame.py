"""The frame that every page stands in: template context, language, links to the same thing as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import Response, render_template, request

from igr_kg import __version__
from igr_kg.web import formats, responses, state

if TYPE_CHECKING:
    from igr_kg.web.problems import Problem


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A link to this page in another language."""

    tag: str
    name: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Alternate:
    """A link to the same thing in another format."""

    label: str
    href: str
    media_type: str


def _language_links() -> list[LanguageLink]:
    chosen = state.language()
    links = []
    for tag, texts in state.site().texts.items():
        query = urlencode(
            [*((k, v) for k, v in request.args.items(multi=True) if k != "lang"), ("lang", tag)]
        )
        href = f"{request.script_root}{request.path}?{query}"
        links.append(LanguageLink(tag, texts("language.self"), href, tag == chosen))
    return links


def alternates(
    path: str,
    offers: Iterable[formats.Format] = formats.GRAPHS,
    parameters: Mapping[str, Sequence[str]] | None = None,
) -> list[Alternate]:
    """Return the links to a path with each format's suffix.

    :param path: decoded path of the page without a suffix
    :param parameters: what else belongs to the address
    """
    addresses = state.addresses()
    tail = urlencode(parameters or {}, doseq=True)

    def link(suffix: str) -> str:
        href = addresses.path(f"{path}.{suffix}")
        return f"{href}{'&' if '?' in href else '?'}{tail}" if tail else href

    return [Alternate(o.label, link(o.suffix), o.media_type) for o in offers]


def render(template: str, **view: object) -> str:
    """Return a page as text: the template with the view and what every page needs."""
    site = state.site()
    addresses = state.addresses()
    return render_template(
        template,
        t=state.texts(),
        lang=state.language(),
        languages=_language_links(),
        path=addresses.path,
        href=addresses.href,
        root=request.script_root,
        host=request.host_url.rstrip("/"),
        chosen_language=addresses.language,
        base_iri=site.settings.base_iri,
        version=site.version,
        program=__version__,
        **view,
    )


def form_page(template: str, *, problem: Problem | None, **view: Any) -> Response:
    """Return the page of a form: what came of sending it, or what is wrong, above the form itself.

    What a form answers is never kept by caches.
    """
    response = page(template, problem=problem, cacheable=request.method != "POST", **view)
    if problem is not None:
        response.status_code = problem.status
        response.headers.update(problem.headers)
    return response


def page(
    template: str,
    *,
    links: Iterable[str] = (),
    headers: Mapping[str, str] | None = None,
    cacheable: bool = True,
    **view: object,
) -> Response:
    """Return a complete HTML response."""
    body = render(template, **view)
    response = responses.answer(
        body,
        formats.HTML.content_type,
        vary=("Accept", "Accept-Language"),
        links=links,
        headers={"Content-Language": state.language(), **(headers or {})},
        cacheable=cacheable,
    )
    return response
