"""Write the text of a variant: passages out, items in, letters exchanged, words replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping

from igr_kg.model import Block, Document
from igr_kg.text import read, structure
from tests.counterfactual.variants import DOCUMENT, Variant, substitute


def original() -> str:
    return DOCUMENT.read_bytes().decode("utf-8")


def structured(text: str) -> Document:
    return structure(read(text.encode("utf-8"), DOCUMENT.name), language="zh")


def write(variant: Variant) -> str:
    """Return the text of a variant of the shipped document."""
    text = original()
    for label in variant.removed:
        text = take_out(text, label)
    for label, texts in variant.added.items():
        text = put_in(text, label, texts)
    if variant.swapped:
        text = exchange(text, "11", variant.swapped)
    return substitute(text, variant.words)


def find(document: Document, label: str) -> Block:
    """Return a paragraph (``"9"``) or an item (``"7.e"``)."""
    number, _, letter = label.partition(".")
    paragraph = next(b for b in document.blocks if b.kind == "paragraph" and b.label == number)
    if not letter:
        return paragraph
    return next(b for b in document.children(paragraph.id) if b.label == letter)


def take_out(text: str, label: str) -> str:
    """Return the text without a paragraph or item, what follows numbered again."""
    document = structured(text)
    gone = find(document, label)
    rest = text[: gone.start].rstrip() + "\n\n" + text[gone.end :].lstrip()
    if "." in label:
        return rest
    later = [b for b in structured(text).blocks if b.kind == "paragraph" and b.label and b.start > gone.start]
    shift = len(text) - len(rest)
    for block in reversed(later):
        assert block.label is not None
        start = block.start - shift
        assert rest[start : start + len(block.label)] == block.label
        rest = rest[:start] + str(int(block.label) - 1) + rest[start + len(block.label) :]
    return rest


def put_in(text: str, label: str, texts: tuple[str, ...]) -> str:
    """Return the text with further items after the last one of a paragraph."""
    document = structured(text)
    items = document.children(find(document, label).id)
    last = items[-1]
    letters = [chr(ord(last.label or "a") + i + 1) for i in range(len(texts))]
    more = "".join(f"\n\n ({letter}) {words}" for letter, words in zip(letters, texts, strict=True))
    return text[: last.end] + more + text[last.end :]


def exchange(text: str, label: str, letters: Mapping[str, str]) -> str:
    """Return the text with the items of a list under other letters, and letters after it following."""
    document = structured(text)
    items = document.children(find(document, label).id)
    bodies = {b.label or "": re.sub(r"^\([a-z]\)", "", text[b.start : b.end]) for b in items}
    ordered = sorted((letters.get(b.label or "", b.label or ""), b.label or "") for b in items)
    listed = "\n\n ".join(f"({new}){bodies[old]}" for new, old in ordered)
    after = re.sub(r"\(([a-e])\)", lambda m: f"({letters.get(m[1], m[1])})", text[items[-1].end :])
    return text[: items[0].start] + listed + after
