"""Lists of the things of a class in the order of their names, and where the statements come from."""

from __future__ import annotations

from collections import Counter

from igr_kg.graph import quads
from igr_kg.web import state
from igr_kg.web.state import Site
from igr_kg.web.thing_page import value_of

MOST_ORDERED = 20_000
"""Of a class with more things the later ones (by IRI) follow the ordered ones."""

_INSTANCES = "SELECT DISTINCT ?s WHERE { ?s a $type } ORDER BY ?s"
_ORIGINS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


@state.per_site(512)
def _ordered(site: Site, type_: str, language: str) -> tuple[str, ...]:
    iris = [quads.value(row["s"]) for row in site.data.rows(_INSTANCES, type=type_)]
    namer = state.namer()
    namer.learn(iris[:MOST_ORDERED])
    named = sorted(iris[:MOST_ORDERED], key=lambda iri: value_of(quads.node(iri), namer).order)
    return (*named, *iris[MOST_ORDERED:])


def ordered(type_: str) -> tuple[str, ...]:
    """Return the things (IRIs) of a class (IRI) by their names in the language of the page."""
    return _ordered(state.site(), type_, state.language())


@state.per_site(1)
def _origins(site: Site) -> Counter[str]:
    prefix = f"{site.settings.base_iri}graph/"
    found: Counter[str] = Counter()
    for row in site.data.rows(_ORIGINS):
        kind = quads.value(row["g"]).removeprefix(prefix).split("/")[0]
        found[kind] += int(quads.value(row["n"]))
    return found


def origins() -> Counter[str]:
    """Return how many statements there are by the kind of graph: ``document``, ``authority`` ..."""
    return _origins(state.site())
