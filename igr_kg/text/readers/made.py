"""What a reader makes of the bytes of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from igr_kg.errors import InputError


@dataclass(frozen=True, slots=True)
class Marked:
    """A part of a document as its markup says.

    :param kind: kind of block, as in the annotation format
    :param role: what it is for the path, see :class:`igr_kg.text.parts.Part`; ``clause``: part of a
        preamble whose words tell what it is
    :param start: offset of its first character in the text
    :param end: offset past its last character
    :param label: the number or letter, without dots and brackets, or None
    :param parent: number of the part that holds it among all parts, or None
    :param level: depth of a section, from 1
    """

    kind: str
    role: str
    start: int
    end: int
    label: str | None = None
    parent: int | None = None
    level: int = 0


def damaged(kind: str, what: str, where: str) -> InputError:
    """Return the error for a damaged file.

    :param kind: what people call such a file
    :param what: what cannot be read of it, with its verb
    :param where: file name, and the place where it is known

    >>> str(damaged("Word", "its parts cannot be unpacked", "a.docx"))
    'The Word file is damaged: its parts cannot be unpacked.'
    """
    return InputError(
        "INPUT_DAMAGED",
        f"The {kind} file is damaged: {what}.",
        hint="Get the file anew, or give its text.",
        where=where,
    )


@dataclass(frozen=True, slots=True)
class Made:
    """The text that a reader made.

    :param text: whose code points all offsets count
    :param encoding: the encoding of the bytes
    :param language: BCP 47 tag that the file states, or None
    :param marked: the parts in reading order, a parent before its children; empty: the file marks none up
    :param findings: what was left out or is odd, a sentence each
    """

    text: str
    encoding: str = "utf-8"
    language: str | None = None
    marked: tuple[Marked, ...] = field(default=(), repr=False)
    findings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the same as plain data."""
        return asdict(self)

    @classmethod
    def of_json(cls, data: Mapping[str, Any]) -> Made:
        """Return what :meth:`to_json` gave."""
        return cls(
            data["text"],
            data["encoding"],
            data["language"],
            tuple(Marked(**part) for part in data["marked"]),
            tuple(data["findings"]),
        )


class Paper:
    """A text under construction, line by line, with the parts that it is made of."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0
        self.parts: list[Marked] = []

    def write(self, words: str) -> tuple[int, int]:
        """Add words and return where they stand."""
        start = self.length
        self._pieces.append(words)
        self.length += len(words)
        return start, self.length

    def gap(self) -> None:
        """Begin a new paragraph, with one blank line before it."""
        if self.length:
            self.write("\n\n")

    def mark(self, part: Marked) -> int:
        """Add a part and return its number."""
        self.parts.append(part)
        return len(self.parts) - 1

    @property
    def text(self) -> str:
        """The text so far, with a line end at its end."""
        return "".join(self._pieces) + ("\n" if self._pieces else "")
