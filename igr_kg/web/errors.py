"""The errors that the web layer itself finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from igr_kg.errors import IgrError, Told


class WebError(IgrError):
    """An error that the web layer itself finds, with the headers that belong to its status."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        headers: Mapping[str, str] | None = None,
        offers: Sequence[str] = (),
        **told: Unpack[Told],
    ) -> None:
        super().__init__(code, message, **told)
        self.headers = dict(headers or {})
        self.offers = tuple(offers)
