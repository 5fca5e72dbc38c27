"""Cover lines by role: session, date and place, agenda item, title, issuer; the same for annexes.

Which words make a line a session line or an issuer line is data of the language packs and of
``data/doctypes/structure.toml``; here stands only how the lines of a cover follow one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from igr_kg.model import Block, Document, Span
from igr_kg.packs.fold import is_cjk, reading
from igr_kg.text import flat, lines, signs
from igr_kg.text.cutting import skip
from igr_kg.text.lines import Piece, Wrap
from igr_kg.text.signs import Signs
from igr_kg.text.units import Units

_BRACKETED = re.compile(r"\(.*\)")
_TOKEN = re.compile(r"\S+")
_WIDE = re.compile(r"[ \u3000]{4,}|\t[ \t\u3000]*")
_BEFORE_TITLE = (
    *("agenda-item", "session", "date-place", "symbol", "distr", "emblem"),
    *("date", "month", "run-on", "record", "sponsors"),
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cover, or a part of one that holds several."""

    role: str | None
    piece: Piece


def roles(document: Document) -> tuple[tuple[str, Span], ...]:
    """Return what layout tells of a document, as role and range, in reading order.

    Roles of the main cover: ``emblem organ symbol distr date session date-place agenda-item agenda-title
    title issuer adopted``; of an annex: ``annex-date annex-body annex-meeting annex-date-place
    annex-title``; of a decision's heading: ``decision-number`` and ``title``. A title or a body that
    runs over several lines is one range. A line that no rule knows has no role.

    :param document: as :func:`igr_kg.text.structure` returns it
    """
    return _remembered(_Same(document))


class _Same:
    """A document as a key: the same one, not an equal one."""

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        self.document = document

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.document is other.document

    def __hash__(self) -> int:
        return id(self.document)


@lru_cache(2)
def _remembered(same: _Same) -> tuple[tuple[str, Span], ...]:
    """Return the roles of a document, which several readers ask for."""
    document = same.document
    known = signs.load(document.language)
    layout = _Layout(document, known)
    found: list[tuple[str, Span]] = []
    for block in document.blocks:
        if block.kind == "cover" and not (block.path or "").endswith("contents"):
            read = _annex_cover if "annex" in block.container else _main_cover
            found.extend(read(layout, layout.lines(block)))
    if document.blocks and document.blocks[0].kind == "heading" and document.blocks[0].label is None:
        found = [(role, span) for role, span in found if role != "title"]
    headings = list(_headings(document, known, has_title=any(role == "title" for role, _ in found)))
    if any(role == "title" for role, _ in headings):
        found = [(role, span) for role, span in found if role != "title"]
    found.extend(headings)
    found.extend(_annex_titles(document))
    return tuple(sorted(found, key=lambda x: (x[1].start, x[1].end)))


def cover_lines(document: Document, block: Block) -> Iterator[str]:
    """Yield what a reader would say for each line of a cover."""
    layout = _Layout(document, signs.load(document.language))
    for line in layout.lines(block):
        yield line.piece.text


