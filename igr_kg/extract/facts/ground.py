"""What every reader of facts needs: the document, what was read before, and tagged views by block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from igr_kg.extract.acts.agents import openings
from igr_kg.extract.acts.clauses import body_start, sentences
from igr_kg.extract.slots import Slots
from igr_kg.model import Act, Block, Document, Entity, Fact, Mention, Slot, Span
from igr_kg.packs import numerals
from igr_kg.packs.language import LanguagePack
from igr_kg.packs.patterns import Match, Tagged, tag

RUNNING = frozenset({"paragraph", "item", "preamble"})
"""Kinds of blocks that hold sentences."""
PRINTED = RUNNING | {"cover", "heading", "note"}
"""Kinds of blocks that hold text of the document; furniture repeats it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A document with everything that was read before the facts.

    :param fields: the document's own description, by field
    """

    document: Document
    mentions: Sequence[Mention]
    entities: Mapping[str, Entity]
    acts: Sequence[Act]
    fields: Slots
    pack: LanguagePack
    _tagged: dict[tuple[str, bool], Tagged] = field(default_factory=dict)
    _near: dict[str, list[Mention]] = field(default_factory=dict)
    _opened: list[dict[str, Mention]] = field(default_factory=list)

    def blocks(self, kinds: Iterable[str] = RUNNING) -> Iterator[Block]:
        """Yield the blocks of some kinds in reading order."""
        wanted = frozenset(kinds)
        return (b for b in self.document.blocks if b.kind in wanted)

    def tagged(self, block: Block, *, inner: bool = False) -> Tagged:
        """Return a block's tagged view.

        :param inner: leave out bodies whose name holds the number of a decision ("the committee
            established by resolution 5"), so that what their name tells can be read
        """
        key = (block.id, inner)
        if key not in self._tagged:
            near = self._inside(block)
            if inner:
                numbers = [m.span for m in near if m.kind == "decision"]
                near = [m for m in near if m.kind == "decision" or not any(m.span.covers(n) for n in numbers)]
            self._tagged[key] = tag(self.document.view(block.id), near)
        return self._tagged[key]

    def _inside(self, block: Block) -> list[Mention]:
        """Return the mentions in the range of a block, its items included."""
        if not self._near:
            for mention in self.mentions:
                self._near.setdefault(mention.block, []).append(mention)
        found: list[Mention] = []
        blocks = [block]
        while blocks:
            one = blocks.pop()
            found.extend(self._near.get(one.id, ()))
            blocks.extend(self.document.children(one.id))
        return sorted(found, key=lambda m: (m.start, -m.end))

    def matches(
        self, makes: str, kinds: Iterable[str] = RUNNING, *, inner: bool = False
    ) -> Iterator[tuple[Block, Match]]:
        """Yield the matches of the patterns that make something, by block, in reading order."""
        patterns = self.pack.makers(makes)
        for block in self.blocks(kinds):
            tagged = self.tagged(block, inner=inner)
            begin = body_start(tagged.view, block)
            found = [m for p in patterns for m in p.find(tagged if p.tagged else tagged.plain, begin)]
            yield from ((block, m) for m in sorted(found, key=lambda m: (m.start, -m.end)))

    def field(self, name: str) -> Slot | None:
        """Return the first value of one of the document's own fields."""
        values = self.fields.get(name, ())
        return values[0] if values else None

    def opening(self, block: Block) -> Mention | None:
        """Return the body that the opening line before a block names, or None."""
        if not self._opened:
            self._opened.append(openings(self.document, self.mentions))
        return self._opened[0].get(block.id)

    def sentence_start(self, block: Block, index: int) -> int:
        """Return where the sentence begins in which an index of a block's tagged text lies."""
        view = self.tagged(block).view
        begins = [s[0].start for s in sentences(view.text, body_start(view, block))]
        return max((b for b in begins if b <= index), default=0)

    def name(self, ref: str | None, default: str) -> str:
        """Return the fullest name that the text gives to an entity, or a default."""
        entity = self.entities.get(ref or "")
        return entity.name if entity is not None else default


def fact(type_: str, block: Block, rule: str, spans: Iterable[Span], slots: Slots, **kw: str) -> Fact:
    """Return a fact without number; :func:`igr_kg.extract.slots.number_facts` gives it one."""
    places = tuple(dict.fromkeys(spans))
    return Fact("", type_, slots, places, block.id, rule, kw.get("status", "extracted"))


def count(words: str, pack: LanguagePack) -> str | None:
    """Return a number as digits: digits, numerals of the language, words for none and one."""
    known: Mapping[str, int] = pack.words.get("fact_zero", {})
    value = known[words] if words in known else numerals.number(words)
    return None if value is None else str(value)
