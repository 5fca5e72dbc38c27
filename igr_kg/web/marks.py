"""Marks in the text of a block: which words name which thing, and what was read from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from igr_kg.graph import quads
from igr_kg.web import align, segments
from igr_kg.web.evidence import Evidence
from igr_kg.web.labels import Namer
from igr_kg.web.names import document_name
from igr_kg.web.reader_links import words_anchor

NAMING = (
    *("igr:attestedName", "igr:shortForm", "igr:outcomeName", "igr:officeTitle", "igr:number"),
    *("skos:prefLabel", "dcterms:identifier"),
)
"""Properties whose evidence is the words that name the subject."""

_TEXTS = (f"{quads.XSD}string", quads.PREFIXES["rdf"] + "langString")
_DATES = ("date", "gYear", "gYearMonth")
_LONGEST = {0: 60, 1: 24}
_CLASSES = {
    **dict.fromkeys(("GovernanceBody", "ProposedBody", "ActorGroup", "GroupMembers"), "body"),
    **dict.fromkeys(("Meeting", "Session", "SpecialSession"), "meeting"),
    **dict.fromkeys(("Place", "City", "Country"), "place"),
    **{name: name.lower() for name in ("Decision", "Document", "Person", "Office", "Instrument", "Process")},
}
_THINGS = frozenset(
    (
        "body",
        "meeting",
        "decision",
        "document",
        "person",
        "place",
        "country",
        "office",
        "instrument",
        "process",
    )
)


class BlockText(Protocol):
    """What a block must have to be marked."""

    @property
    def iri(self) -> str:
        """The part's IRI."""

    @property
    def text(self) -> str:
        """Its text, joined."""

    @property
    def start(self) -> int:
        """Offset of its first character in the text as read."""

    @property
    def end(self) -> int:
        """Offset after its last character."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of the text.

    :param href: page of the thing that the words name, or None
    :param kind: what the thing is, for its colour; ``statement`` for words that only state something;
        ``""`` for text without a mark
    :param title: what the thing is called
    :param words: the wordings (numbers of :class:`Wordings`) that cover the piece
    :param anchors: by wording, the anchors of the records whose words begin here for the first time
    """

    text: str
    kind: str = ""
    href: str | None = None
    title: str = ""
    words: Sequence[int] = ()
    anchors: Sequence[tuple[int, Sequence[str]]] = ()


class Wordings:
    """Numbers for the records of a page: those that rest on the same passages have the same one.

    What was read and the words that it was read from are joined by these numbers, so that a page need
    not name each record at each of its words.
    """

    def __init__(self, records: Iterable[Evidence]) -> None:
        numbers: dict[object, int] = {}
        self._of = {r.key: numbers.setdefault(r.passages, len(numbers) + 1) for r in records}

    def __call__(self, keys: Iterable[str]) -> list[int]:
        """Return the numbers of some records (their keys), each once, in order."""
        return list(dict.fromkeys(self._of[key] for key in keys if key in self._of))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One range of the block: the record it belongs to and the thing that it names.

    :param anchor: of its words
    """

    key: str
    anchor: str
    priority: int
    thing: str | None
    kind: str


def kind_of(local: str, types: Iterable[str] = ()) -> str:
    """Return what a thing is by its local name: ``body``, ``meeting`` ... or ``statement``.

    :param types: names of its classes, which tell what a thing is that no authority row names

    >>> kind_of("id/body/unep"), kind_of("id/document/a-1/par/2/act/1"), kind_of("id/document/a-1")
    ('body', 'statement', 'document')
    """
    name = document_name(local)
    if name is not None:
        if name.part.startswith("name/"):
            return next((_CLASSES[type_] for type_ in types if type_ in _CLASSES), "body")
        return "statement" if name.statement or name.part else "document"
    kind = local.split("/")[1] if local.startswith("id/") and "/" in local else ""
    return kind if kind in _THINGS else "statement"


def thing_kind(namer: Namer, iri: str) -> str:
    """Return what a thing (IRI) is, for its colour."""
    types = namer.facts(iri).of(iri, "rdf:type")
    return kind_of(namer.addresses.local(iri) or "", (quads.value(t).rpartition("#")[2] for t in types))


def _named(namer: Namer, record: Evidence) -> tuple[int, str | None, str]:
    """Return how surely a record's words name a thing (0 best), the thing, and its kind."""
    subject, predicate, value = record.triple
    about = quads.value(subject)
    about_kind = thing_kind(namer, about)
    if predicate == namer.data.term("igr:mentions"):
        target = quads.value(value)
        kind = thing_kind(namer, target)
        return (0, target, kind) if kind != "statement" else (2, None, "statement")
    if about_kind != "statement" and predicate == namer.data.term("rdf:type"):
        return 1, about, about_kind
    if about_kind != "statement" and predicate in {namer.data.term(name) for name in NAMING}:
        return 0, about, about_kind
    if (quads.datatype(value) or "").rsplit("#", 1)[-1] in _DATES:
        return 1, about if about_kind != "statement" else None, "date"
    return 2, None, "statement"


