"""Submissions of strangers are checked in a process that can be killed, within limits."""

from __future__ import annotations

import base64
import json
import threading
from dataclasses import asdict
from pathlib import Path

from igr_kg.check.report import Report
from igr_kg.config import Settings
from igr_kg.errors import IgrError, InputError
from igr_kg.store.child import Child
from igr_kg.store.pool import Pool
from igr_kg.store.port import QueryError

_HINT = "Send it in parts, or check it on your own machine: igr-kg validate FILE."


class Checks:
    """One checking process, warm from its first submission on, and a bounded queue before it.

    :param release: folder of the release that submissions are checked with, or None
    """

    def __init__(self, settings: Settings, release: Path | None) -> None:
        self._settings = settings
        self._options = {
            "settings": asdict(settings),
            "release": str(release.resolve()) if release else "",
            "memory": settings.validate_memory_mb << 20,
        }
        self._lock = threading.Lock()
        self._pool: Pool | None = None
        self._closed = False

    def validate(self, data: bytes, *, name: str, media_type: str | None) -> Report:
        """Return the report on a submission; see :func:`igr_kg.pipeline.validate_submission`.

        It lists the first ``validate_max_results`` results; its counts are those of all.

        :raises InputError: what is wrong with the submission
        :raises IgrError: ``SUBMISSION_TIMEOUT``, ``SUBMISSION_MEMORY``, ``CHECK_FAILED``
        :raises QueryError: ``QUEUE_FULL``, ``ENGINE_STARTING``, ``STORE_CLOSED``
        """
        settings = self._settings
        request = {
            "data": base64.b64encode(data).decode("ascii"),
            "name": name,
            "media_type": media_type,
            "most": settings.validate_max_results,
            "timeout": settings.validate_timeout,
        }
        try:
            with self._opened().ask(request).file as file:
                body = file.read()
        except QueryError as error:
            raise self._explained(error) from None
        problem = json.loads(body).get("problem")
        if problem:
            raise InputError(**problem)
        return Report.from_json(body, settings.base_iri)

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
                    queue=self._settings.validate_queue,
                    queue_seconds=self._settings.validate_queue_seconds,
                    retire_at=(self._settings.validate_memory_mb << 20) // 2,
                )
            return self._pool

    def _explained(self, error: QueryError) -> IgrError:
        seconds = self._settings.validate_timeout
        if error.code == "QUERY_TIMEOUT":
            problem = f"The check took longer than the {seconds:g} seconds that one submission may take."
            return IgrError(
                "SUBMISSION_TIMEOUT", problem, hint=_HINT, say="check_timeout", values={"seconds": seconds}
            )
        if error.code == "QUERY_MEMORY":
            problem = "The check needs more memory than one submission may use."
            return IgrError("SUBMISSION_MEMORY", problem, hint=_HINT, say="check_memory")
        if error.code == "QUEUE_FULL":
            return QueryError(
                error.code,
                "Other submissions are being checked.",
                hint="Try again in a moment.",
                retry_after=error.retry_after,
                say="check_queue",
            )
        if error.code == "ENGINE_FAILED":
            return IgrError(
                "CHECK_FAILED", "The submission could not be checked.", hint="Report it.", say="check_failed"
            )
        return error
