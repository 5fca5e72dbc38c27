"""Who takes part in a meeting and how, who holds which office, and who gives input through whom."""

from __future__ import annotations

from igr_kg.graph.draft import Draft, Writer
from igr_kg.model import Fact, Slot


def participation(draft: Draft, fact: Fact, name: str) -> None:
    """Write that somebody opened, attended, chaired ... a meeting."""
    draft.type(name, "Participation", fact)
    draft.actors(name, "igr:participant", fact, "person")
    draft.concept(name, "igr:participationKind", "participation-kind", fact, "act")
    draft.link(name, "igr:inMeeting", fact, "meeting")
    draft.words(name, "igr:capacityText", fact, "in_capacity")
    for slot in fact.slots.get("in_capacity", ()):
        holding = _holding(draft, fact.first("person"), slot)
        if holding is not None:
            draft.point(name, "igr:asHolding", holding, draft.basis(fact, slot))


def opening(draft: Draft, fact: Fact) -> None:
    """Say of the act by which somebody opened a meeting that it is an opening."""
    kind, person = fact.first("act"), fact.first("person")
    for act in draft.reading.acts if kind and kind.value == "opened" and person else ():
        by = {draft.target(slot) for slot in act.parts.get("by", ())}
        name = draft.names.get(act.id)
        if name and person and draft.target(person) in by and act.span.overlaps(fact.spans[0]):
            draft.type(name, "Opening", fact)
            draft.link(name, "igr:about", fact, "meeting")


def _holding(draft: Draft, person: Slot | None, office: Slot) -> str | None:
    for fact in draft.reading.facts:
        if fact.type != "officer" or person is None or office.ref is None:
            continue
        held, by = fact.first("office"), fact.first("person")
        if held and by and held.ref == office.ref and by.ref == person.ref:
            return draft.names.get(fact.id)
    return None


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
