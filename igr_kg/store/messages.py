"""The project's own sentences for what goes wrong with a query."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from igr_kg.store.port import QueryError
from igr_kg.store.scanner import spaced_iri, tokens, undeclared_prefix
from igr_kg.store.wire import NO_GRAPH

_DUMPS = "{dump} holds everything."
_SENTENCES: dict[str, tuple[str, str, str]] = {
    "QUERY_TIMEOUT": (
        "query_timeout",
        "The query took longer than the {seconds:g} seconds that one query may take.",
        "Make it more selective, or set a LIMIT. " + _DUMPS,
    ),
    "QUERY_MEMORY": (
        "query_memory",
        "The query needs more memory, or is nested deeper, than one query may.",
        "Make it more selective or flatter, or split it. " + _DUMPS,
    ),
    "ENGINE_FAILED": (
        "engine_failed",
        "The query could not be evaluated.",
        "Ask again; if it fails again, report it with the query.",
    ),
    "STORE_UNREADABLE": (
        "release_unreadable",
        "The store of the release {version} cannot be read.",
        "Ask another release; the damage is in this one alone.",
    ),
    "rows": (
        "too_many_rows",
        "The answer has more than the {rows:,} rows that one answer may have.",
        "Set a LIMIT. " + _DUMPS,
    ),
    "bytes": (
        "too_many_bytes",
        "The answer is larger than the {bytes:,} bytes that one answer may have.",
        "Set a LIMIT. " + _DUMPS,
    ),
}
"""Code, or limit that was passed -> key in the tables of texts, sentence and hint."""

_ENCODE = "Percent-encode what an IRI cannot hold, blanks for example."
_MALFORMED: tuple[tuple[str, str, str, str], ...] = (
    (
        "variable that is unbound",
        "not_grouped",
        "SELECT names a variable that is neither grouped nor aggregated",
        "Put it into GROUP BY or into an aggregate such as SAMPLE.",
    ),
    (
        "Duplicated variable",
        "named_twice",
        "SELECT names a variable twice",
        "Give one of them another name.",
    ),
    (
        "not authorized with GROUP BY",
        "star_grouped",
        "SELECT * cannot stand with GROUP BY",
        "Name the variables after SELECT.",
    ),
    ("IRI parsing failed", "no_iri", "This is no IRI", _ENCODE),
)
"""What the engine says -> key in the tables of texts, the project's sentence and hint."""

SERVER_SAYS = "server: "
"""Before the words of another server about a query that is well-formed and that it does not take."""

PADDING = "\n" + " " * 20
"""Appended to a query before it is parsed, so that no keyword is compared beyond the end."""

