"""The graph of the shipped document, and answers as a reader of the document would write them down.

A cell of an expected answer is a local name (``id/body/unep``, ``doc:annex/1/par/3`` for a part of the
shipped document), a prefixed name, a value, ``~words`` for what must hold these words, ``name:words`` and
``name~words`` for a thing that has, or whose name holds, these words. An empty cell is unbound.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph

from igr_kg import ids
from igr_kg.extract.reader import read_document
from igr_kg.graph import dataset
from igr_kg.graph.quads import PREFIXES, Quad, value
from igr_kg.model import Document, Source
from igr_kg.packs import authority
from igr_kg.text import read, structure
from tests.support import TOP

HERE = Path(__file__).parent
QUERIES = TOP / "data" / "queries"
SHIPPED = TOP / "data" / "documents" / "unep-gc-26-18" / "zh.txt"
DOCUMENT = "id/document/unep-gc-26-18"
_HIDDEN = ("graph/evidence/", "graph/text/", "graph/catalogue", "graph/inferred")
_NAMES = ("igr:attestedName", "skos:prefLabel", "skos:altLabel", "igr:outcomeName")


@dataclass(frozen=True)
class Shipped:
    """The shipped document as read, as statements, and in an engine with the default view."""

    document: Document
    quads: list[Quad]
    store: pyoxigraph.Store
    names: dict[str, set[str]] = field(repr=False)


@cache
def shipped() -> Shipped:
    data = SHIPPED.read_bytes()
    document = structure(read(data, "zh.txt"))
    known = authority.load()
    source = Source("unep-gc-26-18/zh.txt", document.source_sha256)
    quads = dataset.assemble([(read_document(document, known), source)], authority=known)
    return Shipped(document, quads, engine(quads), _names(quads))


def engine(quads: Iterable[Quad]) -> pyoxigraph.Store:
    """Return a store with the quads and, as default graph, the view that a release publishes."""
    store = pyoxigraph.Store()
    lines = []
    for quad in quads:
        lines.append(f"{quad.s} {quad.p} {quad.o} {quad.g} .\n")
        if not value(quad.g).removeprefix(ids.DEFAULT_BASE).startswith(_HIDDEN):
            lines.append(f"{quad.s} {quad.p} {quad.o} .\n")
    store.extend(pyoxigraph.parse("".join(lines), pyoxigraph.RdfFormat.N_QUADS))
    return store


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


def ask(store: pyoxigraph.Store, name: str) -> list[dict[str, str]]:
    """Return the answers of a query of the collection, shortened."""
    solutions: Any = store.query((QUERIES / f"{name}.rq").read_text(encoding="utf-8"))
    columns = [v.value for v in solutions.variables]
    return [{c: "" if s[c] is None else short(s[c].value) for c in columns} for s in solutions]


def expected(name: str) -> tuple[list[str], list[list[str]], bool]:
    """Return columns, rows, and whether there may be no other rows."""
    record = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return record["columns"], record["rows"], record.get("complete", True)


def fits(cell: str, found: str, names: Mapping[str, set[str]]) -> bool:
    """Tell whether a value of an answer is what a cell asks for."""
    if cell.startswith("doc:"):
        cell = f"{DOCUMENT}/{cell[4:]}"
    if cell.startswith("name:"):
        return cell[5:] in names.get(found, set())
    if cell.startswith("name~"):
        return any(cell[5:] in name for name in names.get(found, set()))
    return cell[1:] in found if cell.startswith("~") else cell == found
