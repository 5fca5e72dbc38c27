"""Whether a release is what it says: every file, every figure, and the store."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from igr_kg.errors import IgrError, InputError
from igr_kg.graph import quads as terms
from igr_kg.graph import syntax
from igr_kg.graph.quads import Quad
from igr_kg.release.catalogue import GRAPH, About
from igr_kg.release.counting import counts
from igr_kg.release.files import SUMS, read_sums
from igr_kg.release.view import default_view
from igr_kg.release.writing import description, languages
from igr_kg.store import loading

Rederive = Callable[[dict[str, Any], list[Quad]], Iterable[str]]
"""Given the manifest and the data, yields a sentence for everything that the sources give otherwise."""


def verify(folder: Path, rederive: Rederive | None = None) -> list[str]:
    """Return what is wrong with a release, a sentence each; empty when it is whole.

    :param folder: a release folder, or a link to one
    :param rederive: a check against the sources, made last
    :raises InputError: ``NO_RELEASE`` when the folder holds none
    """
    manifest = _manifest(folder)
    found = list(_files(folder))
    try:
        everything = list(terms.parse(_unpacked(folder, "igr.nq").decode()))
        data = list(_without_description(folder, everything, manifest["base"]))
        found += _content(folder, manifest, everything, data)
        if rederive is not None:
            found += rederive(manifest, data)
    except (IgrError, OSError, EOFError, ValueError, KeyError) as error:
        reason = error.message if isinstance(error, IgrError) else "a file is missing or damaged."
        found.append(f"The content cannot be checked: {reason}")
    return found


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        raise InputError(
            "NO_RELEASE",
            f"There is no release in {folder}.",
            hint="Name a folder that holds a manifest.json.",
            where=str(folder),
        ) from None
    return manifest


def _unpacked(folder: Path, name: str) -> bytes:
    return gzip.decompress((folder / f"{name}.gz").read_bytes())


def _files(folder: Path) -> Iterator[str]:
    """Compare every file with its checksum, and every name with what is there."""
    sums = read_sums(folder)
    if not sums:
        yield f"{SUMS} is missing or empty."
    for name, expected in sums.items():
        path = folder / name
        packed = folder / f"{name}.gz"
        try:
            body = path.read_bytes() if path.is_file() else gzip.decompress(packed.read_bytes())
        except (OSError, EOFError):
            yield f"{name} is missing or cannot be unpacked."
            continue
        if hashlib.sha256(body).hexdigest() != expected:
            yield f"{name} has not the checksum that {SUMS} gives it."
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for name in sorted(here - sums.keys() - {SUMS}):
        if not name.startswith("store/"):
            yield f"{name} stands in the release without a checksum."


def _without_description(folder: Path, everything: list[Quad], base: str) -> Iterator[Quad]:
    graph = terms.node(f"{base}{GRAPH}")
    described = {
        q._replace(g=graph)
        for name in ("void.ttl", "dcat.ttl")
        for q in syntax.parse((folder / name).read_bytes(), "ttl", where=name)
    }
    return (quad for quad in everything if quad not in described)


def _content(
    folder: Path, manifest: dict[str, Any], everything: list[Quad], data: list[Quad]
) -> Iterator[str]:
    if syntax.canonical_hash(data) != manifest["canonical"]["value"]:
        yield "The canonical hash of the data is not that of the manifest."
    yield from _figures(folder, manifest, everything, data)
    view = set(default_view(everything, manifest["base"]))
    for name, kind in syntax.SYNTAXES.items():
        rows = syntax.canonical(syntax.parse(_unpacked(folder, f"igr.{name}"), name))
        if rows != syntax.canonical(everything if kind.graphs else view):
            yield f"igr.{name}.gz does not hold the statements of igr.nq.gz."
    stored = set(loading.content(folder / "store"))
    if stored != {*everything, *view}:
        yield "The store does not hold the statements of igr.nq.gz."


def _figures(
    folder: Path, manifest: dict[str, Any], everything: list[Quad], data: list[Quad]
) -> Iterator[str]:
    """Compute the figures again: those of the manifest and those of VoID."""
    issued = manifest["issued"]
    day = date.fromisoformat(issued) if issued else None
    base = manifest["base"]
    about = About(manifest["version"], day, base, languages(data, base))
    figures, void_rows, _ = description(data, about)
    if counts(everything, figures, base) != manifest["counts"]:
        yield "The figures of the manifest are not those of the data."
    stated = {q._replace(g="") for q in syntax.parse((folder / "void.ttl").read_bytes(), "ttl")}
    if stated != {q._replace(g="") for q in void_rows}:
        yield "The figures of void.ttl are not those of the data."
