"""Which shapes constrain a term, and what they tell of properties that have no domain or range."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from igr_kg import assets
from igr_kg.graph import ontology, quads
from igr_kg.web.vocabulary import Vocabulary

_LISTS = ("sh:or", "sh:and", "sh:xone")
_STEPS = ("sh:path", "sh:inversePath", "sh:alternativePath", "rdf:first", "rdf:rest")


@dataclass(frozen=True)
class Constraints:
    """The shapes by what they are about; names are local names under the namespace of the shapes.

    :param vocabulary: the statements of the shapes
    :param by_class: class (term) -> node shapes with it as target
    :param by_property: property (term) -> shapes with it as path, or as target of its subjects or objects
    :param used_on: property (term) -> classes whose node shapes have a property shape with it as path
    :param leads_to: property (term) -> classes that its values have by these shapes
    :param targets: node shape -> its targets: (``class``, ``subjects``, ``objects`` or ``node``, term)
    """

    vocabulary: Vocabulary
    by_class: Mapping[str, Sequence[str]]
    by_property: Mapping[str, Sequence[str]]
    used_on: Mapping[str, Sequence[str]]
    leads_to: Mapping[str, Sequence[str]]
    targets: Mapping[str, Sequence[tuple[str, str]]]

    def messages(self, name: str) -> Sequence[str]:
        """Return what a shape says when it is broken, a literal for each language."""
        return self.vocabulary.objects(quads.node(f"{self.vocabulary.base}shapes#{name}"), "sh:message")

    def asking_for(self, scheme: str) -> Sequence[str]:
        """Return the property shapes whose values are of a concept scheme (term)."""
        base = self.vocabulary.base
        has, property_, node = (quads.term(f"sh:{name}", base) for name in ("hasValue", "property", "node"))
        rules = self._with(has, {scheme})
        found = self._with(node, rules | self._with(property_, rules))
        return sorted(quads.value(s).partition("#")[2] for s in found if s.startswith(f"<{base}shapes#"))

    def _with(self, predicate: str, values: set[str]) -> set[str]:
        return {s for s, said in self.vocabulary.by.items() if not values.isdisjoint(said.get(predicate, ()))}


def constraints(base: str) -> Constraints:
    """Return the index of the shapes that ship."""
    return _constraints(assets.folder("shapes"), base)


@cache
def _constraints(folder: Path, base: str) -> Constraints:
    return _Reading(Vocabulary.of(ontology.quads(base, (folder.name,)), base)).index()


class _Reading:
    """Reads the shapes once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.of = vocabulary
        self.start = f"<{vocabulary.base}shapes#"
        self.steps = {quads.term(name, vocabulary.base) for name in _STEPS}
        self.by_class: dict[str, set[str]] = defaultdict(set)
        self.by_property: dict[str, set[str]] = defaultdict(set)
        self.used_on: dict[str, set[str]] = defaultdict(set)
        self.leads_to: dict[str, set[str]] = defaultdict(set)
        self.targets: dict[str, list[tuple[str, str]]] = {}

    def name(self, shape: str) -> str:
        return quads.value(shape).partition("#")[2]

    def index(self) -> Constraints:
        for shape in sorted(s for s in self.of.by if s.startswith(self.start)):
            self._targets(shape)
            for property_ in self._paths(shape):
                self.by_property[property_].add(self.name(shape))
        by_class, by_property, used_on, leads_to = (
            {term: sorted(names) for term, names in table.items()}
            for table in (self.by_class, self.by_property, self.used_on, self.leads_to)
        )
        return Constraints(self.of, by_class, by_property, used_on, leads_to, self.targets)

    def _targets(self, shape: str) -> None:
        name = self.name(shape)
        classes = self.of.objects(shape, "sh:targetClass")
        found = [("class", term) for term in classes]
        for kind, property_ in (("subjects", "sh:targetSubjectsOf"), ("objects", "sh:targetObjectsOf")):
            found += [(kind, term) for term in self.of.objects(shape, property_)]
        found += [("node", term) for term in self.of.objects(shape, "sh:targetNode")]
        if found:
            self.targets[name] = found
        for kind, term in found:
            (self.by_class if kind == "class" else self.by_property)[term].add(name)
        for inner in self.of.objects(shape, "sh:property"):
            for property_ in self.of.objects(inner, "sh:path"):
                if quads.is_iri(property_):
                    self.used_on[property_].update(classes)
                    self.leads_to[property_].update(self._values(inner))

    def _paths(self, shape: str) -> set[str]:
        """Return the properties that the path of a shape goes along, and those of its unnamed parts."""
        found: set[str] = set()
        waiting, seen = [*self.of.objects(shape, "sh:path")], {shape}
        for name in ("sh:property", "sh:node", "sh:not", *_LISTS):
            waiting += [term for term in self.of.objects(shape, name) if not quads.is_iri(term)]
        while waiting:
            node = waiting.pop()
            if quads.is_iri(node):
                found.add(node)
            elif node not in seen:
                seen.add(node)
                for predicate, values in self.of.by.get(node, {}).items():
                    along = predicate in self.steps
                    waiting += [term for term in values if along or not quads.is_iri(term)]
        return found - {quads.term("rdf:nil", self.of.base)}

    def _values(self, shape: str) -> set[str]:
        """Return the classes that one of the alternatives of a property shape asks for."""
        found = set(self.of.objects(shape, "sh:class"))
        for inner in self.of.objects(shape, "sh:node"):
            found |= self._values(inner)
        for name in _LISTS:
            for head in self.of.objects(shape, name):
                for part in self.of.items(head):
                    found |= self._values(part)
        return found
