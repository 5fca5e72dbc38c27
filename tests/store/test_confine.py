"""What a confined process cannot do, each tried in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from igr_kg.store.child import Child
from tests.support import TOP

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="confined on Linux only")

TRIES = """
import ctypes, os, socket, subprocess, sys, tempfile, threading
from igr_kg.store.confine import forbid_calls, limit_files

def tried(what):
    try:
        what()
    except OSError as error:
        return error.errno
    return 0

libc = ctypes.CDLL(None, use_errno=True)
def io_uring():
    if libc.syscall(425, 1, bytes(120)) < 0:
        raise OSError(ctypes.get_errno(), "")
def thread():
    other = threading.Thread(target=seen.append, args=("thread",))
    other.start(); other.join()
seen = []
"""


def run(body: str, *arguments: str) -> str:
    """Return what a program prints that may use the functions of TRIES."""
    done = subprocess.run(
        [sys.executable, "-c", TRIES + body, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=TOP,
        timeout=60,
    )
    return done.stdout.strip()


def test_a_process_without_the_network_makes_no_socket() -> None:
    found = run("done = forbid_calls(); print(done, tried(socket.socket), tried(io_uring))")
    if found.startswith("False"):
        pytest.skip("no seccomp here")
    assert found == "True 13 13"


def test_a_process_without_programs_has_threads_only() -> None:
    found = run("""
if not forbid_calls(sockets=False, programs=True): print("none"); sys.exit()
thread()
program = "/bin/true"
print(tried(lambda: subprocess.run([program])), tried(os.fork), tried(lambda: os.execv(program, [program])))
socket.socket().close()
print(seen)
""")
    if found == "none":
        pytest.skip("no seccomp here")
    assert found == "13 13 13\n['thread']"


def test_a_process_reads_and_writes_where_it_may(tmp_path: Path) -> None:
    own, temporary, other = (tmp_path / name for name in ("own", "temporary", "other"))
    for folder in (own, temporary, other):
        folder.mkdir()
        (folder / "file").write_text("x", "ascii")
    found = run(
        """
own, temporary, other = sys.argv[1:]
if not limit_files([own], [temporary]): print("none"); sys.exit()
def reads(path): return lambda: open(path).close()
def writes(path): return lambda: open(path, "w").close()
print(*(tried(reads(p)) for p in (own + "/file", temporary + "/file", other + "/file", "/etc/hostname")))
print(*(tried(writes(p)) for p in (own + "/file", own + "/new", temporary + "/new", other + "/file")))
print(*(tried(lambda: os.unlink(p + "/file")) for p in (own, temporary, other)))
with tempfile.TemporaryFile(dir=temporary) as file: file.write(b"x")
import xml.dom.minidom
print("imported")
""",
        *map(str, (own, temporary, other)),
    )
    if found == "none":
        pytest.skip("no landlock here")
    assert found == "0 0 13 13\n13 13 0 13\n13 0 13\nimported"


def test_a_process_with_ports_reaches_those_only() -> None:
    found = run("""
listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
ports = [listener.getsockname()[1] for listener in listeners]
forbid_calls(sockets=False, programs=True)
if not limit_files([], [], ports=ports[:1]): print("none"); sys.exit()
def connects(port): return lambda: socket.create_connection(("127.0.0.1", port), 5).close()
print(*(tried(connects(port)) for port in ports))
socket.getaddrinfo("localhost", 80)
print("resolved")
""")
    if found == "none" or found.startswith("0 0"):
        pytest.skip("no landlock with ports here")
    assert found == "0 13\nresolved"


def test_an_engine_process_holds_no_file_of_others(directory: Path, tmp_path: Path) -> None:
    """The store opens and a large answer is spooled, with nothing else in reach."""
    engine = Child(
        "igr_kg.store.engine", {"path": str(directory), "memory": 1 << 30, "files": [str(directory)]}
    )
    request = {
        "query": "SELECT * { ?s ?p ?o . { SELECT ?t { ?t ?q ?r } LIMIT 60 } }",
        "media_type": "application/sparql-results+xml",
        "base": "https://w3id.org/igr/",
        "timeout": 60.0,
        "max_rows": 1_000_000,
        "max_bytes": 1_000_000_000,
        "default_graphs": None,
        "named_graphs": None,
    }
    try:
        engine.wait_until_ready()
        reply = engine.ask(request)
        reply.file.close()
        assert reply.length > 8 << 20
    finally:
        engine.kill()
