"""What the release covers: which blocks of text gave facts, and which terms and shapes nothing reached.

All of it is computed from the graphs that are served. A block gave facts when a statement (an act, a measure,
an assessment ...) or something about a named thing, other than its name and kind, was read from it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from igr_kg.graph import quads, syntax
from igr_kg.web.constraints import Constraints
from igr_kg.web.data import Data
from igr_kg.web.names import document_name
from igr_kg.web.usage import NONE, Use

GAVE = ("statements", "facts")
"""Outcomes of a block that gave facts."""
WHY = ("items", "kind", "citation", "names", "nothing")
"""Why a block gave none, in the order in which the reasons are looked for."""
_NO_PROSE = ("cover", "heading", "note", "footnote", "table", "contents", "masthead", "furniture")
_NAMING = ("rdf:type", "igr:attestedName", "igr:shortForm", "igr:mentions", "igr:mentionsTopic")

_VERSIONS = """SELECT ?g ?document WHERE { GRAPH ?g { ?document igr:hasVersion ?version } }
ORDER BY ?g LIMIT $most OFFSET $skip"""
_BLOCKS = """SELECT ?s ?kind ?above ?start ?end ?text WHERE { GRAPH $graph {
  ?s igr:kindOfBlock ?kind ; igr:partOf ?above ; igr:start ?start ; igr:end ?end ; igr:text ?text } }"""
_READ = """SELECT DISTINCT ?part ?s ?p ?o WHERE { GRAPH $graph {
  ?e rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; igr:passage|igr:span/igr:passage ?part } }"""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text that gave no facts, or did.

    :param part: IRI
    :param kind: of the block, e.g. ``heading``
    :param outcome: one of :data:`GAVE` or :data:`WHY`
    """

    part: str
    kind: str
    outcome: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """A language version with what became of its blocks.

    :param document: IRI
    :param counts: outcome -> number of blocks
    """

    document: str
    language: str
    counts: Mapping[str, int]

    @property
    def blocks(self) -> int:
        """How many blocks it has."""
        return sum(self.counts.values())

    @property
    def gave(self) -> int:
        """How many of them gave facts."""
        return sum(self.counts.get(outcome, 0) for outcome in GAVE)


def versions(data: Data, most: int, skip: int = 0) -> list[tuple[str, str]]:
    """Return documents (IRIs) with the language tag of one of their versions each, by the graph's name."""
    rows = data.rows(_VERSIONS, most=most, skip=skip)
    found = [(quads.value(row["document"]), quads.value(row["g"]).rpartition("/")[2]) for row in rows]
    return list(dict.fromkeys(found))


def _graph(data: Data, kind: str, document: str, language: str) -> str:
    slug = document.removeprefix(f"{data.base}id/document/")
    return f"{data.base}graph/{kind}/{slug}/{language}"


def blocks(data: Data, document: str, language: str) -> list[Block]:
    """Return the blocks of a language version in reading order, with what became of each."""
    read: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in data.rows(_READ, graph=_graph(data, "evidence", document, language)):
        read[quads.value(row["part"])].append((row["s"], row["p"], row["o"]))
    rows = data.rows(_BLOCKS, graph=_graph(data, "text", document, language))
    own = {quads.value(row["s"]): _outcome(data, read.get(quads.value(row["s"]), ())) for row in rows}
    above = {quads.value(row["s"]): quads.value(row["above"]) for row in rows}
    carried = _carried(above, [part for part, outcome in own.items() if outcome in GAVE])
    found = []
    for row in rows:
        part, kind = quads.value(row["s"]), quads.value(row["kind"])
        outcome = own[part]
        if outcome not in GAVE:
            outcome = "items" if part in carried else "kind" if kind in _NO_PROSE else outcome
        start, end = int(quads.value(row["start"])), int(quads.value(row["end"]))
        found.append(Block(part, kind, outcome, start, end, quads.value(row["text"])))
    return sorted(found, key=lambda block: (block.start, -block.end, block.part))


def _carried(above: Mapping[str, str], parts: Iterable[str]) -> set[str]:
    """Return everything that some parts stand in."""
    found: set[str] = set()
    for part in parts:
        parent = above.get(part, "")
        while parent and parent not in found:
            found.add(parent)
            parent = above.get(parent, "")
    return found


