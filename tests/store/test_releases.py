"""Which releases of a build folder can be asked, in which order, and what is said of others."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from igr_kg.errors import UsageError
from igr_kg.store.embedded import EmbeddedStore
from igr_kg.store.port import Store
from igr_kg.store.releases import Releases

DAY = "2026-01-02"


def put(build: Path, name: str, issued: str | None = DAY, written: int = 0, version: str = "") -> Path:
    """Make a release folder with a manifest that was written at a time (seconds)."""
    folder = build / "releases" / name
    folder.mkdir(parents=True)
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps({"version": version or name, "issued": issued}), encoding="utf-8")
    os.utime(manifest, (written, written))
    return folder


@pytest.fixture
def store(directory: Path) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(directory, version="now", processes=1) as opened:
        yield opened


def versions(releases: Releases) -> list[str]:
    return [release.version for release in releases.others()]


def test_the_newest_others_by_the_day_of_issue_and_then_the_time_of_the_manifest(
    store: EmbeddedStore, tmp_path: Path
) -> None:
    served = put(tmp_path, "now", written=50)
    put(tmp_path, "earlier-that-day", written=10)
    put(tmp_path, "a-later-copy-of-an-old-one", "2025-12-31", written=99)
    put(tmp_path, "later-that-day", written=20)
    put(tmp_path, "undated", None, written=98)
    put(tmp_path, "set-aside-when-another-was-served-again", "2026-02-01", written=5)
    order = [
        "set-aside-when-another-was-served-again",
        *("later-that-day", "earlier-that-day", "a-later-copy-of-an-old-one", "undated"),
    ]
    assert versions(Releases(store, served, 10)) == order
    assert versions(Releases(store, served, 2)) == order[:2]
    assert versions(Releases(store, served, 0)) == []


def test_what_is_no_release(store: EmbeddedStore, tmp_path: Path) -> None:
    served = put(tmp_path, "now")
    put(tmp_path, ".building-x")
    put(tmp_path, "renamed", version="other")
    (put(tmp_path, "half") / "manifest.json").write_text('{"version": "ha', encoding="utf-8")
    (put(tmp_path, "list") / "manifest.json").write_text("[]", encoding="utf-8")
    (tmp_path / "releases" / "empty").mkdir()
    (tmp_path / "releases" / "file").write_text("x", encoding="utf-8")
    put(tmp_path, "good")
    assert versions(Releases(store, served, 10)) == ["good"]


def test_one_that_comes_or_goes_while_another_is_served(
    store: EmbeddedStore, directory: Path, tmp_path: Path
) -> None:
    served = put(tmp_path, "now")
    releases = Releases(store, served, 10)
    old = put(tmp_path, "old")
    shutil.copytree(directory, old / "store")
    found = releases.store("old")
    assert found.version == "old"
    assert b"true" in found.query("ASK { ?s ?p ?o }").read()
    shutil.rmtree(old)
    with pytest.raises(UsageError) as caught:
        releases.store("old")
    assert caught.value.code == "NO_SUCH_RELEASE"
    assert caught.value.hint == "There are: now."


@pytest.mark.parametrize("version", ["none", "", "..", "../releases/old", "old/", "x" * 5000])
def test_a_version_is_looked_up_and_never_a_path(store: EmbeddedStore, tmp_path: Path, version: str) -> None:
    served = put(tmp_path, "now")
    put(tmp_path, "old")
    with pytest.raises(UsageError, match="no release") as caught:
        Releases(store, served, 10).store(version)
    assert caught.value.hint == "There are: now, old."
    assert len(caught.value.message) < 200


def test_the_one_that_is_served_and_stores_without_others(store: EmbeddedStore, tmp_path: Path) -> None:
    served = put(tmp_path, "now")
    put(tmp_path, "old")
    assert Releases(store, served, 10).store("now") is store

    class Remote:
        version = "now"

    elsewhere = cast(Store, Remote())
    for releases in (Releases(elsewhere, served, 10), Releases(store, None, 10)):
        assert versions(releases) == []
        with pytest.raises(UsageError) as caught:
            releases.store("old")
        assert caught.value.hint == "There are: now."


def test_a_store_that_does_not_tell_its_release() -> None:
    class Silent:
        version = ""

    with pytest.raises(UsageError, match="no release") as caught:
        Releases(cast(Store, Silent()), None, 10).store("old")
    assert "There are" not in caught.value.hint


def test_a_manifest_that_changed_is_read_again(store: EmbeddedStore, tmp_path: Path) -> None:
    releases = Releases(store, put(tmp_path, "now"), 10)
    put(tmp_path, "a", "2026-01-01", written=1)
    put(tmp_path, "b", "2026-01-02", written=1)
    assert versions(releases) == ["b", "a"]
    shutil.rmtree(tmp_path / "releases" / "a")
    put(tmp_path, "a", "2026-01-03", written=2)
    assert versions(releases) == ["a", "b"]
