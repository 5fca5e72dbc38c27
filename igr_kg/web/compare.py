"""``/sparql/compare``: one query on two releases, and what differs between the answers; JSON and a page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from igr_kg.errors import IgrError
from igr_kg.graph import quads, syntax
from igr_kg.store import comparing, port
from igr_kg.store.comparing import Changes, Row
from igr_kg.store.scanner import scan
from igr_kg.web import formats, frame, problems, releases, responses, state
from igr_kg.web.data import read_term, written_term
from igr_kg.web.errors import WebError
from igr_kg.web.labels import Namer
from igr_kg.web.protocol import Request, checked, missing, read_request
from igr_kg.web.thing_page import Value, value_of

blueprint = Blueprint("compare", __name__)

SHOWN = 100
"""Rows that are listed as added, and as removed."""
MOST_BYTES = 10_000_000
"""Bytes of the largest answers that are compared row by row."""

_OFFERS = (formats.JSON, formats.HTML)
_TRIPLE = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two answers.

    :param rows: how many it has
    :param boolean: the answer to ASK, else None
    :param href: path of the query on this release
    """

    release: str
    rows: int
    boolean: bool | None
    href: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two answers to one query.

    :param way: what was compared: ``boolean``, ``triples``, ``rows``, or ``order`` for rows with their order
    :param varying: the query may give another answer each time
    """

    form: port.QueryForm
    old: Side
    new: Side
    columns: Sequence[str]
    changes: Changes
    way: str
    varying: bool

    @property
    def same(self) -> bool:
        """Whether the two answers are the same."""
        return self.changes.same and self.old.boolean == self.new.boolean


@dataclass(frozen=True, slots=True)
class Note:
    """What the page of an answer of another release than the one served says of that.

    :param said: whether the answer is the same on the release that is served
    :param latest: link to the query there
    :param details: link to the comparison; empty when it failed
    :param lasting: whether the note stays true; an error may pass
    """

    release: str
    served: str
    said: str
    latest: str
    details: str
    lasting: bool


def _table(body: bytes) -> tuple[Sequence[str], list[Row]]:
    found = json.loads(body)
    columns = found["head"].get("vars", [])
    rows = found["results"]["bindings"]
    return columns, [tuple(read_term(row[c]) if c in row else "" for c in columns) for row in rows]


def _rows(answer: port.Answer) -> tuple[Sequence[str], list[Row]]:
    """Return the columns and rows of an answer to anything but ASK; it can be read again afterwards."""
    body = answer.file.read()
    answer.file.seek(0)
    if answer.media_type == port.JSON:
        return _table(body)
    return _TRIPLE, [quad[:3] for quad in syntax.parse(body, "nt")]


def _boolean(answer: port.Answer) -> bool | None:
    if answer.form is not port.QueryForm.ASK:
        return None
    body = answer.file.read()
    answer.file.seek(0)
    return bool(json.loads(body)["boolean"])


def _way(form: port.QueryForm, query: str) -> str:
    if form is port.QueryForm.SELECT:
        return "order" if comparing.is_ordered(query) else "rows"
    return "boolean" if form is port.QueryForm.ASK else "triples"


def _compared(old: port.Answer, new: port.Answer, way: str) -> tuple[Sequence[str], Changes]:
    """Return the columns of two answers, where they were needed, and what differs."""
    if way == "boolean" or old.etag == new.etag:
        return (), Changes()
    if max(old.length, new.length) > MOST_BYTES:
        raise WebError(
            "RESULT_TOO_LARGE",
            f"The answers differ, and are too large (more than {MOST_BYTES:,} bytes) "
            "to be compared row by row.",
            hint="Set a LIMIT, or compare the complete answers of the two releases yourself.",
            say="too_large_to_compare",
            values={"bytes": MOST_BYTES},
        )
    columns, before = _rows(old)
    return columns, comparing.changes(before, _rows(new)[1], ordered=way == "order", most=SHOWN)


def _ask(asked: Request, release: str, media_type: str | None) -> port.Answer:
    store = state.site().releases.store(release)
    return store.query(
        asked.query or "",
        media_type=media_type,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
    )


def _side(asked: Request, release: str, answer: port.Answer) -> Side:
    href = _address(asked, release=release)
    return Side(release, answer.rows, _boolean(answer), href)


def _address(asked: Request, **more: str) -> str:
    return releases.address(asked.query or "", asked.default_graphs, asked.named_graphs, **more)


def compare(asked: Request, old: port.Answer, release: str, other: str) -> Comparison:
    """Compare an answer, in JSON or N-Triples, with that of another release.

    :param old: the answer of ``release``; it can be read again afterwards
    :raises IgrError: the other release has no answer, or both are too large to be compared
    """
    query = asked.query or ""
    way = _way(old.form, query)
    with _ask(asked, other, old.media_type) as new:
        sides = _side(asked, release, old), _side(asked, other, new)
        columns, found = _compared(old, new, way)
    return Comparison(old.form, *sides, columns, found, way, scan(query).varying)


def note(asked: Request, answer: port.Answer) -> Note:
    """Return what the page of an answer of another release than the one served says of that.

    :param answer: in JSON or N-Triples; it can be read again afterwards
    """
    texts, served = state.texts(), state.site().version
    details = _address(asked, path="/sparql/compare", release=asked.release, lang=state.addresses().language)
    latest = _address(asked, lang=state.addresses().language)
    try:
        found = compare(asked, answer, asked.release, served)
    except IgrError as error:
        why = problems.in_words(problems.problem_of(error)).title
        said = texts("releases.unknown", why=why)
        return Note(asked.release, served, said, latest, "", False)
    return Note(asked.release, served, _said(found), latest, details, True)


def _said(found: Comparison) -> str:
    texts, changed = state.texts(), found.changes
    if found.same:
        return texts("releases.same")
    if found.new.boolean is not None:
        answer = texts("sparql.true" if found.new.boolean else "sparql.false")
        return texts("releases.boolean", answer=answer)
    if changed.reordered:
        return texts("releases.reordered")
    return texts("releases.changed", more=changed.n_added, fewer=changed.n_removed)


def _in_json(asked: Request, found: Comparison) -> dict[str, Any]:
    host = request.host_url.rstrip("/")
    english = state.site().texts["en"]

    def side(of: Side) -> dict[str, Any]:
        value = {"rows": of.rows} if of.boolean is None else {"boolean": of.boolean}
        return {"release": of.release, **value, "address": host + of.href}

    def rows(of: Sequence[Row], count: int) -> dict[str, Any]:
        named = [
            {c: written_term(term) for c, term in zip(found.columns, row, strict=True) if term} for row in of
        ]
        return {"count": count, "rows": named}

    changed = found.changes
    body = {
        "query": asked.query,
        "form": found.form.value,
        "old": side(found.old),
        "new": side(found.new),
        "same": found.same,
        "compared": found.way,
        "how": english(f"releases.way_{found.way}"),
        "reordered": changed.reordered,
        "blankNodes": changed.blank,
        "varying": found.varying,
    }
    if found.way == "boolean":
        return body
    lists = {"added": (changed.added, changed.n_added), "removed": (changed.removed, changed.n_removed)}
    return body | {"columns": list(found.columns)} | {name: rows(*of) for name, of in lists.items()}


def _values(rows: Sequence[Row], namer: Namer) -> list[list[Value | None]]:
    """Return rows as a page shows them, with the names that things have in one release."""
    namer.learn(quads.value(term) for row in rows for term in row if quads.is_iri(term))
    return [[value_of(term, namer) if term else None for term in row] for row in rows]


def _page(asked: Request, found: Comparison) -> Response:
    store, changed = state.site().releases.store, found.changes
    return frame.page(
        "compare.html",
        query=asked.query,
        found=found,
        added=_values(changed.added, state.namer_of(store(found.new.release))),
        removed=_values(changed.removed, state.namer_of(store(found.old.release))),
        cacheable=not found.varying,
    )


@blueprint.route("/sparql/compare", methods=["GET", "POST"])
def endpoint() -> Response:
    """Compare the answers of two releases to a query: ``release``, and ``with`` or the release served."""
    asked = read_request(request, state.site().settings)
    if not asked.release:
        raise WebError(
            "BAD_PARAMETER",
            "A comparison needs the release that the answer is of.",
            hint="Give it as release; with= names another one than the newest.",
            where="release",
            say="compare_which",
        )
    if asked.query is None:
        raise missing()
    other = asked.other or state.site().version
    for version in (asked.release, other):  # before either is asked
        state.site().releases.store(version)
    form = checked(asked, state.site().settings).form
    choice = responses.pick(_OFFERS, name=asked.format, suffixes=False)
    releases.say(other)
    kind = port.NTRIPLES if form in (port.QueryForm.CONSTRUCT, port.QueryForm.DESCRIBE) else None
    with _ask(asked, asked.release, kind) as answer:
        found = compare(asked, answer, asked.release, other)
    if choice.format is formats.HTML:
        return _page(asked, found)
    body = json.dumps(_in_json(asked, found), ensure_ascii=False, indent=1) + "\n"
    lasting = {"Cache-Control": releases.FOR_EVER} if asked.other and not found.varying else {}
    return responses.answer(body, formats.JSON.content_type, headers=lasting, cacheable=not found.varying)
