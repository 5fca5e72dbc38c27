"""The data set, graph by graph: which graphs belong to one language version, who describes what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from igr_kg.graph.quads import RDF_TYPE, Quad, value

DOCUMENT, EVIDENCE, TEXT, SUBMISSION = (f"graph/{n}/" for n in ("document", "evidence", "text", "submission"))
AUTHORITY, CURATED, LINKS, ONTOLOGY, CATALOGUE = (
    f"graph/{n}" for n in ("authority", "curated", "links", "ontology", "catalogue")
)


@dataclass(frozen=True)
class Version:
    """The graphs of one language version of one document.

    :param iri: of the version, ``<base>id/document/<slug>/<lang>``
    :param document: of the work
    :param evidence_graph: IRI of the graph of evidence, also where it is empty
    """

    iri: str
    document: str
    facts: Sequence[Quad]
    evidence: Sequence[Quad]
    text: Sequence[Quad]
    evidence_graph: str

    @cached_property
    def records(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """The records of evidence and their spans: subject -> property IRI -> objects."""
        found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in self.evidence:
            found[quad.s][value(quad.p)].append(quad.o)
        return {subject: dict(record) for subject, record in found.items()}


@dataclass
class Dataset:
    """All statements by graph, and where each thing is described.

    :param base: base of the project's IRIs
    :param graphs: graph IRI -> its statements
    :param types: subject term -> the statements that give it a type, in any graph but evidence
    """

    base: str
    graphs: dict[str, list[Quad]] = field(default_factory=dict)
    types: dict[str, list[Quad]] = field(default_factory=dict)
    _known: dict[str, list[Quad]] = field(default_factory=dict)

    @classmethod
    def of(cls, quads: Iterable[Quad], base: str) -> Dataset:
        """Return the data set of some statements in any order; each counts once."""
        graphs: defaultdict[str, dict[Quad, None]] = defaultdict(dict)
        types: defaultdict[str, dict[Quad, None]] = defaultdict(dict)
        evidence = base + EVIDENCE
        for quad in quads:
            name = value(quad.g) if quad.g else ""
            graphs[name][quad] = None
            if quad.p == RDF_TYPE and not name.startswith(evidence):
                types[quad.s][quad] = None
        return cls(
            base,
            {name: list(graphs[name]) for name in sorted(graphs)},
            {subject: list(found) for subject, found in types.items()},
        )

    def named(self, prefix: str) -> Iterator[tuple[str, list[Quad]]]:
        """Yield the graphs whose local name begins so, in order of name."""
        for name, quads in self.graphs.items():
            if name.startswith(self.base + prefix):
                yield name, quads

    def versions(self) -> Iterator[Version]:
        """Yield the language versions that have a graph of facts, evidence or text."""
        keys = {
            name.removeprefix(self.base + prefix)
            for prefix in (DOCUMENT, EVIDENCE, TEXT)
            for name, _ in self.named(prefix)
        }
        for key in sorted(keys):
            names = [f"{self.base}{prefix}{key}" for prefix in (DOCUMENT, EVIDENCE, TEXT)]
            facts, evidence, text = (self.graphs.get(name, []) for name in names)
            document = f"{self.base}id/document/{key.rpartition('/')[0]}"
            yield Version(f"{self.base}id/document/{key}", document, facts, evidence, text, names[1])

    def context(self, quads: Iterable[Quad]) -> list[Quad]:
        """Return the types of everything that some statements speak of, wherever they are given."""
        spoken_of = {quad.o for quad in quads if quad.o.startswith("<")}
        return [found for term in sorted(spoken_of) for found in self.types.get(term, ())]

    def elsewhere(self, quads: Collection[Quad]) -> list[Quad]:
        """Return what is said elsewhere of the things that some statements add to but do not type.

        A link, say, adds to a country; the country is to be looked at as a whole: as authority and ontology
        describe it. What only texts tell of, and links add to, is as the first text says.
        """
        if not self._known:
            for prefix in (AUTHORITY, ONTOLOGY):
                for quad in self.graphs.get(self.base + prefix, ()):
                    self._known.setdefault(quad.s, []).append(quad)
            self._know_of_texts()
        untyped = {quad.s for quad in quads} - {quad.s for quad in quads if quad.p == RDF_TYPE}
        return [quad for subject in sorted(untyped) for quad in self._known.get(subject, ())]

    def _know_of_texts(self) -> None:
        linked = {quad.s for quad in self.graphs.get(self.base + LINKS, ())} - self._known.keys()
        where = {
            subject: next(q.g for q in self.types[subject] if value(q.g).startswith(self.base + DOCUMENT))
            for subject in linked
            if any(value(q.g).startswith(self.base + DOCUMENT) for q in self.types.get(subject, ()))
        }
        for graph in sorted({value(name) for name in where.values()}):
            for quad in self.graphs[graph]:
                if where.get(quad.s) == quad.g:
                    self._known.setdefault(quad.s, []).append(quad)

    def shared(self) -> list[Quad]:
        """Return the statements about things that several graphs of facts, or the authority, describe."""
        graphs = [*self.named(DOCUMENT), *self.named(SUBMISSION), *self.named(AUTHORITY)]
        where: defaultdict[str, set[str]] = defaultdict(set)
        for name, quads in graphs:
            for quad in quads:
                where[quad.s].add(name)
        return [quad for _, quads in graphs for quad in quads if len(where[quad.s]) > 1]
