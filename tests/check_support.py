"""A small sound data set: one invented document in one language, with its evidence and text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from igr_kg import ids
from igr_kg.graph.quads import RDF_TYPE, Quad, literal, node, term

BASE = ids.DEFAULT_BASE
TEXT = "WET/4/1\n\n1. At its third ses-\nsion the\n\nWET/4/1\n2\nWetlands Council met in Ramsar.\n"
PART = (9, len(TEXT) - 1)
MEETING = "id/meeting/wetlands-council-3"


def igr(name: str, base: str = BASE) -> str:
    return term(f"igr:{name}", base)


def thing(local: str, base: str = BASE) -> str:
    return node(ids.iri(local, base))


class Release:
    """A document ``slug`` whose facts can be changed before its quads are asked for."""

    def __init__(self, slug: str = "wet-4-1", base: str = BASE) -> None:
        self.slug, self.base = slug, base
        self.document = f"id/document/{slug}"
        self.version = ids.iri(f"{self.document}/en", base)
        self.facts: list[tuple[str, str, str]] = []
        document, meeting, council = (
            self.it(x) for x in (self.document, MEETING, "id/body/wetlands-council")
        )
        self.say(document, RDF_TYPE, self.igr("Document"))
        self.say(document, term("dcterms:identifier", base), literal("WET/4/1"))
        self.say(council, RDF_TYPE, self.igr("GovernanceBody"))
        self.say(council, self.igr("attestedName"), literal("Wetlands Council", language="en"))
        self.say(meeting, RDF_TYPE, self.igr("Session"))
        self.say(meeting, self.igr("meetingOf"), council)
        self.say(meeting, self.igr("ordinal"), literal(3))
        self.say(meeting, self.igr("meetingKind"), self.it("scheme/meeting-kind/session"))

    def it(self, local: str) -> str:
        return thing(local, self.base)

    def igr(self, name: str) -> str:
        return igr(name, self.base)

    def say(self, subject: str, predicate: str, object_: str) -> None:
        self.facts.append((subject, predicate, object_))

    def quads(self) -> list[Quad]:
        graph = self.it(f"graph/document/{self.slug}/en")
        facts = [Quad(*fact, graph) for fact in self.facts]
        return [*facts, *self._text(), *(q for fact in self.facts for q in self._evidence(fact))]

    def texts(self) -> dict[str, str]:
        return {self.version: TEXT}

    def _text(self) -> Iterable[Quad]:
        graph = self.it(f"graph/text/{self.slug}/en")
        part, version = self.it(f"{self.document}/par/1"), node(self.version)
        digest = literal(hashlib.sha256(TEXT.encode()).hexdigest())
        rows = [
            (part, RDF_TYPE, self.igr("Paragraph")),
            (part, self.igr("partOf"), self.it(self.document)),
            (part, self.igr("order"), literal(1)),
            (part, self.igr("start"), literal(PART[0])),
            (part, self.igr("end"), literal(PART[1])),
            (version, RDF_TYPE, self.igr("DocumentVersion")),
            (version, self.igr("versionOf"), self.it(self.document)),
            (version, term("dcterms:language", self.base), literal("en")),
            (version, self.igr("textSHA256"), digest),
            (version, self.igr("sourceSHA256"), digest),
        ]
        return (Quad(*row, graph) for row in rows)

    def _evidence(self, fact: tuple[str, str, str]) -> Iterable[Quad]:
        name = f"graph/evidence/{self.slug}/en"
        record = self.it(f"{name}#{ids.short_hash(*fact, digits=16)}")
        quote = "At its third session the Wetlands Council met in Ramsar."
        rows = [
            (RDF_TYPE, self.igr("Evidence")),
            (term("rdf:subject", self.base), fact[0]),
            (term("rdf:predicate", self.base), fact[1]),
            (term("rdf:object", self.base), fact[2]),
            (self.igr("status"), self.igr("extracted")),
            (self.igr("reviewStatus"), self.it("scheme/review-status/unreviewed")),
            (self.igr("rule"), self.it("id/rule/en/meeting.held")),
            (term("prov:wasGeneratedBy", self.base), self.it("run/0000000000000000")),
            (self.igr("passage"), self.it(f"{self.document}/par/1")),
            (self.igr("start"), literal(TEXT.index("At its"))),
            (self.igr("end"), literal(len(TEXT) - 1)),
            (self.igr("quote"), literal(quote, language="en")),
        ]
        return (Quad(record, *row, self.it(name)) for row in rows)


def replaced(
    quads: Iterable[Quad], which: Callable[[Quad], bool], change: Callable[[Quad], Quad | None]
) -> list[Quad]:
    """Return the quads with the first one that fits changed, or left out where the change is None."""
    out: list[Quad] = []
    done = False
    for quad in quads:
        if not done and which(quad):
            done = True
            new = change(quad)
            out += [new] if new is not None else []
        else:
            out.append(quad)
    assert done, "no quad fits"
    return out
