"""The document itself, its annex with a maker of its own, what it cites, and processes it names."""

from __future__ import annotations

from collections.abc import Mapping

from igr_kg.graph.builder import IMPLIED, Basis
from igr_kg.graph.draft import Draft, Writer, all_of, as_fact, clause_around
from igr_kg.graph.quads import literal
from igr_kg.model import Act, Fact, Slot, Span


def fields(draft: Draft) -> None:
    """Write what the masthead and title page say of the document."""
    found = draft.reading.fields
    heading = Fact("", "document", found, _places(draft, found), "", "document.field")
    name = draft.document
    draft.type(name, "Document", heading)
    draft.value(name, "dcterms:identifier", heading, "symbol")
    draft.concept(name, "igr:documentKind", "document-kind", heading, "kind")
    draft.words(name, "dcterms:title", heading, "title")
    adopted, dated = heading.first("adopted"), heading.first("date")
    draft.date(name, "igr:adoptionDate", heading, "adopted")
    if dated and not (adopted and adopted.value == dated.value):
        draft.date(name, "igr:issueDate", heading, "date")
    draft.value(name, "igr:agendaItem", heading, "agenda_item")
    draft.link(name, "igr:forMeeting", heading, "meeting")
    draft.link(name, "igr:agenda", heading, "agenda", "agenda_document")
    draft.link(name, "igr:issuedBy", heading, "issuer")


def _places(draft: Draft, found: Mapping[str, tuple[Slot, ...]]) -> tuple[Span, ...]:
    for name in ("symbol", "title", "kind"):
        for slot in found.get(name, ()):
            return slot.spans[:1]
    document = draft.reading.document
    if document.symbol_spans:
        return document.symbol_spans[:1]
    first = next((b for b in document.blocks if b.kind != "furniture"), None)
    return (first.span,) if first else (Span(0, len(document.text)),)


def annex(draft: Draft, fact: Fact, name: str) -> None:
    """Write an annex that is a document of its own: another maker, title and date."""
    draft.type(name, "Document", fact)
    told = tuple(span for slot in all_of(fact, "annexed", "block") for span in slot.spans)
    draft.point(name, "igr:annexedTo", draft.document, Basis(told or fact.spans, fact.rule, fact.status))
    draft.words(name, "dcterms:title", fact, "title")
    draft.words(name, "igr:outcomeName", fact, "outcome")
    draft.actors(name, "igr:maker", fact, "maker")
    draft.date(name, "igr:documentDate", fact, "date")
    draft.link(name, "igr:forMeeting", fact, "meeting")
    draft.link(name, "igr:adoptedAt", fact, "adopted_at")


def adoptions(draft: Draft) -> None:
    """Write at which meeting an annexed outcome was adopted, where the main text tells of its adoption.

    The outcome that a body is told to have adopted at a meeting is the annex whose head names the same
    body and the same meeting; this follows from both passages, so it is implied. Where the text says what
    the annex carries, and where and when the meeting was held, that is a premise as well.
    """
    annexes = [f for f in draft.reading.facts if f.type == "annex-document"]
    for act in draft.reading.acts:
        if act.verb != "adopts":
            continue
        makers = {slot.ref for slot in act.parts.get("by", ())}
        for fact in annexes:
            maker, head = fact.first("maker"), fact.first("meeting")
            name = draft.names.get(fact.id)
            if maker is None or head is None or name is None or maker.ref not in makers:
                continue
            if draft.names.annex(act.block) is None and _names_meeting(draft, act, head):
                premises = [act.span, *maker.spans, *head.spans]
                premises += [s for slot in fact.slots.get("annexed", ()) for s in slot.spans]
                venue = [*fact.slots.get("place", ())[:1], *fact.slots.get("meeting", ())[:1]]
                premises += [clause_around(s, fact.spans) for slot in venue for s in slot.spans]
                premises += draft.basis(as_fact(act), *act.parts.get("by", ())).spans
                basis = Basis(tuple(dict.fromkeys(premises)), "document.adopted-annex", IMPLIED)
                draft.point(name, "igr:adoptedAt", draft.target(head) or "", basis)
                draft.point(draft.names.get(act.id) or "", "igr:adopts", name, basis)


def _names_meeting(draft: Draft, act: Act, meeting: Slot) -> bool:
    """Tell whether an act names a meeting: by its number or, as a meeting's fact shows, by its venue."""
    if any(m.entity == meeting.ref and act.span.covers(m.span) for m in draft.reading.mentions):
        return True
    wanted = draft.target(meeting)
    return any(
        fact.type == "meeting"
        and draft.names.get(fact.id) == wanted
        and any(act.span.covers(span) for span in fact.spans)
        for fact in draft.reading.facts
    )


