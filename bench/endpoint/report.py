"""What was measured, as a table and as the ratios that are wanted."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bench.endpoint.load import Found
from bench.endpoint.questions import LOOK_UPS

LONG = 5.0
"""Milliseconds in the engine from which a question counts as long."""

Key = tuple[str, str, bool]
"""Server, question, whether it was the same query each time."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A ratio that is wanted of ours: over a peer's, for some questions.

    :param same: repeated queries, or never-seen ones
    """

    words: str
    peer: str
    least: float
    same: bool
    questions: Sequence[str]


def middle(measured: Iterable[Found]) -> Found:
    """Return the medians of rounds."""
    rounds = list(measured)
    return Found(
        statistics.median(found.rate for found in rounds),
        statistics.median(found.p50 for found in rounds),
        statistics.median(found.p99 for found in rounds),
        sum(found.refused for found in rounds),
        sum(found.failed for found in rounds),
        statistics.median(found.cost for found in rounds),
    )


def wanted(engine: Mapping[str, float]) -> list[Wanted]:
    """Return the ratios that are wanted.

    :param engine: milliseconds in the engine by question
    """
    long = [name for name, took in engine.items() if took > LONG]
    short = [name for name in LOOK_UPS if name not in long]
    return [
        Wanted("never-seen look-ups", "oxigraph", 0.3, False, short),
        Wanted("repeated queries", "oxigraph", 1.0, True, list(engine)),
        Wanted(f"over {LONG:g} ms in the engine", "oxigraph", 0.9, False, long),
        Wanted("never-seen queries (rdflib holds fewer)", "rdflib-endpoint", 20.0, False, list(engine)),
        Wanted("never-seen look-ups", "virtuoso", 1.0, False, short),
    ]


def table(found: Mapping[Key, Found], servers: Sequence[str], engine: Mapping[str, float]) -> str:
    """Return what was measured of each server, a line per question and mode.

    Requests per second; median and 99th percentile of the latency; ``cpu``: milliseconds of the processor
    that the server took for an answer, which says most where the machine does other work meanwhile.
    """
    head = f"{'':16}{'engine':>8}" + "".join(f"{name:>32}" for name in servers)
    units = f"{'':16}{'ms':>8}" + "".join(f"{'/s':>10}{'p50 ms':>8}{'p99 ms':>8}{'cpu':>6}" for _ in servers)
    lines = [head, units]
    for name, took in engine.items():
        for same in (False, True):
            row = f"{name} {'repeated' if same else 'never seen':11}{took:8.2f}"
            for server in servers:
                one = found.get((server, name, same))
                if one is None:
                    row += f"{'-':>32}"
                    continue
                row += f"{one.rate:10.0f}{one.p50:8.2f}{one.p99:8.1f}{one.cost:6.2f}"
            lines.append(row)
    return "\n".join(lines)


def refusals(found: Mapping[Key, Found]) -> list[str]:
    """Return what was not answered with 200, or not at all."""
    return [
        f"{server} {name} {'repeated' if same else 'never seen'}: {one.refused} refused, {one.failed} failed"
        for (server, name, same), one in found.items()
        if one.refused or one.failed
    ]


def ratios(found: Mapping[Key, Found], ours: Sequence[str], engine: Mapping[str, float]) -> str:
    """Return each ratio that is wanted, for each of our servers, with what falls short."""
    lines = []
    for want in wanted(engine):
        for server in ours:
            both = {
                name: [found.get((who, name, want.same)) for who in (server, want.peer)]
                for name in want.questions
            }
            values = {
                name: one.rate / other.rate
                for name, (one, other) in both.items()
                if one is not None and other is not None and other.rate  # else it answered nothing in time
            }
            if not values:
                continue
            short = [f"{name} {value:.2f}" for name, value in values.items() if value < want.least]
            told = f"short: {', '.join(short)}" if short else "all reach it"
            lines.append(
                f"{server:10} {want.words}, of {want.peer}: wanted {want.least:g}, "
                f"median {statistics.median(values.values()):.2f}, least {min(values.values()):.2f}; {told}"
            )
    return "\n".join(lines)
