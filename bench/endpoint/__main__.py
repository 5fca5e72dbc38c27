"""Measure the SPARQL endpoint beside other servers.

Run with ``python -m bench.endpoint``: a million statements, three rounds, about half an hour; with
``--small``: a hundred thousand, one round, about five minutes. Fifteen questions are asked over HTTP of
``igr-kg serve`` with one and with two workers, of Oxigraph's server, of Virtuoso and (with a hundred thousand
statements) of rdflib-endpoint, over eight connections: in variants that were never asked before, and the same
one again and again. The rounds go from server to server for each question, so that what else the machine does
meanwhile meets them all; figures are to be read as ratios.

``--install-peers`` first installs the servers of ``peers.txt`` into ``build/bench/peers``. What is not
installed is left out. The load comes from wrk where it is installed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path

import pyoxigraph

from bench import corpus
from bench.endpoint import load, report, servers
from bench.endpoint.questions import QUESTIONS, Question
from bench.processes import family, processor

SLOW = 5.0
"""Seconds: what takes a server longer alone is not put under load, and its rate is one in so many seconds."""
PATIENCE = 120.0
"""Seconds in which a server may come to rest."""

Apart = dict[tuple[str, str], load.Found | None]
"""Server and question, and what one request gave; None: no answer."""

_SMALL = 100_000
_LARGE = 1_000_000


def tell(line: str) -> None:
    """Say on stderr what is being done."""
    print(line, file=sys.stderr, flush=True)


def engine_times(release: Path, documents: int, runs: int = 5) -> dict[str, float]:
    """Return the median milliseconds of each question in this process: evaluation and serialisation."""
    store = pyoxigraph.Store.read_only(str(release / "store"))
    found = {}
    for question in QUESTIONS:
        took = []
        for number in range(1, runs + 2):
            text = question.variant(number, number * 7919 % documents)
            start = time.perf_counter()
            result = store.query(text)
            if isinstance(result, pyoxigraph.QueryTriples):
                result.serialize(format=pyoxigraph.RdfFormat.N_TRIPLES)
            elif isinstance(result, pyoxigraph.QuerySolutions):
                result.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
            took.append((time.perf_counter() - start) * 1000)
        found[question.name] = sorted(took[1:])[runs // 2]
    return found


def size(question: Question, body: bytes) -> int:
    """Return how many solutions or triples an answer holds."""
    if question.pattern.startswith("SELECT"):
        return len(json.loads(body)["results"]["bindings"])
    return len({line for line in body.splitlines() if line.strip() and not line.startswith(b"#")})


def check(found: list[servers.Server], chosen: list[Question]) -> Apart:
    """Ask every server every question once, and say where the number of rows is not that of the first.

    :return: what is not put under load: what was not answered, and what took longer than :data:`SLOW`
    """
    apart: Apart = {}
    for question in chosen:
        sizes = {}
        for server in found:
            start = time.perf_counter()
            try:
                sizes[server.name] = str(size(question, server.ask(question, 1000, 7)))
            except (OSError, ValueError) as error:
                sizes[server.name] = str(error)
                apart[server.name, question.name] = None
                rest(server)
                continue
            took = time.perf_counter() - start
            if took > SLOW:
                apart[server.name, question.name] = load.Found(1 / took, took * 1000, took * 1000, 0, 0)
        if len(set(sizes.values())) > 1:
            tell(f"answers differ in size, {question.name}: {sizes}")
    return apart


def rest(server: servers.Server) -> None:
    """Return when a server does nothing any more: some go on with what nobody waits for."""
    end = time.monotonic() + PATIENCE
    before = processor(family(server.pid))
    while True:
        time.sleep(0.2)
        now = processor(family(server.pid))
        if now - before < 0.04 or time.monotonic() > end:
            return
        before = now


def measure(
    found: list[servers.Server], chosen: list[Question], rounds: int, seconds: float, apart: Apart
) -> dict[report.Key, load.Found]:
    """Return the medians of the rounds.

    :param apart: what :func:`check` found, which is not asked again
    """
    generator = load.generator()
    print(f"load: {generator.name}; {rounds} rounds of {seconds:g} s")
    measured: dict[report.Key, list[load.Found]] = {}
    for number in range(rounds):
        for question in chosen:
            tell(f"round {number + 1}: {question.name} {question.about}")
            for same in (False, True):
                for server in found:
                    if (server.name, question.name) in apart:
                        known = apart[server.name, question.name]
                        if known is not None:
                            measured[server.name, question.name, same] = [known]
                        continue
                    before = processor(family(server.pid))
                    one = generator.run(
                        server.address,
                        server.target(question),
                        question,
                        documents=server.documents,
                        seconds=seconds,
                        same=same,
                    )
                    took = processor(family(server.pid)) - before
                    one = replace(one, cost=took * 1000 / max(1.0, one.rate * seconds))
                    measured.setdefault((server.name, question.name, same), []).append(one)
                    rest(server)
    return {key: report.middle(values) for key, values in measured.items()}


def arguments() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.endpoint", description=__doc__.split("\n")[0])
    parser.add_argument("--small", action="store_true", help="a hundred thousand statements, one round")
    parser.add_argument("--rounds", type=int, default=None)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each measurement")
    parser.add_argument("--question", action="append", default=[], help="such as q02; default: all")
    parser.add_argument("--without", action="append", default=[], help="a program that is left out")
    parser.add_argument("--install-peers", action="store_true")
    parser.add_argument("--folder", type=Path, default=Path("build/bench"), help="for what is kept")
    return parser.parse_args()


def main() -> None:
    """Start the servers, measure, print the table and the ratios, and write both down."""
    options = arguments()
    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    if options.install_peers:
        servers.install_peers(folder / "peers")
    tell("making the data")
    release = corpus.release(folder, _SMALL if options.small else _LARGE)
    small = corpus.release(folder, _SMALL)
    chosen = [q for q in QUESTIONS if not options.question or q.name in options.question]
    rounds = options.rounds or (1 if options.small else 3)
    engine = engine_times(release, servers.len_of(release))
    engine = {question.name: engine[question.name] for question in chosen}
    with ExitStack() as stack:
        found = servers.start(stack, release, small, folder, options.without, tell)
        measured = measure(found, chosen, rounds, options.seconds, check(found, chosen))
    names = [server.name for server in found]
    print(report.table(measured, names, engine))
    print("\n".join(report.refusals(measured)))
    print(report.ratios(measured, names[:2], engine))
    rows = [
        {"server": s, "question": q, "same": same, **asdict(one)} for (s, q, same), one in measured.items()
    ]
    (folder / "endpoint.json").write_text(json.dumps({"engine": engine, "measured": rows}, indent=1))


if __name__ == "__main__":
    main()
