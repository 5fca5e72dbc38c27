"""What acts bring about: duties to report, ends, amendments, entries into force, adopted agendas."""

from __future__ import annotations

from collections.abc import Mapping

from igr_kg.graph.acts import performed
from igr_kg.graph.builder import IMPLIED, Basis
from igr_kg.graph.draft import Draft, Writer
from igr_kg.model import Fact


def reporting(draft: Draft, fact: Fact, name: str) -> None:
    """Write that an act lays a duty to report on those whom it addresses: to whom, and on what.

    "To report to it" means the one who asks, which follows from the words and from who that is.
    """
    draft.type(name, "ReportingDuty", fact)
    draft.actors(name, "igr:reportTo", fact, "to")
    for slot in fact.slots.get("issuer", ()):
        target = draft.target(slot)
        if target is not None:
            spans = tuple(dict.fromkeys((*fact.spans, *draft.basis(fact, slot).spans)))
            draft.point(name, "igr:reportTo", target, Basis(spans, fact.rule, IMPLIED))
    draft.words(name, "igr:reportOn", fact, "on")


def termination(draft: Draft, fact: Fact, name: str) -> None:
    """Write that an act ends something: the body that the words name, and the words."""
    _told(draft, fact, name, "Termination")
    for slot in fact.slots.get("object", ()):
        entity = draft.entity(slot)
        named = draft.target(slot) if entity is not None and entity.kind == "body" else None
        target = named or draft.body_in(slot)
        if target is not None:
            draft.point(name, "igr:terminates", target, draft.basis(fact, slot))
    draft.date(name, "igr:effectiveDate", fact, "date")


def amendment(draft: Draft, fact: Fact, name: str) -> None:
    """Write that an act changes a text, and which one where it is named."""
    _told(draft, fact, name, "Amendment")
    draft.link(name, "igr:modifies", fact, "changed")


def _told(draft: Draft, fact: Fact, name: str, class_: str) -> None:
    """Say of which kind an act is; one that no act was read for is described as a whole."""
    performed(draft, fact, name, class_, "other")
    if name in draft.performed:
        return
    draft.link(name, "igr:inDecision", fact, "in")
    draft.actors(name, "igr:agent", fact, "by")
    if "changed" not in fact.slots:
        draft.words(name, "igr:content", fact, "object")


def in_force(draft: Draft, fact: Fact, name: str) -> None:
    """Write since when an instrument is in force: only a day, for a month or year says less than others."""
    for slot in fact.slots["instrument"]:
        target, entity = draft.target(slot), draft.entity(slot)
        if target is not None and entity is not None and entity.subkind != "process":
            day = fact.slots["date"][0].value
            if len(day) == len("2001-05-01"):
                draft.date(target, "igr:entryIntoForce", fact, "date")


def agenda(draft: Draft, fact: Fact, name: str) -> None:
    """Write that what an act adopts is a document, and that this document is an agenda."""
    for slot in fact.slots["document"]:
        target = draft.target(slot)
        if target is not None:
            basis = draft.basis(fact, slot)
            draft.type(name, "Adoption", fact)
            draft.point(name, "igr:adopts", target, basis)
            draft.point(target, "igr:documentKind", "scheme/document-kind/agenda", basis)


WRITERS: Mapping[str, Writer] = {
    "reporting": reporting,
    "termination": termination,
    "amendment": amendment,
    "in-force": in_force,
    "agenda": agenda,
}
