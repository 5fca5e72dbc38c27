"""What every reader of facts needs: the document, what was read before, and tagged views by block."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
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


_ORDINAL = re.compile(r"(\d+)[^\W\d_]{1,4}\.?")
"""An ordinal in figures: 2nd, 21e, 3.ª."""


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
    _kinds: dict[str, list[Mention]] = field(default_factory=dict)
    _starts: dict[str, list[int]] = field(default_factory=dict)
    _names: list[tuple[str, str]] = field(default_factory=list)

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
                kept = [m for m in near if m.kind == "decision" or not any(m.span.covers(n) for n in numbers)]
                if len(kept) == len(near):
                    self._tagged[key] = self.tagged(block)
                    return self._tagged[key]
                near = kept
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

    def of(self, kind: str) -> Sequence[Mention]:
        """Return the mentions of a kind, in reading order."""
        return self.within(Span(0, len(self.document.text)), kind)

    def within(self, span: Span, kind: str) -> Sequence[Mention]:
        """Return the mentions of a kind that begin in a range or right behind it, in reading order."""
        if not self._kinds:
            for mention in self.mentions:
                self._kinds.setdefault(mention.kind, []).append(mention)
            self._starts.update({k: [m.start for m in found] for k, found in self._kinds.items()})
        starts = self._starts.get(kind, ())
        return self._kinds.get(kind, [])[bisect_left(starts, span.start) : bisect_right(starts, span.end)]

    def body_names(self) -> Sequence[tuple[str, str]]:
        """Return each name that the text gives a body, with the id of the body."""
        if not self._names:
            bodies = (e for e in self.entities.values() if e.kind == "body")
            self._names.extend((name, e.id) for e in bodies for name, _ in e.names)
        return self._names

    def matches(
        self, makes: str, kinds: Iterable[str] = RUNNING, *, inner: bool = False
    ) -> Iterator[tuple[Block, Match]]:
        """Yield the matches of the patterns that make something, by block, in reading order."""
        patterns = self.pack.makers(makes)
        if not patterns:
            return
        on_plain = any(not p.tagged for p in patterns)
        for block in self.blocks(kinds):
            tagged = self.tagged(block, inner=inner)
            asked = patterns if on_plain else patterns.may(tagged.view.text)
            if not asked:
                continue
            begin = body_start(tagged.view, block)
            found = [m for p in asked for m in p.find(tagged if p.tagged else tagged.plain, begin)]
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

    def lead(self, text: str, index: int) -> str:
        """Return the article or demonstrative that stands at an index of a text, blanks included, or ``""``.

        Names are mentions without it: "the Council met" begins with the mention at ``index + 4``.
        """
        words = (*self.pack.words.get("fact_leads", ()), *self.pack.words.get("act_pointers", ()))
        return max((w for w in words if text.startswith(w, index)), key=len, default="")

    def pointed(self, text: str, index: int) -> bool:
        """Tell whether a demonstrative stands before an index of a text ("that Committee")."""
        names = self.pack.words
        words = names.get("fact_demonstratives", names.get("act_pointers", ()))
        return text[:index].endswith(tuple(words))

    def name(self, ref: str | None, default: str) -> str:
        """Return the fullest name that the text gives to an entity, or a default."""
        entity = self.entities.get(ref or "")
        return entity.name if entity is not None else default


def gathered(match: Match, *names: str) -> tuple[Mention, ...]:
    """Return the mentions of the first groups that took part of those named, in the order of the names.

    A name stands for the group called so and for those with a figure behind it (``date``, ``date2``): the
    forms that a pattern lists have groups of their own.
    """
    return tuple(
        m for n in names for group in numbered(match.mentions, n) for m in match.mentions.get(group, ())
    )


def numbered(groups: Iterable[str], name: str) -> list[str]:
    """Return those of some groups that a name stands for: itself, and with a figure behind it."""
    return sorted(group for group in groups if group.rstrip("0123456789") == name)


def fact(type_: str, block: Block, rule: str, spans: Iterable[Span], slots: Slots, **kw: str) -> Fact:
    """Return a fact without number; :func:`igr_kg.extract.slots.number_facts` gives it one."""
    places = tuple(dict.fromkeys(spans))
    return Fact("", type_, slots, places, block.id, rule, kw.get("status", "extracted"))


def count(words: str, pack: LanguagePack) -> str | None:
    """Return a number as digits: digits, numerals of the language, and words that the pack counts with."""
    known: Mapping[str, int] = {**pack.words.get("ordinals", {}), **pack.words.get("fact_zero", {})}
    value = known.get(words, known.get(words.casefold()))
    if value is None:
        figures = _ORDINAL.fullmatch(words)
        value = numerals.number(figures[1] if figures else words)
    return None if value is None else str(value)
