"""A reading in the annotation format ``igr-annotation/1``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from igr_kg.model import Act, Fact, Mention, Reading, Slot, Span
from igr_kg.packs import language
from igr_kg.packs.fold import printed, without

FORMAT = "igr-annotation/1"

FACT_SLOTS: Mapping[str, tuple[str, ...]] = {
    "meeting": ("body", "ordinal", "kind", "place", "country", "start", "end", "represented"),
    "decision": ("number", "body", "date"),
    "establishment": ("established", "by", "date"),
    "extension": ("extended", "until", "by"),
    "request": ("issuer", "addressee", "channel", "capacity", "due", "in"),
    "participation": ("person", "role", "act", "meeting"),
    "officer": ("person", "office", "state", "group"),
    "input": ("from", "channel", "to"),
    "submission": ("what", "by", "to", "under"),
    "option": ("label", "content"),
    "assessment": ("option", "stance", "holder"),
    "response": ("label", "topic"),
    "measure": ("of", "content"),
    "aim": ("of", "content"),
    "citation": ("cited", "paragraph", "block"),
    "vote": ("for", "against", "abstaining", "result"),
}
"""The fact types of the format with their slots; everything else goes under ``statements``."""

_NORMAL = frozenset(
    {"ordinal", "represented", "for", "against", "abstaining", "paragraph", "date", "meeting"}
)
_NORMAL |= frozenset({"start", "end", "until", "due", "kind", "act"})
"""Slots, and kinds of mentions, whose values are normal forms and not words of the text."""


Words = Callable[[str, Iterable[Span]], str]
"""Gives a value that was read in some ranges in the characters of the text, without its blanks."""


def to_annotation(reading: Reading) -> dict[str, Any]:
    """Return a reading as one JSON document of the annotation format.

    Beside the keys of the format it has ``statements`` (facts of the project's own types, with every
    slot and its spans), ``entities`` and ``findings``.

    :param reading: what was read from one language version
    """
    document = reading.document
    words = _printer(reading)
    return {
        "format": FORMAT,
        "source": {
            "file": document.name,
            "sha256": document.source_sha256,
            "chars": len(document.text),
            "language": document.language,
        },
        "document": _fields(reading, words),
        "blocks": [
            {"id": b.id, "kind": b.kind, "label": b.label, "parent": b.parent, "start": b.start, "end": b.end}
            for b in document.blocks
        ],
        "mentions": [_mention(m, words) for m in reading.mentions],
        "acts": [_act(a, words) for a in reading.acts],
        "facts": [_fact(f, FACT_SLOTS[f.type], words) for f in reading.facts if f.type in FACT_SLOTS],
        "statements": [_statement(f) for f in reading.facts if f.type not in FACT_SLOTS],
        "entities": [
            {"id": e.id, "kind": e.kind, "key": e.key, "subkind": e.subkind, "names": [n for n, _ in e.names]}
            for e in reading.entities.values()
        ],
        "findings": list(reading.findings),
    }


def _printer(reading: Reading) -> Words:
    document = reading.document
    rules = language.load(document.language).rules
    furniture = tuple(b.span for b in document.blocks if b.kind == "furniture")
    named = {mention.value: mention.span for mention in reading.mentions}

    def words(value: str, spans: Iterable[Span]) -> str:
        known = (named[value],) if value in named else ()
        places = (without(span, furniture) for span in (*spans, *known))
        shown = printed(document.text, places, rules, value)
        return shown if " " in value else shown.replace(" ", "")

    return words


def _fields(reading: Reading, words: Words) -> dict[str, Any]:
    def first(name: str) -> str | None:
        slots = reading.fields.get(name, ())
        return words(slots[0].value, slots[0].spans) if slots else None

    meeting = first("meeting")
    ordinal, _, kind = (meeting or "").partition(":")
    return {
        "symbol": first("symbol"),
        "kind": first("kind"),
        "title": first("title"),
        "date": first("date"),
        "agenda_item": first("agenda_item"),
        "meeting": {"ordinal": int(ordinal), "kind": kind} if ordinal.isdigit() else None,
    }


def _mention(mention: Mention, words: Words) -> dict[str, Any]:
    return {
        "kind": mention.kind,
        "value": mention.value if mention.kind in _NORMAL else words(mention.value, [mention.span]),
        "key": mention.key,
        "block": mention.block,
        "start": mention.start,
        "end": mention.end,
        "entity": mention.entity,
        "rule": mention.rule,
    }


def _act(act: Act, words: Words) -> dict[str, Any]:
    agents = [span for slot in act.parts.get("by", ()) for span in slot.spans]
    return {
        "verb": act.verb,
        "mode": act.mode,
        "by": words(act.by, agents) if act.by else act.by,
        "addressees": [words(slot.value, slot.spans) for slot in act.addressees],
        "due": act.due,
        "block": act.block,
        "start": act.span.start,
        "end": act.span.end,
        "rule": act.rule,
    }


def _fact(fact: Fact, names: tuple[str, ...], words: Words) -> dict[str, Any]:
    first = {name: fact.slots[name][0] for name in names if fact.slots.get(name)}
    slots = {n: s.value if n in _normal(fact) else words(s.value, s.spans) for n, s in first.items()}
    if fact.type == "participation" and "role" in slots and "person" not in slots:
        slots["person"] = slots.pop("role")  # who is told by the office alone takes part as that
    return {"type": fact.type, "slots": slots, "spans": _spans(fact.spans), "rule": fact.rule}


def _normal(fact: Fact) -> frozenset[str]:
    """Return the slots of a fact that hold normal forms; the meeting that somebody attended is words."""
    return _NORMAL - {"meeting"} if fact.type == "participation" else _NORMAL


def _statement(fact: Fact) -> dict[str, Any]:
    slots = {name: [_slot(slot) for slot in slots] for name, slots in fact.slots.items()}
    return {"id": fact.id, "type": fact.type, "slots": slots, "spans": _spans(fact.spans), "rule": fact.rule}


def _slot(slot: Slot) -> dict[str, Any]:
    return {"value": slot.value, "spans": _spans(slot.spans), "ref": slot.ref}


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
