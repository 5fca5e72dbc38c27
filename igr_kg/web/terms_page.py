"""The page of the ontology: module by module, term by term, each with its place, use and an instance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from igr_kg.graph import modules, quads
from igr_kg.graph.quads import Quad
from igr_kg.web import diagram, diagrams, state, term_parts
from igr_kg.web.constraints import Constraints, constraints
from igr_kg.web.diagram import Drawing
from igr_kg.web.i18n import collated
from igr_kg.web.labels import Label, in_language
from igr_kg.web.term_parts import Term, Tree
from igr_kg.web.thing_page import Property, Value, properties, value_of
from igr_kg.web.vocabulary import Vocabulary

_TITLE = ("dcterms:title", "rdfs:label")
_SHOWN_ABOVE = (*_TITLE, "dcterms:description")


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the ontology.

    :param name: of the file that declares its terms, without the ending
    :param trees: its classes, then its properties, by what is a kind of what
    """

    name: str
    title: str
    lead: str
    trees: Sequence[Sequence[Tree]]
    drawing: Drawing | None
    picture: str
    classes: Sequence[Term]
    properties: Sequence[Term]
    individuals: Sequence[Term]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme in the list of them.

    :param used: how many of its concepts something is said of
    """

    value: Value
    definition: Label
    concepts: int
    used: int


@dataclass(frozen=True, slots=True)
class TermsView:
    """Everything that ``ontology.html`` shows.

    :param about: what is said of the ontology itself
    :param used: how many of its terms are used in the release
    """

    title: Label
    description: Label
    version: str
    modules: Sequence[Module]
    schemes: Sequence[Scheme]
    about: Sequence[Property]
    classes: int
    properties: int
    used: int


def _title(name: str) -> tuple[str, str]:
    texts = state.texts()
    return texts.get(f"module.{name}", name or texts("ontology.elsewhere")), texts.get(
        f"module_lead.{name}", ""
    )


def order(names: Iterable[str]) -> list[str]:
    """Return names of modules in the order of the texts of the pages; others follow by their names."""
    listed = [key.partition(".")[2] for key in state.site().texts["en"].table if key.startswith("module.")]
    place = {name: number for number, name in enumerate(listed)}
    return sorted(names, key=lambda name: (not name, place.get(name, len(place)), name))


def by_module(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Return the terms of each module; those that no file declares are under ``""``."""
    homes = modules.modules(vocabulary.base)
    found: dict[str, list[str]] = defaultdict(list)
    for term in vocabulary.terms:
        found[homes.get(quads.value(term), "")].append(term)
    return found


def drawing(terms: Sequence[str], name: str, vocabulary: Vocabulary, *, style: str = "") -> Drawing | None:
    """Return the picture of a module; None where it has no class or property.

    :param style: CSS to put in, for a picture that stands alone
    """
    texts = state.texts()
    shapes = constraints(vocabulary.base)
    found = diagrams.boxes(terms, vocabulary, shapes, state.namer(), texts("ontology.or"))
    title = texts("ontology.picture", title=_title(name)[0])
    return (
        diagram.draw(found, title, texts.language, style=style, rtl=texts.direction == "rtl")
        if found
        else None
    )


def _trees(terms: Sequence[Term], vocabulary: Vocabulary, kind: str) -> list[Tree]:
    by = {quads.node(term.iri): term for term in terms if term.kind_name == kind}
    return term_parts.trees(by, vocabulary, kind)


def _module(name: str, terms: Sequence[str], vocabulary: Vocabulary, shapes: Constraints) -> Module:
    found = [term_parts.term(iri, vocabulary, shapes) for iri in terms]
    found.sort(key=lambda term: collated(term.label.text))
    classes = [term for term in found if term.kind_name == "class"]
    listed = [term for term in found if term.kind_name == "property"]
    others = [term for term in found if term.kind_name not in ("class", "property")]
    title, lead = _title(name)
    return Module(
        name,
        title,
        lead,
        [tree for tree in (_trees(found, vocabulary, kind) for kind in ("class", "property")) if tree],
        drawing(terms, name, vocabulary),
        state.addresses().path(f"/ontology/diagram/{name}.svg") if name else "",
        classes,
        listed,
        others,
    )


def _schemes(rows: Sequence[Quad]) -> list[Scheme]:
    namer = state.namer()
    vocabulary = Vocabulary.of(rows, namer.data.base)
    concepts: dict[str, list[str]] = defaultdict(list)
    for subject in vocabulary.by:
        for scheme in vocabulary.objects(subject, "skos:inScheme"):
            concepts[scheme].append(subject)
    type_ = quads.term("skos:ConceptScheme", vocabulary.base)
    found = []
    for scheme in (s for s in vocabulary.by if type_ in vocabulary.objects(s, "rdf:type")):
        used = sum(1 for concept in concepts[scheme] if state.site().uses.get(quads.value(concept)))
        definition = term_parts.words(vocabulary.objects(scheme, "skos:definition"))
        found.append(Scheme(value_of(scheme, namer), definition, len(concepts[scheme]), used))
    return sorted(found, key=lambda scheme: scheme.value.order)


def view(vocabulary: Vocabulary, schemes: Sequence[Quad]) -> TermsView:
    """Return what the page of the ontology shows.

    :param vocabulary: what is said of the ontology and its terms, with the unnamed nodes that belong to them
    :param schemes: what is said of schemes and concepts
    """
    namer = state.namer()
    shapes = constraints(vocabulary.base)
    term_parts.learn(vocabulary.terms)
    homes = by_module(vocabulary)
    header = quads.node(f"{vocabulary.base}ontology")
    kinds = [vocabulary.kind(term) for term in vocabulary.terms]
    hidden = {quads.term(name, vocabulary.base) for name in _SHOWN_ABOVE}

    def first(*names: str) -> Label:
        found = (in_language(vocabulary.objects(header, name), state.language()) for name in names)
        return term_parts.words(next(([term] for term in found if term), ()))

    title = first(*_TITLE)
    said = vocabulary.by.get(header, {})
    about = [Quad(header, p, o) for p, values in said.items() if p not in hidden for o in values]
    return TermsView(
        title if title.text else replace(title, text="igr"),
        first("dcterms:description"),
        first("owl:versionInfo").text,
        [_module(name, homes[name], vocabulary, shapes) for name in order(homes)],
        _schemes(schemes),
        properties(namer, about, {}),
        kinds.count("class"),
        kinds.count("property"),
        sum(1 for term in vocabulary.terms if state.site().uses.get(quads.value(term))),
    )
