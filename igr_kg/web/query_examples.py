"""The example queries as data: SHACL executables, as the tools of the SIB for SPARQL examples read them.

``sh:SPARQLExecutable`` and the properties of its query are terms of SHACL's vocabulary, and prefixes are
declared as in SHACL, section 5.2.1. SIB adds ``spex:describe`` for a DESCRIBE and ``schema:target`` for
the endpoint, and looks at ``/.well-known/sparql-examples`` (https://github.com/sib-swiss/sparql-examples).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flask import Blueprint, Response, redirect, request

from igr_kg.graph import quads, syntax
from igr_kg.graph.quads import Quad
from igr_kg.store import port
from igr_kg.store.scanner import scan
from igr_kg.web import formats, queries, responses, state
from igr_kg.web.i18n import DEFAULT
from igr_kg.web.saved import Query

blueprint = Blueprint("query_examples", __name__)

PATH = "/.well-known/sparql-examples"
_SPEX = "https://purl.expasy.org/sparql-examples/ontology#"
_FORMS: Mapping[port.QueryForm, tuple[str, str]] = {
    port.QueryForm.SELECT: ("sh:SPARQLSelectExecutable", "sh:select"),
    port.QueryForm.ASK: ("sh:SPARQLAskExecutable", "sh:ask"),
    port.QueryForm.CONSTRUCT: ("sh:SPARQLConstructExecutable", "sh:construct"),
    port.QueryForm.DESCRIBE: ("sh:SPARQLExecutable", f"{_SPEX}describe"),
}
"""Form of query -> its class and the property of its text; SHACL knows no DESCRIBE."""


def _term(name: str, base: str) -> str:
    return quads.node(name) if name.startswith(_SPEX) else quads.term(name, base)


def _prefixes(base: str) -> Iterator[Quad]:
    """Yield the declarations of the project's prefixes; the texts of the queries hold their own as well."""
    table = f"{base}queries#prefixes"
    yield Quad(quads.node(table), quads.RDF_TYPE, quads.term("owl:Ontology", base))
    for prefix, namespace in sorted(quads.prefixes(base).items()):
        entry = quads.node(f"{table}-{prefix}")
        yield Quad(quads.node(table), quads.term("sh:declare", base), entry)
        yield Quad(entry, quads.term("sh:prefix", base), quads.literal(prefix))
        uri = quads.literal(namespace, datatype=f"{quads.XSD}anyURI")
        yield Quad(entry, quads.term("sh:namespace", base), uri)


def _example(query: Query, base: str, endpoint: str) -> Iterator[Quad]:
    subject = quads.node(f"{base}queries/{query.name}")
    kind, text = _FORMS[scan(query.text).form or port.QueryForm.SELECT]
    told = [
        ("rdf:type", quads.term("sh:SPARQLExecutable", base)),
        ("rdf:type", _term(kind, base)),
        (text, quads.literal(query.text)),
        ("sh:prefixes", quads.node(f"{base}queries#prefixes")),
        ("schema:target", quads.node(endpoint)),
        ("schema:keywords", quads.literal(query.scope)),
    ]
    for name, words in (("rdfs:label", query.titles), ("rdfs:comment", query.descriptions)):
        told += [(name, quads.literal(said, language=tag or DEFAULT)) for tag, said in words.items()]
    for name, value in told:
        yield Quad(subject, _term(name, base), value)


def statements(examples: Iterable[Query], base: str, endpoint: str) -> list[Quad]:
    """Return queries as SHACL executables.

    :param base: base of the IRIs; the page of a query has its name under ``queries/``
    :param endpoint: address of the endpoint that answers them
    """
    return [*_prefixes(base), *(row for query in examples for row in _example(query, base, endpoint))]


@blueprint.get(PATH)
def described() -> Response:
    """Send the example queries as data; a browser is led to their pages."""
    choice = responses.pick((*formats.TRIPLES, formats.HTML), suffixes=False)
    addresses = state.addresses()
    if choice.format is formats.HTML:
        found = redirect(addresses.path("/queries"), 303)
        found.vary.update(("Accept",))
        return Response(found.get_data(), 303, found.headers)
    base = state.site().settings.base_iri
    rows = statements(queries.load(), base, f"{request.url_root.rstrip('/')}/sparql")
    links = [responses.link(addresses.path("/queries"), rel="alternate", type="text/html")]
    body = syntax.serialise(rows, choice.format.suffix, base=base)
    return responses.answer(body, choice.content_type, links=links)
