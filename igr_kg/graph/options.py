"""Sets of options, how each was assessed, and what was found or held beside them."""

from __future__ import annotations

from igr_kg.graph.draft import Draft, Writer
from igr_kg.graph.responses import open_ended, place_in
from igr_kg.model import Fact, Slot

_EFFECTS = {
    "establish": "igr:wouldEstablish",
    "strengthen": "igr:wouldStrengthen",
    "reform": "igr:wouldReform",
}


def option_set(draft: Draft, fact: Fact, name: str) -> None:
    """Write a set of options and where it was put forward."""
    draft.type(name, "OptionSet", fact)
    draft.words(name, "igr:content", fact, "chapeau", "content")
    open_ended(draft, fact, name)
    draft.integer(name, "igr:optionCount", fact, "count")
    draft.link(name, "igr:putForwardIn", fact, "put_forward_in")
    draft.point(name, "igr:listedIn", draft.names.home(fact.block), draft.basis(fact))


def option(draft: Draft, fact: Fact, name: str) -> None:
    """Write one option and what it would do to which body."""
    draft.type(name, "ReformOption", fact)
    draft.link(name, "igr:inSet", fact, "set")
    draft.value(name, "igr:label", fact, "label")
    draft.words(name, "igr:content", fact, "content")
    draft.point(name, "igr:listedIn", draft.names.home(fact.block), draft.basis(fact))
    place_in(draft, fact, name, "set", "option")
    effect = fact.first("effect")
    predicate = _EFFECTS.get(effect.value) if effect else None
    if predicate is None:
        return
    for slot in (*fact.slots.get("target", ()), *fact.slots.get("example", ())):
        entity, target = draft.entity(slot), draft.names.get(slot.ref)
        if entity is None or target is None or entity.kind != "body":
            continue
        if (entity.subkind == "proposed") == (predicate == "igr:wouldEstablish"):
            draft.point(name, predicate, target, draft.basis(fact, slot))


def assessment(draft: Draft, fact: Fact, name: str) -> None:
    """Write how somebody assessed an option, or all of them."""
    draft.type(name, "Assessment", fact)
    for slot in _options(draft, fact):
        target = draft.names.get(slot.ref)
        if target is not None:
            draft.point(name, "igr:assesses", target, draft.basis(fact, slot))
    draft.words(name, "igr:stanceText", fact, "stance")
    draft.concept(name, "igr:stance", "stance", fact, "stance_class")
    draft.actors(name, "igr:heldBy", fact, "holder")
    draft.words(name, "igr:basis", fact, "qualifier")
    draft.link(name, "igr:inAct", fact, "act")


def _options(draft: Draft, fact: Fact) -> list[Slot]:
    return [
        slot for name in ("options", "option") for slot in fact.slots.get(name, ()) if slot.ref in draft.facts
    ]


def finding(draft: Draft, fact: Fact, name: str) -> None:
    """Write a lack of consensus, differing views, or a view generally held."""
    draft.type(name, "Finding", fact)
    draft.concept(name, "igr:findingKind", "finding-kind", fact, "kind")
    draft.words(name, "igr:content", fact, "content")
    draft.actors(name, "igr:heldBy", fact, "holder")
    for slot in fact.slots.get("issue", ()):
        issue = draft.group(slot, fact, "Issue")
        draft.point(name, "igr:onIssue", issue, draft.basis(fact, slot))


def principle(draft: Draft, fact: Fact, name: str) -> None:
    """Write a principle and where it is stated."""
    draft.type(name, "Principle", fact)
    draft.words(name, "igr:content", fact, "content")
    draft.point(name, "igr:statedIn", draft.names.home(fact.block), draft.basis(fact))


WRITERS: dict[str, Writer] = {
    "option-set": option_set,
    "option": option,
    "assessment": assessment,
    "finding": finding,
    "principle": principle,
}
