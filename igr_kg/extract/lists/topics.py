"""Topics: the terms of the language pack that the blocks of a document use."""

from __future__ import annotations

import re

from igr_kg.extract.lists.source import Source
from igr_kg.model import Slot, Span

_READ = ("paragraph", "item", "preamble", "heading", "cover", "note")
_NAMES = ("body", "person", "role", "place")


def find(source: Source) -> None:
    """Add, for each block, each topic whose terms its own text uses outside the names of bodies.

    The terms stand in the pack as ``topic_terms``: term -> code of the topic scheme; the longest term
    at a place counts; in a language with blanks it is a word of its own.
    """
    terms = source.pack.words.get("topic_terms", {})
    if not terms:
        return
    words = "|".join(re.escape(t) for t in sorted(terms, key=lambda t: (-len(t), t)))
    whole = rf"(?<!\w)(?:{words})(?!\w)" if source.pack.rules.join else words
    regex = re.compile(whole)
    for block in source.document.blocks:
        if block.kind not in _READ:
            continue
        view = source.document.view(block.id)
        names = [m.span for m in source.inside(block.id) if m.kind in _NAMES]
        places: dict[str, list[Span]] = {}
        for found in regex.finditer(view.text):
            span = view.span(*found.span())
            if not any(name.covers(span) for name in names):
                places.setdefault(terms[found[0]], []).append(span)
        for code, spans in sorted(places.items()):
            slots = {
                "block": (Slot(block.id, tuple(spans), block.id),),
                "topic": (Slot(code, tuple(spans)),),
            }
            source.add("topic", block.id, "topic_terms", spans, slots)
