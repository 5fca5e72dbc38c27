"""The ontology as its quality is checked, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from rdflib import OWL, RDF, SKOS, Graph, Literal, URIRef
from rdflib.term import Node


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in the ontology.

    :param code: of the check
    :param term: what it is about, an IRI or a text
    :param told: what is wrong with it
    """

    code: str
    term: str
    told: str


@dataclass(frozen=True)
class Ontology:
    """The ontology as it is checked.

    :param graph: its statements, with its names, on one base
    :param shapes: the shapes, which say what a property is used on where the ontology leaves it open
    :param base: of the project's IRIs
    :param languages: tags of the languages in which every term is named
    :param defined: tags of those in which every term is defined
    :param used: local names of terms that data, code, queries or shapes use; None: not looked for
    """

    graph: Graph
    shapes: Graph
    base: str
    languages: Collection[str] = ("ar", "en", "es", "fr", "ru", "zh")
    defined: Collection[str] = ("ar", "en", "es", "fr", "ru", "zh")
    used: Collection[str] | None = None

    def _of(self, *kinds: URIRef) -> list[URIRef]:
        found = {s for kind in kinds for s in self.graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}
        return sorted(s for s in found if s.startswith(f"{self.base}ontology#"))

    @cached_property
    def classes(self) -> list[URIRef]:
        """Our own classes."""
        return self._of(OWL.Class)

    @cached_property
    def properties(self) -> list[URIRef]:
        """Our own properties."""
        return self._of(OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)

    @cached_property
    def concepts(self) -> list[URIRef]:
        """The concepts and schemes, which stand under their schemes or among the terms."""
        kinds = (SKOS.Concept, SKOS.ConceptScheme)
        found = {s for kind in kinds for s in self.graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}
        return sorted(s for s in found if s.startswith(self.base))

    @cached_property
    def everything(self) -> list[URIRef]:
        """Every term, concept and scheme of ours."""
        return sorted({*self.classes, *self.properties, *self.concepts})

    def texts(self, term: Node, property_: URIRef) -> list[Literal]:
        """Return the literals of a property."""
        return [o for o in self.graph.objects(term, property_) if isinstance(o, Literal)]


Found = Iterator[tuple[Node | str, str]]
Check = Callable[[Ontology], Found]
