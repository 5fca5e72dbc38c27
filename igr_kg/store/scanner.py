r"""What a query is and asks for, found by its tokens (SPARQL 1.1 Query, section 19.8).

An engine gives no syntax tree, and a second parser would disagree with it somewhere; so only tokens
are told apart: IRIs, strings, comments, names and variables are skipped and the bare words left.

The scanner must never miss a SERVICE that the engine sees. Two things make that less simple than it
looks. Engines built on parsing expression grammars do not ask for a blank between a keyword and
what follows, so ``SERVICEex:a {`` is a SERVICE although it reads as one prefixed name. And
``?a<'>'`` is a comparison where an IRI ``<'>`` could stand too, which would open a string: where
an IRI could hide the start of a string or comment, both readings are scanned.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urljoin

from igr_kg.store.plain_query import plain_form
from igr_kg.store.port import QueryForm
from igr_kg.store.services import services

_BASE_CHARACTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_START = f"[{_BASE_CHARACTERS}_0-9]"
_VARIABLE_CHARACTER = f"[{_BASE_CHARACTERS}_0-9\u00b7\u0300-\u036f\u203f\u2040]"
_NAME_CHARACTER = f"[{_BASE_CHARACTERS}_0-9\u00b7\u0300-\u036f\u203f\u2040\\-]"
_ENCODED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_PREFIX = f"[{_BASE_CHARACTERS}](?:(?:{_NAME_CHARACTER}|\\.)*{_NAME_CHARACTER})?"
_LOCAL = (
    f"(?:{_NAME_START}|:|{_ENCODED})"
    f"(?:(?:{_NAME_CHARACTER}|[.:]|{_ENCODED})*(?:{_NAME_CHARACTER}|:|{_ENCODED}))?"
)
_ESCAPE = r"\\[^\r\n]"
_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"

_TOKEN = re.compile(
    rf'''
    (?P<skip>[\t\n\r ]++)
    |(?P<string>"""(?:"{{0,2}}+(?:[^"\\]|{_ESCAPE}))*+""" |\'\'\'(?:'{{0,2}}+(?:[^'\\]|{_ESCAPE}))*+\'\'\'
        |"(?:[^"\\\r\n]|{_ESCAPE})*+" |'(?:[^'\\\r\n]|{_ESCAPE})*+')
    |(?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|{_UCHAR})*+>)
    |(?P<variable>[?$]{_NAME_START}{_VARIABLE_CHARACTER}*+)
    |(?P<blank>_:{_NAME_START}(?:(?:{_NAME_CHARACTER}|\.)*{_NAME_CHARACTER})?)
    |(?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?)
    |(?P<name>(?:{_PREFIX})?:(?:{_LOCAL})?)
    |(?P<number>(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?)
    |(?P<word>[{_BASE_CHARACTERS}_](?:{_NAME_CHARACTER}|\.)*+)
    |(?P<other>.)
    ''',
    re.VERBOSE | re.DOTALL,
)
_LINE_END = re.compile(r"[\r\n]|\Z")

_FORM = re.compile("SELECT|ASK|CONSTRUCT|DESCRIBE")
_UPDATE = re.compile("INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH")
_VARYING = re.compile("NOW|RAND|UUID|BNODE")
_VARYING_CALL = re.compile(r"(?:NOW|RAND|UUID|BNODE)\(", re.IGNORECASE)


class Token(NamedTuple):
    """A token: what it is, its text, and its first character's offset in code points."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What the tokens of a request tell.

    :param form: the form of the query, or None when it begins like none
    :param update: it begins like an update
    :param services: for each SERVICE, and for words that an engine could take for one, the IRI that is
        asked; None where that is a variable or cannot be told for certain
    :param varying: two runs may differ (NOW, RAND, UUID, STRUUID, BNODE)
    :param default_graphs: IRIs of FROM
    :param named_graphs: IRIs of FROM NAMED
    """

    form: QueryForm | None
    update: bool
    services: tuple[str | None, ...]
    varying: bool
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]

    @property
    def service(self) -> bool:
        """Whether another server may be asked."""
        return bool(self.services)


def _is_two_faced(iri: str) -> bool:
    """Tell whether ``<...>`` could also be a comparison with a string or comment after it.

    No expression holds two slashes outside a string, so ``http://`` before a ``#`` settles it.
    """
    first = re.search("['#]", iri)
    return first is not None and "//" not in iri[: first.start()]


class _Reader:
    """Walks over one text, each offset once, so that the work stays linear in its length."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.forks = [0]
        self._seen: set[int] = set()
        self._line_ends = [match.start() for match in _LINE_END.finditer(text)]

    def _end_of_line(self, offset: int) -> int:
        return self._line_ends[bisect_left(self._line_ends, offset)]

    def walk(self, position: int) -> Iterator[Token]:
        """Yield the tokens from an offset on, to the end or to where another walk has been."""
        while position < len(self.text) and position not in self._seen:
            self._seen.add(position)
            if self.text[position] == "#":
                position = self._end_of_line(position)
                continue
            match = _TOKEN.match(self.text, position)
            if match is None:
                return
            kind = match.lastgroup or ""
            if kind == "iri" and _is_two_faced(match[0]):
                self.forks.append(position + 1)
            if kind != "skip":
                yield Token(kind, match[0], position)
            position = match.end()

    def readings(self) -> Iterator[list[Token]]:
        """Yield the tokens, and then those of every other reading as far as it differs."""
        while self.forks:
            yield list(self.walk(self.forks.pop()))


