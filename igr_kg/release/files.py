"""Writing the files of a release: the same bytes for the same content, and checksums on the way."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from igr_kg.release.dcat import DumpFile

SUMS = "SHA256SUMS"


class _Tee(io.BytesIO):
    """Passes bytes on and takes their SHA-256."""

    def __init__(self, pass_on: Callable[[bytes], object]) -> None:
        super().__init__()
        self._pass_on = pass_on
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self.digest.update(data)
        self.size += len(data)
        self._pass_on(data)
        return len(data)


@dataclass(slots=True)
class Writer:
    """Writes into one folder and remembers the checksum of every file.

    :param sums: SHA-256 (hex) by name; for ``x.gz`` there is one of ``x`` as well
    """

    folder: Path
    sums: dict[str, str] = field(default_factory=dict)

    def plain(self, name: str, data: bytes) -> None:
        """Write a file as it is."""
        path = self._path(name)
        with path.open("wb") as file:
            file.write(data)
            _sync(file)
        self.sums[name] = hashlib.sha256(data).hexdigest()

    def packed(self, name: str, produce: Callable[[BinaryIO], None]) -> DumpFile:
        """Write ``name`` + ``.gz``: no name and no time inside (RFC 1952, sections 2.3 and 2.3.1).

        :param produce: writes the content
        """
        path = self._path(f"{name}.gz")
        with path.open("wb") as file:
            outer = _Tee(file.write)
            with gzip.GzipFile(filename="", mode="wb", fileobj=outer, mtime=0, compresslevel=6) as packed:
                inner = _Tee(packed.write)
                produce(inner)
            _sync(file)
        self.sums[name] = inner.digest.hexdigest()
        self.sums[f"{name}.gz"] = outer.digest.hexdigest()
        return DumpFile(outer.size, outer.digest.hexdigest())

    def write_sums(self) -> None:
        """Write ``SHA256SUMS`` in the form that ``sha256sum --check --ignore-missing`` reads."""
        text = "".join(f"{digest}  {name}\n" for name, digest in sorted(self.sums.items()))
        with (self.folder / SUMS).open("wb") as file:
            file.write(text.encode())
            _sync(file)

    def _path(self, name: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring a folder, all that is in it and all folders in it to the disk."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() or path.parent.name == "store":
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def read_sums(folder: Path) -> dict[str, str]:
    """Return the checksums of a release by name; empty when there are none."""
    path = folder / SUMS
    rows = path.read_text("utf-8").splitlines() if path.is_file() else []
    pairs = [row.split("  ", 1) for row in rows if "  " in row]
    return {name: digest for digest, name in pairs}
