"""Identifiers that were withdrawn: the register of them, and which a new release would lose.

IRIs are never reused and never vanish: one that a release answered for is described by the next one
too, or has a row in the register, from which the site answers 410 with its successor. The register is
two files, the one that ships (``data/ids/retired.tsv``) and the one beside the releases
(``retired.tsv`` in the build folder); each release holds the rows of both that it was made with.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from igr_kg.errors import InputError
from igr_kg.graph.quads import Quad
from igr_kg.release.catalogue import GRAPH

NAME = "retired.tsv"
COLUMNS = ("id", "successor", "reason")
_THINGS = "id/"


@dataclass(frozen=True, slots=True, order=True)
class Retired:
    """A row of the register.

    :param id: local name of what was withdrawn, such as ``id/body/old``
    :param successor: local name of what stands in its place, or an empty string
    :param reason: a sentence, or an empty string
    """

    id: str
    successor: str = ""
    reason: str = ""


Register = Mapping[str, Retired]
"""The withdrawn identifiers by local name."""


def read(*paths: Path) -> Register:
    """Return the rows of some files together; a later file's row stands for an earlier one's.

    :param paths: tab-separated, UTF-8, with a head line; a file that is not there has no rows
    :raises InputError: ``REGISTER_INVALID`` when a row is none
    """
    found: dict[str, Retired] = {}
    for path in paths:
        if path.is_file():
            found.update({row.id: row for row in _rows(path)})
    return found


def _rows(path: Path) -> Iterator[Retired]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        raise _invalid(path, 0) from None
    for number, line in enumerate(lines, start=1):
        cells = line.split("\t")
        if not line.strip() or cells[0].startswith("#") or cells[0] == COLUMNS[0]:
            continue
        names = [name for name in cells[:2] if name]
        if len(cells) > len(COLUMNS) or not all(name.startswith(_THINGS) for name in names) or not cells[0]:
            raise _invalid(path, number)
        yield Retired(*cells)


def _invalid(path: Path, line: int) -> InputError:
    return InputError(
        "REGISTER_INVALID",
        "This is no register of withdrawn identifiers.",
        hint="A row is: id/body/old, a tab, id/body/new or nothing, a tab, a sentence that says why.",
        where=f"{path}:{line}" if line else str(path),
    )


def written(register: Register) -> bytes:
    r"""Return a register as the bytes of its file, sorted.

    >>> written({"id/body/b": Retired("id/body/b", "id/body/c", "Renamed.")})
    b'id\tsuccessor\treason\nid/body/b\tid/body/c\tRenamed.\n'
    """
    rows = [COLUMNS, *((row.id, row.successor, row.reason) for row in sorted(register.values()))]
    return "".join("\t".join(row) + "\n" for row in rows).encode()


def save(register: Register, path: Path) -> None:
    """Write a register to its file in one step."""
    fresh = path.with_name(f".{path.name}-new")
    with fresh.open("wb") as file:
        file.write(written(register))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def digest(register: Register) -> str:
    """Return the SHA-256 (hex) of a register: an input of the release that holds it."""
    return hashlib.sha256(written(register)).hexdigest()


def described(quads: Iterable[Quad], base: str) -> set[str]:
    """Return the local names of the things that some statements describe, in whatever graph.

    >>> described([Quad("<a:/id/body/b>", "<a:p>", '"x"'), Quad("<a:/run/1>", "<a:p>", '"x"')], "a:/")
    {'id/body/b'}
    """
    start, cut = f"<{base}{_THINGS}", len(base) + 1
    return {quad.s[cut:-1] for quad in quads if quad.s.startswith(start)}


@dataclass(frozen=True, slots=True)
class Before:
    """What a release before answers for.

    :param version: of that release, empty where there is none
    :param names: local names of the things that it describes or has withdrawn
    """

    version: str = ""
    names: frozenset[str] = frozenset()


def before(release: Path) -> Before:
    """Return what a release answers for; nothing where there is none.

    :raises InputError: ``RELEASE_DAMAGED`` when it cannot be read
    """
    try:
        manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        return Before()
    except (OSError, ValueError):
        raise _damaged(release) from None
    try:
        names = set(_subjects(release / "igr.nq.gz", str(manifest["base"])))
        return Before(str(manifest["version"]), frozenset(names | read(release / NAME).keys()))
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error):
        raise _damaged(release) from None


def _subjects(dump: Path, base: str) -> Iterator[str]:
    """Yield the local names of the things that a dump describes, but for the catalogue's, which are added."""
    start, cut = f"<{base}{_THINGS}".encode(), len(base.encode()) + 1
    catalogue = f" <{base}{GRAPH}> .\n".encode()
    last = b""
    with gzip.open(dump) as file:
        for line in file:
            subject = line.partition(b"> ")[0]
            if subject != last and subject.startswith(start) and not line.endswith(catalogue):
                yield subject[cut:].decode()
                last = subject


def _damaged(release: Path) -> InputError:
    return InputError(
        "RELEASE_DAMAGED",
        "The release before cannot be read, so nobody can tell which identifiers would be lost.",
        hint="Look at it with 'igr-kg verify', or build into a fresh folder with --out.",
        where=str(release),
    )


def heads(names: Iterable[str]) -> dict[str, int]:
    """Return identifiers for a list: those below another one are only counted there.

    >>> heads(["id/document/a", "id/document/a-1", "id/document/a/par/1", "id/document/a/par/2"])
    {'id/document/a': 2, 'id/document/a-1': 0}
    """
    found: dict[str, int] = {}
    last = ""
    for name in sorted(names, key=lambda name: name.split("/")):
        if last and name.startswith(f"{last}/"):
            found[last] += 1
        else:
            found[last := name] = 0
    return found
