"""Readers: the bytes of a file become the text whose code points all offsets count."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from igr_kg.errors import InputError
from igr_kg.text.readers import markup, plain


@dataclass(frozen=True, slots=True)
class RawText:
    """The text of a file as read.

    :param text: the text; line ends are those of the file, a byte order mark is not part of it
    :param sha256: SHA-256 of the bytes of the file, in hex
    :param name: file name, for messages
    :param media_type: ``text/plain`` ...
    :param encoding: the encoding that the bytes were decoded with
    """

    text: str
    sha256: str
    name: str
    media_type: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Reader:
    """One way of reading bytes.

    :param media_type: what it reads
    :param accepts: tells from the bytes and the file name whether the content is of that type
    :param read: returns text and encoding; raises :class:`InputError`
    """

    media_type: str
    accepts: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], tuple[str, str]]


_FOREIGN = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP or Office"),
    (b"PK\x05\x06", "ZIP or Office"),
    (b"\xd0\xcf\x11\xe0", "old Office"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x1f\x8b", "gzip"),
)

READERS: tuple[Reader, ...] = (Reader("text/plain", plain.accepts, plain.read),)


def read(data: bytes, name: str) -> RawText:
    r"""Return the text of a file, decoded without translation of line ends.

    :param data: the bytes of the file
    :param name: its name, for messages
    :raises InputError: ``INPUT_EMPTY``, ``INPUT_FORMAT`` (a format that no reader knows, or markup) or
        ``INPUT_ENCODING``

    >>> read("第1段\r\n".encode(), "a.txt").text
    '第1段\r\n'
    >>> read(b"", "a.txt")
    Traceback (most recent call last):
    ...
    igr_kg.errors.InputError: The file is empty.
    """
    for magic, kind in _FOREIGN:
        if data.startswith(magic):
            raise InputError(
                "INPUT_FORMAT",
                f"The content is {kind}, which cannot be read.",
                hint="Save the document as plain text in UTF-8.",
                where=name,
            )
    for reader in READERS:
        if reader.accepts(data, name):
            text, encoding = reader.read(data, name)
            if not text.strip():
                raise InputError(
                    "INPUT_EMPTY",
                    "The file is empty." if not data else "The file holds nothing but white space.",
                    hint="Give a file that holds the text of a document.",
                    where=name,
                )
            _check_prose(text, name)
            return RawText(text, hashlib.sha256(data).hexdigest(), name, reader.media_type, encoding)
    raise InputError(
        "INPUT_FORMAT",
        "The content is no text.",
        hint="Save the document as plain text in UTF-8.",
        where=name,
    )


def _check_prose(text: str, name: str) -> None:
    """Refuse a text whose words are tags or statements: it would be released as the document's."""
    kind = markup.recognised(text)
    if kind is not None:
        raise InputError(
            "INPUT_FORMAT",
            f"The content is {markup.TITLES[kind]}, whose tags and signs are no text of a document.",
            hint="Save the document as plain text in UTF-8; RDF goes to 'igr-kg validate'.",
            where=name,
        )
