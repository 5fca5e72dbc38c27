"""No State holds a view unless a passage names that State.

Collective and unattributed views are common in intergovernmental texts; to read one as the position of
a State would be the worst mistake that this data set could make.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from igr_kg.check.parts import AUTHORITY, Dataset, Version
from igr_kg.graph.quads import RDF_TYPE, Quad, expand, is_literal, node, term, value
from igr_kg.ids import fold_name


def unnamed_states(data: Dataset, version: Version) -> Iterator[Quad]:
    """Yield each statement that a State holds a view for which no quote of its evidence names the State.

    A State is a country, or a body of the kind ``government``; its names are those of the authority and
    those that the text itself gives it.
    """
    held_by = term("igr:heldBy", data.base)
    claims = [quad for quad in version.facts if quad.p == held_by]
    if not claims:
        return
    known = [*version.facts, *data.graphs.get(data.base + AUTHORITY, ())]
    states = _states(known, data.base)
    names = _names(known, data.base)
    quotes = _quotes(version, data.base)
    for claim in claims:
        if claim.o not in states:
            continue
        said = quotes.get((claim.s, claim.p, claim.o), ())
        if not any(name in quote for quote in said for name in names.get(claim.o, ())):
            yield claim


def _states(known: Iterable[Quad], base: str) -> set[str]:
    country, kind = term("igr:Country", base), term("igr:bodyKind", base)
    government = node(f"{base}scheme/body-kind/government")
    return {
        quad.s
        for quad in known
        if (quad.p == RDF_TYPE and quad.o == country) or (quad.p == kind and quad.o == government)
    }


def _names(known: Iterable[Quad], base: str) -> dict[str, set[str]]:
    """Return thing -> its names, folded for comparison."""
    naming = {
        term(name, base) for name in ("skos:prefLabel", "skos:altLabel", "igr:attestedName", "igr:shortForm")
    }
    names: defaultdict[str, set[str]] = defaultdict(set)
    for quad in known:
        if quad.p in naming and is_literal(quad.o) and fold_name(value(quad.o)):
            names[quad.s].add(fold_name(value(quad.o)))
    return names


def _quotes(version: Version, base: str) -> dict[tuple[str, str, str], list[str]]:
    """Return triple -> the quotes that prove it, folded, those of further spans included."""
    parts = tuple(expand(f"rdf:{name}", base) for name in ("subject", "predicate", "object"))
    quote, span = expand("igr:quote", base), expand("igr:span", base)
    records = version.records
    found: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for record in records.values():
        subject, predicate, object_ = (record.get(part, [""])[0] for part in parts)
        if not subject:
            continue
        further = (records.get(name, {}).get(quote, ()) for name in record.get(span, ()))
        terms = [*record.get(quote, ()), *chain.from_iterable(further)]
        found[subject, predicate, object_] += [fold_name(value(t)) for t in terms]
    return found
