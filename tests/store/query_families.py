"""The families of made-up queries: what of SPARQL each is about."""

from __future__ import annotations

from bench import corpus
from tests.store.made_queries import (
    BASE,
    DOCUMENTS,
    EXTRA,
    Case,
    Family,
    Maker,
    form,
    order_by,
    select,
)

AUTHORITY = f"{BASE}graph/authority"


def basic(maker: Maker, name: str) -> Case:
    """Joins of two to five triples."""
    found = maker.pattern(links=maker.random.randint(1, 3), values=maker.random.randint(1, 2))
    distinct = maker.random.choice(("", "DISTINCT "))
    return select(name, distinct + " ".join(maker.variables(found)), str(found))


def optional(maker: Maker, name: str) -> Case:
    """One or two optional parts, nested or beside each other, with a condition inside or outside."""
    found = maker.pattern("body", links=1, values=1)
    where = str(found)
    for _ in range(maker.random.randint(1, 2)):
        before = set(found.kinds)
        kept, found.triples = found.triples, []
        root = maker.random.choice(found.of("body", "decision", "act"))
        maker.grow(found, root, links=1, values=1)
        added = maker.pattern() if set(found.kinds) == before else found
        inner = f" FILTER({maker.condition(found)})" if maker.random.random() < 0.5 else ""
        where += f" OPTIONAL {{ {added}{inner} }}"
        found.triples = kept
    if maker.random.random() < 0.4:
        where += f" FILTER({maker.random.choice(('', '!'))}BOUND({list(found.kinds)[-1]}))"
    return select(name, maker.variables(found), where)


def condition(maker: Maker, name: str) -> Case:
    """One or two conditions, joined by and, or, not, IF and COALESCE."""
    found = maker.pattern(maker.random.choice(("number", "decision", "act")), values=2)
    one, two = maker.condition(found), maker.condition(found)
    joined = maker.random.choice(
        (
            f"({one}) && ({two})",
            f"({one}) || ({two})",
            f"!({one})",
            f"IF({one}, {two}, true)",
            f"COALESCE(1/0, {one})",
        )
    )
    return select(name, maker.variables(found), f"{found} FILTER({joined})")


def kinds_of_values(maker: Maker, name: str) -> Case:
    """Tests and comparisons of terms of every datatype."""
    test = maker.random.choice(
        (
            "ISNUMERIC(?v)",
            "DATATYPE(?v) = xsd:decimal",
            "?v = 7",
            "?v < 1.5",
            '?v >= "2000-01-01"^^xsd:date',
            '?v < "2000-01-01T00:00:00Z"^^xsd:dateTime',
            '?v = "water"',
            'LANGMATCHES(LANG(?v), "en")',
            'LANG(?v) != ""',
            "?v IN (7.0, true, 'water'@en)",
            "BOUND(?v) && ?v",
            "SAMETERM(?v, 7)",
            "xsd:integer(STR(?v)) > 0",
            "ABS(?v) > ?o",
        )
    )
    negated = maker.random.choice(("", "!"))
    return select(name, "?n ?v ?o", f"?n igr:value ?v ; igr:order ?o FILTER({negated}({test}))")


def union(maker: Maker, name: str) -> Case:
    """Two or three alternatives that share some variables."""
    parts = [maker.pattern("decision", links=n % 2, values=1) for n in range(maker.random.randint(2, 3))]
    where = " UNION ".join(f"{{ {part} }}" for part in parts)
    if maker.random.random() < 0.4:
        where += " ?dec0 a igr:Decision"
    return select(name, "*", where)


def minus(maker: Maker, name: str) -> Case:
    """What is left when another pattern's answers are taken away, also where nothing is shared."""
    found = maker.pattern("decision", links=2)
    taken = maker.pattern(maker.random.choice(("decision", "decision", "document")), links=1, values=1)
    where = f"{found} MINUS {{ {taken} FILTER({maker.condition(taken)}) }}"
    return select(name, maker.variables(found), where)


def exists(maker: Maker, name: str) -> Case:
    """Conditions that ask for the presence or absence of a pattern."""
    found = maker.pattern("decision", links=2)
    asked = maker.pattern("decision", links=1, values=1)
    asked.triples = [text for text in asked.triples if "?dec0" in text] or ["?dec0 igr:number ?n"]
    inner = f"{asked} FILTER({maker.condition(found)})" if maker.random.random() < 0.4 else str(asked)
    negated = maker.random.choice(("", "NOT "))
    return select(name, maker.variables(found), f"{found} FILTER({negated}EXISTS {{ {inner} }})")


