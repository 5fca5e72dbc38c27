"""The order of the whole way: sources, readings, graph, checks, release.

The only package that knows it. Everything below is a function of its arguments; here files are found,
progress is told, and a release is allowed or stopped.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from igr_kg.pipeline.building import Built, build, graph_of, texts_of
    from igr_kg.pipeline.checking import Checks, Trials
    from igr_kg.pipeline.releases import release_folder, report_name, reports_turtle, verify
    from igr_kg.pipeline.sources import SourceFile, find_sources, read_bytes, read_sources
    from igr_kg.pipeline.submissions import validate_submission
    from igr_kg.store.opening import open_remote, open_store
    from igr_kg.store.remote_load import load

_HOMES = {
    "Built": "igr_kg.pipeline.building",
    "Checks": "igr_kg.pipeline.checking",
    "SourceFile": "igr_kg.pipeline.sources",
    "Trials": "igr_kg.pipeline.checking",
    "build": "igr_kg.pipeline.building",
    "find_sources": "igr_kg.pipeline.sources",
    "graph_of": "igr_kg.pipeline.building",
    "load": "igr_kg.store.remote_load",
    "open_remote": "igr_kg.store.opening",
    "open_store": "igr_kg.store.opening",
    "read_bytes": "igr_kg.pipeline.sources",
    "read_sources": "igr_kg.pipeline.sources",
    "release_folder": "igr_kg.pipeline.releases",
    "report_name": "igr_kg.pipeline.releases",
    "reports_turtle": "igr_kg.pipeline.releases",
    "texts_of": "igr_kg.pipeline.building",
    "validate_submission": "igr_kg.pipeline.submissions",
    "verify": "igr_kg.pipeline.releases",
}
"""Where each name stands: its module is imported when the name is first asked for, so that reading a text
needs nothing of graphs and stores."""

__all__ = [
    "Built",
    "Checks",
    "SourceFile",
    "Trials",
    "build",
    "find_sources",
    "graph_of",
    "load",
    "open_remote",
    "open_store",
    "read_bytes",
    "read_sources",
    "release_folder",
    "report_name",
    "reports_turtle",
    "texts_of",
    "validate_submission",
    "verify",
]


def __getattr__(name: str) -> Any:
    """Return one of the names, from the module that it stands in."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(importlib.import_module(_HOMES[name]), name)
    return value
