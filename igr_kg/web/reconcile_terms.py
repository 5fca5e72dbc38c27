"""Classes, properties and values as the reconciliation service names them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from igr_kg.graph import quads
from igr_kg.store import search
from igr_kg.web import reconcile_values, state
from igr_kg.web.candidates import Finder
from igr_kg.web.data import chunks
from igr_kg.web.labels import in_language

MOST_THINGS = 1000
MOST_PROPERTIES = 50
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
_USUAL = (
    *("igr:GovernanceBody", "igr:Decision", "igr:Document", "igr:Meeting", "igr:Instrument"),
    *("igr:Country", "igr:City", "igr:Person", "igr:Office", "igr:Process"),
)
_PARTED = re.compile("(?<=[a-z])(?=[A-Z])")
_ROWS = "SELECT DISTINCT ?s ?p ?o WHERE { VALUES ?s { $things } ?s ?p ?o FILTER(?p IN ($properties)) }"
_PROPOSED = """SELECT ?p (COUNT(DISTINCT ?s) AS ?n) WHERE { VALUES ?t { $types } ?s a ?t . ?s ?p ?o }
GROUP BY ?p ORDER BY DESC(?n) ?p LIMIT $most"""
_STANDARD = ("skos:prefLabel", "skos:altLabel", "dcterms:title", "dcterms:identifier", "rdf:type")
"""Properties of other vocabularies that are suggested beside those of the ontology."""


def _base() -> str:
    return state.site().settings.base_iri


def shortened(iri: str) -> str:
    """Return a class or property as a prefixed name where its namespace has a prefix, else whole."""
    for prefix, namespace in quads.prefixes(_base()).items():
        local = iri.removeprefix(namespace)
        if local != iri and re.fullmatch(r"\w[\w-]*", local):
            return f"{prefix}:{local}"
    return iri


def expanded(name: str, where: str) -> str:
    """Return the IRI of a class or property: of a prefixed name, or the IRI itself.

    :raises WebError: ``BAD_PARAMETER`` when it is neither
    """
    prefix, colon, local = name.partition(":")
    namespaces = quads.prefixes(_base())
    iri = f"{namespaces[prefix]}{local}" if colon and prefix in namespaces else name
    if not _IRI.fullmatch(iri):
        raise reconcile_values.bad(where)
    return iri


def entity(name: str) -> str:
    """Return the IRI of a thing: of an identifier of this service, or the IRI itself.

    :raises WebError: ``BAD_PARAMETER`` when it is neither
    """
    iri = name if name.startswith(_base()) else _base() + name
    if not _IRI.fullmatch(iri):
        raise reconcile_values.bad("id")
    return iri


def _named(iri: str) -> dict[str, Any]:
    """Return a class or property with its name in the language of the page."""
    namer = state.namer()
    label = namer.label(iri) if iri.startswith(_base()) else namer.foreign(iri)
    return {"id": shortened(iri), "name": label.plain}


def types(iris: Sequence[str]) -> list[dict[str, Any]]:
    """Return classes of a thing with their names, only those of the project where it has such."""
    ours = [iri for iri in iris if iri.startswith(_base())]
    return [_named(iri) for iri in ours or iris]


def family(iri: str) -> frozenset[str]:
    """Return a class and all classes below it."""
    vocabulary = state.site().reference.vocabulary
    return frozenset(map(quads.value, vocabulary.descendants(quads.node(iri), "rdfs:subClassOf")))


def usual_types() -> list[dict[str, Any]]:
    """Return the classes that names in tables are often of, as far as the release has things of them."""
    counts = state.site().counts
    iris = [quads.expand(name, _base()) for name in _USUAL]
    return [_named(iri) for iri in iris if any(counts.get(below) for below in family(iri))]


def like(prefix: str, kind: str) -> list[dict[str, Any]]:
    """Return the classes, or the properties, with a name that has the words of a beginning; all for none.

    :param kind: ``class`` or ``property``
    """
    vocabulary, wanted = state.site().reference.vocabulary, search.phrases(prefix)
    found = []
    others = _STANDARD if kind == "property" else ("skos:Concept",)
    terms = [term for term in vocabulary.terms if vocabulary.kind(term) == kind]
    for term in [*terms, *(quads.term(name, _base()) for name in others)]:
        iri = quads.value(term)
        item = _named(iri)
        names = [item["name"], item["id"], *map(quads.value, vocabulary.objects(term, "rdfs:label"))]
        spelled = [list(search.words(part)) for name in names for part in (name, _PARTED.sub(" ", name))]
        if (
            item["id"] == prefix
            or iri == prefix
            or any(all(any(phrase.places(words)) for phrase in wanted) for words in spelled)
        ):
            found.append(item | _told(term, kind))
    return sorted(found, key=lambda item: (item["name"].casefold(), item["id"]))


def _told(term: str, kind: str) -> dict[str, Any]:
    """Return the definition of a term, and for a class what is directly above it."""
    vocabulary = state.site().reference.vocabulary
    definition = in_language(vocabulary.objects(term, "skos:definition"), state.language())
    told: dict[str, Any] = {"description": quads.value(definition)} if definition else {}
    above = [quads.value(t) for t in vocabulary.objects(term, "rdfs:subClassOf") if quads.is_iri(t)]
    ours = [iri for iri in above if iri.startswith(_base())]
    return told | ({"broader": [_named(iri) for iri in ours]} if kind == "class" and ours else {})


def proposed(type_: str, most: int) -> list[dict[str, Any]]:
    """Return the properties of the things of a class, those of most things first."""
    rows = state.site().data.rows(_PROPOSED, types=sorted(family(type_)), most=min(most, 1000))
    return [_named(quads.value(row["p"])) for row in rows]


def extension(text: str, finder: Finder) -> dict[str, Any]:
    """Return values of properties of things (section 7.4).

    :raises WebError: ``BAD_PARAMETER`` at the place that is wrong, ``REQUEST_TOO_LARGE``
    """
    asked = reconcile_values.decoded(text, "extend")
    names, wanted = asked.get("ids"), asked.get("properties")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise reconcile_values.bad("extend.ids")
    if not isinstance(wanted, list) or not all(
        isinstance(p, dict) and isinstance(p.get("id"), str) for p in wanted
    ):
        raise reconcile_values.bad("extend.properties")
    for items, most, where in ((names, MOST_THINGS, "ids"), (wanted, MOST_PROPERTIES, "properties")):
        if len(items) > most:
            raise reconcile_values.too_many(most, f"extend.{where}")
    properties = {p["id"]: expanded(p["id"], "extend.properties") for p in wanted}
    things = {name: entity(name) for name in names}
    values = _values([iri for iri in things.values() if finder.is_entity(iri)], list(properties.values()))
    state.namer().learn(
        {
            quads.value(o)
            for of in values.values()
            for o in of
            if quads.is_iri(o) and finder.is_entity(quads.value(o))
        }
    )
    return {
        "meta": [{"id": name, "name": _named(iri)["name"]} for name, iri in properties.items()],
        "rows": {
            name: {
                p: [_cell(o, finder) for o in _in_one_language(values[iri, q])] for p, q in properties.items()
            }
            for name, iri in things.items()
        },
    }


def _values(things: Sequence[str], properties: Sequence[str]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    query = _ROWS.replace("$properties", ", ".join(map(quads.node, properties)))
    for piece in chunks(things) if properties else ():
        for row in state.site().data.rows(query, things=piece):
            found[quads.value(row["s"]), quads.value(row["p"])].append(row["o"])
    return found


def _in_one_language(terms: Sequence[str]) -> list[str]:
    """Return the terms, sorted; of literals with a language only those of the page's, where there are any."""
    own = [term for term in terms if (quads.language(term) or "").split("-")[0] == state.language()]
    return sorted(term for term in terms if not own or term in own or not quads.language(term))


def _cell(term: str, finder: Finder) -> dict[str, Any]:
    """Return a value as a cell; a day has no time, so it is a text."""
    value = quads.value(term)
    if quads.is_iri(term) and finder.is_entity(value):
        return {"id": value.removeprefix(_base()), "name": state.namer().label(value).whole}
    kind = (quads.datatype(term) or "").removeprefix(quads.XSD)
    if kind == "integer":
        return {"int": int(value)}
    return {"float": float(value)} if kind in ("decimal", "double", "float") else {"str": value}
