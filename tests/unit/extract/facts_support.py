"""Small invented documents and what is stated in them, as values by slot."""

from __future__ import annotations

from collections.abc import Mapping

from igr_kg.extract import acts, facts
from igr_kg.extract.slots import Slots
from igr_kg.model import Document, Fact, Mention
from igr_kg.packs.language import load
from tests.gold_support import entities, invented

PACK = load("zh")
OPEN = ("preamble", "[body:渔业大会]，")


def read(*rows: tuple[str, str], fields: Slots | None = None, language: str = "zh") -> tuple[Fact, ...]:
    document, mentions = invented(*rows, language=language)
    return stated(document, mentions, fields or {})


def stated(document: Document, mentions: tuple[Mention, ...], fields: Slots) -> tuple[Fact, ...]:
    things = entities(mentions)
    pack = load(document.language)
    done = acts.find(document, mentions, things, pack)
    return facts.find(document, mentions, things, done, fields, pack)


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
