"""``igr-kg validate``: a submission against the shapes."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from igr_kg.commands.options import STDIN, bytes_of, name_of, settings_of
from igr_kg.errors import InputError

if TYPE_CHECKING:
    from igr_kg.check.forms import Checked
    from igr_kg.config import Settings

FORMATS = ("text", "json", "turtle", "html", "sarif")
_SYNTAXES = {"xml": "rdf", "nq": "nq", "trig": "trig", "json": "jsonld"}
"""What the content of the standard input is recognised as -> the ending of such a file."""


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

    The status is 1 when a file does not conform. json gives one report a line when there are several
    files. - reads from stdin.
    """
    from igr_kg.check import report

    if language.partition("-")[0] not in report.languages():
        known = ", ".join(report.languages())
        click.echo(
            f"There are no sentences in {language} (there are: {known}); they are in English.", err=True
        )
        language = "en"
    settings = settings_of(context)
    folder = _folder(settings, release, alone)
    if form == "text":
        conform = True
        for file in files:
            found = _checked(file, settings, folder)
            conform = conform and found.report.conforms
            head = f"{found.file}\n" if len(files) > 1 else ""
            click.echo(head + found.report.to_text(language))
        return 0 if conform else 1
    every = [_checked(file, settings, folder) for file in files]
    _write(every, form, language, settings, folder)
    return 0 if all(found.report.conforms for found in every) else 1


def _folder(settings: Settings, release: str | None, alone: bool) -> Path | None:
    """Return the release to check with, or None, with a notice where none is there."""
    from igr_kg import pipeline

    if alone:
        return None
    try:
        return pipeline.release_folder(settings, Path(release) if release else None)
    except InputError:
        if release:
            raise
        click.echo("There is no release: the files are checked alone.", err=True)
        return None


def _checked(file: str, settings: Settings, folder: Path | None) -> Checked:
    from igr_kg import pipeline
    from igr_kg.check.forms import Checked
    from igr_kg.text.readers import markup

    data = bytes_of(file)
    name = name_of(file)
    if file == STDIN:
        kind = markup.recognised(data.decode("utf-8-sig", errors="replace"))
        name = f"stdin.{_SYNTAXES.get(kind or '', 'txt')}"
    report = pipeline.validate_submission(data, name=name, media_type=None, settings=settings, release=folder)
    return Checked(name if file == STDIN else file, hashlib.sha256(data).hexdigest(), report)


def _write(every: list[Checked], form: str, language: str, settings: Settings, folder: Path | None) -> None:
    from igr_kg import pipeline
    from igr_kg.check import forms

    if form == "turtle":
        rows = [
            (pipeline.report_name(found.sha256, folder), name_of(found.file), found.report) for found in every
        ]
        sys.stdout.buffer.write(pipeline.reports_turtle(rows, settings))
    elif form == "json":
        click.echo(forms.lines(every), nl=False)
    elif form == "sarif":
        click.echo(forms.sarif(every, language), nl=False)
    else:
        click.echo(forms.page(every, language), nl=False)
