"""The checks of the whole data set: SHACL sees one graph at a time, evidence lies beside its facts.

Each check is a ``igr:DatasetCheck`` of ``shapes/dataset.ttl``, which gives its severity and its
sentences; here stands only how it is found out.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

from igr_kg.check import assets, classes
from igr_kg.check.lexical import well_typed
from igr_kg.check.parts import DOCUMENT, ONTOLOGY, SUBMISSION, Dataset, Version
from igr_kg.check.quotes import stands_in
from igr_kg.check.report import Coverage, Result
from igr_kg.check.stances import unnamed_states
from igr_kg.graph.quads import RDF_TYPE, Quad, clean, datatype, expand, is_blank, is_literal, node, value
from igr_kg.model import Span

Finder = Callable[..., Result]


def checks(
    data: Dataset,
    texts: Mapping[str, str],
    furniture: Mapping[str, Sequence[Span]],
) -> Iterator[Result]:
    """Yield what the checks of the whole data set find.

    :param texts: IRI of a language version -> its text as read
    :param furniture: IRI of a language version -> ranges that quotes leave out
    """
    result = finder(data.base)
    for version in data.versions():
        yield from _evidence_of_facts(version, data.base, result)
        if version.evidence or version.iri in texts:
            yield from _quotes(version, texts, furniture, data.base, result)
        yield from _passages(version, data.base, result)
        yield from (result("StateNamedInQuote", claim) for claim in unnamed_states(data, version))
    for name, quads in data.graphs.items():
        if name != data.base + ONTOLOGY:
            yield from term_checks(data, quads)
    for prefix in (DOCUMENT, SUBMISSION):
        for _, quads in data.named(prefix):
            yield from _dangling(data, quads, result)
    yield from class_checks(data, data.types)


def finder(base: str) -> Finder:
    """Return a function that makes the result of a check from its name and what was found."""
    rules = assets.shapes(base).rules

    def make(name: str, quad: Quad, *, value_: str = "", detail: str = "", path: str | None = None) -> Result:
        shape = expand(f"igrsh:{name}", base)
        rule = rules[shape]
        return Result(
            focus=quad.s,
            shape=shape,
            severity=rule.severity,
            messages=rule.messages,
            path=value(quad.p) if path is None else path,
            value=value_ or quad.o,
            graph=value(quad.g) if quad.g else "",
            detail=detail,
        )

    return make


def _evidence_of_facts(version: Version, base: str, result: Finder) -> Iterator[Result]:
    parts = [expand(f"rdf:{name}", base) for name in ("subject", "predicate", "object")]
    facts = {(quad.s, quad.p, quad.o): quad for quad in version.facts}
    proved = set()
    for subject, record in version.records.items():
        if parts[2] not in record:
            continue
        s, p, o = (record.get(part, [""])[0] for part in parts)
        triple = (s, p, o)
        proved.add(triple)
        if triple not in facts:
            quad = Quad(subject, node(parts[2]), o, node(version.evidence_graph))
            yield result("FactForEveryEvidence", quad, detail=" ".join(triple))
    for triple, quad in facts.items():
        if triple not in proved:
            yield result("EvidenceForEveryFact", quad)


def _quotes(
    version: Version,
    texts: Mapping[str, str],
    furniture: Mapping[str, Sequence[Span]],
    base: str,
    result: Finder,
) -> Iterator[Result]:
    text = texts.get(version.iri)
    hash_property = expand("igr:textSHA256", base)
    if text is None:
        first = version.evidence[0]
        yield result("TextKnown", first._replace(s=node(version.iri)), value_=" ", path="")
        return
    digest = hashlib.sha256(text.encode()).hexdigest()
    for quad in (*version.facts, *version.text):
        if value(quad.p) == hash_property and quad.s == node(version.iri) and value(quad.o) != digest:
            yield result("TextUnchanged", quad, detail=digest)
    quote_property, start, end = (expand(f"igr:{name}", base) for name in ("quote", "start", "end"))
    for subject, record in version.records.items():
        for quote in record.get(quote_property, ()):
            low, high = (_number(record.get(name)) for name in (start, end))
            if not stands_in(value(quote), text, low, high, furniture.get(version.iri)):
                quad = Quad(subject, node(quote_property), quote, node(version.evidence_graph))
                yield result("QuoteInText", quad, detail=f"{low}-{high}: {text[low:high]!r}")


def _number(terms: Sequence[str] | None) -> int:
    """Return the number that the only term stands for, or -1."""
    found = value(terms[0]) if terms and len(terms) == 1 else ""
    return int(found) if found.isascii() and found.isdigit() else -1


def _passages(version: Version, base: str, result: Finder) -> Iterator[Result]:
    passage, start, end = (expand(f"igr:{name}", base) for name in ("passage", "start", "end"))
    ranges: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for quad in version.text:
        ranges[quad.s]
        if value(quad.p) in (start, end):
            ranges[quad.s][value(quad.p)] = _number([quad.o])
    known = ranges.keys() | {node(version.document), node(version.iri)}
    for subject, record in version.records.items():
        for part in record.get(passage, ()):
            quad = Quad(subject, node(passage), part, node(version.evidence_graph))
            if part not in known:
                yield result("PassageExists", quad)
                continue
            limits, offset = ranges.get(part, {}), _number(record.get(start))
            if start in limits and end in limits and not limits[start] <= offset < limits[end]:
                yield result("QuoteInPassage", quad, detail=f"{offset}: {limits[start]}-{limits[end]}")


def term_checks(data: Dataset, quads: Iterable[Quad]) -> Iterator[Result]:
    """Yield what is wrong with the terms of some statements: undeclared, blank, not writable in XML."""
    result = finder(data.base)
    known = assets.vocabulary(data.base)
    ours, schemes = expand("igr:", data.base), f"{data.base}scheme/"
    for quad in quads:
        for term in (quad.p, quad.o):
            if term.startswith(f"<{ours}") and value(term) not in known.terms:
                yield result("TermDeclared", quad, value_=term)
            elif term.startswith(f"<{schemes}") and value(term) not in known.concepts:
                yield result("ConceptInScheme", quad)
        if is_blank(quad.s) or is_blank(quad.o):
            yield result("NoBlankNodes", quad)
        if is_literal(quad.o):
            kind = datatype(quad.o) if quad.o.endswith(">") else None
            if kind is not None and not well_typed(value(quad.o), kind):
                yield result("LiteralWellTyped", quad)
            if clean(value(quad.o)) != value(quad.o):
                yield result("CharactersOfXml", quad)


def class_checks(data: Dataset, subjects: Iterable[str], own: Container[Quad] = ()) -> Iterator[Result]:
    """Yield the things that have classes which nothing can have together."""
    result = finder(data.base)
    for quad, apart in classes.clashes(data, subjects, own):
        yield result("ClassesApart", quad, detail=apart)


def nothing_checked(data: Dataset, found: Coverage, quads: Iterable[Quad]) -> Iterator[Result]:
    """Yield that no shape looked at anything, about the first thing."""
    if not found.checked:
        first = min(quads)._replace(p="", o="")
        yield finder(data.base)("SomethingChecked", first, path="", detail=", ".join(found.classes))


def _dangling(data: Dataset, quads: Iterable[Quad], result: Finder) -> Iterator[Result]:
    things = f"<{data.base}id/"
    for quad in quads:
        if quad.o.startswith(things) and quad.p != RDF_TYPE and quad.o not in data.types:
            yield result("LinkLeadsToThing", quad)
