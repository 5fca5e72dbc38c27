"""Keys, slugs and IRIs: pure functions, the whole IRI policy in one place.

A *local name* is the part of an IRI after the base: ``id/document/unep-gc-26-18/par/3``. The graph
is built with local names; :func:`iri` makes the IRI.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

DEFAULT_BASE = "https://w3id.org/igr/"
_UNSAFE = ' "<>\\^`{|}'
_REMEMBERED = 4096


def slug(text: str) -> str:
    """Return the slug of an official symbol or name.

    NFKC, case-folded; every run of characters that are neither letters nor digits becomes one
    hyphen; letters of any script stay.

    >>> slug("UNEP/GC.26/18"), slug("SS.XI/1"), slug("2387 (2017)")
    ('unep-gc-26-18', 'ss-xi-1', '2387-2017')
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(c if c.isalnum() or unicodedata.category(c).startswith("M") else " " for c in folded)
    return "-".join(unicodedata.normalize("NFC", kept).split())


@lru_cache(_REMEMBERED)
def fold_name(text: str) -> str:
    """Return a name folded for comparison: NFKC, case-folded, without white space.

    >>> fold_name("磋商 小组"), fold_name("ＵＮＥＰ")
    ('磋商小组', 'unep')
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold())


def short_hash(*parts: str, digits: int = 8) -> str:
    """Return the first hex digits of the SHA-256 of the parts joined by U+001F."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:digits]


def thing(kind: str, *names: str) -> str:
    """Return the local name of a thing.

    >>> thing("decision", "unep-gc", "SS.XI/1")
    'id/decision/unep-gc-ss-xi-1'
    """
    return f"id/{kind}/{slug(' '.join(names))}"


def document(symbol: str) -> str:
    """Return the local name of a document (the work) from its symbol."""
    return thing("document", symbol)


def nameless(document_name: str, kind: str, name: str) -> str:
    """Return the local name of a thing that no authority row names, minted under its document.

    >>> nameless("id/document/a-1", "body", "某某小组")
    'id/document/a-1/name/6f771b10'
    """
    return f"{document_name}/name/{short_hash(kind, fold_name(name))}"


def document_graph(slug_: str, language: str) -> str:
    """Return the local name of the graph of facts of one language version."""
    return f"graph/document/{slug_}/{language}"


def evidence_graph(slug_: str, language: str) -> str:
    """Return the local name of the graph of evidence of one language version."""
    return f"graph/evidence/{slug_}/{language}"


def text_graph(slug_: str, language: str) -> str:
    """Return the local name of the graph of structure and text of one language version."""
    return f"graph/text/{slug_}/{language}"


def iri(local: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of a local name; characters that RFC 3987 forbids are percent-encoded.

    >>> iri("id/body/unep")
    'https://w3id.org/igr/id/body/unep'
    """
    return base + "".join(quote(c) if c in _UNSAFE or ord(c) < 0x21 else c for c in local)
