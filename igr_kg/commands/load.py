"""``igr-kg load``: fill a SPARQL server from a release."""

from __future__ import annotations

import os
from pathlib import Path

import click

from igr_kg.commands.options import settings_of


@click.command("load")
@click.argument("release", required=False, type=click.Path())
@click.option("--store", metavar="URL", help="Query endpoint of the server; default: the setting store_url.")
@click.option(
    "--graph-store",
    metavar="URL",
    help="Address of the Graph Store HTTP Protocol; found for Oxigraph and Virtuoso.",
)
@click.option("--user", default="", help="User that may write (Basic or Digest authentication).")
@click.option(
    "--password-env", metavar="NAME", help="Environment variable that holds the password of this user."
)
@click.option(
    "--view",
    type=click.Choice(("default", "named")),
    help="Where the default view goes: the default graph, or graph/default; found out when not given.",
)
@click.pass_context
def command(
    context: click.Context,
    release: str | None,
    store: str | None,
    graph_store: str | None,
    user: str,
    password_env: str | None,
    view: str | None,
) -> None:
    """Fill a SPARQL server with RELEASE (default: the newest one), graph by graph.

    What the server already has of this release is replaced, graphs of a former release are removed, and
    the counts are compared at the end. A second call finds everything there.
    """
    from igr_kg import pipeline
    from igr_kg.errors import UsageError

    settings = settings_of(context, store_url=store)
    if not settings.store_url:
        raise UsageError("NO_STORE", "No server is named.", hint="Name its query endpoint with --store.")
    if password_env and password_env not in os.environ:
        raise UsageError(
            "NO_PASSWORD", f"There is no environment variable {password_env}.", hint="Set it to the password."
        )
    folder = pipeline.release_folder(settings, Path(release) if release else None)
    password = os.environ[password_env] if password_env else ""

    def tell(line: str) -> None:
        click.echo(line, err=True)

    done = pipeline.load(
        folder,
        settings,
        graph_store=graph_store or "",
        user=user,
        password=password,
        view=view or "",
        tell=tell,
    )
    place = "graph/default" if done.view else "the default graph"
    if not done.fresh:
        click.echo(f"The server holds release {done.version} already; its view is in {place}.")
        return
    click.echo(
        f"Loaded release {done.version}: {done.triples:,} triples in {done.graphs} graphs, "
        f"its view in {place}; "
        f"{done.removed} graphs of a former release removed."
    )
