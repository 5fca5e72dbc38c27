"""Lists of French texts: responses with measures and aims, options and what is held of them."""

from __future__ import annotations

import pytest

from igr_kg.extract import lists
from igr_kg.model import Fact
from igr_kg.packs import language
from tests.gold_support import entities, invented

RESPONSES = ("paragraph", "3. Le [body:Groupe des ports] a recensé les mesures suivantes :")
OPTIONS = (
    ("paragraph", "4. Le [body:Groupe des ports] a examiné les options ci-après :"),
    ("item", "(a) Conserver le dispositif actuel;"),
    ("item", "(b) Construire une nouvelle jetée;"),
    ("item", "(c) Fusionner les deux ports."),
)


def read(*rows: tuple[str, str]) -> tuple[Fact, ...]:
    document, mentions = invented(*rows, language="fr")
    return lists.find(document, mentions, entities(mentions), (), language.load("fr"))


def said(found: tuple[Fact, ...], type_: str, *names: str) -> list[tuple[str, ...]]:
    return [
        tuple(f.slots[n][0].value if n in f.slots else "" for n in names) for f in found if f.type == type_
    ]


@pytest.mark.parametrize(
    ("item", "measures", "aims"),
    [
        (
            "(a) Immatriculer les navires et former les équipages, notamment dans les petits ports, "
            "afin de prévenir les vols;",
            ["Immatriculer les navires", "former les équipages, notamment dans les petits ports"],
            ["prévenir les vols"],
        ),
        (
            "(a) Reconstruire les quais, en vue de réduire les coûts et d’éviter les retards, et publier un "
            "guide;",
            ["Reconstruire les quais", "publier un guide"],
            ["réduire les coûts", "éviter les retards"],
        ),
        (
            "(a) Avec le concours des pêcheurs, élaborer une charte pour réduire les accidents;",
            ["Avec le concours des pêcheurs, élaborer une charte"],
            ["réduire les accidents"],
        ),
        (
            "(a) Créer un fonds, l’objectif étant de répartir les frais. Ce fonds devrait être géré à Lima;",
            ["Créer un fonds", "Ce fonds devrait être géré à Lima"],
            ["répartir les frais"],
        ),
    ],
)
def test_measures_and_aims(item: str, measures: list[str], aims: list[str]) -> None:
    found = read(RESPONSES, ("item", item), ("item", "(b) Publier les données."))
    mine = [f for f in found if f.slots.get("of") and f.slots["of"][0].value == "a"]
    assert [f.slots["content"][0].value for f in mine if f.type == "measure"] == measures
    assert [f.slots["content"][0].value for f in mine if f.type == "aim"] == aims


@pytest.mark.parametrize(
    ("view", "held"),
    [
        (
            "5. Plusieurs délégations ont jugé l’option b) trop coûteuse, mais le [body:Groupe des ports] "
            "a estimé que l’option c) était prématurée.",
            [("b", "trop coûteuse", "Plusieurs délégations"), ("c", "était prématurée", "Groupe des ports")],
        ),
        ("5. L’option a) n’a recueilli aucun appui.", [("a", "n’a recueilli aucun appui", "")]),
        (
            "5. Selon certains donateurs, la troisième option entraînerait des retards.",
            [("c", "entraînerait des retards", "certains donateurs")],
        ),
        ("5. Le [body:Groupe des ports] s’est réuni au cours de l’année.", []),
    ],
)
def test_views_on_options(view: str, held: list[tuple[str, str, str]]) -> None:
    found = read(*OPTIONS, ("paragraph", view))
    assert said(found, "option", "label", "content")[1] == ("b", "Construire une nouvelle jetée")
    assert said(found, "assessment", "option", "stance", "holder") == held
