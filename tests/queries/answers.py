"""Releases, and answers as a reader of the documents would write them down.

A cell of an expected answer is a local name (``id/body/unep``; ``doc:annex/1/par/3`` for a part of the first
document, ``@s-res-743-1992/par/2`` for a part of any), a prefixed name, a value, ``~words`` for what must
hold these words (``~``: anything), ``name:words`` and ``name~words`` for a thing that has, or whose name
holds, these words. An empty cell is unbound.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph

from igr_kg import ids
from igr_kg.graph import quads as terms
from igr_kg.graph.quads import PREFIXES, Quad, value
from igr_kg.model import Document
from igr_kg.store.search import FILE, Index
from igr_kg.store.searching import LookUps
from igr_kg.text import read, structure
from igr_kg.web import saved
from tests.support import TOP

HERE = Path(__file__).parent
QUERIES = TOP / "data" / "queries"
SHIPPED = TOP / "data" / "documents" / "unep-gc-26-18" / "zh.txt"
DOCUMENT = "id/document/unep-gc-26-18"
_NAMES = ("igr:attestedName", "skos:prefLabel", "skos:altLabel", "igr:outcomeName")


@dataclass(frozen=True)
class Answering:
    """A release: statements, names of things, the store."""

    quads: list[Quad] = field(repr=False)
    names: dict[str, set[str]] = field(repr=False)
    store: pyoxigraph.Store = field(repr=False)
    look_ups: LookUps = field(repr=False)

    def rows(self, query: str) -> list[dict[str, str]]:
        """Return the answers to a query, shortened; the project's prefixes need no declaration."""
        solutions: Any = self.store.query(
            self.look_ups.rewritten(query).sent,
            prefixes={"id": f"{ids.DEFAULT_BASE}id/", **terms.prefixes(ids.DEFAULT_BASE)},
        )
        columns = [v.value for v in solutions.variables]
        return [{c: "" if s[c] is None else short(s[c].value) for c in columns} for s in solutions]

    def answers(self, name: str) -> list[dict[str, str]]:
        """Return the answers to a query of the collection, shortened."""
        return self.rows((QUERIES / f"{name}.rq").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Shipped(Answering):
    """The first of the shipped documents as read, and its release."""

    document: Document = field(repr=False)


def open_release(folder: Path) -> Answering:
    """Return what a release holds."""
    with gzip.open(folder / "igr.nq.gz", "rt", encoding="utf-8") as file:
        quads = list(terms.parse(file.read()))
    store = pyoxigraph.Store.read_only(str(folder / "store"))
    index = Index(folder / "store" / FILE)
    look_ups = LookUps(lambda: index, base=ids.DEFAULT_BASE, most=10_000)
    return Answering(quads, _names(quads), store, look_ups)


def open_first(folder: Path) -> Shipped:
    """Return what the release of the first document holds, and the document."""
    release = open_release(folder)
    document = structure(read(SHIPPED.read_bytes(), "zh.txt"))
    return Shipped(release.quads, release.names, release.store, release.look_ups, document)


def scope(name: str) -> str:
    """Return what a question of the collection is about."""
    return saved.parse(name, (QUERIES / f"{name}.rq").read_text(encoding="utf-8")).scope


def names_of(wanted: str) -> list[str]:
    """Return the names of the questions of a scope."""
    return [name for name in sorted(path.stem for path in QUERIES.glob("*.rq")) if scope(name) == wanted]


def _names(quads: Iterable[Quad]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in quads:
        if short(value(quad.p)) in _NAMES:
            found.setdefault(short(value(quad.s)), set()).add(value(quad.o))
    return found


def short(text: str) -> str:
    """Return an IRI of the project as a local name, another one with a prefix where there is one."""
    for prefix, namespace in PREFIXES.items():
        full = namespace if ":" in namespace else ids.DEFAULT_BASE + namespace
        if text.startswith(full):
            return f"{prefix}:{text[len(full) :]}"
    return text.removeprefix(ids.DEFAULT_BASE)


def expected(name: str) -> tuple[list[str], list[list[str]], bool]:
    """Return columns, rows, and whether there may be no other rows."""
    record = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return record["columns"], record["rows"], record.get("complete", True)


def fits(cell: str, found: str, names: Mapping[str, set[str]]) -> bool:
    """Tell whether a value of an answer is what a cell asks for."""
    if cell.startswith("doc:"):
        cell = f"{DOCUMENT}/{cell[4:]}"
    if cell.startswith("@"):
        cell = f"id/document/{cell[1:]}"
    if cell.startswith("name:"):
        return cell[5:] in names.get(found, set())
    if cell.startswith("name~"):
        return any(cell[5:] in name for name in names.get(found, set()))
    return cell[1:] in found if cell.startswith("~") else cell == found


def differences(name: str, release: Answering) -> tuple[list[list[str]], list[list[str]]]:
    """Return the expected rows that a release does not answer, and the answers that nobody expects."""
    columns, rows, complete = expected(name)
    answers = [[answer[c] for c in columns] for answer in release.answers(name)]

    def same(row: list[str], answer: list[str]) -> bool:
        return all(fits(cell, found, release.names) for cell, found in zip(row, answer, strict=True))

    missing = [row for row in rows if not any(same(row, answer) for answer in answers)]
    surplus = [answer for answer in answers if not any(same(row, answer) for row in rows)]
    return missing, surplus if complete else []