def _is_clause(record: Evidence) -> bool:
    """Tell whether a name was read from many more words than it has: these are no mark of it."""
    value = record.triple[2]
    if quads.is_iri(value) or quads.datatype(value) not in _TEXTS:
        return False
    return len(record.passages[0].quote) > 2 * len(quads.value(value)) + 2


def named_by(namer: Namer, record: Evidence) -> str | None:
    """Return the thing (IRI) that a record only says is named, or None for one that states something."""
    priority, thing, _ = _named(namer, record)
    is_type = record.triple[1] == namer.data.term("rdf:type")
    return thing if priority == 0 or (is_type and priority == 1) else None


def _readings(
    namer: Namer, part: BlockText, records: Sequence[Evidence]
) -> tuple[list[_Reading], list[align.Quote]]:
    readings, quotes = [], []
    for record in records:
        priority, thing, kind = _named(namer, record)
        for number, passage in enumerate(record.passages):
            if passage.part == part.iri:
                names = number == 0 and not _is_clause(record)
                anchor = words_anchor(record, number)
                told = (priority, thing, kind) if names else (2, None, "statement")
                readings.append(_Reading(record.key, anchor, *told))
                quotes.append(align.Quote(passage.start, passage.end, passage.quote))
    return readings, quotes


def marks(namer: Namer, part: BlockText, records: Sequence[Evidence], wordings: Wordings) -> list[Mark]:
    """Return the text of a block in pieces, marked with what was read from them.

    Words that cannot be found in the text have their anchor at its beginning.
    """
    readings, quotes = _readings(namer, part, records)
    located = align.locate(part.text, part.start, part.end, quotes)
    placed = [(reading, place) for reading, place in zip(readings, located, strict=True) if place]
    ranges = [place for _, place in placed]
    lost = [reading for reading, place in zip(readings, located, strict=True) if not place]
    found = [Mark("", anchors=_anchors(lost, wordings))] if lost else []
    for piece in segments.cut(len(part.text), ranges):
        covering = [placed[i][0] for i in piece.covering]
        anchors = _anchors([placed[i][0] for i in piece.opening], wordings)
        words = wordings(reading.key for reading in covering)
        text = part.text[piece.start : piece.end]
        found.append(replace(_mark(namer, text, covering, ranges, piece), words=words, anchors=anchors))
    return found


def _anchors(opening: Sequence[_Reading], wordings: Wordings) -> list[tuple[int, Sequence[str]]]:
    first = {reading.anchor: reading.key for reading in reversed(opening)}
    by: dict[int, list[str]] = {}
    for anchor, key in sorted(first.items()):
        for number in wordings([key]):
            by.setdefault(number, []).append(anchor)
    return list(by.items())


def _mark(
    namer: Namer,
    text: str,
    covering: Sequence[_Reading],
    ranges: Sequence[tuple[int, int]],
    piece: segments.Piece,
) -> Mark:
    if not covering:
        return Mark(text)
    lengths = [ranges[i][1] - ranges[i][0] for i in piece.covering]
    named = [
        (length, reading.priority, index)
        for index, (reading, length) in enumerate(zip(covering, lengths, strict=True))
        if reading.kind != "statement" and length <= _LONGEST.get(reading.priority, 0)
    ]
    if not named:
        return Mark(text, "statement")
    best = covering[min(named)[2]]
    href = namer.addresses.href(best.thing) if best.thing else None
    return Mark(text, best.kind, href, namer.label(best.thing).plain if best.thing else "")
