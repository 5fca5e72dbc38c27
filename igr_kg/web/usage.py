"""How often the terms of the ontology are used in the release that is served, and where, for examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from igr_kg.graph import quads
from igr_kg.web.data import Data

_LENGTH = 40
"""How long a quote should be that serves as an example, in characters."""

_DESCRIBED = "FILTER(?g NOT IN ($outside))"
_COUNTS = """SELECT ?term (COUNT(DISTINCT ?s) AS ?n) (MIN(STR(?s)) AS ?first) WHERE {
  VALUES ?term { $terms } $where } GROUP BY ?term"""
_INSTANCES = f"GRAPH ?g {{ ?s a ?term }} {_DESCRIBED}"
_VALUES = f"GRAPH ?g {{ ?s ?p ?term }} {_DESCRIBED} FILTER(?p NOT IN (rdf:object, rdf:predicate, rdf:type))"
_STATEMENTS = f"""SELECT ?term (COUNT(*) AS ?n) (MIN(STR(?s)) AS ?first) WHERE {{
  SELECT DISTINCT ?s ?term ?o WHERE {{ VALUES ?term {{ $terms }} GRAPH ?g {{ ?s ?term ?o }} {_DESCRIBED} }} }}
GROUP BY ?term"""
_BELOW = f"""SELECT ?above (COUNT(DISTINCT ?s) AS ?n) WHERE {{ VALUES (?above ?term) {{ $pairs }}
  GRAPH ?g {{ ?s a ?term }} {_DESCRIBED} }} GROUP BY ?above"""
_FOLLOWS = """SELECT ?term (COUNT(*) AS ?n) WHERE { VALUES ?term { $terms }
  { GRAPH $inferred { ?s ?term ?o } } UNION { VALUES ?g { $inferred $ontology } GRAPH ?g { ?s a ?term } } }
GROUP BY ?term"""
_QUOTED = """SELECT ?g ?term
  (MIN(CONCAT(STR(1000000 + ABS(STRLEN(?quote) - $length)), " ", STR(?e))) AS ?first)
WHERE { VALUES ?term { $terms } GRAPH ?g { $where . ?e igr:quote ?quote } } GROUP BY ?g ?term"""
_WAYS = {
    "class": "?e rdf:object ?term ; rdf:predicate rdf:type",
    "property": "?e rdf:predicate ?term",
    "concept": "?e rdf:object ?term",
}


@dataclass(frozen=True, slots=True)
class Use:
    """How a term is used.

    :param n: things of a class, statements with a property, things that a concept is said of
    :param below: the same for a class with those of the classes below it
    :param first: IRI of one of them
    :param quoted: language tag -> IRI of a record of evidence for such a statement
    :param follows: where there are none of these: what only follows from others, or the ontology itself says
    """

    n: int = 0
    below: int = 0
    first: str = ""
    quoted: Mapping[str, str] = field(default_factory=dict)
    follows: int = 0

    @property
    def used(self) -> bool:
        """Whether the release uses the term at all."""
        return bool(self.below or self.follows)

    def record(self, language: str) -> str:
        """Return the record of evidence to show on a page in a language: read in it, in English, in any."""
        order = sorted(self.quoted, key=lambda tag: (tag.split("-")[0] != language, tag != "en", tag))
        return self.quoted[order[0]] if order else ""


NONE = Use()


def usage(
    data: Data, terms: Mapping[str, Sequence[str]], parents: Mapping[str, Collection[str]]
) -> Mapping[str, Use]:
    """Return the use of every term and concept (IRI) that is used at all, or has one below it that is.

    :param terms: the terms (IRIs) of each kind: ``class``, ``property``, ``concept``
    :param parents: class (IRI) -> itself and the classes below it, for classes that have some
    """
    outside = [f"{data.base}graph/{name}" for name in ("ontology", "inferred")]
    queries = {
        "class": _COUNTS.replace("$where", _INSTANCES),
        "property": _STATEMENTS,
        "concept": _COUNTS.replace("$where", _VALUES),
    }
    found: dict[str, Use] = {}
    for kind, query in queries.items():
        quoted = _quoted(data, kind, terms[kind])
        commas = query.replace("$outside", ", ".join(map(quads.node, outside)))
        for row in data.rows(commas, terms=terms[kind]):
            iri, n = quads.value(row["term"]), int(quads.value(row["n"]))
            found[iri] = Use(n, n, quads.value(row["first"]), quoted.get(iri, {}))
    pairs = [(quads.node(iri), quads.node(c)) for iri, classes in parents.items() for c in sorted(classes)]
    below = _BELOW.replace("$outside", ", ".join(map(quads.node, outside)))
    below = below.replace("$pairs", " ".join(f"({above} {term})" for above, term in pairs))
    for row in data.rows(below) if pairs else ():
        iri = quads.value(row["above"])
        use = found.get(iri, NONE)
        found[iri] = Use(use.n, int(quads.value(row["n"])), use.first, use.quoted)
    idle = [iri for kind in ("class", "property") for iri in terms[kind] if not found.get(iri, NONE).used]
    graphs = {name: f"{data.base}graph/{name}" for name in ("ontology", "inferred")}
    for row in data.rows(_FOLLOWS, terms=idle, **graphs) if idle else ():
        found[quads.value(row["term"])] = Use(follows=int(quads.value(row["n"])))
    return found


def _quoted(data: Data, kind: str, terms: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    """Return the record of evidence that shows each term best, by language."""
    rows = data.rows(_QUOTED.replace("$where", _WAYS[kind]), length=_LENGTH, terms=terms)
    best: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        of, tag = best[quads.value(row["term"])], quads.value(row["g"]).rpartition("/")[2]
        of[tag] = min(of.get(tag, "~"), quads.value(row["first"]))
    return {
        iri: {tag: first.partition(" ")[2] for tag, first in of.items() if not first.startswith("~")}
        for iri, of in best.items()
    }


def counted(uses: Mapping[str, Use], iris: Sequence[str]) -> int:
    """Return how many of some terms are used, themselves or by what lies below them."""
    return sum(1 for iri in iris if uses.get(iri, NONE).used)