def tokens(text: str) -> list[Token]:
    """Return the tokens of a query, without blanks and comments.

    >>> [t.text for t in tokens("ASK { ?s ex:p 'SERVICE' } # SERVICE")]
    ['ASK', '{', '?s', 'ex:p', "'SERVICE'", '}']
    """
    return next(_Reader(text).readings())


def _varies(row: list[Token]) -> bool:
    return any(
        _VARYING.search(token.text.upper()) if token.kind == "word" else _VARYING_CALL.search(token.text)
        for token in row
        if token.kind in ("word", "iri")
    )


def _head(row: list[Token]) -> tuple[QueryForm | None, bool]:
    """Return the form of the query and whether it begins like an update."""
    previous = ""
    for token in row:
        word = token.text.upper()
        if token.kind in ("word", "name") and previous != "PREFIX":
            form = _FORM.match(word)
            if form:
                return QueryForm(form[0]), False
            if _UPDATE.match(word):
                return None, True
        previous = word
    return None, False


_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def _unescaped(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number < 0x110000 else match[0]


_ABSOLUTE = re.compile("[A-Za-z][A-Za-z0-9+.-]*:")


class Prologue:
    """What BASE and PREFIX have declared so far; feed it every token in order.

    Engines need no blank after PREFIX: ``PREFIXex: <...>`` declares ``ex:``.
    """

    def __init__(self, base: str) -> None:
        self._base = base
        self._names: dict[str, str] = {}
        self._words = ("", "")
        self._over = False

    def feed(self, token: Token) -> bool:
        """Take note of a token; tell whether it is an IRI that BASE or PREFIX declares."""
        before, last = self._words
        self._words = (last, token.text)
        if token.kind in ("word", "name") and last.upper() != "PREFIX" and _FORM.match(token.text.upper()):
            self._over = True
        if self._over or token.kind != "iri":
            return False
        if last.upper() == "BASE":
            self._base = self.resolve(token)
        elif before.upper() == "PREFIX":
            self._names[last[:-1]] = self.resolve(token)
        elif last[:6].upper() == "PREFIX" and last.endswith(":"):
            self._names[last[6:-1]] = self.resolve(token)
        else:
            return False
        return True

    def declares(self, token: Token) -> bool:
        """Tell whether the prefix of a prefixed name is declared."""
        return token.text.partition(":")[0] in self._names

    def resolve(self, token: Token) -> str:
        """Return the IRI that an IRI token or a prefixed name stands for."""
        if token.kind == "iri":
            iri = _CODE_POINT.sub(_unescaped, token.text[1:-1])
            if _ABSOLUTE.match(iri):
                return iri
            path, mark, fragment = iri.partition("#")
            try:
                return urljoin(self._base.partition("#")[0], path) + mark + fragment  # it drops an empty one
            except ValueError:  # no IRI; the engine will say so
                return iri
        prefix, _, local = token.text.partition(":")
        return self._names.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)


