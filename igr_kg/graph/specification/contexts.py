"""What changed in the JSON-LD context: which IRI a name stands for, and how its values are read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from igr_kg.graph.quads import literal
from igr_kg.graph.specification.change import Change, Level

PART = "context"


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Yield what changed in the context.

    :param old: the value of ``@context`` of the older version

    >>> [change.kind for change in changes({"Act": "igr:Act"}, {"Act": "igr:Act", "verb": "igr:verb"})]
    ['context-added']
    """
    for name in sorted(old.keys() & new.keys()):
        if old[name] != new[name]:
            values = (("old", (_written(old[name]),)), ("new", (_written(new[name]),)))
            yield Change(Level.MAJOR, PART, "context-changed", (literal(name),), values)
    if gone := sorted(old.keys() - new.keys()):
        yield Change(Level.MAJOR, PART, "context-removed", tuple(map(literal, gone)))
    if came := sorted(new.keys() - old.keys()):
        yield Change(Level.MINOR, PART, "context-added", tuple(map(literal, came)))


def _written(mapping: object) -> str:
    return mapping if isinstance(mapping, str) else json.dumps(mapping, sort_keys=True)
