"""Which graphs a release has, and which of them make up its default view."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from igr_kg.graph.quads import Quad, term

_IN_VIEW = ("document", "submission", "authority", "links", "ontology")
_IN_DOCUMENT = ("document", "evidence", "text")


@lru_cache(maxsize=1 << 16)
def kind_of(graph: str, base: str) -> str:
    """Return the kind of a graph, such as ``document`` or ``authority``, or an empty string.

    :param graph: the term of a graph

    >>> kind_of("<https://w3id.org/igr/graph/document/a-1/zh>", "https://w3id.org/igr/")
    'document'
    """
    start = f"<{base}graph/"
    return graph[len(start) : -1].partition("/")[0] if graph.startswith(start) else ""


@lru_cache(maxsize=1 << 16)
def version_of_document(graph: str, base: str) -> tuple[str, str] | None:
    """Return slug and language of a graph of one language version, or None.

    >>> version_of_document("<https://w3id.org/igr/graph/text/a-1/zh>", "https://w3id.org/igr/")
    ('a-1', 'zh')
    """
    if kind_of(graph, base) not in _IN_DOCUMENT:
        return None
    parts = graph[len(base) + 1 : -1].split("/")
    return (parts[2], parts[3]) if len(parts) == 4 else None


def default_view(quads: Iterable[Quad], base: str) -> Iterator[Quad]:
    """Yield the triples of the default graph: what documents and submissions say, authority, links, ontology.

    Not evidence, curated, text, inferred and catalogue, which would flood every answer. A triple that stands
    in several graphs comes several times.
    """
    for quad in quads:
        if kind_of(quad.g, base) in _IN_VIEW:
            yield Quad(quad.s, quad.p, quad.o)


def searched(quads: Collection[Quad], base: str) -> Iterator[Quad]:
    """Yield the statements whose strings are searched: the default view, and the text of the documents."""
    yield from default_view(quads, base)
    yield from (
        quad for quad in quads if kind_of(quad.g, base) == "text" and quad.p == term("igr:text", base)
    )
