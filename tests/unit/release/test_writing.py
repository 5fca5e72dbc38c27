"""The release folder: complete, the same twice, whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from igr_kg.config import load
from igr_kg.errors import IgrError
from igr_kg.graph import quads, syntax
from igr_kg.release.files import SUMS, read_sums
from igr_kg.release.view import default_view
from igr_kg.store import loading
from igr_kg.store.opening import open_store
from tests.support import run_program


def _fixtures() -> ModuleType:
    path = Path(__file__).parent / "conftest.py"
    spec = importlib.util.spec_from_file_location("release_fixtures", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


made = _fixtures()
BASE = made.BASE


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and p.parent.name != "store"
    }


def test_every_file_of_the_contract_is_there(folder: Path) -> None:
    wanted = {f"igr.{name}.gz" for name in syntax.SYNTAXES}
    wanted |= {"void.ttl", "dcat.ttl", "report.ttl", "retired.tsv", "manifest.json", SUMS}
    wanted |= {f"documents/a-1/{tag}.{kind}.gz" for tag in ("zh", "en") for kind in ("trig", "ttl")}
    wanted |= {f"mappings/{name}.sssom.tsv" for name in ("conflicts", "links", "rejected", "terms")}
    assert set(files(folder)) == wanted
    assert (folder.parent.parent / "current").resolve() == folder.resolve()
    assert (folder.parent.parent / "current").readlink() == Path("releases/1-abc")


def test_checksums_are_of_packed_and_of_unpacked_files(folder: Path) -> None:
    found, sums = files(folder), read_sums(folder)
    for name, body in found.items():
        if name != SUMS:
            assert sums[name] == hashlib.sha256(body).hexdigest()
        if name.endswith(".gz"):
            assert sums[name[:-3]] == hashlib.sha256(gzip.decompress(body)).hexdigest()
    done = subprocess.run(
        ["sha256sum", "--check", "--ignore-missing", "--quiet", SUMS], cwd=folder, check=False
    )
    assert done.returncode == 0


def test_two_builds_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    rows = made.statements()
    again = made.release(tmp_path, quads=[*reversed(rows), *rows], sources=made.SOURCES[::-1])
    assert files(again) == files(folder)
    assert set(loading.content(again / "store")) == set(loading.content(folder / "store"))


def test_blank_node_labels_do_not_matter(folder: Path, tmp_path: Path) -> None:
    rows = [quads.Quad(*(term.replace("_:x", "_:other") for term in row)) for row in made.statements()]
    assert files(made.release(tmp_path, quads=rows)) == files(folder)


def test_packed_files_name_neither_time_nor_file(folder: Path) -> None:
    head = (folder / "igr.nq.gz").read_bytes()[:10]
    assert head[3] == 0, "no flag for a name"
    assert head[4:8] == b"\0\0\0\0", "no time"


def test_dumps_with_graphs_hold_each_quad_once_and_triples_the_default_view(folder: Path) -> None:
    everything = list(quads.parse(gzip.decompress((folder / "igr.nq.gz").read_bytes()).decode()))
    assert len(everything) == len(set(everything))
    view = set(default_view(everything, BASE))
    for name in ("ttl", "nt", "rdf"):
        found = syntax.parse(gzip.decompress((folder / f"igr.{name}.gz").read_bytes()), name)
        assert syntax.canonical(found) == syntax.canonical(view)
        assert len(found) == len(view)
    kinds = {quads.value(q.o) for q in view if q.p == quads.term("rdfs:comment", BASE)}
    assert kinds == {"submitted"}, "inferred statements are not in the default view"
    assert not any("/graph/evidence/" in term for q in view for term in q)


def test_the_store_has_graphs_and_the_default_view(folder: Path) -> None:
    everything = list(quads.parse(gzip.decompress((folder / "igr.nq.gz").read_bytes()).decode()))
    stored = set(loading.content(folder / "store"))
    assert stored == {*everything, *default_view(everything, BASE)}


def test_a_release_can_be_opened_and_asked(folder: Path) -> None:
    store = open_store(folder.parent.parent / "current", load({}, environ={"IGR_KG_QUERY_PROCESSES": "1"}))
    try:
        assert store.version == "1-abc"
        assert b"true" in store.query("ASK { <id/body/council> a <ontology#GovernanceBody> }").read()
    finally:
        store.close()
    with pytest.raises(IgrError) as caught:
        open_store(folder / "nowhere", load({}, environ={}))
    assert caught.value.code == "NO_RELEASE"


def test_nothing_of_the_machine_or_the_clock_is_inside(folder: Path) -> None:
    words = [
        str(folder.parent.parent).encode(),
        b"/home/",
        str(Path.cwd()).encode(),
        str(time.gmtime()[0]).encode(),
    ]
    for name, body in files(folder).items():
        body = gzip.decompress(body) if name.endswith(".gz") else body
        assert not [word for word in words if word in body], name
    for path in (folder / "store").iterdir():
        assert not path.name.startswith("LOG") or path.name == "LOCK"
        assert str(folder.parent.parent).encode() not in path.read_bytes(), path.name


def test_the_manifest_counts(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["version"] == "1-abc"
    assert manifest["run"] == "run/0123"
    assert manifest["issued"] == "2024-05-06"
    assert manifest["counts"]["status"] == {"extracted": 2}
    assert manifest["counts"]["kinds"] == {"Document": 1, "GovernanceBody": 1}
    assert manifest["counts"]["graphs"]["document"] == {"graphs": 2, "quads": 6}
    described = manifest["counts"]["graphs"].pop("catalogue")
    assert manifest["counts"]["quads"] - described["quads"] == len(made.statements()) - 1
    assert [source["name"] for source in manifest["sources"]] == ["a-1/en.txt", "a-1/zh.txt"]
    assert manifest["canonical"]["value"] == syntax.canonical_hash(made.statements())
    assert set(manifest["dependencies"]) >= {"pyoxigraph", "rdflib", "python"}


def test_a_document_by_itself(folder: Path) -> None:
    packed = (folder / "documents/a-1/zh.trig.gz").read_bytes()
    graphs = {q.g for q in syntax.parse(gzip.decompress(packed), "trig")}
    assert graphs == {quads.node(f"{BASE}graph/{kind}/a-1/zh") for kind in ("document", "evidence", "text")}
    facts = syntax.parse(gzip.decompress((folder / "documents/a-1/zh.ttl.gz").read_bytes()), "ttl")
    assert len(facts) == 3


def test_the_same_release_again_is_the_same_folder(tmp_path: Path) -> None:
    first = made.release(tmp_path)
    inode = first.stat().st_ino
    assert made.release(tmp_path).stat().st_ino == inode


def test_another_content_under_the_same_version_is_refused(tmp_path: Path) -> None:
    first = made.release(tmp_path)
    before = files(first)
    with pytest.raises(IgrError) as caught:
        made.release(tmp_path, quads=made.statements()[1:])
    assert caught.value.code == "RELEASE_EXISTS"
    assert files(first) == before
    assert [p.name for p in (tmp_path / "releases").iterdir()] == ["1-abc"]


def test_a_newer_release_becomes_the_current_one(tmp_path: Path) -> None:
    made.release(tmp_path)
    second = made.release(tmp_path, version="2-def", quads=made.statements()[1:], date=None)
    assert (tmp_path / "current").resolve() == second.resolve()
    assert (tmp_path / "releases" / "1-abc").is_dir()
    assert "issued" not in (second / "dcat.ttl").read_text("utf-8")


@pytest.mark.parametrize("version", ["", ".hidden", "a/b", "current"])
def test_what_cannot_be_a_version(tmp_path: Path, version: str) -> None:
    with pytest.raises(IgrError) as caught:
        made.release(tmp_path, version=version)
    assert caught.value.code == "BAD_VERSION"


def test_a_failing_build_leaves_nothing(tmp_path: Path) -> None:
    first = made.release(tmp_path)
    bad = quads.Quad(
        "<a:s>", "<http://e/1>", '"RDF/XML cannot write this predicate"', quads.node(f"{BASE}graph/links")
    )
    with pytest.raises(IgrError):
        made.release(tmp_path, version="2-def", quads=[*made.statements(), bad])
    assert [p.name for p in (tmp_path / "releases").iterdir()] == ["1-abc"]
    assert (tmp_path / "current").resolve() == first.resolve()


HALF_WAY = """
import importlib.util, sys, pathlib
spec = importlib.util.spec_from_file_location("made", sys.argv[1])
made = importlib.util.module_from_spec(spec)
spec.loader.exec_module(made)
from igr_kg.release import writing

def stop(*rest):
    print("half-way", flush=True)
    sys.stdin.read()

writing.loading.fill = stop
made.release(pathlib.Path(sys.argv[2]))
"""


def test_a_killed_build_leaves_no_release_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    with run_program(
        [sys.executable, "-c", HALF_WAY, str(Path(__file__).parent / "conftest.py"), str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half-way\n"
        process.kill()
    left = [p.name for p in (tmp_path / "releases").iterdir()]
    assert len(left) == 1
    assert left[0].startswith(".building-")
    assert not (tmp_path / "current").exists()
    assert made.release(tmp_path).is_dir()
    assert [p.name for p in (tmp_path / "releases").iterdir()] == ["1-abc"]


def test_a_release_can_be_read_from_a_read_only_copy(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    for path in [copy, *copy.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    assert len(list(loading.content(copy / "store"))) > len(made.statements())
    for path in [copy, *copy.rglob("*")]:
        path.chmod(0o755)


def test_a_release_without_a_date(tmp_path: Path) -> None:
    folder = made.release(tmp_path, date=None)
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["issued"] is None
    assert made.release(tmp_path, version="2", date=date(2020, 1, 1)).name == "2"
