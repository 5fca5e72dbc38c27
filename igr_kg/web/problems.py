"""One error handler, three faces: problem details (RFC 9457), an HTML page, plain text on ``/sparql``.

Every error has a stable code. :data:`CODES` gives each its HTTP status and title; a page of the site
lists them, and the ``type`` of a problem leads there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from types import MappingProxyType

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from igr_kg.errors import ConformanceError, IgrError, InputError, UsageError
from igr_kg.store.port import QueryError
from igr_kg.web import formats, query_log, state
from igr_kg.web.errors import WebError
from igr_kg.web.frame import render

CODES: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "BAD_REQUEST": (400, "The request cannot be understood"),
        "BAD_ENCODING": (400, "The request is not UTF-8"),
        "BAD_PARAMETER": (400, "A parameter has a value that cannot be used"),
        "BAD_IRI": (400, "A value is no absolute IRI"),
        "DUPLICATE_PARAMETER": (400, "A parameter that may stand once stands twice"),
        "MISSING_QUERY": (400, "There is no query in the request"),
        "QUERY_MALFORMED": (400, "The query is not well-formed SPARQL"),
        "FUNCTION_UNKNOWN": (400, "The query calls a function that there is not"),
        "SYNTAX_ERROR": (400, "The data is not well-formed"),
        "INPUT_EMPTY": (400, "The document holds nothing"),
        "INPUT_DAMAGED": (400, "The file is damaged"),
        "INPUT_ENCODING": (400, "The encoding of the text cannot be found out"),
        "INPUT_ENCRYPTED": (400, "The file opens only with a password"),
        "INPUT_FORMAT": (415, "The file is of a format that is not read"),
        "INPUT_HOSTILE": (400, "The file holds what no document needs"),
        "INPUT_NO_TEXT": (400, "The file holds pictures of text only"),
        "INPUT_TIMEOUT": (400, "The file takes too long to be read"),
        "INPUT_TOO_LARGE": (413, "The file is too large"),
        "PACK_MISSING": (400, "There are no rules for this language"),
        "SUBMISSION_EMPTY": (400, "The submission holds nothing"),
        "BAD_LITERAL": (400, "A literal is ill-formed"),
        "UNAUTHORIZED": (401, "This needs a token"),
        "READ_ONLY": (403, "The data can be read here, not changed"),
        "SERVICE_REFUSED": (403, "Queries to other servers are refused"),
        "SERVICE_FAILED": (502, "Another server did not answer"),
        "FORBIDDEN": (403, "This is not allowed"),
        "NOT_FOUND": (404, "There is no such page"),
        "NO_SUCH_THING": (404, "Nothing is known about this thing"),
        "NO_SUCH_FILE": (404, "There is no such file"),
        "NO_SUCH_RELEASE": (404, "There is no such release"),
        "METHOD_NOT_ALLOWED": (405, "This method is not served here"),
        "NOT_ACCEPTABLE": (406, "None of the formats asked for is offered"),
        "NOT_REPRESENTABLE": (406, "The format cannot express the data"),
        "REQUEST_TIMEOUT": (408, "The request did not arrive in time"),
        "RETIRED": (410, "This identifier was withdrawn"),
        "REQUEST_TOO_LARGE": (413, "The request is too large"),
        "UNSUPPORTED_MEDIA_TYPE": (415, "The media type of the request is not taken"),
        "SYNTAX_UNKNOWN": (415, "Nothing tells what the data are written in"),
        "RESULT_TOO_LARGE": (422, "The answer would be too large"),
        "SEARCH_TOO_WIDE": (422, "The search finds too much for one query"),
        "DATA_INVALID": (422, "The data does not conform"),
        "TOO_MANY_REQUESTS": (429, "One client sends too many requests"),
        "CHECK_FAILED": (500, "The submission could not be checked"),
        "INTERNAL": (500, "Something failed on the server"),
        "ENGINE_FAILED": (500, "The query engine failed"),
        "STORE_UNREADABLE": (500, "The store cannot be read"),
        "STORE_CLOSED": (503, "The store is closed"),
        "STORE_UNREACHABLE": (503, "The server that holds the data does not answer"),
        "ENGINE_STARTING": (503, "The query engine is still starting"),
        "READING_FAILED": (500, "The document could not be read"),
        "READING_MEMORY": (503, "The reading needs more memory than it may use"),
        "SUBMISSION_MEMORY": (503, "The check needs more memory than one submission may use"),
        "QUERY_MEMORY": (503, "The query needs more memory or nesting than one query may use"),
        "QUEUE_FULL": (503, "Too many requests are waiting"),
        "TOO_MANY_SLOW": (503, "Too many slow queries are running"),
        "READING_TIMEOUT": (504, "The reading took longer than it may take"),
        "SUBMISSION_TIMEOUT": (504, "The check took longer than one submission may take"),
        "QUERY_TIMEOUT": (504, "The query took longer than one query may take"),
    }
)

_BY_STATUS = {
    400: "BAD_REQUEST",
    401: "UNAUTHORIZED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    406: "NOT_ACCEPTABLE",
    413: "REQUEST_TOO_LARGE",
    414: "REQUEST_TOO_LARGE",
    415: "UNSUPPORTED_MEDIA_TYPE",
}
_BY_CLASS = ((ConformanceError, 422), (InputError, 400), (UsageError, 400))
_REST = 64_000_000
_RETRY_SECONDS = 5
_SITE_PATH = re.compile(r"(?<![\w/.:])/(?:browse|documents|dumps|queries|read|search|validate)\b")
"""A path of the site in a hint; the deployment may stand under a sub-path."""
_PASSING = frozenset(("QUEUE_FULL", "TOO_MANY_SLOW", "ENGINE_STARTING", "STORE_CLOSED", "STORE_UNREACHABLE"))
"""Codes after which the same request may succeed a little later."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as the web shows it.

    :param say: key of its sentence in the tables of texts, filled with ``values``
    :param language: of ``detail`` and ``hint``
    """

    status: int
    code: str
    title: str
    detail: str
    hint: str = ""
    where: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    offers: Sequence[str] = ()
    say: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    language: str = "en"

    def fields(self, type_base: str) -> dict[str, object]:
        """Return the members of the problem details object."""
        members: dict[str, object] = {
            "type": f"{type_base}#{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
        }
        extras = {"hint": self.hint, "where": self.where, "offers": list(self.offers)}
        return members | {name: value for name, value in extras.items() if value}


def _of_igr_error(error: IgrError) -> Problem:
    default = next((status for kind, status in _BY_CLASS if isinstance(error, kind)), 500)
    status, title = CODES.get(error.code, (default, HTTPStatus(default).phrase))
    headers = dict(error.headers) if isinstance(error, WebError) else {}
    if error.code in _PASSING:
        wait = error.retry_after if isinstance(error, QueryError) else None
        headers.setdefault("Retry-After", str(wait or _RETRY_SECONDS))
    offers = error.offers if isinstance(error, WebError) else ()
    return Problem(
        status,
        error.code,
        title,
        error.message,
        _SITE_PATH.sub(request.script_root + r"\g<0>", error.hint),
        error.where,
        headers,
        offers,
        error.say,
        error.values,
    )


def _of_http_error(error: HTTPException) -> Problem:
    status = error.code or 500
    code = _BY_STATUS.get(status, "INTERNAL" if status >= 500 else "BAD_REQUEST")
    title = CODES[code][1]
    headers: dict[str, str] = {}
    root, values = request.script_root, {"path": request.script_root + request.path}
    detail, hint, say = f"{title}.", "", ""
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        methods = sorted(set(error.valid_methods))
        headers["Allow"] = ", ".join(methods)
        detail = f"{request.method} is not served at {root}{request.path}."
        hint, say = f"Use one of: {', '.join(methods)}.", "no_method"
        values |= {"method": request.method, "methods": ", ".join(methods)}
    elif status == 404:
        detail, say = f"There is no page at {root}{request.path}.", "no_page"
        hint = f"The home page and {root}/openapi.json list what is served."
    elif status == 413:
        detail = "The body of the request is larger than this server takes."
    return Problem(status, code, title, detail, hint, headers=headers, say=say, values=values)


def problem_of(error: Exception) -> Problem:
    """Return the problem that an exception is shown as; what is not expected is logged, not shown."""
    if isinstance(error, IgrError):
        found = _of_igr_error(error)
    elif isinstance(error, HTTPException):
        found = _of_http_error(error)
    else:
        found = Problem(500, "INTERNAL", CODES["INTERNAL"][1], "The server met an error it did not expect.")
    query_log.tell(request.environ, code=found.code)
    if found.status >= 500 and found.status not in (502, 503, 504):
        current_app.logger.error("%s %s", request.method, request.path, exc_info=error)
    return found


def in_words(problem: Problem) -> Problem:
    """Return the problem in the language of the page, as far as the tables of texts have its sentence.

    What only an engine or a parser says stays in English.
    """
    texts = state.texts()
    title = texts.get(f"problem.{problem.code}", problem.title)
    detail = texts.table.get(f"sentence.{problem.say}")
    if detail is None:
        return replace(problem, title=title)
    values = {**problem.values, "root": request.script_root}
    hint = texts.table.get(f"sentence.{problem.say}_hint", "") if problem.hint else ""
    return replace(
        problem,
        title=title,
        detail=texts.fill(detail, values),
        hint=_SITE_PATH.sub(request.script_root + r"\g<0>", texts.fill(hint, values)),
        language=texts.language,
    )


def _face() -> formats.Format:
    """Return the format in which the client takes an error; never 406 about a 406."""
    sparql = request.path.rstrip("/") == "/sparql"
    offers = (formats.TEXT, formats.PROBLEM) if sparql else (formats.PROBLEM, formats.TEXT)
    choice = formats.choose(request.headers.get("Accept"), (*offers, formats.HTML))
    return choice.format if choice else offers[0]


def as_text(problem: Problem) -> str:
    """Return the problem as lines of plain text: what, where, what to do."""
    lines = [f"{problem.code}: {problem.detail}"]
    lines += [f"At: {problem.where}"] if problem.where else []
    lines += [problem.hint] if problem.hint else []
    lines += [f"Offered: {', '.join(problem.offers)}"] if problem.offers else []
    return "\n".join(lines) + "\n"


def _take_the_rest() -> None:
    """Read what the client is still sending, up to a bound.

    A client that sends everything before it reads anything would otherwise find the connection broken
    instead of the reason.
    """
    body, left = request.environ["wsgi.input"], _REST
    with suppress(WebError):  # it did not arrive in time
        while left > 0 and (block := body.read(min(left, 1 << 16))):
            left -= len(block)


def respond(error: Exception) -> Response:
    """Return the response to an exception in the format that the client takes."""
    if isinstance(error, HTTPException) and (error.code or 500) < 400:
        return Response(error.get_body(), error.code, dict(error.get_headers()))
    problem = problem_of(error)
    if problem.status == 413:
        _take_the_rest()
    face = _face()
    if face is formats.HTML:
        body = render("problem.html", problem=in_words(problem))
    elif face is formats.TEXT:
        body = as_text(problem)
    else:
        type_base = state.site().settings.base_iri + "problems"
        body = json.dumps(problem.fields(type_base), ensure_ascii=False, indent=2) + "\n"
    response = Response(body, problem.status, content_type=face.content_type)
    response.headers.update(problem.headers)
    response.headers["Cache-Control"] = "no-store"
    response.vary.update(("Accept", "Accept-Language"))
    return response


def install(app: Flask) -> None:
    """Make every error of the application go through :func:`respond`."""
    app.register_error_handler(Exception, respond)
