"""One number for ontology, shapes and context; it fits what changed; what was published never changes."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from igr_kg import config, ids
from igr_kg.cli import group
from igr_kg.errors import InputError
from igr_kg.graph import specification, syntax
from igr_kg.graph.quads import literal, named, term
from igr_kg.graph.specification import Version, headers, notes, versions
from igr_kg.pipeline.building import _version
from tests.support import TOP

FOLDER = TOP / "ontology" / "versions"
PUBLISHED = {
    # version: SHA-256 of the lines of SHA256SUMS about it. A row is never changed.
    "1.0.0": "45f7a8d54920b5e141916d5f427a760468bee217dfe348141e1d7a8941674b1b",
}
BASE = ids.DEFAULT_BASE


def test_every_place_says_the_same_version() -> None:
    number = specification.number()
    assert headers.faults(specification.now()) == []
    settings = config.load({}, environ={})
    assert _version(settings, "run/0123456789abcdef", {}).rpartition("-")[0] == number
    code = [*TOP.joinpath("igr_kg").rglob("*.py"), *TOP.joinpath("data").glob("*.toml")]
    typed = [p for p in code if re.search(rf'= "{re.escape(number)}"', p.read_text(encoding="utf-8"))]
    assert typed == []


def test_the_number_fits_what_changed_since_the_newest_kept_version() -> None:
    """Where this fails, say: make version."""
    assert specification.unfit(specification.now(), specification.kept()) == ""


def test_what_was_published_is_never_changed() -> None:
    for version, digest in PUBLISHED.items():
        lines = versions.sum_lines(Version.of(version))
        assert hashlib.sha256(lines.encode()).hexdigest() == digest, version
    assert [str(version) for version in specification.kept()] == list(PUBLISHED), "add the new version's row"


def test_every_kept_file_is_what_it_was() -> None:
    files = {p.relative_to(FOLDER).as_posix(): p for p in FOLDER.glob("*/*")}
    assert {name: hashlib.sha256(p.read_bytes()).hexdigest() for name, p in files.items()} == versions.sums()
    assert {name.partition("/")[0] for name in files} == {str(v) for v in specification.kept()}
    for version in specification.kept():
        assert {p.name for p in (FOLDER / str(version)).iterdir()} == {
            versions.ONTOLOGY,
            versions.SHAPES,
            versions.CONTEXT,
        }


@pytest.mark.parametrize("version", specification.kept(), ids=str)
def test_a_kept_version_says_its_number(version: Version) -> None:
    found = specification.read(version)
    assert headers.NAMES == ("ontology", "shapes")
    for name, rows in zip(headers.NAMES, (found.ontology, found.shapes), strict=True):
        said = {q.o for q in rows if q.s == named(name, BASE)}
        assert {literal(str(version)), named(f"{name}/{version}", BASE)} <= said
    assert sum(path.stat().st_size for path in (FOLDER / str(version)).iterdir()) < 400_000


def test_a_kept_version_moves_to_another_base() -> None:
    found = specification.read(Version(1, 0, 0), "http://a.example/")
    text = json.dumps(found.context) + "".join("".join(quad) for quad in (*found.ontology, *found.shapes))
    assert BASE not in text
    assert found.context["@context"]["igr"] == "http://a.example/ontology#"
    moved = specification.compare(found, specification.now("http://a.example/"))
    own = specification.compare(specification.read(Version(1, 0, 0)), specification.now())
    assert [(c.kind, len(c.about)) for c in moved.changes] == [(c.kind, len(c.about)) for c in own.changes]


def test_a_change_without_a_fitting_number_is_refused() -> None:
    newest = specification.kept()[-1]
    old = specification.read(newest)
    assert specification.unfit(old, (newest,)) == ""
    label = old.ontology[0]._replace(
        s=f"<{BASE}ontology#Act>", p=term("rdfs:label", BASE), o=literal("akt", language="de")
    )
    more = replace(old, ontology=(*old.ontology, label))
    assert f"at least {newest.next(specification.Level.PATCH)}" in specification.unfit(more, (newest,))
    less = replace(old, ontology=tuple(q for q in old.ontology if q.s != f"<{BASE}ontology#Act>"))
    refused = specification.unfit(less, (newest,))
    assert f"at least {newest.next(specification.Level.MAJOR)}" in refused
    assert specification.unfit(replace(less, version=newest.next(specification.Level.MAJOR)), (newest,)) == ""
    idle = replace(old, version=newest.next(specification.Level.PATCH))
    assert "Nothing changed" in specification.unfit(idle, (newest,))


def test_keeping_gives_the_same_bytes_and_statements(tmp_path: Path) -> None:
    now = specification.now()
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        specification.keep(now, folder)
    name = f"{now.version}/{versions.ONTOLOGY}"
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert (tmp_path / "a" / versions.SUMS).read_bytes() == (tmp_path / "b" / versions.SUMS).read_bytes()
    again = syntax.parse(gzip.decompress((tmp_path / "a" / name).read_bytes()), "ttl")
    assert syntax.canonical_hash(again) == syntax.canonical_hash(now.ontology)
    with pytest.raises(InputError, match="never changes"):
        specification.keep(now, tmp_path / "a")


@pytest.mark.parametrize("text", ["1.0", "1.0.0-rc1", "01.0.0", "../1.0.0", "1.0.0\n", "", "9999999.0.0"])
def test_what_is_no_version_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        Version.of(text)
    assert refused.value.code == "BAD_VERSION"


def _maintain(top: Path, word: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "igr_kg.graph.specification", word],
        env={**os.environ, "IGR_KG_ASSETS": str(top)},
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_a_maintainer_raises_the_number_and_keeps_it(tmp_path: Path) -> None:
    for name in ("ontology", "shapes", "data/mappings", "data/changes"):
        shutil.copytree(TOP / name, tmp_path / name)
    acts = tmp_path / "ontology" / "acts.ttl"
    text = acts.read_text(encoding="utf-8")
    acts.write_text(text.replace("rdfs:subClassOf igr:Act", "rdfs:subClassOf igr:Process", 1), "utf-8")
    for name in headers.NAMES:
        path = tmp_path / name / "igr.ttl"
        head = path.read_text(encoding="utf-8").replace(specification.number(), "1.0.0")
        path.write_text(head, encoding="utf-8")
    refused = _maintain(tmp_path, "freeze")
    assert (refused.returncode, "Say: make version" in refused.stderr) == (1, True)
    raised = _maintain(tmp_path, "version").stdout.strip()
    assert raised == str(specification.kept()[-1].next(specification.Level.MAJOR))
    assert "owl:incompatibleWith" in (tmp_path / "ontology" / "igr.ttl").read_text(encoding="utf-8")
    assert _maintain(tmp_path, "freeze").stdout.startswith(f"Version {raised} is kept.")
    assert (tmp_path / "ontology" / "versions" / raised / versions.CONTEXT).is_file()
    assert "never changes" in _maintain(tmp_path, "freeze").stderr
    assert _maintain(tmp_path, "melt").returncode == 2


def test_the_command_tells_what_changed() -> None:
    run = CliRunner()
    english = run.invoke(group, ["diff", "--ontology", "1.0.0", "current"])
    assert f"1.0.0 -> {specification.number()}" in english.output
    chinese = run.invoke(group, ["diff", "--ontology", "1.0.0", specification.number(), "--language", "zh"])
    assert "新增" in chinese.output
    found = json.loads(run.invoke(group, ["diff", "--ontology", "1.0.0", "--format", "json"]).output)
    assert found["old"] == "1.0.0"
    assert {change["level"] for change in found["changes"]} <= {"major", "minor", "patch"}
    turtle = run.invoke(group, ["diff", "--ontology", "1.0.0", "--format", "turtle"])
    assert syntax.parse(turtle.stdout_bytes, "ttl")
    same = run.invoke(group, ["diff", "--ontology", "1.0.0", "1.0.0"])
    assert same.output == "1.0.0 -> 1.0.0\n"


@pytest.mark.parametrize(
    ("arguments", "code"), [(["1.0.0"], "USAGE"), (["--ontology", "0.0.1"], "NO_SUCH_VERSION")]
)
def test_the_command_says_what_it_cannot_compare(arguments: list[str], code: str) -> None:
    error = CliRunner().invoke(group, ["diff", *arguments]).exception
    assert getattr(error, "code", None) == code


def test_the_change_log_as_rdf_names_each_pair_of_versions() -> None:
    history = specification.history()
    rows = list(notes.quads(history))
    prior = [(q.s, q.o) for q in rows if q.p == term("owl:priorVersion", BASE)]
    assert len(prior) == len(history) >= 1
    assert prior[0][0] == named(f"ontology/{specification.number()}", BASE)
    said = [q for q in rows if q.p == term("adms:versionNotes", BASE)]
    assert {q.o.rpartition("@")[2] for q in said} >= {"en", "zh"}


def test_the_header_is_rewritten_and_nothing_else() -> None:
    for name in headers.NAMES:
        text = (TOP / name / "igr.ttl").read_text(encoding="utf-8")
        fresh = headers.lines(name, Version(7, 0, 0), Version(6, 1, 0), compatible=False)
        after = headers.rewritten(text, fresh)
        assert set(after.splitlines()) - set(text.splitlines()) == set(fresh.splitlines())
        syntax.parse(after.encode(), "ttl")
