"""Bytes become text: encodings, marks, line ends, and what cannot be read."""

from __future__ import annotations

import hashlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igr_kg import text
from igr_kg.errors import InputError
from igr_kg.text.readers.markup import recognised

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


MARKUP = [
    '<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso><act><p>1. Decides</p></act></akomaNtoso>',
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">\n<act/>\n</akomaNtoso>\n',
    "<!-- a note -->\n<akn:act>1. Decides</akn:act>",
    "<!DOCTYPE html>\n<title>Decision</title>1. Decides",
    '<html lang="en"><body>1. Decides',
    "<doc/>",
    "@prefix igr: <https://w3id.org/igr/ontology#> .\nigr:a a igr:B .",
    "# a note\nPREFIX e: <http://e/>\ne:s e:p 1 .",
    "@base <http://e/> .\n<s> <p> 1 .",
    "<http://e/s> a <http://e/C> ; <http://e/p> 1 .",
    '<http://e/s> <http://e/p> "o"@en <http://e/g> .\n',
    "_:x <http://e/p> _:y .",
    "<http://e/g> {\n  <http://e/s> <http://e/p> 1 }",
    '{"@context": {}, "@id": "http://e/s"}',
    '[{"@id": "http://e/s"}]',
    "{\\rtf1\\ansi 1. Decides}",
]
PROSE = [
    "<b>1. Decides</b> to remain seized of the matter.",
    "<1> Decides that 3 < 5 and 5 > 3.",
    "< 5 per cent",
    "<http://www.un.org/> is the address of the Organization.",
    "<secretariat@unep.org>\n\n1. Decides",
    "1. Decides that <p> is a tag and that @prefix e: <http://e/> . begins a file.",
    "# 1. Decides",
    "[1]",
    "[1] Decides; [2] Requests",
    "{sic} The Council,",
    "Prefix: <not given>",
    "base <of operations>",
    "《决定》<附件>",
    "<draft>\n1. Decides",
]


@pytest.mark.parametrize("content", MARKUP)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_markup_and_data_are_no_text_of_a_document(content: str, encoding: str) -> None:
    with pytest.raises(InputError) as caught:
        text.read(f"\n{content}".encode(encoding), "a.txt")
    assert caught.value.code == "INPUT_FORMAT"


@pytest.mark.parametrize("content", PROSE)
def test_prose_that_holds_signs_of_markup_is_read(content: str) -> None:
    assert text.read(content.encode(), "a.txt").text == content


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff")))
def test_utf8_comes_back_character_for_character(content: str) -> None:
    if content.strip() and not content.startswith(("%PDF-", "PK\x03\x04")) and not recognised(content):
        assert text.read(content.encode(), "a.txt").text == content


@given(st.binary())
def test_any_bytes_give_a_text_or_an_error_of_the_project(data: bytes) -> None:
    with suppress(InputError):
        assert text.read(data, "a.txt").text.strip()
