"""A reader in a process of its own, which is killed when it takes too long or too much memory.

Files come from strangers, and the libraries that read PDF, Word and HTML were not made for hostile ones.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from importlib import import_module

from igr_kg.errors import InputError
from igr_kg.text.readers.made import Made

SECONDS = 60.0
"""Wall time that the reading of one file may take."""

MEMORY = 1_500_000_000
"""Bytes of address space that it may take beyond those of an idle interpreter."""

_CALL = "import sys; from igr_kg.text.readers import apart; apart.serve(*sys.argv[1:])"


def read(reader: str, data: bytes, name: str, *, seconds: float = SECONDS, memory: int = MEMORY) -> Made:
    """Return what a reader makes of some bytes.

    :param reader: name of a module of this package
    :param name: file name, for messages
    :param seconds: wall time that it may take
    :param memory: bytes that it may take
    :raises InputError: what the reader raises; ``INPUT_TIMEOUT`` or ``INPUT_TOO_LARGE`` when it was stopped
    """
    call = [sys.executable, "-c", _CALL, reader, name, str(memory)]
    try:
        done = subprocess.run(call, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise InputError(
            "INPUT_TIMEOUT",
            f"The file could not be read within {seconds:g} seconds.",
            hint="Divide it, save it anew, or give its text.",
            where=name,
        ) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        answer = _too_large(memory, name)
    if "code" in answer:
        raise InputError(answer["code"], answer["message"], hint=answer["hint"], where=answer["where"])
    return Made.of_json(answer)


def serve(reader: str, name: str, memory: str) -> None:
    """Read a file from the standard input and write what is made of it, or the error, as JSON."""
    data = sys.stdin.buffer.read()
    module = import_module(f"igr_kg.text.readers.{reader}")
    sys.setrecursionlimit(3000)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = int(memory) if hard == resource.RLIM_INFINITY else min(int(memory), hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = module.read(data, name).to_json()
    except InputError as error:
        told = ("code", "message", "hint", "where")
        answer = {key: getattr(error, key) for key in told}
    except RecursionError:
        answer = _told("INPUT_TOO_LARGE", "The parts of the file are nested too deeply.", name)
    except MemoryError:
        answer = _told(
            "INPUT_TOO_LARGE", f"Reading the file takes more than {int(memory) // 1_000_000} MB.", name
        )
    except Exception:  # whatever a library lets through: the file is at fault, and the answer says so
        answer = _told("INPUT_DAMAGED", f"The file is damaged: it cannot be read as {reader.upper()}.", name)
    sys.stdout.write(json.dumps(answer))


def _too_large(memory: int, name: str) -> dict[str, str]:
    return _told("INPUT_TOO_LARGE", f"Reading the file takes more than {memory // 1_000_000} MB.", name)


def _told(code: str, message: str, name: str) -> dict[str, str]:
    hint = "Save it anew, divide it, or give its text."
    return {"code": code, "message": message, "hint": hint, "where": name}
