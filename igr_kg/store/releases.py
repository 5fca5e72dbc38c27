"""The releases of a build folder that can be asked: the one that is served, and others beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

from igr_kg.errors import UsageError
from igr_kg.store.embedded import EmbeddedStore
from igr_kg.store.port import Store
from igr_kg.store.searching import Searching

NO_SUCH_RELEASE = "NO_SUCH_RELEASE"
_MOST_NAMED = 20
"""Versions that an error names."""


@dataclass(frozen=True, slots=True, order=True)
class Release:
    """A release folder; releases are ordered as they were published.

    The day of issue counts first, which lies in the manifest and survives every copy of the folder; within
    a day, the time at which the manifest was written.

    :param issued: ISO 8601 date of issue; empty when the release has none
    :param written: time of the manifest, in nanoseconds of the epoch
    :param version: name of the folder
    """

    issued: str
    written: int
    version: str
    folder: Path


def _read(path: Path, written: int) -> Release | None:
    """Return the release that a manifest describes, or None when it does not name its own folder.

    :param written: time of the manifest, so that what was read can be kept until it changes
    """
    try:
        manifest = json.loads(path.read_bytes())
        if manifest["version"] != path.parent.name:
            return None
        return Release(manifest.get("issued") or "", written, path.parent.name, path.parent)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


class Releases:
    """The release that is served and the newest of the others, each with a store.

    What has no manifest that names its own folder is no release: a build that is not ready, for example.
    The folder is looked at whenever somebody asks: a release that was published or taken away meanwhile
    is there, or is not. Which one is served does not change.

    :param store: of the release that is served
    :param folder: of the release that is served; None: there are no others
    :param kept: how many others can be asked
    """

    def __init__(self, store: Store, folder: Path | None, kept: int) -> None:
        self._store = store
        several = isinstance(store, EmbeddedStore) or (isinstance(store, Searching) and store.has_others)
        self._several = cast("EmbeddedStore | Searching", store) if several else None
        self._folder = folder.resolve().parent if folder else None
        self._kept = kept
        self._read = lru_cache(maxsize=1024)(_read)

    @property
    def served(self) -> str:
        """Version of the release that is served."""
        return self._store.version

    def others(self) -> Sequence[Release]:
        """Return the other releases that can be asked, the newest first."""
        if self._folder is None or not self._kept or self._several is None:
            return []
        found = []
        for path in self._folder.glob("[!.]*/manifest.json"):
            with suppress(OSError):  # taken away this moment
                found.append(self._read(path, path.stat().st_mtime_ns))
        offered = (release for release in found if release and release.version != self.served)
        return sorted(offered, reverse=True)[: self._kept]

    def store(self, version: str) -> Store:
        """Return the store of a release; nothing is opened before it is asked.

        :raises UsageError: ``NO_SUCH_RELEASE``
        """
        if version == self.served:
            return self._store
        others = self.others()
        folder = next((found.folder for found in others if found.version == version), None)
        if folder is None or self._several is None:
            raise self._missing(version, others)
        return self._several.of(folder / "store", version)

    def _missing(self, version: str, others: Sequence[Release]) -> UsageError:
        versions = [found for found in (self.served, *(other.version for other in others)) if found]
        named = ", ".join(versions[:_MOST_NAMED]) + (", …" if len(versions) > _MOST_NAMED else "")
        return UsageError(
            NO_SUCH_RELEASE,
            f"There is no release {version[:80]!r} that can be queried here.",
            hint=f"There are: {named}." if named else "This server does not know of any release.",
            where="release",
            say="no_release",
            values={"version": version[:80], "releases": named or "–"},
        )
