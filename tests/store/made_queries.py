"""Two hundred queries made by chance, the same on every machine, over made-up statements (``bench.corpus``).

Every answer is determined by SPARQL 1.1: no order that the query does not ask for, no SAMPLE, no string
joined in an order of the engine's own choice, no comparison that the specification leaves open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from bench import corpus
from igr_kg.graph.quads import PREFIXES, RDF_TYPE, Quad, literal, node, term

BASE = corpus.BASE
DOCUMENTS = 12
EXTRA = f"{BASE}graph/document/made-extra/en"
_PER_FAMILY = 12

_HEAD = "".join(
    f"PREFIX {name}: <{PREFIXES[name] if ':' in PREFIXES[name] else BASE + PREFIXES[name]}>\n"
    for name in ("dcterms", "igr", "prov", "rdf", "skos", "xsd")
)


def statements() -> list[Quad]:
    """Return the data: a few made-up documents, and literals of many kinds."""
    graph = node(EXTRA)
    values = [
        *(literal(n) for n in (-3, 0, 7, 7000)),
        *(literal(n, datatype="xsd:decimal") for n in ("0.5", "-2.25", "7.0")),
        *(literal(n, datatype="xsd:double") for n in ("1.5E0", "-2.0E3", "7.0E0")),
        *(literal(n, datatype="xsd:boolean") for n in ("true", "false")),
        *(literal(n, datatype="xsd:date") for n in ("1972-12-15", "2010-02-26")),
        *(literal(n, datatype="xsd:dateTime") for n in ("1992-09-14T10:30:00Z", "2010-02-26T08:00:05Z")),
        literal("1992", datatype="xsd:gYear"),
        *(literal(text) for text in ("", "water", 'say "so"\n\\', "Ünïted 𠮷", "7")),
        *(literal("water", language=tag) for tag in ("en", "en-GB", "fr")),
        literal("水", language="zh-Hant"),
    ]
    rows = [
        row
        for number, value in enumerate(values)
        for row in (
            Quad(node(f"{BASE}id/n/{number}"), term("igr:value", BASE), value, graph),
            Quad(node(f"{BASE}id/n/{number}"), term("igr:order", BASE), literal(number % 5), graph),
            Quad(node(f"{BASE}id/n/{number}"), RDF_TYPE, term("igr:Principle", BASE), graph),
        )
    ]
    return [*corpus.statements(DOCUMENTS), *rows]


@dataclass(frozen=True)
class Case:
    """A query, its dataset apart from it, and what is compared.

    :param head: from the form to before the dataset clause
    :param body: from WHERE on
    :param clause: FROM and FROM NAMED
    :param default_graphs: ``default-graph-uri`` of the protocol
    :param named_graphs: ``named-graph-uri`` of the protocol
    :param graphs: the dataset that clause or parameters describe; None: the store's own
    :param ordered: whether the order of the answer is asked for, and total
    """

    name: str
    head: str
    body: str
    clause: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    graphs: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    ordered: bool = False

    @property
    def text(self) -> str:
        """The whole query."""
        return f"{self.head} {self.clause} {self.body}"

    @property
    def without_clause(self) -> str:
        """The query without FROM, for an engine that is handed the dataset."""
        return f"{self.head} {self.body}"


@dataclass(frozen=True)
class _Class:
    """How things of a class are asked for: links to other classes, and values by their kind."""

    links: Sequence[tuple[str, str]]
    values: Sequence[tuple[str, str]]


_MODEL = {
    "document": _Class(
        [("igr:hasVersion", "thing"), ("^igr:documentedIn", "decision")],
        [("dcterms:identifier", "string"), ("dcterms:title", "tagged")],
    ),
    "decision": _Class(
        [
            ("igr:decidedBy", "body"),
            ("igr:documentedIn", "document"),
            ("^igr:inDecision", "act"),
            ("^igr:cites", "citation"),
            ("igr:adoptedAt", "thing"),
        ],
        [("igr:number", "string"), ("igr:adoptionDate", "date")],
    ),
    "citation": _Class(
        [("igr:cites", "decision"), ("igr:citingPart", "thing")], [("igr:citedParagraph", "string")]
    ),
    "act": _Class(
        [
            ("igr:agent", "body"),
            ("igr:addressee", "body"),
            ("igr:inDecision", "decision"),
            ("igr:verb", "thing"),
        ],
        [("igr:content", "tagged")],
    ),
    "body": _Class(
        [("igr:parentBody", "body"), ("^igr:decidedBy", "decision"), ("^igr:addressee", "act")],
        [("skos:prefLabel", "tagged"), ("skos:altLabel", "tagged")],
    ),
    "number": _Class([], [("igr:order", "integer"), ("igr:value", "any")]),
    "thing": _Class([], []),
}
_TYPES = {"document": "igr:Document", "decision": "igr:Decision", "act": "igr:Request"}


@dataclass
class Pattern:
    """A connected graph pattern: its triples, and the kind of each variable."""

    triples: list[str] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)

    def fresh(self, kind: str) -> str:
        """Return a new variable."""
        name = f"?{kind[:3]}{len(self.kinds)}"
        self.kinds[name] = kind
        return name

    def of(self, *kinds: str) -> list[str]:
        """Return the variables of some kinds."""
        return [name for name, kind in self.kinds.items() if kind in kinds]

    def __str__(self) -> str:
        """Return the triples as SPARQL."""
        return " . ".join(self.triples)


class Maker:
    """Makes patterns and expressions by chance."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def pattern(self, start: str | None = None, links: int = 1, values: int = 1) -> Pattern:
        """Return a pattern that begins at a class, follows links and asks for values."""
        found = Pattern()
        start = start or self.random.choice(("document", "decision", "citation", "act", "body"))
        self.grow(found, found.fresh(start), links, values)
        return found

    def grow(self, found: Pattern, root: str, links: int, values: int) -> None:
        """Add to a pattern what hangs on one of its variables; it has at least one triple."""
        choose = self.random
        reached = [root]
        for _ in range(links):
            name = choose.choice([v for v in reached if _MODEL[found.kinds[v]].links] or [root])
            if not (offers := _MODEL[found.kinds[name]].links):
                break
            predicate, target = choose.choice(offers)
            reached.append(found.fresh(target))
            pair = (name, reached[-1]) if predicate[0] != "^" else (reached[-1], name)
            found.triples.append(f"{pair[0]} {predicate.removeprefix('^')} {pair[1]}")
        for _ in range(values):
            name = choose.choice([v for v in reached if _MODEL[found.kinds[v]].values] or [root])
            if _MODEL[found.kinds[name]].values:
                predicate, kind = choose.choice(_MODEL[found.kinds[name]].values)
                found.triples.append(f"{name} {predicate} {found.fresh(kind)}")
        if not found.triples:
            found.triples.append(f"{root} a {_TYPES.get(found.kinds[root], 'igr:GovernanceBody')}")

    def condition(self, found: Pattern) -> str:
        """Return an expression that is true of some answers to a pattern."""
        name = self.random.choice(list(found.kinds))
        number = self.random.randrange(DOCUMENTS)
        offers = {
            "string": (
                f'CONTAINS({name}, "{number}")',
                f'REGEX({name}, "[{number % 5}-7]", "i")',
                f'{name} < "{number}"',
                f"STRLEN({name}) > {number}",
                f'STRENDS(LCASE({name}), "{number % 4}") || {name} = "5"',
            ),
            "tagged": (
                f'LANGMATCHES(LANG({name}), "en")',
                f'CONTAINS(STR({name}), "{number % 10}")',
                f'!REGEX(STR({name}), "o.*{number % 3}")',
                f'STRSTARTS(STR({name}), "Resolution {number % 3}") || LANG({name}) = "zh"',
            ),
            "date": (
                f'{name} >= "{1950 + number}-06-01"^^xsd:date',
                f'{name} != "{corpus.day_of(number)}"^^xsd:date',
                f"YEAR({name}) IN (1950, {1950 + number % 3})",
            ),
            "integer": (f"{name} * 2 > {number}", f"{name} + 1 = {number % 5}", f"{name} NOT IN (1, 3)"),
        }
        return self.random.choice(
            offers.get(
                found.kinds[name],
                (
                    f'STRENDS(STR({name}), "{number % 10}")',
                    f"{name} != <{corpus.body_iri(number * number)}>",
                    f"isIRI({name}) && STRLEN(STR({name})) > {30 + number}",
                    f'REPLACE(STR({name}), "^.*[^0-9]", "") > "{number}"',
                ),
            )
        )

    def variables(self, found: Pattern, most: int = 3) -> list[str]:
        """Return some variables of a pattern, in order."""
        names = list(found.kinds)
        chosen = set(self.random.sample(names, min(len(names), self.random.randint(1, most))))
        return [name for name in names if name in chosen]


