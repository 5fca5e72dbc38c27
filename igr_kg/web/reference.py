"""What the pages of the ontology need of the store, asked once.

A release does not change while it is served.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from igr_kg.graph import quads
from igr_kg.graph.quads import Quad
from igr_kg.web import evidence, usage
from igr_kg.web.addresses import Addresses
from igr_kg.web.data import Data, Text
from igr_kg.web.evidence import Evidence
from igr_kg.web.i18n import Texts
from igr_kg.web.labels import Facts, Known, Namer
from igr_kg.web.usage import NONE, Use
from igr_kg.web.vocabulary import Vocabulary

_UNDER = """SELECT ?g ?s ?p ?o WHERE { VALUES ?g { $graph } GRAPH ?g { ?s ?p ?o
  FILTER(STR(?s) = $name || STRSTARTS(STR(?s), $prefix)) } }"""
_UNNAMED = """SELECT ?g ?s ?p ?o WHERE { VALUES ?g { $graph } GRAPH ?g { ?s ?p ?o
  FILTER(isBlank(?s) && NOT EXISTS { ?s owl:annotatedSource ?named }) } }"""
_ANNOTATED = """SELECT ?g ?s ?p ?o WHERE { VALUES ?g { $graph } GRAPH ?g { ?s owl:annotatedSource ?named .
  ?s ?p ?o FILTER(STR(?named) = $name || STRSTARTS(STR(?named), $prefix)) } }"""
_KINDS = "SELECT ?s ?p ?o WHERE { GRAPH $graph { VALUES ?p { rdf:type rdfs:subClassOf } ?s ?p ?o } }"


@dataclass(frozen=True, slots=True)
class Instances:
    """What shows the instances of some terms.

    :param records: evidence by the IRIs of its records
    :param known: what names the things in them
    """

    records: Mapping[str, Evidence]
    known: Known


class Reference:
    """The ontology, its schemes, and how its terms are used, as the store has them.

    Safe for threads: what one thread asks another waits for.

    :param names: of the terms, which no instance needs to learn
    """

    def __init__(self, data: Data, names: Facts) -> None:
        self._data = data
        self._names = names
        self._lock = threading.RLock()
        self._instances: dict[tuple[Sequence[str], str], Instances] = {}

    def under(self, name: str, prefix: str, query: str = _UNDER) -> list[Quad]:
        """Return what the graph of the ontology says of a name and of what begins with a prefix."""
        base = self._data.base
        return self._data.quads(
            query, graph=f"{base}graph/ontology", name=Text(base + name), prefix=Text(base + prefix)
        )

    def annotated(self, name: str, prefix: str) -> list[Quad]:
        """Return where the names of a thing and of what begins with a prefix come from."""
        return self.under(name, prefix, _ANNOTATED)

    def _with_unnamed(self, rows: Sequence[Quad]) -> list[Quad]:
        """Return statements with those of the unnamed nodes that belong to them.

        These are the ones that they lead to, and axioms of OWL that stand alone.
        """
        by: dict[str, list[Quad]] = defaultdict(list)
        for quad in self._data.quads(_UNNAMED, graph=f"{self._data.base}graph/ontology"):
            by[quad.s].append(quad)
        led_to = {quad.o for quads_ in by.values() for quad in quads_}
        axiom = f"<{quads.PREFIXES['owl']}"
        waiting = [s for s, own in by.items() if s not in led_to and any(q.o.startswith(axiom) for q in own)]
        waiting += [quad.o for quad in rows]
        found = list(rows)
        while waiting:
            own = by.pop(waiting.pop(), [])
            found += own
            waiting += [quad.o for quad in own]
        return found

    @cached_property
    def ontology(self) -> Sequence[Quad]:
        """What is said of the ontology and of its terms, with the unnamed nodes that belong to them."""
        with self._lock:
            own = self.under("ontology", "ontology#")
            return tuple(self._with_unnamed(own)) if own else ()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The ontology by term."""
        return Vocabulary.of(self.ontology, self._data.base)

    @cached_property
    def schemes(self) -> Sequence[Quad]:
        """What is said of schemes and concepts."""
        with self._lock:
            return tuple(self.under("scheme/", "scheme/"))

    @cached_property
    def uses(self) -> Mapping[str, Use]:
        """How often each term of the ontology and each concept (by its IRI) is used, and where."""
        base = self._data.base
        with self._lock:
            rows = self._data.quads(_KINDS, graph=f"{base}graph/ontology")
            vocabulary = Vocabulary.of(rows, base)
            terms: dict[str, list[str]] = {"class": [], "property": [], "concept": []}
            for name in sorted(vocabulary.by):
                kind = vocabulary.kind(name)
                if kind and name.startswith(f"<{base}"):
                    terms[kind].append(quads.value(name))
            families = {
                iri: [quads.value(c) for c in vocabulary.descendants(quads.node(iri), "rdfs:subClassOf")]
                for iri in terms["class"]
            }
            return usage.usage(self._data, terms, {iri: of for iri, of in families.items() if len(of) > 1})

    def instances(self, terms: Sequence[str], language: str) -> Instances:
        """Return what shows an instance of each of some terms (as N-Quads) on pages in a language."""
        key = (tuple(terms), language)
        with self._lock:
            if key not in self._instances:
                self._instances[key] = self._shown(terms, language)
            return self._instances[key]

    def _shown(self, terms: Sequence[str], language: str) -> Instances:
        uses = [self.uses.get(quads.value(term), NONE) for term in terms]
        records = evidence.named(self._data, [iri for use in uses if (iri := use.record(language))])
        things = {use.first for use in uses if use.first}
        for record in records.values():
            things |= {quads.value(term) for term in record.triple if quads.is_iri(term)}
            things |= {passage.part for passage in record.passages}
        start = f"{self._data.base}id/document/"
        things |= {
            start + thing.removeprefix(start).partition("/")[0] for thing in things if thing.startswith(start)
        }
        namer = Namer(self._data, Addresses(self._data.base), Texts(language, {}), self._names)
        namer.learn(sorted(things))
        return Instances(records, namer.known)
