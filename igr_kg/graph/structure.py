"""The graph of structure and text: parts of the work, and their words in one version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from igr_kg import ids
from igr_kg.graph.quads import Quad, literal, named, term
from igr_kg.model import Block, Document, Span
from igr_kg.packs.fold import pieces

_CLASSES = {
    "paragraph": "Paragraph",
    "item": "Item",
    "heading": "Heading",
    "preamble": "Recital",
    "cover": "Cover",
    "note": "Footnote",
}
_CONTAINERS = {"annex": "Annex", "sec": "Section", "decision": "DocumentPart"}


class _Text:
    def __init__(self, document: Document, name: str, base: str) -> None:
        slug = name.removeprefix("id/document/")
        self.document = document
        self.name = name
        self.version = f"{name}/{document.language}"
        self._base = base
        self._graph = named(ids.text_graph(slug, document.language), base)

    def thing(self, local: str) -> str:
        return named(local, self._base)

    def say(self, subject: str, predicate: str, value: str) -> Quad:
        return Quad(self.thing(subject), term(predicate, self._base), value, self._graph)

    def typed(self, subject: str, name: str) -> Quad:
        return self.say(subject, "rdf:type", term(f"igr:{name}", self._base))


def write(document: Document, name: str, base: str) -> Iterator[Quad]:
    """Yield the graph of structure and text of one language version.

    :param document: blocks with paths, and views
    :param name: local name of the document (``id/document/<slug>``)
    :param base: base of every IRI
    """
    text = _Text(document, name, base)
    yield from _version(text)
    extents = _extents(document)
    headed = {block.path for block in document.blocks}
    for path, extent in extents.items():
        if path not in headed:
            yield from _container(text, path, extent)
    for order, block in enumerate((b for b in document.blocks if b.path), start=1):
        yield from _part(text, block, order, extents.get(block.path or ""))


def _version(text: _Text) -> Iterator[Quad]:
    document, version = text.document, text.version
    yield text.typed(version, "DocumentVersion")
    yield text.say(version, "igr:versionOf", text.thing(text.name))
    yield text.say(text.name, "igr:hasVersion", text.thing(version))
    yield text.say(version, "dcterms:language", literal(document.language))
    digest = hashlib.sha256(document.text.encode()).hexdigest()
    yield text.say(version, "igr:textSHA256", literal(digest))
    yield text.say(version, "igr:sourceSHA256", literal(document.source_sha256))


def _extents(document: Document) -> dict[str, Span]:
    """Return the annexes, sections and the like that blocks stand in, each with its whole range."""
    extents: dict[str, Span] = {}
    own = {block.path: block.span for block in document.blocks if block.path}
    for block in document.blocks:
        inside = _chain(block.container)
        for path in [*inside, *([block.path] if block.path and _class(block.path) else [])]:
            known = extents.get(path, own.get(path, block.span))
            extents[path] = Span(min(known.start, block.start), max(known.end, block.end))
    return extents


def _class(path: str) -> str | None:
    """Return the class of a container by its path, None for other parts."""
    return _CONTAINERS.get(path.rpartition("/")[0].rpartition("/")[2])


def _container(text: _Text, path: str, extent: Span) -> Iterator[Quad]:
    """Yield a container that no heading of its own stands for."""
    subject, chain = f"{text.name}/{path}", _chain(path)
    yield text.typed(subject, _class(path) or "DocumentPart")
    whole = f"{text.name}/{chain[-2]}" if len(chain) > 1 else text.name
    yield text.say(subject, "igr:partOf", text.thing(whole))
    yield text.say(subject, "igr:label", literal(path.rpartition("/")[2]))
    yield text.say(subject, "igr:start", literal(extent.start))
    yield text.say(subject, "igr:end", literal(extent.end))


def _chain(container: str) -> list[str]:
    """Return the paths of a container and of those around it, the outermost first.

    >>> _chain("annex/1/sec/ii")
    ['annex/1', 'annex/1/sec/ii']
    """
    steps = container.split("/") if container else []
    return ["/".join(steps[:end]) for end in range(2, len(steps) + 1, 2)]


def _part(text: _Text, block: Block, order: int, extent: Span | None) -> Iterator[Quad]:
    """Yield a block; one that heads an annex or section stands for all of it."""
    path, span = block.path or "", extent or block.span
    subject = f"{text.name}/{path}"
    yield text.typed(subject, _class(path) or _CLASSES.get(block.kind, "DocumentPart"))
    yield text.say(subject, "igr:partOf", text.thing(_whole(text, block)))
    yield text.say(subject, "igr:kindOfBlock", literal(block.kind))
    yield text.say(subject, "igr:order", literal(order))
    yield text.say(subject, "igr:start", literal(span.start))
    yield text.say(subject, "igr:end", literal(span.end))
    if block.label is not None:
        yield text.say(subject, "igr:label", literal(block.label))
    view, language = text.document.view(block.id), text.document.language
    words = "".join(pieces(text.document.text, view))
    yield text.say(subject, "igr:text", literal(words, language=language))
    if block.kind == "cover":
        words = "".join(pieces(text.document.text, view, lines=True))
        yield text.say(subject, "igr:lines", literal(words, language=language))


def _whole(text: _Text, block: Block) -> str:
    parent = text.document.block(block.parent) if block.parent else None
    if parent is not None and parent.path:
        return f"{text.name}/{parent.path}"
    return f"{text.name}/{block.container}" if block.container else text.name
