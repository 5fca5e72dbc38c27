"""Acts of small invented texts, for the tests of acts."""

from __future__ import annotations

from igr_kg.extract import acts
from igr_kg.model import Act, Document
from igr_kg.packs import language
from tests.gold_support import entities, invented

PACK = language.load("zh")
OPEN = ("preamble", "[body:渔业大会]，")


def read(*rows: tuple[str, str], tag: str = "zh") -> tuple[Document, tuple[Act, ...]]:
    document, mentions = invented(*rows, language=tag)
    return document, acts.find(document, mentions, entities(mentions), language.load(tag))


def told(*rows: tuple[str, str], tag: str = "zh") -> list[tuple[str, str, str | None]]:
    return [(a.verb, a.mode, a.by) for a in read(*rows, tag=tag)[1]]


def words(document: Document, act: Act) -> str:
    return document.view(act.block).slice(act.span)
