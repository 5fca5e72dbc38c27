"""Statements by subject, with what the comparison of two versions asks about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from igr_kg.graph.quads import PREFIXES, RDF_TYPE, Quad, is_blank

_KINDS = {
    f"<{PREFIXES['owl']}Class>": "class",
    f"<{PREFIXES['owl']}ObjectProperty>": "property",
    f"<{PREFIXES['owl']}DatatypeProperty>": "property",
    f"<{PREFIXES['owl']}AnnotationProperty>": "property",
    f"<{PREFIXES['skos']}ConceptScheme>": "scheme",
    f"<{PREFIXES['skos']}Concept>": "concept",
}
FIRST, REST, NIL = (f"<{PREFIXES['rdf']}{name}>" for name in ("first", "rest", "nil"))


def iri(name: str) -> str:
    """Return the term of a prefixed name that is not the project's own.

    >>> iri("rdfs:label")
    '<http://www.w3.org/2000/01/rdf-schema#label>'
    """
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


class Statements:
    """A set of statements.

    :param rows: of any graph; which one is not looked at
    :param base: where the project's own IRIs begin
    """

    def __init__(self, rows: Iterable[Quad], base: str) -> None:
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in rows:
            found[row.s][row.p].add(row.o)
        self.base = base
        self.by: Mapping[str, Mapping[str, set[str]]] = {s: dict(p) for s, p in found.items()}
        self._own = (f"<{base}ontology#", f"<{base}scheme/")
        self.terms = frozenset(s for s in self.by if s.startswith(self._own) and RDF_TYPE in self.by[s])

    def objects(self, subject: str, predicate: str) -> set[str]:
        """Return the values of a property (term)."""
        return self.by.get(subject, {}).get(predicate, set())

    def value(self, subject: str, predicate: str) -> str | None:
        """Return the value of a property, the first one where there are several."""
        return min(self.objects(subject, predicate), default=None)

    def subjects(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Yield subject and object of a property's statements, sorted."""
        for subject in sorted(self.by):
            for target in sorted(self.by[subject].get(predicate, ())):
                yield subject, target

    def kind(self, term: str) -> str:
        """Return ``class``, ``property``, ``scheme``, ``concept``, or ``individual`` for another thing."""
        return next((_KINDS[t] for t in sorted(self.objects(term, RDF_TYPE)) if t in _KINDS), "individual")

    def kinds(self, term: str) -> frozenset[str]:
        """Return the types of a term that make it a class, a kind of property, a scheme or a concept."""
        return frozenset(self.objects(term, RDF_TYPE) & _KINDS.keys())

    def above(self, term: str, predicate: str) -> set[str]:
        """Return a term and all that a property leads to from it, step by step."""
        found: set[str] = set()
        waiting = [term]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.objects(one, predicate)
        return found

    def members(self, node: str) -> tuple[str, ...]:
        """Return the members of a list (RDF collection)."""
        found: list[str] = []
        seen = set()
        while node != NIL and node not in seen and (first := self.value(node, FIRST)) is not None:
            seen.add(node)
            found.append(first)
            node = self.value(node, REST) or NIL
        return tuple(found)

    def written(self, node: str, leave_out: frozenset[str] = frozenset(), depth: int = 12) -> str:
        """Return a term; for a blank node all that is said of it, the same whatever its label is.

        :param leave_out: properties that do not count
        """
        if not is_blank(node) or depth == 0:
            return node
        if self.objects(node, FIRST):
            inner = [self.written(one, leave_out, depth - 1) for one in self.members(node)]
            return f"( {' '.join(inner)} )"
        said = [
            f"{p} {self.written(o, leave_out, depth - 1)}"
            for p, objects in self.by.get(node, {}).items()
            if p not in leave_out
            for o in objects
        ]
        return f"[ {' ; '.join(sorted(said))} ]"
