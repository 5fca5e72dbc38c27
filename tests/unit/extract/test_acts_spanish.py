"""Acts of Spanish texts: forms of verbs, who goes on, whom they address, when they fall due."""

from __future__ import annotations

import pytest

from tests import act_support

SPEAKING = act_support.Speaking("es", "El [body:Consejo de Pesca],")
OPEN = SPEAKING.opening
BODY = "Consejo de Pesca"
read = SPEAKING.read
told = SPEAKING.told
operative = SPEAKING.operative


@pytest.mark.parametrize(
    ("words", "verbs"),
    [
        ("Encomia a los prácticos e insta a todos los Estados a que formen a más;", ["commends", "urges"]),
        ("Acoge con beneplácito y hace suyo el plan;", ["welcomes", "endorses"]),
        ("Toma nota con reconocimiento de la lista;", ["notes"]),
        (
            "Expresa su profunda preocupación por la captura y exhorta una vez más al Perú a que actúe;",
            ["concerned", "calls-upon"],
        ),
        ("Reitera su exigencia de que se abra el puerto;", ["demands"]),
        ("Reafirma su apoyo a las conversaciones;", ["reaffirms"]),
        (
            "Decide establecer un fondo y pide a la [role:Presidenta] que lo administre;",
            ["decides", "establishes", "requests"],
        ),
        (
            "Decide que el mandato de la misión se prorrogue hasta el [date:1 de mayo de 2014=2014-05-01];",
            ["decides", "extends"],
        ),
        ("Decide seguir ocupándose de la cuestión.", ["decides"]),
        ("Señala que el plan, que apoya los puertos, reconoce la necesidad de prácticos;", ["notes"]),
    ],
)
def test_verbs_of_operative_paragraphs(words: str, verbs: list[str]) -> None:
    found = operative(words)
    assert [a.verb for a in found] == verbs
    assert {a.mode for a in found} == {"operative"}


@pytest.mark.parametrize(
    ("words", "verbs"),
    [
        (
            "Recordando su decisión [decision:5/2] y observando con pesar la pérdida de prácticos,",
            ["recalls", "notes"],
        ),
        ("Habiendo recibido y examinado la lista,", ["considers"]),
        (
            "Profundamente preocupado por la captura, y convencido de que es necesaria una veda,",
            ["concerned", "convinced"],
        ),
        ("Teniendo presentes las necesidades de los puertos pequeños,", ["bearing-in-mind"]),
        ("Consciente de que los puertos se llenan de arena,", ["recognizes"]),
    ],
)
def test_verbs_of_recitals(words: str, verbs: list[str]) -> None:
    _, found = read(OPEN, ("preamble", words))
    assert [a.verb for a in found] == verbs
    assert {a.mode for a in found} == {"preambular"}


@pytest.mark.parametrize(
    ("words", "addressees"),
    [
        ("Insta a las Partes y a las organizaciones regionales a que informen;", 1),
        ("Pide al [role:Presidente] que informe;", 1),
        ("Invita a todos los Estados que tengan puertos a que envíen listas;", 1),
        ("Decide que se abra el puerto;", 0),
    ],
)
def test_addressees(words: str, addressees: int) -> None:
    assert len(operative(words)[0].addressees) == addressees


def test_what_is_asked_falls_due() -> None:
    words = (
        "Pide al [role:Secretario] que, a más tardar el [date:1 de mayo de 2014=2014-05-01], envíe la lista;"
    )
    (act,) = operative(words)
    assert act.due == "2014-05-01"


@pytest.mark.parametrize(
    ("words", "verbs"),
    [
        ("4. El [body:Consejo de Pesca] aprobó el plan y pidió al [role:Presidente] que lo enviara.", 2),
        ("4. Se acordó que el [role:Presidente] enviaría la lista.", 1),
        ("4. Los delegados hablaron de las listas.", 0),
    ],
)
def test_what_is_told(words: str, verbs: int) -> None:
    assert len(told(("paragraph", words))) == verbs


def test_a_sentence_goes_on_with_the_subject_that_it_leaves_out() -> None:
    _, found = read(
        (
            "paragraph",
            "3. El [body:Comité de Puertos] aprobó el plan. Pidió también a la secretaría que pagara.",
        ),
    )
    assert [(a.verb, a.mode, a.by) for a in found] == [
        ("adopts", "reported", "Comité de Puertos"),
        ("requests", "reported", "Comité de Puertos"),
    ]


@pytest.mark.parametrize(
    ("item", "acts"),
    [
        (
            "a) Alentar a los prácticos a informar, y exhortar a las Partes a que paguen;",
            [("encourages", ["prácticos"]), ("calls-upon", ["Partes"])],
        ),
        (
            "a) Expresar su agradecimiento al [body:Gobierno del Perú] por su ayuda;",
            [("appreciates", ["Gobierno del Perú"])],
        ),
        (
            "a) Pedir al [role:Director] que solicite a las Partes una lista.",
            [("requests", ["Director"]), ("requests", ["Partes"])],
        ),
    ],
)
def test_items_below_what_is_decided_are_infinitives(item: str, acts: list[tuple[str, list[str]]]) -> None:
    _, found = read(OPEN, ("paragraph", "1. Decide:"), ("item", item))
    assert [(a.verb, [s.value for s in a.addressees]) for a in found] == [("decides", []), *acts]


def test_a_pronoun_before_the_verb_stands_for_those_asked_or_what_was_set_up() -> None:
    asked = operative("Insta a todos los armadores a que paguen, y los exhorta a que declaren sus capturas;")
    assert [[s.value for s in a.addressees] for a in asked] == [["todos los armadores"]] * 2
    made = operative("Establece el [body:Grupo de Lonjas], y le encomienda que prepare una lista;")
    assert [s.value for s in made[-1].addressees] == ["Grupo de Lonjas"]


def test_what_is_carried_or_rejected_without_saying_by_whom() -> None:
    _, found = read(("paragraph", "4. Una moción sobre el tema 2 quedó rechazada por 11 votos contra 8."))
    assert [(a.verb, a.mode) for a in found] == [("other", "reported")]


def test_what_a_body_did_in_its_decision_begins_behind_the_number() -> None:
    _, found = read(
        (
            "paragraph",
            "2. En su resolución [decision:27/4], el [body:Comité de Puertos] prorrogó hasta el"
            " [date:1 de mayo de 2014=2014-05-01] el mandato del [body:Grupo de Lonjas], instó a las Partes.",
        ),
    )
    assert [(a.verb, a.by, a.due) for a in found] == [
        ("extends", "resolution 27/4", "2014-05-01"),
        ("urges", "resolution 27/4", None),
    ]
