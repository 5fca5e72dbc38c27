"""The command line as a user meets it: quick help, two-line errors, exit status."""

from __future__ import annotations

import socket
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from igr_kg.cli import COMMANDS
from tests.support import TOP, of_children, seconds

DOCUMENT = TOP / "data" / "documents" / "unep-gc-26-18" / "zh.txt"
HEAVY = ("rdflib", "pyshacl", "owlready2", "flask", "pyoxigraph")


def igr(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    code = "from igr_kg.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=cwd or TOP, timeout=120
    )


def test_help_is_quick_and_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom igr_kg.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    command = [sys.executable, "-c", code]
    out = subprocess.run(command, capture_output=True, text=True, cwd=TOP, check=True)
    assert out.stderr.strip() == "[]"
    assert all(name in out.stdout for name in COMMANDS)
    quick = partial(subprocess.run, command, capture_output=True, cwd=TOP, check=True)
    assert seconds(quick, 3, enough=0.3, clock=of_children) < 0.3


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_imports_nothing_heavy(name: str) -> None:
    code = (
        "import sys\nfrom igr_kg.cli import main\n"
        f"try:\n    main([{name!r}, '--help'])\nexcept SystemExit as end:\n    status = end.code\n"
        f"print(status, [m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=TOP, timeout=60)
    assert out.stderr.strip() == "0 []"
    assert out.stdout.startswith("Usage: igr-kg")


def test_text_is_given_back_byte_for_byte() -> None:
    code = f"from igr_kg.cli import main; main(['read', {str(DOCUMENT)!r}])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=TOP, check=True)
    assert out.stdout == DOCUMENT.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["read", "no-such-file.txt"], 3),
        (["extract", "no-such-file.txt"], 3),
        (["evaluate", "no-such-file.json"], 3),
        (["build", "no-such-folder"], 3),
        (["verify", "no-such-release"], 3),
        (["nonsense"], 2),
        (["read"], 2),
        (["read", "--nonsense", "x"], 2),
    ],
)
def test_errors_have_a_status_and_no_traceback(arguments: list[str], status: int) -> None:
    out = igr(*arguments)
    assert out.returncode == status, out.stderr
    assert "Traceback" not in out.stderr
    assert out.stdout == ""
    if status == 3:
        assert len(out.stderr.strip().splitlines()) <= 2


@pytest.mark.parametrize(
    ("settings", "said"),
    [("x=", "The file of settings"), ("foo = 1", "no setting 'foo'"), ('base_iri = "http://a"', "slash")],
)
def test_a_bad_file_of_settings_is_told_in_two_lines(tmp_path: Path, settings: str, said: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(settings, "utf-8")
    out = igr("--config", str(file), "query", "ASK {}")
    assert (out.returncode, len(out.stderr.strip().splitlines())) == (2, 2), out.stderr
    assert said in out.stderr


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    out = igr("build", "--out", str(tmp_path / "file" / "out"))
    assert (out.returncode, len(out.stderr.strip().splitlines())) == (3, 2), out.stderr
    assert "OUT_UNWRITABLE" in out.stderr


def test_an_address_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    """A port that is taken too, though the server's own workers could share it."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        for arguments in (["--port", port], ["--host", "256.1.1.1"]):
            out = igr("serve", *arguments, "--release", str(tmp_path))
            assert (out.returncode, len(out.stderr.strip().splitlines())) == (2, 2), out.stderr
            assert "ADDRESS_UNUSABLE" in out.stderr


def test_bytes_that_are_no_text_are_refused_with_a_reason(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\x01\x02\xff\xfe\xfd" * 50)
    out = igr("read", str(bad))
    assert out.returncode == 3, (out.stdout[:80], out.stderr)
    assert "bad.txt" in out.stderr
