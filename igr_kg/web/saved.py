"""Saved queries: SPARQL files with titles, a scope and typed parameters.

A parameter is declared in the head of a file and stands in the query as a block of values with its default::

    # parameter: passage iri The part of a document that is asked about
    # parameter-zh: passage 所问的文件部分
    ...
    VALUES ?passage { <https://w3id.org/igr/id/document/unep-gc-26-18/annex/1/par/5> }

so the file is a whole query by itself, and a value that is sent can only become a term in that block: nothing
of it is ever read as SPARQL. A default of ``UNDEF`` leaves the variable free.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from igr_kg import ids
from igr_kg.errors import InputError
from igr_kg.graph import quads
from igr_kg.web.errors import WebError
from igr_kg.web.i18n import DEFAULT
from igr_kg.web.labels import Label

Type = Literal["iri", "string", "integer", "date"]
TYPES: tuple[Type, ...] = get_args(Type)
SCOPES = ("document", "collection")
"""What a question is about: one document, or all that ship; pages group them so."""

_HEADER = re.compile(
    r"#\s*(?P<key>title|description|scope|parameter)(?:-(?P<lang>[A-Za-z-]+))?\s*:\s*(?P<text>.*)"
)
_PATHS = re.compile(r"(?:id|scheme|graph|dataset)/|ontology#|shapes#")
_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*:")
_UPPER = "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
_CHARACTER = (
    rf"(?:[A-Za-z0-9._~:@!$&'()*+,;=/\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef{_UPPER}-]|%[0-9A-Fa-f]{{2}})"
)
_IRI = re.compile(
    rf"{_SCHEME.pattern}{_CHARACTER}*+(?:\?(?:{_CHARACTER}|\?)*+)?(?:#(?:{_CHARACTER}|\?)*+)?\Z"
)
"""RFC 3987, section 2.2, without literal IPv6 addresses and private characters."""
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}\Z")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that can be sent with a query.

    :param name: the name of the variable, without its mark
    :param default: what stands in the file, as SPARQL
    :param labels: what the value is, by language (``""``: the default)
    """

    name: str
    type: Type
    default: str
    labels: Mapping[str, str]

    @property
    def example(self) -> str:
        """The default as a person writes it; empty when the variable is free."""
        term = self.default
        if term == "UNDEF":
            return ""
        return quads.value(term) if term[:1] in '<"' else term

    def term(self, value: str, base: str) -> str:
        """Return a value that was sent as a term of SPARQL.

        An IRI may be given by its path under the base (``id/body/unep``, or ``body/unep``).

        :raises WebError: ``BAD_PARAMETER``
        """
        try:
            return _TERMS[self.type](value.strip(), base)
        except (ValueError, InputError):
            raise WebError(
                "BAD_PARAMETER",
                f"The parameter {self.name} is no {_KINDS[self.type]}: {value[:80]!r}.",
                hint=f"In the saved query stands: {self.default}." if self.example else "It may be left out.",
                where=self.name,
                say="bad_query_parameter",
                values={"name": self.name, "value": value[:80], "default": self.default},
            ) from None


def _iri(value: str, base: str) -> str:
    if value and not _SCHEME.match(value):
        value = ids.iri(value if _PATHS.match(value) else f"id/{value}", base)
    if not _IRI.match(value):
        raise ValueError(value)
    return quads.node(value)


def _integer(value: str, base: str) -> str:
    if not _INTEGER.match(value):
        raise ValueError(value)
    return quads.literal(int(value))


def _date(value: str, base: str) -> str:
    return quads.literal(date.fromisoformat(value).isoformat(), datatype=f"{quads.XSD}date")


def _string(value: str, base: str) -> str:
    return quads.literal(value)


_TERMS: Mapping[Type, Callable[[str, str], str]] = {
    "iri": _iri,
    "integer": _integer,
    "date": _date,
    "string": _string,
}
_KINDS = {"iri": "IRI", "integer": "whole number", "date": "date (such as 2010-02-26)", "string": "text"}


