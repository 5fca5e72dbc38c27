"""The page of a concept scheme: its concepts, what is broader, and how often something is said of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from igr_kg.graph import quads
from igr_kg.graph.quads import Quad
from igr_kg.web import state, term_parts
from igr_kg.web.constraints import constraints
from igr_kg.web.labels import Label
from igr_kg.web.term_parts import Shape, Term, Tree
from igr_kg.web.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept with what it is called and its code.

    :param depth: how many concepts are above it, at most 5
    :param href: its own page
    """

    term: Term
    notation: str
    depth: int
    href: str
    alternatives: Sequence[Label]


@dataclass(frozen=True, slots=True)
class SchemeView:
    """Everything that ``scheme.html`` shows.

    :param shapes: which ask for a concept of this scheme
    """

    iri: str
    about: Term
    trees: Sequence[Tree]
    concepts: Sequence[Concept]
    shapes: Sequence[Shape]
    used: int


def is_scheme(rows: Sequence[Quad], iri: str) -> bool:
    """Tell whether some statements say that a thing (IRI) is a concept scheme."""
    base = state.site().settings.base_iri
    said = Quad(quads.node(iri), quads.RDF_TYPE, quads.term("skos:ConceptScheme", base))
    return any((q.s, q.p, q.o) == said[:3] for q in rows)


def _without(scheme: str, term: Term) -> Term:
    """Return a concept without saying that it is in the scheme whose page it is on."""
    iri = quads.value(scheme)
    kept = [r for r in term.relations if any(value.iri != iri for value in r.values)]
    return replace(term, relations=kept)


def view(rows: Sequence[Quad], iri: str) -> SchemeView:
    """Return what the page of a scheme (IRI) shows."""
    namer = state.namer()
    vocabulary = Vocabulary.of(rows, namer.data.base)
    shapes = constraints(vocabulary.base)
    scheme = quads.node(iri)
    members = [s for s in vocabulary.by if scheme in vocabulary.objects(s, "skos:inScheme")]
    term_parts.learn(members)
    by = {member: _without(scheme, term_parts.term(member, vocabulary, shapes)) for member in members}
    trees = term_parts.trees(by, vocabulary, "concept")
    terms = {term.anchor: (node, term) for node, term in by.items()}
    concepts: dict[str, Concept] = {}

    def add(tree: Tree, depth: int) -> None:
        node, term = terms[tree.anchor]
        notation = next((quads.value(n) for n in vocabulary.objects(node, "skos:notation")), tree.anchor)
        href = namer.addresses.href(term.iri) or "#"
        others = [
            Label(quads.value(o), quads.language(o) or "") for o in vocabulary.objects(node, "skos:altLabel")
        ]
        concepts.setdefault(tree.anchor, Concept(term, notation, min(depth, 5), href, others))
        for below in tree.below:
            add(below, depth + 1)

    for tree in trees:
        add(tree, 0)
    asking = [
        Shape(name, state.addresses().path("/shapes", name), term_parts.words(shapes.messages(name)))
        for name in shapes.asking_for(scheme)
    ]
    used = sum(1 for term in by.values() if term.use.n)
    return SchemeView(
        iri, term_parts.term(scheme, vocabulary, shapes), trees, list(concepts.values()), asking, used
    )
