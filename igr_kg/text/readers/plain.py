"""Plain text: a byte order mark decides, then UTF-8, then what the bytes look like."""

from __future__ import annotations

import codecs

from igr_kg.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLDER = ("gb18030", "big5", "cp1252", "cp1251", "cp1256", "koi8_r", "iso8859_5", "iso8859_6", "mac_roman")
"""Encodings that texts in the six languages are found in, besides those of Unicode."""

_SAMPLE = 65_536
_RUN = 4
"""Bytes of a code unit of UTF-32, in which texts without a mark are looked at."""


def read(data: bytes, name: str) -> tuple[str, str]:
    """Return the text and the encoding it was decoded with.

    A byte order mark decides; without one the bytes are UTF-8 if they are well-formed UTF-8
    (RFC 3629), UTF-16 or UTF-32 if every second or fourth byte of Latin text is zero, otherwise the
    encoding whose text is most like one: GB 18030, Big5, or a code page of the six languages.

    :raises InputError: ``INPUT_ENCODING`` when the bytes are none of these

    >>> read("环境署理事会第二十六届会议".encode("gb18030"), "a.txt")
    ('环境署理事会第二十六届会议', 'gb18030')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], encoding, name), encoding
    wide = _without_mark(data[:_SAMPLE])
    if wide is not None:
        return _decode(data, wide, name), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        place = error.start
    found = _detected(data)
    if found is None:
        raise _undecodable(name, "UTF-8", place)
    return data.decode(found), found


def _without_mark(sample: bytes) -> str | None:
    """Return the encoding of wide code units without a mark: in most of them the high byte is zero."""
    size = len(sample) // _RUN
    if size < _RUN or b"\0" not in sample:
        return None
    zeros = [sample[offset::_RUN][:size].count(0) / size for offset in range(_RUN)]
    if min(zeros[2:]) > 0.9 and zeros[0] < 0.1:
        return "utf-32-le"
    if min(zeros[:2]) > 0.9 and zeros[3] < 0.1:
        return "utf-32-be"
    if min(zeros[1], zeros[3]) > 0.4 and max(zeros[0], zeros[2]) < 0.1:
        return "utf-16-le"
    if min(zeros[0], zeros[2]) > 0.4 and max(zeros[1], zeros[3]) < 0.1:
        return "utf-16-be"
    return None


def _detected(data: bytes) -> str | None:
    """Return the older encoding that the bytes are most like a text in, or None."""
    from charset_normalizer import from_bytes

    if b"\0" in data:
        return None
    best = from_bytes(data, cp_isolation=list(_OLDER), steps=10, chunk_size=2048).best()
    encoding = best.encoding if best is not None else "gb18030"
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return encoding


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
