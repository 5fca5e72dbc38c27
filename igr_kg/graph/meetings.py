"""Meetings, decisions, votes, and what decisions set up or prolong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from igr_kg.graph.builder import IMPLIED, Basis
from igr_kg.graph.draft import Draft, Writer, date_term, each_place, first_of
from igr_kg.graph.quads import literal
from igr_kg.model import Act, Fact, Slot, Span

_CLOSING = "meeting.closing"
"""How the names of the rules begin that read adoption lines."""
_CLASSES = {"session": "Session", "special-session": "SpecialSession"}


def meeting(draft: Draft, fact: Fact, name: str) -> None:
    """Write a meeting or session."""
    fact = _by_place(next(f for f in draft.meetings if f.id == fact.id), "ordinal", "kind")
    kind = fact.first("kind")
    each_place(draft, fact, name, _CLASSES.get(kind.value if kind else "", "Meeting"))
    draft.link(name, "igr:meetingOf", fact, "body")
    draft.integer(name, "igr:ordinal", fact, "ordinal")
    draft.concept(name, "igr:meetingKind", "meeting-kind", fact, "kind")
    draft.link(name, "igr:heldIn", fact, "place")
    draft.link(name, "igr:heldInCountry", fact, "country")
    draft.date(name, "igr:startDate", fact, "start")
    draft.date(name, "igr:endDate", fact, "end")
    draft.integer(name, "igr:statesRepresented", fact, "represented")
    draft.link(name, "igr:partOfSession", fact, "session")
    for slot in fact.slots.get("called", ()):
        basis = draft.basis(fact, slot)
        draft.words_of(name, "igr:attestedName", slot.value, basis)
        part = draft.builder.part(draft.builder.holding(slot.spans[0].start))
        draft.point(part, "igr:mentions", name, basis)


def prepare(draft: Draft) -> None:
    """Note what each place that names a meeting needs to show which meeting it is, and that it was held."""
    draft.meetings = [_as_held(f) for f in draft.reading.facts if f.type == "meeting"]
    for fact in draft.meetings:
        _lean(draft, fact)


def _as_held(fact: Fact) -> Fact:
    """Return a meeting's fact whose places run on to the words that say that it was held.

    One predicate may hold for several dates and places; each of them shows nothing without it.
    """
    held = {slot.spans[0].start: slot.spans[0] for slot in fact.slots.get("held", ())}
    return replace(fact, spans=tuple(dict.fromkeys(held.get(s.start, s) for s in fact.spans)))


def _lean(draft: Draft, fact: Fact) -> None:
    """Note on which other place those lean that do not show by themselves which meeting they name.

    A numbered meeting is shown by its number; a place that gives only its venue or days leans on one
    that gives them with the number, and that it is this meeting follows from the two. A meeting without
    number is shown by its days.
    """
    numbered = fact.first("ordinal") is not None
    kinds = {"meeting"} if numbered else {"date"}
    places = draft.places(fact)
    shown = [p for p in places if draft.holds(p, kinds)]
    fullest = next((p for p in shown if draft.holds(p, {"date", "place"})), None) or next(iter(shown), None)
    for place in places:
        if fullest is not None and place not in shown:
            draft.leaning[fact.id, place[0]] = fullest
            if numbered:
                draft.inferred.add((fact.id, place[0]))


def _by_place(fact: Fact, *names: str) -> Fact:
    """Return a fact in which each place that gives a number is a value of its own: any one suffices."""
    parted = {n: tuple(replace(s, spans=(p,)) for s in fact.slots.get(n, ()) for p in s.spans) for n in names}
    return replace(fact, slots={**fact.slots, **{n: slots for n, slots in parted.items() if slots}})


def of_the_deciding_body(draft: Draft) -> None:
    """Write whose the meeting is that adopted a decision, where only the opening line tells who decides."""
    fields = draft.reading.fields
    for meeting, body in draft.names.adopting.items():
        places = [*fields["meeting"][0].spans, *fields["body"][0].spans]
        basis = Basis(tuple(dict.fromkeys(places)), "meeting.of-the-deciding-body", IMPLIED)
        name, holder = draft.names.get(meeting), draft.names.get(body)
        if name is not None and holder is not None:
            draft.point(name, "igr:meetingOf", holder, basis)


def of_the_session(draft: Draft) -> None:
    """Write to which session the meeting belongs whose adoption line closes a text that its head puts in one.

    The line gives the number alone ("11th meeting"); a meeting whose body the text tells may be another's.
    """
    sessions = [s for s in draft.reading.fields.get("meeting", ()) if s.value.endswith("session")]
    for fact in draft.meetings if len(sessions) == 1 else ():
        name, session = draft.names.get(fact.id), draft.target(sessions[0])
        alone = _value(fact, "kind") == "meeting" and fact.first("body") is None
        if alone and fact.rule.startswith(_CLOSING) and name is not None and session is not None:
            premises = (*draft.basis(fact).spans, *sessions[0].spans[:1])
            basis = Basis(tuple(dict.fromkeys(premises)), "meeting.of-this-session", IMPLIED)
            draft.point(name, "igr:partOfSession", session, basis)


def implied_ordinals(draft: Draft) -> None:
    """Write the number of a meeting that must be the first: the text calls the later of two the second.

    The text does not say the number, so it gets a property of its own and the premises as evidence.
    """
    meetings = [f for f in draft.meetings if f.first("start")]
    for fact in meetings:
        body = fact.first("body")
        name = draft.names.get(fact.id)
        if fact.first("ordinal") or body is None or body.ref is None or name is None:
            continue
        others = [f for f in meetings if f is not fact and _body(f) == body.ref]
        if len(others) != 1 or _value(others[0], "ordinal") != "2" or _value(others[0], "kind") != "meeting":
            continue
        if _value(fact, "start") >= _value(others[0], "start"):
            continue
        earlier = [s for n in ("body", "start") for s in fact.slots[n][:1]]
        later = [s for n in ("ordinal", "start") for s in others[0].slots[n][:1]]
        spans = dict.fromkeys((*draft.basis(fact, *earlier).spans, *draft.basis(others[0], *later).spans))
        basis = Basis(tuple(spans), "meeting.first-of-two", IMPLIED)
        draft.builder.fact(name, "igr:impliedOrdinal", literal(1), basis)


def _value(fact: Fact, name: str) -> str:
    slot = fact.first(name)
    return slot.value if slot else ""


def _body(fact: Fact) -> str | None:
    slot = fact.first("body")
    return slot.ref if slot else None


def decision(draft: Draft, fact: Fact, name: str) -> None:
    """Write a decision: the act, whose text is another thing."""
    fact = _by_place(fact, "number")
    each_place(draft, fact, name, "Decision")
    draft.value(name, "igr:number", fact, "number")
    draft.link(name, "igr:decidedBy", fact, "body")
    draft.date(name, "igr:adoptionDate", fact, "date")
    draft.link(name, "igr:adoptedAt", fact, "session", "meeting")
    draft.link(name, "igr:buildsOnWorkOf", fact, "builds_on")
    number = fact.first("number")
    for own in own_numbers(draft):
        if number and own.value == number.value:
            draft.point(name, "igr:documentedIn", draft.document, draft.basis(fact, own))


def own_numbers(draft: Draft) -> list[Slot]:
    """Return the number of the decision that the document itself is the text of, where it prints one."""
    fields = draft.reading.fields
    return [*fields.get("number", ()), *fields.get("symbol", ())]


def own_decisions(draft: Draft) -> Iterator[tuple[Slot, str]]:
    """Yield the number of the decision that the document is the text of, with the decision's local name."""
    numbers = {slot.value: slot for slot in own_numbers(draft)}
    for fact in draft.reading.facts:
        number = fact.first("number") if fact.type == "decision" else None
        own = numbers.get(number.value) if number else None
        name = draft.names.get(fact.id)
        if own is not None and name is not None:
            yield own, name


