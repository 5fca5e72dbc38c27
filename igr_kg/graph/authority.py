"""What is known beforehand: names and kinds of bodies, places, offices.

It stands in a graph of its own, each thing with the source of its row, and is never evidence for
what a document says.
"""

from __future__ import annotations

from collections.abc import Iterator

from igr_kg import ids
from igr_kg.graph.draft import date_term
from igr_kg.graph.names import authority_name
from igr_kg.graph.quads import Quad, literal, named, node, term
from igr_kg.packs import history
from igr_kg.packs.authority import Authority, Row

AUTHORITY = "graph/authority"
CURATED = "graph/curated"
PROJECT = "id/project/igr-kg"

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
_HISTORY = {
    "established-by": "igr:establishedBy",
    "dissolved-by": "igr:dissolvedBy",
    "succeeds": "igr:succeeds",
    "entry-into-force": "igr:entryIntoForce",
    "amends": "igr:amends",
    "supplements": "igr:supplements",
}
_RELATIONS = {"parent": "igr:parentBody", "body": "igr:officeOf", "country": "igr:country"}


def authority_quads(authority: Authority, *, base: str = ids.DEFAULT_BASE) -> Iterator[Quad]:
    """Yield ``graph/authority``: every row with its labels, kind, relations and source.

    What is told of the history of a thing has a record in ``graph/curated``: where each statement was taken
    from, what it rests on, how sure it is.

    :param authority: the rows
    :param base: base of every IRI
    """
    for row in authority.rows.values():
        yield from _row(row, authority, base)
    for told in history.load(authority):
        yield from _told(told, authority, base)


def _row(row: Row, authority: Authority, base: str) -> Iterator[Quad]:
    graph = named(AUTHORITY, base)
    subject = named(authority_name(row.key, row.kind), base)

    def say(predicate: str, value: str) -> Quad:
        return Quad(subject, term(predicate, base), value, graph)

    class_ = _class(row)
    yield say("rdf:type", term(f"igr:{class_}", base))
    if class_ == "GovernanceBody":
        yield say("igr:bodyKind", named(f"scheme/body-kind/{row.kind}", base))
    if row.facts.get("role"):
        yield say("igr:officeKind", named(f"scheme/office-kind/{row.facts['role']}", base))
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


def _told(told: history.Told, authority: Authority, base: str) -> Iterator[Quad]:
    """Yield one statement on the history of a thing; a decision that it names is described as well."""
    graph, row = named(AUTHORITY, base), authority.rows[told.key]
    subject = named(authority_name(row.key, row.kind), base)
    kind, source = history.RELATIONS[told.relation][1], term("dcterms:source", base)
    if kind == history.DATE:
        value = date_term(told.value) or ""
    elif kind == history.KEY:
        value = named(authority_name(told.value, authority.rows[told.value].kind), base)
    else:
        key, number = history.decision(told.value)
        body = authority_name(key, authority.rows[key].kind)
        value = named(ids.thing("decision", body.rpartition("/")[2], number), base)
        yield Quad(value, term("rdf:type", base), term("igr:Decision", base), graph)
        yield Quad(value, term("igr:number", base), literal(number), graph)
        yield Quad(value, term("igr:decidedBy", base), named(body, base), graph)
        yield Quad(value, source, _source(told.source), graph)
    said = Quad(subject, term(_HISTORY[told.relation], base), value, graph)
    yield said
    yield Quad(subject, source, _source(told.source), graph)
    yield from _curation(said, told, base)


def _curation(said: Quad, told: history.Told, base: str) -> Iterator[Quad]:
    """Yield the record of a statement that the project put down: its source, basis and confidence."""
    digest = ids.short_hash(told.key, told.relation, told.value, digits=16)
    record, graph = named(f"id/curation/{digest}", base), named(CURATED, base)
    values = {
        "rdf:type": term("igr:Curation", base),
        "rdf:subject": said.s,
        "rdf:predicate": said.p,
        "rdf:object": said.o,
        "igr:status": term("igr:curated", base),
        "igr:curationBasis": named(f"scheme/curation-basis/{told.basis}", base),
        "igr:confidence": literal(told.confidence, datatype="xsd:decimal"),
        "igr:reviewStatus": named("scheme/review-status/unreviewed", base),
        "prov:wasAttributedTo": named(PROJECT, base),
        "dcterms:source": _source(told.source),
    }
    yield from (Quad(record, term(name, base), value, graph) for name, value in values.items())


def _class(row: Row) -> str:
    if row.key.startswith("group/"):
        return "ActorGroup"
    return _CLASSES.get(row.kind, _CLASS.get(row.mention, "GovernanceBody"))


def _source(text: str) -> str:
    """Return a source as an IRI where it is one, otherwise as words."""
    if text.startswith(("http://", "https://")) and " " not in text:
        return node(text)
    return literal(text)
