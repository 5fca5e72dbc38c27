"""A release loses no identifier of the one before, unless it is told to withdraw it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from igr_kg import config, pipeline
from igr_kg.errors import ConformanceError
from igr_kg.pipeline import Built
from igr_kg.release import retired
from igr_kg.web.app import create_app
from tests.support import TOP, once_in_a_run

PARTS = "Resolution 9{n} (1999)\n\nThe Security Council,\n\nRecalling its resolution 242 (1967),\n\n"
FIRST = (
    PARTS.format(n=1)
    + "1. Requests the Secretary-General to submit a report;\n\n2. Decides to remain seized.\n"
)
SECOND = PARTS.format(n=2) + "1. Requests the Secretary-General to convene a meeting.\n"
DOCUMENT = "id/document/91-1999"


def build(
    out: Path, *texts: str, told: list[str] | None = None, retire: bool = False, keep: bool = True
) -> Built:
    folder = out.parent / "texts"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, "utf-8")
    settings = config.load({"build_dir": str(out), "keep_iris": keep}, environ={})
    return pipeline.build(
        [folder], settings=settings, retire=retire, tell=(told if told is not None else []).append
    )


@pytest.fixture(scope="module")
def both_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the release of both texts, built once in a run of the tests."""

    def make(folder: Path) -> Path:
        build(folder / "out", FIRST, SECOND)
        return folder / "out"

    return once_in_a_run(tmp_path_factory, "both", make)


@pytest.fixture
def out(both_built: Path, tmp_path: Path) -> Path:
    """Return a copy of the folder with the release of both texts."""
    shutil.copytree(both_built, tmp_path / "out", symlinks=True)
    return tmp_path / "out"


def test_a_build_that_loses_identifiers_lists_them_and_fails(out: Path) -> None:
    told = list[str]()
    first = (out / "current").resolve()
    assert DOCUMENT in retired.before(first).names
    with pytest.raises(ConformanceError) as caught:
        build(out, SECOND, told=told)
    assert caught.value.code == "IRIS_LOST"
    assert "--retire" in caught.value.hint
    assert any(line.startswith(f"  {DOCUMENT} and ") and line.endswith(" below it") for line in told), told
    assert (out / "current").resolve() == first
    logs = {path.stem: path.read_text("utf-8") for path in (out / "logs").iterdir()}
    assert first.name in logs
    assert any("IRIS_LOST" in log and DOCUMENT in log for log in logs.values())


def test_a_paragraph_that_is_gone_counts_too(out: Path) -> None:
    told = list[str]()
    with pytest.raises(ConformanceError):
        build(out, FIRST.rpartition("\n\n")[0] + "\n", SECOND, told=told)
    assert any(line.startswith(f"  {DOCUMENT}/par/2") for line in told), told


def test_withdrawn_identifiers_have_a_row_answer_410_and_come_back_as_nothing_else(out: Path) -> None:
    told = list[str]()
    built = build(out, SECOND, retire=True)
    rows = retired.read(out / retired.NAME)
    assert DOCUMENT in rows
    shipped = retired.read(TOP / "data" / "ids" / retired.NAME)
    assert retired.read(built.folder / retired.NAME) == {**shipped, **rows}
    settings = config.load({"query_processes": 1, "query_slow_seconds": 0.0}, environ={})
    with pipeline.open_store(built.folder, settings) as store:
        answer = create_app(settings, store, built.folder).test_client().get(f"/{DOCUMENT}")
    assert answer.status_code == 410
    assert build(out, SECOND).version == built.version
    with pytest.raises(ConformanceError) as caught:
        build(out, FIRST, SECOND, told=told)
    assert caught.value.code == "IRI_REUSED"
    assert any(DOCUMENT in line for line in told)
    (out / retired.NAME).unlink()
    with pytest.raises(ConformanceError, match="would be lost"):
        build(out, SECOND)


def test_the_register_is_an_input_of_the_release(out: Path, tmp_path: Path) -> None:
    plain = (out / "current").resolve()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / retired.NAME).write_text("id/body/old\tid/body/new\tRenamed.\n", "utf-8")
    other = build(tmp_path / "other", FIRST, SECOND)
    assert other.version != plain.name
    assert (other.folder / retired.NAME).read_bytes() != (plain / retired.NAME).read_bytes()
    assert (other.folder / "igr.nt.gz").read_bytes() == (plain / "igr.nt.gz").read_bytes()


def test_while_rules_are_worked_on_lost_identifiers_are_only_listed(out: Path) -> None:
    told = list[str]()
    build(out, SECOND, told=told, keep=False)
    assert any(line.startswith("warning: ") for line in told)
    assert not (out / retired.NAME).exists()
    assert "KEEP_IRIS" in (TOP / "Makefile").read_text("utf-8")
