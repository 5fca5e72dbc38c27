"""What a release depends on, as one hash: sources, data, code, versions of libraries; and its date."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from importlib import metadata
from pathlib import Path

import igr_kg
from igr_kg import assets
from igr_kg.model import Source

_FOLDERS = ("data/authority", "data/doctypes", "data/lang", "data/ids", "ontology", "shapes")
_FILES = ("data/catalogue.toml",)
_LIBRARIES = ("owlready2", "pyoxigraph", "pyshacl", "rdflib")


def dependencies() -> dict[str, str]:
    """Return the versions of Python and of the libraries that the bytes of a release depend on."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python, **{name: metadata.version(name) for name in _LIBRARIES}}


def _files_below(folder: Path, pattern: str = "*") -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob(pattern)):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in parts):
            yield "/".join(parts), path


def inputs_of(sources: Iterable[Source], *, base: str, options: Iterable[str] = ()) -> str:
    """Return the SHA-256 (hex) of everything that decides what a release says.

    :param sources: the files that are read; their order does not matter
    :param base: base IRI
    :param options: whatever else decides, e.g. the ids of accepted submissions
    """
    digest = hashlib.sha256()

    def add(*parts: str) -> None:
        digest.update("\x1f".join(parts).encode() + b"\x1e")

    add("base", base)
    for name, version in dependencies().items():
        add("library", name, version)
    for source in sorted(sources, key=lambda s: (s.name, s.sha256)):
        add("source", source.name, source.sha256, source.language or "", source.symbol or "")
    for option in options:
        add("option", option)
    for folder in _FOLDERS:
        for name, path in _files_below(assets.folder(folder)):
            add("file", f"{folder}/{name}", _sha256(path))
    for name in _FILES:
        add("file", name, _sha256(assets.folder(name)))
    for name, path in _files_below(Path(igr_kg.__file__).parent, "*.py"):
        add("code", name, _sha256(path))
    return digest.hexdigest()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def version_of(inputs: str, *, spec: str = igr_kg.__version__) -> str:
    """Return the version of a release: that of the specification, and 12 hex digits of its inputs.

    >>> version_of("0123456789abcdef" * 4, spec="1.0")
    '1.0-0123456789ab'
    """
    return f"{spec}-{inputs[:12]}"


def date_of(sources: Iterable[Source], environ: Mapping[str, str] | None = None) -> date | None:
    """Return the date of a release: ``SOURCE_DATE_EPOCH``, or the day that the newest source was taken over.

    None when neither is known: a release has no date rather than that of the clock.

    >>> date_of([], {"SOURCE_DATE_EPOCH": "0"})
    datetime.date(1970, 1, 1)
    """
    environ = os.environ if environ is None else environ
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    days = [date.fromisoformat(source.retrieved) for source in sources if source.retrieved]
    return max(days, default=None)
