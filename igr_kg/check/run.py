"""What is checked, in which parts: every language version by itself, then what they share.

pySHACL's time grows faster than its graph; version by version it stays in proportion to the data.
What only the whole can show (two documents that give one session different numbers) is looked for
among the things that several graphs describe.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from igr_kg import ids
from igr_kg.check import classes, dataset, disagreements, shacl
from igr_kg.check.parts import AUTHORITY, CATALOGUE, CURATED, LINKS, SUBMISSION, Dataset
from igr_kg.check.report import Report, Result
from igr_kg.graph.precision import without_coarser_dates
from igr_kg.graph.quads import Quad, expand, value
from igr_kg.model import Span

_PART = 4000
_NOT_MONOTONE = frozenset(
    f"http://www.w3.org/ns/shacl#{name}ConstraintComponent" for name in ("MaxCount", "UniqueLang", "SPARQL")
)


def check(
    quads: Iterable[Quad],
    *,
    base: str = ids.DEFAULT_BASE,
    texts: Mapping[str, str],
    furniture: Mapping[str, Sequence[Span]] | None = None,
) -> Report:
    """Return the report on a whole data set.

    :param quads: all statements, with their graphs
    :param base: base of the project's IRIs
    :param texts: IRI of a language version -> its text as read, which all offsets count
    :param furniture: IRI of a language version -> the ranges of running heads and page numbers, which
        quotes leave out; for a version that is not there, whole lines may be missing inside a quote
    """
    data = Dataset.of(quads, base)
    results = [
        *_by_part(data),
        *dataset.checks(data, texts, furniture or {}),
    ]
    results += _across(data, {_identity(result) for result in results})
    return Report.of(_once(results, base), base)


def validate(
    data_quads: Collection[Quad],
    context_quads: Iterable[Quad] = (),
    *,
    base: str = ids.DEFAULT_BASE,
) -> Report:
    """Return the report on some data, a submission say, together with what is published.

    The shapes look at the things that the data describe, and take from the context what it says about
    the same things and the types of what they refer to. Evidence is not asked for.

    :param data_quads: the statements to validate, in any graphs
    :param context_quads: the published statements; nothing is reported about them alone
    :param base: base of the project's IRIs
    """
    described = {quad.s for quad in data_quads}
    context = Dataset.of(context_quads, base)
    known = [quad for quads in context.graphs.values() for quad in quads if quad.s in described]
    merged = without_coarser_dates([*data_quads, *known])
    both = Dataset.of([*data_quads, *(q for quads in context.types.values() for q in quads)], base)
    looked_at = classes.coverage(both, [*data_quads])
    found = [
        *shacl.run(merged, both.context(merged), base=base, home=_home(merged)),
        *dataset.term_checks(both, data_quads),
        *dataset.class_checks(both, sorted(described), {*data_quads}),
        *dataset.nothing_checked(both, looked_at, data_quads),
    ]
    return replace(Report.of(_once(found, base), base), coverage=looked_at)


def _once(results: Sequence[Result], base: str) -> Iterator[Result]:
    """Yield the results but for an ill-typed value of which a shape says more."""
    ill = expand("igrsh:LiteralWellTyped", base)
    said = {(r.focus, r.path, r.value) for r in results if r.shape != ill}
    return (r for r in results if r.shape != ill or (r.focus, r.path, r.value) not in said)


def _by_part(data: Dataset) -> Iterator[Result]:
    for version in data.versions():
        quads = [*version.facts, *version.text, *version.evidence]
        yield from _run(data, quads)
    for prefix in (AUTHORITY, CURATED, LINKS, CATALOGUE, SUBMISSION):
        for _, quads in data.named(prefix):
            for part in _parts(quads):
                yield from _run(data, part)


def _across(data: Dataset, known: Collection[tuple[str, ...]]) -> Iterator[Result]:
    """Yield what is wrong only where several graphs are put together.

    Texts may contradict one another: what each says is kept with its evidence, and the contradiction is
    told. A submission that contradicts what is published, or itself, is wrong.
    """
    shared = data.shared()
    for part in _parts(without_coarser_dates(shared)):
        for result in _run(data, part):
            if result.component in _NOT_MONOTONE and _identity(result) not in known:
                yield disagreements.of_texts(data, result, part) or result


def _run(data: Dataset, quads: Sequence[Quad]) -> Iterator[Result]:
    beside = data.elsewhere(quads)
    context = [*beside, *data.context([*quads, *beside])]
    return shacl.run(quads, context, base=data.base, home=_home(quads))


def _identity(result: Result) -> tuple[str, ...]:
    return (result.shape, result.focus, result.path, result.value, result.component)


def _parts(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    """Yield the statements in parts of some thousands, all about one subject in one part."""
    part: list[Quad] = []
    subject = ""
    for quad in sorted(quads):
        if len(part) >= _PART and quad.s != subject:
            yield part
            part = []
        part.append(quad)
        subject = quad.s
    if part:
        yield part


def _home(quads: Iterable[Quad]) -> shacl.Home:
    """Return a function that finds the graph of a thing's property, or else of the thing."""
    graphs: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for quad in quads:
        graphs[quad.s, value(quad.p)].add(value(quad.g) if quad.g else "")
        graphs[quad.s, ""].add(value(quad.g) if quad.g else "")

    def home(subject: str, path: str) -> str:
        found = graphs.get((subject, path)) or graphs.get((subject, "")) or {""}
        return min(found)

    return home
