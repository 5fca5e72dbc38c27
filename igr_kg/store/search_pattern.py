"""Search properties in a query: found by its tokens, each use either understood exactly or refused.

``?thing search:matches "words"`` is a triple pattern to every parser of SPARQL 1.1; no triple stands behind
it, a look-up does. So the pattern is taken out, and what the look-up found is put before the triples
in which it stood, as a block of values (SPARQL 1.1 Query, section 10), which joins in the same way. That is
exact where the statement stands in a group by itself; anywhere else a property is refused at its place.

What is understood is a statement ``subject property words`` in a group, also one with other properties
(``;``) or words (``,``) beside it. The subject is a variable, an IRI, or a list of variables: the thing, the
score, the string that was found. Words are strings, or a variable that VALUES binds to strings in that group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from igr_kg.graph.quads import XSD
from igr_kg.store import messages
from igr_kg.store.port import QueryError
from igr_kg.store.scanner import Token
from igr_kg.store.search import merged
from igr_kg.store.search_tokens import PROPERTIES, Row

MOST_COLUMNS = 3

_HINTED = re.compile(r"[h<\\]#|\\u", re.IGNORECASE)
"""Before the number sign of the namespace stands the last letter of its path, or the token begins there."""
_ELEMENTS = ("FILTER", "OPTIONAL", "MINUS", "BIND", "VALUES", "GRAPH", "SERVICE")
_PATH = ("/", "|", "^", "*", "+", "?")
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Words(NamedTuple):
    """Words that are looked for.

    :param language: tag, in lower case, or None
    :param term: the string as it stands in the query
    :param at: its offset there
    """

    text: str
    language: str | None
    term: str
    at: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """One use of a search property.

    :param property: one of :data:`igr_kg.store.search_tokens.PROPERTIES`
    :param columns: variables for the thing, its score, and the string that was found; none where the
        subject is an IRI
    :param iri: that IRI, or an empty string
    :param variable: the variable of the words, or an empty string
    :param words: what it may be; one where there is no variable
    """

    property: str
    columns: tuple[str, ...]
    iri: str
    variable: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with search properties.

    :param at: offset at which what was found is put
    :param cuts: ranges of the text that are taken out
    """

    at: int
    patterns: tuple[Pattern, ...]
    cuts: tuple[tuple[int, int], ...]


def may_search(text: str) -> bool:
    """Tell whether a query may use a search property: one look at it, which is never wrong about a no."""
    return _HINTED.search(text) is not None


def statements(text: str, base: str) -> list[Statement]:
    """Return the statements of a query that use search properties, in order.

    :raises QueryError: ``QUERY_MALFORMED`` at a use that is not understood

    >>> query = 'SELECT * { ?s a ?t ; <search#matches> "water", "air"@en }'
    >>> (found,) = statements(query, "https://w3id.org/igr/")
    >>> [(p.columns, p.words[0].text, p.words[0].language) for p in found.patterns]
    [(('?s',), 'water', None), (('?s',), 'air', 'en')]
    >>> query[found.at :][:2], [query[start:end] for start, end in found.cuts]
    ('?s', ['<search#matches> "water", "air"@en'])
    """
    if not may_search(text):
        return []
    row = Row(text, base)
    if not row.balanced:  # the engine says what is wrong
        return []
    found: dict[int, Statement] = {}
    read: set[int] = set()
    for i in row.uses:
        if i in read:
            continue
        start = row.start(i)
        found[start], heads = _Parser(row, start).statement()
        if i not in heads:
            raise row.misplaced(i)
        read |= heads
    for statement in found.values():
        _check_blank_nodes(row, statement)
    return list(found.values())


def _check_blank_nodes(row: Row, statement: Statement) -> None:
    """Refuse a label on both sides of a block of values, which parts the triples (section 5.1.1)."""
    blank = [token for token in row.tokens if token.kind == "blank"]
    before = {token.text for token in blank if token.start < statement.at}
    for token in blank:
        if token.start > statement.at and token.text in before:
            problem = f"The blank node {token.text} stands before and after a search property"
            hint = "Put a variable in its place."
            at = token.start
            raise messages.located(row.text, at, "search_blank_node", problem, hint, name=token.text)


