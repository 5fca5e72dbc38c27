"""Precision, recall and F1 of each layer, micro-averaged over documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from igr_kg.evaluate.matching import Record, judge

VERB = "verb:"
"""Before the name of a verb class in the name of its layer."""


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one layer with the counts they come from."""

    hits: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def to_json(self) -> dict[str, float | int]:
        """Return the score with figures rounded to three places."""
        return {
            "precision": round(self.precision, 3),
            "recall": round(self.recall, 3),
            "f1": round(self.f1, 3),
            "gold": self.gold,
            "predicted": self.predicted,
        }


Pair = tuple[Record, Record]


def score(pairs: Iterable[Pair]) -> dict[str, Score]:
    """Return the score of each layer over pairs of (gold, predicted) annotations.

    :param pairs: annotations in the form ``igr-annotation/1``
    :return: layer name -> score; the layers ``mentions`` and ``facts`` sum up their kinds and types
    """
    totals: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for gold, predicted in pairs:
        for found in judge(gold, predicted):
            summed = {found.layer.partition(".")[0]} & {"mentions", "facts"}
            for name in {found.layer, *summed}:
                totals[name].update(hits=found.hits, predicted=found.predicted, gold=found.gold)
    return {
        layer: Score(c["hits"], c["predicted"], c["gold"])
        for layer, c in sorted(totals.items())
        if c["gold"] or c["predicted"]
    }


def grouped(pairs: Iterable[Pair], group: Callable[[Record], str]) -> dict[str, dict[str, Score]]:
    """Return the scores of groups of documents, by the name of the group.

    :param group: gives the name of a gold annotation's group, its language for instance
    """
    groups: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[group(pair[0])].append(pair)
    return {name: score(groups[name]) for name in sorted(groups)}


def macro(scores: Mapping[str, Score]) -> float | None:
    """Return the mean F1 of the verb classes, each counting once, or None where there is no verb."""
    verbs = [s.f1 for layer, s in scores.items() if layer.startswith(VERB)]
    return sum(verbs) / len(verbs) if verbs else None
