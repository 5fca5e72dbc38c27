"""What changed in the shapes, constraint by constraint: what must be so now, and what may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from igr_kg.graph.quads import value
from igr_kg.graph.specification.change import Change, Level
from igr_kg.graph.specification.constraints import LEAST, MOST, Constraint, Constraints, Site, constraints
from igr_kg.graph.specification.statements import Statements, iri

PART = "shapes"
_SUBCLASS, _SCHEME = iri("rdfs:subClassOf"), iri("skos:inScheme")
_SEVERITIES = ("Violation", "Warning", "Info")
_SETS = frozenset({"class", "datatype", "nodeKind", "in", "or"})
_LEAST, _MOST = frozenset(LEAST.values()), frozenset(MOST.values())
_DEMANDING = frozenset({"minCount", "hasValue", "qualifiedMinCount", "equals", "or", "sparql", "not", "xone"})
"""What data without a value can break."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A constraint that became stricter or looser at a site.

    :param stricter: whether what conformed may not do so any more
    """

    site: Site
    severity: str
    component: str
    stricter: bool
    old: tuple[str, ...]
    new: tuple[str, ...]


def changes(
    old_terms: Statements, new_terms: Statements, old_shapes: Statements, new_shapes: Statements
) -> Iterator[Change]:
    """Yield what changed in the shapes from one version to another."""
    old, new = constraints(old_shapes), constraints(new_shapes)
    known = {(site.how, site.target) for site in old.by}
    fresh = {
        (site.how, site.target)
        for site in new.by
        if site.target not in old_terms.terms and site.how != "check" and (site.how, site.target) not in known
    }
    for how, target in sorted(fresh):
        yield Change(Level.MINOR, PART, "shape-added", (target,), (("how", (how,)),))
    gone = old_terms.terms - new_terms.terms
    steps = [
        step
        for site in sorted(set(old.by) | set(new.by))
        if (site.how, site.target) not in fresh and site.target not in gone
        for step in _steps(site, old, new, new_terms)
    ]
    for step, moved in _paired(steps):
        yield _told(step, moved, old, new, _level(step, old, old_terms, new_terms))
    yield from _messages(old, new, fresh)


def _steps(site: Site, old: Constraints, new: Constraints, terms: Statements) -> Iterator[_Step]:
    for severity in _SEVERITIES:
        was = {c for c in old.by.get(site, frozenset()) if c.severity == severity}
        now = {c for c in new.by.get(site, frozenset()) if c.severity == severity}
        for component in sorted({c.component for c in was ^ now}):
            a = [c for c in was if c.component == component]
            b = [c for c in now if c.component == component]
            if component in _LEAST or component in _MOST:
                found = _bound(component, a, b)
            elif component in _SETS:
                found = _allowed(a, b, terms)
            else:
                found = _other(a, b)
            for stricter, before, after in found:
                yield _Step(site, severity, component, stricter, before, after)


def _number(term: str) -> tuple[float, str]:
    """Return a bound as a number, and as it is written where it is none, such as a date."""
    try:
        return float(value(term)), ""
    except ValueError:
        return 0.0, value(term)


def _bound(
    component: str, was: list[Constraint], now: list[Constraint]
) -> Iterator[tuple[bool, tuple[str, ...], tuple[str, ...]]]:
    """Yield how the effective bound moved: of several the strictest counts."""
    least = component in _LEAST
    pick = max if least else min
    none = (0.0, "") if component in ("minCount", "minLength") else None
    before = pick((_number(x) for c in was for x in c.allowed), default=none)
    after = pick((_number(x) for c in now for x in c.allowed), default=none)
    if before == after:
        return
    stricter = before is None if before is None or after is None else (after > before) is least

    def told(bound: tuple[float, str] | None) -> tuple[str, ...]:
        return () if bound is None or bound == none else (bound[1] or f"{bound[0]:g}",)

    yield stricter, told(before), told(after)


def _allowed(
    was: list[Constraint], now: list[Constraint], terms: Statements
) -> Iterator[tuple[bool, tuple[str, ...], tuple[str, ...]]]:
    """Yield what became of what is allowed; a sub-class of what is allowed is allowed too."""

    def within(inner: frozenset[str], outer: frozenset[str]) -> bool:
        return all(terms.above(x, _SUBCLASS) & outer for x in inner)

    a, b = {c.allowed for c in was}, {c.allowed for c in now}
    stricter = sorted((s for s in b if not any(within(x, s) for x in a)), key=sorted)
    looser = sorted((s for s in a if not any(within(x, s) for x in b)), key=sorted)
    if len(stricter) == len(looser) == 1:
        yield True, tuple(sorted(looser[0])), tuple(sorted(stricter[0]))
        return
    for one in stricter:
        before = [x for x in sorted(a - b, key=sorted) if within(one, x)]
        yield True, tuple(sorted(before[0])) if before else (), tuple(sorted(one))
    for one in looser:
        after = [x for x in sorted(b - a, key=sorted) if within(one, x)]
        yield False, tuple(sorted(one)), tuple(sorted(after[0])) if after else ()


def _other(
    was: list[Constraint], now: list[Constraint]
) -> Iterator[tuple[bool, tuple[str, ...], tuple[str, ...]]]:
    """Yield what came and went of rules that only people can compare: another one counts as stricter."""
    a = {x for c in was for x in c.allowed}
    b = {x for c in now for x in c.allowed}
    lost, got = tuple(sorted(a - b)), tuple(sorted(b - a))
    if got:
        yield True, lost, got
    elif lost:
        yield False, lost, ()


def _paired(steps: Iterable[_Step]) -> Iterator[tuple[_Step, str]]:
    """Yield the steps with ``""``, but one for two by which a rule only got another severity.

    With such a step stands the severity that the rule had.
    """
    waiting = list(steps)
    while waiting:
        step = waiting.pop(0)
        twin = next((other for other in waiting if _only_moved(step, other)), None)
        if twin is None:
            yield step, ""
            continue
        waiting.remove(twin)
        came, went = (step, twin) if step.stricter else (twin, step)
        rises = _SEVERITIES.index(came.severity) < _SEVERITIES.index(went.severity)
        yield replace(came, stricter=rises), went.severity


def _only_moved(one: _Step, other: _Step) -> bool:
    return (
        (one.site, one.component, one.old, one.new) == (other.site, other.component, other.new, other.old)
        and one.severity != other.severity
        and one.stricter != other.stricter
    )


def _level(step: _Step, old: Constraints, old_terms: Statements, new_terms: Statements) -> Level:
    """Return the level of a step: data that conformed may fail now, or not.

    Data of the version before holds no value of a property that is new, and of a concept scheme only the
    concepts of that version.
    """
    if not step.stricter or step.severity != "Violation":
        return Level.MINOR
    own = [name.removeprefix("^") for name in step.site.path]
    fresh = [name.startswith(f"<{old_terms.base}") and name not in old_terms.terms for name in own]
    if any(fresh[:-1]) or (fresh and fresh[-1] and step.component not in _DEMANDING):
        return Level.MINOR
    return Level.MINOR if _concepts_pass(step, old, old_terms, new_terms) else Level.MAJOR


def _concepts_pass(step: _Step, old: Constraints, old_terms: Statements, new_terms: Statements) -> bool:
    """Tell whether a new bound is kept by all concepts that were allowed as values before."""
    if len(step.site.path) != 2 or step.component not in ("minCount", "maxCount"):
        return False
    head, last = step.site.path
    schemes = [
        scheme
        for rule in old.by.get(replace(step.site, path=(head, _SCHEME)), ())
        if rule.component == "hasValue"
        for scheme in rule.allowed
    ]
    values = [t for t in old_terms.terms if old_terms.objects(t, _SCHEME) & set(schemes)]
    counts = [len(new_terms.objects(t, last)) for t in values]
    bound = float(step.new[0]) if step.new else 0.0
    kept = all(n >= bound if step.component == "minCount" else n <= bound for n in counts)
    return bool(values) and not last.startswith("^") and kept


def _told(step: _Step, moved: str, old: Constraints, new: Constraints, level: Level) -> Change:
    where, component = step.site, step.component
    target = ("how", (where.how,)), ("path", where.path)
    values: tuple[tuple[str, tuple[str, ...]], ...] = (*target, ("old", step.old), ("new", step.new))
    strength = "" if step.severity == "Violation" else "-warning"
    if step.new == ("0",) and component == "maxCount":
        kind = "none" + strength
    elif moved:
        kind = "severity-raised" if step.stricter else "severity-lowered"
    elif component in ("minCount", "maxCount"):
        kind = {
            ("minCount", True): "must" if not step.old else "more",
            ("minCount", False): "may" if not step.new else "fewer",
            ("maxCount", True): "at-most",
            ("maxCount", False): "any-number" if not step.new else "at-most-looser",
        }[component, step.stricter] + strength
    elif component in ("class", "datatype", "nodeKind", "in"):
        if not step.new:
            kind = "values-free"
        elif step.stricter:
            kind = ("values-changed" if step.old else "values-bound") + strength
        else:
            kind = "values-looser"
    else:
        kind = "rule-changed" if step.old and step.new else "rule-added" if step.new else "rule-removed"
        kind += strength if step.stricter else ""
    if kind.startswith(("rule-", "severity-")):
        said = new if step.new or moved else old
        values = *target, ("message", tuple(sorted(said.messages.get((where, component), ()))))
    return Change(level, PART, kind, (where.target,), values)


def _messages(old: Constraints, new: Constraints, fresh: set[tuple[str, str]]) -> Iterator[Change]:
    """Yield the targets whose shapes say something in other words."""
    reworded = {
        site.target
        for site, component in old.messages.keys() & new.messages.keys()
        if old.messages[site, component] != new.messages[site, component]
        and (site.how, site.target) not in fresh
        and old.by[site] == new.by[site]
    }
    if reworded:
        yield Change(Level.PATCH, PART, "messages-changed", tuple(sorted(reworded)))
