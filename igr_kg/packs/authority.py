"""Authority data: bodies, offices, countries, cities, instruments and persons, with their names.

Tab-separated tables under ``data/authority``, one row for one thing, keyed by a stable ``key`` that
is the thing's local name (``body/unep``, ``country/KEN``). Its names stand in a file for each language,
``names/<BCP 47 tag>.tsv``, one row for one name: the ``preferred`` one, ``alternative`` and ``short``
ones, and ``form``, a way to write a name that is to be found in texts and is no label. What reads
documents works without any row, too: :func:`empty`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from igr_kg import assets
from igr_kg.errors import PackError
from igr_kg.packs import language as language_packs
from igr_kg.packs.fold import FoldRules, folded

TABLES: Mapping[str, str] = MappingProxyType(
    {
        "bodies": "body",
        "offices": "role",
        "countries": "place",
        "cities": "place",
        "instruments": "instrument",
        "persons": "person",
    }
)
NAMES = "names"
"""Folder of the files of names."""
NAME_COLUMNS = ("key", "name", "kind", "source")
PREFERRED, FORM = "preferred", "form"
NAME_KINDS = (PREFERRED, "alternative", "short", FORM)
DATES = ("established", "dissolved")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that the authority data names.

    :param key: stable key, unique over all tables, e.g. ``body/unep-gc``
    :param mention: kind of the mentions that name it: ``body role place instrument person``
    :param kind: a code of the kind's scheme (bodies: ``governing-council`` ...), ``country`` or
        ``city``, ``instrument``, ``process`` or ``class``, or ``office``
    :param labels: preferred name by language
    :param names: every name by language, the preferred one first
    :param related: other keys by relation: ``parent`` (of a body), ``body`` (of an office),
        ``country`` (of a city, only where the source of the row says so)
    :param facts: other columns: ``iso2`` ..., and the dates ``established`` and ``dissolved`` (a year, month
        or day of ISO 8601) with the ``dates_source`` that says so
    :param source: where the row comes from
    :param forms: by language, how texts write a name beyond ``names``; no labels
    """

    key: str
    mention: str
    kind: str
    labels: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    related: Mapping[str, str]
    facts: Mapping[str, str]
    source: str
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Authority:
    """All rows.

    :param rows: by key
    """

    rows: Mapping[str, Row]
    _names: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict, repr=False, compare=False)

    def names(self, language: str, mention: str) -> Mapping[str, str]:
        """Return key by name, for the names of one kind of mention in one language.

        Names are given in the letters that the language's texts are read in.

        :param language: BCP 47 tag; ``zh-Hans`` falls back to ``zh``
        :param mention: ``body role place instrument person``

        >>> load().names("zh", "body")["环境署"]
        'body/unep'
        """
        tag = language.split("-", 1)[0]
        found = self._names.get((tag, mention))
        if found is None:
            rules = language_packs.load(tag).rules if tag in language_packs.tags() else FoldRules()
            found = {
                folded(name, rules): row.key
                for row in self.rows.values()
                if row.mention == mention
                for name in (*row.names.get(tag, ()), *row.forms.get(tag, ()))
            }
            self._names[(tag, mention)] = found
        return found

    def get(self, key: str | None) -> Row | None:
        """Return the row with a key, or None."""
        return self.rows.get(key) if key else None


def empty() -> Authority:
    """Return an authority without rows: everything is then found by its form.

    >>> empty().names("zh", "body")
    {}
    """
    return Authority({})


def load(root: Path | None = None) -> Authority:
    """Return the authority data, loaded once and checked.

    :param root: folder of the tables; default the project's ``data/authority``
    :raises PackError: ``AUTHORITY_INVALID`` when a column is missing, a key or a name stands for
        two things, or a name or relation leads nowhere, a date is none or has no source
    """
    return _load(root or assets.folder("data/authority"))


@cache
def _load(root: Path) -> Authority:
    rows: dict[str, Row] = {}
    names = _Names(root / NAMES)
    for table, mention in TABLES.items():
        for number, record in _records(root / f"{table}.tsv"):
            row = _row(record, table, mention, names, f"{table}.tsv:{number}")
            if row.key in rows:
                raise _invalid(f"The key {row.key!r} stands twice.", f"{table}.tsv:{number}")
            rows[row.key] = row
    _check_relations(rows)
    names.check(rows)
    return Authority(MappingProxyType(rows))


