"""Where a text refers to options of a list: by label, by number, by a pronoun, or to all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from igr_kg.extract.lists.source import Source, body_start, count_word
from igr_kg.model import Block, Fact, Mention, Slot, Span
from igr_kg.packs.language import LanguagePack
from igr_kg.packs.letters import unaccented
from igr_kg.packs.patterns import Match, Tagged, tag

Named = tuple[Slot, tuple[Slot, ...]]
"""An option as a text names it, and the options of the list that it means."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that refers to one or more options.

    :param span: the words that refer
    :param named: each option, or one entry for all of them together
    :param antecedent: the words that a pronoun takes up
    """

    span: Span
    named: tuple[Named, ...]
    antecedent: tuple[Span, ...] = ()

    @property
    def ids(self) -> frozenset[str | None]:
        """The options meant."""
        return frozenset(slot.ref for _, refs in self.named for slot in refs)


@dataclass(slots=True)
class References:
    """The references of a document, read block by block in reading order."""

    source: Source
    known: Sequence[Fact]
    _last: Reference | None = None
    _pool: list[Fact] = field(default_factory=list)

    def read(self, block: Block) -> tuple[Tagged, dict[Span, Reference]]:
        """Return the tagged view of a block in which each reference is one character, and the references."""
        tagged = self.source.tagged(block.id)
        found: dict[Span, Reference] = {}
        for match in _matches(self.source, block, tagged):
            if any(match.span.overlaps(span) for span in found):
                continue
            pool = set_before(match.span, self.known)
            if pool != self._pool:
                self._pool, self._last = pool, None
            reference = self._resolve(tagged, match)
            if reference is not None and reference.named:
                found[match.span] = reference
                if match.pattern.set["by"] not in ("all", "others", "side"):
                    self._last = reference
        if not found:
            return tagged, found
        marks = [Mention("option", "", block.id, s.start, s.end, rule="option-reference") for s in found]
        return tag(tagged.plain, [*marks, *self.source.inside(block.id)]), found

    def _resolve(self, tagged: Tagged, match: Match) -> Reference | None:
        by = match.pattern.set["by"]
        if not self._fits(match):
            return None
        if by == "label":
            return Reference(match.span, tuple(self._labelled(tagged, match)))
        if not self._pool:
            return None
        if by == "number":
            numbers = _numbers(match, self.source.pack)
            return self._of(match, [self._pool[n - 1] for n in numbers if n <= len(self._pool)])
        if by == "edge":
            many = int(count_word(match.texts.get("many", "1"), self.source.pack))
            return self._of(match, self._pool[:many] if "first" in match.spans else self._pool[-many:])
        if by in ("this", "these", "some", "pair", "side"):
            return self._taken_up(match, by)
        refs = self._pool if by == "all" else [o for o in self._pool if not self._just_named(o)]
        return self._together(match, refs)

    def _fits(self, match: Match) -> bool:
        """Tell whether a word that may mean anything is the list's own word for an option."""
        if "term" not in match.spans:
            return True
        sets = {o.slots["set"][0].ref for o in self._pool}
        chapeaux = (f for f in self.source.facts if f.id in sets)
        return any(match.texts["term"] in self.source.tagged(f.block).plain.text for f in chapeaux)

    def _labelled(self, tagged: Tagged, match: Match) -> Iterator[Named]:
        """Yield each option that is named by its label; a range names all between its ends.

        A label in brackets counts also where the list is not in the text; a bare one does not.
        """
        start, end = match.start, match.end
        signs = list(self.source.pack.makers("option-sign").find(tagged, start, end))
        bare = not signs
        if bare:
            makers = self.source.pack.makers("option-sign-bare")
            signs = [s for p in makers for s in p.find(tagged, start, end)]
        before: int | None = None
        for sign in sorted(signs, key=lambda s: s.start):
            label, span = sign.texts["label"], sign.spans["label"]
            place = next((n for n, o in enumerate(self._pool) if _has_label(o, label)), None)
            if "through" in sign.spans and before is not None and place is not None:
                for option in self._pool[before + 1 : place]:
                    yield _named(option, _label(option), (span,))
            before = place
            if place is not None:
                yield _named(self._pool[place], label, (span,))
            elif not bare and not self._pool:
                yield Slot(label, (span,)), ()

    def _taken_up(self, match: Match, by: str) -> Reference | None:
        """Return what a pronoun takes up: the last option or options referred to, in the number it says."""
        named = self._last.named if self._last else ()
        if by == "side":
            first = match.pattern.set["side"] == "former"
            return self._again(match, (named[:1] if first else named[1:]) if len(named) == 2 else ())
        many = {"this": 1, "pair": 2, "some": max(2, len(named))}.get(by)
        if many is None:
            count = count_word(match.texts["many"], self.source.pack)
            many = int(count) if count.isdigit() else 0
        if len(named) == many:
            return self._again(match, named)
        if by == "some" or many == len(self._pool) > 1:
            return self._together(match, self._pool)
        return None

    def _again(self, match: Match, named: Sequence[Named]) -> Reference:
        """Return the options of the last reference once more, at the place of a pronoun."""
        own = match.span
        again = tuple(
            (
                Slot(option.value, (own, *option.spans[-1:]), option.ref),
                tuple(Slot(r.value, (own, *r.spans[-1:]), r.ref) for r in refs),
            )
            for option, refs in named
        )
        return Reference(own, again, (self._last.span,) if self._last else ())

    def _just_named(self, option: Fact) -> bool:
        return self._last is not None and option.id in self._last.ids

    def _of(self, match: Match, options: Sequence[Fact]) -> Reference:
        span = match.span
        return Reference(span, tuple(_named(o, _label(o), (span,)) for o in options))

    def _together(self, match: Match, options: Sequence[Fact]) -> Reference | None:
        span = match.span
        refs = tuple(Slot(o.id, (span,), o.id) for o in options)
        return Reference(span, ((Slot(match.texts[""], (span,)), refs),)) if refs else None


def set_before(span: Span, known: Sequence[Fact]) -> list[Fact]:
    """Return the options of the last set that begins before a range."""
    before = [o for o in known if o.spans[0].start < span.start]
    if not before:
        return []
    last = max(before, key=lambda o: o.spans[0].start).slots["set"][0].ref
    return [o for o in before if o.slots["set"][0].ref == last]


def _matches(source: Source, block: Block, tagged: Tagged) -> list[Match]:
    start = body_start(block, tagged)
    found = list(source.pack.makers("option-reference").find(tagged, start))
    return sorted(found, key=lambda m: (m.start, -m.end))


def _named(option: Fact, label: str, spans: tuple[Span, ...]) -> Named:
    return Slot(label, spans, option.id), (Slot(option.id, spans, option.id),)


def _label(option: Fact) -> str:
    own = option.first("label")
    return own.value if own else ""


def _has_label(option: Fact, label: str) -> bool:
    """Tell whether an option has a label, also where texts are read without the accent on it (أ as ا)."""
    own = _folded(_label(option))
    return _folded(label) in {own, unaccented(own)}


def _folded(label: str) -> str:
    return count_word(label).casefold()


def _numbers(match: Match, pack: LanguagePack) -> list[int]:
    """Return the numbers that an ordinal reference lists ("the first and third")."""
    words = match.texts["numbers"]
    for joint in pack.words.get("number_joints", ()):
        words = words.replace(joint, " ")
    counted = (count_word(w, pack) for w in words.split())
    return [int(n) for n in counted if n.isdigit() and int(n)]
