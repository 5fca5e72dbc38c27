"""The shapes as single constraints: what is asked of which property of which things, and how strictly.

Two graphs of shapes that ask the same give the same constraints, whatever their shapes are called and
however they are split: a constraint stands under what it is aimed at and the path to the values that it
judges, and a shape that is only named by ``sh:node`` is put in its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from igr_kg.graph.quads import RDF_TYPE, is_literal, value
from igr_kg.graph.specification.statements import Statements, iri

_TARGETS = {
    iri("sh:targetClass"): "class",
    iri("sh:targetSubjectsOf"): "subjects",
    iri("sh:targetObjectsOf"): "objects",
    iri("sh:targetNode"): "node",
}
_PROPERTY, _NODE, _PATH, _OR = map(iri, ("sh:property", "sh:node", "sh:path", "sh:or"))
_SEVERITY, _MESSAGE, _OFF = map(iri, ("sh:severity", "sh:message", "sh:deactivated"))
_SPARQL, _SELECT, _ASK = map(iri, ("sh:sparql", "sh:select", "sh:ask"))
_BESIDE = frozenset(
    [RDF_TYPE, _SEVERITY, _MESSAGE, _PATH, _OFF, *_TARGETS]
    + [iri(name) for name in ("sh:name", "sh:description", "sh:order", "sh:group", "sh:prefixes")]
)
_SETS = {iri("sh:class"): "class", iri("sh:datatype"): "datatype", iri("sh:in"): "in"}
LEAST = {iri(f"sh:{name}"): name for name in ("minCount", "minLength", "minInclusive", "minExclusive")}
MOST = {iri(f"sh:{name}"): name for name in ("maxCount", "maxLength", "maxInclusive", "maxExclusive")}
_IRI, _BLANK, _LITERAL = map(iri, ("sh:IRI", "sh:BlankNode", "sh:Literal"))
_NODE_KINDS = {
    iri("sh:BlankNodeOrIRI"): {_BLANK, _IRI},
    iri("sh:BlankNodeOrLiteral"): {_BLANK, _LITERAL},
    iri("sh:IRIOrLiteral"): {_IRI, _LITERAL},
}
_CHECK, _CODE = "ontology#DatasetCheck", "ontology#code"


@dataclass(frozen=True, order=True, slots=True)
class Site:
    """What constraints are aimed at.

    :param how: ``class``, ``subjects``, ``objects``, ``node``, or ``check`` for a check of the data set
    :param target: the class, property or thing (term)
    :param path: properties (terms) that lead from there to the values, with ``^`` before one read
        backwards; empty for the things themselves
    """

    how: str
    target: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint.

    :param component: local name of the SHACL parameter, e.g. ``minCount``
    :param allowed: of ``class``, ``datatype``, ``nodeKind``, ``in`` and ``or`` what is allowed, one of which
        is enough; of any other the one value
    """

    severity: str
    component: str
    allowed: frozenset[str]


@dataclass(frozen=True)
class Constraints:
    """All constraints by site, and what their shapes say when one is broken.

    :param messages: sentences (literals) by site and component
    """

    by: Mapping[Site, frozenset[Constraint]]
    messages: Mapping[tuple[Site, str], frozenset[str]]


def constraints(shapes: Statements) -> Constraints:
    """Return the constraints of a graph of shapes."""
    by: dict[Site, set[Constraint]] = defaultdict(set)
    messages: dict[tuple[Site, str], set[str]] = defaultdict(set)
    for site, shape, constraint in _found(shapes):
        by[site].add(constraint)
        messages[(site, constraint.component)] |= shapes.objects(shape, _MESSAGE)
    return Constraints(
        {site: frozenset(found) for site, found in by.items()},
        {key: frozenset(found) for key, found in messages.items()},
    )


