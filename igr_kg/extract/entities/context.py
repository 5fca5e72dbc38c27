"""What stands around a mention, and the entities as they are put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from igr_kg.model import Document, Entity, Mention, Span, View
from igr_kg.packs.authority import Authority
from igr_kg.packs.language import LanguagePack

_SENTENCE_ENDS = "。；"


class Context:
    """A document with its mentions in reading order.

    :param mentions: outer ones before those inside them
    """

    def __init__(
        self, document: Document, mentions: Sequence[Mention], pack: LanguagePack, authority: Authority
    ) -> None:
        self.document = document
        self.pack = pack
        self.authority = authority
        self.mentions = tuple(sorted(mentions, key=lambda m: (m.start, -m.end)))
        self.order = {block.id: number for number, block in enumerate(document.blocks)}
        self._words: dict[str, tuple[str, ...]] = {}
        self._of: dict[tuple[str, ...], tuple[Mention, ...]] = {}
        self._kinds = {block.id: block.kind for block in document.blocks}

    def words(self, name: str) -> tuple[str, ...]:
        """Return a word list of the pack, the longest word first."""
        if name not in self._words:
            self._words[name] = tuple(sorted(self.pack.words.get(name, ()), key=lambda w: (-len(w), w)))
        return self._words[name]

    def of(self, *kinds: str) -> tuple[Mention, ...]:
        """Return the mentions of some kinds, in reading order."""
        if kinds not in self._of:
            self._of[kinds] = tuple(m for m in self.mentions if m.kind in kinds)
        return self._of[kinds]

    def is_title(self, mention: Mention) -> bool:
        """Tell whether a mention stands on a cover or in a heading."""
        return self._kinds[mention.block] in {"cover", "heading"}

    def is_cover(self, mention: Mention) -> bool:
        """Tell whether a mention stands on a cover."""
        return self._kinds[mention.block] == "cover"

    def view(self, mention: Mention) -> View:
        """Return the reader's text of the mention's block."""
        return self.document.view(mention.block)

    def before(self, mention: Mention) -> str:
        """Return the words of the block before a mention."""
        view = self.view(mention)
        return view.text[: view.index(mention.start)]

    def after(self, mention: Mention) -> str:
        """Return the words of the block behind a mention."""
        view = self.view(mention)
        return view.text[view.index(mention.end) :]

    def between(self, left: Mention, right: Mention) -> str | None:
        """Return the words between two mentions of one block, or None."""
        if left.block != right.block or left.end > right.start:
            return None
        view = self.view(left)
        return view.text[view.index(left.end) : view.index(right.start)]

    def behind(self, mention: Mention, others: Sequence[Mention], gaps: str) -> Mention | None:
        """Return the first of others that stands behind a mention with a word of a list between: of the."""
        if not self.words(gaps):
            return None
        after = (o for o in others if o.block == mention.block and o.start >= mention.end)
        nearest = next(after, None)
        return nearest if nearest and self.between(mention, nearest) in self.words(gaps) else None

    def sentence_before(self, mention: Mention) -> str:
        """Return the words of the sentence before a mention."""
        before = self.before(mention)
        return before[max(before.rfind(end) for end in _SENTENCE_ENDS) + 1 :]

    def ends_with(self, text: str, name: str) -> str:
        """Return the longest word of a list that a text ends with, or ``""``."""
        return next((w for w in self.words(name) if text.endswith(w)), "")

    def starts_with(self, text: str, name: str) -> str:
        """Return the longest word of a list that a text starts with, or ``""``."""
        return next((w for w in self.words(name) if text.startswith(w)), "")


@dataclass(slots=True)
class Draft:
    """An entity on the way: names and links are added as mentions are read."""

    id: str
    kind: str
    key: str | None
    subkind: str = ""
    names: dict[str, list[Span]] = field(default_factory=dict)
    links: dict[tuple[str, str], list[Span]] = field(default_factory=dict)
    premises: list[Span] = field(default_factory=list)
    antecedents: dict[Span, Span] = field(default_factory=dict)
    pointers: set[Span] = field(default_factory=set)
    shorts: dict[str, Span] = field(default_factory=dict)

    def introduction(self, place: Span) -> Span | None:
        """Return the place that introduces what a short form or pointer at a place means, or None.

        One that points to another short form leads on to where that one was introduced.
        """
        seen = {place}
        found = self.antecedents.get(place)
        while found in self.antecedents and self.antecedents[found] not in seen:
            seen.add(found)
            found = self.antecedents[found]
        return found

    def done(self) -> Entity:
        """Return the entity."""
        full = [n for n in self.names if "/" not in n] or list(self.names)
        return Entity(
            id=self.id,
            kind=self.kind,
            key=self.key,
            name=max(full, key=len),
            names=tuple((name, tuple(sorted(set(spans)))) for name, spans in self.names.items()),
            subkind=self.subkind,
            links=tuple((name, to, tuple(dict.fromkeys(spans))) for (name, to), spans in self.links.items()),
            premises=tuple(dict.fromkeys(self.premises)),
            antecedents={at: found for at in self.antecedents if (found := self.introduction(at))},
            pointers=frozenset(self.pointers),
            shorts=tuple(self.shorts.items()),
        )


class Register:
    """Entities by id, and which mention means which."""

    def __init__(self) -> None:
        self.drafts: dict[str, Draft] = {}
        self._meant: dict[tuple[str, int, int], str] = {}

    def add(self, ident: str, mention: Mention, key: str | None = None, subkind: str = "") -> Draft:
        """Let a mention mean an entity, which is made when it is new."""
        draft = self.thing(ident, mention.kind, key, subkind)
        draft.names.setdefault(mention.value, []).append(mention.span)
        self._meant[_place(mention)] = ident
        return draft

    def thing(self, ident: str, kind: str, key: str | None = None, subkind: str = "") -> Draft:
        """Return the entity with an id, which is made when it is new."""
        draft = self.drafts.setdefault(ident, Draft(ident, kind, key, subkind))
        draft.subkind = draft.subkind or subkind
        return draft

    def link(self, ident: str, relation: str, target: str, spans: Iterable[Span]) -> None:
        """Relate two entities; one relation keeps the places of its first statement."""
        self.drafts[ident].links.setdefault((relation, target), list(spans))

    def of(self, mention: Mention | None) -> str | None:
        """Return the id of what a mention means, or None while that is open."""
        return self._meant.get(_place(mention)) if mention else None

    def resolved(self, mentions: Iterable[Mention]) -> Iterator[Mention]:
        """Yield the mentions with what they mean."""
        for mention in mentions:
            m = mention
            yield Mention(m.kind, m.value, m.block, m.start, m.end, m.key, m.rule, self.of(m), m.data)

    def entities(self) -> dict[str, Entity]:
        """Return the entities by id, in the order in which they were first named."""
        return {ident: draft.done() for ident, draft in self.drafts.items()}


def _place(mention: Mention) -> tuple[str, int, int]:
    return mention.kind, mention.start, mention.end
