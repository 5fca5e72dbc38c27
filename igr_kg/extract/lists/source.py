"""What the readers of lists share: tagged views by block, references, and facts with stable ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from igr_kg.extract.slots import Slots
from igr_kg.model import Act, Block, Document, Entity, Fact, Mention, Slot, Span
from igr_kg.packs.language import LanguagePack
from igr_kg.packs.patterns import Match, Tagged, tag


@dataclass(slots=True)
class Source:
    """A document with what has been read from it so far, and the facts that are being added.

    :param facts: facts in the order of :meth:`add`; their ids are final
    """

    document: Document
    mentions: Sequence[Mention]
    entities: Mapping[str, Entity]
    acts: Sequence[Act]
    pack: LanguagePack
    facts: list[Fact] = field(default_factory=list)
    _tagged: dict[str, Tagged] = field(default_factory=dict)
    _count: dict[tuple[str, str], int] = field(default_factory=dict)
    _at: dict[Span, str] = field(default_factory=dict)
    _inside: dict[str, list[Mention]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index what is looked up often: what stands at a range, and the mentions of each block."""
        for mention in self.mentions:
            self._inside.setdefault(mention.block, []).append(mention)
            if mention.entity:
                self._at[mention.span] = mention.entity
        for entity in self.entities.values():
            for _, places in entity.names:
                self._at.update(dict.fromkeys(places, entity.id))

    def inside(self, block_id: str) -> Sequence[Mention]:
        """Return the mentions that stand in a block's own text."""
        return self._inside.get(block_id, ())

    def tagged(self, block_id: str) -> Tagged:
        """Return the tagged view of a block (made once)."""
        if block_id not in self._tagged:
            self._tagged[block_id] = tag(self.document.view(block_id), self.inside(block_id))
        return self._tagged[block_id]

    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks that are read as text: everything but furniture and the front matter."""
        return tuple(b for b in self.document.blocks if b.kind in ("paragraph", "item", "preamble"))

    def add(self, type_: str, block: str, rule: str, spans: Iterable[Span], slots: Slots) -> Fact:
        """Add a fact and return it; its id is ``<block>.<type>.<n>``, counted in the order of adding."""
        place = (block, type_)
        self._count[place] = self._count.get(place, 0) + 1
        fact = Fact(f"{block}.{type_}.{self._count[place]}", type_, slots, tuple(spans), block, rule)
        self.facts.append(fact)
        return fact

    def of_type(self, type_: str) -> list[Fact]:
        """Return the facts of one type added so far."""
        return [f for f in self.facts if f.type == type_]

    def words(self, tagged: Tagged, start: int, end: int, ref: str | None = None) -> Slot:
        """Return the slot of a range of a tagged view: its words, and what they refer to if anything.

        :param ref: a reference to use instead of the one that mentions and entities give
        """
        span = tagged.view.span(start, end)
        return Slot(tagged.plain.slice(span), (span,), ref or self.referent(span))

    def label(self, block: Block) -> Slot:
        """Return the slot of a block's label, read where it is printed."""
        label = block.label or ""
        at = self.document.text.find(label, block.start, block.end)
        start = block.start if at < 0 or not label else at
        return Slot(label, (Span(start, start + max(1, len(label))),))

    def group(self, match: Match, name: str) -> Slot | None:
        """Return the slot of a group of a match with its words as value, or None when it took no part."""
        if name not in match.spans:
            return None
        span = match.spans[name]
        return Slot(match.texts[name], (span,), self.referent(span))

    def referent(self, span: Span) -> str | None:
        """Return the entity that exactly this range names, or None."""
        return self._at.get(span)

    def named(self, tagged: Tagged, start: int, end: int, *kinds: str) -> tuple[Mention, ...]:
        """Return the outermost mentions of some kinds in a range of a tagged view."""
        return tuple(m for i, m in tagged.mentions.items() if start <= i < end and m.kind in kinds)


def body_start(block: Block, tagged: Tagged) -> int:
    """Return the index in a block's tagged view where its text begins, after label and brackets.

    >>> from igr_kg.packs.fold import FoldRules
    >>> from igr_kg.packs.patterns import example_text
    >>> block = Block("p1.a", "item", "a", "p1", 0, 9)
    >>> body_start(block, example_text("(a) 登记渔船；", FoldRules("", True)))
    3
    """
    if not block.label:
        return 0
    head = re.match(rf"[(\[]?\s*{re.escape(block.label)}\s*[.)\]、．:]*\s*", tagged.view.text, re.IGNORECASE)
    return head.end() if head else 0


def count_word(text: str, pack: LanguagePack | None = None) -> str:
    """Return a number that a text writes in digits, in Chinese or in words of a pack, as digits.

    :param pack: knows further words (``count_words``), such as ordinals

    >>> count_word("五"), count_word("12"), count_word("两"), count_word("许多")
    ('5', '12', '2', '许多')
    """
    from igr_kg.packs.numerals import number

    known = pack.words if pack is not None else {}
    words = {**known.get("ordinals", {}), **known.get("fact_zero", {}), **known.get("count_words", {})}
    value = words.get(text, words.get(text.casefold()))
    if value is None:
        value = number(text.replace("两", "二"))
    return text if value is None else str(value)
