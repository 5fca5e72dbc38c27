"""Acts that a text performs or reports, what they ask for, and what became of it."""

from __future__ import annotations

from igr_kg.graph.builder import IMPLIED, Basis
from igr_kg.graph.draft import Draft, Writer, all_of, as_fact, date_term
from igr_kg.model import Act, Fact, Slot

_CLASSES = {
    "requests": "Request",
    "invites": "Request",
    "instructs": "Request",
    "urges": "Request",
    "calls-upon": "Request",
    "demands": "Request",
    "recommends": "Recommendation",
    "establishes": "Establishment",
    "extends": "Extension",
    "adopts": "Adoption",
    "appreciates": "Appreciation",
    "commends": "Appreciation",
}


def act(draft: Draft, read: Act) -> None:
    """Write one act with its parts."""
    fact, name = as_fact(read), draft.names.get(read.id)
    if name is None:
        return
    _classes(draft, fact, name, _CLASSES.get(read.verb))
    basis = draft.basis(fact)
    draft.point(name, "igr:verb", f"scheme/verb/{read.verb}", basis)
    outer = draft.embedding.get(read.id)
    if outer is None:
        draft.point(name, "igr:mode", f"scheme/act-mode/{read.mode}", basis)
    else:
        within = Basis(tuple(dict.fromkeys((read.span, outer.span))), read.rule)
        draft.point(name, "igr:mode", "scheme/act-mode/embedded", within)
    _agents(draft, fact, name)
    _request_parts(draft, fact, name, "igr:untilDate" if read.verb == "extends" else "igr:dueDate")
    draft.link(name, "igr:putForwardIn", fact, "put_forward_in")
    draft.link(name, "igr:inDecision", fact, "in")
    if name not in draft.worded:
        draft.words(name, "igr:content", fact, "content")
    draft.words(name, "igr:quotedWords", fact, "quote")
    draft.link(name, "igr:underDecision", fact, "under")
    draft.value(name, "igr:underParagraph", fact, "paragraph")
    draft.link(name, "igr:submits", fact, "submitted")
    draft.link(name, "igr:embeds", fact, "embeds")
    draft.concept(name, "igr:modality", "modality", fact, "modality")
    if read.verb == "adopts":
        if read.id not in draft.agendas:
            draft.link(name, "igr:adopts", fact, "object")
        draft.link(name, "igr:adoptedAt", fact, "meeting")
    _purpose(draft, fact, name)


def _classes(draft: Draft, fact: Fact, name: str, class_: str | None) -> None:
    """Say that something is an act, and of which kind: whoever asks for acts finds all of them."""
    for each in ("Act", class_) if class_ else ("Act",):
        draft.type(name, each, fact)


def _agents(draft: Draft, fact: Fact, name: str) -> None:
    for slot in fact.slots.get("by", ()):
        entity, target = draft.entity(slot), draft.target(slot)
        if target is not None:
            decided = entity is not None and entity.kind == "decision"
            draft.point(name, "igr:inDecision" if decided else "igr:agent", target, draft.basis(fact, slot))


def _request_parts(draft: Draft, fact: Fact, name: str, due: str = "igr:dueDate") -> None:
    """Write what acts and facts about requests have in common; what is extended ends on its day."""
    if fact.id not in draft.handing:
        draft.actors(name, "igr:addressee", fact, *_addressees(fact))
    draft.actors(name, "igr:channel", fact, "channel")
    for slot in fact.slots.get("capacity", ()):
        entity = draft.entity(slot)
        if entity is not None and entity.kind == "role":
            draft.point(name, "igr:capacity", draft.target(slot) or "", draft.basis(fact, slot))
        draft.words_of(name, "igr:capacityText", slot.value, draft.basis(fact, slot))
    for slot in fact.slots.get("due_meeting", ()):
        _meeting(draft, fact, name, slot)
    draft.date(name, due, fact, "due_date")


def _addressees(fact: Fact) -> tuple[str, ...]:
    return ("addressees",) if "addressees" in fact.slots else ("addressee",)


