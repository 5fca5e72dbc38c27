"""The blocks of a language version, from its text graph, in reading order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from igr_kg.graph import quads
from igr_kg.web.data import Data
from igr_kg.web.names import document_name

_BLOCKS = """SELECT ?s ?kind (COALESCE(?lines, ?joined) AS ?text) ?start ?end ?whole WHERE { GRAPH $graph {
  ?s igr:text ?joined ; igr:kindOfBlock ?kind ; igr:start ?start ; igr:end ?end ; igr:partOf ?whole
  OPTIONAL { ?s igr:lines ?lines } } }"""
_LABELS = "SELECT ?s ?label WHERE { GRAPH $graph { ?s igr:label ?label ; igr:text ?text } }"
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Part:
    """A block of a language version as the text graph has it; offsets in code points."""

    iri: str
    path: str
    kind: str
    label: str
    text: str
    start: int
    end: int
    depth: int
    container: str = ""


def parts(data: Data, slug: str, language: str) -> list[Part]:
    """Return the blocks of a version in reading order.

    A heading shares its name with the part that it opens, and the part's extent with it: the smaller
    of two offsets is the heading's.
    """
    graph = f"{data.base}graph/text/{slug}/{language}"
    labels = {row["s"]: quads.value(row["label"]) for row in data.rows(_LABELS, graph=graph)}
    found: dict[str, Part] = {}
    for row in data.rows(_BLOCKS, graph=graph):
        iri = quads.value(row["s"])
        name = document_name(iri.removeprefix(data.base))
        if name is None:
            continue
        start, end = int(quads.value(row["start"])), int(quads.value(row["end"]))
        known = found.get(iri)
        found[iri] = Part(
            iri,
            name.part,
            quads.value(row["kind"]),
            labels.get(row["s"], ""),
            quads.value(row["text"]),
            min(start, known.start) if known else start,
            min(end, known.end) if known else end,
            0,
            quads.value(row["whole"]),
        )
    ordered = sorted(found.values(), key=lambda part: (part.start, -part.end, part.iri))
    return _own_ends([replace(part, depth=_depth(part, found)) for part in ordered])


def _depth(part: Part, found: Mapping[str, Part]) -> int:
    """Return how many blocks a block stands in; what a heading opens is not indented."""
    depth, whole = 0, found.get(part.container)
    while whole is not None and whole.kind != "heading" and depth < _DEEPEST:
        depth, whole = depth + 1, found.get(whole.container)
    return depth


def _own_ends(found: Sequence[Part]) -> list[Part]:
    """Return the blocks, each ending where its first inner block begins: its own text ends there."""
    first: dict[str, int] = {}
    for part in found:
        first.setdefault(part.container, part.start)
    return [
        replace(part, end=max(part.start, min(part.end, first.get(part.iri, part.end)))) for part in found
    ]