def acts_of_the_decision(draft: Draft) -> None:
    """Write that what a resolution or decision requests, notes, decides ... is part of that decision.

    An act that the text only reports, or that it says is another decision's, is not.
    """
    for own, name in own_decisions(draft):
        for act in draft.reading.acts:
            subject = draft.names.get(act.id)
            told = act.mode == "reported" or act.id in draft.embedding
            if subject is not None and not told and not act.parts.get("in"):
                basis = Basis((act.span, *own.spans[:1]), "act.of-this-decision", IMPLIED)
                draft.point(subject, "igr:inDecision", name, basis)


def builds_on(draft: Draft, fact: Fact, name: str) -> None:
    """Write on whose work a decision builds."""
    for slot in fact.slots.get("decision", ()):
        subject = draft.target(slot)
        if subject is not None:
            draft.link(subject, "igr:buildsOnWorkOf", fact, "body", "builds_on", "work")


def establishment(draft: Draft, fact: Fact, name: str) -> None:
    """Write which decision set a body up, and when."""
    for slot in fact.slots.get("established", ()):
        body = draft.target(slot)
        if body is None:
            continue
        for by in fact.slots.get("by", ()):
            entity = draft.entity(by)
            if entity is not None and entity.kind == "decision":
                target = draft.target(by)
                for basis in draft.bases(fact, by):
                    draft.point(body, "igr:establishedBy", target or "", basis)
        for date in first_of(fact, "date"):
            term = date_term(date.value)
            if term is not None:
                for basis in draft.bases(fact, date):
                    draft.builder.fact(body, "igr:establishedOn", term, basis)
        for act in draft.reading.acts:
            if act.verb == "establishes" and any(_tells(act, span) for span in fact.spans):
                subject = draft.names.get(act.id) or ""
                draft.point(subject, "igr:establishes", body, Basis((act.span,), fact.rule, fact.status))


def _tells(act: Act, span: Span) -> bool:
    """Tell whether what is said of a founding is said of an act that founds.

    A text that sets something up may name, within that act, what another decision has set up before.
    """
    within = act.span.covers(span) and act.span != span
    return act.span.overlaps(span) and not (within and act.mode == "operative")


def vote(draft: Draft, fact: Fact, name: str) -> None:
    """Write the result of a vote."""
    draft.type(name, "Vote", fact)
    draft.integer(name, "igr:votesFor", fact, "for")
    draft.integer(name, "igr:votesAgainst", fact, "against")
    draft.integer(name, "igr:abstentions", fact, "abstaining")
    draft.words(name, "igr:voteResult", fact, "result")
    draft.link(name, "igr:voteOn", fact, "on", "decision")
    if not {"on", "decision"} & fact.slots.keys():
        _own_vote(draft, fact, name)


def _own_vote(draft: Draft, fact: Fact, name: str) -> None:
    """Write that a vote without a subject is on the decision whose text the document is."""
    for own, decided in own_decisions(draft):
        basis = Basis((*fact.spans, *own.spans[:1]), "vote.on-this-decision", IMPLIED)
        draft.point(name, "igr:voteOn", decided, basis)


WRITERS: dict[str, Writer] = {
    "meeting": meeting,
    "decision": decision,
    "builds-on": builds_on,
    "establishment": establishment,
    "vote": vote,
}
