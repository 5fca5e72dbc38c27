"""The specification, that is ontology, shapes and JSON-LD context under one number, and its kept versions.

The number stands in the header of ``ontology/igr.ttl`` (``owl:versionInfo``) and nowhere else in the code.
A version that was published is kept in ``ontology/versions/<number>/`` for ever; the file ``SHA256SUMS``
beside these folders holds what their bytes must be.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from igr_kg import assets, ids
from igr_kg.errors import InputError
from igr_kg.graph import context, ontology, syntax
from igr_kg.graph.quads import Quad, named, value
from igr_kg.graph.specification.change import Version
from igr_kg.graph.specification.statements import iri

FOLDER = "ontology/versions"
ONTOLOGY, SHAPES, CONTEXT = "ontology.ttl.gz", "shapes.ttl.gz", "context.jsonld"
SUMS = "SHA256SUMS"
_HEADER = "ontology/igr.ttl"
_INFO = iri("owl:versionInfo")


@dataclass(frozen=True)
class Specification:
    """One version of the specification.

    :param ontology: its statements, in no graph; as are those of ``shapes``
    :param context: the whole JSON-LD document
    """

    version: Version
    ontology: tuple[Quad, ...]
    shapes: tuple[Quad, ...]
    context: Mapping[str, Any]
    base: str = ids.DEFAULT_BASE


def number() -> str:
    """Return the version of the specification as the header of the ontology says it.

    >>> str(Version.of(number())) == number()
    True
    """
    return _number(assets.folder(_HEADER))


@cache
def _number(header: Path) -> str:
    rows = syntax.parse(header.read_bytes(), "ttl", where=header.name)
    return _told(rows, "ontology", ids.DEFAULT_BASE)


def _told(rows: list[Quad] | tuple[Quad, ...], header: str, base: str) -> str:
    return next((value(q.o) for q in rows if q.p == _INFO and q.s == named(header, base)), "")


def now(base: str = ids.DEFAULT_BASE) -> Specification:
    """Return the specification as it stands in the folders ``ontology`` and ``shapes``."""
    terms, shapes = (
        tuple(row._replace(g="") for row in ontology.quads(base, (folder,))) for folder in ontology.FOLDERS
    )
    return Specification(Version.of(number()), terms, shapes, context.document(terms, base), base)


def kept() -> tuple[Version, ...]:
    """Return the versions that are kept, oldest first."""
    folder = assets.folder(FOLDER)
    return tuple(sorted(Version.of(path.name) for path in folder.iterdir() if path.is_dir()))


def read(version: Version, base: str = ids.DEFAULT_BASE) -> Specification:
    """Return a version that is kept.

    :raises InputError: ``NO_SUCH_VERSION``
    """
    if version not in kept():
        raise InputError(
            "NO_SUCH_VERSION",
            f"No version {version} of the specification is kept.",
            hint=f"There are: {', '.join(map(str, (*kept(), 'current')))}.",
        )
    return _read(assets.folder(FOLDER) / str(version), version, base)


@cache
def _read(folder: Path, version: Version, base: str) -> Specification:
    terms, shapes = (
        tuple(
            ontology.rebased(row, base)
            for row in syntax.parse(gzip.decompress((folder / name).read_bytes()), "ttl", where=name)
        )
        for name in (ONTOLOGY, SHAPES)
    )
    text = (folder / CONTEXT).read_text(encoding="utf-8").replace(f'"{ids.DEFAULT_BASE}', f'"{base}')
    return Specification(version, terms, shapes, json.loads(text), base)


def context_of(name: str, base: str = ids.DEFAULT_BASE) -> Mapping[str, Any] | None:
    """Return the context that stands at the address of a version, or None for any other address.

    :param name: IRI

    >>> context_of("https://w3id.org/igr/context/1.0.0.jsonld")["Decision"]
    'igr:Decision'
    """
    if not name.startswith(f"{base}context/") or not name.endswith(".jsonld"):
        return None
    version = name.removeprefix(f"{base}context/").removesuffix(".jsonld")
    if version not in map(str, kept()):
        return now(base).context["@context"] if version == number() else None
    found: Mapping[str, Any] = read(Version.of(version), base).context["@context"]
    return found


def sums() -> dict[str, str]:
    """Return the SHA-256 (hex) that each kept file must have, by its path below the folder of versions."""
    path = assets.folder(FOLDER) / SUMS
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def sum_lines(version: Version) -> str:
    """Return the lines of the sums that are about a version; a test holds their own sum."""
    return "".join(f"{digest}  {name}\n" for name, digest in sums().items() if name.startswith(f"{version}/"))


def keep(specification: Specification, folder: Path) -> None:
    """Write a version below a folder of versions, and the sums of its files.

    :param specification: on the default base
    :raises InputError: ``VERSION_KEPT`` where the version is there
    """
    target = folder / str(specification.version)
    if target.exists():
        raise InputError(
            "VERSION_KEPT",
            f"Version {specification.version} is kept, and never changes.",
            hint=f"Give {_HEADER} the next number.",
        )
    target.mkdir(parents=True)
    files = {
        ONTOLOGY: _packed(specification.ontology),
        SHAPES: _packed(specification.shapes),
        CONTEXT: (json.dumps(specification.context, ensure_ascii=False, indent=1) + "\n").encode(),
    }
    path = folder / SUMS
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.is_file() else []
    for name, data in files.items():
        (target / name).write_bytes(data)
        lines.append(f"{hashlib.sha256(data).hexdigest()}  {specification.version}/{name}\n")
    path.write_text("".join(lines), encoding="utf-8")


def _packed(rows: tuple[Quad, ...]) -> bytes:
    return gzip.compress(syntax.serialise(rows, "ttl", base=ids.DEFAULT_BASE), 9, mtime=0)
