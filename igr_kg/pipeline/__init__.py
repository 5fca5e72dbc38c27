"""The order of the whole way: sources, readings, graph, checks, release.

The only package that knows it. Everything below is a function of its arguments; here files are found,
progress is told, and a release is allowed or stopped.
"""

from igr_kg.pipeline.building import Built, build, graph_of, texts_of
from igr_kg.pipeline.checking import Checks, Trials
from igr_kg.pipeline.releases import release_folder, report_name, reports_turtle, verify
from igr_kg.pipeline.sources import SourceFile, find_sources, read_bytes, read_sources
from igr_kg.pipeline.submissions import validate_submission
from igr_kg.store.opening import open_store

__all__ = [
    "Built",
    "Checks",
    "SourceFile",
    "Trials",
    "build",
    "find_sources",
    "graph_of",
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
