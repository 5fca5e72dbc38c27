"""The one family of errors: a stable code, what is wrong, what to do, and where.

Knows nothing of the command line or of Flask; both turn an :class:`IgrError` into their own
form (two lines on a terminal, RFC 9457 problem details on the web).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict


class Told(TypedDict, total=False):
    """What an error may say beside its code and message; see :class:`IgrError`."""

    hint: str
    where: str
    say: str
    values: Mapping[str, object] | None


class IgrError(Exception):
    """Something a person can act on.

    :param code: stable upper-case name, e.g. ``NO_SUCH_THING``; part of the public contract
    :param message: one sentence that says what is wrong
    :param hint: one sentence that says what to do, or an empty string
    :param where: file, ``file:line:column``, offset or IRI the error is about, or an empty string
    :param say: key of this sentence in the tables of texts, for languages other than English
    :param values: what stands in the places of that sentence

    >>> str(IgrError("NO_SUCH_THING", "There is no such body.", hint="See /browse/body."))
    'There is no such body.'
    """

    exit_status = 4

    def __init__(
        self,
        code: str,
        message: str,
        *,
        hint: str = "",
        where: str = "",
        say: str = "",
        values: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.where = where
        self.say = say
        self.values = dict(values or {})


class ConformanceError(IgrError):
    """The data does not conform to the shapes, or fails a dataset check (exit status 1)."""

    exit_status = 1


class UsageError(IgrError):
    """A command, setting or request is used in the wrong way (exit status 2)."""

    exit_status = 2


class InputError(IgrError):
    """A file or request body cannot be read (exit status 3)."""

    exit_status = 3


class PackError(IgrError):
    """A data pack (language, document type, authority) is broken (exit status 4)."""

    exit_status = 4


class PackMissingError(PackError):
    """There is no pack for what was asked for, a language say (exit status 2)."""

    exit_status = 2
