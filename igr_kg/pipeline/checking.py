"""What strangers send is checked or read in a process that can be killed, within limits."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from igr_kg.check.report import Report
from igr_kg.config import Settings
from igr_kg.errors import IgrError, InputError
from igr_kg.store.child import Child
from igr_kg.store.pool import Pool
from igr_kg.store.port import QueryError


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said when the work takes too much.

    :param says: keys in the tables of texts: too long, too much memory, a full queue, a failure
    """

    code: str
    failed: str
    what: str
    hint: str
    says: tuple[str, str, str, str]


class _Guarded:
    """One process, warm from its first task on, and a bounded queue before it.

    :param release: folder of the release that it works with, or None
    :param task: ``validate`` or ``read``
    """

    def __init__(self, settings: Settings, release: Path | None, task: str, words: _Words) -> None:
        self.settings = settings
        self._words = words
        self._options = {
            "settings": asdict(settings),
            "release": str(release.resolve()) if release else "",
            "task": task,
            "memory": settings.validate_memory_mb << 20,
        }
        self._lock = threading.Lock()
        self._pool: Pool | None = None
        self._closed = False

    def ask(self, data: bytes, **request: Any) -> bytes:
        """Return the answer of the process.

        :param data: what was sent
        :raises InputError: what is wrong with it
        :raises IgrError: when it takes too long, takes too much memory, or fails
        :raises QueryError: ``QUEUE_FULL``, ``ENGINE_STARTING``, ``STORE_CLOSED``
        """
        whole = {
            "data": base64.b64encode(data).decode("ascii"),
            "timeout": self.settings.validate_timeout,
            **request,
        }
        try:
            with self._opened().ask(whole).file as file:
                body = file.read()
        except QueryError as error:
            raise self._explained(error) from None
        if body.startswith(b'{"problem": '):
            problem: Mapping[str, Any] = json.loads(body)["problem"]
            raise InputError(**problem)
        return body

    def close(self) -> None:
        """End the process, at work or not."""
        with self._lock:
            self._closed = True
            pool = self._pool
        if pool is not None:
            pool.close()

    def _opened(self) -> Pool:
        with self._lock:
            if self._closed:
                raise QueryError(
                    "STORE_CLOSED",
                    "The server is stopping.",
                    hint="Try again in a moment.",
                    say="store_closed",
                )
            if self._pool is None:
                self._pool = Pool(
                    lambda: Child("igr_kg.pipeline.checker", self._options),
                    processes=1,
                    spare=0,
                    queue=self.settings.validate_queue,
                    queue_seconds=self.settings.validate_queue_seconds,
                    retire_at=(self.settings.validate_memory_mb << 20) // 2,
                )
            return self._pool

    def _explained(self, error: QueryError) -> IgrError:
        words, seconds = self._words, self.settings.validate_timeout
        too_long, too_much, waiting, failed = words.says
        if error.code == "QUERY_TIMEOUT":
            return IgrError(
                f"{words.code}_TIMEOUT",
                f"{words.what} took longer than the {seconds:g} seconds that it may take.",
                hint=words.hint,
                say=too_long,
                values={"seconds": seconds},
            )
        if error.code == "QUERY_MEMORY":
            problem = f"{words.what} needs more memory than it may use."
            return IgrError(f"{words.code}_MEMORY", problem, hint=words.hint, say=too_much)
        if error.code == "QUEUE_FULL":
            return QueryError(
                error.code,
                "Other work of this kind is being done.",
                hint="Try again in a moment.",
                retry_after=error.retry_after,
                say=waiting,
            )
        if error.code == "ENGINE_FAILED":
            problem = f"{words.what} failed."
            return IgrError(words.failed, problem, hint="Report it.", say=failed)
        return error


class Checks(_Guarded):
    """Checks submissions.

    :param release: folder of the release that they are checked with, or None
    """

    def __init__(self, settings: Settings, release: Path | None) -> None:
        hint = "Send it in parts, or check it on your own machine: igr-kg validate FILE."
        says = ("check_timeout", "check_memory", "check_queue", "check_failed")
        words = _Words("SUBMISSION", "CHECK_FAILED", "The check of the submission", hint, says)
        super().__init__(settings, release, "validate", words)

    def validate(self, data: bytes, *, name: str, media_type: str | None) -> Report:
        """Return the report on a submission; see :func:`igr_kg.pipeline.validate_submission`.

        It lists the first ``validate_max_results`` results; its counts are those of all.

        :raises InputError: what is wrong with the submission
        :raises IgrError: ``SUBMISSION_TIMEOUT``, ``SUBMISSION_MEMORY``, ``CHECK_FAILED``
        :raises QueryError: ``QUEUE_FULL``, ``ENGINE_STARTING``, ``STORE_CLOSED``
        """
        most = self.settings.validate_max_results
        body = self.ask(data, name=name, media_type=media_type, most=most)
        return Report.from_json(body, self.settings.base_iri)


class Trials(_Guarded):
    """Reads documents that nobody keeps."""

    def __init__(self, settings: Settings) -> None:
        hint = "Send a part of it, or read it on your own machine: igr-kg extract FILE."
        says = ("reading_timeout", "reading_memory", "reading_queue", "reading_failed")
        words = _Words("READING", "READING_FAILED", "The reading", hint, says)
        super().__init__(settings, None, "read", words)

    def read(self, data: bytes, *, name: str, language: str | None, form: str) -> bytes:
        """Return what is read from a document.

        :param language: BCP 47 tag, or None to find it from the text
        :param form: ``page`` (JSON of :func:`igr_kg.pipeline.showing.shown`), ``json`` (the annotation
            format) or a syntax of RDF
        :raises InputError: what is wrong with the file
        :raises IgrError: ``READING_TIMEOUT``, ``READING_MEMORY``, ``READING_FAILED``
        :raises QueryError: ``QUEUE_FULL``, ``ENGINE_STARTING``, ``STORE_CLOSED``
        """
        return self.ask(data, name=name, language=language, form=form)
