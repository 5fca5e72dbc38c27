"""The specification: ontology, shapes and JSON-LD context under one version number."""

from igr_kg.graph.specification.change import Change, Level, Version, least_next
from igr_kg.graph.specification.comparing import Difference, compare, history, unfit
from igr_kg.graph.specification.versions import Specification, context_of, keep, kept, now, number, read

__all__ = [
    "Change",
    "Difference",
    "Level",
    "Specification",
    "Version",
    "compare",
    "context_of",
    "history",
    "keep",
    "kept",
    "least_next",
    "now",
    "number",
    "read",
    "unfit",
]
