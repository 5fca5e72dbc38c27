"""The errors that the web layer itself finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from igr_kg.errors import IgrError


class WebError(IgrError):
    """An error that the web layer itself finds, with the headers that belong to its status."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        hint: str = "",
        where: str = "",
        say: str = "",
        values: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        offers: Sequence[str] = (),
    ) -> None:
        super().__init__(code, message, hint=hint, where=where, say=say, values=values)
        self.headers = dict(headers or {})
        self.offers = tuple(offers)
