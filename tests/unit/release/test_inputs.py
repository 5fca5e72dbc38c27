"""The version of a release comes from its inputs alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from igr_kg.release import inputs
from igr_kg.release.inputs import release_version


def test_the_form_of_a_version() -> None:
    assert re.fullmatch(r"2\.1-[0-9a-f]{12}", release_version("2.1", ["run/1"]))


def test_whatever_decides_the_content_decides_the_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = release_version("1", ["run/1"])
    assert release_version("1", ["run/1"]) == first
    others = [release_version("1", ["run/2"]), release_version("1", ["run/1", "submission/1"])]
    monkeypatch.setattr(inputs, "dependencies", lambda: {"pyoxigraph": "9.9"})
    others.append(release_version("1", ["run/1"]))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "catalogue.toml").write_text("")
    monkeypatch.setenv("IGR_KG_ASSETS", str(tmp_path))
    others.append(release_version("1", ["run/1"]))
    assert len({first, *others}) == 5
