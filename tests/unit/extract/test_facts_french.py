"""Facts that French texts state: decisions, votes, meetings, offices, what was extended and handed in."""

from __future__ import annotations

import pytest

from igr_kg.extract.annotation import to_annotation
from igr_kg.pipeline import read_bytes

Slots = dict[str, str]


def facts(kind: str, text: str) -> list[Slots]:
    reading = read_bytes(text.encode(), "texte.txt", language="fr")
    return [f["slots"] for f in to_annotation(reading)["facts"] if f["type"] == kind]


def test_decisions_with_their_body_and_date() -> None:
    text = (
        "1. Le Conseil de sécurité, dans sa résolution 1244 (1999) du 3 mai 1999, a cité la résolution 53/1."
    )
    found = facts("decision", text)
    assert {"number": "1244(1999)", "body": "Conseildesécurité", "date": "1999-05-03"} in found
    assert {"number": "53/1"} in found


@pytest.mark.parametrize(
    ("text", "vote"),
    [
        (
            "Le Conseil de sécurité,\n\n1. Décide de se réunir.\n\n"
            "Adoptée à la 91e séance par 10 voix contre zéro, avec une abstention.",
            {"for": "10", "against": "0", "abstaining": "1", "result": "Adoptée"},
        ),
        (
            "1. L’amendement a été rejeté, ayant recueilli 14 voix pour et 22 contre, avec 6 abstentions.",
            {"for": "14", "against": "22", "abstaining": "6", "result": "rejeté"},
        ),
    ],
)
def test_votes(text: str, vote: Slots) -> None:
    assert facts("vote", text) == [vote]


def test_meetings_with_place_and_days() -> None:
    text = (
        "1. Le Conseil économique et social a tenu sa cinquième session à Rome (Italie) du 3 au 7 mai 2010."
    )
    assert facts("meeting", text) == [
        {
            "body": "Conseiléconomiqueetsocial",
            "ordinal": "5",
            "kind": "session",
            "place": "Rome",
            "country": "Italie",
            "start": "2010-05-03",
            "end": "2010-05-07",
        }
    ]


def test_offices_and_who_opened() -> None:
    text = "1. Le Comité des ports a élu M. Luis Paz (Pérou) Président. M. Luis Paz a ouvert la session."
    assert facts("officer", text) == [
        {"person": "Luis Paz", "office": "Président", "state": "Pérou", "group": "Comitédesports"}
    ]
    assert [f["act"] for f in facts("participation", text)] == ["opened"]


def test_what_is_extended_and_cited() -> None:
    text = (
        "Le Conseil de sécurité,\n\n"
        "1. Décide de proroger jusqu’au 1er mai 2001 le mandat de la Mission d’étude, "
        "conformément au paragraphe 4 de la résolution 1244 (1999);"
    )
    (extension,) = facts("extension", text)
    assert extension["extended"] == "mandat de la Mission d’étude"
    assert extension["until"] == "2001-05-01"
    assert [(f["cited"], f["paragraph"]) for f in facts("citation", text)] == [("1244(1999)", "4")]


def test_decisions_that_proceedings_print() -> None:
    text = (
        "Rapport du Comité des ports sur les travaux de sa deuxième session\n\n"
        "12/3. Révision des tarifs du port\n\nLe Comité des ports,\n\n1. Approuve les tarifs;"
    )
    assert {"number": "12/3", "body": "Comitédesports"} in facts("decision", text)


def test_guests_hosts_and_closing() -> None:
    text = (
        "1. La réunion s’est tenue à Rome le 3 mai 2010, à l’invitation du Gouvernement italien. "
        "Y ont pris part des experts de neuf pays. La séance a été levée par M. Luis Paz."
    )
    assert [(f["act"], f["person"]) for f in facts("participation", text)] == [
        ("hosted", "Gouvernementitalien"),
        ("attended", "experts de neuf pays"),
        ("closed", "Luis Paz"),
    ]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (
            "1. Le Comité des ports décide de recommander à la Conférence des Parties d’adopter, "
            "à sa treizième session, un plan.",
            "ConférencedesParties",
        ),
        (
            "1. Le Conseil des ports décide de créer un comité préparatoire, et décide que celui-ci "
            "tiendra sa première session à Lima.",
            "comitépréparatoire",
        ),
    ],
)
def test_a_meeting_is_that_of_the_body_asked_or_taken_up(text: str, body: str) -> None:
    assert [f["body"] for f in facts("meeting", text)] == [body]


def test_the_chair_of_a_group_and_those_who_speak_first_in_the_sentence() -> None:
    text = (
        "1. Un groupe de contact, présidé par M. Luis Paz (Pérou), a examiné le plan. "
        "Ont également pris la parole le représentant du Chili et l’observateur de la Ligue."
    )
    found = [(f["act"], f["person"]) for f in facts("participation", text)]
    assert ("chaired", "Luis Paz") in found
    assert ("spoke", "représentant du Chili et l’observateur de la Ligue") in found
