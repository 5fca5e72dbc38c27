"""Real servers on the loopback, for tests: the one that ``igr-kg serve`` is, and gunicorn."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from tests.support import run_program

KINDS = ("granian", "gunicorn")
THREADS = 8

PROGRAM = """
import sys
from pathlib import Path
from igr_kg import config
from igr_kg.web.server import serve
serve(config.load(), Path(sys.argv[1]), port=int(sys.argv[2]), workers=2)
"""


def fetch(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()


def wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended"
        try:
            if fetch(port, "/health")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _command(kind: str, release: Path, port: int) -> list[str]:
    if kind == "granian":
        return [sys.executable, "-c", PROGRAM, str(release), str(port)]
    pytest.importorskip("gunicorn")
    options = f"--worker-class gthread --threads {THREADS} --workers 2 --bind 127.0.0.1:{port}".split()
    return [sys.executable, "-m", "gunicorn", *options, "igr_kg.web.server:application()"]


def start(
    kind: str, release: Path, port: int, **settings: str
) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """Run a server with two workers, no longer than the block."""
    environment = {
        **os.environ,
        "IGR_KG_RELEASE": str(release),
        "IGR_KG_QUERY_TIMEOUT": "3",
        "IGR_KG_QUERY_PROCESSES": "1",
        "IGR_KG_BODY_TIMEOUT": "4",
        "IGR_KG_PREFIX": "/kg",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        **settings,
    }
    errors = None if kind == "granian" else subprocess.DEVNULL
    return run_program(_command(kind, release, port), env=environment, stderr=errors)


@contextmanager
def serving(kind: str, release: Path, **settings: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Give the port of a server and its main process, while it serves."""
    port = free_port()
    with start(kind, release, port, **settings) as process:
        try:
            wait(port, process)
            yield port, process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(40)


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text("ascii").rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == pid and fields[0] != "Z":
                found.append(int(folder.name))
    return found


def running(pid: int) -> bool:
    """Tell whether a process runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def workers_of(main: int, *, engines: int = 1) -> dict[int, list[int]]:
    """Return the web workers of a server that have so many engine processes, and these."""
    found = {worker: children(worker) for worker in children(main)}
    return {worker: below for worker, below in found.items() if len(below) >= engines}


def wait_for_workers(main: int, number: int, *, engines: int = 1) -> list[int]:
    """Return the web workers as soon as there are so many; one may answer long before the others begin."""
    end = time.monotonic() + 60
    while len(found := workers_of(main, engines=engines)) < number:
        assert time.monotonic() < end, "a worker is not there"
        time.sleep(0.05)
    return sorted(found, reverse=True)
