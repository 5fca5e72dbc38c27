"""Query results as a table for a terminal, Chinese characters being two columns wide."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

MEDIA_TYPES = {
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
PREFIXES = (
    ("https://w3id.org/igr/ontology#", "igr:"),
    ("https://w3id.org/igr/", "…/"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:"),
    ("http://www.w3.org/2000/01/rdf-schema#", "rdfs:"),
    ("http://www.w3.org/2004/02/skos/core#", "skos:"),
    ("http://purl.org/dc/terms/", "dcterms:"),
)


def media_type(query: str, form: str) -> str | None:
    """Return the media type to ask for: the format's, or for a table what the query's form gives.

    :param query: SPARQL text
    :param form: ``table`` or a key of :data:`MEDIA_TYPES`
    """
    from igr_kg.store.scanner import scan

    if form != "table":
        return MEDIA_TYPES[form]
    found = scan(query).form
    return found.media_types[0] if found else None


def render(results: bytes) -> str:
    """Return results in the SPARQL 1.1 Query Results JSON Format as a table.

    >>> render(b'{"head": {}, "boolean": true}')
    'yes'
    >>> row = b'{"n": {"type": "literal", "value": "2"}}'
    >>> count = b'{"head": {"vars": ["n"]}, "results": {"bindings": [' + row + b"]}}"
    >>> print(render(count))
    n
    -
    2
    (1 row)
    """
    data: dict[str, Any] = json.loads(results)
    if "boolean" in data:
        return "yes" if data["boolean"] else "no"
    names: list[str] = data["head"]["vars"]
    rows = [[_cell(row.get(name)) for name in names] for row in data["results"]["bindings"]]
    widths = [max(map(_width, column)) for column in zip(names, *rows, strict=True)] if names else []
    lines = [names, ["-" * w for w in widths], *rows]
    shown = [
        "  ".join(cell + " " * (w - _width(cell)) for cell, w in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    count = f"({len(rows)} row{'' if len(rows) == 1 else 's'})"
    return "\n".join([*shown, count])


def _cell(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    text = " ".join(term["value"].split())
    if term["type"] == "uri":
        for iri, prefix in PREFIXES:
            if text.startswith(iri):
                return prefix + text[len(iri) :]
    return text


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
