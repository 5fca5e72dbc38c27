"""What French texts name: numbers, dates, meetings, and names by their form."""

from __future__ import annotations

import pytest

from igr_kg.packs.authority import empty
from igr_kg.pipeline import read_bytes


def values(kind: str, text: str) -> list[str]:
    """Return the values of the mentions of one kind in a French text, without any known name."""
    reading = read_bytes(text.encode(), "texte.txt", language="fr", authority=empty())
    return [m.value for m in reading.mentions if m.kind == kind]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("1. Il s’est réuni du 29 juin au 3 juillet 1998.", ["1998-06-29/1998-07-03"]),
        ("1. Il s’est réuni les 25 et 27 mai 2004.", ["2004-05-25", "2004-05-27"]),
        ("1. Il a reçu des notes le 12 mai et le 10 juin 2001.", ["2001-06-10"]),
        ("1. Il fera rapport au plus tard le 1er Août 1995.", ["1995-08-01"]),
        ("1. Le plan pour l’exercice biennal 2010-2011.", ["2010/2011"]),
        ("1. Elle se tiendra de mars à juin 2009.", ["2009-03/2009-06"]),
        ("1. Fait à Lima en février 2003.", ["2003-02"]),
        ("1. Les 25 et 27 membres.", []),
        (
            "1. Elle s’est tenue du 23 au 27 avril 2012, après celle du 15 mai 2011. Le 26 avril, rien.",
            ["2012-04-23/2012-04-27", "2011-05-15", "2012-04-26"],
        ),
    ],
)
def test_dates(text: str, dates: list[str]) -> None:
    assert values("date", text) == dates


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        ("1. À sa soixante et onzième session.", ["71:session"]),
        ("1. À ses dixième et onzième réunions.", ["10:meeting", "11:meeting"]),
        ("1. À sa 1re séance plénière.", ["1:meeting"]),
        ("1. À sa quatre-vingt-\ndixième session.", ["90:session"]),
        ("1. À sa huitième session extraordinaire.", ["8:special-session"]),
        ("1. La deuxième question.", []),
    ],
)
def test_meetings(text: str, meetings: list[str]) -> None:
    assert values("meeting", text) == meetings


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "1. Rappelant ses résolutions 54 (1948) du 15 juillet 1948, 73 (1949) et 2625 (XXV),",
            ["54(1948)", "73(1949)", "2625(XXV)"],
        ),
        (
            "1. Rappelant la décision SC-5/9 et ses décisions 1/CP.16 et 5/CP.17,",
            ["SC-5/9", "1/CP.16", "5/CP.17"],
        ),
        ("1. Elle examine le projet de décision E/2001/4.", []),
    ],
)
def test_decisions(text: str, numbers: list[str]) -> None:
    assert values("decision", text) == numbers


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "1. Prie le Comité préparatoire de la Conférence des ports de se réunir.",
            ["ComitépréparatoiredelaConférencedesports"],
        ),
        (
            "1. Remercie le Gouvernement norvégien et la Banque de la mer.",
            ["Gouvernementnorvégien", "Banquedelamer"],
        ),
        (
            "1. Elle a créé le Réseau mondial des ports (RMP). Le RMP se réunira.",
            ["Réseaumondialdesports", "RMP", "RMP"],
        ),
        ("1. Les conseils donnés aux groupes vulnérables.", []),
    ],
)
def test_bodies(text: str, bodies: list[str]) -> None:
    assert values("body", text) == bodies


def test_persons_and_offices() -> None:
    text = "1. M. Luis Ortega (Pérou), Président, et Mme Anna Hess, Directrice exécutive, ont parlé."
    assert values("person", text) == ["Luis Ortega", "Anna Hess"]
    assert values("role", text) == ["Président", "Directrice exécutive"]
