"""Options and helpers that several commands share."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from igr_kg.errors import InputError

if TYPE_CHECKING:
    from igr_kg.config import Settings

language_option = click.option(
    "--language",
    metavar="TAG",
    help="BCP 47 tag of the document's language; found from the text when not given.",
)


def settings_of(context: click.Context, **options: Any) -> Settings:
    """Return the settings of this call: table, file of ``--config``, environment, options."""
    from igr_kg import config

    file = (context.obj or {}).get("config")
    return config.load(options, file=Path(file) if file else None)


class _Seconds(click.ParamType[float]):
    """A number of seconds, finite and more than none."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number, or fail as click does."""
        try:
            seconds = float(value)
        except ValueError:
            seconds = math.nan
        if not (math.isfinite(seconds) and seconds > 0):
            self.fail(f"{value!r} is no number of seconds above 0.", param, ctx)
        return seconds


SECONDS = _Seconds()

STDIN = "-"
"""The name that stands for the standard input."""


def name_of(file: str) -> str:
    """Return the name of a file without its folders, for messages and reports."""
    return "stdin" if file == STDIN else Path(file).name


def bytes_of(file: str) -> bytes:
    """Return the bytes of a file, or of the standard input for ``-``.

    :raises InputError: ``FILE_UNREADABLE`` when it cannot be read
    """
    try:
        return sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()
    except OSError as error:
        raise InputError(
            "FILE_UNREADABLE",
            f"The file cannot be read: {(error.strerror or 'unknown reason').lower()}.",
            hint="Give the path of a file that exists and may be read.",
            where=file,
        ) from None


def files_below(paths: Sequence[str], ending: str = "") -> list[str]:
    """Return the files named, and for a folder those in it, sorted.

    :param ending: of the names of files to take from folders
    :raises InputError: ``NO_FILE`` when the folders hold none
    """
    found: list[str] = []
    for path in paths:
        inside = sorted(Path(path).rglob(f"*{ending}")) if path != STDIN and Path(path).is_dir() else None
        if inside is None:
            found.append(path)
        else:
            found += [str(p) for p in inside if p.is_file() and not p.name.startswith(".")]
    if not found:
        raise InputError(
            "NO_FILE",
            f"The folder holds no file{f' *{ending}' if ending else ''}.",
            hint="Name a file, or a folder that holds some.",
            where=", ".join(paths),
        )
    return found
