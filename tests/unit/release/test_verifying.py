"""A release that was changed after it was made is found out, whatever was changed."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from igr_kg.errors import InputError
from igr_kg.graph.quads import Quad, lines, parse
from igr_kg.release.files import SUMS
from igr_kg.release.verifying import verify
from igr_kg.store import loading, search


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    target = tmp_path / "release"
    shutil.copytree(folder, target)
    return target


def test_a_good_release_has_no_findings(folder: Path) -> None:
    assert verify(folder) == []
    assert verify(folder.parent.parent / "current") == []


def _lose_a_line(folder: Path) -> None:
    path = folder / "igr.nt.gz"
    rows = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    path.write_bytes(gzip.compress(b"".join(rows[1:])))


def _add_a_statement(folder: Path) -> None:
    path = folder / "igr.nq.gz"
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()) + b'<a:s> <a:p> "new" <a:g> .\n'))


def _another_figure(folder: Path) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["counts"]["quads"] += 1
    path.write_text(json.dumps(manifest))


def _another_triple_count(folder: Path) -> None:
    path = folder / "void.ttl"
    path.write_text(path.read_text("utf-8").replace("void:entities ", "void:entities 1"))


def _poorer_store(folder: Path) -> None:
    rows = sorted(loading.content(folder / "store"))
    shutil.rmtree(folder / "store")
    loading.fill(folder / "store", lines(rows[1:]))


def _no_store(folder: Path) -> None:
    shutil.rmtree(folder / "store")


def _poorer_index(folder: Path) -> None:
    path = folder / "store" / search.FILE
    entries = search.content(path)
    path.unlink()
    search.write(path, entries[1:])


def _truncated(folder: Path) -> None:
    path = folder / "igr.trig.gz"
    path.write_bytes(path.read_bytes()[:-20])


def _no_sums(folder: Path) -> None:
    (folder / SUMS).unlink()


def _stranger(folder: Path) -> None:
    (folder / "notes.txt").write_text("by hand")


def _garbage_inside(folder: Path) -> None:
    """Bytes that no deflate stream holds: zlib's own error, not gzip's."""
    path = folder / "igr.ttl.gz"
    path.write_bytes(path.read_bytes()[:10] + b"\xff" * 99)


def _garbage_inside_the_main_dump(folder: Path) -> None:
    path = folder / "igr.nq.gz"
    path.write_bytes(path.read_bytes()[:10] + b"\xff" * 99)


def _corrupt_store(folder: Path) -> None:
    for path in (folder / "store").glob("*.sst"):
        path.write_bytes(path.read_bytes()[:-40])


def _corrupt_block(folder: Path) -> None:
    for path in (folder / "store").glob("*.sst"):
        body = path.read_bytes()
        path.write_bytes(bytes([body[0] ^ 255, *body[1:20], body[20] ^ 255]) + body[21:])


def _broken_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_bytes(b'{"base": 5}')


def _no_json(folder: Path) -> None:
    (folder / "manifest.json").write_bytes(b"\xff{")


def _sums_of_no_text(folder: Path) -> None:
    (folder / SUMS).write_bytes(b"\xff\xfe  igr.nq\n")


CHANGES: list[tuple[Callable[[Path], None], str]] = [
    (_lose_a_line, "igr.nt.gz does not hold"),
    (_add_a_statement, "canonical hash"),
    (_another_figure, "figures of the manifest"),
    (_another_triple_count, "void.ttl"),
    (_poorer_store, "The store does not hold"),
    (_poorer_index, "The index of words does not hold"),
    (_no_store, "The store cannot be opened"),
    (_truncated, "igr.trig"),
    (_no_sums, "SHA256SUMS is missing"),
    (_stranger, "notes.txt"),
    (_garbage_inside, "igr.ttl.gz cannot be read"),
    (_garbage_inside_the_main_dump, "igr.nq.gz is damaged"),
    (_corrupt_store, "store: "),
    (_corrupt_block, "store: "),
    (_broken_manifest, "manifest.json is damaged"),
    (_no_json, "manifest.json is damaged"),
    (_sums_of_no_text, "SHA256SUMS is missing, empty or damaged"),
]


@pytest.mark.parametrize(("change", "sentence"), CHANGES, ids=[c.__name__.strip("_") for c, _ in CHANGES])
def test_every_change_is_found(copy: Path, change: Callable[[Path], None], sentence: str) -> None:
    change(copy)
    found = verify(copy)
    assert any(sentence in finding for finding in found), found
    assert all(finding.endswith(".") for finding in found)


def test_the_sources_are_asked_with_the_data(folder: Path) -> None:
    seen: list[tuple[dict[str, Any], list[Quad]]] = []

    def rederive(manifest: dict[str, Any], data: list[Quad]) -> list[str]:
        seen.append((manifest, data))
        return ["The sources give another thing."]

    assert verify(folder, rederive) == ["The sources give another thing."]
    [(manifest, data)] = seen
    everything = list(parse(gzip.decompress((folder / "igr.nq.gz").read_bytes()).decode()))
    assert len(data) < len(everything) == manifest["counts"]["quads"]


def test_a_folder_without_a_release(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        verify(tmp_path)
    assert caught.value.code == "NO_RELEASE"
