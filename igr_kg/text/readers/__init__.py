"""Readers: the bytes of a file become the text whose code points all offsets count.

The content tells the format, not the name. One module reads one format; it is imported when a file of
the format comes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from igr_kg.errors import InputError
from igr_kg.text.readers import akn, apart, markup, plain
from igr_kg.text.readers.made import Made, Marked

MEDIA_TYPES = {
    "plain": "text/plain",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "akn": "application/akn+xml",
    "xml": "application/xml",
}
"""Name of a reader -> the media type that it reads."""

SUFFIXES = (".txt", ".pdf", ".docx", ".html", ".htm", ".xhtml", ".xml", ".akn")
"""Endings of the files of a folder that are taken for documents."""

RANK = ("akn", "docx", "html", "plain", "xml", "pdf")
"""Which file of one language version is read where there are several: the one that tells most."""

MAX_BYTES = 100_000_000
_APART = frozenset({"pdf", "docx", "html"})
_FOREIGN = (
    (b"PK\x03\x04", "a ZIP file without a Word document"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls, .ppt)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x7fELF", "a program"),
)
_UNICODE_MARK = re.compile(rb"\xff\xfe|\xfe\xff|\0\0\xfe\xff")


@dataclass(frozen=True, slots=True)
class RawText:
    """The text of a file as read.

    :param text: the text; line ends are those of the file, a byte order mark is not part of it
    :param sha256: SHA-256 of the bytes of the file, in hex
    :param name: file name, for messages
    :param media_type: ``text/plain`` ...
    :param encoding: the encoding that the bytes were decoded with, or the name of the format
    :param language: BCP 47 tag that the file states, or None
    :param marked: the parts that the file marks up, in reading order; empty: they are to be found
    :param findings: what is odd about the file, a sentence each
    """

    text: str
    sha256: str
    name: str
    media_type: str
    encoding: str
    language: str | None = None
    marked: tuple[Marked, ...] = field(default=(), repr=False)
    findings: tuple[str, ...] = ()


def read(data: bytes, name: str) -> RawText:
    r"""Return the text of a file; plain text is decoded without translation of line ends.

    :param data: the bytes of the file
    :param name: its name, for messages
    :raises InputError: ``INPUT_EMPTY``, ``INPUT_FORMAT`` (a format that no reader knows),
        ``INPUT_ENCODING``, ``INPUT_DAMAGED``, ``INPUT_ENCRYPTED``, ``INPUT_NO_TEXT``, ``INPUT_HOSTILE``,
        ``INPUT_TIMEOUT`` or ``INPUT_TOO_LARGE``

    >>> read("第1段\r\n".encode(), "a.txt").text
    '第1段\r\n'
    >>> read(b"", "a.txt")
    Traceback (most recent call last):
    ...
    igr_kg.errors.InputError: The file is empty.
    """
    if len(data) > MAX_BYTES:
        raise InputError(
            "INPUT_TOO_LARGE",
            f"The file has more than {MAX_BYTES // 1_000_000} MB.",
            hint="Divide it, or give its text.",
            where=name,
        )
    reader, made = _read(data, name)
    if not made.text.strip():
        raise InputError(
            "INPUT_EMPTY",
            "The file is empty." if not data else "The file holds nothing but white space.",
            hint="Give a file that holds the text of a document.",
            where=name,
        )
    return RawText(
        made.text,
        hashlib.sha256(data).hexdigest(),
        name,
        MEDIA_TYPES[reader],
        made.encoding,
        made.language,
        made.marked,
        made.findings,
    )


def _read(data: bytes, name: str) -> tuple[str, Made]:
    """Return the name of the reader for some bytes, and what it makes of them."""
    reader = _of_bytes(data, name)
    if reader is not None:
        return reader, apart.read(reader, data, name)
    text, encoding = plain.read(data, name)
    kind = markup.recognised(text)
    if kind == "html":
        return "html", apart.read("html", data, name)
    if kind == "xml":
        return ("akn", akn.read(data, name)) if akn.accepts(text) else ("xml", apart.read("xml", data, name))
    odd = (f"The content looks like {markup.TITLES[kind]}; it is read as plain text.",) if kind else ()
    return "plain", Made(text, encoding, findings=odd)


def _of_bytes(data: bytes, name: str) -> str | None:
    """Return the reader that the first bytes ask for; None: they may be text.

    :raises InputError: ``INPUT_FORMAT`` when they are of a format that no reader knows
    """
    from igr_kg.text.readers import docx, pdf

    if pdf.accepts(data, name):
        return "pdf"
    if docx.accepts(data, name):
        return "docx"
    for magic, kind in _FOREIGN:
        if data.startswith(magic) and not _UNICODE_MARK.match(data):
            raise InputError(
                "INPUT_FORMAT",
                f"The content is {kind}, which cannot be read.",
                hint="Give the document as text, PDF, Word (.docx), HTML or Akoma Ntoso XML.",
                where=name,
            )
    return None