def order_by(names: Sequence[str], descending: bool = False) -> str:
    """Return an ORDER BY over everything that is shown; strings decide, whatever the kinds of terms."""
    keys = " ".join(f"DESC(STR({name}))" if descending else f"STR({name})" for name in names)
    return f"ORDER BY {keys}"


Family = Callable[[Maker, str], Case]


def cases(families: dict[str, Family]) -> Iterator[Case]:
    """Yield the queries of all families; each family has its own beginning, so that one may change alone."""
    for name, family in families.items():
        maker = Maker(sum(name.encode()))
        made: set[Case] = set()
        while len(made) < _PER_FAMILY:
            case = family(maker, "")
            if case not in made:
                made.add(case)
                yield replace(case, name=f"{name}-{len(made):02}")


def select(name: str, shown: Sequence[str] | str, where: str, tail: str = "", **more: object) -> Case:
    """Return a SELECT query."""
    columns = shown if isinstance(shown, str) else " ".join(shown)
    return Case(name, f"{_HEAD}SELECT {columns}", f"WHERE {{ {where} }} {tail}", **more)  # type: ignore[arg-type]


def form(name: str, head: str, where: str, tail: str = "") -> Case:
    """Return a query of another form; ``head`` is what stands before WHERE."""
    return Case(name, f"{_HEAD}{head}", f"WHERE {{ {where} }} {tail}")
