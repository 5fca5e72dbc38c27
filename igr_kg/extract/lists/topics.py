"""Topics: the terms of the language pack that the blocks of a document use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from igr_kg.extract.lists.source import Source
from igr_kg.extract.mentions.inflected import gazetteer
from igr_kg.model import Slot, Span
from igr_kg.packs.language import LanguagePack

_READ = ("paragraph", "item", "preamble", "heading", "cover", "note")
_NAMES = ("body", "person", "role", "place")


def find(source: Source) -> None:
    """Add, for each block, each topic whose terms its own text uses outside the names of bodies.

    The terms stand in the pack as ``topic_terms``: term -> code of the topic scheme; the longest term
    at a place counts; in a language with blanks it is a word of its own; in one whose pack tells how
    words vary it stands in any of its forms.
    """
    terms = source.pack.words.get("topic_terms", {})
    if not terms:
        return
    scan = _scanner(source.pack, terms)
    for block in source.document.blocks:
        if block.kind not in _READ:
            continue
        view = source.document.view(block.id)
        names = [m.span for m in source.inside(block.id) if m.kind in _NAMES]
        places: dict[str, list[Span]] = {}
        for start, end, code in scan(view.text):
            span = view.span(start, end)
            if not any(name.covers(span) for name in names):
                places.setdefault(code, []).append(span)
        for code, spans in sorted(places.items()):
            slots = {
                "block": (Slot(block.id, tuple(spans), block.id),),
                "topic": (Slot(code, tuple(spans)),),
            }
            source.add("topic", block.id, "topic_terms", spans, slots)


_Scan = Callable[[str], Iterable[tuple[int, int, str]]]


def _scanner(pack: LanguagePack, terms: Mapping[str, str]) -> _Scan:
    """Return what finds start, end and code of the terms in a text, as words of the language vary."""
    known = _KNOWN.get(pack.tag)
    if known is None or known[0] is not pack:
        known = _KNOWN[pack.tag] = pack, _made(pack, terms)
    return known[1]


_KNOWN: dict[str, tuple[LanguagePack, _Scan]] = {}


def _made(pack: LanguagePack, terms: Mapping[str, str]) -> _Scan:
    if pack.words.get("endings") or pack.words.get("prefixes"):
        return gazetteer(terms, pack).scan
    words = "|".join(re.escape(t) for t in sorted(terms, key=lambda t: (-len(t), t)))
    regex = re.compile(rf"(?<!\w)(?:{words})(?!\w)" if pack.rules.join else words)
    return lambda text: ((*found.span(), terms[found[0]]) for found in regex.finditer(text))
