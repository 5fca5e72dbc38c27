"""The page of a thing: what is said of it in readable tables, each statement with its evidence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from igr_kg.graph import quads
from igr_kg.graph.quads import Quad
from igr_kg.web import evidence, reader_links, state
from igr_kg.web.describe import Description
from igr_kg.web.evidence import Evidence
from igr_kg.web.i18n import collated
from igr_kg.web.labels import Label, Namer
from igr_kg.web.mapped import Linked, links_of
from igr_kg.web.names import document_name
from igr_kg.web.sources import ANYWHERE, Beside, Source, sources

SHOWN_SOURCES = 5
SHOWN_GROUPS = 24
_FIRST = (
    "skos:prefLabel",
    "dcterms:title",
    "dcterms:identifier",
    "igr:outcomeName",
    "igr:attestedName",
    "igr:label",
    "igr:content",
    "igr:lines",
    "igr:text",
)
_HIDDEN = ("rdf:type",)
_SHORT = 12
_SAID_TWICE = {"skos:topConceptOf": "skos:inScheme"}


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property as it is shown.

    :param href: link for a thing, None for a literal or what is no web address
    :param head: what stands before the text, in the language of the page
    :param place: the passage that tells a thing from others of the same words
    :param more: how many sources are not listed
    """

    text: str
    language: str
    href: str | None
    iri: str
    head: str = ""
    place: str = ""
    sources: Sequence[Source] = ()
    more: int = 0

    @property
    def order(self) -> tuple[object, ...]:
        """What values are sorted by, for people: numbers count, capitals do not."""
        parts = re.split(r"(\d+)", collated(f"{self.head}{self.text} {self.place}"))
        return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its values."""

    label: str
    iri: str
    href: str | None
    values: Sequence[Value]
    total: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A property with one value.

    :param same: the value is the words that are quoted
    """

    label: str
    value: Value
    status: str = ""
    same: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from the same words.

    :param sources: where it was read; empty for what was not read from a text
    :param keys: the records of evidence
    """

    sources: Sequence[Source]
    rows: Sequence[Row]
    keys: Sequence[str] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """A statement-like thing of the thing, with what is said of it."""

    value: Value
    readings: Sequence[Reading]


@dataclass(frozen=True, slots=True)
class ThingView:
    """Everything that ``thing.html`` shows.

    :param reader: link to the text where the thing is a document, version or part
    """

    iri: str
    label: Label
    names: Sequence[Label]
    types: Sequence[Value]
    properties: Sequence[Property]
    groups: Sequence[Group]
    incoming: Sequence[Property]
    incoming_total: int
    incoming_shown: int
    reader: str | None
    links: Sequence[Linked] = ()


Evidences = Mapping[tuple[str, str, str], Sequence[Evidence]]


def value_of(term: str, namer: Namer, records: Sequence[Evidence] = ()) -> Value:
    """Return how a term is shown, with the passages that a statement with it was read from."""
    found = sources(records)
    shown, more = found[:SHOWN_SOURCES], max(0, len(found) - SHOWN_SOURCES)
    if quads.is_iri(term):
        iri = quads.value(term)
        label = namer.label(iri) if namer.addresses.local(iri) else namer.foreign(iri)
        href = namer.addresses.href(iri)
        return Value(label.text, label.language, href, iri, label.head, label.place, shown, more)
    return Value(quads.value(term), quads.language(term) or "", None, "", sources=shown, more=more)


def _order(namer: Namer, predicate: str) -> tuple[int, str]:
    first = [namer.data.term(name) for name in _FIRST]
    place = first.index(predicate) if predicate in first else len(first)
    return place, property_label(namer, predicate)


def property_label(namer: Namer, predicate: str) -> str:
    """Return what a property (term) is called: by the ontology, else by the pages, else by its name."""
    iri = quads.value(predicate)
    return (namer.label(iri) if namer.addresses.local(iri) else namer.foreign(iri)).plain


def properties(namer: Namer, rows: Iterable[Quad], records: Evidences) -> list[Property]:
    """Return the statements about one subject as properties in reading order."""
    by: dict[str, dict[str, str]] = defaultdict(dict)
    hidden = {namer.data.term(name) for name in _HIDDEN}
    for quad in rows:
        if quad.p not in hidden:
            by[quad.p][quad.o] = quad.s
    found = []
    for predicate in sorted(by, key=lambda p: _order(namer, p)):
        values = [value_of(o, namer, records.get((s, predicate, o), ())) for o, s in by[predicate].items()]
        iri = quads.value(predicate)
        found.append(
            Property(
                property_label(namer, predicate),
                iri,
                namer.addresses.href(iri),
                sorted(values, key=lambda v: v.order),
                len(values),
            )
        )
    return found


def readings(
    namer: Namer,
    rows: Iterable[Quad],
    records: Evidences,
    beside: Beside = ANYWHERE,
    most: int | None = None,
) -> list[Reading]:
    """Return the statements about one subject, those that were read from the same words together.

    :param beside: where they are shown
    :param most: how many sources are listed for a statement
    """
    by: dict[tuple[object, ...], list[tuple[Quad, Sequence[Evidence]]]] = defaultdict(list)
    for quad in sorted(rows, key=lambda q: (_order(namer, q.p), q.o)):
        found = records.get((quad.s, quad.p, quad.o), ())
        by[tuple(sorted({(r.graph, r.passages) for r in found}, key=str))].append((quad, found))
    grouped = []
    for told in by.values():
        first = told[0][1]
        listed = sources(first, beside)
        keys = list(dict.fromkeys(record.key for _, found in told for record in found))
        words = [quote.words for source in listed for quote in source.quotes]
        lines = [_row(namer, quad, found, beside, words) for quad, found in told]
        grouped.append(Reading(listed[:most], lines, keys, len(listed) - len(listed[:most])))
    return sorted(grouped, key=lambda reading: not reading.sources)


def _row(namer: Namer, quad: Quad, records: Sequence[Evidence], beside: Beside, words: Sequence[str]) -> Row:
    """Return a statement; a value of the passage beside it is named without what its quotes say already."""
    implied = records and all(record.status.endswith("implied") for record in records)
    value = value_of(quad.o, namer)
    quoted = any(value.text.removesuffix("…") in words_ for words_ in words)
    if beside.part and value.place == namer.label(beside.part).whole:
        short = namer.label(value.iri).short if quoted else ""
        value = replace(value, text=short, head="", language="") if short else value
        value = replace(value, place="")
    status = namer.texts("status.implied") if implied else ""
    same = not value.href and len(value.text) > _SHORT and value.text in words
    return Row(property_label(namer, quad.p), value, status, same)


def _incoming(namer: Namer, rows: Sequence[Quad]) -> list[Property]:
    by: dict[str, dict[str, None]] = defaultdict(dict)
    for quad in rows:
        by[quad.p][quad.s] = None
    for special, general in _SAID_TWICE.items():
        told = by[namer.data.term(general)]
        by[namer.data.term(special)] = {s: None for s in by[namer.data.term(special)] if s not in told}
    found = []
    for predicate in sorted((p for p in by if by[p]), key=lambda p: _order(namer, p)):
        values = sorted((value_of(s, namer) for s in by[predicate]), key=lambda v: v.order)
        iri = quads.value(predicate)
        found.append(Property(namer.inverse(iri), iri, namer.addresses.href(iri), values, len(values)))
    return found


def _names(namer: Namer, rows: Sequence[Quad], label: Label) -> list[Label]:
    wanted = {namer.data.term(name) for name in ("skos:prefLabel", "rdfs:label", "dcterms:title")}
    names = {Label(quads.value(q.o), quads.language(q.o) or "") for q in rows if q.p in wanted}
    return sorted((n for n in names if n.text != label.text), key=lambda n: (n.language, n.text))


def _iris(description: Description, records: Evidences) -> list[str]:
    terms = [term for quad in description.rows for term in quad[:3]]
    iris = [quads.value(term) for term in terms if quads.is_iri(term)]
    return iris + [p.part for found in records.values() for record in found for p in record.passages]


def _shown_groups(description: Description, namer: Namer) -> dict[str, list[Quad]]:
    """Return the statement-like things to show whole: first those it leads to, then some that lead to it."""
    nested = description.nested(namer.data.base)
    outgoing = {quads.value(quad.o) for quad in description.own() if quads.is_iri(quad.o)}
    chosen = sorted(nested, key=lambda iri: (iri not in outgoing, iri))[:SHOWN_GROUPS]
    return {iri: nested[iri] for iri in chosen}


def _reader(namer: Namer, thing: str) -> str | None:
    """Return the link to a document or part in the reader when the text of the document is held."""
    name = document_name(namer.addresses.local(thing) or "")
    if name is None or not reader_links.versions(namer.data, f"{namer.data.base}id/document/{name.slug}"):
        return None
    return reader_links.to_part(thing)


def view(description: Description) -> ThingView:
    """Return what the page of a described thing shows."""
    namer = state.namer()
    links = links_of(namer, description.thing)
    told = {(link.predicate, quads.node(link.target)) for link in links}
    own = [quad for quad in description.own() if (quad.p, quad.o) not in told]
    mapped = namer.data.term("igr:mappingSubject")
    incoming = [quad for quad in description.incoming() if quad.p != mapped]
    nested = _shown_groups(description, namer)
    records = evidence.about(namer.data, [description.thing, *nested])
    namer.learn(_iris(description, records))
    namer.tell(description.rows)
    label = namer.heading(description.thing)
    type_ = namer.data.term("rdf:type")
    types = sorted({quad.o for quad in own if quad.p == type_})
    groups = [
        Group(
            value_of(quads.node(iri), namer),
            readings(namer, [q for q in rows if q.p != type_], records, most=SHOWN_SOURCES),
        )
        for iri, rows in nested.items()
    ]
    return ThingView(
        iri=description.thing,
        label=label,
        names=_names(namer, own, label),
        types=list({value.text: value for value in (value_of(term, namer) for term in types)}.values()),
        properties=properties(namer, own, records),
        groups=[group for group in groups if group.readings],
        incoming=_incoming(namer, incoming),
        incoming_total=description.incoming_total,
        incoming_shown=description.incoming_shown,
        reader=_reader(namer, description.thing),
        links=links,
    )
