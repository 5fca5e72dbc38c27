"""The page of a thing: what is said of it in readable tables, each statement with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from igr_kg.graph import quads
from igr_kg.graph.quads import Quad
from igr_kg.web import evidence, reader_links, state
from igr_kg.web.describe import Description
from igr_kg.web.evidence import Evidence
from igr_kg.web.labels import Label, Namer
from igr_kg.web.names import document_name

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


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement was read.

    :param quote: the words that state it
    :param premises: other words that are needed to understand them
    """

    quote: str
    premises: Sequence[str]
    language: str
    href: str
    where: str
    status: str
    status_label: str
    rule: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property as it is shown.

    :param href: link for a thing, None for a literal or what is no web address
    :param more: how many sources are not listed
    """

    text: str
    language: str
    href: str | None
    iri: str
    sources: Sequence[Source] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its values."""

    label: str
    iri: str
    href: str | None
    values: Sequence[Value]
    total: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """A statement-like thing of the thing, with what is said of it."""

    label: str
    href: str | None
    properties: Sequence[Property]


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


Evidences = Mapping[tuple[str, str, str], Sequence[Evidence]]


def source(record: Evidence) -> Source | None:
    """Return how a record of evidence is shown, or None when it names no passage."""
    if not record.passages:
        return None
    texts = state.texts()
    passage = record.passages[0]
    status = record.status.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    return Source(
        quote=passage.quote,
        premises=list(dict.fromkeys(p.quote for p in record.passages[1:] if p.quote)),
        language=record.graph.rsplit("/", 1)[-1],
        href=reader_links.to_evidence(record),
        where=state.namer().label(passage.part).text,
        status=status,
        status_label=texts.get(f"status.{status}", status),
        rule=record.rule.rsplit("/id/rule/", 1)[-1],
    )


def value_of(term: str, namer: Namer, records: Sequence[Evidence] = ()) -> Value:
    """Return how a term is shown, with the passages that a statement with it was read from."""
    found = [s for s in (source(record) for record in records[:SHOWN_SOURCES]) if s]
    more = max(0, len(records) - SHOWN_SOURCES)
    if quads.is_iri(term):
        iri = quads.value(term)
        label = namer.label(iri) if namer.addresses.local(iri) else Label(namer.short(iri))
        return Value(label.text, label.language, namer.addresses.href(iri), iri, found, more)
    language = quads.language(term) or ""
    return Value(quads.value(term), language, None, "", found, more)


def _order(namer: Namer, predicate: str) -> tuple[int, str]:
    first = [namer.data.term(name) for name in _FIRST]
    place = first.index(predicate) if predicate in first else len(first)
    return place, namer.label(quads.value(predicate)).text


def property_label(namer: Namer, predicate: str) -> str:
    """Return what a property (term) is called: by the ontology, else by its name."""
    return namer.label(quads.value(predicate)).text


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
                sorted(values, key=lambda v: v.text),
                len(values),
            )
        )
    return found


def _incoming(namer: Namer, rows: Sequence[Quad]) -> list[Property]:
    by: dict[str, dict[str, None]] = defaultdict(dict)
    for quad in rows:
        by[quad.p][quad.s] = None
    found = []
    for predicate in sorted(by, key=lambda p: _order(namer, p)):
        values = sorted((value_of(s, namer) for s in by[predicate]), key=lambda v: v.text)
        iri = quads.value(predicate)
        found.append(
            Property(property_label(namer, predicate), iri, namer.addresses.href(iri), values, len(values))
        )
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
    own, incoming = description.own(), description.incoming()
    nested = _shown_groups(description, namer)
    records = evidence.about(namer.data, [description.thing, *nested])
    namer.learn(_iris(description, records))
    label = namer.label(description.thing)
    type_ = namer.data.term("rdf:type")
    types = sorted({quad.o for quad in own if quad.p == type_})
    groups = [
        Group(namer.label(iri).text, namer.addresses.href(iri), properties(namer, rows, records))
        for iri, rows in nested.items()
    ]
    return ThingView(
        iri=description.thing,
        label=label,
        names=_names(namer, own, label),
        types=[value_of(term, namer) for term in types],
        properties=properties(namer, own, records),
        groups=[group for group in groups if group.properties],
        incoming=_incoming(namer, incoming),
        incoming_total=description.incoming_total,
        incoming_shown=description.incoming_shown,
        reader=_reader(namer, description.thing),
    )
