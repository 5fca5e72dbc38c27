"""From sources to a checked release."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from os import W_OK, access, environ
from pathlib import Path

from igr_kg import assets, ids
from igr_kg.check import Report, check
from igr_kg.config import Settings
from igr_kg.errors import ConformanceError, IgrError, InputError, UsageError
from igr_kg.graph import dataset, specification
from igr_kg.graph.build import build as graph_quads
from igr_kg.graph.quads import Quad
from igr_kg.graph.run import run_name
from igr_kg.graph.syntax import serialise
from igr_kg.model import Reading, Source, Span
from igr_kg.packs import authority as authorities
from igr_kg.packs import links
from igr_kg.pipeline.files import one_file_each, version_name
from igr_kg.pipeline.keeping import kept, register
from igr_kg.pipeline.log import Log
from igr_kg.pipeline.sources import SourceFile, Tell, find_sources, read_sources
from igr_kg.reason import closure, consistent
from igr_kg.release import release_version, retired, write

INPUT_FOLDERS = (
    "ontology",
    "shapes",
    "data/lang",
    "data/doctypes",
    "data/authority",
    "data/mappings",
    "data/quality",
)
FORMATS = {"trig": "trig", "turtle": "ttl", "nquads": "nq", "jsonld": "jsonld"}


@dataclass(frozen=True, slots=True)
class Built:
    """A release and how it came out."""

    folder: Path
    version: str
    report: Report
    reasoned: str


def build(
    paths: Sequence[Path] = (),
    *,
    settings: Settings,
    workers: int = 1,
    reason: bool = False,
    retire: bool = False,
    tell: Tell = lambda _: None,
) -> Built:
    """Build a release from sources; it appears whole or not at all.

    What is told stands in ``logs/<version>.log`` beside the releases too, also when the build fails.

    :param paths: files and folders; none: the documents that ship
    :param settings: where the release goes, its base IRI and version
    :param workers: processes that read
    :param reason: whether HermiT must find the data consistent
    :param retire: whether identifiers of the release before that would be lost are withdrawn
    :param tell: is told one line per step
    :raises ConformanceError: ``NOT_CONFORMING``, ``INCONSISTENT``, ``IRIS_LOST`` or ``IRI_REUSED``; no
        release is written then
    :raises InputError: when a source or the release before cannot be read; ``OUT_UNWRITABLE``
    """
    out = Path(settings.build_dir)
    _check_out(out)
    log = Log(tell)
    try:
        return _build(paths, settings, workers=workers, reason=reason, retire=retire, log=log)
    except IgrError as error:
        log.note(f"failed: {error.message} [{error.code}]")
        raise
    finally:
        log.write(out)


def _build(
    paths: Sequence[Path], settings: Settings, *, workers: int, reason: bool, retire: bool, log: Log
) -> Built:
    files = find_sources(paths)
    distinct_documents(files)
    rows = register(settings)
    every = read_sources(files, workers=workers, tell=log)
    sources = [file.source for file in files]
    chosen, spare = one_file_each(list(zip(every, sources, strict=True)), log)
    readings, read = [reading for reading, _ in chosen], [source for _, source in chosen]
    run = run_name(sources, f"{inputs_hash()} {settings.base_iri}")
    log.version = _version(settings, run, rows)
    quads = assembled(readings, read, base=settings.base_iri, run=run, spare=spare, tell=log)
    log(f"graph: {len(quads)} statements")
    keeping = kept(quads, rows, settings, retire=retire, log=log)
    report = checked(quads, readings, read, settings, log)
    reasoned = _reasoned(quads, settings, log) if reason else "not asked for"
    out = Path(settings.build_dir)
    log.version = version = _version(settings, run, keeping.register)
    folder = write(
        quads,
        report_ttl=serialise(report.quads("report"), "ttl", base=settings.base_iri),
        sources=sources,
        version=version,
        date=release_date(sources),
        out=out,
        base=settings.base_iri,
        register=keeping.register,
    )
    if keeping.beside is not None:
        retired.save(keeping.beside, out / retired.NAME)
    log(f"release {version}: {folder}")
    return Built(folder, version, report, reasoned)


def _version(settings: Settings, run: str, rows: retired.Register) -> str:
    return settings.version or release_version(specification.number(), [run, retired.digest(rows)])


def _check_out(out: Path) -> None:
    """Return when releases can be written below a folder, which is made where it is missing."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        writable = access(out, W_OK)
    except OSError:
        writable = False
    if not writable:
        raise InputError(
            "OUT_UNWRITABLE",
            "No release can be written here.",
            hint="Name a folder that may be written to with --out.",
            where=str(out),
        )


def assembled(
    readings: Sequence[Reading],
    sources: Sequence[Source],
    *,
    base: str,
    run: str | None,
    spare: Sequence[dataset.Spare] = (),
    tell: Tell = lambda _: None,
) -> list[Quad]:
    """Return the data set of some readings: what was read, authority, ontology, and what follows.

    :param run: local name of the run that the evidence names
    :param spare: other files of versions that were read from another one
    """
    quads = dataset.assemble(
        list(zip(readings, sources, strict=True)),
        authority=authorities.load(),
        links=links.load(),
        base=base,
        run_name=run,
        spare=spare,
        tell=tell,
    )
    return quads + closure(quads, base=base)


