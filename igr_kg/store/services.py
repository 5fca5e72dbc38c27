r"""Which server each SERVICE of a query asks, where no two readers can differ about it.

What may be asked is decided by these IRIs, so whatever is not plain is told as unclear: variables, escapes
in IRIs, a SERVICE without blanks around it, names that an engine could part in two ways (``silenta:b`` is
SILENT and ``a:b`` to a parsing expression grammar), and everything in readings of a text but the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from igr_kg.store.scanner import Token

_FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
_DECLARATIONS = {"BASE": ["iri"], "PREFIX": ["name", "iri"]}
_BEFORE_A_GRAPH_NAME = frozenset(("GRAPH", "FROM", "NAMED", "DESCRIBE"))
_ABSOLUTE = re.compile(r"https?://[^/?#<>\"{}|^`\\\x00-\x20][^<>\"{}|^`\\\x00-\x20]*")
_PLAIN_BASE = re.compile(r"https?://[a-z0-9.\-]+(?::[0-9]+)?/(?:[A-Za-z0-9_\-]+/)*(?=[A-Za-z0-9_\-]*\Z)")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9_\-]+(?:/[A-Za-z0-9_\-]+)*/?")
_LOCAL_ESCAPE = re.compile(r"\\(?=.)")


def services(readings: Sequence[Sequence[Token]], base: str) -> tuple[str | None, ...]:
    """Return the IRI that each SERVICE asks, None for what is unclear.

    SPARQL 1.1 Federated Query, section 2. Words that an engine could take for SERVICE count as well.

    :param readings: the tokens of a query, and of every other way to read it
    :param base: IRI that relative ones are resolved against
    """
    names = _declared(readings[0], base)
    found = [_targets(reading, names) for reading in readings]
    return tuple(found[0] + [None for others in found[1:] for _ in others])


class _Names:
    """The base and the prefixes, as far as they are certain."""

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.spaces: dict[str, str | None] = {}

    def resolve(self, token: Token) -> str | None:
        """Return the IRI that a token stands for: absolute, or a plain path below a plain base.

        Nothing is normalised: IRIs are compared as they are (RFC 3987, section 5.3.1).
        """
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            space = self.spaces.get(prefix)
            iri = f"{space}{_LOCAL_ESCAPE.sub('', local)}"
            return iri if space and _ABSOLUTE.fullmatch(iri) else None
        iri = token.text[1:-1]
        if _ABSOLUTE.fullmatch(iri):
            return iri
        base = _PLAIN_BASE.match(self.base or "")
        return f"{base[0]}{iri}" if base and _PLAIN_PATH.fullmatch(iri) else None


def _declared(row: Sequence[Token], base: str) -> _Names:
    """Return what a plain prologue declares (SPARQL 1.1 Query, rule 4).

    Declarations and then the word of a form, with nothing between that an engine could take for one
    more (``PREFIXa:``); else nothing is certain.
    """
    names = _Names(base)
    index = 0
    while index < len(row) and row[index].kind == "word":
        word = row[index].text.upper()
        if word in _FORMS:
            return names
        wanted = _DECLARATIONS.get(word, [])
        given = row[index + 1 : index + 1 + len(wanted)]
        if not wanted or [token.kind for token in given] != wanted:
            break
        if word == "BASE":
            names.base = names.resolve(given[0])
        else:
            names.spaces[given[0].text[:-1]] = names.resolve(given[1])
        index += 1 + len(wanted)
    return _Names(None)


def _targets(row: Sequence[Token], names: _Names) -> list[str | None]:
    found: list[str | None] = []
    previous = ""
    for index, token in enumerate(row):
        if token.kind == "word" and "SERVICE" in token.text.upper():
            found.append(_target(row, index, names))
        elif token.kind == "name" and "SERVICE" in token.text.partition(":")[0].upper():
            opens = index + 1 < len(row) and row[index + 1].text == "{"
            if opens and previous not in _BEFORE_A_GRAPH_NAME:
                found.append(None)
        previous = token.text.upper()
    return found


def _target(row: Sequence[Token], index: int, names: _Names) -> str | None:
    """Return the IRI that the SERVICE at an index asks, or None."""
    if row[index].text.upper() != "SERVICE":
        return None
    index += 2 if index + 1 < len(row) and row[index + 1].text.upper() == "SILENT" else 1
    if index + 1 >= len(row) or row[index + 1].text != "{":
        return None
    token = row[index]
    if token.kind == "name" and not token.text.upper().startswith("SILENT"):
        return names.resolve(token)
    return names.resolve(token) if token.kind == "iri" else None
