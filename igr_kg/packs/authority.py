"""Authority data: bodies, offices, countries, cities, instruments and persons, with names and links.

Tab-separated tables under ``data/authority``, one row for one thing, keyed by a stable ``key`` that
is the thing's local name (``body/unep``, ``country/KEN``). A column that is called like a language
tag (``zh``) holds the official name, ``zh_names`` further names and short forms, separated by
``|``. What reads documents works without any row, too: :func:`empty`.
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
LANGUAGES = ("en", "zh", "fr", "es", "ru", "ar")
LINK_COLUMNS = ("subject", "predicate", "object", "justification", "confidence", "source", "licence")
DATES = ("established", "dissolved")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
PREDICATES = frozenset(f"skos:{p}Match" for p in ("exact", "close", "broad", "narrow", "related"))


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that the authority data names.

    :param key: stable key, unique over all tables, e.g. ``body/unep-gc``
    :param mention: kind of the mentions that name it: ``body role place instrument person``
    :param kind: a code of the kind's scheme (bodies: ``governing-council`` ...), ``country`` or
        ``city``, ``instrument``, ``process`` or ``class``, or ``office``
    :param labels: official name by language
    :param names: every name by language, the official one first
    :param related: other keys by relation: ``parent`` (of a body), ``body`` (of an office),
        ``country`` (of a city, only where the source of the row says so)
    :param facts: other columns: ``iso2`` ..., and the dates ``established`` and ``dissolved`` (a year, month
        or day of ISO 8601) with the ``dates_source`` that says so
    :param source: where the row comes from
    """

    key: str
    mention: str
    kind: str
    labels: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    related: Mapping[str, str]
    facts: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class Link:
    """A reviewed link from a row or topic to a concept or entity elsewhere.

    :param subject: key of a row, or ``topic/<code>``
    :param predicate: one SKOS mapping property, e.g. ``skos:exactMatch``
    :param object: IRI
    :param justification: how the link was found (a term of the SEMAPV vocabulary)
    :param confidence: from 0 to 1
    """

    subject: str
    predicate: str
    object: str
    justification: str
    confidence: float
    source: str
    licence: str


@dataclass(frozen=True, slots=True)
class Authority:
    """All rows and links.

    :param rows: by key
    """

    rows: Mapping[str, Row]
    links: tuple[Link, ...] = ()
    _names: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict, repr=False, compare=False)

    def names(self, language: str, mention: str) -> Mapping[str, str]:
        """Return key by name, for the names of one kind of mention in one language.

        :param language: BCP 47 tag; ``zh-Hans`` falls back to ``zh``
        :param mention: ``body role place instrument person``

        >>> load().names("zh", "body")["环境署"]
        'body/unep'
        """
        tag = language.split("-", 1)[0]
        found = self._names.get((tag, mention))
        if found is None:
            found = {
                name: row.key
                for row in self.rows.values()
                if row.mention == mention
                for name in row.names.get(tag, ())
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
        two things, or a relation or link leads nowhere, a date is none or has no source
    """
    return _load(root or assets.folder("data/authority"))


@cache
def _load(root: Path) -> Authority:
    rows: dict[str, Row] = {}
    for table, mention in TABLES.items():
        for number, record in _records(root / f"{table}.tsv"):
            row = _row(record, table, mention, f"{table}.tsv:{number}")
            if row.key in rows:
                raise _invalid(f"The key {row.key!r} stands twice.", f"{table}.tsv:{number}")
            rows[row.key] = row
    _check_relations(rows)
    _check_names(rows)
    links = tuple(
        _link(record, rows, f"links.tsv:{number}") for number, record in _records(root / "links.tsv")
    )
    return Authority(MappingProxyType(rows), links)


def _records(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, record in enumerate(reader, 2):
            if None in record or None in record.values():
                raise _invalid("The row has not as many cells as the head.", f"{path.name}:{number}")
            yield number, record


def _row(record: Mapping[str, str], table: str, mention: str, where: str) -> Row:
    if not record.get("key") or not record.get("source"):
        raise _invalid("A row needs a key and a source.", where)
    _check_dates(record, where)
    labels = {tag: record[tag] for tag in LANGUAGES if record.get(tag)}
    names = {
        tag: tuple(dict.fromkeys((label, *filter(None, record.get(f"{tag}_names", "").split("|")))))
        for tag, label in labels.items()
    }
    singular = {"countries": "country", "cities": "city", "offices": "office"}
    relations = ("parent", "body", "country")
    known = {"key", "kind", "source", *relations, *LANGUAGES, *(f"{tag}_names" for tag in LANGUAGES)}
    return Row(
        key=record["key"],
        mention=mention,
        kind=record.get("kind") or singular.get(table, mention),
        labels=labels,
        names=names,
        related={r: record[r] for r in relations if record.get(r)},
        facts={name: value for name, value in record.items() if name not in known and value},
        source=record["source"],
    )


def _link(record: Mapping[str, str], rows: Mapping[str, Row], where: str) -> Link:
    missing = [name for name in LINK_COLUMNS if not record.get(name)]
    if missing:
        raise _invalid(f"A link lacks {missing}.", where)
    if record["subject"] not in rows and not record["subject"].startswith("topic/"):
        raise _invalid(f"{record['subject']!r} is neither a row nor a topic.", where)
    if record["predicate"] not in PREDICATES:
        raise _invalid(f"{record['predicate']!r} is no mapping property of SKOS.", where)
    try:
        confidence = float(record["confidence"])
    except ValueError:
        raise _invalid(f"{record['confidence']!r} is no confidence from 0 to 1.", where) from None
    return Link(
        record["subject"],
        record["predicate"],
        record["object"],
        record["justification"],
        confidence,
        record["source"],
        record["licence"],
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


def _check_names(rows: Mapping[str, Row]) -> None:
    owner: dict[tuple[str, str, str], str] = {}
    for row in rows.values():
        for tag, names in row.names.items():
            for name in names:
                first = owner.setdefault((row.mention, tag, name), row.key)
                if first != row.key:
                    raise _invalid(f"The name {name!r} is that of {first} and of {row.key}.", row.key)


def _invalid(message: str, where: str) -> PackError:
    return PackError("AUTHORITY_INVALID", message, where=where, hint="See data/authority/SOURCES.md.")
