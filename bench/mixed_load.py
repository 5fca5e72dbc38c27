"""What cheap queries feel of expensive ones: a mixed load at a constant rate, with answers checked.

Run with ``python -m bench.mixed_load``: ten minutes, forty requests a second, one in twenty of them a query
that has no end (cross products, paths from everywhere to everywhere, sorts and scans of everything);
``--minutes``, ``--rate``, ``--killers`` and ``--workers`` change that, and ``--kill`` ends engine and worker
processes by signal every few seconds. Requests leave when they are due, whatever became of those before, and
their latency counts from then, so that a server which stands still is seen to (no coordinated omission).

The exit status is 1 when an answer was wrong, when there was a 5xx other than 503 and 504, when more
connections broke than killed workers account for (:data:`IN_FLIGHT` each), when the server ended, or when
memory grew: what all its processes hold when nothing expensive runs (sum of their proportional set sizes) may
be :data:`GROWTH` times as much after the load as it was after a short time of cheap queries alone before it.
What killers take while they run is told, and limited by the server's own settings.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from bench import corpus
from bench.endpoint import servers
from bench.processes import family, memory, runs
from igr_kg.store.port import JSON

GROWTH = 1.25
"""How many times as much memory; below :data:`SLACK` more is no growth."""
SLACK = 100_000_000
WARM_UP = 5.0
"""Seconds of cheap queries alone before and after the load; only what comes between is told."""
IN_FLIGHT = 50
"""Requests that the end of one worker may leave without an answer: what it had, and who had connected."""
GIVE_UP = 60.0
"""Seconds after which a request is given up."""
_FAULTS = frozenset(range(500, 600)) - {503, 504}

_PREFIXES = (
    f"PREFIX igr: <{corpus.BASE}ontology#> PREFIX dcterms: <http://purl.org/dc/terms/> "
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
)
KILLERS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c + ?f + ?i = @N.5) }",
    "SELECT (COUNT(*) AS ?n) { ?a (!igr:x@N|!^igr:x@N)* ?b }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f ?a LIMIT @N",
    "SELECT * { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } "
    'FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "z.*@N.*q")) }',
    'SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d)); SEPARATOR="@N") AS ?all) { ?a ?b ?c . ?d ?e ?f }',
    "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } OFFSET @N00000",
)
"""Queries without an end; ``@N`` makes each one new."""


@dataclass(frozen=True, slots=True)
class Task:
    """One request, and the value that its answer must hold; None: whatever it is."""

    kind: str
    query: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request.

    :param status: 0: the connection broke
    :param code: of the error that the answer tells
    :param seconds: from when it was due to the end of the answer
    :param right: whether the answer was the one that is known, for a status of 200
    """

    kind: str
    status: int
    seconds: float
    right: bool
    code: str = ""


def cheap(number: int, documents: int) -> Task:
    """Return a look-up whose answer is known, a few of them often asked before."""
    about = number * 7919 % documents if number % 4 else number % 20 % documents
    decision, document = (f"<{name(about)}>" for name in (corpus.decision_iri, corpus.document_iri))
    tasks = (
        Task("symbol", f"SELECT ?x {{ {document} dcterms:identifier ?x }}", corpus.identifier(about)),
        Task(
            "name",
            f"SELECT ?x {{ {decision} igr:decidedBy/skos:prefLabel ?x }}",
            f"Body {corpus.body_of(about)}",
        ),
        Task("evidence", f"SELECT (COUNT(?e) AS ?x) {{ GRAPH ?g {{ ?e rdf:subject {decision} }} }}", "3"),
        Task(
            "citation",
            f"SELECT ?x {{ ?c igr:citingPart <{corpus.document_iri(about)}/par/2> ; igr:cites ?x }}",
            corpus.decision_iri(corpus.cited_by(about)),
        ),
    )
    return tasks[number % len(tasks)]


def tasks(share: float, documents: int, seed: int = 1) -> Iterator[Task]:
    """Yield requests without end, a share of them killers."""
    chance = random.Random(seed)
    number = 0
    while True:
        number += 1
        if chance.random() < share:
            yield Task("killer", chance.choice(KILLERS).replace("@N", str(number)))
        else:
            yield cheap(number, documents)


