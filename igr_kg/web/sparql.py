"""SPARQL 1.1 Protocol, query operation: complete answers, exact status codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Blueprint, Response, request

from igr_kg.errors import IgrError
from igr_kg.store import port
from igr_kg.store.scanner import scan
from igr_kg.web import bodies, editor, formats, frame, problems, responses, service_description, state
from igr_kg.web.errors import WebError
from igr_kg.web.result_page import ResultView
from igr_kg.web.result_page import view as result_view
from igr_kg.web.saved import SCOPES

blueprint = Blueprint("sparql", __name__)

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_SPLIT = "Split the query, or load a dump into a store of your own: see /dumps/."
_UPDATE_NAMES = ("update", "using-graph-uri", "using-named-graph-uri")


@dataclass(frozen=True, slots=True)
class Request:
    """A query as the protocol carries it.

    :param query: the text, or None when the request holds none
    :param given: whether anything of a query operation was in the request
    """

    query: str | None
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    format: str | None = None
    given: bool = False


def _decoded(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WebError(
            "BAD_ENCODING",
            f"The {what} is not UTF-8.",
            hint="Encode it in UTF-8 (percent-encoded in an address or form).",
            where=f"byte {error.start + 1}",
        ) from None


def _pairs(text: str, what: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=10_000)
    except UnicodeDecodeError:
        raise WebError(
            "BAD_ENCODING",
            f"The {what} holds percent-encoded bytes that are not UTF-8.",
            hint="Percent-encode the UTF-8 bytes of each character.",
        ) from None
    except ValueError:
        raise WebError("BAD_REQUEST", f"The {what} holds too many parameters.") from None


def _check_charset() -> None:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise WebError(
            "UNSUPPORTED_MEDIA_TYPE",
            f"The character encoding {charset!r} is not taken.",
            hint="Send UTF-8.",
            say="no_utf8",
            values={"charset": charset},
            headers={"Accept-Post": f"{FORM}, {QUERY}"},
        )


def _read_only() -> WebError:
    return WebError(
        "READ_ONLY",
        "This endpoint answers queries; it takes no updates.",
        hint="Submissions go to /validate; a dump of everything is under /dumps/.",
        say="read_only",
    )


def _parse(pairs: Sequence[tuple[str, str]], direct: str | None = None) -> Request:
    """Return the request that parameters and a direct body make (SPARQL 1.1 Protocol, section 2.1)."""
    if any(name in _UPDATE_NAMES for name, _ in pairs):
        raise _read_only()
    queries = [value for name, value in pairs if name == "query"]
    queries += [direct] if direct is not None else []
    if len(queries) > 1:
        raise WebError(
            "DUPLICATE_PARAMETER",
            f"A request holds one query; this one holds {len(queries)}.",
            hint="Send one query per request.",
            say="one_query",
            values={"n": len(queries)},
            where="query",
        )
    default = [value for name, value in pairs if name == "default-graph-uri" and value]
    named = [value for name, value in pairs if name == "named-graph-uri" and value]
    chosen = [value for name, value in pairs if name == "format" and value]
    return Request(
        queries[0] if queries else None,
        default,
        named,
        formats.first_known(chosen),
        given=bool(queries or default or named),
    )


def read_request() -> Request:
    """Return the query that the HTTP request carries.

    :raises WebError: for what the protocol does not allow, with its own status
    """
    address = _pairs(_decoded(request.query_string, "address"), "address")
    if request.method != "POST":
        return _parse(address)
    if request.mimetype == UPDATE:
        raise _read_only()
    if request.mimetype not in (FORM, QUERY):
        raise WebError(
            "UNSUPPORTED_MEDIA_TYPE",
            f"A query cannot be sent as {request.mimetype or 'a body without a media type'}.",
            hint=f"Send a form ({FORM}) with the parameter query, or the query itself as {QUERY}.",
            headers={"Accept-Post": f"{FORM}, {QUERY}"},
            offers=(FORM, QUERY),
            say="no_query_type",
            values={"type": request.mimetype, "form": FORM, "query": QUERY},
        )
    _check_charset()
    body = _decoded(
        bodies.read(state.site().settings.query_max_length, hint=_SPLIT, say="query_too_large"), "body"
    )
    found = _parse(address, body) if request.mimetype == QUERY else _parse([*address, *_pairs(body, "form")])
    if found.query is None:
        raise _missing()
    return found


def _missing() -> WebError:
    return WebError(
        "MISSING_QUERY",
        "The request holds no query.",
        hint="Give it as the parameter query, or as a body of the type application/sparql-query.",
        say="missing_query",
        where="query",
    )


def _offers(form: port.QueryForm | None) -> tuple[formats.Format, ...]:
    """Return the formats of a form of query, HTML last."""
    if form in (port.QueryForm.CONSTRUCT, port.QueryForm.DESCRIBE):
        return (*formats.TRIPLES, formats.HTML)
    if form is port.QueryForm.ASK:
        return (formats.RESULT_JSON, formats.RESULT_XML, formats.HTML)
    return (*formats.TABLES, formats.HTML)


def execute(asked: Request, media_type: str | None) -> port.Answer:
    """Return the complete answer to a request.

    :raises QueryError: see :data:`igr_kg.store.port.STATUS`
    """
    return state.site().store.query(
        asked.query or "",
        media_type=media_type,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
    )


def send(answer: port.Answer, choice: formats.Choice) -> Response:
    """Send a complete answer with its length and entity tag."""
    return responses.file_answer(
        answer.file,
        answer.length,
        answer.etag if answer.cacheable else None,
        choice.content_type,
        vary=("Accept",),
    )


def _page(asked: Request, result: ResultView | None, problem: problems.Problem | None = None) -> Response:
    response = frame.page(
        "sparql.html",
        query=asked.query or "",
        asked=asked,
        result=result,
        problem=problem,
        examples=service_description.examples(),
        starter=service_description.STARTER.format(base=state.site().settings.base_iri),
        limits=state.site().settings,
        words=editor.words(),
        scopes=SCOPES,
        cacheable=problem is None,
    )
    if problem is not None:
        response.status_code = problem.status
        response.headers.update(problem.headers)
    return response


def _html(asked: Request, form: port.QueryForm | None) -> Response:
    """Answer a browser: the result as a table above the editor, or what is wrong with the query."""
    table = form not in (port.QueryForm.CONSTRUCT, port.QueryForm.DESCRIBE)
    try:
        with execute(asked, port.JSON if table else port.NTRIPLES) as answer:
            return _page(
                asked, result_view(answer, asked.query or "", asked.default_graphs, asked.named_graphs)
            )
    except IgrError as error:
        return _page(asked, None, problems.in_words(problems.problem_of(error)))


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query, describe the service, or show the editor."""
    asked = read_request()
    if asked.query is None:
        if asked.given:
            raise _missing()
        return _without_query()
    if len(asked.query.encode()) > state.site().settings.query_max_length:
        raise bodies.too_large(state.site().settings.query_max_length, _SPLIT, "query_too_large")
    scanned = scan(asked.query, state.site().settings.base_iri)
    if scanned.update:
        raise _read_only()
    if scanned.form is None:
        choice = _for_nothing_known(asked)
    else:
        choice = responses.pick(_offers(scanned.form), name=asked.format or "", suffixes=False)
    if choice.format is formats.HTML:
        return _html(asked, scanned.form)
    return send(execute(asked, choice.format.media_type), choice)


def _for_nothing_known(asked: Request) -> formats.Choice:
    """Return the format for what begins like no query; only a browser gets past what is wrong."""
    choice = formats.choose(request.headers.get("Accept"), (*formats.TABLES, *formats.TRIPLES, formats.HTML))
    if choice is None or choice.format is not formats.HTML:
        state.site().store.query(asked.query or "").close()
    return choice or formats.Choice(formats.RESULT_JSON, formats.RESULT_JSON.media_type)


def _without_query() -> Response:
    """Send the service description, or the editor to a browser."""
    choice = responses.pick((*formats.TRIPLES, formats.HTML), suffixes=False)
    if choice.format is formats.HTML:
        return _page(Request(None), None)
    body = service_description.serialise(choice.format)
    return responses.answer(body, choice.content_type)
