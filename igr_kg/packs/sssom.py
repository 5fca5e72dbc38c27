"""Mapping sets in SSSOM/TSV: what corresponds to what, how sure that is, and who says so.

The subset of SSSOM (https://mapping-commons.github.io/sssom/spec-formats-tsv/) that the project writes:
lines of YAML after ``#`` with one level of nesting, then a table whose columns are slots of a mapping.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from igr_kg import ids
from igr_kg.errors import PackError

SUFFIX = ".sssom.tsv"
REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification", "confidence")
OPTIONAL = ("predicate_modifier", "see_also", "license", "reviewer_label", "comment")
SLOTS = frozenset((*REQUIRED, *OPTIONAL))
HEAD = ("mapping_set_id", "mapping_set_title", "mapping_set_description", "license")
NOT = "Not"
SEMAPV = "https://w3id.org/semapv/vocab/"
_CURIES = ("subject_id", "predicate_id", "object_id", "mapping_justification")


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A row of a mapping set; names of things are whole IRIs.

    :param predicate: the relation, or what does not hold where ``denied``
    :param justification: how it was found, a term of SEMAPV
    :param confidence: from 0 to 1
    :param sources: IRIs of where it was seen (slot ``see_also``)
    :param licence: IRI of the terms of the object's identifier; empty: those of the set
    :param reviewer: a person by name; empty where nobody put a name to it
    :param place: file and line, for messages
    """

    subject: str
    predicate: str
    object: str
    justification: str
    confidence: float
    sources: tuple[str, ...] = ()
    licence: str = ""
    reviewer: str = ""
    comment: str = ""
    denied: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class MappingSet:
    """A file of correspondences.

    :param head: what its head says of the set, by slot
    :param prefixes: namespace by prefix
    """

    head: Mapping[str, str]
    prefixes: Mapping[str, str]
    rows: tuple[Correspondence, ...]


def read(path: Path) -> MappingSet:
    """Read and check a mapping set.

    :raises PackError: ``MAPPINGS_INVALID`` for a head or column that SSSOM does not have or that is missing,
        a prefix that is not in the map or not used, a justification that is no term of SEMAPV, a confidence
        that is none, two rows about the same two things
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    length = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    head, prefixes = _head(lines[:length], path.name)
    rows = tuple(_rows(lines[length:], length + 1, prefixes, path.name))
    pairs: set[tuple[str, str]] = set()
    for row in rows:
        if (row.subject, row.object) in pairs:
            raise invalid(f"{row.subject} and {row.object} stand twice.", row.place)
        pairs.add((row.subject, row.object))
    return MappingSet(head, prefixes, rows)


def _head(lines: list[str], name: str) -> tuple[dict[str, str], dict[str, str]]:
    head: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        key, colon, value = line[1:].partition(":")
        if not colon or not key.strip() or value[:1] not in ("", " "):
            raise invalid(f"{line!r} is no line of a head.", f"{name}:{number}")
        value = value.strip()
        if key.startswith(" "):
            prefixes[key.strip()] = value
        elif key != "curie_map":
            head[key] = value
    missing = [slot for slot in HEAD if not head.get(slot)]
    if missing:
        raise invalid(f"The head lacks {missing}.", f"{name}:1")
    return head, prefixes


def _rows(lines: list[str], first: int, prefixes: Mapping[str, str], name: str) -> Iterator[Correspondence]:
    reader = csv.DictReader((line for line in lines if line), delimiter="\t", quoting=csv.QUOTE_NONE)
    columns = set(reader.fieldnames or ())
    if columns - SLOTS or set(REQUIRED) - columns:
        wrong = sorted(columns - SLOTS) or sorted(set(REQUIRED) - columns)
        raise invalid(f"The columns {wrong} are unknown or missing.", f"{name}:{first}")
    used: set[str] = set()
    for number, record in enumerate(reader, first + 1):
        if None in record or None in record.values():
            raise invalid("The row has not as many cells as the head.", f"{name}:{number}")
        used.update(record[slot].partition(":")[0] for slot in _CURIES)
        yield _row(record, prefixes, f"{name}:{number}")
    if used != set(prefixes):
        raise invalid(f"{sorted(used ^ set(prefixes))} are prefixes without use or meaning.", f"{name}:1")


def _row(record: Mapping[str, str], prefixes: Mapping[str, str], place: str) -> Correspondence:
    iris = [_expanded(record[slot], prefixes, place) for slot in _CURIES]
    if not iris[3].startswith(SEMAPV):
        raise invalid(f"{record['mapping_justification']!r} is no term of SEMAPV.", place)
    try:
        confidence = float(record["confidence"])
    except ValueError:
        confidence = -1.0
    if not 0 <= confidence <= 1:
        raise invalid(f"{record['confidence']!r} is no confidence from 0 to 1.", place)
    modifier = record.get("predicate_modifier", "")
    if modifier not in ("", NOT):
        raise invalid(f"{modifier!r} is no modifier of a relation.", place)
    return Correspondence(
        iris[0],
        iris[1],
        iris[2],
        record["mapping_justification"],
        confidence,
        tuple(source for source in record.get("see_also", "").split("|") if source),
        record.get("license", ""),
        record.get("reviewer_label", ""),
        record.get("comment", ""),
        modifier == NOT,
        place,
    )


def _expanded(curie: str, prefixes: Mapping[str, str], place: str) -> str:
    prefix, colon, local = curie.partition(":")
    if not colon or not local or prefix not in prefixes:
        raise invalid(f"{curie!r} has no prefix of the map.", place)
    return prefixes[prefix] + local


def rebased(text: str, base: str) -> str:
    """Return the text of a mapping set whose own names stand under another base.

    >>> rebased("#  igr: https://w3id.org/igr/", "http://a.example/")
    '#  igr: http://a.example/'
    """
    lines = text.split("\n")
    return "\n".join(x.replace(ids.DEFAULT_BASE, base) if x.startswith("#") else x for x in lines)


def invalid(message: str, place: str) -> PackError:
    """Return the error of a mapping set that breaks a rule."""
    return PackError("MAPPINGS_INVALID", message, where=place, hint="See data/mappings/README.md.")
