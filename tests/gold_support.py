"""Documents and mentions made from annotated texts, to test what reads acts and facts alone."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from igr_kg.model import Block, Document, Entity, Mention, Span, View
from igr_kg.packs import language
from igr_kg.packs.fold import reading


def load(gold: Path, text: Path) -> tuple[Document, tuple[Mention, ...]]:
    """Return the document with blocks and views, and its mentions, as an annotation has them.

    :param gold: an ``igr-annotation/1`` file
    :param text: the text that it annotates
    """
    record = json.loads(gold.read_text(encoding="utf-8"))
    raw = text.read_bytes()
    content = raw.decode("utf-8-sig")
    tag = record["source"]["language"]
    annex = next((row["start"] for row in record["blocks"] if row["id"] == "h.annex"), len(content))
    blocks = tuple(_block(row, "annex/1" if row["start"] > annex else "") for row in record["blocks"])
    document = Document(
        name=text.name,
        language=tag,
        text=content,
        source_sha256=hashlib.sha256(raw).hexdigest(),
        doctype=record["document"].get("kind") or "other",
        blocks=blocks,
        views={b.id: _view(b, blocks, content, tag) for b in blocks},
        symbol=record["document"].get("symbol"),
        symbol_spans=tuple(_places(record["document"].get("symbol"), content)),
    )
    return document, tuple(_mention(row) for row in record["mentions"])


def entities(mentions: Sequence[Mention]) -> dict[str, Entity]:
    """Return one entity for each naive entity id that the mentions carry."""
    names: dict[str, dict[str, list[Span]]] = {}
    first: dict[str, Mention] = {}
    for mention in mentions:
        if mention.entity is not None:
            first.setdefault(mention.entity, mention)
            names.setdefault(mention.entity, {}).setdefault(mention.value, []).append(mention.span)
    return {
        ident: Entity(
            id=ident,
            kind=first[ident].kind,
            key=first[ident].key,
            name=max(found, key=len),
            names=tuple((name, tuple(spans)) for name, spans in found.items()),
        )
        for ident, found in names.items()
    }


def _block(row: Mapping[str, Any], container: str) -> Block:
    return Block(
        row["id"],
        row["kind"],
        row["label"],
        row["parent"],
        row["start"],
        row["end"],
        path=row["id"],
        container=container,
    )


def _mention(row: Mapping[str, Any]) -> Mention:
    data: dict[str, str] = {}
    if row["kind"] == "meeting":
        data["ordinal"], data["kind"] = row["value"].split(":")
    return Mention(
        kind=row["kind"],
        value=row["value"],
        block=row["block"],
        start=row["start"],
        end=row["end"],
        key=row["key"],
        rule="gold",
        entity=None if row["kind"] == "date" else row["key"] or f"{row['kind']}:{row['value']}",
        data=data,
    )


def _view(block: Block, blocks: Sequence[Block], text: str, tag: str) -> View:
    holes = sorted(
        (b.start, b.end)
        for b in blocks
        if b.id != block.id
        and block.start <= b.start
        and b.end <= block.end
        and (b.parent == block.id or b.kind in {"furniture", "note"})
    )
    spans, at = [], block.start
    for start, end in holes:
        if start > at:
            spans.append(Span(at, start))
        at = max(at, end)
    if at < block.end:
        spans.append(Span(at, block.end))
    return reading(text, spans, language.load(tag).rules)


def _places(name: str | None, text: str) -> Iterator[Span]:
    at = text.find(name) if name else -1
    while name and at >= 0:
        following = text[at + len(name) : at + len(name) + 1]
        if not following.isdigit():
            yield Span(at, at + len(name))
        at = text.find(name, at + 1)


_MARKUP = re.compile(r"\[([a-z]+):([^\[\]]*)\]")
_LABEL = re.compile(r"\(([a-z]{1,3})\)|(\d+)\.")


def invented(*rows: tuple[str, str], language: str = "zh") -> tuple[Document, tuple[Mention, ...]]:
    """Return a small document made of (kind, words) for each block, with the mentions marked in it.

    A mention is written ``[body:某署]``, with its normal value behind ``=`` where that differs. An
    ``item`` lies in the paragraph before it.
    """
    text = ""
    blocks: list[Block] = []
    mentions: list[Mention] = []
    for number, (kind, line) in enumerate(rows):
        found = _LABEL.match(line)
        label = (found[1] or found[2]) if found else None
        above = next((b for b in reversed(blocks) if b.kind == "paragraph"), None)
        parent = above.id if above is not None and kind == "item" else None
        ident = f"{parent}.{label}" if parent else f"b{number}"
        plain, inside = _unmarked(line, ident, len(text))
        blocks.append(Block(ident, kind, label, parent, len(text), len(text) + len(plain), path=ident))
        text += plain + "\n"
        mentions += inside
    if blocks:
        blocks = [_closed(b, blocks) for b in blocks]
    views = {b.id: _view(b, blocks, text, language) for b in blocks}
    return Document("invented.txt", language, text, "0" * 64, "other", tuple(blocks), views), tuple(mentions)


def _closed(block: Block, blocks: Sequence[Block]) -> Block:
    """Return a block that runs to the end of its last item."""
    end = max([block.end, *(b.end for b in blocks if b.parent == block.id)])
    return replace(block, end=end)


def _unmarked(line: str, block: str, offset: int) -> tuple[str, list[Mention]]:
    plain, mentions, last = "", [], 0
    for found in _MARKUP.finditer(line):
        plain += line[last : found.start()]
        words, _, normal = found[2].partition("=")
        value, start = normal or words, offset + len(plain)
        entity = None if found[1] == "date" else f"{found[1]}:{value}"
        mentions.append(
            Mention(found[1], value, block, start, start + len(words), rule="test", entity=entity)
        )
        plain += words
        last = found.end()
    return plain + line[last:], mentions
