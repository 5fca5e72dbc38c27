"""A document's description of itself: symbol, kind, title, date, agenda item, meeting, issuer ...

What layout tells (``igr_kg.text.masthead``) is read with what is known of its words: the mention in a
session line is the meeting, the one in a date line the date. Nothing comes from the file's name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from igr_kg.extract.acts.agents import openings
from igr_kg.extract.slots import Slots, gather, reference, slot_of
from igr_kg.extract.venues import dates, venue
from igr_kg.model import Document, Entity, Mention, Slot, Span
from igr_kg.packs.fold import reading
from igr_kg.packs.language import LanguagePack
from igr_kg.packs.patterns import tag
from igr_kg.text.masthead import roles

_HALF_BRACKET = re.compile(r",?\(?((?<=[\d(,])[^\W\d]{1,4}|(?<=[)(])\w{1,4})\)")
_LOOSE = re.compile(r"\s+(?=[^\w\s]|\w{1,4}\))|(?<=[^\w\s])\s+|(?<=\d)\s+(?=\d)")
_DECISION_KINDS = frozenset({"decision", "resolution"})
_DATED = ("date", "distr", "month")
_OF_SESSIONS = frozenset({"compilation", "report"})


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a document: its parts by role, with the mentions of the whole text."""

    document: Document
    mentions: Sequence[Mention]
    entities: Mapping[str, Entity]
    pack: LanguagePack
    roles: Mapping[str, tuple[Span, ...]]

    def inside(self, span: Span, *kinds: str) -> tuple[Mention, ...]:
        """Return the outermost mentions of some kinds in a range, in order."""
        start, end = span.start, span.end
        found = [m for m in self.mentions if m.kind in kinds and start <= m.start and m.end <= end]
        return tuple(
            m
            for m in found
            if not any(o is not m and o.span.covers(m.span) and o.span != m.span for o in found)
        )

    def first(self, role: str, *kinds: str) -> Slot | None:
        """Return the first mention of some kinds in the places that have a role."""
        found = (m for span in self.roles.get(role, ()) for m in self.inside(span, *kinds))
        mention = next(found, None)
        return slot_of(mention) if mention is not None else None

    def words(self, span: Span) -> str:
        """Return a reader's text of a range, whatever blocks it lies in."""
        return reading(self.document.text, [span], self.pack.rules).text


def find(
    document: Document,
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
    pack: LanguagePack,
) -> Slots:
    """Return the fields of a document that the text gives, each with its spans.

    Fields: ``symbol number kind title date adopted agenda_item agenda meeting body place country start
    end issuer language``; ``number`` is a decision's own, ``adopted`` its date of adoption, ``agenda``
    the document that a footnote on the agenda item cites, ``body`` whose session or decision it is.

    :param document: with blocks and views
    :param mentions: of the whole document
    :param entities: by id
    :param pack: the document's language
    """
    found: dict[str, list[Span]] = {}
    for role, span in roles(document):
        found.setdefault(role, []).append(span)
    head = _Head(document, mentions, entities, pack, {r: tuple(s) for r, s in found.items()})
    number = _number(head)
    closing = _closing(head) if document.doctype != "compilation" else None
    adopted = _adopted(head, closing)
    title = _title(head)
    days = head.first("date-place", "date")
    start, end = dates(days) if days is not None else (None, None)
    places = [m for span in head.roles.get("date-place", ())[:1] for m in head.inside(span, "place")]
    country, place = venue(places, entities, greater_first=pack.words.get("places") != "city-first")
    described = gather(
        symbol=_symbol(head, number),
        number=number,
        title=title,
        date=adopted or next(filter(None, (head.first(r, "date") for r in _DATED)), None),
        adopted=adopted,
        agenda_item=_agenda_item(head),
        agenda=_agenda(head),
        meeting=_meeting(head, closing),
        body=_body(head),
        place=place,
        country=country,
        start=start,
        end=end,
        issuer=_issuer(head),
    )
    return described | _kind(head, described)


def _symbol(head: _Head, number: Slot | None) -> Slot | None:
    """Return the symbol that the text prints, or its own number where it prints no symbol."""
    document = head.document
    if document.symbol and document.symbol_spans:
        return Slot(document.symbol, document.symbol_spans)
    return number if document.doctype in _DECISION_KINDS else None


def _number(head: _Head) -> Slot | None:
    spans = head.roles.get("decision-number", ())
    if not spans or head.document.doctype not in _DECISION_KINDS:
        return None
    return Slot("".join(head.words(spans[0]).split()), spans[:1])


def _kind(head: _Head, described: Slots) -> dict[str, tuple[Slot, ...]]:
    """Return kind and language, evident from the issuer's line, the number, the title or the first words."""
    shown = (described.get(n) for n in ("issuer", "number", "title", "symbol", "meeting"))
    first = head.document.blocks[0].span if head.document.blocks else Span(0, 1)
    spans = next((slots[0].spans for slots in shown if slots), (first,))
    issued = head.roles.get("issuer") or head.roles.get("adopted") or spans
    return gather(
        kind=Slot(head.document.doctype, issued[:1]), language=Slot(head.document.language, (first,))
    )


def _title(head: _Head) -> Slot | None:
    spans = head.roles.get("title", ())
    if not spans:
        return None
    words = head.words(spans[0])
    for pattern in head.pack.makers("fields.title-note"):
        view = reading(head.document.text, [spans[0]], head.pack.rules)
        for match in pattern.find(view):
            words = words[: match.start]
            return Slot(words, (view.span(0, match.start),)) if words else None
    return Slot(words, spans[:1])


