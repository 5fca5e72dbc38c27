"""The register of withdrawn identifiers, and what a release answers for."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from igr_kg.errors import InputError
from igr_kg.release import retired
from igr_kg.release.retired import Retired
from tests.unit.release.conftest import BASE, release, statements


def test_the_files_of_a_register_are_read_together_and_written_sorted(tmp_path: Path) -> None:
    shipped, beside = tmp_path / "a.tsv", tmp_path / "b.tsv"
    shipped.write_bytes(b"id\tsuccessor\treason\nid/body/b\t\tGone.\n\n# by hand\nid/body/c\n")
    beside.write_bytes("id/body/b\tid/body/d\tRenamed.\nid/body/甲\n".encode())
    rows = retired.read(shipped, beside, tmp_path / "none.tsv")
    assert rows["id/body/b"] == Retired("id/body/b", "id/body/d", "Renamed.")
    assert list(rows) == ["id/body/b", "id/body/c", "id/body/甲"]
    again = tmp_path / "c.tsv"
    retired.save(rows, again)
    assert retired.read(again) == rows
    assert again.read_bytes() == retired.written({name: rows[name] for name in sorted(rows, reverse=True)})
    assert retired.digest(rows) != retired.digest(retired.read(shipped))


@pytest.mark.parametrize(
    "row", ["body/b", "id/body/b\tbody/c", "\tid/body/b", "id/body/b\t\ta\tb", "id/é\xff"]
)
def test_a_row_that_is_none_is_told_with_its_place(tmp_path: Path, row: str) -> None:
    file = tmp_path / "retired.tsv"
    file.write_bytes(f"id\tsuccessor\treason\n{row}\n".encode("latin-1"))
    with pytest.raises(InputError) as caught:
        retired.read(file)
    assert caught.value.code == "REGISTER_INVALID"
    assert "retired.tsv" in caught.value.where


def test_a_release_answers_for_what_it_describes_and_what_it_has_withdrawn(tmp_path: Path) -> None:
    folder = release(tmp_path, register={"id/body/old": Retired("id/body/old")})
    found = retired.before(folder)
    assert found.version == "1-abc"
    assert found.names == {
        "id/body/council",
        "id/body/old",
        "id/document/a-1",
        "id/document/a-1/en",
        "id/document/a-1/zh",
    }
    assert found.names - {"id/body/old"} == retired.described(statements(), BASE)
    assert retired.before(tmp_path / "nothing").names == frozenset()


@pytest.mark.parametrize("damage", [b"no gzip", gzip.compress(b"x" * 99, mtime=0)[:-9]], ids=["other", "cut"])
def test_a_damaged_release_before_is_told(tmp_path: Path, damage: bytes) -> None:
    folder = release(tmp_path)
    (folder / "igr.nq.gz").write_bytes(damage)
    with pytest.raises(InputError) as caught:
        retired.before(folder)
    assert caught.value.code == "RELEASE_DAMAGED"
    (folder / "manifest.json").write_bytes(b"[]")
    with pytest.raises(InputError):
        retired.before(folder)
