"""Releases that are there: which is meant, and whether it is what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from igr_kg import ids
from igr_kg.check import Report
from igr_kg.config import Settings
from igr_kg.errors import InputError
from igr_kg.graph.quads import Quad, is_blank, literal, node, term
from igr_kg.graph.syntax import serialise
from igr_kg.pipeline.building import assembled
from igr_kg.pipeline.files import one_file_each
from igr_kg.pipeline.sources import find_sources, read_sources
from igr_kg.release import verify as verify_files

SHOWN = 20


def release_folder(settings: Settings, folder: Path | None = None) -> Path:
    """Return the folder of a release, the newest one when none is named.

    :raises InputError: ``NO_RELEASE``
    """
    wanted = folder if folder is not None else Path(settings.build_dir) / "current"
    if not (wanted / "manifest.json").is_file():
        raise InputError(
            "NO_RELEASE",
            "There is no release in this folder.",
            hint="Run 'igr-kg build' first, or name the folder of a release.",
            where=str(wanted),
        )
    return wanted.resolve()


def verify(folder: Path, *, settings: Settings, sources: Sequence[Path] = ()) -> list[str]:
    """Return what is wrong with a release; an empty list when nothing is.

    :param folder: the release
    :param sources: files and folders where its sources lie; default the shipped documents
    :raises InputError: ``NO_RELEASE``
    """
    return verify_files(
        release_folder(settings, folder), lambda manifest, data: rederived(manifest, data, sources)
    )


def rederived(manifest: Mapping[str, Any], data: Sequence[Quad], paths: Sequence[Path]) -> Iterator[str]:
    """Read the sources again and yield what comes out otherwise than the release says."""
    wanted = {source["sha256"]: source["name"] for source in manifest["sources"]}
    files = [file for file in find_sources(paths) if file.source.sha256 in wanted]
    missing = wanted.keys() - {file.source.sha256 for file in files}
    if missing:
        names = ", ".join(sorted(wanted[digest] for digest in missing))
        yield f"The sources {names} are not at hand; name their folder with --source."
        return
    sources = [file.source for file in files]
    chosen, spare = one_file_each(list(zip(read_sources(files), sources, strict=True)), lambda _: None)
    again = assembled(
        [reading for reading, _ in chosen],
        [source for _, source in chosen],
        base=manifest["base"],
        run=manifest.get("run"),
        spare=spare,
    )
    published, derived = set(data), set(again)
    for quad in sorted(_named(published - derived))[:SHOWN]:
        yield f"The sources do not give {_said(quad)}"
    for quad in sorted(_named(derived - published))[:SHOWN]:
        yield f"The release lacks {_said(quad)}"


def _named(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the statements without blank nodes, whose names differ from one reading to the next."""
    return (quad for quad in quads if not is_blank(quad.s) and not is_blank(quad.o))


def _said(quad: Quad) -> str:
    return f"{quad.s} {quad.p} {quad.o} in {quad.g}"


def report_name(sha256: str, release: Path | None) -> str:
    """Return the local name of the report on a submission.

    :param sha256: of its bytes, in hex
    :param release: what it was checked with

    >>> report_name("ab" * 32, None)
    'report/de8b8bf7c757db9a'
    """
    version = release.resolve().name if release is not None else ""
    return f"report/{ids.short_hash(sha256, version, digits=16)}"


def reports_turtle(reports: Iterable[tuple[str, str, Report]], settings: Settings) -> bytes:
    """Return reports in Turtle.

    :param reports: local name of each (see :func:`report_name`), the name of its file, the report
    """
    label = term("rdfs:label", settings.base_iri)
    quads: list[Quad] = []
    for name, file, report in reports:
        quads += report.quads(name)
        quads.append(Quad(node(ids.iri(name, settings.base_iri)), label, literal(file)))
    return serialise(quads, "ttl", base=settings.base_iri)
