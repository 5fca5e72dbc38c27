"""Content coding: an answer as it is, or compressed with gzip (RFC 9110, sections 8.4 and 12.5.3).

Compressed bytes are another representation with an entity tag of its own, ``"abc-gzip"`` beside ``"abc"``
(section 8.8.3). The same answer always gives the same bytes: no time and no name is in them.
"""

from __future__ import annotations

import re
import tempfile
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import BinaryIO, Protocol, cast

from igr_kg.web import negotiate

Header = tuple[str, str]

LEAST = 1000
"""Bytes from which on an answer is compressed; a shorter one fits in the packet of its headers."""

_SMALL = 1 << 16
_BLOCK = 1 << 18
_GZIP = 31  # for zlib: a window of 32 kB, with the header and trailer of gzip
_SUFFIX = "-gzip"
_TEXTS = re.compile(
    r"text/|application/(?:[\w.-]+\+)?(?:json|xml)\b|application/(?:javascript|n-triples|n-quads|trig)\b"
    r"|image/svg\+xml"
)


def _level(length: int) -> int:
    """Return how hard to compress: level 6 makes a sixth less of 3 and takes three times as long."""
    return 6 if length <= _SMALL else 3


def worthwhile(headers: Sequence[Header], length: int) -> bool:
    """Tell whether an answer is text, not yet encoded, and long enough to be compressed.

    >>> worthwhile([("Content-Type", "text/csv; charset=utf-8")], 5000)
    True
    >>> worthwhile([("Content-Type", "application/gzip")], 5000)
    False
    """
    if length < LEAST:
        return False
    names = {name.lower(): value for name, value in headers}
    plain = "content-encoding" not in names and "no-transform" not in names.get("cache-control", "")
    return plain and _TEXTS.match(names.get("content-type", "")) is not None


@lru_cache(maxsize=512)
def wanted(accept_encoding: str) -> bool:
    """Tell whether an ``Accept-Encoding`` header takes gzip, and no less gladly than no coding at all.

    An empty one stands for none, which here means no coding.

    >>> wanted("gzip, deflate, br"), wanted("gzip;q=0"), wanted("*"), wanted("identity, gzip;q=0.5")
    (True, False, True, False)
    """
    weights = {item.value: item.weight for item in negotiate.parse(accept_encoding)}
    rest = weights.get("*", 0.0)
    gzip = weights.get("gzip", weights.get("x-gzip", rest))
    return gzip > 0 and gzip >= weights.get("identity", 0.0)


def compressed(data: bytes) -> bytes:
    """Return the bytes in gzip format (RFC 1952)."""
    return zlib.compress(data, _level(len(data)), _GZIP)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def compressed_file(file: _Readable, length: int) -> tuple[BinaryIO, int]:
    """Return a temporary file with what a file holds in gzip format, at its beginning, and its length."""
    found = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 -- for the caller
    try:
        packer = zlib.compressobj(_level(length), zlib.DEFLATED, _GZIP)
        while block := file.read(_BLOCK):
            found.write(packer.compress(block))
        found.write(packer.flush())
        size = found.tell()
        found.seek(0)
    except BaseException:
        found.close()
        raise
    return found, size


def tagged(etag: str) -> str:
    """Return the entity tag of the compressed form of what has this one.

    >>> tagged('"abc"'), tagged('W/"abc"')
    ('"abc-gzip"', 'W/"abc-gzip"')
    """
    return f'{etag[:-1]}{_SUFFIX}"'


def in_gzip(headers: Sequence[Header], length: int) -> list[Header]:
    """Return the headers of the compressed form of an answer with these."""
    found = []
    for name, value in headers:
        lower = name.lower()
        if lower == "content-length":
            found.append((name, str(length)))
        elif lower == "etag":
            found.append((name, tagged(value)))
        else:
            found.append((name, value))
    return [*found, ("Content-Encoding", "gzip")]


def varying(headers: Sequence[Header]) -> list[Header]:
    """Return the headers of an answer whose form depends on ``Accept-Encoding``.

    >>> varying([("Vary", "Accept")])
    [('Vary', 'Accept, Accept-Encoding')]
    """
    found, done = [], False
    for name, value in headers:
        if name.lower() == "vary" and not done:
            done = True
            said = {item.strip().lower() for item in value.split(",")}
            value = value if said & {"accept-encoding", "*"} else f"{value}, Accept-Encoding"
        found.append((name, value))
    return found if done else [*found, ("Vary", "Accept-Encoding")]


def known(if_none_match: str, *etags: str) -> str | None:
    """Return which entity tag an ``If-None-Match`` header names (RFC 9110, section 13.1.2), or None.

    The comparison is weak; ``*`` names the first.

    >>> known('"x", W/"abc-gzip"', '"abc"', '"abc-gzip"')
    '"abc-gzip"'
    """
    names = [name.strip().removeprefix("W/") for name in if_none_match.split(",")]
    if "*" in names:
        return etags[0]
    return next((etag for etag in etags if etag.removeprefix("W/") in names), None)