class _Layout:
    """The lines of a document's covers, and which of them are one line that was wrapped."""

    def __init__(self, document: Document, known: Signs) -> None:
        self.document = document
        self.signs = known
        self.rules = known.pack.rules
        self.furniture = [b.span for b in document.blocks if b.kind in ("furniture", "note")]

    @cached_property
    def wrap(self) -> Wrap:
        """How the text is wrapped."""
        return lines.measure(lines.split(self.document.text, self.rules))

    def lines(self, block: Block) -> list[_Line]:
        """Return the lines of a block with their roles."""
        text = self.document.text
        found = []
        for line in lines.split(text[block.start : block.end], self.rules):
            span = Span(line.span.start + block.start, line.span.end + block.start)
            if any(f.overlaps(span) for f in self.furniture):
                continue
            for column in self._columns(span):
                for part in self._parts(column, line.gap):
                    found.append(_Line(self.signs.masthead(part.text), part))
        return found

    def _columns(self, span: Span) -> Sequence[Span]:
        """Return the halves of a line that wide blanks part, where one of them is a masthead line."""
        starts = [span.start]
        ends = []
        for gap in _WIDE.finditer(self.document.text, span.start, span.end):
            ends.append(gap.start())
            starts.append(gap.end())
        halves = [Span(a, b) for a, b in zip(starts, [*ends, span.end], strict=True)]
        words = [self._piece(half, 0).text for half in halves]
        known = any(map(self.signs.masthead, words)) and all(len(text) > 1 for text in words)
        return halves if known else [span]

    def _parts(self, span: Span, gap: int) -> Iterator[Piece]:
        """Yield a line, or its parts where layout was lost and several masthead lines run on in it."""
        whole = self._piece(span, gap)
        if self.rules.join and len(whole.text) >= flat.PARAGRAPH:
            known = flat.parted(whole, self.document.text, self.signs)
            yield from known
            return
        if not self._runs_on(whole):
            yield from self._flat(whole)
            return
        for part in self._tokens(span):
            yield self._piece(part, 0)

    def _flat(self, whole: Piece) -> Sequence[Piece]:
        """Return the lines that a line was made of before its line breaks became blanks, or itself."""
        if self.signs.masthead(whole.text) or self.rules.join:
            return [whole]
        found = flat.parted(whole, self.document.text, self.signs)
        known = sum(self.signs.masthead(part.text) is not None for part in found)
        return found if known > 1 else [whole]

    def _runs_on(self, piece: Piece) -> bool:
        role = self.signs.masthead(piece.text)
        if role == "run-on" or (role == "distr" and any(map(is_cjk, piece.text))):
            return True
        found = self.signs.find("symbol", piece.text) if role is None else None
        return bool(found and found.start() > 0 and piece.text[found.start() - 1] not in "(（")

    def _tokens(self, span: Span) -> Iterator[Span]:
        """Yield words; what is Latin, single ideographs, and what follows a comma stay together."""
        text = self.document.text
        start, last = -1, Span(0, 0)
        for found in _TOKEN.finditer(text, span.start, span.end):
            token = Span(*found.span())
            known = start >= 0 and self._numbers_item(Span(start, last.end), token)
            if start >= 0 and not known and not self._glued(text[last.start : last.end], found[0]):
                yield Span(start, last.end)
                start = token.start
            elif start < 0:
                start = token.start
            last = token
        if start >= 0:
            yield Span(start, last.end)

    def _numbers_item(self, before: Span, token: Span) -> bool:
        """Tell whether a word of digits and letters numbers the agenda item before it."""
        if is_cjk(self.document.text[token.start]):
            return False
        spans = (before, Span(before.start, token.end))
        return all(self.signs.masthead(self._piece(span, 0).text) == "agenda-item" for span in spans)

    def _glued(self, before: str, after: str) -> bool:
        if before[-1] in ",，:：":
            return True
        if self.signs.find("masthead.symbol", after) or self.signs.find("masthead.symbol", before):
            return after[0] == "("
        if after.startswith("Distr"):
            return False
        cjk = [any(map(is_cjk, token)) for token in (before, after)]
        return cjk == [False, False] or (cjk == [True, True] and len(before) == 1)

    def _piece(self, span: Span, gap: int) -> Piece:
        view = reading(self.document.text, [span], self.rules)
        return lines.piece(self.document.text, span, view, gap, hard=True)

    def whole(self, found: Sequence[_Line], i: int) -> Span:
        """Return the range of a line; one of the adoption that stops short goes on with the next line."""
        line = found[i]
        after = found[i + 1] if i + 1 < len(found) else None
        short = line.piece.text.endswith(self.signs.words("incomplete_ends"))
        if line.role == "adopted" and short and after is not None and after.role in ("date", None):
            return Span(line.piece.span.start, after.piece.span.end)
        return line.piece.span

    def titles(self, found: Sequence[_Line]) -> list[int]:
        """Return the last line without a role that is a title by its words: over the days of a meeting."""
        texts = {i: line.piece.text for i, line in enumerate(found) if line.role is None}
        return [i for i, text in texts.items() if self.signs.find("masthead.title", text)][-1:]

    def without_organ(self, found: Sequence[_Line], titles: Sequence[int]) -> list[int]:
        """Return the lines of a title without the organ over it, where the title is one by its words."""
        if len(titles) < 2 or found[titles[0]].role != "organ":
            return list(titles)
        over, after = found[titles[0]].piece, found[titles[1]].piece
        apart = after.gap > 0 or over.text.casefold() in after.text.casefold()
        apart = apart or (bool(self.rules.join) and not self.wrap.full(over, after))
        if not apart or not self.signs.find("masthead.title", after.text):
            return list(titles)
        return list(titles[1:])

    def without_days(self, found: Sequence[_Line], titles: Sequence[int]) -> list[int]:
        """Return the lines of a title without a line in brackets under it: place and days of the session."""
        plain = [i for i in titles if not _BRACKETED.fullmatch(found[i].piece.text)]
        return plain or list(titles)

    def groups(self, found: Sequence[_Line]) -> list[Span]:
        """Return the ranges of lines that belong together, each over all its lines."""
        pieces = [x.piece for x in found]
        units = Units(pieces, self.signs, self.wrap)
        mixed = len({p.gap == 0 for p in pieces[1:]}) == 2
        spans: list[Span] = []
        for i, piece in enumerate(pieces):
            if i and (units.joined(i) or (mixed and piece.gap == 0)):
                spans[-1] = Span(spans[-1].start, piece.span.end)
            else:
                spans.append(piece.span)
        return spans


