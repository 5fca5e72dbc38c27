"""``igr-kg query``: SPARQL on a release without a server."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from igr_kg.commands.options import SECONDS, bytes_of, settings_of
from igr_kg.errors import IgrError, InputError, UsageError

FORMATS = ("table", "json", "csv", "tsv", "xml", "turtle", "ntriples", "rdfxml", "jsonld")
_HINTS = {
    "QUERY_TIMEOUT": "Make the query more selective, set a LIMIT, or give it more time with --timeout.",
    "QUERY_MEMORY": "Make the query more selective, or raise the setting query_memory_mb.",
    "SEARCH_TOO_WIDE": "Look for more words or a longer one, or raise the setting query_max_matches.",
    "RESULT_TOO_LARGE": "Set a LIMIT, or raise the settings query_max_rows and query_max_bytes.",
}
"""What to do about a limit where the limits are one's own."""


@click.command("query")
@click.argument("query", required=False)
@click.option(
    "-f", "--file", "file", type=click.Path(), help="A file that holds the query; - reads it from stdin."
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--release", type=click.Path(), help="Folder of the release; default: the newest one.")
@click.option("--timeout", type=SECONDS, metavar="SECONDS", help="Wall time that the query may take.")
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

    text = _text(query, file)
    settings = settings_of(context, query_timeout=timeout, query_processes=1, query_slow_seconds=0.0)
    folder = pipeline.release_folder(settings, Path(release) if release else None)
    try:
        with pipeline.open_store(folder, settings) as store:
            answer = store.query(text, media_type=tables.media_type(text, form))
            data = answer.read()
    except IgrError as error:
        error.hint = _HINTS.get(error.code, error.hint)
        raise
    if form == "table" and answer.media_type.endswith("results+json"):
        click.echo(tables.render(data))
    else:
        sys.stdout.buffer.write(data)


def _text(query: str | None, file: str | None) -> str:
    """Return the query that is given as such or in a file."""
    example = "igr-kg query 'ASK { ?s ?p ?o }'"
    if query is not None and file is not None:
        raise UsageError("TWO_QUERIES", "A query and a file of one are given.", hint="Leave one of them out.")
    if query is not None:
        return query
    if file is None:
        raise UsageError("NO_QUERY", "There is no query.", hint=f"Give one, or a file with -f: {example}")
    try:
        return bytes_of(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "QUERY_UNREADABLE",
            f"The file is no UTF-8 at byte {error.start}.",
            hint="Name a file of SPARQL; save it as UTF-8.",
            where=file,
        ) from None
