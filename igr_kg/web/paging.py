"""Which part of a long list is shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paging:
    """The number of a page, from 1, and the links to its neighbours."""

    number: int
    previous: str | None
    next: str | None
