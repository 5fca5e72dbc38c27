"""Sets of options, how each was assessed, and what was found or held beside them."""

from __future__ import annotations

from igr_kg.graph.builder import Basis
from igr_kg.graph.draft import Draft, Writer, each_place
from igr_kg.graph.responses import open_ended, place_in
from igr_kg.model import Fact

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
    for effect in fact.slots.get("effect", ())[:1]:
        if effect.value in _EFFECTS:
            _effect(draft, fact, name, effect.value)


def _effect(draft: Draft, fact: Fact, name: str, effect: str) -> None:
    """Write on which bodies an option has its effect: what it would set up does not exist yet."""
    proposed = []
    for slot in fact.slots.get("target", ()):
        entity, target = draft.entity(slot), draft.target(slot)
        if effect == "establish" and (entity is None or entity.subkind == "proposed"):
            target = target or draft.group(slot, fact, "ProposedBody")
            proposed.append(target)
        elif effect == "establish" or target is None or entity is None or entity.subkind == "proposed":
            continue
        draft.point(name, _EFFECTS[effect], target, draft.basis(fact, slot))
    for slot in fact.slots.get("example", ()):
        entity, example = draft.entity(slot), draft.target(slot)
        if entity is not None and entity.subkind == "proposed" and example is not None:
            for target in proposed:
                if target != example:
                    draft.point(example, "igr:exampleOf", target, draft.basis(fact, slot))


def assessment(draft: Draft, fact: Fact, name: str) -> None:
    """Write how somebody assessed an option; a view on several is one assessment of each."""
    for number, slot in enumerate(draft.names.options_of(fact)):
        subject = draft.names.member(fact, number) or name
        draft.type(subject, "Assessment", fact)
        draft.point(subject, "igr:assesses", draft.target(slot) or "", draft.basis(fact, slot))
        draft.words(subject, "igr:stanceText", fact, "stance")
        draft.concept(subject, "igr:stance", "stance", fact, "stance_class")
        draft.actors(subject, "igr:heldBy", fact, "holder")
        draft.words(subject, "igr:qualifier", fact, "qualifier")
        draft.link(subject, "igr:inAct", fact, "act")


def finding(draft: Draft, fact: Fact, name: str) -> None:
    """Write a lack of consensus, differing views, or a view generally held."""
    draft.type(name, "Finding", fact)
    draft.concept(name, "igr:findingKind", "finding-kind", fact, "kind")
    draft.words(name, "igr:content", fact, "content")
    for slot in fact.slots.get("holder", ()):
        target = draft.target(slot) or draft.group(slot, fact)
        spans = dict.fromkeys((*fact.spans, *draft.basis(fact, slot).spans))
        draft.point(name, "igr:heldBy", target, Basis(tuple(spans), fact.rule, fact.status))
    for slot in fact.slots.get("issue", ()):
        issue = draft.group(slot, fact, "Issue")
        draft.point(name, "igr:onIssue", issue, draft.basis(fact, slot))


def principle(draft: Draft, fact: Fact, name: str) -> None:
    """Write a principle and every place that states it."""
    each_place(draft, fact, name, "Principle")
    for slot in fact.slots.get("content", ()):
        for span in fact.spans:
            if draft.builder.said(span) == slot.value:
                draft.words_of(name, "igr:content", slot.value, Basis((span,), fact.rule, fact.status))
    places = fact.slots.get("stated_in", ())
    for slot in places:
        target = draft.target(slot)
        if target is not None:
            draft.point(name, "igr:statedIn", target, draft.basis(fact, slot))
    if not places:
        draft.point(name, "igr:statedIn", draft.names.home(fact.block), draft.basis(fact))
    for slot in fact.slots.get("guides", ()):
        act = draft.names.get(slot.ref)
        if act is not None:
            draft.point(act, "igr:basedOn", name, Basis(slot.spans, fact.rule, fact.status))


WRITERS: dict[str, Writer] = {
    "option-set": option_set,
    "option": option,
    "assessment": assessment,
    "finding": finding,
    "principle": principle,
}
