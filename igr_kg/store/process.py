"""A process that does one thing at a time and can be killed: its side of the pipe.

Started as ``python -m <module> <options>`` by :mod:`igr_kg.store.pool`, never forked. What it does cannot
be cancelled from inside; the process can be killed, and that is what it is for. It ends by itself when
the pipe ends, so nothing is left behind however its parent dies.
"""

from __future__ import annotations

import gc
import itertools
import json
import os
import select
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO, cast

from igr_kg.store.confine import forbid_calls, limit_files, limit_memory, occupied
from igr_kg.store.wire import CHUNK, Channel

SPOOL = 8 << 20
"""Bytes up to which an answer is kept in memory."""

_STACK = 8 << 20
"""Bytes of the stack of a thread that answers; what systems give by default is from 128 KiB to 8 MiB."""

_QUICK, _LITTLE = 0.005, 1 << 16
"""Seconds and bytes of an answer up to which nobody looks what it has left in memory: that takes longer."""

Request = dict[str, Any]
Answer = Callable[[Request, BinaryIO], int]
"""Writes the answer to a request into a file and returns its rows."""

Failure = Callable[[BaseException], dict[str, Any]]
"""Returns what is sent of an exception: ``error`` (a code) and ``detail``."""


class Unopened(Exception):  # noqa: N818 -- told to the parent, never raised further
    """What the process works on cannot be opened; the arguments are a code and a detail."""


def run(start: Callable[[dict[str, Any]], Answer], failure: Failure) -> None:
    """Open what the options on the command line name, and answer until the pipe ends.

    The options are those of :class:`igr_kg.store.child.Child`, and ``note``, a descriptor of the file in
    which the number of the last request taken is written.

    :param start: takes the options and returns the function that answers, or raises :class:`Unopened`
    """
    options = json.loads(sys.argv[1])
    channel = Channel(os.dup(0), os.dup(1))
    os.dup2(2, 1)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _confine(options)
    try:
        answer = start(options)
    except Unopened as error:
        channel.send({"error": error.args[0], "detail": error.args[1]})
        return
    gc.collect()
    gc.freeze()
    limit_memory(options["memory"])
    opened = occupied()[1]
    threading.stack_size(_STACK)
    threading.Thread(target=_end_with, args=(channel.source,), daemon=True).start()
    serve = partial(_serve, channel, partial(_answer, answer, failure, channel, opened))
    numbers = itertools.count(1)
    while True:
        thread = threading.Thread(target=serve, args=(numbers, options["note"]), daemon=True)
        thread.start()
        thread.join()


def _confine(options: dict[str, Any]) -> None:
    """Give up the network (but for the ports in ``network``) and, with ``files``, what lies elsewhere."""
    ports = options.get("network")
    files = options.get("files")
    forbid_calls(sockets=ports is None, programs=files is not None)
    if files is not None:
        limit_files(files, [tempfile.gettempdir()], ports=ports)


def _serve(channel: Channel, work: Callable[[Request], None], numbers: Iterator[int], note: int) -> None:
    """Take requests and answer them until told to settle: then another thread does.

    The priority of this one may be lowered while it works, and cannot always be raised again.
    """
    try:
        channel.send({"ready": True, "thread": threading.get_native_id()})
        while "settle" not in (request := channel.receive()):
            os.pwrite(note, b"%d" % next(numbers), 0)
            # Should whoever asked be stopped and never kill this process, the alarm does.
            signal.setitimer(signal.ITIMER_REAL, request["timeout"] + 5)
            work(request)
            signal.setitimer(signal.ITIMER_REAL, 0)
    except BaseException:  # the pipe has ended, most likely; nobody is left to be told
        os._exit(0)


def _answer(answer: Answer, failure: Failure, channel: Channel, opened: int, request: Request) -> None:
    """Answer one request; nothing is sent before the answer is complete."""
    start = time.monotonic()
    with tempfile.SpooledTemporaryFile(max_size=SPOOL) as spool:
        file = cast(BinaryIO, spool)
        try:
            rows = answer(request, file)
        except BaseException as error:  # whatever it is: the other side waits
            channel.send(failure(error))
            return
        length = file.tell()
        file.seek(0)
        seconds = time.monotonic() - start
        small = seconds < _QUICK and length <= _LITTLE
        grown = 0 if small else occupied()[1] - opened
        head = {"rows": rows, "length": length, "seconds": seconds, "grown": grown}
        channel.send(head, body=file.read(CHUNK))
        while block := file.read(CHUNK):
            channel.send_bytes(block)


def _end_with(source: int) -> None:
    """End the process when the pipe ends, even inside a request; what comes through it wakes nobody here."""
    poll = select.poll()
    poll.register(source, 0)  # POLLHUP is told all the same (poll(2))
    poll.poll()
    os._exit(0)