def _meeting(draft: Draft, fact: Fact, name: str, slot: Slot) -> None:
    """Write at which meeting something is due.

    A meeting that stands right behind the one addressed ("recommends to the Council at its 9th session
    to ...") is where the act is put to; nothing is due there.
    """
    target = draft.target(slot)
    if target is None:
        return
    ends = [span.end for to in all_of(fact, *_addressees(fact)) for span in to.spans]
    put = any(draft.adjoin(end, slot.spans[0].start) for end in ends)
    draft.point(name, "igr:atMeeting" if put else "igr:dueMeeting", target, draft.basis(fact, slot))


def _purpose(draft: Draft, fact: Fact, name: str) -> None:
    parts = {"purpose", "purpose_agent", "purpose_meeting"} & fact.slots.keys()
    if not parts:
        return
    purpose = draft.names.count(fact.block, "purpose")
    slots = [slot for part in sorted(parts) for slot in fact.slots[part]]
    basis = draft.basis(fact, *slots)
    draft.builder.fact(purpose, "rdf:type", draft.builder.term("igr:Purpose"), basis)
    draft.point(name, "igr:hasPurpose", purpose, basis)
    draft.words(purpose, "igr:content", fact, "purpose")
    draft.actors(purpose, "igr:agent", fact, "purpose_agent")
    draft.link(purpose, "igr:contributesTo", fact, "purpose_meeting")


def performed(draft: Draft, fact: Fact, name: str, class_: str, verb: str) -> None:
    """Say what kind of act a fact is about; one that no act was read for gets verb and mode as well."""
    _classes(draft, fact, name, class_)
    if name not in draft.performed:
        basis = draft.basis(fact)
        draft.point(name, "igr:verb", f"scheme/verb/{verb}", basis)
        draft.point(name, "igr:mode", f"scheme/act-mode/{_mode(draft, fact)}", basis)


def _mode(draft: Draft, fact: Fact) -> str:
    """Return how a text tells an act that none was read for: what stands within another act is reported."""
    if any(a.span.covers(fact.spans[0]) for a in draft.reading.acts):
        return "reported"
    return "preambular" if draft.reading.document.block(fact.block).kind == "preamble" else "operative"


def request(draft: Draft, fact: Fact, name: str) -> None:
    """Write a request, invitation, instruction, urging or call."""
    performed(draft, fact, name, "Request", "requests")
    _issuer(draft, fact, name)
    _request_parts(draft, fact, name)
    draft.link(name, "igr:inDecision", fact, "in")
    for slot in fact.slots.get("due", ()):
        entity, term = draft.entity(slot), date_term(slot.value)
        if entity is not None and entity.kind == "meeting":
            _meeting(draft, fact, name, slot)
        elif term is not None:
            draft.builder.fact(name, "igr:dueDate", term, draft.basis(fact, slot))


def _issuer(draft: Draft, fact: Fact, name: str) -> None:
    """Write who issues a request: what a decision requests, the body that took it; it follows from both."""
    numbers = {slot.value for slot in fact.slots.get("in", ())}
    takings = [f for f in draft.reading.facts if f.type == "decision" and numbers & _values(f, "number")]
    for slot in fact.slots.get("issuer", ()):
        target = draft.target(slot) or draft.group(slot, fact)
        taken = [draft.basis(f, slot).spans for f in takings if any(p.covers(slot.spans[0]) for p in f.spans)]
        if any(span.covers(slot.spans[0]) for span in fact.spans) or not taken:
            draft.point(name, "igr:issuer", target, draft.basis(fact, slot))
            continue
        stated = draft.basis(fact, *fact.slots.get("in", ())).spans
        basis = Basis(tuple(dict.fromkeys((*fact.spans, *stated, *taken[0]))), fact.rule, IMPLIED)
        draft.point(name, "igr:issuer", target, basis)


def _values(fact: Fact, name: str) -> set[str]:
    return {slot.value for slot in fact.slots.get(name, ())}


