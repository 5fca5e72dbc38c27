"""The application factory."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Flask
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined

from igr_kg import assets
from igr_kg.config import Settings
from igr_kg.store.port import Store
from igr_kg.web import (
    catalogue,
    compare,
    coverage_page,
    dumps,
    editor,
    graph_store,
    i18n,
    limits,
    linked_data,
    machine,
    pages,
    problems,
    queries,
    query_examples,
    read,
    reconcile,
    releases,
    responses,
    search_page,
    sparql,
    validate,
    versions,
    vocabularies,
)
from igr_kg.web.direct import Direct
from igr_kg.web.state import EXTENSION, Site

BLUEPRINTS: tuple[Blueprint, ...] = (
    pages.blueprint,
    search_page.blueprint,
    linked_data.blueprint,
    vocabularies.blueprint,
    versions.blueprint,
    catalogue.blueprint,
    coverage_page.blueprint,
    sparql.blueprint,
    graph_store.blueprint,
    editor.blueprint,
    compare.blueprint,
    queries.blueprint,
    query_examples.blueprint,
    dumps.blueprint,
    read.blueprint,
    reconcile.blueprint,
    validate.blueprint,
    machine.blueprint,
)


def create_app(settings: Settings, store: Store, release: Path | None = None) -> Flask:
    """Return the application over an open store.

    :param settings: the settings of this run
    :param store: answers the queries; the caller closes it
    :param release: folder of the release whose files are offered as dumps, or None

    The application can be mounted under a sub-path (``SCRIPT_NAME``); every link follows.
    """
    site_folder = assets.folder("site")
    app = Flask("igr_kg", static_folder=str(site_folder / "static"), template_folder=None)
    folders = [site_folder / "templates"]
    if settings.site_dir:
        folders.insert(0, Path(settings.site_dir) / "templates")
    app.jinja_options = {
        "loader": ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    app.url_map.strict_slashes = False
    app.extensions[EXTENSION] = Site(settings, store, release, i18n.load(site_folder / "i18n"))
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    limits.install(app)
    responses.install(app, settings.cache_seconds)
    releases.install(app)
    problems.install(app)
    app.wsgi_app = Direct(app, app.wsgi_app)  # type: ignore[method-assign]
    return app
