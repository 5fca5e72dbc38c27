"""Texts that contradict one another: two documents, or two language versions of one."""

from __future__ import annotations

from collections.abc import Iterable

from igr_kg.check import dataset
from igr_kg.check.parts import SUBMISSION, Dataset
from igr_kg.check.report import Result
from igr_kg.graph.quads import Quad, value


def of_texts(data: Dataset, result: Result, quads: Iterable[Quad]) -> Result | None:
    """Return what is told of a contradiction between texts, or None where a submission takes part in it.

    :param result: what a shape found where the graphs are put together
    :param quads: the statements that were put together
    """
    about = [quad for quad in quads if quad.s == result.focus]
    said = [quad for quad in about if value(quad.p) == result.path] or about
    graphs = sorted({value(quad.g) for quad in said})
    if not said or any(name.startswith(data.base + SUBMISSION) for name in graphs):
        return None
    shown = "; ".join(f"{_short(value(q.g), data.base)}: {value(q.o)}" for q in sorted(said, key=_place))
    make = dataset.finder(data.base)
    first = min(said, key=_place)
    return make("TextsAgree", first, path=result.path, detail=shown if result.path else "")


def _place(quad: Quad) -> tuple[str, str]:
    return quad.g, quad.o


def _short(graph: str, base: str) -> str:
    return graph.removeprefix(f"{base}graph/").removeprefix("document/")
