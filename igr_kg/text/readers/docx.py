"""DOCX (Office Open XML): paragraphs, tables, automatic numbers and footnotes, read by python-docx.

The head of the first page stands first: United Nations documents have their symbol there.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from igr_kg.errors import InputError
from igr_kg.text.readers.made import Made, damaged
from igr_kg.text.readers.numbering import Numbering

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

MAGIC = b"PK\x03\x04"
_PART = "word/document.xml"
_MOST = 200_000_000
"""Bytes that all parts of a file may hold together when they are unpacked."""

_UNREADABLE = "its parts cannot be unpacked or read"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def accepts(data: bytes, name: str) -> bool:
    """Tell whether the bytes are a ZIP file that holds a Word document."""
    if not data.startswith(MAGIC):
        return False
    try:
        return _PART in zipfile.ZipFile(BytesIO(data)).namelist()
    except zipfile.BadZipFile:
        return _PART.encode() in data[:_MOST]


def read(data: bytes, name: str) -> Made:
    """Return the text of a Word document.

    :raises InputError: ``INPUT_DAMAGED`` or ``INPUT_HOSTILE`` (it unpacks to more than a document holds)
    """
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    _check_size(data, name)
    try:
        document = Document(BytesIO(data))
        body = _Body(document)
        lines = [*body.heads(), *body.lines(), *body.notes()]
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, XMLSyntaxError, ValueError, OSError):
        raise damaged("Word", _UNREADABLE, name) from None
    return Made("\n\n".join(lines) + "\n", "docx", _language(document))


def _check_size(data: bytes, name: str) -> None:
    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
    except zipfile.BadZipFile:
        raise damaged("Word", _UNREADABLE, name) from None
    if sum(part.file_size for part in parts) > _MOST:
        raise InputError(
            "INPUT_HOSTILE",
            f"The file unpacks to more than {_MOST // 1_000_000} MB.",
            hint="Give a document without such contents, or its text.",
            where=name,
        )


def _language(document: WordDocument) -> str | None:
    return document.core_properties.language or None


class _Body:
    """The parts of a Word document as lines of text."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._numbering = Numbering.of(document)
        self._cited: list[tuple[str, str]] = []

    def heads(self) -> Iterator[str]:
        """Yield what stands in the heads of the pages, each line once, that of the first page first."""
        seen: set[str] = set()
        for section in self._document.sections:
            headers = [section.header]
            if section.different_first_page_header_footer:
                headers.insert(0, section.first_page_header)
            for header in headers:
                for line in self._blocks(header._element):
                    if line not in seen:
                        seen.add(line)
                        yield line

    def lines(self) -> Iterator[str]:
        """Yield paragraphs and rows of tables in reading order."""
        yield from self._blocks(self._document.element.body)

    def _blocks(self, parent: Any) -> Iterator[str]:
        for child in parent.iterchildren():
            if child.tag == f"{_W}p":
                line = self._paragraph(child)
                if line:
                    yield line
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
                yield from self._blocks(child)

    def _table(self, table: Any) -> Iterator[str]:
        """Yield the rows of a table, its cells parted by tabs; a row of one cell as its paragraphs."""
        for row in table.iterchildren(f"{_W}tr"):
            cells = [list(self._blocks(cell)) for cell in row.iterchildren(f"{_W}tc")]
            filled = [cell for cell in cells if cell]
            if len(filled) == 1:
                yield from filled[0]
            elif filled:
                yield "\t".join(" ".join(cell) for cell in cells)

    def _paragraph(self, element: Any) -> str:
        label = self._numbering.label(element)
        words = "".join(self._words(element)).strip()
        return f"{label}\t{words}" if label and words else words

    def _words(self, element: Any) -> Iterator[str]:
        for child in element.iterchildren():
            tag = str(child.tag).removeprefix(_W)
            if tag == "t":
                yield child.text or ""
            elif tag == "tab":
                yield "\t"
            elif tag in ("br", "cr"):
                yield "\n"
            elif tag == "noBreakHyphen":
                yield "-"
            elif tag in ("footnoteReference", "endnoteReference"):
                yield self._mark(tag.removesuffix("Reference"), child)
            elif tag not in ("pPr", "rPr", "del", "moveFrom", "instrText", "delText"):
                yield from self._words(child)

    def _mark(self, kind: str, reference: Any) -> str:
        """Return the mark of a note, and remember which note it is."""
        if reference.get(f"{_W}customMarkFollows") in ("1", "true", "on"):
            self._cited.append((kind, reference.get(f"{_W}id", "")))
            return ""
        self._cited.append((kind, reference.get(f"{_W}id", "")))
        return str(sum(1 for k, _ in self._cited if k == kind))

    def notes(self) -> Iterator[str]:
        """Yield the notes that the text refers to, each after its mark, in the order of the marks."""
        known = {kind: self._notes_part(kind) for kind in ("footnote", "endnote")}
        for kind in ("footnote", "endnote"):
            cited = [ident for k, ident in self._cited if k == kind]
            for number, ident in enumerate(cited, 1):
                element = known[kind].get(ident)
                if element is not None:
                    words = " ".join(" ".join(self._blocks(element)).split())
                    yield f"{number} {words}"

    def _notes_part(self, kind: str) -> dict[str, Any]:
        from docx.oxml import parse_xml

        for relation in self._document.part.rels.values():
            if relation.reltype.endswith(f"/{kind}s"):
                root = parse_xml(relation.target_part.blob)
                return {e.get(f"{_W}id", ""): e for e in root.iterchildren(f"{_W}{kind}")}
        return {}