def _main_cover(layout: _Layout, found: Sequence[_Line]) -> Iterator[tuple[str, Span]]:
    """Yield the roles of a title page."""
    issuers = [i for i, line in enumerate(found) if line.role == "issuer"]
    stop = issuers[-1] if issuers else len(found)
    before = [i for i, line in enumerate(found[:stop]) if line.role in _BEFORE_TITLE]
    first = before[-1] + 1 if before else 0
    added = next((i for i in range(first, stop) if found[i].role == "addendum"), stop)
    titles = [i for i in range(first, added) if found[i].role in (None, "organ", "issuer")]
    if issuers and titles and all(found[i].role == "organ" for i in titles):
        titles = []
    titles = layout.without_days(found, layout.without_organ(found, titles))
    if not issuers and all(found[i].role for i in titles):
        titles = []
    if not titles and issuers and any(line.role == "agenda-item" for line in found):
        titles = [stop]
    if not titles and not issuers:
        titles = layout.titles(found)
    for i, line in enumerate(found):
        if line.role and line.role != "run-on" and i not in titles:
            yield line.role, layout.whole(found, i)
        yield from _inside(layout, line)
    groups = layout.groups([found[i] for i in titles])
    if not groups:
        return
    words = [layout.document.text[span.start : span.end] for span in groups]
    if len(groups) > 1 and words[0].isupper() and not any(w.isupper() for w in words[1:]):
        yield "title", groups[0]
    elif any(line.role == "agenda-item" for line in found) and len(groups) > 1:
        yield "agenda-title", Span(groups[0].start, groups[-2].end)
        yield "title", groups[-1]
    else:
        yield "title", Span(groups[0].start, groups[-1].end)


def _inside(layout: _Layout, line: _Line) -> Iterator[tuple[str, Span]]:
    """Yield what stands in a line that holds more: a date, and an agenda item where all lines run on."""
    if _BRACKETED.fullmatch(line.piece.text):
        return
    wanted = {"distr": ("date",), None: ("date",), "run-on": ("date", "agenda-item")}
    for role in wanted.get(line.role, ()):
        found = layout.signs.find(f"inline-{role}", line.piece.text)
        if found:
            yield role, line.piece.view.span(*found.span())


