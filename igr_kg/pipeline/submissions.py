"""What somebody sends in: RDF in any syntax, or a document, checked together with what is published."""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

from igr_kg.check import Report, validate
from igr_kg.config import Settings
from igr_kg.errors import InputError
from igr_kg.graph import context, dataset, specification
from igr_kg.graph.build import build as graph_quads
from igr_kg.graph.quads import Quad
from igr_kg.graph.syntax import BY_MEDIA_TYPE, SYNTAXES, parse
from igr_kg.packs import authority as authorities
from igr_kg.packs import links
from igr_kg.pipeline.sources import read_bytes
from igr_kg.text import SUFFIXES as DOCUMENT_SUFFIXES
from igr_kg.text.readers import MEDIA_TYPES, akn

SUFFIXES = {f".{name}": name for name in SYNTAXES} | {".json": "jsonld", ".xml": "rdf", ".owl": "rdf"}
_SAMPLE = 16_384
DOCUMENTS = frozenset({*DOCUMENT_SUFFIXES, *MEDIA_TYPES.values()})


def validate_submission(
    data: bytes,
    *,
    name: str,
    media_type: str | None,
    settings: Settings,
    release: Path | None,
) -> Report:
    """Return the report on a submission.

    :param data: its bytes
    :param name: file name; its ending tells the syntax when the media type does not
    :param media_type: as sent, without parameters, or None
    :param release: folder of the release to check it with; None: the ontology and authority alone
    :raises InputError: ``SYNTAX_ERROR`` (where: line and column), ``SUBMISSION_EMPTY``,
        ``SYNTAX_UNKNOWN``
    """
    if not data.strip():
        raise InputError(
            "SUBMISSION_EMPTY",
            "The submission is empty.",
            hint="Send RDF or a document.",
            where=name,
            say="empty",
        )
    quads = statements(data, name=name, media_type=media_type, settings=settings)
    if not quads:
        raise InputError(
            "SUBMISSION_EMPTY",
            "The submission holds no statement.",
            hint="Send at least one triple.",
            where=name,
            say="no_statement",
        )
    published = context_of(release, settings.base_iri)
    if _is_document(data, name, media_type):
        published = _without_versions(published, quads, settings.base_iri)
    return validate(quads, published, base=settings.base_iri)


def statements(data: bytes, *, name: str, media_type: str | None, settings: Settings) -> list[Quad]:
    """Return the statements of a submission; a document is read for them.

    :raises InputError: when the syntax is unknown or broken
    """
    if _is_document(data, name, media_type):
        return graph_quads(read_bytes(data, name), base=settings.base_iri)
    ending = Path(name).suffix.casefold()
    kind = (media_type or "").casefold()
    syntax = BY_MEDIA_TYPE[kind].name if kind in BY_MEDIA_TYPE else SUFFIXES.get(ending)
    if syntax is not None:
        return _rdf(data, syntax, name, settings.base_iri)
    raise InputError(
        "SYNTAX_UNKNOWN",
        "Neither the name nor the media type tells what the submission is.",
        hint=f"Name the file {', '.join(sorted(SUFFIXES))} or .txt, or send a media type of RDF.",
        where=name,
        say="unknown_syntax",
        values={"suffixes": ", ".join(sorted(SUFFIXES))},
    )


def _rdf(data: bytes, syntax: str, name: str, base: str) -> list[Quad]:
    filled = None
    if syntax == "jsonld":
        filled = context.filled_in(data, base, lambda name: specification.context_of(name, base))
    try:
        return parse(data if filled is None else filled, syntax, base=base, where=name)
    except InputError as error:
        # With the context filled in, the lines are no longer those of the file.
        where = error.where if filled is None else name
        raise InputError(
            error.code, error.message, hint=error.hint, where=where, say=error.say, values=error.values
        ) from None


def _is_document(data: bytes, name: str, media_type: str | None) -> bool:
    """Tell whether a submission is a document to be read, and not RDF; of XML the content tells."""
    ending, kind = Path(name).suffix.casefold(), (media_type or "").casefold()
    if kind in BY_MEDIA_TYPE:
        return False
    if ending in SUFFIXES:
        return ending == ".xml" and akn.accepts(data[:_SAMPLE].decode("utf-8", errors="replace"))
    return not {ending, kind}.isdisjoint(DOCUMENTS)


def _without_versions(published: list[Quad], read: list[Quad], base: str) -> list[Quad]:
    """Return what is published without the versions that a document would be published in place of."""
    kinds = tuple(f"<{base}graph/{kind}/" for kind in ("document", "evidence", "text"))
    replaced = {quad.g for quad in read if quad.g.startswith(kinds)}
    return [quad for quad in published if quad.g not in replaced]


def context_of(release: Path | None, base: str) -> list[Quad]:
    """Return what submissions are checked with: what a release publishes, or the authority alone."""
    if release is None:
        return dataset.frame(authority=authorities.load(), links=links.load(), base=base)
    return _published(release.resolve())


@lru_cache(maxsize=2)
def _published(release: Path) -> list[Quad]:
    """Return what a release publishes; releases never change, so it is read once."""
    return parse(gzip.decompress((release / "igr.nq.gz").read_bytes()), "nq", where="igr.nq.gz")
