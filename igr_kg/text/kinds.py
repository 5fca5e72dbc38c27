"""The document's own symbol and its type, from masthead, running heads, headings and openings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from igr_kg.model import Block, Document, Span
from igr_kg.packs import doctypes
from igr_kg.text import masthead
from igr_kg.text.parts import Part
from igr_kg.text.signs import Signs

_EDGE = re.compile(r"[(\[]")


def complete(
    document: Document, signs: Signs, heads: Sequence[tuple[str, Span]], decisions: Sequence[Part]
) -> Document:
    """Return the document with its symbol, the places where it stands, and its type.

    :param heads: symbols of the running heads
    :param decisions: headings of decisions and resolutions
    """
    symbol, spans = _symbol(document, signs, heads, decisions)
    named = replace(document, symbol=symbol, symbol_spans=spans)
    return replace(named, doctype=_doctype(named, signs))


def _symbol(
    document: Document, signs: Signs, heads: Sequence[tuple[str, Span]], decisions: Sequence[Part]
) -> tuple[str | None, tuple[Span, ...]]:
    found = list(_masthead_symbols(document, signs))
    if found:
        own = _plain(found[0][0])
        return own, tuple(span for text, span in [*found, *heads] if _plain(text) == own)
    if heads:
        own = _plain(heads[0][0])
        return own, tuple(span for text, span in heads if _plain(text) == own)
    if len(decisions) == 1 and decisions[0].name:
        return _number(document, decisions[0])
    return None, ()


def _masthead_symbols(document: Document, signs: Signs) -> Iterator[tuple[str, Span]]:
    """Yield the symbols of the first cover that are not cited: none in brackets or behind a title."""
    for block in document.blocks:
        if block.kind == "cover" and not block.container.startswith("annex"):
            view = document.view(block.id)
            for found in signs.every("symbol", view.text):
                start, end = found.span("symbol")
                before = view.text[max(0, start - 1) : start]
                if before == "(" or view.text[start:end].count("\n"):
                    continue
                span = view.span(start, end)
                if "\n" not in document.text[span.start : span.end]:
                    yield found["symbol"], span
    return


def _plain(symbol: str) -> str:
    return re.sub(r"\s+", "", symbol)


def _number(document: Document, heading: Part) -> tuple[str | None, tuple[Span, ...]]:
    """Return the number of the only decision, which stands for a symbol."""
    block = next(b for b in document.blocks if b.start == heading.start and b.kind == "heading")
    view = document.view(block.id)
    at = view.text.find(heading.name)
    if at < 0:
        return _plain(heading.name), (block.span,)
    return _plain(heading.name), (view.span(at, at + len(heading.name)),)


def _doctype(document: Document, signs: Signs) -> str:
    """Return the type with the greatest weight of signs; the lower rank wins among equals."""
    lines = {place: list(_lines(document, place)) for place in doctypes.PLACES}
    best, weight = "other", 0
    for doctype in doctypes.load():
        total = 0
        for sign in doctype.signs:
            hits = sum(1 for text in lines[sign.place] if sign.pattern.regex.search(text))
            total += sign.weight if hits >= sign.least else 0
        if total > weight:
            best, weight = doctype.id, total
    return best


def _lines(document: Document, place: str) -> Iterator[str]:
    if place == "symbol" and document.symbol:
        yield document.symbol
    title = True
    for block in document.blocks:
        if block.kind == "furniture" or block.container.startswith("annex") or "annex" in (block.path or ""):
            continue
        text = document.view(block.id).text
        title = title and block.kind in ("cover", "heading") and block.label is None
        if place == "cover" and block.kind == "cover":
            yield from masthead.cover_lines(document, block)
        elif (
            (place in ("heading", "count") and block.kind == "heading")
            or (place == "title" and title and block.kind == "heading")
            or (place == "opening" and _is_opening(block))
        ):
            yield text
        elif place == "first" and block.kind == "paragraph":
            yield text
            return


def _is_opening(block: Block) -> bool:
    return block.kind == "preamble" and (block.path or "").endswith("rec/0")
