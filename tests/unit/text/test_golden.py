"""The structure of the shipped document, part by part, as a person marked it."""

from __future__ import annotations

import csv

from igr_kg import assets, text
from tests.support import TOP

GOLDEN = TOP / "tests" / "golden"


def test_structure_of_the_shipped_document() -> None:
    path = assets.folder("data/documents/unep-gc-26-18") / "zh.txt"
    document = text.structure(text.read(path.read_bytes(), path.name))
    with (GOLDEN / "structure-unep-gc-26-18.tsv").open(encoding="utf-8", newline="") as file:
        wanted = list(csv.DictReader(file, delimiter="\t"))
    found = [
        {
            "kind": b.kind,
            "label": b.label or "",
            "parent": (document.block(b.parent).path or "") if b.parent else "",
            "path": b.path or "",
            "start": str(b.start),
            "end": str(b.end),
        }
        for b in document.blocks
    ]
    assert found == wanted
    assert document.symbol == "UNEP/GC.26/18"
    assert document.doctype == "note"
    assert [document.text[s.start : s.end] for s in document.symbol_spans] == ["UNEP/GC.26/18"]
