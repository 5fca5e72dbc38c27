"""``igr-kg serve``: the site and the SPARQL endpoint."""

from __future__ import annotations

from pathlib import Path

import click

from igr_kg.commands.options import settings_of


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Web processes.")
@click.option("--release", type=click.Path(), help="Folder of the release; default: the newest one.")
@click.option(
    "--store",
    metavar="URL",
    help="Query endpoint of a SPARQL server that holds the release; --release then only offers the dumps.",
)
@click.pass_context
def command(
    context: click.Context, host: str, port: int, workers: int, release: str | None, store: str | None
) -> None:
    """Serve a release; where there is none, build one from the shipped documents first.

    With --store (or the setting store_url) nothing is kept here: any number of copies may run over one
    server. Fill it with igr-kg load.
    """
    from igr_kg import pipeline
    from igr_kg.errors import InputError, UsageError
    from igr_kg.web.server import check_address, serve

    settings = settings_of(context, store_url=store)
    check_address(host, port)

    def tell(line: str) -> None:
        click.echo(line, err=True)

    if settings.store_url:
        beside = pipeline.release_folder(settings, Path(release)) if release else None
        # One that does not answer is told here, once; each web process finds out for itself.
        with pipeline.open_remote(settings.with_(query_processes=1)) as opened:
            version = opened.version or "without a version"
        if beside is not None and beside.resolve().name != opened.version:
            raise UsageError(
                "OTHER_RELEASE",
                f"The server holds release {version}, the folder {beside.resolve().name}.",
                hint="Name the folder of the same release, or fill the server with igr-kg load.",
            )
        tell(f"Serving release {version} at http://{host}:{port}/ (stop with Ctrl-C)")
        serve(settings, beside, host=host, port=port, workers=workers)
        return
    try:
        folder = pipeline.release_folder(settings, Path(release) if release else None)
    except InputError:
        if release:
            raise
        tell("There is no release yet: building one from the shipped documents.")
        folder = pipeline.build((), settings=settings, tell=tell).folder
    # A store that cannot be opened is told here, once; each web process opens its own.
    pipeline.open_store(folder, settings.with_(query_processes=1)).close()
    tell(f"Serving release {folder.name} at http://{host}:{port}/ (stop with Ctrl-C)")
    serve(settings, folder, host=host, port=port, workers=workers)
