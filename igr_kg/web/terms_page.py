"""The page of the ontology: classes and properties with labels, definitions and their place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from igr_kg.graph import quads
from igr_kg.graph.quads import Quad
from igr_kg.web import state
from igr_kg.web.labels import Label, in_language
from igr_kg.web.thing_page import Value, property_label, value_of


@dataclass(frozen=True, slots=True)
class Term:
    """A class, a property, or a thing that the ontology names, such as a status.

    :param label: in the visitor's language, or in another one that it then names
    :param definition: as the label; empty when there is none
    :param note: on what may mislead about it; empty when there is none
    :param examples: of how texts speak of it, each in its language
    """

    anchor: str
    iri: str
    label: Label
    other_labels: Sequence[Label]
    definition: Label
    note: Label
    examples: Sequence[Label]
    relations: Sequence[tuple[str, Sequence[Value]]]


@dataclass(frozen=True, slots=True)
class TermsView:
    """Everything that ``ontology.html`` shows."""

    title: str
    description: str
    version: str
    classes: Sequence[Term]
    properties: Sequence[Term]
    individuals: Sequence[Term]


_RELATIONS = (
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "rdfs:domain",
    "rdfs:range",
    "owl:inverseOf",
    "owl:disjointWith",
    "skos:inScheme",
)
_LABELS = ("rdfs:label", "skos:prefLabel")


def _words(term: str | None, language: str) -> Label:
    """Return the words of a literal, with their language where it is not the one given."""
    tag = quads.language(term) or "" if term else ""
    return Label(quads.value(term) if term else "", "" if tag.split("-")[0] == language else tag)


def _term(iri: str, by: Mapping[str, Sequence[str]]) -> Term:
    namer = state.namer()
    term = namer.data.term
    language = state.language()
    labels = [label for name in _LABELS for label in by.get(term(name), ())]
    label = in_language(labels, language)
    others = [_words(x, "") for x in sorted(labels) if x != label]
    relations = [
        (
            property_label(namer, term(name)),
            [value_of(o, namer) for o in sorted(by[term(name)]) if quads.is_iri(o)],
        )
        for name in _RELATIONS
        if term(name) in by
    ]
    name = iri.partition("#")[2]
    return Term(
        name,
        iri,
        _words(label, language) if label else Label(name),
        others,
        _words(in_language(by.get(term("skos:definition"), ()), language), language),
        _words(in_language(by.get(term("skos:scopeNote"), ()), language), language),
        [_words(x, "") for x in sorted(by.get(term("skos:example"), ()))],
        [(relation, values) for relation, values in relations if values],
    )


def view(rows: Sequence[Quad]) -> TermsView:
    """Return what the page of the ontology shows, from its statements."""
    data = state.site().data
    by: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in rows:
        by[quad.s][quad.p].append(quad.o)
    type_, class_ = data.term("rdf:type"), data.term("owl:Class")
    named = {s: p for s, p in by.items() if "#" in s}
    header = by.get(quads.node(f"{data.base}ontology"), {})
    classes = [_term(quads.value(s), p) for s, p in named.items() if class_ in p.get(type_, ())]
    kinds = {data.term(f"owl:{k}") for k in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
    properties = [_term(quads.value(s), p) for s, p in named.items() if kinds & set(p.get(type_, ()))]
    others = [
        _term(quads.value(s), p) for s, p in named.items() if not {class_, *kinds} & set(p.get(type_, ()))
    ]

    def first(*names: str) -> str:
        found = (in_language(header.get(data.term(name), ()), state.language()) for name in names)
        return next((quads.value(term) for term in found if term), "")

    return TermsView(
        first("dcterms:title", "rdfs:label") or "igr",
        first("dcterms:description"),
        first("owl:versionInfo"),
        sorted(classes, key=lambda t: t.label.text.casefold()),
        sorted(properties, key=lambda t: t.label.text.casefold()),
        sorted(others, key=lambda t: t.label.text.casefold()),
    )


def pieces(text: str, prefix: str) -> list[tuple[str, str]]:
    r"""Return a Turtle text as its statements about one subject each, with the anchor of the subject.

    :param text: as the serialiser writes it: what belongs to a subject is indented
    :param prefix: of the names that have an anchor; all between two of them is one piece, with ``""``

    >>> pieces("@prefix a: <http://a/> .\n@prefix b: <http://b/> .\na:x a a:y ;\n\ta:z 1 .\n", "a")
    [('', '@prefix a: <http://a/> .\n@prefix b: <http://b/> .\n'), ('x', 'a:x a a:y ;\n\ta:z 1 .\n')]
    """
    found: list[tuple[str, str]] = []
    for piece in re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]:
        name, _, local = piece.split(maxsplit=1)[0].partition(":")
        anchor = local if name == prefix else ""
        if not anchor and found and not found[-1][0]:
            piece = found.pop()[1] + piece
        found.append((anchor, piece))
    return found
