"""``igr-kg validate``: a submission against the shapes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from igr_kg.commands.options import bytes_of, settings_of
from igr_kg.errors import InputError

FORMATS = ("text", "json", "turtle")


@click.command("validate")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--language", metavar="TAG", default="en", show_default=True, help="Language of the sentences.")
@click.option("--alone", is_flag=True, help="Do not look at what is published.")
@click.option("--release", type=click.Path(), help="Folder of the release; default: the newest one.")
@click.pass_context
def command(
    context: click.Context, files: tuple[str, ...], form: str, language: str, alone: bool, release: str | None
) -> int:
    """Check FILE... (RDF in any syntax, or documents) together with what is published.

    The status is 1 when a file does not conform.
    """
    from igr_kg import pipeline

    settings = settings_of(context)
    folder = None
    if not alone:
        try:
            folder = pipeline.release_folder(settings, Path(release) if release else None)
        except InputError:
            if release:
                raise
            click.echo("There is no release: the files are checked alone.", err=True)
    status = 0
    for file in files:
        report = pipeline.validate_submission(
            bytes_of(file), name=Path(file).name, media_type=None, settings=settings, release=folder
        )
        status = status if report.conforms else 1
        if form == "json":
            click.echo(report.to_json())
        elif form == "turtle":
            sys.stdout.buffer.write(pipeline.report_turtle(report, settings))
        else:
            head = f"{file}\n" if len(files) > 1 else ""
            click.echo(head + report.to_text(language))
    return status
