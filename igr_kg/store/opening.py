"""The table of engines: one line each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from igr_kg.config import Settings
from igr_kg.errors import InputError, UsageError
from igr_kg.store.embedded import EmbeddedStore
from igr_kg.store.port import QueryError, Store
from igr_kg.store.remote import RemoteStore
from igr_kg.store.searching import Searching, searched


def _embedded(release: Path, settings: Settings) -> Store:
    return EmbeddedStore(
        release / "store",
        version=_version(release),
        base=settings.base_iri,
        timeout=settings.query_timeout,
        memory_mb=settings.query_memory_mb,
        max_rows=settings.query_max_rows,
        max_bytes=settings.query_max_bytes,
        processes=settings.query_processes,
        queue=settings.query_queue,
        queue_seconds=settings.query_queue_seconds,
        slow_seconds=settings.query_slow_seconds,
        slow_most=settings.query_slow_most,
        services=settings.services,
    )


ENGINES: dict[str, Callable[[Path, Settings], Store]] = {"embedded": _embedded}


def _version(release: Path) -> str:
    try:
        return str(json.loads((release / "manifest.json").read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        raise InputError(
            "NO_RELEASE",
            f"There is no release in {release}.",
            hint="Run igr-kg build first, or name another folder.",
            where=str(release),
        ) from None


def open_remote(settings: Settings) -> RemoteStore:
    """Return the store behind the setting ``store_url``, as soon as it has said what it holds.

    :raises UsageError: ``BAD_STORE_URL``, ``BAD_SETTING``
    :raises QueryError: ``STORE_UNREACHABLE``, ``STORE_UNREADABLE``
    """
    if settings.services:
        raise UsageError(
            "BAD_SETTING",
            "The setting service_allow is only for the own engine: another server asks whom it likes.",
            hint="Leave service_allow empty where store_url is set, or serve the release from its folder.",
            where=settings.store_url,
        )
    try:
        return RemoteStore(
            settings.store_url,
            base=settings.base_iri,
            user=settings.store_user,
            password=settings.store_password,
            view=settings.store_view,
            timeout_parameter=settings.store_timeout_parameter,
            timeout=settings.query_timeout,
            max_rows=settings.query_max_rows,
            max_bytes=settings.query_max_bytes,
            processes=settings.query_processes,
            queue=settings.query_queue,
            queue_seconds=settings.query_queue_seconds,
        )
    except QueryError as error:
        hint = error.hint
        if error.code == "STORE_UNREACHABLE":
            hint = "Is it running, is this its query endpoint, and do store_user and store_password suit it?"
        raise QueryError(error.code, error.message, hint=hint, where=settings.store_url) from None


def open_store(release: Path, settings: Settings, *, engine: str = "embedded") -> Searching:
    """Return the store of a release, opened read-only, with full-text search in its queries.

    The link is followed once, so that a newer release that is published meanwhile changes nothing
    here; open it again to serve the newer one.

    :param release: a release folder, or a link such as ``build/current``
    :param engine: a key of :data:`ENGINES`
    :raises InputError: ``NO_RELEASE``
    :raises UsageError: ``NO_SUCH_ENGINE``
    :raises QueryError: ``STORE_UNREADABLE``
    """
    if engine not in ENGINES:
        raise UsageError("NO_SUCH_ENGINE", f"There is no store engine {engine!r}.", hint=", ".join(ENGINES))
    release = release.resolve()
    try:
        store = ENGINES[engine](release, settings)
    except QueryError as error:
        hint = "See what is wrong with 'igr-kg verify', or build the release again."
        raise QueryError(error.code, error.message, hint=hint, where=str(release)) from None
    return searched(store, release, settings)
