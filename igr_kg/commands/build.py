"""``igr-kg build``: from documents to a checked release."""

from __future__ import annotations

from pathlib import Path

import click

from igr_kg.commands.options import settings_of


@click.command("build")
@click.argument("sources", nargs=-1, type=click.Path(), metavar="[SOURCE...]")
@click.option("--out", type=click.Path(file_okay=False), help="Folder for releases.  [default: ./build]")
@click.option(
    "--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read."
)
@click.option("--reason", is_flag=True, help="Stop the release when HermiT finds it inconsistent.")
@click.option(
    "--retire", is_flag=True, help="Withdraw what the release before described and this one does not."
)
@click.option(
    "--version", metavar="TEXT", help="Version of the release; default: from the hash of the inputs."
)
@click.pass_context
def command(
    context: click.Context,
    sources: tuple[str, ...],
    out: str | None,
    workers: int,
    reason: bool,
    retire: bool,
    version: str | None,
) -> None:
    """Build a release from SOURCE... (files or folders; default: the documents that ship).

    The release appears under OUT/releases when it conforms to the shapes, whole or not at all;
    OUT/current then points at it, OUT/logs holds what was told. A release that would lose identifiers of
    the one before is not made; with --retire they get rows in OUT/retired.tsv, where a successor can be
    named for each.
    """
    from igr_kg import pipeline

    settings = settings_of(context, build_dir=out, version=version)
    built = pipeline.build(
        [Path(s) for s in sources],
        settings=settings,
        workers=workers,
        reason=reason,
        retire=retire,
        tell=lambda line: click.echo(line, err=True),
    )
    click.echo(built.folder)
