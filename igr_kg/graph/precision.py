"""Dates of different precision that agree: 2009 and 2009-02-20 say the same, one of them less."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from igr_kg.graph.quads import XSD, Quad, datatype, is_literal, value

DATE_TYPES = frozenset(f"{XSD}{name}" for name in ("date", "gYearMonth", "gYear"))


def without_coarser_dates(quads: Iterable[Quad]) -> list[Quad]:
    """Return the statements without dates that a finer date of the same thing and property repeats.

    A date is finer when its lexical form continues the other's at a hyphen (XSD 1.1 Part 2, section 3.3:
    ``2009`` < ``2009-02`` < ``2009-02-20``), whatever graphs the two stand in.

    >>> def q(text, kind):
    ...     return Quad("<a:s>", "<a:p>", f'"{text}"^^<{XSD}{kind}>')
    >>> [value(x.o) for x in without_coarser_dates([q("2009", "gYear"), q("2009-02-20", "date")])]
    ['2009-02-20']
    """
    kept = list(quads)
    dates: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for quad in kept:
        if is_literal(quad.o) and datatype(quad.o) in DATE_TYPES:
            dates[quad.s, quad.p].add(value(quad.o))
    if not any(len(found) > 1 for found in dates.values()):
        return kept
    return [quad for quad in kept if not _is_repeated(quad, dates.get((quad.s, quad.p), set()))]


def _is_repeated(quad: Quad, dates: set[str]) -> bool:
    if len(dates) < 2 or not is_literal(quad.o) or datatype(quad.o) not in DATE_TYPES:
        return False
    return any(other.startswith(f"{value(quad.o)}-") for other in dates)
