"""What is read from a document: spans, blocks, mentions, entities, facts.

Plain frozen dataclasses that know nothing of RDF. Every offset in this module is a Unicode
code point in the *text as read* of one language version (``Document.text``); spans are half-open.
Structure, mentions and facts are described in the annotation format ``igr-annotation/1``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points of the text as read."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two ranges share a character; an empty one shares none."""
        return self.start < other.end > other.start < self.end > self.start

    def covers(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a document: a paragraph, an item, a heading, the cover, a footnote, furniture.

    :param id: unique in the document, e.g. ``p7.a`` (the identifier of the annotation format)
    :param kind: ``heading paragraph preamble item cover note furniture``
    :param label: the number or letter as printed, without dots and brackets, or None
    :param parent: id of the block that contains it (an item's paragraph), or None
    :param start: first character, the label's where there is one
    :param end: one past the last character that is no white space
    :param path: path of the part in IRIs (``annex/1/par/7/a``), or None for furniture
    :param container: path of the container without the part's own label (``annex/1``; main: ``""``)
    """

    id: str
    kind: str
    label: str | None
    parent: str | None
    start: int
    end: int
    path: str | None = None
    container: str = ""

    @property
    def span(self) -> Span:
        """The block's range."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class View:
    """Text as a reader would say it, with the place of each character in the text as read.

    Layout (line breaks, blanks inside Chinese, page furniture) is taken out, width and
    punctuation are folded as the language pack says; ``starts[i]`` and ``ends[i]`` give the range of
    the text as read that the character ``text[i]`` stands for.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the range in the text as read of ``self.text[start:end]`` (not empty)."""
        return Span(self.starts[start], self.ends[end - 1])

    def index(self, offset: int) -> int:
        """Return the index of the first character that stands at or after ``offset``."""
        return bisect_left(self.starts, offset)

    def slice(self, span: Span) -> str:
        """Return the reader's text of a range of the text as read."""
        low = self.index(span.start)
        high = self.index(span.end)
        return self.text[low:high]


@dataclass(frozen=True, slots=True)
class Document:
    """One language version of a document, read and structured.

    :param name: file name, for messages
    :param language: BCP 47 tag
    :param text: the text as read; all offsets count its code points
    :param source_sha256: SHA-256 of the bytes of the file
    :param doctype: id of the document type pack that structured it
    :param blocks: in reading order; a parent stands before its children
    """

    name: str
    language: str
    text: str
    source_sha256: str
    doctype: str
    blocks: tuple[Block, ...]
    views: Mapping[str, View] = field(default_factory=dict, repr=False, compare=False)
    symbol: str | None = None
    symbol_spans: tuple[Span, ...] = ()
    _by_id: Mapping[str, Block] = field(init=False, repr=False, compare=False)
    _inside: Mapping[str, tuple[Block, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay the blocks out for look-ups."""
        inside: dict[str, list[Block]] = {}
        for block in self.blocks:
            inside.setdefault(block.parent or "", []).append(block)
        object.__setattr__(self, "_by_id", {b.id: b for b in reversed(self.blocks)})
        object.__setattr__(self, "_inside", {parent: tuple(found) for parent, found in inside.items()})

    def block(self, block_id: str) -> Block:
        """Return the block with this id.

        :raises KeyError: when there is none
        """
        return self._by_id[block_id]

    def children(self, block_id: str) -> tuple[Block, ...]:
        """Return the blocks directly inside a block, in reading order."""
        return self._inside.get(block_id, ())

    def view(self, block_id: str) -> View:
        """Return the reader's text of a block without its children's and without furniture.

        The label is part of it; ``views`` is filled by ``igr_kg.text``.
        """
        return self.views[block_id]

    def at(self, offset: int) -> Block | None:
        """Return the innermost block that holds the character at ``offset``."""
        found = None
        for block in self.blocks:
            if block.start <= offset < block.end:
                found = block
        return found


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that names something.

    :param kind: ``document decision date meeting body person role place instrument``
    :param value: normalised as the annotation format says
    :param key: key of the authority row (``body/unep``), or None
    :param rule: id of the pack rule, or ``authority`` for a gazetteer match
    :param entity: id of the :class:`Entity` it refers to, or None (dates have none)
    :param data: normalised parts, e.g. ``{"ordinal": "26", "kind": "session"}``
    """

    kind: str
    value: str
    block: str
    start: int
    end: int
    key: str | None = None
    rule: str = ""
    entity: str | None = None
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        """The mention's range."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """What several mentions refer to: one body, person, office, place, instrument, decision ...

    :param id: unique in the document: the authority key (``body/unep-gc``), or ``<kind>:<folded name>``
    :param kind: ``body person role place instrument document decision meeting``
    :param key: key of the authority row, or None (the thing is then minted under the document)
    :param name: the fullest name that the text gives
    :param names: every name that the text gives it, with the spans where it stands
    :param subkind: for bodies one of ``body group proposed government members``, for places
        ``city country``, for instruments ``instrument process class``
    :param links: relations that the text states, name -> (entity id, spans), e.g. a role's ``body``,
        a city's ``country``, a meeting's ``body``, a proposed body's ``exampleOf``
    :param premises: spans that show why a short form or a pronoun-like name is this thing
    :param antecedents: place of a short form or of what points back -> place that introduces the thing
    :param pointers: places that only point back ("that group"): no names
    :param shorts: short forms that the text gives the thing, each with the place that introduces it
    """

    id: str
    kind: str
    key: str | None
    name: str
    names: tuple[tuple[str, tuple[Span, ...]], ...]
    subkind: str = ""
    links: tuple[tuple[str, str, tuple[Span, ...]], ...] = ()
    premises: tuple[Span, ...] = ()
    antecedents: Mapping[Span, Span] = field(default_factory=dict)
    pointers: frozenset[Span] = frozenset()
    shorts: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """One value of a fact.

    :param value: normalised as the annotation format says
    :param spans: the ranges it was read or computed from; never empty
    :param ref: id of the entity, fact or block that the value denotes, or None
    """

    value: str
    spans: tuple[Span, ...]
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the text states.

    :param id: unique in the document
    :param type: a type of the annotation format or one of the project's own
    :param slots: values by slot name; a slot may hold several
    :param spans: the ranges that state it; never empty
    :param block: id of the innermost block of the first span
    :param rule: id of the pack rule that found it
    :param status: ``extracted`` (a passage says it) or ``implied`` (it follows from several)
    """

    id: str
    type: str
    slots: Mapping[str, tuple[Slot, ...]]
    spans: tuple[Span, ...]
    block: str
    rule: str
    status: str = "extracted"

    def first(self, name: str) -> Slot | None:
        """Return the first value of a slot, or None."""
        values = self.slots.get(name, ())
        return values[0] if values else None


@dataclass(frozen=True, slots=True)
class Act:
    """An act that the text performs or reports; see the annotation format, section acts.

    :param verb: a verb class (``requests`` ...)
    :param mode: ``operative preambular reported``
    :param by: who performs it, as the annotation format writes it (empty slot list: unknown)
    :param parts: further slots: ``by addressee due_meeting due_date channel capacity content purpose
        purpose_agent purpose_meeting quote in under paragraph submitted embeds subject``
    """

    id: str
    verb: str
    mode: str
    by: str | None
    addressees: tuple[Slot, ...]
    due: str | None
    span: Span
    block: str
    rule: str
    parts: Mapping[str, tuple[Slot, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read from one language version.

    :param findings: what is odd, a sentence each
    :param media_type: of the file that it was read from
    """

    document: Document
    mentions: tuple[Mention, ...]
    entities: Mapping[str, Entity]
    acts: tuple[Act, ...]
    facts: tuple[Fact, ...]
    fields: Mapping[str, tuple[Slot, ...]] = field(default_factory=dict)
    findings: tuple[str, ...] = ()
    media_type: str = "text/plain"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of one language version, with what its folder's ``meta.toml`` says of it.

    :param name: path as it is written in manifests, e.g. ``unep-gc-26-18/zh.txt``; no machine's path
    :param sha256: SHA-256 of the file's bytes
    :param language: BCP 47 tag, or None when it is to be found from the text
    :param symbol: symbol that the collector gives the document, or None; never read as a fact
    :param origin: where the file comes from, a sentence or an IRI
    :param licence: IRI of its licence, or an empty string
    :param retrieved: ISO date on which it was taken over, or an empty string
    """

    name: str
    sha256: str
    language: str | None = None
    symbol: str | None = None
    origin: str = ""
    licence: str = ""
    licence_note: str = ""
    retrieved: str = ""
