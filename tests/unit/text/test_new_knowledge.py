"""A kind of document and a language are added by files alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from igr_kg import assets, text
from igr_kg.text import signs
from tests.unit.text.outline import outline, read

PRESS_RELEASE = """
id = "press-release"
rank = 12

[[sign]]
id = "press-release.cover"
place = "cover"
weight = 20
regex = '^(?:For immediate release|Press [Rr]elease(?: .{1,20})?)$'
yes = [{ text = "For immediate release" }]
no = ["Released today"]
"""
PACK = 'tag = "pt"\njoin = " "\n'
STRUCTURE = r"""
[words]
structure_scripts = ["Latin"]
structure_common = ["que", "os", "das", "dos", "da", "do", "uma", "ao", "pelo", "sua"]
structure_conjunctions = [" e"]

[[pattern]]
id = "structure.opening"
makes = "structure.opening"
regex = '^(?P<body>[OA] [^.;:,]{3,120}),$'
yes = [{ text = "A Conferência das Partes," }]
no = ["A Conferência decide:"]

[[pattern]]
id = "structure.recital"
makes = "structure.recital"
regex = '^(?:Recordando|Reconhecendo|Tendo)\\b'
yes = [{ text = "Recordando a decisão anterior," }]
no = ["Solicita"]

[[pattern]]
id = "structure.annex"
makes = "structure.annex"
regex = '^Anexo(?: (?P<label>[IVX]{1,5}))?$'
yes = [{ text = "Anexo II" }]
no = ["O anexo"]
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a copy of the project's data that a test may add to."""
    for name in ("data/lang", "data/doctypes"):
        shutil.copytree(assets.folder(name), tmp_path / name)
    monkeypatch.setenv("IGR_KG_ASSETS", str(tmp_path))
    signs.load.cache_clear()
    yield tmp_path / "data"
    signs.load.cache_clear()


def test_a_kind_is_added_by_a_file(data: Path) -> None:
    (data / "doctypes" / "press-release.toml").write_text(PRESS_RELEASE, encoding="utf-8")
    found = read(
        "United Nations\nPress release 12\n\nNew water forum opens\n\n"
        "The forum opened today. It will last a week.\n",
        "en",
    )
    assert found.doctype == "press-release"
    assert found.blocks[0].kind == "cover"


def test_a_seventh_language_is_added_by_a_folder(data: Path) -> None:
    folder = data / "lang" / "pt"
    folder.mkdir()
    (folder / "pack.toml").write_text(PACK, encoding="utf-8")
    (folder / "structure.toml").write_text(STRUCTURE.replace("\\\\b", "\\b"), encoding="utf-8")
    document = text.structure(
        text.read(
            "A Conferência das Partes,\n\nRecordando a decisão que adotou em sua reunião,\n\n"
            "1. Solicita ao secretariado que apresente um relatório; e\n\n"
            "2. Decide:\n\n(a) criar um grupo;\n\n(b) rever o mandato das comissões.\n\n"
            "Anexo II\n\nMandato do grupo\n\n1. O grupo aconselha os governos.\n".encode(),
            "pt.txt",
        )
    )
    assert document.language == "pt"
    assert outline(document) == [
        "preamble rec/0 A Conferênci",
        "preamble rec/1 Recordando a",
        "paragraph par/1 1. Solicita ",
        "paragraph par/2 2. Decide:",
        "item par/2/a (a) criar um",
        "item par/2/b (b) rever o ",
        "heading annex/2 Anexo II",
        "heading annex/2/head/-1 Mandato do g",
        "paragraph annex/2/par/1 1. O grupo a",
    ]