def path(maker: Maker, name: str) -> Case:
    """Property paths of every operator, with free and bound ends."""
    body = f"<{corpus.body_iri(maker.random.randrange(1, 40))}>"
    decision = f"<{corpus.decision_iri(maker.random.randrange(DOCUMENTS))}>"
    where = maker.random.choice(
        (
            f"{body} igr:parentBody+ ?x",
            f"{body} igr:parentBody* ?x . ?x skos:prefLabel ?y",
            f"?x igr:parentBody+ {body}",
            f"{body} ^igr:parentBody/skos:prefLabel ?x",
            f"{body} igr:parentBody? ?x",
            f"{decision} igr:decidedBy/igr:parentBody* ?x",
            f"{decision} (^igr:inDecision|^igr:cites)/(igr:addressee|igr:citingPart) ?x",
            f"{decision} !igr:number ?x",
            f"{decision} !(igr:number|rdf:type|^igr:cites) ?x",
            "?x (igr:documentedIn/igr:hasVersion) ?y . ?x !(rdf:type|igr:documentedIn) ?z",
            f"?x igr:cites/igr:documentedIn/dcterms:title ?y FILTER(?x != {decision})",
            f"{decision} (igr:decidedBy|igr:adoptedAt)|^igr:inDecision ?x",
            f"{body} (igr:parentBody/igr:parentBody)+ ?x",
            f"{body} (skos:prefLabel|skos:altLabel)? ?x",
            f"{body} ^(igr:parentBody|igr:addressee) ?x",
        )
    )
    return select(name, "*", where)


def aggregate(maker: Maker, name: str) -> Case:
    """Groups with every aggregate whose value is determined, with and without a condition on the group."""
    number = maker.random.randrange(5)
    value = maker.random.choice(
        (
            "COUNT(*)",
            "COUNT(?v)",
            "COUNT(DISTINCT ?v)",
            "SUM(STRLEN(STR(?v)))",
            "AVG(STRLEN(STR(?v)))",
            "MIN(STR(?v))",
            "MAX(STR(?v))",
            "SUM(DISTINCT STRLEN(STR(?v)))",
            'STRLEN(GROUP_CONCAT(?v; SEPARATOR=", "))',
            "MAX(?n) - MIN(?n)",
        )
    )
    where = maker.random.choice(
        (
            "?g igr:verb ?key ; igr:content ?v . BIND(STRLEN(?v) AS ?n)",
            "?key igr:parentBody ?g . ?key skos:prefLabel ?v . BIND(STRLEN(STR(?key)) AS ?n)",
            "?x igr:adoptionDate ?d ; igr:number ?v . BIND(YEAR(?d) AS ?key) BIND(MONTH(?d) AS ?n)",
            "?s igr:order ?key ; igr:value ?v . BIND(?key * 2 AS ?n)",
        )
    )
    having = f"HAVING (COUNT(*) > {number})" if maker.random.random() < 0.4 else ""
    if maker.random.random() < 0.25:
        return select(name, f"({value} AS ?value)", where, having and "HAVING (COUNT(*) >= 0)")
    return select(name, f"?key ({value} AS ?value)", where, f"GROUP BY ?key {having}")


def subquery(maker: Maker, name: str) -> Case:
    """A query in a query: cut after an order, grouped, or distinct."""
    found = maker.pattern("decision", links=1)
    number = maker.random.randint(1, 6)
    inner = maker.random.choice(
        (
            f"SELECT ?dec0 {{ ?dec0 igr:adoptionDate ?when }} ORDER BY ?when LIMIT {number}",
            f"SELECT ?dec0 {{ ?dec0 igr:adoptionDate ?when }} ORDER BY DESC(?when) LIMIT {number} OFFSET 2",
            "SELECT ?dec0 (COUNT(?c) AS ?n) { ?c igr:cites ?dec0 } GROUP BY ?dec0",
            f"SELECT ?dec0 {{ ?c igr:cites ?dec0 }} GROUP BY ?dec0 HAVING(COUNT(?c) > {number % 2})",
            "SELECT DISTINCT ?dec0 { ?c igr:cites ?dec0 }",
            "SELECT (MAX(?when) AS ?last) { ?any igr:adoptionDate ?when }",
        )
    )
    return select(name, "*", f"{found} {{ {inner} }}")


