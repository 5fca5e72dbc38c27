"""The project's own JSON-LD context: written from the ontology, put in where a file names it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from igr_kg import ids
from igr_kg.graph import ontology
from igr_kg.graph.quads import RDF_TYPE, Quad, prefixes, term, value

NAME = "context.jsonld"
Known = Callable[[str], Mapping[str, Any] | None]


def document(rows: Iterable[Quad], base: str = ids.DEFAULT_BASE) -> dict[str, Any]:
    """Return the context: the prefixes, and the igr terms that the rows declare by their local names.

    :param rows: statements of the ontology
    """
    namespace = f"<{base}ontology#"
    declared: dict[str, set[str]] = {}
    for row in rows:
        if row.p == RDF_TYPE and row.s.startswith(namespace):
            declared.setdefault(value(row.s).partition("#")[2], set()).add(row.o)
    link = term("owl:ObjectProperty", base)
    terms = {
        name: {"@id": f"igr:{name}", "@type": "@id"} if link in kinds else f"igr:{name}"
        for name, kinds in sorted(declared.items())
        if name and name.isascii()
    }
    return {"@context": {**prefixes(base), "id": "@id", "type": "@type", **terms}}


@cache
def _own(base: str) -> Mapping[str, Any]:
    inner: Mapping[str, Any] = document(ontology.quads(base, ("ontology",), names=False), base)["@context"]
    return inner


def filled_in(data: bytes, base: str = ids.DEFAULT_BASE, kept: Known = lambda _: None) -> bytes | None:
    """Return JSON-LD with the project's own context in place of its IRI; None where it does not name it.

    :param kept: returns the context of a version by its IRI, or None

    What is no JSON is left to the parser, which says where it is broken.

    >>> filled_in(b'{"@context": "https://w3id.org/igr/context.jsonld"}')[:13]
    b'{"@context": '
    >>> filled_in(b'{"@context": "http://a.example/context.jsonld"}') is None
    True
    """
    if b".jsonld" not in data:
        return None
    try:
        whole = json.loads(data)
        return json.dumps(whole, allow_nan=False).encode() if _fill(whole, base, kept) else None
    except (ValueError, RecursionError):
        return None


def _fill(whole: Any, base: str, kept: Known) -> bool:
    """Fill the context in wherever one is named, and tell whether it was."""

    def known(named: object) -> Mapping[str, Any] | None:
        if not isinstance(named, str) or not named.startswith(base):
            return None
        return _own(base) if named == f"{base}{NAME}" else kept(named)

    found = False
    waiting = [whole]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            named = item.get("@context")
            parts = named if isinstance(named, list) else [named]
            filled = [known(part) for part in parts]
            if any(own is not None for own in filled):
                whole_list = [part if own is None else own for part, own in zip(parts, filled, strict=True)]
                item["@context"], found = whole_list if named is parts else whole_list[0], True
            waiting += [part for key, part in item.items() if key != "@context" or part is named]
        elif isinstance(item, list):
            waiting += item
    return found
