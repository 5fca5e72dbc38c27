"""A change between two versions of the specification, and how much it asks of those who use it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from igr_kg.errors import InputError


class Level(IntEnum):
    """Which place of the version number a change moves on (Semantic Versioning 2.0.0, items 6 to 8)."""

    PATCH = 1
    MINOR = 2
    MAJOR = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    :param part: ``terms``, ``shapes`` or ``context``
    :param kind: key of its sentence in ``data/changes``
    :param about: the terms (N-Quads) that it is about; a sentence names them or counts them
    :param values: what else the sentence names, by placeholder: terms, or plain words such as numbers
    """

    level: Level
    part: str
    kind: str
    about: tuple[str, ...]
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Version(NamedTuple):
    """A version number; versions compare as their three numbers do.

    >>> Version.of("1.10.0") > Version.of("1.9.3")
    True
    >>> str(Version(1, 2, 3))
    '1.2.3'
    """

    major: int
    minor: int
    patch: int

    @classmethod
    def of(cls, text: str) -> Version:
        """Return the version that a text writes.

        :raises InputError: ``BAD_VERSION``
        """
        if not re.fullmatch(r"(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){2}", text):
            raise InputError(
                "BAD_VERSION",
                f"{text!r} is no version of the specification.",
                hint="A version is three numbers, such as 1.0.0.",
            )
        return cls(*(int(number) for number in text.split(".")))

    def __str__(self) -> str:
        """Return the number as it is written."""
        return ".".join(map(str, self))

    def next(self, level: Level) -> Version:
        """Return the least version that may follow with changes of a level.

        >>> str(Version(1, 4, 2).next(Level.MINOR))
        '1.5.0'
        """
        if level is Level.MAJOR:
            return Version(self.major + 1, 0, 0)
        if level is Level.MINOR:
            return Version(self.major, self.minor + 1, 0)
        return Version(self.major, self.minor, self.patch + 1)


def least_next(old: Version, changes: Iterable[Change]) -> Version:
    """Return the least number that fits what changed since a version: the same one where nothing did.

    >>> str(least_next(Version(1, 0, 0), [Change(Level.PATCH, "terms", "names-added", ())]))
    '1.0.1'
    """
    level = max((change.level for change in changes), default=None)
    return old if level is None else old.next(level)
