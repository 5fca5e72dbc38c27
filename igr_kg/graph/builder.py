"""Facts with their evidence: a triple can only be added together with the passages that state it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from igr_kg import ids
from igr_kg.errors import IgrError
from igr_kg.graph.quads import Quad, literal, named, term
from igr_kg.graph.sift import Triple, sift
from igr_kg.model import Block, Document, Span
from igr_kg.packs.fold import FoldRules, printed, quote, reading, without

EXTRACTED = "extracted"
IMPLIED = "implied"
RULES = "id/rule/"


@dataclass(frozen=True, slots=True)
class Basis:
    """Why a triple is believed.

    :param spans: the ranges that state it, all needed together; never empty
    :param rule: id of the rule that read it
    :param status: ``extracted`` (a passage says it) or ``implied`` (it follows from several)
    """

    spans: tuple[Span, ...]
    rule: str
    status: str = EXTRACTED


class Builder:
    """Collects the facts of one language version and writes its graphs of facts and of evidence.

    :param document: the version that the facts were read from
    :param name: local name of the document (``id/document/<slug>``)
    :param base: base of every IRI
    :param run: local name of the run (``run/<16 hex>``)
    :param rules: how the language joins lines, for quotes
    :ivar findings: what :meth:`quads` left out, a sentence each
    """

    def __init__(self, document: Document, *, name: str, base: str, run: str, rules: FoldRules) -> None:
        slug = name.removeprefix("id/document/")
        self.document = document
        self.name = name
        self.base = base
        self._facts_graph = self.thing(ids.document_graph(slug, document.language))
        self._evidence_name = ids.evidence_graph(slug, document.language)
        self._evidence_graph = self.thing(self._evidence_name)
        self._run = self.thing(run)
        self._rules = rules
        self._furniture = tuple(b.span for b in document.blocks if b.kind == "furniture")
        self._facts: dict[Triple, dict[Basis, None]] = {}
        self.findings: list[str] = []
        self._places: dict[Span, list[tuple[str, str]]] = {}
        self._parts = [b for b in document.blocks if b.path]
        self._starts = [b.start for b in self._parts]
        self._parents = {b.id: b for b in self._parts}

    def thing(self, local: str) -> str:
        """Return the term of a local name."""
        return named(local, self.base)

    def term(self, prefixed: str) -> str:
        """Return the term of a prefixed name (``igr:agent``)."""
        return term(prefixed, self.base)

    def fact(self, subject: str, predicate: str, object_: str, basis: Basis) -> None:
        """Add a triple with one record of evidence; further records are alternatives.

        :param subject: a local name
        :param predicate: a prefixed name
        :param object_: a term, see :meth:`thing`, :meth:`term` and :func:`~igr_kg.graph.quads.literal`
        :raises IgrError: ``NO_EVIDENCE`` when the basis holds no span
        """
        if not basis.spans:
            raise IgrError(
                "NO_EVIDENCE",
                f"The statement {subject} {predicate} {object_} was read from no passage.",
                where=self.document.name,
            )
        self._facts.setdefault((subject, predicate, object_), {})[basis] = None

    def part(self, block: Block | None) -> str:
        """Return the local name of a block's part, or of the document for what has no path."""
        return f"{self.name}/{block.path}" if block is not None and block.path else self.name

    def quads(self) -> Iterator[Quad]:
        """Yield the facts that can stand together and their evidence, each once, in no promised order.

        What was left out is told in :attr:`findings`.
        """
        readable = {self._readable(triple): triple for triple in self._facts}
        kept, self.findings = sift(list(readable), f"{self.name}/")
        for short, (subject, predicate, object_) in readable.items():
            if short in kept:
                triple = (self.thing(subject), self.term(predicate), object_)
                yield Quad(*triple, self._facts_graph)
                for basis in self._facts[subject, predicate, object_]:
                    yield from self._evidence(triple, basis)

    def _readable(self, triple: Triple) -> Triple:
        """Return a triple with its object as a local or prefixed name where it is one."""
        subject, predicate, object_ = triple
        if object_.startswith(f"<{self.base}ontology#"):
            return subject, predicate, f"igr:{object_[len(self.base) + 10 : -1]}"
        return subject, predicate, object_.removeprefix(f"<{self.base}").rstrip(">")

    def _evidence(self, triple: Triple, basis: Basis) -> Iterator[Quad]:
        places = (f"{span.start}-{span.end}" for span in basis.spans)
        digest = ids.short_hash(*triple, basis.status, basis.rule, *places, digits=16)
        name = f"{self._evidence_name}#{digest}"
        subject, predicate, object_ = triple
        statements = [
            ("rdf:type", self.term("igr:Evidence")),
            ("rdf:subject", subject),
            ("rdf:predicate", predicate),
            ("rdf:object", object_),
            ("igr:status", self.term(f"igr:{basis.status}")),
            ("igr:reviewStatus", self.thing("scheme/review-status/unreviewed")),
            ("igr:rule", self.thing(rule_name(self.document.language, basis.rule))),
            ("prov:wasGeneratedBy", self._run),
            *self._place(basis.spans[0]),
        ]
        if len(basis.spans) > 1:
            for number, span in enumerate(basis.spans, start=1):
                statements.append(("igr:span", self.thing(f"{name}-{number}")))
                place = [("rdf:type", self.term("igr:Span")), *self._place(span)]
                yield from self._about(f"{name}-{number}", place)
        yield from self._about(name, statements)

    def _about(self, name: str, statements: Iterable[tuple[str, str]]) -> Iterator[Quad]:
        for predicate, value in statements:
            yield Quad(self.thing(name), self.term(predicate), value, self._evidence_graph)

    def _place(self, span: Span) -> list[tuple[str, str]]:
        """Return passage, offsets and quote of a range; many triples rest on the same one."""
        if span not in self._places:
            self._places[span] = self._placed(span)
        return self._places[span]

    def _placed(self, span: Span) -> list[tuple[str, str]]:
        return [
            ("igr:passage", self.thing(self.part(self.holding(span.start)))),
            ("igr:start", literal(span.start)),
            ("igr:end", literal(span.end)),
            ("igr:quote", literal(self.quote(span), language=self.document.language)),
        ]

    def holding(self, offset: int) -> Block | None:
        """Return the innermost block with a path that holds a character, or None."""
        at = bisect_right(self._starts, offset) - 1
        block = self._parts[at] if at >= 0 else None
        while block is not None and block.end <= offset:
            block = self._parents.get(block.parent or "")
        return block

    def said(self, span: Span) -> str:
        """Return the words of a range as rules read them, so that width and layout change nothing."""
        return reading(self.document.text, without(span, self._furniture), self._rules).text

    def printed(self, words: str, spans: Iterable[Span]) -> str:
        """Return words read in one of some ranges in the text's own characters and with its blanks."""
        pieces = (without(span, self._furniture) for span in spans)
        return printed(self.document.text, pieces, self._rules, words)

    def quote(self, span: Span) -> str:
        """Return the words of a range as printed, without page furniture that stands inside it."""
        return quote(self.document.text, without(span, self._furniture), self._rules)


def rule_name(language: str, rule: str) -> str:
    """Return the local name of an extraction rule.

    >>> rule_name("zh", "date.ymd")
    'id/rule/zh/date.ymd'
    """
    return f"{RULES}{language}/{rule}"
