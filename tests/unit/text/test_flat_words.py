"""Texts in languages that write with blanks, whose line breaks were turned into blanks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from igr_kg import text
from igr_kg.evaluate.matching import SCORED_BLOCKS, normal
from igr_kg.model import Document
from tests.support import TOP, seconds
from tests.unit.text.outline import read

GOLD = TOP / "tests" / "gold"
BLANKS: dict[str, Callable[[str], str]] = {
    "all": lambda t: t.replace("\n", " "),
    "but between paragraphs": lambda t: re.sub(r"(?<!\n)\n(?!\n)", " ", t),
}
FLOORS = {
    ("ar", "all"): 0.89,
    ("en", "all"): 0.9,
    ("es", "all"): 0.94,
    ("fr", "all"): 0.93,
    ("ru", "all"): 0.89,
    ("ar", "but between paragraphs"): 0.95,
    ("en", "but between paragraphs"): 0.94,
    ("es", "but between paragraphs"): 0.95,
    ("fr", "but between paragraphs"): 0.93,
    ("ru", "but between paragraphs"): 0.92,
}
RESOLUTION = (
    "Seventieth session\nAgenda item 46 (b)\nResolution adopted by the General Assembly on 9 May 2041\n"
    "95/301. Marine litter in the southern seas\nThe General Assembly,\n"
    "Recalling its resolution 67/1 of 21 December 2012,\nDeeply concerned at the growth of marine litter,\n"
    "1. Welcomes the report of the committee on marine litter;\n2. Requests the Secretary-General:\n"
    "(a) To submit a report;\n(b) To hold a meeting.\n116th plenary meeting\n9 May 2041\n"
)
NOTE = (
    "UNITED NATIONS\nUNEP/GC.42/9\nDistr.: General\n3 March 2043\nOriginal: English\nGoverning Council\n"
    "Forty-second session\nNairobi, 3-7 February 2043\nItem 5 (c) of the provisional agenda*\nOcean policy\n"
    "Report on the implementation of the ocean programme\nNote by the Executive Director\n"
    "The programme began in 2041 and was extended by the Council. Its results follow in the annex.\n"
    "* UNEP/GC.42/1.\nAnnex\nResults of the ocean programme\n1. The programme was carried out in six seas.\n"
    "2. Forty States took part in it.\n"
)
FRENCH = (
    "22/31. Protection des récifs\nLe Conseil d’administration,\nRappelant sa décision 21/4,\n"
    "Ayant examiné le rapport du Directeur exécutif,\n1. Prend note du rapport;\n"
    "2. Prie le Directeur exécutif de convoquer un groupe de travail.\n9e séance\n7 février 2043\n"
)
SPANISH = (
    "Decisión XL/3: Vigilancia de los arrecifes\nRecordando la decisión XXXIX/2,\n"
    "Tomando nota del informe del Comité,\nLa Reunión de las Partes decide:\n"
    "1. Aprobar el plan de vigilancia;\n2. Crear un grupo de trabajo.\n"
)
RUSSIAN = (
    "Решение 9/31\nОхрана рифов\nКонференция Сторон,\nссылаясь на свое решение 8/2,\n"
    "принимая к сведению доклад Комитета, который был представлен в марте,\n"
    "1. утверждает план наблюдений;\n2. просит секретариат созвать рабочую группу.\n"
    "8-е заседание\n19 октября 2043 года\n"
)
REPORT = (
    "Chapter I\nOpening of the session\nA. Attendance\n1. The committee met in Bonn.\n"
    "2. Forty States were represented by their ministers for the seas and the coasts.\n"
    "Chapter II\nAdoption of the report\n3. The committee adopted the report.\n"
)
ARABIC = (
    "القرار 1971 (2041)\nإن مجلس الأمن،\nإذ يشير إلى قراره 1970 (2041)،\nوإذ يساوره القلق إزاء الحالة،\n"
    "1 - يقرر تمديد ولاية البعثة؛\n2 - يطلب إلى الأمين العام أن يقدم تقريرا.\n"
)


def parts(document: Document) -> list[tuple[str, str | None, str]]:
    """Return kind, label and words of each part but page furniture."""
    return [
        (b.kind, b.label, " ".join(document.view(b.id).text.split()))
        for b in document.blocks
        if b.kind != "furniture"
    ]


@pytest.mark.parametrize(
    ("tag", "content"),
    [
        ("en", RESOLUTION),
        ("en", NOTE),
        ("en", REPORT),
        ("fr", FRENCH),
        ("es", SPANISH),
        ("ru", RUSSIAN),
        ("ar", ARABIC),
    ],
    ids=["resolution", "note", "report", "fr", "es", "ru", "ar"],
)
def test_blanks_for_line_breaks_change_nothing(tag: str, content: str) -> None:
    flat = read(content.replace("\n", " "), tag)
    assert parts(flat) == parts(read(content, tag))
    assert flat.symbol == read(content, tag).symbol


def test_roles_of_a_flat_masthead() -> None:
    document = read(NOTE.replace("\n", " "), "en")
    found = [(role, document.text[s.start : s.end]) for role, s in text.roles(document)]
    assert ("agenda-item", "Item 5 (c) of the provisional agenda*") in found
    assert ("agenda-title", "Ocean policy") in found
    assert ("title", "Report on the implementation of the ocean programme") in found
    assert ("issuer", "Note by the Executive Director") in found


def test_page_numbers_of_pages_on_one_line() -> None:
    content = (
        "1. The programme was carried out in six seas and was welcomed by all. 1\n\n2 Origins of the "
        "programme 2. Forty States took part in it. " + "They will meet again. " * 12 + "2\n\n"
        "3 Its future 3. The programme goes on. " + "It will be extended. " * 12
    )
    document = read(content, "en")
    kinds = [b.kind for b in document.blocks if b.kind != "furniture"]
    assert kinds == ["paragraph", "heading", "paragraph", "heading", "paragraph"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Council, in its decision 25/4 of 20 February 2009, asked 3 experts. The Board agreed. ",
        "Annex I Parties report every year. Mr. A. Smith spoke. The Committee, recalling its report, left. ",
    ],
)
def test_running_text_is_not_parted(sentence: str) -> None:
    document = read(f"1. {sentence * 8}", "en")
    assert [(b.kind, b.label) for b in document.blocks] == [("paragraph", "1")]


@pytest.mark.parametrize(("tag", "blank"), FLOORS)
def test_annotated_texts_without_line_breaks(tag: str, blank: str) -> None:
    gold = found = right = 0
    for path in sorted(GOLD.rglob(f"{tag}_*.json")):
        if "copies" in path.parts:
            continue
        wanted, blocks = _compared(path, BLANKS[blank])
        gold, found = gold + len(wanted), found + len(blocks)
        for block in blocks:
            if block in wanted:
                wanted.remove(block)
                right += 1
    assert 2 * right / (gold + found) >= FLOORS[tag, blank]


Block = tuple[str, str, int, int]


def _compared(path: Path, blank: Callable[[str], str]) -> tuple[list[Block], list[Block]]:
    """Return the blocks of the gold and those of the text without its line breaks."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    content = (path.parent / gold["source"]["file"]).read_text(encoding="utf-8-sig")
    wanted = [
        (b["kind"], normal(b.get("label") or ""), b["start"], b["end"])
        for b in gold["blocks"]
        if b["kind"] in SCORED_BLOCKS
    ]
    document = read(blank(content), gold["source"].get("language"))
    found = [
        (b.kind, normal(b.label or ""), b.start, b.end) for b in document.blocks if b.kind in SCORED_BLOCKS
    ]
    return wanted, found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en", "Third session "),
        ("en", "1. 2. 3. "),
        ("en", "The Council, Recalling "),
        ("en", "Annex Note by the Secretariat "),
        ("ru", "Совет, ссылаясь "),
        ("ar", "إن المجلس، إذ "),
        ("en", "A. Introduction [Adopted "),
    ],
)
def test_a_flat_text_takes_time_in_proportion_to_its_length(tag: str, words: str) -> None:
    short, long = (seconds(partial(read, words * times, tag)) for times in (500, 2000))
    assert long < 12 * max(short, 0.05)
