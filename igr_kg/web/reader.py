"""The reader: a document's text, block by block, with what was read from each passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from igr_kg.graph import quads
from igr_kg.web import evidence, marks, state
from igr_kg.web.data import Data
from igr_kg.web.evidence import Evidence
from igr_kg.web.labels import Label, Namer
from igr_kg.web.marks import Mark
from igr_kg.web.names import document_name
from igr_kg.web.reader_links import part_anchor
from igr_kg.web.thing_page import Value, property_label, value_of

_BLOCKS = "SELECT ?s ?p ?o WHERE { GRAPH $graph { ?s ?p ?o } }"


@dataclass(frozen=True, slots=True)
class Part:
    """A block of a language version as the text graph has it; offsets in code points."""

    iri: str
    path: str
    kind: str
    label: str
    text: str
    start: int
    end: int
    depth: int
    container: str = ""


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
    """Everything that ``reader.html`` shows."""

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


def parts(data: Data, slug: str, language: str) -> list[Part]:
    """Return the blocks of a version in reading order."""
    by: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in data.quads(_BLOCKS, graph=f"{data.base}graph/text/{slug}/{language}"):
        values, value = by[quads.value(quad.s)], quads.value(quad.o)
        values[quad.p] = min(value, values.get(quad.p, value), key=_as_number)
    names = {n: data.term(f"igr:{n}") for n in ("partOf", "kindOfBlock", "label", "text", "start", "end")}
    found = []
    for iri, values in by.items():
        name = document_name(iri.removeprefix(data.base))
        if name is None or names["start"] not in values or names["text"] not in values:
            continue
        depth, container = 0, values.get(names["partOf"], "")
        while by.get(container, {}).get(names["kindOfBlock"], "heading") != "heading" and depth < 8:
            depth, container = depth + 1, by[container].get(names["partOf"], "")
        found.append(
            Part(
                iri,
                name.part,
                values.get(names["kindOfBlock"], "paragraph"),
                values.get(names["label"], ""),
                values[names["text"]],
                int(values[names["start"]]),
                int(values.get(names["end"], values[names["start"]])),
                depth,
                values.get(names["partOf"], ""),
            )
        )
    return _own_ends(sorted(found, key=lambda part: (part.start, -part.end, part.iri)))


def _as_number(text: str) -> tuple[int, str]:
    """Sort offsets as numbers: a heading shares its name with the part it opens, and comes first."""
    return (int(text), "") if text.isdecimal() else (0, text)


def _own_ends(found: Sequence[Part]) -> list[Part]:
    """Return the blocks, each ending where its first inner block begins: its own text ends there."""
    first: dict[str, int] = {}
    for part in found:
        first.setdefault(part.container, part.start)
    return [
        replace(part, end=max(part.start, min(part.end, first.get(part.iri, part.end)))) for part in found
    ]


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
        first = record.passages[0].part if record.passages else ""
        starting[first if first in names else blocks[0].iri].append(record)
    return touching, starting


def view(slug: str, language: str, tags: Sequence[str]) -> ReaderView | None:
    """Return what the reader shows of a version of a document, or None when there is no text of it."""
    site = state.site()
    namer = state.namer()
    document = f"{site.settings.base_iri}id/document/{slug}"
    blocks = parts(site.data, slug, language)
    if not blocks:
        return None
    records = evidence.of_graph(site.data, f"{site.settings.base_iri}graph/evidence/{slug}/{language}")
    namer.learn([document, f"{document}/{language}", *_iris(records)])
    touching, starting = _by_part(blocks, records)
    views = [_block(namer, part, touching[part.iri], starting[part.iri]) for part in blocks]
    facts = namer.facts(document)
    titles = facts.of(document, "igr:outcomeName") or facts.of(document, "dcterms:title")
    codes = facts.of(document, "dcterms:identifier")
    return ReaderView(
        iri=document,
        slug=slug,
        title=Label(quads.value(titles[0]), quads.language(titles[0]) or "")
        if titles
        else namer.label(document),
        symbol=quads.value(codes[0]) if codes else slug,
        language=language,
        versions=_versions(slug, language, tags),
        blocks=views,
        contents=[
            (part.text, part_anchor(part.path), part.depth) for part in blocks if part.kind == "heading"
        ],
        facts=len({record.triple for record in records}),
        text_hash=_text_hash(site.data, f"{document}/{language}"),
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
