"""A block prepared for reading acts, and an act before its parts are read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from igr_kg.model import Block, Document, Entity, Mention, Slot, Span
from igr_kg.packs.language import LanguagePack
from igr_kg.packs.patterns import Match, Tagged, tag

DIRECTIVE = frozenset(
    {"requests", "invites", "urges", "calls-upon", "encourages", "instructs", "demands", "authorizes"}
    | {"recommends", "decides"}
)
"""Verb classes whose complement says what somebody is to do: ordinary verbs in it are no acts."""


@dataclass(frozen=True, slots=True)
class Source:
    """What acts are read from, the same for every block.

    :param mentions: in reading order
    :param starts: where each mention starts
    :param makers: entities named on a cover or in an opening line, by the block ids they hold for
    :param openings: the body that an opening line names, by the block ids it holds for
    :param led: ids of paragraphs that go on with a chapeau before them, filled while reading
    """

    document: Document
    mentions: Sequence[Mention]
    entities: Mapping[str, Entity]
    pack: LanguagePack
    openings: Mapping[str, Mention]
    makers: Mapping[str, frozenset[str]]
    starts: Sequence[int]
    led: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block with its tagged view."""

    source: Source
    block: Block
    tagged: Tagged

    @classmethod
    def of(cls, source: Source, block: Block) -> Passage:
        """Return a block with its mentions tagged."""
        first, last = (bisect_left(source.starts, offset) for offset in (block.start, block.end))
        inside = source.mentions[first:last]
        return cls(source, block, tag(source.document.view(block.id), inside))

    @property
    def text(self) -> str:
        """The tagged text, which patterns match."""
        return self.tagged.view.text

    @property
    def opening(self) -> Mention | None:
        """The body that the opening line before this block names."""
        return self.source.openings.get(self.block.id)

    @property
    def listed(self) -> bool:
        """Whether the block is one of those that a chapeau leads."""
        return self.block.kind == "item" or self.block.id in self.source.led

    @property
    def jointly(self) -> bool:
        """Whether the opening line before this block names several bodies: verbs stand in the plural."""
        opening = self.opening
        bodies = (m for m in self.source.mentions if opening and m.block == opening.block)
        reached, number = -1, 0
        for mention in bodies:
            if mention.kind == "body" and mention.start >= reached:
                reached, number = mention.end, number + 1
        return number > 1

    def span(self, start: int, end: int) -> Span:
        """Return the range in the text as read of a range of the tagged text."""
        return self.tagged.view.span(start, end)

    def index(self, offset: int) -> int:
        """Return the index in the tagged text of the first character at or after an offset."""
        return self.tagged.view.index(offset)

    def words(self, span: Span) -> str:
        """Return the reader's text of a range of the text as read."""
        return self.tagged.plain.slice(span)

    def list(self, name: str) -> tuple[str, ...]:
        """Return a list of words of the language pack, the longest word first."""
        return self.source.pack.longest_first(name)


@dataclass(frozen=True, slots=True)
class Agent:
    """Who performs an act.

    :param name: as the annotation format writes it
    :param slots: the body, person or role
    :param decision: the decision that did it, where another text reports it
    :param subject: the words of the text, where the clause has a subject
    :param told: whether the words show that the act is told, not performed
    """

    name: str | None = None
    slots: tuple[Slot, ...] = ()
    decision: Slot | None = None
    subject: Slot | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Lead:
    """What a chapeau gives to the acts of the items below it: who performs them, and how they are told."""

    agent: Agent
    mode: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An act whose place and verb are known.

    :param start: index of its first character in the tagged text
    :param verb_at: index of the verb
    :param after: index after the verb, where object or addressee begin
    :param end: index after its last character
    :param span: the range, where it runs over other blocks (a chapeau over its items)
    :param embeds_in: the act that quotes this one, or None
    """

    verb: str
    mode: str
    agent: Agent
    start: int
    verb_at: int
    after: int
    end: int
    match: Match
    span: Span
    embeds_in: Draft | None = None
