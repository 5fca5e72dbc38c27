"""The project's own sentences for what goes wrong with a query."""

from __future__ import annotations

import re

from igr_kg.store.port import QueryError
from igr_kg.store.scanner import tokens, undeclared_prefix

_DUMPS = "The dumps under /dumps/ hold everything."
_SENTENCES: dict[str, tuple[str, str]] = {
    "QUERY_TIMEOUT": (
        "The query took longer than the {seconds:g} seconds that one query may take.",
        "Make it more selective, or set a LIMIT. " + _DUMPS,
    ),
    "QUERY_MEMORY": (
        "The query needs more memory, or is nested deeper, than one query may.",
        "Make it more selective or flatter, or split it. " + _DUMPS,
    ),
    "ENGINE_FAILED": (
        "The query could not be evaluated.",
        "Ask again; if it fails again, report it with the query.",
    ),
    "rows": (
        "The answer has more than the {rows:,} rows that one answer may have.",
        "Set a LIMIT. " + _DUMPS,
    ),
    "bytes": (
        "The answer is larger than the {bytes:,} bytes that one answer may have.",
        "Set a LIMIT. " + _DUMPS,
    ),
}
_MALFORMED: tuple[tuple[str, str, str], ...] = (
    (
        "variable that is unbound",
        "SELECT names a variable that is neither grouped nor aggregated",
        "Put it into GROUP BY or into an aggregate such as SAMPLE.",
    ),
    ("Duplicated variable", "SELECT names a variable twice", "Give one of them another name."),
    (
        "not authorized with GROUP BY",
        "SELECT * cannot stand with GROUP BY",
        "Name the variables after SELECT.",
    ),
    ("IRI parsing failed", "This is no IRI", "Percent-encode what an IRI cannot hold, blanks for example."),
)
"""What the engine says -> the project's sentence and hint."""

NO_GRAPH = "no graph"
"""What an engine says when the dataset, not the query, is malformed."""

PADDING = "\n" + " " * 20
"""Appended to a query before it is parsed, so that no keyword is compared beyond the end."""

_PLACE = re.compile(r"at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_KEYWORD = re.compile(r"[A-Za-z_]+")
_SPELLED_OUT = re.compile(r"[\"'\[](?!_\])")


def explained(error: QueryError, text: str, seconds: float, rows: int, size: int) -> QueryError:
    """Return the error with a sentence for people; one that has a sentence stays as it is."""
    if error.message:
        return error
    if error.code == "QUERY_MALFORMED" and error.hint == NO_GRAPH:
        hint = "Give absolute IRIs in default-graph-uri and named-graph-uri."
        return QueryError(error.code, "The dataset names a graph by what is no IRI.", hint=hint)
    if error.code == "QUERY_MALFORMED":
        return malformed(text, error.hint)
    if error.code == "NOT_ACCEPTABLE":
        return QueryError(error.code, error.hint, hint="Ask for Turtle or JSON-LD.")
    key = error.hint if error.code == "RESULT_TOO_LARGE" else error.code
    message, hint = _SENTENCES[key]
    sentence = message.format(seconds=seconds, rows=rows, bytes=size)
    return QueryError(error.code, sentence, hint=hint, retry_after=error.retry_after)


def malformed(text: str, detail: str) -> QueryError:
    """Return ``QUERY_MALFORMED`` with the place (line and column from 1, in code points).

    :param detail: what the engine says about the text with :data:`PADDING`

    >>> malformed("SELECT * { ?s ex:p 1 }", "error at 1:20: expected OPTIONAL").where
    '1:15'
    """
    undeclared = undeclared_prefix(text)
    if undeclared is not None:
        name, offset = undeclared
        problem = f"The prefix {name}: is not declared"
        return _located(text, offset, problem, f"Begin the query with PREFIX {name}: <...>.")
    for sign, problem, hint in _MALFORMED:
        if sign in detail:
            return _located(
                text, _head(text) if "SELECT" in problem else _offset(text, detail), problem, hint
            )
    offset = _offset(text, detail)
    near = text[offset : offset + 20].split("\n")[0].strip()
    at = f"it cannot be read from “{near}” on" if near else "it ends too early"
    return _located(
        text,
        offset,
        f"The query is no well-formed SPARQL 1.1: {at}",
        "Look around this place for a missing dot, bracket or keyword.",
    )


def no_character(text: str, offset: int) -> QueryError:
    """Return ``QUERY_MALFORMED`` for half of a surrogate pair."""
    return _located(text, offset, "This is no character", "Send the query in UTF-8.")


def no_iri(text: str) -> QueryError:
    """Return ``QUERY_MALFORMED`` for a DESCRIBE that names what is no IRI."""
    named = [t.start for t in tokens(text) if t.kind == "word" and t.text.upper() == "DESCRIBE"]
    problem, hint = "DESCRIBE names something that is no IRI", _MALFORMED[-1][2]
    return _located(text, named[0] if named else 0, problem, hint)


def _located(text: str, offset: int, problem: str, hint: str) -> QueryError:
    line, column = position(text, offset)
    message = f"{problem} (line {line}, column {column})."
    return QueryError("QUERY_MALFORMED", message, hint=hint, where=f"{line}:{column}")


def _head(text: str) -> int:
    """Return the offset of the first SELECT."""
    return next((t.start for t in tokens(text) if t.kind == "word" and t.text.upper() == "SELECT"), 0)


def _offset(text: str, detail: str) -> int:
    """Return the offset at which the engine could not go on.

    Its grammar takes as many characters as a keyword has and compares them afterwards; so where
    only keywords were expected, the place that it reports is a keyword's length too far.
    """
    place = _PLACE.search(detail)
    if place is None:
        return 0
    before = (text + PADDING).split("\n")[: int(place[1]) - 1]
    offset = sum(len(line) + 1 for line in before) + int(place[2]) - 1
    keywords = [item for item in place[3].split(", ") if _KEYWORD.fullmatch(item)]
    if keywords and not _SPELLED_OUT.search(place[3]):
        offset -= min(map(len, keywords))
    offset = min(offset, len(text.rstrip()))
    inside = [t.start for t in tokens(text) if t.start < offset < t.start + len(t.text)]
    return inside[0] if inside else offset


def position(text: str, offset: int) -> tuple[int, int]:
    r"""Return the line and column, from 1, of an offset.

    >>> position("a\nbc", 3)
    (2, 2)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
