"""What Spanish texts name: numbers, dates, meetings, and names by their form."""

from __future__ import annotations

import pytest

from igr_kg.packs.authority import empty
from igr_kg.pipeline import read_bytes


def values(kind: str, text: str) -> list[str]:
    """Return the values of the mentions of one kind in a Spanish text, without any known name."""
    reading = read_bytes(text.encode(), "texto.txt", language="es", authority=empty())
    return [m.value for m in reading.mentions if m.kind == kind]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("1. Se reunió del 29 de junio al 3 de julio de 1998.", ["1998-06-29/1998-07-03"]),
        ("1. Se reunió los días 25 y 27 de mayo de 2004.", ["2004-05-25", "2004-05-27"]),
        ("1. Recibió notas el 12 de mayo y el 10 de junio de 2001.", ["2001-05-12", "2001-06-10"]),
        ("1. Informará a más tardar el 1º de Agosto de 1995.", ["1995-08-01"]),
        ("1. El plan para el bienio 2010-2011.", ["2010/2011"]),
        ("1. Se celebrará de marzo a junio de 2009.", ["2009-03/2009-06"]),
        ("1. Los 25 y 27 miembros.", []),
    ],
)
def test_dates(text: str, dates: list[str]) -> None:
    assert values("date", text) == dates


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        ("1. En su vigésimo segundo período de sesiones.", ["22:session"]),
        ("1. En su decimocuarto período de sesiones.", ["14:session"]),
        ("1. En sus períodos de sesiones 24º y 25º.", ["24:session", "25:session"]),
        ("1. En su sexto período extraordinario de sesiones.", ["6:special-session"]),
        ("1. En las sesiones 3ª y 4ª.", ["3:meeting", "4:meeting"]),
        ("1. En la 17.ª reunión ordinaria.", ["17:meeting"]),
        ("1. En la próxima reunión.", []),
    ],
)
def test_meetings(text: str, meetings: list[str]) -> None:
    assert values("meeting", text) == meetings


@pytest.mark.parametrize(
    ("text", "decisions"),
    [
        (
            "1. Recuerda las resoluciones 696 (1991), de 30 de mayo de 1991, y 747 (1992).",
            ["696(1991)", "747(1992)"],
        ),
        ("1. Recuerda la resolución de la Asamblea Oleícola 46/182.", ["46/182"]),
        ("1. Recuerda la decisión OEWG-9/6 y el documento S/2001/5.", ["OEWG-9/6"]),
        ("1. El artículo 15 a) del Acuerdo.", []),
    ],
)
def test_decisions(text: str, decisions: list[str]) -> None:
    assert values("decision", text) == decisions


def test_the_number_in_the_title_is_the_texts_own() -> None:
    lines = [
        "Resolución 5 (1946), de 25 de enero de 1946",
        "El Consejo,",
        "Recordando su resolución 3 (1946),",
    ]
    assert values("decision", "\n\n".join(lines)) == ["3(1946)"]


@pytest.mark.parametrize(
    ("kind", "text", "names"),
    [
        (
            "body",
            "1. La Comisión de Pesca del Lago pide a la Oficina de Puertos que informe.",
            ["Comisión de Pesca del Lago", "Oficina de Puertos"],
        ),
        ("role", "1. El Presidente del Comité de Diques abrió la sesión.", ["Presidente"]),
        (
            "instrument",
            "1. Recuerda el Convenio sobre la Protección de los Pantanos, de 1999.",
            ["Convenio sobre la Protección de los Pantanos"],
        ),
        ("person", "1. La Sra. Inés Roldán (Perú) presidió la sesión.", ["Inés Roldán"]),
        ("place", "1. El taller se celebró en Villablanca del 3 al 5 de mayo de 2010.", ["Villablanca"]),
        ("body", "1. El comité se reunió y la comisión también.", []),
    ],
)
def test_names_by_their_form(kind: str, text: str, names: list[str]) -> None:
    assert [v.replace(" ", "") for v in values(kind, text)] == [name.replace(" ", "") for name in names]