def is_right(task: Task, body: bytes) -> bool:
    """Tell whether an answer is the known one."""
    if task.value is None:
        return True
    try:
        rows = json.loads(body)["results"]["bindings"]
    except (ValueError, KeyError):
        return False
    return [row["x"]["value"] for row in rows] == [task.value]


Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Client:
    """Asks a server over as many connections as are needed at one time, each used again."""

    host: str
    port: int
    idle: list[Connection] = field(default_factory=list)

    async def ask(self, task: Task, due: float) -> Outcome:
        """Send a request and return what became of it."""
        try:
            status, body = await asyncio.wait_for(self._exchange(task), GIVE_UP)
        except (TimeoutError, OSError, asyncio.IncompleteReadError, ValueError):
            status, body = 0, b""
        right = status != 200 or is_right(task, body)
        code = body.partition(b":")[0].decode("latin-1")[:30] if status >= 400 else ""
        return Outcome(task.kind, status, time.monotonic() - due, right, code)

    async def _exchange(self, task: Task) -> tuple[int, bytes]:
        while self.idle:
            connection = self.idle.pop()
            try:
                return await self._once(connection, task)
            except (OSError, asyncio.IncompleteReadError):  # the server had closed it
                continue
        return await self._once(await asyncio.open_connection(self.host, self.port), task)

    async def _once(self, connection: Connection, task: Task) -> tuple[int, bytes]:
        reader, writer = connection
        kept = False
        try:
            path = f"/sparql?query={quote(_PREFIXES + task.query)}"
            writer.write(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\nAccept: {JSON}\r\n\r\n".encode())
            await writer.drain()
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            lines = head.split("\r\n")
            fields = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
            body = await reader.readexactly(int(fields["content-length"]))
            kept = fields.get("connection") != "close"
            return int(lines[0].split(" ")[1]), body
        finally:
            if kept:
                self.idle.append(connection)
            else:
                await _closed(writer)

    async def close(self) -> None:
        """Close every connection."""
        for _, writer in self.idle:
            await _closed(writer)


async def _closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


@dataclass
class Watch:
    """Looks at the processes of a server, and ends some.

    :param root: process id of the first one, which is never ended
    :param kinds: what is ended; each time one of these is chosen
    :param every: seconds between two ends
    """

    root: int
    kinds: Sequence[str] = ("engine", "engine", "engine", "engine", "worker")
    every: float = 5.0
    samples: list[int] = field(default_factory=list)
    killed: Counter[str] = field(default_factory=Counter)

    async def measure(self) -> None:
        """Take note of the memory every second."""
        while True:
            self.samples.append(memory(family(self.root)))
            await asyncio.sleep(1)

    async def kill(self, seed: int = 1) -> None:
        """End a process by chance every few seconds."""
        chance = random.Random(seed)
        while True:
            await asyncio.sleep(self.every)
            below = family(self.root)[1:]
            engines = [pid for pid in below if runs(pid, b"igr_kg.store.engine")]
            kind = chance.choice(self.kinds)
            offers = engines if kind == "engine" else [pid for pid in below if runs(pid, b"serve")]
            if offers:
                with suppress(ProcessLookupError):
                    os.kill(chance.choice(offers), signal.SIGKILL)
                    self.killed[kind] += 1


@dataclass(frozen=True)
class Run:
    """A run that has ended.

    :param outcomes: of the load
    :param around: of the cheap queries before and after it
    :param samples: seconds of the monotonic clock and bytes, from the beginning of the load to its end
    :param rest: bytes before and after the load
    :param killed: processes ended by signal, by kind
    """

    outcomes: Sequence[Outcome]
    around: Sequence[Outcome]
    samples: Sequence[int]
    rest: tuple[int, int]
    killed: Counter[str]

    def faults(self) -> list[str]:
        """Return what must not be, as sentences."""
        found = []
        everything = [*self.outcomes, *self.around]
        if wrong := sum(not o.right for o in everything):
            found.append(f"{wrong} answers are wrong")
        if bad := Counter(o.status for o in everything if o.status in _FAULTS):
            found.append(f"statuses that must not be: {dict(bad)}")
        broken = sum(o.status == 0 for o in everything)
        if broken > IN_FLIGHT * self.killed["worker"]:
            found.append(f"{broken} requests without an answer, and {self.killed['worker']} workers killed")
        before, after = self.rest
        if not after:
            found.append("the server has ended")
        if after > max(before * GROWTH, before + SLACK):
            found.append(f"memory grew from {before >> 20} to {after >> 20} MiB")
        return found


async def load(
    address: str,
    *,
    rate: float,
    seconds: float,
    share: float,
    documents: int,
    watch: Watch,
    kill: bool,
    warm_up: float = WARM_UP,
) -> Run:
    """Put a load on a server and return what became of it.

    :param address: ``host:port``
    :param rate: requests a second
    :param share: of killers among them
    :param warm_up: seconds of cheap queries alone before and after
    """
    host, _, port = address.partition(":")
    client = Client(host, int(port))

    async def send(source: Iterator[Task], seconds: float) -> list[Outcome]:
        begin = time.monotonic()
        asked = []
        for number in range(round(rate * seconds)):
            due = begin + number / rate
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            asked.append(asyncio.create_task(client.ask(next(source), due)))
        return await asyncio.gather(*asked)

    around = await send(tasks(0.0, documents), warm_up)
    before = memory(family(watch.root))
    watching = [asyncio.create_task(watch.measure())]
    watching += [asyncio.create_task(watch.kill())] if kill else []
    outcomes = await send(tasks(share, documents), seconds)
    for task in watching:
        task.cancel()
    await asyncio.gather(*watching, return_exceptions=True)
    around += await send(tasks(0.0, documents), warm_up)
    await client.close()
    return Run(outcomes, around, watch.samples, (before, memory(family(watch.root))), watch.killed)


def percentile(values: Sequence[float], share: float) -> float:
    """Return a percentile of values, NaN of none.

    >>> percentile([3, 1, 2], 0.5)
    2
    """
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def told(run: Run) -> str:
    """Return the figures of a run as lines."""
    lines = []
    for kind in ("cheap", "killer"):
        some = [o for o in run.outcomes if (o.kind == "killer") == (kind == "killer")]
        times = [o.seconds * 1000 for o in some if o.status == 200 or kind == "killer"]
        shown = "  ".join(f"p{share:g} {percentile(times, share / 100):.1f}" for share in (50, 95, 99, 99.9))
        statuses = Counter(f"{o.status or 'broken'} {o.code}".strip() for o in some)
        lines.append(f"{kind:7} {len(some):6}  ms from when due: {shown}  {dict(statuses)}")
    before, after = (size >> 20 for size in run.rest)
    peak, usual = (round(size) >> 20 for size in (max(run.samples), statistics.median(run.samples)))
    lines.append(f"memory (PSS, MiB): {before} before, {after} after; meanwhile median {usual}, most {peak}")
    if run.killed:
        lines.append(f"killed: {dict(run.killed)}")
    return "\n".join(lines)


def main() -> None:
    """Serve a made-up release, put the load on it, and tell."""
    parser = argparse.ArgumentParser(prog="python -m bench.mixed_load", description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--rate", type=float, default=40.0, help="requests a second")
    parser.add_argument("--killers", type=float, default=0.05, help="share of the requests")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--kill", action="store_true", help="end processes by signal meanwhile")
    parser.add_argument("--folder", type=Path, default=Path("build/bench"), help="for what is kept")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    release = corpus.release(options.folder, options.triples)
    documents = servers.len_of(release)
    with servers.ours(release, documents, options.workers) as server:
        run = asyncio.run(
            load(
                server.address,
                rate=options.rate,
                seconds=options.minutes * 60,
                share=options.killers,
                documents=documents,
                watch=Watch(server.pid),
                kill=options.kill,
            )
        )
    print(told(run))
    faults = run.faults()
    print("\n".join(f"FAULT: {fault}" for fault in faults) or "no faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