@dataclass(frozen=True, slots=True)
class Query:
    """A query file: its SPARQL, its titles and descriptions by language (``""``: the default), its scope."""

    name: str
    text: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    scope: str = SCOPES[0]
    parameters: Sequence[Parameter] = field(default=())

    def filled(self, sent: Mapping[str, Sequence[str]], base: str) -> str:
        """Return the SPARQL with the values that were sent in the place of the defaults.

        :param sent: values by the name of the parameter; several are alternatives
        :raises WebError: ``BAD_PARAMETER`` for an unknown name, or a value of another type
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        text = self.text
        for name, values in sent.items():
            if name not in known:
                raise WebError(
                    "BAD_PARAMETER",
                    f"The query {self.name} has no parameter {name[:80]!r}.",
                    hint=f"It has: {', '.join(known)}." if known else "It has none.",
                    where=name[:80],
                    say="no_query_parameter",
                    values={"query": self.name, "name": name[:80], "known": ", ".join(known) or "–"},
                )
            terms = " ".join(known[name].term(value, base) for value in values)
            text = _put(text, name, terms)
        return text


def _put(text: str, name: str, terms: str) -> str:
    return block(name).sub(lambda _: f"VALUES ?{name} {{ {terms} }}", text)


def words(of: Mapping[str, str], language: str) -> Label:
    """Return words in a language, else in English, which they then name."""
    own = of.get(language, "")
    other = "" if language == DEFAULT else DEFAULT
    return Label(own) if own else Label(of.get("", ""), other)


def block(name: str) -> re.Pattern[str]:
    """Return the pattern of the block of values of a parameter; its group is what stands in it."""
    return re.compile(rf"VALUES\s+\?{re.escape(name)}\s*\{{\s*([^{{}}]*?)\s*\}}")


def parse(name: str, source: str) -> Query:
    r"""Return a query from its file: comment lines ``# title: ...`` first, then SPARQL.

    A line ``# scope: collection`` says that the question is about all documents, not about one.

    :raises ValueError: a parameter without a type, or without exactly one block of values

    >>> parse("q", "# title: All\n# title-zh: 全部\nSELECT * {}").titles
    {'': 'All', 'zh': '全部'}
    >>> parse("q", "# parameter: n integer How many\nSELECT * { VALUES ?n { 1 } }").parameters[0].default
    '1'
    """
    found: dict[str, dict[str, str]] = {"title": {}, "description": {}, "scope": {}}
    declared: dict[str, dict[str, str]] = {}
    lines = source.splitlines()
    while lines and (lines[0].startswith("#") or not lines[0].strip()):
        match = _HEADER.match(lines.pop(0))
        if not match:
            continue
        lang, text = match["lang"] or "", match["text"].strip()
        if match["key"] == "parameter":
            of, _, rest = text.partition(" ")
            declared.setdefault(of, {})[lang] = rest
        else:
            by = found[match["key"]]
            by[lang] = f"{by[lang]} {text}" if lang in by else text
    text = "\n".join(lines).strip() + "\n"
    parameters = tuple(_parameter(name, of, labels, text) for of, labels in declared.items())
    scope = found["scope"].get("", SCOPES[0])
    return Query(name, text, found["title"], found["description"], scope, parameters)


def _parameter(query: str, name: str, labels: Mapping[str, str], text: str) -> Parameter:
    kind, _, label = labels.get("", "").partition(" ")
    blocks = block(name).findall(text)
    if kind not in TYPES or len(blocks) != 1:
        raise ValueError(f"{query}: the parameter {name} has no known type, or no single block of values")
    return Parameter(name, kind, blocks[0], {**labels, "": label})


@cache
def load(folder: Path, base: str) -> tuple[Query, ...]:
    """Return the queries of a folder in the order of their numbers, on a base."""
    files = sorted(folder.glob("*.rq"), key=_natural)
    return tuple(
        parse(path.stem, path.read_text(encoding="utf-8").replace(f"<{ids.DEFAULT_BASE}", f"<{base}"))
        for path in files
    )


def _natural(path: Path) -> tuple[list[int], str]:
    return [int(n) for n in re.findall(r"\d+", path.stem)][:1], path.stem
