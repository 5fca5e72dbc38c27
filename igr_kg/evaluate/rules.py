"""How often each rule is right: the measured precision that is published with the data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from igr_kg.evaluate.matching import Record, judge

_LAYERS = ("mentions.", "acts.verb", "facts.")
"""The layers whose records name their rule; the others say the same again (addressees, due dates)."""


@dataclass(frozen=True, slots=True, order=True)
class Measured:
    """How often a rule was right over annotated texts.

    :param language: BCP 47 tag of the texts
    :param rule: id of the rule
    :param layer: ``mentions acts facts``
    :param found: how many values it found; the slots of facts count one each
    :param right: how many of them the gold has as well
    """

    language: str
    rule: str
    layer: str
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of what the rule found that is right."""
        return self.right / self.found


def by_rule(pairs: Iterable[tuple[Record, Record]]) -> list[Measured]:
    """Return the measured precision of every rule that found something, sorted.

    :param pairs: annotations (gold, predicted); the records of the second name their ``rule``

    >>> date = {"kind": "date", "value": "2010", "start": 0, "end": 4}
    >>> gold = {"source": {"language": "en"}, "mentions": [date]}
    >>> [m.precision for m in by_rule([(gold, {"mentions": [{**date, "rule": "date.year"}]})])]
    [1.0]
    """
    found: Counter[tuple[str, str, str]] = Counter()
    right: Counter[tuple[str, str, str]] = Counter()
    for gold, predicted in pairs:
        language = str(gold["source"]["language"])
        for judged in judge(gold, predicted):
            if judged.layer.startswith(_LAYERS):
                layer = judged.layer.partition(".")[0]
                for rule, stated, hits in judged.found:
                    found[language, rule, layer] += stated
                    right[language, rule, layer] += hits
    return sorted(Measured(*key, number, right[key]) for key, number in found.items() if number)