_ANNEX_ROLES = {
    "date": "annex-date",
    "session": "annex-meeting",
    "date-place": "annex-date-place",
    "days": "annex-date-place",
}


def _annex_cover(layout: _Layout, found: Sequence[_Line]) -> Iterator[tuple[str, Span]]:
    """Yield the roles of the cover of an annex; neighbouring lines that name a body are one name."""
    body: Span | None = None
    for line in found:
        role = _ANNEX_ROLES.get(line.role or "")
        if role is None and line.role in (None, "organ"):
            body = Span(body.start if body else line.piece.span.start, line.piece.span.end)
            continue
        if body:
            yield "annex-body", body
            body = None
        if role or line.role:
            yield role or str(line.role), line.piece.span
    if body:
        yield "annex-body", body


def _headings(document: Document, known: Signs, *, has_title: bool) -> Iterator[tuple[str, Span]]:
    """Yield the number and the title that the heading of a decision gives, the first of the document."""
    heads = [b for b in document.blocks if b.kind == "heading"]
    titled, own = False, _titled_number(document, known, heads)
    for place, block in enumerate(heads):
        view = document.view(block.id)
        found = known.find("structure.decision", view.text) or known.find(
            "structure.decision-alone", view.text
        )
        if not found and place == 0 and not has_title and not own and _leads(document, known, block):
            yield "title", _without_label(document, known, block)
            continue
        if not found:
            continue
        yield "decision-number", view.span(*found.span("number"))
        if found.groupdict().get("adopted"):
            yield "adopted", view.span(*found.span("adopted"))
        if titled or document.doctype not in ("decision", "resolution"):
            continue
        if found.groupdict().get("title"):
            yield "title", view.span(*found.span("title"))
        elif place + 1 < len(heads) and _follows(document, block, heads[place + 1]):
            yield "title", heads[place + 1].span
        titled = True


def _titled_number(document: Document, known: Signs, heads: Sequence[Block]) -> bool:
    """Tell whether a text that is one decision gives its title behind its number."""
    if document.doctype not in ("decision", "resolution"):
        return False
    found = (known.find("structure.decision", document.view(b.id).text) for b in heads)
    return any(f is not None and bool(f.groupdict().get("title")) for f in found)


def _leads(document: Document, known: Signs, block: Block) -> bool:
    """Tell whether a heading is a title: it stands first, or under a cover, and no section begins with it."""
    before = [b for b in document.blocks if b.start < block.start and b.kind != "furniture"]
    if block.label and block.label.isascii() and block.label.isalpha():
        return False
    if not before:
        return True
    words = document.view(block.id).text
    return len(before) == 1 and before[0].kind == "cover" and words not in known.words("heading_words")


def _without_label(document: Document, known: Signs, block: Block) -> Span:
    """Return the range of a heading behind its number."""
    view = document.view(block.id)
    lead = lines.piece(document.text, block.span, view, 0, hard=True).lead
    label = next((x for x in known.labels(lead) if block.label == x.text), None)
    if label is None:
        return block.span
    start = skip(view.text, 0, label.length)
    return view.span(start, len(view.text)) if start < len(view.text) else block.span


def _follows(document: Document, block: Block, after: Block) -> bool:
    """Tell whether nothing stands between two blocks."""
    return after.label is None and not document.text[block.end : after.start].strip()


def _annex_titles(document: Document) -> Iterator[tuple[str, Span]]:
    """Yield the heading that stands first in each annex, behind its cover if it has one."""
    waiting: str | None = None
    for block in document.blocks:
        if block.kind == "heading" and (block.path or "").rpartition("/")[0].endswith("annex"):
            waiting = block.path
        elif waiting and block.kind == "heading" and block.label is None and block.container == waiting:
            yield "annex-title", block.span
            waiting = None
        elif waiting and block.kind not in ("cover", "furniture", "note"):
            waiting = None
