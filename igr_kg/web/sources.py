"""How the evidence of a statement is shown: each passage with its words, its place and a link to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from igr_kg.web import reader_links, state
from igr_kg.web.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Beside:
    """Where evidence is shown.

    :param part: IRI of the part beside which it is shown; its own words need no name of their place
    :param near: IRIs of the parts on the same page
    """

    part: str = ""
    near: Collection[str] = ()


ANYWHERE = Beside()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one passage.

    :param href: link to the words in the reader
    :param where: what the passage is called; empty where it is the one that is being read
    """

    words: str
    href: str
    where: str


@dataclass(frozen=True, slots=True)
class Source:
    """What a statement was read from.

    :param quotes: the words that state it, then those that it needs besides
    :param language: of the words
    """

    quotes: Sequence[Quote]
    language: str
    status: str
    status_label: str
    rule: str


def source(record: Evidence, beside: Beside = ANYWHERE) -> Source | None:
    """Return how a record of evidence is shown, or None when it names no passage."""
    if not record.passages:
        return None
    namer = state.namer()
    quotes = {
        (passage.quote, passage.part): Quote(
            passage.quote,
            f"#{reader_links.words_anchor(record, number)}"
            if passage.part in beside.near
            else reader_links.to_evidence(record, number),
            "" if passage.part == beside.part else namer.label(passage.part).whole,
        )
        for number, passage in reversed(list(enumerate(record.passages)))
    }
    status = record.status.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    return Source(
        quotes=list(reversed(quotes.values())),
        language=record.graph.rsplit("/", 1)[-1],
        status=status,
        status_label=state.texts().get(f"status.{status}", status),
        rule=record.rule.rsplit("/id/rule/", 1)[-1],
    )


def sources(records: Iterable[Evidence], beside: Beside = ANYWHERE) -> list[Source]:
    """Return the sources of a statement, each wording of a place once."""
    found: dict[tuple[tuple[str, str], ...], Source] = {}
    for record in records:
        shown = source(record, beside)
        if shown:
            found.setdefault(tuple((q.words, q.where) for q in shown.quotes), shown)
    return list(found.values())
