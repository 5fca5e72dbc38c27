"""What a description of a thing is: one definition for DESCRIBE and for the pages of things.

A description holds all statements with the thing as subject; the statements of its statement-like
things (acts, participations and the like, which stand between a thing and its facts: those that it
names, and those that name it) one level deep; the links that come in, up to a limit; and the labels
of what all these name.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from igr_kg.errors import InputError
from igr_kg.graph import quads, syntax
from igr_kg.graph.quads import Quad
from igr_kg.store import port
from igr_kg.store.port import Answer, QueryError, QueryForm, Store
from igr_kg.store.scanner import Token, resolve_names, tokens

STATEMENT_KINDS = (
    "act",
    "aim",
    "assessment",
    "citation",
    "constraint",
    "document",
    "establishment",
    "finding",
    "holding",
    "input",
    "issue",
    "list",
    "measure",
    "option",
    "option-set",
    "participation",
    "principle",
    "product",
    "purpose",
    "response",
    "result",
    "vote",
)
"""Last names but one in the IRIs of statement-like things."""

INCOMING = 500
MOST_RESOURCES = 1000
_LABELS = ("skos:prefLabel", "rdfs:label", "dcterms:title", "dcterms:identifier", "igr:attestedName")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a DESCRIBE asks for.

    :param iris: the IRIs it names
    :param query: the query whose solutions name the others (SELECT), or which only checks the
        syntax of the rest (ASK), with every token where it stood; empty when nothing is left
    """

    iris: tuple[str, ...]
    query: str
    form: QueryForm


def resources(text: str, base: str) -> Wanted:
    """Return what a DESCRIBE asks for (SPARQL 1.1 Query, section 16.4).

    >>> resources("DESCRIBE ?x <http://a/b> { ?x a ?y }", "http://b/").query
    'SELECT   ?x              { ?x a ?y }'
    """
    row = tokens(text)
    index, word = _describe_token(row)
    if word.text.upper() != "DESCRIBE":
        split = word.start + len("DESCRIBE")
        return resources(f"{text[:split]} {text[split:]}", base)
    end = index + 1
    while end < len(row) and (row[end].kind in ("iri", "name", "variable") or row[end].text == "*"):
        end += 1
    named = [token for token in row[index + 1 : end] if token.kind in ("iri", "name")]
    iris = tuple(resolve_names(row, base, named))
    if end - index - 1 > len(named):
        return Wanted(iris, _replaced(text, word, "SELECT", named), QueryForm.SELECT)
    if end == len(row):
        return Wanted(iris, "" if iris else _replaced(text, word, "ASK", named), QueryForm.ASK)
    where = "" if any(token.text == "{" for token in row[end:]) else "{}"
    return Wanted(iris, _replaced(text, word, "ASK", named) + where, QueryForm.ASK)


def _describe_token(row: list[Token]) -> tuple[int, Token]:
    previous = ""
    for index, token in enumerate(row):
        if previous != "PREFIX" and token.text.upper().startswith("DESCRIBE"):
            return index, token
        previous = token.text.upper()
    raise QueryError("QUERY_MALFORMED", "This is no DESCRIBE.")


def _replaced(text: str, word: Token, form: str, blanked: Iterable[Token]) -> str:
    """Return the text with another form and some tokens blanked, everything else in its place."""
    characters = list(text)
    characters[word.start : word.start + len(word.text)] = form.ljust(len(word.text))
    for token in blanked:
        characters[token.start : token.start + len(token.text)] = " " * len(token.text)
    return "".join(characters)


def iris_in(answer: Answer) -> list[str]:
    """Return the IRIs in an answer to SELECT (as JSON), each once, in order."""
    bindings = json.loads(answer.read())["results"]["bindings"]
    found = {term["value"]: None for row in bindings for term in row.values() if term["type"] == "uri"}
    return list(found)


def query_for(iris: Sequence[str], base: str, *, incoming: int = INCOMING) -> str:
    """Return the CONSTRUCT query that gives the description of things.

    :param incoming: most links that come in, for all things together
    :raises QueryError: ``RESULT_TOO_LARGE`` for more than :data:`MOST_RESOURCES` things
    """
    if len(iris) > MOST_RESOURCES:
        raise QueryError(
            "RESULT_TOO_LARGE",
            f"DESCRIBE names {len(iris):,} things; at most {MOST_RESOURCES:,} are described at once.",
            hint="Set a LIMIT, or use CONSTRUCT.",
        )
    if not iris:
        return "CONSTRUCT {} WHERE {}"
    these = " ".join(quads.node(iri) for iri in dict.fromkeys(iris))
    names = [quads.term(name, base) for name in _LABELS]
    kinds = f'"/({"|".join(STATEMENT_KINDS)})/[0-9]+$"'
    told = f"?p IN ({', '.join(names)}) || isBlank(?s) || REGEX(STR(?s), {kinds})"
    links = f"SELECT DISTINCT ?s ?q ?x {{ VALUES ?x {{ {these} }} ?s ?q ?x FILTER(isIRI(?s)) }}"
    return f"""
CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ VALUES ?s {{ {these} }} ?s ?p ?o }}
  UNION {{ VALUES ?x {{ {these} }} ?x ?q ?s . ?s ?p ?o FILTER({told}) }}
  UNION {{ VALUES ?x {{ {these} }} ?x ?q ?n FILTER(REGEX(STR(?n), {kinds}))
    ?n ?r ?s VALUES ?p {{ {" ".join(names)} }} ?s ?p ?o }}
  UNION {{ {{ {links} ORDER BY ?s ?q ?x LIMIT {incoming} }}
    ?s ?p ?o FILTER(?p = ?q && ?o = ?x || {told}) }}
}}"""


