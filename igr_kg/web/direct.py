"""A plain query is answered in front of Flask, by the functions that the view of ``/sparql`` has.

A small query takes less time than what a framework does about it. So one that needs no page, no other
release and no closer look goes straight: it is read, negotiated and evaluated as in the view, and its
answer has the headers that the view gave the first answer of its kind. An answer without an example yet is
sent by the view, and what was found wrong is raised there; nothing is evaluated twice.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from flask import Flask
from werkzeug.wrappers import Request as HttpRequest
from werkzeug.wsgi import FileWrapper

from igr_kg.errors import IgrError
from igr_kg.store import port
from igr_kg.store.plain_query import plain_form
from igr_kg.web import formats, protocol, query_log
from igr_kg.web.cache import Application, Environ, Header, StartResponse
from igr_kg.web.limits import REFUSED
from igr_kg.web.state import EXTENSION, Site

PATH = "/sparql"
STARTED = "igr_kg.started"
"""Where in the environment of a request stands its query that is being evaluated already."""

_BLOCK = 1 << 18
_ANOTHER_MATTER = frozenset(("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", REFUSED))
_Kind = tuple[str, bool]
"""The ``Content-Type``, and whether the answer may be kept."""


class Started:
    """A query that is being evaluated while its request waits; its answer is taken or dropped.

    :param begun: the evaluation
    """

    def __init__(
        self, asked: protocol.Request, choice: formats.Choice, begun: port.Begun[port.Answer]
    ) -> None:
        self.asked = asked
        self.choice = choice
        self.source = begun.source
        self.answered = begun.answered
        self._begun: port.Begun[port.Answer] | None = begun

    def end(self) -> port.Answer:
        """Return the answer, once.

        :raises QueryError: as :meth:`igr_kg.store.port.Store.query`
        """
        begun, self._begun = self._begun, None
        assert begun is not None  # noqa: S101 -- one request, one answer
        return begun.end()

    def drop(self) -> None:
        """Let the evaluation end, if nobody has taken its answer."""
        if self._begun is not None:
            with suppress(IgrError):
                self.end().close()


class Direct:
    """A WSGI application in front of Flask's.

    :param app: whose site is asked
    :param view: its WSGI application
    """

    def __init__(self, app: Flask, view: Application) -> None:
        self._site: Site = app.extensions[EXTENSION]
        self._view = view
        self._heads: dict[_Kind, Sequence[Header]] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a plain query, or ask the view."""
        if environ["PATH_INFO"] != PATH or not _goes_straight(environ):
            return self._view(environ, start_response)
        respond = start_response
        try:
            found = self._answer(environ)
        except Exception as error:  # whatever it is, the view says it
            environ[protocol.RAISED] = error
            found = None
        if found is not None:
            answer, kind = found
            head = self._heads.get(kind)
            if head is not None:
                return _send(answer, head, start_response)
            environ[protocol.ANSWER] = answer
            respond = self._noting(kind, start_response)
        if environ["REQUEST_METHOD"] == "POST":
            environ["wsgi.input"].seek(0)
        return self._view(environ, respond)

    def begin(self, environ: Environ) -> Started | None:
        """Begin a plain query where that is possible at once; its answer is then sent by a call as ever.

        What is wrong with the query is found again by that call.

        :return: None, or what also stands in ``environ``
        """
        if environ["PATH_INFO"] != PATH or not _goes_straight(environ):
            return None
        started = None
        with suppress(Exception):
            asked, choice = self._understood(environ) or (None, None)
            if asked is not None and choice is not None:
                begun = protocol.begin(self._site.store, asked, choice.format.media_type)
                started = Started(asked, choice, begun) if begun else None
        if started is not None:
            environ[STARTED] = started
        if environ["REQUEST_METHOD"] == "POST":
            environ["wsgi.input"].seek(0)
        return started

    def _answer(self, environ: Environ) -> tuple[port.Answer, _Kind] | None:
        """Return the answer to a plain query, or None where the view has to see to it.

        :raises IgrError: as the view does
        """
        started: Started | None = environ.get(STARTED)
        if started is not None:
            asked, choice = started.asked, started.choice
            answer = started.end()
        else:
            understood = self._understood(environ)
            if understood is None:
                return None
            asked, choice = understood
            answer = protocol.execute(self._site.store, asked, choice.format.media_type)
        query_log.tell(environ, query=asked.query, form=answer.form.value, rows=answer.rows)
        return answer, (choice.content_type, answer.cacheable)

    def _understood(self, environ: Environ) -> tuple[protocol.Request, formats.Choice] | None:
        """Return a plain query and the format of its answer, or None where the view has to see to it.

        :raises IgrError: as the view does
        """
        settings = self._site.settings
        if environ["REQUEST_METHOD"] == "GET":
            asked = protocol.read_address(environ.get("QUERY_STRING", "").encode("latin-1"))
        else:
            asked = protocol.read_request(HttpRequest(environ, populate_request=False), settings)
        if asked.query is None or asked.release or asked.other or plain_form(asked.query) is None:
            return None
        offers = protocol.offers(protocol.checked(asked, settings).form)
        choice = formats.asked_for(offers, asked.format, environ.get("HTTP_ACCEPT"))
        return None if choice is None or choice.format is formats.HTML else (asked, choice)

    def _noting(self, kind: _Kind, start_response: StartResponse) -> StartResponse:
        """Return a ``start_response`` that takes the headers of the view's answer for an example."""

        def note(status: str, headers: list[Header], *rest: Any) -> Any:
            if status.startswith("200"):
                self._heads[kind] = tuple(headers)
            return start_response(status, headers, *rest)

        return note


def _goes_straight(environ: Environ) -> bool:
    """Tell whether a request has a method and no condition that only the view knows, and its body is here."""
    method = environ["REQUEST_METHOD"]
    whole = method == "GET" or (method == "POST" and isinstance(environ["wsgi.input"], io.BytesIO))
    return whole and _ANOTHER_MATTER.isdisjoint(environ)


def _send(answer: port.Answer, head: Sequence[Header], start_response: StartResponse) -> Iterable[bytes]:
    """Send an answer with the headers of another of its kind."""
    own = {"etag": f'"{answer.etag}"', "content-length": str(answer.length)}
    start_response("200 OK", [(name, own.get(name.lower(), value)) for name, value in head])
    if isinstance(answer.file, io.BytesIO):
        return [answer.read()]
    return FileWrapper(answer.file, _BLOCK)
