"""A reading in the annotation format ``igr-annotation/1``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from igr_kg.model import Act, Fact, Mention, Reading, Slot, Span

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


def to_annotation(reading: Reading) -> dict[str, Any]:
    """Return a reading as one JSON document of the annotation format.

    Beside the keys of the format it has ``statements`` (facts of the project's own types, with every
    slot and its spans), ``entities`` and ``findings``.

    :param reading: what was read from one language version
    """
    document = reading.document
    return {
        "format": FORMAT,
        "source": {
            "file": document.name,
            "sha256": document.source_sha256,
            "chars": len(document.text),
            "language": document.language,
        },
        "document": _fields(reading),
        "blocks": [
            {"id": b.id, "kind": b.kind, "label": b.label, "parent": b.parent, "start": b.start, "end": b.end}
            for b in document.blocks
        ],
        "mentions": [_mention(m) for m in reading.mentions],
        "acts": [_act(a) for a in reading.acts],
        "facts": [_fact(f, FACT_SLOTS[f.type]) for f in reading.facts if f.type in FACT_SLOTS],
        "statements": [_statement(f) for f in reading.facts if f.type not in FACT_SLOTS],
        "entities": [
            {"id": e.id, "kind": e.kind, "key": e.key, "subkind": e.subkind, "names": [n for n, _ in e.names]}
            for e in reading.entities.values()
        ],
        "findings": list(reading.findings),
    }


def _fields(reading: Reading) -> dict[str, Any]:
    def first(name: str) -> str | None:
        slots = reading.fields.get(name, ())
        return slots[0].value if slots else None

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


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "kind": mention.kind,
        "value": mention.value,
        "key": mention.key,
        "block": mention.block,
        "start": mention.start,
        "end": mention.end,
        "entity": mention.entity,
        "rule": mention.rule,
    }


def _act(act: Act) -> dict[str, Any]:
    return {
        "verb": act.verb,
        "mode": act.mode,
        "by": act.by,
        "addressees": [slot.value for slot in act.addressees],
        "due": act.due,
        "block": act.block,
        "start": act.span.start,
        "end": act.span.end,
        "rule": act.rule,
    }


def _fact(fact: Fact, names: tuple[str, ...]) -> dict[str, Any]:
    slots = {name: fact.slots[name][0].value for name in names if fact.slots.get(name)}
    return {"type": fact.type, "slots": slots, "spans": _spans(fact.spans), "rule": fact.rule}


def _statement(fact: Fact) -> dict[str, Any]:
    slots = {name: [_slot(slot) for slot in slots] for name, slots in fact.slots.items()}
    return {"id": fact.id, "type": fact.type, "slots": slots, "spans": _spans(fact.spans), "rule": fact.rule}


def _slot(slot: Slot) -> dict[str, Any]:
    return {"value": slot.value, "spans": _spans(slot.spans), "ref": slot.ref}


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
