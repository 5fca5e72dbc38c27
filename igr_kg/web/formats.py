"""The formats the site speaks: one table each for graphs, for query results and for pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from igr_kg.web import negotiate


@dataclass(frozen=True, slots=True)
class Format:
    """One representation: its media type, its file suffix and what people call it.

    :param quads: whether it can tell named graphs apart
    :param charset: whether the ``Content-Type`` header names the character encoding
    """

    media_type: str
    suffix: str
    label: str
    quads: bool = False
    charset: bool = False

    @property
    def content_type(self) -> str:
        """The value of the ``Content-Type`` header."""
        return self.media_type + ("; charset=utf-8" if self.charset else "")


HTML = Format("text/html", "html", "HTML", charset=True)
TURTLE = Format("text/turtle", "ttl", "Turtle", charset=True)
JSONLD = Format("application/ld+json", "jsonld", "JSON-LD")
RDFXML = Format("application/rdf+xml", "rdf", "RDF/XML")
NTRIPLES = Format("application/n-triples", "nt", "N-Triples")
TRIG = Format("application/trig", "trig", "TriG", quads=True)
NQUADS = Format("application/n-quads", "nq", "N-Quads", quads=True)

JSON = Format("application/json", "json", "JSON")
PROBLEM = Format("application/problem+json", "json", "Problem details")
TEXT = Format("text/plain", "txt", "Plain text", charset=True)
XML = Format("application/xml", "xml", "XML")

RESULT_JSON = Format("application/sparql-results+json", "json", "JSON")
RESULT_XML = Format("application/sparql-results+xml", "xml", "XML")
RESULT_CSV = Format("text/csv", "csv", "CSV", charset=True)
RESULT_TSV = Format("text/tab-separated-values", "tsv", "TSV", charset=True)

GRAPHS: tuple[Format, ...] = (TURTLE, JSONLD, RDFXML, NTRIPLES, TRIG, NQUADS)
DOCUMENTS: tuple[Format, ...] = (HTML, *GRAPHS)
TRIPLES: tuple[Format, ...] = (TURTLE, NTRIPLES, RDFXML, JSONLD)
TABLES: tuple[Format, ...] = (RESULT_JSON, RESULT_XML, RESULT_CSV, RESULT_TSV)

# Short names and older media types that clients send for the same thing.
SYNONYMS = {
    "turtle": "text/turtle",
    "application/x-turtle": "text/turtle",
    "json-ld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "rdf+xml": "application/rdf+xml",
    "ntriples": "application/n-triples",
    "n-triples": "application/n-triples",
    "nquads": "application/n-quads",
    "n-quads": "application/n-quads",
    "application/x-trig": "application/trig",
    "text/json": "application/json",
    "n3": "text/turtle",
}
# Short names that stand for a format only where no other one is called so: XML of a graph is RDF/XML.
FAMILIES = {"json": "application/json", "xml": "application/xml", "txt": "text/plain"}
ALIASES: dict[str, tuple[str, ...]] = {
    "application/sparql-results+json": ("application/json",),
    "application/sparql-results+xml": ("application/xml", "text/xml"),
    "application/ld+json": ("application/json",),
    "application/rdf+xml": ("application/xml", "text/xml"),
    "application/n-triples": ("text/plain",),
    "text/turtle": ("application/x-turtle",),
    "application/trig": ("application/x-trig",),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A format and the media type to call it by: its own, or the synonym that was asked for."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        """The value of the ``Content-Type`` header; ``text/plain`` without a charset would be ASCII."""
        charset = self.format.charset or self.media_type == "text/plain"
        return self.media_type + ("; charset=utf-8" if charset else "")


def choose(accept: str | None, offers: Sequence[Format]) -> Choice | None:
    """Return what an ``Accept`` header prefers among the offers, or None when it takes none.

    The synonyms of :data:`ALIASES` are offered too, after everything else.

    >>> choose("application/json", TABLES).media_type
    'application/json'
    """
    return _choose(accept, tuple(offers))


@lru_cache(maxsize=256)
def _choose(accept: str | None, offers: tuple[Format, ...]) -> Choice | None:
    choices = [Choice(offer, offer.media_type) for offer in offers]
    choices += [Choice(offer, alias) for offer in offers for alias in ALIASES.get(offer.media_type, ())]
    by_type = {choice.media_type: choice for choice in reversed(choices)}
    found = negotiate.media_type(accept, [choice.media_type for choice in choices])
    return by_type[found] if found else None


def by_name(name: str, offers: Sequence[Format]) -> Format | None:
    """Return the offer that a suffix, label or media type names, or None.

    >>> by_name("ttl", GRAPHS) is TURTLE, by_name("text/turtle", GRAPHS) is TURTLE, by_name("doc", GRAPHS)
    (True, True, None)
    >>> by_name("xml", TABLES) is RESULT_XML, by_name("xml", GRAPHS) is RDFXML
    (True, True)
    """
    name = name.strip().lower()
    name = SYNONYMS.get(name, name)
    for offer in offers:
        if name in (offer.suffix, offer.media_type, offer.label.lower()):
            return offer
    name = FAMILIES.get(name, name)
    for offer in offers:
        if name in ALIASES.get(offer.media_type, ()):
            return offer
    return None


def asked_for(offers: Sequence[Format], name: str | None, accept: str | None) -> Choice | None:
    """Return the offer that a name asks for, or without one an ``Accept`` header; None: it is not offered.

    >>> asked_for(TABLES, "csv", "application/json").media_type, asked_for(TABLES, "ttl", None)
    ('text/csv', None)
    """
    if not name:
        return choose(accept, offers)
    found = by_name(name, offers)
    return Choice(found, found.media_type) if found else None


def first_known(names: Sequence[str]) -> str | None:
    """Return the first name that means a format at all, else the last one, or None without any.

    Some clients send several at once, in the dialects of several servers.

    >>> first_known(["application/ld+json,x/y", "json-ld"]), first_known(["doc"]), first_known([])
    ('json-ld', 'doc', None)
    """
    every = (*DOCUMENTS, *TABLES)
    return next((name for name in names if by_name(name, every)), names[-1] if names else None)


def split_suffix(path: str, offers: Sequence[Format]) -> tuple[str, Format | None]:
    """Split a known suffix off a path; a path without one comes back whole.

    No slug holds a full stop, so a suffix is never part of the name of a thing.

    >>> split_suffix("body/unep.ttl", GRAPHS)[0], split_suffix("body/unep", GRAPHS)
    ('body/unep', ('body/unep', None))
    """
    stem, dot, suffix = path.rpartition(".")
    if dot and stem and "/" not in suffix:
        for offer in offers:
            if offer.suffix == suffix.lower():
                return stem, offer
    return path, None
