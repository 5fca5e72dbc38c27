"""What a thing is linked to in other data sets: the relation, how sure it is, and where it was taken from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from igr_kg.graph import quads
from igr_kg.graph.links import LINKS
from igr_kg.web.labels import Namer

_RECORDS = "SELECT ?m ?p ?o WHERE { VALUES ?g { $graph } GRAPH ?g { ?m igr:mappingSubject $thing ; ?p ?o } }"


@dataclass(frozen=True, slots=True)
class Linked:
    """A link of a thing.

    :param relation: the property's name in the language of the page
    :param predicate: the property, a term
    :param target: IRI of the thing in the other data set
    :param confidence: from 0 to 1, as it is written
    :param sources: titles of where it was taken from
    :param licence: IRI of the terms of the identifier
    :param record: link to the page of the record that justifies it
    """

    relation: str
    predicate: str
    target: str
    confidence: str
    justification: str
    sources: Sequence[str]
    note: str
    licence: str
    record: str | None


def links_of(namer: Namer, thing: str) -> list[Linked]:
    """Return the links of a thing (IRI), by relation and target."""
    data = namer.data
    records: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in data.rows(_RECORDS, graph=f"{data.base}{LINKS}", thing=thing):
        records[row["m"]][row["p"]].append(row["o"])
    found = [_link(namer, record, said) for record, said in records.items()]
    return sorted(found, key=lambda link: (link.relation, link.target))


def _link(namer: Namer, record: str, said: dict[str, list[str]]) -> Linked:
    def values(name: str) -> list[str]:
        return sorted(quads.value(o) for o in said.get(namer.data.term(name), ()))

    def first(name: str) -> str:
        return next(iter(values(name)), "")

    relation = first("igr:mappingPredicate")
    return Linked(
        namer.foreign(relation).plain,
        quads.node(relation),
        first("igr:mappingObject"),
        first("igr:confidence"),
        first("igr:mappingJustification"),
        values("igr:mappingSource"),
        first("skos:note"),
        first("dcterms:license"),
        namer.addresses.href(quads.value(record)),
    )
