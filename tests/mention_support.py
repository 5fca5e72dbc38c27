"""Documents of one or a few paragraphs, to test how names are found and settled."""

from __future__ import annotations

from collections.abc import Sequence

from igr_kg import text
from igr_kg.extract import entities, mentions
from igr_kg.model import Block, Document, Entity, Mention, Span
from igr_kg.packs import authority, language
from igr_kg.packs.authority import Authority
from igr_kg.packs.fold import reading

Settled = tuple[Document, tuple[Mention, ...], dict[str, Entity]]


def document(*paragraphs: str, kinds: Sequence[str] = (), symbol: str | None = None) -> Document:
    """Return a Chinese document of these blocks, one line each; they are paragraphs unless ``kinds`` says."""
    rules = language.load("zh").rules
    content = "\n".join(paragraphs)
    blocks, at = [], 0
    for number, words in enumerate(paragraphs):
        kind = kinds[number] if number < len(kinds) else "paragraph"
        blocks.append(
            Block(f"b{number + 1}", kind, None, None, at, at + len(words), path=f"par/{number + 1}")
        )
        at += len(words) + 1
    views = {b.id: reading(content, [Span(b.start, b.end)], rules) for b in blocks if b.end > b.start}
    kept = tuple(b for b in blocks if b.end > b.start)
    return Document("a.txt", "zh", content, "", "other", kept, views, symbol)


def found(
    *paragraphs: str, names: Authority | None = None, kinds: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Return kind and value of the mentions of some paragraphs."""
    named = mentions.find(document(*paragraphs, kinds=kinds), language.load("zh"), names or authority.load())
    return [(m.kind, m.value) for m in named]


def values(kind: str, *paragraphs: str, names: Authority | None = None) -> list[str]:
    """Return the values of the mentions of one kind."""
    return [value for of, value in found(*paragraphs, names=names) if of == kind]


def settled(doc: Document, names: Authority | None = None) -> Settled:
    """Return a document with its mentions and entities."""
    known = authority.load() if names is None else names
    named = mentions.find(doc, language.load("zh"), known)
    return doc, *entities.resolve(doc, named, known)


def read(content: str, names: Authority | None = None) -> Settled:
    """Return a whole text structured, with its mentions and entities."""
    raw = text.read(content.encode(), "a.txt")
    return settled(text.structure(raw), names)


def meant(reading_: Settled, value: str) -> list[str | None]:
    """Return what the mentions with a value mean, in reading order."""
    return [m.entity for m in reading_[1] if m.value == value]
