"""``igr-kg verify``: whether a release is what it says."""

from __future__ import annotations

from pathlib import Path

import click

from igr_kg.commands.options import settings_of


@click.command("verify")
@click.argument("release", type=click.Path())
@click.option(
    "--source", "sources", multiple=True, type=click.Path(), help="Where the sources lie, if not shipped."
)
@click.pass_context
def command(context: click.Context, release: str, sources: tuple[str, ...]) -> int:
    """Check RELEASE: checksums, canonical hash, store, and that the sources give the same statements."""
    from igr_kg import pipeline

    settings = settings_of(context)
    findings = pipeline.verify(Path(release), settings=settings, sources=[Path(s) for s in sources])
    for finding in findings:
        click.echo(finding)
    if findings:
        return 1
    click.echo("The release is whole: checksums, canonical hash, store and re-derivation agree.")
    return 0
