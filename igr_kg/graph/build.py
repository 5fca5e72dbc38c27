"""From a reading to RDF: the graphs of facts, of evidence and of text of one language version."""

from __future__ import annotations

from igr_kg import ids
from igr_kg.errors import PackError
from igr_kg.graph import acts, documents, effects, entities, meetings, options, people, responses, structure
from igr_kg.graph.builder import Builder
from igr_kg.graph.draft import Draft, Writer
from igr_kg.graph.names import Names
from igr_kg.graph.quads import Quad
from igr_kg.graph.versions import Versions, differences
from igr_kg.model import Document, Reading, Source
from igr_kg.packs import language
from igr_kg.packs.fold import FoldRules

WRITERS: dict[str, Writer] = {
    **meetings.WRITERS,
    **acts.WRITERS,
    **effects.WRITERS,
    **people.WRITERS,
    **responses.WRITERS,
    **options.WRITERS,
    **documents.WRITERS,
}
"""Fact type -> the function that writes it; other types stay out of the graph."""


def document_name(document: Document, source: Source | None = None) -> str:
    """Return the local name of the document that a version belongs to.

    The symbol that the text prints comes first, then the collector's, then the name of the file. A bare
    number (``368(1975)``) is the decision's and tells no document from those of other bodies, so the
    collector's symbol comes before it.

    >>> document_name(Document("a/b.txt", "zh", "", "", "other", (), symbol="UNEP/GC.26/18"))
    'id/document/unep-gc-26-18'
    """
    collected = source.symbol if source else None
    bare = document.symbol is not None and not any(char.isalpha() for char in document.symbol)
    given = collected or document.symbol if bare else document.symbol or collected
    if given and ids.slug(given):
        return ids.document(given)
    stem = (source.name if source else document.name).rsplit(".", 1)[0]
    return ids.document(ids.slug(stem) or document.source_sha256[:12])


def build(
    reading: Reading,
    *,
    source: Source | None = None,
    base: str = ids.DEFAULT_BASE,
    run: str = "run/unnamed",
) -> list[Quad]:
    """Return the quads of one language version: facts, their evidence, structure and text.

    Every triple of the graph of facts has evidence; what the text does not say is not in it.

    :param reading: what was read
    :param source: what the collector says of the file; only its symbol is used, for a text without one
    :param base: base of every IRI
    :param run: local name of the run that wrote it, see :mod:`igr_kg.graph.run`
    :return: sorted, each once
    """
    return build_with_findings(reading, source=source, base=base, run=run)[0]


def build_with_findings(
    reading: Reading,
    *,
    source: Source | None,
    base: str,
    run: str,
    versions: Versions | None = None,
) -> tuple[list[Quad], list[str]]:
    """Return what :func:`build` returns, and a sentence for everything that was read but left out.

    Left out is what cannot be: see :mod:`igr_kg.graph.sift`.

    :param versions: what other language versions of the document number; this one is taken up there
    """
    document = reading.document
    name = document_name(document, source)
    builder = Builder(document, name=name, base=base, run=run, rules=_rules(document.language))
    names, apart = _named(reading, name, versions)
    _write(Draft(reading, names, builder))
    quads = sorted({*builder.quads(), *structure.write(document, name, base)})
    return quads, [*builder.findings, *apart]


def _named(reading: Reading, name: str, versions: Versions | None) -> tuple[Names, list[str]]:
    """Return the names of what was read, and a sentence for each part that versions tell differently of."""
    names = Names(reading, name)
    if versions is None:
        return names, []
    before = {prefix: tuple(things) for prefix, things in versions.known.items()}
    numbers = versions.numbers(names.numbered)
    apart = differences(names.numbered, numbers, before)
    told = [f"{prefix}: the language versions do not tell the same here; numbered apart." for prefix in apart]
    return Names(reading, name, numbers), told


def _write(draft: Draft) -> None:
    meetings.prepare(draft)
    documents.fields(draft)
    documents.identifier(draft)
    entities.write(draft)
    for act in draft.reading.acts:
        acts.act(draft, act)
    for fact in draft.reading.facts:
        writer = WRITERS.get(fact.type)
        if writer is not None:
            writer(draft, fact, draft.names.get(fact.id) or draft.document)
    meetings.of_the_deciding_body(draft)
    meetings.of_the_session(draft)
    meetings.implied_ordinals(draft)
    meetings.acts_of_the_decision(draft)
    documents.adoptions(draft)


def _rules(tag: str) -> FoldRules:
    try:
        return language.load(tag).rules
    except PackError:
        return FoldRules()
