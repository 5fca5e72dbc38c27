"""What an engine process takes from itself before it answers strangers.

Memory, core dumps, the network, other programs, and every file but its own. No query can ask for these:
SERVICE is refused by the scanner, and the language of queries opens no file. Should the scanner or the
engine ever be fooled, the process still cannot. Each part takes effect where the system has it (Linux:
seccomp(2), landlock(7)) and none needs a privilege.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import sys
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
"""Offsets in ``struct seccomp_data``; arguments are read by their lower half (little-endian)."""

_OTHER_NUMBERS = 0x40000000
"""From here on the numbers mean the calls of a second interface (x32)."""

_THREAD = 0x00010000
"""CLONE_THREAD: the new task is a thread of this process."""


class _Calls(NamedTuple):
    """The numbers of system calls on one machine (asm/unistd.h), and its AUDIT_ARCH (linux/audit.h)."""

    architecture: int
    socket: int
    clone: int
    clone3: int
    io_uring_setup: int
    programs: tuple[int, ...]
    """execve, execveat, ptrace and, where there are any, fork and vfork."""


_MACHINES = {
    "x86_64": _Calls(0xC000003E, 41, 56, 435, 425, (59, 322, 101, 57, 58)),
    "aarch64": _Calls(0xC00000B7, 198, 220, 435, 425, (221, 281, 117)),
}

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_RULE_PATH, _RULE_PORT = 1, 2
_READ, _WRITE = 0b1101, 0b100101110 | 1 << 14
"""Rights of landlock(7): execute, read files and folders; write, read, make, remove and truncate files."""

_FILE_RIGHTS = 0b111 | 1 << 14 | 1 << 15
_CONNECT = 1 << 1
_RIGHTS_BY_VERSION = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_ALL_RIGHTS = (1 << 16) - 1
_SYSTEM = ("/usr", "/lib", "/lib64", "/dev", "/proc/self", "/sys/devices/system/cpu")
_NAMES_AND_CERTIFICATES = ("/etc", "/run/systemd/resolve", "/var/lib/ca-certificates")
_NAME_SERVICE = 53


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


class _Ruleset(ctypes.Structure):
    """``struct landlock_ruleset_attr``."""

    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathRule(ctypes.Structure):
    """``struct landlock_path_beneath_attr``, which is packed."""

    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


class _PortRule(ctypes.Structure):
    """``struct landlock_net_port_attr``."""

    _fields_ = (("allowed", ctypes.c_uint64), ("port", ctypes.c_uint64))


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


def forbid_calls(*, sockets: bool = True, programs: bool = False) -> bool:
    """Let system calls of this process fail from now on; there is no way back.

    Call it before the process has threads: they inherit it, those that run already would not.

    :param sockets: socket(2) fails with EACCES, and io_uring, which could make one as well
    :param programs: no program is run and no process started or traced (EACCES); threads are
    :return: whether it was possible: on Linux, on the machines of ``_MACHINES``, with seccomp(2)
    """
    calls = _MACHINES.get(platform.machine())
    if not sys.platform.startswith("linux") or calls is None or sys.maxsize < 1 << 32:
        return False
    deny = _FAIL | errno.EACCES
    rules = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, calls.architecture),
        (_RETURN, 0, 0, deny),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _OTHER_NUMBERS),
        (_RETURN, 0, 0, deny),
    ]
    forbidden = [calls.io_uring_setup]
    forbidden += [calls.socket] if sockets else []
    forbidden += calls.programs if programs else ()
    for number in forbidden:
        rules += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, deny)]
    if programs:
        # The flags of clone3 lie in memory, where no filter looks: without it, the C library takes clone.
        rules += [(_EQUAL, 0, 1, calls.clone3), (_RETURN, 0, 0, _FAIL | errno.ENOSYS)]
        rules += [(_EQUAL, 0, 3, calls.clone), (_LOAD, 0, 0, _FIRST_ARGUMENT)]
        rules += [(_ANY_BIT, 1, 0, _THREAD), (_RETURN, 0, 0, deny)]
    rules.append((_RETURN, 0, 0, _ALLOW))
    instructions = (_Instruction * len(rules))(*(_Instruction(*rule) for rule in rules))
    program = _Program(len(rules), instructions)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def limit_files(read: Iterable[str], write: Iterable[str], *, ports: Collection[int] | None = None) -> bool:
    """Let this process open from now on only some files, and connect to some ports; there is no way back.

    Beside ``read`` it may read the system's libraries and Python's modules; with ``ports``, also what
    finds hosts and trusts certificates (/etc). Files that are open already stay so.

    :param read: folders and files that may be read
    :param write: folders whose files may be read, made, written and removed as well
    :param ports: TCP ports that may be connected to, beside that of name servers; None: as before
    :return: whether it was possible: on Linux with landlock(7); ports need its fourth version
    """
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE_RULESET, None, 0, 1) if sys.platform.startswith("linux") else -1
    if version < 1:
        return False
    handled = _Ruleset(_RIGHTS_BY_VERSION.get(version, _ALL_RIGHTS), 0, 0)
    if ports is not None and version >= 4:
        handled.network = _CONNECT
    size = ctypes.sizeof(handled) if version >= 6 else 16 if version >= 4 else 8
    rules = libc.syscall(_CREATE_RULESET, ctypes.byref(handled), size, 0)
    if rules < 0:
        return False
    try:
        system = [*_SYSTEM, sys.prefix, sys.base_prefix, *filter(None, sys.path)]
        if ports is not None:
            system += [*_NAMES_AND_CERTIFICATES, *_certificates()]
        for path in (*system, *read):
            _allow(libc, rules, path, _READ & handled.files)
        for path in write:
            _allow(libc, rules, path, _WRITE & handled.files)
        for port in {_NAME_SERVICE, *(ports or ())} if handled.network else ():
            rule = _PortRule(_CONNECT, port)
            libc.syscall(_ADD_RULE, rules, _RULE_PORT, ctypes.byref(rule), 0)
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
            return False
        return bool(libc.syscall(_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


def _certificates() -> list[str]:
    """Return where the environment says that certificates lie."""
    return [os.environ[name] for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if os.environ.get(name)]


def _allow(libc: ctypes.CDLL, rules: int, path: str, rights: int) -> None:
    """Allow what lies beneath a path; one that is not there needs no rule."""
    with suppress(OSError):
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            rule = _PathRule(rights if Path(path).is_dir() else rights & _FILE_RIGHTS, folder)
            libc.syscall(_ADD_RULE, rules, _RULE_PATH, ctypes.byref(rule), 0)
        finally:
            os.close(folder)
