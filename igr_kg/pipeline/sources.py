"""From files to readings: which files there are, what is known of them, what is read from them."""

from __future__ import annotations

import gc
import hashlib
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from igr_kg import assets
from igr_kg.errors import InputError
from igr_kg.extract.reader import read_document
from igr_kg.model import Reading, Source
from igr_kg.packs import authority as authorities
from igr_kg.text import SUFFIXES, read, structure

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read and what is known of it beforehand."""

    path: Path
    source: Source


def read_bytes(
    data: bytes,
    name: str,
    *,
    language: str | None = None,
    authority: authorities.Authority | None = None,
) -> Reading:
    """Return what is read from the bytes of one file.

    :param data: the file's bytes
    :param name: file name, for messages
    :param language: BCP 47 tag, or None to find it from the text
    :param authority: names to look for; default the project's
    :raises InputError: when the bytes cannot be read, see :func:`igr_kg.text.read`
    """
    raw = read(data, name)
    document = structure(raw, language=language)
    reading = read_document(document, authority if authority is not None else _authority())
    _settle(document.language)
    findings = (*raw.findings, *reading.findings)
    return replace(reading, findings=findings, media_type=raw.media_type)


@cache
def _settle(_language: str) -> None:
    """Tell the collector that what was loaded for a language stays: it need not go through it again."""
    gc.freeze()


@cache
def _authority() -> authorities.Authority:
    return authorities.load()


def find_sources(paths: Iterable[str | Path] = ()) -> list[SourceFile]:
    """Return the files to read, in a stable order.

    :param paths: files and folders; none: the documents that ship. A folder with a ``meta.toml`` gives
        the versions named there; another folder gives what lies in it.
    :raises InputError: ``SOURCE_MISSING`` when a path does not exist or gives no file, ``SOURCE_CHANGED``
        when a file's SHA-256 is not the one of its ``meta.toml``
    """
    given = [Path(p) for p in paths] or [assets.folder("data/documents")]
    found: list[SourceFile] = []
    for path in given:
        if path.is_dir():
            found.extend(_in_folder(path))
        elif path.is_file():
            found.append(_plain(path))
        else:
            raise InputError(
                "SOURCE_MISSING",
                "There is no such file or folder.",
                hint="Name a file, or a folder that holds documents.",
                where=str(path),
            )
    if not found:
        raise InputError(
            "SOURCE_MISSING",
            "No document was found.",
            hint="Name a file, or a folder that holds documents.",
            where=", ".join(map(str, given)),
        )
    return found


def _in_folder(folder: Path) -> Iterator[SourceFile]:
    if (folder / "meta.toml").is_file():
        yield from _described(folder)
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            yield from _in_folder(path)
        elif path.suffix.casefold() in SUFFIXES:
            yield _plain(path)


def _described(folder: Path) -> Iterator[SourceFile]:
    meta = folder / "meta.toml"
    try:
        content: dict[str, Any] = tomllib.loads(meta.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError("SOURCE_INVALID", f"The description is no TOML: {error}.", where=str(meta)) from None
    for version in content.get("version", ()):
        path = folder / str(version["file"])
        plain = _plain(path)
        if version.get("sha256") not in (None, plain.source.sha256):
            raise InputError(
                "SOURCE_CHANGED",
                "The file is not the one that meta.toml describes: its SHA-256 differs.",
                hint="Bring the file back byte for byte, or describe the new one in meta.toml.",
                where=str(path),
            )
        yield replace(
            plain,
            source=Source(
                name=f"{folder.name}/{path.name}",
                sha256=plain.source.sha256,
                language=version.get("language"),
                symbol=content.get("symbol"),
                origin=str(version.get("source", "")),
                licence=str(version.get("licence", "")),
                licence_note=str(version.get("licence_note", "")),
                retrieved=str(version.get("retrieved", "")),
            ),
        )


def _plain(path: Path) -> SourceFile:
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise InputError("FILE_UNREADABLE", f"The file cannot be read: {reason}.", where=str(path)) from None
    return SourceFile(path, Source(name=path.name, sha256=digest))


def read_sources(
    files: Sequence[SourceFile], *, workers: int = 1, tell: Tell = lambda _: None
) -> list[Reading]:
    """Return what is read from each file, in order.

    :param workers: processes to read with; 1 reads here
    :param tell: is told one line per document
    """
    if workers <= 1 or len(files) <= 1:
        readings = map(_read_file, files)
        return [_told(reading, file, tell) for reading, file in zip(readings, files, strict=True)]
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(max_workers=workers) as pool:
        chunk = max(1, len(files) // (workers * 4))
        return [
            _told(reading, file, tell)
            for reading, file in zip(pool.map(_read_file, files, chunksize=chunk), files, strict=True)
        ]


def _read_file(file: SourceFile) -> Reading:
    return read_bytes(file.path.read_bytes(), file.source.name, language=file.source.language)


def _told(reading: Reading, file: SourceFile, tell: Tell) -> Reading:
    tell(
        f"read {file.source.name}: {len(reading.document.blocks)} blocks, {len(reading.mentions)} mentions, "
        f"{len(reading.acts)} acts, {len(reading.facts)} facts"
    )
    return reading
