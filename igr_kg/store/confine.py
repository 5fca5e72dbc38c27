"""What an engine process takes from itself before it answers strangers: memory, core dumps, the network.

The scanner refuses SERVICE; should it ever be fooled, a process that cannot make a socket still
reaches no other server.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import sys
from pathlib import Path

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Machine -> its AUDIT_ARCH constant and the number of socket(2) (linux/audit.h, asm/unistd.h)."""


class _Instruction(ctypes.Structure):
    """``struct sock_filter``."""

    _fields_ = (
        ("code", ctypes.c_ushort),
        ("jump_if", ctypes.c_ubyte),
        ("jump_else", ctypes.c_ubyte),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction)))


def occupied() -> tuple[int, int]:
    """Return the bytes of address space and of memory that this process holds now (proc(5), statm).

    Where the system tells neither, the first is 0 and the second what it held at most.
    """
    page = resource.getpagesize()
    try:
        with Path("/proc/self/statm").open("rb", buffering=0) as file:
            size, resident = file.read().split()[:2]
    except OSError:
        return 0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return int(size) * page, int(resident) * page


def limit_memory(more: int) -> None:
    """Limit the address space to what is occupied now and ``more`` bytes; passing it aborts this process.

    What an open store occupies depends on the machine (threads of the engine, arenas of the allocator),
    so the limit is set when it is open and counts what queries add.
    """
    size = occupied()[0] + more
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def forbid_sockets() -> bool:
    """Let every later socket(2) of this process fail with EACCES; needs no privilege and has no way back.

    :return: whether it was possible: on Linux, on the machines of :data:`_SOCKET`, with seccomp(2)
    """
    if not sys.platform.startswith("linux") or platform.machine() not in _SOCKET:
        return False
    architecture, socket = _SOCKET[platform.machine()]
    rules = (
        (_LOAD, 0, 0, 4),  # seccomp_data.arch
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, 0),  # seccomp_data.nr
        (_EQUAL, 0, 1, socket),
        (_RETURN, 0, 0, _FAIL | errno.EACCES),
        (_RETURN, 0, 0, _ALLOW),
    )
    instructions = (_Instruction * len(rules))(*(_Instruction(*rule) for rule in rules))
    program = _Program(len(rules), instructions)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)
