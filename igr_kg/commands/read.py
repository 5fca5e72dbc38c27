"""``igr-kg read``: the text as read, or the structure found in it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from igr_kg.commands.options import bytes_of, language_option, name_of


@click.command("read")
@click.argument("file", type=click.Path())
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@language_option
def command(file: str, form: str, language: str | None) -> None:
    """Show the text of FILE as it is read, or its structure with offsets.

    The text is exactly what all offsets count: code points, line ends untouched. - reads from stdin.
    """
    from igr_kg.text import read, structure

    raw = read(bytes_of(file), name_of(file))
    if form == "text":
        sys.stdout.buffer.write(raw.text.encode("utf-8"))
        return
    document = structure(raw, language=language)
    click.echo(
        json.dumps(
            {
                "file": document.name,
                "sha256": document.source_sha256,
                "language": document.language,
                "doctype": document.doctype,
                "symbol": document.symbol,
                "chars": len(document.text),
                "blocks": [asdict(block) for block in document.blocks],
            },
            ensure_ascii=False,
            indent=1,
        )
    )
