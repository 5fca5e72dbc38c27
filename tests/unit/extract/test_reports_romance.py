"""Reports and notes in French and Spanish: perfect tenses, what stands below a chapeau, passives."""

from __future__ import annotations

from typing import Any

import pytest

from igr_kg.extract.annotation import to_annotation
from igr_kg.pipeline import read_bytes


def annotated(language: str, text: str) -> dict[str, Any]:
    return to_annotation(read_bytes(text.encode(), "texto.txt", language=language))


def verbs(language: str, text: str) -> list[tuple[str, list[str]]]:
    return [(act["verb"], act["addressees"]) for act in annotated(language, text)["acts"]]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        (
            "es",
            "1. La Junta de Puertos había creado un fondo y había pedido a la secretaría que informara.",
            [("establishes", []), ("requests", ["secretaría"])],
        ),
        (
            "es",
            "1. El Comité de Pesca:\n\n    a) encargó a la secretaría que ultimara la lista;\n\n"
            "    b) instó a los Estados a que pagaran.",
            [("instructs", ["secretaría"]), ("urges", ["Estados"])],
        ),
        ("es", "1. Los Gobiernos fueron invitados a presentar candidatos.", [("invites", ["Gobiernos"])]),
        (
            "es",
            "1. El Comité de Pesca decidió cerrar el tema y solicitar a la secretaría que informara.",
            [("decides", []), ("requests", ["secretaría"])],
        ),
        ("es", "1. La mayoría consideró que la veda era larga.", [("considers", [])]),
        (
            "fr",
            "1. Le Comité des ports :\n\n    a) a pris note du rapport ;\n\n"
            "    b) a prié le secrétariat de publier la liste.",
            [("notes", []), ("requests", ["secrétariat"])],
        ),
        ("fr", "1. Les Parties ont été encouragées à payer.", [("encourages", ["Parties"])]),
        ("fr", "1. De l’avis de plusieurs délégations, le quota était bas.", [("considers", [])]),
        ("fr", "1. Le secrétariat a établi une note sur la pêche.", []),
    ],
)
def test_what_reports_tell(language: str, text: str, told: list[tuple[str, list[str]]]) -> None:
    assert verbs(language, text) == told


def test_somebody_told_by_the_office_alone_takes_part_as_that() -> None:
    facts = annotated("es", "1. La Presidenta clausuró la reunión.")["facts"]
    (taken,) = [f["slots"] for f in facts if f["type"] == "participation"]
    assert (taken["person"], "role" in taken) == ("Presidenta", False)


def test_a_body_that_a_pronoun_stands_for_elects() -> None:
    text = "1. Le Comité des ports a adopté son budget. Il a élu M. Luis Paz (Pérou) Président."
    (held,) = [f["slots"] for f in annotated("fr", text)["facts"] if f["type"] == "officer"]
    assert (held["person"], held["group"]) == ("Luis Paz", "Comitédesports")