def resolve_names(row: list[Token], base: str, wanted: list[Token]) -> list[str]:
    """Return the IRIs of some IRI tokens and prefixed names of a query."""
    prologue = Prologue(base)
    found = []
    for token in row:
        prologue.feed(token)
        if token in wanted:
            found.append(prologue.resolve(token))
    return found


def _dataset(row: list[Token], base: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the IRIs of FROM and of FROM NAMED, resolved.

    They stand after the template of a CONSTRUCT, and the words nowhere else.
    """
    prologue = Prologue(base)
    default: list[str] = []
    named: list[str] = []
    last = ""
    for token in row:
        prologue.feed(token)
        if token.kind in ("iri", "name"):
            if last == "FROM":
                default.append(prologue.resolve(token))
            elif last == "NAMED":
                named.append(prologue.resolve(token))
        last = token.text.upper()
    return tuple(default), tuple(named)


def scan(text: str, base: str = "") -> Scan:
    """Return what the tokens of a query tell.

    :param text: a query, well-formed or not
    :param base: IRI that relative IRIs in FROM are resolved against

    >>> found = scan("SELECT * FROM <http://a/g> { SERVICE <http://b/> { ?s ?p ?o } }")
    >>> found.form, found.services, found.default_graphs
    (<QueryForm.SELECT: 'SELECT'>, ('http://b/',), ('http://a/g',))
    """
    form = plain_form(text)
    if form is not None:
        return _PLAIN[form]
    return _scan_again(text, base) if len(text) <= _SHORT else scan_tokens(text, base)


def scan_tokens(text: str, base: str) -> Scan:
    """Return what :func:`scan` does, without a first look at the text."""
    readings = list(_Reader(text).readings())
    form, update = _head(readings[0])
    default, named = _dataset(readings[0], base)
    return Scan(
        form=form,
        update=update,
        services=services(readings, base),
        varying=any(map(_varies, readings)),
        default_graphs=default,
        named_graphs=named,
    )


_SHORT = 4096
_scan_again = lru_cache(maxsize=128)(scan_tokens)
_PLAIN = {form: scan_tokens(form.value, "") for form in QueryForm}


def undeclared_prefix(text: str) -> tuple[str, int] | None:
    """Return the first prefix that is used without a declaration, and its offset, or None.

    >>> undeclared_prefix("PREFIX a: <http://a/> SELECT * { ?s a:b c:d }")
    ('c', 40)
    """
    declared: set[str] = set()
    last = ""
    for token in tokens(text):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if last.upper() == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared:
                return prefix, token.start
        last = token.text
    return None


_SPACED = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>]*(?P<wrong>[ \t\"{}|^`\\])[^\n<>]*>")


def spaced_iri(text: str) -> int | None:
    """Return the offset of what looks like an IRI but holds what no IRI can hold, or None.

    Only where the tokens show no IRI either: a comparison (``?a <b: 1 || 2> ?c``) holds a variable.

    >>> spaced_iri("SELECT * { ?s ?p <http://a b> }")
    17
    >>> spaced_iri("SELECT * { ?s ?p <http://a/b>, 'c d>' }") is None
    True
    """
    for token in tokens(text):
        if token.text == "<":
            match = _SPACED.match(text, token.start)
            if match and "?" not in match[0] and "//" in match[0]:
                return token.start
    return None
