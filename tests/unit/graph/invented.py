"""Readings of small invented texts, to test what is written from each type of fact."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from igr_kg import ids
from igr_kg.graph.build import build
from igr_kg.graph.quads import PREFIXES, Quad, is_iri, value
from igr_kg.model import Act, Block, Document, Entity, Fact, Mention, Reading, Slot, Span
from igr_kg.packs.fold import FoldRules, reading

RULES = FoldRules("", True)
Triple = tuple[str, str, str]


class Invented:
    """A text made of blocks, and what somebody claims to have read from it."""

    def __init__(self, *blocks: tuple[str, str, str | None, str, str], symbol: str = "T/1") -> None:
        self.text, made = "", []
        for ident, kind, label, path, words in blocks:
            start = len(self.text)
            self.text += words
            container = "annex/1" if path.startswith("annex/1/") else ""
            parent = ident.rpartition(".")[0] or None
            made.append(
                Block(
                    ident,
                    kind,
                    label,
                    parent,
                    start,
                    start + len(words.rstrip()),
                    path or None,
                    container,
                )
            )
            self.text += "\n\n"
        self.blocks = tuple(made)
        self.symbol = symbol
        self.facts: list[Fact] = []
        self.acts: list[Act] = []
        self.mentions: list[Mention] = []
        self.entities: dict[str, Entity] = {}
        self.fields: dict[str, tuple[Slot, ...]] = {}

    def span(self, words: str, nth: int = 1) -> Span:
        at = -1
        for _ in range(nth):
            at = self.text.index(words, at + 1)
        return Span(at, at + len(words))

    def slot(self, value: str, words: str | None = None, ref: str | None = None, nth: int = 1) -> Slot:
        return Slot(value, (self.span(words or value, nth),), ref)

    def name(
        self,
        kind: str,
        words: str,
        key: str | None = None,
        *,
        ident: str = "",
        subkind: str = "",
        nth: int = 1,
    ) -> str:
        """Add an entity with one mention; return its id."""
        span = self.span(words, nth)
        ident = ident or key or f"{kind}:{words}"
        names = ((words, (span,)),)
        self.entities[ident] = Entity(ident, kind, key, words, names, subkind)
        block = self.at(span)
        self.mentions.append(Mention(kind, words, block, span.start, span.end, key, "t.name", ident))
        return ident

    def at(self, span: Span) -> str:
        return [b.id for b in self.blocks if b.span.covers(Span(span.start, span.start + 1))][-1]

    def fact(self, type_: str, words: str, how: str = "extracted", /, **slots: Slot | Iterable[Slot]) -> str:
        """Add a fact stated by some words; return its id."""
        span = self.span(words)
        filled = {n.rstrip("_"): (s,) if isinstance(s, Slot) else tuple(s) for n, s in slots.items()}
        ident = f"{self.at(span)}.{type_}.{len(self.facts) + 1}"
        self.facts.append(Fact(ident, type_, filled, (span,), self.at(span), f"t.{type_}", how))
        return ident

    def act(self, verb: str, words: str, mode: str = "operative", **slots: Slot | Iterable[Slot]) -> str:
        span = self.span(words)
        filled = {n.rstrip("_"): (s,) if isinstance(s, Slot) else tuple(s) for n, s in slots.items()}
        ident = f"{self.at(span)}.act.{len(self.acts) + 1}"
        addressees = filled.pop("addressee", ())
        act = Act(ident, verb, mode, None, addressees, None, span, self.at(span), f"t.{verb}", filled)
        self.acts.append(act)
        return ident

    def document(self) -> Document:
        inner = {b.id: [c.span for c in self.blocks if c.parent == b.id] for b in self.blocks}
        views = {
            b.id: reading(self.text, [Span(b.start, min([c.start for c in inner[b.id]] or [b.end]))], RULES)
            for b in self.blocks
        }
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        return Document("t.txt", "zh", self.text, digest, "other", self.blocks, views, symbol=self.symbol)

    def reading(self) -> Reading:
        return Reading(
            self.document(),
            tuple(self.mentions),
            self.entities,
            tuple(self.acts),
            tuple(self.facts),
            self.fields,
        )

    def quads(self, **options: str) -> list[Quad]:
        return build(self.reading(), **options)  # type: ignore[arg-type]

    def said(self) -> set[Triple]:
        """Return the triples of the graph of facts, shortened."""
        return {short(q) for q in self.quads() if q.g.startswith(f"<{ids.DEFAULT_BASE}graph/document/")}


def short(quad: Quad, base: str = ids.DEFAULT_BASE) -> Triple:
    """Return a statement as local names, prefixed names and values."""
    return _short(quad.s, base), _short(quad.p, base), _short(quad.o, base)


def _short(term: str, base: str) -> str:
    text = value(term)
    if not is_iri(term):
        return text
    for prefix, namespace in PREFIXES.items():
        full = namespace if ":" in namespace else base + namespace
        if text.startswith(full):
            return f"{prefix}:{text[len(full) :]}"
    return text.removeprefix(base)


def evidence(quads: Iterable[Quad], triple: Triple) -> list[dict[str, list[str]]]:
    """Return the records of evidence of a triple: values by shortened property, sorted."""
    records: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        if quad.g.startswith(f"<{ids.DEFAULT_BASE}graph/evidence/"):
            subject, predicate, object_ = short(quad)
            records.setdefault(subject, {}).setdefault(predicate, []).append(object_)
    keys = ("rdf:subject", "rdf:predicate", "rdf:object")
    found = [r for r in records.values() if tuple((r.get(k) or [""])[0] for k in keys) == triple]
    for record in found:
        record["places"] = [
            f"{records[s]['igr:start'][0]}:{records[s]['igr:quote'][0]}" for s in record.get("igr:span", ())
        ]
    return found


def paragraph(words: str) -> Invented:
    """Return a text of one paragraph, the third of an annex."""
    return Invented(("p3", "paragraph", "3", "annex/1/par/3", f"3. {words}"))


def objects(said: set[Triple], predicate: str, subject: str | None = None) -> list[str]:
    """Return the objects of the triples with a property."""
    return sorted(o for s, p, o in said if p == predicate and subject in (None, s))
