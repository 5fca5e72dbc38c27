"""The servers that are measured: ours, and those of others that are installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from bench import corpus
from bench.endpoint.questions import Question

PEERS = Path(__file__).with_name("peers.txt")
START_SECONDS = 600.0
"""Seconds until a server answers; one of them reads all its data first."""

_VIEW = f"{corpus.BASE}graph/default"
_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
MaxQueryMem = 1G
DirsAllowed = ., {data}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 20
MaxClientConnections = 20
MaxKeepAlives = 20
KeepAliveTimeout = 10
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 0
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs.

    :param documents: how many its data holds
    :param path: of the endpoint, with its question mark
    :param view: a parameter that names the default view, for a server whose default graph is another
    :param pid: of its first process
    """

    name: str
    address: str
    documents: int
    path: str
    view: str = ""
    pid: int = 0

    def target(self, question: Question) -> str:
        """Return the path up to where the query goes."""
        return f"{self.path}{'' if question.in_graphs else self.view}query="

    def ask(self, question: Question, number: int, document: int) -> bytes:
        """Return the answer to a variant of a question.

        :raises HTTPError: the server refuses it
        """
        address = f"http://{self.address}{self.target(question)}{question.encoded(number, document)}"
        with urlopen(Request(address, headers={"Accept": question.media_type}), timeout=60) as answer:
            found: bytes = answer.read()
        return found


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def running(
    command: list[str], address: str, folder: Path | None = None, environ: Mapping[str, str] | None = None
) -> Iterator[int]:
    """Run a program until the end of the block, which begins when it answers over HTTP; give its process id.

    :raises RuntimeError: it ended, or never answered
    """
    quiet = subprocess.DEVNULL
    environ = {**os.environ, **(environ or {})}
    with subprocess.Popen(
        command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, env=environ
    ) as process:
        try:
            end = time.monotonic() + START_SECONDS
            while not _answers(address):
                if process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError(f"{command[0]} does not begin")
                time.sleep(0.1)
            yield process.pid
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(30)
            process.kill()


def _answers(address: str) -> bool:
    try:
        with urlopen(f"http://{address}/", timeout=10):
            return True
    except HTTPError:
        return True
    except (URLError, OSError):
        return False


@contextmanager
def ours(release: Path, documents: int, workers: int, **settings: object) -> Iterator[Server]:
    """Run ``igr-kg serve``; settings are those of :mod:`igr_kg.config`."""
    environ = {f"IGR_KG_{name.upper()}": str(value) for name, value in settings.items()}
    port = free_port()
    program = str(Path(sys.executable).with_name("igr-kg"))
    command = [program, "serve", "--port", str(port), "--workers", str(workers), "--release", str(release)]
    address = f"127.0.0.1:{port}"
    with running(command, address, environ=environ) as pid:
        yield Server(f"igr-kg x{workers}", address, documents, "/sparql?", pid=pid)


@contextmanager
def oxigraph(program: str, release: Path, documents: int) -> Iterator[Server]:
    """Run Oxigraph's own server on the store of the release."""
    address = f"127.0.0.1:{free_port()}"
    command = [program, "serve-read-only", "--location", str(release / "store"), "--bind", address]
    with running(command, address) as pid:
        yield Server("oxigraph", address, documents, "/query?", pid=pid)


@contextmanager
def rdflib_endpoint(program: str, release: Path, documents: int, folder: Path) -> Iterator[Server]:
    """Run rdflib-endpoint, which reads the dump into memory; its default graph is the union of all."""
    data = folder / "rdflib.nq"
    packed = release / "igr.nq.gz"
    subprocess.run(f"gzip -dc '{packed}' > '{data}'", shell=True, check=True)
    port = free_port()
    command = [program, "serve", "--host", "127.0.0.1", "--port", str(port), str(data)]
    address = f"127.0.0.1:{port}"
    with running(command, address) as pid:
        yield Server("rdflib-endpoint", address, documents, "/?", pid=pid)


@contextmanager
def virtuoso(program: str, release: Path, documents: int, folder: Path) -> Iterator[Server]:
    """Run Virtuoso with the dumps loaded, the default view under its reserved name."""
    sql, port = free_port(), free_port()
    home = folder / f"virtuoso-{release.name}"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    (home / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=port, data=release.resolve()))
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    address = f"127.0.0.1:{port}"
    with running(command, address, home) as pid:
        steps = [
            f"ld_dir('{release.resolve()}', 'igr.nq.gz', '{_VIEW}')",
            f"ld_dir('{release.resolve()}', 'igr.nt.gz', '{_VIEW}')",
            "rdf_loader_run()",
            "checkpoint",
        ]
        isql = shutil.which("isql-vt") or shutil.which("isql") or "isql-vt"
        subprocess.run(
            [isql, str(sql), "dba", "dba", *(f"exec={step};" for step in steps)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        view = f"default-graph-uri={quote(_VIEW, safe='')}&"
        yield Server("virtuoso", address, documents, "/sparql?", view, pid)


def program(name: str, peers: Path) -> str | None:
    """Return the path of a program: beside this interpreter, in the folder of peers, or on the PATH."""
    for folder in (Path(sys.executable).parent, peers / "bin"):
        if (folder / name).is_file():
            return str(folder / name)
    return shutil.which(name)


def start(
    stack: ExitStack,
    release: Path,
    small: Path,
    folder: Path,
    without: Collection[str],
    tell: Callable[[str], None],
) -> list[Server]:
    """Start every server that is installed; say which are left out.

    :param stack: ends them
    :param release: of the size that is measured
    :param small: of the size that rdflib-endpoint can serve
    :param folder: for what they keep
    :param without: programs that are not wanted
    """
    many, few = (len_of(path) for path in (release, small))
    peers = folder / "peers"
    found = [stack.enter_context(ours(release, many, workers)) for workers in (1, 2)]
    offers: dict[str, Callable[[str], object]] = {
        "oxigraph": lambda path: oxigraph(path, release, many),
        "virtuoso-t": lambda path: virtuoso(path, release, many, folder),
        "rdflib-endpoint": lambda path: rdflib_endpoint(path, small, few, folder),
    }
    for name, make in offers.items():
        path = None if name in without else program(name, peers)
        if path is None:
            tell(f"{name} is left out: not installed, or not wanted")
            continue
        tell(f"starting {name}")
        found.append(stack.enter_context(make(path)))  # type: ignore[arg-type]
    return found


def len_of(release: Path) -> int:
    """Return how many documents a made-up release holds."""
    return int(release.name.split("-")[1])


def install_peers(folder: Path) -> None:
    """Install the peers that come from a package registry into an environment of their own."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run([str(folder / "bin" / "pip"), "install", "--quiet", "-r", str(PEERS)], check=True)
