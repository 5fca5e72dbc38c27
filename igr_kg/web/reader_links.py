"""Links into the reader: to a part of a document, to the words that a statement was read from."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request

from igr_kg.graph import quads
from igr_kg.web import negotiate, state
from igr_kg.web.data import Data
from igr_kg.web.evidence import Evidence
from igr_kg.web.names import document_name

_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { $document igr:hasVersion ?version } }"


def versions(data: Data, document: str) -> list[str]:
    """Return the language tags of the versions of a document (IRI) whose text is held, sorted."""
    prefix = f"{data.base}graph/text/"
    rows = data.rows(_GRAPHS, document=document)
    names = [quads.value(row["g"]) for row in rows]
    return sorted({name.rsplit("/", 1)[-1] for name in names if name.startswith(prefix)})


def chosen(tags: Sequence[str]) -> str:
    """Return the version to read: the one asked for, else the one in the visitor's language.

    :param tags: of the versions that are held
    """
    asked = request.args.get("version", "")
    if asked:
        return asked
    return negotiate.language(request.args.get("lang") or request.headers.get("Accept-Language"), tags)


def part_anchor(path: str) -> str:
    """Return the anchor of a part, from its path in the document."""
    return f"p-{path.replace('/', '.')}" if path else "top"


def to_part(iri: str, language: str = "") -> str | None:
    """Return the link to a document, version or part in the reader, or None for any other thing."""
    addresses = state.addresses()
    name = document_name(addresses.local(iri) or "")
    if name is None or name.part.startswith("name/"):
        return None
    anchor = part_anchor(name.part) if name.part else ""
    return addresses.path(f"/documents/{name.slug}", anchor, version=language or name.version, at=name.part)


def words_anchor(record: Evidence, number: int = 0) -> str:
    """Return the anchor of words of a record: its own, or that of a range of the text for further words.

    :param number: of the passage among those of the record, 0 for the one that states it
    """
    passage = record.passages[number] if number else None
    return f"c-{passage.start}-{passage.end}" if passage else f"e-{record.key}"


def to_evidence(record: Evidence, number: int = 0) -> str:
    """Return the link to the words of a record of evidence.

    :param number: of the passage among those of the record, 0 for the one that states it
    """
    addresses = state.addresses()
    tail = (addresses.local(record.graph) or "").removeprefix("graph/evidence/")
    slug, _, language = tail.rpartition("/")
    place = document_name(addresses.local(record.passages[number].part) or "") if record.passages else None
    anchor = words_anchor(record, number)
    return addresses.path(f"/documents/{slug}", anchor, version=language, at=place.part if place else "")
