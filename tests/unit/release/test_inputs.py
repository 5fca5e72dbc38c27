"""Version and date of a release come from its inputs alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from igr_kg import assets
from igr_kg.model import Source
from igr_kg.release.inputs import date_of, inputs_of, version_of

BASE = "https://w3id.org/igr/"
ONE = Source("a.txt", "00" * 32, retrieved="2024-01-02")
TWO = Source("b.txt", "11" * 32, retrieved="2024-03-04")


def test_the_order_of_sources_does_not_matter_but_everything_else_does() -> None:
    inputs = inputs_of([ONE, TWO], base=BASE)
    assert inputs == inputs_of([TWO, ONE], base=BASE)
    assert len(inputs) == 64
    others = [
        inputs_of([ONE], base=BASE),
        inputs_of([ONE, replace(TWO, sha256="22" * 32)], base=BASE),
        inputs_of([ONE, replace(TWO, name="c.txt")], base=BASE),
        inputs_of([ONE, replace(TWO, language="zh")], base=BASE),
        inputs_of([ONE, TWO], base="http://other/"),
        inputs_of([ONE, TWO], base=BASE, options=["submission 1"]),
    ]
    assert len({inputs, *others}) == 7


def test_the_data_packs_are_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("data/authority", "data/doctypes", "data/lang", "data/ids", "ontology", "shapes"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "data" / "catalogue.toml").write_text("")
    monkeypatch.setenv("IGR_KG_ASSETS", str(tmp_path))
    assert assets.folder("ontology") == tmp_path / "ontology"
    before = inputs_of([ONE], base=BASE)
    (tmp_path / "ontology" / ".hidden").write_text("an editor's")
    assert inputs_of([ONE], base=BASE) == before
    (tmp_path / "ontology" / "a.ttl").write_text("# new")
    assert inputs_of([ONE], base=BASE) != before


def test_the_version_has_twelve_digits() -> None:
    assert version_of("f" * 64, spec="2.1") == "2.1-ffffffffffff"


def test_the_date_is_never_that_of_the_clock() -> None:
    assert date_of([ONE, TWO], {}) == date(2024, 3, 4)
    assert date_of([ONE, TWO], {"SOURCE_DATE_EPOCH": "86400"}) == date(1970, 1, 2)
    assert date_of([Source("a.txt", "00")], {}) is None
