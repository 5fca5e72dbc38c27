"""Small documents with mentions, written with markup, to read lists from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from igr_kg.extract import lists
from igr_kg.model import Act, Block, Document, Entity, Fact, Mention
from igr_kg.packs import language
from igr_kg.packs.fold import reading

MARKUP = re.compile(r"\[([a-z]+):([^\[\]]*)\]")
LABEL = re.compile(r"\(([a-z]|[1-9]|[一二三四五])\)|(\d+)\.|([甲乙丙丁戊])、")


def document(*lines: str) -> tuple[Document, tuple[Mention, ...]]:
    """Return a document of paragraphs (``7. ...``) and items (``(a) ...``, ``甲、...``) with its mentions.

    A mention is written ``[body:某署]``, with its normal value behind ``=`` where that differs.
    """
    text = ""
    mentions: list[Mention] = []
    blocks: list[Block] = []
    for line in lines:
        found = LABEL.match(line)
        label = (found[1] or found[2] or found[3]) if found else None
        item = bool(found and (found[1] or found[3]))
        parent = next((b for b in reversed(blocks) if b.kind == "paragraph"), None) if item else None
        ident = f"{parent.id}.{label}" if parent else f"p{label or len(blocks)}"
        start = len(text)
        plain, inside = _unmarked(line, ident, start)
        text += plain + "\n"
        mentions += inside
        blocks.append(
            Block(
                ident,
                "item" if item else "paragraph",
                label,
                parent.id if parent else None,
                start,
                start + len(plain),
                path=ident,
            )
        )
    rules = language.load("zh").rules
    views = {b.id: reading(text, [b.span], rules) for b in blocks}
    return Document("invented.txt", "zh", text, "0" * 64, "other", tuple(blocks), views), tuple(mentions)


def _unmarked(line: str, block: str, offset: int) -> tuple[str, list[Mention]]:
    plain, mentions, last = "", [], 0
    for found in MARKUP.finditer(line):
        plain += line[last : found.start()]
        words, _, normal = found[2].partition("=")
        start = offset + len(plain)
        value = normal or words
        mentions.append(
            Mention(
                found[1], value, block, start, start + len(words), rule="test", entity=f"{found[1]}:{value}"
            )
        )
        plain += words
        last = found.end()
    return plain + line[last:], mentions


def read(
    *lines: str, acts: Sequence[Act] = (), entities: dict[str, Entity] | None = None
) -> tuple[Fact, ...]:
    """Return the facts that lists and statements of a small document give."""
    content, mentions = document(*lines)
    return lists.find(content, mentions, entities or {}, acts, language.load("zh"))


def values(fact: Fact, name: str) -> list[str]:
    """Return the values of a slot."""
    return [slot.value for slot in fact.slots.get(name, ())]


def refs(fact: Fact, name: str) -> list[str | None]:
    """Return what the values of a slot refer to."""
    return [slot.ref for slot in fact.slots.get(name, ())]


def of(facts: Sequence[Fact], type_: str) -> list[Fact]:
    """Return the facts of one type."""
    return [f for f in facts if f.type == type_]


def words(facts: Sequence[Fact], type_: str, *names: str) -> list[tuple[str, ...]]:
    """Return the first value of some slots (empty where unfilled) of each fact of a type."""
    return [tuple((values(f, n) or [""])[0] for n in names) for f in of(facts, type_)]
