"""Slots of acts and facts: values with their places and with what they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from igr_kg.model import Fact, Mention, Slot, Span, View
from igr_kg.packs.patterns import Match

Slots = Mapping[str, tuple[Slot, ...]]


def slot_of(mention: Mention, *more: Span) -> Slot:
    """Return the slot that a mention fills.

    :param mention: gives value, place and what it refers to
    :param more: further spans that the value was read from

    >>> slot_of(Mention("body", "甲委员会", "p1", 3, 7, entity="body/a"))
    Slot(value='甲委员会', spans=(Span(start=3, end=7),), ref='body/a')
    """
    return Slot(mention.value, (mention.span, *more), mention.entity)


def slot(value: str, spans: Iterable[Span], mentions: Sequence[Mention] = ()) -> Slot:
    """Return a slot whose reference is that of the mention covering its first span.

    :param value: the value, normalised by the caller
    :param spans: where it was read, at least one
    :param mentions: mentions of the document

    >>> slot("主席", [Span(5, 7)], [Mention("role", "主席", "p1", 5, 7, entity="role/chair")]).ref
    'role/chair'
    """
    places = tuple(spans)
    return Slot(value, places, reference(places[0], mentions))


def phrase(view: View, span: Span, mentions: Sequence[Mention] = ()) -> Slot:
    """Return the slot of words of a view: the reader's text of a range.

    The reference is that of a mention that fills the range, or that ends it (the head of a Chinese
    noun phrase stands last).
    """
    return Slot(view.slice(span), (span,), reference(span, mentions))


def group(match: Match, name: str) -> Slot | None:
    """Return the slot of a group of a match, or None when the group took no part.

    A group that is one mention gives the mention's value, otherwise the words of the text.
    """
    if name not in match.spans:
        return None
    span = match.spans[name]
    for mention in match.mentions.get(name, ()):
        if mention.span == span:
            return slot_of(mention)
    return Slot(match.texts[name], (span,), reference(span, match.mentions.get(name, ())))


def reference(span: Span, mentions: Sequence[Mention]) -> str | None:
    """Return the entity of the longest mention that is the range or ends it, or None.

    A place at the end only says where: who is meant by "all parties in Norway" is not Norway.

    >>> norway = Mention("place", "Norway", "p1", 15, 21, entity="country/nor")
    >>> reference(Span(0, 21), [norway]), reference(Span(15, 21), [norway])
    (None, 'country/nor')
    """
    fitting = [m for m in mentions if m.entity and m.end == span.end and m.start >= span.start]
    fitting = [m for m in fitting if m.kind != "place" or m.start == span.start]
    return max(fitting, key=lambda m: m.end - m.start).entity if fitting else None


def gather(**values: Slot | Iterable[Slot] | None) -> dict[str, tuple[Slot, ...]]:
    """Return slots by name without those that are None or empty.

    >>> sorted(gather(by=Slot("甲", (Span(0, 1),)), due=None, to=[]))
    ['by']
    """
    kept: dict[str, tuple[Slot, ...]] = {}
    for name, value in values.items():
        found = (value,) if isinstance(value, Slot) else tuple(value or ())
        if found:
            kept[name.rstrip("_")] = found
    return kept


def number_facts(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts in order of their first span, with ids ``<block>.<type>.<n>``.

    >>> fact = Fact("", "vote", {}, (Span(0, 4),), "p1", "vote.result")
    >>> [f.id for f in number_facts([fact, fact])]
    ['p1.vote.1', 'p1.vote.2']
    """
    from dataclasses import replace

    count: dict[tuple[str, str], int] = {}
    numbered = []
    for fact in sorted(facts, key=lambda f: (f.spans[0].start, -f.spans[0].end, f.type)):
        place = (fact.block, fact.type)
        count[place] = count.get(place, 0) + 1
        numbered.append(replace(fact, id=f"{fact.block}.{fact.type}.{count[place]}"))
    return tuple(numbered)
