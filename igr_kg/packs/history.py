"""What became of bodies and instruments: who set them up, what came in their place, since when they hold.

``data/authority/history.tsv`` holds one row for one statement, each with the source that says so: the
``key`` of a row of the authority data, a ``relation`` and its ``value``. Of a relation to a decision the
value is the key of the body that took it and its number (``body/unga 60/251``). What a row rests on stands
in ``basis`` (a text of the data set, or general knowledge: the source is then named and was not consulted),
how sure it is in ``confidence``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from igr_kg import assets
from igr_kg.errors import PackError
from igr_kg.packs.authority import Authority

COLUMNS = ("key", "relation", "value", "source", "basis", "confidence")
BASES = frozenset({"text", "general-knowledge"})
"""Codes of the scheme curation-basis."""
KEY, DECISION, DATE = "key", "decision", "date"
RELATIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "established-by": ("body", DECISION),
        "dissolved-by": ("body", DECISION),
        "succeeds": ("body", KEY),
        "entry-into-force": ("instrument", DATE),
        "amends": ("instrument", KEY),
        "supplements": ("instrument", KEY),
    }
)
"""Relation -> the kind of thing that has it, and what its value is."""

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_SHARE = re.compile(r"0\.\d{1,3}|[01]")
_DECISION = re.compile(r"(?P<body>body/\S+) (?P<number>\S+)")


@dataclass(frozen=True, slots=True)
class Told:
    """One statement on the history of a thing.

    :param key: of the thing, as in the authority data
    :param relation: one of :data:`RELATIONS`
    :param value: a key, a date of ISO 8601, or a decision as :func:`decision` reads it
    :param source: what says so
    :param basis: one of :data:`BASES`
    :param confidence: how sure it is, a decimal number from 0 to 1
    """

    key: str
    relation: str
    value: str
    source: str
    basis: str
    confidence: str


def decision(value: str) -> tuple[str, str]:
    """Return the key of the body and the number of a decision.

    >>> decision("body/unga 60/251")
    ('body/unga', '60/251')
    """
    body, _, number = value.partition(" ")
    return body, number


def load(authority: Authority, root: Path | None = None) -> tuple[Told, ...]:
    """Return what is told of the rows of an authority, in the order of the file.

    :param authority: statements on what it does not hold are left out
    :param root: folder of the table; default the project's ``data/authority``
    :raises PackError: ``AUTHORITY_INVALID`` for a row that lacks a cell, has an unknown relation or a value
        that is none of its relation, or stands twice
    """
    rows = _load((root or assets.folder("data/authority")) / "history.tsv")
    return tuple(row for row in rows if all(key in authority.rows for key in keys(row)))


def keys(row: Told) -> tuple[str, ...]:
    """Return the keys that a statement names."""
    kind = RELATIONS[row.relation][1]
    return (row.key, *({KEY: (row.value,), DECISION: decision(row.value)[:1]}.get(kind, ())))


@cache
def _load(path: Path) -> tuple[Told, ...]:
    found: list[Told] = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, record in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
            where = f"{path.name}:{number}"
            if tuple(record) != COLUMNS or not all(record.values()):
                raise _invalid(f"A row has {', '.join(COLUMNS)}.", where)
            row = Told(**record)
            _check(row, where)
            if any((row.key, row.relation, row.value) == (r.key, r.relation, r.value) for r in found):
                raise _invalid("The row stands twice.", where)
            found.append(row)
    return tuple(found)


def _check(row: Told, where: str) -> None:
    if row.relation not in RELATIONS:
        raise _invalid(f"{row.relation!r} is no relation: {', '.join(RELATIONS)}.", where)
    if row.basis not in BASES or not _SHARE.fullmatch(row.confidence):
        raise _invalid(
            f"{row.basis!r}, {row.confidence!r}: a basis is of {sorted(BASES)}, sureness 0 to 1.", where
        )
    kind, wanted = RELATIONS[row.relation]
    forms = {KEY: re.compile(rf"{kind}/\S+"), DECISION: _DECISION, DATE: _DATE}
    if not row.key.startswith(f"{kind}/") or not forms[wanted].fullmatch(row.value) or row.value == row.key:
        raise _invalid(f"{row.key} {row.relation} {row.value!r}: this cannot be.", where)


def _invalid(message: str, where: str) -> PackError:
    return PackError("AUTHORITY_INVALID", message, where=where, hint="See data/authority/SOURCES.md.")