class _Parser:
    """Reads one statement that holds a search property.

    :param start: its first token
    """

    def __init__(self, row: Row, start: int) -> None:
        self._row = row
        self._tokens = row.tokens
        self._first = start
        self._behind = row.partner.get(start, start) + 1
        """The token behind the subject."""

    def statement(self) -> tuple[Statement, set[int]]:
        """Return the statement, and the tokens of the search properties in it."""
        begin = self._tokens[self._first].start
        pieces = list(self._pieces(self._behind))
        ours = [piece for piece in pieces if piece.start in self._row.uses]
        kept = [piece for piece in pieces if piece not in ours and piece]
        patterns = [pattern for piece in ours for pattern in self._patterns(piece)]
        if self._behind > self._first + 1 and len(patterns) + len(kept) > 1:
            raise self._bad_subject()
        cuts = [(self._tokens[piece.start].start, _end(self._tokens[piece.stop - 1])) for piece in ours]
        if not kept:
            cuts = [(begin, _end(self._tokens[pieces[-1].stop - 1]))]
        elif pieces[0] in ours:
            cuts.append((self._tokens[pieces[0].start].start, self._tokens[kept[0].start].start))
        return Statement(begin, tuple(patterns), tuple(merged(cuts))), {piece.start for piece in ours}

    def _pieces(self, at: int) -> Iterator[range]:
        """Yield what stands between the semicolons of the statement, as ranges of tokens."""
        begin = at
        while at < len(self._tokens):
            token = self._tokens[at]
            element = token.kind == "word" and token.text.upper().startswith(_ELEMENTS)
            if (
                element
                or token.text in (".", "}")
                or (token.text == "{" and not self._row.opens_annotation(at))
            ):
                break
            if token.text == ";":
                yield range(begin, at)
                begin = at + 1
            at = self._row.partner.get(at, at) + 1
            if token.kind in ("number", "word") and token.text.endswith("."):
                break
        yield range(begin, at)

    def _patterns(self, piece: range) -> Iterator[Pattern]:
        """Yield the patterns of a property and what stands behind it, commas between."""
        name = self._row.name(piece.start)
        if name not in PROPERTIES:
            raise self._row.misplaced(piece.start)
        columns, iri = self._subject()
        at = piece.start
        while at == piece.start or self._tokens[at].text == ",":
            at += 1
            if at >= piece.stop or (at == piece.start + 1 and self._tokens[at].text in _PATH):
                raise self._row.misplaced(piece.start)
            variable, words, at = self._words(at)
            if variable and variable[1:] in {column[1:] for column in columns}:
                raise self._bad_words(at - 1)
            yield Pattern(name, columns, iri, variable, words)
            if at >= piece.stop:
                return
        raise self._bad_words(at)

    def _subject(self) -> tuple[tuple[str, ...], str]:
        """Return the variables of the subject, or its IRI."""
        token, iris = self._tokens[self._first], self._row.iris
        if self._first in iris:
            return (), iris[self._first]
        if token.kind == "name":
            raise messages.malformed(self._row.text, "")
        inner = self._tokens[self._first + 1 : self._behind - 1] if token.text == "(" else [token]
        columns = tuple(t.text for t in inner)
        distinct = len({column[1:] for column in columns}) == len(columns)
        if any(t.kind != "variable" for t in inner) or not distinct or not 1 <= len(columns) <= MOST_COLUMNS:
            raise self._bad_subject()
        return columns, ""

    def _words(self, at: int) -> tuple[str, tuple[Words, ...], int]:
        """Return the variable if there is one, its words, and the token behind them."""
        token = self._tokens[at]
        if token.kind != "variable":
            words, end = self._literal(at)
            return "", (words,), end
        data = self._data(at)
        if data is None:
            raise self._bad_words(at)
        found, i = [], data.start
        while i < data.stop:
            words, i = self._literal(i)
            found.append(words)
        return token.text, tuple(found), at + 1

    def _data(self, at: int) -> range | None:
        """Return the tokens of the values that a variable has in its group."""
        row, names = self._tokens, self._row
        group = names.inside[at]
        for i in range(group + 1, names.partner[group] - 2):
            block = row[i].text.upper() == "VALUES" and row[i + 2].text == "{" and names.inside[i] == group
            if block and row[i + 1].kind == "variable" and row[i + 1].text[1:] == row[at].text[1:]:
                return range(i + 3, names.partner.get(i + 2, i + 3))
        return None

    def _literal(self, at: int) -> tuple[Words, int]:
        """Return the words of a string, with its language if it has one, and the token behind it."""
        row = self._tokens
        token = row[at]
        if token.kind != "string":
            raise self._bad_words(at)
        quotes = 3 if len(token.text) > 5 and token.text[:3] in ('"""', "'''") else 1
        text = _ESCAPED.sub(_unescaped, token.text[quotes:-quotes])
        following = row[at + 1 : at + 4]
        if following[0].kind == "language":
            tag = following[0].text[1:]
            if "--" in tag:
                raise self._bad_words(at + 1)
            return Words(text, tag.lower(), f"{token.text}@{tag}", token.start), at + 2
        if following[0].text == "^":
            if self._row.iris.get(at + 3) != f"{XSD}string":
                raise self._bad_words(at)
            return Words(text, None, token.text, token.start), at + 4
        return Words(text, None, token.text, token.start), at + 1

    def _bad_subject(self) -> QueryError:
        problem = "The subject of a search property is a variable, an IRI or a list of one to three variables"
        hint = 'A list, such as (?thing ?score ?string) search:matches "words", is a statement by itself.'
        at = self._tokens[self._first].start
        return messages.located(self._row.text, at, "search_subject", problem, hint)

    def _bad_words(self, i: int) -> QueryError:
        problem = "A search property is followed by strings, or by a variable that has them"
        hint = 'Write "words", "words"@en, or a variable to which VALUES gives strings in the same group.'
        return messages.located(self._row.text, self._tokens[i].start, "search_words", problem, hint)


def _end(token: Token) -> int:
    return token.start + len(token.text)


def _unescaped(match: re.Match[str]) -> str:
    number = match[1] or match[2]
    if number is None:
        return _ESCAPES.get(match[3], match[3])
    return chr(int(number, 16)) if int(number, 16) < 0x110000 else match[0]
