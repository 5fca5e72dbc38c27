"""The processes of a server: which they are, the memory and the processor's time that they take (proc(5))."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def _fields(pid: int) -> list[str]:
    """Return what stands in ``stat`` of a process after its name, from its state on."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def family(root: int) -> list[int]:
    """Return a process and all below it."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                children[int(_fields(int(entry.name))[1])].append(int(entry.name))
    found = [root]
    for pid in found:
        found.extend(children[pid])
    return found


def memory(pids: Sequence[int]) -> int:
    """Return the bytes that processes hold together, shared pages counted once."""
    total = 0
    for pid in pids:
        with suppress(OSError):
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += sum(int(line.split()[1]) << 10 for line in text.splitlines() if line.startswith("Pss:"))
    return total


def processor(pids: Sequence[int]) -> float:
    """Return the seconds of the processor that processes have taken, with those of their ended children."""
    ticks = 0
    for pid in pids:
        with suppress(OSError):
            ticks += sum(map(int, _fields(pid)[11:15]))
    return ticks / _TICK


def runs(pid: int, words: bytes) -> bool:
    """Tell whether words stand in the command line of a process."""
    with suppress(OSError):
        return words in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False
