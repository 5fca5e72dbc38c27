"""The ontology as a reference work needs it: its statements by term, downwards as well as upwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from igr_kg.graph import quads
from igr_kg.graph.quads import Quad

KINDS = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")
UP = {"class": "rdfs:subClassOf", "property": "rdfs:subPropertyOf", "concept": "skos:broader"}
MATCHES = tuple(f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related"))
_JOINED = {"owl:unionOf": "or", "owl:intersectionOf": "and", "owl:oneOf": "or"}
_QUANTIFIERS = tuple(f"owl:{name}" for name in ("someValuesFrom", "allValuesFrom", "hasValue"))


@dataclass(frozen=True)
class Vocabulary:
    """Statements of the ontology, or of a scheme, by subject and property; terms as N-Quads writes them.

    :param base: base of the project's IRIs
    """

    base: str
    by: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Quad], base: str) -> Vocabulary:
        """Return the vocabulary that some statements make, those about unnamed nodes included."""
        by: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in rows:
            by[quad.s][quad.p].append(quad.o)
        return cls(base, {s: {p: sorted(set(o)) for p, o in of.items()} for s, of in by.items()})

    def objects(self, subject: str, name: str) -> Sequence[str]:
        """Return the values of a property (a prefixed name) of a term, sorted."""
        return self.by.get(subject, {}).get(quads.term(name, self.base), ())

    def kind(self, subject: str) -> str:
        """Return ``class``, ``property`` or ``concept``, or ``""`` for anything else."""
        types = {quads.value(term) for term in self.objects(subject, "rdf:type")}
        for name in KINDS:
            if quads.expand(name, self.base) in types:
                return "class" if name == "owl:Class" else "property"
        return "concept" if quads.expand("skos:Concept", self.base) in types else ""

    @cached_property
    def terms(self) -> Sequence[str]:
        """Everything under the namespace of the ontology, sorted."""
        return sorted(s for s in self.by if s.startswith(f"<{self.base}ontology#"))

    @cached_property
    def below(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """What says to be directly below a term: (property as in :data:`UP`, term) -> terms."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name in UP.values():
            for subject in self.by:
                for parent in self.objects(subject, name):
                    found[name, parent].append(subject)
        return found

    def descendants(self, subject: str, name: str) -> set[str]:
        """Return a term and everything below it by a property of :data:`UP`."""
        found, waiting = {subject}, [subject]
        while waiting:
            new = [child for child in self.below.get((name, waiting.pop()), ()) if child not in found]
            found.update(new)
            waiting += new
        return found

    def items(self, head: str) -> Iterator[str]:
        """Yield the members of an RDF list; one that leads back into itself ends there."""
        seen: set[str] = set()
        while head in self.by and head not in seen:
            seen.add(head)
            yield from self.objects(head, "rdf:first")
            head = next(iter(self.objects(head, "rdf:rest")), "")

    @cached_property
    def disjoint(self) -> Mapping[str, Sequence[str]]:
        """The terms that share nothing with a term, as the ontology says; what lies below inherits it."""
        found: dict[str, set[str]] = defaultdict(set)
        for subject in self.by:
            groups = [
                [subject, other]
                for name in ("owl:disjointWith", "owl:propertyDisjointWith")
                for other in self.objects(subject, name)
            ]
            if self.objects(subject, "rdf:type") and not quads.is_iri(subject):
                groups += [list(self.items(head)) for head in self.objects(subject, "owl:members")]
            for group in groups:
                for term in group:
                    found[term] |= set(group) - {term}
        return {term: sorted(others) for term, others in found.items()}

    @cached_property
    def inverses(self) -> Mapping[str, Sequence[str]]:
        """The inverse properties of a property, whichever of the two says so."""
        found: dict[str, set[str]] = defaultdict(set)
        for subject in self.by:
            for other in self.objects(subject, "owl:inverseOf"):
                found[subject].add(other)
                found[other].add(subject)
        return {term: sorted(others) for term, others in found.items()}

    def classes(self, node: str) -> Sequence[str]:
        """Return the named classes that a class expression is made of; of a named class itself."""
        if quads.is_iri(node):
            return (node,)
        heads = [head for name in _JOINED for head in self.objects(node, name)]
        parts = [part for head in heads for part in self.items(head)]
        parts += [part for name in _QUANTIFIERS for part in self.objects(node, name)]
        return tuple(name for part in parts if part != node for name in self.classes(part))

    def anonymous(self, node: str) -> str:
        """Return how the parts of an unnamed class expression are joined: ``or``, ``and`` or ``""``."""
        return next((word for name, word in _JOINED.items() if self.objects(node, name)), "")
