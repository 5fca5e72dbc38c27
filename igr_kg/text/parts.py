"""Parts as the grammar finds them, before they have ids and paths."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Part:
    """A part of a document under construction.

    :param kind: kind of block, as in the annotation format
    :param role: what it is for the path: ``cover contents annex decision section heading opening
        recital adoption table paragraph item note furniture``
    :param start: offset of its first character
    :param end: offset past its last character so far
    :param label: as printed, without dots and brackets
    :param name: the label in Latin letters and digits, for paths
    :param parent: the part that holds it
    :param level: depth of a section, from 1
    """

    kind: str
    role: str
    start: int
    end: int
    label: str | None = None
    name: str = ""
    parent: Part | None = None
    level: int = 0

    def reach(self, end: int) -> None:
        """Let the part and all that hold it run to an offset."""
        part: Part | None = self
        while part is not None:
            part.end = max(part.end, end)
            part = part.parent