def values(maker: Maker, name: str) -> Case:
    """Tables of values before, inside and after a pattern, with gaps."""
    found = maker.pattern("decision", links=1)
    some = [corpus.decision_iri(maker.random.randrange(DOCUMENTS + 2)) for _ in range(4)]
    one = f"VALUES ?dec0 {{ {' '.join(map('<{}>'.format, some))} }}"
    two = f'VALUES (?dec0 ?note) {{ (<{some[0]}> "a") (UNDEF "b"@en) (<{some[1]}> UNDEF) }}'
    where, tail = maker.random.choice(
        (
            (f"{one} {found}", ""),
            (f"{found} {two}", ""),
            (str(found), two),
            (f"{found} OPTIONAL {{ {two} }}", ""),
            (f"{found} MINUS {{ {one} }}", ""),
        )
    )
    return select(name, "*", where, tail)


def bind(maker: Maker, name: str) -> Case:
    """Functions of strings, numbers, dates and terms."""
    where, value = maker.random.choice(
        (
            ("?x igr:number ?v", 'CONCAT(?v, "-", STR(STRLEN(?v)))'),
            ("?x dcterms:title ?v", "UCASE(?v)"),
            ("?x dcterms:title ?v", "SUBSTR(?v, 3, 8)"),
            ("?x dcterms:title ?v", 'STRBEFORE(?v, " on ")'),
            ("?x dcterms:identifier ?v", 'STRAFTER(?v, "/")'),
            ("?x dcterms:identifier ?v", "ENCODE_FOR_URI(?v)"),
            ("?x dcterms:identifier ?v", 'REPLACE(?v, "([A-Z]+)/([A-Z]+)", "$2-$1")'),
            ("?x igr:adoptionDate ?v", "MONTH(?v) * 100 + DAY(?v)"),
            ("?x igr:number ?v", "MD5(?v)"),
            ("?x igr:number ?v", "SHA256(?v)"),
            ("?x igr:number ?v", 'IRI(CONCAT("http://example.org/", ENCODE_FOR_URI(?v)))'),
            ("?x igr:number ?v", "STRDT(?v, xsd:token)"),
            ("?x igr:citedParagraph ?v", "xsd:integer(?v) / 4"),
            ("?x igr:citedParagraph ?v", "xsd:decimal(?v) * 0.5 - 1"),
            ("?x igr:citedParagraph ?v", "xsd:double(?v) + 1"),
            ("?x igr:value ?v", "DATATYPE(?v)"),
            ("?x igr:value ?v", "CEIL(?v) + FLOOR(?v) + ROUND(?v)"),
            ("?x igr:value ?v", "STRLEN(STR(?v))"),
            ("?x igr:value ?v", "LANG(?v)"),
            ("?x igr:value ?v", 'STRLANG(STR(?v), "fr")'),
            ("?x igr:value ?v", "HOURS(?v) + MINUTES(?v)"),
            ("?x igr:value ?v", 'COALESCE(?v + 1, "none")'),
        )
    )
    if maker.random.random() < 0.5:
        return select(name, "?x ?value", f"{where} BIND({value} AS ?value)")
    return select(name, f"?x ({value} AS ?value)", where)


def graph(maker: Maker, name: str) -> Case:
    """Named graphs, given or asked for, joined with the default graph and with each other."""
    number = maker.random.randrange(DOCUMENTS)
    facts, text, evidence = (
        f"<{corpus.graph_iri(kind, number)}>" for kind in ("document", "text", "evidence")
    )
    part = f"<{corpus.document_iri(number)}/par/{number % 10 + 1}>"
    where = maker.random.choice(
        (
            f"GRAPH {facts} {{ ?s ?p ?o }}",
            f"GRAPH ?g {{ {part} ?p ?o }}",
            f"GRAPH ?g {{ ?e rdf:subject <{corpus.decision_iri(number)}> ; igr:quote ?q ; igr:start ?n }}",
            "?x igr:number ?v . GRAPH ?g { ?e rdf:subject ?x ; rdf:object ?v ; igr:passage ?part }",
            f"GRAPH {text} {{ ?part igr:partOf+ <{corpus.document_iri(number)}> }}",
            f"GRAPH {text} {{ ?part igr:text ?t }} GRAPH {evidence} {{ ?e igr:passage ?part }}",
            "GRAPH ?g { ?x a igr:Decision } GRAPH ?h { ?e rdf:subject ?x } FILTER(?g != ?h)",
            f"GRAPH ?g {{ ?x igr:decidedBy ?b }} GRAPH <{AUTHORITY}> {{ ?b igr:parentBody ?p }}",
            f"?c igr:citingPart ?p . OPTIONAL {{ GRAPH ?g {{ ?p igr:order ?n FILTER(?n < {number}) }} }}",
            "GRAPH ?g { SELECT ?x { ?x a igr:Request } }",
        )
    )
    return select(name, "*", where)


