"""Regular expressions that wait to be compiled."""

from __future__ import annotations

import re

from igr_kg.errors import PackError


class Expression:
    r"""A regular expression that is compiled when it is first needed: most patterns match in few documents.

    :param written: the expression with its macros put in
    :param where: file and pattern, for messages

    >>> Expression(r"\d+").compile().findall("3 or 4")
    ['3', '4']
    """

    __slots__ = ("_where", "_written", "compiled")

    def __init__(self, written: str, where: str = "") -> None:
        self._written, self._where = written, where
        self.compiled: re.Pattern[str] | None = None

    def compile(self) -> re.Pattern[str]:
        """Return the expression, ready to search.

        :raises PackError: ``PACK_INVALID`` when it is broken
        """
        if self.compiled is None:
            try:
                self.compiled = re.compile(self._written)
            except re.error as error:
                raise PackError(
                    "PACK_INVALID", f"The expression is broken: {error}.", where=self._where
                ) from None
        return self.compiled
