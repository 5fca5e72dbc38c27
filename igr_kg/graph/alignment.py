"""What corresponds to the ontology's terms in other vocabularies, as statements of the ontology.

The source is ``data/mappings/terms.sssom.tsv`` and nothing else. Nothing is imported: a foreign term that
one of ours stands below is declared here, so that a reasoner knows its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from igr_kg import assets, ids
from igr_kg.graph.quads import RDF_TYPE, Quad, node, term
from igr_kg.packs import sssom
from igr_kg.packs.links import PREDICATES

TERMS = "data/mappings/terms.sssom.tsv"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_KINDS = ("Object", "Datatype", "Annotation")
"""Kinds of properties; what else a property is (one-way, functional) is ours to say and not another's."""
SUBCLASS, SUBPROPERTY = f"{_RDFS}subClassOf", f"{_RDFS}subPropertyOf"


@cache
def terms() -> sssom.MappingSet:
    """Return the mapping set of the terms.

    :raises PackError: ``MAPPINGS_INVALID``, also for a relation that is neither one of SKOS nor of RDFS
    """
    found = sssom.read(assets.folder(TERMS))
    for row in found.rows:
        if row.denied or row.predicate not in {SUBCLASS, SUBPROPERTY, *PREDICATES}:
            raise sssom.invalid(f"{row.predicate} aligns no terms.", row.place)
    return found


def alignment(ontology: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the correspondences, on the default base and without a graph, with the kinds of foreign terms.

    :param ontology: what declares the kinds of our properties

    >>> next(alignment([])).s
    '<https://w3id.org/igr/ontology#Act>'
    """
    of_properties = {term(f"owl:{kind}Property", ids.DEFAULT_BASE) for kind in _KINDS}
    kinds = {q.s: q.o for q in ontology if q.p == RDF_TYPE and q.o in of_properties}
    class_ = term("owl:Class", ids.DEFAULT_BASE)
    for row in terms().rows:
        subject, target = node(row.subject), node(row.object)
        yield Quad(subject, node(row.predicate), target, "")
        kind = class_ if row.predicate == SUBCLASS else kinds.get(subject)
        if row.predicate in (SUBCLASS, SUBPROPERTY) and kind:
            yield Quad(target, RDF_TYPE, kind, "")