_WHERE = re.compile(r"(\d+):(\d+)")
_PLACE = re.compile(r"at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_KEYWORD = re.compile(r"[A-Za-z_]+")
_SPELLED_OUT = re.compile(r"[\"'\[](?!_\])")


def explained(error: QueryError, text: str, **values: object) -> QueryError:
    """Return the error with a sentence for people; one that has a sentence stays as it is.

    :param values: ``seconds``, ``rows``, ``bytes``: the limits; ``dump``: what holds everything; ``version``
    """
    if error.message:
        return error
    if error.code == "QUERY_MALFORMED" and error.hint == NO_GRAPH:
        problem = "The dataset names a graph by what is no IRI."
        hint = "Give absolute IRIs in default-graph-uri and named-graph-uri."
        return QueryError(error.code, problem, hint=hint, say="no_graph_iri")
    if error.code == "QUERY_MALFORMED" and error.hint.startswith(SERVER_SAYS):
        words = " ".join(error.hint.removeprefix(SERVER_SAYS).split())[:200]
        problem = "The server that holds the data does not take this query, which is well-formed."
        hint = f"Write it in another way. The server says: {words}"
        return QueryError(error.code, problem, hint=hint, say="store_refuses", values={"words": words})
    if error.code == "QUERY_MALFORMED":
        return malformed(text, error.hint)
    if error.code == "FUNCTION_UNKNOWN":
        problem, hint = f"There is no function <{error.hint}> here.", "/sparql lists those that there are."
        return QueryError(
            error.code, problem, hint=hint, say="no_function", values={"function": f"<{error.hint}>"}
        )
    if error.code == "NOT_ACCEPTABLE":
        return QueryError(error.code, error.hint, hint="Ask for Turtle or JSON-LD.", say="not_in_xml")
    key = error.hint if error.code == "RESULT_TOO_LARGE" else error.code
    say, message, hint = _SENTENCES[key]
    return QueryError(
        error.code,
        message.format_map(values),
        hint=hint.format_map(values),
        retry_after=error.retry_after,
        say=say,
        values=values,
    )


def service_refused(allowed: Sequence[str]) -> QueryError:
    """Return ``SERVICE_REFUSED``.

    :param allowed: IRIs of the servers that may be asked
    """
    if not allowed:
        return QueryError(
            "SERVICE_REFUSED",
            "SERVICE is not allowed: no other server is asked from here.",
            hint="Run the query where SERVICE is allowed and name this endpoint there.",
            say="service",
        )
    named = " ".join(f"<{iri}>" for iri in allowed)
    return QueryError(
        "SERVICE_REFUSED",
        f"SERVICE may ask only these servers from here: {named}",
        hint="Write one of them as an IRI, with blanks around the word SERVICE; variables are not taken.",
        say="service_other",
        values={"services": named},
    )


def service_failed(asked: Sequence[str]) -> QueryError:
    """Return ``SERVICE_FAILED``.

    :param asked: IRIs of the servers that the query names
    """
    named = " ".join(f"<{iri}>" for iri in asked)
    return QueryError(
        "SERVICE_FAILED",
        f"Another server did not answer with solutions: {named}",
        hint="Ask again later, or write SERVICE SILENT to go on without it.",
        say="service_failed",
        values={"services": named},
    )


def malformed(text: str, detail: str) -> QueryError:
    """Return ``QUERY_MALFORMED`` with the place (line and column from 1, in code points).

    :param detail: what the engine says about the text with :data:`PADDING`

    >>> malformed("SELECT * { ?s ex:p 1 }", "error at 1:20: expected OPTIONAL").where
    '1:15'
    """
    spaced = spaced_iri(text)
    if spaced is not None:
        problem = "An IRI holds a blank or another character that no IRI can hold"
        return located(text, spaced, "spaced_iri", problem, _ENCODE)
    undeclared = undeclared_prefix(text)
    if undeclared is not None:
        name, offset = undeclared
        problem, hint = f"The prefix {name}: is not declared", f"Begin the query with PREFIX {name}: <...>."
        return located(text, offset, "undeclared", problem, hint, name=name)
    for sign, say, problem, hint in _MALFORMED:
        if sign in detail:
            offset = _head(text) if "SELECT" in problem else _offset(text, detail)
            return located(text, offset, say, problem, hint)
    offset = _offset(text, detail)
    near = _near(text, offset)
    at = f"it cannot be read from “{near}” on" if near else "it ends too early"
    return located(
        text,
        offset,
        "not_sparql" if near else "sparql_ends",
        f"The query is no well-formed SPARQL 1.1: {at}",
        "Look around this place for a missing dot, bracket or keyword.",
        near=near,
    )


def no_character(text: str, offset: int) -> QueryError:
    """Return ``QUERY_MALFORMED`` for half of a surrogate pair."""
    return located(text, offset, "no_character", "This is no character", "Send the query in UTF-8.")


def no_iri(text: str) -> QueryError:
    """Return ``QUERY_MALFORMED`` for a DESCRIBE that names what is no IRI."""
    named = [t.start for t in tokens(text) if t.kind == "word" and t.text.upper() == "DESCRIBE"]
    problem = "DESCRIBE names something that is no IRI"
    return located(text, named[0] if named else 0, "describe_no_iri", problem, _ENCODE)


def _near(text: str, offset: int) -> str:
    """Return the words that a sentence quotes to show a place."""
    return text[offset : offset + 20].split("\n")[0].strip()


def located(text: str, offset: int, say: str, problem: str, hint: str, **values: object) -> QueryError:
    """Return ``QUERY_MALFORMED`` at an offset of the text.

    :param say: key of the sentence in the tables of texts; ``problem`` is it in English, without its dot
    """
    line, column = position(text, offset)
    return QueryError(
        "QUERY_MALFORMED",
        f"{problem} (line {line}, column {column}).",
        hint=hint,
        where=f"{line}:{column}",
        say=say,
        values={**values, "line": line, "column": column},
    )


def moved(error: QueryError, sent: str, text: str, origin: Callable[[int], int]) -> QueryError:
    """Return an error about a text that was rewritten as one about the text that a person wrote.

    :param sent: what the engine was given
    :param origin: the offset in ``text`` of an offset in ``sent``
    """
    place = _WHERE.fullmatch(error.where)
    if error.code != "QUERY_MALFORMED" or place is None:
        return error
    offset = origin(offset_of(sent, int(place[1]), int(place[2])))
    line, column = position(text, offset)
    values = {**error.values, "line": line, "column": column}
    message = error.message.replace(
        f"(line {place[1]}, column {place[2]})", f"(line {line}, column {column})"
    )
    if error.values.get("near"):
        values["near"] = _near(text, offset)
        message = message.replace(f"“{error.values['near']}”", f"“{values['near']}”")
    where = f"{line}:{column}"
    return QueryError(error.code, message, hint=error.hint, where=where, say=error.say, values=values)


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
    offset = offset_of(text + PADDING, int(place[1]), int(place[2]))
    keywords = [item for item in place[3].split(", ") if _KEYWORD.fullmatch(item)]
    if keywords and not _SPELLED_OUT.search(place[3]):
        offset -= min(map(len, keywords))
    offset = min(offset, len(text.rstrip()))
    inside = [t.start for t in tokens(text) if t.start < offset < t.start + len(t.text)]
    return inside[0] if inside else offset


def offset_of(text: str, line: int, column: int) -> int:
    r"""Return the offset of a line and column, from 1; the inverse of :func:`position`.

    >>> offset_of("a\nbc", 2, 2)
    3
    """
    return sum(len(passed) + 1 for passed in text.split("\n")[: line - 1]) + column - 1


def position(text: str, offset: int) -> tuple[int, int]:
    r"""Return the line and column, from 1, of an offset.

    >>> position("a\nbc", 3)
    (2, 2)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
