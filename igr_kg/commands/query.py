"""``igr-kg query``: SPARQL on a release without a server."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from igr_kg.commands.options import bytes_of, settings_of
from igr_kg.errors import UsageError

FORMATS = ("table", "json", "csv", "tsv", "xml", "turtle", "ntriples", "rdfxml", "jsonld")


@click.command("query")
@click.argument("query", required=False)
@click.option("-f", "--file", "file", type=click.Path(), help="A file that holds the query.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--release", type=click.Path(), help="Folder of the release; default: the newest one.")
@click.option("--timeout", type=float, metavar="SECONDS", help="Wall time that the query may take.")
@click.pass_context
def command(
    context: click.Context,
    query: str | None,
    file: str | None,
    form: str,
    release: str | None,
    timeout: float | None,
) -> None:
    """Run QUERY, or that of --file, on a release.

    A table is shown for SELECT and ASK, Turtle for CONSTRUCT and DESCRIBE, when no format is asked for.
    """
    from igr_kg import pipeline
    from igr_kg.commands import tables

    if (query is None) == (file is None):
        raise UsageError("NO_QUERY", "Give a query or a file of one.", hint="igr-kg query 'ASK { ?s ?p ?o }'")
    text = query if query is not None else _decoded(file or "")
    settings = settings_of(context, query_timeout=timeout, query_processes=1)
    folder = pipeline.release_folder(settings, Path(release) if release else None)
    with pipeline.open_store(folder, settings) as store:
        answer = store.query(text, media_type=tables.media_type(text, form))
        data = answer.read()
    if form == "table" and answer.media_type.endswith("results+json"):
        click.echo(tables.render(data))
    else:
        sys.stdout.buffer.write(data)


def _decoded(file: str) -> str:
    try:
        return bytes_of(file).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(
            "QUERY_MALFORMED",
            f"The query is no UTF-8 at byte {error.start}.",
            hint="Save the file as UTF-8.",
            where=file,
        ) from None
