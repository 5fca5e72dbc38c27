"""What generates the load: wrk with a script, or threads of Python where it is not installed."""

from __future__ import annotations

import http.client
import json
import shutil
import statistics
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol

from bench.endpoint.questions import Question

CONNECTIONS = 8
_BLOCK = 10_000_000
"""Numbers that one measurement may use up."""
_blocks = count(1)


@dataclass(frozen=True, slots=True)
class Found:
    """One measurement; times in milliseconds.

    :param cost: milliseconds of the processor that the server took for an answer
    :param refused: answers whose status is neither 2xx nor 3xx
    :param failed: connections that ended without an answer, or too late
    """

    rate: float
    p50: float
    p99: float
    refused: int
    failed: int
    cost: float = float("nan")


class Generator(Protocol):
    """Asks a server for some seconds over :data:`CONNECTIONS` connections."""

    name: str

    def run(
        self, address: str, path: str, question: Question, *, documents: int, seconds: float, same: bool
    ) -> Found:
        """Return what was measured.

        :param address: ``host:port``
        :param path: of the endpoint, up to where the query goes
        :param documents: how many there are to ask about
        :param same: the same query each time, else one that was never asked in this run
        """


class Wrk:
    """wrk, whose script makes the queries."""

    name = "wrk, 1 thread, 8 connections"

    def run(
        self, address: str, path: str, question: Question, *, documents: int, seconds: float, same: bool
    ) -> Found:
        """Return what was measured."""
        begin = next(_blocks) * _BLOCK if not same else _BLOCK // 2
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--timeout", "20s"]
        command += ["-s", str(Path(__file__).with_name("wrk.lua")), f"http://{address}", "--"]
        command += [
            path + question.encoded(),
            question.media_type,
            str(begin),
            str(documents),
            str(int(same)),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        [line] = [text for text in done.stdout.splitlines() if text.startswith("FOUND ")]
        found = json.loads(line.removeprefix("FOUND "))
        rate = found["requests"] / found["seconds"]
        return Found(rate, found["p50"], found["p99"], found["refused"], found["failed"])


class Threads:
    """Threads of this process; they take more of the processor than a quick server does."""

    name = "8 threads of Python (install wrk: they are slower than the servers)"

    def run(
        self, address: str, path: str, question: Question, *, documents: int, seconds: float, same: bool
    ) -> Found:
        """Return what was measured."""
        numbers = count(next(_blocks) * _BLOCK)
        end = time.monotonic() + seconds
        lock = threading.Lock()

        def ask() -> tuple[list[float], int, int]:
            took: list[float] = []
            refused = failed = 0
            connection = http.client.HTTPConnection(address, timeout=20)
            while time.monotonic() < end:
                with lock:
                    number = _BLOCK // 2 if same else next(numbers)
                target = path + question.encoded(number, number * 7919 % documents)
                start = time.perf_counter()
                try:
                    connection.request("GET", target, headers={"Accept": question.media_type})
                    answer = connection.getresponse()
                    answer.read()
                except (OSError, http.client.HTTPException):
                    connection.close()
                    failed += 1
                    continue
                took.append((time.perf_counter() - start) * 1000)
                refused += answer.status >= 400
            connection.close()
            return took, refused, failed

        start = time.monotonic()
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            results = [future.result() for future in [pool.submit(ask) for _ in range(CONNECTIONS)]]
        took = sorted(t for times, _, _ in results for t in times) or [float("nan")]
        rate = sum(len(times) for times, _, _ in results) / (time.monotonic() - start)
        p99 = took[min(len(took) - 1, len(took) * 99 // 100)]
        return Found(
            rate, statistics.median(took), p99, sum(r[1] for r in results), sum(r[2] for r in results)
        )


def generator() -> Generator:
    """Return wrk where it is installed."""
    return Wrk() if shutil.which("wrk") else Threads()