def _graphs(maker: Maker) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the graphs of a dataset: default ones, named ones; one of the two may be empty."""
    some = [corpus.graph_iri(kind, n) for n in range(3) for kind in ("document", "text", "evidence")]
    some += [AUTHORITY, EXTRA, f"{BASE}graph/nowhere"]
    default = tuple(maker.random.sample(some, maker.random.randint(0, 3)))
    return default, tuple(maker.random.sample(some, maker.random.randint(0 if default else 1, 3)))


def _of_dataset(maker: Maker) -> tuple[str, str]:
    """Return what is shown and the pattern of a query that tells datasets apart."""
    return maker.random.choice(
        (
            ("?s ?p ?o", "?s ?p ?o"),
            ("?g ?s ?o", "GRAPH ?g { ?s a ?o }"),
            ("(COUNT(*) AS ?n)", "?s ?p ?o"),
            (
                "*",
                "?x igr:decidedBy ?b OPTIONAL { ?b igr:parentBody ?c } OPTIONAL { GRAPH ?g { ?e ?p ?x } }",
            ),
            ("*", "{ ?s a igr:Decision } UNION { GRAPH ?g { ?s a igr:Paragraph } }"),
        )
    )


def from_(maker: Maker, name: str) -> Case:
    """FROM and FROM NAMED."""
    default, named = _graphs(maker)
    clause = " ".join([*map("FROM <{}>".format, default), *map("FROM NAMED <{}>".format, named)])
    return select(name, *_of_dataset(maker), clause=clause, graphs=(default, named))


def protocol(maker: Maker, name: str) -> Case:
    """Datasets of the protocol, which win over FROM."""
    default, named = _graphs(maker)
    clause = maker.random.choice(("", f"FROM <{EXTRA}>"))
    return select(
        name,
        *_of_dataset(maker),
        clause=clause,
        graphs=(default, named),
        default_graphs=default,
        named_graphs=named,
    )


def order(maker: Maker, name: str) -> Case:
    """Orders that are total, cut by LIMIT and OFFSET."""
    found = maker.pattern("decision", links=2, values=2)
    shown = maker.variables(found)
    tail = order_by(shown, descending=maker.random.random() < 0.4)
    if found.of("date") and maker.random.random() < 0.6:
        shown = [*shown, *(v for v in found.of("date") if v not in shown)]
        tail = f"ORDER BY {' '.join(found.of('date'))} {tail.removeprefix('ORDER BY ')}"
    tail += maker.random.choice(("", " LIMIT 5", " LIMIT 7 OFFSET 3", " OFFSET 4"))
    distinct = maker.random.choice(("", "DISTINCT "))
    return select(name, distinct + " ".join(shown), str(found), tail, ordered=True)


def construct(maker: Maker, name: str) -> Case:
    """Graphs: a template, the short form, a template whose triples are not all possible."""
    found = maker.pattern("decision", links=2)
    names = list(found.kinds)
    where = f"{found} FILTER({maker.condition(found)})"
    return maker.random.choice(
        (
            form(name, "CONSTRUCT", str(found)),
            form(name, f"CONSTRUCT {{ {found.triples[0]} }}", where),
            form(name, f"CONSTRUCT {{ {names[0]} igr:related {names[-1]} . {names[-1]} igr:x 1 }}", where),
            form(name, f"CONSTRUCT {{ {names[0]} igr:n [ igr:value {names[-1]} ] }}", where),
        )
    )


def ask(maker: Maker, name: str) -> Case:
    """Yes or no."""
    found = maker.pattern(links=2)
    return form(name, "ASK", f"{found} FILTER({maker.condition(found)} && {maker.condition(found)})")


FAMILIES: dict[str, Family] = {
    "basic": basic,
    "optional": optional,
    "filter": condition,
    "datatypes": kinds_of_values,
    "union": union,
    "minus": minus,
    "exists": exists,
    "path": path,
    "aggregate": aggregate,
    "subquery": subquery,
    "values": values,
    "bind": bind,
    "graph": graph,
    "from": from_,
    "protocol": protocol,
    "order": order,
    "construct": construct,
    "ask": ask,
}
