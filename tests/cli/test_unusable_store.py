"""A release whose store cannot be used is told in two lines, before a server starts."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_command_line import igr


def _none(store: Path) -> None:
    shutil.rmtree(store)


def _cut(store: Path) -> None:
    for path in store.glob("*.sst"):
        path.write_bytes(path.read_bytes()[:-30])


def _no_list_of_files(store: Path) -> None:
    (store / "CURRENT").write_bytes(b"nonsense")


@pytest.mark.parametrize("damage", [_none, _cut, _no_list_of_files])
def test_an_unusable_store_is_told_in_two_lines(
    release_folder: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    release = tmp_path / "release"
    shutil.copytree(release_folder, release)
    damage(release / "store")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    for arguments in (["query", "ASK {}"], ["serve", "--port", port]):
        out = igr(*arguments, "--release", str(release))
        assert (out.returncode, len(out.stderr.strip().splitlines())) == (3, 2), out.stderr
        assert "STORE_UNREADABLE" in out.stderr
        assert "igr-kg verify" in out.stderr


def test_a_query_over_its_limit_is_no_fault(release_folder: Path) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c + ?f + ?i = 1.5) }"
    out = igr("query", slow, "--timeout", "0.3", "--release", str(release_folder))
    assert (out.returncode, len(out.stderr.strip().splitlines())) == (3, 2), out.stderr
    assert "QUERY_TIMEOUT" in out.stderr
    assert "--timeout" in out.stderr
