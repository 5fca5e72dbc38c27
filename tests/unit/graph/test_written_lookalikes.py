"""Things that texts call nearly alike stay apart: a decision, the document of that number, the session."""

from __future__ import annotations

import pytest

from igr_kg.graph.build import build
from igr_kg.pipeline import read_bytes
from tests.unit.graph.invented import short

TEXTS = {
    "en": (
        "UNEP/GC.27/40\n\nThe Governing Council of the United Nations Environment Programme,\n\n"
        "Recalling its decision 26/1 and the provisional agenda of its twenty-sixth session "
        "(UNEP/GC.26/1),\n\n1. Decides to meet again.\n"
    ),
    "zh": (
        "UNEP/GC.27/40\n\n联合国环境规划署理事会，\n\n"
        "回顾其第26/1号决定和理事会第二十六届会议临时议程（UNEP/GC.26/1），\n\n1. 决定再次开会。\n"
    ),
    "fr": (
        "UNEP/GC.27/40\n\nLe Conseil d’administration du Programme des Nations Unies "
        "pour l’environnement,\n\n"
        "Rappelant sa décision 26/1 et l’ordre du jour provisoire de sa vingt-sixième session "
        "(UNEP/GC.26/1),\n\n1. Décide de se réunir de nouveau.\n"
    ),
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_decision_a_document_and_a_session_of_one_number_are_three_things(language: str) -> None:
    quads = build(read_bytes(TEXTS[language].encode(), "t.txt", language=language))
    said = {short(q) for q in quads if "/graph/document/" in q.g}
    (decision,) = {s for s, p, o in said if p == "igr:number" and o == "26/1"}
    (document,) = {s for s, p, o in said if p == "dcterms:identifier" and o == "UNEP/GC.26/1"}
    (session,) = {s for s, p, o in said if p == "igr:ordinal" and o == "26"}
    assert len({decision, document, session}) == 3
    kinds = {
        thing: {o for s, p, o in said if s == thing and p == "rdf:type"} for thing in (decision, document)
    }
    assert kinds == {decision: {"igr:Decision"}, document: {"igr:Document"}}
    assert (session, "rdf:type", "igr:Session") in said
