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


LONG = "Совет Безопасности, ссылаясь на свои резолюции, постановляет заниматься этим вопросом. "
ARABIC = "إن مجلس الأمن، إذ يشير إلى قراراته السابقة، يقرر أن يبقي المسألة قيد نظره. "
OTHERS = [
    (LONG * 3, "utf-32"),
    (LONG * 3, "utf-32-be"),
    ("The Security Council decides to remain seized of the matter.", "utf-16-le"),
    ("The Security Council decides to remain seized of the matter.", "utf-16-be"),
    (LONG * 3, "cp1251"),
    (LONG * 3, "koi8_r"),
    (ARABIC * 3, "cp1256"),
    (
        "Le Conseil de sécurité, réaffirmant ses résolutions, décide de rester saisi. " * 3,
        "cp1252",
    ),
    ("安全理事會，回顧其以前各項決議，決定繼續處理此案，並請秘書長就執行情況提出報告。" * 3, "big5"),
]


@pytest.mark.parametrize(("content", "encoding"), OTHERS)
def test_encodings_without_a_mark_are_detected(content: str, encoding: str) -> None:
    assert text.read(content.encode(encoding), "a.txt").text == content


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "INPUT_EMPTY"),
        (b" \r\n\t", "INPUT_EMPTY"),
        (b"\xef\xbb\xbf", "INPUT_EMPTY"),
        (b"%PDF-1.7 ...", "INPUT_DAMAGED"),
        (b"PK\x03\x04....", "INPUT_FORMAT"),
        (b"PK\x03\x04....word/document.xml", "INPUT_DAMAGED"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "INPUT_FORMAT"),
        (b"\x89PNG\r\n\x1a\n\0\0", "INPUT_FORMAT"),
        (b"\0\x81\xff\xfe" * 40, "INPUT_ENCODING"),
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


DATA = [
    "@prefix igr: <https://w3id.org/igr/ontology#> .\nigr:a a igr:B .",
    "# a note\nPREFIX e: <http://e/>\ne:s e:p 1 .",
    '<http://e/s> <http://e/p> "o"@en <http://e/g> .\n',
    '{"@context": {}, "@id": "http://e/s"}',
    '[{"@id": "http://e/s"}]',
    "{\\rtf1\\ansi 1. Decides}",
]


@pytest.mark.parametrize("content", DATA)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_data_that_decodes_is_read_as_text_and_told(content: str, encoding: str) -> None:
    raw = text.read(f"\n{content}".encode(encoding), "a.txt")
    assert raw.text == f"\n{content}"
    assert [finding for finding in raw.findings if "looks like" in finding]


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


@pytest.mark.parametrize("content", PROSE)
def test_prose_that_holds_signs_of_markup_is_read(content: str) -> None:
    assert text.read(content.encode(), "a.txt").text == content


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff")))
def test_utf8_comes_back_character_for_character(content: str) -> None:
    if content.strip() and "%PDF-" not in content and recognised(content) not in ("html", "xml"):
        assert text.read(content.encode(), "a.txt").text == content


@given(st.binary())
def test_any_bytes_give_a_text_or_an_error_of_the_project(data: bytes) -> None:
    with suppress(InputError):
        assert text.read(data, "a.txt").text.strip()
