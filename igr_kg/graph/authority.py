"""What is known beforehand: names and kinds of bodies, places, offices, and links to other data sets.

It stands in graphs of its own, each thing with the source of its row, and is never evidence for
what a document says.
"""

from __future__ import annotations

from collections.abc import Iterator

from igr_kg import ids
from igr_kg.graph.draft import date_term
from igr_kg.graph.names import authority_name
from igr_kg.graph.quads import Quad, literal, named, node, term
from igr_kg.packs.authority import Authority, Link, Row

AUTHORITY = "graph/authority"
LINKS = "graph/links"

_CLASSES = {
    "city": "City",
    "country": "Country",
    "process": "Process",
    "proposed": "ProposedBody",
    "members": "GroupMembers",
}
_CLASS = {
    "body": "GovernanceBody",
    "role": "Office",
    "place": "Place",
    "instrument": "Instrument",
    "person": "Person",
}
_DATES = {"established": "igr:establishedOn", "dissolved": "igr:dissolvedOn"}
_RELATIONS = {"parent": "igr:parentBody", "body": "igr:officeOf", "country": "igr:country"}


def authority_quads(authority: Authority, *, base: str = ids.DEFAULT_BASE) -> Iterator[Quad]:
    """Yield ``graph/authority``: every row with its labels, kind, relations and source.

    :param authority: the rows
    :param base: base of every IRI
    """
    for row in authority.rows.values():
        yield from _row(row, authority, base)


def _row(row: Row, authority: Authority, base: str) -> Iterator[Quad]:
    graph = named(AUTHORITY, base)
    subject = named(authority_name(row.key, row.kind), base)

    def say(predicate: str, value: str) -> Quad:
        return Quad(subject, term(predicate, base), value, graph)

    class_ = _class(row)
    yield say("rdf:type", term(f"igr:{class_}", base))
    if class_ == "GovernanceBody":
        yield say("igr:bodyKind", named(f"scheme/body-kind/{row.kind}", base))
    for tag, names in row.names.items():
        yield say("skos:prefLabel", literal(row.labels[tag], language=tag))
        for name in names:
            if name != row.labels[tag]:
                yield say("skos:altLabel", literal(name, language=tag))
    for relation, key in row.related.items():
        other = authority.rows[key]
        yield say(_RELATIONS[relation], named(authority_name(other.key, other.kind), base))
    for column, predicate in _DATES.items():
        date = date_term(row.facts.get(column, ""))
        if date is not None:
            yield say(predicate, date)
            yield say("dcterms:source", _source(row.facts["dates_source"]))
    if row.mention == "place" and row.kind == "country":
        yield say("igr:code", literal(row.key.partition("/")[2]))
    yield say("dcterms:source", _source(row.source))


def _class(row: Row) -> str:
    if row.key.startswith("group/"):
        return "ActorGroup"
    return _CLASSES.get(row.kind, _CLASS.get(row.mention, "GovernanceBody"))


def link_quads(authority: Authority, *, base: str = ids.DEFAULT_BASE) -> Iterator[Quad]:
    """Yield ``graph/links``: each link as a SKOS mapping triple and as a record that justifies it.

    :param authority: the links
    :param base: base of every IRI
    """
    for link in authority.links:
        yield from _link(link, authority, base)


def _link(link: Link, authority: Authority, base: str) -> Iterator[Quad]:
    graph = named(LINKS, base)
    subject = named(_linked(link.subject, authority), base)
    predicate, target = term(link.predicate, base), node(link.object)
    yield Quad(subject, predicate, target, graph)
    digest = ids.short_hash(link.subject, link.predicate, link.object, digits=16)
    record = named(f"id/mapping/{digest}", base)
    statements = {
        "rdf:type": term("igr:Mapping", base),
        "igr:mappingSubject": subject,
        "igr:mappingPredicate": predicate,
        "igr:mappingObject": target,
        "igr:mappingJustification": literal(link.justification),
        "igr:mappingSource": _source(link.source),
        "igr:confidence": literal(f"{link.confidence:g}", datatype="xsd:decimal"),
        "dcterms:license": _source(link.licence),
    }
    for name, value in statements.items():
        yield Quad(record, term(name, base), value, graph)


def _linked(subject: str, authority: Authority) -> str:
    if subject.startswith("topic/"):
        return f"scheme/{subject}"
    row = authority.get(subject)
    return authority_name(subject, row.kind if row else "")


def _source(text: str) -> str:
    """Return a source as an IRI where it is one, otherwise as words."""
    if text.startswith(("http://", "https://")) and " " not in text:
        return node(text)
    return literal(text)
