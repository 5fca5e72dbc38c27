"""The port that everything above builds on: a question goes in, a complete answer comes out.

An engine is one class with the methods of :class:`Store`. Nothing is streamed from a running
query: an :class:`Answer` is complete when it is returned, so the web can send an exact status, a
length and an entity tag, and an error is an error and never a cut result.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from typing import BinaryIO, Generic, Protocol, TypeVar, Unpack

from igr_kg.errors import IgrError, Told

Result = TypeVar("Result")

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TURTLE = "text/turtle"
NTRIPLES = "application/n-triples"
RDF_XML = "application/rdf+xml"
JSON_LD = "application/ld+json"
TRIG = "application/trig"
NQUADS = "application/n-quads"

TABLE_TYPES = (JSON, XML, CSV, TSV)
BOOLEAN_TYPES = (JSON, XML)
GRAPH_TYPES = (TURTLE, JSON_LD, RDF_XML, NTRIPLES)


class QueryForm(Enum):
    """The four forms of a query (SPARQL 1.1 Query, section 16)."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media types that an answer can have, the default first.

        >>> QueryForm.SELECT.media_types[0]
        'application/sparql-results+json'
        """
        if self is QueryForm.SELECT:
            return TABLE_TYPES
        return BOOLEAN_TYPES if self is QueryForm.ASK else GRAPH_TYPES


STATUS = {
    "QUERY_MALFORMED": 400,
    "FUNCTION_UNKNOWN": 400,
    "QUERY_TIMEOUT": 504,
    "QUERY_MEMORY": 503,
    "QUEUE_FULL": 503,
    "TOO_MANY_SLOW": 503,
    "ENGINE_STARTING": 503,
    "RESULT_TOO_LARGE": 422,
    "SEARCH_TOO_WIDE": 422,
    "READ_ONLY": 403,
    "SERVICE_REFUSED": 403,
    "SERVICE_FAILED": 502,
    "NOT_ACCEPTABLE": 406,
    "STORE_CLOSED": 503,
    "STORE_UNREACHABLE": 503,
    "STORE_UNREADABLE": 500,
    "ENGINE_FAILED": 500,
}
"""Code of an error -> status of the HTTP response."""

_NO_ANSWER = frozenset(
    {"QUERY_TIMEOUT", "QUERY_MEMORY", "QUEUE_FULL", "TOO_MANY_SLOW", "RESULT_TOO_LARGE", "SEARCH_TOO_WIDE"}
    | {"SERVICE_FAILED"}
    | {"ENGINE_STARTING", "STORE_CLOSED", "STORE_UNREACHABLE", "STORE_UNREADABLE"}
)
"""Codes that tell of the data or of a limit, and not of a fault: exit status 3."""


class QueryError(IgrError):
    """A query has no answer; ``code`` is a key of :data:`STATUS`.

    :param retry_after: seconds after which it makes sense to ask again, or None

    >>> QueryError("QUERY_TIMEOUT", "Too slow.").status
    504
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        retry_after: int | None = None,
        **told: Unpack[Told],
    ) -> None:
        super().__init__(code, message, **told)
        self.status = STATUS[code]
        self.retry_after = retry_after
        self.exit_status = 2 if self.status in (400, 403, 406) else 3 if code in _NO_ANSWER else 4


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete, serialised answer; close it, or use it in a ``with`` statement.

    :param file: the body, at its beginning; in memory when small, else a temporary file
    :param length: bytes of the body
    :param media_type: without parameters
    :param etag: hex digits of a hash of the body (without quotation marks)
    :param rows: solutions, or triples, or 1 for ASK
    :param seconds: wall time of evaluation and serialisation
    :param form: the form of the query
    :param cacheable: False for a query with NOW, RAND, UUID, STRUUID, BNODE or SERVICE
    """

    file: BinaryIO
    length: int
    media_type: str
    etag: str
    rows: int
    seconds: float
    form: QueryForm
    cacheable: bool = True

    def read(self) -> bytes:
        """Return the whole body and close the answer."""
        with self.file:
            return self.file.read()

    def close(self) -> None:
        """Give the file back."""
        self.file.close()

    def __enter__(self) -> Answer:
        """Return the answer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the answer."""
        self.close()


@dataclass(frozen=True, slots=True)
class Begun(Generic[Result]):
    """A query that is being evaluated; ``end`` has to be called, once, whatever becomes of who asked.

    :param source: a descriptor that becomes readable when an answer, an error or an end has come
    :param answered: tells, without waiting, whether an answer has come whole
    :param end: returns it, or raises what went wrong; it waits where ``answered`` has not said so
    """

    source: int
    answered: Callable[[], bool]
    end: Callable[[], Result]


class Store(Protocol):
    """What an engine does; every method may be called from several threads at once."""

    @property
    def version(self) -> str:
        """Version of the release that is served."""

    def query(
        self,
        text: str,
        *,
        media_type: str | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        timeout: float | None = None,
        reserved: bool = False,
    ) -> Answer:
        """Return the answer to a SPARQL 1.1 query.

        :param text: the query; relative IRIs in it are resolved against the base IRI
        :param media_type: one of ``QueryForm.media_types``; None is the first of them
        :param default_graphs: IRIs of ``default-graph-uri``; None (or empty) when there was none
        :param named_graphs: IRIs of ``named-graph-uri``; when either list holds an IRI, the two
            describe the dataset alone and FROM in the query has no effect (SPARQL 1.1 Protocol,
            section 2.1.4)
        :param timeout: seconds of wall time; never more than the store's own limit
        :param reserved: the query is one of the site's own, short by its making; it may use the place
            that is kept free for these when everything else is at work, and never counts as slow
        :raises QueryError: see :data:`STATUS`
        """

    def begin(
        self,
        text: str,
        *,
        media_type: str | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> Begun[Answer] | None:
        """Begin a query for who can do something else meanwhile, such as an event loop.

        :return: None where that is not possible at once, or not at all: then :meth:`query` is the way
        :raises QueryError: as :meth:`query` does
        """

    def healthy(self) -> bool:
        """Tell whether a query would be answered now."""

    def close(self) -> None:
        """End every process and give everything back; afterwards ``STORE_CLOSED`` is raised."""

    def __enter__(self) -> Store:
        """Return the store itself."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
