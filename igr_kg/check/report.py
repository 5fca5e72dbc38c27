"""The report of a check: one list of results, as text, JSON and RDF.

The RDF form is that of SHACL 1.0, section 3.6, with an IRI for every node, so that two reports on
the same data are the same bytes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from igr_kg import ids
from igr_kg.graph.quads import RDF_TYPE, Quad, expand, is_blank, literal, node, value

SEVERITIES = ("Violation", "Warning", "Info")

_WORDS = {
    "en": {
        "title": "Report of the check",
        "fine": "The data conform.",
        "bad": "The data do not conform.",
        "count": "Violations: {Violation}, warnings: {Warning}, remarks: {Info}.",
        "Violation": "violation",
        "Warning": "warning",
        "Info": "remark",
        "value": "value",
        "in": "in",
        "checked": "Checked: {checked} of {things} things, against {shapes}.",
        "unchecked": "Nothing was checked: of {things} things none is of a class that the shapes know.",
    },
    "zh": {
        "title": "检查报告",
        "fine": "数据符合要求。",
        "bad": "数据不符合要求。",
        "count": "违规 {Violation} 项，警告 {Warning} 项，备注 {Info} 项",
        "Violation": "违规",
        "Warning": "警告",
        "Info": "备注",
        "value": "值",
        "in": "位于",
        "checked": "已检查：{things} 个事物中的 {checked} 个，依据 {shapes}。",
        "unchecked": "未作任何检查：{things} 个事物均不属于约束所涵盖的类。",
    },
}


def languages() -> tuple[str, ...]:
    """Return the tags of the languages that reports are written in.

    >>> languages()
    ('en', 'zh')
    """
    return tuple(_WORDS)


def word(key: str, language: str) -> str:
    """Return the words for something in a language, else in English.

    >>> word("fine", "zh-Hant"), word("fine", "fr")
    ('数据符合要求。', 'The data conform.')
    """
    return _WORDS.get(language.partition("-")[0], _WORDS["en"])[key]


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that is wrong, or worth a look.

    :param focus: the thing it is about, an RDF term as canonical N-Quads writes it
    :param shape: IRI of the shape or dataset check that says so
    :param severity: ``Violation``, ``Warning`` or ``Info``
    :param messages: a sentence by language tag
    :param path: the property, an IRI (``^`` before it: read backwards), or an empty string
    :param value: the offending term, or an empty string
    :param component: IRI of the SHACL constraint component, empty for a dataset check
    :param graph: IRI of the graph that holds the statement, or an empty string
    :param detail: what was found, as data (a quote and the text beside it), without language
    """

    focus: str
    shape: str
    severity: str
    messages: Mapping[str, str] = field(hash=False)
    path: str = ""
    value: str = ""
    component: str = ""
    graph: str = ""
    detail: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells this result from others, and the order they stand in."""
        rank = str(SEVERITIES.index(self.severity))
        return (rank, self.shape, self.focus, self.path, self.value, self.component, self.graph, self.detail)

    def message(self, language: str) -> str:
        """Return the sentence in a language, else in English, else in any.

        >>> Result("<a:b>", "a:s", "Info", {"en": "Oh."}).message("fr")
        'Oh.'
        """
        for tag in (language, language.partition("-")[0], "en", *sorted(self.messages)):
            if tag in self.messages:
                return self.messages[tag]
        return self.shape


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a check looked at.

    :param things: how many things the data describe
    :param checked: how many of them a shape is about
    :param shapes: local names of those shapes, sorted
    :param classes: IRIs of the classes of the others, sorted, the first of them
    """

    things: int
    checked: int
    shapes: tuple[str, ...]
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The results of a check, sorted, each once.

    :param base: base of the project's IRIs
    :param omitted: how many results by severity are counted but not listed; see :meth:`first`
    :param coverage: what was looked at, where that is known
    """

    results: tuple[Result, ...]
    base: str = ids.DEFAULT_BASE
    omitted: Mapping[str, int] = field(default_factory=dict, hash=False)
    coverage: Coverage | None = None

    @classmethod
    def of(cls, results: Iterable[Result], base: str = ids.DEFAULT_BASE) -> Report:
        """Return the report of some results in any order."""
        unique = {result.key: result for result in results}
        return cls(tuple(unique[key] for key in sorted(unique)), base)

    @classmethod
    def from_json(cls, text: str | bytes, base: str = ids.DEFAULT_BASE) -> Report:
        """Return the report that :meth:`to_json` wrote.

        >>> Report.from_json(Report((), omitted={"Info": 2}).to_json()).counts()["Info"]
        2
        """
        data = json.loads(text)
        seen = data["coverage"]
        coverage = seen and Coverage(
            **{**seen, "shapes": tuple(seen["shapes"]), "classes": tuple(seen["classes"])}
        )
        return cls(tuple(Result(**result) for result in data["results"]), base, data["omitted"], coverage)

    def first(self, most: int) -> Report:
        """Return the report with at most so many results listed, violations first; its counts stay."""
        if len(self.results) <= most:
            return self
        rest = Counter(result.severity for result in self.results[most:])
        return replace(self, results=self.results[:most], omitted=dict(rest + Counter(self.omitted)))

    @property
    def conforms(self) -> bool:
        """Whether there is no violation (warnings and remarks do not count)."""
        return not self.counts()["Violation"]

    def counts(self) -> dict[str, int]:
        """Return how many results there are of each severity, listed or not."""
        found = Counter(result.severity for result in self.results)
        return {severity: found[severity] + self.omitted.get(severity, 0) for severity in SEVERITIES}

    def to_text(self, language: str = "en") -> str:
        """Return the report for a person: two lines of summary, then three lines a result.

        :param language: tag of the language of the sentences; one not in :func:`languages` gives English

        >>> print(Report(()).to_text("zh"))
        数据符合要求。
        违规 0 项，警告 0 项，备注 0 项
        """
        words = _WORDS.get(language.partition("-")[0], _WORDS["en"])
        rows = [words["fine" if self.conforms else "bad"], words["count"].format(**self.counts())]
        if self.coverage is not None:
            rows.append(self.looked_at(language))
        for result in self.results:
            rows += ["", f"{words[result.severity]}: {result.message(language)}"]
            path = f"  {self._short(result.path)}" if result.path else ""
            rows.append(f"  {self._short(result.focus)}{path}")
            if result.value:
                rows.append(f"  {words['value']}: {self._short(result.value)}")
            if result.detail:
                rows.append(f"  {result.detail}")
            if result.graph:
                rows.append(f"  {words['in']}: {self._short(result.graph)}")
        return "\n".join(rows)

    def looked_at(self, language: str = "en") -> str:
        """Return a sentence on what was checked; empty where that is not known."""
        if self.coverage is None:
            return ""
        words = _WORDS.get(language.partition("-")[0], _WORDS["en"])
        found = {**asdict(self.coverage), "shapes": ", ".join(self.coverage.shapes)}
        return words["checked" if self.coverage.checked else "unchecked"].format(**found)

    def _short(self, term: str) -> str:
        """Return a term as a person reads it: an IRI of ours without the base."""
        iri = value(term) if term.startswith("<") else term
        return iri.replace(self.base, "")

    def to_json(self) -> str:
        """Return the report as JSON: ``conforms``, counts, those not listed, and the results."""
        return json.dumps(self.data(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"

    def data(self) -> dict[str, Any]:
        """Return what :meth:`to_json` writes."""
        results = [
            {
                "focus": r.focus,
                "path": r.path,
                "value": r.value,
                "severity": r.severity,
                "shape": r.shape,
                "component": r.component,
                "graph": r.graph,
                "detail": r.detail,
                "messages": dict(r.messages),
            }
            for r in self.results
        ]
        looked_at = asdict(self.coverage) if self.coverage is not None else None
        return {
            "conforms": self.conforms,
            "counts": self.counts(),
            "omitted": {severity: self.omitted.get(severity, 0) for severity in SEVERITIES},
            "coverage": looked_at,
            "results": results,
        }

    def quads(self, name: str = "report", graph: str = "") -> Iterator[Quad]:
        """Yield the report in the vocabulary of SHACL, sorted, without blank nodes.

        ``sh:conforms`` follows :attr:`conforms`; ``sh:conformanceDisallows`` (SHACL 1.2 Core) says so.

        :param name: local name of the report; its results are ``<name>#<16 hex>``
        :param graph: the graph term of the statements, empty for the default graph
        """
        yield from sorted({Quad(*triple, graph) for triple in self._triples(node(ids.iri(name, self.base)))})

    def _named(self, term: str) -> str:
        """Return a term; a blank node of the data as a Skolem IRI (RDF 1.1 Concepts, section 3.5)."""
        if not is_blank(term):
            return term
        return node(f"{self.base}.well-known/genid/{ids.short_hash(term, digits=16)}")

    def _triples(self, report: str) -> Iterator[tuple[str, str, str]]:
        def sh(local: str) -> str:
            return node(expand(f"sh:{local}", self.base))

        yield report, RDF_TYPE, sh("ValidationReport")
        yield report, sh("conforms"), literal(self.conforms)
        yield report, sh("conformanceDisallows"), sh("Violation")
        if left := sum(self.omitted.values()):
            words = f"This report lists {len(self.results)} of {len(self.results) + left} results."
            yield report, node(expand("rdfs:comment", self.base)), literal(words, language="en")
        for result in self.results:
            item = f"{report[:-1]}#{ids.short_hash(*result.key, digits=16)}>"
            yield report, sh("result"), item
            yield item, RDF_TYPE, sh("ValidationResult")
            yield item, sh("focusNode"), self._named(result.focus)
            yield item, sh("resultSeverity"), sh(result.severity)
            yield item, sh("sourceShape"), node(result.shape)
            if result.path and not result.path.startswith("^"):
                yield item, sh("resultPath"), node(result.path)
            if result.value:
                yield item, sh("value"), self._named(result.value)
            if result.component:
                yield item, sh("sourceConstraintComponent"), node(result.component)
            if result.graph:
                yield item, node(expand("igr:inGraph", self.base)), node(result.graph)
            if result.detail:
                yield item, node(expand("igr:detail", self.base)), literal(result.detail)
            for language, message in result.messages.items():
                yield item, sh("resultMessage"), literal(message, language=language)
