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


Row = tuple[str, str]
Told = list[tuple[str, str, str | None]]


class Speaking:
    """Invented texts of one language, for the tests of its acts.

    :param opening: the line that opens a resolution, with its body marked
    """

    def __init__(self, tag: str, opening: str) -> None:
        self._tag = tag
        self.opening: Row = ("preamble", opening)

    def read(self, *rows: Row) -> tuple[Document, tuple[Act, ...]]:
        """Return a document of these rows and its acts."""
        return read(*rows, tag=self._tag)

    def told(self, *rows: Row) -> Told:
        """Return verb, mode and agent of the acts of these rows."""
        return told(*rows, tag=self._tag)

    def operative(self, words: str) -> tuple[Act, ...]:
        """Return the acts of a resolution whose first paragraph says some words."""
        return self.read(self.opening, ("paragraph", f"1. {words}"))[1]

    def narrated(self, words: str) -> Told:
        """Return the acts of a text that only tells something."""
        return self.told(("paragraph", words))


def words(document: Document, act: Act) -> str:
    return document.view(act.block).slice(act.span)
