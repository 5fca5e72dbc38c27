"""The page that looks for words in names and passages, by the index of the release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request

from igr_kg.graph import quads
from igr_kg.store import search
from igr_kg.web import frame, state
from igr_kg.web.reader_links import to_part
from igr_kg.web.thing_page import Value, value_of

blueprint = Blueprint("search", __name__)

_MOST = 100
_AROUND = 60
"""Characters of a passage that are shown before and after what was found."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that holds what was looked for.

    :param pieces: the text around the first place, in pieces, each with whether it was looked for
    """

    where: str
    href: str | None
    language: str
    pieces: Sequence[tuple[str, bool]]


def pieces(text: str, places: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Yield the stretch of a text around the first of the places, cut where a place begins or ends.

    >>> list(pieces("The green economy of green cities", [(4, 9), (21, 26)]))
    [('The ', False), ('green', True), (' economy of ', False), ('green', True), (' cities', False)]
    """
    first = places[0] if places else (0, 0)
    at, end = max(0, first[0] - _AROUND), min(len(text), first[1] + 2 * _AROUND)
    if at:
        yield "…", False
    for start, stop in places:
        if stop > end:
            break
        if start > at:
            yield text[at:start], False
        yield text[start:stop], True
        at = stop
    yield text[at:end] + ("…" if end < len(text) else ""), False


def _things(found: search.Found) -> list[Value]:
    iris = [hit.entry.subject for hit in found.hits]
    namer = state.namer()
    namer.learn(iris)
    return [value_of(quads.node(iri), namer) for iri in iris]


def _passages(found: search.Found) -> list[Passage]:
    namer = state.namer()
    namer.learn([hit.entry.subject for hit in found.hits])
    return [
        Passage(
            namer.label(entry.subject).whole,
            to_part(entry.subject, entry.language),
            entry.language,
            list(pieces(entry.value, hit.places)),
        )
        for hit in found.hits
        for entry in (hit.entry,)
    ]


@blueprint.get("/search")
def page() -> Response:
    """Look for words in names and passages: ``q`` holds the words, or phrases in quotation marks."""
    asked = request.args.get("q", "")[:200]
    index = state.site().index
    names = index.find(asked, kinds=("identifier", "name"), most=_MOST)
    texts = index.find(asked, kinds=("text",), most=_MOST)
    return frame.page(
        "search.html",
        asked=asked,
        things=_things(names),
        names=names,
        passages=_passages(texts),
        texts=texts,
    )
