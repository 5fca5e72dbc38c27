"""The reader: a document's text, block by block, with what was read from each passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from igr_kg.graph import quads
from igr_kg.graph.quads import Quad
from igr_kg.web import evidence, marks, state, thing_page
from igr_kg.web.data import Data
from igr_kg.web.errors import WebError
from igr_kg.web.evidence import Evidence, Passage
from igr_kg.web.labels import Label, Namer
from igr_kg.web.marks import Mark, Wordings
from igr_kg.web.paging import Paging
from igr_kg.web.reader_links import part_anchor, to_part
from igr_kg.web.sources import Beside
from igr_kg.web.text_parts import Part, parts
from igr_kg.web.thing_page import Reading, Value, value_of

PAGE_BLOCKS = 120
Triple = tuple[str, str, str]
_FACTS = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH $graph { ?s ?p ?o } }"


@dataclass(frozen=True, slots=True)
class _Page:
    """What the blocks of one page have in common."""

    namer: Namer
    wordings: Wordings
    near: Collection[str]


@dataclass(frozen=True, slots=True)
class FactGroup:
    """What was read of one thing in a block, by the words that it was read from."""

    value: Value
    kind: str
    type: str
    readings: Sequence[tuple[Reading, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a block names, with the words that name it (and their numbers)."""

    value: Value
    kind: str
    words: Sequence[int]
    quotes: Sequence[str]


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of the text with its marks and the facts read there.

    :param facts: how many statements were read there beside the names
    """

    anchor: str
    href: str | None
    kind: str
    label: str
    depth: int
    marks: Sequence[Mark]
    groups: Sequence[FactGroup]
    named: Sequence[Named]
    facts: int


@dataclass(frozen=True, slots=True)
class Version:
    """A language version that can be read."""

    tag: str
    name: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class ReaderView:
    """Everything that ``reader.html`` shows.

    :param contents: text, link and depth of each heading of the whole document
    :param mastheads: what was read outside the blocks, as in a running head
    :param facts: statements that were read from the whole document
    :param total: blocks of the whole document
    """

    iri: str
    slug: str
    title: Label
    symbol: str
    language: str
    versions: Sequence[Version]
    mastheads: Sequence[BlockView]
    blocks: Sequence[BlockView]
    contents: Sequence[tuple[str, str, int]]
    facts: int
    text_hash: str
    total: int
    paging: Paging


def _group(page: _Page, subject: str, records: Mapping[Triple, Sequence[Evidence]], here: str) -> FactGroup:
    namer = page.namer
    iri = quads.value(subject)
    rows = [Quad(*triple, "") for triple in records]
    read = thing_page.readings(namer, rows, records, Beside(here, page.near))
    value, label = value_of(subject, namer), namer.label(iri)
    own = namer.texts("reader.this") if iri == here else ""
    if label.place == namer.label(here).whole:
        own, value = label.short, replace(value, place="")
    return FactGroup(
        replace(value, text=own, language="", head="") if own else value,
        marks.thing_kind(namer, iri),
        namer.type_label(iri),
        [(reading, page.wordings(reading.keys)) for reading in read],
    )


def _named(page: _Page, iri: str, records: Sequence[Evidence]) -> Named:
    return Named(
        value_of(quads.node(iri), page.namer),
        marks.thing_kind(page.namer, iri),
        page.wordings(record.key for record in records),
        list(dict.fromkeys(record.passages[0].quote for record in records)),
    )


def _block(page: _Page, part: Part, records: Sequence[Evidence], here: Sequence[Evidence]) -> BlockView:
    namer = page.namer
    by: dict[str, dict[Triple, list[Evidence]]] = defaultdict(dict)
    named: dict[str, list[Evidence]] = defaultdict(list)
    for record in here:
        thing = marks.named_by(namer, record)
        if thing is not None:
            named[thing].append(record)
        else:
            by[record.triple[0]].setdefault(record.triple, []).append(record)
    return BlockView(
        anchor=part_anchor(part.path),
        href=namer.addresses.href(part.iri),
        kind=part.kind,
        label=part.label if part.label and part.label.lower() not in part.text[:12].lower() else "",
        depth=part.depth,
        marks=marks.marks(namer, part, records, page.wordings),
        groups=[_group(page, subject, found, part.iri) for subject, found in by.items()],
        named=[_named(page, iri, found) for iri, found in named.items()],
        facts=sum(len(found) for found in by.values()),
    )


def _mastheads(page: _Page, place: str, records: Sequence[Evidence]) -> list[BlockView]:
    """Return what was read in a part (IRI) outside its blocks, each range as a block of its own."""
    ranges: dict[tuple[int, int], str] = {}
    for record in records:
        for passage in record.passages:
            if passage.part == place:
                ranges.setdefault((passage.start, passage.end), passage.quote)
    widest = [
        (start, end)
        for start, end in sorted(ranges)
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in ranges)
    ]
    views = []
    for start, end in widest:
        part = Part(place, "", "masthead", "", ranges[start, end], start, end, 0)
        inside = [r for r in records if any(_within(p, part) for p in r.passages)]
        first = [r for r in inside if _within(r.passages[0], part)]
        views.append(replace(_block(page, part, inside, first), anchor=f"beside-{start}-{end}"))
    return views


def _within(passage: Passage, part: Part) -> bool:
    return passage.part == part.iri and part.start <= passage.start and passage.end <= part.end


def _iris(records: Sequence[Evidence]) -> list[str]:
    terms = [term for record in records for term in record.triple]
    return [quads.value(term) for term in terms if quads.is_iri(term)]


def _by_part(records: Sequence[Evidence]) -> tuple[dict[str, list[Evidence]], dict[str, list[Evidence]]]:
    """Return for each block the records with a passage in it, and those whose first passage is."""
    touching: dict[str, list[Evidence]] = defaultdict(list)
    starting: dict[str, list[Evidence]] = defaultdict(list)
    for record in records:
        for part in dict.fromkeys(p.part for p in record.passages):
            touching[part].append(record)
        starting[record.passages[0].part].append(record)
    return touching, starting


def page_of(blocks: Sequence[Part], at: str) -> int | None:
    """Return the number of the page, from 0, that holds a part (its path), None for an unknown one.

    A part without text of its own is where the first of its parts is.
    """
    inside = (n for n, part in enumerate(blocks) if part.path == at or part.path.startswith(f"{at}/"))
    found = next(inside, None) if at else 0
    return None if found is None else found // PAGE_BLOCKS


def _outside(document: str, blocks: Sequence[Part], page: int) -> list[str]:
    """Return the parts (IRIs) of a page that are no blocks; on the first one the document is."""
    known = {part.path for part in blocks}
    above = dict.fromkeys(
        part.path.rsplit("/", depth)[0]
        for part in blocks[page * PAGE_BLOCKS : (page + 1) * PAGE_BLOCKS]
        for depth in range(1, part.path.count("/") + 1)
    )
    held = [f"{document}/{path}" for path in above if path not in known and page_of(blocks, path) == page]
    return held if page else [document, *held]


def view(slug: str, language: str, tags: Sequence[str], at: str = "") -> ReaderView | None:
    """Return what the reader shows of a version of a document, or None when there is no text of it.

    :param at: path of the part to be shown, which settles the page of a long document
    :raises WebError: ``NO_SUCH_THING`` for a part that the document does not have
    """
    data, namer = state.site().data, state.namer()
    document = f"{data.base}id/document/{slug}"
    blocks = parts(data, slug, language)
    if not blocks:
        return None
    page = page_of(blocks, at)
    if page is None:
        raise WebError(
            "NO_SUCH_THING",
            f"The document has no part {at!r}.",
            hint=f"Read it from its beginning: /documents/{slug}",
            where="at",
            say="no_part",
            values={"at": at, "slug": slug},
        )
    shown = blocks[page * PAGE_BLOCKS : (page + 1) * PAGE_BLOCKS]
    outside = _outside(document, blocks, page)
    graph = f"{data.base}graph/evidence/{slug}/{language}"
    records = evidence.of_parts(data, graph, [*outside, *(part.iri for part in shown)])
    namer.learn([document, f"{document}/{language}", *_iris(records)])
    touching, starting = _by_part(records)
    paper = _Page(namer, Wordings(records), {*outside, *(part.iri for part in shown)})
    facts = namer.facts(document)
    titles = facts.of(document, "igr:outcomeName") or facts.of(document, "dcterms:title")
    codes = facts.of(document, "dcterms:identifier")
    title = Label(quads.value(titles[0]), quads.language(titles[0]) or "") if titles else None
    return ReaderView(
        iri=document,
        slug=slug,
        title=title or namer.label(document),
        symbol=quads.value(codes[0]) if codes else slug,
        language=language,
        versions=_versions(slug, language, tags),
        mastheads=[view for part in outside for view in _mastheads(paper, part, touching[part])],
        blocks=[_block(paper, part, touching[part.iri], starting[part.iri]) for part in shown],
        contents=[
            (part.text, to_part(part.iri, language) or "", part.depth)
            for part in blocks
            if part.kind == "heading"
        ],
        facts=data.count(_FACTS, graph=f"{data.base}graph/document/{slug}/{language}"),
        text_hash=_text_hash(data, f"{document}/{language}"),
        total=len(blocks),
        paging=_paging(blocks, page, language),
    )


def _paging(blocks: Sequence[Part], page: int, language: str) -> Paging:
    last = (len(blocks) - 1) // PAGE_BLOCKS
    starts = [blocks[number * PAGE_BLOCKS].iri for number in range(last + 1)]
    return Paging(
        page + 1,
        to_part(starts[page - 1], language) if page > 0 else None,
        to_part(starts[page + 1], language) if page < last else None,
    )


def _versions(slug: str, language: str, tags: Sequence[str]) -> list[Version]:
    path = state.addresses().path
    texts = state.texts()
    return [
        Version(
            tag, texts.get(f"language.{tag}", tag), path(f"/documents/{slug}", version=tag), tag == language
        )
        for tag in tags
    ]


def _text_hash(data: Data, version: str) -> str:
    rows = data.rows("SELECT ?n WHERE { GRAPH ?g { $version igr:textSHA256 ?n } }", version=version)
    return quads.value(rows[0]["n"]) if rows else ""
