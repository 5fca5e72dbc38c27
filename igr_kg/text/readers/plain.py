"""Plain text: UTF-8, UTF-16 with a byte order mark, else GB 18030 if it decodes as such."""

from __future__ import annotations

import codecs

from igr_kg.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def accepts(data: bytes, name: str) -> bool:
    """Tell whether the bytes look like text: any bytes but those with NUL and no UTF-16 mark."""
    return b"\0" not in data or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def read(data: bytes, name: str) -> tuple[str, str]:
    """Return the text and the encoding it was decoded with.

    A byte order mark decides; without one the bytes are UTF-8 if they are well-formed UTF-8
    (RFC 3629), otherwise GB 18030, the only other encoding that Chinese texts are found in today.

    :raises InputError: ``INPUT_ENCODING`` when the bytes are none of these

    >>> read("环境署".encode("gb18030"), "a.txt")
    ('环境署', 'gb18030')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], encoding, name), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        place = error.start
    try:
        return data.decode("gb18030"), "gb18030"
    except UnicodeDecodeError:
        raise _undecodable(name, "UTF-8", place) from None


def _decode(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(name, encoding.upper(), error.start) from None


def _undecodable(name: str, encoding: str, place: int) -> InputError:
    return InputError(
        "INPUT_ENCODING",
        f"The bytes are not well-formed {encoding} from byte {place} on.",
        hint="Save the document as UTF-8.",
        where=name,
    )
