"""Small invented documents and what is stated in them, as values by slot."""

from __future__ import annotations

from collections.abc import Mapping

from igr_kg.extract import acts, facts
from igr_kg.extract.slots import Slots
from igr_kg.model import Document, Fact, Mention
from igr_kg.packs import language
from tests.gold_support import entities, invented

PACK = language.load("zh")
OPEN = ("preamble", "[body:渔业大会]，")


def read(*rows: tuple[str, str], fields: Slots | None = None) -> tuple[Fact, ...]:
    document, mentions = invented(*rows)
    return stated(document, mentions, fields or {})


def stated(document: Document, mentions: tuple[Mention, ...], fields: Slots) -> tuple[Fact, ...]:
    things = entities(mentions)
    done = acts.find(document, mentions, things, PACK)
    return facts.find(document, mentions, things, done, fields, PACK)


def values(found: tuple[Fact, ...], type_: str) -> list[Mapping[str, str]]:
    more = {"act", "block", "addressees", "by_act", "held", "called"}
    keep = more if type_ != "participation" else {"by_act"}
    return [
        {name: slots[0].value for name, slots in f.slots.items() if name not in keep}
        for f in found
        if f.type == type_
    ]


def one(found: tuple[Fact, ...], type_: str) -> Mapping[str, str]:
    (record,) = values(found, type_)
    return record
