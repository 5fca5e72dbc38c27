"""What the pages show of one term or concept of the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from igr_kg.graph import quads
from igr_kg.web import sources, state, unused
from igr_kg.web.constraints import Constraints
from igr_kg.web.evidence import Evidence
from igr_kg.web.i18n import collated
from igr_kg.web.labels import Label, in_language
from igr_kg.web.sources import Source
from igr_kg.web.thing_page import Value, property_label, value_of
from igr_kg.web.usage import NONE, Use
from igr_kg.web.vocabulary import KINDS, MATCHES, UP, Vocabulary

_LABELS = ("rdfs:label", "skos:prefLabel")
_MANY = 12
"""From how many terms on that share nothing with one these stand folded up."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What links a term to others.

    :param join: what stands between the values
    :param folded: whether there are so many that they are shown on demand
    """

    label: str
    values: Sequence[Value]
    join: str = ", "
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape that constrains a term.

    :param message: what it says when it is broken
    """

    name: str
    href: str
    message: Label


@dataclass(frozen=True, slots=True)
class Instance:
    """A thing of a class, or a statement with a property or about a concept, from the release.

    :param source: the words that it was read from; None for what was not read from a text
    """

    subject: Value
    predicate: str = ""
    value: Value | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A class, a property, or a thing that the ontology names, such as a status or a concept.

    :param label: in the visitor's language, or in another one that it then names
    :param definition: as the label; empty when there is none
    :param notes: on what may mislead about it, and others
    :param examples: of how texts speak of it, each in its language
    :param kind_name: ``class``, ``property``, ``concept`` or ``""``
    :param kinds: what it is, in words: kind and characteristics
    :param href: leads to the things of a class
    :param reason: why nothing is of this class, or said with this property, where that is known
    """

    anchor: str
    iri: str
    label: Label
    other_labels: Sequence[Label]
    definition: Label
    notes: Sequence[Label]
    examples: Sequence[Label]
    kind_name: str
    kinds: Sequence[str]
    relations: Sequence[Relation]
    alignments: Sequence[Relation]
    shapes: Sequence[Shape]
    use: Use
    href: str | None
    instance: Instance | None
    reason: Label


@dataclass(frozen=True, slots=True)
class Tree:
    """A term with what is below it."""

    label: Label
    anchor: str
    below: Sequence[Tree]


def words(terms: Iterable[str]) -> Label:
    """Return the text that suits the page best, with its language where that is another than the page's."""
    found = in_language(terms, state.language())
    tag = quads.language(found) or "" if found else ""
    return Label(quads.value(found) if found else "", "" if tag.split("-")[0] == state.language() else tag)


def _all(terms: Iterable[str]) -> list[Label]:
    return [Label(quads.value(t), quads.language(t) or "") for t in sorted(terms, key=_by_language)]


def _by_language(term: str) -> tuple[str, str]:
    return quads.language(term) or "", term


def learn(terms: Sequence[str]) -> None:
    """Fetch at once what the instances of terms are called by."""
    found = state.site().reference.instances(terms, state.language())
    state.known_records().update(found.records)
    state.namer().recall(found.known)


def _instance(use: Use, kind: str) -> Instance | None:
    namer = state.namer()
    record: Evidence | None = state.known_records().get(use.record(state.language()))
    if record is None:
        return Instance(value_of(quads.node(use.first), namer)) if use.first else None
    subject, predicate, value = record.triple
    shown = sources.source(record)
    if kind == "class":
        return Instance(value_of(subject, namer), source=shown)
    return Instance(value_of(subject, namer), property_label(namer, predicate), value_of(value, namer), shown)


def _kinds(term: str, vocabulary: Vocabulary) -> list[str]:
    types = [quads.value(t) for t in vocabulary.objects(term, "rdf:type")]
    first = [quads.expand(name, vocabulary.base) for name in KINDS]
    types.sort(key=lambda iri: (iri not in first, iri))
    namer = state.namer()
    return [
        (namer.label(iri) if namer.addresses.local(iri) else namer.foreign(iri)).plain
        for iri in types
        if not iri.endswith("#NamedIndividual")
    ]


def _values(nodes: Iterable[str], vocabulary: Vocabulary) -> tuple[list[Value], str]:
    """Return named classes as they are shown and what joins them; an expression gives its parts."""
    nodes = list(nodes)
    join = next((word for node in nodes if (word := vocabulary.anonymous(node))), "")
    named = [name for node in nodes for name in vocabulary.classes(node)]
    shown = sorted((value_of(name, state.namer()) for name in dict.fromkeys(named)), key=lambda v: v.order)
    return shown, state.texts()(f"ontology.{join}") if join else state.texts()("label.comma")


