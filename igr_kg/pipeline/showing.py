"""A reading as plain data to look at: each block's words with the marks of what was read from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

from igr_kg.extract.annotation import to_annotation
from igr_kg.model import Block, Document, Reading, Span
from igr_kg.packs import language
from igr_kg.packs.fold import pieces, quote, without

MOST_BLOCKS = 400


def shown(reading: Reading, *, most: int = MOST_BLOCKS) -> dict[str, Any]:
    """Return what a page shows of a reading, in the form of JSON.

    ``document`` has the fields of the annotation format; each of ``blocks`` its words as printed, marks
    (ranges of these words with kind and value) and ``told``: the acts and facts read there, with the
    quotes of what they were read from.

    :param most: blocks that are shown; ``omitted`` tells how many more there are
    """
    annotation = to_annotation(reading)
    document = reading.document
    visible = [block for block in document.blocks if block.kind != "furniture"]
    quotes = _Quotes(document)
    told = _told(annotation, document, quotes)
    return {
        "name": document.name,
        "language": document.language,
        "document": annotation["document"],
        "blocks": [_block(document, block, annotation, told[block.id]) for block in visible[:most]],
        "omitted": max(0, len(visible) - most),
        "counts": {
            "blocks": len(visible),
            "mentions": len(annotation["mentions"]),
            "acts": len(annotation["acts"]),
            "facts": len(annotation["facts"]),
        },
        "findings": annotation["findings"],
        "text": document.text,
    }


class _Quotes:
    """Quotes of a document, without page furniture inside."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._rules = language.load(document.language).rules
        self._furniture = [block.span for block in document.blocks if block.kind == "furniture"]

    def __call__(self, start: int, end: int) -> str:
        inside = [span for span in self._furniture if span.overlaps(Span(start, end))]
        return quote(self._text, without(Span(start, end), inside), self._rules)


def _block(document: Document, block: Block, annotation: dict[str, Any], told: list[Any]) -> dict[str, Any]:
    view = document.view(block.id)
    shown = pieces(document.text, view, lines=block.kind == "cover")
    places = [0, *accumulate(map(len, shown))]

    def place(record: dict[str, Any]) -> tuple[int, int]:
        return places[view.index(record["start"])], places[view.index(record["end"])]

    here = [m for m in annotation["mentions"] if m["block"] == block.id]
    marks = [(*place(m), m["kind"], m["value"]) for m in here]
    acts = [a for a in annotation["acts"] if a["block"] == block.id]
    marks += [(*place(a), "act", a["verb"]) for a in acts]
    return {
        "id": block.id,
        "kind": block.kind,
        "label": block.label,
        "depth": _depth(document, block),
        "text": "".join(shown),
        "marks": [list(mark) for mark in marks if mark[0] < mark[1]],
        "told": told,
    }


def _depth(document: Document, block: Block) -> int:
    depth, parent = 0, block.parent
    while parent is not None:
        depth, parent = depth + 1, document.block(parent).parent
    return depth


def _told(
    annotation: dict[str, Any], document: Document, quotes: _Quotes
) -> defaultdict[str, list[dict[str, Any]]]:
    """Return what was read in each block: acts first, then facts, in reading order."""
    told: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    names = {m["value"]: quotes(m["start"], m["end"]) for m in annotation["mentions"]}
    for act in annotation["acts"]:
        slots = [["mode", act["mode"]], ["by", act["by"]]]
        slots += [["addressee", one] for one in act["addressees"]] + [["due", act["due"]]]
        told[act["block"]].append(
            {
                "type": "act",
                "verb": act["verb"],
                "slots": [[name, names.get(value, value)] for name, value in slots if value],
                "quotes": [quotes(act["start"], act["end"])],
            }
        )
    starts = _Starts(document.blocks)
    for fact in annotation["facts"]:
        block = starts.holding(fact["spans"])
        if block is not None:
            told[block].append(
                {
                    "type": fact["type"],
                    "slots": [
                        [name, names.get(value, value)]
                        for name, value in fact["slots"].items()
                        if name != "block"
                    ],
                    "quotes": list(dict.fromkeys(quotes(a, b) for a, b in fact["spans"])),
                }
            )
    return told


class _Starts:
    """Finds the innermost block that holds the first of some spans."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._blocks = [block for block in blocks if block.kind != "furniture"]

    def holding(self, spans: Sequence[Sequence[int]]) -> str | None:
        start = min((span[0] for span in spans), default=-1)
        inside = [b for b in self._blocks if b.start <= start < b.end]
        return min(inside, key=lambda b: b.end - b.start).id if inside else None
