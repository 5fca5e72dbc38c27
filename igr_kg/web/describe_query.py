"""DESCRIBE as this site understands it: the description that the page of each thing gives."""

from __future__ import annotations

import hashlib
import io
import time

from igr_kg.config import Settings
from igr_kg.graph import quads, syntax
from igr_kg.graph.quads import Quad
from igr_kg.store import port
from igr_kg.store.scanner import Token, scan, tokens
from igr_kg.web import describe, formats
from igr_kg.web.data import Data

MOST_THINGS = 200
_ENDS = ("FROM", "WHERE", "{", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


def as_select(text: str) -> str | None:
    """Return the query for the things that a DESCRIBE query names, or None when it has a dataset of its own.

    >>> as_select("DESCRIBE <http://a/b>")
    'SELECT DISTINCT ?thing WHERE { VALUES ?thing { <http://a/b> } }'
    >>> as_select("PREFIX e: <http://e/> DESCRIBE ?x WHERE { ?x e:p 1 } LIMIT 2")
    'PREFIX e: <http://e/> SELECT DISTINCT ?x WHERE { ?x e:p 1 } LIMIT 2'
    """
    row = tokens(text)
    first = next((i for i, t in enumerate(row) if t.kind == "word" and t.text.upper() == "DESCRIBE"), None)
    if first is None:
        return None
    last = next((i for i in range(first + 1, len(row)) if row[i].text.upper() in _ENDS), len(row))
    asked = row[first + 1 : last]
    tail = text[row[last].start :] if last < len(row) else ""
    if not asked or (last < len(row) and row[last].text.upper() == "FROM"):
        return None
    return _select(text[: row[first].start], asked, tail)


def _select(head: str, asked: list[Token], tail: str) -> str | None:
    things = [token.text for token in asked if token.kind in ("iri", "name")]
    variables = [token.text for token in asked if token.kind == "variable"]
    everything = [token.text for token in asked] == ["*"]
    if len(things) + len(variables) != len(asked) and not everything:
        return None
    if things and not variables:
        return f"{head}SELECT DISTINCT ?thing WHERE {{ VALUES ?thing {{ {' '.join(things)} }} }}"
    if things:
        return None
    return f"{head}SELECT DISTINCT {' '.join(variables) or '*'} {tail}"


def described(data: Data, text: str, media_type: str | None, settings: Settings) -> port.Answer | None:
    """Return the answer to a DESCRIBE query over the whole view, or None when the engine should answer.

    :raises QueryError: ``RESULT_TOO_LARGE`` when it names more than :data:`MOST_THINGS` things
    """
    found = scan(text, data.base)
    if (
        found.form is not port.QueryForm.DESCRIBE
        or found.default_graphs
        or found.named_graphs
        or found.service
    ):
        return None
    select = as_select(text)
    if select is None:
        return None
    began = time.monotonic()
    things = [iri for iri in dict.fromkeys(_iris(data, select))]
    if len(things) > MOST_THINGS:
        raise port.QueryError(
            "RESULT_TOO_LARGE",
            f"The query asks for the descriptions of {len(things)} things; one answer describes {MOST_THINGS}.",
            hint="Use LIMIT and OFFSET, CONSTRUCT, or a dump from /dumps/, which holds everything.",
        )
    rows: list[Quad] = []
    for thing in things:
        rows += describe.describe(data, thing, settings.incoming_limit).statements()
    chosen = media_type or port.TURTLE
    name = next(f.suffix for f in formats.TRIPLES if f.media_type == chosen)
    triples = describe.triples(rows)
    body = syntax.serialise(triples, name, base=data.base)
    return port.Answer(
        io.BytesIO(body),
        len(body),
        chosen,
        hashlib.sha256(body).hexdigest()[:32],
        len(triples),
        time.monotonic() - began,
        port.QueryForm.DESCRIBE,
        not found.varying,
    )


def _iris(data: Data, select: str) -> list[str]:
    return [
        quads.value(term) for row in data.exact_rows(select) for term in row.values() if quads.is_iri(term)
    ]