def _relations(term: str, vocabulary: Vocabulary, shapes: Constraints) -> list[Relation]:
    texts, base = state.texts(), vocabulary.base
    kind = vocabulary.kind(term)
    up = UP.get(kind, "")

    def ours(name: str) -> list[str]:
        foreign = name in UP.values()
        return [o for o in vocabulary.objects(term, name) if not foreign or base in o or not quads.is_iri(o)]

    tables: list[tuple[str, Iterable[str]]] = [
        (texts(f"term.{up}"), ours(up)) if up else ("", ()),
        (texts(f"inverse.{up}"), vocabulary.below.get((up, term), ())) if up else ("", ()),
        (texts("term.rdfs:domain"), ours("rdfs:domain")),
        (texts("term.rdfs:range"), ours("rdfs:range")),
        (texts("term.owl:inverseOf"), vocabulary.inverses.get(term, ())),
        (texts("term.skos:inScheme"), ours("skos:inScheme")),
        (texts("term.rdfs:seeAlso"), ours("rdfs:seeAlso")),
        (texts("term.owl:disjointWith"), vocabulary.disjoint.get(term, ())),
    ]
    if kind == "property":
        stated = [bool(ours("rdfs:domain")), bool(ours("rdfs:range"))]
        for known, key, table in zip(
            stated, ("used_on", "leads_to"), (shapes.used_on, shapes.leads_to), strict=True
        ):
            tables.append((texts(f"ontology.{key}"), () if known else table.get(term, ())))
    found = []
    for label, nodes in tables:
        values, join = _values(nodes, vocabulary)
        if values:
            found.append(Relation(label, values, join, len(values) > _MANY))
    return found


def _alignments(term: str, vocabulary: Vocabulary) -> list[Relation]:
    namer = state.namer()
    names = [*MATCHES, *(name for name in (UP["class"], UP["property"]))]
    found = []
    for name in names:
        others = [
            o
            for o in vocabulary.objects(term, name)
            if quads.is_iri(o) and (name in MATCHES or vocabulary.base not in o)
        ]
        if others:
            label = property_label(namer, quads.term(name, vocabulary.base))
            found.append(Relation(label, [value_of(o, namer) for o in others]))
    return found


def _shapes(term: str, shapes: Constraints) -> list[Shape]:
    names = [*shapes.by_class.get(term, ()), *shapes.by_property.get(term, ())]
    path = state.addresses().path
    return [Shape(name, path("/shapes", name), words(shapes.messages(name))) for name in dict.fromkeys(names)]


def term(iri: str, vocabulary: Vocabulary, shapes: Constraints) -> Term:
    """Return what is shown of a term.

    :param iri: as a term of N-Quads
    """
    labels = [label for name in _LABELS for label in vocabulary.objects(iri, name)]
    label, value = words(labels), quads.value(iri)
    anchor = value.removeprefix(vocabulary.base).partition("#")[2] or value.rpartition("/")[2]
    kind = vocabulary.kind(iri)
    use = state.site().uses.get(value, NONE)
    notes = [words(vocabulary.objects(iri, name)) for name in ("skos:scopeNote", "skos:note", "rdfs:comment")]
    return Term(
        anchor,
        value,
        label if label.text else Label(anchor),
        _all(name for name in labels if name != in_language(labels, state.language())),
        words(vocabulary.objects(iri, "skos:definition")),
        [note for note in notes if note.text],
        _all(vocabulary.objects(iri, "skos:example")),
        kind,
        _kinds(iri, vocabulary),
        _relations(iri, vocabulary, shapes),
        _alignments(iri, vocabulary),
        _shapes(iri, shapes),
        use,
        state.addresses().path(f"/browse/{anchor}") if value in state.site().counts else None,
        _instance(use, kind),
        Label("") if use.used else unused.reason(anchor),
    )


def trees(terms: Mapping[str, Term], vocabulary: Vocabulary, kind: str) -> list[Tree]:
    """Return terms with those below them among themselves; what has two above it stands below both.

    :param terms: by their IRIs in N-Quads
    :param kind: a key of :data:`UP`
    """

    def tree(iri: str, above: frozenset[str]) -> Tree:
        below = [c for c in vocabulary.below.get((UP[kind], iri), ()) if c in terms and c not in above]
        found = [tree(child, above | {iri}) for child in below]
        return Tree(terms[iri].label, terms[iri].anchor, sorted(found, key=_name))

    roots = [iri for iri in terms if not any(parent in terms for parent in vocabulary.objects(iri, UP[kind]))]
    return sorted((tree(iri, frozenset()) for iri in roots), key=_name)


def _name(tree: Tree) -> str:
    return collated(tree.label.text)
