"""Bytes become text: encodings, marks, line ends, and what cannot be read."""

from __future__ import annotations

import hashlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igr_kg import text
from igr_kg.errors import InputError

SAYING = "理事会第二十六届会议\r\n2011年2月21-24日，内罗毕\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SAYING.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + SAYING.encode(), "utf-8"),
        (b"\xff\xfe" + SAYING.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + SAYING.encode("utf-16-be"), "utf-16-be"),
        (SAYING.encode("gb18030"), "gb18030"),
    ],
)
def test_encodings_give_one_text(data: bytes, encoding: str) -> None:
    raw = text.read(data, "a.txt")
    assert raw.text == SAYING
    assert raw.encoding == encoding
    assert raw.media_type == "text/plain"
    assert raw.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "INPUT_EMPTY"),
        (b" \r\n\t", "INPUT_EMPTY"),
        (b"\xef\xbb\xbf", "INPUT_EMPTY"),
        (b"%PDF-1.7 ...", "INPUT_FORMAT"),
        (b"PK\x03\x04....", "INPUT_FORMAT"),
        (b"abc\x00def", "INPUT_FORMAT"),
        (b"abc\xff\xff", "INPUT_ENCODING"),
        (b"\xef\xbb\xbfabc\xff", "INPUT_ENCODING"),
        (b"\xff\xfeabc", "INPUT_ENCODING"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        text.read(data, "bad.txt")
    assert caught.value.code == code
    assert caught.value.hint
    assert caught.value.where == "bad.txt"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff")))
def test_utf8_comes_back_character_for_character(content: str) -> None:
    if content.strip() and not content.startswith(("%PDF-", "PK\x03\x04")):
        assert text.read(content.encode(), "a.txt").text == content


@given(st.binary())
def test_any_bytes_give_a_text_or_an_error_of_the_project(data: bytes) -> None:
    with suppress(InputError):
        assert text.read(data, "a.txt").text.strip()
