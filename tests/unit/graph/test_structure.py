"""The graph of structure and text."""

from __future__ import annotations

import hashlib

from igr_kg import pipeline
from igr_kg.graph import structure
from igr_kg.graph.quads import Quad, language, value
from igr_kg.model import Document
from tests.unit.graph.invented import Invented, Triple, short

DOC = "id/document/t-1"


def _written(document: Document) -> tuple[list[Quad], set[Triple]]:
    quads = list(structure.write(document, DOC, "https://w3id.org/igr/"))
    return quads, {short(q) for q in quads}


def _text() -> Invented:
    return Invented(
        ("c", "cover", None, "cover", "说明"),
        ("f", "furniture", None, "", "第2页"),
        ("h", "heading", None, "annex/1", "附件"),
        ("p4", "paragraph", "4", "annex/1/par/4", "4. 对策包括："),
        ("p4.a", "item", "a", "annex/1/par/4/a", "(a) 扩大\n苗圃；"),
    )


def test_parts_have_type_place_label_order_and_words() -> None:
    quads, said = _written(_text().document())
    assert {
        (f"{DOC}/cover", "rdf:type", "igr:Cover"),
        (f"{DOC}/annex/1/par/4", "rdf:type", "igr:Paragraph"),
        (f"{DOC}/annex/1/par/4", "igr:label", "4"),
        (f"{DOC}/annex/1/par/4", "igr:partOf", f"{DOC}/annex/1"),
        (f"{DOC}/annex/1/par/4/a", "rdf:type", "igr:Item"),
        (f"{DOC}/annex/1/par/4/a", "igr:partOf", f"{DOC}/annex/1/par/4"),
        (f"{DOC}/annex/1/par/4/a", "igr:order", "4"),
        (f"{DOC}/annex/1/par/4/a", "igr:text", "(a)扩大苗圃；"),
    } <= said
    (words,) = [q.o for q in quads if short(q)[:2] == (f"{DOC}/cover", "igr:text")]
    assert language(words) == "zh"
    assert not [t for t in said if "第2页" in t[2]]


def test_an_annex_is_one_part_from_its_heading_to_its_end() -> None:
    text = _text()
    _, said = _written(text.document())
    annex = {p: o for s, p, o in said if s == f"{DOC}/annex/1"}
    assert annex["rdf:type"] == "igr:Annex"
    assert annex["igr:start"] == str(text.span("附件").start)
    assert annex["igr:end"] == str(text.span("苗圃；").end)
    assert annex["igr:partOf"] == DOC
    assert len([t for t in said if t[:2] == (f"{DOC}/annex/1", "igr:start")]) == 1


def test_a_container_without_heading_has_its_label() -> None:
    text = Invented(("p1", "paragraph", "1", "annex/1/par/1", "1. 甲。"))
    _, said = _written(text.document())
    assert (f"{DOC}/annex/1", "igr:label", "1") in said
    assert (f"{DOC}/annex/1", "rdf:type", "igr:Annex") in said


def test_the_version_carries_language_and_hashes() -> None:
    document = _text().document()
    _, said = _written(document)
    digest = hashlib.sha256(document.text.encode()).hexdigest()
    assert {
        (f"{DOC}/zh", "rdf:type", "igr:DocumentVersion"),
        (f"{DOC}/zh", "igr:versionOf", DOC),
        (f"{DOC}/zh", "dcterms:language", "zh"),
        (f"{DOC}/zh", "igr:textSHA256", digest),
    } <= said


def test_a_letter_that_is_said_and_not_written_is_not_printed() -> None:
    words = "يدعو برنامج الأمم المتحدة للبيئة إلى تقديم تقرير"
    document = pipeline.read_bytes(f"1 - {words}.\n".encode(), "t.txt", language="ar").document
    said = {value(q.o) for q in _written(document)[0] if q.p.endswith("#text>")}
    assert any(words in text for text in said), said
