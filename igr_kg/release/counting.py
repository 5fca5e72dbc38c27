"""Figures of a data set: for the manifest and for VoID."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from igr_kg.graph.quads import RDF_TYPE, Quad, is_blank, is_literal, term, value
from igr_kg.release.view import kind_of


@dataclass(frozen=True, slots=True)
class Partition:
    """Triples with one predicate, of all subjects or of those of one class."""

    predicate: str
    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class ClassPartition:
    """The instances of one class and the predicates that they have."""

    class_: str
    entities: int
    triples: int
    properties: Sequence[Partition]


@dataclass(frozen=True, slots=True)
class Statistics:
    """What VoID tells of a graph (https://www.w3.org/TR/void/, section 4.5)."""

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: Sequence[ClassPartition]
    properties: Sequence[Partition]


def _partitions(rows: Iterable[Quad]) -> list[Partition]:
    triples: Counter[str] = Counter()
    subjects: defaultdict[str, set[str]] = defaultdict(set)
    objects: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        triples[row.p] += 1
        subjects[row.p].add(row.s)
        objects[row.p].add(row.o)
    return [Partition(p, triples[p], len(subjects[p]), len(objects[p])) for p in sorted(triples)]


def statistics(view: Iterable[Quad], base: str) -> Statistics:
    """Return the statistics of a graph.

    :param view: its triples; one that comes twice counts once
    :param base: base IRI; entities are the subjects under it
    """
    rows = sorted(set(view))
    members: defaultdict[str, set[str]] = defaultdict(set)
    about: defaultdict[str, list[Quad]] = defaultdict(list)
    for row in rows:
        about[row.s].append(row)
        if row.p == RDF_TYPE and not is_blank(row.o):
            members[row.o].add(row.s)
    classes = []
    for class_ in sorted(members):
        of_class = [row for subject in members[class_] for row in about[subject]]
        classes.append(ClassPartition(class_, len(members[class_]), len(of_class), _partitions(of_class)))
    return Statistics(
        triples=len(rows),
        entities=sum(subject.startswith(f"<{base}") for subject in about),
        subjects=len(about),
        objects=len({row.o for row in rows}),
        classes=classes,
        properties=_partitions(rows),
    )


def _short(iri: str, base: str) -> str:
    return value(iri).removeprefix(base)


def counts(quads: Sequence[Quad], view: Statistics, base: str) -> dict[str, Any]:
    """Return the figures of the manifest: by kind of graph, by status of evidence, by class.

    :param quads: the whole data set as the dumps with graphs hold it, the catalogue included, each quad once
    :param view: the statistics of its default view
    """
    per_kind: Counter[str] = Counter()
    graphs: defaultdict[str, set[str]] = defaultdict(set)
    status: Counter[str] = Counter()
    status_term = term("igr:status", base)
    for quad in quads:
        kind = kind_of(quad.g, base) or "other"
        per_kind[kind] += 1
        graphs[kind].add(quad.g)
        if kind == "evidence" and quad.p == status_term and not is_literal(quad.o):
            status[_short(quad.o, f"{base}ontology#")] += 1
    ours = f"{base}ontology#"
    return {
        "quads": len(quads),
        "default_view": view.triples,
        "graphs": {k: {"graphs": len(graphs[k]), "quads": per_kind[k]} for k in sorted(per_kind)},
        "status": dict(sorted(status.items())),
        "kinds": {
            _short(part.class_, ours): part.entities
            for part in view.classes
            if value(part.class_).startswith(ours)
        },
    }
