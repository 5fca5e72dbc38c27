"""The wheel built from the sdist, installed elsewhere, has everything and builds a release."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tarfile
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest

from igr_kg.pipeline import Built
from tests.support import TOP, once_in_a_run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sdist and the wheel that was built from it."""

    def make(out: Path) -> Path:
        subprocess.run(
            [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(TOP)],
            check=True,
            capture_output=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1600000000"},
        )
        return out

    return once_in_a_run(tmp_path_factory, "dist", make)


@pytest.fixture(scope="module")
def installed(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which the wheel is unpacked, away from the checkout."""
    place = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(next(packed.glob("*.whl"))) as wheel:
        wheel.extractall(place)
    return place


def tracked(*folders: str) -> set[str]:
    out = subprocess.run(["git", "ls-files", *folders], capture_output=True, text=True, check=True, cwd=TOP)
    return set(out.stdout.split("\n")) - {""}


def test_the_wheel_holds_exactly_what_is_tracked(packed: Path) -> None:
    with zipfile.ZipFile(next(packed.glob("*.whl"))) as wheel:
        names = {n for n in wheel.namelist() if ".dist-info/" not in n}
    assets = {f"igr_kg/_assets/{n}" for n in tracked("ontology", "shapes", "data", "site")}
    assert names == assets | tracked("igr_kg")


def test_the_sdist_holds_the_tests_and_the_build_files(packed: Path) -> None:
    with tarfile.open(next(packed.glob("*.tar.gz"))) as sdist:
        names = {n.split("/", 1)[1] for n in sdist.getnames() if "/" in n}
    assert {"pyproject.toml", "Makefile", "constraints.txt", "README.md", "CHANGELOG.md"} <= names
    assert tracked("tests", "bench") <= names


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = "import igr_kg, sys; from igr_kg.cli import main; print(igr_kg.__file__, file=sys.stderr); main()"
    return subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        timeout=300,
        env={**os.environ, "PYTHONPATH": str(installed)},
    )


def test_the_installed_wheel_serves_all_documents_that_it_brings(
    installed: Path, built_whole: Built, tmp_path: Path
) -> None:
    """It builds them first: the same bytes as from the checkout, whoever reads them and where."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from igr_kg.cli import main; main()"
    server = subprocess.Popen(
        [sys.executable, "-P", "-c", code, "serve", "--port", str(port)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        page = fetched(f"http://127.0.0.1:{port}/documents/unep-gc-26-18")
        assert "UNEP/GC.26/18" in page
        assert "mark" in page
        assert "S/RES/" in fetched(f"http://127.0.0.1:{port}/documents")
    finally:
        server.terminate()
        server.communicate(timeout=20)
    assert (tmp_path / "build" / "current").resolve().name == built_whole.version
    sums = [
        (folder / "SHA256SUMS").read_bytes() for folder in (tmp_path / "build/current", built_whole.folder)
    ]
    assert sums[0] == sums[1]
    query = (
        "PREFIX igr: <https://w3id.org/igr/ontology#> SELECT (COUNT(?d) AS ?n) WHERE { ?d a igr:Decision }"
    )
    answer = run(installed, tmp_path, "query", query, "--format", "csv")
    assert answer.returncode == 0, answer.stderr
    assert str(installed) in answer.stderr
    assert int(answer.stdout.split()[1]) >= 2


def fetched(address: str, *, patience: float = 500.0) -> str:
    """Return a page as soon as the server answers."""
    end = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                body: bytes = answer.read()
                return body.decode()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)
