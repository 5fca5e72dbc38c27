"""What the small functions that write facts share: what a slot denotes, and on which passages it rests."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Mapping

from igr_kg import ids
from igr_kg.graph.builder import IMPLIED, Basis, Builder
from igr_kg.graph.names import Names
from igr_kg.graph.quads import literal
from igr_kg.model import Act, Entity, Fact, Mention, Reading, Slot, Span

_DATES = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "xsd:date"),
    (re.compile(r"\d{4}-\d{2}"), "xsd:gYearMonth"),
    (re.compile(r"\d{4}"), "xsd:gYear"),
)

THINGS = frozenset({"meeting", "decision", "establishment", "extension", "officer"})
"""Types with one fact for each thing, whose ranges are the places that name it: alternatives."""

Writer = Callable[["Draft", Fact, str], None]
"""Writes the triples of one fact; gets the local name of what the fact is about."""


class Draft:
    """A reading on its way to the graph.

    :param reading: what was read
    :param names: local names of everything it speaks of
    :param builder: takes the triples
    """

    def __init__(self, reading: Reading, names: Names, builder: Builder) -> None:
        self.reading = reading
        self.names = names
        self.builder = builder
        self.document = names.document
        self.language = reading.document.language
        self.facts: Mapping[str, Fact] = {f.id: f for f in reading.facts}
        self.performed = {names.get(act.id) for act in reading.acts}
        self.worded = {
            names.get(f.id) for f in reading.facts if {"what", "content", "extended"} & f.slots.keys()
        }
        acts = {act.id: act for act in reading.acts}
        self.embedding: Mapping[str, Act] = {
            slot.ref: act for act in acts.values() for slot in act.parts.get("embeds", ()) if slot.ref in acts
        }
        """Act that another asks for by quoting it -> that other."""
        handed = (slot for f in reading.facts if f.type == "submission" for slot in f.slots.get("act", ()))
        self.handing = {slot.ref for slot in handed}
        """Acts that hand something in: whom they are made to is the receiver."""
        self.agendas = {slot.ref for f in reading.facts if f.type == "agenda" for slot in f.slots["act"]}
        """Acts that adopt an agenda whose document is named: what they adopt is that document."""
        self._named = {
            span: entity.id
            for entity in reading.entities.values()
            for _, spans in entity.names
            for span in spans
        }
        self.leaning: dict[tuple[str, Span], tuple[Span, ...]] = {}
        """Place of a thing (with the id of its fact) -> places that show which thing is meant there."""
        self.inferred: set[tuple[str, Span]] = set()
        """Places of a thing from which it only follows which thing is meant."""
        self.meetings: list[Fact] = []
        """Facts about meetings, with the whole of each place that names one."""
        self._mentions = sorted(reading.mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self._mentions]

    def basis(self, fact: Fact, *slots: Slot) -> Basis:
        """Return the passages that some values of a fact rest on, all together.

        Each range of a value is widened to what the fact states there: the quote of a date alone shows
        nothing. Without slots the whole fact is the basis; what is implied rests on all its premises.
        """
        spans: dict[Span, None] = dict.fromkeys(fact.spans if fact.status == IMPLIED else ())
        for slot in slots:
            spans.update(dict.fromkeys(self._stated(fact, slot)))
            spans.update(dict.fromkeys(self._premises(slot)))
            spans.update(dict.fromkeys(self._named_meeting(fact, slot)))
        return self.resting(fact, tuple(spans) or fact.spans)

    def _named_meeting(self, fact: Fact, slot: Slot) -> Iterator[Span]:
        """Yield what shows which meeting the words of a value name, as far as it stands elsewhere."""
        entity = self.entity(slot) if fact.type != "meeting" else None
        if entity is None or entity.kind != "meeting":
            return
        clause = [clause_around(span, fact.spans) for span in slot.spans]
        for meeting in self.meetings:
            if self.names.get(meeting.id) == self.names.get(entity.id):
                for place in self.places(meeting):
                    if any(span.covers(value) for value in slot.spans for span in place[:1]):
                        yield from (s for s in place if not any(c.covers(s) for c in clause))

    def resting(self, fact: Fact, spans: tuple[Span, ...]) -> Basis:
        """Return the basis of what a fact states at some places."""
        inferred = any((fact.id, span) in self.inferred for span in spans)
        return Basis(spans, fact.rule, IMPLIED if inferred else fact.status)

    def _stated(self, fact: Fact, slot: Slot) -> Iterator[Span]:
        """Yield the ranges of a fact that state a value: of a thing the place, else the clause.

        A value outside every clause is stated together with them. Words and figures that are read from
        elsewhere (a field of the title page, a label) come first: the quote of the record is theirs.
        """
        if fact.type in THINGS:
            places = self._own_places(fact)
            for value in slot.spans:
                holding = [p for p in places if any(span.covers(value) for span in p)]
                yield from self._leant(fact, min(holding, key=_length, default=(value,)))
            return
        stated = [clause_around(value, fact.spans) for value in slot.spans]
        outside = not any(clause.covers(value) for clause in fact.spans for value in slot.spans)
        first = slot.ref is None or fact.type == "document"
        yield from (*(stated if first else ()), *(fact.spans if outside else ()), *stated)

    def places(self, fact: Fact) -> list[tuple[Span, ...]]:
        """Return the places that state a thing, each enough by itself.

        A short form needs the place that introduces it as well.
        """
        return [self._leant(fact, place) for place in self._own_places(fact)]

    def _own_places(self, fact: Fact) -> list[tuple[Span, ...]]:
        """Return the places that state a thing, as they stand.

        The bare name of a body among them fills a pronoun or an ellipsis of the place after it; the two
        are needed together.
        """
        found: list[tuple[Span, ...]] = []
        names: tuple[Span, ...] = ()
        for span in fact.spans:
            if any(m.kind == "body" and m.span == span for m in self._inside(span)):
                names = (*names, span)
            else:
                found.append((span, *names))
                names = ()
        if names:
            found[-1:] = [(*found[-1], *names)] if found else [names]
        return found

    def _leant(self, fact: Fact, place: tuple[Span, ...]) -> tuple[Span, ...]:
        """Return a place with those that show what it names by a short form, a pronoun or a circumstance."""
        needed = [span for at in place for span in self.leaning.get((fact.id, at), ())]
        return self.introduced((*place, *(n for n in needed if not any(p.covers(n) for p in place))))

    def introduced(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """Return some ranges with the places that introduce the short names of bodies in them."""
        needed = [
            span
            for at in spans
            for m in self._inside(at)
            if m.kind == "body" and (named := self.reading.entities.get(m.entity or "")) is not None
            for span in self.introduction(named, m.value, m.span)
        ]
        return tuple(dict.fromkeys((*spans, *(n for n in needed if not any(s.covers(n) for s in spans)))))

    def bases(self, fact: Fact, slot: Slot) -> Iterator[Basis]:
        """Yield what a value rests on: where it was read, and each place of the thing that repeats it."""
        first = self.basis(fact, slot)
        yield first
        for place in self._own_places(fact) if fact.type in THINGS else ():
            repeated = any(_repeats(m, slot) for span in place for m in self._inside(span))
            if repeated and place[0] != first.spans[0]:
                yield self.resting(fact, self._leant(fact, place))

    def adjoin(self, end: int, start: int) -> bool:
        """Tell whether nothing but layout stands between two places of the text."""
        return end <= start and not self.reading.document.text[end:start].strip()

    def holds(self, place: Iterable[Span], kinds: Container[str]) -> bool:
        """Tell whether a mention of some kinds stands in a place."""
        return any(m.kind in kinds for span in place for m in self._inside(span))

    def body_in(self, slot: Slot) -> str | None:
        """Return the local name of the body that stands in the words of a slot, the last one of several."""
        found = [m for span in slot.spans for m in self._inside(span) if m.kind == "body"]
        return self.names.get(found[-1].entity) if found else None

    def _inside(self, span: Span) -> list[Mention]:
        low, high = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [m for m in self._mentions[low:high] if m.end <= span.end]

    def _premises(self, slot: Slot) -> tuple[Span, ...]:
        """Return what shows that the words of a slot name this entity, when they are not its full name."""
        entity = self.entity(slot)
        if entity is None:
            return ()
        naming = [m for span in slot.spans for m in self._inside(span) if m.entity == entity.id]
        if not naming:
            return () if ids.fold_name(slot.value) == ids.fold_name(entity.name) else entity.premises
        shown = [self.introduction(entity, m.value, m.span) for m in naming]
        return min(shown, key=len)

    def introduction(self, entity: Entity, words: str, place: Span) -> tuple[Span, ...]:
        """Return the place that introduces what some words name at a place; nothing for a full name."""
        if place in entity.antecedents:
            return (entity.antecedents[place],)
        if ids.fold_name(words) == ids.fold_name(entity.name):
            return ()
        return tuple(p for p in entity.premises if p != place)

    def entity(self, slot: Slot | None) -> Entity | None:
        """Return the entity that a slot refers to, or whose name stands at its place, or None."""
        if slot is None:
            return None
        ident = slot.ref or self._named.get(slot.spans[0]) or ""
        return self.reading.entities.get(ident)

    def target(self, slot: Slot) -> str | None:
        """Return the local name of what a slot refers to, or None."""
        return self.names.get(slot.ref or self._named.get(slot.spans[0]))

    def type(self, subject: str, name: str, fact: Fact) -> None:
        """Say of which class something is, on the whole of a fact."""
        self.builder.fact(subject, "rdf:type", self.builder.term(f"igr:{name}"), self.basis(fact))

    def link(self, subject: str, predicate: str, fact: Fact, *slots: str) -> None:
        """Link to what the values of some slots refer to; values that refer to nothing are passed over."""
        for slot in all_of(fact, *slots):
            target = self.target(slot)
            if target is not None and target != subject:
                for basis in self.bases(fact, slot):
                    self.point(subject, predicate, target, basis)

    def actors(self, subject: str, predicate: str, fact: Fact, *slots: str) -> None:
        """Link to actors; those that only words name become a group of the document."""
        for slot in all_of(fact, *slots):
            target = self.target(slot) or self.group(slot, fact)
            self.point(subject, predicate, target, self.basis(fact, slot))

    def group(self, slot: Slot, fact: Fact, class_: str = "ActorGroup") -> str:
        """Return the local name of what only words name, and say what it is."""
        name = self.names.nameless(class_, slot.value)
        basis = self.basis(fact, slot)
        self.builder.fact(name, "rdf:type", self.builder.term(f"igr:{class_}"), basis)
        self.words_of(name, "igr:attestedName", slot.value, basis)
        return name

    def words(self, subject: str, predicate: str, fact: Fact, *slots: str) -> None:
        """Add the words of some slots as text in the language of the document."""
        for slot in all_of(fact, *slots):
            self.words_of(subject, predicate, slot.value, self.basis(fact, slot))

    def value(self, subject: str, predicate: str, fact: Fact, *slots: str) -> None:
        """Add the values of some slots as plain strings (labels, numbers of decisions)."""
        for slot in all_of(fact, *slots):
            self.builder.fact(subject, predicate, literal(slot.value), self.basis(fact, slot))

    def integer(self, subject: str, predicate: str, fact: Fact, slot: str) -> None:
        """Add the first value of a slot as an integer, where it is one."""
        for found in first_of(fact, slot):
            if found.value.isdigit():
                term = literal(int(found.value))
                self.builder.fact(subject, predicate, term, self.basis(fact, found))

    def date(self, subject: str, predicate: str, fact: Fact, slot: str) -> None:
        """Add the first value of a slot as a date, month or year, where it is one."""
        for found in first_of(fact, slot):
            term = date_term(found.value)
            if term is not None:
                for basis in self.bases(fact, found):
                    self.builder.fact(subject, predicate, term, basis)

    def concept(self, subject: str, predicate: str, scheme: str, fact: Fact, *slots: str) -> None:
        """Link to the concept of a scheme that a slot gives the code of."""
        for slot in all_of(fact, *slots):
            target = f"scheme/{scheme}/{slot.value}"
            self.point(subject, predicate, target, self.basis(fact, slot))

    def point(self, subject: str, predicate: str, target: str, basis: Basis) -> None:
        """Add a link between two local names."""
        self.builder.fact(subject, predicate, self.builder.thing(target), basis)

    def words_of(self, subject: str, predicate: str, text: str, basis: Basis) -> None:
        """Add text in the language of the document, in its own characters and with its blanks."""
        words = self.builder.printed(text, basis.spans)
        self.builder.fact(subject, predicate, literal(words, language=self.language), basis)


def _repeats(mention: Mention, slot: Slot) -> bool:
    """Tell whether a mention says the same as a value: the same thing, or a date in the same range."""
    if slot.ref is not None:
        return mention.entity == slot.ref
    return mention.kind == "date" and slot.value in (mention.value, *mention.value.split("/"))


def clause_around(span: Span, clauses: Iterable[Span]) -> Span:
    """Return the smallest clause that covers a range, or the range itself.

    >>> clause_around(Span(4, 6), [Span(0, 9), Span(3, 7)])
    Span(start=3, end=7)
    """
    covering = [c for c in clauses if c.covers(span)]
    return min(covering, key=lambda c: c.end - c.start, default=span)


def all_of(fact: Fact, *names: str) -> list[Slot]:
    """Return the values of some slots of a fact, in order."""
    return [slot for name in names for slot in fact.slots.get(name, ())]


def first_of(fact: Fact, name: str) -> list[Slot]:
    """Return the first value of a slot and what else says the same, as a list."""
    slots = fact.slots.get(name, ())
    return [slot for slot in slots if slot.value == slots[0].value]


def date_term(value: str) -> str | None:
    """Return the typed literal of a date, month or year, or None.

    >>> date_term("2010-06")
    '"2010-06"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    """
    for form, datatype in _DATES:
        if form.fullmatch(value):
            return literal(value, datatype=datatype)
    return None


def as_fact(act: Act) -> Fact:
    """Return an act in the form of a fact, so that both are written alike."""
    slots = {**act.parts, "addressee": act.addressees} if act.addressees else dict(act.parts)
    return Fact(act.id, "act", slots, (act.span,), act.block, act.rule)


def each_place(draft: Draft, fact: Fact, subject: str, name: str) -> None:
    """Say of which class a thing is, once for every place that names it: these are alternatives."""
    for place in draft.places(fact):
        draft.builder.fact(subject, "rdf:type", draft.builder.term(f"igr:{name}"), draft.resting(fact, place))


def _length(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)
