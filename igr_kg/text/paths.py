"""Ids and paths of parts: the chain of labelled containers that IRIs are made of.

The main body is unnamed; annexes, sections and, in a compilation, decisions are containers. A part
without a label is counted in its container, a repeated label gets ``~2``, ``~3`` in reading order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from igr_kg import ids
from igr_kg.model import Block, Document
from igr_kg.packs import numerals
from igr_kg.text.parts import Part

_SHORT = {
    "cover": "cover",
    "contents": "contents",
    "heading": "h",
    "section": "h",
    "annex": "annex",
    "decision": "h",
    "opening": "open",
    "recital": "r",
    "adoption": "u",
    "table": "u",
    "paragraph": "u",
    "item": "i",
    "note": "fn",
    "furniture": "f",
}


class Paths:
    """Gives each part its id, its path and the path of its container."""

    def __init__(self, *, compilation: bool) -> None:
        self.compilation = compilation
        self.base = ""
        self.sections: list[str] = []
        self.annexes = 0
        self.counts: Counter[tuple[str, str]] = Counter()
        self.taken: Counter[str] = Counter()
        self.used: set[str] = set()
        self.by_part: dict[int, tuple[str, str]] = {}

    def block(self, part: Part) -> Block:
        """Return the block of a part; parts must come in reading order, parents first."""
        if part.kind == "furniture":
            path, container = None, ""
        else:
            container, step = self._step(part)
            path = self._unique("/".join(x for x in (container, step) if x))
        parent = self.by_part[id(part.parent)] if part.parent else None
        block_id = self._id(part, parent[0] if parent else None, container)
        if part.role in ("annex", "section") or (part.role == "decision" and self.compilation):
            self._enter(part, path or "")
        self.by_part[id(part)] = (block_id, path or "")
        return Block(
            block_id,
            part.kind,
            part.label,
            parent[0] if parent else None,
            part.start,
            part.end,
            path,
            container,
        )

    def _here(self) -> str:
        """Return the path of the innermost container that is open."""
        return self.sections[-1] if self.sections else self.base

    def _step(self, part: Part) -> tuple[str, str]:
        """Return the path of the container and the part's own step in it."""
        here = self._here()
        if part.role == "annex":
            self.annexes += 1
            number = numerals.number(part.name) or numerals.roman(part.name) or self.annexes
            return (self.base if self.base.startswith("decision/") else ""), f"annex/{number}"
        if part.role == "decision" and self.compilation:
            return "", f"decision/{ids.slug(part.name) or self._count('', 'decision')}"
        if part.role == "section":
            container = (
                self.sections[part.level - 2] if 1 < part.level <= len(self.sections) + 1 else self.base
            )
            return container, f"sec/{ids.slug(part.name)}"
        if part.role == "item":
            parent = self.by_part[id(part.parent)][1] if part.parent else here
            return parent, ids.slug(part.name)
        if part.role == "recital":
            return here, f"rec/{self._count(here, 'rec')}"
        if part.role == "opening":
            return here, "rec/0"
        if part.role == "note":
            return "", f"fn/{self._count('', 'fn')}"
        if part.role in ("cover", "contents"):
            return here, part.role
        if part.role == "paragraph" and part.label:
            return here, f"par/{ids.slug(part.name)}"
        kind = "head" if part.kind == "heading" else "par"
        return here, f"{kind}/-{self._count(here, kind)}"

    def _count(self, container: str, kind: str) -> int:
        self.counts[container, kind] += 1
        return self.counts[container, kind]

    def _unique(self, path: str) -> str:
        self.taken[path] += 1
        number = self.taken[path]
        return path if number == 1 else f"{path}~{number}"

    def _enter(self, part: Part, path: str) -> None:
        if part.role == "section":
            del self.sections[part.level - 1 :]
            while len(self.sections) < part.level - 1:
                self.sections.append(self._here())
            self.sections.append(path)
            return
        self.sections.clear()
        self.base = path
        if part.role == "decision":
            self.annexes = 0

    def _id(self, part: Part, parent: str | None, container: str) -> str:
        name = ids.slug(part.name)
        if part.role == "item" and parent:
            wish = f"{parent}.{name}"
        elif part.role == "paragraph" and name:
            wish = f"p{name}"
        else:
            wish = _SHORT[part.role]
            if wish not in ("cover", "open", "annex", "contents"):
                wish += str(self._count("", f"id {wish}"))
        if wish in self.used and container and "." not in wish:
            wish = f"{container.replace('/', '')}.{wish}"
        free, number = wish, 1
        while free in self.used:
            number = self._count("", f"again {wish}") + 1
            free = f"{wish}~{number}"
        self.used.add(free)
        return free


def blocks(parts: Sequence[Part], *, compilation: bool) -> tuple[Block, ...]:
    """Return the blocks of parts in reading order."""
    paths = Paths(compilation=compilation)
    return tuple(paths.block(part) for part in parts)


def findings(document: Document) -> tuple[str, ...]:
    """Return what is odd in the numbering of a document, one sentence for each.

    A label that stands twice in one container, and a number that is left out.
    """
    odd = []
    last: dict[str, int] = {}
    for block in document.blocks:
        if block.path and "~" in block.path.rsplit("/", 1)[-1] and block.label:
            odd.append(f"{block.path}: the label {block.label!r} stands more than once in its container.")
        if block.kind == "paragraph" and block.label and (value := numerals.number(block.label)):
            before = last.get(block.container)
            if before is not None and value > before + 1:
                odd.append(f"{block.path}: the number before {block.label} is left out.")
            last[block.container] = value
    return tuple(odd)


def by_path(document: Document) -> Mapping[str, Block]:
    """Return the blocks of a document by path."""
    return {block.path: block for block in document.blocks if block.path}
