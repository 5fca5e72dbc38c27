"""Numbers of agencies and conferences that read alike in every language."""

from __future__ import annotations

import pytest

from igr_kg import pipeline
from igr_kg.extract.annotation import to_annotation

CITED = (
    ("en", "The Council, Recalling resolution A39-2 and resolution MEPC.203(62),", ["A39-2", "MEPC.203(62)"]),
    ("fr", "L’Assemblée, Rappelant sa résolution A37-15 du 8 octobre 2010,", ["A37-15"]),
    ("ru", "Комитет рассмотрел резолюцию A.500(12) и решение FCTC/COP9(10).", ["A.500(12)", "FCTC/COP9(10)"]),
    ("zh", "大会回顾第A.500(12)号决议。", ["A.500(12)"]),
)


@pytest.mark.parametrize(("language", "words", "numbers"), CITED)
def test_numbers_of_agencies(language: str, words: str, numbers: list[str]) -> None:
    found = to_annotation(pipeline.read_bytes(words.encode(), "a.txt", language=language))["mentions"]
    assert [m["value"] for m in found if m["kind"] == "decision"] == numbers
    assert not [m for m in found if m["kind"] == "document"]