def _records(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, record in enumerate(reader, 2):
            if None in record or None in record.values():
                raise _invalid("The row has not as many cells as the head.", f"{path.name}:{number}")
            yield number, record


class _Names:
    """The names of all languages, by key and language, with the place of each."""

    def __init__(self, folder: Path) -> None:
        self._of: dict[str, dict[str, list[tuple[str, str]]]] = {}
        self._places: dict[tuple[str, str, str], str] = {}
        for path in sorted(folder.glob("*.tsv")):
            for number, record in _records(path):
                self._add(record, path.stem, f"{NAMES}/{path.name}:{number}")

    def _add(self, record: Mapping[str, str], tag: str, where: str) -> None:
        missing = [column for column in NAME_COLUMNS if not record.get(column)]
        if missing:
            raise _invalid(f"A name lacks {missing}.", where)
        key, name, kind = record["key"], record["name"], record["kind"]
        if kind not in NAME_KINDS:
            raise _invalid(f"{kind!r} is no kind of name: {', '.join(NAME_KINDS)}.", where)
        if (key, tag, name) in self._places:
            raise _invalid(f"The name {name!r} stands twice.", where)
        names = self._of.setdefault(key, {}).setdefault(tag, [])
        if kind == PREFERRED and any(k == PREFERRED for k, _ in names):
            raise _invalid(f"{key!r} has two preferred names.", where)
        names.append((kind, name))
        self._places[key, tag, name] = where

    def of(self, key: str, *, forms: bool = False) -> dict[str, tuple[str, ...]]:
        """Return the names of a thing by language, the preferred one first; or its further forms."""
        found = {
            tag: tuple(n for k, n in sorted(names, key=lambda n: n[0] != PREFERRED) if (k == FORM) is forms)
            for tag, names in self._of.get(key, {}).items()
        }
        return {tag: names for tag, names in found.items() if names}

    def preferred(self, key: str) -> dict[str, str]:
        """Return the preferred name of a thing by language."""
        names = self._of.get(key, {}).items()
        return {tag: name for tag, found in names for kind, name in found if kind == PREFERRED}

    def check(self, rows: Mapping[str, Row]) -> None:
        """Refuse names that lead nowhere or to two things, and things without a preferred name."""
        owner: dict[tuple[str, str, str], str] = {}
        for (key, tag, name), where in self._places.items():
            row = rows.get(key)
            if row is None:
                raise _invalid(f"The name {name!r} is that of {key!r}, which is no row.", where)
            if tag not in row.labels:
                raise _invalid(f"{key!r} has no preferred name.", where)
            first = owner.setdefault((row.mention, tag, name), key)
            if first != key:
                raise _invalid(f"The name {name!r} is that of {first} and of {key}.", where)


def _row(record: Mapping[str, str], table: str, mention: str, names: _Names, where: str) -> Row:
    if not record.get("key") or not record.get("source"):
        raise _invalid("A row needs a key and a source.", where)
    _check_dates(record, where)
    key = record["key"]
    singular = {"countries": "country", "cities": "city", "offices": "office"}
    relations = ("parent", "body", "country")
    known = {"key", "kind", "source", *relations}
    return Row(
        key=key,
        mention=mention,
        kind=record.get("kind") or singular.get(table, mention),
        labels=names.preferred(key),
        names=names.of(key),
        related={r: record[r] for r in relations if record.get(r)},
        facts={name: value for name, value in record.items() if name not in known and value},
        source=record["source"],
        forms=names.of(key, forms=True),
    )


def _check_dates(record: Mapping[str, str], where: str) -> None:
    found = [record[name] for name in DATES if record.get(name)]
    if found and not record.get("dates_source"):
        raise _invalid("A date needs a dates_source.", where)
    for date in found:
        if not _DATE.fullmatch(date):
            raise _invalid(f"{date!r} is no year, month or day.", where)


def _check_relations(rows: Mapping[str, Row]) -> None:
    for row in rows.values():
        for relation, key in row.related.items():
            if key not in rows:
                raise _invalid(f"The {relation} {key!r} is no row.", row.key)


def _invalid(message: str, where: str) -> PackError:
    return PackError("AUTHORITY_INVALID", message, where=where, hint="See data/authority/SOURCES.md.")
