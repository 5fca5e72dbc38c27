"""The OpenAPI 3.1 description of the site, from one table of its addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from igr_kg import __version__
from igr_kg.web import formats, limits, problems, queries, releases, saved

GET_GRAPH = tuple(f.media_type for f in formats.DOCUMENTS)
PAGE = ("text/html",)
COVERAGE = ("text/html", "application/json")
RESULTS = tuple(f.media_type for f in formats.TABLES)


@dataclass(frozen=True, slots=True)
class Operation:
    """One address: what it does, what it answers with, and with which statuses."""

    path: str
    summary: str
    types: Sequence[str]
    statuses: Sequence[int] = (200, 404, 406)
    parameters: Sequence[tuple[str, str, str]] = ()
    method: str = "get"
    body: Sequence[str] = ()


_JSON = ("application/json",)
_PREFIX = ("prefix", "query", "Beginning of the words of a name, or an identifier")
_FORMAT = ("format", "query", "Name, suffix or media type of the format, instead of Accept")
_VERSION = ("version", "path", "Number, such as 1.0.0")
_LANG = ("lang", "query", "Language of the page, instead of Accept-Language")
_DATASET = (
    ("default-graph-uri", "query", "Graph of the default graph; may be repeated"),
    ("named-graph-uri", "query", "Named graph; may be repeated"),
)
_RELEASE = (
    "release",
    "query",
    "Version of the release that is asked; without it the newest, which is served",
)
_QUERY_STATUSES = (200, 400, 403, 404, 406, 413, 415, 422, 503, 504)


def _path(name: str, what: str) -> tuple[str, str, str]:
    return name, "path", what


OPERATIONS: tuple[Operation, ...] = (
    Operation("/", "Home page", PAGE, (200,), (_LANG,)),
    Operation("/documents", "The documents", PAGE, (200,), (_LANG,)),
    Operation(
        "/documents/{slug}",
        "The text of a document with what was read from it",
        PAGE,
        (200, 404),
        (_path("slug", "Slug of the document"), ("version", "query", "Language tag of the version"), _LANG),
    ),
    Operation(
        "/browse/{type}",
        "The things of a class",
        PAGE,
        (200, 404),
        (_path("type", "Name of the class"), _LANG),
    ),
    Operation(
        "/search", "Search labels and texts", PAGE, (200,), (("q", "query", "Words to look for"), _LANG)
    ),
    Operation(
        "/id/{path}",
        "A thing: leads to the document about it",
        (),
        (303, 404, 410),
        (_path("path", "Thing"),),
    ),
    Operation(
        "/doc/{path}",
        "Description of a thing",
        GET_GRAPH,
        (200, 404, 406, 410),
        (_path("path", "Thing"), _FORMAT),
    ),
    Operation("/graph/{path}", "A named graph", GET_GRAPH, parameters=(_path("path", "Graph"), _FORMAT)),
    Operation(
        "/graph-store",
        "Graph Store Protocol, reading: the default graph (?default) or a named graph (?graph=) whole",
        tuple(f.media_type for f in formats.TRIPLES),
        (200, 400, 404, 406, 422),
        (("default", "query", "The default graph"), ("graph", "query", "IRI of a named graph"), _FORMAT),
    ),
    Operation(
        "/dataset/{path}",
        "The dataset or one version",
        GET_GRAPH,
        parameters=(_path("path", "Name"), _FORMAT),
    ),
    Operation(
        "/run/{path}", "A run that read documents", GET_GRAPH, parameters=(_path("path", "Run"), _FORMAT)
    ),
    Operation(
        "/scheme/{path}",
        "A concept scheme or concept",
        GET_GRAPH,
        parameters=(_path("path", "Name"), _FORMAT),
    ),
    Operation("/ontology", "The ontology", GET_GRAPH, parameters=(_FORMAT,)),
    Operation("/ontology/{version}", "A version of the ontology", GET_GRAPH, parameters=(_VERSION, _FORMAT)),
    Operation("/ontology/changes", "What changed between versions", GET_GRAPH, parameters=(_FORMAT,)),
    Operation("/shapes/{version}", "A version of the shapes", GET_GRAPH, parameters=(_VERSION, _FORMAT)),
    Operation(
        "/context/{version}.jsonld",
        "A version of the context",
        ("application/ld+json",),
        (200, 404),
        (_VERSION,),
    ),
    Operation(
        "/ontology/diagram/{module}.svg",
        "The picture of a module of the ontology",
        ("image/svg+xml",),
        (200, 404),
        (_path("module", "Name of the module"), _LANG),
    ),
    Operation(
        "/coverage",
        "What gave no facts and why; terms and shapes that nothing reached",
        COVERAGE,
        (200, 400, 406),
        (("page", "query", "Page of the list of texts"), _FORMAT, _LANG),
    ),
    Operation(
        "/coverage/{slug}",
        "The blocks of a document and what became of each",
        COVERAGE,
        (200, 404, 406),
        (
            _path("slug", "Slug of the document"),
            ("version", "query", "Language tag of the version"),
            _FORMAT,
            _LANG,
        ),
    ),
    Operation("/shapes", "The SHACL shapes", GET_GRAPH, parameters=(_FORMAT,)),
    Operation(
        "/mappings/{name}",
        "A mapping set in SSSOM/TSV",
        ("text/tab-separated-values",),
        (200, 404),
        (_path("name", "links, rejected, conflicts or terms"),),
    ),
    Operation("/context.jsonld", "The JSON-LD context", ("application/ld+json",), (200,)),
    Operation("/catalog", "The DCAT catalogue", GET_GRAPH, parameters=(_FORMAT,)),
    Operation("/.well-known/void", "The VoID description", GET_GRAPH, parameters=(_FORMAT,)),
    Operation(
        "/sparql",
        "SPARQL 1.1 query; without one the service description",
        (*RESULTS, *(f.media_type for f in formats.TRIPLES), "text/html"),
        _QUERY_STATUSES,
        (("query", "query", "SPARQL 1.1 query"), *_DATASET, _RELEASE, _FORMAT),
    ),
    Operation(
        "/sparql",
        "SPARQL 1.1 query by POST",
        (*RESULTS, *(f.media_type for f in formats.TRIPLES), "text/html"),
        (*_QUERY_STATUSES, 408),
        (*_DATASET, _RELEASE),
        "post",
        ("application/x-www-form-urlencoded", "application/sparql-query"),
    ),
    Operation(
        "/sparql/compare",
        "Whether the answer to a query is the same on two releases, and which rows only one of them gives",
        COVERAGE,
        _QUERY_STATUSES,
        (
            ("query", "query", "SPARQL 1.1 query"),
            *_DATASET,
            ("release", "query", "Version of the one release"),
            ("with", "query", "Version of the other; without it the newest, which is served"),
            _FORMAT,
            _LANG,
        ),
    ),
    Operation(
        "/reconcile",
        "Reconciliation Service API 0.2: what the service says of itself, or the answers to queries",
        _JSON,
        (200, 400, 413, 503, 504),
        (
            ("queries", "query", "Queries by their keys, as a JSON object"),
            ("query", "query", "One query: a name, or a JSON object"),
            ("extend", "query", "Identifiers and properties whose values are wanted, as a JSON object"),
            _LANG,
        ),
    ),
    Operation(
        "/reconcile",
        "Answers to queries by POST",
        _JSON,
        (200, 400, 408, 413, 415, 503, 504),
        (_LANG,),
        "post",
        ("application/x-www-form-urlencoded",),
    ),
    Operation(
        "/reconcile/suggest/{kind}",
        "Things, classes or properties with a name that begins so",
        _JSON,
        (200, 400, 404),
        (_path("kind", "entity, type or property"), _PREFIX, ("cursor", "query", "Number to skip"), _LANG),
    ),
    Operation(
        "/reconcile/properties",
        "Properties that things of a class have",
        _JSON,
        (200, 400),
        (("type", "query", "Class"), ("limit", "query", "Number of properties"), _LANG),
    ),
    Operation(
        "/reconcile/preview",
        "A thing in a few lines",
        PAGE,
        (200, 400, 404),
        (("id", "query", "Identifier"), _LANG),
    ),
    Operation("/dumps", "The files of the release", PAGE, (200,), (_LANG,)),
    Operation(
        "/dumps/{version}/{file}",
        "A file of a release",
        ("application/gzip", "text/turtle", "application/json", "text/plain"),
        (200, 404),
        (_path("version", "Version"), _path("file", "Name of the file")),
    ),
    Operation("/read", "Form for a document", PAGE, (200,), (_LANG,)),
    Operation(
        "/read",
        "What is read from a document; nothing is kept",
        ("text/html", "application/json", *(f.media_type for f in formats.GRAPHS)),
        (200, 400, 406, 413, 415, 503, 504),
        (_FORMAT, ("language", "query", "BCP 47 tag of the document")),
        method="post",
        body=("multipart/form-data", "text/plain", "application/pdf"),
    ),
    Operation("/validate", "Form for a submission", PAGE, (200,), (_LANG,)),
    Operation(
        "/validate",
        "Check a submission against the shapes and what is published",
        ("text/html", "text/turtle", "application/ld+json", "application/json"),
        (200, 400, 406, 408, 413, 415, 503, 504),
        (_FORMAT,),
        "post",
        (*(f.media_type for f in formats.GRAPHS), "multipart/form-data"),
    ),
    Operation("/queries", "The example queries", PAGE, (200,), (_LANG,)),
    Operation(
        "/.well-known/sparql-examples",
        "The example queries as SHACL executables, with names and descriptions in six languages",
        tuple(f.media_type for f in formats.TRIPLES),
        (200, 303, 406),
        (_FORMAT,),
    ),
    Operation(
        "/sparql/terms.json",
        "What the editor of queries completes: prefixes, classes, properties and concepts by name",
        ("application/json",),
        (200,),
        (_LANG,),
    ),
    Operation("/problems", "The codes of errors", PAGE, (200,), (_LANG,)),
    Operation("/health", "Whether a query would be answered now", ("application/json",), (200, 503)),
)


def _content(types: Sequence[str]) -> dict[str, Any]:
    return {name: {} for name in types}


def _responses(operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for status in (*operation.statuses, *((429,) if limits.costly(operation.path) else ())):
        if status < 400:
            found[str(status)] = {
                "description": "Answer",
                "headers": {releases.HEADER: {"$ref": "#/components/headers/Release"}},
                "content": _content(operation.types),
            }
        else:
            found[str(status)] = {"$ref": "#/components/responses/Problem"}
    return found


def _operation(operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {"summary": operation.summary, "responses": _responses(operation)}
    if operation.parameters:
        found["parameters"] = [
            {
                "name": name,
                "in": place,
                "description": what,
                "required": place == "path",
                "schema": {"type": "string"},
            }
            for name, place, what in operation.parameters
        ]
    if operation.body:
        found["requestBody"] = {"required": True, "content": _content(operation.body)}
    return found


_SCHEMAS: Mapping[saved.Type, Mapping[str, str]] = {
    "iri": {"type": "string", "format": "iri-reference"},
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "date": {"type": "string", "format": "date"},
}


def _sent(parameter: saved.Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.labels[""],
        "required": False,
        "explode": True,
        "schema": {"type": "array", "items": _SCHEMAS[parameter.type]},
        **({"example": [parameter.example]} if parameter.example else {}),
    }


def _example_paths() -> Mapping[str, Any]:
    paths = {}
    for example in queries.load():
        operation = Operation(
            f"/queries/{example.name}",
            example.titles.get("", example.name),
            (*PAGE, *RESULTS),
            (200, 400, 404, 406, 422, 503, 504),
            (_FORMAT, _RELEASE),
        )
        found = _operation(operation)
        found["parameters"] += [_sent(parameter) for parameter in example.parameters]
        paths[operation.path] = {"get": found}
    return paths


def description() -> dict[str, Any]:
    """Return the OpenAPI document of this deployment."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
    members = {
        name: {"type": kind}
        for name, kind in (
            ("type", "string"),
            ("title", "string"),
            ("status", "integer"),
            ("detail", "string"),
            ("hint", "string"),
            ("where", "string"),
        )
    }
    codes = {"type": "string", "enum": list(problems.CODES)}
    problem = {
        "type": "object",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {**members, "code": codes, "offers": {"type": "array", "items": {"type": "string"}}},
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "igr_kg",
            "version": __version__,
            "summary": "Intergovernmental documents as linked data, every statement with its passage",
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": request.script_root or "/"}],
        "paths": {**paths, **_example_paths()},
        "components": {
            "schemas": {"Problem": problem},
            "headers": {
                "Release": {
                    "description": "Version of the release that the answer is of",
                    "schema": {"type": "string"},
                }
            },
            "responses": {
                "Problem": {
                    "description": "What is wrong, where, and what to do (RFC 9457)",
                    "headers": {releases.HEADER: {"$ref": "#/components/headers/Release"}},
                    "content": {
                        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
                        "text/plain": {},
                        "text/html": {},
                    },
                }
            },
        },
    }