def _outcome(data: Data, triples: Collection[tuple[str, str, str]]) -> str:
    """Return what the triples that were read from a block amount to."""
    cites = data.term("igr:cites")
    cited = {o for _, p, o in triples if p == cites}
    naming = {data.term(name) for name in _NAMING}
    kinds = set()
    for subject, predicate, _ in triples:
        name = document_name(quads.value(subject).removeprefix(data.base))
        if name is not None and name.statement:
            kinds.add("citation" if name.statement == "citation" else "statements")
        elif predicate in naming:
            kinds.add("names")
        else:
            kinds.add("citation" if subject in cited else "facts")
    order = (*GAVE, "citation", "names")
    return next((kind for kind in order if kind in kinds), "nothing")


def version(data: Data, document: str, language: str) -> Version:
    """Return what became of the blocks of a language version."""
    counts = Counter(block.outcome for block in blocks(data, document, language))
    return Version(document, language, dict(sorted(counts.items())))


@dataclass(frozen=True, slots=True)
class Shapes:
    """What the shapes did in the release.

    :param fired: shape -> number of results in the report of the release
    :param without_focus: node shapes that no thing is a target of
    :param without_value: property shapes whose property nothing has that they look at
    :param silent: shapes that looked at something and had nothing to say
    :param reported: whether the release has a report
    """

    fired: Mapping[str, int]
    without_focus: Sequence[str]
    without_value: Sequence[str]
    silent: Sequence[str]
    reported: bool


def shapes(data: Data, uses: Mapping[str, Use], rules: Constraints, release: Path | None) -> Shapes:
    """Return what the shapes did.

    :param release: folder of the release, which holds the report of its check
    """
    reached = {name: any(_reaches(data, uses, t) for t in targets) for name, targets in rules.targets.items()}
    of, fired = rules.vocabulary, _fired(release, data.base)
    looked: set[str] = set()
    empty: set[str] = set()
    for name, has_focus in reached.items():
        node = quads.node(f"{data.base}shapes#{name}")
        for shape in of.objects(node, "sh:property") if has_focus else ():
            local = quads.value(shape).partition("#")[2]
            paths = [path for path in of.objects(shape, "sh:path") if quads.is_iri(path)]
            used = not paths or any(_said(data, uses, path) for path in paths)
            (looked if used else empty).add(local)
    without_focus = sorted(name for name, has_focus in reached.items() if not has_focus)
    looked |= {name for name, has_focus in reached.items() if has_focus and rules.messages(name)}
    silent = sorted(name for name in looked if name and name not in fired)
    return Shapes(
        dict(sorted(fired.items(), key=lambda item: (-item[1], item[0]))),
        without_focus,
        sorted(name for name in empty if name and name not in fired),
        silent,
        release is not None and (release / "report.ttl").is_file(),
    )


def _reaches(data: Data, uses: Mapping[str, Use], target: tuple[str, str]) -> bool:
    kind, term = target
    iri = quads.value(term)
    if kind == "class":
        if iri.startswith(data.base):
            return bool(uses.get(iri, NONE).below)
        return data.ask("ASK { GRAPH ?g { ?s a $class } }", **{"class": iri})
    if kind == "node":
        return data.ask("ASK { GRAPH ?g { $node ?p ?o } }", node=iri)
    return _said(data, uses, term)


def _said(data: Data, uses: Mapping[str, Use], property_: str) -> bool:
    iri = quads.value(property_)
    if iri.startswith(data.base):
        return bool(uses.get(iri, NONE).n)
    return data.ask("ASK { GRAPH ?g { ?s $property ?o } }", property=iri)


def _fired(release: Path | None, base: str) -> dict[str, int]:
    path = release / "report.ttl" if release is not None else None
    if path is None or not path.is_file():
        return {}
    source = quads.term("sh:sourceShape", base)
    rows = syntax.parse(path.read_bytes(), "ttl", base=base, where=path.name)
    return Counter(quads.value(q.o).partition("#")[2] for q in rows if q.p == source)
