"""Candidates for reconciliation: what a name could mean, how like it is, and what is surely meant.

A candidate is found by the index of names; its likeness to the name that is asked for is counted in words,
in the form in which the index compares them (:func:`igr_kg.store.search.words`): twice the words in common,
divided by the words of both, times 100. A word that begins another counts by its share of its
letters. So 100 is the same name but for case, accents and signs, and 0 has nothing in common. Values of
properties that are asked for count as much as the name: the score is the mean of all, 100 for each property
that has one of its values. A candidate is a match where it alone has a score of 100.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from igr_kg.graph import quads
from igr_kg.store import search
from igr_kg.web.data import Data, chunks

MOST_FOUND = 200
"""Names that are compared for one query, in each of two ways: all of its words, any of them."""
KINDS: tuple[search.Kind, ...] = ("identifier", "name")
_TYPES = "SELECT DISTINCT ?s ?o WHERE { VALUES ?s { $things } ?s a ?o }"
_VALUES = """SELECT DISTINCT ?s ?p ?o ?name WHERE { VALUES ?s { $things } ?s ?p ?o FILTER(?p IN ($properties))
  OPTIONAL { ?o skos:prefLabel|rdfs:label|igr:attestedName ?name } }"""
_HAVING = "SELECT DISTINCT ?s WHERE { VALUES ?o { $values } ?s $property ?o } ORDER BY ?s LIMIT $most"

_NO_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`]")

Strict = Literal["any", "all", "should"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for.

    :param name: empty where only properties tell it
    :param types: families of IRIs of classes: each a class with what is below it
    :param strict: whether a thing needs one of the types, all of them, or none
    :param properties: IRIs with the values of which a thing should have one: an IRI, or a text
    :param most: number of candidates
    """

    name: str
    types: Sequence[frozenset[str]] = ()
    strict: Strict = "any"
    properties: Sequence[tuple[str, Sequence[str]]] = ()
    most: int = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that could be meant.

    :param iri: of the thing
    :param score: 0 to 100
    :param name: the name of it that is most like the one asked for, empty where none was
    :param match: it is surely meant
    :param types: IRIs of its classes, sorted
    :param features: likeness of the name, and of each property whether it agrees, by name
    """

    iri: str
    score: float
    name: str = ""
    match: bool = False
    types: Sequence[str] = ()
    features: Mapping[str, float | bool] = field(default_factory=dict)


def likeness(asked: str, name: str) -> float:
    """Return how like two names are, from 0 to 100.

    >>> likeness("United Nations Environment Programme", "UN environment programme")
    66.7
    >>> likeness("环境规划署", "联合国环境规划署"), likeness("Nairobi", "NAIROBI.")
    (76.9, 100.0)
    """
    wanted, left = _forms(asked), _forms(name)
    size = len(wanted) + len(left)
    if wanted == left:
        return 100.0
    common = 0.0
    rest = []
    for form in wanted:
        if form in left:
            left.remove(form)
            common += 1
        else:
            rest.append(form)
    for form in rest:
        parts = ((_share(form, other), other) for other in left)
        share, other = max(parts, default=(0.0, ""))
        if share:
            left.remove(other)
            common += share
    return min(99.9, round(200 * common / size, 1)) if size else 0.0


def _share(a: str, b: str) -> float:
    """Return how much of the longer of two words the shorter one is, which has to begin it; else 0."""
    short, long = sorted((a, b), key=len)
    return len(short) / len(long) if long.startswith(short) else 0.0


def _forms(text: str) -> list[str]:
    return [word.form for word in search.words(text)]


class Finder:
    """Finds candidates in a release."""

    def __init__(self, data: Data, index: search.Index) -> None:
        self._data = data
        self._index = index
        self._starts = (f"{data.base}id/", f"{data.base}scheme/")

    def is_entity(self, iri: str) -> bool:
        """Tell whether an IRI is one of a thing that can be meant: no term, graph or run."""
        return iri.startswith(self._starts)

    def find(self, batch: Mapping[str, Wanted]) -> dict[str, list[Candidate]]:
        """Return the candidates of each query by its key, the best ones first, equals by their IRIs.

        :raises QueryError: see :data:`igr_kg.store.port.STATUS`
        """
        named = {key: self._named(wanted) for key, wanted in batch.items()}
        types = self.types({iri for found in named.values() for iri in found})
        return {key: self._judged(batch[key], found, types) for key, found in named.items()}

    def types(self, things: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """Return the classes of things (IRIs), sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for piece in chunks(sorted(things)):
            for row in self._data.rows(_TYPES, things=piece):
                found[quads.value(row["s"])].append(quads.value(row["o"]))
        return {thing: sorted(of) for thing, of in found.items()}

    def _named(self, wanted: Wanted) -> dict[str, tuple[float, str]]:
        """Return things with how like their best name is, and that name."""
        if not wanted.name:
            return dict.fromkeys(self._having(wanted), (0.0, ""))
        found: dict[str, tuple[float, str]] = {}
        for any_word in (False, True):
            matches = self._index.matches(
                wanted.name, kinds=KINDS, strings=True, any_word=any_word, most=MOST_FOUND
            )
            for match in matches:
                told = likeness(wanted.name, match.value), match.value
                if self.is_entity(match.subject) and told[0] > found.get(match.subject, (0.0, ""))[0]:
                    found[match.subject] = told
        for iri in (wanted.name, self._data.base + wanted.name):
            if self.is_entity(iri) and not _NO_IRI.search(iri):
                found[iri] = (100.0, "")
        return found

    def _having(self, wanted: Wanted) -> list[str]:
        """Return the things that have one of the values of the first property."""
        (property_, values), *_ = wanted.properties
        iris = {value for value in values if self.is_entity(value)}
        for value in set(values) - iris:
            matches = self._index.matches(value, kinds=KINDS, strings=True, most=MOST_FOUND)
            iris |= {m.subject for m in matches if likeness(value, m.value) == 100}
        rows = (
            self._data.rows(_HAVING, values=sorted(iris), property=property_, most=MOST_FOUND) if iris else []
        )
        return [iri for row in rows if self.is_entity(iri := quads.value(row["s"]))]

    def _judged(
        self, wanted: Wanted, found: Mapping[str, tuple[float, str]], types: Mapping[str, Sequence[str]]
    ) -> list[Candidate]:
        fitting = [iri for iri in found if iri in types and _fits(wanted, types[iri])]
        agreeing = self._agreeing(wanted, fitting)
        made = []
        for iri in fitting:
            name, features = found[iri][1], {"name": found[iri][0]} if wanted.name else {}
            told = {p: (iri, p) in agreeing for p, _ in wanted.properties}
            parts = [*features.values(), *(100.0 * agrees for agrees in told.values())]
            score = round(sum(parts) / len(parts), 1)
            made.append(Candidate(iri, score, name, types=types[iri], features={**features, **told}))
        made.sort(key=lambda candidate: (-candidate.score, candidate.iri))
        sure = [candidate for candidate in made if candidate.score == 100]
        if len(sure) == 1:
            first = made[0]
            made[0] = Candidate(first.iri, first.score, first.name, True, first.types, first.features)
        return made[: wanted.most]

    def _agreeing(self, wanted: Wanted, things: Sequence[str]) -> set[tuple[str, str]]:
        """Return the pairs of a thing and a property that has one of its values."""
        asked = {property_: set(values) for property_, values in wanted.properties}
        folded = {p: {tuple(_forms(value)) for value in values} for p, values in asked.items()}
        found = set()
        for piece in chunks(things) if asked else ():
            properties = ", ".join(map(quads.node, asked))
            for row in self._data.rows(_VALUES.replace("$properties", properties), things=piece):
                thing, property_ = quads.value(row["s"]), quads.value(row["p"])
                texts = [quads.value(row["o"]), *([quads.value(row["name"])] if "name" in row else [])]
                if asked[property_] & set(texts) or folded[property_] & {tuple(_forms(t)) for t in texts}:
                    found.add((thing, property_))
        return found


def _fits(wanted: Wanted, types: Sequence[str]) -> bool:
    if not wanted.types or wanted.strict == "should":
        return True
    has = [not family.isdisjoint(types) for family in wanted.types]
    return all(has) if wanted.strict == "all" else any(has)
