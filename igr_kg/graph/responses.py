"""Lists of potential responses, with the measures, aims, conditions and products of each."""

from __future__ import annotations

from igr_kg.graph.draft import Draft, Writer, all_of
from igr_kg.graph.quads import literal
from igr_kg.model import Fact, Slot


def response_list(draft: Draft, fact: Fact, name: str) -> None:
    """Write a list of responses and whether it is open."""
    draft.type(name, "ResponseList", fact)
    draft.words(name, "igr:content", fact, "chapeau", "content")
    open_ended(draft, fact, name)
    draft.concept(name, "igr:status", "response-status", fact, "status")
    draft.actors(name, "igr:heldBy", fact, "holder")
    draft.point(name, "igr:listedIn", draft.names.home(fact.block), draft.basis(fact))


def open_ended(draft: Draft, fact: Fact, name: str) -> None:
    """Say whether a list may go on: "including" leaves it open."""
    for slot in fact.slots.get("open", ()):
        term = literal(slot.value == "true")
        draft.builder.fact(name, "igr:openEnded", term, draft.basis(fact, slot))


def response(draft: Draft, fact: Fact, name: str) -> None:
    """Write one response of a list."""
    draft.type(name, "SystemWideResponse", fact)
    draft.link(name, "igr:inList", fact, "list")
    draft.value(name, "igr:label", fact, "label")
    draft.words(name, "igr:topicText", fact, "topic")
    draft.words(name, "igr:content", fact, "content")
    draft.point(name, "igr:listedIn", draft.names.home(fact.block), draft.basis(fact))
    place_in(draft, fact, name, "list", "response")
    for slot in fact.slots.get("list", ()):
        whole = draft.facts.get(slot.ref or "")
        for status in whole.slots.get("status", ()) if whole else ():
            target = f"scheme/response-status/{status.value}"
            draft.point(name, "igr:status", target, draft.basis(fact, status))


def place_in(draft: Draft, fact: Fact, name: str, slot: str, type_: str) -> None:
    """Write which place in its list or set a thing has, in reading order."""
    for whole in fact.slots.get(slot, ()):
        members = [
            f
            for f in draft.reading.facts
            if f.type == type_ and any(s.ref == whole.ref for s in f.slots.get(slot, ()))
        ]
        members.sort(key=lambda f: f.spans[0].start)
        if fact in members:
            order = literal(members.index(fact) + 1)
            draft.builder.fact(name, "igr:order", order, draft.basis(fact, *fact.slots.get("label", ())))


def measure(draft: Draft, fact: Fact, name: str) -> None:
    """Write a measure of a response."""
    draft.type(name, "Measure", fact)
    draft.words(name, "igr:content", fact, "content")
    draft.concept(name, "igr:modality", "modality", fact, "modality")
    _belongs(draft, fact, name, "igr:hasMeasure")
    _named(draft, fact, name)


def aim(draft: Draft, fact: Fact, name: str) -> None:
    """Write what a response is to achieve."""
    draft.type(name, "Aim", fact)
    draft.words(name, "igr:content", fact, "content")
    _belongs(draft, fact, name, "igr:hasAim")
    _named(draft, fact, name)


def constraint(draft: Draft, fact: Fact, name: str) -> None:
    """Write a condition that the text puts on a response or measure."""
    draft.type(name, "Constraint", fact)
    draft.words(name, "igr:content", fact, "content")
    for slot in [*all_of(fact, "on"), *all_of(fact, "response", "of")]:
        target = draft.target(slot)
        if target is not None:
            draft.point(name, "igr:constrains", target, draft.basis(fact, slot))
    for slot in _responses(draft, fact):
        target = draft.target(slot)
        if target is not None:
            draft.point(name, "igr:constrains", target, draft.basis(fact, slot))


def product(draft: Draft, fact: Fact, name: str) -> None:
    """Write a system, strategy or framework that a measure develops or considers developing."""
    draft.type(name, "Product", fact)
    draft.words(name, "igr:content", fact, "content")
    draft.concept(name, "igr:productModality", "modality", fact, "modality")
    for slot in fact.slots.get("measure", ()):
        subject = draft.target(slot)
        if subject is not None:
            draft.point(subject, "igr:develops", name, draft.basis(fact))


def _belongs(draft: Draft, fact: Fact, name: str, predicate: str) -> None:
    for slot in _responses(draft, fact):
        subject = draft.target(slot)
        if subject is not None:
            draft.point(subject, predicate, name, draft.basis(fact))


def _responses(draft: Draft, fact: Fact) -> list[Slot]:
    """Return the slot that names the response a fact belongs to: given, or the one of its item."""
    given = [s for s in fact.slots.get("response", ()) if s.ref]
    if given:
        return given
    home = draft.names.home(fact.block)
    return [
        Slot(f.id, f.spans, f.id)
        for f in draft.reading.facts
        if f.type == "response" and draft.names.home(f.block) == home
    ]


def _named(draft: Draft, fact: Fact, name: str) -> None:
    for slot in fact.slots.get("instruments", ()):
        target = draft.target(slot) or draft.group(slot, fact, "Instrument")
        draft.point(name, "igr:instrumentNamed", target, draft.basis(fact, slot))
    draft.actors(name, "igr:bodyNamed", fact, "bodies")
    for predicate, slots in (("igr:beneficiary", "beneficiaries"), ("igr:participant", "participants")):
        for slot in fact.slots.get(slots, ()):
            entity = draft.entity(slot)
            if entity is None or entity.subkind == "group":
                target = draft.target(slot) or draft.group(slot, fact)
                draft.point(name, predicate, target, draft.basis(fact, slot))
    draft.actors(name, "igr:channel", fact, "channel")
    draft.words(name, "igr:level", fact, "level")


WRITERS: dict[str, Writer] = {
    "response-list": response_list,
    "response": response,
    "measure": measure,
    "aim": aim,
    "constraint": constraint,
    "product": product,
}
