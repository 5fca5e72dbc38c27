"""What the headers of ontology and shapes say of the version, and writing it."""

from __future__ import annotations

import re
from pathlib import Path

from igr_kg import ids
from igr_kg.graph.quads import named, value
from igr_kg.graph.specification.change import Version
from igr_kg.graph.specification.comparing import Difference, compare
from igr_kg.graph.specification.statements import iri
from igr_kg.graph.specification.versions import Specification, kept, now, read

NAMES = ("ontology", "shapes")
_IRI = r"^ *owl:(?:versionIRI|versionInfo|priorVersion|backwardCompatibleWith|incompatibleWith) [^\n]* ;\n"


def lines(name: str, version: Version, before: Version | None, *, compatible: bool) -> str:
    """Return the lines of Turtle that a header has about its version.

    :param name: ``ontology`` or ``shapes``
    :param before: the version that is kept before it
    :param compatible: whether what was right for that one is right for this one
    """
    start = f"{ids.DEFAULT_BASE}{name}"
    said = [f"owl:versionIRI <{start}/{version}>", f'owl:versionInfo "{version}"']
    if before is not None:
        how = "backwardCompatibleWith" if compatible else "incompatibleWith"
        said += [f"owl:priorVersion <{start}/{before}>", f"owl:{how} <{start}/{before}>"]
    return "".join(f"    {line} ;\n" for line in said)


def rewritten(text: str, fresh: str) -> str:
    r"""Return a header with other lines about its version.

    >>> rewritten('<a> a owl:Ontology ;\n    owl:versionInfo "1.0.0" ;\n    b "c" .\n', "    d 1 ;\n")
    '<a> a owl:Ontology ;\n    d 1 ;\n    b "c" .\n'
    """
    bare = re.sub(_IRI, "", text, flags=re.MULTILINE)
    return re.sub(r"(?<= a owl:Ontology ;\n)", lambda _: fresh, bare, count=1)


def faults(current: Specification) -> list[str]:
    """Return what the two headers do not say as they should.

    :param current: the specification as it stands; versions before its own number are those kept
    """
    difference = _since(current)
    wanted = {iri("owl:versionIRI"): f"/{current.version}"}
    if difference is not None:
        how = "owl:backwardCompatibleWith" if difference.compatible else "owl:incompatibleWith"
        wanted |= {iri(p): f"/{difference.old.version}" for p in ("owl:priorVersion", how)}
    found = []
    for name, rows in zip(NAMES, (current.ontology, current.shapes), strict=True):
        header = named(name, current.base)
        said = {q.p: value(q.o) for q in rows if q.s == header}
        told = said.get(iri("owl:versionInfo"))
        if told != str(current.version):
            found.append(f"{name}: versionInfo is {told}, not {current.version}")
        for predicate, tail in wanted.items():
            if said.get(predicate) != f"{current.base}{name}{tail}":
                found.append(f"{name}: {predicate} is {said.get(predicate)}, not {current.base}{name}{tail}")
    return found


def write(top: Path) -> Version:
    """Write the least number that fits into both headers of a checkout, and return it.

    A higher number that stands there is kept.
    """
    current = now()
    difference = _since(current, fitting=True)
    version, before, compatible = current.version, None, True
    if difference is not None:
        version = max(current.version, difference.least)
        before, compatible = difference.old.version, difference.compatible
    for name in NAMES:
        path = top / name / "igr.ttl"
        fresh = lines(name, version, before, compatible=compatible)
        path.write_text(rewritten(path.read_text(encoding="utf-8"), fresh), encoding="utf-8")
    return version


def _since(current: Specification, *, fitting: bool = False) -> Difference | None:
    """Return what changed since the newest kept version that is older than the specification.

    :param fitting: since the newest one, where the specification has its number but is no longer it
    """
    every = kept()
    if fitting and every and current.version == every[-1]:
        difference = compare(read(every[-1], current.base), current)
        if difference.changes:
            return difference
    older = [version for version in every if version < current.version]
    return compare(read(older[-1], current.base), current) if older else None
