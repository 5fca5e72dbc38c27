"""Whether a release is what it says: every file, every figure, and the store."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
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
from igr_kg.release.view import default_view, searched
from igr_kg.release.writing import description, languages
from igr_kg.store import loading, search

MANIFEST = "manifest.json"
_UNREADABLE = (OSError, EOFError, zlib.error)

Rederive = Callable[[dict[str, Any], list[Quad]], Iterable[str]]
"""Given the manifest and the data, yields a sentence for everything that the sources give otherwise."""


def verify(folder: Path, rederive: Rederive | None = None) -> list[str]:
    """Return what is wrong with a release, a sentence each; empty when it is whole.

    Every file is looked at by itself, so that one that is damaged hides no other.

    :param folder: a release folder, or a link to one
    :param rederive: a check against the sources, made last
    :raises InputError: ``NO_RELEASE`` when the folder holds none
    """
    if not (folder / MANIFEST).is_file():
        raise InputError(
            "NO_RELEASE",
            f"There is no release in {folder}.",
            hint=f"Name a folder that holds a {MANIFEST}.",
            where=str(folder),
        )
    found = list(_files(folder))
    try:
        manifest = _manifest(folder)
        everything = _parsed(folder, "nq")
        data = list(_without_description(folder, everything, manifest["base"]))
        found += _content(folder, manifest, everything, data)
        if rederive is not None:
            found += rederive(manifest, data)
    except _Damaged as damaged:
        found.append(f"{damaged} is damaged or missing: the content cannot be checked.")
    except IgrError as error:
        found.append(f"The content cannot be checked: {error.message}")
    return found


class _Damaged(Exception):  # noqa: N818 -- leaves this module as a sentence
    """A file cannot be read; its name."""


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Turn whatever a damaged file makes of its reader into the name of the file."""
    try:
        yield
    except (*_UNREADABLE, ValueError, KeyError, TypeError, AttributeError, InputError):
        raise _Damaged(name) from None


def _manifest(folder: Path) -> dict[str, Any]:
    with _reading(MANIFEST):
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        date.fromisoformat(manifest["issued"] or "2000-01-01")
        kinds = {"base": str, "version": str, "counts": dict, "canonical": dict, "sources": list}
        if not all(isinstance(manifest[name], kind) for name, kind in kinds.items()):
            raise _Damaged(MANIFEST)
        _ = manifest["canonical"]["value"], [(s["sha256"], s["name"]) for s in manifest["sources"]]
    return manifest


def _parsed(folder: Path, name: str) -> list[Quad]:
    """Return the statements of a dump."""
    with _reading(f"igr.{name}.gz"):
        body = gzip.decompress((folder / f"igr.{name}.gz").read_bytes())
        return list(terms.parse(body.decode())) if name == "nq" else syntax.parse(body, name)


def _described(folder: Path, name: str) -> list[Quad]:
    """Return the statements of a file of the description."""
    with _reading(name):
        return syntax.parse((folder / name).read_bytes(), "ttl", where=name)


def _files(folder: Path) -> Iterator[str]:
    """Compare every file with its checksum, and every name with what is there."""
    try:
        sums = read_sums(folder)
    except (OSError, ValueError):
        sums = {}
    if not sums:
        yield f"{SUMS} is missing, empty or damaged."
    for name, expected in sums.items():
        path = folder / name
        packed = folder / f"{name}.gz"
        try:
            body = path.read_bytes() if path.is_file() else gzip.decompress(packed.read_bytes())
        except (*_UNREADABLE, ValueError):
            yield f"{name} is missing or cannot be unpacked."
            continue
        if hashlib.sha256(body).hexdigest() != expected:
            yield f"{name} has not the checksum that {SUMS} gives it."
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for name in sorted(here - sums.keys() - {SUMS}):
        if not name.startswith("store/"):
            yield f"{name} stands in the release without a checksum in {SUMS}."


def _without_description(folder: Path, everything: list[Quad], base: str) -> Iterator[Quad]:
    graph = terms.node(f"{base}{GRAPH}")
    described = {q._replace(g=graph) for name in ("void.ttl", "dcat.ttl") for q in _described(folder, name)}
    return (quad for quad in everything if quad not in described)


def _content(
    folder: Path, manifest: dict[str, Any], everything: list[Quad], data: list[Quad]
) -> Iterator[str]:
    if syntax.canonical_hash(data) != manifest["canonical"]["value"]:
        yield "The canonical hash of the data is not that of the manifest."
    yield from _figures(folder, manifest, everything, data)
    view = set(default_view(everything, manifest["base"]))
    for name, kind in syntax.SYNTAXES.items():
        try:
            rows = syntax.canonical(_parsed(folder, name))
        except _Damaged as damaged:
            yield f"{damaged} cannot be read."
            continue
        if rows != syntax.canonical(everything if kind.graphs else view):
            yield f"igr.{name}.gz does not hold the statements of igr.nq.gz."
    yield from _store(folder / "store", everything, view, manifest["base"])


def _store(folder: Path, everything: list[Quad], view: set[Quad], base: str) -> Iterator[str]:
    try:
        if set(loading.content(folder)) != {*everything, *view}:
            yield "The store does not hold the statements of igr.nq.gz."
    except InputError as error:
        yield f"store: {error.message}"
    try:
        if search.content(folder / search.FILE) != search.entries(searched(everything, base), base):
            yield "The index of words does not hold the names and passages of igr.nq.gz."
    except InputError as error:
        yield f"store: {error.message}"


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
    stated = {q._replace(g="") for q in _described(folder, "void.ttl")}
    if stated != {q._replace(g="") for q in void_rows}:
        yield "The figures of void.ttl are not those of the data."
