"""Releases that are there: which is meant, and whether it is what it says."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

from igr_kg.check import Report
from igr_kg.config import Settings
from igr_kg.errors import InputError
from igr_kg.graph import dataset
from igr_kg.graph.quads import Quad
from igr_kg.graph.syntax import parse, serialise
from igr_kg.packs import authority as authorities
from igr_kg.pipeline.sources import find_sources, read_sources
from igr_kg.release import verify as verify_files


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
    folder = release_folder(settings, folder)
    return [*verify_files(folder), *_rederived(folder, sources)]


def _rederived(folder: Path, paths: Sequence[Path]) -> list[str]:
    """Read the sources again and compare what comes out with the release's own statements."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    wanted = {source["sha256"] for source in manifest["sources"]}
    files = [file for file in find_sources(paths) if file.source.sha256 in wanted]
    missing = wanted - {file.source.sha256 for file in files}
    if missing:
        names = ", ".join(s["name"] for s in manifest["sources"] if s["sha256"] in missing)
        return [f"SOURCE_MISSING: the sources {names} are not at hand; name their folder with --source."]
    base = manifest["base"]
    readings = read_sources(files)
    again = dataset.assemble(
        [(reading, file.source) for reading, file in zip(readings, files, strict=True)],
        authority=authorities.load(),
        base=base,
        run_name=_run(manifest),
    )
    published = set(_published(folder))
    derived = _comparable(again)
    return [
        *(f"NOT_DERIVED: the sources do not give {_said(quad)}" for quad in sorted(published - derived)[:20]),
        *(f"NOT_PUBLISHED: the release lacks {_said(quad)}" for quad in sorted(derived - published)[:20]),
    ]


def _run(manifest: dict[str, str]) -> str | None:
    return manifest.get("run")


def _published(folder: Path) -> set[Quad]:
    data = gzip.decompress((folder / "igr.nq.gz").read_bytes())
    return _comparable(parse(data, "nq", where="igr.nq.gz"))


def _comparable(quads: Sequence[Quad]) -> set[Quad]:
    """Return the statements about documents, authority and links: no blank nodes, no catalogue."""
    kept = ("/graph/document/", "/graph/evidence/", "/graph/text/", "/graph/authority>", "/graph/links>")
    return {quad for quad in quads if any(name in quad.g for name in kept)}


def _said(quad: Quad) -> str:
    return f"{quad.s} {quad.p} {quad.o} in {quad.g}"


def report_turtle(report: Report, settings: Settings) -> bytes:
    """Return a report in Turtle."""
    return serialise(report.quads("report"), "ttl", base=settings.base_iri)
