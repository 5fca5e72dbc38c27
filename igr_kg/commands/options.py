"""Options and helpers that several commands share."""

from __future__ import annotations

from collections.abc import Iterator
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


def bytes_of(file: str) -> bytes:
    """Return the bytes of a file.

    :raises InputError: ``FILE_UNREADABLE`` when it cannot be read
    """
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise InputError(
            "FILE_UNREADABLE",
            f"The file cannot be read: {(error.strerror or 'unknown reason').lower()}.",
            hint="Give the path of a file that exists and may be read.",
            where=file,
        ) from None


def files_below(paths: tuple[str, ...]) -> Iterator[str]:
    """Yield the files named, and for a folder those in it, sorted."""
    for path in paths:
        if Path(path).is_dir():
            yield from (
                str(p) for p in sorted(Path(path).rglob("*")) if p.is_file() and not p.name.startswith(".")
            )
        else:
            yield path
