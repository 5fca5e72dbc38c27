"""What changed between two versions of the specification, and whether the number of the newer one fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from igr_kg import assets, ids
from igr_kg.graph.quads import Quad, named
from igr_kg.graph.specification import contexts, shapes, terms, versions
from igr_kg.graph.specification.change import Change, Level, Version, least_next
from igr_kg.graph.specification.statements import Statements, iri
from igr_kg.graph.specification.versions import Specification

_BESIDE = frozenset(
    map(
        iri,
        [
            "owl:versionIRI",
            "owl:versionInfo",
            "owl:priorVersion",
            "owl:backwardCompatibleWith",
            "owl:incompatibleWith",
            "dcterms:issued",
            "dcterms:modified",
            "adms:versionNotes",
        ],
    )
)
"""What a header says of its version, which changes with every one."""
_TOLD_TOGETHER = frozenset(
    {"above-got", "above-lost", "concept-added", "concept-added-below", "scheme-got", "scheme-lost"}
    | {f"{name}-{how}" for name in terms.CHARACTERS for how in ("added", "removed")}
)


@dataclass(frozen=True)
class Difference:
    """What changed from one version to the next.

    :param changes: the gravest first
    """

    old: Specification
    new: Specification
    changes: tuple[Change, ...]

    @property
    def least(self) -> Version:
        """The least number that the newer version may have."""
        return least_next(self.old.version, self.changes)

    @property
    def compatible(self) -> bool:
        """Whether what was right for the older version is right for the newer one."""
        return all(change.level < Level.MAJOR for change in self.changes)


def compare(old: Specification, new: Specification) -> Difference:
    """Return what changed from one version to another, on the same base."""
    old_terms, new_terms = Statements(old.ontology, old.base), Statements(new.ontology, new.base)
    old_shapes, new_shapes = Statements(old.shapes, old.base), Statements(new.shapes, new.base)
    found = [
        *terms.changes(old_terms, new_terms),
        *shapes.changes(old_terms, new_terms, old_shapes, new_shapes),
        *contexts.changes(old.context["@context"], new.context["@context"]),
        *_headers(old, new),
    ]
    parts = (terms.PART, shapes.PART, contexts.PART)
    ordered = sorted(_together(found), key=lambda c: (-c.level, parts.index(c.part)))
    return Difference(old, new, tuple(ordered))


def _together(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes with those of several terms as one where nothing but the term differs."""
    groups: dict[object, list[Change]] = {}
    for number, change in enumerate(changes):
        alike = (change.level, change.kind, change.values) if change.kind in _TOLD_TOGETHER else number
        groups.setdefault(alike, []).append(change)
    for group in groups.values():
        yield replace(group[0], about=tuple(term for change in group for term in change.about))


def _headers(old: Specification, new: Specification) -> list[Change]:
    def said(rows: tuple[Quad, ...], name: str) -> set[tuple[str, str]]:
        return {(q.p, q.o) for q in rows if q.s == named(name, old.base) and q.p not in _BESIDE}

    return [
        Change(Level.PATCH, part, "header-changed", (named(name, old.base),))
        for part, name, a, b in (
            (terms.PART, "ontology", old.ontology, new.ontology),
            (shapes.PART, "shapes", old.shapes, new.shapes),
        )
        if said(a, name) != said(b, name)
    ]


def history(base: str = ids.DEFAULT_BASE) -> tuple[Difference, ...]:
    """Return what changed between each version and the next, up to the current one, newest first."""
    return _history(assets.folder("ontology"), base)


@cache
def _history(_: Path, base: str) -> tuple[Difference, ...]:
    every = [versions.read(version, base) for version in versions.kept()]
    current = versions.now(base)
    if not every or current.version != every[-1].version:
        every.append(current)
    pairs = pairwise(every)
    return tuple(compare(old, new) for old, new in pairs)[::-1]


def unfit(current: Specification, kept: tuple[Version, ...]) -> str:
    """Return what is wrong with the number of the specification as it stands; empty where it fits.

    :param kept: the versions that are kept, oldest first
    """
    if not kept:
        return ""
    difference = compare(versions.read(kept[-1], current.base), current)
    if current.version < difference.least:
        worst = ", ".join(sorted({change.kind for change in difference.changes[:5]}))
        return (
            f"Since {kept[-1]} the specification changed so that the next version is at least "
            f"{difference.least} ({worst}); ontology/igr.ttl says {current.version}."
        )
    if current.version != kept[-1] and not difference.changes:
        return f"Nothing changed since {kept[-1]}; ontology/igr.ttl says {current.version}."
    return ""
