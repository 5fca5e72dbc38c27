"""Entities: what a body, person, office, place, instrument is called, what it is, and where it is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from igr_kg.graph import countries
from igr_kg.graph.builder import Basis
from igr_kg.graph.draft import Draft
from igr_kg.graph.quads import literal
from igr_kg.model import Entity, Mention, Span

_CLASSES: Mapping[tuple[str, str], str] = {
    ("body", "group"): "ActorGroup",
    ("body", "proposed"): "ProposedBody",
    ("body", "members"): "GroupMembers",
    ("place", "country"): "Country",
    ("place", "city"): "City",
    ("instrument", "process"): "Process",
}
_CLASS = {
    "body": "GovernanceBody",
    "person": "Person",
    "role": "Office",
    "place": "Place",
    "instrument": "Instrument",
    "document": "Document",
    "decision": "Decision",
    "meeting": "Meeting",
}
_KEYED = {"body": "GovernanceBody", "group": "ActorGroup", "country": "Country", "place": "City"}
"""Key of an authority row -> class: the row decides, so that a document never contradicts it."""

_MEETING_CLASS = {"session": "Session", "special-session": "SpecialSession"}
_LINKS: Mapping[tuple[str, str], str] = {
    ("role", "body"): "igr:officeOf",
    ("role", "state"): "igr:officeOf",
    ("place", "country"): "igr:country",
    ("meeting", "body"): "igr:meetingOf",
    ("decision", "body"): "igr:decidedBy",
    ("body", "exampleOf"): "igr:exampleOf",
    ("body", "membersOf"): "igr:membersOf",
    ("body", "memberOf"): "igr:memberOfGroup",
    ("body", "parent"): "igr:parentBody",
}


def write(draft: Draft) -> None:
    """Add every entity that a mention names."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in draft.reading.mentions:
        if mention.entity is not None:
            mentions[mention.entity].append(mention)
    for ident, entity in draft.reading.entities.items():
        places = mentions.get(ident, [])
        name = draft.names.get(ident)
        if name is not None and (places or entity.names):
            _write(draft, entity, name, places)


def _write(draft: Draft, entity: Entity, name: str, mentions: Sequence[Mention]) -> None:
    """Write where a thing is mentioned and what it is called; what only points back is no name of it."""
    bare = all(span in entity.pointers for _, spans in entity.names for span in spans)
    for words, spans in entity.names:
        rule = _rule(mentions, spans)
        for span in spans:
            shown = _shown(draft, entity, words, span, rule)
            part = draft.builder.part(draft.builder.holding(span.start))
            if part != name:
                draft.point(part, "igr:mentions", name, shown)
        named = [span for span in spans if bare or span not in entity.pointers]
        if not named or draft.names.is_described(entity.id):
            continue
        for span in named:
            _name(draft, entity, name, words, _shown(draft, entity, words, span, rule))
        first = _shown(draft, entity, words, named[0], rule)
        for class_ in _classes(entity, mentions):
            draft.builder.fact(name, "rdf:type", draft.builder.term(f"igr:{class_}"), first)
        if entity.subkind == "government":
            draft.point(name, "igr:bodyKind", "scheme/body-kind/government", first)
            country = countries.governed(entity.name, draft.language)
            if country is not None:
                draft.point(name, "igr:governmentOf", country, first)
    for words, place in entity.shorts:
        draft.words_of(name, "igr:shortForm", words, Basis((place,), _rule(mentions, ())))
    _link(draft, entity, name, _rule(mentions, ()))


def _name(draft: Draft, entity: Entity, name: str, words: str, basis: Basis) -> None:
    if entity.kind == "document":
        draft.builder.fact(name, "dcterms:identifier", literal(entity.id.partition(":")[2] or words), basis)
    elif entity.kind == "decision":
        draft.builder.fact(name, "igr:number", literal(entity.id.rpartition(":")[2] or words), basis)
    elif entity.kind == "meeting":
        draft.words_of(name, "igr:attestedName", draft.builder.said(basis.spans[0]), basis)
    else:
        draft.words_of(name, "igr:attestedName", words, basis)
    if entity.kind == "role":
        draft.words_of(name, "igr:officeTitle", words, basis)


def _link(draft: Draft, entity: Entity, name: str, rule: str) -> None:
    for relation, target_id, spans in entity.links:
        predicate = _LINKS.get((entity.kind, relation))
        target = draft.names.get(target_id)
        basis = Basis(draft.introduced(spans), rule)
        if entity.kind == "body" and relation == "bodyKind":
            draft.point(name, "igr:bodyKind", f"scheme/body-kind/{target_id}", basis)
        elif predicate is not None and target is not None:
            draft.point(name, predicate, target, basis)


def _classes(entity: Entity, mentions: Sequence[Mention]) -> list[str]:
    if entity.kind == "meeting":
        kinds = {m.data.get("kind", "") for m in mentions}
        return [_MEETING_CLASS[k] for k in sorted(kinds) if k in _MEETING_CLASS] or ["Meeting"]
    keyed = _KEYED.get(entity.key.partition("/")[0]) if entity.key else None
    return [keyed or _CLASSES.get((entity.kind, entity.subkind), _CLASS[entity.kind])]


def _shown(draft: Draft, entity: Entity, words: str, span: Span, rule: str) -> Basis:
    return Basis((span, *draft.introduction(entity, words, span)), rule)


def _rule(mentions: Sequence[Mention], spans: Sequence[Span]) -> str:
    for mention in mentions:
        if mention.rule and (not spans or mention.span in spans):
            return mention.rule
    return "mention"
