"""From the text as read to the structured document: blocks, their readers' text, symbol and type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from igr_kg.model import Block, Document, Span, View
from igr_kg.packs import language as language_packs
from igr_kg.packs.fold import FoldRules, reading
from igr_kg.text import flat, footnotes, furniture, kinds, languages, lines, paths, signs
from igr_kg.text.cutting import cut
from igr_kg.text.grammar import Grammar
from igr_kg.text.parts import Part
from igr_kg.text.readers import RawText
from igr_kg.text.units import Units


def structure(raw: RawText, *, language: str | None = None) -> Document:
    """Return the structured document; whatever decodes gets blocks.

    Every character that is no white space belongs to a block, page furniture included. The time
    taken grows linearly with the length of the text.

    :param raw: the text as read
    :param language: BCP 47 tag; None: found from script and common words
    :raises PackError: when there is no pack for the language, or a pack is broken
    """
    known = signs.load(language or _stated(raw) or languages.detect(raw.text))
    rules = known.pack.rules
    if raw.marked:
        return _marked(raw, known)
    all_lines = flat.unfold(lines.split(raw.text, rules), raw.text, known)
    removed = furniture.find(all_lines, known)
    notes = footnotes.find(all_lines, removed.kinds, known)
    out = set(removed.kinds) | {i for n in notes for i in range(n.first, n.last + 1)}
    body = _without(all_lines, out)
    wrap = lines.measure(body)
    parts = Grammar(Units(cut(body, raw.text, known, wrap), known, wrap)).run()
    parts += [_note(n, all_lines) for n in notes]
    parts += [
        Part("furniture", "furniture", x.span.start, x.span.end) for x in _pick(all_lines, removed.kinds)
    ]
    parts = _in_order(parts)
    headings = [p for p in parts if p.role == "decision"]
    blocks = paths.blocks(parts, compilation=len(headings) > 1)
    document = Document(
        raw.name, known.pack.tag, raw.text, raw.sha256, "other", blocks, _views(raw.text, blocks, rules)
    )
    return kinds.complete(document, known, removed.symbols, headings)


def _stated(raw: RawText) -> str | None:
    """Return the language that the file states, where there is a pack for it."""
    primary = (raw.language or "").partition("-")[0].casefold()
    return raw.language if primary in language_packs.tags() else None


def _marked(raw: RawText, known: signs.Signs) -> Document:
    """Return the document with the parts that the file marks up."""
    parts: list[Part] = []
    operative = False
    for mark in raw.marked:
        parent = parts[mark.parent] if mark.parent is not None else None
        kind, role, label = mark.kind, mark.role, mark.label
        words = reading(raw.text, [Span(mark.start, mark.end)], known.pack.rules).text
        if role == "clause":
            kind, role = _clause(words, known, operative=operative)
            operative = role == "paragraph"
        elif role == "section":
            label = next((x.text for x in known.labels(words) if x.role == "section"), label)
        name = known.latin(label or "")
        parts.append(Part(kind, role, mark.start, mark.end, label, name, parent, mark.level))
    headings = [p for p in parts if p.role == "decision"]
    blocks = paths.blocks(parts, compilation=len(headings) > 1)
    views = _views(raw.text, blocks, known.pack.rules)
    document = Document(raw.name, known.pack.tag, raw.text, raw.sha256, "other", blocks, views)
    return kinds.complete(document, known, (), headings)


def _clause(words: str, known: signs.Signs, *, operative: bool) -> tuple[str, str]:
    """Return kind and role of a clause of a preamble: recital, line that names the body, or what it does.

    :param operative: the clauses before have come to what the body does
    """
    if operative:
        return "paragraph", "paragraph"
    if known.find("structure.recital", words):
        return "preamble", "recital"
    if known.find("structure.opening", words):
        return "preamble", "opening"
    if known.find("structure.operative", words):
        return "paragraph", "paragraph"
    return "preamble", "recital"


def _without(all_lines: Sequence[lines.Piece], out: set[int]) -> list[lines.Piece]:
    """Return the lines that are left; a gap where furniture stood is no gap of the author's."""
    return [
        replace(line, gap=0, torn=True) if i - 1 in out else line
        for i, line in enumerate(all_lines)
        if i not in out
    ]


def _pick(all_lines: Sequence[lines.Piece], which: Iterable[int]) -> list[lines.Piece]:
    return [all_lines[i] for i in sorted(which)]


def _note(note: footnotes.Footnote, all_lines: Sequence[lines.Piece]) -> Part:
    start, end = all_lines[note.first].span.start, all_lines[note.last].span.end
    return Part("note", "note", start, end, label=note.mark)


def _in_order(parts: Sequence[Part]) -> list[Part]:
    """Return the parts in reading order, a parent before its children."""
    return sorted(parts, key=lambda p: (p.start, -p.end, p.parent is not None))


def _views(text: str, blocks: Sequence[Block], rules: FoldRules) -> dict[str, View]:
    """Return each block's reader's text: its range without children, notes and furniture inside it."""
    views: dict[str, View] = {}
    inside = _holes(blocks)
    for block in blocks:
        if block.kind == "furniture":
            continue
        spans, start = [], block.start
        for hole in inside[block.id]:
            if hole.start > start:
                spans.append(Span(start, hole.start))
            start = max(start, hole.end)
        if block.end > start:
            spans.append(Span(start, block.end))
        views[block.id] = reading(text, spans, rules)
    return views


def _holes(blocks: Sequence[Block]) -> dict[str, list[Span]]:
    """Return what stands in each block's range but is not its own, in order; one pass with a stack."""
    holes: dict[str, list[Span]] = {block.id: [] for block in blocks}
    stack: list[Block] = []
    for block in blocks:
        while stack and stack[-1].end <= block.start:
            stack.pop()
        for outer in stack:
            if outer.end >= block.end:
                holes[outer.id].append(block.span)
        stack.append(block)
    return holes
