"""Small files in the formats of documents, made for tests."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF file whose pages hold lines, each written as ``words|x|y``, drawn in this order."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(612, 792)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        drawn = []
        for line in lines:
            words, x, y = line.split("|")
            drawn.append(f"BT /F1 10 Tf 1 0 0 1 {x} {y} Tm ({words.strip('()')}) Tj ET")
        stream = DecodedStreamObject()
        stream.set_data("\n".join(drawn).encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(
    lines: Sequence[tuple[str, tuple[int, int] | None]],
    *,
    formats: Sequence[str] = (),
    header: str = "",
    table: Sequence[Sequence[str]] = (),
    note: str = "",
) -> bytes:
    """Return a Word document.

    :param lines: words of each paragraph, with list and level where it is numbered automatically
    :param formats: ``numFmt:lvlText`` of each level of the only list
    :param note: a footnote, whose mark stands at ``{note}``
    """
    from docx import Document

    document = Document()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if formats:
        _list(document, formats)
    for words, place in lines:
        before, _, after = words.partition("{note}")
        paragraph = document.add_paragraph(before)
        if after:
            _reference(paragraph)
            paragraph.add_run(after)
        if place is not None:
            _number(paragraph, *place)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    if note:
        _notes(document, note)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _parsed(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)


def _list(document: Any, formats: Sequence[str]) -> None:
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{f.partition(":")[0]}"/>'
        f'<w:lvlText w:val="{f.partition(":")[2]}"/></w:lvl>'
        for n, f in enumerate(formats)
    )
    root.append(_parsed(f'<w:abstractNum xmlns:w="{_W}" w:abstractNumId="0">{levels}</w:abstractNum>'))
    root.append(_parsed(f'<w:num xmlns:w="{_W}" w:numId="1"><w:abstractNumId w:val="0"/></w:num>'))


def _number(paragraph: Any, number: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        _parsed(f'<w:numPr xmlns:w="{_W}"><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def _reference(paragraph: Any) -> None:
    paragraph.add_run()._r.append(_parsed(f'<w:footnoteReference xmlns:w="{_W}" w:id="2"/>'))


def _notes(document: Any, words: str) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    xml = (
        f'<w:footnotes xmlns:w="{_W}"><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        f"<w:r><w:t>{words}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package)
    document.part.relate_to(
        part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    )
