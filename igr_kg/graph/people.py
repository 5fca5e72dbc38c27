"""Who takes part in a meeting and how, who holds which office, and who gives input through whom."""

from __future__ import annotations

from collections.abc import Iterator

from igr_kg.graph.builder import IMPLIED, Basis
from igr_kg.graph.draft import Draft, Writer, as_fact
from igr_kg.model import Fact, Slot
from igr_kg.packs import language


def participation(draft: Draft, fact: Fact, name: str) -> None:
    """Write that somebody opened, attended, chaired ... a meeting."""
    draft.type(name, "Participation", fact)
    draft.actors(name, "igr:participant", fact, "person")
    draft.concept(name, "igr:participationKind", "participation-kind", fact, "act")
    draft.link(name, "igr:inMeeting", fact, "meeting")
    draft.words(name, "igr:capacityText", fact, "in_capacity")
    for slot in fact.slots.get("in_capacity", ()):
        for held in _holdings(draft, fact.first("person"), slot):
            premises = dict.fromkeys((*draft.basis(fact, slot).spans, *draft.basis(held).spans))
            basis = Basis(tuple(premises), fact.rule, IMPLIED)
            draft.point(name, "igr:asHolding", draft.names.get(held.id) or "", basis)


def opening(draft: Draft, fact: Fact) -> None:
    """Say of the act by which somebody opened a meeting that it is an opening."""
    kind, person = fact.first("act"), fact.first("person")
    for act in draft.reading.acts if kind and kind.value == "opened" and person else ():
        by = {draft.target(slot) for slot in act.parts.get("by", ())}
        name = draft.names.get(act.id)
        if name and person and draft.target(person) in by and act.span.overlaps(fact.spans[0]):
            draft.type(name, "Opening", fact)
            draft.link(name, "igr:about", fact, "meeting")


def _holdings(draft: Draft, person: Slot | None, office: Slot) -> Iterator[Fact]:
    """Yield the facts by which a person holds the office by which a text names him or her."""
    for fact in draft.reading.facts if person is not None and office.ref is not None else ():
        if fact.type != "officer" or draft.names.get(fact.id) is None:
            continue
        held, by = fact.first("office"), fact.first("person")
        if held and by and person and held.ref == office.ref and by.ref == person.ref:
            yield fact


def officer(draft: Draft, fact: Fact, name: str) -> None:
    """Write that a named person holds an office."""
    draft.type(name, "OfficeHolding", fact)
    draft.link(name, "igr:holder", fact, "person")
    for slot in fact.slots.get("office", ()):
        entity, target = draft.entity(slot), draft.target(slot)
        if entity is None or entity.kind != "role" or target is None:
            target = _office(draft, fact, slot)
        for basis in draft.bases(fact, slot):
            draft.point(name, "igr:office", target, basis)
    for slot in fact.slots.get("state", ()):
        country = draft.entity(slot)
        if country is not None and country.kind == "place":
            draft.point(name, "igr:ofState", draft.target(slot) or "", draft.basis(fact, slot))
    draft.actors(name, "igr:ofBody", fact, "group")
    if _elected(draft, fact):
        _election(draft, fact, name)


def _elected(draft: Draft, fact: Fact) -> bool:
    """Tell whether the rule that read an officer reads of an election or appointment, as the pack says."""
    found = (p for p in language.load(draft.language).makers("officer") if p.id == fact.rule)
    return any(pattern.set.get("elected") for pattern in found)


def _election(draft: Draft, fact: Fact, holding: str) -> None:
    """Write the act by which somebody came to an office: the smallest one whose words tell it.

    It is an election only where its own agent is the body that the fact says elects; the meeting is the one
    that the act names.
    """
    around = [a for a in draft.reading.acts if any(a.span.covers(s) or s.covers(a.span) for s in fact.spans)]
    act = min(around, key=lambda a: a.span.end - a.span.start, default=None)
    elector, name = fact.first("group"), draft.names.get(act.id) if act else None
    if act is None or elector is None or name is None:
        return
    if draft.target(elector) not in {draft.target(by) for by in act.parts.get("by", ())}:
        return
    draft.type(name, "Election", fact)
    draft.point(name, "igr:elects", holding, draft.basis(fact))
    draft.link(name, "igr:electedAt", as_fact(act), "meeting")


def _office(draft: Draft, fact: Fact, slot: Slot) -> str:
    """Return the office that only its title names, of the body or State that the fact gives."""
    of = fact.first("group") or fact.first("state")
    name = draft.names.nameless("role", (of.value if of else "") + slot.value)
    basis = draft.basis(fact, slot)
    draft.builder.fact(name, "rdf:type", draft.builder.term("igr:Office"), basis)
    draft.words_of(name, "igr:officeTitle", slot.value, basis)
    return name


def input_(draft: Draft, fact: Fact, name: str) -> None:
    """Write who gave input, through which channel, to what."""
    draft.type(name, "Input", fact)
    draft.actors(name, "igr:inputFrom", fact, "from")
    draft.actors(name, "igr:inputChannel", fact, "channel")
    draft.link(name, "igr:inputTo", fact, "to")
    draft.words(name, "igr:content", fact, "content")


def _participation(draft: Draft, fact: Fact, name: str) -> None:
    participation(draft, fact, name)
    opening(draft, fact)


WRITERS: dict[str, Writer] = {
    "participation": _participation,
    "officer": officer,
    "input": input_,
}
