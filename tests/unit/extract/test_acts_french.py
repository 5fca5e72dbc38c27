"""Acts of French texts: forms of verbs, pronouns before them, whom they address, when they fall due."""

from __future__ import annotations

import pytest

from tests import act_support

SPEAKING = act_support.Speaking("fr", "La [body:Commission des pêches],")
OPEN = SPEAKING.opening
BODY = "Commission des pêches"
operative = SPEAKING.operative
narrated = SPEAKING.narrated


@pytest.mark.parametrize(
    ("words", "verbs"),
    [
        ("Prie le [role:Directeur] de l’aider, et engage les États à payer;", ["requests", "calls-upon"]),
        ("Demande instamment à tous les États de payer;", ["urges"]),
        ("Remercie les donateurs et se félicite de la publication du guide;", ["appreciates", "welcomes"]),
        ("Prend note du budget et charge le [body:Comité] de le publier;", ["notes", "instructs"]),
        ("Décide de créer un fonds et d’en fixer le siège;", ["decides", "establishes"]),
        ("Se déclare profondément préoccupée par la sécheresse;", ["concerned"]),
        ("Exprime sa gratitude au [role:Directeur] pour son aide;", ["appreciates"]),
        ("Invite les parties à cesser, appelle l’attention des parties sur ce point;", ["invites", "other"]),
        (
            "Décide que le mandat de la [body:Mission] est prorogé jusqu’à nouvel ordre;",
            ["decides", "extends"],
        ),
        ("Exige de toutes les parties qu’elles cessent les hostilités;", ["demands"]),
        ("Les demandes des Parties sont nombreuses;", []),
        ("Demande aux États de payer;", ["calls-upon"]),
        ("Demande au [role:Directeur] de payer;", ["requests"]),
        ("Déplore l’absence de données;", ["expresses"]),
        ("Déplore les attaques contre le port;", ["condemns"]),
    ],
)
def test_operative(words: str, verbs: list[str]) -> None:
    assert [a.verb for a in operative(words)] == verbs


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        ("Rappelant sa résolution [decision:12/4],", "recalls"),
        ("Consciente des besoins des petits États,", "recognizes"),
        ("Ayant examiné le rapport du [role:Directeur],", "considers"),
        ("Gardant à l’esprit les travaux du [body:Comité],", "bearing-in-mind"),
        ("Considérant que la situation continue de menacer la paix,", "determines"),
        ("Se déclarant gravement préoccupée par la pêche illicite,", "concerned"),
    ],
)
def test_recitals(words: str, verb: str) -> None:
    found = act_support.told(OPEN, ("preamble", words), tag="fr")
    assert found == [(verb, "preambular", BODY)]


@pytest.mark.parametrize(
    ("words", "acts"),
    [
        (
            "1. Le [body:Comité] a prié le secrétariat de publier la liste.",
            [("requests", "reported", "Comité")],
        ),
        ("1. Le [body:Comité] s’est félicité du plan.", [("welcomes", "reported", "Comité")]),
        (
            "1. Le [body:Comité] a adopté la résolution [decision:5], dans laquelle il priait l’État d’agir.",
            [("adopts", "reported", "Comité"), ("requests", "reported", "resolution 5")],
        ),
        (
            "1. De nombreux représentants ont estimé que le port devait fermer.",
            [("considers", "reported", "nombreux représentants")],
        ),
        ("1. Le [body:Comité] devrait prier le secrétariat de publier la liste.", []),
    ],
)
def test_told(words: str, acts: list[tuple[str, str, str | None]]) -> None:
    assert narrated(words) == acts


@pytest.mark.parametrize(
    ("words", "addressees"),
    [
        ("Prie le [role:Directeur], en sa qualité de président, d’agir;", ["Directeur"]),
        ("Invite les Parties et les autres intéressés à payer;", ["Parties", "autres intéressés"]),
        ("Exige que les forces de sécurité et de défense se retirent;", ["forces de sécurité et de défense"]),
        ("Recommande que les organismes de pêche élaborent un plan;", ["organismes de pêche"]),
        ("Remercie le [body:Gouvernement péruvien] de son accueil;", ["Gouvernement péruvien"]),
    ],
)
def test_addressees(words: str, addressees: list[str]) -> None:
    assert [slot.value for slot in operative(words)[0].addressees] == addressees


def test_a_pronoun_before_the_verb_takes_up_who_was_addressed_or_named() -> None:
    first, second = operative("Engage les Parties à agir, et les invite à payer;")
    assert [s.value for s in second.addressees] == ["Parties"] == [s.value for s in first.addressees]
    _, invited = operative("Salue l’action de l’[body:Autorité portuaire], et l’invite à publier son plan;")
    assert [s.value for s in invited.addressees] == ["Autorité portuaire"]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        (
            "Prie le [role:Directeur] de faire rapport à sa [meeting:troisième session=3:session];",
            "3:session",
        ),
        ("Prie les Parties de payer d’ici au [date:1er mars 2008=2008-03-01];", "2008-03-01"),
        (
            "Prie le [role:Directeur] de lui rendre compte le [date:15 mai 2009=2009-05-15] au plus tard;",
            "2009-05-15",
        ),
        (
            "Prie le [role:Directeur] de suivre l’accord signé le [date:15 mai 2009=2009-05-15];",
            None,
        ),
    ],
)
def test_due(words: str, due: str | None) -> None:
    assert operative(words)[0].due == due


def test_second_participle_has_the_auxiliary_of_the_first() -> None:
    told = narrated(
        "1. Le [body:Comité] a invité les États à payer leurs quotes-parts et souligné le rôle des ports."
    )
    assert [verb for verb, *_ in told] == ["invites", "stresses"]
