"""The outline of a document as tests write it: one line for each part."""

from __future__ import annotations

from igr_kg import text
from igr_kg.model import Document

_LENGTH = 12


def read(content: str, language: str | None = "zh") -> Document:
    """Return the structured document of a text."""
    return text.structure(text.read(content.encode(), "test.txt"), language=language)


def outline(document: Document) -> list[str]:
    """Return ``kind path first-words`` of each part but furniture."""
    return [
        f"{b.kind} {b.path} {document.view(b.id).text[:_LENGTH]}"
        for b in document.blocks
        if b.kind != "furniture"
    ]
