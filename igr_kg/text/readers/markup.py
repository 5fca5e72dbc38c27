"""What is written for machines, and so is no text of a document: markup, RDF, JSON.

Only the beginning of a text tells (and its end, for an element that closes there): a document may well
speak of ``<b>``, of ``@prefix`` or of braces inside.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress

_NAME = r"[A-Za-z_][\w.\-]*(?::[A-Za-z_][\w.\-]*)?"
_PROLOGUE = re.compile(
    r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>)*", re.DOTALL | re.IGNORECASE
)
_DECLARED = re.compile(r"<\?xml[\s?]|<!DOCTYPE\s", re.IGNORECASE)
_HTML = re.compile(r"<!DOCTYPE\s+html\b|<(?:html|head|body)(?:\s[^<>]*)?>", re.IGNORECASE)
_ROOT = re.compile(rf"<({_NAME})(?:\s+{_NAME}\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*(/?)>")

_IRI = r"<[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|^`\\]*>"
_COMMENTS = re.compile(r"(?:\s|#[^\n]*\n)*")
_TERM = rf"(?:{_IRI}|_:[\w.\-]+)"
_STRING = r"\"(?:[^\"\\\n]|\\.)*\""
_LITERAL = rf"{_STRING}(?:@[A-Za-z\-0-9]+|\^\^{_IRI})?"
_STATEMENT = re.compile(
    rf"{_TERM}[ \t]*{_IRI}[ \t]*(?:{_TERM}|{_LITERAL})[ \t]*{_TERM}?[ \t]*\.[ \t]*(?:#.*)?$", re.MULTILINE
)
_DIRECTIVE = re.compile(
    rf"@?(?:prefix\s+[\w.\-]*:|base)\s*<[^\s<>]*>|(?:GRAPH\s+)?{_IRI}\s*\{{", re.IGNORECASE
)
_TRIPLE = re.compile(rf"{_TERM}\s+(?:a|{_IRI})\s+(?:{_TERM}|\"|\[|\()")

TITLES = {
    "html": "HTML",
    "xml": "XML",
    "nq": "N-Triples or N-Quads",
    "trig": "Turtle or TriG",
    "json": "JSON",
    "rtf": "RTF",
}
"""What :func:`recognised` gives -> what people call it."""


def recognised(text: str) -> str | None:
    r"""Return what a text is instead of prose, a key of :data:`TITLES`, or None.

    >>> recognised('<?xml version="1.0"?>\n<doc>5</doc>'), recognised("@prefix e: <http://e/> .\ne:s e:p 1 .")
    ('xml', 'trig')
    >>> recognised('<http://e/s> <http://e/p> "o"@en .\n'), recognised('{"@id": "http://e/s"}')
    ('nq', 'json')
    >>> (
    ...     recognised("<1> Decides that 3 < 5;"),
    ...     recognised("{sic} The Council,"),
    ...     recognised("<b>1.</b> Decides"),
    ... )
    (None, None, None)
    """
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("<") and (found := _element(start)):
        return found
    if start.startswith("{\\rtf"):
        return "rtf"
    if start[:1] in ("{", "[") and _is_json(start):
        return "json"
    begin = _COMMENTS.match(start)
    rows = start[begin.end() :] if begin else start
    if _STATEMENT.match(rows):
        return "nq"
    return "trig" if _DIRECTIVE.match(rows) or _TRIPLE.match(rows) else None


def _element(text: str) -> str | None:
    """Return what a text is that begins with ``<``: declared markup, or one element from end to end."""
    prologue = _PROLOGUE.match(text)
    rest = text[prologue.end() :] if prologue else text
    if _HTML.match(text) or _HTML.match(rest):
        return "html"
    root = _ROOT.match(rest)
    if _DECLARED.match(text):
        return "xml"
    if root and (root[2] or rest.rstrip().endswith((f"</{root[1]}>", "-->"))):
        return "xml"
    return None


def _is_json(text: str) -> bool:
    """Tell whether a text is JSON that holds an object; ``[1]`` is a text in brackets too."""
    with suppress(ValueError, RecursionError):
        data = json.loads(text)
        return isinstance(data, dict) or (bool(data) and all(isinstance(item, dict) for item in data))
    return False
