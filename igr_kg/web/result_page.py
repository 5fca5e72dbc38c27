"""The answer to a query as a table for people, with links to every format."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from igr_kg.graph import quads, syntax
from igr_kg.store import port
from igr_kg.web import formats, releases, state
from igr_kg.web.data import read_term
from igr_kg.web.frame import Alternate
from igr_kg.web.labels import Namer
from igr_kg.web.thing_page import Value, value_of

SHOWN_ROWS = 500
_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of an answer.

    :param kind: what the views of the answer go by: ``iri``, ``blank``, the local name of a datatype of XML
        Schema, the IRI of another one, or ``""`` for a plain text
    """

    value: Value
    kind: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """Everything that a result shows.

    :param boolean: the answer to ASK, else None
    :param too_large: the answer is complete but too large for a page
    :param permalink: address of the query on the release that answered it
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell | None]]
    total: int
    seconds: float
    boolean: bool | None
    too_large: bool
    downloads: Sequence[Alternate]
    permalink: str


def _downloads(
    query: str, default: Sequence[str], named: Sequence[str], form: port.QueryForm
) -> list[Alternate]:
    if form is port.QueryForm.ASK:
        offers: tuple[formats.Format, ...] = (formats.RESULT_JSON, formats.RESULT_XML)
    else:
        offers = formats.TABLES if form is port.QueryForm.SELECT else formats.TRIPLES
    release = releases.chosen()
    return [
        Alternate(
            o.label,
            releases.address(query, default, named, release=release, format=o.suffix),
            o.media_type,
        )
        for o in offers
    ]


def _table(body: bytes) -> tuple[list[str], list[dict[str, str]], bool | None]:
    found = json.loads(body)
    if "boolean" in found:
        return [], [], bool(found["boolean"])
    rows = found["results"]["bindings"]
    return (
        found["head"]["vars"],
        [{name: read_term(value) for name, value in row.items()} for row in rows],
        None,
    )


def _triples(body: bytes) -> tuple[list[str], list[dict[str, str]], bool | None]:
    rows = syntax.parse(body, "nt")
    names = ["subject", "predicate", "object"]
    return names, [dict(zip(names, row[:3], strict=True)) for row in rows], None


def _kind(term: str) -> str:
    if not quads.is_literal(term):
        return "iri" if quads.is_iri(term) else "blank"
    name = (quads.datatype(term) or "").removeprefix(quads.XSD)
    return "" if quads.language(term) or name == "string" else name


def _cell(term: str, namer: Namer) -> Cell:
    return Cell(value_of(term, namer), _kind(term))


def view(answer: port.Answer, query: str, default: Sequence[str], named: Sequence[str]) -> ResultView:
    """Return what the page of an answer shows."""
    is_table = answer.form in (port.QueryForm.SELECT, port.QueryForm.ASK)
    too_large = answer.length > _MOST_BYTES
    columns: list[str] = []
    rows: list[dict[str, str]] = []
    boolean = None
    if not too_large:
        columns, rows, boolean = (_table if is_table else _triples)(answer.file.read())
    shown = rows[:SHOWN_ROWS]
    namer = state.namer()
    namer.learn(quads.value(t) for row in shown for t in row.values() if quads.is_iri(t))
    return ResultView(
        columns,
        [[_cell(row[c], namer) if c in row else None for c in columns] for row in shown],
        answer.rows if too_large else len(rows),
        answer.seconds,
        boolean,
        too_large,
        _downloads(query, default, named, answer.form),
        releases.address(query, default, named, release=releases.chosen() or state.site().version),
    )
