"""No French pattern takes long on texts that repeat what it looks for."""

from __future__ import annotations

import time

import pytest

from igr_kg.packs import language
from igr_kg.packs.patterns import Pattern, example_text

PACK = language.load("fr")
LONG = {
    "words": "les mesures que les organisations régionales compétentes prennent pour les ports " * 30,
    "bodies": "la [body:Commission des pêches] et le [role:Président] du [body:Comité] " * 60,
    "names": "Comité préparatoire de la Conférence des ports pour la pêche et le commerce " * 40,
    "recitals": "Rappelant la décision [decision:1/1] du [date:3 mai 2001] de la [body:Commission], " * 50,
    "operative": "et prie le [role:Directeur] et les États, ainsi que la [body:Commission], de payer, " * 50,
    "told": "Le [body:Comité] a prié le secrétariat et s’est félicité du rapport, " * 60,
    "dates": "du 3 au 5 mai et du 7 au 9 juin 2001 à [place:Lima] en 2003, " * 60,
    "people": "M. [person:Luis Paz] (Pérou), [role:Président], et Mme [person:Anna Hess], " * 60,
    "meetings": "à sa [meeting:troisième session=3:session], tenue à [place:Lima] le [date:3 mai 2001], "
    * 50,
    "votes": "adoptée par 12 voix contre zéro, avec 3 abstentions, " * 60,
    "brackets": "(" * 300 + "« Des ports pour demain, " * 80,
    "letters": "a" * 3000,
    "capitals": "Conseil Des Ports Et De La Mer " * 100,
}
TEXTS = {name: example_text(text, PACK.rules) for name, text in LONG.items()}
SECONDS = 1.0


@pytest.mark.parametrize("pattern", PACK.patterns, ids=lambda p: p.id)
def test_time(pattern: Pattern) -> None:
    for name, tagged in TEXTS.items():
        started = time.process_time()
        sum(1 for _ in pattern.find(tagged if pattern.tagged else tagged.plain))
        assert time.process_time() - started < SECONDS, name


def test_there_are_patterns_to_time() -> None:
    assert len(PACK.patterns) > 150
