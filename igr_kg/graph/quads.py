"""RDF statements as canonical N-Quads terms: plain strings, no library.

Every term has exactly one spelling, that of RDFC-1.0, section 5 (canonical N-Quads), so that equal
statements are equal strings and a sorted list of lines is a canonical form of a graph without blank
nodes. Language tags are in lower case, the form that RDF 1.1 Concepts, section 3.3, gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from igr_kg import ids
from igr_kg.errors import InputError

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

PREFIXES: dict[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "igr": "ontology#",
    "igrsh": "shapes#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "time": "http://www.w3.org/2006/time#",
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": XSD,
}
"""Prefix -> namespace; a namespace without a scheme (``igr``, ``igrsh``) is relative to the base."""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]*\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\Z")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = re.compile("\r\n|[\r\f\v]")
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_NAMED_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_UNESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "'": "'", "\\": "\\"}
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)

_IRIREF = r"<(?:[^\x00-\x20<>\"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>"
_BLANK = r"_:\w(?:[\w.·\-]*[\w·\-])?"
_STRING = r'"(?:[^"\\\n\r]|\\.)*"'
_LITERAL = rf"{_STRING}(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^{_IRIREF})?"
_LINE = re.compile(
    rf"[ \t]*({_IRIREF}|{_BLANK})[ \t]*({_IRIREF})[ \t]*({_IRIREF}|{_BLANK}|{_LITERAL})"
    rf"[ \t]*({_IRIREF}|{_BLANK})?[ \t]*\.[ \t]*(?:#.*)?\Z"
)
_PARTS = re.compile(rf"({_STRING})(?:@(.+)|\^\^<(.*)>)?\Z", re.DOTALL)


class Quad(NamedTuple):
    """One statement in a graph; each field is a term as canonical N-Quads writes it.

    :param s: ``<iri>`` or ``_:label``
    :param p: ``<iri>``
    :param o: ``<iri>``, ``_:label``, ``"x"``, ``"x"@zh`` or ``"2010-01-01"^^<datatype>``
    :param g: ``<iri>``, or an empty string for the default graph
    """

    s: str
    p: str
    o: str
    g: str = ""


def node(iri: str) -> str:
    r"""Return the term of an absolute IRI.

    :raises InputError: ``BAD_IRI`` when it is not absolute or holds a character that
        N-Quads forbids (white space, ``<>"{}|^`\``); :func:`igr_kg.ids.iri` encodes these

    >>> node("https://w3id.org/igr/id/body/unep")
    '<https://w3id.org/igr/id/body/unep>'
    """
    if not _IRI.match(iri):
        raise InputError(
            "BAD_IRI",
            f"{iri!r} is no absolute IRI.",
            hint='Percent-encode blanks and the characters <>"{}|^`\\ and begin with a scheme.',
        )
    return f"<{iri}>"


@lru_cache(maxsize=65536)
def named(local: str, base: str) -> str:
    """Return the term of a local name; a graph repeats most of them, so they are kept.

    :raises InputError: ``BAD_IRI`` for a base without a scheme

    >>> named("id/body/unep", "https://w3id.org/igr/")
    '<https://w3id.org/igr/id/body/unep>'
    """
    return node(ids.iri(local, base))


def clean(text: str) -> str:
    r"""Return text that every syntax of RDF can carry, RDF/XML included.

    CR, CRLF, form feed and vertical tab become a line feed (XML 1.0, section 2.11, would change a
    CR silently); a character that XML 1.0, section 2.2, forbids becomes U+FFFD, so that its loss
    shows.

    >>> clean("a\r\nb\fc\x00")
    'a\nb\nc�'
    """
    return _NOT_XML.sub("�", _LINE_ENDS.sub("\n", text))


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _NAMED_ESCAPES.get(character) or f"\\u{ord(character):04X}"


def quoted(text: str) -> str:
    r"""Return a string in quotes with the escapes of canonical N-Quads, nothing replaced.

    >>> print(quoted('say "a\tb"\x7f'))
    "say \"a\tb\"\u007F"
    """
    return f'"{_ESCAPED.sub(_escape, text)}"'


def literal(value: str | int | bool, *, language: str | None = None, datatype: str | None = None) -> str:
    """Return the term of a literal; the text goes through :func:`clean`.

    :param value: the lexical form; an ``int`` or ``bool`` gets its XSD datatype
    :param language: BCP 47 tag, written in lower case
    :param datatype: IRI, or an ``xsd:`` name; ``xsd:string`` is the same as none
    :raises InputError: ``BAD_LITERAL`` for an ill-formed tag, or a tag beside a datatype

    >>> literal("理事会", language="zh-Hans"), literal(26), literal("x", datatype="xsd:string")
    ('"理事会"@zh-hans', '"26"^^<http://www.w3.org/2001/XMLSchema#integer>', '"x"')
    """
    if isinstance(value, bool):
        value, datatype = str(value).lower(), datatype or f"{XSD}boolean"
    elif isinstance(value, int):
        value, datatype = str(value), datatype or f"{XSD}integer"
    text = quoted(clean(value))
    if language is not None:
        if datatype or not _LANGUAGE.match(language):
            raise InputError("BAD_LITERAL", f"{value!r} cannot have the language tag {language!r}.")
        return f"{text}@{language.lower()}"
    if datatype is None:
        return text
    full = XSD + datatype[4:] if datatype.startswith("xsd:") else datatype
    return text if full == f"{XSD}string" else f"{text}^^{node(full)}"


def is_iri(term: str) -> bool:
    """Tell whether a term is an IRI."""
    return term.startswith("<")


def is_literal(term: str) -> bool:
    """Tell whether a term is a literal."""
    return term.startswith('"')


def is_blank(term: str) -> bool:
    """Tell whether a term is a blank node."""
    return term.startswith("_:")


def _unescape(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        digits = match[1] or match[2]
        if digits:
            return chr(int(digits, 16))
        return _UNESCAPES[match[3]]

    return _ESCAPE.sub(one, text) if "\\" in text else text


def value(term: str) -> str:
    """Return what a term stands for: the IRI, the lexical form, or the label of a blank node.

    >>> value("<http://a/b>"), value(literal('x"y', language="en")), value("_:c14n0")
    ('http://a/b', 'x"y', 'c14n0')
    """
    if term.startswith("<"):
        return term[1:-1]
    if term.startswith("_:"):
        return term[2:]
    return _unescape(term[1 : term.rindex('"')])


def language(term: str) -> str | None:
    """Return the language tag of a literal, or None.

    >>> language('"x"@zh-hans'), language('"x@en"')
    ('zh-hans', None)
    """
    tail = term[term.rindex('"') + 1 :] if is_literal(term) else ""
    return tail[1:] if tail.startswith("@") else None


def datatype(term: str) -> str | None:
    """Return the datatype IRI of a literal (``rdf:langString`` beside a tag), or None.

    >>> datatype(literal(1)), datatype("<http://a/b>")
    ('http://www.w3.org/2001/XMLSchema#integer', None)
    """
    match = _PARTS.match(term) if is_literal(term) else None
    if match is None:
        return None
    if match[2]:
        return PREFIXES["rdf"] + "langString"
    return match[3] or f"{XSD}string"


def prefixes(base: str) -> dict[str, str]:
    """Return the prefix table with the project's own namespaces under ``base``."""
    return {name: iri if ":" in iri else base + iri for name, iri in PREFIXES.items()}


def expand(name: str, base: str) -> str:
    """Return the IRI of a prefixed name.

    :raises InputError: ``BAD_IRI`` for a prefix that :data:`PREFIXES` does not have

    >>> expand("igr:Act", "https://w3id.org/igr/")
    'https://w3id.org/igr/ontology#Act'
    """
    prefix, _, local = name.partition(":")
    if prefix not in PREFIXES:
        raise InputError("BAD_IRI", f"The prefix of {name!r} is unknown.")
    namespace = PREFIXES[prefix]
    return (namespace if ":" in namespace else base + namespace) + local


@lru_cache(maxsize=1024)
def term(name: str, base: str) -> str:
    """Return the term of a prefixed name.

    :raises InputError: ``BAD_IRI`` for a prefix that :data:`PREFIXES` does not have

    >>> term("xsd:date", "https://w3id.org/igr/")
    '<http://www.w3.org/2001/XMLSchema#date>'
    """
    return node(expand(name, base))


def line(quad: Quad) -> str:
    """Return the canonical N-Quads line of a statement, with its line feed.

    >>> print(line(Quad("<a:s>", "<a:p>", '"o"', "<a:g>")), end="")
    <a:s> <a:p> "o" <a:g> .
    """
    graph = f" {quad.g}" if quad.g else ""
    return f"{quad.s} {quad.p} {quad.o}{graph} .\n"


def lines(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield the N-Quads lines of the statements, sorted by code point, each once."""
    previous = ""
    for text in sorted(map(line, quads)):
        if text != previous:
            yield text
        previous = text


def _canonical(raw: str) -> str:
    """Return the canonical spelling of a term that is spelled as N-Quads allows."""
    if raw.startswith("<"):
        return node(_unescape(raw[1:-1]))
    match = _PARTS.match(raw)
    if match is None:
        return raw
    text = quoted(_unescape(match[1][1:-1]))
    if match[2]:
        return f"{text}@{match[2].lower()}"
    kind = _unescape(match[3] or "")
    return f"{text}^^{node(kind)}" if kind and kind != f"{XSD}string" else text


def parse(text: str) -> Iterator[Quad]:
    r"""Yield the statements of N-Quads or N-Triples text, each term in its canonical spelling.

    For our own files: one regular expression a line. What strangers send goes through
    :mod:`igr_kg.graph.syntax`, which names the column of an error.

    :raises InputError: ``SYNTAX_ERROR`` with ``where`` = line for a line that is no statement

    >>> list(parse('<a:s> <a:p> "\\u0041"@EN <a:g> .'))
    [Quad(s='<a:s>', p='<a:p>', o='"A"@en', g='<a:g>')]
    """
    for number, row in enumerate(re.split(r"[\r\n]", text), start=1):
        if not row.strip() or row.lstrip().startswith("#"):
            continue
        match = _LINE.match(row)
        try:
            if match is None:
                raise KeyError(row)
            yield Quad(*(_canonical(part) if part else "" for part in match.groups()))
        except (KeyError, ValueError, InputError):
            raise InputError(
                "SYNTAX_ERROR", "This line is no N-Quads statement.", where=str(number)
            ) from None