def checked(
    quads: Sequence[Quad],
    readings: Sequence[Reading],
    sources: Sequence[Source],
    settings: Settings,
    tell: Tell,
) -> Report:
    """Return the report on a data set that conforms.

    :raises ConformanceError: ``NOT_CONFORMING`` with the report's sentences
    """
    versions = list(zip(readings, sources, strict=True))
    report = check(
        quads,
        base=settings.base_iri,
        texts=texts_of(versions, settings.base_iri),
        furniture=furniture_of(versions, settings.base_iri),
    )
    counts = ", ".join(f"{n} {severity.casefold()}s" for severity, n in report.counts().items())
    tell(f"check: {counts}")
    if not report.conforms:
        tell(report.to_text("en"))
        raise ConformanceError(
            "NOT_CONFORMING",
            f"The data do not conform to the shapes and checks ({counts}); no release was made.",
            hint="The report above says what is wrong and where.",
        )
    return report


def _reasoned(quads: Sequence[Quad], settings: Settings, log: Log) -> str:
    verdict = consistent(quads, base=settings.base_iri)
    log(f"reason: {verdict.message}")
    for detail in verdict.details:
        log.note(f"  {detail}")
    if not verdict.ok and not verdict.left_out:
        raise ConformanceError(
            verdict.code,
            f"{verdict.message} No release was made.",
            hint=" ".join(verdict.details[:3]),
        )
    return verdict.code


def distinct_documents(files: Sequence[SourceFile]) -> None:
    """Refuse two files that would be one language version.

    :raises UsageError: ``SAME_SOURCE_TWICE``
    """
    seen: dict[str, str] = {}
    for file in files:
        if file.source.sha256 in seen:
            raise UsageError(
                "SAME_SOURCE_TWICE",
                f"The same bytes are given twice, as {seen[file.source.sha256]} and {file.source.name}.",
                hint="Leave one of them out.",
            )
        seen[file.source.sha256] = file.source.name


def version_iri(reading: Reading, source: Source | None, base: str) -> str:
    """Return the IRI of the language version that was read."""
    return ids.iri(version_name(reading, source), base)


def texts_of(versions: Sequence[tuple[Reading, Source]], base: str) -> dict[str, str]:
    """Return the text as read of each language version, by its IRI."""
    return {version_iri(reading, source, base): reading.document.text for reading, source in versions}


def furniture_of(versions: Sequence[tuple[Reading, Source]], base: str) -> Mapping[str, tuple[Span, ...]]:
    """Return where page furniture stands in each language version, by its IRI."""
    return {
        version_iri(reading, source, base): tuple(
            block.span for block in reading.document.blocks if block.kind == "furniture"
        )
        for reading, source in versions
    }


def graph_of(readings: Sequence[Reading], form: str, settings: Settings) -> bytes:
    """Return the graphs of some readings in a syntax of RDF; Turtle holds the facts alone.

    :param form: ``trig turtle nquads jsonld``
    """
    quads = reading_quads(readings, settings, facts_only=form == "turtle")
    return serialise(quads, FORMATS[form], base=settings.base_iri)


def reading_quads(readings: Sequence[Reading], settings: Settings, *, facts_only: bool) -> list[Quad]:
    """Return the graphs of some readings; the facts alone for a syntax that has no graphs."""
    quads = sorted({quad for reading in readings for quad in graph_quads(reading, base=settings.base_iri)})
    facts = f"<{settings.base_iri}graph/document/"
    return [quad for quad in quads if quad.g.startswith(facts)] if facts_only else quads


def inputs_hash() -> str:
    """Return the SHA-256 over everything but the sources that decides what a release holds."""
    digest = hashlib.sha256()
    package = Path(assets.__file__).resolve().parent
    roots = [(f"igr_kg/{p.relative_to(package).as_posix()}", p) for p in package.rglob("*.py")]
    for name in INPUT_FOLDERS:
        folder = assets.folder(name)
        roots += [(f"{name}/{p.relative_to(folder).as_posix()}", p) for p in folder.rglob("*") if p.is_file()]
    for name, path in sorted(roots):
        if "_assets" not in name:
            digest.update(f"{name}\x1f{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def release_date(sources: Sequence[Source]) -> date | None:
    """Return the date of a release: ``SOURCE_DATE_EPOCH``, or the newest source's, never the clock's.

    None when neither tells one.

    :raises UsageError: ``BAD_SETTING`` when the variable is no number

    >>> release_date([Source("a", "0", retrieved="2020-02-03"), Source("b", "1")])
    datetime.date(2020, 2, 3)
    """
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        if not epoch.isdigit():
            raise UsageError("BAD_SETTING", f"SOURCE_DATE_EPOCH is {epoch!r}, which is no number of seconds.")
        return datetime.fromtimestamp(int(epoch), UTC).date()
    dates = [date.fromisoformat(source.retrieved) for source in sources if source.retrieved]
    return max(dates, default=None)
