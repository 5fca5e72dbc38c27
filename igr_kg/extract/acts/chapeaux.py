"""Paragraphs that an unnumbered line leads: "The Meeting of the Parties decides:", then 1., 2., 3."""

from __future__ import annotations

from igr_kg.model import Block, Document

_COLONS = (":", "：")


def followers(document: Document, number: int) -> list[Block]:
    """Return the numbered paragraphs that an unnumbered line with a colon leads, in order.

    They stand beside it, not below it: the numbering goes on over the whole decision. They end before
    a heading, a recital or another unnumbered paragraph.

    :param document: with its blocks in reading order
    :param number: the index of the line among the blocks
    """
    line = document.blocks[number]
    if line.kind != "paragraph" or line.label is not None or document.children(line.id):
        return []
    if not document.view(line.id).text.rstrip().endswith(_COLONS):
        return []
    found: list[Block] = []
    for block in document.blocks[number + 1 :]:
        if block.kind in {"furniture", "note"} or block.parent is not None:
            continue
        if block.kind != "paragraph" or block.label is None:
            break
        found.append(block)
    return found
