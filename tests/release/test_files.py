"""Two files of one language version: one is read, the other is listed with its hash."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

from igr_kg import config, pipeline
from igr_kg.graph.quads import term, value
from igr_kg.graph.syntax import parse
from tests.unit.text.files import word

TEXT = "A/RES/7/3\n\nThe General Assembly,\n\n1. Requests the Secretary-General to report.\n"
REVISED = TEXT.replace("A/RES/7/3", "A/RES/7/3/Rev.1")


def test_the_better_format_is_read_and_the_other_file_is_listed(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "a.txt").write_text(TEXT, "utf-8")
    (sources / "b.docx").write_bytes(word([(line, None) for line in TEXT.split("\n\n")]))
    (sources / "c.txt").write_text(REVISED, "utf-8")
    told: list[str] = []
    settings = config.load({"build_dir": str(tmp_path / "out")}, environ={})
    built = pipeline.build([sources], settings=settings, tell=told.append)
    assert "a.txt: another file of id/document/a-res-7-3/en, which is read from b.docx." in told
    quads = parse(gzip.decompress((built.folder / "igr.nq.gz").read_bytes()), "nq", where="igr.nq.gz")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    listed = {(q.s, q.o) for q in quads if q.p == term("dcterms:hasFormat", settings.base_iri)}
    ((version, file),) = listed
    assert value(version).endswith("id/document/a-res-7-3/en")
    hashes = {value(q.o) for q in quads if q.s == file and q.p == term("igr:sourceSHA256", settings.base_iri)}
    assert hashes == {digest}
    revised = {value(q.s) for q in quads if value(q.s).endswith("id/document/a-res-7-3-rev-1")}
    assert revised, "a revision is a document of its own"
    assert pipeline.verify(built.folder, settings=settings, sources=[sources]) == []
