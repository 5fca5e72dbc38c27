"""The reader: a document's text, block by block, with what was read from each passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from igr_kg.graph import quads
from igr_kg.web import evidence, marks, state
from igr_kg.web.data import Data
from igr_kg.web.evidence import Evidence
from igr_kg.web.labels import Label, Namer
from igr_kg.web.marks import Mark
from igr_kg.web.paging import Paging
from igr_kg.web.reader_links import part_anchor, to_part
from igr_kg.web.text_parts import Part, parts
from igr_kg.web.thing_page import Value, property_label, value_of

PAGE_BLOCKS = 120
_FACTS = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH $graph { ?s ?p ?o } }"


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement that was read in a block.

    :param keys: the records of evidence, which the marks of the text carry too
    """

    property: str
    value: Value
    quotes: Sequence[str]
    keys: Sequence[str]
    status: str


@dataclass(frozen=True, slots=True)
class FactGroup:
    """What was read of one thing in a block."""

    label: str
    href: str | None
    kind: str
    type: str
    keys: Sequence[str]
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a block names, with the records of the words that name it."""

    value: Value
    kind: str
    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of the text with its marks and the facts read there."""

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
    :param facts: statements that were read from the whole document
    :param total: blocks of the whole document
    """

    iri: str
    slug: str
    title: Label
    symbol: str
    language: str
    versions: Sequence[Version]
    blocks: Sequence[BlockView]
    contents: Sequence[tuple[str, str, int]]
    facts: int
    text_hash: str
    total: int
    paging: Paging


def _group(
    namer: Namer, subject: str, records: Mapping[tuple[str, str, str], list[Evidence]], here: str
) -> FactGroup:
    type_ = namer.data.term("rdf:type")
    facts, header_keys = [], []
    for (_, predicate, value), found in records.items():
        keys = [record.key for record in found]
        if predicate == type_:
            header_keys += keys
            continue
        quotes = dict.fromkeys(" … ".join(p.quote for p in r.passages) for r in found)
        status = "implied" if all(r.status.endswith("implied") for r in found) else ""
        facts.append(
            Fact(property_label(namer, predicate), value_of(value, namer), list(quotes), keys, status)
        )
    iri = quads.value(subject)
    kind = marks.thing_kind(namer, iri)
    return FactGroup(
        namer.texts("reader.this") if iri == here else namer.label(iri).text,
        namer.addresses.href(iri),
        kind,
        namer.type_label(iri),
        header_keys,
        facts,
    )


def _named(namer: Namer, iri: str, keys: Sequence[str]) -> Named:
    kind = marks.thing_kind(namer, iri)
    return Named(value_of(quads.node(iri), namer), kind, keys)


def _block(namer: Namer, part: Part, records: Sequence[Evidence], here: Sequence[Evidence]) -> BlockView:
    by: dict[str, dict[tuple[str, str, str], list[Evidence]]] = defaultdict(dict)
    named: dict[str, list[str]] = defaultdict(list)
    for record in here:
        thing = marks.named_by(namer, record)
        if thing is not None:
            named[thing].append(record.key)
        else:
            by[record.triple[0]].setdefault(record.triple, []).append(record)
    groups = [_group(namer, subject, found, part.iri) for subject, found in by.items()]
    return BlockView(
        anchor=part_anchor(part.path),
        href=namer.addresses.href(part.iri),
        kind=part.kind,
        label=part.label if part.label and part.label.lower() not in part.text[:12].lower() else "",
        depth=part.depth,
        marks=marks.marks(namer, part, records),
        groups=groups,
        named=[_named(namer, iri, keys) for iri, keys in named.items()],
        facts=len({record.triple for record in here}),
    )


def _iris(records: Sequence[Evidence]) -> list[str]:
    terms = [term for record in records for term in record.triple]
    return [quads.value(term) for term in terms if quads.is_iri(term)]


def _by_part(
    blocks: Sequence[Part], records: Sequence[Evidence]
) -> tuple[dict[str, list[Evidence]], dict[str, list[Evidence]]]:
    """Return for each block the records with a passage in it, and those whose first passage is."""
    names = {part.iri for part in blocks}
    touching: dict[str, list[Evidence]] = defaultdict(list)
    starting: dict[str, list[Evidence]] = defaultdict(list)
    for record in records:
        for part in dict.fromkeys(p.part for p in record.passages):
            touching[part].append(record)
        first = record.passages[0].part
        starting[first if first in names else blocks[0].iri].append(record)
    return touching, starting


def page_of(blocks: Sequence[Part], at: str) -> int:
    """Return the number of the page, from 0, that holds a part (its path), the first one for any other."""
    paths = [part.path for part in blocks]
    return paths.index(at) // PAGE_BLOCKS if at in paths else 0


def _evidence(data: Data, graph: str, document: str, blocks: Sequence[Part], page: int) -> list[Evidence]:
    """Return the records of a page; what was read outside the blocks (a running head) is on the first."""
    if len(blocks) <= PAGE_BLOCKS:
        return evidence.of_graph(data, graph)
    shown = [part.iri for part in blocks[page * PAGE_BLOCKS : (page + 1) * PAGE_BLOCKS]]
    return evidence.of_parts(data, graph, shown if page else [document, *shown])


def view(slug: str, language: str, tags: Sequence[str], at: str = "") -> ReaderView | None:
    """Return what the reader shows of a version of a document, or None when there is no text of it.

    :param at: path of the part to be shown, which settles the page of a long document
    """
    data, namer = state.site().data, state.namer()
    document = f"{data.base}id/document/{slug}"
    blocks = parts(data, slug, language)
    if not blocks:
        return None
    page = page_of(blocks, at)
    records = _evidence(data, f"{data.base}graph/evidence/{slug}/{language}", document, blocks, page)
    namer.learn([document, f"{document}/{language}", *_iris(records)])
    shown = blocks[page * PAGE_BLOCKS : (page + 1) * PAGE_BLOCKS]
    touching, starting = _by_part(shown, records)
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
        blocks=[_block(namer, part, touching[part.iri], starting[part.iri]) for part in shown],
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