def submission(draft: Draft, fact: Fact, name: str) -> None:
    """Write that something is or was handed in."""
    performed(draft, fact, name, "Submission", "other")
    draft.actors(name, "igr:agent", fact, "by")
    draft.actors(name, "igr:receiver", fact, "to")
    draft.link(name, "igr:underDecision", fact, "under")
    draft.value(name, "igr:underParagraph", fact, "paragraph")
    draft.link(name, "igr:submits", fact, "what")
    draft.words(name, "igr:content", fact, "what")


def view(draft: Draft, fact: Fact, name: str) -> None:
    """Write a view that somebody holds."""
    performed(draft, fact, name, "View", "considers")
    draft.actors(name, "igr:heldBy", fact, "holder")
    draft.actors(name, "igr:addressee", fact, "addressee")
    draft.words(name, "igr:content", fact, "content")


def thanks(draft: Draft, fact: Fact, name: str) -> None:
    """Write whom somebody thanks, and for what."""
    performed(draft, fact, name, "Appreciation", "appreciates")
    draft.actors(name, "igr:agent", fact, "by")
    draft.actors(name, "igr:appreciates", fact, "to")
    draft.words(name, "igr:content", fact, "for", "content")


def honour(draft: Draft, fact: Fact, name: str) -> None:
    """Write that somebody is honoured by somebody's presence."""
    performed(draft, fact, name, "Appreciation", "expresses")
    draft.actors(name, "igr:agent", fact, "by")
    draft.link(name, "igr:about", fact, "person", "meeting")
    draft.words(name, "igr:content", fact, "content")


def extension(draft: Draft, fact: Fact, name: str) -> None:
    """Write the prolongation of a mandate or body."""
    performed(draft, fact, name, "Extension", "extends")
    for slot in fact.slots.get("extended", ()):
        target = draft.target(slot) or draft.body_in(slot)
        if target is not None:
            draft.point(name, "igr:extends", target, draft.basis(fact, slot))
    draft.words(name, "igr:content", fact, "extended")
    draft.date(name, "igr:untilDate", fact, "until")
    for by in fact.slots.get("by", ()):
        entity = draft.entity(by)
        if entity is not None:
            predicate = "igr:inDecision" if entity.kind == "decision" else "igr:agent"
            draft.point(name, predicate, draft.target(by) or "", draft.basis(fact, by))


def discharge(draft: Draft, fact: Fact, name: str) -> None:
    """Write what discharges a request.

    What a text hands in and only calls by a word (the final report) is the document that does so: the
    annex with a maker of its own, or the whole.
    """
    for slot in fact.slots.get("by", ()):
        target, premises = draft.target(slot), [slot]
        if target is None:
            target, heading = _own_document(draft, fact)
            premises += heading
        basis = Basis(
            tuple(dict.fromkeys((*fact.spans, *(p for s in premises for p in s.spans)))), fact.rule, IMPLIED
        )
        for request_ in fact.slots.get("request", ()):
            subject = draft.names.get(request_.ref)
            if subject is not None:
                draft.point(subject, "igr:dischargedBy", target, basis)
        for done in fact.slots.get("submission", ()):
            subject = draft.names.get(done.ref)
            if subject is not None:
                draft.point(subject, "igr:submits", target, basis)


def _own_document(draft: Draft, fact: Fact) -> tuple[str, list[Slot]]:
    """Return the document that a fact stands in, and the heading that shows it."""
    annex = draft.names.annex(fact.block)
    for other in draft.reading.facts:
        if other.type == "annex-document" and draft.names.get(other.id) == annex:
            return annex or draft.document, all_of(other, "block")
    return draft.document, []


def reported_result(draft: Draft, fact: Fact, name: str) -> None:
    """Write what a text tells as done, without saying that it answers the request."""
    for slot in fact.slots.get("request", ()):
        subject = draft.target(slot)
        if subject is not None:
            draft.link(subject, "igr:hasReportedResult", fact, "result")


WRITERS: dict[str, Writer] = {
    "request": request,
    "submission": submission,
    "view": view,
    "thanks": thanks,
    "honour": honour,
    "extension": extension,
    "discharge": discharge,
    "reported-result": reported_result,
}
