"""What changed in the terms: classes, properties, concept schemes and concepts, one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from igr_kg.graph.quads import RDF_TYPE, language
from igr_kg.graph.specification.change import Change, Level
from igr_kg.graph.specification.statements import Statements, iri

PART = "terms"
_ABOVE = {iri(name): name.partition(":")[2] for name in ("rdfs:subClassOf", "rdfs:subPropertyOf")}
_BROADER, _SCHEME = iri("skos:broader"), iri("skos:inScheme")
_DEPRECATED, _REPLACED = iri("owl:deprecated"), iri("dcterms:isReplacedBy")
_LABELS = tuple(map(iri, ("rdfs:label", "skos:prefLabel")))
_DEFINITION = iri("skos:definition")
_WORDS = frozenset(
    map(
        iri,
        [
            "rdfs:label",
            "rdfs:comment",
            "skos:prefLabel",
            "skos:altLabel",
            "skos:hiddenLabel",
            "skos:definition",
            "skos:note",
            "skos:scopeNote",
            "skos:example",
            "skos:editorialNote",
            "skos:changeNote",
            "skos:historyNote",
        ],
    )
)
_LINKS = frozenset(
    map(
        iri,
        [
            "skos:exactMatch",
            "skos:closeMatch",
            "skos:broadMatch",
            "skos:narrowMatch",
            "skos:relatedMatch",
            "rdfs:seeAlso",
        ],
    )
)
_INVERSES = frozenset(map(iri, ("skos:narrower", "skos:hasTopConcept", "skos:topConceptOf")))
"""What only repeats ``skos:broader`` and its absence."""
_CHARACTER = {
    iri(f"owl:{name}Property"): (name.lower(), narrows)
    for name, narrows in (
        ("Functional", True),
        ("InverseFunctional", True),
        ("Asymmetric", True),
        ("Irreflexive", True),
        ("Transitive", False),
        ("Symmetric", False),
        ("Reflexive", False),
    )
}
"""Characteristic of a property -> its word in the kinds of changes, and whether it allows less."""
CHARACTERS = tuple(name for name, _ in _CHARACTER.values())
_CHAIN, _DISJOINT = iri("owl:propertyChainAxiom"), iri("owl:disjointWith")
_NARROWING = frozenset(map(iri, ("owl:propertyDisjointWith", "owl:complementOf", "owl:hasKey")))
"""Of which more allow less."""
_FIXED = frozenset(map(iri, ("rdfs:domain", "rdfs:range")))
_INFERRING = frozenset(
    map(
        iri, ("owl:inverseOf", "owl:equivalentClass", "owl:equivalentProperty", "owl:sameAs", "skos:notation")
    )
)
"""Of which less give fewer answers."""
_APART = frozenset(
    {*_ABOVE, _BROADER, _SCHEME, _DEPRECATED, _REPLACED, _DISJOINT, *_WORDS, *_LINKS, *_INVERSES}
)


def changes(old: Statements, new: Statements) -> Iterator[Change]:
    """Yield what changed in the terms from one version to another.

    :param old: statements of the ontology of the older version
    """
    yield from _gone(old, new)
    for term in sorted(new.terms - old.terms):
        yield _came(term, new)
    for term in sorted(new.terms & old.terms):
        yield from _kind(term, old, new)
        yield from _hierarchy(term, old, new)
        yield from _deprecation(term, old, new)
        yield from _axioms(term, old, new)
    yield from _grouped(old, new, _WORDS, "names", Level.PATCH)
    yield from _grouped(old, new, _LINKS, "links", Level.MINOR)
    yield from _disjoint(old, new)


def _change(level: Level, kind: str, about: str, **values: Iterable[str]) -> Change:
    return Change(
        level, PART, kind, (about,), tuple((name, tuple(sorted(terms))) for name, terms in values.items())
    )


def _called(term: str, among: Statements) -> set[str]:
    """Return the words by which a term that has another IRI now is known again."""
    labels = {x for p in _LABELS for x in among.objects(term, p) if language(x) == "en"}
    return labels | among.objects(term, _DEFINITION)


def _gone(old: Statements, new: Statements) -> Iterator[Change]:
    came = new.terms - old.terms
    for term in sorted(old.terms - new.terms):
        alike = [
            t for t in sorted(came) if new.kind(t) == old.kind(term) and _called(t, new) & _called(term, old)
        ]
        if alike:
            yield _change(Level.MAJOR, "term-renamed", term, now=alike[:1])
        else:
            yield _change(Level.MAJOR, f"{old.kind(term)}-removed", term)


def _came(term: str, new: Statements) -> Change:
    kind = new.kind(term)
    above = {o for p in (*_ABOVE, _BROADER) for o in new.objects(term, p) if o in new.terms}
    schemes = new.objects(term, _SCHEME)
    if above:
        return _change(Level.MINOR, f"{kind}-added-below", term, above=above, scheme=schemes)
    if kind == "concept" and schemes:
        return _change(Level.MINOR, "concept-added", term, scheme=schemes)
    return _change(Level.MINOR, f"{kind}-added" if kind != "concept" else "individual-added", term)


def _kind(term: str, old: Statements, new: Statements) -> Iterator[Change]:
    before, now = old.kinds(term), new.kinds(term)
    if before != now:
        yield _change(Level.MAJOR, "kind-changed", term, old=before, new=now)


def _hierarchy(term: str, old: Statements, new: Statements) -> Iterator[Change]:
    """Yield what stands above a term now, or no longer; what still does at a distance is no loss."""
    for predicate in (*_ABOVE, _BROADER):
        lost = old.objects(term, predicate) - new.above(term, predicate)
        got = new.objects(term, predicate) - old.above(term, predicate)
        # A blank node is a condition, which only its content tells from another.
        lost = {o for o in lost if not o.startswith("_:")}
        got = {o for o in got if not o.startswith("_:")}
        if lost:
            yield _change(Level.MAJOR, "above-lost", term, above=lost)
        if got:
            yield _change(Level.MINOR, "above-got", term, above=got)
        conditions = [
            {o.written(x) for x in o.objects(term, predicate) if x.startswith("_:")} for o in (old, new)
        ]
        if conditions[1] - conditions[0]:
            yield _change(Level.MAJOR, "condition-added", term)
        if conditions[0] - conditions[1]:
            yield _change(Level.MINOR, "condition-removed", term)
    if lost := old.objects(term, _SCHEME) - new.objects(term, _SCHEME):
        yield _change(Level.MAJOR, "scheme-lost", term, scheme=lost)
    if got := new.objects(term, _SCHEME) - old.objects(term, _SCHEME):
        yield _change(Level.MINOR, "scheme-got", term, scheme=got)


def _deprecation(term: str, old: Statements, new: Statements) -> Iterator[Change]:
    def given_up(among: Statements) -> bool:
        return any(x.startswith('"true"') for x in among.objects(term, _DEPRECATED))

    if given_up(new) and not given_up(old):
        instead = new.objects(term, _REPLACED)
        if instead:
            yield _change(Level.MINOR, "deprecated-for", term, now=instead)
        else:
            yield _change(Level.MINOR, "deprecated", term)
    if given_up(old) and not given_up(new):
        yield _change(Level.MINOR, "deprecated-no-more", term)


def _axioms(term: str, old: Statements, new: Statements) -> Iterator[Change]:
    """Yield the other statements that came or went, by property."""
    for predicate in sorted(set(old.by[term]) | set(new.by[term])):
        if predicate in _APART:
            continue
        before = {old.written(o) for o in old.objects(term, predicate)}
        now = {new.written(o) for o in new.objects(term, predicate)}
        if predicate == RDF_TYPE:
            yield from _types(term, before - old.kinds(term), now - new.kinds(term))
        elif predicate in _FIXED:
            if before != now:
                name = predicate.rpartition("#")[2][:-1]
                yield _change(Level.MAJOR, f"{name}-changed", term, old=before, new=now)
        elif predicate == _CHAIN:
            yield from _chains(term, old, new)
        else:
            got = Level.MAJOR if predicate in _NARROWING else Level.MINOR
            lost = Level.MAJOR if predicate in _INFERRING else Level.MINOR
            for value in sorted(now - before):
                yield _change(got, "statement-added", term, property=[predicate], value=[value])
            for value in sorted(before - now):
                yield _change(lost, "statement-removed", term, property=[predicate], value=[value])


def _types(term: str, before: set[str], now: set[str]) -> Iterator[Change]:
    """Yield the types that came or went: characteristics of a property, and others."""
    for how, types in (("added", now - before), ("removed", before - now)):
        for type_ in sorted(types):
            if type_ in _CHARACTER:
                name, narrows = _CHARACTER[type_]
                level = Level.MAJOR if narrows is (how == "added") else Level.MINOR
                yield _change(level, f"{name}-{how}", term)
            else:
                yield _change(Level.MINOR, f"type-{how}", term, value=[type_])


def _chains(term: str, old: Statements, new: Statements) -> Iterator[Change]:
    """Yield the chains of properties that a property follows from now, or no longer."""
    before, now = ({among.members(o) for o in among.objects(term, _CHAIN)} for among in (old, new))
    for chain in sorted(now - before):
        yield Change(Level.MINOR, PART, "chain-added", (term,), (("path", chain),))
    for chain in sorted(before - now):
        yield Change(Level.MAJOR, PART, "chain-removed", (term,), (("path", chain),))


def _grouped(
    old: Statements, new: Statements, predicates: frozenset[str], kind: str, level: Level
) -> Iterator[Change]:
    """Yield changes that are told together: the terms that got, changed or lost a name in a language."""
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for term in sorted(new.terms & old.terms):
        for predicate in sorted(predicates & (set(old.by[term]) | set(new.by[term]))):
            before, now = old.objects(term, predicate), new.objects(term, predicate)
            for tag in sorted({language(x) or "" for x in before ^ now}):
                was = {x for x in before if (language(x) or "") == tag}
                is_ = {x for x in now if (language(x) or "") == tag}
                how = "added" if was < is_ else "removed" if is_ < was else "changed"
                groups[(how, predicate, tag)].append(term)
    for (how, predicate, tag), terms in sorted(groups.items()):
        said: tuple[tuple[str, tuple[str, ...]], ...] = (("property", (predicate,)),)
        if kind == "names":
            said += (("language", (tag,)),)
        yield Change(level, PART, f"{kind}-{how}", tuple(terms), said)


def _pairs(among: Statements) -> set[frozenset[str]]:
    """Return the pairs of terms that are kept apart, by axioms over two or over lists."""
    found = {frozenset(pair) for pair in among.subjects(_DISJOINT)}
    for _, members in among.subjects(iri("owl:members")):
        every = among.members(members)
        found |= {frozenset((a, b)) for a in every for b in every if a < b}
    return found


def _disjoint(old: Statements, new: Statements) -> Iterator[Change]:
    before, now = _pairs(old), _pairs(new)
    got = {pair for pair in now - before if pair <= old.terms}
    fresh = {pair for pair in now - before if not pair <= old.terms}
    lost = {pair for pair in before - now if pair <= new.terms}
    yield from _by_term(got, Level.MAJOR, "apart-added")
    yield from _by_term(fresh, Level.MINOR, "apart-added")
    yield from _by_term(lost, Level.MINOR, "apart-removed")


def _by_term(pairs: set[frozenset[str]], level: Level, kind: str) -> Iterator[Change]:
    """Yield pairs in few changes: that of the term that has the most first."""
    left = set(pairs)
    while left:
        counts: dict[str, int] = defaultdict(int)
        for pair in left:
            for term in pair:
                counts[term] += 1
        term = min(counts, key=lambda t: (-counts[t], t))
        mine = {pair for pair in left if term in pair}
        left -= mine
        yield _change(level, kind, term, others={t for pair in mine for t in pair} - {term})
