"""The default store: a release's own directory, opened read-only by killable engine processes.

The real default graph of the directory is the default view of the release; a query without a
dataset runs on it as it is. ``graph/default`` names that view where a graph is asked for by name
(FROM, ``default-graph-uri``); it is no named graph, so ``GRAPH ?g`` never shows it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from igr_kg.errors import InputError
from igr_kg.store import describe, messages
from igr_kg.store.child import Child
from igr_kg.store.pool import Pool
from igr_kg.store.port import Answer, QueryError, QueryForm
from igr_kg.store.scanner import Scan, scan


class EmbeddedStore:
    """A release that is queried in processes of its own; safe for threads.

    Make it after the last fork of a server, before or in its threads.

    :param directory: the engine's directory (``store`` of a release folder)
    :param version: version of the release
    :param base: base IRI
    :param timeout: seconds of wall time that one query may take
    :param memory_mb: megabytes of address space that queries may add to an engine process
    :param max_rows: solutions or triples that one answer may hold
    :param max_bytes: bytes that one answer may hold
    :param processes: queries that run at the same time
    :param queue: queries that may wait
    :param queue_seconds: seconds that one may wait
    :raises QueryError: ``STORE_UNREADABLE`` when the directory cannot be opened
    """

    def __init__(
        self,
        directory: Path,
        *,
        version: str = "",
        base: str = "https://w3id.org/igr/",
        timeout: float = 20.0,
        memory_mb: int = 2048,
        max_rows: int = 500_000,
        max_bytes: int = 200_000_000,
        processes: int = 2,
        queue: int = 32,
        queue_seconds: float = 10.0,
    ) -> None:
        self._version = version
        self._base = base
        self._timeout = timeout
        self._max_rows = max_rows
        self._max_bytes = max_bytes
        options = {"path": str(directory.resolve()), "memory": memory_mb << 20}
        self._pool = Pool(
            lambda: Child("igr_kg.store.engine", options),
            processes=processes,
            queue=queue,
            queue_seconds=queue_seconds,
            retire_at=(memory_mb << 20) // 2,
        )
        try:
            self._pool.warm()
        except BaseException:
            self._pool.close()
            raise

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
        text = text.removeprefix("\ufeff")  # a byte order mark, which editors leave in files
        _check_characters(text, *(default_graphs or ()), *(named_graphs or ()))
        found = scan(text, self._base)
        form = _permitted(found, text)
        kind = media_type or form.media_types[0]
        if kind not in form.media_types:
            offered = ", ".join(form.media_types)
            problem = f"The answer to {form.value} cannot be {kind}."
            raise QueryError("NOT_ACCEPTABLE", problem, hint=f"Ask for one of {offered}.")
        limit = self._timeout if timeout is None else min(timeout, self._timeout)
        dataset = self._dataset(found, default_graphs, named_graphs)
        if form is QueryForm.DESCRIBE:
            return self._describe(text, found, kind, dataset, limit)
        return self._ask(text, form, kind, dataset, limit, cacheable=not found.varying, reserved=reserved)

    def healthy(self) -> bool:
        """Tell within five seconds whether a query would be answered; a full queue is no illness."""
        try:
            self.query("ASK {}", timeout=5.0, reserved=True).close()
        except QueryError as error:
            return error.code == "QUEUE_FULL"
        return True

    def close(self) -> None:
        """End every engine process."""
        self._pool.close()

    def __enter__(self) -> EmbeddedStore:
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def _dataset(
        self, found: Scan, default: Sequence[str] | None, named: Sequence[str] | None
    ) -> dict[str, list[str] | None]:
        """Return the graphs of the dataset (an empty string: the default view), or None for the store's own.

        The engine silently prefers these parameters to FROM, which is what the protocol asks for;
        so FROM is left to the engine unless it names the default view, which the engine cannot know,
        or stands in a DESCRIBE, of which the engine never sees the text.
        """
        reserved = f"{self._base}graph/default"
        if not default and not named:
            default, named = found.default_graphs, found.named_graphs
            rewritten = found.form is QueryForm.DESCRIBE and bool(default or named)
            if not rewritten and reserved not in default + named:
                return {"default_graphs": None, "named_graphs": None}
        return {
            "default_graphs": ["" if iri == reserved else iri for iri in default or ()],
            "named_graphs": [iri for iri in named or () if iri != reserved],
        }

    def _describe(
        self, text: str, found: Scan, kind: str, dataset: dict[str, list[str] | None], limit: float
    ) -> Answer:
        start = time.monotonic()
        wanted = describe.resources(text, self._base)
        iris = list(wanted.iris)
        if wanted.query:
            kind_of_names = wanted.form.media_types[0]
            with self._ask(wanted.query, wanted.form, kind_of_names, dataset, limit, shown=text) as answer:
                if wanted.form is QueryForm.SELECT:
                    iris += describe.iris_in(answer)
        left = max(0.01, limit - (time.monotonic() - start))
        try:
            query = describe.query_for(iris, self._base)
            return self._ask(query, QueryForm.DESCRIBE, kind, dataset, left, cacheable=not found.varying)
        except (QueryError, InputError) as error:
            if isinstance(error, InputError) or error.code == "QUERY_MALFORMED":
                raise messages.no_iri(text) from None
            raise

    def _ask(
        self,
        text: str,
        form: QueryForm,
        kind: str,
        dataset: dict[str, Any],
        limit: float,
        *,
        cacheable: bool = True,
        shown: str = "",
        reserved: bool = False,
    ) -> Answer:
        request = {
            "query": text + messages.PADDING,
            "media_type": kind,
            "base": self._base,
            "timeout": limit,
            "max_rows": self._max_rows,
            "max_bytes": self._max_bytes,
            **dataset,
        }
        try:
            reply = self._pool.ask(request, reserved=reserved)
        except QueryError as error:
            raise messages.explained(
                error,
                shown or text,
                seconds=limit,
                rows=self._max_rows,
                bytes=self._max_bytes,
                dump=f"/dumps/{self._version}/igr.nq.gz" if self._version else "A file under /dumps/",
            ) from None
        return Answer(
            file=reply.file,
            length=reply.length,
            media_type=kind,
            etag=reply.sha256[:32],
            rows=reply.rows,
            seconds=reply.seconds,
            form=form,
            cacheable=cacheable,
        )


def _check_characters(*texts: str) -> None:
    """Refuse halves of surrogate pairs, which are no characters and cannot be sent to a process."""
    for text in texts:
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise messages.no_character(text, error.start) from None


def _permitted(found: Scan, text: str) -> QueryForm:
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
    if found.service:
        raise QueryError(
            "SERVICE_REFUSED",
            "SERVICE is not allowed: no other server is asked from here.",
            hint="Run the query where SERVICE is allowed and name this endpoint there.",
            say="service",
        )
    if found.form is None:
        raise messages.malformed(text, "")
    return found.form
