"""A query as an HTTP request carries it (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from werkzeug.wrappers import Request as HttpRequest

from igr_kg.config import Settings
from igr_kg.store import port
from igr_kg.store.scanner import Scan, scan
from igr_kg.web import bodies, formats
from igr_kg.web.errors import WebError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
RAISED = "igr_kg.raised"
"""Where in the environment of a request stands what was found wrong with it."""

ANSWER = "igr_kg.answer"
"""Where in the environment of a request stands its answer, when there is one already."""

_SPLIT = "Split the query, or load a dump into a store of your own: see /dumps/."
_UPDATE_NAMES = ("update", "using-graph-uri", "using-named-graph-uri")


@dataclass(frozen=True, slots=True)
class Request:
    """A query as the protocol carries it.

    :param query: the text, or None when the request holds none
    :param release: version of the release that the query is for, or empty
    :param other: version of the release that its answer is compared with, or empty
    :param given: whether anything of a query operation was in the request
    """

    query: str | None
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    format: str | None = None
    release: str = ""
    other: str = ""
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
        name, _, value = text.partition("=")
        if name.isalpha() and value.isascii() and "&" not in value and "\\" not in value:
            return [(name, _unquoted(value))]
    except UnicodeDecodeError:
        pass  # it has to be read more slowly to tell what is wrong
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


def _unquoted(value: str) -> str:
    """Return the text of a percent-encoded value in ASCII without a backslash.

    It does what :func:`urllib.parse.unquote_plus` does, several times as fast: of a small query that is much.

    :raises UnicodeDecodeError: something in it is no percent-encoded UTF-8

    >>> _unquoted("ASK+%7B%7D%20%E6%B0%B4")
    'ASK {} 水'
    """
    escaped = value.replace("+", " ").replace("%", r"\x").encode("ascii")
    return escaped.decode("unicode_escape").encode("latin-1").decode("utf-8")


def _check_charset(request: HttpRequest) -> None:
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
    release, other = once(pairs, "release"), once(pairs, "with")
    return Request(
        queries[0] if queries else None,
        default,
        named,
        formats.first_known(chosen),
        release,
        other,
        given=bool(queries or default or named),
    )


def once(pairs: Sequence[tuple[str, str]], name: str) -> str:
    """Return the value of a parameter that may be given once; empty when it is not."""
    values = [value for known, value in pairs if known == name and value]
    if len(values) > 1:
        raise WebError(
            "DUPLICATE_PARAMETER",
            f"The parameter {name} is given once; here it stands {len(values)} times.",
            hint="Give it once.",
            say="named_once",
            values={"name": name, "n": len(values)},
            where=name,
        )
    return values[0] if values else ""


def read_address(query_string: bytes) -> Request:
    """Return the query that the address of an HTTP request carries.

    :raises WebError: for what the protocol does not allow, with its own status
    """
    return _parse(_pairs(_decoded(query_string, "address"), "address"))


def read_request(request: HttpRequest, settings: Settings) -> Request:
    """Return the query that an HTTP request carries.

    :raises WebError: for what the protocol does not allow, with its own status
    """
    if request.method != "POST":
        return read_address(request.query_string)
    address = _pairs(_decoded(request.query_string, "address"), "address")
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
    _check_charset(request)
    body = _decoded(
        bodies.read(settings.query_max_length, hint=_SPLIT, say="query_too_large", of=request), "body"
    )
    found = _parse(address, body) if request.mimetype == QUERY else _parse([*address, *_pairs(body, "form")])
    if found.query is None:
        raise missing()
    return found


def missing() -> WebError:
    """Return the error for a request without a query."""
    return WebError(
        "MISSING_QUERY",
        "The request holds no query.",
        hint="Give it as the parameter query, or as a body of the type application/sparql-query.",
        say="missing_query",
        where="query",
    )


def checked(asked: Request, settings: Settings) -> Scan:
    """Return what the tokens of a query tell, when it may be answered here.

    :raises WebError: ``REQUEST_TOO_LARGE``, ``READ_ONLY``
    """
    query, most = asked.query or "", settings.query_max_length
    if len(query.encode()) > most:
        raise bodies.too_large(most, _SPLIT, "query_too_large")
    scanned = scan(query, settings.base_iri)
    if scanned.update:
        raise _read_only()
    return scanned


def offers(form: port.QueryForm | None) -> tuple[formats.Format, ...]:
    """Return the formats of a form of query, HTML last."""
    if form in (port.QueryForm.CONSTRUCT, port.QueryForm.DESCRIBE):
        return (*formats.TRIPLES, formats.HTML)
    if form is port.QueryForm.ASK:
        return (formats.RESULT_JSON, formats.RESULT_XML, formats.HTML)
    return (*formats.TABLES, formats.HTML)


def execute(store: port.Store, asked: Request, media_type: str | None) -> port.Answer:
    """Return the complete answer to a request.

    :raises QueryError: see :data:`igr_kg.store.port.STATUS`
    """
    return store.query(
        asked.query or "",
        media_type=media_type,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
    )


def begin(store: port.Store, asked: Request, media_type: str | None) -> port.Begun[port.Answer] | None:
    """Begin to evaluate a request, where that is possible at once.

    :raises QueryError: see :data:`igr_kg.store.port.STATUS`
    """
    return store.begin(
        asked.query or "",
        media_type=media_type,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
    )
