"""Several workers under load, on both servers: none hangs, and what ends one harms nobody else."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.web.servers import KINDS, fetch, running, serving, wait_for_workers, workers_of
from tests.web.test_w3c_protocol import CASES, UPDATE

pytestmark = pytest.mark.slow

PATIENT = {"IGR_KG_QUERY_TIMEOUT": "30", "IGR_KG_QUERY_QUEUE_SECONDS": "30"}


@dataclass
class Load:
    """Clients that ask one question after another, each of them new; and what became of these."""

    port: int
    statuses: list[int] = field(default_factory=list)
    lost: list[Exception] = field(default_factory=list)
    over: bool = False

    def ask(self, name: int) -> None:
        count = 0
        while not self.over:
            count += 1
            query = f"SELECT ?s {{ ?s a <ontology#GovernanceBody> }} LIMIT {name * 100_000 + count}"
            try:
                self.statuses.append(fetch(self.port, "/sparql?" + urlencode({"query": query}))[0])
            except (OSError, http.client.HTTPException) as error:
                self.lost.append(error)


@contextmanager
def load(port: int, clients: int = 6) -> Iterator[Load]:
    asking = Load(port)
    threads = [threading.Thread(target=asking.ask, args=(name,)) for name in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield asking
    finally:
        asking.over = True
        for thread in threads:
            thread.join(60)
    assert not any(thread.is_alive() for thread in threads)


def some_more(asking: Load, number: int, seconds: float = 60) -> None:
    """Return when so many more questions were answered."""
    wanted, end = len(asking.statuses) + number, time.monotonic() + seconds
    while len(asking.statuses) < wanted:
        assert time.monotonic() < end, "nothing is answered any more"
        time.sleep(0.05)


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_worker_loses_only_what_it_had(release: Path, kind: str) -> None:
    """What it was at work on, and who had connected to it; then nothing any more."""
    with serving(kind, release, **PATIENT) as (port, process):
        wait_for_workers(process.pid, 2)
        with load(port) as asking:
            some_more(asking, 50)
            assert not asking.lost
            before = workers_of(process.pid)
            killed = next(iter(before))
            os.kill(killed, signal.SIGKILL)
            some_more(asking, 50)
            wait_for_workers(process.pid, 2)
            lost = len(asking.lost)
            some_more(asking, 50)
            assert len(asking.lost) == lost
        assert set(asking.statuses) == {200}
        assert lost < 50
        assert killed not in wait_for_workers(process.pid, 2)
        assert not any(map(running, before[killed]))


def test_workers_that_are_killed_one_after_the_other_are_replaced(release: Path) -> None:
    """Both, and one more as soon as it answers: who comes meanwhile waits; the server does not give up."""
    with serving("granian", release, **PATIENT) as (port, process):
        for number in (2, 1):
            for worker in wait_for_workers(process.pid, 2)[:number]:
                os.kill(worker, signal.SIGKILL)
            for limit in range(5):
                query = urlencode({"query": f"ASK {{ <a:{number}> <a:a> {limit} }}"})
                assert fetch(port, f"/sparql?{query}")[0] == 200
        wait_for_workers(process.pid, 2)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere who is first takes all")
def test_who_connects_at_the_same_time_is_shared_out(release: Path) -> None:
    """A web process is the work of one processor at most: if one took all, the other would be for nothing."""
    with serving("granian", release, **PATIENT) as (port, process):
        workers = wait_for_workers(process.pid, 2)
        end = time.monotonic() + 60
        while len(in_state("0A", port)) < 2:  # each listens when it is ready
            assert time.monotonic() < end, "not both listen"
            time.sleep(0.05)
        clients = [socket.create_connection(("127.0.0.1", port), timeout=30) for _ in range(24)]
        try:
            for client in clients:
                client.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
                assert client.recv(1 << 16).startswith(b"HTTP/1.1 200")
            shares = [len(connected(worker, port)) for worker in workers]
        finally:
            for client in clients:
                client.close()
        assert sum(shares) == 24
        assert min(shares) > 0


def in_state(state: str, port: int) -> set[str]:
    """Return the sockets of a port in a state: 01 is connected, 0A listening (proc(5), /proc/net/tcp)."""
    rows = (line.split() for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:])
    return {f"socket:[{row[9]}]" for row in rows if row[1].endswith(f":{port:04X}") and row[3] == state}


def connected(pid: int, port: int) -> set[str]:
    """Return the connections to a port that a process has."""
    found = set()
    for path in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            found.add(path.readlink().name)
    return in_state("01", port) & found


def test_a_reload_loses_nothing(release: Path) -> None:
    """SIGHUP to gunicorn: new workers take over from the old ones, which end what they have begun."""
    with serving("gunicorn", release, **PATIENT) as (port, process):
        wait_for_workers(process.pid, 2)
        before = workers_of(process.pid)
        with load(port) as asking:
            some_more(asking, 50)
            process.send_signal(signal.SIGHUP)
            end = time.monotonic() + 60
            while set(workers_of(process.pid)) & set(before) and time.monotonic() < end:
                time.sleep(0.1)
            some_more(asking, 50)
        after = wait_for_workers(process.pid, 2)
        assert set(asking.statuses) == {200}
        assert asking.lost == []
        assert not set(after) & set(before)
        assert not any(running(engine) for engines in before.values() for engine in engines)


@pytest.fixture(scope="module", params=KINDS)
def server(release: Path, request: pytest.FixtureRequest) -> Iterator[int]:
    with serving(str(request.param), release, IGR_KG_PREFIX="") as (port, _):
        yield port


def test_the_cases_of_the_protocol(server: int) -> None:
    """Status, truth value and code as in front of no server."""
    for name, case in CASES.items():
        connection = http.client.HTTPConnection("127.0.0.1", server, timeout=30)
        headers = {"Accept": "application/problem+json, */*;q=0.1"}
        headers |= {"Content-Type": case.type} if case.type else {}
        connection.request(case.method, "/sparql?" + urlencode(case.parameters), case.body, headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        assert answer.status == case.status, name
        assert answer.headers["Content-Length"] == str(len(body)), name
        if case.truth is not None:
            assert (b"true" in body) is case.truth, name
        if case.code:
            assert f'"{case.code}"'.encode() in body, name
        if case.types:
            assert answer.headers.get_content_type() in case.types, name
    assert any(case.type == UPDATE for case in CASES.values())


def test_clients_that_go_away_leave_nothing_behind(server: int) -> None:
    """They send a query, some the same as others at that moment, and do not wait for the answer."""

    def send(number: int) -> None:
        query = urlencode({"query": f"SELECT ?s {{ ?s ?p ?o }} LIMIT {number // 4 % 90 + 1}"})
        with socket.create_connection(("127.0.0.1", server), timeout=30) as connection:
            connection.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            if number % 3 == 0:
                connection.recv(1)

    for first in range(0, 360, 120):
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(send, range(first, first + 120)))
    begin = time.monotonic()
    asked = (f"ASK {{ <a:a> <a:a> {number} }}" for number in range(40))
    assert {fetch(server, "/sparql?" + urlencode({"query": query}))[0] for query in asked} == {200}
    assert time.monotonic() - begin < 10
