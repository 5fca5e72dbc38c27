"""SPARQL servers of others, started for tests on this machine alone, each in a folder of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.support import run_program

START_SECONDS = 120.0

_VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 7000
MaxQueryMem = 300M
ThreadsPerQuery = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 20
MaxClientConnections = 20
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
"""


@dataclass(frozen=True)
class Server:
    """A server that runs: where it is asked, where it is filled, and by whom."""

    query: str
    graphs: str
    user: str = ""
    password: str = ""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[Server]:
    """Run Oxigraph's server, in memory."""
    program = Path(sys.executable).parent / "oxigraph"
    if not program.exists():
        pytest.skip("Oxigraph's server is not installed (the package oxigraph)")
    port = free_port()
    command = [str(program), "serve", "--bind", f"127.0.0.1:{port}", *options]
    with _running(command, folder, f"http://127.0.0.1:{port}/query?query=ASK%7B%7D"):
        yield Server(f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/store")


@contextmanager
def virtuoso(folder: Path, *, rows: int = 10_000_000) -> Iterator[Server]:
    """Run Virtuoso with little memory.

    :param rows: that it gives at most
    """
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is not installed (the Debian package virtuoso-opensource-7-bin)")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(
        _VIRTUOSO_INI.format(sql=sql, http=http, rows=rows), encoding="ascii"
    )
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    with _running(command, folder, f"http://127.0.0.1:{http}/sparql?query=ASK%7B%7D"):
        address = f"http://127.0.0.1:{http}"
        yield Server(f"{address}/sparql", f"{address}/sparql-graph-crud-auth", "dba", "dba")


@contextmanager
def _running(command: list[str], folder: Path, probe: str) -> Iterator[None]:
    """Run a program in a folder; the body runs when an address answers."""
    with (
        (folder / "output").open("wb") as output,
        run_program(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT) as process,
    ):
        try:
            _wait_for(probe, process)
            yield
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):  # at work on a query that nobody waits for any more
                process.wait(10)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(URLError, ConnectionError, TimeoutError):
            urlopen(url, timeout=5).close()
            return
        time.sleep(0.05)
    pytest.fail(f"the server does not answer at {url}")
