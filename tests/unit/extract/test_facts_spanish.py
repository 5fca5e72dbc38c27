"""Facts of Spanish texts: meetings, votes, officers, what was handed in, lists and views on options."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from igr_kg.extract import lists
from igr_kg.model import Fact
from igr_kg.packs import language
from tests.gold_support import entities, invented
from tests.unit.extract.facts_support import one
from tests.unit.extract.facts_support import read as read_in

OPTIONS = (
    ("paragraph", "4. El [body:Grupo de Puertos] examinó las opciones siguientes:"),
    ("item", "(a) mantener los arreglos actuales;"),
    ("item", "(b) construir un muelle;"),
    ("item", "(c) fusionar los dos puertos."),
)


def read(*rows: tuple[str, str]) -> tuple[Fact, ...]:
    return read_in(*rows, language="es")


def listed(*rows: tuple[str, str]) -> tuple[Fact, ...]:
    document, mentions = invented(*rows, language="es")
    return lists.find(document, mentions, entities(mentions), (), language.load("es"))


def said(found: tuple[Fact, ...], type_: str, *names: str) -> list[tuple[str, ...]]:
    return [
        tuple(f.slots[n][0].value if n in f.slots else "" for n in names) for f in found if f.type == type_
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "la [meeting:segunda reunión=2:meeting] del [body:Grupo de Pantanos], celebrada en [place:Lima] "
            "([place:Perú]) del [date:3 al 5 de mayo de 2010=2010-05-03/2010-05-05]",
            {
                "body": "Grupo de Pantanos",
                "ordinal": "2",
                "kind": "meeting",
                "place": "Lima",
                "country": "Perú",
                "start": "2010-05-03",
                "end": "2010-05-05",
            },
        ),
        (
            "talleres regionales celebrados en [place:Kigali] el [date:5 de mayo de 2027=2027-05-05]",
            {"place": "Kigali", "start": "2027-05-05"},
        ),
    ],
)
def test_meetings(words: str, expected: Mapping[str, str]) -> None:
    assert dict(one(read(("paragraph", words)), "meeting")) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Aprobada en la [meeting:91ª sesión=91:meeting] por 10 votos contra ninguno y 1 abstención.",
            {"for": "10", "against": "0", "abstaining": "1", "result": "Aprobada"},
        ),
        (
            "Aprobada por unanimidad en la [meeting:5ª sesión=5:meeting].",
            {"result": "Aprobada por unanimidad"},
        ),
    ],
)
def test_votes(words: str, expected: Mapping[str, str]) -> None:
    found = one(read(("paragraph", words)), "vote")
    assert {k: v for k, v in found.items() if k != "meeting"} == expected


def test_the_verb_may_stand_before_the_chair() -> None:
    words = (
        "Presidió ambas reuniones la Sra. [person:Ana Hess] (Noruega), elegida [role:Presidenta] "
        "del [body:Grupo]."
    )
    found = read(("paragraph", words))
    chaired = one(found, "participation")
    assert (chaired["person"], chaired["act"], chaired["meeting"]) == (
        "Ana Hess",
        "chaired",
        "ambas reuniones",
    )
    assert one(found, "officer")["group"] == "Grupo"


def test_the_office_of_a_state_is_told_apart_from_the_state() -> None:
    words = "El [role:Primer Ministro de Noruega], Sr. [person:Juan Lie], inauguró la reunión."
    found = one(read(("paragraph", words)), "officer")
    assert (found["office"], found["state"]) == ("Primer Ministro", "Noruega")


def test_what_is_handed_in_and_by_whom() -> None:
    words = "El [body:grupo de expertos] presentó su informe final al [body:Consejo de Plantas]."
    found = one(read(("paragraph", words)), "submission")
    assert (found["what"], found["by"], found["to"]) == (
        "informe final",
        "grupo de expertos",
        "Consejo de Plantas",
    )


@pytest.mark.parametrize(
    ("item", "measures", "aims"),
    [
        (
            "(a) registrar todos los buques y capacitar a las tripulaciones, a fin de evitar robos;",
            ["registrar todos los buques", "capacitar a las tripulaciones"],
            ["evitar robos"],
        ),
        (
            "(a) reconstruir los muelles, con miras a reducir los costos y evitar demoras. Deberían seguir;",
            ["reconstruir los muelles", "Deberían seguir"],
            ["reducir los costos", "evitar demoras"],
        ),
        (
            "(a) elaborar una carta para reducir los accidentes;",
            ["elaborar una carta"],
            ["reducir los accidentes"],
        ),
    ],
)
def test_clauses_of_an_item(item: str, measures: list[str], aims: list[str]) -> None:
    over = ("paragraph", "3. El [body:Grupo de Puertos] determinó las siguientes posibles medidas:")
    found = listed(over, ("item", item), ("item", "(b) ensanchar el canal."))
    assert [c for of, c in said(found, "measure", "of", "content") if of == "a"] == measures
    assert [c for of, c in said(found, "aim", "of", "content") if of == "a"] == aims


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Varias delegaciones consideraron que la opción b) era demasiado costosa.",
            [("b", "era demasiado costosa", "Varias delegaciones")],
        ),
        (
            "El [body:Grupo de Puertos] señaló que todas las opciones requerían más estudio.",
            [("todas las opciones", "requerían más estudio", "Grupo de Puertos")],
        ),
        (
            "Algunos miembros apoyaron la opción c), mientras que otros miembros rechazaron la opción a).",
            [("c", "apoyaron", "Algunos miembros"), ("a", "rechazaron", "otros miembros")],
        ),
        ("La opción b) fue expuesta en el anexo.", []),
    ],
)
def test_what_is_held_of_options(words: str, expected: list[tuple[str, str, str]]) -> None:
    found = listed(*OPTIONS, ("paragraph", f"5. {words}"))
    assert said(found, "assessment", "option", "stance", "holder") == expected
