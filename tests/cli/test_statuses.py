"""The exit status of the contract, and what stands in the two lines beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_command_line import DOCUMENT, igr
from tests.support import TOP

GOLD = TOP / "tests" / "gold" / "zh_S-RES-368.json"
MAIN = "from igr_kg.cli import main; main()"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with what commands are called on."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "binary").write_bytes(b"\x80\x81\xff" * 99)
    (tmp_path / "bom.rq").write_bytes(b"\xef\xbb\xbfASK {}")
    (tmp_path / "act.xml").write_text('<?xml version="1.0"?>\n<act><p>1. Decides</q></act>\n', "utf-8")
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<</Type /Cat")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (["extract", str(DOCUMENT), "--language", "xx"], 2, "PACK_MISSING"),
        (["query", "--timeout", "0", "ASK {}"], 2, "USAGE"),
        (["query", "--timeout", "-1", "ASK {}"], 2, "USAGE"),
        (["query", "--timeout", "nan", "ASK {}"], 2, "USAGE"),
        (["query", "-f", "binary"], 3, "QUERY_UNREADABLE"),
        (["query", "-f", "bom.rq", "ASK {}"], 2, "TWO_QUERIES"),
        (["query"], 2, "NO_QUERY"),
        (["extract", "empty"], 3, "NO_FILE"),
        (["evaluate", "empty"], 3, "NO_FILE"),
        (["build", "act.xml"], 3, "INPUT_DAMAGED"),
        (["read", "cut.pdf"], 3, "INPUT_DAMAGED"),
        (["read"], 2, "USAGE"),
        (["read", "--format", "xx", "bom.rq"], 2, "USAGE"),
        (["nonsense"], 2, "USAGE"),
    ],
)
def test_each_error_has_its_status_and_two_lines(
    files: Path, arguments: list[str], status: int, code: str
) -> None:
    out = igr(*arguments, cwd=files)
    assert (out.returncode, out.stdout) == (status, ""), out.stderr
    assert len(out.stderr.strip().splitlines()) == 2, out.stderr
    assert f"[{code}]" in out.stderr


def test_debug_adds_the_traceback_and_changes_no_status(release_folder: Path) -> None:
    arguments = ("query", "--release", str(release_folder), "SELECT")
    plain, debug = igr(*arguments), igr("--debug", *arguments)
    assert (plain.returncode, debug.returncode) == (2, 2)
    assert "Traceback" not in plain.stderr
    assert "Traceback" in debug.stderr
    assert "Traceback" in debug.stderr
    assert debug.stderr.endswith(plain.stderr)


def test_a_query_is_read_from_a_file_with_a_mark_and_from_stdin(files: Path, release_folder: Path) -> None:
    assert igr("query", "--release", str(release_folder), "-f", str(files / "bom.rq")).stdout == "yes\n"
    assert piped("query", "--release", str(release_folder), "-f", "-", sent=b"ASK {}") == b"yes\n"


def piped(*arguments: str, sent: bytes) -> bytes:
    command = [sys.executable, "-c", MAIN, *arguments]
    return subprocess.run(command, input=sent, capture_output=True, cwd=TOP, timeout=120, check=True).stdout


def test_documents_are_read_from_stdin() -> None:
    text = (TOP / "tests/gold/zh_S-RES-368.txt").read_bytes()
    assert piped("read", "-", sent=text) == text
    assert json.loads(piped("extract", "-", sent=text))["source"]["file"] == "stdin"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is full")
@pytest.mark.parametrize("name", ["read", "extract"])
def test_an_output_that_cannot_be_written_is_told(name: str) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-c", MAIN, name, str(DOCUMENT)]
        out = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=TOP, timeout=120)
    assert (out.returncode, len(out.stderr.strip().splitlines())) == (3, 2), out.stderr
    assert "OUTPUT_UNWRITABLE" in out.stderr


def test_a_text_that_was_not_annotated_is_not_scored(tmp_path: Path) -> None:
    for ending in (".json", ".txt"):
        (tmp_path / f"a{ending}").write_bytes(GOLD.with_suffix(ending).read_bytes())
    gold = json.loads((tmp_path / "a.json").read_bytes())
    gold["source"]["file"] = "a.txt"
    (tmp_path / "a.json").write_text(json.dumps(gold), "utf-8")
    assert igr("evaluate", str(tmp_path)).returncode == 0
    (tmp_path / "a.txt").write_bytes((tmp_path / "a.txt").read_bytes() + b"\n")
    out = igr("evaluate", str(tmp_path))
    assert (out.returncode, out.stdout, len(out.stderr.strip().splitlines())) == (3, "", 2), out.stderr
    assert "GOLD_CHANGED" in out.stderr
