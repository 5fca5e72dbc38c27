"""The links to other data sets as a graph of its own: the relation, and a record that justifies it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from igr_kg import ids
from igr_kg.graph.quads import Quad, literal, named, node, term
from igr_kg.packs.links import Links
from igr_kg.packs.sssom import Correspondence

LINKS = "graph/links"
_READ = tuple(f"{ids.DEFAULT_BASE}id/{kind}/" for kind in ("document", "decision"))
"""What is there only where a text was read that is it or tells of it."""


def link_quads(
    links: Links, *, base: str = ids.DEFAULT_BASE, held: Collection[str] = frozenset()
) -> Iterator[Quad]:
    """Yield ``graph/links``: each link as a SKOS mapping triple and as a record that justifies it.

    :param base: base of every IRI
    :param held: terms of the documents and decisions that the data set describes; links of others stay out
    """
    for link in links.links:
        local = link.subject.removeprefix(ids.DEFAULT_BASE)
        if not link.subject.startswith(_READ) or named(local, base) in held:
            yield from _link(link, links, base)


def _link(link: Correspondence, links: Links, base: str) -> Iterator[Quad]:
    graph = named(LINKS, base)
    local = link.subject.removeprefix(ids.DEFAULT_BASE)
    subject, predicate, target = named(local, base), node(link.predicate), node(link.object)
    yield Quad(subject, predicate, target, graph)
    digest = ids.short_hash(_key(local), f"skos:{link.predicate.rpartition('#')[2]}", link.object, digits=16)
    record = named(f"id/mapping/{digest}", base)

    def say(name: str, value: str) -> Quad:
        return Quad(record, term(name, base), value, graph)

    yield say("rdf:type", term("igr:Mapping", base))
    yield say("igr:mappingSubject", subject)
    yield say("igr:mappingPredicate", predicate)
    yield say("igr:mappingObject", target)
    yield say("igr:mappingJustification", literal(link.justification))
    yield say("igr:confidence", literal(f"{link.confidence:g}", datatype="xsd:decimal"))
    yield say("dcterms:license", node(link.licence))
    for source in link.sources:
        yield say("igr:mappingSource", literal(links.sources[source].title))
        yield say("dcterms:source", node(source))
    if link.comment:
        yield say("skos:note", literal(link.comment, language="en"))


def _key(local: str) -> str:
    """Return what a record is named after: the key of the row that the subject is.

    >>> _key("id/country/ken"), _key("scheme/topic/water")
    ('country/KEN', 'topic/water')
    """
    type_, _, name = local.removeprefix("id/").removeprefix("scheme/").partition("/")
    return f"{type_}/{name.upper() if type_ == 'country' else name}"
