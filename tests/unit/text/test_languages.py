"""The language of a text is found from its script and its commonest words."""

from __future__ import annotations

import pytest

from igr_kg.text import languages
from tests.unit.text.outline import read


@pytest.mark.parametrize(
    ("tag", "content"),
    [
        ("zh", "理事会请执行主任向第二届会议提交报告(UNEP/X.1/2)。"),
        (
            "en",
            "The Council requests the secretariat to report to it at its next "
            "session on the work of the group.",
        ),
        (
            "fr",
            "Le Conseil prie le secrétariat de lui faire rapport sur les travaux du groupe à sa session.",
        ),
        (
            "es",
            "El Consejo pide a la secretaría que le presente un informe sobre los "
            "trabajos del grupo en su sesión.",
        ),
        ("ru", "Совет просит секретариат представить доклад о работе группы на его следующей сессии."),
        ("ar", "يطلب المجلس إلى الأمانة أن تقدم إليه تقريرا عن عمل الفريق في دورته المقبلة."),
        ("en", "12345 67890"),
    ],
)
def test_detection(tag: str, content: str) -> None:
    assert languages.detect(content) == tag


@pytest.mark.parametrize(
    ("tag", "content", "paths"),
    [
        (
            "fr",
            "Le Conseil,\nRappelant sa décision,\n1. Prie le secrétariat :\n"
            "a) De tenir une liste;\nb) De la publier.\n",
            5,
        ),
        (
            "es",
            "El Consejo,\nRecordando su decisión,\n1. Pide a la secretaría:\n"
            "a) Que informe;\nb) Que publique.\n",
            5,
        ),
        ("ru", "Совет Безопасности,\nссылаясь на свою резолюцию,\n1. просит:\na) доклад;\nb) список.\n", 5),
        ("ar", "إن مجلس الأمن،\nإذ يشير إلى قراره،\n1. يطلب تقريرا؛\n", 3),
    ],
)
def test_resolutions_of_other_languages(tag: str, content: str, paths: int) -> None:
    document = read(content, None)
    assert document.language == tag
    wanted = ["rec/0", "rec/1", "par/1", "par/1/a", "par/1/b"][:paths]
    assert [b.path for b in document.blocks] == wanted
