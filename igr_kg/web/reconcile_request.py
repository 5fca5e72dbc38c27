"""What a request for reconciliation holds, checked (Reconciliation Service API 0.2, section 4.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from igr_kg.web import reconcile_terms
from igr_kg.web.candidates import Strict, Wanted
from igr_kg.web.reconcile_values import bad, decoded, number, too_many

MOST_QUERIES = 50
MOST_CANDIDATES = 100
MOST_VALUES = 50
_MOST_NAME = 500
_USUAL = 10
_STRICT: Mapping[str, Strict] = {"any": "any", "all": "all", "should": "should"}


def batch(text: str, where: str) -> dict[str, Wanted]:
    """Return the queries of a batch by their keys.

    :raises WebError: ``BAD_PARAMETER`` at the place that is wrong, ``REQUEST_TOO_LARGE``
    """
    queries = decoded(text, where)
    if len(queries) > MOST_QUERIES:
        raise too_many(MOST_QUERIES, where)
    return {key: _wanted(value, f"{where}.{key}") for key, value in queries.items()}


def single(sent: Mapping[str, str]) -> Wanted:
    """Return the query of a request with one: a name or an object in ``query``, type and limit beside it."""
    text = sent["query"]
    query = decoded(text, "query") if text.lstrip().startswith("{") else {"query": text}
    beside = {name: sent[name] for name in ("type", "limit", "type_strict") if sent.get(name)}
    return _wanted({**beside, **query}, "query")


def _wanted(query: object, where: str) -> Wanted:
    if not isinstance(query, dict):
        raise bad(where)
    name = query.get("query", "")
    if not isinstance(name, str) or len(name) > _MOST_NAME:
        raise bad(f"{where}.query")
    properties = _properties(query.get("properties", []), f"{where}.properties")
    if not name.strip() and not properties:
        raise bad(f"{where}.query")
    strict = query.get("type_strict", "any")
    if strict not in _STRICT:
        raise bad(f"{where}.type_strict")
    return Wanted(
        name.strip(),
        _types(query.get("type", []), f"{where}.type"),
        _STRICT[strict],
        properties,
        min(number(query.get("limit", _USUAL), f"{where}.limit"), MOST_CANDIDATES),
    )


def _list(value: object, where: str) -> Sequence[object]:
    items = value if isinstance(value, list) else [value]
    if len(items) > MOST_VALUES:
        raise too_many(MOST_VALUES, where)
    return items


def _types(value: object, where: str) -> tuple[frozenset[str], ...]:
    """Return for each type the class with the classes below it."""
    found = []
    for item in _list(value, where) if value else ():
        name = item.get("id") if isinstance(item, dict) else item
        if not isinstance(name, str) or not name:
            raise bad(where)
        found.append(reconcile_terms.family(reconcile_terms.expanded(name, where)))
    return tuple(found)


def _properties(value: object, where: str) -> tuple[tuple[str, Sequence[str]], ...]:
    if not isinstance(value, list):
        raise bad(where)
    found = []
    for i, item in enumerate(_list(value, where)):
        here = f"{where}[{i}]"
        if not isinstance(item, dict) or not isinstance(item.get("pid"), str) or "v" not in item:
            raise bad(here)
        values = [_value(v, f"{here}.v") for v in _list(item["v"], f"{here}.v")]
        found.append((reconcile_terms.expanded(item["pid"], f"{here}.pid"), values))
    return tuple(found)


def _value(value: object, where: str) -> str:
    """Return a value as text; that of a thing is its IRI."""
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return reconcile_terms.entity(value["id"])
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        raise bad(where)
    return str(value)