def _agenda_item(head: _Head) -> Slot | None:
    """Return the number of the agenda item, with blanks only around a word: ``4(c)``, ``2.3 и 7``."""
    for span in head.roles.get("agenda-item", ()):
        view = reading(head.document.text, [span], head.pack.rules)
        for match in head.pack.makers("fields.agenda-item").find(view):
            item = _HALF_BRACKET.sub(r"(\1)", _LOOSE.sub("", match.texts["item"].strip()))
            return Slot(item, (match.spans["item"],))
    return None


def _agenda(head: _Head) -> Slot | None:
    """Return the document that the footnote on the agenda item is: the agenda."""
    for span in head.roles.get("agenda-item", ()):
        line = head.words(span)
        for block in head.document.blocks:
            if block.kind == "note" and block.label and block.label in line:
                cited = head.inside(block.span, "document")
                if cited:
                    return Slot(cited[0].value, (cited[0].span, span), cited[0].entity)
    return None


def _closing(head: _Head) -> Slot | None:
    """Return the line that closes a decision with day and meeting, as a slot over its words.

    It may stand behind an annex, where no line before the annex closes the decision.
    """
    patterns = head.pack.makers("fields.closing")
    if not patterns:
        return None
    plain = [b for b in reversed(head.document.blocks) if b.kind == "paragraph" and b.label is None]
    main = [b for b in plain if "annex" not in b.container]
    for block in (*main, *(b for b in plain[:2] if b not in main)):
        view = head.document.view(block.id)
        inside = [m for m in head.mentions if block.start <= m.start and m.end <= block.end]
        tagged = tag(view, inside)
        if any(patterns.at(tagged, 0)):
            return Slot(view.text, (block.span,))
    return None


def _adopted(head: _Head, closing: Slot | None) -> Slot | None:
    """Return the date of adoption: in the adoption line, the closing line, or over a bare number."""
    if head.document.doctype not in _DECISION_KINDS | {"declaration"}:
        return None
    found = head.first("adopted", "date")
    if found is None and closing is not None:
        dates = head.inside(closing.spans[0], "date") or _dates_before(head, closing.spans[0])
        found = slot_of(dates[0]) if dates else None
    if found is None and "symbol" not in head.roles and "distr" not in head.roles:
        found = head.first("date", "date")
    return found


def _dates_before(head: _Head, span: Span) -> tuple[Mention, ...]:
    """Return the date that stands alone in the block before the closing line."""
    blocks = [b for b in head.document.blocks if b.end <= span.start]
    if not blocks or blocks[-1].kind != "paragraph" or blocks[-1].label is not None:
        return ()
    dates = head.inside(blocks[-1].span, "date")
    alone = [d for d in dates if d.start == blocks[-1].start and blocks[-1].end - d.end <= 1]
    return tuple(alone)


def _meeting(head: _Head, closing: Slot | None) -> Slot | None:
    """Return the session of the head, of a report's or compilation's title, or of the adoption.

    A statement says in its first paragraph at which meeting it was made.
    """
    named = head.first("session", "meeting") or head.first("adopted", "meeting") or _on_cover(head)
    if named is None and head.document.doctype in _OF_SESSIONS:
        named = head.first("title", "meeting")
    if named is None and head.document.doctype == "statement":
        first = next((b for b in head.document.blocks if b.kind == "paragraph"), None)
        spoken = head.inside(first.span, "meeting") if first else ()
        named = slot_of(spoken[0]) if spoken else None
    if named is None and closing is not None:
        found = head.inside(closing.spans[0], "meeting")
        named = slot_of(found[0]) if found else None
    return named


def _on_cover(head: _Head) -> Slot | None:
    """Return the first meeting that the cover names, where no line is a session line."""
    covers = [b for b in head.document.blocks if b.kind == "cover" and "annex" not in b.container]
    found = [m for b in covers[:1] for m in head.inside(b.span, "meeting")]
    return slot_of(found[0]) if found else None


def _body(head: _Head) -> Slot | None:
    """Return the body that opens a decision, or the nearest organ over the session line."""
    if head.document.doctype in _DECISION_KINDS:
        opened = openings(head.document, head.mentions)
        first = next((m for m in opened.values()), None)
        if first is not None:
            return slot_of(first)
    sessions = head.roles.get("session", ())
    organs = [m for span in head.roles.get("organ", ()) for m in head.inside(span, "body")]
    cover = next((b for b in head.document.blocks if b.kind == "cover"), None)
    if sessions and cover is not None:
        above = Span(cover.start, sessions[0].start)
        organs = sorted(head.inside(above, "body"), key=lambda m: m.end)
    return slot_of(organs[-1]) if organs else None


def _issuer(head: _Head) -> Slot | None:
    """Return the office or body of the line that says whose note or report it is."""
    for span in head.roles.get("issuer", ()):
        makers = head.inside(span, "role", "body")
        if makers:
            whole = Span(makers[0].start, makers[-1].end)
            return Slot(head.words(whole), (whole,), reference(makers[-1].span, makers))
        view = reading(head.document.text, [span], head.pack.rules)
        for match in head.pack.makers("fields.issuer").find(view):
            return Slot(match.texts["issuer"], (match.spans["issuer"],))
    return None