@dataclass(frozen=True, slots=True)
class Description:
    """The description of one thing.

    :param answer: the description in the media type asked for; ``rows`` is 0 for an unknown thing
    :param incoming: links that come in, all of them
    :param shown: those of them that the description holds
    """

    answer: Answer
    incoming: int
    shown: int


def describe(
    store: Store, iri: str, *, base: str, media_type: str = port.TURTLE, incoming: int = INCOMING
) -> Description:
    """Return the description of a thing; TriG and N-Quads tell graphs apart and add the evidence.

    Where not all links that come in are shown, a comment on the describing document says so.

    :param media_type: one of ``port.GRAPH_TYPES``, ``port.TRIG``, ``port.NQUADS``
    :raises QueryError: as :meth:`igr_kg.store.port.Store.query`
    :raises InputError: ``BAD_IRI``
    """
    query = query_for([iri], base, incoming=incoming)
    answer = store.query(query, media_type=port.NTRIPLES, reserved=True)
    rows = list(quads.parse(answer.read().decode()))
    total = _count_incoming(store, iri)
    shown = len({(q.s, q.p) for q in rows if q.o == quads.node(iri)})
    if media_type in (port.TRIG, port.NQUADS):
        rows = _by_graph(store, iri, rows, base)
    if rows and total > shown:
        rows += _note(iri, base, shown, total)
    name = syntax.BY_MEDIA_TYPE[media_type].name
    try:
        body = syntax.serialise(rows, name, base=base)
    except InputError as error:
        raise QueryError("NOT_ACCEPTABLE", error.message, hint=error.hint) from None
    return Description(
        answer=Answer(
            file=io.BytesIO(body),
            length=len(body),
            media_type=media_type,
            etag=hashlib.sha256(body).hexdigest()[:32],
            rows=len(rows),
            seconds=answer.seconds,
            form=QueryForm.DESCRIBE,
        ),
        incoming=total,
        shown=shown,
    )


def rows(store: Store, text: str) -> list[dict[str, str]]:
    """Return the solutions of a SELECT, each variable with its canonical N-Quads term.

    :raises QueryError: as :meth:`igr_kg.store.port.Store.query`
    """
    answer = store.query(text, media_type=port.JSON, reserved=True)
    bindings = json.loads(answer.read())["results"]["bindings"]
    return [{name: _term(cell) for name, cell in row.items()} for row in bindings]


def _term(cell: dict[str, str]) -> str:
    if cell["type"] == "uri":
        return f"<{cell['value']}>"
    if cell["type"] == "bnode":
        return f"_:{cell['value']}"
    text = quads.quoted(cell["value"])
    if "xml:lang" in cell:
        return f"{text}@{cell['xml:lang'].lower()}"
    return f"{text}^^<{cell['datatype']}>" if "datatype" in cell else text


def _count_incoming(store: Store, iri: str) -> int:
    found = rows(store, f"SELECT (COUNT(*) AS ?n) {{ ?s ?p {quads.node(iri)} FILTER(isIRI(?s)) }}")
    return int(quads.value(found[0]["n"]))


def _by_graph(store: Store, iri: str, described: list[Quad], base: str) -> list[Quad]:
    """Return the statements with their graphs, and the evidence of those about the thing itself."""
    subjects = " ".join(sorted({q.s for q in described if quads.is_iri(q.s)}))
    if not subjects:
        return []
    triples = {(q.s, q.p, q.o) for q in described}
    found = rows(store, f"SELECT * {{ VALUES ?s {{ {subjects} }} GRAPH ?g {{ ?s ?p ?o }} }}")
    stated = [Quad(r["s"], r["p"], r["o"], r["g"]) for r in found if (r["s"], r["p"], r["o"]) in triples]
    own = {q.s for q in described if q.s == quads.node(iri) or quads.value(q.s).startswith(f"{iri}/")}
    own |= {q.o for q in described if q.s == quads.node(iri)} & {q.s for q in described}
    about = " ".join(sorted(own))
    about_subject = f"VALUES ?about {{ {about} }} GRAPH ?g {{ ?e {quads.term('rdf:subject', base)} ?about"
    evidence = f"""
SELECT ?g ?s ?p ?o {{
  {{ {about_subject} ; ?p ?o BIND(?e AS ?s) }} }}
  UNION {{ {about_subject} ; {quads.term("igr:span", base)} ?s . ?s ?p ?o }} }}
}}"""
    return stated + [Quad(r["s"], r["p"], r["o"], r["g"]) for r in rows(store, evidence)]


def _note(iri: str, base: str, shown: int, total: int) -> list[Quad]:
    page = iri.replace(f"{base}id/", f"{base}doc/", 1)
    graph = quads.node(page)
    text = f"This description shows {shown} of {total} links that come in."
    return [
        Quad(graph, quads.term("foaf:primaryTopic", base), quads.node(iri)),
        Quad(graph, quads.term("rdfs:comment", base), quads.literal(text, language="en")),
    ]