def _found(shapes: Statements) -> Iterator[tuple[Site, str, Constraint]]:
    check, code = f"<{shapes.base}{_CHECK}>", f"<{shapes.base}{_CODE}>"
    for shape in sorted(shapes.by):
        if check in shapes.objects(shape, RDF_TYPE):
            severity = _severity(shape, shapes, "Violation")
            for name in shapes.objects(shape, code):
                yield Site("check", name), shape, Constraint(severity, "check", frozenset({name}))
        for predicate, how in _TARGETS.items():
            for target in sorted(shapes.objects(shape, predicate)):
                for path, at, constraint in _of(shape, shapes, (), "", ()):
                    yield Site(how, target, path), at, constraint


def _severity(shape: str, shapes: Statements, outer: str) -> str:
    found = shapes.value(shape, _SEVERITY)
    return found.rpartition("#")[2][:-1] if found else outer


def _of(
    shape: str, shapes: Statements, path: tuple[str, ...], severity: str, above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, Constraint]]:
    """Yield the constraints of a shape and of those that it leads to.

    :param severity: of the shape that this one stands in for, whose own does not count then; else empty
    :param above: the shapes that led here
    """
    if shape in above or any(x.startswith('"true"') for x in shapes.objects(shape, _OFF)):
        return
    above = (*above, shape)
    mine = severity or _severity(shape, shapes, "Violation")
    steps = shapes.value(shape, _PATH)
    if steps is not None:
        path = (*path, *_steps(steps, shapes))
    for predicate, objects in shapes.by.get(shape, {}).items():
        for target in sorted(objects):
            if predicate == _PROPERTY:
                yield from _of(target, shapes, path, severity, above)
            elif predicate == _NODE:
                yield from _of(target, shapes, path, mine, above)
            elif predicate not in _BESIDE:
                component, allowed = _constraint(predicate, target, shapes)
                yield path, shape, Constraint(mine, component, allowed)


def _constraint(predicate: str, target: str, shapes: Statements) -> tuple[str, frozenset[str]]:
    if predicate == iri("sh:in"):
        return "in", frozenset(shapes.members(target))
    if predicate in _SETS:
        return _SETS[predicate], frozenset({target})
    if predicate == iri("sh:nodeKind"):
        return "nodeKind", frozenset(_NODE_KINDS.get(target, {target}))
    if predicate == _OR:
        return _either(shapes.members(target), shapes)
    if predicate == _SPARQL:
        texts = {" ".join(value(x).split()) for p in (_SELECT, _ASK) for x in shapes.objects(target, p)}
        return "sparql", frozenset(texts)
    name = predicate.rpartition("#")[2].rpartition("/")[2][:-1]
    return name, frozenset({_inside(target, shapes)})


def _either(members: tuple[str, ...], shapes: Statements) -> tuple[str, frozenset[str]]:
    """Return what ``sh:or`` allows: classes or datatypes where it is only about these."""
    said = [{p: o for p, o in shapes.by.get(m, {}).items() if p not in _BESIDE - {_PATH}} for m in members]
    for predicate in (iri("sh:class"), iri("sh:datatype")):
        if all(set(one) == {predicate} and len(one[predicate]) == 1 for one in said):
            return _SETS[predicate], frozenset(o for one in said for o in one[predicate])
    return "or", frozenset(_inside(member, shapes) for member in members)


def _inside(node: str, shapes: Statements) -> str:
    """Return what a shape inside another one asks; a named one stands for what it asks."""
    if is_literal(node):
        return node
    beside = frozenset(_BESIDE - {_PATH, RDF_TYPE})
    if node.startswith("_:") or not (
        _PATH in shapes.by.get(node, {}) or _PROPERTY in shapes.by.get(node, {})
    ):
        return shapes.written(node, beside)
    said = sorted(
        f"{p} {shapes.written(o, beside)}"
        for p, objects in shapes.by[node].items()
        for o in objects
        if p not in beside | {RDF_TYPE}
    )
    return f"[ {' ; '.join(said)} ]"


def _steps(path: str, shapes: Statements) -> tuple[str, ...]:
    """Return the properties of a path, one for each step."""
    members = shapes.members(path)
    if members:
        return tuple(step for member in members for step in _steps(member, shapes))
    back = shapes.value(path, iri("sh:inversePath"))
    if back is not None:
        return tuple(f"^{step}" for step in reversed(_steps(back, shapes)))
    return (shapes.written(path),)