def citation(draft: Draft, fact: Fact, name: str) -> None:
    """Write that a part cites a document or decision."""
    draft.type(name, "Citation", fact)
    block = fact.first("block")
    part = draft.names.part(block.ref if block and block.ref else fact.block)
    draft.point(name, "igr:citingPart", part, draft.basis(fact))
    draft.link(name, "igr:cites", fact, "cited")
    draft.value(name, "igr:citedParagraph", fact, "paragraph")


def topic(draft: Draft, fact: Fact, name: str) -> None:
    """Write that a part speaks of a topic."""
    for slot in fact.slots.get("topic", ()):
        part, target = draft.names.part(fact.block), f"scheme/topic/{slot.value}"
        for span in slot.spans:
            draft.point(part, "igr:mentionsTopic", target, Basis((span,), fact.rule, fact.status))


def naming(draft: Draft, fact: Fact, name: str) -> None:
    """Write that a process is called after the venue of a meeting, or so called."""
    for slot in all_of(fact, "process", "instrument"):
        subject = draft.target(slot)
        if subject is not None:
            draft.link(subject, "igr:namedAfterVenueOf", fact, "meeting")
            draft.words(subject, "igr:attestedName", fact, "called")


def work_of(draft: Draft, fact: Fact, name: str) -> None:
    """Write whose work a process is."""
    for slot in fact.slots.get("process", ()):
        subject = draft.target(slot)
        if subject is not None:
            draft.link(subject, "igr:workOf", fact, "body")


def result(draft: Draft, fact: Fact, name: str) -> None:
    """Write what a process or group produced and to whom it was submitted, each product by itself.

    The words by which it was submitted only point back, so what they point to is shown as well.
    """
    for number, content in enumerate(fact.slots.get("content", ())):
        product = _product(draft, fact, number) or name
        basis = draft.basis(fact, content)
        draft.builder.fact(product, "rdf:type", draft.builder.term("igr:Result"), basis)
        draft.words_of(product, "igr:content", content.value, basis)
        for slot in fact.slots.get("submitted_to", ()):
            given = draft.basis(fact, slot).spans
            both = Basis(tuple(dict.fromkeys((*given, *basis.spans))), fact.rule, fact.status)
            target = draft.target(slot)
            if target is not None:
                draft.point(product, "igr:submittedTo", target, both)
            for act in draft.reading.acts:
                if act.id in draft.handing and any(act.span.covers(span) for span in slot.spans):
                    draft.point(draft.names.get(act.id) or "", "igr:submits", product, both)
        for slot in fact.slots.get("producer", ()):
            producer = draft.target(slot)
            if producer is not None:
                draft.point(producer, "igr:produced", product, draft.basis(fact, slot, content))


def _product(draft: Draft, fact: Fact, number: int) -> str | None:
    """Return the local name of one of the products of a result: that of the fact about it, where one is."""
    content = fact.slots["content"][number]
    own = draft.names.get(content.ref) if content.ref in draft.facts else None
    return own or draft.names.member(fact, number)


def described(draft: Draft, fact: Fact, name: str) -> None:
    """Write what a text calls a document that it cites by symbol, and whose it is."""
    for slot in fact.slots.get("document", ()):
        subject = draft.target(slot)
        if subject is not None:
            draft.words(subject, "igr:attestedName", fact, "words")
            draft.link(subject, "igr:maker", fact, "maker")


def taken_up(draft: Draft, fact: Fact, name: str) -> None:
    """Write that an act is about, or builds on, what a process produced."""
    relation, act, whole = fact.first("relation"), fact.first("act"), fact.first("result")
    number = fact.first("number")
    if relation is None or act is None or whole is None or number is None:
        return
    told = draft.facts.get(whole.ref or "")
    if told is None:
        return
    product, subject = _product(draft, told, int(number.value)), draft.names.get(act.ref)
    if product is not None and subject is not None:
        predicate = "igr:basedOn" if relation.value == "basis" else "igr:about"
        draft.point(subject, predicate, product, draft.basis(fact))


def identifier(draft: Draft) -> None:
    """Write the symbol where the structure knows it and the masthead fields do not."""
    document = draft.reading.document
    if document.symbol and document.symbol_spans and "symbol" not in draft.reading.fields:
        for span in document.symbol_spans:
            basis = Basis((span,), "document.symbol")
            draft.builder.fact(draft.document, "dcterms:identifier", literal(document.symbol), basis)


WRITERS: dict[str, Writer] = {
    "annex-document": annex,
    "citation": citation,
    "topic": topic,
    "naming": naming,
    "work-of": work_of,
    "result": result,
    "described": described,
    "taken-up": taken_up,
}
