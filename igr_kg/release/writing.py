"""From statements to a release folder that appears whole or not at all."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from igr_kg import ids
from igr_kg.errors import UsageError
from igr_kg.graph import syntax
from igr_kg.graph.quads import RDF_TYPE, Quad, is_literal, lines, term, value
from igr_kg.model import Source
from igr_kg.release import dcat, mappings, retired
from igr_kg.release.catalogue import About
from igr_kg.release.counting import Statistics, counts, statistics
from igr_kg.release.files import Writer, read_sums, sync_folder
from igr_kg.release.inputs import dependencies
from igr_kg.release.view import default_view, kind_of, searched, version_of_document
from igr_kg.release.void import void
from igr_kg.store import loading, search

SCHEMA = "igr-release/1"
RELEASES = "releases"
CURRENT = "current"
_BUILDING = ".building-"
_NAME_BYTES = 120


def write(
    quads: Iterable[Quad],
    *,
    report_ttl: bytes,
    sources: Sequence[Source],
    version: str,
    date: date | None,
    out: Path,
    base: str = ids.DEFAULT_BASE,
    register: retired.Register | None = None,
    extra: Mapping[str, Any] | None = None,
) -> Path:
    """Write a release, make it the current one, and return its folder.

    A version that is there already with the same content is taken as it is. Whoever is interrupted
    leaves a hidden folder at most, which the next build takes away; ``out/current`` always points
    at a whole release.

    :param quads: the data set without its own description (VoID and DCAT are added here, in
        ``graph/catalogue``); blank nodes with canonical labels
    :param report_ttl: the SHACL report
    :param sources: the files that were read
    :param version: name of the folder, see :func:`igr_kg.release.inputs.release_version`
    :param date: day of the release, never that of the clock; None when it has none
    :param out: the folder that holds ``releases/`` and ``current``
    :param register: the identifiers that are withdrawn
    :param extra: more entries for the manifest; nothing of the clock or the machine
    :raises UsageError: ``RELEASE_EXISTS`` when the version exists with another content,
        ``BAD_VERSION`` when it cannot be the name of a folder
    """
    if not version or version.startswith(".") or "/" in version or version == CURRENT:
        raise UsageError(
            "BAD_VERSION",
            f"{version!r} cannot be the version of a release.",
            hint="Use letters, digits, dots and hyphens, such as 1.0.0-rc1.",
        )
    data = syntax.canonical(quads)
    about = About(version, date, base, languages(data, base))
    withdrawn = retired.written(register or {})
    with _building(out) as folder:
        _fill(folder, data, about, {"report.ttl": report_ttl, retired.NAME: withdrawn}, sources, extra or {})
        final = out / RELEASES / version
        if final.exists():
            _same_or_error(final, folder)
        else:
            sync_folder(folder)
            folder.chmod(0o755)
            folder.rename(final)
            _sync_name(final.parent)
        _point(out, version)
    return final


def languages(data: Iterable[Quad], base: str) -> list[str]:
    """Return the language tags of the documents of a data set, sorted."""
    name = term("dcterms:language", base)
    rows = (q for q in data if q.p == name and kind_of(q.g, base) == "document" and is_literal(q.o))
    return sorted({value(q.o) for q in rows})


def description(data: Collection[Quad], about: About) -> tuple[Statistics, list[Quad], list[Quad]]:
    """Return the statistics of the default view, and VoID and DCAT in the catalogue graph.

    VoID tells how many statements there are in all, its own included: how many it makes does not depend
    on the number.

    :param data: the data set without its description
    """
    figures, dcat_rows = statistics(default_view(data, about.base), about.base), dcat.dcat(about)
    links = mappings.linksets(data, about.base)
    total = len({*data, *dcat_rows, *void(about, figures, 0, links)})
    return figures, void(about, figures, total, links), dcat_rows


def _fill(
    folder: Path,
    data: Sequence[Quad],
    about: About,
    given: Mapping[str, bytes],
    sources: Sequence[Source],
    extra: Mapping[str, Any],
) -> None:
    base = about.base
    figures, void_rows, dcat_rows = description(data, about)
    described = {*void_rows, *dcat_rows}
    data = [quad for quad in data if quad not in described]
    everything = sorted({*data, *described})
    view = sorted(set(default_view(everything, base)))
    writer = Writer(folder)
    dumps = {}
    for name, kind in syntax.SYNTAXES.items():
        rows = everything if kind.graphs else view
        dumps[name] = writer.packed(f"igr.{name}", _content(rows, name, base))
    _documents(writer, data, base)
    writer.plain("void.ttl", syntax.serialise(void_rows, "ttl", base=base))
    whole = [*dcat_rows, *dcat.checksums(about, dumps)]
    writer.plain("dcat.ttl", syntax.serialise(whole, "ttl", base=base))
    for name, content in {**given, **mappings.files(base)}.items():
        writer.plain(name, content)
    manifest = _manifest(data, counts(everything, figures, base), about, sources, extra)
    writer.plain("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2).encode() + b"\n")
    loading.fill(folder / "store", lines([*everything, *view]))
    search.write(folder / "store" / search.FILE, search.entries(searched(everything, base), base))
    writer.write_sums()


def _content(rows: Iterable[Quad], name: str, base: str) -> Callable[[BinaryIO], None]:
    return lambda file: syntax.write(rows, name, file, base=base)


def _manifest(
    data: Sequence[Quad],
    figures: Mapping[str, Any],
    about: About,
    sources: Sequence[Source],
    extra: Mapping[str, Any],
) -> dict[str, Any]:
    files = sorted((asdict(source) for source in sources), key=lambda s: (s["name"], s["sha256"]))
    return {
        **extra,
        "schema": SCHEMA,
        "name": "igr",
        "version": about.version,
        "run": _run(data, about.base),
        "issued": about.issued.isoformat() if about.issued else None,
        "base": about.base,
        "canonical": {
            "algorithm": "RDFC-1.0",
            "hash": "SHA-256",
            "value": syntax.digest(data),
            "of": "igr.nq without the statements of void.ttl and dcat.ttl",
        },
        "counts": figures,
        "dependencies": dependencies(),
        "sources": files,
    }


def _run(data: Iterable[Quad], base: str) -> str | None:
    """Return the local name of the run that the catalogue graph describes."""
    class_ = term("igr:Run", base)
    runs = sorted(q.s for q in data if q.o == class_ and q.p == RDF_TYPE)
    return value(runs[0]).removeprefix(base) if runs else None


def file_stem(slug: str) -> str:
    """Return a folder name for a document; a name too long for a file system is cut and hashed.

    >>> file_stem("unep-gc-26-18"), len(file_stem("長" * 200).encode()) < 140
    ('unep-gc-26-18', True)
    """
    if len(slug.encode()) <= _NAME_BYTES:
        return slug
    return f"{slug.encode()[:_NAME_BYTES].decode(errors='ignore')}-{ids.short_hash(slug)}"


def _documents(writer: Writer, data: Iterable[Quad], base: str) -> None:
    """Write each language version by itself: all its graphs as TriG, what it says as Turtle."""
    versions: defaultdict[tuple[str, str], list[Quad]] = defaultdict(list)
    for quad in data:
        version = version_of_document(quad.g, base)
        if version:
            versions[version].append(quad)
    for (slug, language), rows in sorted(versions.items()):
        name = f"documents/{file_stem(slug)}/{language}"
        facts = [q for q in rows if kind_of(q.g, base) == "document"]
        writer.packed(f"{name}.trig", _content(rows, "trig", base))
        writer.packed(f"{name}.ttl", _content(facts, "ttl", base))


@contextmanager
def _building(out: Path) -> Iterator[Path]:
    """Give a hidden folder beside the releases; one build at a time, nothing left behind.

    The lock ends with the process, so a folder that is found under it is nobody's any more.
    """
    releases = out / RELEASES
    releases.mkdir(parents=True, exist_ok=True)
    with (out / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in releases.glob(f"{_BUILDING}*"):
            shutil.rmtree(left)
        folder = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=releases))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _same_or_error(old: Path, new: Path) -> None:
    before, after = read_sums(old), read_sums(new)
    if before == after:
        return
    changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    raise UsageError(
        "RELEASE_EXISTS",
        f"The release {old.name} exists with another content ({changed[0]} differs).",
        hint="Give the new one another version, or take the old one away.",
        where=old.name,
    )


def _point(out: Path, version: str) -> None:
    """Let ``current`` point at a release, in one step."""
    fresh = out / f".{CURRENT}-new"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(Path(RELEASES) / version)
    fresh.replace(out / CURRENT)
    _sync_name(out)


def _sync_name(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
