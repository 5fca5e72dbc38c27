"""``igr-kg extract``: what is read from documents, as annotation or as a graph."""

from __future__ import annotations

import json
import sys

import click

from igr_kg.commands.options import bytes_of, files_below, language_option, name_of, settings_of

GRAPH_FORMATS = ("trig", "turtle", "nquads", "jsonld")


@click.command("extract")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...")
@click.option(
    "--format", "form", type=click.Choice(["json", *GRAPH_FORMATS]), default="json", show_default=True
)
@language_option
@click.pass_context
def command(context: click.Context, files: tuple[str, ...], form: str, language: str | None) -> None:
    """Show what is read from FILE...: mentions, acts and facts with their places.

    json is the annotation format igr-annotation/1, one document a line when there are several files;
    the others are the graph of facts, evidence and text (turtle: the facts alone). - reads from stdin.
    """
    from igr_kg import pipeline

    settings = settings_of(context)
    names = files_below(files)
    readings = (pipeline.read_bytes(bytes_of(name), name_of(name), language=language) for name in names)
    if form == "json":
        from igr_kg.extract.annotation import to_annotation

        for reading in readings:
            click.echo(
                json.dumps(to_annotation(reading), ensure_ascii=False, indent=None if len(names) > 1 else 1)
            )
        return
    data = pipeline.graph_of(list(readings), form, settings)
    sys.stdout.buffer.write(data)
