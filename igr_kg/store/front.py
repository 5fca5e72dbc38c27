"""What is the same for every engine: a request of the port becomes plain requests to an engine.

Before an engine is asked, its characters are checked, updates are refused and so is SERVICE but for the
servers that are allowed, the media type is one that the form can have, the dataset is resolved
(``graph/default`` is a reserved name for the default view), and DESCRIBE has become a query for our own
description. What goes wrong in an engine comes back with a sentence for people. An engine is so small a
thing: :class:`Engine`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from igr_kg.errors import InputError
from igr_kg.store import describe, messages
from igr_kg.store.port import Answer, Begun, QueryError, QueryForm
from igr_kg.store.scanner import Scan, scan

if TYPE_CHECKING:
    from igr_kg.store.child import Reply

DEFAULT_VIEW = ""
"""What stands for the default view in the default graphs of a :class:`Request`."""


@dataclass(frozen=True, slots=True)
class Request:
    """One evaluation, as an engine is asked for it.

    :param text: a query that may run; DESCRIBE comes as CONSTRUCT
    :param form: of the text
    :param media_type: that the body must have
    :param base: base IRI
    :param timeout: seconds of wall time
    :param max_rows: solutions or triples that the answer may hold
    :param max_bytes: bytes that the body may hold
    :param default_graphs: IRIs of the graphs whose merge is the default graph, :data:`DEFAULT_VIEW` among
        them; None: the dataset of the query, or of the store
    :param named_graphs: IRIs of the named graphs; None together with ``default_graphs``
    :param services: IRIs of the other servers that the text asks, all of them allowed
    :param reserved: see :meth:`igr_kg.store.port.Store.query`
    """

    text: str
    form: QueryForm
    media_type: str
    base: str
    timeout: float
    max_rows: int
    max_bytes: int
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    services: tuple[str, ...] = ()
    reserved: bool = False


class Engine(Protocol):
    """What evaluates; every method may be called from several threads at once."""

    def ask(self, request: Request) -> Reply:
        """Return the complete body.

        :raises QueryError: without a message, for which the front has the sentence; its own words about a
            malformed query, or the name of the limit of a too large answer, in ``hint``
        """

    def begin(self, request: Request) -> Begun[Reply] | None:
        """Begin an evaluation where nothing has to be waited for, else return None."""

    def close(self) -> None:
        """Give everything back; afterwards ``STORE_CLOSED`` is raised."""


class QueryFront:
    """A :class:`igr_kg.store.port.Store` over an engine.

    :param engine: closed together with this
    :param version: version of the release
    :param base: base IRI
    :param timeout: seconds of wall time that one query may take
    :param max_rows: solutions or triples that one answer may hold
    :param max_bytes: bytes that one answer may hold
    :param services: IRIs of the only servers that SERVICE may ask
    """

    def __init__(
        self,
        engine: Engine,
        *,
        version: str,
        base: str,
        timeout: float,
        max_rows: int,
        max_bytes: int,
        services: Iterable[str] = (),
    ) -> None:
        self._engine = engine
        self._version = version
        self._base = base
        self._timeout = timeout
        self._max_rows = max_rows
        self._max_bytes = max_bytes
        self._services = tuple(services)

    @property
    def version(self) -> str:
        """Version of the release that is served."""
        return self._version

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
        """Return the answer to a query; see :meth:`igr_kg.store.port.Store.query`."""
        request, found = self._request(text, media_type, default_graphs, named_graphs, timeout, reserved)
        if request.form is QueryForm.DESCRIBE:
            return self._describe(request, found)
        return self._ask(request, cacheable=_lasting(found))

    def begin(
        self,
        text: str,
        *,
        media_type: str | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> Begun[Answer] | None:
        """Begin a query; see :meth:`igr_kg.store.port.Store.begin`."""
        request, found = self._request(text, media_type, default_graphs, named_graphs)
        begun = None if request.form is QueryForm.DESCRIBE else self._engine.begin(request)
        if begun is None:
            return None
        end = partial(self._ask, request, cacheable=_lasting(found), get=begun.end)
        return Begun(begun.source, begun.answered, end)

    def _request(
        self,
        text: str,
        media_type: str | None,
        default_graphs: Sequence[str] | None,
        named_graphs: Sequence[str] | None,
        timeout: float | None = None,
        reserved: bool = False,
    ) -> tuple[Request, Scan]:
        """Return what the engine is asked for, and what is known of the text."""
        text = text.removeprefix("\ufeff")  # a byte order mark, which editors leave in files
        _check_characters(text, *(default_graphs or ()), *(named_graphs or ()))
        found = scan(text, self._base)
        form = self._permitted(found, text)
        kind = media_type or form.media_types[0]
        if kind not in form.media_types:
            offered = ", ".join(form.media_types)
            problem = f"The answer to {form.value} cannot be {kind}."
            raise QueryError("NOT_ACCEPTABLE", problem, hint=f"Ask for one of {offered}.")
        default, named = self._dataset(found, default_graphs, named_graphs)
        request = Request(
            text,
            form,
            kind,
            base=self._base,
            timeout=self._timeout if timeout is None else min(timeout, self._timeout),
            max_rows=self._max_rows,
            max_bytes=self._max_bytes,
            default_graphs=default,
            named_graphs=named,
            services=_each(found),
            reserved=reserved,
        )
        return request, found

    def healthy(self) -> bool:
        """Tell within five seconds whether a query would be answered; a full queue is no illness."""
        try:
            self.query("ASK {}", timeout=5.0, reserved=True).close()
        except QueryError as error:
            return error.code == "QUEUE_FULL"
        return True

    def close(self) -> None:
        """Close the engine."""
        self._engine.close()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def _dataset(
        self, found: Scan, default: Sequence[str] | None, named: Sequence[str] | None
    ) -> tuple[tuple[str, ...], tuple[str, ...]] | tuple[None, None]:
        """Return the default and the named graphs of the dataset, or twice None for the store's own.

        Engines prefer these parameters to FROM, which is what the protocol asks for; so FROM is left to the
        engine unless it names the default view, which the engine cannot know, or stands in a DESCRIBE, of
        which the engine never sees the text.
        """
        view = f"{self._base}graph/default"
        if not default and not named:
            default, named = found.default_graphs, found.named_graphs
            rewritten = found.form is QueryForm.DESCRIBE and bool(default or named)
            if not rewritten and view not in default + named:
                return None, None
        return (
            tuple(DEFAULT_VIEW if iri == view else iri for iri in default or ()),
            tuple(iri for iri in named or () if iri != view),
        )

    def _permitted(self, found: Scan, text: str) -> QueryForm:
        """Return the form of a query that may run.

        :raises QueryError: ``READ_ONLY``, ``SERVICE_REFUSED``, ``QUERY_MALFORMED``
        """
        if found.update:
            raise QueryError(
                "READ_ONLY",
                "This is an update; the data cannot be changed here.",
                hint="Send a query.",
                say="update",
            )
        if any(iri not in self._services for iri in found.services):
            raise messages.service_refused(self._services)
        if found.form is None:
            raise messages.malformed(text, "")
        return found.form

    def _describe(self, request: Request, found: Scan) -> Answer:
        start = time.monotonic()
        wanted = describe.resources(request.text, self._base)
        iris = list(wanted.iris)
        if wanted.query:
            self._permitted(scan(wanted.query, self._base), request.text)
            names = replace(
                request, text=wanted.query, form=wanted.form, media_type=wanted.form.media_types[0]
            )
            with self._ask(names, shown=request.text) as answer:
                if wanted.form is QueryForm.SELECT:
                    iris += describe.iris_in(answer)
        left = max(0.01, request.timeout - (time.monotonic() - start))
        try:
            query = describe.query_for(iris, self._base)
            answer = self._ask(
                replace(request, text=query, form=QueryForm.CONSTRUCT, services=(), timeout=left),
                cacheable=_lasting(found),
            )
        except (QueryError, InputError) as error:
            if isinstance(error, InputError) or error.code == "QUERY_MALFORMED":
                raise messages.no_iri(request.text) from None
            raise
        return replace(answer, form=QueryForm.DESCRIBE)

    def _ask(
        self,
        request: Request,
        *,
        cacheable: bool = True,
        shown: str = "",
        get: Callable[[], Reply] | None = None,
    ) -> Answer:
        """Ask the engine.

        :param shown: the text that people know, with the same places, where it is not that of the request
        :param get: gives the reply, where the engine has been asked
        """
        try:
            reply = get() if get else self._engine.ask(request)
        except QueryError as error:
            if request.services and error.code == "ENGINE_FAILED":
                raise messages.service_failed(request.services) from None
            raise messages.explained(
                error,
                shown or request.text,
                seconds=request.timeout,
                rows=self._max_rows,
                bytes=self._max_bytes,
                version=self._version,
                dump=f"/dumps/{self._version}/igr.nq.gz" if self._version else "A file under /dumps/",
            ) from None
        return Answer(
            file=reply.file,
            length=reply.length,
            media_type=request.media_type,
            etag=reply.sha256[:32],
            rows=reply.rows,
            seconds=reply.seconds,
            form=request.form,
            cacheable=cacheable,
        )


def _lasting(found: Scan) -> bool:
    """Tell whether another run gives the same answer."""
    return not (found.varying or found.services)


def _check_characters(*texts: str) -> None:
    """Refuse halves of surrogate pairs, which are no characters and cannot be sent to an engine."""
    for text in texts:
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise messages.no_character(text, error.start) from None


def _each(found: Scan) -> tuple[str, ...]:
    """Return each server that is asked, once."""
    return tuple(dict.fromkeys(iri for iri in found.services if iri is not None))
